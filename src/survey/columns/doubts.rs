//! What a person should look at in a column once its role is known.

use super::profile::Profile;
use super::scale::heading_of;
use super::{Column, Role, codes, labels, number_words, scale};
use crate::import::says_complete;
use crate::warning::{ColumnWarning, Warning};

/// What is in doubt about a column.
pub(super) fn of(column: &Column, profile: &Profile) -> Vec<Warning> {
    [answer_codes, nobody_complete, labels_in_doubt, unread_answers]
        .into_iter()
        .filter_map(|doubt| doubt(column, profile))
        .collect()
}

/// Points out a column of completion in which nothing says that anybody is through.
fn nobody_complete(column: &Column, profile: &Profile) -> Option<Warning> {
    let whole = profile.whole.keys().any(|number| says_complete(&number.to_string()));
    let complete = whole || profile.texts.keys().any(|text| says_complete(text));
    let nobody = column.role == Role::Completion && profile.filled > 0 && !complete;
    let sample = || profile.samples.first().cloned().unwrap_or_default();
    nobody.then(|| column.warning(ColumnWarning::NobodyComplete(sample())))
}

/// Asks for the order of labels of which a word is not understood.
fn labels_in_doubt(column: &Column, profile: &Profile) -> Option<Warning> {
    if column.role == Role::Score && profile.labels_in_doubt {
        return Some(column.warning(ColumnWarning::LabelsInDoubt(profile.numbered_labels())));
    }
    let is_scale = column.role == Role::Score && !column.labels.is_empty();
    let found = || labels::find_scale(&profile.texts, profile.filled);
    let in_doubt = is_scale && found().is_some_and(|found| found.in_doubt);
    let mut labels: Vec<(&String, &i32)> = column.labels.iter().collect();
    labels.sort_by_key(|(_, value)| **value);
    let written = |label| profile.spelling.get(label).unwrap_or(label).clone();
    let labels = labels.into_iter().map(|(label, _)| written(label)).collect();
    in_doubt.then(|| column.warning(ColumnWarning::LabelsInDoubt(labels)))
}

/// Points out a question whose few answers come again and again, but are not understood.
fn unread_answers(column: &Column, profile: &Profile) -> Option<Warning> {
    let codes = || profile.whole.keys().filter(|code| !codes::is_missing_code(**code));
    let is_gapless = || codes().zip(codes().skip(1)).all(|(code, next)| next - code == 1);
    let is_percent = || {
        let in_cells = profile.samples.iter().any(|sample| sample.contains('%'));
        (in_cells || heading_of(column).contains('%'))
            && profile.range.is_some_and(|(low, high)| low >= 0.0 && high <= 100.0)
    };
    let different = if profile.texts.is_empty() { codes().count() } else { profile.texts.len() };
    let few = column.role == Role::Other
        && column.also.is_empty()
        && (2..=11).contains(&different)
        && profile.filled >= 3 * different as u64
        && profile.fractions + profile.lists == 0
        // Greater numbers are amounts, unless they go on from one to the next as codes do.
        && (codes().all(|code| *code <= 11) || is_gapless() || is_percent())
        && (profile.texts.is_empty() || profile.whole.is_empty());
    if !few {
        return None;
    }
    let answers: Vec<String> = if profile.texts.is_empty() {
        codes().map(i32::to_string).collect()
    } else {
        profile.spelling.values().cloned().collect()
    };
    let told = |answer: &String| is_code(&answer.to_lowercase()) || answer.contains(';');
    let unread = !answers.iter().any(told)
        && (asks_for_an_opinion(&heading_of(column)) || are_labels(profile));
    unread.then(|| column.warning(ColumnWarning::UnreadAnswers(answers)))
}

/// Whether all texts of a column read like labels of some scale.
fn are_labels(profile: &Profile) -> bool {
    profile.texts.len() >= 3 && profile.texts.keys().all(|text| labels::is_label(text))
}

/// Whether a heading, lower case, asks what people think of something.
fn asks_for_an_opinion(heading: &str) -> bool {
    let how = ["how was ", "how were ", "how well ", "how likely ", "how important ", "how would "];
    let number = number_words::NOT_A_SCALE.are_mentioned(heading);
    (scale::asks_for_an_answer(heading) || how.iter().any(|how| heading.starts_with(how)))
        && !number
}

/// Points out answers that are the codes of the survey tool: `A1` to `A5`.
fn answer_codes(column: &Column, profile: &Profile) -> Option<Warning> {
    let codes = column.role == Role::Other
        && (3..=11).contains(&profile.texts.len())
        && profile.texts.keys().all(|text| is_code(text));
    let sample = || profile.samples.first().cloned().unwrap_or_default();
    codes.then(|| column.warning(ColumnWarning::AnswerCodes(sample())))
}

/// Whether a text, lower case, is such a code.
fn is_code(text: &str) -> bool {
    let digits = text.trim_start_matches("ao").trim_start_matches('a');
    digits.len() < text.len()
        && (1..=2).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}
