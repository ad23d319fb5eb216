//! Capture ten notes without the mouse.

use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use model::{CardKind, Selection};

use crate::harness::{CTRL, Desk};

#[test]
fn ten_cards_are_written_by_keyboard_alone() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    window.key(Key::ArrowRight);
    assert!(
        matches!(window.editor().selection(), Selection::Cell(_)),
        "the first cell is selected"
    );
    let notes = [
        ("Sees an ad", Key::Enter, Modifiers::NONE),
        ("Asks a friend", Key::Enter, Modifiers::NONE),
        ("Reads a review", Key::Tab, Modifiers::NONE),
        ("Compares prices", Key::Enter, Modifiers::NONE),
        ("Calls the shop", Key::Enter, CTRL),
        ("Is it worth it?", Key::Enter, Modifiers::NONE),
        ("Who can I trust?", Key::Tab, Modifiers::NONE),
        ("At last", Key::Enter, CTRL),
        ("Delivery took a week", Key::Tab, Modifiers::SHIFT),
        ("The line was busy", Key::Escape, Modifiers::NONE),
    ];
    for (text, key, modifiers) in notes {
        window.type_text(text);
        window.keys(modifiers, key);
    }
    assert_eq!(window.cards_in((0, 0)), ["Sees an ad", "Asks a friend", "Reads a review"]);
    assert_eq!(window.cards_in((1, 0)), ["Compares prices", "Calls the shop"]);
    assert_eq!(window.cards_in((1, 1)), ["Is it worth it?", "Who can I trust?"]);
    assert_eq!(window.cards_in((2, 1)), ["At last"]);
    assert_eq!(window.cards_in((2, 2)), ["Delivery took a week"]);
    assert_eq!(window.cards_in((1, 2)), ["The line was busy"]);
    assert_eq!(window.map().cards.size(), 10);

    assert_eq!(window.card("Is it worth it?").kind, CardKind::Thought, "the lane says the kind");
    let name = "Card: The line was busy, pain, stage Second stage, First persona";
    assert!(window.harness.query_by_label(name).is_some(), "a screen reader finds it");
    assert!(window.editor().writing().is_none());
    assert_eq!(
        window.editor().selection().single_card(),
        Some(window.card_id("The line was busy"))
    );
    window.key(Key::Escape);
    assert_eq!(*window.editor().selection(), Selection::Nothing, "a second Esc deselects");
}

#[test]
fn every_card_is_one_step_to_undo() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    window.key(Key::ArrowRight);
    for text in ["One", "Two", "Three"] {
        for letter in text.chars() {
            window.type_text(&letter.to_string());
        }
        window.key(Key::Enter);
    }
    window.key(Key::Escape);
    assert_eq!(window.cards_in((0, 0)), ["One", "Two", "Three"], "the empty fourth one is gone");
    assert_eq!(window.undo(), "Add card");
    assert_eq!(window.cards_in((0, 0)), ["One", "Two"]);
    window.undo();
    window.undo();
    assert!(window.map().cards.is_empty());
    assert!(!window.editor().is_dirty(), "the map is again what its file holds");
}

#[test]
fn a_card_is_begun_below_the_selected_one() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one"), ((0, 0), "three")]);
    window.click_card("one", Modifiers::NONE);
    window.keys(CTRL, Key::Enter);
    window.type_text("two");
    window.keys(Modifiers::SHIFT, Key::Enter);
    window.type_text("in two lines");
    window.key(Key::Escape);
    assert_eq!(window.cards_in((0, 0)), ["one", "two\nin two lines", "three"]);
}

#[test]
fn notes_typed_faster_than_frames_are_drawn_stay_apart() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    window.key(Key::ArrowRight);
    // All of it arrives with one frame, as on a computer that was busy for a moment.
    for note in ["first", "second", "third"] {
        for letter in note.chars() {
            window.harness.input_mut().events.push(Event::Text(letter.to_string()));
        }
        window.harness.input_mut().events.push(enter());
    }
    window.settle();
    window.key(Key::Escape);
    assert_eq!(window.cards_in((0, 0)), ["first", "second", "third"]);
    // The same into a card that is there.
    window.click_card("third", Modifiers::NONE);
    for event in [Event::Text("!".to_owned()), enter()] {
        window.harness.input_mut().events.push(event);
    }
    window.settle();
    window.type_text("fourth");
    window.key(Key::Escape);
    assert_eq!(window.cards_in((0, 0)), ["first", "second", "third!", "fourth"]);
}

fn enter() -> Event {
    Event::Key {
        key: Key::Enter,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::NONE,
    }
}
