//! Attempts to work out the answers of a few people from what is shown of many.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use survey::tally::{Counts, Dimension, Direction, Kind, Labels, Question, Scale, Tally, TallyRow};

use crate::answers::{AnswerFilter, Answers, By, Group, Scope, Step};
use crate::testing::{ANNA, BEN, LIKELY, MAP, SURVEY, everything, stage};
use crate::{Edit, HideBelow, Links, PersonaId, Project, StageId, SurveyField};

const NPS: &str = "How likely?";
const HIDE_BELOW: u64 = 5;
const STAGES: [&str; 3] = ["Search", "Buy", "Use"];
const PERSONAS: [&str; 2] = ["anna", "ben"];

/// A row: stage, persona, segment, month of 2026, and how many gave which answer.
type Line<'a> = (Option<&'a str>, Option<&'a str>, Option<&'a str>, Option<u32>, (i32, u64));

fn row((stage, persona, segment, month, answer): Line<'_>) -> TallyRow {
    let owned = |label: Option<&str>| label.map(str::to_owned);
    let labels = Labels {
        stage: owned(stage),
        persona: owned(persona),
        segment: owned(segment),
        period: month.map(|month| format!("2026-{month:02}")),
        ..Labels::default()
    };
    let counts = Counts { answers: BTreeMap::from([answer]), ..Counts::default() };
    TallyRow { question: NPS.to_owned(), labels, wave: None, complete: true, counts }
}

fn project_of(kind: Kind, rows: Vec<TallyRow>) -> Project {
    let mut project = everything();
    project.hide_below = HideBelow(5);
    let question = Question::new(NPS, kind, Scale::new(0, 10), Direction::HighGood);
    let mut tally = Tally { questions: vec![question], rows, funnels: Vec::new() };
    tally.normalise();
    let stages = STAGES.iter().zip(0..).map(|(name, at)| ((*name).to_owned(), stage(at)));
    let personas = PERSONAS.iter().zip([ANNA, BEN]).map(|(name, id)| ((*name).to_owned(), id));
    let links = Links {
        stages: stages.collect(),
        personas: personas.collect(),
        touchpoints: BTreeMap::new(),
    };
    for field in [SurveyField::Tally(tally.into()), SurveyField::Links(links)] {
        let edit = Edit::SetSurvey { id: SURVEY, field: Box::new(field) };
        edit.apply(&mut project).unwrap();
    }
    project
}

