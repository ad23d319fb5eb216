//! Records of a delimited file, cut in a buffer of bounded size.
//!
//! A record of its own making rather than the `csv` crate's reader, because it must do what that
//! does not: give up on a quote that is never closed instead of reading the rest of the file into
//! one cell, and cut blocks of bytes for several threads. Tests hold the two to the same records.

use std::io::{self, Read};

use serde::{Deserialize, Serialize};

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

/// A longer record is taken as a sign of a quote that is never closed.
pub(crate) const MAX_RECORD_BYTES: usize = 4 * 1024 * 1024;

/// An unclosed quote this close to the end of the file is a file that was cut off there.
const CUT_OFF_BYTES: usize = 64 * 1024;

/// Cells beyond this number are left out of a record.
pub(crate) const MAX_CELLS: usize = 16_384;

/// How much is read at a time, once a file has shown to be long.
const CHUNK_BYTES: usize = 256 * 1024;

/// How much is read first.
const FIRST_CHUNK_BYTES: usize = 16 * 1024;

/// Where a cell lies in its buffer.
type Cell = (u32, u32);

/// The cells of the record that is being read.
#[derive(Debug, Default)]
struct Cells {
    /// Where each cell lies.
    ranges: Vec<Cell>,
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

    /// Turns doubled quotes into single ones and closes the gaps, in place. Cells that nobody will
    /// read, by `wanted`, are left as they are; an empty `wanted` means all.
    fn put_right(&mut self, bytes: &mut [u8], wanted: &[bool]) {
        for pending in self.pending.drain(..) {
            if wanted.get(pending.cell) == Some(&false) {
                continue;
            }
            let Some((start, end)) = self.ranges.get_mut(pending.cell) else { continue };
            let mut content_end = unescape(bytes, *start as usize, pending.close);
            if pending.close + 1 < pending.next {
                bytes.copy_within(pending.close + 1..pending.next, content_end);
                content_end += pending.next - pending.close - 1;
            }
            *end = content_end as u32;
        }
    }
}

