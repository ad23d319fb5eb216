//! Add, rename, reorder and delete stages, lanes and personas.

use egui::accesskit::Role;
use egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::Queryable as _;

use crate::harness::{Desk, Window};

#[test]
fn a_new_stage_is_named_at_once() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    window.click_on_map("Stage: Second stage");
    window.menu("Insert", "Add stage");
    assert!(window.field("Name").is_focused(), "the name is ready to be written over");
    window.type_text("Return");
    window.key(Key::Enter);
    assert_eq!(window.stage_names(), ["First stage", "Second stage", "Return", "Third stage"]);
    assert!(window.has(Role::ColumnHeader, "Stage: Return"));
    assert_eq!(window.undo(), "Rename stage");
    assert_eq!(window.undo(), "Add stage");
    assert_eq!(window.stage_names().len(), 3);
}

#[test]
fn a_stage_is_renamed_from_the_keyboard() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    window.click_on_map("Stage: First stage");
    window.key(Key::F2);
    window.type_text("Aware");
    window.type_text("ness");
    window.key(Key::Enter);
    assert_eq!(window.stage_names()[0], "Awareness");
    assert_eq!(window.undo(), "Rename stage");
    assert_eq!(window.stage_names()[0], "First stage", "a word is one step");
}

#[test]
fn stages_are_reordered_by_key_by_button_and_by_pointer() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one")]);
    window.click_on_map("Stage: First stage");
    window.keys(Modifiers::ALT, Key::ArrowRight);
    assert_eq!(window.stage_names(), ["Second stage", "First stage", "Third stage"]);
    assert_eq!(window.cards_in((1, 0)), ["one"], "the cards go with their stage");
    window.button("Move right");
    assert_eq!(window.stage_names(), ["Second stage", "Third stage", "First stage"]);
    let from = window.rect_of("Stage: First stage").center();
    let to = window.rect_of("Stage: Second stage").left_center() + vec2(6.0, 0.0);
    window.drag(from, to, Modifiers::NONE);
    assert_eq!(window.stage_names(), ["First stage", "Second stage", "Third stage"]);
    for _ in 0..3 {
        assert_eq!(window.undo(), "Reorder stages");
    }
    assert!(!window.editor().is_dirty());
}

#[test]
fn deleting_a_stage_says_how_many_cards_go_and_asks() {
    let desk = Desk::new();
    let cards = [((0, 0), "one"), ((0, 0), "two"), ((0, 2), "three"), ((1, 0), "four")];
    let mut window = desk.open_with(&cards);
    let before = window.project();
    window.click_on_map("Stage: First stage");
    window.key(Key::Delete);
    let question = "Delete the stage “First stage” and its 3 cards?";
    assert!(window.asks(question));
    window.key(Key::Escape);
    assert!(!window.asks(question));
    assert_eq!(window.project(), before, "Esc keeps everything");
    window.key(Key::Delete);
    window.button("Cancel");
    assert_eq!(window.project(), before);
    window.button("Delete stage and 3 cards");
    assert!(window.asks(question));
    window.key(Key::Enter);
    assert_eq!(window.stage_names(), ["Second stage", "Third stage"]);
    assert_eq!(window.map().cards.size(), 1);
    assert_eq!(window.undo(), "Delete stage");
    assert_eq!(window.project(), before, "one step brings stage and cards back");
}

#[test]
fn a_stage_grows_and_shrinks_by_its_edge() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    let rect = window.rect_of("Stage: First stage");
    let edge = rect.right_center();
    window.drag(edge, edge + vec2(60.0, 0.0), Modifiers::NONE);
    let grown = window.rect_of("Stage: First stage");
    assert!((grown.width() - rect.width() - 60.0).abs() < 4.0, "{grown:?} {rect:?}");
    assert_eq!(window.undo(), "Resize stage");
    assert_eq!(window.rect_of("Stage: First stage"), rect);
}

#[test]
fn a_lane_is_added_named_hidden_shown_moved_and_deleted() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one")]);
    window.click_on_map("Lane: Touchpoints");
    window.menu("Insert", "Add lane");
    window.type_text("Opportunities");
    window.key(Key::Enter);
    let names = ["Touchpoints", "Opportunities", "Feels", "Thinks", "Pains and ideas"];
    assert_eq!(window.lane_names(), names);
    window.choose("Kind", "Cards: Opportunity");
    window.button("Move down");
    assert_eq!(window.lane_names()[2], "Opportunities");
    window.click(Role::CheckBox, "Hidden");
    window.select_nothing();
    assert!(!window.has(Role::RowHeader, "Lane: Opportunities"));
    window.button("Opportunities");
    assert!(window.has(Role::RowHeader, "Lane: Opportunities"), "it is shown again");

    window.click_on_map("Lane: Touchpoints");
    window.key(Key::Delete);
    assert!(window.asks("Delete the lane “Touchpoints” and its card?"));
    window.button("Delete");
    assert_eq!(window.lane_names(), ["Feels", "Opportunities", "Thinks", "Pains and ideas"]);
    assert!(window.map().cards.is_empty());
    window.undo();
    assert_eq!(window.cards_in((0, 0)), ["one"]);
}

#[test]
fn a_persona_gets_a_band_of_her_own_and_takes_it_along() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one")]);
    window.menu("Insert", "Add persona");
    window.type_text("Lucía");
    window.key(Key::Enter);
    assert_eq!(window.persona_names(), ["First persona", "Lucía"]);
    window.menu("View", "Fit map");
    assert!(window.has(Role::RowHeader, "Persona: Lucía"));
    let cell = "Empty cell: lane Touchpoints, stage Second stage, Lucía";
    window.click_on_map(cell);
    window.type_text("Looks for a plan in Spanish");
    window.key(Key::Escape);
    window.click_on_map("Persona: Lucía");
    window.keys(Modifiers::ALT, Key::ArrowUp);
    assert_eq!(window.persona_names(), ["Lucía", "First persona"]);
    assert_eq!(window.cards_in((1, 0)), ["Looks for a plan in Spanish"]);
    window.key(Key::Delete);
    assert!(window.asks("Delete the persona “Lucía” and its card?"));
    window.key(Key::Enter);
    assert_eq!(window.persona_names(), ["First persona"]);
    assert_eq!(window.map().cards.size(), 1);
    window.undo();
    assert_eq!(window.map().cards.size(), 2);
}

#[test]
fn the_map_is_renamed_in_the_bar_and_in_the_inspector() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    window.button("Rename map");
    window.fill("Map name", "Buying a bike");
    window.key(Key::Enter);
    assert_eq!(window.map().name, "Buying a bike");
    window.fill("Name", "Buying a cargo bike");
    assert!(window.harness.query_by_label("Journey map: Buying a cargo bike").is_some());
}

#[test]
fn a_map_without_stages_can_be_built_from_nothing() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    for name in ["First stage", "Second stage", "Third stage"] {
        window.click_on_map(&format!("Stage: {name}"));
        window.key(Key::Delete);
        window.button("Delete");
    }
    assert!(window.stage_names().is_empty());
    window.type_text("x");
    window.paste("one\ntwo");
    assert!(window.map().cards.is_empty());
    assert!(window.says("cards need a cell"), "it says what is missing");
    window.menu("Insert", "Add stage");
    window.type_text("Start");
    window.key(Key::Enter);
    window.select_nothing();
    window.click_on_map(&Window::empty_cell("Touchpoints", "Start"));
    window.paste("one\ntwo");
    assert_eq!(window.cards_in((0, 0)), ["one", "two"]);
}
