//! Save, save as, and open again.

use std::fs;

use egui::{Key, Modifiers};

use crate::harness::{CTRL, CTRL_SHIFT, Desk, Window, blank_with};

fn add_card(window: &mut Window, text: &str) {
    window.click_on_map(&Window::empty_cell("Thinks", "First stage"));
    window.type_text(text);
    window.key(Key::Escape);
    window.select_nothing();
}

#[test]
fn what_was_saved_is_there_when_it_is_opened_again() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one")]);
    add_card(&mut window, "two");
    window.click_on_map("Emotion of First persona at First stage");
    window.keys(Modifiers::ALT, Key::ArrowUp);
    window.keys(CTRL, Key::S);
    assert!(!window.editor().is_dirty());
    assert!(window.says("saved "), "the bar says when it was saved");
    let saved = window.project();
    drop(window);
    let window = desk.open(&desk.path("map.ron"));
    assert_eq!(window.project(), saved);
}

#[test]
fn opening_and_saving_changes_no_byte() {
    let desk = Desk::new();
    let sample = throughline::templates::SAMPLE.project().unwrap();
    let path = desk.write_project("sample.ron", &sample);
    let before = fs::read(&path).unwrap();
    let mut window = desk.open(&path);
    window.keys(CTRL, Key::S);
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn save_as_asks_for_a_name_and_goes_on_with_it() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one")]);
    let before = fs::read(desk.path("map.ron")).unwrap();
    add_card(&mut window, "two");
    window.keys(CTRL_SHIFT, Key::S);
    assert!(window.asks("Save project as"));
    window.answer_path(&desk.path("copy"));
    assert_eq!(fs::read(desk.path("map.ron")).unwrap(), before, "the old file is as it was");
    assert!(!window.editor().is_dirty());
    window.click_card("two", Modifiers::NONE);
    window.key(Key::Delete);
    window.keys(CTRL, Key::S);
    let copy = fs::read_to_string(desk.path("copy.ron")).unwrap();
    assert!(copy.contains("\"one\"") && !copy.contains("\"two\""));
}

#[test]
fn another_file_is_replaced_only_after_a_question() {
    let desk = Desk::new();
    let other = desk.write_project("other.ron", &blank_with(&[((0, 0), "theirs")]));
    let mut window = desk.open_with(&[((0, 0), "ours")]);
    window.keys(CTRL_SHIFT, Key::S);
    window.answer_path(&other);
    assert!(window.says("“other.ron” exists already"));
    assert!(fs::read_to_string(&other).unwrap().contains("theirs"));
    window.button("Choose another name");
    window.key(Key::Escape);
    window.keys(CTRL_SHIFT, Key::S);
    window.answer_path(&other);
    window.button("Replace");
    assert!(fs::read_to_string(&other).unwrap().contains("ours"));
}

/// A window whose file somebody else changed while a card was added here.
fn changed_meanwhile(desk: &Desk) -> Window {
    let mut window = desk.open_with(&[((0, 0), "one")]);
    add_card(&mut window, "ours");
    desk.write_project("map.ron", &blank_with(&[((0, 0), "theirs")]));
    window.keys(CTRL, Key::S);
    assert!(window.asks("“map.ron” was changed by somebody else"));
    assert!(fs::read_to_string(desk.path("map.ron")).unwrap().contains("theirs"));
    window
}

#[test]
fn a_file_that_was_changed_meanwhile_is_not_overwritten_unasked() {
    let desk = Desk::new();
    let mut window = changed_meanwhile(&desk);
    window.button("Cancel");
    assert!(window.editor().is_dirty());
    assert_eq!(window.map().cards.size(), 2);
    window.keys(CTRL, Key::S);
    window.button("Overwrite");
    let text = fs::read_to_string(desk.path("map.ron")).unwrap();
    assert!(text.contains("ours") && !text.contains("theirs"));
    assert!(!window.editor().is_dirty());
    let backups = store::backups(&store::RealFs, &desk.folders().backups(), &desk.path("map.ron"));
    assert!(!backups.is_empty(), "their version is kept");
}

#[test]
fn the_version_on_disk_can_be_taken_instead() {
    let desk = Desk::new();
    let mut window = changed_meanwhile(&desk);
    window.button("Load the version on disk");
    assert_eq!(window.map().cards.size(), 2, "it is asked once more");
    window.button("Keep my changes");
    window.button("Load the version on disk");
    window.button("Drop my changes and load");
    assert_eq!(window.cards_in((0, 0)), ["theirs"]);
    assert_eq!(window.map().cards.size(), 1);
    assert!(!window.editor().is_dirty());
}

