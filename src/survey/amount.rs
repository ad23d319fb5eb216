//! Sums of amounts (baskets, lifetime values, counts of visits) that can be merged.

mod exact;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub(crate) use exact::{AmountCounter, Parts};

/// The greatest amount: the squares of as many as a file can hold still have a finite sum.
pub const MAX_AMOUNT: f64 = 1e100;

/// How many bits of a number's fraction its bucket keeps: 64 buckets between a number and its
/// double, so that the middle of a bucket is right within 1 %.
const FRACTION_BITS: u32 = 6;

/// The bucket of the greatest double: its leading bits, 11 of the power of two and those of the
/// fraction, of which the highest power means no number. Buckets beyond belong to no amount.
pub const LAST_BUCKET: u32 = (2047 << FRACTION_BITS) - 1;

/// The bits of a double that its bucket leaves out.
const DROPPED_BITS: u32 = 52 - FRACTION_BITS;

/// A running sum in two parts, so that adding millions of cents loses none of them.
///
/// The sum is `high + low`; `low` holds what did not fit into the 53 bits of `high`
/// (the two-sum of Knuth, The Art of Computer Programming 2, section 4.2.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ExactSum {
    /// The sum, rounded to a double.
    pub high: f64,
    /// What `high` leaves out.
    #[serde(default)]
    pub low: f64,
}

impl ExactSum {
    /// Adds one finite number.
    pub fn add(&mut self, value: f64) {
        let sum = self.high + value;
        let virtual_part = sum - self.high;
        let error = (self.high - (sum - virtual_part)) + (value - virtual_part);
        let low = self.low + error;
        let high = sum + low;
        self.low = low - (high - sum);
        self.high = high;
    }

    /// Adds another sum.
    pub fn merge(&mut self, other: &Self) {
        self.add(other.high);
        self.add(other.low);
    }

    /// The sum as one number.
    pub fn value(&self) -> f64 {
        self.high + self.low
    }
}

/// Counts of amounts in buckets of less than 2 % width, from which quantiles follow within 1 %.
///
/// A bucket is the leading bits of the amount as a double: its power of two and 64 steps between
/// that and the next. Sketches of two files add up to the sketch of both files, which medians do
/// not.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sketch {
    /// Amounts above zero, by their bucket.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub positive: BTreeMap<i32, u64>,
    /// Amounts below zero, by the bucket of their absolute value.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub negative: BTreeMap<i32, u64>,
    /// Amounts of exactly zero.
    #[serde(default)]
    pub zero: u64,
}

impl Sketch {
    /// Counts one finite amount.
    pub fn add(&mut self, value: f64) {
        if value == 0.0 {
            self.zero += 1;
        } else {
            self.add_signed(signed_bucket(value), 1);
        }
    }

    /// Counts amounts of one bucket, see [`signed_bucket`].
    fn add_signed(&mut self, bucket: u32, times: u64) {
        let side = if bucket & SIGN == 0 { &mut self.positive } else { &mut self.negative };
        *side.entry((bucket & !SIGN) as i32).or_insert(0) += times;
    }

    /// Adds another sketch.
    pub fn merge(&mut self, other: &Self) {
        for (bucket, count) in &other.positive {
            *self.positive.entry(*bucket).or_insert(0) += count;
        }
        for (bucket, count) in &other.negative {
            *self.negative.entry(*bucket).or_insert(0) += count;
        }
        self.zero += other.zero;
    }

    /// The amount below which the share `q` (0 to 1) of the amounts lies; none without amounts.
    pub fn quantile(&self, q: f64) -> Option<f64> {
        let total: u64 =
            self.zero + self.positive.values().sum::<u64>() + self.negative.values().sum::<u64>();
        if total == 0 {
            return None;
        }
        let rank = (q.clamp(0.0, 1.0) * (total - 1) as f64).round() as u64;
        let mut seen = 0;
        for (bucket, count) in self.negative.iter().rev() {
            seen += count;
            if seen > rank {
                return Some(-bucket_middle(*bucket));
            }
        }
        seen += self.zero;
        if seen > rank {
            return Some(0.0);
        }
        for (bucket, count) in &self.positive {
            seen += count;
            if seen > rank {
                return Some(bucket_middle(*bucket));
            }
        }
        None
    }
}

/// The sign of an amount, as it stands before the bits of its bucket.
const SIGN: u32 = 1 << (63 - DROPPED_BITS);

/// The bucket of an amount other than zero, with its sign.
const fn signed_bucket(value: f64) -> u32 {
    (value.to_bits() >> DROPPED_BITS) as u32
}

/// The middle of a bucket; zero for a bucket that no number has.
fn bucket_middle(bucket: i32) -> f64 {
    let bound = |bucket: i32| f64::from_bits((bucket.max(0) as u64) << DROPPED_BITS);
    let middle = f64::midpoint(bound(bucket), bound(bucket.saturating_add(1)));
    if middle.is_finite() { middle } else { 0.0 }
}

