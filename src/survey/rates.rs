//! Rates of customers and what they are worth: response, conversion, retention, lifetime value.
//!
//! Each figure is a formula that people see and can change.

use crate::formula::Formula;
use crate::metric::{Interval, wilson};
use crate::tally::Direction;

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
}

/// A figure that is usual in the field, as it is offered for a new key figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Preset {
    /// What people call it.
    pub name: &'static str,
    /// How it is worked out, see [`crate::formula::Formula`].
    pub formula: &'static str,
    /// What the numbers of the formula are, in its order.
    pub inputs: &'static [&'static str],
    /// Whether the value is a share that is shown in percent.
    pub percent: bool,
    /// What the value is counted in; empty for plain numbers and shares.
    pub unit: &'static str,
    /// Which way is good.
    pub direction: Direction,
    /// What has to be known to get the numbers right.
    pub hint: &'static str,
}

const fn share(
    name: &'static str,
    formula: &'static str,
    inputs: &'static [&'static str],
    hint: &'static str,
) -> Preset {
    Preset { name, formula, inputs, percent: true, unit: "", direction: Direction::HighGood, hint }
}

const fn amount(
    name: &'static str,
    formula: &'static str,
    inputs: &'static [&'static str],
    hint: &'static str,
) -> Preset {
    Preset { percent: false, ..share(name, formula, inputs, hint) }
}

/// The figures that are offered, the most usual first.
///
/// Retention leaves out who joined meanwhile; the second lifetime value is a stream of yearly
/// margins without end (Farris and others, Marketing Metrics); a third one, the mean of amounts
/// that were observed, is a question of a survey.
pub const PRESETS: [Preset; 14] = [
    share(
        "Response rate",
        "answered / sent",
        &["Surveys answered", "Surveys sent"],
        "Count the answers to the surveys that were sent in the same period.",
    ),
    share(
        "Conversion rate",
        "reached_next / reached",
        &["Customers who reached the next stage", "Customers who reached this stage"],
        "Follow the same customers from one stage to the next.",
    ),
    share(
        "Retention rate",
        "(at_end - joined) / at_start",
        &["Customers at the end", "Customers who joined meanwhile", "Customers at the start"],
        "Who joined in the period was not there to be kept, and does not count.",
    ),
    Preset {
        direction: Direction::LowGood,
        ..share(
            "Churn rate",
            "lost / at_start",
            &["Customers lost", "Customers at the start"],
            "Count those of the start who are gone at the end.",
        )
    },
    share(
        "Yearly retention",
        "(1 - monthly_churn) ^ 12",
        &["Monthly churn, 0 to 1"],
        "Assumes that every month loses the same share.",
    ),
    amount(
        "Lifetime value, simple",
        "value * purchases_a_year * years * margin",
        &[
            "Value of a purchase",
            "Purchases a year",
            "Years that a customer stays",
            "Margin, 0 to 1",
        ],
        "Without discounting: good enough for comparisons.",
    ),
    amount(
        "Lifetime value, with retention",
        "margin_a_year * retention / (1 + discount - retention)",
        &["Margin of a year", "Yearly retention, 0 to 1", "Yearly discount rate, 0 to 1"],
        "The margins of all years to come, each one less sure and worth less today.",
    ),
    share(
        "Repeat purchase rate",
        "repeat_buyers / buyers",
        &["Customers who bought again", "Customers who bought"],
        "Count customers, not purchases.",
    ),
    share(
        "Referral rate",
        "referred / new_customers",
        &["New customers who were referred", "New customers"],
        "Count who came by somebody's word, of all who came in the period.",
    ),
    Preset {
        direction: Direction::LowGood,
        ..amount(
            "Acquisition cost",
            "spent / new_customers",
            &["Spent on marketing and sales", "New customers"],
            "The cost of winning one customer.",
        )
    },
    Preset {
        direction: Direction::LowGood,
        ..amount(
            "Cost of leads lost",
            "leads_lost * cost_of_a_lead",
            &["Leads lost", "Cost of a lead"],
            "What was spent on people who left at this stage.",
        )
    },
    amount(
        "Revenue effect",
        "customers_more * value",
        &["Customers more than before", "Value of a customer"],
        "Compare with the same period before the change.",
    ),
    Preset {
        direction: Direction::LowGood,
        unit: "min",
        ..amount(
            "Time to completion",
            "minutes",
            &["Minutes from start to end"],
            "The target is what customers expect.",
        )
    },
    amount("Own figure", "value", &["Value"], "Any number that you watch, with its target."),
];

