//! Figures in words: rounded once, for show only.

use model::SurveyId;
use survey::metric::Metric;
use survey::tally::{Direction, Kind, Question};

/// The figure itself: "+18", "78 %", "5.4"; or why there is none.
pub(in crate::panels) fn value_text(metric: &Metric) -> String {
    match (metric.value, metric.hidden, metric.n) {
        (_, true, n) => format!("Too few answers (n {n})"),
        (Some(value), false, _) => number(metric.kind, value),
        (None, false, _) => "No answers".to_owned(),
    }
}

/// A figure of this kind, rounded once.
pub(crate) fn number(kind: Kind, value: f64) -> String {
    match kind {
        Kind::Nps => {
            let points = value.round();
            // Never "-0".
            let sign = if points > 0.0 {
                "+"
            } else if points < 0.0 {
                "−"
            } else {
                ""
            };
            format!("{sign}{:.0}", points.abs())
        }
        Kind::Csat | Kind::Binary => format!("{:.0} %", value.round()),
        Kind::Ces | Kind::Rating => format!("{:.1}", tenths(value)),
        Kind::Amount | Kind::Count if value.abs() >= 100.0 => thousands(value.round() as i64),
        Kind::Amount | Kind::Count => format!("{value:.2}"),
    }
}

/// Rounded to one decimal, halves away from zero.
fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// "95 %: 28 to 36"; empty where there is no interval.
pub(super) fn interval_text(metric: &Metric, question: &Question) -> String {
    let Some((low, high)) = metric.interval95 else { return String::new() };
    let (low, high) = (number(metric.kind, low), number(metric.kind, high));
    match metric.kind {
        Kind::Csat | Kind::Binary => format!("95 %: {} to {high}", low.trim_end_matches(" %")),
        Kind::Ces | Kind::Rating => format!("95 %: {low} to {high} of {}", question.scale.high),
        Kind::Nps | Kind::Amount | Kind::Count => format!("95 %: {low} to {high}"),
    }
}

/// "n 2,014".
pub(crate) fn n_text(n: u64) -> String {
    format!("n {}", thousands(i64::try_from(n).unwrap_or(i64::MAX)))
}

/// "n 2,014", and that low answers are good where they are.
pub(super) fn answers_text(metric: &Metric, question: &Question) -> String {
    let n = n_text(metric.n);
    if question.direction == Direction::LowGood && !question.kind.is_amount() {
        format!("{n} · low is good")
    } else {
        n
    }
}

/// A whole number with commas.
pub(super) fn thousands(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if value < 0 {
        text.push('−');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// What the figures are called, each by its survey and question: the question's own name where the
/// kind alone says too little, and the survey's name where two surveys ask the same.
pub(super) fn titles<'a>(
    figures: &[(SurveyId, &Question)],
    survey_name: impl Fn(SurveyId) -> &'a str,
) -> Vec<String> {
    let alone = |at: &(SurveyId, &Question)| {
        let is_like = |other: &&(SurveyId, &Question)| (other.0, other.1.kind) == (at.0, at.1.kind);
        figures.iter().filter(is_like).count() == 1
    };
    let titles: Vec<String> = figures.iter().map(|at| title(at.1, alone(at))).collect();
    let named = figures.iter().zip(&titles).map(|((survey, _), title)| {
        if titles.iter().filter(|other| *other == title).count() == 1 {
            title.clone()
        } else {
            format!("{title} · {}", survey_name(*survey))
        }
    });
    named.collect()
}

fn title(question: &Question, is_only_of_its_kind: bool) -> String {
    let short = match question.kind {
        Kind::Nps => "NPS",
        Kind::Csat => "CSAT",
        Kind::Ces => "CES",
        Kind::Rating | Kind::Binary | Kind::Amount | Kind::Count => return question.name.clone(),
    };
    let says_no_more = question.name.eq_ignore_ascii_case(short);
    if is_only_of_its_kind || says_no_more {
        short.to_owned()
    } else {
        format!("{short} · {}", question.name)
    }
}

/// How the figure is worked out, in a sentence.
pub(super) fn rule_text(question: &Question) -> String {
    let best = question.top_box;
    match question.kind {
        Kind::Nps => {
            "Net Promoter Score: the share of 9 and 10 minus the share of 0 to 6, in points."
                .to_owned()
        }
        Kind::Csat => format!("Satisfaction: the share of the {best} best answers of the scale."),
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
    match (&question.low_label, &question.high_label) {
        (Some(low_label), Some(high_label)) => {
            format!("{low} ({low_label}) to {high} ({high_label}); {good}")
        }
        _ => format!("{low} to {high}; {good}"),
    }
}

#[cfg(test)]
mod tests {
    use survey::{Counts, Options, Scale, evaluate};

    use super::*;

    fn nps(answers: &[(i32, u64)]) -> (Question, Metric) {
        let question = Question::new("q", Kind::Nps, Scale::new(0, 10), Direction::HighGood);
        let counts = Counts { answers: answers.iter().copied().collect(), ..Counts::default() };
        let metric = evaluate(&question, &counts, Options::default());
        (question, metric)
    }

    #[test]
    fn a_score_has_its_sign_and_zero_has_none() {
        assert_eq!(value_text(&nps(&[(10, 30), (0, 10)]).1), "+50");
        assert_eq!(value_text(&nps(&[(10, 10), (0, 30)]).1), "−50");
        assert_eq!(value_text(&nps(&[(10, 500), (0, 501)]).1), "0");
    }

    #[test]
    fn too_few_answers_are_said_with_their_number() {
        assert_eq!(value_text(&nps(&[(10, 3)]).1), "Too few answers (n 3)");
        let (question, metric) = nps(&[(10, 3)]);
        assert_eq!(interval_text(&metric, &question), "");
    }

    #[test]
    fn figures_of_two_surveys_are_told_apart_by_the_survey() {
        let (first, second) = (SurveyId::new(), SurveyId::new());
        let nps = nps(&[]).0;
        let ease = Question::new("ease", Kind::Ces, Scale::new(1, 7), Direction::LowGood);
        let name = |id| if id == first { "Spring" } else { "Autumn" };
        let all = [(first, &nps), (first, &ease), (second, &nps)];
        assert_eq!(titles(&all, name), ["NPS · Spring", "CES", "NPS · Autumn"]);
        assert_eq!(titles(&all[..2], name), ["NPS", "CES"]);
    }

    #[test]
    fn thousands_are_grouped() {
        assert_eq!(n_text(2_014), "n 2,014");
        assert_eq!(thousands(-1_234_567), "−1,234,567");
        assert_eq!(thousands(999), "999");
    }
}
