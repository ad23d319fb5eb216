//! The statement that makes a tally in a database, for tables that are too large to be exported.
//!
//! [`tally_sql`] writes one `SELECT` that only reads. It counts what each group answered, and what
//! comes out, exported as CSV, is imported like any survey file (`crate::import`), with the same
//! figures as the exported rows would give.
//!
//! # What is counted in the database, and what is not
//!
//! Answers on a scale are counted by their *text*: "9", "9.0", "10 - Extremely likely", "N/A". What
//! a text means is found by the importer, in the same way as in any file. So labels, marks for
//! nothing and what does not apply need not be written again in four languages, nothing is dropped
//! unseen, and a label can be confirmed, or a scale corrected, when the tally is imported. Amounts
//! are added up in the database, per bucket of the sketch ([`crate::amount::Sketch`]); those written
//! in a way that only the importer reads are counted by their text as well. Dates are made months
//! or days in the database, but for odd ones, which the importer reads.
//!
//! # The tally file
//!
//! Columns are found by their names, in any order and case. The name of the first one ends with the
//! version of the format; what a record says stands in it:
//!
//! | `throughline_tally_v1` | meaning | columns |
//! |---|---|---|
//! | `column` | a column of the table, by its `place` | `role`, `name`, `wording`; of a question `kind`, `scale_low`, `scale_high`, `direction` (`high_good`, `low_good`), `top_box`; of the date `kind` (`month`, `day`), `direction` (`day_first`, `month_first`, `year_first`) |
//! | `label` | a text that stands for an answer | `place`, `wording`, `answer` |
//! | `not_applicable` | a text that says that the question does not apply | `place`, `wording` |
//! | `low_label`, `high_label` | what the ends of the scale mean | `place`, `wording` |
//! | `decimal_comma` | `4,5` is a number in this column | `place` |
//! | `wave` | the wave of all rows | `wording` |
//! | `rows` | `n` rows of a group that were `used`, or left out: `duplicate`, `incomplete`, `preview` | keys, `answer`, `n` |
//! | `answers` | `n` rows of a group that hold the text `answer` as the answer to a question | `place`, keys, `answer`, `n`, `weight_sum`, `weight_squares` |
//! | `amounts` | `n` amounts of a group in one `bucket` of the sketch (below zero: negative) | `place`, keys, `bucket`, `n`, `amount_sum`, `amount_squares`, `amount_min`, `amount_max` |
//!
//! The keys are `stage`, `touchpoint`, `persona`, `period`, `segment`, `channel`, `wave` and
//! `complete` (1 or 0). Records that describe columns stand before all others. Sums of weights are
//! empty where rows have no usable weight.
//!
//! # Where a table differs from a file
//!
//! - Rows of a table have no order. Of two answers of the same person and the same moment the one
//!   that counts is chosen by what is in them, not by its place.
//! - A table has no header rows, and no summary line at its end: none is looked for.
//! - Labels that differ only in their spelling, see [`label_group`](crate::tally::label_group), come
//!   apart here; the importer puts them together, as it does with those of a file.
//! - Texts are cut after 120 characters (or the longest label), and amounts beyond 40 characters
//!   are no amounts.

mod dates;
mod definitions;
mod dialect;
mod numbers;
mod result;
mod statement;
mod table;
mod wanted;

#[cfg(test)]
mod tests;

use thiserror::Error;

pub use dialect::Dialect;
pub use table::TableName;

use crate::import::Plan;

/// Why a plan cannot be said in SQL.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SqlError {
    /// There is nothing to count.
    #[error(
        "No column is a score or an amount, so there is nothing to tally. If one is, say so, for \
         instance 3=score:0-10 (columns count from 0)."
    )]
    NoQuestion,
    /// The sample is a tally.
    #[error("The sample is a tally already: give some rows of the table that it is to be made of.")]
    IsTally,
    /// A column has no name in the table.
    #[error("\u{201c}{0}\u{201d} is no name of a column that a database could have.")]
    NoName(String),
    /// The text does not name a table.
    #[error(
        "\u{201c}{0}\u{201d} is no name of a table; write for instance research.answers, or \
         research.\"Odd name\"."
    )]
    NoTable(String),
    /// Two columns have the same name.
    #[error(
        "Columns {1} and {2} are both called \u{201c}{0}\u{201d}. Say what the table calls them, \
         for instance {2}=NAME."
    )]
    SameName(String, usize, usize),
    /// Nothing tells which answer was given first.
    #[error(
        "The rows of a table have no order, so the first or latest answer of a person can only be \
         told by a date, and no column is one. If one is, say so, for instance 2=date."
    )]
    NoOrder,
    /// Nothing tells a person.
    #[error(
        "To keep the first or latest answer of a person, say which columns tell a person, by their \
         numbers."
    )]
    NoPerson,
    /// Date and time stand apart.
    #[error(
        "The time of day stands in a column of its own (\u{201c}{0}\u{201d}), by which answers \
         cannot be put in order in SQL. Make a view with one column of date and time, or say that \
         the column is other."
    )]
    TimeApart(String),
    /// The dates of a column cannot be put in order.
    #[error(
        "Dates such as \u{201c}{1}\u{201d} in the column \u{201c}{0}\u{201d} cannot be put in order \
         in SQL. Make a view in which the column is a date."
    )]
    DateWithoutOrder(String, String),
}

/// The statement that makes a tally of a table as a plan says, without a semicolon at its end.
///
/// `names` are the names of the plan's columns in the table, by their index, exactly as they are
/// stored there. The comment at the beginning says how to run the statement.
pub fn tally_sql(
    plan: &Plan,
    names: &[String],
    table: &TableName,
    dialect: Dialect,
) -> Result<String, SqlError> {
    let wanted = wanted::Wanted::new(plan, names)?;
    let sql = statement::Statement { wanted, dialect }.sql(table)?;
    Ok(format!(
        "-- A tally of survey answers for Throughline, in the SQL of {}. It reads and changes nothing.\n\
         -- Save it as tally.sql, run: {}\n\
         -- and import tally.csv like any survey file.\n{sql}\n",
        dialect.name(),
        dialect.how_to_run()
    ))
}
