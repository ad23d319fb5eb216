//! The plan of an import: how the file is read and what each column is for.

use serde::{Deserialize, Serialize};

use crate::columns::tool::Tool;
use crate::columns::{Column, Role, guess};
use crate::import::tallied;
use crate::import::widen::Long;
use crate::read::ReadError;
use crate::read::format::{Container, Format};
use crate::read::header::{self, Header};
use crate::read::sniff::{Hints, Sniffed, sniff};
use crate::read::source::Source;
use crate::tally::Dimension;
use crate::warning::{FileWarning, Warning};

/// Which answers of the same person count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Keep {
    /// All of them.
    #[default]
    All,
    /// The first one, by date where there is one, else by its place in the file.
    First,
    /// The latest one.
    Latest,
}

/// How finely answers are kept apart by their date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Granularity {
    /// Not at all.
    None,
    /// By month.
    #[default]
    Month,
    /// By day.
    Day,
}

/// How answers are chosen and kept apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportOptions {
    /// Which answers of the same person count.
    pub keep: Keep,
    /// The columns that together tell a person; empty means the column with the role of an
    /// identifier.
    #[serde(default)]
    pub unique_by: Vec<usize>,
    /// Whether only people who went through to the end count.
    #[serde(default)]
    pub complete_only: bool,
    /// How finely dates are kept.
    pub period: Granularity,
    /// The wave that this file is.
    #[serde(default)]
    pub wave: Option<String>,
}

/// A column that is less surely a dimension does not keep answers apart unless a person says so.
const SURE_ENOUGH: f64 = 0.8;

/// How a file is imported. Every part may be changed before the count.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// How the records are read.
    pub format: Format,
    /// The tool that wrote the file.
    pub tool: Tool,
    /// Whether rows leave out empty cells at their end.
    pub ragged: bool,
    /// The columns.
    pub columns: Vec<Column>,
    /// How answers are chosen.
    pub options: ImportOptions,
    /// For a file with one row per answer: how it is made a table with one row per person, for which
    /// all the rest of the plan is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub long: Option<Long>,
}

impl Plan {
    /// The columns of a role, the surest first.
    pub fn with_role(&self, role: Role) -> Vec<&Column> {
        let mut found: Vec<&Column> =
            self.columns.iter().filter(|column| column.role == role).collect();
        found.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then(a.index.cmp(&b.index)));
        found
    }

    /// The surest column of a role.
    pub fn column_of(&self, role: Role) -> Option<&Column> {
        self.with_role(role).first().copied()
    }

    /// The columns by which answers are kept apart: the surest one of each dimension, where it is
    /// more than a weak guess. (A country or a gender would split the answers into groups of one.)
    pub fn kept_apart(&self) -> Vec<(Dimension, &Column)> {
        Role::ALL
            .into_iter()
            .filter_map(|role| Some((role.dimension()?, self.column_of(role)?)))
            .filter(|(_, column)| column.confidence >= SURE_ENOUGH)
            .collect()
    }

    /// Makes one column the only one of its role, as a dimension by which answers are kept apart.
    pub fn keep_apart_by(&mut self, index: usize) {
        let role = self
            .columns
            .get(index)
            .map(|column| column.role)
            .filter(|role| role.dimension().is_some())
            .unwrap_or(Role::Segment);
        for column in &mut self.columns {
            if column.index == index {
                column.role = role;
                column.confidence = 1.0;
                "A person chose it to keep answers apart.".clone_into(&mut column.reason);
            } else if column.role == role {
                column.role = Role::Other;
            }
        }
    }
}

/// The first look at a file.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The guessed plan.
    pub plan: Plan,
    /// The first records as they are, header rows included, for showing which are headers.
    pub head: Vec<Vec<String>>,
    /// The first answers under the guessed header.
    pub rows: Vec<Vec<String>>,
    /// Whether the look took in the whole file.
    pub complete: bool,
    /// What a person should know.
    pub warnings: Vec<Warning>,
    /// The decoded sample, kept for another guess when the header rows are changed.
    sample: Sniffed,
}

