//! Edit a card's text in place.

use egui::accesskit::Role;
use egui::{Key, Modifiers, Pos2, vec2};
use egui_kittest::kittest::Queryable as _;

use crate::harness::{CTRL, CTRL_SHIFT, Desk, Window};

const LONG: &str = "Reads 12 reviews of the new phones before the weekend, and asks two friends";

/// Where every painted piece of this text stands, in hundredths of a point.
fn glyphs_of(window: &Window, text: &str) -> Vec<(String, i64, i64)> {
    let shapes = window.harness.output().shapes.iter();
    let hundredths = |value: f32| (f64::from(value) * 100.0).round() as i64;
    let mut found: Vec<_> = shapes
        .filter_map(|clipped| match &clipped.shape {
            egui::Shape::Text(shape) => Some((shape.galley.text().to_owned(), shape.pos)),
            _ => None,
        })
        .filter(|(piece, _)| !piece.trim().is_empty() && text.contains(piece.trim()))
        .map(|(piece, pos): (String, Pos2)| (piece, hundredths(pos.x), hundredths(pos.y)))
        .collect();
    found.sort_by_key(|(_, x, y)| (*y, *x));
    found
}

#[test]
fn a_double_click_writes_in_place_and_nothing_jumps() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), LONG)]);
    // The inspector shows the text too: away with it.
    window.keys(CTRL_SHIFT, Key::I);
    for zoom in [None, Some(Key::Minus), Some(Key::Plus)] {
        if let Some(key) = zoom {
            window.keys(CTRL, key);
        }
        let before = glyphs_of(&window, LONG);
        assert!(before.len() > 2, "{before:?}");
        window.double_click(window.card_rect(LONG).center());
        let field = window.harness.get_by_role_and_label(Role::MultilineTextInput, "Card text");
        assert!(field.is_focused());
        assert_eq!(glyphs_of(&window, LONG), before, "when the writing begins");
        window.key(Key::Escape);
        assert!(window.editor().writing().is_none());
        assert_eq!(glyphs_of(&window, LONG), before, "when the writing ends");
        window.select_nothing();
    }
    assert!(!window.editor().is_dirty(), "looking into a card is no change");
}

#[test]
fn what_was_typed_stays_where_it_was_typed() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "Reads")]);
    window.keys(CTRL_SHIFT, Key::I);
    window.double_click(window.card_rect("Reads").center());
    window.type_text(" 12 reviews of the new phones");
    let while_writing = glyphs_of(&window, "Reads 12 reviews of the new phones");
    window.key(Key::Escape);
    assert_eq!(glyphs_of(&window, "Reads 12 reviews of the new phones"), while_writing);
    assert_eq!(window.cards_in((0, 0)), ["Reads 12 reviews of the new phones"]);
    assert_eq!(window.undo(), "Edit text");
    assert_eq!(window.cards_in((0, 0)), ["Reads"]);
}

#[test]
fn a_double_click_into_an_empty_cell_begins_a_card() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    let cell = Window::empty_cell("Thinks", "Second stage");
    window.double_click(window.rect_of(&cell).center());
    window.type_text("Is this for me?");
    window.key(Key::Escape);
    assert_eq!(window.cards_in((1, 1)), ["Is this for me?"]);
}

#[test]
fn a_card_that_stays_empty_leaves_no_trace() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    let cell = Window::empty_cell("Thinks", "Second stage");
    window.double_click(window.rect_of(&cell).center());
    assert!(window.editor().writing().is_some());
    window.key(Key::Escape);
    assert!(window.map().cards.is_empty());
    assert!(!window.editor().is_dirty());
    window.click_on_map(&cell);
    window.type_text("x");
    window.key(Key::Backspace);
    window.key(Key::Escape);
    assert!(window.map().cards.is_empty());
    assert_eq!(window.editor().undo_label(), None);
}

#[test]
fn typing_goes_on_at_the_end_of_the_selected_card() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "Asks")]);
    window.click_card("Asks", Modifiers::NONE);
    window.type_text(" a friend");
    window.keys(CTRL, Key::Backspace);
    window.type_text("neighbour");
    window.click_on_map("Stage: Third stage");
    assert_eq!(window.cards_in((0, 0)), ["Asks a neighbour"]);
    assert!(window.editor().writing().is_none(), "a click elsewhere ends the writing");
}

#[test]
fn the_pointer_sets_the_caret() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "phones")]);
    window.double_click(window.card_rect("phones").center());
    let field = window.rect_of("Card text");
    let at = field.left_top() + vec2(1.0, 8.0);
    window.press_pointer(at, Modifiers::NONE);
    window.release_pointer(at, Modifiers::NONE);
    window.type_text("New ");
    window.key(Key::Escape);
    assert_eq!(window.cards_in((0, 0)), ["New phones"]);
}

#[test]
fn a_card_grows_with_its_text_and_moves_those_below() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one"), ((0, 0), "two")]);
    let (one, two) = (window.card_rect("one"), window.card_rect("two"));
    window.click_card("one", Modifiers::NONE);
    window.type_text(" and a text that takes several lines, since it is long");
    let grown = window.harness.get_by_label_contains("Card: one and").rect();
    assert!(grown.height() > one.height() + 10.0);
    assert!(window.card_rect("two").top() > two.top() + 10.0);
}

#[test]
fn text_in_any_script_is_written_and_shown() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    window.click_on_map(&Window::empty_cell("Touchpoints", "First stage"));
    let text = "Überlegt · 日本語 · العربية · עברית · हिन्दी · ไทย · naïve 😀";
    window.type_text(text);
    window.key(Key::Escape);
    // The harness stops where a letter has no glyph, on the map and in the inspector.
    assert_eq!(window.cards_in((0, 0)), [text]);
    window.keys(CTRL, Key::S);
    drop(window);
    let window = desk.open(&desk.path("map.ron"));
    assert_eq!(window.cards_in((0, 0)), [text]);
}
