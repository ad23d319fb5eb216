//! Files whose every line was put into quotes once more, as some spreadsheet round trips do.

use std::io::{self, Read};

use super::scan::{Dialect, Scanner};

/// A reader that gives the one cell of each record as a line.
pub(crate) struct Unwrap<R> {
    scanner: Scanner<R>,
    line: Vec<u8>,
    position: usize,
}

/// No text holds this byte, so that every record is one cell.
const NO_DELIMITER: u8 = 0;

impl<R: Read> Unwrap<R> {
    pub(crate) fn new(reader: R) -> Self {
        let dialect = Dialect { delimiter: NO_DELIMITER, quoted: true };
        Self { scanner: Scanner::new(reader, dialect), line: Vec::new(), position: 0 }
    }
}

impl<R: Read> Read for Unwrap<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.position == self.line.len() {
            self.line.clear();
            self.position = 0;
            if let Some(record) = self.scanner.next_record()? {
                // Blank lines stay, so that rows keep their numbers.
                self.line.resize(record.blank_lines as usize, b'\n');
                self.line.extend_from_slice(record.get(0));
                self.line.push(b'\n');
            }
        }
        let count = self.line.get(self.position..).unwrap_or_default().read(buffer)?;
        self.position += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wrapping_is_taken_off() {
        let wrapped = "\"a,\"\"b, c\"\",d\"\n\n\"1,2,3\"\n";
        let mut text = String::new();
        Unwrap::new(wrapped.as_bytes()).read_to_string(&mut text).unwrap();
        assert_eq!(text, "a,\"b, c\",d\n\n1,2,3\n");
    }
}
