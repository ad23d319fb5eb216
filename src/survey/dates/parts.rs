//! The numbers and words of a date, and the names of months.

use super::{DateOrder, Day};

/// The numbers and words of a date.
#[derive(Default)]
pub(super) struct Parts {
    /// Numbers with their count of digits, before the time of day.
    pub(super) numbers: [(i32, u8); 3],
    count: usize,
    pub(super) month: Option<i32>,
    /// Whether the month was written before the day.
    month_word_first: bool,
    /// Whether there is a longer word that is no part of a date: `2018-08-university`.
    other_words: bool,
    /// Whether a full stop follows the first number, as in `14.3.2024`.
    pub(super) dotted: bool,
    /// Whether there is any word but the name of a month.
    words: bool,
    /// Whether a dash or slash follows the first number.
    joined: bool,
}

impl Parts {
    pub(super) fn of(text: &str) -> Self {
        let mut parts = Self::default();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let of_kind = |is_part: fn(char) -> bool| {
                let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
                rest.split_at_checked(end).unwrap_or((rest, ""))
            };
            if first.is_ascii_digit() {
                let (digits, after) = of_kind(|c| c.is_ascii_digit());
                // Twelve o'clock: what follows is the time of day.
                if after.starts_with(':') || parts.count == 3 {
                    break;
                }
                parts.number(digits.as_bytes());
                parts.dotted |= parts.count == 1 && after.starts_with('.');
                parts.joined |= parts.count == 1 && after.starts_with(['-', '/']);
                rest = after;
            } else if first.is_alphabetic() {
                let (word, after) = of_kind(char::is_alphabetic);
                parts.word(word);
                rest = after;
            } else {
                rest = rest.get(first.len_utf8()..).unwrap_or("");
            }
        }
        parts
    }

    fn number(&mut self, digits: &[u8]) {
        let value = digits.iter().take(8).fold(0, |sum, d| sum * 10 + i32::from(d - b'0'));
        if digits.len() == 8 && self.count == 0 {
            // 20240314
            self.numbers = [(value / 10_000, 4), (value / 100 % 100, 2), (value % 100, 2)];
            self.count = 3;
            return;
        }
        if let Some(slot) = self.numbers.get_mut(self.count) {
            *slot = (value, digits.len().min(9) as u8);
            self.count += 1;
        }
    }

    fn word(&mut self, word: &str) {
        let length = word.chars().count();
        if length < 3 || is_weekday(word) {
            self.words = true;
            return;
        }
        let month = month_of(word);
        if let (Some(_), None) = (month, self.month) {
            self.month = month;
            self.month_word_first = self.count == 0;
        } else {
            self.words = true;
            self.other_words |= length > 4;
        }
    }

    /// Whether this is a month of a year and no day: `2024-03`, `03/2024`, `March 2024`.
    pub(super) fn names_month_only(&self) -> bool {
        let [(_, a_digits), (_, b_digits), _] = self.numbers;
        !self.words
            && match (self.month, self.count) {
                (Some(_), 1) => a_digits == 4,
                (None, 2) => self.joined && matches!((a_digits, b_digits), (4, 2) | (1 | 2, 4)),
                _ => false,
            }
    }

    /// The first day of the month that this is.
    fn month_only(&self) -> Option<Day> {
        let [(a, a_digits), (b, _), _] = self.numbers;
        let (year, month) = match self.month {
            Some(month) => (a, month),
            None if a_digits == 4 => (a, b),
            None => (b, a),
        };
        Day::new(year, month, 1).filter(|_| (1990..=2100).contains(&year))
    }

    pub(super) fn day(&self, order: DateOrder) -> Option<Day> {
        let [(a, a_digits), (b, b_digits), (c, c_digits)] = self.numbers;
        if self.other_words {
            return None;
        }
        if self.names_month_only() {
            return self.month_only();
        }
        if let Some(month) = self.month {
            return match self.count {
                2 if a_digits == 4 => Day::new(a, month, b),
                2 if b_digits >= 2 => Day::new(b, month, a),
                3 if self.month_word_first && b_digits >= 2 => Day::new(b, month, a),
                _ => None,
            };
        }
        if self.count < 3 {
            return None;
        }
        if a_digits == 4 {
            return Day::new(a, b, c).or_else(|| Day::new(a, c, b));
        }
        let short_day = c_digits == 1 && order == DateOrder::YearFirst;
        if a_digits > 2 || !(c_digits == 4 || c_digits == 2 || short_day) {
            return None;
        }
        match order {
            DateOrder::DayFirst => Day::new(c, b, a).or_else(|| Day::new(c, a, b)),
            DateOrder::MonthFirst => Day::new(c, a, b).or_else(|| Day::new(c, b, a)),
            DateOrder::YearFirst if c_digits <= 2 => Day::new(a, b, c),
            DateOrder::YearFirst => Day::new(c, b, a),
        }
    }
}

