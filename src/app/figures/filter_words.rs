//! A filter of answers in words, for titles, hints and screen readers.

use std::collections::BTreeSet;

use model::Project;
use model::answers::AnswerFilter;
use survey::tally::Dimension;

use crate::texts::{day_or_month, listed};

/// Names beyond this are counted instead.
const MOST_NAMES: usize = 3;

/// Which answers count: "only January to March 2026, segment Business"; none where all of them do.
pub fn filter_text(project: &Project, filter: &AnswerFilter) -> Option<String> {
    let labels = &filter.labels;
    let mut parts = Vec::new();
    parts.extend(period_text(labels.from.as_deref(), labels.to.as_deref()));
    if !filter.personas.is_empty() {
        let mut names: Vec<String> = project
            .personas_in_order()
            .into_iter()
            .filter(|(id, _)| filter.personas.contains(id))
            .map(|(_, persona)| named(&persona.name, "a persona without a name"))
            .collect();
        let gone = filter.personas.iter().filter(|id| !project.personas.contains_key(id)).count();
        names.extend((0..gone).map(|_| "a persona that is gone".to_owned()));
        parts.push(listed(&names, MOST_NAMES));
    }
    for (dimension, labels) in &labels.only {
        parts.push(labels_text(dimension_words(*dimension), labels));
    }
    if let Some(waves) = &labels.waves {
        parts.push(labels_text(("wave", "waves"), waves));
    }
    if labels.complete_only {
        parts.push("complete answers".to_owned());
    }
    (!parts.is_empty()).then(|| format!("only {}", parts.join(", ")))
}

/// One and several of what a dimension tells apart.
const fn dimension_words(dimension: Dimension) -> (&'static str, &'static str) {
    match dimension {
        Dimension::Stage => ("stage", "stages"),
        Dimension::Touchpoint => ("touchpoint", "touchpoints"),
        Dimension::Persona => ("customer group", "customer groups"),
        Dimension::Period => ("date", "dates"),
        Dimension::Segment => ("segment", "segments"),
        Dimension::Channel => ("channel", "channels"),
    }
}

/// "segment Business", "segments Business, Private and 3 more", "no segment".
fn labels_text((one, many): (&str, &str), labels: &BTreeSet<String>) -> String {
    let mut names: Vec<String> = labels.iter().filter(|label| !label.is_empty()).cloned().collect();
    let unlabelled = labels.contains("");
    match (names.as_slice(), unlabelled) {
        ([], true) => return format!("no {one}"),
        // A choice that lets nothing through.
        ([], false) => return format!("none of the {many}"),
        _ => {}
    }
    let word = if names.len() == 1 { one } else { many };
    if unlabelled {
        names.push("none".to_owned());
    }
    format!("{word} {}", listed(&names, MOST_NAMES))
}

fn named(name: &str, otherwise: &str) -> String {
    if name.trim().is_empty() { otherwise.to_owned() } else { name.to_owned() }
}

/// A range of days or months: "January to March 2026", "from 3 May 2026", "until June 2026".
fn period_text(from: Option<&str>, to: Option<&str>) -> Option<String> {
    match (from.map(Point::read), to.map(Point::read)) {
        (None, None) => None,
        (Some(from), None) => Some(format!("from {}", from.text())),
        (None, Some(to)) => Some(format!("until {}", to.text())),
        (Some(from), Some(to)) if from == to => Some(from.text()),
        (Some(from), Some(to)) if from.year == to.year && !from.year.is_empty() => {
            Some(format!("{} to {}", from.words, to.text()))
        }
        (Some(from), Some(to)) => Some(format!("{} to {}", from.text(), to.text())),
    }
}

/// A day or a month in words, its year apart.
#[derive(Debug, PartialEq)]
struct Point<'a> {
    words: String,
    year: &'a str,
}

impl<'a> Point<'a> {
    /// Reads `2026-03` or `2026-03-14`; anything else stays as it is.
    fn read(text: &'a str) -> Self {
        let day = day_or_month(text);
        let year = text.split('-').next().unwrap_or_default();
        match day.map(|day| day.strftime(if text.len() == 7 { "%B" } else { "%-d %B" })) {
            Some(words) => Self { words: words.to_string(), year },
            None => Self { words: text.to_owned(), year: "" },
        }
    }

    fn text(&self) -> String {
        if self.year.is_empty() {
            self.words.clone()
        } else {
            format!("{} {}", self.words, self.year)
        }
    }
}

#[cfg(test)]
mod tests {
    use model::{Order, Persona, PersonaId};
    use survey::filter::Filter;

    use super::*;

    fn of_labels(labels: Filter) -> Option<String> {
        let filter = AnswerFilter { labels, ..AnswerFilter::default() };
        filter_text(&Project::default(), &filter)
    }

    fn range(from: Option<&str>, to: Option<&str>) -> Option<String> {
        let own = |text: Option<&str>| text.map(str::to_owned);
        of_labels(Filter { from: own(from), to: own(to), ..Filter::default() })
    }

    #[test]
    fn no_filter_needs_no_words() {
        assert_eq!(of_labels(Filter::default()), None);
    }

    #[test]
    fn a_range_of_time_is_read_as_people_say_it() {
        let is = |from, to, words: &str| assert_eq!(range(from, to).unwrap(), words);
        is(Some("2026-01"), Some("2026-03"), "only January to March 2026");
        is(Some("2025-11"), Some("2026-03"), "only November 2025 to March 2026");
        is(Some("2026-03"), Some("2026-03"), "only March 2026");
        is(Some("2026-03-14"), None, "only from 14 March 2026");
        is(None, Some("2026-06"), "only until June 2026");
        is(Some("2026"), Some("2026-06"), "only 2026 to June 2026");
    }

    #[test]
    fn labels_are_named_and_many_are_counted() {
        let with = |labels: &[&str]| {
            of_labels(Filter::default().with(Dimension::Segment, labels.iter().copied())).unwrap()
        };
        assert_eq!(with(&["Business"]), "only segment Business");
        assert_eq!(with(&["Business", "Private"]), "only segments Business and Private");
        assert_eq!(with(&["A", "B", "C", "D", "E"]), "only segments A, B and 3 more");
        assert_eq!(with(&[""]), "only no segment");
        assert_eq!(with(&["", "A"]), "only segment A and none");
        assert_eq!(with(&[]), "only none of the segments");
    }

    #[test]
    fn all_that_narrows_the_answers_is_told() {
        let mut project = Project::default();
        let (anna, gone) = (PersonaId::from_number(1), PersonaId::from_number(2));
        project.personas.insert_mut(anna, Persona::new("Anna", Order::middle(), 0));
        let labels = Filter {
            from: Some("2026-01".to_owned()),
            to: Some("2026-03".to_owned()),
            waves: Some(BTreeSet::from(["Spring".to_owned()])),
            complete_only: true,
            ..Filter::default()
        };
        let labels = labels.with(Dimension::Channel, ["Phone"]);
        let filter = AnswerFilter { personas: BTreeSet::from([anna, gone]), labels };
        let text = filter_text(&project, &filter).unwrap();
        assert_eq!(
            text,
            "only January to March 2026, Anna and a persona that is gone, channel Phone, \
             wave Spring, complete answers"
        );
    }
}
