//! What a map shows of its surveys, as a person reads it.

use model::{About, Card, KpiId, Lane, LaneId, LaneKind, Order, Table, Unit};
use survey::tally::Direction;

use super::*;
use crate::editor::Editor;
use crate::templates::SAMPLE;

/// The sample with its first map.
fn sample() -> (Project, MapId) {
    let project = SAMPLE.project().unwrap();
    let map = project.maps_in_order()[0].0;
    (project, map)
}

fn stage(project: &Project, map: MapId, name: &str) -> StageId {
    let stages = project.maps.get(&map).unwrap().stages_in_order();
    stages.into_iter().find(|(_, stage)| stage.name == name).unwrap().0
}

fn persona(project: &Project, name: &str) -> PersonaId {
    project.personas.iter().find(|(_, persona)| persona.name == name).map(|(id, _)| *id).unwrap()
}

fn all(project: &Project, map: MapId) -> Figures {
    figures(project, map, &AnswerFilter::default(), None)
}

/// What is read aloud of a cell.
fn cell(figures: &Figures, persona: Option<PersonaId>, stage: StageId) -> Vec<String> {
    let cell = figures.cells.get(&(persona, stage));
    let figures = cell.into_iter().flat_map(|cell| &cell.figures);
    figures.map(scene::CellFigure::spoken).collect()
}

fn starting<'a>(figures: &'a [String], name: &str) -> &'a str {
    figures.iter().find(|figure| figure.starts_with(name)).unwrap()
}

#[test]
fn a_cell_names_its_metrics_and_the_key_figures_of_its_stage() {
    let (project, map) = sample();
    let anna = persona(&project, "Anna");
    let transfer = stage(&project, map, "Number transfer");
    let shown = cell(&all(&project, map), Some(anna), transfer);
    assert_eq!(shown.len(), 4, "{shown:?}");
    let kinds: Vec<&str> = shown.iter().filter_map(|figure| figure.split(' ').next()).collect();
    assert_eq!(kinds, ["NPS", "CSAT", "CES", "Time"]);
    assert!(shown[1].contains("expected 40 %, missed"), "{shown:?}");
    assert_eq!(shown[3], "Time to port the number (all) 74 h, expected 24 h, missed");
    let order = stage(&project, map, "Order");
    let shown = cell(&all(&project, map), Some(anna), order);
    assert!(starting(&shown, "Time to order").ends_with("expected 10 min, met"), "{shown:?}");
}

#[test]
fn what_concerns_everybody_stands_once_where_there_is_a_lane_for_it() {
    let (mut project, map) = sample();
    let order = stage(&project, map, "Order");
    let mut changed = project.maps.get(&map).unwrap().clone();
    let mut lane = Lane::new("All", LaneKind::Metrics, Order::after(None));
    lane.once = true;
    changed.lanes.insert_mut(LaneId::new(), lane);
    project.maps.insert_mut(map, changed);
    let figures = all(&project, map);
    let everybody = cell(&figures, None, order);
    assert!(starting(&everybody, "Time to order").contains("9.4 min"), "{everybody:?}");
    let anna = cell(&figures, Some(persona(&project, "Anna")), order);
    assert!(!anna.iter().any(|figure| figure.starts_with("Time")), "{anna:?}");
}

#[test]
fn stages_are_known_by_the_measured_question_and_say_what_they_miss() {
    let (mut project, map) = sample();
    let figures = all(&project, map);
    let chip = |figures: &Figures, name: &str| {
        figures.stages.get(&stage(&project, map, name)).map(Chip::spoken)
    };
    let transfer = chip(&figures, "Number transfer").unwrap();
    assert!(transfer.starts_with("CSAT") && transfer.ends_with("missed"), "{transfer}");
    let order = chip(&figures, "Order").unwrap();
    assert!(order.starts_with("CSAT") && !order.ends_with("missed"), "{order}");

    project.kpis = Table::new_sync();
    let figures = all(&project, map);
    assert!(figures.stages.values().all(|chip| !chip.missed), "nothing is expected any more");
}

#[test]
fn the_narrowest_target_counts() {
    let (mut project, map) = sample();
    let everyday = stage(&project, map, "Everyday use");
    let anna = persona(&project, "Anna");
    let general = project.kpis.values().find(|kpi| kpi.name.starts_with("Satisfied")).unwrap();
    let mut own = Kpi { target: Some(99.0), ..general.clone() };
    own.about = About { stage: Some(everyday), persona: Some(anna), card: None };
    project.kpis.insert_mut(KpiId::new(), own);
    let figures = all(&project, map);
    let shown = cell(&figures, Some(anna), everyday);
    assert!(starting(&shown, "CSAT").contains("expected 99 %, missed"), "{shown:?}");
    assert!(!shown.iter().any(|figure| figure.starts_with("Satisfied")), "it is that figure");
    let bernd = cell(&figures, Some(persona(&project, "Bernd")), everyday);
    assert!(starting(&bernd, "CSAT").contains("expected 40 %, met"), "{bernd:?}");
}

#[test]
fn a_key_figure_without_a_value_says_why() {
    let (mut project, map) = sample();
    let order = stage(&project, map, "Order");
    let anna = persona(&project, "Anna");
    let mut kpi = Kpi::new("Drop-outs", Measure::default(), Direction::LowGood, Order::after(None));
    (kpi.unit, kpi.about.stage) = (Unit::Percent, Some(order));
    project.kpis.insert_mut(KpiId::new(), kpi);
    let shown = cell(&all(&project, map), Some(anna), order);
    assert_eq!(starting(&shown, "Drop-outs"), "Drop-outs (all) nothing noted");
}

