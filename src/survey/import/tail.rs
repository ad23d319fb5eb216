//! Lines of results under the answers: "Promoters", 12, and nothing else.
//!
//! An answer may look the same, where most cells are blank and people belong to groups of such
//! names. So such lines are results only at the end of the file, below everything else, and only
//! where their words are found nowhere else. That is known when all rows were read; the file is then
//! read again without them. It makes no difference which thread read which rows.

use std::collections::{BTreeMap, VecDeque};

use super::blocks::{Place, Worker};
use super::compile::{Compiled, Verdict};
use crate::read::scan::Record;

/// More lines than this are no results.
const MAX_LINES: usize = 20;

/// A word in the first filled cell of a row, and the column of that cell.
pub(super) type Word = (usize, String);

/// The place of a line of one word and one number, and its word.
type Line = (Place, Word);

/// What was seen of such lines and of the rows around them.
#[derive(Debug, Default)]
pub(super) struct Tail {
    /// The last row that is no such line, nor a note, a line of means, or empty.
    last: Option<Place>,
    /// The last such lines behind it.
    lines: VecDeque<Line>,
    /// How many rows begin with a word of results.
    words: BTreeMap<Word, u64>,
}

impl Tail {
    /// Notes what a row is.
    pub(super) fn see(
        &mut self,
        compiled: &Compiled,
        verdict: Verdict,
        record: &Record<'_>,
        place: Place,
    ) {
        match verdict {
            Verdict::Summary | Verdict::Note | Verdict::Header | Verdict::Empty => {}
            Verdict::Answer { worded: true, .. } => self.see_word(compiled, record, place),
            _ => self.see_row(place),
        }
    }

    fn see_row(&mut self, place: Place) {
        self.last = Some(place);
        self.lines.clear();
    }

    fn see_word(&mut self, compiled: &Compiled, record: &Record<'_>, place: Place) {
        let word = compiled.first_word(record);
        *self.words.entry(word.clone()).or_insert(0) += 1;
        if !compiled.is_result(record) {
            return self.see_row(place);
        }
        if self.lines.len() > MAX_LINES {
            self.lines.pop_front();
        }
        self.lines.push_back((place, word));
    }

    /// The words with which the results begin, each with its column; none where there are no results.
    pub(super) fn results(parts: impl IntoIterator<Item = Self>) -> Vec<Word> {
        let mut all = Self::default();
        for part in parts {
            all.last = all.last.max(part.last);
            all.lines.extend(part.lines);
            for (word, times) in part.words {
                *all.words.entry(word).or_insert(0) += times;
            }
        }
        let Some(last) = all.last else { return Vec::new() };
        let lines: Vec<&Line> = all.lines.iter().filter(|(place, _)| *place > last).collect();
        let in_column = |column: usize| {
            let own = all.words.iter().filter(|((own, _), _)| *own == column);
            own.map(|(_, times)| *times).sum::<u64>()
        };
        let are_results = (2..=MAX_LINES).contains(&lines.len())
            && lines.iter().all(|(_, word)| {
                let here = lines.iter().filter(|(_, (column, _))| *column == word.0).count();
                all.words.get(word) == Some(&1) && in_column(word.0) < here as u64 + 2
            });
        if !are_results {
            return Vec::new();
        }
        lines.into_iter().map(|(_, word)| word.clone()).collect()
    }
}

/// Looks for results and does nothing else.
pub(super) struct Looking<'a> {
    pub(super) compiled: &'a Compiled,
    pub(super) tail: Tail,
}

impl Worker for Looking<'_> {
    fn record(&mut self, record: &Record<'_>, place: Place) {
        self.tail.see(self.compiled, self.compiled.judge(record), record, place);
    }
}
