//! Bytes as text, and where in the text something stands.

use std::ops::Range;

use super::{FormatError, MAX_FILE_BYTES};

/// The file as text, without a byte-order mark.
pub(super) fn decode(bytes: &[u8]) -> Result<&str, FormatError> {
    if bytes.is_empty() {
        return Err(FormatError::Empty);
    }
    if bytes.len() > MAX_FILE_BYTES {
        return Err(FormatError::TooLarge { bytes: bytes.len() });
    }
    if bytes.iter().all(|byte| *byte == 0) {
        return Err(FormatError::OnlyZeros);
    }
    if is_utf16(bytes) {
        return Err(FormatError::Utf16);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) => {
            let (sound, _) = bytes.split_at_checked(error.valid_up_to()).unwrap_or_default();
            let sound = String::from_utf8_lossy(sound);
            let (line, column) = Lines::of(&sound).position(&sound, sound.len());
            Err(FormatError::NotUtf8 { line, column })
        }
    }
}

/// A byte-order mark of UTF-16, or a zero in every second of the first bytes.
fn is_utf16(bytes: &[u8]) -> bool {
    let start = bytes.get(..64).unwrap_or(bytes);
    let zeros = |from: usize| start.iter().skip(from).step_by(2).all(|byte| *byte == 0);
    bytes.starts_with(b"\xff\xfe")
        || bytes.starts_with(b"\xfe\xff")
        || (start.len() >= 4 && (zeros(0) || zeros(1)))
}

/// Places of a text whose line and column are known: every line's beginning, and one in every
/// [`STRIDE`] bytes of a long line, so that finding a position never means reading far.
pub(super) struct Lines(Vec<Mark>);

struct Mark {
    offset: usize,
    line: usize,
    column: usize,
}

const STRIDE: usize = 4096;

impl Lines {
    /// Finds the lines.
    pub(super) fn of(text: &str) -> Self {
        let mut marks = vec![Mark { offset: 0, line: 1, column: 1 }];
        let (mut line, mut column, mut last) = (1, 1, 0);
        for (offset, c) in text.char_indices() {
            if offset - last >= STRIDE {
                marks.push(Mark { offset, line, column });
                last = offset;
            }
            column += 1;
            if c == '\n' {
                (line, column, last) = (line + 1, 1, offset + 1);
                marks.push(Mark { offset: last, line, column });
            }
        }
        Self(marks)
    }

    /// Line and column, in characters from 1, of a byte offset.
    pub(super) fn position(&self, text: &str, offset: usize) -> (usize, usize) {
        let next = self.0.partition_point(|mark| mark.offset <= offset);
        let Some(mark) = next.checked_sub(1).and_then(|index| self.0.get(index)) else {
            return (1, 1);
        };
        (mark.line, mark.column + slice(text, mark.offset..offset).chars().count())
    }
}

/// Part of a text; empty where the range does not lie on characters.
pub(super) fn slice(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}
