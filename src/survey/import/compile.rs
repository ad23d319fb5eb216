//! The plan, made ready for millions of rows.

mod heads;
mod note;
mod summary;
mod words;

use heads::Heads;
pub(crate) use words::{COMPLETE_WORDS, PREVIEW_WORDS, says_complete};

use crate::columns::spread::is_unmarked;
use crate::columns::{Column, MARKED, Role, cell};
use crate::dates::{self, DateOrder, Moment};
use crate::import::answers::{self, AnswerReader};
use crate::import::plan::{Granularity, Keep, Plan};
use crate::import::tail::Word;
use crate::read::encoding::Encoding;
use crate::read::scan::Record;
use crate::tally::{Dimension, Question};

/// How the answers of a question are read.
#[derive(Clone)]
pub(super) enum Reader {
    /// Answers on a scale.
    Score(Box<AnswerReader>),
    /// Amounts, with whether commas are decimal marks.
    Amount {
        /// Whether `4,5` is a number.
        decimal_comma: bool,
    },
}

/// A question that is counted.
#[derive(Clone)]
pub(super) struct Counted {
    pub(super) column: usize,
    /// Further columns that may hold the answer.
    also: Vec<usize>,
    /// What a mark in the column and in each of `also` stands for; empty where cells hold answers.
    marked: Vec<&'static [u8]>,
    pub(super) question: Question,
    pub(super) reader: Reader,
}

impl Counted {
    /// Whether it is a question on a scale.
    const fn is_score(&self) -> bool {
        matches!(self.reader, Reader::Score(_))
    }

    /// The cell that holds the answer.
    #[inline]
    pub(super) fn cell<'a>(&self, record: &Record<'a>) -> &'a [u8] {
        let own = record.get(self.column);
        if !self.marked.is_empty() {
            let columns = std::iter::once(&self.column).chain(&self.also);
            let mut cells = columns.map(|column| record.get(*column)).zip(&self.marked);
            let chosen = cells.find(|(cell, _)| !std::str::from_utf8(cell).is_ok_and(is_unmarked));
            return chosen.map_or(b"", |(_, answer)| answer);
        }
        if self.also.is_empty() || !own.is_empty() {
            return own;
        }
        let others = self.also.iter().map(|column| record.get(*column));
        others.into_iter().find(|cell| !cell.is_empty()).unwrap_or(own)
    }
}

/// How many of its first cells show which row was left out.
pub(super) const LISTED_CELLS: usize = 8;

/// The plan, made ready.
pub(super) struct Compiled {
    pub(super) encoding: Encoding,
    pub(super) width: usize,
    pub(super) ragged: bool,
    pub(super) counted: Vec<Counted>,
    /// Columns by which answers are kept apart.
    pub(super) dimensions: Vec<(Dimension, usize)>,
    pub(super) date: Option<DateReader>,
    /// The time of day, where it has a column of its own.
    pub(super) time: Option<usize>,
    pub(super) period: Granularity,
    pub(super) completion: Option<usize>,
    pub(super) date_means_complete: bool,
    pub(super) complete_only: bool,
    pub(super) preview: Option<usize>,
    pub(super) weight: Option<(usize, bool)>,
    pub(super) wave_column: Option<usize>,
    pub(super) wave: Option<String>,
    pub(super) keep: Keep,
    pub(super) unique_by: Vec<usize>,
    /// Identifiers and dates, which every answer has and no summary line.
    marks: Vec<usize>,
    /// Those of them whose cells are several words.
    wordy_marks: Vec<usize>,
    /// Those of them whose cells are words.
    named_marks: Vec<usize>,
    /// Columns of people's own words.
    comments: Vec<usize>,
    /// Questions on a scale whose answers are numbers, so that a word is none.
    numbers: Vec<usize>,
    /// Columns that tell groups of answers apart.
    groups: Vec<usize>,
    heads: Heads,
    /// With which words the lines of results begin, once that is known.
    pub(super) results: Vec<Word>,
}

