//! What holds of every survey, whatever is answered and however it is imported.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use proptest::prelude::*;
use survey::amount::AmountSum;
use survey::metric::{Metric, Options, evaluate};
use survey::{
    Bytes, ColumnOverride, Counts, Dimension, Direction, Filter, Granularity, Keep, Kind, Plan,
    Question, Scale, Tally, Weights, compare,
};

use crate::common::{count, look};
use crate::slices::Slices;

const HEADER: &str = "id,date,stage,persona,channel,nps,easy,spent,weight,finished,comment\n";

/// What is always the same of a plan, so that it does not depend on a few random rows.
const ROLES: [&str; 11] = [
    "0=id",
    "1=date",
    "2=stage",
    "3=persona",
    "4=channel",
    "5=nps:0-10",
    "6=ces:1-7",
    "7=amount",
    "8=weight",
    "9=completion",
    "10=comment",
];

/// A row of the survey: its cells in the order of [`HEADER`].
type Row = Vec<String>;

fn score(high: u32) -> impl Strategy<Value = String> {
    prop_oneof![
        8 => (0..=high).prop_map(|value| value.to_string()),
        1 => Just(String::new()),
        1 => prop_oneof![Just("N/A"), Just("-99"), Just("12"), Just("fine")].prop_map(str::to_owned),
    ]
}

fn row() -> impl Strategy<Value = Row> {
    let labels = ("p[0-9]|", "2024-0[1-3]-1[0-9]|", "[ABab]? ?", "[XY]?", "web|Web|WEB|shop|");
    let amount = prop_oneof![
        6 => (-100_000..1_000_000_i32).prop_map(|cents| (f64::from(cents) / 100.0).to_string()),
        1 => Just(String::new()),
        1 => prop_oneof![Just("1e300"), Just("many"), Just("0.1")].prop_map(str::to_owned),
    ];
    let weight = prop_oneof![6 => "[0-4]\\.[0-9]{1,3}", 1 => Just(String::new())];
    let comment = prop_oneof![
        Just(String::new()),
        Just("\"two\nlines, \"\"quoted\"\"\"".to_owned()),
        Just("5\" screen".to_owned()),
    ];
    (labels, score(11), score(8), amount, weight, "[01]", comment).prop_map(
        |((id, date, stage, persona, channel), nps, easy, spent, weight, finished, comment)| {
            vec![id, date, stage, persona, channel, nps, easy, spent, weight, finished, comment]
        },
    )
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    proptest::collection::vec(row(), 1..30)
}

fn table(rows: &[Row]) -> Vec<u8> {
    let mut file = HEADER.to_owned();
    for row in rows {
        writeln!(file, "{}", row.join(",")).unwrap();
    }
    file.into_bytes()
}

