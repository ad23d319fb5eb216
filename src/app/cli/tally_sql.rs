//! `throughline tally-sql`: the statement that makes a tally in a database.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};
use clap::{Args, ValueEnum};
use survey::import::Plan;
use survey::read::format::Input;
use survey::sql::{Dialect, TableName, tally_sql};

use super::of_column::OfColumn;
use super::survey::{Opened, ReadingArgs};
use crate::survey_file::FileSource;

/// The arguments of `throughline tally-sql`.
#[derive(Debug, Args)]
pub(super) struct TallySqlArgs {
    /// Some rows of the table as CSV, with its header: enough for every answer to occur, a thousand
    /// do. What the columns are is found in it. It may be left out where --profile says so.
    sample: Option<PathBuf>,

    /// The table or view in the database, for instance research.answers.
    #[arg(long, value_name = "NAME")]
    table: TableName,

    /// The language of the database.
    #[arg(long, value_enum)]
    dialect: DialectArg,

    /// What the table calls a column, where it is not what the sample calls it. May be given
    /// several times.
    #[arg(long = "name", value_name = "INDEX=NAME")]
    names: Vec<OfColumn>,

    #[command(flatten)]
    reading: ReadingArgs,
}

/// The language of a database.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum DialectArg {
    /// PostgreSQL.
    Postgres,
    #[value(name = "duckdb", help = "DuckDB")]
    DuckDb,
    #[value(name = "bigquery", help = "Google BigQuery")]
    BigQuery,
    /// Snowflake.
    Snowflake,
}

impl From<DialectArg> for Dialect {
    fn from(dialect: DialectArg) -> Self {
        match dialect {
            DialectArg::Postgres => Self::Postgres,
            DialectArg::DuckDb => Self::DuckDb,
            DialectArg::BigQuery => Self::BigQuery,
            DialectArg::Snowflake => Self::Snowflake,
        }
    }
}

/// Prints the statement.
pub(super) fn run(args: &TallySqlArgs, out: &mut dyn Write) -> anyhow::Result<()> {
    let (plan, mut names, notes) = match &args.sample {
        Some(path) => sampled(args, path).with_context(|| super::name(path))?,
        None => saved(args)?,
    };
    ensure!(
        plan.long.is_none(),
        "A table with one row per answer cannot be tallied as it is. Make a view with one row per \
         person and one column per question, and give some rows of that view."
    );
    for said in &args.names {
        said.find(&mut names)?.clone_from(&said.text);
    }
    let sql = tally_sql(&plan, &names, &args.table, args.dialect.into())?;
    for note in notes {
        // A note may hold words of the sample; none of them may end the comment.
        let note: String = note.chars().map(|c| if is_line_end(c) { ' ' } else { c }).collect();
        writeln!(out, "-- Note: {note}")?;
    }
    out.write_all(sql.as_bytes())?;
    Ok(())
}

fn is_line_end(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// The plan, the names of the columns in the table, and what a person should know.
type Understood = (Plan, Vec<String>, Vec<String>);

/// What the sample says.
fn sampled(args: &TallySqlArgs, path: &Path) -> anyhow::Result<Understood> {
    let Opened { source, plan, warnings } = args.reading.open(FileSource(path.to_owned()))?;
    let mut names: Vec<String> = plan.columns.iter().map(|column| column.name.clone()).collect();
    // Names are tidied for people; the database wants the header as it is.
    if plan.format.header_rows == 1 {
        let input = Input::new(&source, &plan.format)?;
        let mut records = input.records().map_err(anyhow::Error::from)?;
        for _ in 0..plan.format.skipped_records {
            records.next_record()?;
        }
        let header = records.next_record()?.filter(|header| header.len() == names.len());
        if let Some(header) = header {
            let encoding = plan.format.cell_encoding();
            for (name, cell) in names.iter_mut().zip(header.iter()) {
                if !cell.is_empty() {
                    *name = encoding.text(cell).into_owned();
                }
            }
        }
    }
    Ok((plan, names, warnings))
}

/// What a saved profile says, without any sample.
fn saved(args: &TallySqlArgs) -> anyhow::Result<Understood> {
    let Some(plan) = args.reading.saved_plan()? else {
        bail!(
            "Give some rows of the table as a CSV file, with its header, or say with --profile \
             what was decided before."
        );
    };
    let names = plan.columns.iter().map(|column| column.name.clone()).collect();
    Ok((plan, names, Vec::new()))
}
