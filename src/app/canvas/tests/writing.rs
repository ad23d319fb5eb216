//! Writing into cards in place.

use egui::ImeEvent;
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;

use super::*;

fn first_cell(fixture: &Fixture) -> Cell {
    Cell { persona: Some(fixture.anna), lane: fixture.lanes[0], stage: fixture.stages[0] }
}

/// A window in which the one card is being written.
fn writing() -> (Fixture, Harness<'static, Bench>) {
    let fixture = fixture();
    let mut harness = window(fixture.project.clone());
    harness.state_mut().editor.write_card(fixture.card);
    harness.run();
    (fixture, harness)
}

fn text(harness: &Harness<'_, Bench>, fixture: &Fixture) -> String {
    harness.state().editor.text_of(fixture.card).unwrap().to_owned()
}

#[test]
fn a_double_click_writes_into_a_card_and_undo_takes_it_back() {
    let fixture = fixture();
    let mut harness = window(fixture.project.clone());
    let card = harness.get_by_label_contains("Card: Reads");
    card.click();
    card.click();
    harness.run();
    assert!(harness.state().editor.writing().is_some());
    let field = harness.get_by_role_and_label(Role::MultilineTextInput, "Card text");
    assert_eq!(field.value().as_deref(), Some("Reads reviews"));
    assert!(field.is_focused());
    type_text(&harness, " and");
    type_text(&harness, " asks");
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(text(&harness, &fixture), "Reads reviews and asks");
    assert!(harness.state().editor.writing().is_none());
    harness.key_press_modifiers(CTRL, Key::Z);
    harness.run();
    assert_eq!(text(&harness, &fixture), "Reads reviews", "one card is one step");
}

#[test]
fn typing_begins_a_card_in_a_cell_and_goes_on_in_a_card() {
    let fixture = fixture();
    let mut harness = window(fixture.project.clone());
    let cell = Cell { stage: fixture.stages[1], ..first_cell(&fixture) };
    harness.state_mut().editor.select(Selection::Cell(cell));
    type_text(&harness, "A");
    type_text(&harness, "sks");
    harness.run();
    assert_eq!(harness.state().texts(cell), ["Asks"]);

    harness.key_press(Key::Escape);
    harness.key_press(Key::ArrowLeft);
    type_text(&harness, "!");
    harness.run();
    assert_eq!(text(&harness, &fixture), "Reads reviews!");
}

#[test]
fn a_row_of_cards_is_written_without_the_mouse() {
    let (fixture, mut harness) = writing();
    harness.key_press(Key::Enter);
    type_text(&harness, "Second");
    harness.key_press(Key::Tab);
    type_text(&harness, "Third");
    harness.key_press_modifiers(CTRL, Key::Enter);
    type_text(&harness, "Fourth");
    harness.key_press(Key::Escape);
    harness.run();
    let cell = first_cell(&fixture);
    assert_eq!(harness.state().texts(cell), ["Reads reviews", "Second"]);
    let right = Cell { stage: fixture.stages[1], ..cell };
    assert_eq!(harness.state().texts(right), ["Third"]);
    let below = Cell { lane: fixture.lanes[2], ..right };
    assert_eq!(harness.state().texts(below), ["Fourth"]);
}

#[test]
fn keys_of_one_frame_come_in_order() {
    let (fixture, mut harness) = writing();
    let key = |key| Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    let word = |word: &str| Event::Text(word.to_owned());
    let events = [
        word("!"),
        key(Key::Enter),
        word("Second"),
        key(Key::Tab),
        word("Third"),
        key(Key::Escape),
    ];
    harness.input_mut().events.extend(events);
    harness.run();
    let cell = first_cell(&fixture);
    assert_eq!(harness.state().texts(cell), ["Reads reviews!", "Second"]);
    assert_eq!(harness.state().texts(Cell { stage: fixture.stages[1], ..cell }), ["Third"]);
}

#[test]
fn the_text_is_edited_with_the_usual_keys() {
    let (fixture, mut harness) = writing();
    harness.key_press_modifiers(CTRL, Key::Backspace);
    harness.run();
    assert_eq!(text(&harness, &fixture), "Reads ");
    harness.key_press(Key::Home);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowRight);
    type_text(&harness, "L");
    harness.run();
    assert_eq!(text(&harness, &fixture), "Leads ");
    harness.key_press(Key::End);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::Enter);
    type_text(&harness, "on");
    harness.key_press(Key::ArrowUp);
    harness.key_press(Key::Home);
    harness.key_press(Key::Delete);
    harness.run();
    assert_eq!(text(&harness, &fixture), "eads \non");
}

#[test]
fn text_is_copied_cut_and_pasted_with_its_lines() {
    let (fixture, mut harness) = writing();
    harness.key_press_modifiers(CTRL, Key::A);
    harness.event(Event::Copy);
    harness.event(Event::Cut);
    harness.run();
    assert_eq!(harness.state().clipboard, ["Reads reviews", "Reads reviews"]);
    harness.event(Event::Paste("one\r\ntwo\u{7}".to_owned()));
    harness.run();
    assert_eq!(text(&harness, &fixture), "one\ntwo");
    assert!(harness.state().pasted.is_empty() && harness.state().commands.is_empty());
}

