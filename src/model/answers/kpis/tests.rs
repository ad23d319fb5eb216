//! Key figures with their values, worked out by hand.

use jiff::civil::date;
use survey::amount::AmountSum;
use survey::tally::{Counts, Labels, Question, Scale, Tally, TallyRow};

use super::*;
use crate::answers::AnswerFilter;
use crate::testing::{
    ANNA, BEN, CHURN, FUTURE, LIKELY, MAP, SURVEY, WAIT, card, everything, stage,
};
use crate::{HideBelow, Links, Order, Project, Stage};

fn figure(project: &Project, kpi: &Kpi) -> KpiFigure {
    Answers::new(project, MAP, &AnswerFilter::default()).unwrap().kpi(kpi)
}

fn stored(project: &Project, id: KpiId) -> KpiFigure {
    figure(project, project.kpis.get(&id).unwrap())
}

fn misses(project: &Project) -> Vec<Miss> {
    Answers::new(project, MAP, &AnswerFilter::default()).unwrap().misses()
}

fn change(project: &mut Project, id: KpiId, change: impl FnOnce(&mut Kpi)) {
    change(project.kpis.get_mut(&id).unwrap());
}

#[track_caller]
fn near(actual: f64, expected: f64) {
    assert!((actual - expected).abs() < 5e-5, "{actual} is not {expected}");
}

#[test]
fn a_formula_has_the_value_of_its_last_day_and_a_history() {
    let mut project = everything();
    let churn = stored(&project, CHURN);
    let now = churn.now.unwrap();
    assert_eq!((now.label.as_str(), now.value, now.n), ("2026-02-28", 0.04, Some(100)));
    let (low, high) = now.interval95.unwrap();
    near(low, 0.015_66);
    near(high, 0.098_37);
    assert_eq!(churn.met, Some(true), "low is good: 4 % is under 5 %");
    let history: Vec<f64> = churn.history.iter().map(|point| point.value).collect();
    assert_eq!(history, [0.12, 0.04]);
    change(&mut project, CHURN, |kpi| kpi.unit = Unit::Number);
    assert_eq!(stored(&project, CHURN).now.unwrap().interval95, None, "it is no share then");
}

#[test]
fn why_there_is_no_value_is_said() {
    let mut project = everything();
    assert_eq!(stored(&project, WAIT).now, Err(NoValue::NothingNoted));
    let noted = |name: &str, number: f64| Reading::from([(name.to_owned(), number)]);
    change(&mut project, CHURN, |kpi| {
        kpi.readings.insert(date(2026, 3, 31), noted("lost", 5.0));
    });
    let churn = stored(&project, CHURN);
    assert_eq!(churn.now, Err(NoValue::Missing(vec!["at_start".to_owned()])));
    assert_eq!((churn.history.len(), churn.met), (2, None), "the days before stand");
    change(&mut project, CHURN, |kpi| {
        kpi.readings.get_mut(&date(2026, 3, 31)).unwrap().insert("at_start".to_owned(), 0.0);
    });
    assert_eq!(stored(&project, CHURN).now, Err(NoValue::NotFinite));
    change(&mut project, CHURN, |kpi| kpi.measure = Measure::Formula("lost /".to_owned()));
    assert!(matches!(stored(&project, CHURN).now, Err(NoValue::Formula(_))));
    change(&mut project, WAIT, |kpi| kpi.measure = Measure::Formula("60 * 4".to_owned()));
    assert_eq!(stored(&project, WAIT).now.unwrap().value, 240.0);
}

#[test]
fn answers_give_the_figure_of_their_question_where_it_is_about() {
    let mut project = everything();
    let likely = stored(&project, LIKELY);
    assert_eq!((likely.kind, likely.met), (Some(Kind::Nps), Some(false)));
    near(likely.now.unwrap().value, 100.0 * (12.0 - 31.0) / 48.0);
    assert_eq!(likely.history.len(), 1, "all answers are of one month");
    change(&mut project, LIKELY, |kpi| kpi.about.stage = Some(stage(0)));
    let search = stored(&project, LIKELY).now.unwrap();
    assert_eq!(search.n, Some(21));
    near(search.value, 100.0 * (11.0 - 5.0) / 21.0);
    change(&mut project, LIKELY, |kpi| kpi.about.persona = Some(BEN));
    assert_eq!(stored(&project, LIKELY).now, Err(NoValue::NoAnswers), "no label means Ben");
    project.hide_below = HideBelow(100);
    change(&mut project, LIKELY, |kpi| kpi.about = About::default());
    let hidden = stored(&project, LIKELY);
    assert_eq!((hidden.now, hidden.history), (Err(NoValue::TooFew(48)), vec![]));
}

