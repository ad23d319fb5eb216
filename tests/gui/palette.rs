//! Find or do anything by typing its name.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use model::Selection;

use crate::harness::{CTRL, Desk};

const PALETTE: &str = "Find or do";

#[test]
fn a_command_is_found_by_a_part_of_its_name() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    window.keys(CTRL, Key::K);
    assert!(window.asks(PALETTE));
    window.type_text("add sta");
    window.key(Key::Enter);
    assert!(!window.asks(PALETTE));
    assert_eq!(window.stage_names().len(), 4);
    assert!(window.field("Name").is_focused(), "the new stage is ready to be named");
}

#[test]
fn a_card_is_found_by_its_words_even_in_a_collapsed_band() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "Sees an ad"), ((2, 2), "Delivery took a week")]);
    window.menu("View", "Collapse all bands");
    assert!(!window.says("Card: Delivery"));
    window.keys(CTRL, Key::F);
    window.type_text("took a we");
    window.key(Key::Enter);
    let card = window.card_id("Delivery took a week");
    assert_eq!(*window.editor().selection(), Selection::card(card));
    assert!(window.says("Card: Delivery took a week"), "its band is unfolded");
}

#[test]
fn stages_lanes_and_personas_are_found_too() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    for (query, heading) in [("Third", "Stage"), ("Thinks", "Lane"), ("First pers", "Persona")] {
        window.keys(CTRL, Key::K);
        window.type_text(query);
        window.key(Key::Enter);
        assert!(window.has(Role::Heading, heading), "{query} selects a {heading}");
    }
}

#[test]
fn escape_leaves_everything_as_it_was() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one")]);
    window.click_card("one", Modifiers::NONE);
    window.button("Find or do…");
    window.type_text("delete");
    window.key(Key::Escape);
    assert!(!window.asks(PALETTE));
    assert_eq!(window.cards_in((0, 0)), ["one"]);
    assert_eq!(window.editor().selection().single_card(), Some(window.card_id("one")));
    window.type_text("!");
    assert_eq!(window.cards_in((0, 0)), ["one!"], "the keyboard is back on the map");
}

#[test]
fn nothing_found_is_said() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    window.keys(CTRL, Key::K);
    window.type_text("zzzz");
    assert!(window.says("Nothing is called like that"));
    window.key(Key::Enter);
    assert!(!window.editor().is_dirty());
}

#[test]
fn the_sheet_of_shortcuts_opens_and_closes() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    window.key(Key::F1);
    assert!(window.asks("Keyboard shortcuts"));
    window.key(Key::Escape);
    assert!(!window.asks("Keyboard shortcuts"));
}
