//! What is said of a column by its number, as arguments of several commands.

use std::str::FromStr;

use anyhow::Context as _;

/// A column, counted from 0, and what is said of it, written `3=TEXT`.
#[derive(Clone, Debug)]
pub(super) struct OfColumn {
    pub(super) index: usize,
    pub(super) text: String,
}

impl FromStr for OfColumn {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        text.split_once('=')
            .and_then(|(index, said)| {
                Some(Self { index: index.trim().parse().ok()?, text: said.to_owned() })
            })
            .ok_or_else(|| {
                format!("“{text}” is not understood; write a number and a name, such as 3=NAME")
            })
    }
}

impl OfColumn {
    /// The column that is meant.
    ///
    /// # Errors
    ///
    /// Where there are fewer columns.
    pub(super) fn find<'c, T>(&self, columns: &'c mut [T]) -> anyhow::Result<&'c mut T> {
        let (index, last) = (self.index, columns.len().saturating_sub(1));
        columns.get_mut(index).with_context(|| {
            format!(
                "There is no column {index}; the columns are counted from 0 and the last one is \
                 {last}."
            )
        })
    }
}
