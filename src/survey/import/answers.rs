//! From the bytes of a cell to an answer, quickly: most cells are one or two digits.

use std::collections::HashMap;

use crate::columns::Column;
use crate::columns::cell::{self, Cell};
use crate::hash::FastHash;
use crate::read::encoding::Encoding;
use crate::tally::Scale;

/// What a cell of a score column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// An answer, as its distance from the low end of the scale.
    Point(u32),
    /// An empty cell.
    Blank,
    /// The question does not apply.
    NotApplicable,
    /// No answer on the scale.
    OffScale,
}

/// Different texts whose meaning is remembered.
const MAX_REMEMBERED: usize = 4_096;

/// Longer cells are not remembered.
const MAX_REMEMBERED_BYTES: usize = 200;

/// Reads the answers of one score column.
#[derive(Clone)]
pub(super) struct AnswerReader {
    scale: Scale,
    labels: HashMap<String, i32>,
    not_applicable: Vec<String>,
    /// Whether labels say that codes of the answers mean others.
    recoded: bool,
    decimal_comma: bool,
    encoding: Encoding,
    /// The answers of the cells `0` to `99`, once they were read.
    short: [Option<Answer>; 100],
    remembered: HashMap<Box<[u8]>, Answer, FastHash>,
}

impl AnswerReader {
    pub(super) fn new(column: &Column, scale: Scale, encoding: Encoding) -> Self {
        Self {
            scale,
            labels: column.labels.iter().map(|(label, value)| (label.clone(), *value)).collect(),
            recoded: column
                .labels
                .iter()
                .any(|(label, value)| label.parse::<i32>().is_ok_and(|code| code != *value)),
            not_applicable: column.not_applicable.iter().cloned().collect(),
            decimal_comma: column.decimal_comma,
            encoding,
            short: [None; 100],
            remembered: HashMap::default(),
        }
    }

    /// Reads a cell.
    #[inline]
    pub(super) fn read(&mut self, bytes: &[u8]) -> Answer {
        let short = match bytes {
            [] => return Answer::Blank,
            [a] if a.is_ascii_digit() => usize::from(a - b'0'),
            [a @ b'1'..=b'9', b] if b.is_ascii_digit() => {
                usize::from(a - b'0') * 10 + usize::from(b - b'0')
            }
            _ => return self.read_slowly(bytes),
        };
        if let Some(Some(answer)) = self.short.get(short) {
            return *answer;
        }
        let answer = self.read_text(&self.encoding.text(bytes));
        if let Some(slot) = self.short.get_mut(short) {
            *slot = Some(answer);
        }
        answer
    }

    fn read_slowly(&mut self, bytes: &[u8]) -> Answer {
        if let Some(answer) = self.remembered.get(bytes) {
            return *answer;
        }
        let answer = self.read_text(&self.encoding.text(bytes));
        if self.remembered.len() < MAX_REMEMBERED && bytes.len() <= MAX_REMEMBERED_BYTES {
            self.remembered.insert(Box::from(bytes), answer);
        }
        answer
    }

    fn read_text(&self, text: &str) -> Answer {
        let key = cell::label_key(text);
        if let Some(value) = self.labels.get(&key) {
            return self.point(f64::from(*value));
        }
        if self.not_applicable.contains(&key) {
            return Answer::NotApplicable;
        }
        match cell::read(text, self.decimal_comma) {
            Cell::Blank => Answer::Blank,
            Cell::NotApplicable => Answer::NotApplicable,
            // 4/5 is no answer on a scale that ends at 10.
            Cell::Number(_) if cell::out_of(text).is_some_and(|high| high != self.scale.high) => {
                Answer::OffScale
            }
            Cell::Number(number) if self.recoded => {
                // A code of which nothing was said means itself, unless another one means that.
                let taken = || self.labels.values().any(|value| f64::from(*value) == number);
                match self.labels.get(&number.to_string()) {
                    Some(value) => self.point(f64::from(*value)),
                    None if taken() => Answer::OffScale,
                    None => self.point(number),
                }
            }
            Cell::Number(number) => self.point(number),
            Cell::Text => Answer::OffScale,
        }
    }

    fn point(&self, number: f64) -> Answer {
        let (low, high) = (f64::from(self.scale.low), f64::from(self.scale.high));
        if number.fract() == 0.0 && (low..=high).contains(&number) {
            Answer::Point((number - low) as u32)
        } else {
            Answer::OffScale
        }
    }
}

/// What a cell of an amount column is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Amount {
    /// An amount.
    Value(f64),
    /// An empty cell.
    Blank,
    /// The question does not apply.
    NotApplicable,
    /// No number.
    Unreadable,
}

/// Reads an amount.
pub(super) fn read_amount(bytes: &[u8], decimal_comma: bool, encoding: Encoding) -> Amount {
    if let Some(number) = plain_number(bytes).filter(|_| !decimal_comma) {
        return Amount::Value(number);
    }
    let text = encoding.text(bytes);
    // -99 is a code for no answer on a scale, but a refund among amounts.
    if let Some(number) = cell::number(&cell::tidy(&text), decimal_comma) {
        return Amount::Value(number);
    }
    match cell::read(&text, decimal_comma) {
        Cell::Blank => Amount::Blank,
        Cell::NotApplicable => Amount::NotApplicable,
        Cell::Number(_) | Cell::Text => Amount::Unreadable,
    }
}

/// Digits that are exact as one number.
const EXACT_DIGITS: usize = 15;

/// Powers of ten, which are exact as well.
const POWERS_OF_TEN: [f64; EXACT_DIGITS + 1] =
    [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/// A number of a few digits with at most one decimal point, as most are. A single division of exact
/// numbers is rounded once, so it is the number that any other way of reading finds
/// (Clinger, How to Read Floating Point Numbers Accurately, 1990).
fn plain_number(bytes: &[u8]) -> Option<f64> {
    let (negative, digits) = match bytes {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    let (mut number, mut count, mut point) = (0_u64, 0, None);
    for byte in digits {
        match byte {
            b'0'..=b'9' if count < EXACT_DIGITS => {
                number = number * 10 + u64::from(byte - b'0');
                count += 1;
            }
            b'.' if point.is_none() => point = Some(count),
            _ => return None,
        }
    }
    if count == 0 {
        return None;
    }
    let magnitude = number as f64 / POWERS_OF_TEN.get(count - point.unwrap_or(count))?;
    Some(if negative { -magnitude } else { magnitude })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_numbers_are_read_to_the_last_bit() {
        for text in ["0", "-0", "7", "12.50", "-0.1", "1234567890.12345", ".5", "5.", "0.30"] {
            let expected: f64 = text.parse().unwrap();
            let read = plain_number(text.as_bytes()).unwrap();
            assert_eq!(read.to_bits(), expected.to_bits(), "{text}");
        }
        for text in ["", "-", ".", "1.2.3", "1e5", "--1", "1,5", "1234567890123456", "+1"] {
            assert_eq!(plain_number(text.as_bytes()), None, "{text}");
        }
    }
}
