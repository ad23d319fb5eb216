//! The cells of a tally's records, and how often they count.

use super::counting::{Reason, WeightSums};
use crate::amount::{AmountSum, ExactSum};
use crate::import::answers::{Amount, Answer};
use crate::import::count::QuestionCounts;

/// A whole number from zero up, also as programs write it that know no other numbers than those
/// with fractions.
pub(super) fn whole_number(text: &str) -> Option<u64> {
    text.strip_suffix(".0").unwrap_or(text).parse().ok()
}

/// Whether a text is a month as in `2026-03`.
pub(super) fn is_month(text: &str) -> bool {
    let Some((year, month)) = text.split_once('-') else { return false };
    let number = |text: &str, digits: usize| {
        let plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<u32>().ok().filter(|_| plain)
    };
    number(year, 4).is_some_and(|year| (1900..=2200).contains(&year))
        && number(month, 2).is_some_and(|month| (1..=12).contains(&month))
}

impl QuestionCounts {
    /// Counts so many cells that say the same; gives the reason when they cannot be used.
    pub(super) fn add_answers(
        &mut self,
        answer: Answer,
        points: usize,
        times: u64,
        weights: Option<WeightSums>,
        weighted: bool,
    ) -> Option<Reason> {
        match answer {
            Answer::Point(_) if weighted && weights.is_none() => {
                return Some("The row has no weight.");
            }
            Answer::Point(point) => {
                let point = point as usize;
                if self.points.len() < points {
                    self.points.resize(points, 0);
                }
                if let Some(count) = self.points.get_mut(point) {
                    *count += times;
                }
                if let Some((sum, squares)) = weights {
                    if self.weights.len() < points {
                        self.weights.resize(points, Default::default());
                    }
                    if let Some(own) = self.weights.get_mut(point) {
                        own.0.add(sum);
                        own.1.add(squares);
                    }
                }
            }
            Answer::Blank => self.blank += times,
            Answer::NotApplicable => self.not_applicable += times,
            Answer::OffScale => return Some("It is no answer on the scale."),
        }
        None
    }

    /// Counts the same amount so many times.
    pub(super) fn add_equal_amounts(&mut self, amount: Amount, times: u64) -> Option<Reason> {
        match amount {
            Amount::Value(value) => {
                let mut one = AmountSum::default();
                if !one.add(value) {
                    return Some("The number is too large.");
                }
                let n = times as f64;
                for count in
                    one.sketch.positive.values_mut().chain(one.sketch.negative.values_mut())
                {
                    *count = times;
                }
                one.sketch.zero *= times;
                one.count = times;
                one.negative *= times;
                one.sum = ExactSum { high: value * n, low: 0.0 };
                one.sum_of_squares = ExactSum { high: value * value * n, low: 0.0 };
                self.amount.get_or_insert_default().add_sum(&one);
            }
            Amount::Blank => self.blank += times,
            Amount::NotApplicable => self.not_applicable += times,
            Amount::Unreadable => return Some("It is no number."),
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::amount::MAX_AMOUNT;

    #[test]
    fn an_amount_that_is_too_large_is_left_out_as_a_whole() {
        let mut counts = QuestionCounts::default();
        assert!(counts.add_equal_amounts(Amount::Value(MAX_AMOUNT * 10.0), 3).is_some());
        assert!(counts.amount.is_none());
        assert!(counts.add_equal_amounts(Amount::Value(MAX_AMOUNT), 3).is_none());
        let sum = counts.amount.map(|amount| amount.finish());
        let sum = sum.map(|sum| (sum.count, sum.sum.value()));
        assert_eq!(sum, Some((3, 3.0 * MAX_AMOUNT)));
    }
}
