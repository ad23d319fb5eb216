//! Tables that look like surveys, for the columns' guesses: headings and cells that mean something,
//! among some that mean nothing.

use arbitrary::{Arbitrary, Result, Unstructured};
use survey::import::{ColumnOverride, Granularity, Keep, Plan};

const MAX_COLUMNS: usize = 7;
const MAX_ROWS: usize = 40;

const HEADINGS: [&str; 48] = [
    "ResponseId",
    "Status",
    "Finished",
    "Progress",
    "StartDate",
    "RecordedDate",
    "UserLanguage",
    "Q1_NPS_GROUP",
    "NPS",
    "nps_score",
    "CSAT",
    "CES",
    "Overall rating",
    "Stage",
    "Journey stage",
    "Touchpoint",
    "Persona",
    "Customer segment",
    "Channel",
    "Wave",
    "Weight",
    "weights",
    "Timestamp",
    "Submitted At",
    "submitdate",
    "Date",
    "Time",
    "E-mail",
    "Name",
    "Comment",
    "Country",
    "Amount",
    "Basket value",
    "Visits",
    "Did you buy?",
    "Response",
    "Question",
    "id",
    "How likely are you to recommend us?",
    "How satisfied are you? (1-5)",
    "It was easy to do (1 = strongly disagree, 7 = strongly agree)",
    "How difficult was it?",
    "Q3 [The shop]",
    "Q3 [The app]",
    "{\"ImportId\":\"QID3\"}",
    "Open-Ended Response",
    "Wie zufrieden sind Sie?",
    "Recommanderiez-vous ?",
];

const POOLS: [&[&str]; 16] = [
    &["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"],
    &["1", "2", "3", "4", "5", "", "6", "1.5"],
    &["Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree", "N/A"],
    &["Sehr zufrieden", "Zufrieden", "Teils, teils", "Unzufrieden", "Sehr unzufrieden", "k.A."],
    &["1 (very difficult)", "2", "3", "4", "5 (very easy)", "5/5", "4 out of 5", "3 stars"],
    &["Absolutely", "9", "8", "Not at all", "0", "Extremely likely", "-99", "10 - best"],
    &["2024-01-02", "2024-01-31 23:59:59", "2024-02-02T08:00:00Z", "03/04/2024", "13/02/2024"],
    &["1/2/24 9:01 PM", "45000", "45000.5", "1576238552", "Jan 5, 2020", "30.02.2024", "12:30"],
    &["01-May", "5-Jan", "10-Dec", "1-5", "6-10", "18-29", "$0 - $24,999"],
    &["12.50", "1,234.50", "1.234,50", "$ 3", "-7", "1e300", "9e153", "99999999999999999999"],
    &["4,5", "3,0", "0,25", "1'000", "\u{20ac} 9", "12 %", "-0", "."],
    &["yes", "no", "Yes", "No", "ja", "TRUE", "FALSE", "1", "0"],
    &["Complete", "Partial", "1", "0", "True", "", "Survey Preview", "IP Address", "spam"],
    &["Awareness", "Purchase", "Loyalty", "awareness ", "Purchase", "", "-"],
    &["a@b.example", "192.168.0.1", "Anna", "Bernd", "::1", "R_1", "R_2", "R_2"],
    &["Average", "Total", "promoter", "passive", "detractor", "\u{2605}\u{2605}\u{2606}", "NaN"],
];

const ROLES: [&str; 24] = [
    "score",
    "nps",
    "csat",
    "ces",
    "rating",
    "binary",
    "amount",
    "count",
    "id",
    "date",
    "time",
    "completion",
    "preview",
    "stage",
    "touchpoint",
    "persona",
    "segment",
    "channel",
    "wave",
    "weight",
    "comment",
    "personal",
    "derived",
    "other",
];

/// A table, and what a person says about it.
#[derive(Debug)]
pub struct Table {
    /// The table as delimited text.
    pub text: Vec<u8>,
    /// What is said about columns, in the words of the command line.
    pub said: Vec<String>,
    /// How the answers are chosen.
    pub choices: Choices,
}

