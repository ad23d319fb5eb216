//! Rules, scales and comparisons in sentences.

use survey::compare::Comparison;
use survey::metric::Metric;
use survey::tally::{Direction, Kind, Question};

use super::words::{FEW, grouped};

/// Scales of more points than this are told by where their best answers begin.
const LONG_SCALE: u32 = 11;
/// From which probability on a difference may well be chance.
const MAYBE_CHANCE_FROM: f64 = 0.05;
/// Among so many pairs some differ by chance alone.
const MANY_PAIRS: usize = 6;
/// Statistics beyond this are told as such.
const GREAT_STATISTIC: f64 = 99.0;

/// How the figure is worked out, in a sentence.
pub(crate) fn rule_text(question: &Question) -> String {
    let scale = question.scale;
    let reach = i32::try_from(question.top_box).unwrap_or(i32::MAX);
    let best = match question.top_box {
        // Nobody counts the points of a long scale.
        _ if scale.points() > LONG_SCALE => match question.direction {
            Direction::HighGood => {
                format!("answers from {} up", scale.high.saturating_sub(reach).saturating_add(1))
            }
            Direction::LowGood => {
                format!("answers up to {}", scale.low.saturating_add(reach).saturating_sub(1))
            }
        },
        1 => "the best answer".to_owned(),
        count => format!("the {count} best answers"),
    };
    match question.kind {
        Kind::Nps => {
            "Net Promoter Score: the share of 9 and 10 minus the share of 0 to 6, in points."
                .to_owned()
        }
        Kind::Csat => format!("Satisfaction: the share of {best} of the scale."),
        Kind::Ces => "Effort or ease: the mean answer.".to_owned(),
        Kind::Rating => "The mean answer.".to_owned(),
        Kind::Binary => "The share of yes.".to_owned(),
        Kind::Amount => "The mean amount; the median stands beside it.".to_owned(),
        Kind::Count => "The mean number; the median stands beside it.".to_owned(),
    }
}

/// The scale and which end is good.
pub(super) fn scale_text(question: &Question) -> String {
    if question.kind.is_amount() {
        return "Any number".to_owned();
    }
    let good = match question.direction {
        Direction::HighGood => "high answers are good",
        Direction::LowGood => "low answers are good",
    };
    let (low, high) = (question.scale.low, question.scale.high);
    let end = |value: i32, label: &Option<String>| match label {
        Some(label) => format!("{value} ({label})"),
        None => value.to_string(),
    };
    format!("{} to {}; {good}", end(low, &question.low_label), end(high, &question.high_label))
}

/// How the interval is worked out.
pub(super) const fn method_text(kind: Kind) -> &'static str {
    match kind {
        Kind::Nps => "95 %, adjusted Wald: three answers are added, which suits small groups best",
        Kind::Csat | Kind::Binary => "95 %, after Wilson",
        Kind::Ces | Kind::Rating | Kind::Amount | Kind::Count => "95 %, by Student’s t",
    }
}

/// The answers on which the figure stands, of all that could have been given.
pub(super) fn base_text(metric: &Metric) -> String {
    let whole = metric.n + metric.blank + metric.not_applicable + metric.off_scale;
    let Some(rate) = survey::rates::Rate::of(metric.n, whole) else {
        return "No answers".to_owned();
    };
    let (low, high) = rate.interval95;
    format!(
        "{} usable answers of {} asked: {:.0} % ({low:.0} to {high:.0} %)",
        grouped(metric.n),
        grouped(whole),
        rate.percent,
    )
}

/// A difference in the unit of its figures, without sign: "14.2 points".
fn difference_text(kind: Kind, difference: f64) -> String {
    let size = difference.abs();
    match kind {
        Kind::Nps => tenths(size, "points"),
        Kind::Csat | Kind::Binary => tenths(size, "percentage points"),
        Kind::Ces | Kind::Rating => format!("{:.1}", (size * 10.0).round() / 10.0),
        Kind::Amount | Kind::Count => format!("{size:.2}"),
    }
}

/// With one decimal: the difference of two rounded figures would be another one.
fn tenths(size: f64, unit: &str) -> String {
    format!("{:.1} {unit}", (size * 10.0).round() / 10.0)
}

