//! Paste lists and tables, copy and cut cards.

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use model::{Emotion, Evidence};

use crate::harness::{CTRL, CTRL_SHIFT, Desk, Window};

#[test]
fn a_list_becomes_one_card_a_line_in_one_step() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    window.click_on_map(&Window::empty_cell("Touchpoints", "First stage"));
    window.paste("Sees an ad\r\nAsks a friend\r\n\r\n  Reads a review  \r\n");
    assert_eq!(window.cards_in((0, 0)), ["Sees an ad", "Asks a friend", "Reads a review"]);
    assert_eq!(window.editor().selection().cards().count(), 3, "what was pasted is selected");
    assert!(window.says("3 cards pasted"));
    window.undo();
    assert!(window.map().cards.is_empty());
    assert_eq!(window.editor().undo_label(), None);
}

#[test]
fn a_table_goes_across_the_stages_in_one_step() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    window.click_on_map(&Window::empty_cell("Touchpoints", "First stage"));
    window.paste("Ad\tReview\tCheckout\nFriend\t\tCounter\n");
    assert_eq!(window.cards_in((0, 0)), ["Ad", "Friend"]);
    assert_eq!(window.cards_in((1, 0)), ["Review"]);
    assert_eq!(window.cards_in((2, 0)), ["Checkout", "Counter"]);
    window.undo();
    assert!(window.map().cards.is_empty());
}

#[test]
fn what_finds_no_stage_is_said() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    window.click_on_map(&Window::empty_cell("Touchpoints", "Second stage"));
    window.paste("a\tb\tc\td");
    assert_eq!(window.map().cards.size(), 2);
    assert!(window.says("2 texts were left out"));
}

#[test]
fn a_text_is_pasted_as_one_card_when_that_is_wished() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    window.click_on_map(&Window::empty_cell("Touchpoints", "First stage"));
    window.keys(CTRL_SHIFT, Key::V);
    window.paste("first line\nsecond line");
    assert_eq!(window.cards_in((0, 0)), ["first line\nsecond line"]);
    window.undo();
    assert!(window.map().cards.is_empty());
}

#[test]
fn copied_cards_keep_all_that_is_known_about_them() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one"), ((1, 0), "two")]);
    window.click_card("one", Modifiers::NONE);
    window.click(Role::RadioButton, "Frustrated");
    window.click(Role::RadioButton, "Validated");
    window.click_card("two", Modifiers::SHIFT);
    let text = window.copied_by(Event::Copy);
    assert_eq!(text.trim_end(), "one\ttwo", "other programs get a table");
    window.click_on_map(&Window::empty_cell("Touchpoints", "Third stage"));
    window.select_nothing();
    window.click_on_map(&Window::empty_cell("Thinks", "First stage"));
    window.paste(&text);
    assert_eq!(
        (window.cards_in((0, 1)), window.cards_in((1, 1))),
        (vec!["one".into()], vec!["two".into()])
    );
    let copies: Vec<_> = window.map().cards.values().filter(|card| card.text == "one").collect();
    assert_eq!(copies.len(), 2);
    assert!(copies.iter().all(|card| card.evidence == Evidence::Validated));
    assert!(copies.iter().all(|card| card.emotion == Some(Emotion::from_tenths(-20))));
}

#[test]
fn cut_cards_move_to_where_they_are_pasted() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one"), ((0, 0), "two")]);
    window.click_card("one", Modifiers::NONE);
    let text = window.copied_by(Event::Cut);
    assert_eq!(window.cards_in((0, 0)), ["two"]);
    window.click_on_map(&Window::empty_cell("Touchpoints", "Third stage"));
    window.paste(&text);
    assert_eq!(window.cards_in((2, 0)), ["one"]);
}

#[test]
fn a_paste_into_a_text_stays_in_the_text() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one")]);
    window.click_card("one", Modifiers::NONE);
    window.key(Key::Enter);
    window.paste(" and\nanother line");
    window.key(Key::Escape);
    assert_eq!(window.cards_in((0, 0)), ["one and\nanother line"]);
    window.fill("Notes", "kept");
    window.paste(" notes");
    assert_eq!(window.card("one and\nanother line").notes, "kept notes");
    assert_eq!(window.map().cards.size(), 1);
}

#[test]
fn a_duplicate_stands_below_its_original() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one"), ((0, 0), "two")]);
    window.click_card("one", Modifiers::NONE);
    window.keys(CTRL, Key::D);
    assert_eq!(window.cards_in((0, 0)), ["one", "one", "two"]);
}
