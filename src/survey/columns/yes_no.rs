//! Outcomes in words: whether somebody bought, came back, converted.

use super::profile::Profile;
use super::{Column, Role, headings, number_words};
use crate::tally::{Kind, Scale};

/// "No" and "yes" as files say them, in the form of [`super::cell::label_key`].
const PAIRS: [(&str, &str); 11] = [
    ("no", "yes"),
    ("n", "y"),
    ("false", "true"),
    ("nein", "ja"),
    ("non", "oui"),
    ("no", "sí"),
    ("no", "si"),
    ("não", "sim"),
    ("nee", "ja"),
    ("nie", "tak"),
    ("нет", "да"),
];

/// Takes a column that no other role was found for as an outcome, where its name says so and its
/// cells are yes and no.
pub(super) fn decide(column: &mut Column, profile: &Profile) {
    let names_outcome = || number_words::OUTCOME.are_mentioned(&headings::spread(&column.name));
    if column.role != Role::Other || profile.number_share() > 0.0 || !names_outcome() {
        return;
    }
    let said = |text: &str| profile.texts.contains_key(text);
    let is_pair = |(no, yes): &&(&str, &str)| profile.texts.len() == 2 && said(no) && said(yes);
    let Some((no, yes)) = PAIRS.iter().find(is_pair) else { return };
    column.set_score(Kind::Binary, Scale::new(0, 1));
    column.labels = [((*no).to_owned(), 0), ((*yes).to_owned(), 1)].into();
    (column.low_label, column.high_label) = (Some((*no).to_owned()), Some((*yes).to_owned()));
    column.confidence = 0.75;
    column.reason =
        format!("Its name says that it is an outcome, and its cells are {yes} or {no}.");
}