fn on<R>(project: &Project, filter: &AnswerFilter, look: impl FnOnce(Answers<'_>) -> R) -> R {
    look(Answers::new(project, MAP, filter).unwrap())
}

fn of_segment(segment: &str) -> AnswerFilter {
    let mut filter = AnswerFilter::default();
    filter.set_only(Dimension::Segment, [segment.to_owned()].into());
    filter
}

fn of_persona(persona: PersonaId) -> AnswerFilter {
    AnswerFilter { personas: BTreeSet::from([persona]), ..AnswerFilter::default() }
}

/// How many answers the figure of a part of the map stands on, if it is shown.
fn shown(project: &Project, filter: &AnswerFilter, scope: Scope) -> Option<u64> {
    let entries = on(project, filter, |answers| answers.metrics(scope));
    let metric = &entries.first()?.metric;
    (!metric.hidden).then_some(metric.n)
}

fn at(stage: StageId) -> Scope {
    Scope { stage: Some(stage), ..Scope::default() }
}

#[test]
fn a_hidden_group_cannot_be_worked_out_from_the_total() {
    let hidden = |sizes: &[u64]| -> Vec<bool> {
        let names = ["a", "b", "c"];
        let rows = names.iter().zip(sizes);
        let rows = rows.map(|(name, n)| row((None, None, Some(*name), None, (9, *n)))).collect();
        let project = project_of(Kind::Nps, rows);
        let by_segment =
            |answers: Answers<'_>| answers.breakdown(SURVEY, NPS, Scope::default(), By::Segment);
        let groups = on(&project, &AnswerFilter::default(), by_segment);
        groups.iter().map(|group| group.metric.hidden).collect()
    };
    assert_eq!(hidden(&[20, 4, 12]), [false, true, true]);
    assert_eq!(hidden(&[20, 4, 3]), [false, true, true]);
    assert_eq!(hidden(&[20, 0, 12]), [false, false], "nobody is no group");
    assert_eq!(hidden(&[4]), [true]);
}

#[test]
fn one_condition_more_does_not_tell_the_few_that_it_leaves_out() {
    let (anna, ben) = (Some("anna"), Some("ben"));
    let project = project_of(
        Kind::Nps,
        vec![
            row((None, anna, Some("x"), None, (10, 40))),
            row((None, anna, Some("y"), None, (0, 3))),
            row((None, ben, Some("x"), None, (9, 30))),
            row((None, ben, Some("y"), None, (8, 30))),
        ],
    );
    let both = AnswerFilter { personas: [ANNA].into(), ..of_segment("x") };
    assert_eq!(shown(&project, &of_persona(ANNA), Scope::default()), Some(43));
    assert_eq!(shown(&project, &both, Scope::default()), None, "43 less 40 are Anna's 3 of y");
    assert_eq!(shown(&project, &of_segment("x"), Scope::default()), Some(70));
}

#[test]
fn a_filter_by_persona_shows_no_more_than_the_personas_beside_each_other() {
    let project = project_of(
        Kind::Nps,
        vec![
            row((Some("Buy"), Some("anna"), None, None, (10, 50))),
            row((Some("Buy"), Some("ben"), None, None, (0, 3))),
            row((Some("Search"), Some("anna"), None, None, (9, 80))),
            row((Some("Search"), Some("ben"), None, None, (9, 70))),
            row((Some("Use"), Some("anna"), None, None, (9, 40))),
            row((Some("Use"), Some("ben"), None, None, (0, 30))),
        ],
    );
    let all = AnswerFilter::default();
    let cell = Scope { persona: Some(ANNA), ..at(stage(1)) };
    assert_eq!(shown(&project, &all, at(stage(1))), Some(53));
    assert_eq!(shown(&project, &all, cell), None);
    assert_eq!(shown(&project, &of_persona(ANNA), at(stage(1))), None, "the same 50 answers");
}

#[test]
fn a_segment_at_a_stage_does_not_follow_from_the_segment_everywhere() {
    let project = project_of(
        Kind::Nps,
        vec![
            row((Some("Search"), None, Some("new"), None, (0, 3))),
            row((Some("Search"), None, Some("old"), None, (9, 60))),
            row((Some("Buy"), None, Some("new"), None, (10, 40))),
            row((Some("Buy"), None, Some("old"), None, (9, 50))),
            row((Some("Use"), None, Some("new"), None, (9, 30))),
            row((Some("Use"), None, Some("old"), None, (9, 20))),
        ],
    );
    let new = |scope| {
        let all = AnswerFilter::default();
        let groups =
            on(&project, &all, |answers| answers.breakdown(SURVEY, NPS, scope, By::Segment));
        groups
            .into_iter()
            .find(|group| group.name == "new")
            .map(|group| group.metric.value.is_some())
    };
    assert_eq!(new(Scope::default()), Some(true));
    assert_eq!(new(at(stage(0))), Some(false), "three answers");
    assert_eq!(new(at(stage(2))), Some(false), "73 less 40 and 30 are these three");
    assert_eq!(new(at(stage(1))), Some(true));
}

#[test]
fn a_missed_target_is_told_only_where_the_figure_is() {
    let mut project = project_of(
        Kind::Nps,
        vec![
            row((Some("Search"), Some("anna"), None, None, (0, 50))),
            row((Some("Search"), Some("ben"), None, None, (10, 3))),
            row((Some("Buy"), Some("anna"), None, None, (0, 55))),
            row((Some("Buy"), Some("ben"), None, None, (0, 50))),
            row((Some("Use"), Some("anna"), None, None, (0, 60))),
            row((Some("Use"), Some("ben"), None, None, (0, 70))),
        ],
    );
    project.kpis.get_mut(&LIKELY).unwrap().about.persona = Some(ANNA);
    let all = AnswerFilter::default();
    let misses = on(&project, &all, |answers| answers.misses());
    let told: Vec<_> = misses.iter().map(|miss| miss.stage).collect();
    let cell = |number| Scope { persona: Some(ANNA), ..at(stage(number)) };
    assert_eq!(shown(&project, &all, cell(0)), None, "53 less 50 are Ben's three");
    assert_eq!(shown(&project, &all, cell(2)), Some(60));
    assert_eq!(told, [stage(2)]);
}

#[test]
fn conversion_over_time_hides_what_the_whole_time_would_tell() {
    let yes = |stage, month, n| row((Some(stage), None, None, Some(month), (10, n)));
    let project = project_of(
        Kind::Binary,
        vec![yes("Search", 1, 50), yes("Search", 2, 60), yes("Buy", 1, 30), yes("Buy", 2, 3)],
    );
    let all = AnswerFilter::default();
    let times = on(&project, &all, |answers| {
        answers.conversion_over_time(SURVEY, NPS, Scope::default(), Step::Month)
    });
    let rates: Vec<_> = times
        .iter()
        .map(|(time, reached)| (time.as_str(), reached[1].from_previous.is_some()))
        .collect();
    assert_eq!(rates, [("2026-01", false), ("2026-02", false)], "33 less 30 are February's three");
}

/// Any answers, a few of each.
fn rows() -> impl Strategy<Value = Vec<TallyRow>> {
    let label = |names: &'static [&'static str]| prop::option::of(prop::sample::select(names));
    let months = prop::option::of(1_u32..8);
    let line = (label(&STAGES), label(&PERSONAS), label(&["new", "old", "lost"]), months);
    let answer = (0_i32..=10, 0_u64..30);
    let rows = (line, answer).prop_map(|((stage, persona, segment, month), answer)| {
        row((stage, persona, segment, month, answer))
    });
    prop::collection::vec(rows, 0..30)
}

