//! Metrics of counted answers: NPS, CSAT, CES, means and shares, each with its 95 % interval.
//!
//! Nothing here is rounded; whoever shows a number rounds it once.

use serde::{Deserialize, Serialize};

use crate::stats::{Z_95, t_quantile_95};
use crate::tally::{Counts, Direction, Kind, Question, Weights};

/// A 95 % confidence interval, its low end first.
pub type Interval = (f64, f64);

/// Groups with fewer answers than this are hidden unless one asks for another limit.
pub const DEFAULT_HIDE_BELOW: u64 = 5;

/// The lowest limit that may be chosen where other people's answers are shown.
pub const LEAST_HIDE_BELOW: u64 = 3;

/// How metrics are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// Groups with fewer usable answers have no value.
    pub hide_below: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self { hide_below: DEFAULT_HIDE_BELOW }
    }
}

impl Options {
    /// Options with a chosen limit, raised to [`LEAST_HIDE_BELOW`].
    pub fn hiding_below(limit: u64) -> Self {
        Self { hide_below: limit.max(LEAST_HIDE_BELOW) }
    }

    /// Options that hide nothing, for the owner of a file who looks into that file.
    pub const fn hiding_nothing() -> Self {
        Self { hide_below: 1 }
    }
}

/// A question's answers, evaluated.
#[derive(Clone, Debug, PartialEq)]
pub struct Metric {
    /// What was measured.
    pub kind: Kind,
    /// How many usable answers there are. Never hidden.
    pub n: u64,
    /// The headline: NPS (-100 to 100), CSAT or share of yes (percent), the mean for CES, ratings
    /// and amounts. None when hidden or without answers.
    pub value: Option<f64>,
    /// The interval of `value`.
    pub interval95: Option<Interval>,
    /// The mean answer.
    pub mean: Option<f64>,
    /// The interval of the mean, by Student's t; none under two answers.
    pub mean_interval95: Option<Interval>,
    /// The median of amounts, within 1 %.
    pub median: Option<f64>,
    /// The share of answers in the top box, in percent; none for amounts.
    pub share: Option<f64>,
    /// The interval of the share, after Wilson, in percent.
    pub share_interval95: Option<Interval>,
    /// The answers over the whole scale, those never given included; empty when hidden.
    pub distribution: Vec<(i32, u64)>,
    /// Empty cells.
    pub blank: u64,
    /// Cells that said that the question does not apply.
    pub not_applicable: u64,
    /// Cells that were no answer on the scale.
    pub off_scale: u64,
    /// Whether there are too few answers to show a value.
    pub hidden: bool,
    /// How many equally weighted answers the weighted ones are worth (Kish); `n` without weights.
    pub effective_n: f64,
}

impl Metric {
    /// Takes away all that tells of the answers but their number.
    pub fn hide(&mut self) {
        self.hidden = self.n > 0;
        (self.value, self.interval95) = (None, None);
        (self.mean, self.mean_interval95, self.median) = (None, None, None);
        (self.share, self.share_interval95) = (None, None);
        self.distribution.clear();
    }
}

/// Works out the metric of a question from its counts.
///
/// Weighted answers enter with their weights; the intervals then use the effective number.
pub fn evaluate(question: &Question, counts: &Counts, options: Options) -> Metric {
    let n = counts.n();
    let hidden = n > 0 && n < options.hide_below;
    let mut metric = Metric {
        kind: question.kind,
        n,
        value: None,
        interval95: None,
        mean: None,
        mean_interval95: None,
        median: None,
        share: None,
        share_interval95: None,
        distribution: Vec::new(),
        blank: counts.blank,
        not_applicable: counts.not_applicable,
        off_scale: counts.off_scale_total(),
        hidden,
        effective_n: n as f64,
    };
    if hidden || n == 0 {
        return metric;
    }
    if question.kind.is_amount() {
        evaluate_amount(counts, &mut metric);
    } else {
        evaluate_scale(question, counts, &mut metric);
    }
    metric
}

fn evaluate_amount(counts: &Counts, metric: &mut Metric) {
    let Some(amount) = &counts.amount else { return };
    metric.mean = amount.mean();
    metric.median = amount.median();
    if let (Some(mean), Some(variance)) = (metric.mean, amount.variance()) {
        metric.mean_interval95 = Some(t_interval(mean, variance, amount.count as f64));
    }
    metric.value = metric.mean;
    metric.interval95 = metric.mean_interval95;
}

fn evaluate_scale(question: &Question, counts: &Counts, metric: &mut Metric) {
    let sums = Sums::of(question, counts);
    metric.effective_n = sums.effective_n;
    if sums.weight <= 0.0 {
        return;
    }
    // A mean of weighted answers may be off the end of the scale by its rounding.
    let scale = question.scale;
    let on_scale = |x: f64| x.max(f64::from(scale.low)).min(f64::from(scale.high));
    let mean = on_scale(sums.mean());
    metric.mean = Some(mean);
    if let Some(variance) = sums.variance() {
        let (low, high) = t_interval(mean, variance, sums.effective_n);
        metric.mean_interval95 = Some((on_scale(low), on_scale(high)));
    }
    let share = sums.top / sums.weight;
    metric.share = Some(100.0 * share);
    let (low, high) = wilson(share, sums.effective_n);
    metric.share_interval95 = Some((100.0 * low, 100.0 * high));
    metric.distribution = distribution(question, counts);
    (metric.value, metric.interval95) = match question.kind {
        Kind::Nps => {
            let groups = sums.nps_groups();
            (Some(groups.score()), Some(groups.interval95()))
        }
        Kind::Csat | Kind::Binary => (metric.share, metric.share_interval95),
        Kind::Ces | Kind::Rating | Kind::Amount | Kind::Count => {
            (metric.mean, metric.mean_interval95)
        }
    };
}

