//! Answers in words: which point of which scale a label is, in several languages.
//!
//! Most scales are made of a theme (satisfied), a side (dissatisfied) and a strength (very). Labels
//! are taken apart so, and the scale is put together again from the strengths that occur; scales
//! that are not made like that are listed.

use std::collections::{BTreeMap, BTreeSet};

use super::label_words::{BAD, GOOD, LISTED, NEUTRAL, PLAIN_STRENGTH, STRENGTHS};
use crate::columns::cell::label_key;
use crate::tally::{Kind, Scale};

/// What the labels of a scale are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Theme {
    /// Satisfied or dissatisfied.
    Satisfaction,
    /// Easy or difficult.
    Ease,
    /// Agree or disagree.
    Agreement,
    /// Likely or unlikely.
    Likelihood,
    /// Good or bad, favourable or not.
    Quality,
}

impl Theme {
    /// The kind of metric of a scale of this theme.
    pub const fn kind(self) -> Kind {
        match self {
            Self::Satisfaction | Self::Quality => Kind::Csat,
            Self::Ease => Kind::Ces,
            Self::Agreement | Self::Likelihood => Kind::Rating,
        }
    }
}

/// A scale in words: every label with its answer, 1 for the worst.
#[derive(Clone, Debug, PartialEq)]
pub struct LabelScale {
    /// What the labels are about.
    pub theme: Theme,
    /// The scale of the answers.
    pub scale: Scale,
    /// Label, in the form of [`label_key`], to answer.
    pub labels: BTreeMap<String, i32>,
    /// How sure it is that this is the scale, 0 to 1.
    pub confidence: f64,
}

/// A label taken apart: side (-1, 0, 1) times strength.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Part {
    theme: Option<Theme>,
    side: i8,
    strength: u8,
}

fn take_apart(label: &str) -> Option<Part> {
    let find = |table: &[(Theme, &[&str])]| {
        table
            .iter()
            .find(|(_, words)| words.iter().any(|word| has_word(label, word)))
            .map(|row| row.0)
    };
    if NEUTRAL.iter().any(|word| has_word(label, word)) {
        let theme = find(&BAD).or_else(|| find(&GOOD));
        return Some(Part { theme, side: 0, strength: 0 });
    }
    let strength = STRENGTHS
        .iter()
        .find(|(_, words)| words.iter().any(|word| has_word(label, word)))
        .map_or(PLAIN_STRENGTH, |row| row.0);
    let (theme, side) = match (find(&BAD), find(&GOOD)) {
        (Some(theme), _) => (theme, -1),
        // "Not at all easy" is of the other side.
        (None, Some(theme)) if starts_with_negation(label) => (theme, -1),
        (None, Some(theme)) => (theme, 1),
        (None, None) => return None,
    };
    Some(Part { theme: Some(theme), side, strength })
}

fn starts_with_negation(label: &str) -> bool {
    ["not ", "pas ", "nicht ", "no ", "não ", "non ", "niet "]
        .iter()
        .any(|no| label.starts_with(no))
}

/// Whether a word begins somewhere in the label at the beginning of a word.
fn has_word(label: &str, word: &str) -> bool {
    label.match_indices(word).any(|(at, _)| {
        label
            .get(..at)
            .and_then(|before| before.chars().next_back())
            .is_none_or(|c| !c.is_alphabetic())
    })
}

/// Which side of its scale a label is on: below zero bad, above zero good, zero the middle.
pub fn side(text: &str) -> Option<i8> {
    let key = label_key(text);
    if let Some(part) = take_apart(&key) {
        return Some(part.side);
    }
    let has = |words: &[&str]| words.iter().any(|word| has_word(&key, word));
    if has(&["worst", "terrible", "never", "horribl", "effortful", "low effort no", "disappoint"]) {
        Some(-1)
    } else if has(&[
        "best",
        "excellent",
        "always",
        "absolutely",
        "fantastic",
        "great",
        "amazing",
        "definitely",
    ]) {
        Some(1)
    } else {
        None
    }
}

/// Whether a text reads like a label of some scale.
pub fn is_label(key: &str) -> bool {
    take_apart(key).is_some()
}

/// Whether a text is the middle of a scale.
pub fn is_middle(text: &str) -> bool {
    take_apart(&label_key(text)).is_some_and(|part| part.side == 0)
}

/// Whether a label is about agreement.
pub fn is_agreement(text: &str) -> bool {
    take_apart(&label_key(text)).is_some_and(|part| part.theme == Some(Theme::Agreement))
}

/// Finds the scale that a set of labels is from. `answers` counts how many cells hold a label.
pub fn find_scale(labels: &BTreeMap<String, u64>, answers: u64) -> Option<LabelScale> {
    if labels.len() < 2 || labels.len() > 12 {
        return None;
    }
    listed_scale(labels).or_else(|| composed_scale(labels, answers))
}

fn listed_scale(labels: &BTreeMap<String, u64>) -> Option<LabelScale> {
    let fits = |scale: &&(Theme, &[&str])| {
        labels.keys().all(|label| scale.1.contains(&label.as_str()))
            && (labels.len() * 2 > scale.1.len())
    };
    let (theme, points) = LISTED.iter().find(fits)?;
    let labels =
        (1..).zip(points.iter()).map(|(value, label)| ((*label).to_owned(), value)).collect();
    let scale = Scale::new(1, i32::try_from(points.len()).ok()?);
    Some(LabelScale { theme: *theme, scale, labels, confidence: 0.85 })
}

