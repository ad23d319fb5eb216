//! Survey files: read them, find their columns and scales, tally the answers, work out metrics.
//!
//! This crate knows no map and no paths. It takes a [`read::source::Source`], something that can be
//! opened at any offset, and gives a [`tally::Tally`], from which every metric follows.
//!
//! # The way of an answer
//!
//! 1. [`import::preview`] looks at the beginning of a file. [`read::sniff`] finds the container
//!    (text or workbook), the encoding, the delimiter, the quoting; [`read::header`] the header rows
//!    and the names of the columns; [`mod@columns`] the tool, and the role, scale and direction of
//!    each column, with a confidence and a reason in words. What comes out is an
//!    [`import::Plan`].
//! 2. A person, or [`import::ColumnOverride`] from the command line, changes the plan.
//! 3. [`import::run`] streams the file through the plan. Records are cut in a buffer of bounded
//!    size ([`read::scan`]); large files are cut into blocks for several threads. Every record is
//!    counted into the cell of its labels. What cannot be used is counted and listed with its row
//!    and the reason.
//! 4. The tally holds the questions and, per question and combination of labels, how often each
//!    answer was given. No respondent is in it. Labels are those of the file; which of them is
//!    which stage or persona of a map is decided by whoever holds both.
//! 5. [`tally::Tally::select`] adds up what a [`filter::Filter`] lets through, and
//!    [`metric::evaluate`] makes it a value with its interval. [`mod@compare`] tests two groups and
//!    finds where answers lie on the emotion axis.
//!
//! # What holds everywhere
//!
//! - Memory does not grow with the length of a file, only with the number of different labels.
//!   (Workbooks are unpacked whole, within stated limits; dropping answers of the same person takes
//!   some bytes for each.)
//! - No input makes this crate panic; numbers that leave it are finite and unrounded.
//! - A file gives the same tally however many threads read it.
//! - Tallies of two files, merged, are the tally of the two files after each other, as long as
//!   there are not too many labels or texts off the scale to name them all, and the first does not
//!   end with lines of results, which between answers cannot be told from answers.

pub mod amount;
pub mod columns;
pub mod compare;
pub mod dates;
pub mod filter;
pub mod formula;
mod hash;
pub mod import;
pub mod metric;
pub mod question;
pub mod rates;
pub mod read;
pub mod sql;
pub mod stats;
pub mod tally;
pub mod warning;

pub use columns::{Column, Role};
pub use compare::{
    Comparison, EmotionMapping, EmotionRule, MeasuredEmotion, compare, measured_emotion,
};
pub use filter::Filter;
pub use import::{
    ColumnOverride, Granularity, ImportOptions, Imported, Keep, Plan, Preview, Progress, Reject,
    RowCounts, preview,
};
pub use metric::{Metric, Options, evaluate};
pub use rates::Rate;
pub use read::ReadError;
pub use read::source::{Bytes, Source};
pub use tally::{
    Counts, Dimension, Direction, Funnel, FunnelRow, Kind, Labels, Question, Scale, Tally,
    TallyRow, Weights,
};
pub use warning::{ColumnWarning, CountWarning, FileWarning, Warning};
