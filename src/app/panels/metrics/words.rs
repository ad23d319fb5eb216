//! Figures in words: rounded once, for show only.

use std::collections::BTreeMap;

use model::answers::Step;
use model::{Project, SurveyId, SurveyRecord};
use survey::metric::Metric;
use survey::tally::{Direction, Kind, Question};

use crate::texts::day_or_month;

/// Under how many answers the interval is told before the value, which alone would promise too
/// much, and a test is a rough one.
pub(crate) const FEW: f64 = 30.0;

/// What people call a survey; empty where it is gone.
pub(crate) fn survey_title(project: &Project, id: SurveyId) -> &str {
    project.surveys.get(&id).map_or("", SurveyRecord::title)
}

/// Why a figure has no value, in a word or two.
pub(crate) const fn why_none(metric: &Metric, hide_below: u64) -> &'static str {
    why_hidden(metric.n, hide_below)
}

/// Why something that stands on so many answers is not shown, in a word or two.
pub(crate) const fn why_hidden(n: u64, hide_below: u64) -> &'static str {
    match n {
        0 => "no answers",
        n if n < hide_below => "too few",
        // It would tell another one that has too few.
        _ => "withheld",
    }
}

/// The figure itself: "+18", "78 %", "5.4"; or why there is none. `hide_below` is the project's
/// limit, which tells the two reasons for hiding apart.
pub(crate) fn value_text(metric: &Metric, hide_below: u64) -> String {
    match (metric.value, metric.hidden, metric.n) {
        (_, true, n) if n < hide_below => format!("Too few answers ({})", n_text(n)),
        (_, true, n) => format!("Hidden for a small group ({})", n_text(n)),
        (Some(value), false, _) => number(metric.kind, value),
        (None, false, _) => "No answers".to_owned(),
    }
}

/// A figure with its interval and answers, or why there is none: "+18, 95 %: 3 to 31, n 90".
pub(super) fn figure_text(metric: &Metric, question: &Question, hide_below: u64) -> String {
    let value = value_text(metric, hide_below);
    if metric.value.is_none() {
        return value;
    }
    let interval = interval_text(metric, question);
    let gap = if interval.is_empty() { "" } else { ", " };
    format!("{value}{gap}{interval}, {}", answers_text(metric, question))
}

/// Why a figure is hidden, in a sentence; none where it is not.
pub(super) fn hidden_text(metric: &Metric, hide_below: u64) -> Option<String> {
    if !metric.hidden {
        return None;
    }
    Some(if metric.n < hide_below {
        format!("Figures under {hide_below} answers are hidden, so that nobody's answer shows.")
    } else {
        format!(
            "A group beside it, or what the filter leaves out, has under {hide_below} answers, \
             which could be worked out from this figure and the whole."
        )
    })
}

/// A figure as it is read: first what is to be taken from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Headline {
    /// The value; the interval where there are few answers.
    pub(crate) large: String,
    /// The interval; the value where there are few answers. Empty where there is no interval.
    pub(crate) small: String,
}

