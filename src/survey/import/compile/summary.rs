//! Lines of means or totals below the answers, which are no answers.

use super::Compiled;
use crate::columns::cell;
use crate::import::tail::Word;
use crate::read::scan::Record;

impl Compiled {
    /// A line of means, totals or results. Two things must speak for it: a word such as "Average"
    /// or "Promoters" in the first filled cell, which is where the identifier would be; no
    /// identifier and no date; numbers with fractions that no person answers, and no answer on any
    /// scale. A line of a word and one number is told by [`Compiled::is_result`].
    pub(super) fn is_summary(&self, record: &Record<'_>, worded: bool) -> bool {
        if worded {
            let first = first_filled(record);
            let is_mark = self.marks.contains(&first)
                && !self.may_be_name(record, first)
                && !self.is_like_others(record, first);
            return is_mark
                || self.numbers.contains(&first)
                || self.has_fraction(record)
                || self.seen(record).is_no_answer();
        }
        let blank = |column: &usize| record.get(*column).is_empty();
        if !self.marks.is_empty() && self.marks.iter().all(blank) && self.has_fraction(record) {
            return true;
        }
        // Few rows begin with a fraction; only those are looked at as a whole.
        let scores = self.counted.iter().filter(|counted| counted.is_score());
        let begins = scores.map(|counted| record.get(counted.column)).find(|cell| !cell.is_empty());
        if !begins.is_some_and(|cell| cell.contains(&b'.') || cell.contains(&b',')) {
            return false;
        }
        let seen = self.seen(record);
        seen.means >= 2 && seen.is_no_answer()
    }

    /// What stands under the questions on a scale.
    fn seen(&self, record: &Record<'_>) -> Seen {
        let mut seen = Seen::default();
        for counted in self.counted.iter().filter(|counted| counted.is_score()) {
            let text = self.text(record, counted.column);
            let scale = counted.question.scale;
            match cell::number(text.trim(), text.contains(',')) {
                None if text.trim().is_empty() => {}
                // People do give halves.
                Some(number) if (number * 2.0).fract() != 0.0 => seen.means += 1,
                Some(number) if number < f64::from(scale.low) || number > f64::from(scale.high) => {
                    seen.beyond += 1;
                }
                _ => seen.answers += 1,
            }
        }
        seen
    }

    /// Whether the first filled cell holds a word of summaries or results.
    pub(super) fn is_worded(&self, record: &Record<'_>) -> bool {
        self.is_summary_word(record.get(first_filled(record)))
    }

    /// The first filled cell of a line: its column, and what it says.
    pub(in crate::import) fn first_word(&self, record: &Record<'_>) -> Word {
        let first = first_filled(record);
        let key = cell::label_key(&self.encoding.text(record.get(first)));
        // How many there were makes no other word of it.
        (first, key.split(['=', ':']).next().unwrap_or("").trim().to_owned())
    }

    /// Whether a line that begins with a word of results may be one, if it stands under the answers:
    /// nothing but one number follows in a wide table, and the column of the word does not tell
    /// groups of answers apart, which have such names.
    pub(in crate::import) fn is_result(&self, record: &Record<'_>) -> bool {
        let first = first_filled(record);
        !self.groups.contains(&first) && !self.may_be_name(record, first) && self.is_pair(record)
    }

    fn is_summary_word(&self, cell: &[u8]) -> bool {
        // "n=30" says how many there were.
        let counted = matches!(cell, [b'n' | b'N', b'=', ..] | [b'n' | b'N', b' ', b'=', ..]);
        if cell.len() > 40 || cell.iter().any(u8::is_ascii_digit) {
            return counted && cell.len() <= 12;
        }
        let word = cell::label_key(&self.encoding.text(cell));
        let word = word.trim_end_matches([':', '.', '=', ' ']);
        SUMMARY_WORDS.contains(&word) || RESULT_WORDS.contains(&word)
    }

