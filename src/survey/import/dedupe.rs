//! Which of a person's answers counts, found before anything is counted.
//!
//! A first pass keeps 12 bytes of each answer: a hash of who gave it, and its row. Most people answer
//! once, so little is left to look at: where hashes repeat, places decide, or else dates, which a
//! second pass reads.

use xxhash_rust::xxh3::xxh3_64;

use crate::columns::cell::{self, Cell};
use crate::import::blocks::{Passes, Place, Worker};
use crate::import::compile::{Compiled, Verdict};
use crate::import::ids::IdHashes;
use crate::import::plan::Keep;
use crate::read::ReadError;
use crate::read::scan::Record;

/// The answers that do not count because another one of the same person does.
#[derive(Default)]
pub(super) struct Duplicates {
    /// Their rows within their blocks, sorted by block and row.
    rows: Vec<u32>,
    /// Where the rows of each block begin.
    starts: Vec<usize>,
}

impl Duplicates {
    /// How many passes over the file [`Duplicates::find`] makes at most.
    pub(super) const PASSES: u64 = 2;

    /// Finds them.
    pub(super) fn find(compiled: &Compiled, passes: &Passes<'_>) -> Result<Self, ReadError> {
        let collectors = passes.run(0, || Collector::new(compiled))?;
        let mut contested = contested(collectors.into_iter().flat_map(|own| own.lists).collect());
        if compiled.date.is_some() && !contested.is_empty() {
            contested.sort_unstable_by_key(|answer| answer.place);
            let workers = passes.run(1, || Dating::new(compiled, &contested))?;
            let dates: Vec<_> = workers.into_iter().map(|own| own.dates).collect();
            for (index, when) in dates.into_iter().flatten() {
                if let Some(answer) = contested.get_mut(index) {
                    answer.when = when;
                }
            }
        }
        Ok(Self::losing(contested, compiled.keep))
    }

    /// All answers of each person but the one that counts.
    fn losing(mut contested: Vec<Answer>, keep: Keep) -> Self {
        contested.sort_unstable();
        let same_person = |a: &Answer, b: &Answer| a.person == b.person;
        let mut places: Vec<Place> = Vec::with_capacity(contested.len());
        for answers in contested.chunk_by(same_person) {
            let counts = match keep {
                Keep::Latest => answers.last(),
                Keep::First | Keep::All => answers.first(),
            };
            let others = answers.iter().filter(|answer| Some(*answer) != counts);
            places.extend(others.map(|answer| answer.place));
        }
        places.sort_unstable();
        let mut losing = Self::default();
        for place in places {
            losing
                .starts
                .resize((place.block as usize + 1).max(losing.starts.len()), losing.rows.len());
            losing.rows.push(place.row);
        }
        losing
    }

    /// Whether another answer of the same person counts instead of the one at `place`.
    pub(super) fn contains(&self, place: Place) -> bool {
        let block = place.block as usize;
        let Some(start) = self.starts.get(block) else { return false };
        let end = self.starts.get(block + 1).unwrap_or(&self.rows.len()).to_owned();
        self.rows.get(*start..end).is_some_and(|rows| rows.binary_search(&place.row).is_ok())
    }
}

/// An answer of a person who gave several, in the order in which they were given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Answer {
    person: u64,
    /// When it was given; the same for all where there are no dates.
    when: u64,
    place: Place,
}

/// Where an answer without a date stands: it counts only when the person has no dated one.
const fn undated(keep: Keep) -> u64 {
    match keep {
        Keep::Latest => 0,
        Keep::First | Keep::All => u64::MAX,
    }
}

/// The answers of people who occur more than once in sorted lists.
fn contested(mut lists: Vec<List>) -> Vec<Answer> {
    let mut contested: Vec<Answer> = Vec::new();
    let mut before: Option<(Seen, usize)> = None;
    let mut is_known = false;
    loop {
        // The lists are read from their ends, so that they shrink on the way.
        let ends = lists.iter().enumerate().map(|(at, list)| (list.seen.last().copied(), at));
        let Some((Some(seen), at)) = ends.max() else { break };
        if let Some(list) = lists.get_mut(at) {
            list.seen.pop();
        }
        let place = |(seen, at): (Seen, usize)| lists.get(at).and_then(|list| list.answer(seen));
        let again = before.filter(|(other, _)| other.person == seen.person);
        if let Some(before) = again {
            contested.extend(place(before).filter(|_| !is_known));
            contested.extend(place((seen, at)));
        }
        is_known = again.is_some();
        before = Some((seen, at));
    }
    contested
}

/// A hash of what tells a person from all others, so that no identifier is kept. None for a record
/// that does not count anyway, or that says nothing of the person.
fn person(compiled: &Compiled, record: &Record<'_>, key: &mut Vec<u8>) -> Option<u64> {
    let Verdict::Answer { complete, .. } = compiled.judge(record) else { return None };
    if compiled.complete_only && !complete {
        return None;
    }
    key.clear();
    let mut any = false;
    for column in &compiled.unique_by {
        let cell = record.get(*column).trim_ascii();
        any |= tells_a_person(cell, compiled);
        key.extend_from_slice(cell);
        key.push(0);
    }
    any.then(|| xxh3_64(key))
}

/// The salted hash by which a person is recognised in another wave; none for a record that says
/// nothing of the person. The files of two waves may be encoded differently.
pub(super) fn salted_person(
    compiled: &Compiled,
    record: &Record<'_>,
    ids: &IdHashes,
    key: &mut Vec<u8>,
) -> Option<u64> {
    key.clear();
    let mut any = false;
    for column in &compiled.unique_by {
        let cell = record.get(*column).trim_ascii();
        any |= tells_a_person(cell, compiled);
        if cell.is_ascii() {
            key.extend_from_slice(cell);
        } else {
            key.extend_from_slice(compiled.encoding.text(cell).as_bytes());
        }
        key.push(0);
    }
    any.then(|| ids.hash(key))
}

