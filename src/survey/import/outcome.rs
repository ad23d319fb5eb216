//! What the workers counted, put together.

use std::collections::BTreeMap;

use super::compile::{Compiled, Counted};
use super::count::{COMPLETE, Counter, Noted, QuestionCounts, WAVE};
use super::intern::Named;
use super::rejects::Rejects;
use super::{Imported, RowCounts};
use crate::amount::AmountCounter;
use crate::tally::{Counts, Dimension, Labels, OTHER_VALUES, Tally, TallyRow, Weights};
use crate::warning::{CountWarning, Warning};

impl QuestionCounts {
    /// The counts in the form in which they are kept.
    fn finish(&self, counted: &Counted) -> Counts {
        let low = counted.question.scale.low;
        let values = || (low..).zip(&self.points);
        let mut counts = Counts {
            answers: values().filter(|(_, n)| **n > 0).map(|(value, n)| (value, *n)).collect(),
            blank: self.blank,
            not_applicable: self.not_applicable,
            amount: self.amount.as_deref().map(AmountCounter::finish),
            ..Counts::default()
        };
        for (value, (sum, squares)) in (low..).zip(&self.weights) {
            // Answers of weight zero are kept too: without any weight they would count as one each.
            if counts.answers.contains_key(&value) {
                let weights = Weights { sum: sum.value(), sum_of_squares: squares.value() };
                counts.weights.insert(value, weights);
            }
        }
        // The commonest texts are kept by name, whatever order they came in.
        let mut texts: Vec<(&String, &u64)> =
            self.off_scale.iter().map(|((_, text), count)| (text, count)).collect();
        texts.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
        for (text, count) in texts {
            counts.add_off_scale(text, *count);
        }
        if self.off_scale_more > 0 {
            counts.add_off_scale(OTHER_VALUES, self.off_scale_more);
        }
        counts
    }
}

/// Puts together what the workers counted.
pub(super) fn finish(compiled: &Compiled, mut workers: Vec<Counter<'_>>) -> Imported {
    let named: [Named; 7] = std::array::from_fn(|slot| {
        let mut named = Named::new();
        workers.iter().filter_map(|worker| worker.interners.get(slot)).for_each(|i| named.add(i));
        named
    });
    let mut tally = Tally {
        questions: compiled.counted.iter().map(|counted| counted.question.clone()).collect(),
        rows: rows(compiled, &mut workers, &named),
        ..Tally::default()
    };
    let mut counts = RowCounts::default();
    let mut undated = 0;
    for worker in &workers {
        counts.add(&worker.rows);
        undated += worker.undated;
    }
    tally.normalise();
    let rejects = list(compiled, &workers);
    let labels = Dimension::ALL
        .into_iter()
        .map(|dimension| (format!("{dimension:?}").to_lowercase(), tally.labels(dimension).len()))
        .filter(|(_, count)| *count > 0)
        .collect();
    let mut imported = Imported { tally, counts, rejects, labels, warnings: Vec::new() };
    imported.warnings = warnings(compiled, &imported, undated);
    imported.warnings.extend(united(&named));
    imported
}

/// How many labels that were spelled in several ways are told.
const MAX_TOLD: usize = 3;

/// Says which labels were spelled in several ways.
fn united(named: &[Named; 7]) -> Option<Warning> {
    let mut labels: Vec<(String, Vec<String>)> = named
        .iter()
        .flat_map(Named::united)
        .map(|label| (label.best().to_owned(), label.others().map(str::to_owned).collect()))
        .collect();
    labels.sort();
    let count = labels.len();
    labels.truncate(MAX_TOLD);
    (count > 0).then_some(CountWarning::Spellings { count, labels }.into())
}

/// What tells the cells of all workers apart: labels, wave, and whether they are complete.
type RowKey = (Labels, Option<String>, bool);