/// How answers are chosen and kept apart.
#[derive(Arbitrary, Debug)]
pub struct Choices {
    keep: u8,
    period: u8,
    complete_only: bool,
    ragged: bool,
    unique_by: Option<u8>,
    apart_by: Option<u8>,
    wave: Option<bool>,
    /// How many header rows there are, where that is said.
    pub header_rows: Option<u8>,
    /// How many bytes a block has when the table is read by several threads, where it is.
    pub slice_bytes: Option<u8>,
}

impl<'a> Arbitrary<'a> for Table {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let choices = Choices::arbitrary(u)?;
        let delimiter = char::from(*u.choose(b",,,;\t|")?);
        let columns = u.int_in_range(1..=MAX_COLUMNS)?;
        let mut pools = Vec::with_capacity(columns);
        let mut text = String::new();
        let mut said = Vec::new();
        for column in 0..columns {
            pools.push(*u.choose(&POOLS)?);
            let heading = free_or(u, &HEADINGS)?;
            push_cell(&mut text, column, heading, delimiter);
            if u.ratio(1, 4)? {
                said.push(override_text(u, column)?);
            }
        }
        text.push('\n');
        let rows = u.int_in_range(0..=MAX_ROWS)?;
        for _ in 0..rows {
            for (column, pool) in pools.iter().enumerate() {
                push_cell(&mut text, column, free_or(u, pool)?, delimiter);
            }
            text.push('\n');
        }
        Ok(Self { text: text.into_bytes(), said, choices })
    }
}

/// A word of the pool, and now and then any text at all.
fn free_or<'a>(u: &mut Unstructured<'a>, pool: &[&'a str]) -> Result<&'a str> {
    if u.ratio(1, 16)? { u.arbitrary() } else { u.choose(pool).copied() }
}

fn push_cell(text: &mut String, column: usize, cell: &str, delimiter: char) {
    if column > 0 {
        text.push(delimiter);
    }
    if cell.contains([delimiter, '"', '\n', '\r']) {
        text.push('"');
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(cell);
    }
}

fn override_text(u: &mut Unstructured<'_>, column: usize) -> Result<String> {
    let mut text = format!("{column}={}", u.choose(&ROLES)?);
    if u.arbitrary()? {
        let (low, high): (i8, i16) = u.arbitrary()?;
        text.push_str(&format!(":{low}-{high}"));
    }
    if u.ratio(1, 4)? {
        let label = u.choose(&["Absolutely", "9", "yes", "-99"])?;
        text.push_str(&format!(",{label}={}", u.choose(&["10", "na", "0", "-2000000000"])?));
    }
    if u.ratio(1, 4)? {
        text.push_str(u.choose(&[",low-good", ",high-good", ",top=0", ",top=4000000000"])?);
    }
    Ok(text)
}

impl Table {
    /// Changes a guessed plan as was said; what does not apply must leave it alone.
    pub fn change(&self, plan: &mut Plan) {
        for text in &self.said {
            let Ok(said) = text.parse::<ColumnOverride>() else { continue };
            let before = plan.clone();
            if let Err(error) = said.apply(plan) {
                assert!(!error.to_string().is_empty());
                assert_eq!(plan, &before, "{text} does not apply and changes the plan");
            }
        }
        self.choices.change(plan);
    }
}

impl Choices {
    fn change(&self, plan: &mut Plan) {
        let last = plan.columns.len().saturating_sub(1);
        let column = |number: u8| usize::from(number).min(last);
        if let Some(number) = self.apart_by {
            plan.keep_apart_by(column(number));
        }
        plan.ragged = self.ragged;
        plan.options.keep = [Keep::All, Keep::First, Keep::Latest][usize::from(self.keep % 3)];
        plan.options.period =
            [Granularity::None, Granularity::Month, Granularity::Day][usize::from(self.period % 3)];
        plan.options.complete_only = self.complete_only;
        plan.options.unique_by = self.unique_by.map(column).into_iter().collect();
        plan.options.wave = self.wave.map(|second| format!("Wave {}", 1 + u8::from(second)));
    }
}
