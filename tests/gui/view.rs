//! Look at the map: collapse, focus, theme, zoom, many personas.

use egui::accesskit::Role;
use egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::Queryable as _;
use model::{Project, ops};

use crate::harness::{CTRL, CTRL_SHIFT, Desk, Window, blank_with};

/// A project with so many personas, each with a card.
fn personas(count: usize) -> Project {
    let mut project = blank_with(&[((0, 0), "card of First persona")]);
    let map_id = project.maps_in_order()[0].0;
    for number in 2..=count {
        let (edit, id) = ops::new_persona(&project);
        edit.apply(&mut project).unwrap();
        let name = model::PersonaField::Name(format!("Persona {number}"));
        model::Edit::SetPersona { id, field: name }.apply(&mut project).unwrap();
        let place = project.maps_in_order()[0].1.cards.values().next().unwrap().place.cell();
        let cell = model::Cell { persona: Some(id), ..place };
        let text = format!("card of Persona {number}");
        let (edit, _) = ops::insert_cards(&project, map_id, cell, None, &[text]).unwrap();
        edit.apply(&mut project).unwrap();
    }
    project
}

/// Whether a card of this persona is seen.
fn sees_card_of(window: &Window, persona: &str) -> bool {
    window.says(&format!("Card: card of {persona}, "))
}

#[test]
fn a_band_is_collapsed_to_its_curve_and_expanded() {
    let desk = Desk::new();
    let mut window = desk.open(&desk.write_project("map.ron", &personas(2)));
    window.keys(Modifiers::ALT, Key::Num1);
    assert!(sees_card_of(&window, "First persona") && sees_card_of(&window, "Persona 2"));
    window.click_on_map("Persona: First persona");
    window.keys(CTRL, Key::B);
    assert!(!sees_card_of(&window, "First persona") && sees_card_of(&window, "Persona 2"));
    assert!(window.has(Role::Slider, "Emotion of First persona at First stage"), "the curve stays");
    window.button("Expand band");
    assert!(sees_card_of(&window, "First persona"));
    assert!(!window.editor().is_dirty(), "looking is no change");
}

#[test]
fn one_persona_is_shown_alone() {
    let desk = Desk::new();
    let mut window = desk.open(&desk.write_project("map.ron", &personas(3)));
    window.keys(Modifiers::ALT, Key::Num1);
    window.click_on_map("Persona: Persona 2");
    window.button("Show alone");
    assert!(sees_card_of(&window, "Persona 2"));
    assert!(!window.has(Role::RowHeader, "Persona: First persona"));
    assert!(!window.has(Role::RowHeader, "Persona: Persona 3"));
    window.keys(CTRL_SHIFT, Key::F);
    assert!(window.has(Role::RowHeader, "Persona: First persona"));
}

#[test]
fn fifteen_personas_stay_readable_when_their_bands_are_collapsed() {
    let desk = Desk::new();
    let mut window = desk.open(&desk.write_project("map.ron", &personas(15)));
    let whole = window.app().scene().layout.size;
    window.menu("View", "Collapse all bands");
    let collapsed = window.app().scene().layout.size;
    assert!(collapsed.y < whole.y / 2.0, "{collapsed:?} {whole:?}");
    window.menu("View", "Fit map");
    for number in 2..=15 {
        let name = format!("Persona: Persona {number}");
        assert!(window.has(Role::RowHeader, &name), "{name} is in view");
    }
    window.click_on_map("Persona: Persona 9");
    window.menu_check("View", "Focus persona");
    window.menu("View", "Expand all bands");
    assert!(sees_card_of(&window, "Persona 9"));
}

impl Window {
    /// Switches something in a menu.
    fn menu_check(&mut self, menu: &str, item: &str) {
        self.button(menu);
        self.click(Role::MenuItemCheckBox, item);
    }
}

#[test]
fn the_theme_is_switched_and_kept() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    assert_eq!(window.harness.ctx.theme(), egui::Theme::Light);
    window.button("Dark theme");
    assert_eq!(window.harness.ctx.theme(), egui::Theme::Dark);
    assert!(window.has(Role::Button, "Light theme"), "the button offers the other one");
    let settings = store::Settings::load(&store::RealFs, &desk.folders()).0;
    assert_eq!(settings.theme, store::ThemeChoice::Dark);
    window.menu("View", "Light or dark");
    assert_eq!(window.harness.ctx.theme(), egui::Theme::Light);
}

