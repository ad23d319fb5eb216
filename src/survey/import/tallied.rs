//! Tallies that a database made ([`crate::sql`]), read like any survey file.
//!
//! Such a file holds no respondents: one record says how many rows of a group gave an answer, and
//! the first records say what the columns of the table are. So nothing is guessed: the plan has a
//! column for each question and for each of what keeps answers apart, and may be changed as that of
//! any file. Texts are read by the same readers that read cells.

mod cells;
mod counting;
mod definitions;
pub(crate) mod schema;

use std::collections::BTreeMap;
use std::io;

use self::counting::Counting;
use self::definitions::Definitions;
use self::schema::{Field, MARK, VERSION, record};
use super::compile::Compiled;
use super::count::{Counter, Noted};
use super::outcome;
use super::plan::{ImportOptions, Keep, Plan};
use super::{Imported, Progress, ProgressFn};
use crate::columns::Role;
use crate::columns::tool::Tool;
use crate::read::ReadError;
use crate::read::encoding::Encoding;
use crate::read::format::{Format, Input};
use crate::read::scan::Record;
use crate::read::sniff::Sniffed;
use crate::read::source::Source;
use crate::warning::{CountWarning, FileWarning, Warning};

/// How many records pass between two reports of progress.
const RECORDS_PER_REPORT: u64 = 20_000;

/// Which column of the file holds what.
struct Header(Vec<Option<usize>>);

impl Header {
    /// Finds the columns by their names. None where the names are those of another file.
    fn of(names: &[String]) -> Option<Self> {
        let names: Vec<String> = names.iter().map(|name| name.trim().to_lowercase()).collect();
        let version = version_of(&names)?;
        let find = |field: &Field| {
            let own = match field {
                Field::Record => format!("{MARK}{version}"),
                field => field.name().to_owned(),
            };
            names.iter().position(|name| *name == own)
        };
        Some(Self(Field::ALL.iter().map(find).collect()))
    }

    /// The bytes of a cell; nothing where the file has no such column.
    fn get<'a>(&self, record: &Record<'a>, field: Field) -> &'a [u8] {
        let column = self.0.get(field as usize).copied().flatten();
        column.map_or(&[], |column| record.get(column))
    }
}

fn version_of(names: &[String]) -> Option<u32> {
    names.iter().find_map(|name| name.strip_prefix(MARK)?.parse().ok())
}

/// Whether the first records of a file are those of a tally.
pub(super) fn is_tally(records: &[Vec<String>]) -> bool {
    records.first().is_some_and(|names| version_in(names).is_some())
}

/// The version of the tally that has this header.
fn version_in(names: &[String]) -> Option<u32> {
    let names: Vec<String> = names.iter().map(|name| name.trim().to_lowercase()).collect();
    version_of(&names)
}

/// What a look at a tally gives: its plan, and rows that show what is in it.
pub(super) struct Look {
    pub(super) plan: Plan,
    pub(super) rows: Vec<Vec<String>>,
    pub(super) warnings: Vec<Warning>,
}

/// Reads the definitions of a tally, and shows the first `shown` records of its answers.
pub(super) fn look(source: &dyn Source, sample: &Sniffed, shown: usize) -> Result<Look, ReadError> {
    let mut format = sample.format.clone();
    format.header_rows = 1;
    let names = sample.records.first().map(Vec::as_slice).unwrap_or_default();
    if version_in(names).is_some_and(|version| version > VERSION) {
        return Err(ReadError::NotATable(
            "it is a tally of a newer Throughline, which this one cannot read".to_owned(),
        ));
    }
    let Some(header) = Header::of(names) else {
        return Err(ReadError::NotATable("it has no columns of a tally".to_owned()));
    };
    let definitions = Definitions::read(source, &format, &header)?;
    let (columns, wave, period) = definitions.columns(sample, &header);
    let mut warnings = sample.warnings.clone();
    if columns.iter().all(|column| column.question().is_none()) {
        warnings.push(FileWarning::UndefinedTally.into());
    }
    let rows = definitions.rows(sample, &header, shown);
    let options = ImportOptions { period, wave, ..ImportOptions::default() };
    let plan =
        Plan { format, tool: Tool::ThroughlineTally, ragged: true, columns, options, long: None };
    Ok(Look { plan, rows, warnings })
}