impl Compiled {
    pub(super) fn new(plan: &Plan) -> Self {
        let encoding = plan.format.cell_encoding();
        let counted = plan.columns.iter().filter_map(|column| counted(column, encoding)).collect();
        let dimensions = plan
            .kept_apart()
            .iter()
            .map(|(dimension, column)| (*dimension, column.index))
            .collect();
        let index = |role| plan.column_of(role).map(|column| column.index);
        let mut unique_by = plan.options.unique_by.clone();
        if unique_by.is_empty() {
            unique_by.extend(index(Role::Id));
        }
        let is_mark = |column: &&Column| {
            column.role == Role::Id || (column.role == Role::Date && column.confidence >= 0.8)
        };
        let is_wordy = |column: &&Column| {
            // A note under a short table is a sample, too.
            let is_wordy = |sample: &&String| sample.split_whitespace().count() >= 3;
            is_mark(column)
                && column.samples.iter().filter(is_wordy).count() * 2 > column.samples.len()
        };
        let is_named = |column: &&Column| {
            let is_word = |sample: &String| !sample.contains(|c: char| c.is_ascii_digit());
            is_mark(column) && !column.samples.is_empty() && column.samples.iter().all(is_word)
        };
        let is_group =
            |column: &&Column| column.role == Role::Derived || column.role.dimension().is_some();
        let is_numbers = |column: &&Column| column.role == Role::Score && column.labels.is_empty();
        Self {
            encoding,
            width: plan.columns.len(),
            ragged: plan.ragged,
            counted,
            dimensions,
            date: plan.column_of(Role::Date).map(DateReader::new),
            time: index(Role::Time),
            period: plan.options.period,
            completion: index(Role::Completion),
            date_means_complete: plan.date_means_complete(),
            complete_only: plan.options.complete_only,
            preview: index(Role::Preview),
            weight: plan.column_of(Role::Weight).map(|column| (column.index, column.decimal_comma)),
            wave_column: index(Role::Wave),
            wave: plan.options.wave.clone(),
            keep: plan.options.keep,
            unique_by,
            marks: plan.columns.iter().filter(is_mark).map(|column| column.index).collect(),
            numbers: plan.columns.iter().filter(is_numbers).map(|column| column.index).collect(),
            wordy_marks: plan.columns.iter().filter(is_wordy).map(|column| column.index).collect(),
            named_marks: plan.columns.iter().filter(is_named).map(|column| column.index).collect(),
            groups: plan.columns.iter().filter(is_group).map(|column| column.index).collect(),
            heads: Heads::new(plan),
            results: Vec::new(),
            comments: plan.with_role(Role::Comment).iter().map(|column| column.index).collect(),
        }
    }

    /// The same, where lines that begin with these words are results, not answers.
    pub(super) fn with_results(plan: &Plan, results: &[Word]) -> Self {
        Self { results: results.to_vec(), ..Self::new(plan) }
    }

    /// Which columns are read: those of the plan, and those by which a row is listed.
    pub(super) fn wanted(&self) -> Vec<bool> {
        let mut wanted: Vec<bool> = (0..self.width).map(|column| column < LISTED_CELLS).collect();
        let single = [
            self.date.map(|date| date.column),
            self.time,
            self.completion,
            self.preview,
            self.wave_column,
        ]
        .into_iter()
        .chain([self.weight.map(|weight| weight.0)])
        .flatten();
        let columns = self
            .counted
            .iter()
            .flat_map(|counted| counted.also.iter().copied().chain([counted.column]))
            .chain(self.dimensions.iter().map(|(_, column)| *column))
            .chain(self.unique_by.iter().copied())
            .chain(single);
        for column in columns {
            if let Some(flag) = wanted.get_mut(column) {
                *flag = true;
            }
        }
        wanted
    }

    /// Whether answers of the same person are dropped.
    pub(super) fn deduplicates(&self) -> bool {
        self.keep != Keep::All && !self.unique_by.is_empty()
    }

    /// When a record was answered.
    pub(super) fn moment(&self, record: &Record<'_>) -> Option<Moment> {
        let date = self.date?;
        let mut moment = date.read(record.get(date.column), self.encoding)?;
        if let Some(column) = self.time {
            moment.second = dates::parse_time(&self.text(record, column)).unwrap_or(moment.second);
        }
        Some(moment)
    }

    /// What kind of record this is.
    pub(super) fn judge(&self, record: &Record<'_>) -> Verdict {
        if record.iter().all(|cell| cell.trim_ascii().is_empty()) {
            return Verdict::Empty;
        }
        let cells = record.len();
        if !record.ended && (record.open_quote || cells < self.width) && !self.ragged {
            return Verdict::CutOff;
        }
        if cells < self.width && !self.ragged {
            return Verdict::TooShort;
        }
        if cells > self.width && record.iter().skip(self.width).any(|cell| !cell.is_empty()) {
            return Verdict::TooLong;
        }
        if self.repeats_header(record) {
            return Verdict::Header;
        }
        if self.is_note(record) {
            return Verdict::Note;
        }
        let worded = self.is_worded(record);
        let begins = || self.results.contains(&self.first_word(record));
        let is_result = worded && !self.results.is_empty() && begins() && self.is_result(record);
        if is_result || self.is_summary(record, worded) {
            return Verdict::Summary;
        }
        if self.preview.is_some_and(|column| self.is_preview(record.get(column))) {
            return Verdict::Preview;
        }
        Verdict::Answer { complete: self.is_complete(record), worded }
    }

