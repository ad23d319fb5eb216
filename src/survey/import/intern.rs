//! Numbers for labels, so that rows can be told apart by a few integers.

use std::collections::{BTreeSet, HashMap};

use xxhash_rust::xxh3::xxh3_64;

use crate::columns::cell;
use crate::hash::FastHash;
use crate::read::encoding::Encoding;

/// Numbers for labels, so that rows can be told apart by a few integers.
///
/// Of too many labels those of the lowest [`rank`] keep their names. A label that does so in the
/// whole file does so in every part of it, so that its count does not depend on how the file was
/// cut; and since ranks are as good as drawn, few labels are ever numbered in vain.
pub(super) struct Interner {
    by_bytes: HashMap<Box<[u8]>, u32, FastHash>,
    by_text: HashMap<String, u32>,
    /// The labels by their number less one; none for those that lost their name since.
    texts: Vec<Option<String>>,
    /// The ranks and numbers of the labels that have a name.
    ranks: BTreeSet<(u64, u32)>,
    limit: usize,
}

/// Different labels of a dimension beyond this number are put together.
pub(super) const MAX_LABELS: usize = 10_000;

/// Labels are told apart by this many characters.
const MAX_LABEL_CHARS: usize = 500;

/// The label of what was put together.
pub(super) const OTHER_LABEL: &str = "(other labels)";

impl Interner {
    pub(super) fn new() -> Self {
        Self::with_limit(MAX_LABELS)
    }

    fn with_limit(limit: usize) -> Self {
        Self {
            by_bytes: HashMap::default(),
            by_text: HashMap::new(),
            texts: Vec::new(),
            ranks: BTreeSet::new(),
            limit,
        }
    }

    /// The number of a label; 0 for an empty cell.
    #[inline]
    pub(super) fn number(&mut self, bytes: &[u8], encoding: Encoding) -> u32 {
        if bytes.is_empty() {
            return 0;
        }
        if let Some(number) = self.by_bytes.get(bytes) {
            return *number;
        }
        let text = encoding.text(bytes);
        let number = match cell::read(&text, false) {
            cell::Cell::Blank => 0,
            _ => self.number_of_text(&cell::tidy(&text)),
        };
        if self.by_bytes.len() < 2 * MAX_LABELS {
            self.by_bytes.insert(Box::from(bytes), number);
        }
        number
    }

    /// The number of a label that was tidied.
    pub(super) fn number_of_text(&mut self, text: &str) -> u32 {
        let end = text.char_indices().nth(MAX_LABEL_CHARS).map_or(text.len(), |(end, _)| end);
        let text = text.get(..end).unwrap_or(text);
        if let Some(number) = self.by_text.get(text) {
            return *number;
        }
        if text == OTHER_LABEL {
            return self.push(OTHER_LABEL);
        }
        let rank = rank(text);
        if self.ranks.len() == self.limit {
            if self.ranks.last().is_some_and(|(last, _)| *last < rank) {
                return self.number_of_text(OTHER_LABEL);
            }
            self.put_together_last();
        }
        let number = self.push(text);
        self.ranks.insert((rank, number));
        number
    }

    fn push(&mut self, text: &str) -> u32 {
        self.texts.push(Some(text.to_owned()));
        let number = self.texts.len() as u32;
        self.by_text.insert(text.to_owned(), number);
        number
    }

    /// Takes the name from the label of the highest rank; its number goes on to mean the others.
    fn put_together_last(&mut self) {
        let Some((_, number)) = self.ranks.pop_last() else { return };
        let slot = (number as usize).checked_sub(1).and_then(|index| self.texts.get_mut(index));
        if let Some(text) = slot.and_then(Option::take) {
            self.by_text.remove(&text);
        }
    }

    /// The label of a number; none for 0.
    pub(super) fn text(&self, number: u32) -> Option<&str> {
        let text = self.texts.get((number as usize).checked_sub(1)?)?;
        Some(text.as_deref().unwrap_or(OTHER_LABEL))
    }
}

/// Which labels keep their names where there are too many: those of the lowest rank.
fn rank(text: &str) -> u64 {
    xxh3_64(text.as_bytes())
}

/// The labels that several interners of one dimension gave names to, as far as they may keep them.
pub(super) struct Named<'a> {
    ranks: BTreeSet<(u64, &'a str)>,
    limit: usize,
}

impl<'a> Named<'a> {
    pub(super) fn new() -> Self {
        Self { ranks: BTreeSet::new(), limit: MAX_LABELS }
    }

    /// Adds the labels of one interner.
    pub(super) fn add(&mut self, interner: &'a Interner) {
        for text in interner.texts.iter().flatten().filter(|text| *text != OTHER_LABEL) {
            self.ranks.insert((rank(text), text));
            if self.ranks.len() > self.limit {
                self.ranks.pop_last();
            }
        }
    }

    /// The label under which answers of this label are kept.
    pub(super) fn name(&self, text: &'a str) -> &'a str {
        if self.ranks.len() < self.limit || self.ranks.contains(&(rank(text), text)) {
            text
        } else {
            OTHER_LABEL
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How often each label is found when the numbers are dealt out to so many interners.
    fn counted(interners: usize) -> std::collections::BTreeMap<String, u32> {
        let mut all: Vec<Interner> = (0..interners).map(|_| Interner::with_limit(8)).collect();
        let mut cells: HashMap<(usize, u32), u32> = HashMap::new();
        for row in 0..400_usize {
            let number = all[row % interners].number_of_text(&format!("Label {}", row * row % 97));
            *cells.entry((row % interners, number)).or_default() += 1;
        }
        let mut named = Named { ranks: BTreeSet::new(), limit: 8 };
        for interner in &all {
            named.add(interner);
        }
        let mut counts = std::collections::BTreeMap::new();
        for ((interner, number), times) in cells {
            let text = named.name(all[interner].text(number).unwrap());
            *counts.entry(text.to_owned()).or_default() += times;
        }
        counts
    }

    #[test]
    fn too_many_labels_are_put_together_alike_however_they_come() {
        let alone = counted(1);
        assert_eq!(alone.len(), 9, "eight names and the others");
        assert_eq!(alone.values().sum::<u32>(), 400);
        assert!(alone[OTHER_LABEL] > 100);
        for interners in 2..6 {
            assert_eq!(counted(interners), alone, "{interners} parts");
        }
    }
}