/// How two groups differ, and what to make of it: "Card is 14.2 points above Cash (z 2.13, p
/// 0.033): more than chance alone would explain."
pub(super) fn comparison_text(
    kind: Kind,
    (first, second): (&str, &str),
    comparison: &Comparison,
) -> String {
    let Comparison { difference, statistic, p } = *comparison;
    let name = match kind {
        Kind::Nps | Kind::Csat | Kind::Binary => "z",
        Kind::Ces | Kind::Rating | Kind::Amount | Kind::Count => "t",
    };
    let sign = if statistic < 0.0 { "−" } else { "" };
    let statistic = if statistic.abs() > GREAT_STATISTIC {
        format!("{name} beyond {sign}{GREAT_STATISTIC:.0}")
    } else {
        format!("{name} {sign}{:.2}", statistic.abs())
    };
    let p_text = if p < 0.001 { "p under 0.001".to_owned() } else { format!("p {p:.3}") };
    let size = difference_text(kind, difference);
    let way = if difference < 0.0 { "below" } else { "above" };
    let verdict = if p < MAYBE_CHANCE_FROM {
        "more than chance alone would explain"
    } else {
        "this could be chance"
    };
    if difference == 0.0 {
        return format!("{first} and {second} do not differ ({statistic}, {p_text}).");
    }
    format!("{first} is {size} {way} {second} ({statistic}, {p_text}): {verdict}.")
}

/// What to keep in mind about a comparison; empty where there is nothing.
pub(super) fn caution_text(effective_n: [f64; 2], groups: usize) -> String {
    let mut parts = Vec::new();
    if effective_n.iter().any(|n| *n < FEW) {
        parts.push("With under 30 answers in a group this is a rough test.".to_owned());
    }
    let pairs = groups * groups.saturating_sub(1) / 2;
    if pairs >= MANY_PAIRS {
        let text = format!("Of the {pairs} pairs here, 1 in 20 looks different by chance alone.");
        parts.push(text);
    }
    parts.join(" ")
}

/// How two groups are compared.
pub(super) const fn test_text(kind: Kind) -> &'static str {
    match kind {
        Kind::Nps => "z of the two scores with three answers added to each (adjusted Wald)",
        Kind::Csat | Kind::Binary => "z of the two shares with their pooled share",
        Kind::Ces | Kind::Rating | Kind::Amount | Kind::Count => {
            "Welch’s t of the two means, which may vary differently"
        }
    }
}

#[cfg(test)]
mod tests {
    use survey::tally::Scale;

    use super::*;

    #[test]
    fn a_comparison_names_who_is_ahead_and_how_sure_that_is() {
        let of = |difference, statistic, p| Comparison { difference, statistic, p };
        let say = |kind, found: &Comparison| comparison_text(kind, ("Card", "PayPal"), found);
        assert_eq!(
            say(Kind::Nps, &of(14.2, 2.128, 0.0333)),
            "Card is 14.2 points above PayPal (z 2.13, p 0.033): more than chance alone would \
             explain."
        );
        assert_eq!(
            say(Kind::Rating, &of(-0.44, -0.5, 0.62)),
            "Card is 0.4 below PayPal (t −0.50, p 0.620): this could be chance."
        );
        let sure = say(Kind::Csat, &of(1.2, f64::MAX, 0.0));
        assert!(sure.contains("1.2 percentage points above"), "{sure}");
        assert!(sure.contains("z beyond 99, p under 0.001"), "{sure}");
        assert!(say(Kind::Nps, &of(0.0, 0.0, 1.0)).contains("do not differ"));
    }

    #[test]
    fn few_answers_and_many_pairs_ask_for_caution() {
        assert_eq!(caution_text([40.0, 90.0], 3), "");
        assert!(caution_text([12.0, 90.0], 3).contains("rough"));
        assert!(caution_text([40.0, 90.0], 6).contains("15 pairs"));
    }

    #[test]
    fn a_scale_names_the_end_that_it_knows() {
        let mut question = Question::new("ease", Kind::Ces, Scale::new(1, 7), Direction::LowGood);
        question.high_label = Some("very hard".to_owned());
        assert_eq!(scale_text(&question), "1 to 7 (very hard); low answers are good");
    }
}
