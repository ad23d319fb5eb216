//! Numbers for labels, so that rows can be told apart by a few integers.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::columns::cell;
use crate::read::encoding::Encoding;

/// A hash for keys that nobody chooses to collide: short texts and small numbers, multiplied and
/// folded as in Knuth's multiplicative hashing.
#[derive(Clone, Copy, Default)]
pub(super) struct FastHasher(u64);

/// Builds [`FastHasher`]s.
pub(super) type FastHash = BuildHasherDefault<FastHasher>;

/// 2^64 divided by the golden ratio, made odd.
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

impl Hasher for FastHasher {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let word = chunk.iter().fold(0_u64, |word, byte| word << 8 | u64::from(*byte));
            self.write_u64(word);
        }
    }

    fn write_u32(&mut self, word: u32) {
        self.write_u64(u64::from(word));
    }

    fn write_u64(&mut self, word: u64) {
        let product = u128::from(self.0.rotate_left(5) ^ word) * u128::from(GOLDEN);
        self.0 = (product as u64) ^ ((product >> 64) as u64);
    }

    fn write_usize(&mut self, word: usize) {
        self.write_u64(word as u64);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Numbers for labels, so that rows can be told apart by a few integers.
pub(super) struct Interner {
    by_bytes: HashMap<Box<[u8]>, u32, FastHash>,
    by_text: HashMap<String, u32>,
    texts: Vec<String>,
}

/// Different labels of a dimension beyond this number are put together.
pub(super) const MAX_LABELS: usize = 10_000;

/// The label of what was put together.
const OTHER_LABEL: &str = "(other labels)";

impl Interner {
    pub(super) fn new() -> Self {
        Self { by_bytes: HashMap::default(), by_text: HashMap::new(), texts: Vec::new() }
    }

    /// The number of a label; 0 for an empty cell.
    #[inline]
    pub(super) fn number(&mut self, bytes: &[u8], encoding: Encoding) -> u32 {
        if bytes.is_empty() {
            return 0;
        }
        if let Some(number) = self.by_bytes.get(bytes) {
            return *number;
        }
        let text = encoding.text(bytes);
        let number = match cell::read(&text, false) {
            cell::Cell::Blank => 0,
            _ => self.number_of_text(&cell::tidy(&text)),
        };
        if self.by_bytes.len() < 2 * MAX_LABELS {
            self.by_bytes.insert(Box::from(bytes), number);
        }
        number
    }

    /// The number of a label that was tidied.
    pub(super) fn number_of_text(&mut self, text: &str) -> u32 {
        if let Some(number) = self.by_text.get(text) {
            return *number;
        }
        let text = if self.texts.len() < MAX_LABELS { text } else { OTHER_LABEL };
        if let Some(number) = self.by_text.get(text) {
            return *number;
        }
        self.texts.push(text.chars().take(500).collect());
        let number = self.texts.len() as u32;
        self.by_text.insert(text.to_owned(), number);
        number
    }

    /// The label of a number; none for 0.
    pub(super) fn text(&self, number: u32) -> Option<&String> {
        self.texts.get((number as usize).checked_sub(1)?)
    }
}
