//! Counting the records of a tally, each as often as it says.

use std::collections::{BTreeMap, HashMap};

use super::cells::{is_month, whole_number};
use super::definitions::{Definitions, field_of};
use super::schema::{Field, record, status};
use super::{Header, is_definition};
use crate::amount::{AmountSum, ExactSum, LAST_BUCKET, MAX_AMOUNT, Sketch};
use crate::columns::Role;
use crate::import::answers::read_amount;
use crate::import::blocks::Place;
use crate::import::compile::{Compiled, Counted, Reader};
use crate::import::count::{COMPLETE, CellKey, Counter, Noted, QuestionCounts, WAVE};
use crate::import::plan::Granularity;
use crate::import::rejects::MAX_LISTED;
use crate::read::scan::Record;
use crate::tally::Dimension;

/// More answers than this are no count: sums of them could not be told exactly.
const MAX_ANSWERS: u64 = 1 << 53;

/// How far the sum of a bucket may lie beyond what its extremes allow, as a part of itself.
const ROUNDING: f64 = 1e-6;

/// Why a record or its answer was not used.
pub(super) type Reason = &'static str;

/// The weights of the rows of a record.
pub(super) type WeightSums = (f64, f64);

/// Counts the records of a tally.
pub(super) struct Counting<'a> {
    compiled: &'a Compiled,
    header: &'a Header,
    /// Which column of the file holds the labels of a dimension now.
    dimensions: Vec<(Dimension, Field)>,
    /// The number of the question of each place; none for what is not counted any more.
    questions: BTreeMap<usize, Option<usize>>,
    counted: Vec<Counted>,
    counter: Counter<'a>,
    periods: HashMap<Box<[u8]>, u32>,
    /// All counts together, so that no sum overflows.
    total: u64,
    refused: u64,
}

impl<'a> Counting<'a> {
    pub(super) fn new(
        compiled: &'a Compiled,
        header: &'a Header,
        definitions: &Definitions,
    ) -> Self {
        let roles = definitions.roles();
        // The plan lists the places in their order.
        let columns: Vec<(usize, Role)> = roles.into_iter().collect();
        let field = |column: &usize| field_of(columns.get(*column)?.1);
        let question =
            |column: usize| compiled.counted.iter().position(|counted| counted.column == column);
        let dimensions = compiled
            .dimensions
            .iter()
            .filter_map(|(dimension, column)| Some((*dimension, field(column)?)));
        Self {
            compiled,
            header,
            dimensions: dimensions.collect(),
            questions: columns
                .iter()
                .enumerate()
                .map(|(column, (place, _))| (*place, question(column)))
                .collect(),
            counted: compiled.counted.clone(),
            counter: Counter::new(compiled, None, None),
            periods: HashMap::new(),
            total: 0,
            refused: 0,
        }
    }

