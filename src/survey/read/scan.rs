//! Records of a stream, one after the other, in a buffer of bounded size.

use std::io::{self, Read};

use super::record::{BlankLines, Cells, Step, step};
pub use super::record::{Dialect, Record};

/// A longer record is taken as a sign of a quote that is never closed.
pub(crate) const MAX_RECORD_BYTES: usize = 4 * 1024 * 1024;

/// An unclosed quote this close to the end of the file is a file that was cut off there.
const CUT_OFF_BYTES: usize = 64 * 1024;

/// How much is read at a time, once a file has shown to be long.
const CHUNK_BYTES: usize = 256 * 1024;

/// How much is read first.
const FIRST_CHUNK_BYTES: usize = 16 * 1024;

/// Reads records one after the other.
pub struct Scanner<R> {
    reader: R,
    dialect: Dialect,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    at_end: bool,
    cells: Cells,
    blank_lines: BlankLines,
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
            blank_lines: BlankLines::default(),
            consumed_bytes: 0,
        }
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
        self.consumed_bytes += length as u64;
        let bytes = self.buffer.get(self.start..self.end).unwrap_or_default();
        self.start += length;
        let blank_lines = self.blank_lines.pass_record(bytes.get(..length).unwrap_or_default());
        Ok(Some(Record { bytes, cells: &self.cells.ranges, open_quote, ended, blank_lines }))
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
            self.blank_lines.pass(self.buffer.get(self.start..self.end).unwrap_or_default());
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
    blank_lines: BlankLines,
}

impl<'a> BlockRecords<'a> {
    /// `wanted` says which cells will be read; see [`Cells::put_right`].
    pub(crate) fn new(block: &'a mut [u8], dialect: Dialect, wanted: &'a [bool]) -> Self {
        let (cells, blank_lines) = (Cells::default(), BlankLines::default());
        Self { block, dialect, wanted, start: 0, cells, blank_lines }
    }

    /// The next record; none at the end of the block. A record with an open quote says that the
    /// block does not end between records.
    pub(crate) fn next_record(&mut self) -> Option<Record<'_>> {
        let bytes = self.block.get_mut(self.start..)?;
        match step(bytes, self.dialect, true, self.wanted, &mut self.cells) {
            Step::Record { length, open_quote, ended } => {
                let bytes = self.block.get(self.start..).unwrap_or_default();
                self.start += length;
                let record = bytes.get(..length).unwrap_or_default();
                let blank_lines = self.blank_lines.pass_record(record);
                Some(Record { bytes, cells: &self.cells.ranges, open_quote, ended, blank_lines })
            }
            Step::Unfinished | Step::Nothing => None,
        }
    }

    /// The blank lines behind the last record of the block, once there are no more records.
    pub(crate) fn blank_lines_left(&mut self) -> u32 {
        self.blank_lines.pass(self.block.get(self.start..).unwrap_or_default());
        self.blank_lines.take()
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
    fn blank_lines_are_counted_whatever_ends_a_line() {
        for (text, expected) in [
            ("\n\na\n\nb\nc\n\n\n", [2, 1, 0, 2]),
            ("\r\n\r\na\r\n\r\nb\r\nc\r\n\r\n\r\n", [2, 1, 0, 2]),
            ("\r\ra\r\rb\rc\r\r\r", [2, 1, 0, 2]),
        ] {
            let mut scanner = Scanner::new(text.as_bytes(), Dialect::default());
            let mut bytes = text.as_bytes().to_vec();
            let mut block = BlockRecords::new(&mut bytes, Dialect::default(), &[]);
            for count in &expected[..3] {
                assert_eq!(scanner.next_record().unwrap().unwrap().blank_lines, *count, "{text:?}");
                assert_eq!(block.next_record().unwrap().blank_lines, *count, "{text:?}");
            }
            assert!(block.next_record().is_none());
            assert_eq!(block.blank_lines_left(), expected[3], "{text:?}");
        }
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