impl Headline {
    /// The headline of a figure that has a value.
    pub(crate) fn of(metric: &Metric, question: &Question) -> Self {
        let value = metric.value.map(|value| number(metric.kind, value)).unwrap_or_default();
        match span_text(metric) {
            Some(span) if metric.effective_n < FEW => {
                let of = scale_end(metric.kind, question);
                Self { large: span, small: format!("value {value}{of}, 95 % interval") }
            }
            _ => Self { large: value, small: interval_text(metric, question) },
        }
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

/// "28 to 36", "76 to 80 %"; none where there is no interval.
pub(crate) fn span_text(metric: &Metric) -> Option<String> {
    let (low, high) = metric.interval95?;
    let (low, high) = (number(metric.kind, low), number(metric.kind, high));
    Some(format!("{} to {high}", low.trim_end_matches(" %")))
}

/// " of 7" where a mean is read against the end of its scale.
fn scale_end(kind: Kind, question: &Question) -> String {
    match kind {
        Kind::Ces | Kind::Rating => format!(" of {}", question.scale.high),
        Kind::Nps | Kind::Csat | Kind::Binary | Kind::Amount | Kind::Count => String::new(),
    }
}

/// "95 %: 28 to 36"; empty where there is no interval.
pub(super) fn interval_text(metric: &Metric, question: &Question) -> String {
    let span = span_text(metric);
    span.map(|span| format!("95 %: {span}{}", scale_end(metric.kind, question))).unwrap_or_default()
}

/// "n 2,014".
pub(crate) fn n_text(n: u64) -> String {
    format!("n {}", grouped(n))
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

/// A count with commas.
pub(crate) fn grouped(n: u64) -> String {
    thousands(i64::try_from(n).unwrap_or(i64::MAX))
}

/// A whole number with commas.
pub(super) fn thousands(value: i64) -> String {
    let minus = if value < 0 { "−" } else { "" };
    format!("{minus}{}", scene::number::grouped(value.unsigned_abs()))
}

/// What the figures are called, each by its survey and question: the question's own name where the
/// kind alone says too little, and the survey's name where two surveys ask the same.
pub(crate) fn titles<'a>(
    figures: &[(SurveyId, &Question)],
    survey_name: impl Fn(SurveyId) -> &'a str,
) -> Vec<String> {
    let mut of_kind: BTreeMap<(SurveyId, Kind), usize> = BTreeMap::new();
    for (survey, question) in figures {
        *of_kind.entry((*survey, question.kind)).or_default() += 1;
    }
    let alone = |at: &(SurveyId, &Question)| of_kind.get(&(at.0, at.1.kind)) == Some(&1);
    let titles: Vec<String> = figures.iter().map(|at| title(at.1, alone(at))).collect();
    let mut called: BTreeMap<&str, usize> = BTreeMap::new();
    for title in &titles {
        *called.entry(title).or_default() += 1;
    }
    let named = figures.iter().zip(&titles).map(|((survey, _), title)| {
        if called.get(title.as_str()) == Some(&1) {
            title.clone()
        } else {
            format!("{title} · {}", survey_name(*survey))
        }
    });
    named.collect()
}

/// What a question's figure is called where it stands alone: "NPS", or the question's own name.
pub(crate) fn short_title(question: &Question) -> String {
    title(question, true)
}

fn title(question: &Question, is_only_of_its_kind: bool) -> String {
    let short = match question.kind {
        Kind::Nps | Kind::Csat | Kind::Ces => question.kind.name(),
        Kind::Rating | Kind::Binary | Kind::Amount | Kind::Count => return question.name.clone(),
    };
    let says_no_more = question.name.eq_ignore_ascii_case(short);
    if is_only_of_its_kind || says_no_more {
        short.to_owned()
    } else {
        format!("{short} · {}", question.name)
    }
}

/// A month or quarter as people write it: "Mar 2026", "Q1 2026". Waves keep their names.
pub(super) fn when_text(step: Step, name: &str) -> String {
    let in_words = match step {
        Step::Month => day_or_month(name).map(|month| month.strftime("%b %Y").to_string()),
        Step::Quarter => name.split_once(' ').map(|(year, quarter)| format!("{quarter} {year}")),
        Step::Wave => None,
    };
    in_words.unwrap_or_else(|| name.to_owned())
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
        assert_eq!(value_text(&nps(&[(10, 30), (0, 10)]).1, 5), "+50");
        assert_eq!(value_text(&nps(&[(10, 10), (0, 30)]).1, 5), "−50");
        assert_eq!(value_text(&nps(&[(10, 500), (0, 501)]).1, 5), "0");
    }

    #[test]
    fn too_few_answers_are_said_with_their_number() {
        assert_eq!(value_text(&nps(&[(10, 3)]).1, 5), "Too few answers (n 3)");
        let (question, metric) = nps(&[(10, 3)]);
        assert_eq!(interval_text(&metric, &question), "");
    }

    #[test]
    fn what_is_hidden_for_another_group_says_so() {
        let (_, mut metric) = nps(&[(10, 40)]);
        metric.hide();
        assert_eq!(value_text(&metric, 5), "Hidden for a small group (n 40)");
        assert!(hidden_text(&metric, 5).unwrap().contains("under 5 answers"));
    }

    #[test]
    fn with_few_answers_the_interval_comes_first() {
        let (question, few) = nps(&[(10, 9), (0, 3)]);
        let headline = Headline::of(&few, &question);
        assert!(headline.large.contains(" to "), "{headline:?}");
        assert!(headline.small.contains("+50"), "{headline:?}");
        let (question, many) = nps(&[(10, 30), (0, 10)]);
        assert_eq!(Headline::of(&many, &question).large, "+50");
    }

    #[test]
    fn months_and_quarters_are_written_as_people_do() {
        assert_eq!(when_text(Step::Month, "2026-03"), "Mar 2026");
        assert_eq!(when_text(Step::Quarter, "2026 Q1"), "Q1 2026");
        assert_eq!(when_text(Step::Wave, "Spring 2026"), "Spring 2026");
        assert_eq!(when_text(Step::Month, "sometime"), "sometime");
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
