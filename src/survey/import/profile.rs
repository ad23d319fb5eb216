//! Decisions about one file, taken over for the next one of the same kind.

use crate::columns::Column;
use crate::columns::cell::label_key;
use crate::import::plan::Plan;

/// What became of a saved profile in a new file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Adopted {
    /// How many columns were found again.
    pub matched: usize,
    /// Questions of the new file that the profile does not know; they keep their guesses.
    pub new: Vec<String>,
    /// Columns of the profile that are counted or keep answers apart, and that the new file lacks.
    pub missing: Vec<String>,
}

impl Plan {
    /// The plan as it may be saved: without any answers that serve as samples.
    pub fn profile(&self) -> Self {
        let mut profile = self.clone();
        for column in &mut profile.columns {
            column.samples.clear();
            column.proposals.clear();
        }
        profile
    }

    /// Takes over what was decided in a saved profile. Columns are matched by their names, not by
    /// their places, so that a question that was added moves nothing.
    pub fn adopt(&mut self, profile: &Self) -> Adopted {
        let places: Vec<Option<usize>> =
            profile.columns.iter().map(|saved| self.place_of(saved)).collect();
        let place = |index: &usize| places.get(*index).copied().flatten();
        let mut adopted = Adopted::default();
        for (saved, found) in profile.columns.iter().zip(&places) {
            let Some(column) = found.and_then(|found| self.columns.get_mut(found)) else {
                if saved.question().is_some() || saved.role.dimension().is_some() {
                    adopted.missing.push(saved.name.clone());
                }
                continue;
            };
            adopted.matched += 1;
            take_over(column, saved);
            column.also = saved.also.iter().filter_map(place).collect();
        }
        adopted.new = self
            .columns
            .iter()
            .filter(|column| !places.contains(&Some(column.index)) && column.question().is_some())
            .map(|column| column.name.clone())
            .collect();
        self.options.clone_from(&profile.options);
        self.options.unique_by = profile.options.unique_by.iter().filter_map(place).collect();
        adopted
    }

    fn place_of(&self, saved: &Column) -> Option<usize> {
        let key = label_key(&saved.name);
        self.columns.iter().position(|column| label_key(&column.name) == key)
    }
}

fn take_over(column: &mut Column, saved: &Column) {
    *column = Column {
        index: column.index,
        name: column.name.clone(),
        text: column.text.clone(),
        decimal_comma: column.decimal_comma,
        proposals: Vec::new(),
        samples: std::mem::take(&mut column.samples),
        confidence: saved.confidence,
        reason: "It is taken for the same as in the saved profile.".to_owned(),
        ..saved.clone()
    };
}
