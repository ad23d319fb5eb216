//! Figures of surveys and key figures as they are read on the map.

use model::Kpi;
use survey::metric::Metric;
use survey::tally::Kind;

use crate::panels::kpi_words::Look;
use crate::panels::words::{FEW, number, span_text, why_none};

/// What is read of a metric.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reading {
    /// What is read first: the value, or the interval where there are few answers.
    pub value: String,
    /// The value behind the interval where there are few answers; else empty.
    pub aside: String,
    /// Whether there is no value to be read.
    pub is_quiet: bool,
}

impl Reading {
    /// The words for a metric; figures under `hide_below` answers have none.
    pub(super) fn of(metric: &Metric, hide_below: u64) -> Self {
        let Some(value) = metric.value else {
            let value = why_none(metric, hide_below).to_owned();
            return Self { value, aside: String::new(), is_quiet: true };
        };
        let value = number(metric.kind, value);
        match span_text(metric).filter(|_| metric.effective_n < FEW) {
            Some(span) => Self { value: span, aside: format!("({value})"), is_quiet: false },
            None => Self { value, ..Self::default() },
        }
    }
}

/// A value of a key figure in its unit: "3.2 days", "4.1 %", "+18"; rounded once, for show only.
///
/// `kind` is that of the answers which the figure is made of, see
/// [`model::answers::KpiFigure::kind`].
pub fn kpi_value_text(kpi: &Kpi, kind: Option<Kind>, value: f64) -> String {
    Look::of(kpi, kind).value(value)
}

/// The target of a key figure, which is not rounded: "12.25 %".
pub(super) fn kpi_target_text(kpi: &Kpi, kind: Option<Kind>, target: f64) -> String {
    Look::of(kpi, kind).target(target)
}

#[cfg(test)]
mod tests {
    use model::{Measure, Order, Unit};
    use survey::metric::{Options, evaluate};
    use survey::tally::{Counts, Direction, Question, Scale};

    use super::*;

    fn csat(answers: &[(i32, u64)]) -> Metric {
        let question = Question::new("q", Kind::Csat, Scale::new(1, 5), Direction::HighGood);
        let counts = Counts { answers: answers.iter().copied().collect(), ..Counts::default() };
        evaluate(&question, &counts, Options::default())
    }

    #[test]
    fn few_answers_are_read_by_their_interval_first() {
        let many = Reading::of(&csat(&[(5, 24), (1, 6)]), 5);
        assert_eq!((many.value.as_str(), many.aside.as_str()), ("80 %", ""));
        let few = Reading::of(&csat(&[(5, 8), (1, 2)]), 5);
        assert_eq!((few.value.as_str(), few.aside.as_str()), ("49 to 94 %", "(80 %)"));
        assert_eq!(Reading::of(&csat(&[(5, 3)]), 5).value, "too few");
        let mut guarded = csat(&[(5, 8)]);
        guarded.hide();
        assert_eq!(Reading::of(&guarded, 5).value, "withheld");
    }

    #[test]
    fn key_figures_are_read_in_their_unit() {
        let mut kpi = Kpi::new("k", Measure::default(), Direction::LowGood, Order::middle());
        let texts = |kpi: &Kpi, values: &[f64]| -> Vec<String> {
            values.iter().map(|value| kpi_value_text(kpi, None, *value)).collect()
        };
        assert_eq!(texts(&kpi, &[1203.6, -17.26, 0.0, -0.001]), ["1,204", "−17.3", "0", "0"]);
        kpi.unit = Unit::Percent;
        assert_eq!(texts(&kpi, &[0.0412, 0.5, 1.0]), ["4.1 %", "50 %", "100 %"]);
        kpi.unit = Unit::Named("days".to_owned());
        assert_eq!(texts(&kpi, &[3.2, 10.0]), ["3.2 days", "10 days"]);
        assert_eq!(kpi_value_text(&kpi, Some(Kind::Nps), 18.4), "+18");
    }
}
