//! Numbers in a column of answers that are no answers: codes for "does not apply", recoded values,
//! and what a spreadsheet made of `1-5`.

use super::Column;
use super::profile::Profile;
use crate::tally::{Kind, Scale};
use crate::warning::{ColumnWarning, Warning};

/// Codes that are commonly given to "does not apply" and "no answer".
const MISSING_CODES: [i32; 11] = [-9, -8, -1, 77, 88, 97, 98, 99, 888, 998, 999];

/// Whether a number is such a code.
pub(super) fn is_missing_code(value: i32) -> bool {
    MISSING_CODES.contains(&value)
}

/// Whether a number is what a spreadsheet stores for a day of the years 2000 to 2100, as it does
/// when `1-5` is typed.
pub(super) fn is_day_serial(value: i32) -> bool {
    (36_526..=73_050).contains(&value)
}

/// Takes codes such as 99 for "does not apply". Gives warnings.
pub(super) fn take_missing(column: &mut Column, profile: &Profile, scale: Scale) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for code in MISSING_CODES.into_iter().filter(|code| !scale.contains(*code)) {
        if let Some(count) = profile.whole.get(&code) {
            column.not_applicable.insert(code.to_string());
            warnings.push(column.warning(ColumnWarning::MissingCode { code, count: *count }));
        }
    }
    warnings
}

/// Points out answers that may not be what they seem. Marks a column whose codes may be out of
/// order.
pub(super) fn warn(column: &mut Column, profile: &Profile, scale: Scale) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let n = profile.whole_cells();
    if column.kind == Some(Kind::Nps) && !profile.whole.contains_key(&0) && n >= 1_000 {
        warnings.push(column.warning(ColumnWarning::NobodyGaveZero(n)));
    }
    let inside: Vec<i32> =
        profile.whole.keys().copied().filter(|value| scale.contains(*value)).collect();
    if are_shifted(profile, scale) {
        column.codes_in_doubt = true;
        column.confidence = column.confidence.min(0.3);
        warnings.push(column.warning(ColumnWarning::ShiftedCodes(scale)));
    }
    if n >= 30 && scale.points() <= 7 && inside.len() >= 4 && leaves_gap(profile, &inside) {
        column.codes_in_doubt = true;
        column.confidence = column.confidence.min(0.4);
        warnings.push(column.warning(ColumnWarning::CodesInDoubt(inside)));
    }
    warnings.extend(damage(column, profile));
    warnings
}

/// Whether the codes of a scale from 0 seem to be counted from 1: nobody gave a 0, and more than a
/// few gave what is one above the top. Qualtrics codes a question from 0 to 10 so unless told. Among
/// few answers, nobody may have given a 0 by chance, and those above the top be the code for what
/// does not apply, unless they are as common as answers.
pub(super) fn are_shifted(profile: &Profile, scale: Scale) -> bool {
    let above = scale.high.saturating_add(1);
    let top =
        || profile.whole.contains_key(&scale.high) || profile.whole.contains_key(&(above - 2));
    scale.low == 0
        && scale.high >= 4
        && profile.whole_cells() >= 10
        && !profile.whole.contains_key(&0)
        && profile.share(above) >= 0.03
        && (profile.whole_cells() >= 100 || profile.share(above) * 2.0 >= profile.share(scale.high))
        && top()
}

/// Whether nobody gave an answer between two that many gave. (A rare answer beside the gap only
/// means that the next one was rarer still.)
pub(super) fn leaves_gap(profile: &Profile, inside: &[i32]) -> bool {
    let common = |value: &i32| profile.share(*value) >= 0.05;
    inside.windows(2).any(|pair| matches!(pair, [a, b] if b - a > 1 && common(a) && common(b)))
}

/// Explains cells such as `01-May`, which count as off the scale.
pub(super) fn damage(column: &Column, profile: &Profile) -> Option<Warning> {
    let serial = profile.whole.keys().find(|value| is_day_serial(**value));
    let sample = match (&profile.damaged_sample, serial) {
        (Some(sample), _) => sample.clone(),
        (None, Some(serial)) => serial.to_string(),
        (None, None) => return None,
    };
    let serials: u64 =
        profile.whole.iter().filter(|(value, _)| is_day_serial(**value)).map(|(_, n)| n).sum();
    let count = profile.damaged_ranges + serials;
    let is_score = column.scale.is_some();
    Some(column.warning(ColumnWarning::BecameDates { count, sample, is_score }))
}