#[test]
fn a_copy_keeps_both_versions() {
    let desk = Desk::new();
    let mut window = changed_meanwhile(&desk);
    window.button("Save a copy…");
    window.answer_path(&desk.path("mine.ron"));
    assert!(fs::read_to_string(desk.path("mine.ron")).unwrap().contains("ours"));
    assert!(fs::read_to_string(desk.path("map.ron")).unwrap().contains("theirs"));
    assert!(!window.editor().is_dirty());
}

#[test]
fn a_read_only_file_is_said_and_the_work_is_kept() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one")]);
    let path = desk.path("map.ron");
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    add_card(&mut window, "ours");
    window.keys(CTRL, Key::S);
    assert!(window.asks("The project was not saved"));
    assert!(window.says("read-only") && window.says("Save as"));
    window.button("Close");
    assert!(window.editor().is_dirty());
    assert_eq!(window.map().cards.size(), 2);
    assert!(!fs::read_to_string(&path).unwrap().contains("ours"));
    window.keys(CTRL_SHIFT, Key::S);
    window.answer_path(&desk.path("mine.ron"));
    assert!(!window.editor().is_dirty());
}

#[test]
fn a_card_that_is_being_written_is_saved_too() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    window.click_on_map(&Window::empty_cell("Thinks", "First stage"));
    window.type_text("half a thou");
    window.keys(CTRL, Key::S);
    assert!(fs::read_to_string(desk.path("map.ron")).unwrap().contains("half a thou"));
    assert!(!window.editor().is_dirty());
}

#[test]
fn a_file_that_is_open_in_another_window_is_said_and_nobody_overwrites_the_other() {
    let desk = Desk::new();
    let mut first = desk.open_with(&[]);
    let mut second = desk.open(&desk.path("map.ron"));
    assert!(!first.says("another window") && second.says("open in another window"));
    add_card(&mut first, "by the first");
    first.keys(CTRL, Key::S);
    add_card(&mut second, "by the second");
    second.keys(CTRL, Key::S);
    assert!(second.asks("“map.ron” was changed by somebody else"));
    let text = fs::read_to_string(desk.path("map.ron")).unwrap();
    assert!(text.contains("by the first") && !text.contains("by the second"));
}

#[test]
fn undo_and_redo_know_which_state_the_file_holds() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    add_card(&mut window, "one");
    window.keys(CTRL, Key::S);
    add_card_to_second_stage(&mut window, "two");
    assert!(window.editor().is_dirty());
    window.undo();
    assert!(!window.editor().is_dirty(), "the file holds this state");
    window.undo();
    assert!(window.editor().is_dirty(), "the file holds one card more");
    window.keys(CTRL, Key::Y);
    assert!(!window.editor().is_dirty());
}

fn add_card_to_second_stage(window: &mut Window, text: &str) {
    window.click_on_map(&Window::empty_cell("Thinks", "Second stage"));
    window.type_text(text);
    window.key(Key::Escape);
    window.select_nothing();
}

#[test]
fn what_is_typed_while_the_file_is_written_stays_unsaved() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    add_card(&mut window, "in time");
    window.click_on_map(&Window::empty_cell("Thinks", "Second stage"));
    window.harness.key_press_modifiers(CTRL, Key::S);
    window.harness.event(egui::Event::Text("too late".to_owned()));
    window.settle();
    window.key(Key::Escape);
    let text = fs::read_to_string(desk.path("map.ron")).unwrap();
    assert!(text.contains("in time") && !text.contains("too late"));
    assert!(window.editor().is_dirty(), "the later card still has to be saved");
    window.keys(CTRL, Key::S);
    assert!(fs::read_to_string(desk.path("map.ron")).unwrap().contains("too late"));
}

#[test]
fn a_folder_that_went_away_is_said_and_the_work_is_kept() {
    let desk = Desk::new();
    fs::create_dir(desk.path("stick")).unwrap();
    let path = desk.write_project("stick/map.ron", &blank_with(&[]));
    let mut window = desk.open(&path);
    add_card(&mut window, "ours");
    fs::remove_dir_all(desk.path("stick")).unwrap();
    window.keys(CTRL, Key::S);
    assert!(window.asks("The project was not saved"));
    assert!(window.says("Save as"), "it says what to do");
    window.button("Close");
    assert!(window.editor().is_dirty());
    window.keys(CTRL_SHIFT, Key::S);
    window.answer_path(&desk.path("elsewhere.ron"));
    assert!(!window.editor().is_dirty());
}

#[test]
fn who_changed_nothing_takes_the_version_on_disk_with_one_answer() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one")]);
    desk.write_project("map.ron", &blank_with(&[((0, 0), "theirs")]));
    window.keys(CTRL, Key::S);
    assert!(window.asks("“map.ron” was changed by somebody else"));
    window.key(Key::Enter);
    assert_eq!(window.cards_in((0, 0)), ["theirs"]);
    assert!(!window.editor().is_dirty());
}
