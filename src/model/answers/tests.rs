//! Figures and curves by the labels of a file, worked out by hand.

use super::*;
use crate::testing::{ANNA, BEN, FUTURE, MAP, SURVEY, card, everything, stage};
use crate::{CardKind, Edit, HideBelow, SurveyField};

fn metrics(project: &Project, map: MapId, scope: Scope) -> Vec<MetricEntry> {
    Answers::new(project, map, &AnswerFilter::default()).unwrap().metrics(scope)
}

fn measured_curve(
    project: &Project,
    map: MapId,
    persona: Option<PersonaId>,
) -> BTreeMap<StageId, MeasuredPoint> {
    Answers::new(project, map, &AnswerFilter::default()).unwrap().measured_curve(persona)
}

fn nps(project: &Project, scope: Scope) -> Option<(u64, Option<f64>)> {
    let entries = metrics(project, MAP, scope);
    entries.first().map(|entry| (entry.metric.n, entry.metric.value))
}

fn assert_near(value: Option<f64>, expected: f64) {
    assert!(value.is_some_and(|value| (value - expected).abs() < 1e-9), "{value:?} {expected}");
}

#[test]
fn figures_count_the_answers_of_their_stage_and_persona() {
    let project = everything();
    let (n, value) = nps(&project, Scope::default()).unwrap();
    // 12 of Search and Anna, 9 of Search and Ben, 18 of Buy, 9 that are unassigned.
    assert_eq!(n, 48);
    assert_near(value, 100.0 * (12.0 - 31.0) / 48.0);
    let search = Scope { stage: Some(stage(0)), ..Scope::default() };
    let (n, value) = nps(&project, search).unwrap();
    assert_eq!(n, 21);
    assert_near(value, 100.0 * (11.0 - 5.0) / 21.0);
    let (n, _) = nps(&project, Scope { persona: Some(ANNA), ..search }).unwrap();
    assert_eq!(n, 12);
    assert_eq!(nps(&project, Scope { stage: Some(stage(2)), ..Scope::default() }), None);
}

#[test]
fn too_few_answers_come_with_their_number_and_without_a_value() {
    let mut project = everything();
    project.hide_below = HideBelow(100);
    let scope = Scope { persona: Some(ANNA), ..Scope::default() };
    let entry = &metrics(&project, MAP, scope)[0];
    assert!(entry.metric.hidden && entry.metric.value.is_none());
    assert_eq!((entry.metric.n, entry.survey_name.as_str()), (30, "Spring"));
}

#[test]
fn the_measured_curve_follows_the_stored_rule_and_the_personas_labels() {
    let mut project = everything();
    let anna = measured_curve(&project, MAP, Some(ANNA));
    assert_eq!(anna.keys().copied().collect::<Vec<_>>(), [stage(0), stage(1)]);
    let search = anna[&stage(0)];
    assert!((search.emotion - 100.0 * (6.0 - 4.0) / 12.0 / 50.0).abs() < 1e-9, "{search:?}");
    assert!(!search.of_all && search.n == 12);
    let (low, high) = search.interval.unwrap();
    assert!(-2.0 <= low && low < search.emotion && search.emotion < high && high <= 2.0);
    assert!(measured_curve(&project, MAP, Some(BEN)).is_empty(), "no label means Ben");

    let links =
        Links { personas: BTreeMap::new(), ..project.surveys.get(&SURVEY).unwrap().links.clone() };
    let edit = Edit::SetSurvey { id: SURVEY, field: Box::new(SurveyField::Links(links)) };
    edit.apply(&mut project).unwrap();
    let all = measured_curve(&project, MAP, Some(BEN));
    assert!(all[&stage(0)].of_all, "the curve says that it is all customers'");
    assert_eq!(all[&stage(0)].n, 21);
    assert!(measured_curve(&project, FUTURE, None).is_empty(), "that map has no rule");
}

#[test]
fn a_touchpoint_stands_for_its_stage_where_the_file_names_no_stage() {
    let mut project = everything();
    let survey = project.surveys.get_mut(&SURVEY).unwrap();
    let tally = survey.tally.make_mut();
    for row in &mut tally.rows {
        if row.labels.stage.as_deref() == Some("Gone") {
            row.labels.stage = None;
            row.labels.touchpoint = Some("compare".to_owned());
        }
    }
    tally.normalise();
    let scope = Scope { card: Some(card(0)), ..Scope::default() };
    assert_eq!(nps(&project, scope).unwrap().0, 9);
    assert_eq!(measured_curve(&project, MAP, None)[&stage(0)].n, 30);
}

#[test]
fn answers_about_another_map_do_not_count_for_this_one() {
    let project = everything();
    let entries = metrics(&project, FUTURE, Scope::default());
    assert_eq!(entries[0].metric.n, 9, "only what is unassigned");
}

#[test]
fn labels_that_mean_nothing_yet_are_listed_with_their_answers() {
    let found = unassigned(everything().surveys.get(&SURVEY).unwrap());
    let found: Vec<_> = found.iter().map(|u| (u.dimension, u.label.as_str(), u.n)).collect();
    assert_eq!(found, [(Dimension::Stage, "Gone", 9), (Dimension::Persona, "Ben", 9)]);
}

#[test]
fn suggested_links_are_those_that_a_person_would_draw() {
    let mut project = everything();
    let map = project.maps.get_mut(&MAP).unwrap();
    assert_eq!(map.cards.get(&card(0)).unwrap().kind, CardKind::Touchpoint);
    let links = suggest_links(&project, MAP, &crate::testing::tally());
    assert_eq!(links.stages.get("BUY"), Some(&stage(1)));
    assert_eq!(links.stages.get("Search"), Some(&stage(0)));
    assert_eq!(links.stages.get("Gone"), None);
    assert_eq!(links.personas.get("anna"), Some(&ANNA));
    assert_eq!(links.personas.len(), 1, "the other persona's name is in another script");
}

#[test]
fn two_equally_alike_names_give_no_suggestion() {
    let mut project = everything();
    let map = project.maps.get_mut(&MAP).unwrap();
    map.stages.get_mut(&stage(2)).unwrap().name = "buy!".to_owned();
    let links = suggest_links(&project, MAP, &crate::testing::tally());
    assert_eq!(links.stages.get("BUY"), None);
}
