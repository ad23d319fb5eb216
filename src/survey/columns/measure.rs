//! What is measured on a scale, and which end of it is good.

use super::profile::Profile;
use super::stated::{self, Stated};
use super::{Column, labels, words};
use crate::columns::scale::heading_of;
use crate::tally::{Direction, Kind, Scale};

/// Whether a heading, lower case, is about effort or ease.
pub(super) fn is_about_effort(heading: &str) -> bool {
    // In French, "ces" is an ordinary word; as the name of the metric it stands nearly alone.
    let named = heading.split_whitespace().count() <= 6
        && words::CES.are_whole_words(&heading.replace('_', " "));
    named || words::EFFORT.are_mentioned(heading)
}

/// Whether a heading, lower case, asks how satisfied somebody is, or for a grade.
pub(super) fn is_about_satisfaction(heading: &str) -> bool {
    words::SATISFIED.are_mentioned(heading)
        || words::RATED.are_mentioned(heading)
        || words::GRADED.are_mentioned(heading)
}

/// What is measured on a scale; less sure where the heading does not name it.
pub(super) fn kind_of(heading: &str, scale: Scale, confidence: &mut f64) -> Kind {
    let kind = kind_by_heading(heading, scale);
    let named = is_about_effort(heading) || is_about_satisfaction(heading);
    if matches!(kind, Kind::Ces | Kind::Csat) && !named {
        *confidence = confidence.min(0.65);
    }
    kind
}

/// What is measured on a scale under a heading in lower case.
pub(crate) fn kind_by_heading(heading: &str, scale: Scale) -> Kind {
    let effort = is_about_effort(heading);
    match (scale.low, scale.high) {
        (0, 10) if words::RECOMMEND.are_mentioned(heading) && !asks_how_bad(heading) => Kind::Nps,
        (0, 1) => Kind::Binary,
        _ if words::RANK.are_mentioned(heading) || scale.low < 0 => Kind::Rating,
        (_, ..=7) if effort => Kind::Ces,
        // Seven points alone say nothing: agreement is asked on them as often as effort.
        (_, 7) if !is_about_satisfaction(heading) => Kind::Rating,
        (_, ..=5 | 7) => Kind::Csat,
        _ => Kind::Rating,
    }
}

/// Which end of a scale is good: by the labels in the cells, by those in the heading, by its words.
pub(super) fn direction_of(
    heading: &str,
    kind: Kind,
    stated: Option<&Stated>,
    profile: &Profile,
    scale: Scale,
) -> Direction {
    let beside = |value| profile.beside.get(&value).and_then(|label: &String| labels::side(label));
    let by_cells = stated::direction_of(beside(scale.low), beside(scale.high));
    let heading = &without_metric_name(heading);
    let hard_only = words::HARD.are_mentioned(heading) && !words::EASY.are_mentioned(heading);
    let by_words = (kind == Kind::Ces && hard_only)
        || words::RANK.are_mentioned(heading)
        || asks_how_bad(heading)
        || is_school_grade(heading)
        || may_be_school_grade(heading, scale);
    by_cells.or_else(|| stated.and_then(Stated::direction)).unwrap_or(if by_words {
        Direction::LowGood
    } else {
        Direction::HighGood
    })
}

/// Whether a heading, lower case, asks how bad something is: "How dissatisfied were you?", and not
/// "How dissatisfied or satisfied were you?".
pub(super) fn asks_how_bad(heading: &str) -> bool {
    let other_end = ["or satisf", "or happy", "or likely", "oder zufrieden", "ou satisfait"];
    words::ASKS_HOW_BAD.are_mentioned(heading) && !other_end.iter().any(|end| heading.contains(end))
}

/// Whether a heading, lower case, asks how much there is of something bad, such as effort.
pub(super) fn asks_for_what_is_bad(heading: &str) -> bool {
    let hard_only = words::HARD.are_mentioned(heading) && !words::EASY.are_mentioned(heading);
    hard_only || asks_how_bad(heading)
}

/// Whether a heading, lower case, asks for a grade as schools of German speaking countries give it.
pub(super) fn is_school_grade(heading: &str) -> bool {
    words::SCHOOL_GRADE.are_mentioned(heading)
}

/// Whether a German heading asks for a grade, which may be one of 1 to 6 as schools give it.
fn may_be_school_grade(heading: &str, scale: Scale) -> bool {
    scale.low >= 1
        && scale.high <= 6
        && words::GERMAN_GRADE.iter().all(|words| words.are_mentioned(heading))
}

/// Whether the direction was found by no more than a word of the heading, against what is usual.
pub(super) fn is_turned_by_a_word(
    heading: &str,
    profile: &Profile,
    stated: Option<&Stated>,
    scale: Scale,
) -> bool {
    let labelled = stated.and_then(Stated::direction).is_some() || !profile.beside.is_empty();
    !labelled && (asks_how_bad(heading) || may_be_school_grade(heading, scale))
}

/// A heading, lower case, without "effort score": the name of the metric says nothing of whether
/// people were asked for effort or for ease.
fn without_metric_name(heading: &str) -> String {
    let spaced = heading.replace(['_', '-'], " ");
    ["effort score", "effortscore"].iter().fold(spaced, |rest, name| rest.replace(name, " "))
}

/// Whether nothing but the name of the metric, or the word "effort" alone, tells that a column
/// measures effort.
pub(super) fn is_only_named_effort(
    column: &Column,
    profile: &Profile,
    stated: Option<&Stated>,
) -> bool {
    let heading = heading_of(column);
    let rest = without_metric_name(&heading);
    let named = rest != heading.replace(['_', '-'], " ")
        || ["ces", "effort"].contains(&column.name.to_lowercase().as_str())
        || words::CES.are_whole_words(&rest) && rest.split_whitespace().count() <= 6;
    let only = |rest: &str| !words::HARD.are_mentioned(rest) && !words::EASY.are_mentioned(rest);
    column.kind == Some(Kind::Ces)
        && named
        && (only(&rest) || column.name.eq_ignore_ascii_case("effort"))
        && profile.beside.is_empty()
        && stated.and_then(Stated::direction).is_none()
}
