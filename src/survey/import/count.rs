//! Counting: every record into the cell of its labels.

use std::collections::{BTreeMap, HashMap};

use crate::amount::{AmountCounter, Parts};
use crate::dates;
use crate::hash::FastHash;
use crate::import::RowCounts;
use crate::import::answers::{Amount, Answer, read_amount};
use crate::import::blocks::{Place, Worker};
use crate::import::compile::{
    Compiled, Counted, DateReader, LISTED_CELLS, Reader, Verdict, weight,
};
use crate::import::dedupe::{Duplicates, salted_person};
use crate::import::ids::IdHashes;
use crate::import::intern::Interner;
use crate::import::plan::Granularity;
use crate::import::rejects::MAX_LISTED;
use crate::import::tail::Tail;
use crate::read::scan::Record;
use crate::tally::Dimension;

/// Which cell of the tally a record belongs to: the numbers of its labels in the order of
/// [`Dimension::ALL`], its wave, and whether it is complete.
pub(super) type CellKey = [u32; 8];

pub(super) const WAVE: usize = 6;
pub(super) const COMPLETE: usize = 7;

/// Different dates whose period is remembered.
const MAX_PERIODS: usize = 20_000;

/// Different texts that are no answer, remembered per question and cell. Of more, the shortest
/// are: they are labels more often than what somebody wrote, and which they are does not depend on
/// the order in which they come.
const MAX_OFF_SCALE_TEXTS: usize = 500;

/// How much of such a text is kept, in characters.
const MAX_OFF_SCALE_CHARS: usize = 100;

/// The answers of one question in one cell.
#[derive(Clone, Default)]
pub(super) struct QuestionCounts {
    pub(super) points: Vec<u64>,
    pub(super) blank: u64,
    pub(super) not_applicable: u64,
    /// By their length in bytes and themselves.
    pub(super) off_scale: BTreeMap<(usize, String), u64>,
    pub(super) off_scale_more: u64,
    pub(super) weights: Vec<(Parts, Parts)>,
    pub(super) amount: Option<Box<AmountCounter>>,
}

/// A cell or row to be listed; its row is known when all blocks are counted.
pub(super) struct Noted {
    pub(super) place: Place,
    pub(super) column: Option<usize>,
    pub(super) text: String,
    pub(super) reason: &'static str,
}

/// Counts records.
pub(super) struct Counter<'a> {
    compiled: &'a Compiled,
    duplicates: Option<&'a Duplicates>,
    /// People who are counted in another wave; none where nobody asks who answered.
    known: Option<&'a IdHashes>,
    /// Who answered here, hashed like `known`; some may be named more than once.
    pub(super) people: Vec<u64>,
    key: Vec<u8>,
    counted: Vec<Counted>,
    pub(super) interners: [Interner; 7],
    pub(super) cells: HashMap<CellKey, usize, FastHash>,
    pub(super) counts: Vec<QuestionCounts>,
    pub(super) rows: RowCounts,
    pub(super) noted: Vec<Noted>,
    pub(super) noted_total: u64,
    pub(super) undated: u64,
    /// Periods by the dates as written, as most dates come more than once.
    periods: HashMap<Box<[u8]>, u32, FastHash>,
    pub(super) block_rows: Vec<(u32, u32)>,
    /// Lines that may be results.
    pub(super) tail: Tail,
}

impl<'a> Counter<'a> {
    pub(super) fn new(
        compiled: &'a Compiled,
        duplicates: Option<&'a Duplicates>,
        known: Option<&'a IdHashes>,
    ) -> Self {
        Self {
            compiled,
            duplicates,
            known,
            people: Vec::new(),
            key: Vec::new(),
            counted: compiled.counted.clone(),
            interners: std::array::from_fn(|slot| {
                if slot == WAVE { Interner::exact() } else { Interner::new() }
            }),
            cells: HashMap::default(),
            counts: Vec::new(),
            rows: RowCounts::default(),
            noted: Vec::new(),
            noted_total: 0,
            undated: 0,
            periods: HashMap::default(),
            block_rows: Vec::new(),
            tail: Tail::default(),
        }
    }

    fn note(&mut self, place: Place, column: Option<usize>, bytes: &[u8], reason: &'static str) {
        self.noted_total += 1;
        if self.noted.len() < MAX_LISTED {
            let text = self.compiled.encoding.text(bytes).chars().take(200).collect();
            self.noted.push(Noted { place, column, text, reason });
        }
    }

