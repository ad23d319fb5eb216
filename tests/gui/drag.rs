//! Drag cards with the pointer.

use egui::{Modifiers, vec2};
use throughline::editor::Gesture;

use crate::harness::{CTRL, Desk, Window};

#[test]
fn a_card_is_dragged_into_another_stage() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one"), ((0, 0), "two"), ((1, 0), "three")]);
    let (from, to) = (window.card_rect("two").center(), window.card_rect("three"));
    window.press_pointer(from, Modifiers::NONE);
    window.move_pointer(from, to.center_bottom() - vec2(0.0, 4.0));
    assert!(matches!(window.editor().gesture(), Gesture::DraggingCards { slot: Some(_), .. }));
    assert!(window.says("Release to move"), "the status bar says what will happen");
    assert_eq!(window.cards_in((0, 0)), ["one", "two"], "nothing is moved before the release");
    window.release_pointer(to.center_bottom() - vec2(0.0, 4.0), Modifiers::NONE);
    assert_eq!(window.cards_in((0, 0)), ["one"]);
    assert_eq!(window.cards_in((1, 0)), ["three", "two"]);
    assert_eq!(window.undo(), "Move card");
    assert_eq!(window.cards_in((0, 0)), ["one", "two"]);
}

#[test]
fn a_card_is_dragged_into_an_empty_cell_of_another_lane() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one")]);
    let from = window.card_rect("one").center();
    let to = window.rect_of(&Window::empty_cell("Thinks", "Third stage")).center();
    window.drag(from, to, Modifiers::NONE);
    assert_eq!(window.cards_in((2, 1)), ["one"]);
    assert!(window.cards_in((0, 0)).is_empty());
}

#[test]
fn several_cards_are_dragged_together_in_their_order() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one"), ((0, 0), "two"), ((0, 0), "three")]);
    window.click_card("three", Modifiers::NONE);
    window.click_card("one", Modifiers::SHIFT);
    assert!(window.says("2 of 3 cards selected"));
    let from = window.card_rect("one").center();
    let to = window.rect_of(&Window::empty_cell("Touchpoints", "Second stage")).center();
    window.drag(from, to, Modifiers::NONE);
    assert_eq!(window.cards_in((0, 0)), ["two"]);
    assert_eq!(window.cards_in((1, 0)), ["one", "three"]);
    assert_eq!(window.undo(), "Move 2 cards");
    assert_eq!(window.cards_in((0, 0)), ["one", "two", "three"]);
}

#[test]
fn a_card_is_dragged_to_another_persona() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one")]);
    window.menu("Insert", "Add persona");
    window.type_text("Lucía");
    window.key(egui::Key::Enter);
    window.menu("View", "Fit map");
    let from = window.card_rect("one").center();
    let cell = "Empty cell: lane Touchpoints, stage Third stage, Lucía";
    let to = window.rect_of(cell).center();
    window.drag(from, to, Modifiers::NONE);
    let lucia = window.editor().project().personas_in_order()[1].0;
    assert_eq!(window.cards_of(lucia, (2, 0)), ["one"]);
    assert!(window.cards_in((0, 0)).is_empty());
}

#[test]
fn a_card_goes_to_another_place_in_its_own_cell() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one"), ((0, 0), "two"), ((0, 0), "three")]);
    let from = window.card_rect("three").center();
    let to = window.card_rect("one").center_top() + vec2(0.0, 4.0);
    window.drag(from, to, Modifiers::NONE);
    assert_eq!(window.cards_in((0, 0)), ["three", "one", "two"]);
}

#[test]
fn alt_drag_leaves_the_card_and_drops_a_copy() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one")]);
    let from = window.card_rect("one").center();
    let to = window.rect_of(&Window::empty_cell("Touchpoints", "Second stage")).center();
    window.drag(from, to, Modifiers::ALT);
    assert_eq!(window.cards_in((0, 0)), ["one"]);
    assert_eq!(window.cards_in((1, 0)), ["one"]);
}

#[test]
fn a_frame_drawn_around_cards_selects_them() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one"), ((0, 0), "two"), ((2, 0), "three")]);
    let start = window.card_rect("one").left_top() - vec2(4.0, 4.0);
    let end = window.card_rect("two").center();
    window.drag(start, end, Modifiers::NONE);
    let selected =
        |window: &Window, text| window.editor().selection().has_card(window.card_id(text));
    assert!(selected(&window, "one") && selected(&window, "two") && !selected(&window, "three"));
}

#[test]
fn alt_arrows_move_cards_without_the_pointer() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one"), ((0, 0), "two")]);
    window.click_card("two", Modifiers::NONE);
    window.keys(Modifiers::ALT, egui::Key::ArrowUp);
    assert_eq!(window.cards_in((0, 0)), ["two", "one"]);
    window.keys(Modifiers::ALT, egui::Key::ArrowRight);
    assert_eq!(window.cards_in((1, 0)), ["two"]);
    window.keys(Modifiers::ALT, egui::Key::ArrowDown);
    assert_eq!(window.cards_in((1, 1)), ["two"]);
    for _ in 0..3 {
        window.undo();
    }
    assert_eq!(window.cards_in((0, 0)), ["one", "two"], "each is a step of its own");
}

#[test]
fn a_drag_to_the_edge_scrolls_the_map() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one")]);
    for _ in 0..4 {
        window.menu("Insert", "Add persona");
        window.key(egui::Key::Escape);
        window.select_nothing();
    }
    window.keys(CTRL, egui::Key::Num0);
    window.keys(CTRL, egui::Key::K);
    window.type_text("one");
    window.key(egui::Key::Enter);
    let corner = |window: &Window| window.app().screen_from_doc(egui::Pos2::ZERO);
    let before = corner(&window);
    let from = window.card_rect("one").center();
    let map = window.rect_of("Journey map: New journey");
    let edge = egui::pos2(from.x, map.bottom() - 4.0);
    window.press_pointer(from, Modifiers::NONE);
    window.harness.hover_at(edge);
    window.harness.run_steps(60);
    assert!(corner(&window).y < before.y - 100.0, "the map moves up below the pointer");
    window.key(egui::Key::Escape);
    window.release_pointer(edge, Modifiers::NONE);
    assert_eq!(window.cards_in((0, 0)), ["one"]);
}