#[test]
fn a_value_that_tells_that_of_a_small_group_is_withheld() {
    let mut project = everything();
    project.hide_below = HideBelow(20);
    let mut about = |number| {
        change(&mut project, LIKELY, |kpi| kpi.about.stage = Some(stage(number)));
        stored(&project, LIKELY).now
    };
    assert_eq!(about(1), Err(NoValue::TooFew(18)), "Buy has few answers");
    assert_eq!(about(0), Err(NoValue::Withheld(21)), "Search and the whole would tell Buy");
}

#[test]
fn what_is_gone_is_said_and_what_was_noted_by_hand_stays() {
    let mut project = everything();
    let gone = About { stage: Some(stage(77)), ..About::default() };
    change(&mut project, LIKELY, |kpi| kpi.about = gone);
    change(&mut project, CHURN, |kpi| (kpi.about, kpi.target) = (gone, Some(0.01)));
    assert_eq!(stored(&project, LIKELY).now, Err(NoValue::PlaceGone));
    assert_eq!(stored(&project, CHURN).now.unwrap().value, 0.04);
    assert_eq!(misses(&project), [], "there is no place to miss it at");
    project.surveys.remove_mut(&SURVEY);
    change(&mut project, LIKELY, |kpi| kpi.about = About::default());
    assert_eq!(stored(&project, LIKELY).now, Err(NoValue::QuestionGone));
}

#[test]
fn a_question_misses_its_target_stage_by_stage() {
    let mut project = everything();
    let found = misses(&project);
    let places: Vec<_> = found.iter().map(|miss| (miss.kpi, miss.stage, miss.is_sure)).collect();
    // Search: 28.6 with an interval up to 57.7. Buy: -88.9, up to -51.0.
    assert_eq!(places, [(LIKELY, stage(0), false), (LIKELY, stage(1), true)]);
    near(found[0].point.interval95.unwrap().1 / 100.0, 0.576_66);
    near(found[1].point.interval95.unwrap().1 / 100.0, -0.509_57);
    assert_eq!((found[1].target, found[1].point.n), (30.0, Some(18)));
    project.hide_below = HideBelow(20);
    assert_eq!(misses(&project), [], "Buy is hidden, and Search would tell it by subtraction");
    change(&mut project, LIKELY, |kpi| kpi.target = Some(-100.0));
    project.hide_below = HideBelow(5);
    assert_eq!(misses(&project), [], "all are better than that");
    change(&mut project, LIKELY, |kpi| kpi.good = Direction::LowGood);
    assert_eq!(misses(&project).len(), 2, "or worse, where low is good");
}

#[test]
fn a_touchpoint_that_answers_name_misses_it_too() {
    let mut project = everything();
    let survey = project.surveys.get_mut(&SURVEY).unwrap();
    let tally = survey.tally.make_mut();
    for row in &mut tally.rows {
        if row.labels.stage.as_deref() == Some("Gone") {
            (row.labels.stage, row.labels.touchpoint) = (None, Some("compare".to_owned()));
        }
    }
    tally.normalise();
    let found = misses(&project);
    let at_card: Vec<_> = found.iter().filter(|miss| miss.card == Some(card(0))).collect();
    assert_eq!((at_card.len(), at_card[0].stage, at_card[0].point.value), (1, stage(0), -100.0));
}

#[test]
fn a_figure_about_a_stage_misses_it_there_surely_or_perhaps() {
    let mut project = everything();
    change(&mut project, LIKELY, |kpi| kpi.target = None);
    let about = About { stage: Some(stage(1)), persona: Some(ANNA), card: None };
    let mut lost = |lost: f64, at_start: f64| {
        change(&mut project, CHURN, |kpi| {
            kpi.about = about;
            let numbers = [("lost".to_owned(), lost), ("at_start".to_owned(), at_start)];
            kpi.readings = [(date(2026, 4, 30), numbers.into())].into();
        });
        misses(&project)
    };
    // Wilson: 12 of 100 is at least 7.0 %, 4 of 50 at least 3.2 %.
    let sure = lost(12.0, 100.0);
    assert_eq!((sure.len(), sure[0].stage, sure[0].persona), (1, stage(1), Some(ANNA)));
    assert!(sure[0].is_sure);
    let perhaps = lost(4.0, 50.0);
    assert!(perhaps.len() == 1 && !perhaps[0].is_sure);
    assert_eq!(lost(2.0, 50.0), []);
    let wait = Reading::from([("value".to_owned(), 12.0)]);
    change(&mut project, WAIT, |kpi| {
        (kpi.target, kpi.readings) = (Some(5.0), [(date(2026, 4, 30), wait)].into());
    });
    let found = misses(&project);
    assert_eq!((found[0].kpi, found[0].is_sure), (WAIT, false), "a plain number has no interval");
    change(&mut project, WAIT, |kpi| {
        kpi.about = About { card: Some(card(2)), ..About::default() };
    });
    assert_eq!((misses(&project)[0].stage, misses(&project)[0].card), (stage(1), Some(card(2))));
}

