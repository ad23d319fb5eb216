//! Comparison of two groups, and where a group's answers lie on the emotion axis of a map.

use serde::{Deserialize, Serialize};

use crate::metric::{Interval, Metric, Options, Sums, evaluate};
use crate::stats::{two_sided_p, two_sided_t_p};
use crate::tally::{Counts, Direction, Kind, Question};

/// How two groups differ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// The value of the first group minus the value of the second, as both are shown.
    pub difference: f64,
    /// The test statistic: z for NPS and shares, Welch's t for means.
    pub statistic: f64,
    /// The probability of a difference at least as great if the groups did not differ.
    pub p: f64,
}

/// Compares the answers of two groups to one question; none where a group is hidden or too small.
///
/// NPS: z of the adjusted scores (three answers added to each group). Shares: z with the pooled
/// share. Means: Welch's t.
pub fn compare(
    question: &Question,
    first: &Counts,
    second: &Counts,
    options: Options,
) -> Option<Comparison> {
    let a = evaluate(question, first, options);
    let b = evaluate(question, second, options);
    let difference = a.value? - b.value?;
    let (statistic, p) = match question.kind {
        Kind::Nps => {
            let (score_a, variance_a) = Sums::of(question, first).nps_groups().adjusted();
            let (score_b, variance_b) = Sums::of(question, second).nps_groups().adjusted();
            let z = ratio(score_a - score_b, (variance_a + variance_b).sqrt());
            (z, two_sided_p(z))
        }
        Kind::Csat | Kind::Binary => {
            let (share_a, share_b) = (a.share? / 100.0, b.share? / 100.0);
            let (n_a, n_b) = (a.effective_n, b.effective_n);
            let pooled = (share_a * n_a + share_b * n_b) / (n_a + n_b);
            let error = (pooled * (1.0 - pooled) * (1.0 / n_a + 1.0 / n_b)).sqrt();
            let z = ratio(share_a - share_b, error);
            (z, two_sided_p(z))
        }
        Kind::Ces | Kind::Rating => {
            let variance = |counts| Sums::of(question, counts).variance();
            welch(&a, variance(first)?, &b, variance(second)?)?
        }
        Kind::Amount | Kind::Count => {
            let variance = |counts: &Counts| {
                counts.amount.as_ref().and_then(super::amount::AmountSum::variance)
            };
            welch(&a, variance(first)?, &b, variance(second)?)?
        }
    };
    Some(Comparison { difference, statistic, p })
}

/// Welch's t and its two-sided probability, with the degrees of freedom after Satterthwaite.
fn welch(a: &Metric, variance_a: f64, b: &Metric, variance_b: f64) -> Option<(f64, f64)> {
    let (error_a, error_b) = (variance_a / a.effective_n, variance_b / b.effective_n);
    let total = error_a + error_b;
    let t = ratio(a.mean? - b.mean?, total.sqrt());
    let spread =
        error_a * error_a / (a.effective_n - 1.0) + error_b * error_b / (b.effective_n - 1.0);
    let degrees = if spread > 0.0 { (total * total / spread).max(1.0) } else { 1.0 };
    let p = if t == 0.0 { 1.0 } else { two_sided_t_p(t, degrees) };
    Some((t, p))
}

/// A difference in units of its error. Without any error it is zero or the greatest number.
fn ratio(difference: f64, error: f64) -> f64 {
    if error > 0.0 {
        difference / error
    } else if difference == 0.0 {
        0.0
    } else {
        f64::MAX.copysign(difference)
    }
}

/// How answers become emotions between -2 and +2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum EmotionMapping {
    /// The Net Promoter Score divided by 50.
    NpsOver50,
    /// The mean answer, the bad end of the scale at -2 and the good end at +2, linear between.
    MeanLinear,
}

/// The stored rule of a measured curve: which question, and how its answers become emotions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmotionRule {
    /// The name of the question, see [`Question::name`].
    pub question: String,
    /// How its answers become emotions.
    pub mapping: EmotionMapping,
}

impl EmotionRule {
    /// The usual rule for a question; none where its answers have no scale.
    pub fn for_question(question: &Question) -> Option<Self> {
        let mapping = match question.kind {
            Kind::Nps => EmotionMapping::NpsOver50,
            Kind::Csat | Kind::Ces | Kind::Rating | Kind::Binary => EmotionMapping::MeanLinear,
            Kind::Amount | Kind::Count => return None,
        };
        Some(Self { question: question.name.clone(), mapping })
    }
}

/// A point of the measured curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeasuredEmotion {
    /// The emotion, -2 to +2.
    pub value: f64,
    /// Its interval, within -2 and +2; none where there are too few answers for one.
    pub interval95: Option<Interval>,
    /// The number of answers.
    pub n: u64,
}

/// Where the answers lie on the emotion axis; none where they are hidden or have no scale.
pub fn measured_emotion(
    mapping: EmotionMapping,
    question: &Question,
    counts: &Counts,
    options: Options,
) -> Option<MeasuredEmotion> {
    let metric = evaluate(question, counts, options);
    let (value, interval) = match mapping {
        EmotionMapping::NpsOver50 if question.kind == Kind::Nps => {
            let over_50 = |points: f64| (points / 50.0).clamp(-2.0, 2.0);
            let (low, high) = metric.interval95?;
            (over_50(metric.value?), Some((over_50(low), over_50(high))))
        }
        EmotionMapping::NpsOver50 | EmotionMapping::MeanLinear => {
            if question.kind.is_amount() {
                return None;
            }
            let ends = |(low, high)| Some((emotion(question, low)?, emotion(question, high)?));
            let interval = metric.mean_interval95.and_then(ends);
            (emotion(question, metric.mean?)?, interval.map(|(a, b)| (a.min(b), a.max(b))))
        }
    };
    Some(MeasuredEmotion { value, interval95: interval, n: metric.n })
}

/// An answer on the emotion axis; none on a scale of one point.
fn emotion(question: &Question, answer: f64) -> Option<f64> {
    let (low, high) = (f64::from(question.scale.low), f64::from(question.scale.high));
    if high <= low {
        return None;
    }
    let towards_high = (4.0 * (answer - low) / (high - low) - 2.0).clamp(-2.0, 2.0);
    Some(match question.direction {
        Direction::HighGood => towards_high,
        Direction::LowGood => -towards_high,
    })
}