fn composed_scale(labels: &BTreeMap<String, u64>, answers: u64) -> Option<LabelScale> {
    let parts: Vec<(&String, Part)> = labels
        .keys()
        .map(|label| take_apart(label).map(|part| (label, part)))
        .collect::<Option<_>>()?;
    let themes: BTreeSet<Theme> = parts.iter().filter_map(|(_, part)| part.theme).collect();
    let (Some(theme), 1) = (themes.first().copied(), themes.len()) else { return None };
    // What occurs on one side is asked on the other one too.
    let strengths: BTreeSet<u8> =
        parts.iter().filter(|(_, part)| part.side != 0).map(|(_, part)| part.strength).collect();
    let neutral = parts.iter().any(|(_, part)| part.side == 0);
    let sides = i32::try_from(strengths.len()).ok()?;
    // Few answers may well leave out the middle of a five-point scale.
    let middle = i32::from(neutral || (sides == 2 && answers < 30));
    let points = 2 * sides + middle;
    if !(3..=11).contains(&points) {
        return None;
    }
    let value = |part: &Part| {
        let rank = strengths.iter().take_while(|strength| **strength < part.strength).count();
        let rank = i32::try_from(rank).unwrap_or(0);
        match part.side {
            -1 => sides - rank,
            0 => sides + 1,
            _ => sides + middle + 1 + rank,
        }
    };
    let labels: BTreeMap<String, i32> =
        parts.iter().map(|(label, part)| ((*label).clone(), value(part))).collect();
    let distinct: BTreeSet<&i32> = labels.values().collect();
    if distinct.len() < labels.len() {
        return None;
    }
    let confidence = if neutral && (points == 5 || points == 7) { 0.9 } else { 0.6 };
    Some(LabelScale { theme, scale: Scale::new(1, points), labels, confidence })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(labels: &[&str]) -> Option<LabelScale> {
        let labels = labels.iter().map(|label| (label_key(label), 20)).collect();
        find_scale(&labels, 100)
    }

    #[track_caller]
    fn worst_to_best(labels: &[&str], kind: Kind) {
        let found = scale(labels).unwrap_or_else(|| panic!("{labels:?}"));
        assert_eq!(found.theme.kind(), kind, "{labels:?}");
        assert_eq!(found.scale, Scale::new(1, labels.len() as i32), "{labels:?}");
        for (value, label) in (1..).zip(labels) {
            assert_eq!(found.labels.get(&label_key(label)), Some(&value), "{label}");
        }
    }

    #[test]
    fn scales_in_words_are_ordered_in_many_languages() {
        worst_to_best(
            &[
                "Very dissatisfied",
                "Somewhat dissatisfied",
                "Neither satisfied nor dissatisfied",
                "Somewhat satisfied",
                "Very satisfied",
            ],
            Kind::Csat,
        );
        worst_to_best(
            &[
                "Very difficult",
                "Somewhat difficult",
                "Neither easy nor difficult",
                "Somewhat easy",
                "Very easy",
            ],
            Kind::Ces,
        );
        worst_to_best(
            &[
                "Strongly disagree",
                "Disagree",
                "Somewhat disagree",
                "Neutral",
                "Somewhat agree",
                "Agree",
                "Strongly agree",
            ],
            Kind::Rating,
        );
        worst_to_best(
            &[
                "Very unfavorably",
                "Somewhat unfavorably",
                "Neither favorably nor unfavorably (neutral)",
                "Somewhat favorably",
                "Very favorably",
            ],
            Kind::Csat,
        );
        worst_to_best(
            &[
                "Sehr unzufrieden",
                "Eher unzufrieden",
                "Teils, teils",
                "Eher zufrieden",
                "Sehr zufrieden",
            ],
            Kind::Csat,
        );
        worst_to_best(
            &["Très insatisfait", "Insatisfait", "Neutre", "Satisfait", "Très satisfait"],
            Kind::Csat,
        );
        worst_to_best(
            &[
                "Muy insatisfecho",
                "Insatisfecho",
                "Ni satisfecho ni insatisfecho",
                "Satisfecho",
                "Muy satisfecho",
            ],
            Kind::Csat,
        );
        worst_to_best(&["Très mauvaise", "Mauvaise", "Moyenne", "Bonne", "Très bonne"], Kind::Csat);
        worst_to_best(&["Poor", "Fair", "Good", "Very good", "Excellent"], Kind::Csat);
        worst_to_best(&["bad", "good"], Kind::Csat);
    }

    #[test]
    fn an_answer_that_nobody_gave_keeps_its_place() {
        let found = scale(&[
            "Somewhat difficult",
            "Neither easy nor difficult",
            "Somewhat easy",
            "Very easy",
        ])
        .unwrap();
        assert_eq!(found.scale, Scale::new(1, 5));
        assert_eq!(found.labels["very easy"], 5);
        assert_eq!(found.labels["somewhat difficult"], 2);
    }

    #[test]
    fn other_words_are_no_scale() {
        assert_eq!(scale(&["Prometheus", "OpenTelemetry", "Neither"]), None);
        assert_eq!(scale(&["Male", "Female"]), None);
        assert_eq!(scale(&["Yes", "No"]), None);
        assert_eq!(
            scale(&["Yes, and my needs were generally met", "No", "Other (please specify)"]),
            None
        );
    }
}
