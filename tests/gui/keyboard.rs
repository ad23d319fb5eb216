//! Reach everything without the pointer.

use std::collections::BTreeSet;

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use model::Selection;

use crate::harness::{CTRL, Desk, Window};

/// What has the keyboard, as a screen reader says it.
fn focused(window: &Window) -> String {
    let mut nodes = window.harness.query_all_by(|node| node.is_focused() && !node.is_hidden());
    let name = nodes.next().and_then(|node| node.accesskit_node().label());
    name.unwrap_or_default()
}

#[test]
fn tab_leads_through_the_whole_window_and_back_to_the_map() {
    let desk = Desk::new();
    let mut window = desk.start();
    let map = "Journey map: Switching mobile provider";
    assert_eq!(focused(&window), map, "one can begin at once");
    let mut reached = BTreeSet::new();
    for _ in 0..400 {
        window.key(Key::Tab);
        let name = focused(&window);
        if name == map && reached.len() > 10 {
            break;
        }
        reached.insert(name);
    }
    assert_eq!(focused(&window), map, "the way ends where it began");
    let parts = [
        "File",
        "Edit",
        "Insert",
        "View",
        "Help",
        "Rename map",
        "Find or do…",
        "Zoom",
        "Dark theme",
        "Export",
        "Name",
        "Tells about",
        "Awareness",
        "Touchpoints",
        "Anna",
        "Hide metrics",
        "Figures",
        "Trend",
        "Breakdown",
    ];
    for part in parts {
        assert!(reached.contains(part), "{part} is reached: {reached:?}");
    }
}

#[test]
fn tab_does_not_leave_a_selection_behind() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one"), ((1, 0), "two")]);
    window.click_card("one", Modifiers::NONE);
    window.key(Key::Tab);
    assert_eq!(window.editor().selection().single_card(), Some(window.card_id("two")));
    window.keys(Modifiers::SHIFT, Key::Tab);
    assert_eq!(window.editor().selection().single_card(), Some(window.card_id("one")));
}

#[test]
fn arrow_keys_reach_every_cell_of_the_map() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one"), ((1, 1), "two")]);
    let mut reached = BTreeSet::new();
    window.key(Key::ArrowDown);
    for row in 0..3 {
        let ahead = if row % 2 == 0 { Key::ArrowRight } else { Key::ArrowLeft };
        for _ in 0..2 {
            reached.insert(format!("{:?}", window.editor().selection()));
            window.key(ahead);
        }
        reached.insert(format!("{:?}", window.editor().selection()));
        window.key(Key::ArrowDown);
    }
    assert_eq!(reached.len(), 9, "three stages, three rows: {reached:?}");
}

#[test]
fn menus_are_used_by_keyboard() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    for _ in 0..60 {
        if focused(&window) == "Insert" {
            break;
        }
        window.key(Key::Tab);
    }
    assert_eq!(focused(&window), "Insert");
    window.key(Key::Enter);
    for _ in 0..10 {
        if focused(&window) == "Add stage" {
            break;
        }
        window.key(Key::Tab);
    }
    assert_eq!(focused(&window), "Add stage");
    window.key(Key::Enter);
    assert_eq!(window.stage_names().len(), 4);
}

#[test]
fn typing_in_a_form_moves_nothing_on_the_map() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one"), ((0, 0), "two")]);
    window.click_card("one", Modifiers::NONE);
    window.fill("Notes", "a");
    for (modifiers, key) in [
        (Modifiers::NONE, Key::Delete),
        (Modifiers::NONE, Key::Backspace),
        (Modifiers::NONE, Key::ArrowDown),
        (CTRL, Key::A),
        (CTRL, Key::Backspace),
    ] {
        window.keys(modifiers, key);
    }
    assert_eq!(window.cards_in((0, 0)), ["one", "two"]);
    let selected = window.editor().selection().single_card();
    assert_eq!(selected, Some(window.card_id("one")));
}

#[test]
fn no_key_does_anything_below_a_dialog() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one")]);
    window.keys(CTRL, Key::A);
    let before = window.project();
    window.key(Key::F1);
    for (modifiers, key) in [
        (Modifiers::NONE, Key::Delete),
        (Modifiers::ALT, Key::ArrowRight),
        (CTRL, Key::D),
        (CTRL, Key::Z),
        (CTRL, Key::N),
    ] {
        window.keys(modifiers, key);
    }
    window.type_text("x");
    window.paste("y");
    assert_eq!(window.project(), before);
    assert!(window.asks("Keyboard shortcuts") && !window.asks("New map"));
    window.key(Key::Escape);
    assert_ne!(*window.editor().selection(), Selection::Nothing, "Esc closed the dialog only");
}
