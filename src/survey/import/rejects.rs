//! Cells and rows that could not be used: listed, never silently dropped.

use std::io::{self, Write};

use serde::{Deserialize, Serialize};

/// How many rejects are listed; all of them are counted.
pub const MAX_LISTED: usize = 10_000;

/// How much of a rejected text is kept, in characters.
const MAX_TEXT_CHARS: usize = 200;

/// A cell or a row that could not be used.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Reject {
    /// The row that a spreadsheet shows, from 1: header rows and blank lines are counted.
    pub row: u64,
    /// The name of the column; none where the whole row was left out.
    pub column: Option<String>,
    /// What the cell holds, or the beginning of the row.
    pub text: String,
    /// Why it was not used, a sentence.
    pub reason: String,
}

/// The rejects of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejects {
    /// The first [`MAX_LISTED`], in the order of the file.
    pub listed: Vec<Reject>,
    /// How many there are in all.
    pub total: u64,
}

impl Rejects {
    /// Adds one, if there is room for it.
    pub(super) fn add(&mut self, row: u64, column: Option<&str>, text: &str, reason: &str) {
        self.total += 1;
        if self.listed.len() < MAX_LISTED {
            self.listed.push(Reject {
                row,
                column: column.map(str::to_owned),
                text: text.chars().take(MAX_TEXT_CHARS).collect(),
                reason: reason.to_owned(),
            });
        }
    }

    /// The list as comma-separated text with a header, for a spreadsheet.
    ///
    /// Texts that a spreadsheet would run as a formula get an apostrophe in front.
    pub fn to_csv(&self) -> String {
        let mut bytes = Vec::new();
        let mut csv = RejectsCsv::new(&mut bytes);
        let written = csv.header();
        let written = self
            .listed
            .iter()
            .fold(written, |written, reject| written.and_then(|()| csv.line(reject)));
        // Writing into memory does not fail; what was written until then is still of use.
        drop(written.and_then(|()| csv.finish()));
        drop(csv);
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

/// Rejects as comma-separated text, line by line.
pub(super) struct RejectsCsv<W: Write>(csv::Writer<W>);

impl<W: Write> RejectsCsv<W> {
    pub(super) fn new(out: W) -> Self {
        Self(csv::Writer::from_writer(out))
    }

    pub(super) fn header(&mut self) -> io::Result<()> {
        Ok(self.0.write_record(["row", "column", "text", "reason"])?)
    }

    pub(super) fn line(&mut self, reject: &Reject) -> io::Result<()> {
        Ok(self.0.write_record([
            reject.row.to_string(),
            harmless(reject.column.as_deref().unwrap_or("")),
            harmless(&reject.text),
            reject.reason.clone(),
        ])?)
    }

    /// Hands on what was not handed on yet.
    pub(super) fn finish(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// A text that no spreadsheet takes for a formula: one that begins like one gets an apostrophe in
/// front, unless it is a number.
pub fn harmless(text: &str) -> String {
    let formula = text.starts_with([
        '=', '+', '-', '@', '\t', '\r', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}',
    ]);
    if formula && text.parse::<f64>().is_err() { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_opens_in_a_spreadsheet_and_runs_nothing() {
        let mut rejects = Rejects::default();
        rejects.add(3, Some("nps"), "=HYPERLINK(\"x\")", "It is no number.");
        rejects.add(4, Some("nps"), "-5", "It is outside the scale.");
        assert_eq!(
            rejects.to_csv(),
            "row,column,text,reason\n3,nps,\"'=HYPERLINK(\"\"x\"\")\",It is no number.\n\
             4,nps,-5,It is outside the scale.\n"
        );
    }

    #[test]
    fn a_million_bad_cells_are_counted_but_not_all_kept() {
        let mut rejects = Rejects::default();
        for row in 0..1_000_000 {
            rejects.add(row, None, "x", "y");
        }
        assert_eq!(rejects.total, 1_000_000);
        assert_eq!(rejects.listed.len(), MAX_LISTED);
    }
}
