//! Sums that do not depend on the order of their numbers, so that it makes no difference which
//! thread counted which part of a file.

use super::{AmountSum, ExactSum, FRACTION_BITS, Sketch, signed_bucket};

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

/// The exponents of a double that share a number of [`Units`].
const EXPONENTS: u32 = 32;

/// The power of two that is the last bit of a double with the exponent bits 0; those of 1 are
/// counted from there too.
const LAST_BIT: i32 = -1075;

/// A sum without any rounding that takes a number in a few steps: whole numbers of units, each with
/// the exponent of its unit. A unit serves [`EXPONENTS`] exponents, so that amounts as people write
/// them have two or three, and 128 bits are enough for 2^42 of the greatest numbers of a unit.
#[derive(Clone, Debug, Default)]
struct Units(Vec<(u32, i128)>);

impl Units {
    /// Adds one finite number.
    fn add(&mut self, value: f64) {
        let bits = value.to_bits();
        let exponent = (bits >> 52) as u32 & 0x7FF;
        let fraction = bits & ((1 << 52) - 1);
        let whole = if exponent == 0 { fraction } else { fraction | 1 << 52 };
        let exponent = exponent.max(1);
        let whole = i128::from(whole) << (exponent % EXPONENTS);
        self.add_units(exponent / EXPONENTS, if value < 0.0 { -whole } else { whole });
    }

    fn add_units(&mut self, unit: u32, whole: i128) {
        match self.0.iter_mut().find(|(own, _)| *own == unit) {
            Some((_, sum)) => *sum += whole,
            None => self.0.push((unit, whole)),
        }
    }

    /// Adds another sum.
    fn merge(&mut self, other: &Self) {
        for (unit, whole) in &other.0 {
            self.add_units(*unit, *whole);
        }
    }

    /// The sum as it is rounded: see [`Parts::sum`].
    fn sum(&self) -> ExactSum {
        let mut parts = Parts::default();
        for (unit, whole) in &self.0 {
            // Pieces of 32 bits, signed as the whole, are doubles, and so are their powers of two.
            let (mut rest, mut power) =
                (whole.unsigned_abs(), (unit * EXPONENTS) as i32 + LAST_BIT);
            while rest > 0 {
                let piece = f64::from(rest as u32);
                let half = power / 2;
                let scaled = piece * 2_f64.powi(half) * 2_f64.powi(power - half);
                parts.add(if *whole < 0 { -scaled } else { scaled });
                rest >>= 32;
                power += 32;
            }
        }
        parts.sum()
    }
}

/// The buckets between a number and its double.
const STEPS: usize = 1 << FRACTION_BITS;

/// A sketch in the making: the buckets of each power of two beside each other, as most amounts have
/// few powers of two, and a search in a sorted sketch would take longer than all else.
#[derive(Clone, Debug, Default)]
struct Octaves(Vec<(u32, Box<[u64; STEPS]>)>);

impl Octaves {
    /// Counts one amount, by its bucket with its sign.
    fn add(&mut self, bucket: u32) {
        let steps = self.steps(bucket >> FRACTION_BITS);
        if let Some(times) = steps.and_then(|steps| steps.get_mut(bucket as usize % STEPS)) {
            *times += 1;
        }
    }

    /// The buckets of a power of two.
    fn steps(&mut self, octave: u32) -> Option<&mut [u64; STEPS]> {
        let known = self.0.iter().position(|(own, _)| *own == octave);
        let at = known.unwrap_or(self.0.len());
        if known.is_none() {
            self.0.push((octave, Box::new([0; STEPS])));
        }
        self.0.get_mut(at).map(|(_, steps)| &mut **steps)
    }

    /// Adds another sketch in the making.
    fn merge(&mut self, other: &Self) {
        for (octave, steps) in &other.0 {
            let own = self.steps(*octave).into_iter().flatten();
            own.zip(steps.iter()).for_each(|(own, times)| *own += times);
        }
    }

    /// Adds what was counted to a sketch.
    fn add_to(&self, sketch: &mut Sketch) {
        for (octave, steps) in &self.0 {
            for (bucket, times) in (octave << FRACTION_BITS..).zip(steps.iter()) {
                if *times > 0 {
                    sketch.add_signed(bucket, *times);
                }
            }
        }
    }
}

/// Amounts that are being counted.
#[derive(Clone, Debug, Default)]
pub(crate) struct AmountCounter {
    /// Everything but the sums, and of the sketch what was not counted one by one.
    counted: AmountSum,
    /// Those that were.
    octaves: Octaves,
    sum: Units,
    squares: Units,
}

impl AmountCounter {
    /// Counts one amount; answers whether it could, see [`AmountSum::add`].
    pub(crate) fn add(&mut self, value: f64) -> bool {
        let counts = self.counted.count(value);
        if counts {
            if value == 0.0 {
                self.counted.sketch.zero += 1;
            } else {
                self.octaves.add(signed_bucket(value));
            }
            self.sum.add(value);
            self.squares.add(value * value);
        }
        counts
    }

    /// Adds what was counted elsewhere.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.counted.merge(&other.counted);
        self.octaves.merge(&other.octaves);
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
        let mut amounts = self.counted.clone();
        (amounts.sum, amounts.sum_of_squares) = (self.sum.sum(), self.squares.sum());
        self.octaves.add_to(&mut amounts.sketch);
        amounts
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The sum, which both ways of summing must find.
    fn sum(values: &[f64]) -> ExactSum {
        let (mut parts, mut units) = (Parts::default(), Units::default());
        for value in values {
            parts.add(*value);
            units.add(*value);
        }
        assert_eq!(units.sum(), parts.sum());
        parts.sum()
    }

    #[test]
    fn the_smallest_numbers_and_the_greatest_add_up() {
        let tiny = f64::from_bits(1);
        assert_eq!(sum(&[tiny, tiny]).high, 2.0 * tiny);
        assert_eq!(sum(&[f64::MIN_POSITIVE, -tiny]).high, f64::MIN_POSITIVE - tiny);
        assert_eq!(sum(&[1e200, -1e200, -tiny]), ExactSum { high: -tiny, low: 0.0 });
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
            let (mut parts, mut units) = (Parts::default(), Units::default());
            for half in [b, a] {
                let (mut part, mut unit) = (Parts::default(), Units::default());
                for value in half {
                    part.add(*value);
                    unit.add(*value);
                }
                parts.merge(&part);
                units.merge(&unit);
            }
            prop_assert_eq!(parts.sum(), forwards);
            prop_assert_eq!(units.sum(), forwards);
            values.reverse();
            prop_assert_eq!(sum(&values), forwards);
        }
    }
}
