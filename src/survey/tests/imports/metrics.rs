//! Metrics against published or independently computed answers.

use std::collections::BTreeMap;

use proptest::prelude::*;
use survey::compare::{EmotionMapping, compare, measured_emotion};
use survey::metric::{Options, evaluate, wilson};
use survey::tally::{Counts, Direction, Kind, Question, Scale, Weights};

fn counts(answers: &[(i32, u64)]) -> Counts {
    Counts { answers: answers.iter().copied().collect(), ..Counts::default() }
}

fn nps() -> Question {
    Question::new("recommend", Kind::Nps, Scale::new(0, 10), Direction::HighGood)
}

fn csat() -> Question {
    Question::new("satisfied", Kind::Csat, Scale::new(1, 5), Direction::HighGood)
}

#[track_caller]
fn close(actual: Option<f64>, expected: f64, tolerance: f64) {
    let actual = actual.unwrap();
    assert!((actual - expected).abs() <= tolerance, "{actual} is not {expected}");
}

#[track_caller]
fn close_interval(actual: Option<(f64, f64)>, expected: (f64, f64), tolerance: f64) {
    close(actual.map(|interval| interval.0), expected.0, tolerance);
    close(actual.map(|interval| interval.1), expected.1, tolerance);
}

#[test]
fn net_promoter_score_of_39_conference_guests() {
    let answers =
        [(0, 4), (1, 1), (2, 4), (3, 8), (4, 2), (5, 2), (6, 1), (7, 4), (8, 5), (9, 4), (10, 4)];
    let metric = evaluate(&nps(), &counts(&answers), Options::default());
    assert_eq!(metric.n, 39);
    close(metric.value, -35.897_436, 1e-6);
    close_interval(metric.interval95, (-57.5066, -9.16), 1e-3);
    close(metric.mean, 5.153_846, 1e-6);
}

#[test]
fn ten_promoters_of_ten_do_not_leave_the_range() {
    let metric = evaluate(&nps(), &counts(&[(10, 10)]), Options::default());
    close(metric.value, 100.0, 0.0);
    close_interval(metric.interval95, (47.5, 100.0), 0.1);
}

#[test]
fn satisfaction_of_19_maintainers() {
    let metric = evaluate(&csat(), &counts(&[(3, 4), (4, 9), (5, 6)]), Options::default());
    close(metric.value, 78.947_368, 1e-6);
    close_interval(metric.interval95, (56.666, 91.492), 1e-3);
    close(metric.mean, 78.0 / 19.0, 1e-12);
    assert_eq!(metric.distribution, [(1, 0), (2, 0), (3, 4), (4, 9), (5, 6)]);
}

#[test]
fn effort_counts_from_its_good_end() {
    let effort = Question::new("difficult", Kind::Ces, Scale::new(1, 5), Direction::LowGood);
    let metric = evaluate(&effort, &counts(&[(1, 6), (5, 2)]), Options::default());
    close(metric.value, 2.0, 1e-12);
    close(metric.share, 75.0, 1e-12);
    let seven = Question::new("easy", Kind::Ces, Scale::new(1, 7), Direction::HighGood);
    close(evaluate(&seven, &counts(&[(4, 5), (5, 5)]), Options::default()).share, 50.0, 1e-12);
}

#[test]
fn shares_have_wilson_intervals() {
    for ((k, n), expected) in [
        ((81.0, 263.0), (0.2553, 0.3662)),
        ((15.0, 148.0), (0.0624, 0.1605)),
        ((0.0, 20.0), (0.0, 0.1611)),
        ((1.0, 29.0), (0.0061, 0.1718)),
    ] {
        close_interval(Some(wilson(k / n, n)), expected, 5e-5);
    }
}

#[test]
fn under_five_answers_nothing_but_their_number_is_told() {
    let metric = evaluate(&nps(), &counts(&[(9, 4)]), Options::default());
    assert!(metric.hidden);
    assert_eq!(metric.n, 4);
    assert_eq!((metric.value, metric.mean, metric.share), (None, None, None));
    assert!(metric.distribution.is_empty());
    assert_eq!(Options::hiding_below(1).hide_below, 3, "the limit cannot be lowered under three");
    assert!(!evaluate(&nps(), &counts(&[(9, 1)]), Options::hiding_nothing()).hidden);
}

#[test]
fn weights_change_the_score_and_the_effective_number() {
    let mut weighted = counts(&[(10, 10), (0, 10)]);
    weighted.weights = BTreeMap::from([
        (10, Weights { sum: 30.0, sum_of_squares: 90.0 }),
        (0, Weights { sum: 10.0, sum_of_squares: 10.0 }),
    ]);
    let metric = evaluate(&nps(), &weighted, Options::default());
    assert_eq!(metric.n, 20);
    close(metric.value, 50.0, 1e-12);
    close(Some(metric.effective_n), 16.0, 1e-12);
}

