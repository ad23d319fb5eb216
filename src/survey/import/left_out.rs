//! All that an import leaves out, written while the file is read once more: the list in memory holds
//! only the first of them.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use super::blocks::{Passes, Place, Worker};
use super::compile::Compiled;
use super::count::{Counter, Noted};
use super::dedupe::Duplicates;
use super::ids::IdHashes;
use super::plan::Plan;
use super::rejects::{Reject, RejectsCsv};
use super::tail::{Looking, Tail};
use super::{ProgressFn, tallied, widen};
use crate::columns::tool::Tool;
use crate::read::ReadError;
use crate::read::format::Input;
use crate::read::scan::Record;
use crate::read::source::Source;

/// Writes every cell and row that cannot be used as comma-separated text with a header, as
/// [`Rejects::to_csv`](super::Rejects::to_csv) does with the first of them. Nothing of it is kept in
/// memory. `known` are the people who are counted in another wave, as for
/// [`run_without`](super::run_without). Returns how many lines there are below the header.
///
/// An error is that of the reading or, as [`ReadError::Written`], of the writing.
pub fn write_rejects(
    source: &dyn Source,
    plan: &Plan,
    known: Option<&IdHashes>,
    out: &mut (dyn Write + Send),
    progress: &ProgressFn<'_>,
) -> Result<u64, ReadError> {
    if let Some((wide, plan)) = widen::put_together(source, plan, progress)? {
        return write_rejects(&wide, &plan, known, out, &|at| progress(widen::half(at, 1)));
    }
    let compiled = Compiled::new(plan);
    let mut csv = RejectsCsv::new(out);
    csv.header().map_err(ReadError::Written)?;
    if plan.tool == Tool::ThroughlineTally {
        let mut lines = Lines { csv, compiled: &compiled, written: 0 };
        tallied::each_noted(source, plan, &compiled, progress, &mut |noted| lines.write(noted))?;
        return lines.finish().map_err(ReadError::Written);
    }
    let input = Input::new(source, &plan.format)?;
    let before = if compiled.deduplicates() { Duplicates::PASSES } else { 0 };
    // Whoever cannot write need not read on.
    let failed = AtomicBool::new(false);
    let goes_on = |at| !failed.load(Ordering::Relaxed) && progress(at);
    let mut look = Looking { compiled: &compiled, tail: Tail::default() };
    let passes = Passes::new(&input, &goes_on, before + 2, compiled.wanted())?.in_order();
    passes.run_in_order(0, &mut look)?;
    let results = Tail::results([look.tail]);
    let compiled = Compiled::with_results(plan, &results);
    let passes = passes.after(1);
    let duplicates = match before {
        0 => None,
        _ => Some(Duplicates::find(&compiled, &passes)?),
    };
    let lines = Lines { csv, compiled: &compiled, written: 0 };
    let counter = Counter::new(&compiled, duplicates.as_ref(), known);
    let mut writing = Writing { counter, lines, failed: &failed, error: None };
    let read = passes.run_in_order(before, &mut writing);
    match writing.error {
        Some(error) => Err(ReadError::Written(error)),
        None => read.and_then(|()| writing.lines.finish().map_err(ReadError::Written)),
    }
}

/// The lines of the list, of one block: a file that is read in its order has no others.
struct Lines<'a, 'w> {
    csv: RejectsCsv<&'w mut (dyn Write + Send)>,
    compiled: &'a Compiled,
    written: u64,
}

impl Lines<'_, '_> {
    fn write(&mut self, noted: Noted) -> io::Result<()> {
        let question = noted.column.and_then(|index| self.compiled.counted.get(index));
        self.written += 1;
        self.csv.line(&Reject {
            row: u64::from(noted.place.row) + 1,
            column: question.map(|counted| counted.question.name.clone()),
            text: noted.text,
            reason: noted.reason.to_owned(),
        })
    }

    fn finish(mut self) -> io::Result<u64> {
        self.csv.finish()?;
        Ok(self.written)
    }
}

