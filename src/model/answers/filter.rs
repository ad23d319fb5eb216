//! Which answers are looked at: by date, persona, segment, channel, wave.

use std::collections::BTreeSet;

use survey::filter::Filter;
use survey::tally::{Dimension, TallyRow};

use crate::{PersonaId, SurveyRecord};

/// Which answers all figures, curves and badges stand on. The default lets all of them through.
///
/// It belongs to the view and not to the document: another filter changes no answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnswerFilter {
    /// The personas whose answers count; none named means everybody's, those of no persona
    /// included.
    pub personas: BTreeSet<PersonaId>,
    /// What counts of dates, segments, channels and waves, by the labels of the files, and whether
    /// only people count who went through to the end.
    pub labels: Filter,
}

impl AnswerFilter {
    /// Whether every answer counts.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a row of a survey counts.
    pub fn accepts(&self, record: &SurveyRecord, row: &TallyRow) -> bool {
        let persona = || {
            let label = row.labels.persona.as_ref()?;
            record.links.personas.get(label)
        };
        (self.personas.is_empty() || persona().is_some_and(|id| self.personas.contains(id)))
            && self.labels.accepts(row)
    }

    /// The labels of one dimension that count; none named means all of them.
    pub fn only(&self, dimension: Dimension) -> Option<&BTreeSet<String>> {
        self.labels.only.get(&dimension)
    }
}
