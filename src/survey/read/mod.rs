//! From the bytes of a survey file to records: encoding, delimiter, quoting, header rows.
//!
//! Nothing here holds a whole file: records pass through a buffer whose size has a bound.

pub mod encoding;
mod find;
pub mod format;
pub mod header;
pub mod record;
pub mod scan;
pub mod sniff;
pub mod source;
pub(crate) mod unwrap;
pub(crate) mod workbook;

use thiserror::Error;

/// Why a survey file cannot be read.
#[derive(Debug, Error)]
pub enum ReadError {
    /// The disk, or whatever the file is read from, failed.
    #[error("The survey file cannot be read: {0}. Nothing was imported.")]
    Io(std::io::Error),
    /// There is nothing in the file.
    #[error("The survey file is empty. Export it again from the survey tool.")]
    Empty,
    /// The file is not a table of text or a workbook.
    #[error("This is not a survey file that can be read: {0}. Export it as CSV or XLSX.")]
    NotATable(String),
    /// A workbook cannot be opened, or would take too much memory.
    #[error("The workbook cannot be read: {0}. Save it as CSV and import that.")]
    Workbook(String),
    /// What was found in the file cannot be written.
    #[error("It cannot be written: {0}.")]
    Written(std::io::Error),
    /// Somebody asked to stop.
    #[error("The import was cancelled. Nothing was imported.")]
    Cancelled,
}

// The message says already what the system said, so the error is no source: it would be said twice.
impl From<std::io::Error> for ReadError {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}