#[test]
fn a_touchpoint_with_answers_that_is_moved_is_looked_at_anew() {
    let (mut project, map) = sample();
    let on_map = project.maps.get(&map).unwrap().clone();
    let (id, card) = on_map.cards.iter().next().map(|(id, card)| (*id, card.clone())).unwrap();
    let (survey, record) = project.surveys.iter().next().map(|(id, s)| (*id, s.clone())).unwrap();
    let mut record = record;
    record.links.touchpoints.insert("eSIM".to_owned(), id);
    project.surveys.insert_mut(survey, record);
    let mut watch = Watch::default();
    let before = watch.versions(&Editor::new(project.clone()));
    let mut moved = on_map.clone();
    let mut place = card.place.clone();
    place.order = Order::after(Some(&place.order));
    moved.cards.insert_mut(id, Card { place, ..card });
    project.maps.insert_mut(map, moved);
    let after = watch.versions(&Editor::new(project));
    assert_ne!(
        before.counted, after.counted,
        "touchpoints are listed in the order of their places"
    );
}

#[test]
fn touchpoints_with_answers_carry_them() {
    let (mut project, map) = sample();
    let card = *project.maps.get(&map).unwrap().cards.keys().next().unwrap();
    let (id, record) = project.surveys.iter().next().map(|(id, s)| (*id, s.clone())).unwrap();
    let mut record = record;
    let mut tally = (*record.tally).clone();
    for row in &mut tally.rows {
        if row.labels.stage.as_deref() == Some("Order") {
            row.labels.touchpoint = Some("eSIM".to_owned());
        }
    }
    record.tally = tally.into();
    record.links.touchpoints.insert("eSIM".to_owned(), card);
    project.surveys.insert_mut(id, record);
    let figures = all(&project, map);
    assert_eq!(figures.cards.len(), 1);
    let badge = figures.cards.get(&card).unwrap().spoken();
    assert!(badge.starts_with("CSAT 76 %, n 320"), "{badge}");
}

#[test]
fn only_the_answers_count_that_the_filter_lets_through() {
    let (project, map) = sample();
    let anna = persona(&project, "Anna");
    let mut filter = AnswerFilter::default();
    filter.labels.from = Some("2026-10".to_owned());
    let some = figures(&project, map, &filter, None);
    let order = stage(&project, map, "Order");
    let shown = cell(&some, Some(anna), order);
    assert!(starting(&shown, "NPS").contains(" to "), "few answers: the interval first {shown:?}");
    assert_ne!(all(&project, map).stages, some.stages);
}

#[test]
fn a_persona_shown_alone_has_her_own_figures_in_the_heads() {
    let (project, map) = sample();
    let anna = persona(&project, "Anna");
    let order = stage(&project, map, "Order");
    let head = |alone| {
        let figures = figures(&project, map, &AnswerFilter::default(), alone);
        figures.stages.get(&order).map(Chip::spoken).unwrap()
    };
    assert!(head(None).ends_with("n 320"), "{}", head(None));
    assert!(head(Some(anna)).ends_with("n 132"), "{}", head(Some(anna)));
}

#[test]
fn heads_stay_short_when_another_survey_asks_the_same() {
    let (mut project, map) = sample();
    let record = project.surveys.values().next().unwrap().clone();
    project.surveys.insert_mut(SurveyId::new(), record);
    let order = stage(&project, map, "Order");
    let head = all(&project, map).stages.get(&order).map(Chip::spoken).unwrap();
    assert!(head.starts_with("CSAT 76 %"), "{head}");
}

#[test]
fn figures_are_kept_until_something_changes_that_they_show() {
    let (mut project, map) = sample();
    let mut watch = Watch::default();
    let editor = Editor::new(project.clone());
    let mut of = FiguresOf::new(&editor, watch.versions(&editor)).unwrap();
    let mut is_same = |project: &Project| {
        let editor = Editor::new(project.clone());
        of.is(&editor, watch.versions(&editor))
    };
    assert!(is_same(&project));
    let mut changed = project.maps.get(&map).unwrap().clone();
    let (id, card) = changed.cards.iter().next().map(|(id, card)| (*id, card.clone())).unwrap();
    changed.cards.insert_mut(id, Card { text: "Other words".to_owned(), ..card });
    project.maps.insert_mut(map, changed.clone());
    assert!(is_same(&project), "a card's text tells nothing of answers");
    let (id, kpi) = project.kpis.iter().find(|(_, kpi)| kpi.about == About::default()).unwrap();
    let (id, kpi) = (*id, Kpi { name: "Other words".to_owned(), ..kpi.clone() });
    project.kpis.insert_mut(id, kpi);
    assert!(is_same(&project), "the map does not name what is about all of it");
    changed.lanes = changed
        .lanes
        .iter()
        .filter(|(_, lane)| lane.kind != LaneKind::Metrics)
        .map(|(id, lane)| (*id, lane.clone()))
        .collect();
    project.maps.insert_mut(map, changed);
    assert!(!is_same(&project), "the lane of figures is gone");
}