    fn leave_out(&mut self, verdict: Verdict, record: &Record<'_>, place: Place) {
        match verdict {
            Verdict::Empty => self.rows.empty += 1,
            Verdict::Summary => self.rows.summary += 1,
            Verdict::Note | Verdict::Header => self.rows.note += 1,
            Verdict::Preview => {
                self.rows.rows += 1;
                self.rows.preview += 1;
            }
            Verdict::CutOff | Verdict::TooShort | Verdict::TooLong => self.rows.malformed += 1,
            Verdict::Answer { .. } => {}
        }
        if let (Some(reason), true) = (verdict.reason(), verdict != Verdict::Preview) {
            let start: Vec<u8> =
                record.iter().take(LISTED_CELLS).collect::<Vec<_>>().join(&b" | "[..]);
            self.note(place, None, &start, reason);
        }
    }

    /// Notes who answered, where that is asked. Whether the person is counted in another wave.
    fn is_of_other_wave(&mut self, record: &Record<'_>) -> bool {
        let Some(known) = self.known else { return false };
        let Some(person) = salted_person(self.compiled, record, known, &mut self.key) else {
            return false;
        };
        self.people.push(person);
        known.contains(person)
    }

    /// The number of the cell that a record belongs to.
    fn cell(&mut self, record: &Record<'_>, complete: bool) -> usize {
        let compiled = self.compiled;
        let mut key: CellKey = [0; 8];
        for (dimension, column) in &compiled.dimensions {
            let slot = *dimension as usize;
            if let (Some(number), Some(interner)) =
                (key.get_mut(slot), self.interners.get_mut(slot))
            {
                *number = interner.number(record.get(*column), compiled.encoding);
            }
        }
        key[Dimension::Period as usize] = self.period(record);
        if let Some(column) = compiled.wave_column {
            key[WAVE] = self.interners[WAVE].number(record.get(column), compiled.encoding);
        }
        key[COMPLETE] = u32::from(complete);
        let next = self.cells.len();
        let cell = *self.cells.entry(key).or_insert(next);
        if cell == next {
            self.counts.resize_with((next + 1) * self.counted.len(), QuestionCounts::default);
        }
        cell
    }

    /// The number of the label of the period; 0 for none.
    fn period(&mut self, record: &Record<'_>) -> u32 {
        let (Some(reader), true) = (self.compiled.date, self.compiled.period != Granularity::None)
        else {
            return 0;
        };
        let bytes = record.get(reader.column);
        let date = dates::date_part(bytes);
        let number = if let Some(number) = self.periods.get(date) {
            *number
        } else {
            let number = self.read_period(bytes, reader);
            if self.periods.len() < MAX_PERIODS {
                self.periods.insert(Box::from(date), number);
            }
            number
        };
        self.undated += u64::from(number == 0);
        number
    }

    fn read_period(&mut self, bytes: &[u8], reader: DateReader) -> u32 {
        let Some(moment) = reader.read(bytes, self.compiled.encoding) else { return 0 };
        let label = match self.compiled.period {
            Granularity::Day => moment.day.day_label(),
            Granularity::Month | Granularity::None => moment.day.month_label(),
        };
        self.interners[Dimension::Period as usize].number_of_text(&label)
    }

    fn count(&mut self, record: &Record<'_>, place: Place, complete: bool) {
        let compiled = self.compiled;
        let cell = self.cell(record, complete);
        let weight = compiled
            .weight
            .and_then(|(column, comma)| weight(record.get(column), comma, compiled.encoding));
        let first = cell * self.counted.len();
        let mut unusable: Option<(usize, &'static str)> = None;
        for index in 0..self.counted.len() {
            let (Some(counted), Some(counts)) =
                (self.counted.get_mut(index), self.counts.get_mut(first + index))
            else {
                continue;
            };
            let bytes = counted.cell(record);
            let reason = match &mut counted.reader {
                Reader::Score(reader) => {
                    let points = counted.question.scale.points() as usize;
                    let answer = reader.read(bytes);
                    counts.add_answer(answer, points, weight, compiled.weight.is_some())
                }
                Reader::Amount { decimal_comma } => {
                    counts.add_amount(read_amount(bytes, *decimal_comma, compiled.encoding))
                }
            };
            if let Some(reason) = reason {
                counts.add_text(&compiled.encoding.text(bytes));
                unusable = Some((index, reason));
            }
            if let Some((index, reason)) = unusable.take() {
                self.note(place, Some(index), bytes, reason);
            }
        }
    }
}

impl Worker for Counter<'_> {
    fn record(&mut self, record: &Record<'_>, place: Place) {
        let verdict = self.compiled.judge(record);
        self.tail.see(self.compiled, verdict, record, place);
        let Verdict::Answer { complete, .. } = verdict else {
            self.leave_out(verdict, record, place);
            return;
        };
        self.rows.rows += 1;
        self.rows.incomplete += u64::from(!complete);
        if self.compiled.complete_only && !complete {
            return;
        }
        if self.duplicates.is_some_and(|duplicates| duplicates.contains(place)) {
            self.rows.duplicate += 1;
            return;
        }
        if self.is_of_other_wave(record) {
            self.rows.duplicate += 1;
            self.rows.other_wave += 1;
            return;
        }
        self.rows.used += 1;
        self.count(record, place, complete);
    }