/// What is kept of a column of amounts: enough for mean, spread, interval, extremes and median.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AmountSum {
    /// How many amounts.
    pub count: u64,
    /// Their sum, in the unit of the file.
    pub sum: ExactSum,
    /// The sum of their squares.
    pub sum_of_squares: ExactSum,
    /// The smallest amount.
    pub min: f64,
    /// The greatest amount.
    pub max: f64,
    /// How many amounts lie below zero (returns, refunds).
    #[serde(default)]
    pub negative: u64,
    /// For medians and other quantiles.
    pub sketch: Sketch,
}

impl Default for AmountSum {
    fn default() -> Self {
        Self {
            count: 0,
            sum: ExactSum::default(),
            sum_of_squares: ExactSum::default(),
            min: 0.0,
            max: 0.0,
            negative: 0,
            sketch: Sketch::default(),
        }
    }
}

impl AmountSum {
    /// Counts one amount; answers whether it could. An amount beyond [`MAX_AMOUNT`] is left out.
    pub fn add(&mut self, value: f64) -> bool {
        let counts = self.count(value);
        if counts {
            self.sketch.add(value);
            self.sum.add(value);
            self.sum_of_squares.add(value * value);
        }
        counts
    }

    /// Counts an amount into everything but the sums and the sketch; answers whether it could.
    fn count(&mut self, value: f64) -> bool {
        if value.is_nan() || value.abs() > MAX_AMOUNT {
            return false;
        }
        self.min = if self.count == 0 { value } else { self.min.min(value) };
        self.max = if self.count == 0 { value } else { self.max.max(value) };
        self.count += 1;
        self.negative += u64::from(value < 0.0);
        true
    }

    /// Adds the amounts of another sum.
    pub fn merge(&mut self, other: &Self) {
        if other.count == 0 {
            return;
        }
        self.min = if self.count == 0 { other.min } else { self.min.min(other.min) };
        self.max = if self.count == 0 { other.max } else { self.max.max(other.max) };
        self.count += other.count;
        self.negative += other.negative;
        self.sum.merge(&other.sum);
        self.sum_of_squares.merge(&other.sum_of_squares);
        self.sketch.merge(&other.sketch);
    }

    /// The mean; none without amounts.
    pub fn mean(&self) -> Option<f64> {
        (self.count > 0).then(|| self.sum.value() / self.count as f64)
    }

    /// The sample variance (divided by `count - 1`); none under two amounts.
    pub fn variance(&self) -> Option<f64> {
        if self.count < 2 {
            return None;
        }
        let n = self.count as f64;
        let sum = self.sum.value();
        Some(((self.sum_of_squares.value() - sum * sum / n) / (n - 1.0)).max(0.0))
    }

    /// The median within 1 %, and within the extremes; none without amounts.
    pub fn median(&self) -> Option<f64> {
        self.sketch.quantile(0.5).map(|median| median.clamp(self.min, self.max))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_million_cents_add_up_exactly() {
        let mut sum = ExactSum::default();
        for _ in 0..1_000_000 {
            sum.add(0.1);
        }
        assert!((sum.value() - 100_000.0).abs() < 1e-9);
        let mut naive = 0.0;
        for _ in 0..1_000_000 {
            naive += 0.1;
        }
        assert!((naive - 100_000.0_f64).abs() > 1e-9, "the plain sum would not do");
    }

    #[test]
    fn the_median_is_right_within_one_percent() {
        let mut amounts = AmountSum::default();
        for cents in 1..=1001 {
            amounts.add(f64::from(cents));
        }
        let median = amounts.median().unwrap();
        assert!((median - 501.0).abs() / 501.0 < 0.011, "{median}");
        assert_eq!(amounts.mean(), Some(501.0));
        assert_eq!((amounts.min, amounts.max), (1.0, 1001.0));
    }

    #[test]
    fn returns_and_zeros_have_their_place_among_the_quantiles() {
        let mut amounts = AmountSum::default();
        for value in [-50.0, -20.0, 0.0, 0.0, 30.0] {
            amounts.add(value);
        }
        assert_eq!(amounts.median(), Some(0.0));
        assert_eq!(amounts.negative, 2);
        assert!((amounts.sketch.quantile(0.0).unwrap() + 50.0).abs() < 0.51);
    }

    #[test]
    fn an_amount_that_cannot_be_summed_is_left_out() {
        let mut amounts = AmountSum::default();
        for value in [f64::NAN, f64::INFINITY, 1e153, -1e300] {
            assert!(!amounts.add(value), "{value}");
        }
        assert_eq!(amounts.count, 0);
        assert_eq!(amounts.mean(), None);
    }
}
