//! Lines that repeat the header, as where exports were put one below the other.

use super::Compiled;
use crate::columns::cell::label_key;
use crate::import::plan::Plan;
use crate::read::scan::Record;

/// The texts of the header by which a line of it is known again.
#[derive(Clone, Debug, Default)]
pub(super) struct Heads {
    /// A counted column, in which hardly any answer looks like its heading.
    anchor: Option<usize>,
    /// The name and the question of each column, in the form of [`label_key`].
    texts: Vec<[String; 2]>,
}

impl Heads {
    pub(super) fn new(plan: &Plan) -> Self {
        let anchor = plan.columns.iter().find(|column| column.question().is_some());
        let text = |text: &str| label_key(text);
        Self {
            anchor: anchor.map(|column| column.index),
            texts: plan.columns.iter().map(|c| [text(&c.name), text(&c.text)]).collect(),
        }
    }

    fn has(&self, column: usize, text: &str) -> bool {
        let key = label_key(text);
        // What Qualtrics writes into its third row.
        self.texts.get(column).is_some_and(|heads| heads.contains(&key)) || key.contains("importid")
    }
}

impl Compiled {
    /// Whether a line repeats the header: every filled cell holds what stands over its column, also
    /// that of a question that is counted.
    pub(super) fn repeats_header(&self, record: &Record<'_>) -> bool {
        let Some(anchor) = self.heads.anchor else { return false };
        let cell = record.get(anchor);
        // Nearly all answers are seen here to be none.
        if cell.is_empty() || cell.len() <= 2 && cell.iter().all(u8::is_ascii_digit) {
            return false;
        }
        self.heads.has(anchor, &self.text(record, anchor))
            && (0..record.len().min(self.width))
                .filter(|column| !record.get(*column).trim_ascii().is_empty())
                .all(|column| self.heads.has(column, &self.text(record, column)))
    }
}
