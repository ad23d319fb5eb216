//! Trends, breakdowns, comparisons and conversion, worked out by hand.

use std::collections::BTreeMap;

use proptest::prelude::*;
use survey::tally::{Counts, Dimension, Direction, Kind, Labels, Question, Scale, Tally, TallyRow};

use super::*;
use crate::answers::{AnswerFilter, FilterChoices};
use crate::testing::{ANNA, BEN, MAP, SURVEY, card, everything, stage};
use crate::{Edit, Links, Project, SurveyField};

const NPS: &str = "How likely?";

/// A row of the one survey: month, persona, segment and the answers.
type Line<'a> = (Option<&'a str>, Option<&'a str>, Option<&'a str>, &'a [(i32, u64)]);

fn row(question: &str, labels: Labels, answers: &[(i32, u64)]) -> TallyRow {
    let counts = Counts { answers: answers.iter().copied().collect(), ..Counts::default() };
    TallyRow { question: question.to_owned(), labels, wave: None, complete: true, counts }
}

/// The project with other answers in its survey; "anna" and "ben" are its personas.
fn with_rows(kind: Kind, rows: Vec<TallyRow>) -> Project {
    let mut project = everything();
    project.hide_below = crate::HideBelow(5);
    let scale = if kind == Kind::Nps { Scale::new(0, 10) } else { Scale::new(0, 1) };
    let question = Question::new(NPS, kind, scale, Direction::HighGood);
    let mut tally = Tally { questions: vec![question], rows, funnels: Vec::new() };
    tally.normalise();
    let links = Links {
        stages: BTreeMap::from([("Search".to_owned(), stage(0)), ("BUY".to_owned(), stage(1))]),
        personas: BTreeMap::from([("anna".to_owned(), ANNA), ("ben".to_owned(), BEN)]),
        touchpoints: BTreeMap::new(),
    };
    for field in [SurveyField::Tally(tally.into()), SurveyField::Links(links)] {
        let edit = Edit::SetSurvey { id: SURVEY, field: Box::new(field) };
        edit.apply(&mut project).unwrap();
    }
    project
}

