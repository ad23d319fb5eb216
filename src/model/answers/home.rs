//! Where the rows of a tally belong on a map.

use survey::tally::TallyRow;

use super::{Answers, Scope};
use crate::{CardId, SurveyRecord};

/// A row with what is known of it on this map.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed<'a> {
    /// The row.
    pub(super) row: &'a TallyRow,
    /// The narrowest part of the map that it belongs to.
    pub(super) home: Scope,
    /// The conditions of the filter that it does not meet, a bit for each; none where it is let
    /// through.
    pub(super) unmet: u16,
}

/// Which fields of a [`Scope`] are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) stage: bool,
    pub(super) persona: bool,
    pub(super) card: bool,
}

impl Scope {
    /// Which of its fields are set.
    pub(super) const fn shape(self) -> Shape {
        Shape {
            stage: self.stage.is_some(),
            persona: self.persona.is_some(),
            card: self.card.is_some(),
        }
    }

    /// Only the fields of a shape.
    pub(super) fn cut_to(self, shape: Shape) -> Self {
        Self {
            stage: self.stage.filter(|_| shape.stage),
            persona: self.persona.filter(|_| shape.persona),
            card: self.card.filter(|_| shape.card),
        }
    }

    /// Whether what belongs to `home` counts for this part of the map.
    pub(super) fn holds(self, home: Self) -> bool {
        home.cut_to(self.shape()) == self
    }
}

impl<'a> Answers<'a> {
    /// The rows of a question, without those about another map if only this one is looked at.
    pub(super) fn rows_of(
        &self,
        record: &'a SurveyRecord,
        question: &str,
    ) -> impl Iterator<Item = Placed<'a>> {
        let rows = &record.tally.rows;
        // A tally is sorted by question, and then by the labels that decide where a row belongs.
        let first = rows.partition_point(|row| row.question.as_str() < question);
        let rows = rows.get(first..).unwrap_or_default();
        let end = rows.partition_point(|row| row.question == question);
        let rows = rows.get(..end).unwrap_or_default();
        let answers = *self;
        let mut last: Option<(&TallyRow, Option<Scope>)> = None;
        rows.iter().filter_map(move |row| {
            let known = last.filter(|(before, _)| is_labelled_alike(before, row));
            let home = known.map_or_else(|| answers.home_of(record, row), |(_, home)| home);
            last = Some((row, home));
            let home = home?;
            Some(Placed { row, home, unmet: answers.filter.unmet(home.persona, row) })
        })
    }

    /// Where a row belongs, as far as its labels tell: to the stage that its stage label means,
    /// otherwise to the one that its touchpoint stands in. None for another map of the project.
    fn home_of(&self, record: &SurveyRecord, row: &TallyRow) -> Option<Scope> {
        let (links, labels) = (&record.links, &row.labels);
        let persona = labels.persona.as_ref().and_then(|label| links.personas.get(label)).copied();
        let touchpoint = labels.touchpoint.as_ref().and_then(|label| links.touchpoints.get(label));
        let linked = labels.stage.as_ref().and_then(|label| links.stages.get(label)).copied();
        let is_here = |id: &CardId| self.map.cards.contains_key(id);
        let card = touchpoint.copied().filter(is_here);
        let stands_in = || card.and_then(|id| self.map.cards.get(&id)).map(|card| card.place.stage);
        let stage = linked.or_else(stands_in).filter(|stage| self.map.stages.contains_key(stage));
        let names_elsewhere = linked.is_some() || (touchpoint.is_some() && card.is_none());
        let is_elsewhere = self.project.maps.size() > 1 && stage.is_none() && names_elsewhere;
        (self.of_all_maps || !is_elsewhere).then_some(Scope { stage, persona, card })
    }
}

/// Whether two rows have the same labels of those that decide where a row belongs.
fn is_labelled_alike(a: &TallyRow, b: &TallyRow) -> bool {
    a.labels.stage == b.labels.stage
        && a.labels.touchpoint == b.labels.touchpoint
        && a.labels.persona == b.labels.persona
}
