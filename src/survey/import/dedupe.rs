//! Which of a person's answers counts, found in a pass of its own.

use std::collections::HashMap;

use xxhash_rust::xxh3::xxh3_64;

use crate::import::blocks::{Place, Worker};
use crate::import::compile::{Compiled, Verdict};
use crate::import::intern::FastHash;
use crate::import::plan::Keep;
use crate::read::scan::Record;

/// When and where an answer stands: the order of answers.
type Order = (u64, Place);

/// Remembers the first or latest answer of each person that it sees.
pub(super) struct Collector<'a> {
    compiled: &'a Compiled,
    best: HashMap<u64, Order, FastHash>,
    key: Vec<u8>,
}

impl<'a> Collector<'a> {
    pub(super) fn new(compiled: &'a Compiled) -> Self {
        Self { compiled, best: HashMap::default(), key: Vec::new() }
    }
}

impl Worker for Collector<'_> {
    fn record(&mut self, record: &Record<'_>, place: Place) {
        let Verdict::Answer { complete } = self.compiled.judge(record) else { return };
        if self.compiled.complete_only && !complete {
            return;
        }
        let Some(person) = person(self.compiled, record, &mut self.key) else { return };
        let keep = self.compiled.keep;
        let when = self.compiled.moment(record).map_or(undated(keep), |moment| {
            let day = moment.day;
            let days = (day.year as u64 * 16 + day.month as u64) * 32 + day.day as u64;
            days * 86_400 + u64::from(moment.second)
        });
        let order = (when, place);
        let best = self.best.entry(person).or_insert(order);
        *best = better(keep, *best, order);
    }

    fn block_done(&mut self, _block: u32, _records: u32) {}
}

/// Where an answer without a date stands: it counts only when the person has no dated one.
const fn undated(keep: Keep) -> u64 {
    match keep {
        Keep::Latest => 0,
        Keep::First | Keep::All => u64::MAX,
    }
}

fn better(keep: Keep, a: Order, b: Order) -> Order {
    match keep {
        Keep::Latest => a.max(b),
        Keep::First | Keep::All => a.min(b),
    }
}

/// What tells a person from all others: a hash, so that no identifier is kept. None without one.
fn person(compiled: &Compiled, record: &Record<'_>, key: &mut Vec<u8>) -> Option<u64> {
    key.clear();
    let mut any = false;
    for column in &compiled.unique_by {
        let cell = record.get(*column).trim_ascii();
        any |= !cell.is_empty();
        key.extend_from_slice(cell);
        key.push(0);
    }
    any.then(|| xxh3_64(key))
}

/// The answers that count.
pub(super) struct Winners {
    best: HashMap<u64, Place, FastHash>,
}

impl Winners {
    /// Puts together what the workers found.
    pub(super) fn of(workers: Vec<Collector<'_>>) -> Self {
        let mut best: HashMap<u64, Order, FastHash> = HashMap::default();
        for worker in workers {
            let keep = worker.compiled.keep;
            if best.is_empty() {
                best = worker.best;
                continue;
            }
            for (person, order) in worker.best {
                let own = best.entry(person).or_insert(order);
                *own = better(keep, *own, order);
            }
        }
        Self { best: best.into_iter().map(|(person, (_, place))| (person, place)).collect() }
    }

    /// Whether another answer of the same person counts instead.
    pub(super) fn is_duplicate(
        &self,
        compiled: &Compiled,
        record: &Record<'_>,
        place: Place,
        key: &mut Vec<u8>,
    ) -> bool {
        person(compiled, record, key)
            .is_some_and(|person| self.best.get(&person).is_some_and(|winner| *winner != place))
    }
}