    fn block_done(&mut self, block: u32, rows: u32) {
        self.block_rows.push((block, rows));
    }
}

impl QuestionCounts {
    /// Counts a cell of a score column; gives the reason when it cannot be used.
    #[inline]
    fn add_answer(
        &mut self,
        answer: Answer,
        points: usize,
        weight: Option<f64>,
        weighted: bool,
    ) -> Option<&'static str> {
        match answer {
            Answer::Point(point) => {
                let point = point as usize;
                if weighted && weight.is_none() {
                    return Some("The row has no weight.");
                }
                if self.points.len() < points {
                    self.points.resize(points, 0);
                }
                if let Some(count) = self.points.get_mut(point) {
                    *count += 1;
                }
                if let Some(weight) = weight {
                    if self.weights.len() < points {
                        self.weights.resize(points, Default::default());
                    }
                    if let Some((sum, squares)) = self.weights.get_mut(point) {
                        sum.add(weight);
                        squares.add(weight * weight);
                    }
                }
                None
            }
            Answer::Blank => {
                self.blank += 1;
                None
            }
            Answer::NotApplicable => {
                self.not_applicable += 1;
                None
            }
            Answer::OffScale => Some("It is no answer on the scale."),
        }
    }

    fn add_amount(&mut self, amount: Amount) -> Option<&'static str> {
        match amount {
            Amount::Value(value) => {
                if !self.amount.get_or_insert_default().add(value) {
                    return Some("The number is too large.");
                }
            }
            Amount::Blank => self.blank += 1,
            Amount::NotApplicable => self.not_applicable += 1,
            Amount::Unreadable => return Some("It is no number."),
        }
        None
    }

    fn add_text(&mut self, text: &str) {
        self.add_text_times(text, 1);
    }

    pub(super) fn add_text_times(&mut self, text: &str, times: u64) {
        let kept: String =
            crate::columns::cell::tidy(text).chars().take(MAX_OFF_SCALE_CHARS).collect();
        self.add_texts((kept.len(), kept), times);
    }

    fn add_texts(&mut self, text: (usize, String), times: u64) {
        if let Some(count) = self.off_scale.get_mut(&text) {
            *count += times;
            return;
        }
        if self.off_scale.len() == MAX_OFF_SCALE_TEXTS {
            if self.off_scale.last_key_value().is_some_and(|(last, _)| *last < text) {
                self.off_scale_more += times;
                return;
            }
            self.off_scale_more += self.off_scale.pop_last().map_or(0, |(_, count)| count);
        }
        self.off_scale.insert(text, times);
    }

    /// Adds the counts of another part of the file. The order of the parts makes no difference.
    pub(super) fn merge(&mut self, other: Self) {
        if self.points.len() < other.points.len() {
            self.points.resize(other.points.len(), 0);
        }
        for (own, count) in self.points.iter_mut().zip(&other.points) {
            *own += count;
        }
        if self.weights.len() < other.weights.len() {
            self.weights.resize(other.weights.len(), Default::default());
        }
        for (own, (sum, squares)) in self.weights.iter_mut().zip(&other.weights) {
            own.0.merge(sum);
            own.1.merge(squares);
        }
        self.blank += other.blank;
        self.not_applicable += other.not_applicable;
        for (text, times) in other.off_scale {
            self.add_texts(text, times);
        }
        self.off_scale_more += other.off_scale_more;
        if let Some(amount) = &other.amount {
            self.amount.get_or_insert_default().merge(amount);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_many_texts_are_counted_alike_however_they_come() {
        let counted = |parts: usize| {
            let mut all = vec![QuestionCounts::default(); parts];
            for row in 0..4_000_usize {
                all[row % parts].add_text(&format!("text {}", row * row % 1_499));
            }
            let mut sum = QuestionCounts::default();
            all.into_iter().rev().for_each(|part| sum.merge(part));
            (sum.off_scale, sum.off_scale_more)
        };
        let (texts, more) = counted(1);
        assert_eq!(texts.len(), MAX_OFF_SCALE_TEXTS);
        assert_eq!(texts.values().sum::<u64>() + more, 4_000);
        for parts in 2..5 {
            assert_eq!(counted(parts), (texts.clone(), more), "{parts} parts");
        }
    }

    #[test]
    fn a_long_text_is_counted_as_often_as_it_comes() {
        let mut counts = QuestionCounts::default();
        for _ in 0..3 {
            counts.add_text(&"long ".repeat(60));
        }
        assert_eq!(counts.off_scale.values().copied().collect::<Vec<_>>(), [3]);
    }
}