/// What is at the front of a buffer.
#[derive(Debug, PartialEq, Eq)]
enum Step {
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
    bytes: &'a [u8],
    cells: &'a [Cell],
    /// Whether a quote was never closed in this record.
    pub open_quote: bool,
    /// Whether a line end follows; only the last record of a file may lack one.
    pub ended: bool,
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
fn step(
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
            let start = at;
            at += plain_length(bytes.get(at..).unwrap_or_default(), dialect.delimiter);
            if at == bytes.len() && !at_end {
                return Step::Unfinished;
            }
            cells.push(start, at);
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

/// How far an unquoted cell reaches.
#[inline]
fn plain_length(bytes: &[u8], delimiter: u8) -> usize {
    let ends = |byte: &u8| *byte == delimiter || *byte == b'\n' || *byte == b'\r';
    bytes.iter().position(ends).unwrap_or(bytes.len())
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
        let Some(offset) = rest.iter().position(|byte| *byte == b'"') else {
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

/// Reads records one after the other.
pub struct Scanner<R> {
    reader: R,
    dialect: Dialect,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    at_end: bool,
    cells: Cells,
    open_quotes: u64,
    consumed_bytes: u64,
}

impl<R: Read> Scanner<R> {
    /// A scanner over a stream of bytes without byte-order mark.
    pub fn new(reader: R, dialect: Dialect) -> Self {
        Self {
            reader,
            dialect,
            buffer: Vec::new(),
            start: 0,
            end: 0,
            at_end: false,
            cells: Cells::default(),
            open_quotes: 0,
            consumed_bytes: 0,
        }
    }

    /// How many quotes were found that are never closed.
    pub fn open_quotes(&self) -> u64 {
        self.open_quotes
    }

    /// How many bytes of the stream the records so far took.
    pub fn consumed_bytes(&self) -> u64 {
        self.consumed_bytes
    }

    /// The next record; none at the end.
    pub fn next_record(&mut self) -> io::Result<Option<Record<'_>>> {
        let (length, open_quote, ended) = loop {
            let found = self.step(self.dialect);
            let pending = self.end - self.start;
            match found {
                Step::Record { length, open_quote, ended } => {
                    // A quote that swallows the rest of a long file is no quote.
                    if open_quote && pending > CUT_OFF_BYTES {
                        break (self.unquoted_length(), true, true);
                    }
                    break (length, open_quote, ended);
                }
                Step::Nothing if self.at_end => return Ok(None),
                Step::Unfinished if pending > MAX_RECORD_BYTES => {
                    break (self.unquoted_length(), true, true);
                }
                Step::Nothing | Step::Unfinished => self.fill(found == Step::Nothing)?,
            }
        };
        self.open_quotes += u64::from(open_quote);
        self.consumed_bytes += length as u64;
        let bytes = self.buffer.get(self.start..self.end).unwrap_or_default();
        self.start += length;
        Ok(Some(Record { bytes, cells: &self.cells.ranges, open_quote, ended }))
    }

    fn step(&mut self, dialect: Dialect) -> Step {
        let bytes = self.buffer.get_mut(self.start..self.end).unwrap_or_default();
        step(bytes, dialect, self.at_end, &[], &mut self.cells)
    }

    /// Reads the record at the front without minding quotes: its first line, or all there is.
    fn unquoted_length(&mut self) -> usize {
        let plain = Dialect { quoted: false, ..self.dialect };
        let bytes = self.buffer.get_mut(self.start..self.end).unwrap_or_default();
        match step(bytes, plain, true, &[], &mut self.cells) {
            Step::Record { length, .. } => length,
            Step::Unfinished | Step::Nothing => bytes.len(),
        }
    }

    /// Moves what is left to the front and reads on behind it.
    fn fill(&mut self, drop_rest: bool) -> io::Result<()> {
        if drop_rest {
            self.consumed_bytes += (self.end - self.start) as u64;
            self.start = self.end;
        }
        self.buffer.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        // A long record doubles the buffer, so that it is not scanned again for every chunk.
        let chunk = self.buffer.len().clamp(FIRST_CHUNK_BYTES, CHUNK_BYTES);
        let wanted = self.end + chunk.max(self.end);
        if self.buffer.len() < wanted {
            self.buffer.resize(wanted, 0);
        }
        let room = self.buffer.get_mut(self.end..wanted).unwrap_or_default();
        let mut filled = 0;
        while filled < room.len() {
            match self.reader.read(room.get_mut(filled..).unwrap_or_default()) {
                Ok(0) => {
                    self.at_end = true;
                    break;
                }
                Ok(count) => filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.end += filled;
        Ok(())
    }
}

/// The records of a block that begins and ends between records.
pub(crate) struct BlockRecords<'a> {
    block: &'a mut [u8],
    dialect: Dialect,
    wanted: &'a [bool],
    start: usize,
    cells: Cells,
}

impl<'a> BlockRecords<'a> {
    /// `wanted` says which cells will be read; see [`Cells::put_right`].
    pub(crate) fn new(block: &'a mut [u8], dialect: Dialect, wanted: &'a [bool]) -> Self {
        Self { block, dialect, wanted, start: 0, cells: Cells::default() }
    }

    /// The next record; none at the end of the block. A record with an open quote says that the
    /// block does not end between records.
    pub(crate) fn next_record(&mut self) -> Option<Record<'_>> {
        let bytes = self.block.get_mut(self.start..)?;
        match step(bytes, self.dialect, true, self.wanted, &mut self.cells) {
            Step::Record { length, open_quote, ended } => {
                let bytes = self.block.get(self.start..).unwrap_or_default();
                self.start += length;
                Some(Record { bytes, cells: &self.cells.ranges, open_quote, ended })
            }
            Step::Unfinished | Step::Nothing => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn records(bytes: &[u8], dialect: Dialect) -> Vec<Vec<Vec<u8>>> {
        let mut scanner = Scanner::new(bytes, dialect);
        let mut all = Vec::new();
        while let Some(record) = scanner.next_record().unwrap() {
            all.push(record.iter().map(<[u8]>::to_vec).collect());
        }
        all
    }

    fn texts(bytes: &str) -> Vec<Vec<String>> {
        let text = |cell: Vec<u8>| String::from_utf8(cell).unwrap();
        records(bytes.as_bytes(), Dialect::default())
            .into_iter()
            .map(|record| record.into_iter().map(text).collect())
            .collect()
    }

    #[test]
    fn quotes_hold_delimiters_lines_and_quotes() {
        let read = texts("a,\"b,c\",\"d\ne\",\"f \"\"g\"\" h\"\r\n\r\n1,,3,\n");
        assert_eq!(read, [vec!["a", "b,c", "d\ne", "f \"g\" h"], vec!["1", "", "3", ""]]);
    }

    #[test]
    fn a_quote_inside_a_cell_is_a_letter() {
        assert_eq!(texts("5\" screen,x\n"), [["5\" screen", "x"]]);
        assert_eq!(texts("\"a\"b,c\n"), [["ab", "c"]]);
    }

    #[test]
    fn a_quote_that_is_never_closed_costs_its_row_and_not_the_file() {
        let mut file = b"id,comment\n1,\"lost\n".to_vec();
        for id in 2..200_000 {
            file.extend_from_slice(format!("{id},fine and well, thank you\n").as_bytes());
        }
        let read = records(&file, Dialect::default());
        assert_eq!(read.len(), 200_000);
        assert_eq!(read[1], [b"1".to_vec(), b"\"lost".to_vec()]);
    }

    #[test]
    fn a_file_cut_off_within_a_quoted_cell_keeps_what_is_there() {
        let mut scanner = Scanner::new(&b"a,b\n1,\"cut o"[..], Dialect::default());
        scanner.next_record().unwrap();
        let record = scanner.next_record().unwrap().unwrap();
        assert!(record.open_quote);
        assert_eq!(record.get(1), b"cut o");
        assert!(scanner.next_record().unwrap().is_none());
    }

    #[test]
    fn a_record_may_cross_many_chunks() {
        let long = "x".repeat(3 * CHUNK_BYTES);
        assert_eq!(
            texts(&format!("\"{long}\",2\n3,4\n")),
            [vec![long.as_str(), "2"], vec!["3", "4"]]
        );
    }

    proptest! {
        #[test]
        fn records_are_those_of_the_csv_crate(text in "[ab,\"\n\r]{0,60}") {
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .from_reader(text.as_bytes());
            let expected: Vec<Vec<Vec<u8>>> = reader
                .byte_records()
                .map(|record| record.unwrap().iter().map(<[u8]>::to_vec).collect())
                .collect();
            prop_assert_eq!(records(text.as_bytes(), Dialect::default()), expected);
        }
    }
}