/// Adds up a tally as the plan says.
pub(super) fn run(
    source: &dyn Source,
    plan: &Plan,
    progress: &ProgressFn<'_>,
) -> Result<Imported, ReadError> {
    let compiled = Compiled::new(plan);
    let opened = Opened::of(source, plan)?;
    let mut counting = Counting::new(&compiled, &opened.header, &opened.definitions);
    let rows = opened.read(plan, progress, |record, row| {
        counting.record(record, row);
        Ok(())
    })?;
    let (counter, refused) = counting.finish(rows);
    Ok(finish(plan, &compiled, counter, refused))
}

/// Gives everything that could not be used, in the order of the file.
pub(super) fn each_noted(
    source: &dyn Source,
    plan: &Plan,
    compiled: &Compiled,
    progress: &ProgressFn<'_>,
    each: &mut dyn FnMut(Noted) -> io::Result<()>,
) -> Result<(), ReadError> {
    let opened = Opened::of(source, plan)?;
    let mut counting = Counting::new(compiled, &opened.header, &opened.definitions);
    opened.read(plan, progress, |record, row| {
        counting.record(record, row);
        counting.take_noted().try_for_each(&mut *each).map_err(ReadError::Written)
    })?;
    Ok(())
}

/// A tally whose header and definitions were read.
struct Opened<'a> {
    input: Input<'a>,
    header: Header,
    definitions: Definitions,
    size_bytes: u64,
}

impl<'a> Opened<'a> {
    fn of(source: &'a dyn Source, plan: &Plan) -> Result<Self, ReadError> {
        let encoding = plan.format.cell_encoding();
        let (names, size_bytes) = first_record(source, &plan.format, encoding)?;
        let Some(header) = Header::of(&names) else {
            return Err(ReadError::NotATable("it is no tally any more".to_owned()));
        };
        let definitions = Definitions::read(source, &plan.format, &header)?;
        let input = Input::new(source, &plan.format)?;
        Ok(Self { input, header, definitions, size_bytes })
    }

    /// Gives each record behind the header with its row, from 0. Returns how many rows there are,
    /// blank lines included.
    fn read(
        &self,
        plan: &Plan,
        progress: &ProgressFn<'_>,
        mut each: impl FnMut(&Record<'_>, u32) -> Result<(), ReadError>,
    ) -> Result<u32, ReadError> {
        let size_bytes = self.size_bytes;
        let mut scanner = self.input.records()?;
        let (mut row, mut number) = (0_u32, 0_u64);
        while let Some(record) = scanner.next_record()? {
            row = row.saturating_add(record.blank_lines);
            if number >= plan.format.first_answer() as u64 {
                each(&record, row)?;
            }
            row = row.saturating_add(1);
            number += 1;
            if number.is_multiple_of(RECORDS_PER_REPORT) {
                report(progress, scanner.consumed_bytes(), size_bytes)?;
            }
        }
        report(progress, size_bytes, size_bytes)?;
        Ok(row)
    }
}

fn report(progress: &ProgressFn<'_>, done: u64, total_bytes: u64) -> Result<(), ReadError> {
    let progress_so_far = Progress { done_bytes: done.min(total_bytes), total_bytes };
    if progress(progress_so_far) { Ok(()) } else { Err(ReadError::Cancelled) }
}

/// The names in the header, and the size of the file.
fn first_record(
    source: &dyn Source,
    format: &Format,
    encoding: Encoding,
) -> Result<(Vec<String>, u64), ReadError> {
    let input = Input::new(source, format)?;
    let mut scanner = input.records()?;
    for _ in 0..format.skipped_records {
        scanner.next_record()?;
    }
    let names = scanner.next_record()?.map_or_else(Vec::new, |record| {
        record.iter().map(|name| encoding.text(name).into_owned()).collect()
    });
    Ok((names, input.size_bytes()?))
}

fn finish(plan: &Plan, compiled: &Compiled, counter: Counter<'_>, refused: u64) -> Imported {
    let mut imported = outcome::finish(compiled, vec![counter]);
    imported.counts.malformed = refused;
    if refused > 0 {
        imported.warnings.push(CountWarning::TallyRecords(refused).into());
    }
    if plan.options.keep != Keep::All {
        imported.warnings.push(CountWarning::NoPeople.into());
    }
    imported.warnings.extend(plan.columns.iter().filter_map(super::odd_nps));
    imported
}

/// The original role of each place, which names the column of the file that holds its labels.
type Roles = BTreeMap<usize, Role>;

/// Whether a record describes columns.
fn is_definition(kind: &str) -> bool {
    record::DEFINITIONS.contains(&kind)
}

#[cfg(test)]
mod tests;
