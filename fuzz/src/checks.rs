//! What must hold of a plan, of an import, and of a metric.

use std::collections::BTreeSet;

use survey::compare::{EmotionMapping, compare, measured_emotion};
use survey::import::{Imported, Plan};
use survey::metric::{Interval, Metric, Options, evaluate};
use survey::{Counts, Dimension, Filter, Kind, Question, Tally};

/// How far a figure may be from where it must be, for its size.
const TOLERANCE: f64 = 1e-9;

/// Every column is named once and stands at its place, and what is asked has a scale.
pub fn plan(plan: &Plan) {
    let mut names = BTreeSet::new();
    for (index, column) in plan.columns.iter().enumerate() {
        assert_eq!(column.index, index);
        assert!(names.insert(&column.name), "two columns are called {:?}", column.name);
        assert!((0.0..=1.0).contains(&column.confidence), "{column:?}");
        assert!(!column.reason.is_empty(), "{column:?}");
        assert!(column.also.iter().all(|other| *other < plan.columns.len()));
        if let Some(scale) = column.scale {
            assert!(scale.low < scale.high, "{column:?}");
            assert!(column.labels.values().all(|value| scale.contains(*value)), "{column:?}");
        }
    }
}

/// Every row is somewhere, every cell of a counted row is somewhere, and every figure is in range.
pub fn imported(plan: &Plan, imported: &Imported) {
    let rows = &imported.counts;
    let incomplete = if plan.options.complete_only { rows.incomplete } else { 0 };
    assert_eq!(rows.rows, rows.used + rows.duplicate + rows.preview + incomplete, "{rows:?}");
    assert!(imported.rejects.listed.len() as u64 <= imported.rejects.total);
    for question in &imported.tally.questions {
        let counts = imported.tally.select(&question.name, &Filter::default());
        assert_eq!(counts.asked(), rows.used, "{}: {counts:?}", question.name);
        metric(question, &counts);
        parts(&imported.tally, question, &counts);
    }
    doubled(&imported.tally);
}

/// The parts of a tally sum to the whole.
fn parts(tally: &Tally, question: &Question, whole: &Counts) {
    for dimension in Dimension::ALL {
        let groups = tally.select_by(&question.name, &Filter::default(), dimension);
        let sum = |of: fn(&Counts) -> u64| groups.values().map(of).sum::<u64>();
        assert_eq!(sum(Counts::n), whole.n());
        assert_eq!(sum(Counts::asked), whole.asked());
        assert_eq!(sum(Counts::off_scale_total), whole.off_scale_total());
    }
}

/// A tally put together with itself has everything twice.
fn doubled(tally: &Tally) {
    let mut twice = tally.clone();
    twice.merge(tally);
    assert_eq!(twice.rows.len(), tally.rows.len());
    assert_eq!(twice.questions, tally.questions);
    for (two, one) in twice.rows.iter().zip(&tally.rows) {
        assert_eq!(two.counts.asked(), 2 * one.counts.asked());
    }
}

/// The metric of any counts is finite and on its scale, and lies in its interval.
pub fn metric(question: &Question, counts: &Counts) {
    let metric = evaluate(question, counts, Options::hiding_nothing());
    assert_eq!(metric.n, counts.n());
    assert!(metric.effective_n.is_finite() && metric.effective_n >= 0.0, "{metric:?}");
    assert!(metric.effective_n <= metric.n as f64 * (1.0 + TOLERANCE), "{metric:?}");
    inside(metric.share, metric.share_interval95, (0.0, 100.0), &metric);
    let range = match question.kind {
        Kind::Nps => (-100.0, 100.0),
        Kind::Csat | Kind::Binary => (0.0, 100.0),
        Kind::Ces | Kind::Rating => scale_of(question),
        Kind::Amount | Kind::Count => (f64::MIN, f64::MAX),
    };
    inside(metric.value, metric.interval95, range, &metric);
    if question.kind.is_amount() {
        amounts(counts, &metric);
    } else {
        inside(metric.mean, metric.mean_interval95, scale_of(question), &metric);
    }
    for mapping in [EmotionMapping::NpsOver50, EmotionMapping::MeanLinear] {
        if let Some(point) = measured_emotion(mapping, question, counts, Options::hiding_nothing())
        {
            inside(Some(point.value), point.interval95, (-2.0, 2.0), &metric);
        }
    }
    if let Some(same) = compare(question, counts, counts, Options::hiding_nothing()) {
        assert_eq!(same.difference, 0.0, "{metric:?}");
        assert!((0.0..=1.0).contains(&same.p) && same.statistic.is_finite(), "{same:?}");
    }
}

fn scale_of(question: &Question) -> Interval {
    (f64::from(question.scale.low), f64::from(question.scale.high))
}

/// The mean and the median of amounts lie between the least and the greatest.
fn amounts(counts: &Counts, metric: &Metric) {
    let Some(amount) = counts.amount.as_ref().filter(|amount| amount.count > 0) else { return };
    let size = amount.min.abs().max(amount.max.abs());
    for value in [metric.mean, metric.median].into_iter().flatten() {
        assert!(value.is_finite(), "{metric:?}");
        assert!(value >= amount.min - TOLERANCE * size, "{metric:?} {amount:?}");
        assert!(value <= amount.max + TOLERANCE * size, "{metric:?} {amount:?}");
    }
    assert!(amount.sum.value().is_finite() && amount.sum_of_squares.value().is_finite());
}

/// A value that is there is in range, and so is its interval, which holds it.
fn inside(value: Option<f64>, interval: Option<Interval>, range: Interval, metric: &Metric) {
    let near = |x: f64| TOLERANCE * x.abs().max(1.0);
    if let Some(value) = value {
        assert!(range.0 - near(range.0) <= value && value <= range.1 + near(range.1), "{metric:?}");
    }
    if let (Some(value), Some((low, high))) = (value, interval) {
        assert!(range.0 <= low && low <= high && high <= range.1, "{metric:?}");
        assert!(low - near(low) <= value && value <= high + near(high), "{metric:?}");
    }
}
