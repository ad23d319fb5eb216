//! Answers in words: which point of which scale a label is, in several languages.
//!
//! Most scales are made of a theme (satisfied), a side (dissatisfied) and a strength (very). Labels
//! are taken apart so, and the scale is put together again from the strengths that occur; scales
//! that are not made like that are listed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::label_words::{
    BAD, BESIDE_MIDDLE, BEST, FILLERS, GOOD, MIDDLE_OF_ANY, NEGATIONS, NEUTRAL, PLAIN_STRENGTH,
    STRENGTHS, WORST,
};
use super::listed_scales::LISTED;
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
    /// How much of something there is, or how often.
    Amount,
}

impl Theme {
    /// The kind of metric of a scale of this theme.
    pub const fn kind(self) -> Kind {
        match self {
            Self::Satisfaction | Self::Quality => Kind::Csat,
            Self::Ease => Kind::Ces,
            Self::Agreement | Self::Likelihood | Self::Importance | Self::Amount => Kind::Rating,
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
    /// Whether a label holds a word that is not understood and that may change its place.
    pub in_doubt: bool,
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

/// So many answers leave out no point between two others.
const MANY: u64 = 30;

/// Longer texts are no labels.
const MAX_LABEL_BYTES: usize = 150;

/// Takes a label apart; none where it has no word of any theme.
fn take_apart(label: &str) -> Option<Part> {
    // What people write themselves is longer than any label, and not worth the search.
    if label.len() > MAX_LABEL_BYTES {
        return None;
    }
    if MIDDLE_OF_ANY.begin(label) {
        return Some(Part { theme: None, side: 0, strength: 0, negated: false });
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
    let found = listed_scale(labels, answers)
        .or_else(|| without_last_word(labels, answers))
        .or_else(|| ladder(labels, answers))
        .or_else(|| composed_scale(labels, answers))?;
    let confidence = if found.in_doubt { found.confidence.min(0.4) } else { found.confidence };
    Some(LabelScale { confidence, ..found })
}

/// Finds the scale of labels that all end in the same word: `Poor value`, `Excellent value`.
fn without_last_word(labels: &BTreeMap<String, u64>, answers: u64) -> Option<LabelScale> {
    let (_, last) = labels.keys().next()?.rsplit_once(' ')?;
    // "Very satisfied" and "Satisfied" are taken apart as they are.
    if is_label(last) {
        return None;
    }
    let short = |label: &str| Some(label.strip_suffix(last)?.strip_suffix(' ')?.to_owned());
    let shorter: BTreeMap<String, u64> =
        labels.iter().map(|(label, n)| Some((short(label)?, *n))).collect::<Option<_>>()?;
    let found = listed_scale(&shorter, answers)?;
    let whole = |(label, value)| (format!("{label} {last}"), value);
    Some(LabelScale { labels: found.labels.into_iter().map(whole).collect(), ..found })
}

/// Whether a label without any word of strength holds a word that is not understood, beside another
/// label of its side: that word may make it stronger or weaker than the other one.
fn are_in_doubt(parts: &[(&String, Part)]) -> bool {
    let same_side = |part: &Part| {
        let is_same = |other: &Part| (other.side, other.negated) == (part.side, part.negated);
        parts.iter().filter(|(_, other)| is_same(other)).count() > 1
    };
    parts.iter().any(|(label, part)| {
        part.side != 0
            && part.strength == PLAIN_STRENGTH
            && same_side(part)
            && !is_understood(label)
    })
}

/// Whether every word of a label is one of those that labels are made of. (Scripts without spaces
/// cannot be taken apart into words.)
fn is_understood(label: &str) -> bool {
    let mut rest = label;
    while let Some(first) = rest.chars().next() {
        if first >= '\u{3040}' {
            return true;
        }
        if !first.is_alphabetic() {
            rest = rest.get(first.len_utf8()..).unwrap_or("");
            continue;
        }
        let themes = GOOD.iter().chain(&BAD).map(|(_, words)| words);
        let others = [&NEUTRAL, &BESIDE_MIDDLE, &WORST, &BEST, &NEGATIONS, &FILLERS];
        let lists = themes.chain(STRENGTHS.iter().map(|(_, words)| words)).chain(others);
        let Some(length) = lists.filter_map(|words| words.longest(rest)).max() else {
            return false;
        };
        let behind = rest.get(length..).unwrap_or("");
        rest = behind.trim_start_matches(char::is_alphabetic);
    }
    true
}

fn listed_scale(labels: &BTreeMap<String, u64>, answers: u64) -> Option<LabelScale> {
    static POINTS: LazyLock<Vec<(Theme, Vec<&str>)>> = LazyLock::new(|| {
        LISTED.iter().map(|(theme, listed)| (*theme, listed.split('|').collect())).collect()
    });
    let fits = |(_, points): &&(Theme, Vec<&str>)| {
        labels.keys().all(|label| points.contains(&label.as_str()))
            && labels.len() * 2 > points.len()
    };
    // Of many, somebody would have given an answer that the list has and the file does not.
    let whole = |(_, points): &&(Theme, Vec<&str>)| points.len() == labels.len();
    let exact = || POINTS.iter().filter(fits).find(whole).filter(|_| answers >= MANY);
    let (theme, points) = exact().or_else(|| POINTS.iter().find(fits))?;
    let labels = (1..).zip(points).map(|(value, label)| ((*label).to_owned(), value)).collect();
    let scale = Scale::new(1, i32::try_from(points.len()).ok()?);
    // How often and how much may be good or bad; the words do not tell.
    let confidence = if *theme == Theme::Amount { 0.5 } else { 0.85 };
    Some(LabelScale { theme: *theme, scale, labels, confidence, in_doubt: false })
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
fn ladder(labels: &BTreeMap<String, u64>, answers: u64) -> Option<LabelScale> {
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
        // "Less satisfied" is not as bad as "not satisfied".
        (true, _, 1) => 2,
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
    // Of many, somebody would have given an answer that stands between two others.
    let gap = places.windows(2).any(|pair| matches!(pair, [a, b] if b - a > 1));
    let is_usual = places.len() == steps.len()
        && places.last() == Some(&5)
        && steps.len() >= 3
        && !(gap && answers >= MANY);
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
    let in_doubt = are_in_doubt(&parts);
    let confidence = if is_usual { 0.85 } else { 0.6 };
    Some(LabelScale { theme, scale: Scale::new(1, points), labels, confidence, in_doubt })
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
    let middle = i32::from(neutral || (sides == 2 && answers < MANY));
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
    let in_doubt = are_in_doubt(&parts);
    Some(LabelScale { theme, scale: Scale::new(1, points), labels, confidence, in_doubt })
}

#[cfg(test)]
mod tests;
