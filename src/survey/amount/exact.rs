//! Sums that do not depend on the order of their numbers, so that it makes no difference which
//! thread counted which part of a file.

use super::{AmountSum, ExactSum};

/// A sum without any rounding: parts that add up to it exactly, from the smallest to the greatest
/// (Shewchuk, Adaptive Precision Floating-Point Arithmetic, 1997, section 2.4).
///
/// There are two or three parts for numbers as people write them. [`ExactSum`] is what is kept.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parts(Vec<f64>);

impl Parts {
    /// Adds one finite number.
    pub(crate) fn add(&mut self, value: f64) {
        let mut rest = value;
        self.0.retain_mut(|part| {
            let (sum, error) = two_sum(rest, *part);
            rest = sum;
            *part = error;
            error != 0.0
        });
        if rest != 0.0 {
            self.0.push(rest);
        }
    }

    /// Adds another sum.
    pub(crate) fn merge(&mut self, other: &Self) {
        for part in &other.0 {
            self.add(*part);
        }
    }

    /// The sum in two numbers, each the nearest to what is left.
    pub(crate) fn sum(&self) -> ExactSum {
        let high = self.value();
        let mut rest = self.clone();
        rest.add(-high);
        ExactSum { high, low: rest.value() }
    }

    /// The number nearest to the sum; of two that are as near, the even one.
    pub(crate) fn value(&self) -> f64 {
        let mut parts = self.0.iter().rev().copied();
        let mut sum = parts.next().unwrap_or(0.0);
        let mut error = 0.0;
        for part in parts.by_ref() {
            (sum, error) = two_sum(sum, part);
            if error != 0.0 {
                break;
            }
        }
        // An error of just half a step was rounded to even; what is left decides otherwise when it
        // has the same sign.
        let double = 2.0 * error;
        let further = sum + double;
        let decides = parts.next().is_some_and(|part| error != 0.0 && part * error > 0.0);
        if decides && further - sum == double { further } else { sum }
    }
}

/// The rounded sum of two numbers and its error (Knuth, The Art of Computer Programming 2, 4.2.2).
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let virtual_b = sum - a;
    (sum, (a - (sum - virtual_b)) + (b - virtual_b))
}

/// Amounts that are being counted.
#[derive(Clone, Debug, Default)]
pub(crate) struct AmountCounter {
    /// Everything but the sums.
    counted: AmountSum,
    sum: Parts,
    squares: Parts,
}

impl AmountCounter {
    /// Counts one amount; answers whether it could, see [`AmountSum::add`].
    pub(crate) fn add(&mut self, value: f64) -> bool {
        let counts = self.counted.count(value);
        if counts {
            self.sum.add(value);
            self.squares.add(value * value);
        }
        counts
    }

    /// Adds what was counted elsewhere.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.counted.merge(&other.counted);
        self.sum.merge(&other.sum);
        self.squares.merge(&other.squares);
    }

    /// Adds amounts that were summed elsewhere.
    pub(crate) fn add_sum(&mut self, amounts: &AmountSum) {
        let none = ExactSum::default();
        self.counted.merge(&AmountSum { sum: none, sum_of_squares: none, ..amounts.clone() });
        for (parts, sum) in
            [(&mut self.sum, &amounts.sum), (&mut self.squares, &amounts.sum_of_squares)]
        {
            parts.add(sum.high);
            parts.add(sum.low);
        }
    }

    /// What is kept of them.
    pub(crate) fn finish(&self) -> AmountSum {
        let (sum, sum_of_squares) = (self.sum.sum(), self.squares.sum());
        AmountSum { sum, sum_of_squares, ..self.counted.clone() }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sum(values: &[f64]) -> ExactSum {
        let mut parts = Parts::default();
        for value in values {
            parts.add(*value);
        }
        parts.sum()
    }

    #[test]
    fn what_is_small_is_found_again_when_what_is_great_is_gone() {
        assert_eq!(sum(&[1e100, 1.0, 1e-30, -1e100]), ExactSum { high: 1.0, low: 1e-30 });
        assert_eq!(sum(&[0.1; 10]).high, 1.0);
        assert_eq!(sum(&[]), ExactSum::default());
    }

    #[test]
    fn half_a_step_is_rounded_by_what_is_left() {
        let step = f64::EPSILON;
        assert_eq!(sum(&[1.0, step / 2.0]).high, 1.0);
        assert_eq!(sum(&[1.0, step / 2.0, 1e-40]).high, 1.0 + step);
        assert_eq!(sum(&[1.0, step / 2.0, -1e-40]).high, 1.0);
    }

    proptest! {
        #[test]
        fn the_order_and_the_parts_make_no_difference(
            values in proptest::collection::vec((-1e6..1e6_f64, -60..60_i32), 0..40),
            cut in 0..40_usize,
        ) {
            let mut values: Vec<f64> =
                values.iter().map(|(value, power)| value * 2_f64.powi(*power)).collect();
            let forwards = sum(&values);
            let (a, b) = values.split_at(cut.min(values.len()));
            let mut parts = Parts::default();
            for half in [b, a] {
                let mut part = Parts::default();
                for value in half {
                    part.add(*value);
                }
                parts.merge(&part);
            }
            prop_assert_eq!(parts.sum(), forwards);
            values.reverse();
            prop_assert_eq!(sum(&values), forwards);
        }
    }
}
