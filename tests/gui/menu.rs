//! Context menus, and files that are dropped on the window.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use model::{CardKind, Emotion};

use crate::harness::{Desk, Window, blank_with};

/// Opens the menu of something with the other mouse button.
fn context_menu(window: &mut Window, name: &str) {
    window.harness.get_by_label_contains(name).click_secondary();
    window.settle();
}

#[test]
fn the_menu_of_a_card_is_about_the_card_below_the_pointer() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one"), ((1, 0), "two")]);
    window.click_card("one", Modifiers::NONE);
    context_menu(&mut window, "Card: two");
    assert_eq!(window.editor().selection().single_card(), Some(window.card_id("two")));
    window.click(Role::MenuItem, "Delete");
    assert!(window.cards_in((1, 0)).is_empty());
    assert_eq!(window.cards_in((0, 0)), ["one"]);
}

#[test]
fn kind_and_emotion_are_set_from_the_menu() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one")]);
    context_menu(&mut window, "Card: one");
    window.pick("Kind");
    window.pick("Pain");
    assert_eq!(window.card("one").kind, CardKind::Pain);
    context_menu(&mut window, "Card: one");
    window.pick("Emotion");
    window.pick("Unhappy");
    assert_eq!(window.card("one").emotion, Some(Emotion::from_tenths(-10)));
}

#[test]
fn the_menu_is_opened_used_and_closed_by_keyboard() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one")]);
    let one = window.card_id("one");
    window.click_card("one", Modifiers::NONE);
    window.keys(Modifiers::SHIFT, Key::F10);
    assert!(window.has(Role::Menu, "Context menu"));
    window.type_text("x");
    window.key(Key::Escape);
    assert!(!window.has(Role::Menu, "Context menu"));
    assert_eq!(window.editor().selection().single_card(), Some(one), "the card stays selected");
    assert_eq!(window.cards_in((0, 0)), ["one"], "typing did not go through the menu");

    window.keys(Modifiers::SHIFT, Key::F10);
    let duplicate = |window: &Window| {
        window.harness.get_by_role_and_label(Role::MenuItem, "Duplicate").is_focused()
    };
    for _ in 0..6 {
        if !duplicate(&window) {
            window.key(Key::ArrowDown);
        }
    }
    assert!(duplicate(&window), "arrow keys walk through the menu");
    window.key(Key::Enter);
    assert_eq!(window.cards_in((0, 0)), ["one", "one"]);
    assert!(!window.has(Role::Menu, "Context menu"));
    window.type_text("!");
    assert!(window.editor().writing().is_some(), "the keyboard is back on the map");
}

#[test]
fn a_stage_is_added_where_the_menu_was_opened() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    context_menu(&mut window, "Stage: First stage");
    window.click(Role::MenuItem, "Add stage");
    window.type_text("Between");
    assert_eq!(window.stage_names(), ["First stage", "Between", "Second stage", "Third stage"]);
}

/// A file in the hand of a person.
#[derive(Debug)]
struct Carried(PathBuf);

impl egui::DroppedFile for Carried {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

/// Drops a file on the window.
fn drop_file(window: &mut Window, path: &Path) {
    drop_files(window, &[path]);
}

fn drop_files(window: &mut Window, paths: &[&Path]) {
    for path in paths {
        window.harness.input_mut().dropped_files.push(Arc::new(Carried(path.to_path_buf())));
    }
    window.harness.step();
    window.settle();
}

#[test]
fn a_project_that_is_dropped_opens_and_a_survey_is_imported() {
    let desk = Desk::new();
    let other = desk.write_project("other.ron", &blank_with(&[((0, 0), "dropped")]));
    let survey = desk.write("answers.csv", "Stage,NPS\nFirst stage,9\nFirst stage,10\n");
    let mut window = desk.open_with(&[]);
    drop_file(&mut window, &other);
    assert_eq!(window.cards_in((0, 0)), ["dropped"]);
    drop_file(&mut window, &survey);
    assert!(window.asks("Import survey"));
    window.button("Cancel");
    window.click_card("dropped", Modifiers::NONE);
    window.key(Key::Delete);
    drop_file(&mut window, &desk.path("map.ron"));
    assert!(window.asks("Save the changes to “other”?"), "unsaved changes are not dropped");
    assert!(window.has(Role::Button, "Cancel"));
}

#[test]
fn of_several_files_that_are_dropped_at_once_one_is_taken_and_the_others_are_named() {
    let desk = Desk::new();
    let survey = desk.write("May.csv", "Stage,NPS\nFirst stage,9\nFirst stage,10\n");
    let mut window = desk.open_with(&[]);
    drop_files(&mut window, &[&survey, &desk.path("June.csv"), &desk.path("July.csv")]);
    assert!(window.asks("Import survey"));
    assert!(window.says("Of 3 files only “May.csv” was taken."));
    assert!(window.says("Drop the others one by one: “June.csv”, “July.csv”."));
}
