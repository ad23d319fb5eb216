//! The scale that a heading names: `0-10`, `from 1 to 5`, `1 = very difficult, 5 = very easy`.

use super::labels;
use crate::tally::{Direction, Scale};

/// A scale that a heading names.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stated {
    pub(super) scale: Scale,
    pub(super) low_label: Option<String>,
    pub(super) high_label: Option<String>,
}

impl Stated {
    /// The direction that the end labels tell.
    pub(super) fn direction(&self) -> Option<Direction> {
        let side = |label: &Option<String>| label.as_deref().and_then(labels::side);
        direction_of(side(&self.low_label), side(&self.high_label))
    }
}

/// The direction of a scale whose ends are on these sides.
pub(super) fn direction_of(low: Option<i8>, high: Option<i8>) -> Option<Direction> {
    match (low, high) {
        (Some(-1) | None, Some(1)) | (Some(-1), None) => Some(Direction::HighGood),
        (Some(1) | None, Some(-1)) | (Some(1), None) => Some(Direction::LowGood),
        _ => None,
    }
}

/// A number in a heading, with the text up to the next number.
struct Number<'a> {
    value: i32,
    after: &'a str,
}

/// Finds `0-10`, `from 1 to 5`, or `1 = very difficult, 5 = very easy` in a heading.
pub(super) fn stated_scale(heading: &str) -> Option<Stated> {
    let numbers = numbers(heading);
    let plausible =
        |low: i32, high: i32| (0..=1).contains(&low) && ((2..=10).contains(&high) || high == 100);
    let labelled: Vec<(i32, String)> = numbers
        .iter()
        .filter_map(|number| Some((number.value, end_label(number.after)?)))
        .collect();
    let low = labelled.iter().min_by_key(|(value, _)| *value);
    let high = labelled.iter().max_by_key(|(value, _)| *value);
    if let (Some((low, low_label)), Some((high, high_label))) = (low, high)
        && plausible(*low, *high)
    {
        return Some(Stated {
            scale: Scale::new(*low, *high),
            low_label: Some(low_label.clone()),
            high_label: Some(high_label.clone()),
        });
    }
    let joined = [
        "-",
        "\u{2013}",
        "\u{2014}",
        "to",
        "bis",
        "\u{e0}",
        "a",
        "al",
        "ao",
        "tot",
        "till",
        "til",
        "до",
        "do",
        "..",
        "\u{2026}",
        "~",
        "\u{ff5e}",
        "\u{301c}",
        "\u{5230}",
        "\u{304b}\u{3089}",
    ];
    numbers.windows(2).find_map(|pair| match pair {
        [low, high] if plausible(low.value, high.value) && joined.contains(&low.after.trim()) => {
            Some(Stated {
                scale: Scale::new(low.value, high.value),
                low_label: None,
                high_label: None,
            })
        }
        _ => None,
    })
}

/// The numbers of one or two digits that stand alone in a text.
fn numbers(text: &str) -> Vec<Number<'_>> {
    let mut starts: Vec<(usize, usize)> = Vec::new();
    let mut run: Option<usize> = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_ascii_digit(), run) {
            (true, None) => run = Some(at),
            (false, Some(start)) => {
                starts.push((start, at));
                run = None;
            }
            _ => {}
        }
    }
    let mut numbers = Vec::new();
    for (index, (start, end)) in starts.iter().enumerate() {
        let until = starts.get(index + 1).map_or(text.len(), |next| next.0);
        let value = text.get(*start..*end).and_then(|digits| digits.parse().ok());
        if let (Some(value), true) = (value, end - start <= 2 || value == Some(100)) {
            numbers.push(Number { value, after: text.get(*end..until).unwrap_or("") });
        }
    }
    numbers
}

/// The label that follows a number: `= very easy`, `is completely met`, `- strongly agree`; also
/// without a mark between them where it is the label of an end: `low effort`.
fn end_label(after: &str) -> Option<String> {
    let trimmed = after.trim_start();
    let marked = MARKS.iter().find_map(|mark| trimmed.strip_prefix(mark));
    let label = marked.unwrap_or(trimmed);
    let label = label.trim().trim_end_matches(|c: char| !c.is_alphanumeric());
    let ends = [',', ';', ')', '.', '?', '/', '\u{3001}', '\u{ff0c}', '\u{ff09}', '\u{ff1b}'];
    let end = label.find(ends).unwrap_or(label.len());
    let label = label.get(..end).unwrap_or(label).trim();
    let label = label.strip_suffix(" and").unwrap_or(label);
    let words = label.starts_with(char::is_alphabetic) && label.chars().count() <= 60;
    (words && (marked.is_some() || labels::side(label).is_some())).then(|| label.to_owned())
}

/// What stands between a number and its label.
const MARKS: [&str; 11] = [
    "=",
    "\u{ff1d}",
    "is ",
    "means ",
    "being ",
    "- ",
    "\u{2013} ",
    ": ",
    "\u{ff1a}",
    "(",
    "meaning ",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(heading: &str) -> Option<(i32, i32)> {
        stated_scale(heading).map(|stated| (stated.scale.low, stated.scale.high))
    }

    #[test]
    fn scales_in_headings_are_found() {
        assert_eq!(scale("On a scale of 0-10, how would you rate us?"), Some((0, 10)));
        assert_eq!(scale("en una escala del 1 al 5, \u{bf}qu\u{e9} tal?"), Some((1, 5)));
        assert_eq!(scale("From 1 to 7, how easy was it?"), Some((1, 7)));
        assert_eq!(
            scale("needs being met?10 - strongly agree, 1 - strongly disagree."),
            Some((1, 10))
        );
        assert_eq!(
            scale(
                "overall experience, where 5 is completely met expectations and 1 is did not meet?"
            ),
            Some((1, 5))
        );
        assert_eq!(scale("手続きは簡単でしたか？（1=とても難しい、5=とても簡単）"), Some((1, 5)));
        assert_eq!(scale("How happy are you, from 0 to 100?"), Some((0, 100)));
        assert_eq!(scale("KubeCon in Berlin in March 2017?"), None);
        assert_eq!(scale("4. Were you happy with 2 of 3 things?"), None);
        assert_eq!(scale("Did it take 24-48 hours?"), None);
    }

    #[test]
    fn end_labels_tell_the_direction() {
        let stated = stated_scale("How was it? (1 = very easy, 5 = very difficult)").unwrap();
        assert_eq!(stated.direction(), Some(Direction::LowGood));
        assert_eq!(stated.low_label.as_deref(), Some("very easy"));
        let bare = stated_scale("How was it? (1 low effort - 5 high effort)").unwrap();
        assert_eq!(bare.direction(), Some(Direction::LowGood));
    }
}