/// Whether a text is the name of a month, perhaps shortened, perhaps with a year behind it.
pub(crate) fn is_month(text: &str) -> bool {
    let letters = text.chars().take_while(|c| c.is_alphabetic()).collect::<String>();
    let rest = text.get(letters.len()..).unwrap_or_default();
    let is_year =
        rest.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ' ' | '.' | '/' | ','));
    let word = letters.to_lowercase();
    let short = word.chars().count() == 3 && month_of(&word).is_some();
    is_year && (short || MONTHS.split(' ').any(|month| month == word))
}

/// The number of a month whose name stands alone in a text, written out or in three letters.
pub(crate) fn month_number(text: &str) -> Option<i32> {
    let text = text.trim();
    if text.chars().all(char::is_alphabetic) && is_month(text) {
        return month_of(text);
    }
    text.parse().ok().filter(|month| (1..=12).contains(month))
}

/// Names of months that are not shortened to three letters, between spaces.
const MONTHS: &str = "january february march april june july august september october \
    november december sept \
    märz januar februar juni juli oktober dezember janvier janv février févr mars avril juin \
    juillet juil août septembre octobre novembre décembre enero febrero marzo abril mayo junio \
    julio agosto septiembre octubre noviembre diciembre gennaio febbraio aprile maggio giugno \
    luglio settembre dicembre";

/// Names of days of the week that do not end in "day", "tag" or "dag", between spaces.
const WEEKDAYS: &str = "mittwoch sonnabend lundi mardi mercredi jeudi vendredi samedi dimanche \
    lunes martes miércoles jueves viernes sábado domingo lunedì martedì mercoledì giovedì venerdì \
    sabato domenica";

fn is_weekday(word: &str) -> bool {
    let word = word.to_lowercase();
    ["day", "tag", "dag"].iter().any(|end| word.ends_with(end))
        || WEEKDAYS.split(' ').any(|weekday| weekday == word)
}

/// The month that a word begins like, in English and what other languages share with it.
fn month_of(word: &str) -> Option<i32> {
    let plain = |c: char| match c {
        'à'..='å' => 'a',
        'è'..='ë' => 'e',
        'ù'..='ü' => 'u',
        other => other,
    };
    let start: String = word.chars().flat_map(char::to_lowercase).map(plain).take(4).collect();
    match start.as_str() {
        "juin" => return Some(6),
        "juil" => return Some(7),
        _ => {}
    }
    Some(match start.get(..3)? {
        "jan" | "ene" | "gen" => 1,
        "feb" | "fev" => 2,
        "mar" | "mrz" | "maa" => 3,
        "apr" | "avr" | "abr" => 4,
        "may" | "mai" | "mei" | "mag" => 5,
        "jun" | "giu" => 6,
        "jul" | "lug" => 7,
        "aug" | "ago" | "aou" => 8,
        "sep" | "set" => 9,
        "oct" | "okt" | "ott" | "out" => 10,
        "nov" => 11,
        "dec" | "dez" | "dic" => 12,
        _ => return None,
    })
}