fn project_of(lines: &[Line<'_>]) -> Project {
    let rows = lines.iter().map(|(period, persona, segment, answers)| {
        let owned = |label: Option<&str>| label.map(str::to_owned);
        let (period, persona, segment) = (owned(*period), owned(*persona), owned(*segment));
        row(NPS, Labels { period, persona, segment, ..Labels::default() }, answers)
    });
    with_rows(Kind::Nps, rows.collect())
}

fn on<R>(project: &Project, filter: &AnswerFilter, look: impl FnOnce(Answers<'_>) -> R) -> R {
    look(Answers::new(project, MAP, filter).unwrap())
}

fn all<R>(project: &Project, look: impl FnOnce(Answers<'_>) -> R) -> R {
    on(project, &AnswerFilter::default(), look)
}

/// Names with value, to a millionth, and number of answers; no value for what is hidden.
fn told(groups: &[Group]) -> Vec<(&str, Option<f64>, u64)> {
    let value = |group: &Group| group.metric.value.map(|value| (value * 1e6).round() / 1e6);
    groups.iter().map(|group| (&*group.name, value(group), group.metric.n)).collect()
}

#[track_caller]
fn assert_close(value: f64, expected: f64, tolerance: f64) {
    assert!((value - expected).abs() <= tolerance, "{value} is not {expected}");
}

#[test]
fn answers_are_followed_by_month_and_by_quarter() {
    let project = project_of(&[
        (Some("2026-01"), None, None, &[(10, 6), (0, 4)]),
        (Some("2026-03-31"), None, None, &[(10, 5), (8, 5)]),
        (Some("2026-04-01"), None, None, &[(10, 2), (0, 8)]),
        (None, None, None, &[(10, 50)]),
    ]);
    let by = |step| all(&project, |answers| answers.trend(SURVEY, NPS, Scope::default(), step));
    let months = [("2026-01", Some(20.0), 10), ("2026-03", Some(50.0), 10)];
    let april = ("2026-04", Some(-60.0), 10);
    assert_eq!(told(&by(Step::Month)), [months[0], months[1], april]);
    // 11 promoters and 4 detractors of 20.
    let quarters = [("2026 Q1", Some(35.0), 20), ("2026 Q2", Some(-60.0), 10)];
    assert_eq!(told(&by(Step::Quarter)), quarters);
    assert_eq!(told(&by(Step::Wave)), [], "the file knows no waves");
}

#[test]
fn a_month_with_few_answers_is_hidden_together_with_the_next_smallest() {
    let project = project_of(&[
        (Some("2026-01"), None, None, &[(10, 40)]),
        (Some("2026-02"), None, None, &[(10, 4)]),
        (Some("2026-03"), None, None, &[(10, 9)]),
    ]);
    let trend = all(&project, |answers| answers.trend(SURVEY, NPS, Scope::default(), Step::Month));
    assert_eq!(
        told(&trend),
        [("2026-01", Some(100.0), 40), ("2026-02", None, 4), ("2026-03", None, 9)]
    );
    assert!(trend[1].metric.hidden && trend[2].metric.interval95.is_none());
}

#[test]
fn a_small_group_follows_from_nothing_that_is_shown() {
    let project = project_of(&[
        (None, Some("anna"), Some("new"), &[(10, 40)]),
        (None, Some("ben"), Some("new"), &[(0, 3)]),
        (None, None, Some("old"), &[(0, 30)]),
    ]);
    all(&project, |answers| {
        let whole = Scope::default();
        let groups = answers.breakdown(SURVEY, NPS, whole, By::Persona);
        assert_eq!(told(&groups), [("Anna", None, 40), ("בן", None, 3)]);
        assert_eq!(answers.compare(SURVEY, NPS, whole, By::Persona, (0, 1)), None);
        // What the persona's own figure shows must not give it away either.
        let anna = answers.metrics(Scope { persona: Some(ANNA), ..whole });
        assert!(anna[0].metric.hidden, "73 in all without Anna's 40 and 30 of nobody are Ben's 3");
        assert!(!answers.metrics(whole)[0].metric.hidden);
        let segments = answers.breakdown(SURVEY, NPS, whole, By::Segment);
        assert_eq!(told(&segments)[1], ("old", Some(-100.0), 30));
    });
}

#[test]
fn stages_and_touchpoints_stand_in_the_maps_order() {
    let mut project = everything();
    let tally = crate::testing::tally();
    let rows =
        tally.rows.into_iter().chain([(2, "check out"), (1, "friend")].map(|(of, label)| {
            let touchpoint = Some(label.to_owned());
            let labels = Labels { touchpoint, ..Labels::default() };
            row(NPS, labels, &[(10, 10 * of)])
        }));
    let mut tally = Tally { rows: rows.collect(), ..crate::testing::tally() };
    tally.normalise();
    let survey = project.surveys.get_mut(&SURVEY).unwrap();
    survey.tally = tally.into();
    survey.links.touchpoints.insert("check out".to_owned(), card(2));
    survey.links.touchpoints.insert("friend".to_owned(), card(1));
    all(&project, |answers| {
        let by = |by| answers.breakdown(SURVEY, NPS, Scope::default(), by);
        let stages = by(By::Stage);
        let ranks: Vec<_> = stages.iter().map(|group| (group.rank, &*group.name)).collect();
        assert_eq!(ranks, [(0, "Search"), (1, "Buy")]);
        assert_eq!(stages[0].metric.n, 21 + 10, "a touchpoint's answers are its stage's");
        let touchpoints = by(By::Touchpoint);
        let names: Vec<_> = touchpoints.iter().map(|group| &*group.name).collect();
        assert_eq!(names, ["Ask a friend", "Check out"]);
    });
}

#[test]
fn two_scores_are_compared_by_their_adjusted_variances() {
    let project = project_of(&[
        (None, Some("anna"), None, &[(10, 60), (8, 20), (3, 20)]),
        (None, Some("ben"), None, &[(10, 40), (8, 20), (3, 40)]),
    ]);
    let compare = |pair| {
        all(&project, |answers| answers.compare(SURVEY, NPS, Scope::default(), By::Persona, pair))
    };
    let found = compare((0, 1)).unwrap();
    assert_close(found.difference, 40.0, 1e-9);
    // 60.75 - 20.75 and 40.75 - 40.75 of 103, worked out apart from this program.
    assert_close(found.statistic, 3.293_927_322, 1e-9);
    assert_close(found.p, 0.000_987_980, 1e-7);
    assert_close(compare((1, 0)).unwrap().statistic, -3.293_927_322, 1e-9);
    assert_eq!(compare((0, 2)), None, "there is no third group");
}

#[test]
fn two_shares_are_compared_by_their_pooled_share() {
    let of = |segment: &str, answers: &[(i32, u64)]| {
        let segment = Some(segment.to_owned());
        row(NPS, Labels { segment, ..Labels::default() }, answers)
    };
    let rows = vec![of("new", &[(1, 30), (0, 20)]), of("old", &[(1, 15), (0, 35)])];
    let project = with_rows(Kind::Binary, rows);
    let found = all(&project, |answers| {
        answers.compare(SURVEY, NPS, Scope::default(), By::Segment, (0, 1))
    });
    let found = found.unwrap();
    assert_close(found.difference, 30.0, 1e-9);
    assert_close(found.statistic, 3.015_113_446, 1e-9);
    assert_close(found.p, 0.002_568_832, 1e-7);
}

#[test]
fn conversion_goes_from_stage_to_stage() {
    let at = |stage: &str, yes: u64| {
        let stage = Some(stage.to_owned());
        row(NPS, Labels { stage, ..Labels::default() }, &[(1, yes), (0, 100 - yes)])
    };
    let project = with_rows(Kind::Binary, vec![at("Search", 80), at("BUY", 20)]);
    let reached = all(&project, |answers| answers.conversion(SURVEY, NPS, Scope::default()));
    let rates: Vec<_> = reached
        .iter()
        .map(|step| (step.stage, step.count, step.from_previous.map(|rate| rate.percent)))
        .collect();
    assert_eq!(rates, [(stage(0), 80, None), (stage(1), 20, Some(25.0))]);
    let rate = reached[1].from_first.unwrap();
    assert_eq!((rate.part, rate.whole), (20, 80));
    assert!(rate.interval95.0 < 25.0 && 25.0 < rate.interval95.1);
}

#[test]
fn yes_is_the_top_answer_and_enters_with_its_weight() {
    let at = |stage: &str, yes: u64, weight: f64| {
        let labels = Labels { stage: Some(stage.to_owned()), ..Labels::default() };
        let mut row = row(NPS, labels, &[(2, yes), (1, 100 - yes)]);
        let weighed = |n: u64, by: f64| survey::tally::Weights {
            sum: n as f64 * by,
            sum_of_squares: n as f64 * by * by,
        };
        row.counts.weights = [(2, weighed(yes, weight)), (1, weighed(100 - yes, 1.0))].into();
        row
    };
    let conversion = |rows| {
        let mut project = with_rows(Kind::Binary, rows);
        let tally = project.surveys.get_mut(&SURVEY).unwrap().tally.make_mut();
        tally.questions[0].scale = Scale::new(1, 2);
        all(&project, |answers| answers.conversion(SURVEY, NPS, Scope::default()))
    };
    let reached = conversion(vec![at("Search", 80, 0.5), at("BUY", 20, 1.5)]);
    assert_eq!((reached[0].count, reached[1].count), (40, 30));
    let rate = reached[1].from_previous.unwrap();
    assert_close(rate.percent, 75.0, 1e-9);
    let (low, high) = survey::metric::wilson(0.75, 80.0);
    assert_close(rate.interval95.0, 100.0 * low, 1e-9);
    assert_close(rate.interval95.1, 100.0 * high, 1e-9);
    let few = conversion(vec![at("Search", 4, 1.0), at("BUY", 2, 1.0)]);
    assert_eq!(few[1].from_previous, None, "four people are too few for a rate");
}

#[test]
fn a_filter_offers_what_there_is_and_forgets_what_is_gone() {
    let project = project_of(&[
        (Some("2026-03-02"), Some("anna"), Some("new"), &[(10, 6)]),
        (Some("2026-01"), None, None, &[(10, 6)]),
    ]);
    let choices = FilterChoices::of(&project);
    assert_eq!(choices.months, ["2026-01", "2026-03"]);
    assert_eq!(choices.personas, [ANNA, BEN]);
    assert_eq!(choices.segments, ["", "new"], "some have no segment");
    assert!(choices.channels.is_empty() && choices.waves.is_empty() && !choices.has_incomplete);

    let mut filter = AnswerFilter::default();
    filter.personas.insert(ANNA);
    filter.set_only(Dimension::Segment, ["new", "gone"].map(str::to_owned).into());
    filter.set_only(Dimension::Channel, ["gone".to_owned()].into());
    filter.set_waves(["gone".to_owned()].into());
    filter.labels.complete_only = true;
    filter.prune(&choices);
    let mut left = AnswerFilter::default();
    left.personas.insert(ANNA);
    left.set_only(Dimension::Segment, ["new".to_owned()].into());
    assert_eq!(filter, left);
    filter.prune(&FilterChoices::default());
    assert!(filter.is_empty(), "without a survey nothing is filtered");
}

#[test]
fn what_a_filter_leaves_out_does_not_follow_from_what_it_lets_through() {
    let project = project_of(&[
        (Some("2026-01"), Some("anna"), Some("new"), &[(10, 50)]),
        (Some("2026-01"), Some("ben"), Some("old"), &[(0, 3)]),
    ]);
    let whole = Scope::default();
    let of = |segment: &str| {
        let mut filter = AnswerFilter::default();
        filter.set_only(Dimension::Segment, [segment.to_owned()].into());
        filter
    };
    assert!(!all(&project, |answers| answers.metrics(whole))[0].metric.hidden);
    on(&project, &of("new"), |answers| {
        let metrics = answers.metrics(whole);
        assert_eq!((metrics[0].metric.n, metrics[0].metric.value), (50, None), "53 less 50 is 3");
        for by in [By::Segment, By::Persona] {
            assert!(told(&answers.breakdown(SURVEY, NPS, whole, by)).iter().all(|g| g.1.is_none()));
        }
        let trend = answers.trend(SURVEY, NPS, whole, Step::Month);
        assert_eq!(told(&trend), [("2026-01", None, 50)]);
        let anna = Scope { persona: Some(ANNA), ..whole };
        assert!(answers.metrics(anna)[0].metric.hidden, "hidden without the filter, too");
    });
    let more = project_of(&[
        (None, Some("anna"), Some("new"), &[(10, 50)]),
        (None, Some("ben"), Some("old"), &[(0, 30)]),
    ]);
    on(&more, &of("new"), |answers| assert!(!answers.metrics(whole)[0].metric.hidden));
}

#[test]
fn a_small_month_follows_neither_from_its_quarter_nor_from_others() {
    let project = project_of(&[
        (Some("2026-01"), None, None, &[(10, 4)]),
        (Some("2026-02"), None, None, &[(10, 40)]),
        (Some("2026-04"), None, None, &[(10, 9)]),
        (Some("2026-07"), None, None, &[(10, 30)]),
    ]);
    let trend = all(&project, |answers| answers.trend(SURVEY, NPS, Scope::default(), Step::Month));
    let shown: Vec<_> =
        trend.iter().filter(|month| !month.metric.hidden).map(|month| &*month.name).collect();
    assert_eq!(shown, ["2026-04", "2026-07"], "Q1's 44 less February's 40 are January's 4");
    let quarters =
        all(&project, |answers| answers.trend(SURVEY, NPS, Scope::default(), Step::Quarter));
    assert!(quarters.iter().all(|quarter| !quarter.metric.hidden), "of two months nobody knows");
}

#[test]
fn a_breakdown_shows_nothing_of_what_is_withheld_as_a_whole() {
    let at = |stage: &str, segment: &str, n: u64| {
        let (stage, segment) = (Some(stage.to_owned()), Some(segment.to_owned()));
        row(NPS, Labels { stage, segment, ..Labels::default() }, &[(10, n)])
    };
    let rows = vec![at("Search", "new", 3), at("BUY", "new", 20), at("BUY", "old", 20)];
    let project = with_rows(Kind::Nps, rows);
    all(&project, |answers| {
        let buy = Scope { stage: Some(stage(1)), ..Scope::default() };
        assert!(answers.metrics(buy).iter().all(|entry| entry.metric.hidden));
        let parts = answers.breakdown(SURVEY, NPS, buy, By::Segment);
        assert!(parts.iter().all(|part| part.metric.hidden));
    });
}

/// Any answers of any label, a few of each.
fn rows() -> impl Strategy<Value = Vec<TallyRow>> {
    let months = prop::option::of(0_u32..5);
    let label = |letters: &'static [&'static str]| {
        prop::option::of(prop::sample::select(letters)).prop_map(|label| label.map(str::to_owned))
    };
    let labels = (months, label(&["anna", "ben"]), label(&["new", "old"]), label(&["shop", "app"]));
    let waves = label(&["Spring", "Autumn"]);
    let answers = prop::collection::btree_map(0_i32..=10, 0_u64..20, 0..6);
    let row =
        (labels, waves, any::<bool>(), answers).prop_map(|(labels, wave, complete, answers)| {
            let (month, persona, segment, channel) = labels;
            let period = month.map(|month| format!("2026-{:02}", month + 1));
            let labels = Labels { period, persona, segment, channel, ..Labels::default() };
            let counts = Counts { answers, ..Counts::default() };
            TallyRow { question: NPS.to_owned(), labels, wave, complete, counts }
        });
    prop::collection::vec(row, 0..40)
}

/// The answers that each of some filters lets through, together.
fn sum(project: &Project, filters: impl IntoIterator<Item = AnswerFilter>) -> Counts {
    let mut sum = Counts::default();
    for filter in filters {
        sum.merge(&on(project, &filter, |answers| answers.counts(SURVEY, NPS, Scope::default())));
    }
    sum.answers.retain(|_, count| *count > 0);
    sum
}

proptest! {
    #[test]
    fn filters_sum_to_the_whole(rows in rows()) {
        let project = with_rows(Kind::Nps, rows);
        let choices = FilterChoices::of(&project);
        let whole = sum(&project, [AnswerFilter::default()]);
        for (dimension, labels) in
            [(Dimension::Segment, &choices.segments), (Dimension::Channel, &choices.channels)]
        {
            let one_by_one = labels.iter().map(|label| {
                let mut filter = AnswerFilter::default();
                filter.set_only(dimension, [label.clone()].into());
                filter
            });
            if !labels.is_empty() {
                prop_assert_eq!(&sum(&project, one_by_one), &whole);
            }
        }
        if !choices.waves.is_empty() {
            let one_by_one = choices.waves.iter().map(|wave| {
                let mut filter = AnswerFilter::default();
                filter.set_waves([wave.clone()].into());
                filter
            });
            prop_assert_eq!(&sum(&project, one_by_one), &whole);
        }
        let of_all_months = AnswerFilter {
            labels: survey::filter::Filter {
                from: choices.months.first().cloned(),
                to: choices.months.last().cloned(),
                ..Default::default()
            },
            ..AnswerFilter::default()
        };
        let one_by_one = choices.months.iter().map(|month| {
            let mut filter = AnswerFilter::default();
            (filter.labels.from, filter.labels.to) = (Some(month.clone()), Some(month.clone()));
            filter
        });
        if !choices.months.is_empty() {
            prop_assert_eq!(sum(&project, one_by_one), sum(&project, [of_all_months]));
        }
    }

    #[test]
    fn groups_sum_to_what_has_their_label_and_stay_in_range(rows in rows()) {
        let project = with_rows(Kind::Nps, rows);
        let whole = sum(&project, [AnswerFilter::default()]).n();
        all(&project, |answers| {
            for by in By::ALL {
                let groups = answers.breakdown(SURVEY, NPS, Scope::default(), by);
                let n: u64 = groups.iter().map(|group| group.metric.n).sum();
                assert!(n <= whole);
                for group in groups {
                    let is_few = group.metric.n < 5;
                    assert!(!is_few || group.metric.hidden, "{by:?} {group:?}");
                    assert!(group.metric.value.is_none_or(|value| (-100.0..=100.0).contains(&value)));
                }
            }
        });
    }
}
