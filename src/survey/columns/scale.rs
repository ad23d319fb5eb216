//! Which scale the numbers of a column are on, and what they measure.

use std::collections::BTreeSet;

use super::headings::{self, mentions};
use super::profile::Profile;
use super::stated::{self, Stated};
use super::{Column, Proposal, labels, words};
use crate::tally::{Direction, Kind, Scale};

/// What the other columns of the file say about the scales that its authors like.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Context {
    /// A column of answers up to 10 holds a 0.
    zero_to_ten: bool,
    /// A column is about recommending, on a scale to 10.
    recommend: bool,
    /// A column's greatest answer is 5.
    five: bool,
    /// A heading names a scale from 1 to 10.
    one_to_ten: bool,
}

impl Context {
    /// Looks at the columns that may be scales.
    pub(super) fn of<'a>(columns: impl Iterator<Item = (&'a Column, &'a Profile)>) -> Self {
        let mut context = Self::default();
        for (column, profile) in columns {
            let heading = heading_of(column);
            if !may_be_scale(&heading, profile) {
                continue;
            }
            let Some((low, high)) = core_range(profile) else { continue };
            let recommend = mentions(&heading, &words::RECOMMEND);
            context.five |= high == 5;
            context.recommend |= recommend && high >= 9 && !has_agreement(profile);
            context.zero_to_ten |= low == 0 && (9..=10).contains(&high);
            context.one_to_ten |= stated::stated_scale(&heading)
                .is_some_and(|stated| stated.scale == Scale::new(1, 10));
        }
        context
    }
}

/// The words over a column, lower case. A name that is one word, `LikelyToRecommend`, is there in
/// parts as well.
pub(crate) fn heading_of(column: &Column) -> String {
    let mut heading = column.text.to_lowercase();
    if column.name != column.text {
        heading.push(' ');
        heading.push_str(&column.name.to_lowercase());
    }
    if !column.name.contains(' ') {
        heading.push(' ');
        heading.push_str(&headings::spread(&column.name));
    }
    heading
}

fn has_agreement(profile: &Profile) -> bool {
    profile.texts.keys().any(|text| labels::is_agreement(text))
}

/// Codes that are commonly given to "does not apply" and "no answer".
const MISSING_CODES: [i32; 7] = [-9, -1, 77, 88, 97, 98, 99];

/// The least and greatest whole number from 0 to 10.
fn core_range(profile: &Profile) -> Option<(i32, i32)> {
    let core = || profile.whole.keys().copied().filter(|value| (0..=10).contains(value));
    Some((core().min()?, core().max()?))
}

/// Whether numbers may be answers on a scale: few, small, whole, and hardly any text among them.
pub(super) fn may_be_scale(heading: &str, profile: &Profile) -> bool {
    let whole = profile.whole_cells();
    if whole == 0 || core_range(profile).is_none() {
        return false;
    }
    let strange = profile
        .whole
        .keys()
        .filter(|value| !(0..=10).contains(*value) && !MISSING_CODES.contains(*value))
        .count();
    let few_texts = profile.texts.len() <= 4 || profile.text_cells * 20 <= profile.filled;
    let numeric = profile.number_share() >= 0.3 && few_texts;
    let fractions = profile.fractions * 20 <= whole || profile.fractions <= 1;
    if !(numeric && fractions && strange <= 2) {
        return false;
    }
    let asks_for_a_number = mentions(heading, &words::NOT_A_SCALE);
    // The same number in every row is more often a setting than an answer.
    let constant = profile.whole.len() == 1 && whole >= 5;
    asks_for_an_answer(heading) || !(asks_for_a_number || constant)
}

/// Whether a heading, lower case, asks to recommend, to rate, or names a scale.
pub(super) fn asks_for_an_answer(heading: &str) -> bool {
    mentions(heading, &words::RECOMMEND)
        || mentions(heading, &words::SATISFACTION)
        || mentions(heading, &words::EFFORT)
        || stated::stated_scale(heading).is_some()
}

/// Fills in kind, scale, direction, confidence and reason of a column of numbers. Gives warnings.
pub(super) fn decide(column: &mut Column, profile: &Profile, context: Context) -> Vec<String> {
    let heading = heading_of(column);
    let stated = stated::stated_scale(&heading).filter(|stated| explains(stated, profile));
    let Some((scale, mut confidence, mut reason)) =
        find_scale(&heading, profile, stated.as_ref(), context)
    else {
        return Vec::new();
    };
    let kind = kind_of(&heading, scale, &mut confidence);
    column.set_score(kind, scale);
    column.direction = direction_of(&heading, kind, stated.as_ref(), profile, scale);
    let unclear = is_only_named_effort(column, profile, stated.as_ref());
    if let Some(stated) = stated {
        column.low_label = stated.low_label;
        column.high_label = stated.high_label;
    }
    for (value, label) in &profile.beside {
        if *value == scale.low {
            column.low_label = Some(label.clone());
        } else if *value == scale.high {
            column.high_label = Some(label.clone());
        }
    }
    column.proposals = proposals(profile, scale);
    reason.push_str(match kind {
        Kind::Nps => " The question is about recommending.",
        Kind::Ces => " The question is about effort or ease.",
        _ => "",
    });
    let mut warnings = missing_codes(column, profile);
    warnings.extend(warn(column, profile, scale));
    if unclear {
        confidence = confidence.min(0.5);
        reason.push_str(" Nothing says which end is good.");
        warnings.push(format!(
            "Column {index} ({}): nothing says whether a high number means much effort or little. \
             It is taken for little; if it means much, say {index}=ces:{}-{},low-good.",
            column.short_name(),
            scale.low,
            scale.high,
            index = column.index
        ));
    }
    if !column.proposals.is_empty() {
        confidence = confidence.min(0.6);
    }
    column.confidence = confidence;
    column.reason = reason;
    warnings
}

