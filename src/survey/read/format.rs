//! How the records of one file are read: what was sniffed, and what a person may correct.

use std::io::Read;

use serde::{Deserialize, Serialize};

use super::ReadError;
use super::encoding::{Encoding, Transcode};
use super::scan::{Dialect, Scanner};
use super::source::{Bytes, Source};
use super::unwrap::Unwrap;
use super::workbook;

/// What kind of file it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Container {
    /// Delimited text.
    Text(TextFormat),
    /// An XLSX workbook.
    Workbook {
        /// The sheet that holds the answers.
        sheet: String,
    },
}

/// How delimited text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextFormat {
    /// The text encoding.
    pub encoding: Encoding,
    /// The length of the byte-order mark.
    pub mark_bytes: u64,
    /// Delimiter and quoting.
    pub dialect: Dialect,
    /// Whether every line stands in quotes once more.
    pub wrapped: bool,
}

/// How the records of a file are read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Format {
    /// Text or workbook.
    pub container: Container,
    /// Records before the header rows: a `sep=` line, titles.
    pub skipped_records: usize,
    /// How many header rows there are.
    pub header_rows: usize,
}

impl Format {
    /// The encoding of the cells that come out of [`Input::records`].
    pub fn cell_encoding(&self) -> Encoding {
        match &self.container {
            Container::Text(text) => text.encoding.of_records(),
            Container::Workbook { .. } => Encoding::UTF_8,
        }
    }

    /// The dialect of the stream that comes out of [`Input::stream`].
    pub fn dialect(&self) -> Dialect {
        match &self.container {
            Container::Text(text) => text.dialect,
            Container::Workbook { .. } => Dialect::default(),
        }
    }

    /// The name of the encoding in the file itself.
    pub fn encoding_name(&self) -> String {
        match &self.container {
            Container::Text(text) => text.encoding.name(),
            Container::Workbook { .. } => "xlsx".to_owned(),
        }
    }

    /// The delimiter; none for a workbook.
    pub fn delimiter(&self) -> Option<char> {
        match &self.container {
            Container::Text(text) => Some(char::from(text.dialect.delimiter)),
            Container::Workbook { .. } => None,
        }
    }

    /// How many records stand before the first answer.
    pub fn first_answer(&self) -> usize {
        self.skipped_records + self.header_rows
    }
}

/// A file whose records can be read more than once.
pub struct Input<'a> {
    source: InputSource<'a>,
    format: Format,
}

enum InputSource<'a> {
    Text(&'a dyn Source),
    /// A workbook, written out as delimited text.
    Workbook(Bytes),
}

impl<'a> Input<'a> {
    /// Prepares a source for reading. Workbooks are unpacked here, within limits.
    pub fn new(source: &'a dyn Source, format: &Format) -> Result<Self, ReadError> {
        let input = match &format.container {
            Container::Text(_) => InputSource::Text(source),
            Container::Workbook { sheet } => {
                InputSource::Workbook(workbook::as_text(source, Some(sheet))?.text.into())
            }
        };
        Ok(Self { source: input, format: format.clone() })
    }

    /// How the records are read.
    pub fn format(&self) -> &Format {
        &self.format
    }

    /// The size of what will be read, for progress.
    pub fn size_bytes(&self) -> Result<u64, ReadError> {
        Ok(match &self.source {
            InputSource::Text(source) => source.size_bytes()?,
            InputSource::Workbook(bytes) => bytes.size_bytes()?,
        })
    }

    /// The stream of delimited records in [`Format::cell_encoding`].
    pub fn stream(&self) -> Result<Box<dyn Read + Send>, ReadError> {
        match (&self.source, &self.format.container) {
            (InputSource::Text(source), Container::Text(text)) => {
                Ok(open_text(source.open_at(text.mark_bytes)?, *text))
            }
            (InputSource::Workbook(bytes), _) => Ok(bytes.open_at(0)?),
            (InputSource::Text(source), Container::Workbook { .. }) => Ok(source.open_at(0)?),
        }
    }

    /// The records, header rows and what stands before them included.
    pub fn records(&self) -> Result<Scanner<Box<dyn Read + Send>>, ReadError> {
        Ok(Scanner::new(self.stream()?, self.format.dialect()))
    }
}

/// Turns a stream of text without its byte-order mark into one that can be cut into records.
pub(crate) fn open_text<R: Read + Send + 'static>(
    reader: R,
    format: TextFormat,
) -> Box<dyn Read + Send> {
    let decoded: Box<dyn Read + Send> = if format.encoding.is_byte_based() {
        Box::new(reader)
    } else {
        Box::new(Transcode::new(reader, format.encoding))
    };
    if format.wrapped { Box::new(Unwrap::new(decoded)) } else { decoded }
}
