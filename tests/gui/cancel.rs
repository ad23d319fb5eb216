//! Take back a drag before it ends.

use egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::NodeT as _;
use throughline::editor::Gesture;

use crate::harness::{Desk, Window};

#[test]
fn escape_during_a_drag_leaves_everything_where_it_was() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one"), ((1, 0), "two")]);
    let before = window.project();
    let (from, to) = (window.card_rect("one").center(), window.card_rect("two").center());
    window.press_pointer(from, Modifiers::NONE);
    window.move_pointer(from, to);
    assert!(window.editor().gesture().is_dragging());
    window.key(Key::Escape);
    assert_eq!(*window.editor().gesture(), Gesture::Idle);
    window.move_pointer(to, from + vec2(300.0, 200.0));
    window.release_pointer(from + vec2(300.0, 200.0), Modifiers::NONE);
    assert_eq!(window.project(), before);
    assert_eq!(window.editor().undo_label(), None);
    let selected = window.editor().selection().single_card();
    assert_eq!(selected, Some(window.card_id("one")), "Esc ends the drag, not the selection");
}

#[test]
fn escape_gives_a_curve_point_its_place_back() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    let before = window.project();
    let from = window.rect_of("Emotion of First persona at Second stage").center();
    window.press_pointer(from, Modifiers::NONE);
    window.move_pointer(from, from - vec2(0.0, 40.0));
    assert_ne!(*window.editor().shown(), before, "the curve shows what would be");
    window.key(Key::Escape);
    assert_eq!(*window.editor().shown(), before);
    window.release_pointer(from, Modifiers::NONE);
    assert_eq!(window.project(), before);
}

#[test]
fn a_card_dropped_beside_the_map_stays() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one")]);
    let before = window.project();
    let header = window.rect_of("Stage: Third stage").center();
    let from = window.card_rect("one").center();
    window.drag(from, header, Modifiers::NONE);
    assert_eq!(window.project(), before);
}

#[test]
fn a_window_that_loses_the_keyboard_in_a_drag_drops_nothing() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one")]);
    let before = window.project();
    let from = window.card_rect("one").center();
    let to = window.rect_of(&Window::empty_cell("Touchpoints", "Second stage")).center();
    window.press_pointer(from, Modifiers::NONE);
    window.move_pointer(from, to);
    window.harness.event(egui::Event::WindowFocused(false));
    window.settle();
    assert!(!window.editor().gesture().is_dragging());
    window.release_pointer(to, Modifiers::NONE);
    assert_eq!(window.project(), before);
}

#[test]
fn escape_in_a_field_of_a_dialog_leaves_the_field_and_not_the_dialog() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    let row = |n: usize| format!("2026-05-{:02},{}\n", n + 1, n % 5 + 1);
    let rows = (0..20).map(row).collect::<Vec<_>>().concat();
    let file = desk.write("May.csv", format!("day,How satisfied were you? (1-5)\n{rows}"));
    window.menu("File", "Import survey…");
    window.answer_path(&file);
    window.button("More about Column 2, How satisfied were you? (1-5)");
    let field = "What says that Column 2, How satisfied were you? (1-5) does not apply";
    let value = |window: &Window| window.field(field).accesskit_node().value().unwrap_or_default();
    window.fill(field, "3");
    window.key(Key::Escape);
    assert!(window.asks("Import survey"), "nothing that was decided is lost");
    assert_eq!(value(&window), "", "Esc leaves it as it was");
    window.key(Key::Escape);
    assert!(!window.asks("Import survey"));

    window.keys(crate::harness::CTRL, Key::E);
    window.fill("Headline of the picture", "A slip");
    window.key(Key::Escape);
    assert!(window.asks("Export picture"));
    let headline = window.field("Headline of the picture").accesskit_node().value();
    assert_eq!(headline.unwrap_or_default(), "");
    window.key(Key::Escape);
    assert!(!window.asks("Export picture"));
}
