//! Which of a person's answers counts, found before anything is counted.
//!
//! A first pass keeps a hash and a place, 16 bytes, of each answer. Most people answer once, so
//! little is left to look at: only where hashes repeat, a second pass compares dates.

use std::collections::HashMap;

use xxhash_rust::xxh3::xxh3_64;

use crate::columns::cell::{self, Cell};
use crate::hash::FastHash;
use crate::import::blocks::{Passes, Place, Worker};
use crate::import::compile::{Compiled, Verdict};
use crate::import::ids::IdHashes;
use crate::import::plan::Keep;
use crate::read::ReadError;
use crate::read::scan::Record;

/// The answers that do not count because another one of the same person does, sorted.
pub(super) struct Duplicates(Vec<Place>);

impl Duplicates {
    /// How many passes over the file [`Duplicates::find`] makes at most.
    pub(super) const PASSES: u64 = 2;

    /// Finds them.
    pub(super) fn find(compiled: &Compiled, passes: &Passes<'_>) -> Result<Self, ReadError> {
        let collectors = passes.run(0, || Collector::new(compiled))?;
        let repeated = repeated(collectors.into_iter().map(|collector| collector.seen).collect());
        if repeated.is_empty() {
            return Ok(Self(Vec::new()));
        }
        let contests = passes.run(1, || Contest::new(compiled, &repeated))?;
        let mut best: HashMap<u64, Order, FastHash> = HashMap::default();
        let mut losers = Vec::new();
        for (person, order) in contests.into_iter().flat_map(|contest| contest.answers) {
            let own = best.entry(person).or_insert(order);
            if own.1 != order.1 {
                let (winner, loser) = contest(compiled.keep, *own, order);
                *own = winner;
                losers.push(loser.1);
            }
        }
        losers.sort_unstable();
        Ok(Self(losers))
    }

    /// Whether another answer of the same person counts instead of the one at `place`.
    pub(super) fn contains(&self, place: Place) -> bool {
        self.0.binary_search(&place).is_ok()
    }
}

/// When and where an answer stands: the order of answers.
type Order = (u64, Place);

/// The answer that counts, and the one that does not.
fn contest(keep: Keep, a: Order, b: Order) -> (Order, Order) {
    match keep {
        Keep::Latest => (a.max(b), a.min(b)),
        Keep::First | Keep::All => (a.min(b), a.max(b)),
    }
}

/// Where an answer without a date stands: it counts only when the person has no dated one.
const fn undated(keep: Keep) -> u64 {
    match keep {
        Keep::Latest => 0,
        Keep::First | Keep::All => u64::MAX,
    }
}

/// The people who occur more than once in sorted lists, each once, sorted.
fn repeated(mut lists: Vec<Vec<(u64, Place)>>) -> Vec<u64> {
    let mut repeated = Vec::new();
    let mut previous = None;
    loop {
        // The lists are read from their ends, so that they shrink on the way.
        let greatest = lists.iter_mut().max_by_key(|list| list.last().copied());
        let Some((person, _)) = greatest.and_then(Vec::pop) else { break };
        if previous == Some(person) && repeated.last() != Some(&person) {
            repeated.push(person);
        }
        previous = Some(person);
    }
    repeated.reverse();
    repeated
}

/// A hash of what tells a person from all others, so that no identifier is kept. None for a record
/// that does not count anyway, or that says nothing of the person.
fn person(compiled: &Compiled, record: &Record<'_>, key: &mut Vec<u8>) -> Option<u64> {
    let Verdict::Answer { complete } = compiled.judge(record) else { return None };
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

/// The first pass: who answered where.
struct Collector<'a> {
    compiled: &'a Compiled,
    seen: Vec<(u64, Place)>,
    key: Vec<u8>,
}

impl<'a> Collector<'a> {
    fn new(compiled: &'a Compiled) -> Self {
        Self { compiled, seen: Vec::new(), key: Vec::new() }
    }
}

impl Worker for Collector<'_> {
    fn record(&mut self, record: &Record<'_>, place: Place) {
        if let Some(person) = person(self.compiled, record, &mut self.key) {
            self.seen.push((person, place));
        }
    }

    fn finish(&mut self) {
        self.seen.sort_unstable();
    }
}

/// The second pass: the answers of people who answered more than once.
struct Contest<'a> {
    compiled: &'a Compiled,
    repeated: &'a [u64],
    answers: Vec<(u64, Order)>,
    key: Vec<u8>,
}

impl<'a> Contest<'a> {
    fn new(compiled: &'a Compiled, repeated: &'a [u64]) -> Self {
        Self { compiled, repeated, answers: Vec::new(), key: Vec::new() }
    }
}

impl Worker for Contest<'_> {
    fn record(&mut self, record: &Record<'_>, place: Place) {
        let Some(person) = person(self.compiled, record, &mut self.key) else { return };
        if self.repeated.binary_search(&person).is_err() {
            return;
        }
        let when = self.compiled.moment(record).map_or(undated(self.compiled.keep), |moment| {
            let day = moment.day;
            let days = (day.year as u64 * 16 + day.month as u64) * 32 + day.day as u64;
            days * 86_400 + u64::from(moment.second)
        });
        self.answers.push((person, (when, place)));
    }
}
