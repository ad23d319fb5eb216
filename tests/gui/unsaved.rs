//! Nothing that was not saved is dropped without asking.

use std::fs;
use std::path::{Path, PathBuf};

use egui::accesskit::Role;
use egui::{Key, ViewportCommand};
use egui_kittest::kittest::Queryable as _;

use crate::harness::{CTRL, Desk, Window, blank_with};

const QUESTION: &str = "Save the changes to “map”?";

/// A window with an unsaved card, and another file that could be opened.
fn unsaved(desk: &Desk) -> (Window, PathBuf) {
    let other = desk.write_project("other.ron", &blank_with(&[((0, 0), "from the other file")]));
    let mut window = desk.open_with(&[]);
    window.click_on_map(&Window::empty_cell("Touchpoints", "First stage"));
    window.type_text("not saved yet");
    window.key(Key::Escape);
    assert!(window.says("edited"));
    (window, other)
}

fn text_of(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

#[test]
fn cancel_keeps_everything() {
    let desk = Desk::new();
    let (mut window, _) = unsaved(&desk);
    window.menu("File", "Open…");
    assert!(window.asks(QUESTION));
    window.button("Cancel");
    assert!(window.harness.query_all_by_role(Role::Dialog).next().is_none());
    assert_eq!(window.cards_in((0, 0)), ["not saved yet"]);
    assert!(window.editor().is_dirty());
    assert!(!text_of(&desk.path("map.ron")).contains("not saved yet"));
    window.keys(CTRL, Key::S);
    assert_eq!(window.cards_in((0, 0)), ["not saved yet"], "what was cancelled does not come back");
}

#[test]
fn without_saving_the_other_file_is_opened_and_this_one_is_as_it_was() {
    let desk = Desk::new();
    let (mut window, other) = unsaved(&desk);
    window.keys(CTRL, Key::O);
    window.button("Don’t save");
    window.answer_path(&other);
    assert_eq!(window.cards_in((0, 0)), ["from the other file"]);
    assert!(!window.editor().is_dirty());
    assert!(!text_of(&desk.path("map.ron")).contains("not saved yet"));
    assert_eq!(window.editor().undo_label(), None, "it begins anew");
}

#[test]
fn saving_first_saves_and_then_opens() {
    let desk = Desk::new();
    let (mut window, other) = unsaved(&desk);
    window.keys(CTRL, Key::O);
    window.button("Save");
    assert!(text_of(&desk.path("map.ron")).contains("not saved yet"));
    assert!(window.asks("Open project"));
    window.answer_path(&other);
    assert_eq!(window.cards_in((0, 0)), ["from the other file"]);
}

#[test]
fn an_untitled_map_is_given_a_name_before_it_is_left() {
    let desk = Desk::new();
    let mut window = desk.start();
    window.menu("Insert", "Add stage");
    window.key(Key::Escape);
    window.new_map("Blank");
    assert!(window.asks("Save the changes to “Switching mobile provider”?"));
    window.button("Save");
    assert!(window.asks("Save project as"));
    window.answer_path(&desk.path("switching"));
    assert!(desk.path("switching.ron").is_file());
    assert_eq!(window.stage_names(), ["First stage", "Second stage", "Third stage"]);
}

#[test]
fn the_window_closes_only_when_that_is_settled() {
    let desk = Desk::new();
    let (mut window, _) = unsaved(&desk);
    let commands = window.ask_to_close();
    assert!(commands.contains(&ViewportCommand::CancelClose), "{commands:?}");
    assert!(window.asks(QUESTION));
    window.button("Cancel");
    window.ask_to_close();
    window.harness.get_by_role_and_label(Role::Button, "Don’t save").click();
    let mut closes = false;
    for _ in 0..8 {
        window.harness.step();
        closes |= window.window_commands().contains(&ViewportCommand::Close);
    }
    assert!(closes, "now it closes");
    let commands = window.ask_to_close();
    assert!(!commands.contains(&ViewportCommand::CancelClose), "and is not held back");
}

#[test]
fn quit_asks_too() {
    let desk = Desk::new();
    let (mut window, _) = unsaved(&desk);
    window.keys(CTRL, Key::Q);
    assert!(window.asks(QUESTION));
    window.key(Key::Escape);
    assert_eq!(window.cards_in((0, 0)), ["not saved yet"]);
}

#[test]
fn a_saved_map_closes_without_a_question() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    let commands = window.ask_to_close();
    assert!(window.harness.query_all_by_role(Role::Dialog).next().is_none());
    let held = commands.contains(&ViewportCommand::CancelClose);
    assert!(!held || commands.contains(&ViewportCommand::Close), "{commands:?}");
}

#[test]
fn who_saves_first_and_then_thinks_better_of_it_loses_nothing() {
    let desk = Desk::new();
    let mut window = desk.start();
    window.menu("Insert", "Add stage");
    window.key(Key::Escape);
    let before = window.project();
    window.new_map("Blank");
    window.button("Save");
    assert!(window.asks("Save project as"));
    window.key(Key::Escape);
    assert_eq!(window.project(), before, "nothing was replaced");
    window.keys(CTRL, Key::S);
    window.answer_path(&desk.path("mine"));
    assert_eq!(window.project(), before, "nor is it later");
    assert!(!window.editor().is_dirty());
}

#[test]
fn what_cannot_be_saved_is_not_left() {
    let desk = Desk::new();
    let (mut window, other) = unsaved(&desk);
    let mut permissions = fs::metadata(desk.path("map.ron")).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(desk.path("map.ron"), permissions).unwrap();
    window.keys(CTRL, Key::O);
    window.button("Save");
    assert!(window.asks("The project was not saved"));
    window.button("Close");
    assert_eq!(window.cards_in((0, 0)), ["not saved yet"]);
    assert!(window.editor().is_dirty() && !window.asks("Open project"));
    drop(other);
}
