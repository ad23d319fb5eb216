//! Undo and redo every kind of change.

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::harness::{CTRL, CTRL_SHIFT, Desk, Window};

/// Something that a person does, and what undo then calls it.
type Deed = (&'static str, fn(&mut Window));

const DEEDS: [Deed; 21] = [
    ("Add card", |window| {
        window.click_on_map(&Window::empty_cell("Thinks", "First stage"));
        window.type_text("new");
        window.key(Key::Escape);
    }),
    ("Edit text", |window| {
        window.click_card("one", Modifiers::NONE);
        window.type_text(" more");
        window.key(Key::Escape);
    }),
    ("Move card", |window| {
        window.click_card("one", Modifiers::NONE);
        window.keys(Modifiers::ALT, Key::ArrowRight);
    }),
    ("Delete card", |window| {
        window.click_card("one", Modifiers::NONE);
        window.key(Key::Delete);
    }),
    ("Delete 2 cards", |window| {
        window.keys(CTRL, Key::A);
        window.key(Key::Delete);
    }),
    ("Duplicate card", |window| {
        window.click_card("one", Modifiers::NONE);
        window.keys(CTRL, Key::D);
    }),
    ("Cut card", |window| {
        window.click_card("one", Modifiers::NONE);
        window.copied_by(Event::Cut);
    }),
    ("Paste 2 cards", |window| {
        window.click_on_map(&Window::empty_cell("Thinks", "First stage"));
        window.paste("three\nfour");
    }),
    ("Change kind", |window| {
        window.click_card("one", Modifiers::NONE);
        window.choose("Kind", "Opportunity");
    }),
    ("Change emotion", |window| {
        window.click_card("one", Modifiers::NONE);
        window.click(Role::RadioButton, "Delighted");
    }),
    ("Change channel", |window| {
        window.click_card("one", Modifiers::NONE);
        window.choose("Channel", "Phone");
    }),
    ("Change evidence", |window| {
        window.click_card("one", Modifiers::NONE);
        window.click(Role::RadioButton, "Validated");
    }),
    ("Change who started it", |window| {
        window.click_card("one", Modifiers::NONE);
        window.click(Role::RadioButton, "Company");
    }),
    ("Mark moment of truth", |window| {
        window.click_card("one", Modifiers::NONE);
        window.click(Role::CheckBox, "Moment of truth");
    }),
    ("Edit notes", |window| {
        window.click_card("one", Modifiers::NONE);
        window.fill("Notes", "Heard in an interview");
        window.select_nothing_from_a_field();
    }),
    ("Move curve point", |window| {
        window.click_on_map("Emotion of First persona at First stage");
        window.keys(Modifiers::ALT, Key::ArrowUp);
    }),
    ("Add stage", |window| {
        window.menu("Insert", "Add stage");
        window.select_nothing_from_a_field();
    }),
    ("Rename stage", |window| {
        window.click_on_map("Stage: First stage");
        window.fill("Name", "Awareness");
        window.select_nothing_from_a_field();
    }),
    ("Add lane", |window| {
        window.menu("Insert", "Add lane");
        window.select_nothing_from_a_field();
    }),
    ("Add persona", |window| {
        window.menu("Insert", "Add persona");
        window.select_nothing_from_a_field();
    }),
    ("Delete stage", |window| {
        window.click_on_map("Stage: First stage");
        window.key(Key::Delete);
        window.button("Delete");
    }),
];

impl Window {
    /// Leaves a form's field and the selection.
    fn select_nothing_from_a_field(&mut self) {
        self.key(Key::Escape);
        self.select_nothing();
    }
}

#[test]
fn every_kind_of_change_is_undone_and_made_again_as_one_step_under_its_name() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one"), ((1, 0), "two")]);
    let before = window.project();
    for (label, deed) in DEEDS {
        deed(&mut window);
        let after = window.project();
        assert_ne!(after, before, "{label} changes the project");
        assert_eq!(window.editor().undo_label(), Some(label));
        assert_eq!(window.undo(), label);
        assert_eq!(window.project(), before, "{label} is one step");
        assert_eq!(window.editor().undo_label(), None);
        assert_eq!(window.editor().redo_label(), Some(label));
        window.keys(CTRL_SHIFT, Key::Z);
        assert_eq!(window.project(), after, "{label} is made again");
        window.undo();
        window.select_nothing();
    }
}

#[test]
fn undo_selects_what_was_changed_and_the_menu_says_what_it_will_do() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one"), ((1, 0), "two")]);
    assert!(!window.editor().is_dirty());
    window.click_card("one", Modifiers::NONE);
    window.keys(Modifiers::ALT, Key::ArrowRight);
    assert!(window.editor().is_dirty());
    window.select_nothing();
    window.button("Undo");
    assert_eq!(window.editor().selection().single_card(), Some(window.card_id("one")));
    assert!(!window.editor().is_dirty(), "the map is again what its file holds");
    window.button("Redo");
    assert_eq!(window.cards_in((1, 0)).len(), 2);
    window.button("Edit");
    let item = window.harness.get_by_role_and_label(Role::MenuItem, "Undo");
    assert_eq!(item.accesskit_node().description().as_deref(), Some("Move card"));
    window.click(Role::MenuItem, "Undo");
    assert_eq!(window.cards_in((0, 0)), ["one"]);
}

#[test]
fn a_new_change_after_an_undo_leaves_nothing_to_redo() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one")]);
    window.click_card("one", Modifiers::NONE);
    window.keys(Modifiers::ALT, Key::ArrowRight);
    window.undo();
    window.click_card("one", Modifiers::NONE);
    window.keys(CTRL, Key::D);
    let after = window.project();
    window.keys(CTRL, Key::Y);
    assert_eq!(window.project(), after);
}
