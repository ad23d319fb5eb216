//! Lanes of figures, and figures on stages and cards.

use crate::view::{CellFigure, CellFigures, Chip, Expected, Gauge};

use super::*;

const MEASURED: LaneId = LaneId::from_number(25);

fn chip(value: &str, missed: bool) -> Chip {
    Chip { label: "CSAT".to_owned(), value: value.to_owned(), note: "n 214".to_owned(), missed }
}

fn csat(met: Option<bool>) -> CellFigure {
    CellFigure {
        label: "CSAT".to_owned(),
        value: "62 %".to_owned(),
        note: "n 214".to_owned(),
        gauge: Some(Gauge {
            value: 62.0,
            interval: Some((55.0, 68.0)),
            range: (0.0, 100.0),
            target: met.map(|_| 70.0),
        }),
        expected: met.map(|met| Expected { words: "expected 70 %".to_owned(), met: Some(met) }),
        ..CellFigure::default()
    }
}

/// A map with a lane of figures, of which the first stage has these.
fn with_figures(figures: Vec<CellFigure>, more: usize) -> Fixture {
    let mut fixture = Fixture::small();
    fixture.map(|map| {
        let last = map.lanes_in_order().last().map(|(_, lane)| lane.order.clone());
        let lane = Lane::new("Measured", LaneKind::Metrics, Order::after(last.as_ref()));
        map.lanes.insert_mut(MEASURED, lane);
    });
    set_figures(&mut fixture, figures, more);
    fixture
}

fn set_figures(fixture: &mut Fixture, figures: Vec<CellFigure>, more: usize) {
    let cell = CellFigures { figures, more };
    fixture.figures.cells = Arc::new([((Some(persona(0)), stage(0)), cell)].into());
}

fn lane(scene: &Scene) -> &crate::layout::LaneBox {
    scene.layout.lane(Some(persona(0)), MEASURED).unwrap()
}

/// The items of the lane of figures.
fn lane_dump(scene: &Scene) -> String {
    let top = lane(scene).rect.top();
    let groups = scene.body.iter().filter_map(|item| match item {
        Item::Group(group) if group.transform.translation.y == top => Some(group),
        _ => None,
    });
    groups.map(|group| group.items.dump()).collect()
}

