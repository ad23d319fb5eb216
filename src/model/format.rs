//! The project as a RON file, format 1, kept readable for ever.
//!
//! ```text
//! Throughline(
//!   format: 1,          the format that this file has
//!   min_reader: 1,      the oldest format that a program must know to read it
//!   app: "0.1.0",       the version that wrote it
//!   project: (...),
//! )
//! ```
//!
//! Objects are sorted by their identifiers and written a field a line; what lies deeper than a
//! field of a card (its place, a row of a survey's answers) is one line. The reader takes the text
//! apart by its brackets first and then reads every object on its own, so that one that is damaged
//! is reported with its line and column while the others open.

use crate::Project;

mod error;
mod fields;
mod items;
mod read;
mod repair;
mod scan;
mod survey;
mod text;
mod write;

pub use error::FormatError;
pub use read::read;
pub use write::write;

/// The format that this version writes.
pub const FORMAT: u32 = 1;

/// The oldest format that a program must know to read what this version writes.
pub const MIN_READER: u32 = 1;

/// The greatest file that is read.
pub const MAX_FILE_BYTES: usize = 256 * 1024 * 1024;

/// How many objects, answers' rows and labels a file may hold in all.
pub const MAX_ITEMS: usize = 1_000_000;

/// How much damage is listed; what is beyond is counted.
pub const MAX_DAMAGE: usize = 10_000;

/// A project as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// The project; it keeps every invariant ([`Project::check`]).
    pub project: Project,
    /// What else should be said, in sentences: a newer format, fields that are not known.
    pub notes: Vec<String>,
    /// What could not be read or was left out. Empty for a sound file.
    pub damage: Vec<Damage>,
    /// The format of the file.
    pub format: u32,
    /// The version of the program that wrote it; empty where it does not say.
    pub app: String,
    /// Whether saving over this file would lose what a newer version put there. A copy under
    /// another name can be saved.
    pub read_only: bool,
}

/// Something in a file that could not be read, or that was left out since it cannot be right.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Damage {
    /// The line in the file, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
    /// What is wrong, in a sentence.
    pub what: String,
    /// The text as it stands in the file, so that it can be saved beside the repaired file.
    pub text: String,
}

#[cfg(test)]
mod tests;