/// Whether nearly all answers lie on the scale that the heading names.
fn explains(stated: &Stated, profile: &Profile) -> bool {
    let inside: u64 = profile
        .whole
        .iter()
        .filter(|(value, _)| stated.scale.contains(**value))
        .map(|(_, n)| n)
        .sum();
    inside * 10 >= profile.whole_cells() * 6
}

fn find_scale(
    heading: &str,
    profile: &Profile,
    stated: Option<&Stated>,
    context: Context,
) -> Option<(Scale, f64, String)> {
    if let Some(stated) = stated {
        let Scale { low, high } = stated.scale;
        return Some((
            stated.scale,
            0.95,
            format!("The heading names a scale from {low} to {high}."),
        ));
    }
    let (low, high) = core_range(profile)?;
    let recommend = mentions(heading, &words::RECOMMEND);
    let found = |scale: Scale, confidence: f64, why: &str| {
        let seen = format!("The answers go from {low} to {high}{why}.");
        Some((scale, confidence, seen))
    };
    let many = profile.whole_cells() >= 50;
    match (low, high) {
        (_, 8..=10) if recommend && has_agreement(profile) => {
            found(Scale::new(1, 10), 0.6, " and the end labels are about agreement")
        }
        (_, 8..=10) if recommend => found(Scale::new(0, 10), 0.9, ", as for a recommendation"),
        (0, 8..=10) => found(Scale::new(0, 10), 0.85, ""),
        (_, 8..=10) if context.one_to_ten || (many && low == 1) => {
            found(Scale::new(1, 10), 0.75, " and nobody gave a 0")
        }
        (_, 8..=10) if context.zero_to_ten || context.recommend => {
            found(Scale::new(0, 10), 0.6, "; other questions of the file go from 0 to 10")
        }
        (_, 8..=10) => found(Scale::new(1, 10), 0.5, ""),
        (0, 7) => found(Scale::new(0, 10), 0.4, ""),
        (_, 7) => found(Scale::new(1, 7), 0.8, ""),
        (_, 6) if context.five => found(
            Scale::new(1, 5),
            0.6,
            "; other questions end at 5, so 6 is probably \"does not apply\"",
        ),
        (0, 6) => found(Scale::new(1, 5), 0.5, "; 0 and 6 probably stand for no answer"),
        (_, 6) => found(Scale::new(1, 6), 0.5, ""),
        (0, 5) if context.five && share(profile, 0) < 0.2 => found(
            Scale::new(1, 5),
            0.7,
            "; other questions start at 1, so 0 is probably \"does not apply\"",
        ),
        (0, 5) => found(Scale::new(0, 5), 0.6, ""),
        (_, 5) => found(Scale::new(1, 5), 0.8, ""),
        (0, 1) => found(Scale::new(0, 1), 0.6, ""),
        (0, 2) => found(Scale::new(0, 2), 0.5, ""),
        (0, 3 | 4) if context.five => found(Scale::new(1, 5), 0.5, "; other questions end at 5"),
        (0, 3 | 4) => found(Scale::new(0, high), 0.4, ""),
        _ if context.five => found(Scale::new(1, 5), 0.6, "; other questions end at 5"),
        (1.., 3 | 4) if profile.whole_cells() >= 30 => found(Scale::new(1, high), 0.5, ""),
        (1.., 3 | 4) => found(Scale::new(1, 5), 0.4, ""),
        _ if mentions(heading, &words::SATISFACTION) && high >= 1 => {
            found(Scale::new(1, 5), 0.4, "")
        }
        _ => None,
    }
}

fn share(profile: &Profile, value: i32) -> f64 {
    profile.whole.get(&value).copied().unwrap_or(0) as f64 / profile.whole_cells().max(1) as f64
}

fn kind_of(heading: &str, scale: Scale, confidence: &mut f64) -> Kind {
    let kind = kind_by_heading(heading, scale);
    let named = mentions(heading, &words::EFFORT) || mentions(heading, &words::SATISFACTION);
    if matches!(kind, Kind::Ces | Kind::Csat) && !named {
        *confidence = confidence.min(0.65);
    }
    kind
}

