//! Say more about cards in the inspector.

use egui::accesskit::{Role, Toggled};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use model::{CardKind, Emotion, Evidence, Initiator};

use crate::harness::Desk;

#[test]
fn everything_about_a_card_is_set() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "Calls the hotline")]);
    window.click_card("Calls the hotline", Modifiers::NONE);
    window.choose("Kind", "Pain");
    window.click(Role::RadioButton, "Frustrated");
    window.choose("Channel", "Phone");
    window.click(Role::RadioButton, "Company");
    window.click(Role::CheckBox, "Moment of truth");
    window.click(Role::RadioButton, "Partly");
    window.fill("Notes", "Waited for ten minutes");
    window.fill("Text", "Is called by the hotline");

    let card = window.card("Is called by the hotline");
    assert_eq!(card.kind, CardKind::Pain);
    assert_eq!(card.emotion, Some(Emotion::from_tenths(-20)));
    assert_eq!(card.initiator, Some(Initiator::Company));
    assert!(card.moment_of_truth);
    assert_eq!(card.evidence, Evidence::Partly);
    assert_eq!(card.notes, "Waited for ten minutes");
    let channel = window.editor().project().channels.get(&card.channel.unwrap()).unwrap();
    assert_eq!(channel.name, "Phone");
    let name = "Card: Is called by the hotline, pain, stage First stage, First persona, channel \
                Phone, emotion frustrated, moment of truth";
    assert!(window.harness.query_by_label(name).is_some(), "the map says it too");
    window.key(Key::Escape);
    for _ in 0..8 {
        window.undo();
    }
    assert!(!window.editor().is_dirty(), "each was a step of its own");
}

#[test]
fn what_was_set_is_shown_and_can_be_taken_away() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one"), ((0, 0), "two")]);
    window.click_card("one", Modifiers::NONE);
    window.click(Role::RadioButton, "Pleased");
    window.click(Role::RadioButton, "Customer");
    let is_chosen = |window: &crate::harness::Window, name: &str| {
        let node = window.harness.get_by_role_and_label(Role::RadioButton, name);
        node.accesskit_node().toggled() == Some(Toggled::True)
    };
    assert!(is_chosen(&window, "Pleased") && is_chosen(&window, "Customer"));
    window.click_card("two", Modifiers::NONE);
    assert!(!is_chosen(&window, "Pleased") && !is_chosen(&window, "Customer"));
    window.click_card("one", Modifiers::NONE);
    window.click(Role::RadioButton, "None");
    window.click(Role::RadioButton, "Customer");
    let card = window.card("one");
    assert_eq!((card.emotion, card.initiator), (None, None));
}

#[test]
fn several_cards_are_changed_at_once_as_one_step() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one"), ((1, 0), "two"), ((2, 0), "three")]);
    window.click_card("one", Modifiers::NONE);
    window.click_card("three", Modifiers::SHIFT);
    assert!(window.says("2 cards selected"));
    window.click(Role::RadioButton, "Validated");
    window.choose("Kind", "Question");
    window.choose("Channel", "Store");
    for text in ["one", "three"] {
        let card = window.card(text);
        assert_eq!((card.evidence, card.kind), (Evidence::Validated, CardKind::Question));
        assert!(card.channel.is_some());
    }
    let untouched = window.card("two");
    assert_eq!((untouched.evidence, untouched.kind), (Evidence::Assumed, CardKind::Touchpoint));
    for _ in 0..3 {
        window.undo();
    }
    assert!(!window.editor().is_dirty());
}

#[test]
fn the_inspector_follows_what_is_selected() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one")]);
    assert!(window.has(Role::Heading, "Map"));
    window.click_card("one", Modifiers::NONE);
    assert!(window.has(Role::Heading, "Touchpoint"));
    window.click_on_map("Stage: Second stage");
    assert!(window.has(Role::Heading, "Stage"));
    window.click_on_map("Lane: Thinks");
    assert!(window.has(Role::Heading, "Lane"));
    window.click_on_map("Persona: First persona");
    assert!(window.has(Role::Heading, "Persona"));
    window.click_on_map("Emotion of First persona at Third stage");
    assert!(window.has(Role::Heading, "Curve point"));
    assert!(!window.editor().is_dirty(), "looking changes nothing");
}
