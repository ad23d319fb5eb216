//! Lines that repeat the header, as where exports were put one below the other.

use super::Compiled;
use crate::columns::cell::label_key;
use crate::import::plan::Plan;
use crate::read::header::may_be_header;
use crate::read::scan::Record;

/// The texts of the header by which a line of it is known again.
#[derive(Clone, Debug, Default)]
pub(super) struct Heads {
    /// A counted column, in which hardly any answer looks like its heading.
    anchor: Option<usize>,
    /// How the headings of that column begin, in lower case.
    begins: Vec<u8>,
    /// The name and the question of each column, in the form of [`label_key`].
    texts: Vec<[String; 2]>,
}

impl Heads {
    pub(super) fn new(plan: &Plan) -> Self {
        let anchor = plan.columns.iter().find(|column| column.question().is_some());
        let text = |text: &str| label_key(text);
        let heads = anchor.map(|column| [column.name.as_str(), column.text.as_str(), "{"]);
        let first = |head: &str| label_key(head).bytes().next();
        Self {
            begins: heads.into_iter().flatten().filter_map(first).collect(),
            anchor: anchor.map(|column| column.index),
            texts: plan.columns.iter().map(|c| [text(&c.name), text(&c.text)]).collect(),
        }
    }

    /// How many columns have a heading.
    fn named(&self) -> usize {
        self.texts.iter().filter(|[_, text]| !text.is_empty()).count()
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
        // Nearly all answers are seen here to be no headings. (Other letters than those of ASCII may
        // be several bytes, and their small ones begin with others.)
        let first = cell.trim_ascii_start().first();
        let may_be = |first: &u8| {
            !first.is_ascii() || self.heads.begins.contains(&first.to_ascii_lowercase())
        };
        if !first.is_some_and(may_be) {
            return false;
        }
        let filled = || record.iter().filter(|cell| !cell.trim_ascii().is_empty()).count();
        self.heads.has(anchor, &self.text(record, anchor))
            && may_be_header(filled(), self.heads.named())
            && (0..record.len().min(self.width))
                .filter(|column| !record.get(*column).trim_ascii().is_empty())
                .all(|column| self.heads.has(column, &self.text(record, column)))
    }
}