/// Puts the cells of all workers together before anything of them is rounded or cut, so that it
/// makes no difference which worker counted what.
fn rows(compiled: &Compiled, workers: &mut [Counter<'_>], named: &[Named; 7]) -> Vec<TallyRow> {
    let counts: Vec<Vec<QuestionCounts>> =
        workers.iter_mut().map(|worker| std::mem::take(&mut worker.counts)).collect();
    let questions = compiled.counted.len();
    let mut cells: BTreeMap<RowKey, Vec<QuestionCounts>> = BTreeMap::new();
    for (worker, mut counts) in workers.iter().zip(counts) {
        let interners = worker.interners.iter().zip(named);
        let names: Vec<Vec<&str>> =
            interners.map(|(interner, named)| named.names_of(interner)).collect();
        for (key, cell) in &worker.cells {
            let text = |slot: usize| {
                let number = (key.get(slot).copied()? as usize).checked_sub(1)?;
                Some((*names.get(slot)?.get(number)?).to_owned())
            };
            let mut labels = Labels::default();
            for dimension in Dimension::ALL {
                labels.set(dimension, text(dimension as usize));
            }
            let wave = text(WAVE).or_else(|| compiled.wave.clone());
            let own = cells
                .entry((labels, wave, key.get(COMPLETE) == Some(&1)))
                .or_insert_with(|| vec![QuestionCounts::default(); questions]);
            let from = counts.iter_mut().skip(cell * questions);
            own.iter_mut().zip(from).for_each(|(own, from)| own.merge(std::mem::take(from)));
        }
    }
    let mut rows = Vec::with_capacity(cells.len() * questions);
    for ((labels, wave, complete), counts) in cells {
        for (counted, counts) in compiled.counted.iter().zip(counts) {
            rows.push(TallyRow {
                question: counted.question.name.clone(),
                labels: labels.clone(),
                wave: wave.clone(),
                complete,
                counts: counts.finish(counted),
            });
        }
    }
    rows
}

/// Puts the rejects of all workers in the order of the file.
fn list(compiled: &Compiled, workers: &[Counter<'_>]) -> Rejects {
    let mut sizes: Vec<(u32, u32)> =
        workers.iter().flat_map(|worker| worker.block_rows.iter().copied()).collect();
    sizes.sort_unstable();
    let mut starts: BTreeMap<u32, u64> = BTreeMap::new();
    let mut start = 0;
    for (block, rows) in sizes {
        starts.insert(block, start);
        start += u64::from(rows);
    }
    let mut noted: Vec<&Noted> = workers.iter().flat_map(|worker| &worker.noted).collect();
    noted.sort_by_key(|noted| (noted.place, noted.column));
    let mut rejects = Rejects::default();
    for noted in noted {
        let row =
            starts.get(&noted.place.block).copied().unwrap_or(0) + u64::from(noted.place.row) + 1;
        let name = noted
            .column
            .and_then(|index| compiled.counted.get(index))
            .map(|counted| counted.question.name.as_str());
        rejects.add(row, name, &noted.text, noted.reason);
    }
    rejects.total = workers.iter().map(|worker| worker.noted_total).sum();
    rejects
}

impl RowCounts {
    fn add(&mut self, other: &Self) {
        self.rows += other.rows;
        self.used += other.used;
        self.duplicate += other.duplicate;
        self.other_wave += other.other_wave;
        self.incomplete += other.incomplete;
        self.preview += other.preview;
        self.summary += other.summary;
        self.note += other.note;
        self.empty += other.empty;
        self.malformed += other.malformed;
    }
}

/// Says what was left out, and whether too much is kept apart.
fn warnings(compiled: &Compiled, imported: &Imported, undated: u64) -> Vec<Warning> {
    let counts = &imported.counts;
    let all = [
        (counts.summary, CountWarning::Summaries(counts.summary)),
        (counts.note, CountWarning::Notes(counts.note)),
        (counts.preview, CountWarning::Previews(counts.preview)),
        (counts.empty, CountWarning::Empty(counts.empty)),
        (counts.malformed, CountWarning::Malformed(counts.malformed)),
        (undated, CountWarning::Undated(undated)),
    ];
    let mut warnings: Vec<Warning> =
        all.into_iter().filter(|(count, _)| *count > 0).map(|(_, what)| what.into()).collect();
    let cells = imported.tally.rows.len() / compiled.counted.len().max(1);
    let answers = counts.used as usize;
    if cells > 200 && cells * 2 > answers {
        warnings.push(CountWarning::Combinations(cells).into());
    }
    warnings
}
