//! Numbers in a column of answers that are no answers: codes for "does not apply", recoded values,
//! and what a spreadsheet made of `1-5`.

use super::Column;
use super::profile::Profile;
use crate::tally::{Kind, Scale};

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
pub(super) fn take_missing(column: &mut Column, profile: &Profile, scale: Scale) -> Vec<String> {
    let mut warnings = Vec::new();
    for code in MISSING_CODES.into_iter().filter(|code| !scale.contains(*code)) {
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

/// Points out answers that may not be what they seem. Marks a column whose codes may be out of
/// order.
pub(super) fn warn(column: &mut Column, profile: &Profile, scale: Scale) -> Vec<String> {
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
    if n >= 30 && scale.points() <= 7 && inside.len() >= 4 && leaves_gap(profile, &inside) {
        column.codes_in_doubt = true;
        column.confidence = column.confidence.min(0.4);
        let order: Vec<String> = inside.iter().map(i32::to_string).collect();
        warnings.push(format!(
            "{place}: the codes {inside:?} leave a gap. They may be recoded and out of order; \
             check the order, or export the answers as choice text. Say the order from worst to \
             best: {}=score,order={}.",
            column.index,
            order.join(">")
        ));
    }
    warnings.extend(damage(column, profile));
    warnings
}

/// Whether nobody gave an answer between two that many gave. (A rare answer beside the gap only
/// means that the next one was rarer still.)
pub(super) fn leaves_gap(profile: &Profile, inside: &[i32]) -> bool {
    let common = |value: &i32| profile.share(*value) >= 0.05;
    inside.windows(2).any(|pair| matches!(pair, [a, b] if b - a > 1 && common(a) && common(b)))
}

/// Explains cells such as `01-May`, which count as off the scale.
pub(super) fn damage(column: &Column, profile: &Profile) -> Option<String> {
    let serial = profile.whole.keys().find(|value| is_day_serial(**value));
    let seen = match (&profile.damaged_sample, serial) {
        (Some(sample), _) => sample.clone(),
        (None, Some(serial)) => serial.to_string(),
        (None, None) => return None,
    };
    let serials: u64 =
        profile.whole.iter().filter(|(value, _)| is_day_serial(**value)).map(|(_, n)| n).sum();
    let count = profile.damaged_ranges + serials;
    let consequence = if column.scale.is_some() {
        "They are counted as off the scale, as nobody can tell what they were."
    } else {
        "Check the column before you tell answers apart by it."
    };
    Some(format!(
        "Column {} ({}): {count} cells such as \u{201c}{seen}\u{201d} look like ranges or \
         fractions (1-5, 1/5) that a spreadsheet turned into dates. {consequence}",
        column.index,
        column.short_name(),
    ))
}
