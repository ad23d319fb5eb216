//! Lanes of figures: make one, read it, and find that it holds no cards.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use model::{Edit, Kpi, KpiId, LaneKind, Measure, Order, Unit};
use survey::tally::Direction;

use crate::harness::{Desk, blank_with};

/// The blank template with a key figure about its first stage.
fn with_key_figure() -> model::Project {
    let mut project = blank_with(&[]);
    let (map, _) = project.maps_in_order()[0];
    let stage = project.maps.get(&map).unwrap().stages_in_order()[0].0;
    let measure = Measure::Formula("minutes".to_owned());
    let mut kpi = Kpi::new("Time to order", measure, Direction::LowGood, Order::middle());
    (kpi.unit, kpi.target) = (Unit::Named("min".to_owned()), Some(10.0));
    kpi.about.stage = Some(stage);
    let noted = [("minutes".to_owned(), 17.0)];
    kpi.readings.insert(jiff::civil::date(2026, 10, 31), noted.into());
    Edit::AddKpi { id: KpiId::new(), kpi: Box::new(kpi) }.apply(&mut project).unwrap();
    project
}

#[test]
fn a_lane_becomes_one_of_figures_and_is_read_aloud() {
    let desk = Desk::new();
    let mut window = desk.open(&desk.write_project("map.ron", &with_key_figure()));
    window.menu("Insert", "Add lane");
    window.type_text("Measured");
    window.key(Key::Enter);
    window.choose("Kind", "Figures");
    let kinds = |window: &crate::harness::Window| {
        let lanes = window.map().lanes_in_order();
        lanes.into_iter().filter(|(_, lane)| lane.kind == LaneKind::Metrics).count()
    };
    assert_eq!(kinds(&window), 1);
    let cell = "Measured, stage First stage, First persona: Time to order 17 min, \
                expected 10 min, missed";
    assert!(window.has(Role::GridCell, cell));
    assert!(
        window.has(Role::GridCell, "Measured, stage Second stage, First persona: no figures"),
        "a stage of which nothing is known"
    );
    window.click_on_map(cell);
    assert!(window.says("Time to order 17 min, expected 10 min, missed"), "in the inspector");
    window.undo();
    assert_eq!(kinds(&window), 0);
    assert!(!window.has(Role::GridCell, cell));
}

#[test]
fn a_cell_of_figures_takes_no_card_by_typing_pasting_or_double_click() {
    let desk = Desk::new();
    let mut window = desk.open(&desk.write_project("map.ron", &with_key_figure()));
    window.menu("Insert", "Add lane of figures");
    window.key(Key::Enter);
    let cell = "Figures, stage Second stage, First persona: no figures";
    window.click_on_map(cell);
    window.type_text("Not a card");
    window.paste("one\ntwo");
    assert!(window.says("Figures hold no cards"));
    window.double_click(window.rect_of(cell).center());
    window.type_text("Not a card either");
    window.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(window.map().cards.size(), 0);

    // The keyboard goes through figures as through cards.
    window.key(Key::ArrowUp);
    window.type_text("A card");
    window.key(Key::Escape);
    assert_eq!(window.map().cards.size(), 1, "in the lane above");
    window.key(Key::ArrowDown);
    window.key(Key::ArrowLeft);
    window.type_text("Nothing");
    assert_eq!(window.map().cards.size(), 1);
}
