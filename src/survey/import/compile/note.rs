//! Lines of text under the table, such as when it was exported, which are no answers.

use super::Compiled;
use crate::columns::cell::{self, Cell};
use crate::read::scan::Record;

impl Compiled {
    /// A note under the table: its only filled cell holds words that no person gives as an answer.
    /// Either they begin as such notes do, or they stand where every answer has its date or its
    /// identifier, and are neither. Answers in people's own words are never notes.
    pub(super) fn is_note(&self, record: &Record<'_>) -> bool {
        let mut filled =
            record.iter().enumerate().filter(|(_, cell)| !cell.trim_ascii().is_empty());
        let (Some((column, bytes)), None) = (filled.next(), filled.next()) else { return false };
        if self.comments.contains(&column) {
            return false;
        }
        let text = self.encoding.text(bytes);
        if !matches!(cell::read(&text, false), Cell::Text) {
            return false;
        }
        begins_as_note(&cell::label_key(&text)) || self.is_no_mark(column, bytes, &text)
    }

    /// Whether words stand in a column of dates or identifiers that are none.
    fn is_no_mark(&self, column: usize, bytes: &[u8], text: &str) -> bool {
        let words = text.split_whitespace().count();
        if !self.marks.contains(&column) || !text.contains(char::is_alphabetic) {
            return false;
        }
        match self.date.filter(|date| date.column == column) {
            Some(date) => words >= 2 && date.read(bytes, self.encoding).is_none(),
            None => words >= 3 && !self.wordy_marks.contains(&column),
        }
    }
}

/// Whether a text in lower case begins as a note under a table does.
fn begins_as_note(text: &str) -> bool {
    NOTES.iter().any(|note| text.starts_with(note))
        || CONFIDENTIAL.iter().any(|word| text.starts_with(word) && text.contains(' '))
        || MADE.iter().any(|(made, hows)| {
            let rest = text.strip_prefix(made).and_then(|rest| rest.strip_prefix([' ', ':']));
            rest.is_some_and(|rest| {
                hows.iter().any(|how| {
                    rest.trim_start().strip_prefix(how).is_some_and(|rest| rest.starts_with(' '))
                })
            })
        })
}

/// How such notes begin.
const NOTES: [&str; 25] = [
    "source:",
    "sources:",
    "note:",
    "notes:",
    "data as of ",
    "filter:",
    "filters:",
    "filters applied",
    "end of report",
    "end of export",
    "end of file",
    "end of data",
    "powered by ",
    "copyright ",
    "\u{a9}",
    "quelle:",
    "hinweis:",
    "stand:",
    "source :",
    "remarque :",
    "remarque:",
    "fuente:",
    "nota:",
    "fonte:",
    "bron:",
];

/// How notes begin that say more than this word, which may be a label.
const CONFIDENTIAL: [&str; 2] = ["confidential", "vertraulich"];

/// What was done with the table, and what follows: by whom, when, with what.
const MADE: [(&str, &[&str]); 24] = [
    ("exported", &["on", "at", "by", "from", "with", "using"]),
    ("export", &["date:", "created on", "created:", "of"]),
    ("generated", &["on", "at", "by", "from", "with", "using"]),
    ("created", &["on", "at", "by", "with", "using"]),
    ("downloaded", &["on", "at", "by", "from"]),
    ("printed", &["on", "at", "by"]),
    ("produced", &["on", "by", "with", "using"]),
    ("report generated", &["on", "at", "by", "with"]),
    ("report created", &["on", "at", "by", "with"]),
    ("this report was", &["generated", "created", "exported"]),
    ("last updated", &["on", "at", "by"]),
    ("exportiert", &["am", "um", "von", "aus", "mit"]),
    ("erstellt", &["am", "um", "von", "mit"]),
    ("generiert", &["am", "um", "von", "mit"]),
    ("heruntergeladen", &["am", "um", "von"]),
    ("exporté", &["le", "par", "depuis", "de", "avec"]),
    ("généré", &["le", "par", "depuis", "avec"]),
    ("créé", &["le", "par", "avec"]),
    ("exportado", &["el", "por", "de", "desde", "em", "con", "com"]),
    ("generado", &["el", "por", "con"]),
    ("gerado", &["em", "por", "com"]),
    ("esportato", &["il", "da", "con"]),
    ("generato", &["il", "da", "con"]),
    ("gegenereerd", &["op", "door", "met"]),
];

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::begins_as_note;
    use crate::import::{preview, run};
    use crate::read::source::Bytes;
    use crate::warning::CountWarning;

    fn counts(text: &str) -> (crate::RowCounts, Vec<crate::Warning>) {
        let source = Bytes::from(text.as_bytes());
        let plan = preview(&source, 1 << 16).unwrap().plan;
        let imported = run(&source, &plan, &|_| true).unwrap();
        (imported.counts, imported.warnings)
    }

    fn table(last: &str) -> String {
        let mut table = "Response ID,Date,Would you recommend us? (0-10),Why?\n".to_owned();
        for row in 1..30 {
            writeln!(table, "R_{row:04},2026-05-{row:02},{},fine and well", row % 11).unwrap();
        }
        table + last
    }

    #[test]
    fn notes_under_the_table_are_left_out_and_said() {
        for note in [
            "Exported on 2 June 2026,,,\n",
            ",Generated by SurveyTool,,\n",
            "Acme customer insights team,,,\n",
            ",All rights reserved,,\n",
            ",,Source: customer survey,\n",
            "Exporté le 02/06/2026,,,\n",
        ] {
            let (counts, warnings) = counts(&table(note));
            assert_eq!((counts.rows, counts.used, counts.note), (29, 29, 1), "{note}");
            assert!(warnings.contains(&CountWarning::Notes(1).into()), "{note}: {warnings:?}");
        }
    }

    #[test]
    fn people_who_answer_little_are_no_notes() {
        for answer in [
            "R_9999,,,\n",
            ",2026-06-01,,\n",
            ",,7,\n",
            ",,,Generated by hand and I liked it\n",
            "R_9999,,,Source: my wallet\n",
            "R_9999,2026-06-01,,\n",
        ] {
            let (counts, _) = counts(&table(answer));
            assert_eq!((counts.used, counts.note), (30, 0), "{answer}");
        }
    }

    #[test]
    fn words_that_only_sound_alike_are_no_notes() {
        for (text, expected) in [
            ("exported on 2 june 2026", true),
            ("exported: from hubspot", true),
            ("generated leads", false),
            ("created onward travel", false),
            ("export", false),
            ("notes", false),
        ] {
            assert_eq!(begins_as_note(text), expected, "{text}");
        }
    }
}