/// A plan of random choices, over columns whose roles are fixed.
fn plan() -> impl Strategy<Value = Plan> {
    let period =
        prop_oneof![Just(Granularity::None), Just(Granularity::Month), Just(Granularity::Day)];
    let without = proptest::collection::btree_set(2..11_usize, 0..5);
    (period, any::<bool>(), any::<bool>(), without).prop_map(|(period, complete, wave, without)| {
        let mut plan = look(HEADER.as_bytes()).plan;
        for (index, said) in ROLES.iter().enumerate() {
            let other = format!("{index}=other");
            let said = if without.contains(&index) { other.as_str() } else { said };
            said.parse::<ColumnOverride>().unwrap().apply(&mut plan).unwrap();
        }
        plan.options.period = period;
        plan.options.complete_only = complete;
        plan.options.wave = wave.then(|| "spring".to_owned());
        plan
    })
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

/// Whether two counts are the same but for the rounding of sums.
fn alike(a: &Counts, b: &Counts) -> bool {
    let without_sums =
        |counts: &Counts| Counts { weights: BTreeMap::new(), amount: None, ..counts.clone() };
    let amounts = match (&a.amount, &b.amount) {
        (Some(a), Some(b)) => {
            let none = AmountSum { sum: b.sum, sum_of_squares: b.sum_of_squares, ..a.clone() };
            none == *b
                && near(a.sum.value(), b.sum.value())
                && near(a.sum_of_squares.value(), b.sum_of_squares.value())
        }
        (a, b) => a == b,
    };
    amounts
        && without_sums(a) == without_sums(b)
        && a.weights.keys().eq(b.weights.keys())
        && a.weights
            .values()
            .zip(b.weights.values())
            .all(|(a, b)| near(a.sum, b.sum) && near(a.sum_of_squares, b.sum_of_squares))
}

fn assert_alike(a: &Tally, b: &Tally) -> Result<(), TestCaseError> {
    prop_assert_eq!(&a.questions, &b.questions);
    prop_assert_eq!(a.rows.len(), b.rows.len());
    for (a, b) in a.rows.iter().zip(&b.rows) {
        let key = (&a.question, &a.labels, &a.wave, a.complete);
        prop_assert_eq!(key, (&b.question, &b.labels, &b.wave, b.complete));
        prop_assert!(alike(&a.counts, &b.counts), "{:?} is not {:?}", a.counts, b.counts);
    }
    Ok(())
}

/// All groups added up.
fn sum(groups: impl IntoIterator<Item = Counts>) -> Counts {
    let mut sum = Counts::default();
    for group in groups {
        sum.merge(&group);
    }
    sum
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn tallies_of_two_files_are_the_tally_of_both(plan in plan(), a in rows(), b in rows()) {
        let whole = count(&table(&[a.clone(), b.clone()].concat()), &plan).tally;
        let (a, b) = (count(&table(&a), &plan).tally, count(&table(&b), &plan).tally);
        for (first, second) in [(&a, &b), (&b, &a)] {
            let mut merged = first.clone();
            merged.merge(second);
            assert_alike(&merged, &whole)?;
        }
    }

    #[test]
    fn the_order_of_rows_makes_no_difference(plan in plan(), rows in rows(), turn in 0..30_usize) {
        let mut turned = rows.clone();
        turned.reverse();
        turned.rotate_left(turn % rows.len());
        let (straight, turned) = (count(&table(&rows), &plan), count(&table(&turned), &plan));
        prop_assert_eq!(straight.tally, turned.tally);
        prop_assert_eq!(straight.counts, turned.counts);
    }

    #[test]
    fn threads_make_no_difference(plan in plan(), rows in rows(), slice_bytes in 1..400_usize) {
        let file = table(&rows);
        let slices = Slices::new(Bytes::from(&*file), slice_bytes);
        let threaded = survey::import::run(&slices, &plan, &|_| true).unwrap();
        prop_assert_eq!(threaded, count(&file, &plan));
    }

    #[test]
    fn every_row_and_every_cell_is_somewhere(plan in plan(), rows in rows()) {
        let imported = count(&table(&rows), &plan);
        let counts = imported.counts;
        let left_out = if plan.options.complete_only { counts.incomplete } else { 0 };
        prop_assert_eq!(counts.rows + counts.empty, rows.len() as u64);
        prop_assert_eq!(counts.rows, counts.used + left_out);
        for question in &imported.tally.questions {
            let whole = imported.tally.select(&question.name, &Filter::default());
            prop_assert_eq!(whole.asked(), counts.used);
        }
    }

    #[test]
    fn the_parts_of_a_filter_are_the_whole(plan in plan(), rows in rows()) {
        let tally = count(&table(&rows), &plan).tally;
        for question in &tally.questions {
            let name = &question.name;
            let whole = tally.select(name, &Filter::default());
            for dimension in Dimension::ALL {
                let labels = tally.labels(dimension).into_iter().chain([String::new()]);
                let parts = sum(labels.map(|label| {
                    tally.select(name, &Filter::default().with(dimension, [label]))
                }));
                prop_assert!(alike(&parts, &whole), "{parts:?} is not {whole:?}");
                let groups = tally.select_by(name, &Filter::default(), dimension);
                prop_assert!(alike(&sum(groups.into_values()), &whole));
            }
            let february = "2024-02".to_owned();
            let to = Filter { to: Some("2024-01".to_owned()), ..Filter::default() };
            let from = Filter { from: Some(february), ..Filter::default() };
            let undated = Filter::default().with(Dimension::Period, [""]);
            let parts = sum([to, from, undated].iter().map(|filter| tally.select(name, filter)));
            prop_assert!(alike(&parts, &whole));
        }
    }

    #[test]
    fn people_counted_once_are_counted_once_however_often_they_come(
        mut plan in plan(), rows in rows(), latest: bool,
    ) {
        plan.options.keep = if latest { Keep::Latest } else { Keep::First };
        plan.options.unique_by = vec![0];
        let people: Vec<Row> = rows.into_iter().filter(|row| !row[0].is_empty()).collect();
        let once = count(&table(&people), &plan);
        let twice = count(&table(&[people.clone(), people].concat()), &plan);
        prop_assert_eq!(&once.tally, &twice.tally);
        prop_assert_eq!(once.counts.used, twice.counts.used);
        prop_assert!(once.counts.used <= 10, "there are ten people at most");
    }
}

/// Any counts of a question: answers with or without weights, or amounts.
fn any_counts(scale: Scale) -> impl Strategy<Value = Counts> {
    let answer = (0..2_000_000_u64, 0.0..1e6_f64);
    (proptest::collection::btree_map(scale.low..=scale.high, answer, 0..12), any::<bool>())
        .prop_map(|(answers, weighted)| {
            // Of so many answers with this mean weight the squares are greater, never smaller.
            let weights = |(value, (n, mean)): (&i32, &(u64, f64))| {
                let n = *n as f64;
                (*value, Weights { sum: mean * n, sum_of_squares: mean * mean * n * 1.5 })
            };
            Counts {
                weights: answers.iter().filter(|_| weighted).map(weights).collect(),
                answers: answers.iter().map(|(value, (n, _))| (*value, *n)).collect(),
                ..Counts::default()
            }
        })
}

fn any_amounts() -> impl Strategy<Value = Counts> {
    let amount = prop_oneof![-1e9..1e9_f64, -1e100..1e100_f64, Just(0.0), Just(1e-300)];
    proptest::collection::vec(amount, 0..12).prop_map(|values| {
        let mut amount = AmountSum::default();
        for value in values {
            assert!(amount.add(value), "{value}");
        }
        Counts { amount: Some(amount), ..Counts::default() }
    })
}

/// Whether a value lies in its range, and in its interval, which lies in the range too.
fn lies(value: Option<f64>, interval: Option<(f64, f64)>, range: (f64, f64)) -> bool {
    let Some(value) = value else { return interval.is_none() };
    let slack = 1e-9 * value.abs().max(1.0);
    let within = |(low, high): (f64, f64)| low - slack <= value && value <= high + slack;
    within(range)
        && interval.is_none_or(|(low, high)| {
            range.0 <= low && low <= high && high <= range.1 && within((low, high))
        })
}

fn headline(kind: Kind, scale: Scale) -> (f64, f64) {
    match kind {
        Kind::Nps => (-100.0, 100.0),
        Kind::Csat | Kind::Binary => (0.0, 100.0),
        _ => (f64::from(scale.low), f64::from(scale.high)),
    }
}

fn holds(metric: &Metric, range: (f64, f64), scale: Scale) -> bool {
    lies(metric.value, metric.interval95, range)
        && lies(metric.share, metric.share_interval95, (0.0, 100.0))
        && lies(metric.mean, metric.mean_interval95, headline(Kind::Rating, scale))
        && (0.0..=metric.n as f64 * (1.0 + 1e-9)).contains(&metric.effective_n)
}

proptest! {
    #[test]
    fn metrics_never_leave_their_ranges(
        (low, high) in (-5..=1_i32, 2..=10_i32),
        seed in any_counts(Scale::new(-5, 10)),
        other in any_counts(Scale::new(-5, 10)),
        low_good: bool,
    ) {
        let direction = if low_good { Direction::LowGood } else { Direction::HighGood };
        for kind in [Kind::Nps, Kind::Csat, Kind::Ces, Kind::Rating, Kind::Binary] {
            let scale = if kind == Kind::Nps { Scale::new(0, 10) } else { Scale::new(low, high) };
            let on_scale = |counts: &Counts| {
                let mut counts = counts.clone();
                counts.answers.retain(|value, _| scale.contains(*value));
                counts.weights.retain(|value, _| scale.contains(*value));
                counts
            };
            let question = Question::new("q", kind, scale, direction);
            let (counts, other) = (on_scale(&seed), on_scale(&other));
            let metric = evaluate(&question, &counts, Options::hiding_nothing());
            prop_assert!(holds(&metric, headline(kind, scale), scale), "{metric:?}");
            if let Some(found) = compare(&question, &counts, &other, Options::hiding_nothing()) {
                prop_assert!((0.0..=1.0).contains(&found.p), "{found:?}");
                prop_assert!(found.statistic.is_finite() && found.difference.is_finite());
            }
        }
    }

    #[test]
    fn means_of_amounts_are_finite_and_between_the_extremes(counts in any_amounts()) {
        let question = Question::new("q", Kind::Amount, Scale::new(0, 0), Direction::HighGood);
        let metric = evaluate(&question, &counts, Options::hiding_nothing());
        let amount = counts.amount.unwrap();
        let extremes = (amount.min, amount.max);
        prop_assert_eq!(metric.value.is_some(), amount.count > 0);
        prop_assert!(lies(metric.value, None, extremes) && lies(metric.median, None, extremes));
        if let Some((low, high)) = metric.interval95 {
            let value = metric.value.unwrap();
            prop_assert!(low.is_finite() && high.is_finite() && low <= value && value <= high);
        }
    }
}