#[test]
fn the_map_is_zoomed_fitted_and_panned() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((1, 1), "one"), ((2, 2), "two")]);
    let width = |window: &Window| window.card_rect("one").width();
    window.keys(CTRL, Key::Num0);
    let natural = width(&window);
    window.keys(CTRL, Key::Minus);
    assert!((width(&window) - natural * 0.8).abs() < 1.0);
    window.keys(Modifiers::ALT, Key::Num1);
    for name in ["Stage: First stage", "Stage: Third stage", "Lane: Pains and ideas"] {
        assert!(window.says(name), "{name} is in view");
    }
    let all = width(&window);
    window.click_card("two", Modifiers::NONE);
    window.keys(Modifiers::ALT, Key::Num2);
    assert!(window.card_rect("two").width() > all, "the selection fills the view");
    window.select_nothing();

    window.keys(Modifiers::ALT, Key::Num1);
    let at = window.card_rect("one").center();
    window.harness.hover_at(at);
    let wheel = |delta, modifiers| egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta,
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
        modifiers,
    };
    window.harness.event(wheel(vec2(0.0, 120.0), CTRL));
    window.settle();
    for _ in 0..30 {
        window.harness.step();
    }
    assert!(width(&window) > all, "Ctrl and the wheel zoom");
    let moved = (window.card_rect("one").center() - at).length();
    assert!(moved < 12.0, "what lies under the pointer stays there: {moved}");
}

#[test]
fn the_map_is_panned_with_space_or_the_middle_button_and_zoomed_with_two_fingers() {
    let desk = Desk::new();
    let mut window = desk.open(&desk.write_project("map.ron", &personas(3)));
    window.keys(CTRL, Key::Num0);
    // The map's own places: a card at the edge is named by the part of it that is seen.
    let rect = |window: &Window| {
        let card = window.card_id("card of Persona 2");
        let rect = window.app().scene().layout.card_rect(card).unwrap();
        let on_screen = |at| window.app().screen_from_doc(at);
        egui::Rect::from_min_max(on_screen(rect.min), on_screen(rect.max))
    };
    let place = |window: &Window| rect(window).center();
    let (before, by) = (place(&window), vec2(-40.0, -90.0));
    window.harness.key_down(Key::Space);
    window.drag(before, before + by, Modifiers::NONE);
    window.harness.key_up(Key::Space);
    window.settle();
    let moved = place(&window) - before;
    assert!((moved - by).length() < 1.0, "space and the pointer pan: {moved}");
    assert!(!window.editor().is_dirty(), "the card was not moved");

    let at = place(&window);
    let middle = |pos, pressed| egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Middle,
        pressed,
        modifiers: Modifiers::NONE,
    };
    window.harness.hover_at(at);
    window.harness.event(middle(at, true));
    window.harness.hover_at(at - by);
    window.harness.event(middle(at - by, false));
    window.settle();
    assert!((place(&window) - before).length() < 1.0, "the middle button pans back");

    let width = rect(&window).width();
    window.harness.event(egui::Event::Zoom(1.25));
    window.settle();
    assert!((rect(&window).width() / width - 1.25).abs() < 0.02);
}

#[test]
fn headers_stay_in_view_while_the_map_is_panned() {
    let desk = Desk::new();
    let mut window = desk.open(&desk.write_project("map.ron", &personas(5)));
    window.keys(CTRL, Key::Num0);
    let stage = window.rect_of("Stage: First stage");
    let persona = window.rect_of("Persona: First persona");
    window.key(Key::PageDown);
    assert_eq!(window.rect_of("Stage: First stage"), stage, "stage headers stay");
    let moved = window.harness.query_by_label("Persona: First persona").map(|node| node.rect());
    assert_ne!(moved, Some(persona), "the map itself moves");
}

#[test]
fn panels_are_hidden_and_shown() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    assert!(window.has(Role::Heading, "Map"));
    let narrow = window.rect_of("Journey map: New journey").width();
    window.keys(CTRL_SHIFT, Key::I);
    assert!(!window.has(Role::Heading, "Map"));
    assert!(window.rect_of("Journey map: New journey").width() > narrow + 200.0);
    window.keys(CTRL, Key::M);
    assert!(!window.has(Role::Button, "Hide metrics"));
    drop(window);
    let window = desk.open(&desk.path("map.ron"));
    assert!(!window.has(Role::Heading, "Map"), "it is kept for the next time");
}