/// Whether a cell says anything of a person: "N/A" and "-" are nobody, and not one person.
fn tells_a_person(text: &[u8], compiled: &Compiled) -> bool {
    // Marks hold no digits but in codes such as -99, which spares most cells the closer look.
    if text.first() != Some(&b'-') && text.iter().any(u8::is_ascii_digit) {
        return true;
    }
    let cell = cell::read(&compiled.encoding.text(text), false);
    !matches!(cell, Cell::Blank | Cell::NotApplicable)
}

/// An answer of the first pass, in 12 bytes: the two halves of the hash of its person, so that no
/// byte is left empty between them and the next, and its row in its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Seen {
    person: [u32; 2],
    row: u32,
}

/// Who answered where, in rows that one worker read.
#[derive(Default)]
struct List {
    seen: Vec<Seen>,
    /// The blocks, each with the row of this list that is its first.
    blocks: Vec<(u32, u32)>,
    /// How many rows the blocks so far have.
    rows: u32,
}

impl List {
    /// The answer with its place in the file.
    fn answer(&self, seen: Seen) -> Option<Answer> {
        let at = self.blocks.partition_point(|(first, _)| *first <= seen.row).checked_sub(1)?;
        let (first, block) = *self.blocks.get(at)?;
        let [high, low] = seen.person.map(u64::from);
        let place = Place { block, row: seen.row - first };
        Some(Answer { person: high << 32 | low, when: 0, place })
    }
}

/// Rows beyond this are numbered in another list, so that none comes near the end of its numbers.
const MAX_LIST_ROWS: u32 = u32::MAX / 2;

/// The first pass: who answered where.
struct Collector<'a> {
    compiled: &'a Compiled,
    lists: Vec<List>,
    key: Vec<u8>,
}

impl<'a> Collector<'a> {
    fn new(compiled: &'a Compiled) -> Self {
        Self { compiled, lists: vec![List::default()], key: Vec::new() }
    }
}

impl Worker for Collector<'_> {
    fn record(&mut self, record: &Record<'_>, place: Place) {
        let Some(list) = self.lists.last_mut() else { return };
        if let Some(person) = person(self.compiled, record, &mut self.key) {
            let person = [(person >> 32) as u32, person as u32];
            list.seen.push(Seen { person, row: list.rows.saturating_add(place.row) });
        }
    }

    fn block_done(&mut self, block: u32, rows: u32) {
        let Some(list) = self.lists.last_mut() else { return };
        list.blocks.push((list.rows, block));
        list.rows = list.rows.saturating_add(rows);
        if list.rows > MAX_LIST_ROWS {
            self.lists.push(List::default());
        }
    }

    fn finish(&mut self) {
        self.lists.iter_mut().for_each(|list| list.seen.sort_unstable());
    }
}

/// The second pass: when the answers of people who answered more than once were given.
struct Dating<'a> {
    compiled: &'a Compiled,
    /// Sorted by place.
    contested: &'a [Answer],
    /// The index of a contested answer, and when it was given.
    dates: Vec<(usize, u64)>,
}

impl<'a> Dating<'a> {
    fn new(compiled: &'a Compiled, contested: &'a [Answer]) -> Self {
        Self { compiled, contested, dates: Vec::new() }
    }
}

impl Worker for Dating<'_> {
    fn record(&mut self, record: &Record<'_>, place: Place) {
        let Ok(index) = self.contested.binary_search_by_key(&place, |answer| answer.place) else {
            return;
        };
        let when = self.compiled.moment(record).map_or(undated(self.compiled.keep), |moment| {
            let day = moment.day;
            let days = (day.year as u64 * 16 + day.month as u64) * 32 + day.day as u64;
            days * 86_400 + u64::from(moment.second)
        });
        self.dates.push((index, when));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn place(block: u32, row: u32) -> Place {
        Place { block, row }
    }

    /// A list of people with the blocks of their rows; people are told by high and low halves.
    fn list(blocks: &[(u32, u32)], people: &[(u64, u32)]) -> List {
        let halves = |person: u64| [(person >> 32) as u32, person as u32];
        let mut seen: Vec<Seen> = people
            .iter()
            .map(|(person, row)| Seen { person: halves(*person), row: *row })
            .collect();
        seen.sort_unstable();
        List { seen, blocks: blocks.to_vec(), rows: 0 }
    }

    #[test]
    fn the_places_of_all_who_answered_again_are_found_in_every_list() {
        let (ana, bo, cy) = (1, 1 << 40, (1 << 40) + 1);
        let first = list(&[(0, 0), (10, 2)], &[(ana, 3), (bo, 10), (cy, 12)]);
        let second = list(&[(0, 1), (5, 3)], &[(ana, 4), (ana, 5)]);
        let mut found = contested(vec![first, second]);
        found.sort_unstable();
        let places: Vec<(u64, Place)> = found.iter().map(|own| (own.person, own.place)).collect();
        assert_eq!(places, [(ana, place(0, 3)), (ana, place(1, 4)), (ana, place(3, 0))]);
        for (keep, counts) in [(Keep::First, place(0, 3)), (Keep::Latest, place(3, 0))] {
            let losing = Duplicates::losing(found.clone(), keep);
            for (_, place) in &places {
                assert_eq!(losing.contains(*place), *place != counts, "{keep:?}");
            }
            assert!(!losing.contains(place(2, 0)) && !losing.contains(place(9, 4)));
        }
    }
}