/// What is measured on a scale under a heading in lower case.
pub(crate) fn kind_by_heading(heading: &str, scale: Scale) -> Kind {
    let effort = mentions(heading, &words::EFFORT);
    let satisfaction = mentions(heading, &words::SATISFACTION);
    match (scale.low, scale.high) {
        (0, 10) if mentions(heading, &words::RECOMMEND) => Kind::Nps,
        (0, 1) => Kind::Binary,
        _ if mentions(heading, &words::RANK) => Kind::Rating,
        (_, ..=7) if effort => Kind::Ces,
        (1, 7) if !satisfaction => Kind::Ces,
        (_, ..=5 | 7) => Kind::Csat,
        _ => Kind::Rating,
    }
}

fn direction_of(
    heading: &str,
    kind: Kind,
    stated: Option<&Stated>,
    profile: &Profile,
    scale: Scale,
) -> Direction {
    let beside = |value| profile.beside.get(&value).and_then(|label: &String| labels::side(label));
    let by_cells = stated::direction_of(beside(scale.low), beside(scale.high));
    let heading = &without_metric_name(heading);
    let hard_only = mentions(heading, &words::HARD) && !mentions(heading, &words::EASY);
    let by_words = (kind == Kind::Ces && hard_only) || mentions(heading, &words::RANK);
    by_cells.or_else(|| stated.and_then(Stated::direction)).unwrap_or(if by_words {
        Direction::LowGood
    } else {
        Direction::HighGood
    })
}

/// A heading, lower case, without "effort score": the name of the metric says nothing of whether
/// people were asked for effort or for ease.
fn without_metric_name(heading: &str) -> String {
    let spaced = heading.replace(['_', '-'], " ");
    ["effort score", "effortscore"].iter().fold(spaced, |rest, name| rest.replace(name, " "))
}

/// Whether nothing but the name of the metric tells that a column measures effort.
fn is_only_named_effort(column: &Column, profile: &Profile, stated: Option<&Stated>) -> bool {
    let heading = heading_of(column);
    let rest = without_metric_name(&heading);
    let named = rest != heading.replace(['_', '-'], " ") || column.name.eq_ignore_ascii_case("ces");
    column.kind == Some(Kind::Ces)
        && named
        && !mentions(&rest, &words::HARD)
        && !mentions(&rest, &words::EASY)
        && profile.beside.is_empty()
        && stated.and_then(Stated::direction).is_none()
}

/// Texts among numbers are most likely the labels of the ends, which some tools write instead of
/// the number.
fn proposals(profile: &Profile, scale: Scale) -> Vec<Proposal> {
    let mut free: BTreeSet<i32> =
        (scale.low..=scale.high).filter(|value| !profile.whole.contains_key(value)).collect();
    let mut texts: Vec<(&String, &u64)> = profile.texts.iter().collect();
    texts.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
    let mut proposals = Vec::new();
    for (key, count) in texts.into_iter().take(4) {
        let value = if labels::is_middle(key) {
            i32::midpoint(scale.low, scale.high)
        } else if labels::side(key) == Some(-1) {
            scale.low
        } else {
            scale.high
        };
        if free.remove(&value) {
            let text = profile.spelling.get(key).unwrap_or(key).clone();
            proposals.push(Proposal { text, value, count: *count });
        }
    }
    proposals
}

/// Takes codes such as 99 for "does not apply".
fn missing_codes(column: &mut Column, profile: &Profile) -> Vec<String> {
    let mut warnings = Vec::new();
    for code in MISSING_CODES {
        if let Some(count) = profile.whole.get(&code) {
            column.not_applicable.insert(code.to_string());
            warnings.push(format!(
                "Column {} ({}): {code} stands {count} times and is taken for \"does not apply\".",
                column.index,
                column.short_name()
            ));
        }
    }
    warnings
}

fn warn(column: &Column, profile: &Profile, scale: Scale) -> Vec<String> {
    let mut warnings = Vec::new();
    let place = format!("Column {} ({})", column.index, column.short_name());
    let n = profile.whole_cells();
    if column.kind == Some(Kind::Nps) && !profile.whole.contains_key(&0) && n >= 1_000 {
        warnings.push(format!(
            "{place}: nobody of {n} gave a 0. The scale may be 1 to 10, which is no NPS scale."
        ));
    }
    let inside: Vec<i32> =
        profile.whole.keys().copied().filter(|value| scale.contains(*value)).collect();
    // A rare answer beside the gap only means that the next one was rarer still.
    let common = |value: &i32| share(profile, *value) >= 0.05;
    let gap =
        inside.windows(2).any(|pair| matches!(pair, [a, b] if b - a > 1 && common(a) && common(b)));
    if gap && n >= 30 && scale.points() <= 7 && inside.len() >= 4 {
        warnings.push(format!(
            "{place}: the codes {inside:?} leave a gap. They may be recoded and out of order; \
             check the order, or export the answers as choice text."
        ));
    }
    warnings
}