    fn text<'a>(&self, record: &Record<'a>, column: usize) -> std::borrow::Cow<'a, str> {
        self.encoding.text(record.get(column))
    }

    /// Whether Qualtrics' status says that the row is no answer of a customer.
    fn is_preview(&self, status: &[u8]) -> bool {
        if matches!(status, b"" | b"0" | b"IP Address") {
            return false;
        }
        let key = cell::label_key(&self.encoding.text(status));
        PREVIEW_WORDS.contains(&key.as_str())
    }

    fn is_complete(&self, record: &Record<'_>) -> bool {
        if let Some(column) = self.completion {
            // What nearly all rows hold is decided without decoding it.
            return match record.get(column) {
                b"1" | b"True" | b"TRUE" | b"true" => true,
                b"0" | b"False" | b"FALSE" | b"false" | b"" => false,
                other => says_complete(&self.encoding.text(other)),
            };
        }
        if let (true, Some(date)) = (self.date_means_complete, self.date) {
            return !record.get(date.column).is_empty();
        }
        true
    }
}

/// What a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// An answer, and whether the person went through to the end.
    Answer {
        /// Whether the person went through to the end.
        complete: bool,
        /// Whether it begins with a word of summaries or results.
        worded: bool,
    },
    /// A preview or a test.
    Preview,
    /// A line of means or totals.
    Summary,
    /// A line of text under the table.
    Note,
    /// The header once more, as in exports that were put one below the other.
    Header,
    /// Nothing.
    Empty,
    /// The file ends in the middle of this record.
    CutOff,
    /// Fewer cells than the header.
    TooShort,
    /// More cells than the header.
    TooLong,
}

impl Verdict {
    /// Why the row is left out; none for what is no answer anyway.
    pub(super) const fn reason(self) -> Option<&'static str> {
        Some(match self {
            Self::CutOff => "The file ends in the middle of this row.",
            Self::TooShort => "The row has fewer cells than the header.",
            Self::TooLong => "The row has more cells than the header.",
            Self::Summary => "It is a line of means or totals, not an answer.",
            Self::Note => "It is a note under the table, not an answer.",
            Self::Header => "It is the header once more, not an answer.",
            Self::Preview => "It is a preview or a test.",
            Self::Empty | Self::Answer { .. } => return None,
        })
    }
}

fn counted(column: &Column, encoding: Encoding) -> Option<Counted> {
    let question = column.question()?;
    let reader = if question.kind.is_amount() {
        Reader::Amount { decimal_comma: column.decimal_comma }
    } else if (1..=1001).contains(&question.scale.points()) {
        Reader::Score(Box::new(AnswerReader::new(column, question.scale, encoding)))
    } else {
        return None;
    };
    let marked = column.marked.iter().map(|answer| marked_answer(*answer)).collect();
    Some(Counted { column: column.index, also: column.also.clone(), marked, question, reader })
}

/// What a mark stands for, as a cell says it.
fn marked_answer(answer: Option<i32>) -> &'static [u8] {
    const ANSWERS: [&str; 12] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"];
    let answer = answer.filter(|answer| MARKED.contains(answer));
    let place = answer.and_then(|answer| usize::try_from(answer).ok());
    place.and_then(|place| ANSWERS.get(place)).unwrap_or(&"n/a").as_bytes()
}

/// How the dates of a column are read.
#[derive(Clone, Copy)]
pub(super) struct DateReader {
    pub(super) column: usize,
    order: DateOrder,
}

impl DateReader {
    fn new(column: &Column) -> Self {
        let order = column.date_order.unwrap_or(DateOrder::DayFirst);
        Self { column: column.index, order }
    }

    /// Reads a date: text in most files, a number in some.
    pub(super) fn read(&self, bytes: &[u8], encoding: Encoding) -> Option<Moment> {
        if bytes.is_empty() {
            return None;
        }
        let text = encoding.text(bytes);
        dates::parse(&text, self.order)
            .or_else(|| text.trim().parse().ok().and_then(dates::parse_number))
    }
}

/// Reads a weight; one that is no number from zero up counts as none.
pub(super) fn weight(bytes: &[u8], decimal_comma: bool, encoding: Encoding) -> Option<f64> {
    match answers::read_amount(bytes, decimal_comma, encoding) {
        answers::Amount::Value(weight) if (0.0..1e9).contains(&weight) => Some(weight),
        _ => None,
    }
}