/// Every part of the map that figures are shown of.
fn scopes() -> Vec<Scope> {
    let stages = (0..STAGES.len() as u128).map(|number| Some(stage(number)));
    let stages: Vec<Option<StageId>> = std::iter::once(None).chain(stages).collect();
    let personas = [None, Some(ANNA), Some(BEN)];
    let all = stages
        .iter()
        .flat_map(|stage| personas.map(|persona| Scope { stage: *stage, persona, card: None }));
    all.collect()
}

/// Whether groups that make up a whole, or a part of it, tell a small one, or without a filter one
/// that is hidden for another reason.
fn assert_untold(filter: &AnswerFilter, whole: Option<u64>, groups: &[Group], what: &str) {
    let Some(whole) = whole else { return };
    let n = |is_hidden: bool| -> Vec<u64> {
        let groups = groups.iter().filter(|group| group.metric.hidden == is_hidden);
        groups.map(|group| group.metric.n).collect()
    };
    let hidden = n(true);
    let told = whole - n(false).iter().sum::<u64>();
    assert!(hidden.is_empty() || told >= HIDE_BELOW, "{what}: {hidden:?} of {whole}");
    let is_alone = hidden == [told];
    assert!(!is_alone || !filter.is_empty(), "{what}: {hidden:?} alone of {whole}");
}

proptest! {
    #[test]
    fn no_sum_that_is_shown_tells_a_small_group(rows in rows(), filtered in 0..4) {
        let project = project_of(Kind::Nps, rows);
        let filter = match filtered {
            0 => AnswerFilter::default(),
            1 => of_persona(ANNA),
            2 => of_segment("new"),
            _ => AnswerFilter { personas: [BEN].into(), ..of_segment("old") },
        };
        on(&project, &filter, |answers| {
            for scope in scopes() {
                let whole = shown(&project, &filter, scope);
                let by = |by| answers.breakdown(SURVEY, NPS, scope, by);
                if scope.stage.is_none() {
                    assert_untold(&filter, whole, &by(By::Stage), "stages");
                }
                if scope.persona.is_none() {
                    assert_untold(&filter, whole, &by(By::Persona), "personas");
                }
                assert_untold(&filter, whole, &by(By::Segment), "segments");
                let over = |step| answers.trend(SURVEY, NPS, scope, step);
                let (months, quarters) = (over(Step::Month), over(Step::Quarter));
                assert_untold(&filter, whole, &months, "months");
                assert_untold(&filter, whole, &quarters, "quarters");
                for quarter in quarters {
                    let is_in = |month: &&Group| {
                        let number: u32 = month.name[5..].parse().unwrap();
                        quarter.name == format!("2026 Q{}", (number - 1) / 3 + 1)
                    };
                    let own: Vec<Group> = months.iter().filter(is_in).cloned().collect();
                    let n = (!quarter.metric.hidden).then_some(quarter.metric.n);
                    assert_untold(&filter, n, &own, "months of a quarter");
                }
            }
        });
    }

    #[test]
    fn no_filter_tells_a_small_group_that_it_or_a_condition_of_it_leaves_out(rows in rows()) {
        let project = project_of(Kind::Nps, rows);
        let two = AnswerFilter { personas: [ANNA].into(), ..of_segment("new") };
        let looser = [AnswerFilter::default(), of_persona(ANNA), of_segment("new")];
        for scope in scopes() {
            let Some(n) = shown(&project, &two, scope) else { continue };
            for filter in &looser {
                if let Some(whole) = shown(&project, filter, scope) {
                    prop_assert!(whole == n || whole - n >= HIDE_BELOW, "{whole} less {n}");
                }
            }
        }
    }
}
