//! Files that are not what they should be: the program says what is wrong and goes on.

use std::path::Path;

use egui::{Key, Modifiers};
use model::format;

use crate::harness::{CTRL, Desk, Window, blank_with};

/// Tries to open a file while a map is open.
fn open(window: &mut Window, path: &Path) {
    window.keys(CTRL, Key::O);
    window.answer_path(path);
}

/// A whole project as text.
fn text() -> String {
    format::write(&blank_with(&[((0, 0), "one"), ((1, 0), "two")])).unwrap()
}

/// The line on which something stands, counted from 1.
fn line_of(text: &str, what: &str) -> usize {
    text.lines().position(|line| line.contains(what)).unwrap() + 1
}

#[test]
fn what_is_no_project_is_said_and_the_open_map_stays() {
    let desk = Desk::new();
    let newer =
        text().replace("format: 1", "format: 99").replace("min_reader: 1", "min_reader: 99");
    let cases: [(&str, Vec<u8>, &[&str]); 6] = [
        ("letter.ron", b"Dear customer,\nthank you".to_vec(), &["line 1, column 1"]),
        ("empty.ron", Vec::new(), &["is empty"]),
        ("zeros.ron", vec![0; 4_000], &["zeros"]),
        ("picture.ron", vec![0x89, b'P', b'N', b'G', 0xff, 0xfe, 0xfd], &["line 1, column 1"]),
        ("newer.ron", newer.into_bytes(), &["format 99", "Update Throughline"]),
        ("head.ron", b"Throughline(\n  format: one,\n".to_vec(), &["line 2, column 11"]),
    ];
    let mut window = desk.open_with(&[((0, 0), "mine")]);
    for (name, content, expected) in cases {
        let path = desk.write(name, &content);
        open(&mut window, &path);
        assert!(window.asks("The file cannot be opened"), "{name}");
        assert!(window.says(name), "{name} is named");
        for part in expected {
            assert!(window.says(part), "{name}: {part}");
        }
        assert!(window.says("The map that was open is still here"));
        window.button("Close");
        assert_eq!(window.cards_in((0, 0)), ["mine"]);
        assert_eq!(std::fs::read(&path).unwrap(), content, "{name} is as it was");
    }
    window.click_card("mine", Modifiers::NONE);
    window.keys(CTRL, Key::D);
    window.keys(CTRL, Key::S);
    assert_eq!(window.cards_in((0, 0)), ["mine", "mine"], "the program goes on");
    assert!(!window.editor().is_dirty());
}

#[test]
fn what_can_be_read_of_a_damaged_file_is_offered_as_a_copy() {
    let desk = Desk::new();
    let whole = text();
    let line = line_of(&whole, "text: \"one\"");
    let damaged = whole.replace("text: \"one\"", "text: 7");
    let path = desk.write("damaged.ron", &damaged);
    let mut window = desk.open_with(&[((0, 0), "mine")]);
    open(&mut window, &path);
    assert!(window.asks("“damaged.ron” is damaged"));
    assert!(window.says(&line.to_string()), "line {line} is named");
    window.button("Cancel");
    assert_eq!(window.cards_in((0, 0)), ["mine"], "nothing was opened");
    open(&mut window, &path);
    window.button("Open what can be read");
    assert!(window.cards_in((0, 0)).is_empty());
    assert_eq!(window.cards_in((1, 0)), ["two"]);
    assert!(window.editor().is_dirty(), "no file holds what is shown");
    window.keys(CTRL, Key::S);
    assert!(window.asks("Save project as"), "the damaged file is not overwritten unasked");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), damaged);
}

#[test]
fn a_file_that_was_cut_off_gives_what_it_has() {
    let desk = Desk::new();
    let whole = text();
    let cut = whole.find("\"two\"").unwrap();
    let path = desk.write("cut.ron", &whole[..cut]);
    let mut window = desk.open_with(&[((0, 0), "mine")]);
    open(&mut window, &path);
    assert!(window.asks("“cut.ron” is damaged"));
    window.button("Open what can be read");
    assert_eq!(window.stage_names(), ["First stage", "Second stage", "Third stage"]);
    assert!(window.editor().project().check().is_empty());
}

#[test]
fn a_file_cut_anywhere_never_harms_the_program() {
    let desk = Desk::new();
    let whole = text();
    let mut window = desk.open_with(&[((0, 0), "mine")]);
    for part in 1..8 {
        let at = whole.len() * part / 8;
        let path = desk.write("cut.ron", &whole.as_bytes()[..at]);
        open(&mut window, &path);
        let said = window.asks("“cut.ron” is damaged") || window.asks("The file cannot be opened");
        assert!(said, "cut after {at} bytes");
        window.key(Key::Escape);
        assert_eq!(window.cards_in((0, 0)), ["mine"]);
    }
}

#[test]
fn a_reference_to_nothing_is_found() {
    let desk = Desk::new();
    let mut project = blank_with(&[((0, 0), "one")]);
    let before = format::write(&project).unwrap();
    let stage = project.maps_in_order()[0].1.stages_in_order()[0].0;
    let other = model::StageId::new();
    let text = before.replace(&format!("stage: \"{stage}\""), &format!("stage: \"{other}\""));
    assert_ne!(text, before, "the card names its stage");
    let path = desk.write("reference.ron", text);
    let mut window = desk.open_with(&[]);
    open(&mut window, &path);
    assert!(window.asks("“reference.ron” is damaged"));
    window.button("Open what can be read");
    project = window.project();
    assert!(project.check().is_empty(), "what is shown is sound");
}

#[test]
fn a_broken_file_at_the_start_opens_the_program_all_the_same() {
    let desk = Desk::new();
    let path = desk.write("broken.ron", "no project");
    let mut window = desk.open(&path);
    assert!(window.asks("The file cannot be opened"));
    window.button("Close");
    assert!(!window.map().stages.is_empty(), "there is a map to work on");
    let mut window = desk.open(&desk.path("missing.ron"));
    assert!(window.asks("The file cannot be opened"));
    assert!(window.says("There is no file") && window.says("missing.ron"));
    window.button("Close");
}

#[test]
fn damaged_settings_do_not_keep_the_program_from_starting() {
    let desk = Desk::new();
    let mut window = desk.start();
    window.keys(Modifiers { shift: true, ..CTRL }, Key::D);
    drop(window);
    let config = desk.folders().config;
    let mut damaged = 0;
    for entry in std::fs::read_dir(&config).unwrap() {
        std::fs::write(entry.unwrap().path(), "(((").unwrap();
        damaged += 1;
    }
    assert!(damaged > 0);
    let window = desk.start();
    assert!(!window.map().stages.is_empty());
    assert!(window.says("settings"), "it says that the settings could not be read");
}

#[test]
fn a_recent_file_that_is_gone_is_said() {
    let desk = Desk::new();
    drop(desk.open_with(&[]));
    std::fs::remove_file(desk.path("map.ron")).unwrap();
    let mut window = desk.start();
    let before = window.project();
    window.button("File");
    window.click(egui::accesskit::Role::MenuItem, "Open recent");
    window.pick("map");
    assert!(window.asks("The file cannot be opened"));
    assert!(window.says("There is no file"));
    window.button("Close");
    assert_eq!(window.project(), before);
}