/// How many reached each stage: counted per month and persona, or answered yes by each.
fn funnel(kind: Kind) -> (Project, Kpi) {
    let mut project = everything();
    let row = |stage: &str, persona: &str, month: &str, count: u64| {
        let mut counts = Counts::default();
        if kind == Kind::Binary {
            counts.answers = [(1, count), (0, 7)].into();
        } else {
            let mut amount = AmountSum::default();
            amount.add(count as f64);
            counts.amount = Some(amount);
        }
        let labels = Labels {
            stage: Some(stage.to_owned()),
            persona: Some(persona.to_owned()),
            period: Some(month.to_owned()),
            ..Labels::default()
        };
        TallyRow { question: "reached".to_owned(), labels, wave: None, complete: true, counts }
    };
    let rows = vec![
        row("Search", "anna", "2026-03", 150),
        row("Search", "Ben", "2026-04", 50),
        row("BUY", "anna", "2026-03", 60),
        row("BUY", "Ben", "2026-04", 20),
        row("Use", "anna", "2026-03", 12),
        row("Use", "Ben", "2026-04", 8),
    ];
    let question = Question::new("reached", kind, Scale::new(0, 1), Direction::HighGood);
    let mut tally = Tally { questions: vec![question], rows, funnels: Vec::new() };
    tally.normalise();
    let record = project.surveys.get_mut(&SURVEY).unwrap();
    record.tally = tally.into();
    let mut links = Links::clone(&record.links);
    links.stages.insert("Use".to_owned(), stage(2));
    record.links = links;
    let measure = Measure::Conversion { survey: SURVEY, question: "reached".to_owned() };
    (project, Kpi::new("Conversion", measure, Direction::HighGood, Order::after(None)))
}

#[test]
fn conversion_is_told_from_stage_to_stage_and_over_all() {
    for kind in [Kind::Count, Kind::Binary] {
        let (project, mut kpi) = funnel(kind);
        let whole = figure(&project, &kpi);
        let now = whole.now.unwrap();
        assert_eq!((now.value, now.n), (0.1, Some(200)), "20 of 200");
        let (low, high) = now.interval95.unwrap();
        near(low, 0.065_66);
        near(high, 0.149_42);
        let history: Vec<_> =
            whole.history.iter().map(|point| (point.label.as_str(), point.value)).collect();
        assert_eq!(history, [("2026-03", 0.08), ("2026-04", 0.16)]);
        let mut at = |number| {
            kpi.about.stage = Some(stage(number));
            figure(&project, &kpi).now.map(|now| (now.value, now.n))
        };
        assert_eq!(at(0), Ok((0.4, Some(200))), "80 of 200 went on from Search");
        assert_eq!(at(1), Ok((0.25, Some(80))), "20 of 80 went on from Buy");
        assert_eq!(at(2), Err(NoValue::NoAnswers), "nothing follows Use");
        assert_eq!(at(77), Err(NoValue::PlaceGone));
        kpi.about = About { persona: Some(ANNA), ..About::default() };
        assert_eq!(figure(&project, &kpi).now.unwrap().value, 0.08, "12 of 150");
    }
}

#[test]
fn a_month_without_a_stage_skips_to_no_other_stage() {
    let (mut project, mut kpi) = funnel(Kind::Count);
    let tally = project.surveys.get_mut(&SURVEY).unwrap().tally.make_mut();
    let is_april = |row: &TallyRow| row.labels.period.as_deref() == Some("2026-04");
    tally.rows.retain(|row| !is_april(row) || row.labels.stage.as_deref() != Some("BUY"));
    kpi.about.stage = Some(stage(0));
    let months = |kpi: &Kpi| -> Vec<String> {
        figure(&project, kpi).history.into_iter().map(|point| point.label).collect()
    };
    assert_eq!(months(&kpi), ["2026-03"], "nothing is known of Buy in April");
    kpi.about.stage = None;
    assert_eq!(months(&kpi), ["2026-03", "2026-04"], "Search and Use are");
}

