//! Answers in words: which point of which scale a label is, in several languages.
//!
//! Most scales are made of a theme (satisfied), a side (dissatisfied) and a strength (very). Labels
//! are taken apart so, and the scale is put together again from the strengths that occur; scales
//! that are not made like that are listed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::label_words::{
    BAD, BESIDE_MIDDLE, BEST, GOOD, LISTED, NEGATIONS, NEUTRAL, PLAIN_STRENGTH, STRENGTHS, WORST,
};
use super::word_list::Words;
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
    /// How much something matters, or is known.
    Importance,
}

impl Theme {
    /// The kind of metric of a scale of this theme.
    pub const fn kind(self) -> Kind {
        match self {
            Self::Satisfaction | Self::Quality => Kind::Csat,
            Self::Ease => Kind::Ces,
            Self::Agreement | Self::Likelihood | Self::Importance => Kind::Rating,
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
    /// Whether it is the opposite of its theme by a "not".
    negated: bool,
}

/// Longer texts are no labels.
const MAX_LABEL_BYTES: usize = 150;

/// Takes a label apart; none where it has no word of any theme.
fn take_apart(label: &str) -> Option<Part> {
    // What people write themselves is longer than any label, and not worth the search.
    if label.len() > MAX_LABEL_BYTES {
        return None;
    }
    let find = |table: &[(Theme, Words)]| {
        table.iter().find(|(_, words)| words.are_mentioned(label)).map(|row| row.0)
    };
    if NEUTRAL.are_mentioned(label) && !BESIDE_MIDDLE.are_mentioned(label) {
        let theme = find(&BAD).or_else(|| find(&GOOD));
        return Some(Part { theme, side: 0, strength: 0, negated: false });
    }
    let (bad, good) = (find(&BAD), find(&GOOD));
    let negated = NEGATIONS.begin(label);
    let (theme, side) = match (bad, good) {
        // "Not satisfied" is listed as bad. "Not at all difficult" is of the good side, and
        // "not at all easy" of the bad one.
        (Some(theme), good) => (theme, if negated && good.is_none() { 1 } else { -1 }),
        (None, Some(theme)) => (theme, if negated { -1 } else { 1 }),
        (None, None) => return None,
    };
    let strength = STRENGTHS
        .iter()
        .find(|(_, words)| words.are_mentioned(label))
        .map_or(PLAIN_STRENGTH, |row| row.0);
    Some(Part { theme: Some(theme), side, strength, negated })
}

/// Which side of its scale a label is on: below zero bad, above zero good, zero the middle.
pub fn side(text: &str) -> Option<i8> {
    let key = label_key(text);
    if let Some(part) = take_apart(&key) {
        return Some(part.side);
    }
    if WORST.are_mentioned(&key) {
        Some(-1)
    } else if BEST.are_mentioned(&key) {
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
    let listed = listed_scale(labels);
    listed.or_else(|| ladder(labels)).or_else(|| composed_scale(labels, answers))
}

fn listed_scale(labels: &BTreeMap<String, u64>) -> Option<LabelScale> {
    static POINTS: LazyLock<Vec<(Theme, Vec<&str>)>> = LazyLock::new(|| {
        LISTED.iter().map(|(theme, listed)| (*theme, listed.split('|').collect())).collect()
    });
    let fits = |(_, points): &&(Theme, Vec<&str>)| {
        labels.keys().all(|label| points.contains(&label.as_str()))
            && labels.len() * 2 > points.len()
    };
    let (theme, points) = POINTS.iter().find(fits)?;
    let labels = (1..).zip(points).map(|(value, label)| ((*label).to_owned(), value)).collect();
    let scale = Scale::new(1, i32::try_from(points.len()).ok()?);
    Some(LabelScale { theme: *theme, scale, labels, confidence: 0.85 })
}

/// The labels taken apart, if all of them are, with the one theme that they have in common.
fn parts(labels: &BTreeMap<String, u64>) -> Option<(Theme, Vec<(&String, Part)>)> {
    let parts: Vec<(&String, Part)> = labels
        .keys()
        .map(|label| take_apart(label).map(|part| (label, part)))
        .collect::<Option<_>>()?;
    let themes: BTreeSet<Theme> = parts.iter().filter_map(|(_, part)| part.theme).collect();
    match (themes.first(), themes.len()) {
        (Some(theme), 1) => Some((*theme, parts)),
        _ => None,
    }
}

/// Finds a scale that goes from nothing to much: not at all, slightly, moderately, very, extremely.
fn ladder(labels: &BTreeMap<String, u64>) -> Option<LabelScale> {
    let (theme, parts) = parts(labels)?;
    let count = |test: fn(&Part) -> bool| parts.iter().filter(|(_, part)| test(part)).count();
    let negated = count(|part| part.negated);
    let (good, bad) = (
        count(|part| !part.negated && part.side > 0),
        count(|part| !part.negated && part.side < 0),
    );
    // What is there is on one side; its opposite is only denied.
    let one_sided = (good == 0) != (bad == 0);
    let weak = count(|part| part.strength <= 3 && part.side != 0) > 0;
    if !one_sided || good.max(bad) < 2 || negated > good.max(bad) || !(negated > 0 || weak) {
        return None;
    }
    let step = |part: &Part| match (part.negated, part.side, part.strength) {
        (true, _, 6) => 0,
        (true, ..) => 1,
        (false, 0, _) => 5,
        (false, _, strength @ 1..=3) => 1 + strength,
        (false, _, strength) => 2 + strength,
    };
    let mut steps: Vec<u8> = parts.iter().map(|(_, part)| step(part)).collect();
    steps.sort_unstable();
    let distinct = steps.windows(2).all(|pair| pair.first() != pair.last());
    // The usual five: an answer that nobody gave keeps its place.
    let usual = |step: u8| match step {
        0 => 1,
        1 | 2 => 2,
        3..=5 => 3,
        6 | 7 => 4,
        _ => 5,
    };
    let mut places: Vec<i32> = steps.iter().map(|step| usual(*step)).collect();
    places.dedup();
    let is_usual = places.len() == steps.len() && places.last() == Some(&5) && steps.len() >= 3;
    if !distinct || !(is_usual || (negated > 0 && steps.len() >= 3)) {
        return None;
    }
    let points = if is_usual { 5 } else { i32::try_from(steps.len()).ok()? };
    let place = |part: &Part| {
        let rank = steps.iter().take_while(|other| **other < step(part)).count();
        let rank = i32::try_from(rank).unwrap_or(0) + 1;
        let upwards = if is_usual { usual(step(part)) } else { rank };
        if good > 0 { upwards } else { points + 1 - upwards }
    };
    let labels = parts.iter().map(|(label, part)| ((*label).clone(), place(part))).collect();
    let confidence = if is_usual { 0.85 } else { 0.6 };
    Some(LabelScale { theme, scale: Scale::new(1, points), labels, confidence })
}

fn composed_scale(labels: &BTreeMap<String, u64>, answers: u64) -> Option<LabelScale> {
    let (theme, parts) = parts(labels)?;
    let strengths_of = |side: i8| -> BTreeSet<u8> {
        parts.iter().filter(|(_, part)| part.side == side).map(|(_, part)| part.strength).collect()
    };
    let (mut bad, mut good) = (strengths_of(-1), strengths_of(1));
    if bad.len() != good.len() {
        // What occurs on one side is asked on the other one too.
        let both: BTreeSet<u8> = bad.union(&good).copied().collect();
        (bad, good) = (both.clone(), both);
    }
    let neutral = parts.iter().any(|(_, part)| part.side == 0);
    let sides = i32::try_from(good.len()).ok()?;
    // Few answers may well leave out the middle of a five-point scale.
    let middle = i32::from(neutral || (sides == 2 && answers < 30));
    let points = 2 * sides + middle;
    if !(3..=11).contains(&points) {
        return None;
    }
    let value = |part: &Part| {
        let strengths = if part.side < 0 { &bad } else { &good };
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
