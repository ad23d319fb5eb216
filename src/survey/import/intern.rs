//! Numbers for labels, so that rows can be told apart by a few integers.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use xxhash_rust::xxh3::xxh3_64;

use crate::columns::cell;
use crate::hash::FastHash;
use crate::read::encoding::Encoding;
use crate::tally::{Spellings, label_group};

/// Numbers for labels, so that rows can be told apart by a few integers. Spellings of one label, see
/// [`label_group`], have one number.
///
/// Of too many labels those of the lowest [`rank`] keep their names. A label that does so in the
/// whole file does so in every part of it, so that its count does not depend on how the file was
/// cut; and since ranks are as good as drawn, few labels are ever numbered in vain.
pub(super) struct Interner {
    by_bytes: HashMap<Box<[u8]>, u32, FastHash>,
    by_group: HashMap<String, u32>,
    /// The labels by their number less one; none for those that lost their name since.
    labels: Vec<Option<Label>>,
    /// The ranks and numbers of the labels that have a name.
    ranks: BTreeSet<(u64, u32)>,
    /// Whether every spelling is a label of its own.
    is_exact: bool,
    limit: usize,
}

/// A label: what its spellings have in common, and how it is spelled.
struct Label {
    group: String,
    spellings: Spellings,
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

    /// One for names that are told apart by every letter.
    pub(super) fn exact() -> Self {
        Self { is_exact: true, ..Self::new() }
    }

    fn with_limit(limit: usize) -> Self {
        Self {
            by_bytes: HashMap::default(),
            by_group: HashMap::new(),
            labels: Vec::new(),
            ranks: BTreeSet::new(),
            is_exact: false,
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
        let group = if self.is_exact { text.to_owned() } else { label_group(text) };
        if let Some(number) = self.by_group.get(&group) {
            let number = *number;
            if !self.is_exact
                && let Some(Some(label)) = self.labels.get_mut(number as usize - 1)
            {
                label.spellings.add(text);
            }
            return number;
        }
        if group == OTHER_LABEL {
            return self.push(group, OTHER_LABEL);
        }
        let rank = rank(&group);
        if self.ranks.len() == self.limit {
            if self.ranks.last().is_some_and(|(last, _)| *last < rank) {
                return self.number_of_text(OTHER_LABEL);
            }
            self.put_together_last();
        }
        let number = self.push(group, text);
        self.ranks.insert((rank, number));
        number
    }

    fn push(&mut self, group: String, text: &str) -> u32 {
        let mut spellings = Spellings::default();
        spellings.add(text);
        self.labels.push(Some(Label { group: group.clone(), spellings }));
        let number = self.labels.len() as u32;
        self.by_group.insert(group, number);
        number
    }

    /// Takes the name from the label of the highest rank; its number goes on to mean the others.
    fn put_together_last(&mut self) {
        let Some((_, number)) = self.ranks.pop_last() else { return };
        let slot = (number as usize).checked_sub(1).and_then(|index| self.labels.get_mut(index));
        if let Some(label) = slot.and_then(Option::take) {
            self.by_group.remove(&label.group);
        }
    }
}

/// Which labels keep their names where there are too many: those of the lowest rank.
fn rank(group: &str) -> u64 {
    xxh3_64(group.as_bytes())
}

/// The labels that several interners of one dimension gave names to, as far as they may keep them.
pub(super) struct Named {
    labels: BTreeMap<(u64, String), Spellings>,
    limit: usize,
}

impl Named {
    pub(super) fn new() -> Self {
        Self { labels: BTreeMap::new(), limit: MAX_LABELS }
    }

    /// Adds the labels of one interner.
    pub(super) fn add(&mut self, interner: &Interner) {
        for Label { group, spellings } in interner.labels.iter().flatten() {
            if group == OTHER_LABEL {
                continue;
            }
            self.labels.entry((rank(group), group.clone())).or_default().join(spellings);
            if self.labels.len() > self.limit {
                self.labels.pop_last();
            }
        }
    }

    /// The labels under which the answers of one interner are kept, by its numbers less one.
    pub(super) fn names_of(&self, interner: &Interner) -> Vec<&str> {
        let name = |label: &Option<Label>| {
            let group = &label.as_ref()?.group;
            Some(self.labels.get(&(rank(group), group.clone()))?.best())
        };
        interner.labels.iter().map(|label| name(label).unwrap_or(OTHER_LABEL)).collect()
    }

    /// The labels that were spelled in several ways.
    pub(super) fn united(&self) -> impl Iterator<Item = &Spellings> {
        self.labels.values().filter(|spellings| spellings.others().next().is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How often each label is found when the numbers are dealt out to so many interners.
    fn counted(interners: usize) -> BTreeMap<String, u32> {
        let mut all: Vec<Interner> = (0..interners).map(|_| Interner::with_limit(8)).collect();
        let mut cells: HashMap<(usize, u32), u32> = HashMap::new();
        for row in 0..400_usize {
            let label = format!("{} {}", ["Label", "label", "LABEL"][row % 3], row * row % 97);
            let number = all[row % interners].number_of_text(&label);
            *cells.entry((row % interners, number)).or_default() += 1;
        }
        let mut named = Named { limit: 8, ..Named::new() };
        for interner in &all {
            named.add(interner);
        }
        let mut counts = BTreeMap::new();
        for ((interner, number), times) in cells {
            let text = named.names_of(&all[interner])[number as usize - 1];
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
        assert!(alone.keys().all(|label| label.starts_with("Label") || label == OTHER_LABEL));
        for interners in 2..6 {
            assert_eq!(counted(interners), alone, "{interners} parts");
        }
    }
}