#[test]
fn a_card_holds_only_so_much_text() {
    let (fixture, mut harness) = writing();
    harness.event(Event::Paste("ä".repeat(model::MAX_TEXT_BYTES)));
    harness.run();
    let len = text(&harness, &fixture).len();
    assert!(len <= model::MAX_TEXT_BYTES && len > model::MAX_TEXT_BYTES - 4, "{len}");
}

#[test]
fn an_input_method_composes_in_a_selected_cell() {
    let fixture = fixture();
    let mut harness = window(fixture.project.clone());
    let cell = Cell { stage: fixture.stages[2], ..first_cell(&fixture) };
    harness.state_mut().editor.select(Selection::Cell(cell));
    let preedit = |text: &str| {
        Event::Ime(ImeEvent::Preedit { text: text.to_owned(), active_range_chars: None })
    };
    harness.run();
    assert!(harness.output().platform_output.ime.is_some(), "input methods may begin");
    harness.event(preedit("に"));
    harness.event(preedit("にほん"));
    harness.run();
    assert!(harness.state().editor.writing().is_some());
    assert!(harness.state().texts(cell).is_empty(), "nothing is there before it is committed");
    harness.event(Event::Ime(ImeEvent::Commit("日本".to_owned())));
    harness.run();
    assert_eq!(harness.state().texts(cell), ["日本"]);
    let ime = harness.output().platform_output.ime.unwrap();
    assert!(!ime.should_interrupt_composition);
}

#[test]
fn the_pointer_sets_the_caret_and_selects_words() {
    let (fixture, mut harness) = writing();
    let field = harness.get_by_label("Card text").rect();
    let on_first_word = field.left_top() + Vec2::new(12.0, 10.0);
    for _ in 0..2 {
        harness.hover_at(on_first_word);
        harness.drag_at(on_first_word);
        harness.event(Event::PointerButton {
            pos: on_first_word,
            button: egui::PointerButton::Primary,
            pressed: false,
            modifiers: Modifiers::NONE,
        });
    }
    type_text(&harness, "Writes");
    harness.run();
    assert_eq!(text(&harness, &fixture), "Writes reviews");
}

#[test]
fn a_click_elsewhere_ends_the_writing_and_acts() {
    let (fixture, mut harness) = writing();
    harness.get_by_label("Stage: Purchase").click();
    harness.run();
    assert!(harness.state().editor.writing().is_none());
    assert_eq!(*harness.state().editor.selection(), Selection::Stage(fixture.stages[2]));
}

#[test]
fn an_assistive_technology_sets_the_text() {
    let (fixture, mut harness) = writing();
    harness.get_by_label("Card text").set_text_value_accesskit("Asks a friend");
    harness.run();
    assert_eq!(text(&harness, &fixture), "Asks a friend");
}

/// The text galleys on the screen: text and place.
fn galleys(harness: &Harness<'_, Bench>) -> Vec<(String, Pos2)> {
    let shapes = harness.output().shapes.iter();
    let texts = shapes.filter_map(|clipped| match &clipped.shape {
        egui::Shape::Text(text) => Some((text.galley.text().to_owned(), text.pos)),
        _ => None,
    });
    texts.collect()
}

#[test]
fn no_letter_moves_when_writing_begins_or_ends() {
    let mut fixture = fixture();
    let long = "Reads 12 reviews of the new phones, بعض التقييمات العربية, and fi ffi ligatures";
    let (map_id, mut map) =
        fixture.project.maps.iter().next().map(|(id, map)| (*id, map.clone())).unwrap();
    let mut card = map.cards.get(&fixture.card).unwrap().clone();
    card.text = long.to_owned();
    map.cards.insert_mut(fixture.card, card);
    fixture.project.maps.insert_mut(map_id, map);
    let mut harness = window(fixture.project.clone());
    let own = |harness: &Harness<'_, Bench>| {
        let mut own = galleys(harness);
        own.retain(|(text, _)| !text.trim().is_empty() && long.contains(text.trim()));
        own.sort_by(|a, b| (a.1.y, a.1.x).partial_cmp(&(b.1.y, b.1.x)).unwrap());
        let hundredths = |pos: Pos2| ((pos.x * 100.0).round(), (pos.y * 100.0).round());
        own.into_iter().map(|(text, pos)| (text, hundredths(pos))).collect::<Vec<_>>()
    };
    let before = own(&harness);
    assert!(before.len() > 3, "{before:?}");
    harness.state_mut().editor.write_card(fixture.card);
    harness.run();
    assert_eq!(own(&harness), before);
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(own(&harness), before);
}

#[test]
fn what_was_composed_stays_in_its_card_when_one_goes_on() {
    let (fixture, mut harness) = writing();
    let preedit = ImeEvent::Preedit { text: "にほん".to_owned(), active_range_chars: None };
    harness.event(Event::Ime(preedit));
    harness.key_press(Key::Enter);
    type_text(&harness, "Second");
    harness.run();
    let texts = harness.state().texts(first_cell(&fixture));
    assert_eq!(texts, ["Reads reviewsにほん", "Second"]);
}
