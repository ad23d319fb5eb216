//! A record at the front of a buffer: where its cells are.
//!
//! A record of its own making rather than the `csv` crate's reader, because it must do what that
//! does not: give up on a quote that is never closed instead of reading the rest of the file into
//! one cell, and cut blocks of bytes for several threads. Tests hold the two to the same records.

use serde::{Deserialize, Serialize};

use super::find::{first_of, place, wanted_of};

/// How cells are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dialect {
    /// The byte between cells.
    pub delimiter: u8,
    /// Whether a cell that begins with `"` goes on to the next single `"`.
    pub quoted: bool,
}

impl Default for Dialect {
    fn default() -> Self {
        Self { delimiter: b',', quoted: true }
    }
}

/// Cells beyond this number are left out of a record.
pub(super) const MAX_CELLS: usize = 16_384;

/// Where a cell lies in its buffer.
pub(super) type Cell = (u32, u32);

/// The cells of the record that is being read.
#[derive(Debug, Default)]
pub(super) struct Cells {
    /// Where each cell lies.
    pub(super) ranges: Vec<Cell>,
    /// Quoted cells that hold doubled quotes, or letters after the closing quote. They are put
    /// right when the record is complete: until then its bytes may have to be read again.
    pending: Vec<Pending>,
}

/// A quoted cell to be put right: which one, where its closing quote is, where its letters end.
#[derive(Clone, Copy, Debug)]
struct Pending {
    cell: usize,
    close: usize,
    next: usize,
}

impl Cells {
    fn clear(&mut self) {
        self.ranges.clear();
        self.pending.clear();
    }

    fn push(&mut self, start: usize, end: usize) {
        if self.ranges.len() < MAX_CELLS {
            self.ranges.push((start as u32, end as u32));
        }
    }

    /// Turns doubled quotes into single ones and closes the gaps, in place. Doubled quotes of cells
    /// that nobody will read, by `wanted`, are left as they are; an empty `wanted` means all.
    fn put_right(&mut self, bytes: &mut [u8], wanted: &[bool]) {
        for pending in self.pending.drain(..) {
            // What stands behind the closing quote makes a cell filled that seems to be empty.
            let gap = pending.close + 1 < pending.next;
            if !gap && wanted.get(pending.cell) == Some(&false) {
                continue;
            }
            let Some((start, end)) = self.ranges.get_mut(pending.cell) else { continue };
            let mut content_end = unescape(bytes, *start as usize, pending.close);
            if gap {
                bytes.copy_within(pending.close + 1..pending.next, content_end);
                content_end += pending.next - pending.close - 1;
            }
            *end = content_end as u32;
        }
    }
}

/// What is at the front of a buffer.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A record, with the number of bytes up to the next one, whether a quote stayed open, and
    /// whether a line end follows it.
    Record { length: usize, open_quote: bool, ended: bool },
    /// The record goes on behind the end of the buffer.
    Unfinished,
    /// Nothing but line ends.
    Nothing,
}

/// One record: cells of bytes, unescaped.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) cells: &'a [Cell],
    /// Whether a quote was never closed in this record.
    pub open_quote: bool,
    /// Whether a line end follows; only the last record of a file may lack one.
    pub ended: bool,
    /// How many blank lines stand before it, which are no records but rows of a spreadsheet.
    pub blank_lines: u32,
}

/// Counts blank lines between records.
#[derive(Debug, Default)]
pub(super) struct BlankLines {
    /// Whether the byte before was a carriage return, so that a line feed ends no other line.
    after_return: bool,
    count: u32,
}

impl BlankLines {
    /// Passes over the line ends at the front of `bytes`, which follow those before.
    pub(super) fn pass(&mut self, bytes: &[u8]) {
        for byte in bytes.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')) {
            let is_second = *byte == b'\n' && self.after_return;
            self.count = self.count.saturating_add(u32::from(!is_second));
            self.after_return = *byte == b'\r';
        }
    }

    /// Passes over a record, its line end included; gives the blank lines before it.
    pub(super) fn pass_record(&mut self, bytes: &[u8]) -> u32 {
        self.pass(bytes);
        self.after_return = bytes.last() == Some(&b'\r');
        self.take()
    }

    /// The blank lines since the last record.
    pub(super) fn take(&mut self) -> u32 {
        std::mem::take(&mut self.count)
    }
}

impl<'a> Record<'a> {
    /// The number of cells.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether there is no cell; a record that was read has at least one.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The bytes of a cell; empty beyond the last one.
    #[inline]
    pub fn get(&self, column: usize) -> &'a [u8] {
        self.cells
            .get(column)
            .and_then(|(start, end)| self.bytes.get(*start as usize..*end as usize))
            .unwrap_or_default()
    }

    /// All cells in order.
    pub fn iter(&self) -> impl Iterator<Item = &'a [u8]> {
        let bytes = self.bytes;
        self.cells
            .iter()
            .map(move |(start, end)| bytes.get(*start as usize..*end as usize).unwrap_or_default())
    }
}