#[test]
fn a_figure_stands_with_its_bar_and_with_what_was_expected() {
    let scene = with_figures(vec![csat(Some(false))], 2).scene();
    insta::assert_snapshot!(lane_dump(&scene), @r#"
    glyphs "CSAT" at 180,25.5 width 34.3 doc/Inter-Medium 13 #4a5565
    glyphs "62 %" at 365.5,25.5 width 30.7 doc/Inter-SemiBold 13 #1b2430
    glyphs "n 214" at 402.2,25.5 width 33.8 doc/Inter-Medium 13 #667085
    round-rect 180,35 256x4 radius 2 fill #eef1f5
    round-rect 320.8,34.6 33.3x4.8 radius 2 fill #0d4db328
    round-rect 337.2,33 3x8 radius 1.5 fill #0b4fb3
    path M 359.2,40 L 363.2,45 L 355.2,45 Z fill #1b2430
    glyphs "expected 70 %" at 180,59.5 width 91.6 doc/Inter-Medium 13 #667085
    glyphs "\u{f083}" at 371.8,63 width 16 doc/Icons 16 #9a3412
    glyphs "missed" at 390.8,59.5 width 45.2 doc/Inter-SemiBold 13 #9a3412
    glyphs "+2 more" at 180,87.5 width 51.4 doc/Inter-Medium 13 #667085
    "#);
}

#[test]
fn a_lane_of_figures_is_as_high_as_its_fullest_cell() {
    let height =
        |figures: Vec<CellFigure>, more| lane(&with_figures(figures, more).scene()).rect.height();
    let (none, one) = (height(vec![], 0), height(vec![csat(None)], 0));
    assert_eq!(none, crate::theme::size::LANE_MIN_HEIGHT);
    let three = vec![csat(Some(true)), csat(None), csat(None)];
    assert!(height(three.clone(), 0) > one);
    assert!(height(three.clone(), 1) > height(three, 0));
}

#[test]
fn a_long_name_leaves_its_value_whole() {
    let long = CellFigure { label: "Satisfied with delivery and set-up ".repeat(3), ..csat(None) };
    let scene = with_figures(vec![long], 0).scene();
    let all = words(&scene.body);
    assert!(all.iter().any(|run| run.contains("62 %")), "{all:?}");
    assert!(all.iter().any(|run| run.starts_with("Satisfied") && run.contains('…')), "{all:?}");
    let cell = lane(&scene).cells[0].rect;
    for run in runs(&scene.body).iter().filter(|run| cell.contains(run.origin)) {
        assert!(run.origin.x + run.width <= cell.right(), "{run:?}");
    }
}

#[test]
fn figures_are_hidden_in_a_folded_band() {
    let mut fixture = with_figures(vec![csat(None)], 0);
    fixture.view.collapsed.insert(persona(0));
    let scene = fixture.scene();
    assert!(scene.layout.lane(Some(persona(0)), MEASURED).is_none());
    assert!(!says(&scene.body, "62 %"));
}

#[test]
fn a_cell_of_figures_takes_no_cards() {
    let scene = with_figures(vec![csat(None)], 0).scene();
    let cell = &lane(&scene).cells[0];
    assert_eq!(scene.layout.hit(cell.rect.center(), 6.0), crate::Hit::Figures(cell.cell));
    assert_eq!(
        scene.layout.drop_slot(cell.rect.center(), &std::collections::BTreeSet::new()),
        None
    );
}

#[test]
fn changed_figures_cost_their_lane_only() {
    let mut fixture = with_figures(vec![csat(None)], 0);
    fixture.scene();
    fixture.scene();
    assert_eq!(fixture.cache.drawn_lanes(), 0);
    set_figures(&mut fixture, vec![csat(Some(true))], 0);
    let scene = fixture.scene();
    assert_eq!(fixture.cache.drawn_lanes(), 1);
    assert!(says(&scene.body, "expected 70 %") && says(&scene.body, "met"));
    fixture.change(1, |card| card.text.push('!'));
    fixture.scene();
    assert_eq!(fixture.cache.drawn_lanes(), 1, "the card's lane");
}

#[test]
fn a_stage_shows_its_figure_below_its_name_and_beside_its_steps() {
    let mut fixture = Fixture::small();
    let before = fixture.scene().layout.header_height;
    fixture.figures.stages.insert(stage(0), chip("62 %", true));
    let scene = fixture.scene();
    assert!(scene.layout.header_height > before);
    let head = scene.layout.stage(stage(0)).unwrap().rect;
    let own: Vec<GlyphRun> =
        runs(&scene.stage_headers).into_iter().filter(|run| head.contains(run.origin)).collect();
    let at = |text: &str| own.iter().find(|run| run.text.contains(text)).unwrap().origin;
    assert!(at("CSAT").y > at("Awareness").y);
    let row = ["CSAT", "62 %", "n 214", "missed", "2 steps"].map(at);
    assert!(row.windows(2).all(|pair| pair[0].x < pair[1].x && pair[0].y == pair[1].y), "{row:?}");
    assert_eq!(at("\u{F083}").x.round(), (at("missed").x - 19.0).round(), "a sign and a word");
    let last = own.iter().map(|run| run.origin.x + run.width).fold(0.0, f32::max);
    assert!(last <= head.right() - 11.0, "{last}");
}

#[test]
fn a_narrow_stage_keeps_its_figure_and_leaves_out_its_steps() {
    let mut fixture = Fixture::small();
    fixture.figures.stages.insert(stage(0), chip("49 to 94 %", true));
    fixture.map(|map| {
        let column =
            model::Stage { width_px: Some(220), ..map.stages.get(&stage(0)).unwrap().clone() };
        map.stages.insert_mut(stage(0), column);
    });
    let scene = fixture.scene();
    assert!(says(&scene.stage_headers, "49 to 94 %") && says(&scene.stage_headers, "missed"));
    assert!(!says(&scene.stage_headers, "2 steps"));
    let head = scene.layout.stage(stage(0)).unwrap().rect;
    for run in runs(&scene.stage_headers).iter().filter(|run| head.contains(run.origin)) {
        assert!(run.origin.x + run.width <= head.right(), "{run:?}");
    }
}

#[test]
fn a_badge_stands_below_everything_else_on_its_card() {
    let mut fixture = Fixture::small();
    let plain = fixture.scene().layout.card_rect(card(0)).unwrap().height();
    fixture.figures.cards = Arc::new([(card(0), chip("62 %", true))].into());
    let scene = fixture.scene();
    assert_eq!(fixture.cache.drawn_lanes(), 1, "the lane of the card");
    let rect = scene.layout.card_rect(card(0)).unwrap();
    assert!(rect.height() > plain);
    let own = runs(&scene.card_items(card(0)).unwrap());
    let of = |text: &str| own.iter().find(|run| run.text.contains(text)).unwrap();
    let badge = ["CSAT", "62 %", "n 214", "missed"].map(of);
    let highest = own.iter().filter(|run| !badge.contains(run)).map(|run| run.origin.y);
    let highest = highest.filter(|y| *y < of("CSAT").origin.y - 5.0).fold(0.0, f32::max);
    assert!(of("CSAT").origin.y - 14.0 > highest, "below the row of signs");
    assert!(badge.iter().all(|run| run.origin.x + run.width < rect.width() - 11.0));

    fixture.scene();
    assert_eq!(fixture.cache.drawn_lanes(), 0);
    fixture.figures.cards = Arc::new([(card(0), chip("62 %", true))].into());
    fixture.scene();
    assert_eq!(fixture.cache.drawn_lanes(), 0, "the same figures, worked out anew");
    fixture.figures.cards = Arc::default();
    let scene = fixture.scene();
    assert_eq!(fixture.cache.drawn_lanes(), 1);
    assert_eq!(scene.layout.card_rect(card(0)).unwrap().height(), plain);
}
