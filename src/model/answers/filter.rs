//! Which answers are looked at: by date, persona, segment, channel, wave.

use std::collections::BTreeSet;

use survey::filter::Filter;
use survey::tally::{Dimension, TallyRow};

use crate::{PersonaId, Project};

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

    /// The conditions that a row with this persona's answers does not meet, a bit for each; none
    /// where it counts. See [`Filter::unmet`].
    pub(super) fn unmet(&self, persona: Option<PersonaId>, row: &TallyRow) -> u16 {
        /// One more than the labels of files need.
        const OF_PERSONA: u16 = 1 << 9;
        let is_met =
            self.personas.is_empty() || persona.is_some_and(|id| self.personas.contains(&id));
        self.labels.unmet(row) | if is_met { 0 } else { OF_PERSONA }
    }

    /// The labels of one dimension that count; none named means all of them.
    pub fn only(&self, dimension: Dimension) -> Option<&BTreeSet<String>> {
        self.labels.only.get(&dimension)
    }

    /// Lets only these labels of a dimension count; none of them means all.
    pub fn set_only(&mut self, dimension: Dimension, labels: BTreeSet<String>) {
        if labels.is_empty() {
            self.labels.only.remove(&dimension);
        } else {
            self.labels.only.insert(dimension, labels);
        }
    }

    /// Lets only these waves count; none of them means all.
    pub fn set_waves(&mut self, waves: BTreeSet<String>) {
        self.labels.waves = (!waves.is_empty()).then_some(waves);
    }

    /// Takes out what no survey holds any more: personas without a label, segments, channels and
    /// waves that are gone. Otherwise nothing would be left of the answers, for a reason that
    /// nobody could see or take away.
    ///
    /// Dates stay: a range of months means the same without an answer in it.
    pub fn prune(&mut self, choices: &FilterChoices) {
        self.personas.retain(|id| choices.personas.contains(id));
        for (dimension, labels) in &mut self.labels.only {
            labels.retain(|label| choices.labels(*dimension).contains(label));
        }
        self.labels.only.retain(|_, labels| !labels.is_empty());
        let waves = self.labels.waves.take().unwrap_or_default().into_iter();
        self.set_waves(waves.filter(|wave| choices.waves.contains(wave)).collect());
        self.labels.complete_only &= choices.has_incomplete;
    }
}

/// What the answers of a project can be told apart by: what a filter can choose from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilterChoices {
    /// The months with answers (`2026-03`), the earliest first.
    pub months: Vec<String>,
    /// The personas that labels stand for, in their order.
    pub personas: Vec<PersonaId>,
    /// The segments of the files, sorted; the empty text stands for answers without one.
    pub segments: Vec<String>,
    /// The channels of the files, likewise.
    pub channels: Vec<String>,
    /// The waves, likewise.
    pub waves: Vec<String>,
    /// Whether there are answers of people who did not go through to the end.
    pub has_incomplete: bool,
}

impl FilterChoices {
    /// What the surveys of a project hold.
    pub fn of(project: &Project) -> Self {
        let mut months = BTreeSet::new();
        let mut personas = BTreeSet::new();
        let [mut segments, mut channels, mut waves] = [(); 3].map(|()| BTreeSet::new());
        let mut has_incomplete = false;
        for record in project.surveys.values() {
            personas.extend(record.links.personas.values().copied());
            for row in &record.tally.rows {
                let labels = &row.labels;
                months.extend(labels.period.as_deref().and_then(|period| period.get(..7)));
                segments.insert(labels.segment.as_deref().unwrap_or(""));
                channels.insert(labels.channel.as_deref().unwrap_or(""));
                waves.insert(row.wave.as_deref().unwrap_or(""));
                has_incomplete |= !row.complete;
            }
        }
        let owned = |labels: BTreeSet<&str>| -> Vec<String> {
            if labels.iter().all(|label| label.is_empty()) {
                return Vec::new();
            }
            labels.into_iter().map(str::to_owned).collect()
        };
        let in_order = project.personas_in_order().into_iter().map(|(id, _)| id);
        Self {
            months: months.into_iter().map(str::to_owned).collect(),
            personas: in_order.filter(|id| personas.contains(id)).collect(),
            segments: owned(segments),
            channels: owned(channels),
            waves: owned(waves),
            has_incomplete,
        }
    }

    /// The labels of the dimensions that are chosen by label.
    fn labels(&self, dimension: Dimension) -> &[String] {
        match dimension {
            Dimension::Segment => &self.segments,
            Dimension::Channel => &self.channels,
            _ => &[],
        }
    }
}