/// Finds the record at the front of `bytes`. `at_end` says that nothing follows them.
pub(super) fn step(
    bytes: &mut [u8],
    dialect: Dialect,
    at_end: bool,
    wanted: &[bool],
    cells: &mut Cells,
) -> Step {
    cells.clear();
    let blank = bytes.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
    if blank == bytes.len() {
        return Step::Nothing;
    }
    let mut at = blank;
    let mut open_quote = false;
    loop {
        if dialect.quoted && bytes.get(at) == Some(&b'"') {
            let Some(quoted) = quoted_cell(bytes, at, dialect.delimiter, at_end) else {
                return Step::Unfinished;
            };
            open_quote |= quoted.open;
            if quoted.to_put_right {
                let cell = cells.ranges.len();
                cells.pending.push(Pending { cell, close: quoted.close, next: quoted.next });
            }
            cells.push(at + 1, quoted.close);
            at = quoted.next;
        } else {
            at = plain_cells(bytes, at, dialect, cells);
            if at == bytes.len() && !at_end {
                return Step::Unfinished;
            }
        }
        match bytes.get(at) {
            Some(byte) if *byte == dialect.delimiter => at += 1,
            Some(_) => {
                cells.put_right(bytes, wanted);
                return Step::Record { length: at + 1, open_quote, ended: true };
            }
            None => {
                cells.put_right(bytes, wanted);
                return Step::Record { length: at, open_quote, ended: false };
            }
        }
    }
}

/// Takes the unquoted cells from `start` on, up to a cell in quotes or the end of the record. Gives
/// where the delimiter or line end after the last of them stands.
#[inline]
fn plain_cells(bytes: &[u8], start: usize, dialect: Dialect, cells: &mut Cells) -> usize {
    let delimiter = dialect.delimiter;
    let is_last = |end: usize| {
        bytes.get(end) != Some(&delimiter) || (dialect.quoted && bytes.get(end + 1) == Some(&b'"'))
    };
    let (words, rest) = bytes.get(start..).unwrap_or_default().as_chunks::<8>();
    let mut cell = start;
    for (index, word) in words.iter().enumerate() {
        let mut found = wanted_of(*word, [delimiter, b'\n', b'\r']);
        while found != 0 {
            let end = start + 8 * index + place(found);
            cells.push(cell, end);
            if is_last(end) {
                return end;
            }
            cell = end + 1;
            found &= found - 1;
        }
    }
    for (end, byte) in (start + 8 * words.len()..).zip(rest) {
        if *byte == delimiter || matches!(byte, b'\n' | b'\r') {
            cells.push(cell, end);
            if is_last(end) {
                return end;
            }
            cell = end + 1;
        }
    }
    cells.push(cell, bytes.len());
    bytes.len()
}

/// How far the letters after a closing quote reach.
#[inline]
fn plain_length(bytes: &[u8], delimiter: u8) -> usize {
    first_of(bytes, [delimiter, b'\n', b'\r']).unwrap_or(bytes.len())
}

/// A cell that begins with a quote.
struct Quoted {
    /// Where its closing quote stands, or the end of the bytes when it is missing.
    close: usize,
    /// Where the delimiter or line end after it stands.
    next: usize,
    /// Whether the closing quote is missing.
    open: bool,
    /// Whether it holds doubled quotes, or letters after the closing quote.
    to_put_right: bool,
}

/// Finds the end of the quoted cell at `at`; none when it is not there yet.
fn quoted_cell(bytes: &[u8], at: usize, delimiter: u8, at_end: bool) -> Option<Quoted> {
    let mut from = at + 1;
    let mut escaped = false;
    let close = loop {
        let rest = bytes.get(from..).unwrap_or_default();
        let Some(offset) = first_of(rest, [b'"']) else {
            let end = bytes.len();
            let open = Quoted { close: end, next: end, open: true, to_put_right: escaped };
            return at_end.then_some(open);
        };
        let quote = from + offset;
        match bytes.get(quote + 1) {
            Some(b'"') => {
                escaped = true;
                from = quote + 2;
            }
            None if !at_end => return None,
            _ => break quote,
        }
    };
    // Letters after the closing quote belong to the cell, as spreadsheets read it.
    let tail = plain_length(bytes.get(close + 1..).unwrap_or_default(), delimiter);
    let next = close + 1 + tail;
    if next == bytes.len() && !at_end {
        return None;
    }
    Some(Quoted { close, next, open: false, to_put_right: escaped || tail > 0 })
}

/// Turns doubled quotes into single ones within a range; gives the new end of the text.
fn unescape(bytes: &mut [u8], start: usize, end: usize) -> usize {
    let (mut read, mut write) = (start, start);
    while read < end {
        let Some(byte) = bytes.get(read).copied() else { break };
        if let Some(slot) = bytes.get_mut(write) {
            *slot = byte;
        }
        write += 1;
        read += if byte == b'"' { 2 } else { 1 };
    }
    write
}
