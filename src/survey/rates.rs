//! Rates of customers and what they are worth: response, conversion, retention, lifetime value.
//!
//! Every formula stands in its documentation, because people ask where a number comes from.

use crate::metric::{Interval, wilson};
use crate::tally::Funnel;

/// A part of a whole, in percent, with its Wilson interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate {
    /// How many of the whole.
    pub part: u64,
    /// The whole.
    pub whole: u64,
    /// 100 x part / whole.
    pub percent: f64,
    /// The 95 % interval after Wilson, in percent.
    pub interval95: Interval,
}

impl Rate {
    /// The rate of `part` in `whole`; none when the whole is empty or smaller than its part.
    ///
    /// Response rate: answers to the surveys sent in a period, of those sent. Repeat purchase and
    /// referral: customers who did it, of all.
    pub fn of(part: u64, whole: u64) -> Option<Self> {
        if whole == 0 || part > whole {
            return None;
        }
        let share = part as f64 / whole as f64;
        let (low, high) = wilson(share, whole as f64);
        Some(Self { part, whole, percent: 100.0 * share, interval95: (100.0 * low, 100.0 * high) })
    }

    /// Retention: those who were there at the start and still are at the end, of those at the
    /// start; `(end - joined) / start`. Who joined in between does not count.
    pub fn retention(start: u64, joined: u64, end: u64) -> Option<Self> {
        Self::of(end.checked_sub(joined)?, start)
    }

    /// Churn: those lost, of those at the start.
    pub fn churn(start: u64, lost: u64) -> Option<Self> {
        Self::of(lost, start)
    }

    /// The rate of this happening `periods` times in a row, in percent: twelve times a monthly
    /// retention of 97 % is a yearly one of 69.4 %.
    pub fn repeated_percent(&self, periods: i32) -> f64 {
        100.0 * (self.percent / 100.0).powi(periods.max(0))
    }
}

/// A step of a funnel.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The name of the step.
    pub name: String,
    /// How many reached it.
    pub reached: u64,
    /// The rate from the step before; none for the first step, or where more reached this one.
    pub from_previous: Option<Rate>,
    /// The rate from the first step.
    pub from_first: Option<Rate>,
}

/// The conversion from step to step, over all rows of a funnel.
pub fn conversion(funnel: &Funnel) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::with_capacity(funnel.steps.len());
    for (index, name) in funnel.steps.iter().enumerate() {
        let reached = funnel.rows.iter().filter_map(|row| row.reached.get(index)).sum();
        let rate = |from: Option<&Step>| from.and_then(|from| Rate::of(reached, from.reached));
        let (from_previous, from_first) = (rate(steps.last()), rate(steps.first()));
        steps.push(Step { name: name.clone(), reached, from_previous, from_first });
    }
    steps
}

/// A way of working out what a customer is worth over the years.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LifetimeValue {
    /// Value of a purchase x purchases a year x years x margin (0 to 1).
    Simple {
        /// The value of a purchase, in money.
        value: f64,
        /// Purchases a year.
        frequency_per_year: f64,
        /// How many years a customer stays.
        years: f64,
        /// The share of the value that is profit, 0 to 1.
        margin: f64,
    },
    /// Margin x retention / (1 + discount - retention): a stream of yearly margins without end
    /// (Farris and others, Marketing Metrics).
    Retained {
        /// The margin of a year, in money.
        margin_per_year: f64,
        /// The share of customers who stay for another year, 0 to 1.
        retention: f64,
        /// The yearly discount rate, 0 or more.
        discount: f64,
    },
}

impl LifetimeValue {
    /// The value in money; none when the numbers make no finite value.
    pub fn amount(self) -> Option<f64> {
        let amount = match self {
            Self::Simple { value, frequency_per_year, years, margin } => {
                value * frequency_per_year * years * margin
            }
            Self::Retained { margin_per_year, retention, discount } => {
                margin_per_year * retention / (1.0 + discount - retention)
            }
        };
        amount.is_finite().then_some(amount)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tally::{FunnelRow, Labels};

    #[track_caller]
    fn close(actual: f64, expected: f64, tolerance: f64) {
        assert!((actual - expected).abs() <= tolerance, "{actual} is not {expected}");
    }

    #[test]
    fn published_rates_are_met() {
        close(Rate::of(1, 3).unwrap().percent, 33.333, 1e-3);
        close(Rate::churn(98, 45).unwrap().percent, 45.918, 1e-3);
        close(Rate::churn(52_430, 3_245).unwrap().percent, 6.1892, 1e-4);
        let monthly = Rate::retention(100, 0, 97).unwrap();
        close(monthly.repeated_percent(12), 69.3842, 1e-4);
    }

    #[test]
    fn who_joins_meanwhile_is_not_retained() {
        close(Rate::retention(100, 20, 90).unwrap().percent, 70.0, 1e-12);
        assert_eq!(Rate::retention(100, 95, 90), None);
        assert_eq!(Rate::of(1, 0), None);
    }

    #[test]
    fn published_lifetime_values_are_met() {
        let simple = |value, frequency_per_year, margin| {
            LifetimeValue::Simple { value, frequency_per_year, years: 20.0, margin }
                .amount()
                .unwrap()
        };
        close(simple(5.9, 4.2 * 52.0, 1.0), 25_771.2, 1e-6);
        close(simple(5.9, 4.2 * 52.0, 0.213), 5_489.265_6, 1e-6);
        close(simple(24.3, 52.0, 0.213), 5_382.936, 1e-6);
        let retained =
            LifetimeValue::Retained { margin_per_year: 5_241.6, retention: 0.75, discount: 0.1 };
        close(retained.amount().unwrap(), 11_232.0, 1e-6);
        let endless =
            LifetimeValue::Retained { margin_per_year: 1.0, retention: 1.0, discount: 0.0 };
        assert_eq!(endless.amount(), None);
    }

    #[test]
    fn conversion_goes_from_step_to_step_over_all_rows() {
        let row =
            |reached: &[u64]| FunnelRow { labels: Labels::default(), reached: reached.to_vec() };
        let funnel = Funnel {
            name: "Order".to_owned(),
            steps: ["Saw", "Chose", "Paid"].map(str::to_owned).to_vec(),
            rows: vec![row(&[60, 30, 5]), row(&[40, 20, 20])],
        };
        let steps = conversion(&funnel);
        let percent = |rate: Option<Rate>| rate.map(|rate| rate.percent);
        assert_eq!(percent(steps[0].from_previous), None);
        assert_eq!(percent(steps[1].from_previous), Some(50.0));
        assert_eq!(percent(steps[2].from_previous), Some(50.0));
        assert_eq!(percent(steps[2].from_first), Some(25.0));
    }
}