#[test]
fn a_weighted_mean_does_not_leave_the_scale_by_its_rounding() {
    let mut weighted = counts(&[(3, 2)]);
    weighted.weights = BTreeMap::from([(3, Weights { sum: 0.1, sum_of_squares: 0.005 })]);
    let rating = Question::new("rating", Kind::Rating, Scale::new(1, 3), Direction::HighGood);
    let metric = evaluate(&rating, &weighted, Options::hiding_nothing());
    assert_eq!((metric.value, metric.interval95), (Some(3.0), Some((3.0, 3.0))));
}

#[test]
fn the_score_of_one_answer_lies_in_its_interval() {
    let metric = evaluate(&nps(), &counts(&[(0, 1)]), Options::hiding_nothing());
    close(metric.value, -100.0, 0.0);
    close(metric.interval95.map(|interval| interval.0), -100.0, 0.0);
}

/// Prep Air: 184 answers, 74 promoters, 35 detractors, of which another airline's 150 differ.
#[test]
fn two_groups_are_compared() {
    let first = counts(&[(10, 74), (8, 75), (3, 35)]);
    let same = compare(&nps(), &first, &first, Options::default()).unwrap();
    assert_eq!((same.difference, same.statistic, same.p), (0.0, 0.0, 1.0));
    let better = counts(&[(10, 140), (8, 30), (3, 10)]);
    let comparison = compare(&nps(), &better, &first, Options::default()).unwrap();
    assert!(comparison.statistic > 5.0 && comparison.p < 1e-6, "{comparison:?}");
    let satisfied = counts(&[(5, 60), (1, 40)]);
    let less = counts(&[(5, 45), (1, 55)]);
    let shares = compare(&csat(), &satisfied, &less, Options::default()).unwrap();
    // (0.60 - 0.45) / sqrt(0.525 x 0.475 x 2 / 100) = 2.12398
    assert!((shares.statistic - 2.123_98).abs() < 1e-5, "{shares:?}");
    assert!((shares.p - 0.033_67).abs() < 1e-4, "{shares:?}");
}

#[test]
fn emotions_follow_the_direction_of_the_scale() {
    let fine = counts(&[(5, 10)]);
    let up = measured_emotion(EmotionMapping::MeanLinear, &csat(), &fine, Options::default());
    assert_eq!(up.unwrap().value, 2.0);
    let effort = Question::new("effort", Kind::Ces, Scale::new(1, 5), Direction::LowGood);
    let down = measured_emotion(EmotionMapping::MeanLinear, &effort, &fine, Options::default());
    assert_eq!(down.unwrap().value, -2.0);
    let half = counts(&[(10, 5), (7, 5)]);
    let from_nps = measured_emotion(EmotionMapping::NpsOver50, &nps(), &half, Options::default());
    assert_eq!(from_nps.unwrap().value, 1.0);
}

fn any_counts(low: i32, high: i32) -> impl Strategy<Value = Counts> {
    proptest::collection::btree_map(low..=high, 0..1_000_000_u64, 0..12)
        .prop_map(|answers| Counts { answers, ..Counts::default() })
}

fn ordered_within(interval: Option<(f64, f64)>, value: f64, low: f64, high: f64) -> bool {
    interval.is_none_or(|(a, b)| {
        low <= a && a <= b && b <= high && a <= value + 1e-9 && value <= b + 1e-9
    })
}

proptest! {
    #[test]
    fn scores_never_leave_their_range(counts in any_counts(0, 10)) {
        let metric = evaluate(&nps(), &counts, Options::hiding_nothing());
        if let Some(value) = metric.value {
            prop_assert!((-100.0..=100.0).contains(&value));
            let (low, high) = metric.interval95.unwrap();
            prop_assert!(-100.0 <= low && low <= high && high <= 100.0);
        }
    }

    #[test]
    fn shares_and_means_stay_on_their_scales(counts in any_counts(1, 7), low_good: bool) {
        let direction = if low_good { Direction::LowGood } else { Direction::HighGood };
        for kind in [Kind::Csat, Kind::Ces, Kind::Rating] {
            let question = Question::new("q", kind, Scale::new(1, 7), direction);
            let metric = evaluate(&question, &counts, Options::hiding_nothing());
            if let (Some(mean), Some(share)) = (metric.mean, metric.share) {
                prop_assert!(ordered_within(metric.mean_interval95, mean, 1.0, 7.0));
                prop_assert!(ordered_within(metric.share_interval95, share, 0.0, 100.0));
            }
            let emotion = measured_emotion(
                EmotionMapping::MeanLinear, &question, &counts, Options::hiding_nothing());
            if let Some(emotion) = emotion {
                prop_assert!(ordered_within(emotion.interval95, emotion.value, -2.0, 2.0));
            }
        }
    }
}
