//! The importer: a look at a file, a plan that may be changed, and the count.
//!
//! The dialog, the command that imports and the command that only looks share what is here, so that
//! they cannot disagree.

mod answers;
mod blocks;
mod compile;
mod count;
mod dedupe;
mod ids;
mod intern;
mod left_out;
mod outcome;
mod overrides;
mod plan;
mod profile;
mod rejects;
mod tail;
pub(crate) mod tallied;
mod waves;
mod widen;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::columns::tool::Tool;
use crate::columns::{Column, Role};
use crate::read::ReadError;
use crate::read::format::Input;
use crate::read::source::Source;
use crate::tally::{Kind, Tally};
use crate::warning::{ColumnWarning, Warning};

pub(crate) use compile::{COMPLETE_WORDS, PREVIEW_WORDS, says_complete};
pub use ids::IdHashes;
pub use left_out::write_rejects;
pub use overrides::{ColumnOverride, OverrideError, parse_order, parse_scale};
pub use plan::{Granularity, ImportOptions, Keep, Plan, Preview, preview, preview_as};
pub use profile::Adopted;
pub use rejects::{MAX_LISTED, Reject, Rejects, harmless};
pub use waves::{
    Rescaled, SaidSame, WaveChanges, add_wave, can_be_same, compare_waves, key_of_question,
    months_of, question_of_key, wave_hash, waves,
};
pub use widen::{Long, LongLayout, widen};

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Bytes read so far.
    pub done_bytes: u64,
    /// Bytes to be read.
    pub total_bytes: u64,
}

/// Told how far an import is, now and then; answers whether to go on.
pub type ProgressFn<'a> = dyn Fn(Progress) -> bool + Sync + 'a;

/// What became of the rows of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowCounts {
    /// Records after the header rows, without summary lines, empty rows and what is no row at all.
    pub rows: u64,
    /// Rows that were counted.
    pub used: u64,
    /// Rows left out because the same person answered before or after.
    pub duplicate: u64,
    /// Those of the duplicates whose person is counted in another wave.
    #[serde(default)]
    pub other_wave: u64,
    /// Rows of people who did not go through to the end: left out, or kept and marked.
    pub incomplete: u64,
    /// Previews and tests, left out.
    pub preview: u64,
    /// Lines of means and totals that somebody added, left out.
    pub summary: u64,
    /// Lines of text under the table, left out.
    #[serde(default)]
    pub note: u64,
    /// Rows without any content, left out.
    pub empty: u64,
    /// Rows whose cells cannot be told apart, left out and listed.
    pub malformed: u64,
}

/// What an import gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// The answers, counted.
    pub tally: Tally,
    /// What became of the rows.
    pub counts: RowCounts,
    /// Cells and rows that could not be used, with the reason.
    pub rejects: Rejects,
    /// How many different labels each kept column has.
    pub labels: BTreeMap<String, usize>,
    /// What a person should know.
    pub warnings: Vec<Warning>,
}

/// Counts the answers of a file as the plan says.
///
/// Reads the file once, and once or twice before that where answers of the same person are dropped.
/// All that is done anew where lines of results are found under the answers: progress then begins
/// again.
/// `progress` is asked after each part of the file; when it answers no, nothing is kept.
pub fn run(
    source: &dyn Source,
    plan: &Plan,
    progress: &ProgressFn<'_>,
) -> Result<Imported, ReadError> {
    count_file(source, plan, None, progress).map(|(imported, _)| imported)
}

/// Counts the answers of a file as [`run`] does, without those of people who are counted in another
/// wave: `known`. Also gives back who answered here, hashed with the same salt, those of `known`
/// included.
///
/// Without columns that tell people from each other nobody is recognised.
pub fn run_without(
    source: &dyn Source,
    plan: &Plan,
    known: &IdHashes,
    progress: &ProgressFn<'_>,
) -> Result<(Imported, IdHashes), ReadError> {
    count_file(source, plan, Some(known), progress)
}

fn count_file(
    source: &dyn Source,
    plan: &Plan,
    known: Option<&IdHashes>,
    progress: &ProgressFn<'_>,
) -> Result<(Imported, IdHashes), ReadError> {
    if plan.tool == Tool::ThroughlineTally {
        // There are no people in a tally, so none are left out and none are told.
        let people = IdHashes::new(known.map_or(0, IdHashes::salt));
        return Ok((tallied::run(source, plan, progress)?, people));
    }
    if let Some((wide, plan)) = widen::put_together(source, plan, progress)? {
        return count_file(&wide, &plan, known, &|at| progress(widen::half(at, 1)));
    }
    let input = Input::new(source, &plan.format)?;
    let mut results = Vec::new();
    loop {
        let compiled = compile::Compiled::with_results(plan, &results);
        let before = if compiled.deduplicates() { dedupe::Duplicates::PASSES } else { 0 };
        let passes = blocks::Passes::new(&input, progress, before + 1, compiled.wanted())?;
        let duplicates = match before {
            0 => None,
            _ => Some(dedupe::Duplicates::find(&compiled, &passes)?),
        };
        let make = || count::Counter::new(&compiled, duplicates.as_ref(), known);
        let mut workers = passes.run(before, make)?;
        if results.is_empty() {
            let tails = workers.iter_mut().map(|worker| std::mem::take(&mut worker.tail));
            results = tail::Tail::results(tails);
            if !results.is_empty() {
                continue;
            }
        }
        let people =
            workers.iter_mut().flat_map(|worker| std::mem::take(&mut worker.people)).collect();
        let people = IdHashes::from_hashes(known.map_or(0, IdHashes::salt), people);
        let mut imported = outcome::finish(&compiled, workers);
        imported.warnings.extend(plan.columns.iter().filter_map(open_proposals));
        imported.warnings.extend(plan.columns.iter().filter_map(odd_nps));
        return Ok((imported, people));
    }
}

/// Says that a Net Promoter Score is asked on a scale from 1, which is not the usual one.
fn odd_nps(column: &Column) -> Option<Warning> {
    let question = column.question()?;
    (question.kind == Kind::Nps && question.scale.low != 0)
        .then(|| column.warning(ColumnWarning::OddNpsScale(question.scale)))
}

/// Asks to confirm what are probably end labels, for a column that still holds some.
fn open_proposals(column: &Column) -> Option<Warning> {
    let scale =
        column.scale.filter(|_| column.role == Role::Score && !column.proposals.is_empty())?;
    let proposals = column.proposals.clone();
    Some(column.warning(ColumnWarning::EndLabels { scale, proposals }))
}