    /// What could not be used since this was asked last.
    pub(super) fn take_noted(&mut self) -> impl Iterator<Item = Noted> + '_ {
        self.counter.noted.drain(..)
    }

    /// What was counted, and how many records could not be used.
    pub(super) fn finish(mut self, rows: u32) -> (Counter<'a>, u64) {
        self.counter.block_rows.push((0, rows));
        (self.counter, self.refused)
    }

    /// Counts a record of the file. `row` counts from 0, header and blank lines included.
    pub(super) fn record(&mut self, record: &Record<'_>, row: u32) {
        let kind = self.text(record, Field::Record);
        if is_definition(&kind) || record.iter().all(|cell| cell.trim_ascii().is_empty()) {
            return;
        }
        if let Err(reason) = self.count(&kind, record, row) {
            self.refused += 1;
            let cells: Vec<String> = record
                .iter()
                .take(8)
                .map(|cell| self.compiled.encoding.text(cell).into_owned())
                .collect();
            self.note(row, None, &cells.join(" | "), reason, 1);
        }
    }

    fn text(&self, record: &Record<'_>, field: Field) -> String {
        self.compiled.encoding.text(self.header.get(record, field)).trim().to_owned()
    }

    fn number(&self, record: &Record<'_>, field: Field) -> Option<f64> {
        self.text(record, field).parse().ok().filter(|number: &f64| number.is_finite())
    }

    fn note(&mut self, row: u32, column: Option<usize>, text: &str, reason: Reason, times: u64) {
        self.counter.noted_total += times;
        if self.counter.noted.len() < MAX_LISTED {
            let text = text.chars().take(200).collect();
            let place = Place { block: 0, row };
            self.counter.noted.push(Noted { place, column, text, reason });
        }
    }

    fn count(&mut self, kind: &str, record: &Record<'_>, row: u32) -> Result<(), Reason> {
        let times = whole_number(&self.text(record, Field::N))
            .filter(|times| (1..=MAX_ANSWERS).contains(times))
            .ok_or("It does not say how many rows it counts.")?;
        let total = self.total.checked_add(times).filter(|total| *total <= 1 << 60);
        self.total = total.ok_or("The tally counts more rows than there can be.")?;
        let complete = match self.text(record, Field::Complete).to_lowercase().as_str() {
            "1" | "1.0" | "true" | "t" => true,
            "0" | "0.0" | "false" | "f" => false,
            _ => return Err("It does not say whether its rows are complete."),
        };
        match kind {
            record::ROWS => self.count_rows(record, times, complete),
            record::ANSWERS | record::AMOUNTS => {
                let place = whole_number(&self.text(record, Field::Place))
                    .and_then(|place| self.questions.get(&usize::try_from(place).ok()?));
                let question = *place.ok_or("The tally does not describe its column.")?;
                // A question that a person took out of the plan is not counted.
                let Some(question) = question else { return Ok(()) };
                if self.compiled.complete_only && !complete {
                    return Ok(());
                }
                if kind == record::ANSWERS {
                    self.count_answers(question, record, row, times, complete)
                } else {
                    self.count_amounts(question, record, row, times, complete)
                }
            }
            _ => Err("The tally does not use this kind of record."),
        }
    }

    /// Counts rows, used or left out in the database.
    fn count_rows(
        &mut self,
        record: &Record<'_>,
        times: u64,
        complete: bool,
    ) -> Result<(), Reason> {
        let left_out = self.compiled.complete_only && !complete;
        let what = self.text(record, Field::Answer);
        let rows = &mut self.counter.rows;
        match what.as_str() {
            status::PREVIEW => rows.preview += times,
            status::DUPLICATE => rows.duplicate += if left_out { 0 } else { times },
            status::INCOMPLETE => {}
            status::USED => rows.used += if left_out { 0 } else { times },
            _ => return Err("It does not say what became of its rows."),
        }
        rows.rows += times;
        if what != status::PREVIEW && !complete {
            rows.incomplete += times;
        }
        if what == status::USED && !left_out {
            let cell = self.cell(record, complete);
            let undated = self.compiled.date.is_some()
                && self.compiled.period != Granularity::None
                && cell.1 == 0;
            self.counter.undated += if undated { times } else { 0 };
        }
        Ok(())
    }

    /// The number of the cell of the tally that a record belongs to, and that of its period.
    fn cell(&mut self, record: &Record<'_>, complete: bool) -> (usize, u32) {
        let encoding = self.compiled.encoding;
        let mut key: CellKey = [0; 8];
        for (dimension, field) in &self.dimensions {
            let slot = *dimension as usize;
            if let (Some(number), Some(interner)) =
                (key.get_mut(slot), self.counter.interners.get_mut(slot))
            {
                *number = interner.number(self.header.get(record, *field), encoding);
            }
        }
        let period = self.period(record);
        key[Dimension::Period as usize] = period;
        if self.compiled.wave_column.is_some() {
            let wave = self.header.get(record, Field::Wave);
            key[WAVE] = self.counter.interners[WAVE].number(wave, encoding);
        }
        key[COMPLETE] = u32::from(complete);
        let next = self.counter.cells.len();
        let cell = *self.counter.cells.entry(key).or_insert(next);
        if cell == next {
            let counts = (next + 1) * self.counted.len();
            self.counter.counts.resize_with(counts, QuestionCounts::default);
        }
        (cell, period)
    }

    /// The number of the label of the period; 0 for none.
    fn period(&mut self, record: &Record<'_>) -> u32 {
        let (Some(reader), true) = (self.compiled.date, self.compiled.period != Granularity::None)
        else {
            return 0;
        };
        let bytes = self.header.get(record, Field::Period);
        if let Some(number) = self.periods.get(bytes) {
            return *number;
        }
        let text = self.compiled.encoding.text(bytes);
        let label = if is_month(&text) {
            Some(text.into_owned())
        } else {
            reader.read(bytes, self.compiled.encoding).map(|moment| match self.compiled.period {
                Granularity::Day => moment.day.day_label(),
                Granularity::Month | Granularity::None => moment.day.month_label(),
            })
        };
        let interner = &mut self.counter.interners[Dimension::Period as usize];
        let number = label.map_or(0, |label| interner.number_of_text(&label));
        self.periods.insert(Box::from(bytes), number);
        number
    }

    /// The sums of weights of a record; none where its rows have no weight.
    fn weights(&self, record: &Record<'_>) -> Result<Option<WeightSums>, Reason> {
        if self.compiled.weight.is_none() || self.header.get(record, Field::WeightSum).is_empty() {
            return Ok(None);
        }
        let sum = self.number(record, Field::WeightSum).filter(|sum| *sum >= 0.0);
        let squares = self.number(record, Field::WeightSquares).filter(|sum| *sum >= 0.0);
        sum.zip(squares).map(Some).ok_or("Its sums of weights are no numbers from zero up.")
    }

    /// Counts a text that so many rows hold as the answer to a question.
    fn count_answers(
        &mut self,
        question: usize,
        record: &Record<'_>,
        row: u32,
        times: u64,
        complete: bool,
    ) -> Result<(), Reason> {
        let weights = self.weights(record)?;
        let bytes = self.header.get(record, Field::Answer);
        self.count_text(question, record, bytes, row, (times, weights), complete);
        Ok(())
    }

    fn count_text(
        &mut self,
        question: usize,
        record: &Record<'_>,
        bytes: &[u8],
        row: u32,
        (times, weights): (u64, Option<WeightSums>),
        complete: bool,
    ) {
        let (cell, _) = self.cell(record, complete);
        let index = cell * self.counted.len() + question;
        let (Some(counted), Some(counts)) =
            (self.counted.get_mut(question), self.counter.counts.get_mut(index))
        else {
            return;
        };
        let encoding = self.compiled.encoding;
        let weighted = self.compiled.weight.is_some();
        let reason = match &mut counted.reader {
            Reader::Score(reader) => {
                let points = counted.question.scale.points() as usize;
                counts.add_answers(reader.read(bytes), points, times, weights, weighted)
            }
            Reader::Amount { decimal_comma } => {
                counts.add_equal_amounts(read_amount(bytes, *decimal_comma, encoding), times)
            }
        };
        if let Some(reason) = reason {
            let text = encoding.text(bytes);
            counts.add_text_times(&text, times);
            self.note(row, Some(question), &text, reason, times);
        }
    }

    /// Counts the amounts of one bucket.
    fn count_amounts(
        &mut self,
        question: usize,
        record: &Record<'_>,
        row: u32,
        times: u64,
        complete: bool,
    ) -> Result<(), Reason> {
        let amounts = self.amounts(record, times).ok_or("Its amounts do not fit together.")?;
        let Some(counted) = self.counted.get(question) else { return Ok(()) };
        if matches!(counted.reader, Reader::Score(_)) {
            // A person made a scale of an amount: what is left of it are amounts that are alike.
            if amounts.min != amounts.max {
                return Err("Amounts that were added up cannot be told apart on a scale.");
            }
            let weights = self.weights(record)?;
            let text = amounts.min.to_string();
            self.count_text(question, record, text.as_bytes(), row, (times, weights), complete);
            return Ok(());
        }
        let (cell, _) = self.cell(record, complete);
        if let Some(counts) = self.counter.counts.get_mut(cell * self.counted.len() + question) {
            counts.amount.get_or_insert_default().add_sum(&amounts);
        }
        Ok(())
    }

    /// The amounts of a record; none where its numbers contradict each other.
    fn amounts(&self, record: &Record<'_>, times: u64) -> Option<AmountSum> {
        let bucket: i32 = self.text(record, Field::Bucket).trim_end_matches(".0").parse().ok()?;
        let number = |field| self.number(record, field);
        let (min, max) = (number(Field::AmountMin)?, number(Field::AmountMax)?);
        let (sum, squares) = (number(Field::AmountSum)?, number(Field::AmountSquares)?);
        let sign = f64::from(bucket.signum());
        let is_in_bucket = |amount: f64| {
            amount.abs() <= MAX_AMOUNT
                && if bucket == 0 { amount == 0.0 } else { amount * sign > 0.0 }
        };
        let n = times as f64;
        let slack = ROUNDING * sum.abs();
        let fits = bucket.unsigned_abs() <= LAST_BUCKET
            && min <= max
            && is_in_bucket(min)
            && is_in_bucket(max)
            && (n * min - slack..=n * max + slack).contains(&sum)
            && squares >= 0.0;
        if !fits {
            return None;
        }
        let mut sketch = Sketch::default();
        match bucket {
            0 => sketch.zero = times,
            1.. => drop(sketch.positive.insert(bucket, times)),
            _ => drop(sketch.negative.insert(-bucket, times)),
        }
        Some(AmountSum {
            count: times,
            sum: ExactSum { high: sum, low: 0.0 },
            sum_of_squares: ExactSum { high: squares, low: 0.0 },
            min,
            max,
            negative: if bucket < 0 { times } else { 0 },
            sketch,
        })
    }
}
