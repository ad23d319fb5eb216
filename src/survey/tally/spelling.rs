//! Labels that differ only in how they are spelled: in case, in blanks, in the form of accented
//! letters. They name one group.
//!
//! Which spelling stays follows from the spellings alone, not from how often or in which order they
//! come: only so is a file counted in parts, or a tally merged with another, the same as the whole.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use icu_normalizer::ComposingNormalizerBorrowed;

use super::{Dimension, Labels, Tally};
use crate::columns::cell::tidy;

/// What all spellings of a label have in common: their lower case, composed, with single blanks.
pub fn label_group(label: &str) -> String {
    composed(&tidy(label)).to_lowercase()
}

/// A text in Unicode's composed normal form.
fn composed(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    ComposingNormalizerBorrowed::new_nfc().normalize(text).into_owned()
}

/// How many spellings of a label are told at most, the one that stays included.
const MAX_TOLD: usize = 4;

/// The spellings of one label; of many, those that are ranked first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spellings(BTreeSet<Ranked>);

/// A spelling with its rank: words that begin with a capital and go on without are best, "New York"
/// before "new york" before "NEW YORK".
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Ranked(Reverse<i64>, String);

impl Ranked {
    fn of(text: String) -> Self {
        let mut score = 0;
        let mut begins = true;
        for letter in text.chars() {
            if letter.is_uppercase() {
                score += if begins { 1 } else { -1 };
            }
            begins = !letter.is_alphanumeric();
        }
        Self(Reverse(score), text)
    }
}

impl Spellings {
    /// Adds a spelling.
    pub(crate) fn add(&mut self, label: &str) {
        if self.0.iter().any(|known| known.1 == label) {
            return;
        }
        self.insert(Ranked::of(composed(&tidy(label))));
    }

    /// Adds all spellings of another set.
    pub(crate) fn join(&mut self, other: &Self) {
        for spelling in &other.0 {
            self.insert(spelling.clone());
        }
    }

    fn insert(&mut self, spelling: Ranked) {
        self.0.insert(spelling);
        if self.0.len() > MAX_TOLD {
            self.0.pop_last();
        }
    }

    /// The spelling that stays.
    pub(crate) fn best(&self) -> &str {
        self.0.first().map_or("", |best| best.1.as_str())
    }

    /// Other spellings.
    pub(crate) fn others(&self) -> impl Iterator<Item = &str> {
        self.0.iter().skip(1).map(|other| other.1.as_str())
    }
}

impl Tally {
    /// Gives labels that differ only in their spelling the same one.
    pub(super) fn unite_spellings(&mut self) {
        for dimension in Dimension::ALL {
            let mut groups: BTreeMap<String, Spellings> = BTreeMap::new();
            let labels = self.labels(dimension);
            for label in &labels {
                groups.entry(label_group(label)).or_default().add(label);
            }
            let renamed: BTreeMap<&String, &str> = labels
                .iter()
                .filter_map(|label| Some((label, groups.get(&label_group(label))?.best())))
                .filter(|(label, best)| label != best)
                .collect();
            if renamed.is_empty() {
                continue;
            }
            let rename = |labels: &mut Labels| {
                let best = labels.get(dimension).and_then(|own| renamed.get(&own.to_owned()));
                if let Some(best) = best {
                    labels.set(dimension, Some((*best).to_owned()));
                }
            };
            self.rows.iter_mut().for_each(|row| rename(&mut row.labels));
            let funnels = self.funnels.iter_mut().flat_map(|funnel| &mut funnel.rows);
            funnels.for_each(|row| rename(&mut row.labels));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best_of(spellings: &[&str]) -> String {
        let mut all = Spellings::default();
        for spelling in spellings {
            all.add(spelling);
        }
        all.best().to_owned()
    }

    #[test]
    fn the_spelling_that_stays_is_the_same_in_every_order() {
        for (spellings, best) in [
            (["web", "WEB", "Web "], "Web"),
            (["NEW YORK", "new  york", "New York"], "New York"),
            (["Ca\u{66}e\u{301}", "caf\u{e9}", "CAF\u{c9}"], "Caf\u{e9}"),
            (["web", "web ", " web"], "web"),
        ] {
            let [a, b, c] = spellings;
            for order in [[a, b, c], [c, b, a], [b, c, a]] {
                assert_eq!(best_of(&order), best, "{order:?}");
            }
        }
    }

    #[test]
    fn what_is_written_differently_stays_apart() {
        for (a, b) in [("web", "web shop"), ("Caf\u{e9}", "Cafe"), ("A-1", "A 1"), ("1", "01")] {
            assert_ne!(label_group(a), label_group(b));
        }
    }
}
