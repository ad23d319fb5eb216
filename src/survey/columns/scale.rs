//! Which scale the numbers of a column are on.

use std::collections::BTreeSet;

use super::headings::{self, NumberWord};
use super::measure::{self, is_about_effort};
use super::profile::Profile;
use super::stated::{self, Stated};
use super::{Column, Proposal, codes, labels, number_words, words};
use crate::tally::{Kind, Scale};
use crate::warning::{ColumnWarning, Warning};

/// What the other columns of the file say about the scales that its authors like.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Context {
    /// A column of answers up to 10 holds a 0.
    zero_to_ten: bool,
    /// A column is about recommending, on a scale to 10.
    recommend: bool,
    /// How many columns have 5 for their greatest answer.
    fives: usize,
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
            let recommend = words::RECOMMEND.are_mentioned(&heading);
            context.fives += usize::from(high == 5);
            context.recommend |= recommend && high >= 9 && !has_agreement(profile);
            context.zero_to_ten |= low == 0 && (9..=10).contains(&high);
            context.one_to_ten |= stated::stated_scale(&heading)
                .is_some_and(|stated| stated.scale == Scale::new(1, 10));
        }
        context
    }

    /// Whether another column's greatest answer is 5.
    const fn five(self) -> bool {
        self.fives > 0
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

/// The least and greatest whole number from 0 to 10.
fn core_range(profile: &Profile) -> Option<(i32, i32)> {
    let core = || profile.whole.keys().copied().filter(|value| (0..=10).contains(value));
    Some((core().min()?, core().max()?))
}

/// Whether numbers may be answers on a scale: few, small, whole, and hardly any text among them.
pub(super) fn may_be_scale(heading: &str, profile: &Profile) -> bool {
    let whole = profile.whole_cells();
    if whole == 0 || profile.lists * 50 > profile.filled {
        return false;
    }
    let few_texts = profile.texts.len() <= 4 || profile.text_cells * 20 <= profile.filled;
    let numeric = profile.number_share() >= 0.3 && few_texts;
    let fractions = profile.fractions * 20 <= whole || profile.fractions <= 1;
    if !(numeric && fractions) {
        return false;
    }
    if profile.minutes * 2 > whole && !asks_for_an_answer(heading) {
        return false;
    }
    if wide_scale(heading, profile).is_some() {
        return true;
    }
    let strange = profile.whole.keys().filter(|value| !is_usual(**value)).count();
    if core_range(profile).is_none() || strange > 2 {
        return false;
    }
    let asks_for_a_number = number_words::NOT_A_SCALE.are_mentioned(heading)
        || number_words::NOT_A_SCALE_WORDS.are_whole_words(&heading.replace('_', " "))
        // Without its number: `4. Which of these?`
        || number_words::NOMINAL.begin(heading.trim_start_matches(|c: char| !c.is_alphabetic()));
    // The same number in every row is more often a setting than an answer.
    let constant = profile.whole.len() == 1 && whole >= 5;
    asks_for_an_answer(heading)
        || !(asks_for_a_number || constant && !words::GRADED.are_mentioned(heading))
}

/// Whether a number is an answer of a usual scale, or known not to be one.
fn is_usual(value: i32) -> bool {
    (0..=10).contains(&value) || codes::is_missing_code(value) || codes::is_day_serial(value)
}

/// Whether a heading, lower case, asks to recommend, to rate, or names a scale.
pub(super) fn asks_for_an_answer(heading: &str) -> bool {
    words::RECOMMEND.are_mentioned(heading)
        || words::SATISFIED.are_mentioned(heading)
        || words::RATED.are_mentioned(heading)
        || is_about_effort(heading)
        || stated::stated_scale(heading).is_some()
}

/// Whether a column with the name of an amount, such as "Price", is one of several that are rated
/// from 1 to 5.
pub(super) fn is_rated_thing(named: NumberWord, profile: &Profile, context: Context) -> bool {
    // A line of totals at the end of the file is no answer.
    let others: u64 =
        profile.whole.iter().filter(|(value, _)| !(1..=5).contains(*value)).map(|(_, n)| n).sum();
    let rated = others <= 2 && profile.whole_cells() >= 10;
    named == NumberWord::Amount
        && context.fives >= 2
        && rated
        && profile.fractions <= 1
        && profile.whole.len() >= 3
}

/// A scale that goes beyond 0 to 10: 0 to 100 where the heading asks for satisfaction or names it,
/// or around zero, as from -3 to 3.
fn wide_scale(heading: &str, profile: &Profile) -> Option<Scale> {
    let known = || profile.whole.keys().copied().filter(|value| !codes::is_missing_code(*value));
    let (low, high) = profile.whole.keys().next().zip(profile.whole.keys().next_back())?;
    let negatives = profile.whole.keys().filter(|value| **value < 0).count();
    let reach = low.abs().max(*high);
    if negatives >= 2 && [2, 3, 5].contains(&reach) && *high > 0 && asks_for_an_answer(heading) {
        return Some(Scale::new(-reach, reach));
    }
    let (low, high) = (known().min()?, known().max()?);
    let hundred = stated::stated_scale(heading).is_some_and(|stated| stated.scale.high == 100);
    let slider = words::SATISFIED.are_mentioned(heading) && profile.whole.len() >= 8 && high > 20;
    let within = (0..=100).contains(&low) && (11..=100).contains(&high);
    (within && (hundred || slider)).then_some(Scale::new(0, 100))
}

/// Fills in kind, scale, direction, confidence and reason of a column of numbers. Gives warnings.
pub(super) fn decide(column: &mut Column, profile: &Profile, context: Context) -> Vec<Warning> {
    let heading = heading_of(column);
    let stated = stated::stated_scale(&heading).filter(|stated| explains(stated, profile));
    let Some((scale, mut confidence, mut reason)) =
        find_scale(&heading, profile, stated.as_ref(), context)
    else {
        return Vec::new();
    };
    let kind = measure::kind_of(&heading, scale, &mut confidence);
    column.set_score(kind, scale);
    column.direction = measure::direction_of(&heading, kind, stated.as_ref(), profile, scale);
    let unclear = measure::is_only_named_effort(column, profile, stated.as_ref());
    let turned = measure::is_turned_by_a_word(&heading, profile, stated.as_ref(), scale);
    let is_stated = stated.is_some();
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
    column.confidence = confidence;
    let mut warnings = codes::take_missing(column, profile, scale);
    warnings.extend(codes::warn(column, profile, scale));
    if unclear {
        column.confidence = column.confidence.min(0.5);
        reason.push_str(" Nothing says which end is good.");
        warnings.push(column.warning(ColumnWarning::EffortOrEase(scale)));
    }
    if turned {
        column.confidence = column.confidence.min(0.5);
        warnings.push(column.warning(ColumnWarning::LowIsGood(scale)));
    }
    if !is_stated {
        warnings.extend(fewer_points(column, profile, scale, context));
    }
    if !column.proposals.is_empty() {
        column.confidence = column.confidence.min(0.6);
    }
    column.reason = reason;
    warnings
}

/// So many answers without the highest one make it unlikely that anybody could give it.
const SETTLED: u64 = 100;

/// Points out a scale that is shorter than those of the other questions.
fn fewer_points(
    column: &Column,
    profile: &Profile,
    scale: Scale,
    context: Context,
) -> Option<Warning> {
    let shorter = context.five() && scale.low == 1 && (3..=4).contains(&scale.high);
    let answers = profile.whole_cells();
    shorter.then(|| column.warning(ColumnWarning::FewerPoints { scale, others: 5, answers }))
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
    let zero_to = stated.map_or(Scale::new(0, 10), |stated| stated.scale);
    if codes::are_shifted(profile, zero_to) {
        let Scale { low, high } = zero_to;
        let seen =
            format!("The answers go from 1 to {}, as codes do of {low} to {high}.", high + 1);
        return Some((zero_to, 0.3, seen));
    }
    if let Some(stated) = stated {
        let Scale { low, high } = stated.scale;
        return Some((
            stated.scale,
            0.95,
            format!("The heading names a scale from {low} to {high}."),
        ));
    }
    if let Some(scale) = wide_scale(heading, profile) {
        let Scale { low, high } = scale;
        return Some((scale, 0.6, format!("The answers lie within {low} and {high}.")));
    }
    let (low, high) = core_range(profile)?;
    if measure::is_school_grade(heading) && low >= 1 && high <= 6 {
        let seen = "The heading asks for a grade as schools give it, 1 for the best.";
        return Some((Scale::new(1, 6), 0.8, seen.to_owned()));
    }
    let recommend = words::RECOMMEND.are_mentioned(heading);
    // A 6 that many gave and a 5 that nobody gave are codes, not answers that do not apply.
    let recoded = high == 6 && !profile.whole.contains_key(&5) && profile.share(6) >= 0.05;
    let found = |scale: Scale, confidence: f64, why: &str| {
        let seen = format!("The answers go from {low} to {high}{why}.");
        Some((scale, confidence, seen))
    };
    let answers = profile.whole_cells();
    let many = answers >= 50;
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
        (_, 6) if context.five() && !recoded => found(
            Scale::new(1, 5),
            0.6,
            "; other questions end at 5, so 6 is probably \"does not apply\"",
        ),
        (0, 6) if !recoded => {
            found(Scale::new(1, 5), 0.5, "; 0 and 6 probably stand for no answer")
        }
        (low, 6) => found(Scale::new(low.min(1), 6), 0.5, ""),
        (0, 5) if context.five() && profile.share(0) < 0.2 => found(
            Scale::new(1, 5),
            0.7,
            "; other questions start at 1, so 0 is probably \"does not apply\"",
        ),
        (0, 5) => found(Scale::new(0, 5), 0.6, ""),
        (_, 5) => found(Scale::new(1, 5), 0.8, ""),
        (0, 1) => found(Scale::new(0, 1), 0.6, ""),
        (0, 2) => found(Scale::new(0, 2), 0.5, ""),
        (0, 3 | 4) if context.five() => found(Scale::new(1, 5), 0.5, "; other questions end at 5"),
        (0, 3 | 4) => found(Scale::new(0, high), 0.4, ""),
        (1, 3) if context.five() && many => found(Scale::new(1, 3), 0.6, ""),
        (1, 4) if context.five() && answers >= SETTLED => found(Scale::new(1, 4), 0.4, ""),
        // Two codes of so many answers are no five points.
        (_, ..=2) if many && !asks_for_an_answer(heading) => None,
        _ if context.five() => found(Scale::new(1, 5), 0.6, "; other questions end at 5"),
        (1.., 3 | 4) if answers >= 30 => found(Scale::new(1, high), 0.5, ""),
        (1.., 3 | 4) => found(Scale::new(1, 5), 0.4, ""),
        _ if words::SATISFIED.are_mentioned(heading) && high >= 1 => {
            found(Scale::new(1, 5), 0.4, "")
        }
        _ => None,
    }
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