/// How many records a preview shows.
const SHOWN_RECORDS: usize = 50;

impl Preview {
    /// The preview with another number of header rows, guessed anew.
    pub fn with_header_rows(self, rows: usize) -> Self {
        if self.plan.tool == Tool::ThroughlineTally {
            return self;
        }
        let skipped = self.plan.format.skipped_records - separator_records(&self.sample);
        let header = header::with_rows(&self.sample.records, skipped, rows);
        build(self.sample, &header)
    }
}

/// Looks at the first `sample_bytes` of a file: 256 KB give the first rows at once, more make the
/// guesses surer.
pub fn preview(source: &dyn Source, sample_bytes: usize) -> Result<Preview, ReadError> {
    preview_as(source, sample_bytes, &Hints::default())
}

/// Looks at a file as [`preview`] does, with what a person says about how it is written.
pub fn preview_as(
    source: &dyn Source,
    sample_bytes: usize,
    hints: &Hints,
) -> Result<Preview, ReadError> {
    let sample = sniff(source, sample_bytes, hints)?;
    if sample.records.is_empty() {
        return Err(ReadError::Empty);
    }
    if tallied::is_tally(&sample.records) {
        return tally(source, sample);
    }
    let header = header::detect(&sample.records);
    Ok(build(sample, &header))
}

/// The preview of a tally that a database made: it says itself what its columns are.
fn tally(source: &dyn Source, sample: Sniffed) -> Result<Preview, ReadError> {
    let look = tallied::look(source, &sample, SHOWN_RECORDS)?;
    Ok(Preview {
        plan: look.plan,
        head: sample.records.iter().take(SHOWN_RECORDS).cloned().collect(),
        rows: look.rows,
        complete: sample.complete,
        warnings: look.warnings,
        sample,
    })
}

/// Records before those of the sample: a `sep=` line.
fn separator_records(sample: &Sniffed) -> usize {
    sample.format.skipped_records
}

fn build(sample: Sniffed, header: &Header) -> Preview {
    let first = header.skipped + header.rows;
    let answers = sample.records.get(first..).unwrap_or_default();
    let guess = guess(header, answers);
    let wide = header.columns.len();
    // The last answer of a file may be cut off; that says nothing about the others.
    let others = answers.split_last().map_or(answers, |(_, others)| others);
    let short = others.iter().filter(|answer| answer.len() < wide).count();
    let workbook = matches!(sample.format.container, Container::Workbook { .. });
    let mut format = sample.format.clone();
    format.skipped_records = separator_records(&sample) + header.skipped;
    format.header_rows = header.rows;
    let plan = Plan {
        format,
        tool: guess.tool,
        ragged: workbook || short * 20 > others.len(),
        columns: guess.columns,
        options: ImportOptions::default(),
        long: None,
    };
    let mut warnings = sample.warnings.clone();
    warnings.extend(guess.warnings);
    if answers.is_empty() {
        warnings.push(FileWarning::NoAnswers.into());
    }
    Preview {
        plan,
        head: sample.records.iter().take(SHOWN_RECORDS).cloned().collect(),
        rows: answers.iter().take(SHOWN_RECORDS).cloned().collect(),
        complete: sample.complete,
        warnings,
        sample,
    }
}

impl Plan {
    /// Whether the file says who went through to the end.
    pub fn says_complete(&self) -> bool {
        self.column_of(Role::Completion).is_some() || self.date_means_complete()
    }

    /// Whether an answer without a date is an incomplete one, as in exports of `LimeSurvey`.
    pub(crate) fn date_means_complete(&self) -> bool {
        self.tool == Tool::LimeSurvey
            && self.column_of(Role::Completion).is_none()
            && self
                .column_of(Role::Date)
                .is_some_and(|date| date.name.to_lowercase().starts_with("submitdate"))
    }
}