    /// Whether the word in a column of identifiers may be one itself: somebody is called Max, and
    /// has a date.
    fn may_be_name(&self, record: &Record<'_>, first: usize) -> bool {
        let word = cell::label_key(&self.encoding.text(record.get(first)));
        NAMES.contains(&word.as_str()) && !self.stands_alone(record, first)
    }

    /// Whether a word in a column of identifiers may be one there, as the others are words too.
    fn is_like_others(&self, record: &Record<'_>, first: usize) -> bool {
        self.named_marks.contains(&first) && !self.stands_alone(record, first)
    }

    /// Whether there are other columns that every answer fills, and the line fills none of them.
    fn stands_alone(&self, record: &Record<'_>, first: usize) -> bool {
        let mut others = self.marks.iter().filter(|mark| **mark != first).peekable();
        others.peek().is_some() && others.all(|mark| record.get(*mark).is_empty())
    }

    /// Whether a line of a wide table holds a word and one number, and nothing else.
    fn is_pair(&self, record: &Record<'_>) -> bool {
        let mut filled = record.iter().filter(|cell| !cell.trim_ascii().is_empty()).skip(1);
        let number = filled.next();
        let is_number = number.is_some_and(|cell| {
            let text = self.encoding.text(cell);
            cell::number(text.trim(), text.contains(',')).is_some()
        });
        self.width >= 4 && is_number && filled.next().is_none()
    }

    /// Whether a question on a scale of whole numbers holds a number with a fraction.
    fn has_fraction(&self, record: &Record<'_>) -> bool {
        self.counted.iter().filter(|counted| counted.is_score()).any(|counted| {
            let text = self.text(record, counted.column);
            cell::number(&text, text.contains(',')).is_some_and(|number| number.fract() != 0.0)
        })
    }
}

/// The column of the first filled cell.
fn first_filled(record: &Record<'_>) -> usize {
    record.iter().position(|cell| !cell.is_empty()).unwrap_or(0)
}

/// What stands under the questions of a row, blank cells left out.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    /// Answers on their scale, and texts.
    answers: usize,
    /// Numbers with a fraction that is not a half.
    means: usize,
    /// Numbers beyond their scale.
    beyond: usize,
}

impl Seen {
    /// Whether something stands there, and none of it is an answer.
    const fn is_no_answer(self) -> bool {
        self.answers == 0 && self.means + self.beyond > 0
    }
}

/// Words in the first cell of a summary line.
const SUMMARY_WORDS: [&str; 24] = [
    "average",
    "avg",
    "mean",
    "total",
    "totals",
    "grand total",
    "sum",
    "count",
    "median",
    "moyenne",
    "total général",
    "durchschnitt",
    "mittelwert",
    "gesamt",
    "summe",
    "promedio",
    "media",
    "média",
    "gemiddelde",
    "totaal",
    "anzahl",
    "nombre",
    "número",
    "aantal",
];

/// Words of summaries and results by which people, too, are called.
const NAMES: [&str; 5] = ["max", "min", "n", "base", "sum"];

/// Words in the first cell of a line of results that somebody put under the answers.
const RESULT_WORDS: [&str; 40] = [
    "promoters",
    "passives",
    "detractors",
    "promoter",
    "passive",
    "detractor",
    "neutrals",
    "promotoren",
    "passive kunden",
    "kritiker",
    "detraktoren",
    "promoteurs",
    "passifs",
    "d\u{e9}tracteurs",
    "promotores",
    "pasivos",
    "detractores",
    "nps",
    "nps score",
    "net promoter score",
    "csat",
    "csat score",
    "ces",
    "score",
    "responses",
    "total responses",
    "response count",
    "respondents",
    "n",
    "base",
    "std dev",
    "std. dev",
    "stdev",
    "st. dev",
    "standard deviation",
    "standardabweichung",
    "min",
    "max",
    "minimum",
    "maximum",
];