#[test]
fn too_few_for_a_rate_are_said() {
    let (mut project, kpi) = funnel(Kind::Binary);
    project.hide_below = HideBelow(100);
    let now = figure(&project, &kpi).now;
    assert_eq!(now, Err(NoValue::TooFew(34)), "20 and 14 of Use are under 100");
}

#[test]
fn counts_of_one_row_a_stage_are_no_few_answers() {
    let (project, kpi) = funnel(Kind::Count);
    assert_eq!(project.hide_below, HideBelow(7));
    assert!(figure(&project, &kpi).now.is_ok(), "two rows a stage count 200 people");
    let answers = AnswerFilter::default();
    let answers = Answers::new(&project, MAP, &answers).unwrap();
    let reached = answers.conversion(SURVEY, "reached", Scope::default());
    let counts: Vec<u64> = reached.iter().map(|step| step.count).collect();
    assert_eq!(counts, [200, 80, 20]);
    near(reached[2].from_previous.unwrap().interval95.0, 16.806_23);
}

#[test]
fn amounts_that_were_observed_have_a_mean_and_a_median() {
    let (mut project, mut kpi) = funnel(Kind::Amount);
    kpi.measure = Measure::Answers { survey: SURVEY, question: "reached".to_owned() };
    project.hide_below = HideBelow(5);
    let figure = figure(&project, &kpi);
    assert!(figure.median.is_some_and(|median| (49.5..=50.5).contains(&median)), "{figure:?}");
    near(figure.now.unwrap().value, 50.0);
}

#[test]
fn a_key_figure_of_the_whole_project_is_the_same_on_every_map() {
    let project = everything();
    let of_all = stored(&project, LIKELY);
    assert_eq!(of_all.now.as_ref().unwrap().n, Some(48));
    let filter = AnswerFilter::default();
    let elsewhere = Answers::new(&project, FUTURE, &filter).unwrap();
    let likely = project.kpis.get(&LIKELY).unwrap();
    assert_eq!(elsewhere.kpi(likely), of_all);
    let mut about_a_stage = likely.clone();
    about_a_stage.about.stage = Some(stage(0));
    assert_eq!(elsewhere.kpi(&about_a_stage), figure(&project, &about_a_stage));
    assert_eq!(elsewhere.kpi(&about_a_stage).now.unwrap().n, Some(21));
}

#[test]
fn a_key_figure_of_the_whole_project_tells_no_few_answers_about_another_map() {
    let mut project = everything();
    project.hide_below = HideBelow(5);
    let elsewhere = StageId::from_number(99);
    let future = project.maps.get_mut(&FUTURE).unwrap();
    future.stages.insert_mut(elsewhere, Stage::new("Elsewhere", Order::after(None)));
    let record = project.surveys.get_mut(&SURVEY).unwrap();
    record.links.stages.insert("Elsewhere".to_owned(), elsewhere);
    let tally = record.tally.make_mut();
    let mut row = tally.rows[0].clone();
    row.labels.stage = Some("Elsewhere".to_owned());
    row.counts = Counts { answers: [(9, 3)].into(), ..Counts::default() };
    tally.rows.push(row);
    tally.normalise();
    let of_all = stored(&project, LIKELY);
    assert_eq!(of_all.now, Err(NoValue::Withheld(51)), "51 less this map's 48 are three");
    let tally = project.surveys.get_mut(&SURVEY).unwrap().tally.make_mut();
    let few = |row: &&mut TallyRow| row.labels.stage.as_deref() == Some("Elsewhere");
    tally.rows.iter_mut().find(few).unwrap().counts.answers = [(9, 5)].into();
    assert_eq!(stored(&project, LIKELY).now.unwrap().n, Some(53));
}

#[test]
fn a_stage_of_which_a_filter_lets_nothing_through_converts_nobody() {
    let (project, mut kpi) = funnel(Kind::Count);
    kpi.about.stage = Some(stage(0));
    let mut filter = AnswerFilter::default();
    filter.labels.from = Some("2026-03".to_owned());
    filter.labels.to = Some("2026-03".to_owned());
    let on = |project: &Project| {
        Answers::new(project, MAP, &filter).unwrap().kpi(&kpi).now.map(|point| point.value)
    };
    near(on(&project).unwrap(), 60.0 / 150.0);
    let mut without = project;
    let tally = without.surveys.get_mut(&SURVEY).unwrap().tally.make_mut();
    let is_march = |row: &TallyRow| row.labels.period.as_deref() == Some("2026-03");
    tally.rows.retain(|row| !is_march(row) || row.labels.stage.as_deref() != Some("BUY"));
    near(on(&without).unwrap(), 12.0 / 150.0);
}