/// Counts as every import does, and writes what could not be used at once.
struct Writing<'a, 'w, 'f> {
    counter: Counter<'a>,
    lines: Lines<'a, 'w>,
    failed: &'f AtomicBool,
    error: Option<io::Error>,
}

impl Worker for Writing<'_, '_, '_> {
    fn record(&mut self, record: &Record<'_>, place: Place) {
        self.counter.record(record, place);
        self.counter.people.clear();
        for noted in self.counter.noted.drain(..) {
            if self.error.is_none()
                && let Err(error) = self.lines.write(noted)
            {
                self.error = Some(error);
                self.failed.store(true, Ordering::Relaxed);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::import::{MAX_LISTED, preview, run};
    use crate::read::source::Bytes;

    fn all_of(source: &Bytes, plan: &Plan) -> String {
        let mut out = Vec::new();
        write_rejects(source, plan, None, &mut out, &|_| true).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// So many rows, of which every second one holds no answer.
    fn half_bad(rows: usize) -> (Bytes, Plan) {
        let mut text = "id,How likely are you to recommend us? (0-10),ease (1-5)\n".to_owned();
        for row in 0..rows {
            let score = if row % 2 == 0 { "9" } else { "=bad" };
            writeln!(text, "r{row},{score},{}", row % 6 + 1).unwrap();
        }
        let source = Bytes::from(text.into_bytes());
        let plan = preview(&source, 4096).unwrap().plan;
        (source, plan)
    }

    #[test]
    fn a_short_list_is_the_one_in_memory() {
        let (source, mut plan) = half_bad(300);
        for keep in [crate::Keep::All, crate::Keep::First] {
            plan.options.keep = keep;
            let imported = run(&source, &plan, &|_| true).unwrap();
            assert_eq!(all_of(&source, &plan), imported.rejects.to_csv());
        }
    }

    #[test]
    fn a_long_list_is_written_to_its_end() {
        let (source, plan) = half_bad(3 * MAX_LISTED);
        let imported = run(&source, &plan, &|_| true).unwrap();
        let all = all_of(&source, &plan);
        assert!(imported.rejects.total > 2 * MAX_LISTED as u64 - 1);
        assert_eq!(all.lines().count() as u64, imported.rejects.total + 1);
        let listed = imported.rejects.to_csv();
        assert!(all.starts_with(&listed), "the first are the same");
        assert!(all.lines().last().unwrap().starts_with("30001,"), "{:?}", all.lines().last());
    }

    #[test]
    fn a_file_long_enough_for_several_threads_leaves_the_same_answers_out() {
        let mut text = "id,How likely are you to recommend us? (0-10),comment\n".to_owned();
        let comment = "Well. ".repeat(8_000);
        for row in 0..200 {
            let score = if row % 2 == 0 { "9" } else { "=bad" };
            writeln!(text, "r{},{score},{comment}{row}", row % 100).unwrap();
        }
        let source = Bytes::from(text.into_bytes());
        let mut plan = preview(&source, 4_096 * 64).unwrap().plan;
        for keep in [crate::Keep::First, crate::Keep::Latest] {
            plan.options.keep = keep;
            let imported = run(&source, &plan, &|_| true).unwrap();
            assert_eq!((imported.counts.duplicate, imported.rejects.total), (100, 50), "{keep:?}");
            assert_eq!(all_of(&source, &plan), imported.rejects.to_csv());
        }
    }

    #[test]
    fn a_disk_that_is_full_and_a_person_who_stops_are_told_apart() {
        struct Full;
        impl Write for Full {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::StorageFull.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let (source, plan) = half_bad(30_000);
        let full = write_rejects(&source, &plan, None, &mut Full, &|_| true).unwrap_err();
        assert!(matches!(full, ReadError::Written(_)), "{full}");
        let stopped = write_rejects(&source, &plan, None, &mut Vec::new(), &|_| false);
        assert!(matches!(stopped, Err(ReadError::Cancelled)));
    }
}