/// What a number of a formula is, in words; none where no usual figure has one of this name, or
/// where they mean different things by it.
pub fn input_words(formula: &str, name: &str) -> Option<&'static str> {
    let words_in = |preset: &Preset| {
        let names = Formula::parse(preset.formula).ok()?;
        let at = names.names().iter().position(|other| other == name)?;
        preset.inputs.get(at).copied()
    };
    if let Some(preset) = PRESETS.iter().find(|preset| preset.formula == formula.trim()) {
        return words_in(preset);
    }
    let mut found = PRESETS.iter().filter_map(words_in);
    let words = found.next()?;
    found.all(|other| other == words).then_some(words)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::formula::{Formula, Outcome};

    #[track_caller]
    fn close(actual: f64, expected: f64, tolerance: f64) {
        assert!((actual - expected).abs() <= tolerance, "{actual} is not {expected}");
    }

    /// What a preset comes to with these numbers, in the order of its formula.
    fn outcome(name: &str, numbers: &[f64]) -> Outcome {
        let preset = PRESETS.iter().find(|preset| preset.name == name).unwrap();
        let formula = Formula::parse(preset.formula).unwrap();
        let names = formula.names().iter().cloned();
        let numbers: BTreeMap<String, f64> = names.zip(numbers.iter().copied()).collect();
        formula.evaluate(&numbers).unwrap()
    }

    #[test]
    fn every_preset_says_what_each_of_its_numbers_is() {
        for preset in PRESETS {
            let formula = Formula::parse(preset.formula).unwrap();
            assert_eq!(formula.names().len(), preset.inputs.len(), "{}", preset.name);
        }
    }

    #[test]
    fn numbers_are_known_by_their_words() {
        assert_eq!(input_words("lost / at_start", "lost"), Some("Customers lost"));
        assert_eq!(input_words("100 * lost", "lost"), Some("Customers lost"), "it was changed");
        assert_eq!(input_words("customers_more * value", "value"), Some("Value of a customer"));
        assert_eq!(input_words("2 * value", "value"), None, "it may be one of several");
        assert_eq!(input_words("mine", "mine"), None);
    }

    #[test]
    fn published_rates_are_met() {
        close(outcome("Response rate", &[1.0, 3.0]).value, 0.333_33, 1e-5);
        close(outcome("Churn rate", &[45.0, 98.0]).value, 0.459_18, 1e-5);
        close(outcome("Churn rate", &[3_245.0, 52_430.0]).value, 0.061_892, 1e-6);
        close(outcome("Yearly retention", &[0.03]).value, 0.693_842, 1e-6);
        close(outcome("Retention rate", &[90.0, 20.0, 100.0]).value, 0.7, 1e-12);
    }

    #[test]
    fn published_lifetime_values_are_met() {
        let simple = |value, a_year, margin| {
            outcome("Lifetime value, simple", &[value, a_year, 20.0, margin]).value
        };
        close(simple(5.9, 4.2 * 52.0, 1.0), 25_771.2, 1e-6);
        close(simple(5.9, 4.2 * 52.0, 0.213), 5_489.265_6, 1e-6);
        close(simple(24.3, 52.0, 0.213), 5_382.936, 1e-6);
        let retained = outcome("Lifetime value, with retention", &[5_241.6, 0.75, 0.1]);
        close(retained.value, 11_232.0, 1e-6);
    }

    #[test]
    fn a_part_greater_than_its_whole_is_no_rate() {
        assert_eq!(Rate::of(1, 0), None);
        assert_eq!(Rate::of(3, 2), None);
    }
}
