//! Get unsaved work back after the program or the computer died.

use std::time::Duration;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use crate::harness::{CTRL, Desk, Window, blank_with};

const FOUND: &str = "Unsaved work was found";

fn add_card(window: &mut Window, text: &str) {
    window.click_on_map(&Window::empty_cell("Thinks", "First stage"));
    window.type_text(text);
    window.key(Key::Escape);
    window.select_nothing();
}

#[test]
fn unsaved_work_is_offered_after_the_program_died() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "saved")]);
    add_card(&mut window, "not saved");
    drop(window);
    let mut window = desk.open(&desk.path("map.ron"));
    assert!(window.asks(FOUND));
    assert!(window.says("Changed last on") && window.says("map.ron"), "it says what was found");
    assert!(window.cards_in((0, 1)).is_empty(), "the file is as it was saved");
    window.button("Restore");
    assert_eq!(window.cards_in((0, 0)), ["saved"]);
    assert_eq!(window.cards_in((0, 1)), ["not saved"]);
    assert!(window.editor().is_dirty(), "no file holds it yet");
    window.keys(CTRL, Key::S);
    assert!(window.asks("Save project as"), "restored work is an untitled copy");
    window.answer_path(&desk.path("restored.ron"));
    drop(window);
    let window = desk.open(&desk.path("restored.ron"));
    assert!(!window.asks(FOUND), "what was saved is not offered again");
    assert_eq!(window.cards_in((0, 1)), ["not saved"]);
}

#[test]
fn an_untitled_map_is_offered_too() {
    let desk = Desk::new();
    let mut window = desk.start();
    window.new_map("Blank");
    add_card(&mut window, "never saved");
    drop(window);
    let mut window = desk.start();
    assert!(window.asks(FOUND));
    assert!(window.says("It was never saved to a file"));
    window.key(Key::Enter);
    assert_eq!(window.cards_in((0, 1)), ["never saved"]);
}

#[test]
fn edits_are_on_the_disk_before_the_power_is_cut() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    add_card(&mut window, "just typed");
    // The writer works on its own thread: it is waited for, not for a certain time.
    let is_on_disk = || {
        let files = paths_below(&desk.folders().recovery()).into_iter();
        files.filter_map(|file| std::fs::read(file).ok()).any(|bytes| {
            bytes.windows("just typed".len()).any(|part| part == "just typed".as_bytes())
        })
    };
    let mut polls = 0;
    while !is_on_disk() {
        polls += 1;
        assert!(polls < 3_000, "the journal never reached the disk");
        std::thread::sleep(Duration::from_millis(5));
    }
    let after = desk.after_power_cut();
    drop(window);
    let mut window = after.open(&after.path("map.ron"));
    assert!(window.asks(FOUND));
    window.button("Restore");
    assert_eq!(window.cards_in((0, 1)), ["just typed"]);
}

#[test]
fn restored_work_survives_a_second_crash() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    add_card(&mut window, "first session");
    drop(window);
    let mut window = desk.open(&desk.path("map.ron"));
    window.button("Restore");
    drop(window);
    let mut window = desk.open(&desk.path("map.ron"));
    assert!(window.asks(FOUND));
    window.button("Restore");
    assert_eq!(window.cards_in((0, 1)), ["first session"]);
}

#[test]
fn recovery_data_waits_until_it_is_decided_and_goes_when_that_is_wished() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    add_card(&mut window, "maybe");
    drop(window);
    let mut window = desk.start();
    window.button("Decide later");
    assert!(!window.asks(FOUND));
    drop(window);
    let mut window = desk.start();
    assert!(window.asks(FOUND));
    window.button("Delete for good");
    window.button("Yes, delete for good");
    assert!(!window.asks(FOUND));
    drop(window);
    let window = desk.start();
    assert!(!window.asks(FOUND));
}

#[test]
fn work_of_two_maps_is_offered_one_by_one() {
    let desk = Desk::new();
    for name in ["bike", "boat"] {
        let path = desk.write_project(&format!("{name}.ron"), &blank_with(&[]));
        let mut window = desk.open(&path);
        window.key(Key::Escape);
        add_card(&mut window, name);
        drop(window);
    }
    let window = desk.start();
    assert_eq!(window.harness.query_all_by_role_and_label(Role::Button, "Restore").count(), 2);
    assert!(window.says("bike") && window.says("boat"));
}

#[test]
fn nothing_is_offered_after_work_was_saved_or_given_up() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    add_card(&mut window, "saved");
    window.keys(CTRL, Key::S);
    drop(window);
    let mut window = desk.open(&desk.path("map.ron"));
    assert!(!window.asks(FOUND));
    window.click_card("saved", Modifiers::NONE);
    window.key(Key::Delete);
    window.new_map("Blank");
    window.button("Don’t save");
    drop(window);
    let window = desk.start();
    assert!(!window.asks(FOUND));
}

#[test]
fn work_in_the_sample_is_safe_when_the_file_that_was_asked_for_is_broken() {
    let desk = Desk::new();
    let path = desk.write("broken.ron", "no project");
    let mut window = desk.open(&path);
    window.button("Close");
    window.menu("Insert", "Add stage");
    window.type_text("Mine");
    window.key(Key::Enter);
    drop(window);
    let mut window = desk.start();
    assert!(window.asks(FOUND));
    window.button("Restore");
    assert!(window.stage_names().contains(&"Mine".to_owned()));
}

#[test]
fn a_journal_that_cannot_be_written_is_said_until_it_works() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    let recovery = desk.folders().recovery();
    let _ = std::fs::remove_dir_all(&recovery);
    std::fs::create_dir_all(recovery.parent().unwrap()).unwrap();
    std::fs::write(&recovery, "in the way").unwrap();
    add_card(&mut window, "at risk");
    let mut polls = 0;
    while !window.says("Changes are not kept safe") {
        polls += 1;
        assert!(polls < 3_000, "nothing is said");
        std::thread::sleep(Duration::from_millis(5));
        window.settle();
    }
    window.keys(CTRL, Key::S);
    assert!(!window.editor().is_dirty(), "saving works all the same");
}

#[test]
fn a_journal_that_was_cut_off_gives_what_it_has() {
    for cut in [1, 20, 200] {
        let desk = Desk::new();
        let mut window = desk.open_with(&[]);
        add_card(&mut window, "first");
        drop(window);
        for file in paths_below(&desk.folders().recovery()) {
            let bytes = std::fs::read(&file).unwrap();
            let left = bytes.len().saturating_sub(cut);
            if file.extension().is_none_or(|ending| ending != "ron") {
                std::fs::write(&file, &bytes[..left]).unwrap();
            }
        }
        let mut window = desk.open(&desk.path("map.ron"));
        if window.asks(FOUND) {
            window.button("Restore");
        }
        assert!(window.editor().project().check().is_empty());
        window.key(Key::Escape);
        assert_eq!(window.stage_names().len(), 3);
    }
}

fn paths_below(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            found.extend(paths_below(&entry.path()));
        } else {
            found.push(entry.path());
        }
    }
    found
}