#[test]
fn an_idle_window_draws_nothing() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one")]);
    window.click_card("one", Modifiers::NONE);
    // Toasts have gone, and nothing blinks.
    window.harness.step();
    let delay = window.harness.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay;
    assert!(delay > std::time::Duration::from_mins(1), "asks to be drawn again after {delay:?}");
}

#[test]
fn of_a_thousand_cards_only_those_in_view_are_laid_before_a_screen_reader() {
    let desk = Desk::new();
    let mut project = personas(15);
    let (map_id, cells): (_, Vec<_>) = {
        let (id, map) = project.maps_in_order()[0];
        let cells = map.cards.values().map(|card| card.place.cell()).collect();
        (id, cells)
    };
    for cell in cells {
        let texts: Vec<_> = (0..66).map(|number| format!("note {number}")).collect();
        let (edit, _) = ops::insert_cards(&project, map_id, cell, None, &texts).unwrap();
        edit.apply(&mut project).unwrap();
    }
    let mut window = desk.open(&desk.write_project("map.ron", &project));
    assert!(window.map().cards.size() > 1_000);
    window.keys(CTRL, Key::Num0);
    let count = |window: &Window| window.harness.query_all_by_label_contains("Card: ").count();
    assert!((1..100).contains(&count(&window)), "{} of them", count(&window));
    window.menu("View", "Collapse all bands");
    window.menu("View", "Fit map");
    assert_eq!(count(&window), 0);
    window.keys(CTRL, Key::K);
    window.type_text("card of Persona 12");
    window.key(Key::Enter);
    assert!(sees_card_of(&window, "Persona 12"), "the one that is looked for is shown");
}

#[test]
fn a_small_window_is_cramped_but_works() {
    let desk = Desk::new();
    let mut window = desk.start();
    for size in [vec2(900.0, 600.0), vec2(480.0, 320.0), vec2(160.0, 90.0), vec2(1600.0, 1000.0)] {
        window.harness.set_size(size);
        window.settle();
        for key in [Key::N, Key::K, Key::E] {
            window.keys(CTRL, key);
            window.key(Key::Escape);
        }
        window.key(Key::F1);
        window.key(Key::Escape);
        window.keys(CTRL, Key::A);
        window.keys(Modifiers::ALT, Key::Num2);
        window.select_nothing();
        assert!(window.harness.query_all_by_role(Role::Dialog).next().is_none(), "{size:?}");
    }
    assert!(!window.editor().is_dirty());
}

#[test]
fn a_dense_screen_shows_the_same_and_takes_the_pointer_at_the_same_places() {
    let desk = Desk::new();
    let path = desk.write_project("map.ron", &blank_with(&[((0, 0), "one"), ((1, 0), "two")]));
    let before = desk.open(&path).card_rect("one");
    let mut window = desk.open_dense(&path);
    let now = window.card_rect("one");
    assert!((now.min - before.min).length() < 1.0 && (now.max - before.max).length() < 1.0);
    let to = window.card_rect("two").center_bottom() - vec2(0.0, 4.0);
    window.drag(now.center(), to, Modifiers::NONE);
    assert_eq!(window.cards_in((1, 0)), ["two", "one"]);
}

#[test]
fn one_goes_from_map_to_map() {
    let desk = Desk::new();
    let mut project = blank_with(&[((0, 0), "on the first map")]);
    let (edit, id) = ops::new_map(&project, "The journey as it shall be");
    edit.apply(&mut project).unwrap();
    let mut window = desk.open(&desk.write_project("map.ron", &project));
    window.button("Maps");
    window.pick("The journey as it shall be");
    assert_eq!(window.editor().map_id(), id);
    assert!(!window.says("Card: on the first map"));
    window.menu("Insert", "Add stage");
    window.type_text("Ideal start");
    assert!(window.has(Role::ColumnHeader, "Stage: Ideal start"));
    window.key(Key::Escape);
    window.button("Maps");
    window.pick("New journey");
    assert!(window.says("Card: on the first map"));
    assert!(!window.has(Role::ColumnHeader, "Stage: Ideal start"));
}