/// Scales longer than this are listed by the answers given only.
const LONGEST_LISTED_SCALE: u32 = 101;

fn distribution(question: &Question, counts: &Counts) -> Vec<(i32, u64)> {
    if question.scale.points() > LONGEST_LISTED_SCALE {
        return counts.answers.iter().map(|(value, count)| (*value, *count)).collect();
    }
    (question.scale.low..=question.scale.high)
        .map(|value| (value, counts.answers.get(&value).copied().unwrap_or(0)))
        .collect()
}

/// Whether an answer lies in the top box of its question.
pub fn is_top(question: &Question, value: i32) -> bool {
    let (value, box_size) = (i64::from(value), i64::from(question.top_box));
    match question.direction {
        Direction::HighGood => value > i64::from(question.scale.high) - box_size,
        Direction::LowGood => value < i64::from(question.scale.low) + box_size,
    }
}

/// Sums over the answers of a scale, weighted where there are weights.
pub(crate) struct Sums {
    /// The sum of weights; the number of answers without weights.
    pub(crate) weight: f64,
    /// Kish's effective number of answers.
    pub(crate) effective_n: f64,
    sum: f64,
    sum_of_squares: f64,
    /// The weight of the answers in the top box.
    pub(crate) top: f64,
    promoters: f64,
    detractors: f64,
}

impl Sums {
    /// Adds up the answers of `counts`.
    pub(crate) fn of(question: &Question, counts: &Counts) -> Self {
        let mut sums = Self {
            weight: 0.0,
            effective_n: 0.0,
            sum: 0.0,
            sum_of_squares: 0.0,
            top: 0.0,
            promoters: 0.0,
            detractors: 0.0,
        };
        let mut squared_weights = 0.0;
        for (value, count) in &counts.answers {
            let plain = *count as f64;
            let weights = if counts.weights.is_empty() {
                Weights { sum: plain, sum_of_squares: plain }
            } else {
                counts.weights.get(value).copied().unwrap_or_default()
            };
            let answer = f64::from(*value);
            sums.weight += weights.sum;
            squared_weights += weights.sum_of_squares;
            sums.sum += weights.sum * answer;
            sums.sum_of_squares += weights.sum * answer * answer;
            if is_top(question, *value) {
                sums.top += weights.sum;
            }
            if *value >= 9 {
                sums.promoters += weights.sum;
            } else if *value <= 6 {
                sums.detractors += weights.sum;
            }
        }
        if squared_weights > 0.0 {
            sums.effective_n = sums.weight * sums.weight / squared_weights;
        }
        sums
    }

    /// The mean answer; `weight` is above zero.
    pub(crate) fn mean(&self) -> f64 {
        self.sum / self.weight
    }

    /// The sample variance of the answers; none for fewer than two.
    pub(crate) fn variance(&self) -> Option<f64> {
        if self.effective_n < 2.0 {
            return None;
        }
        let mean = self.mean();
        let spread = (self.sum_of_squares / self.weight - mean * mean).max(0.0);
        Some(spread * self.effective_n / (self.effective_n - 1.0))
    }

    /// Promoters, detractors and all, scaled to the effective number of answers.
    pub(crate) fn nps_groups(&self) -> NpsGroups {
        NpsGroups {
            promoters: self.promoters / self.weight,
            detractors: self.detractors / self.weight,
            n: self.effective_n,
        }
    }
}

/// The shares from which a Net Promoter Score follows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NpsGroups {
    /// The share of answers 9 and 10.
    promoters: f64,
    /// The share of answers 0 to 6.
    detractors: f64,
    /// The (effective) number of answers.
    n: f64,
}

impl NpsGroups {
    /// 100 x (promoters - detractors).
    pub(crate) fn score(self) -> f64 {
        100.0 * (self.promoters - self.detractors)
    }

    /// The adjusted score and its variance, in points and squared points.
    ///
    /// Adjusted Wald after Rocks (2016): three answers are added, of which three quarters are
    /// promoters and three quarters detractors; variance `(p + d - (p - d)²) / n`.
    pub(crate) fn adjusted(self) -> (f64, f64) {
        let n = self.n + 3.0;
        let p = (self.promoters * self.n + 0.75) / n;
        let d = (self.detractors * self.n + 0.75) / n;
        (100.0 * (p - d), 10_000.0 * (p + d - (p - d) * (p - d)) / n)
    }

    /// The adjusted Wald interval, kept within -100 and 100. The added answers pull it off the
    /// score of a single answer; it is widened to hold the score that it stands beside.
    fn interval95(self) -> Interval {
        let (score, variance) = self.adjusted();
        let half = Z_95 * variance.max(0.0).sqrt();
        let (low, high) = (score - half, score + half);
        (low.min(self.score()).max(-100.0), high.max(self.score()).min(100.0))
    }
}

/// The 95 % interval of a share `p` of `n` after Wilson (1927), both between 0 and 1.
pub fn wilson(p: f64, n: f64) -> Interval {
    if n <= 0.0 {
        return (0.0, 1.0);
    }
    let z2 = Z_95 * Z_95;
    let middle = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z_95 * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).max(0.0).sqrt() / (1.0 + z2 / n);
    ((middle - half).clamp(0.0, 1.0), (middle + half).clamp(0.0, 1.0))
}

/// The 95 % interval of a mean by Student's t; `n` is at least 2.
fn t_interval(mean: f64, variance: f64, n: f64) -> Interval {
    let half = t_quantile_95(n - 1.0) * (variance / n).sqrt();
    (mean - half, mean + half)
}
