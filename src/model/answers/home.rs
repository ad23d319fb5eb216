//! Where the rows of a tally belong on a map.

use std::collections::BTreeMap;

use survey::tally::TallyRow;

use super::{Answers, Scope};
use crate::{CardId, Links, PersonaId, StageId, SurveyRecord};

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
        let mut left = rows.get(..end).unwrap_or_default();
        let mut meanings = Meanings::of(&record.links);
        let runs = std::iter::from_fn(move || {
            let first = left.first()?;
            let (run, others) =
                left.split_at(run_length(left, |row| is_labelled_alike(first, row)));
            left = others;
            Some((first, run))
        });
        let answers = *self;
        let homes = runs
            .filter_map(move |(first, run)| Some((answers.home_of(&mut meanings, first)?, run)));
        homes.flat_map(move |(home, run)| {
            run.iter().map(move |row| Placed {
                row,
                home,
                unmet: answers.filter.unmet(home.persona, row),
            })
        })
    }

    /// Where a row belongs, as far as its labels tell: to the stage that its stage label means,
    /// otherwise to the one that its touchpoint stands in. None for another map of the project.
    fn home_of(&self, meanings: &mut Meanings<'a>, row: &'a TallyRow) -> Option<Scope> {
        let persona = meanings.personas.of(row.labels.persona.as_deref());
        let touchpoint = meanings.touchpoints.of(row.labels.touchpoint.as_deref());
        let linked = meanings.stages.of(row.labels.stage.as_deref());
        let card = touchpoint.filter(|id| self.map.cards.contains_key(id));
        let stands_in = || Some(self.map.cards.get(&card?)?.place.stage);
        let stage = linked.or_else(stands_in).filter(|stage| self.map.stages.contains_key(stage));
        let names_elsewhere = linked.is_some() || (touchpoint.is_some() && card.is_none());
        let is_elsewhere = self.project.maps.size() > 1 && stage.is_none() && names_elsewhere;
        (self.of_all_maps || !is_elsewhere).then_some(Scope { stage, persona, card })
    }
}

/// What the labels of a survey mean.
struct Meanings<'a> {
    stages: Meaning<'a, StageId>,
    personas: Meaning<'a, PersonaId>,
    touchpoints: Meaning<'a, CardId>,
}

/// What labels of one kind mean. The last one is remembered, as many rows with it follow.
struct Meaning<'a, K> {
    links: &'a BTreeMap<String, K>,
    last: (Option<&'a str>, Option<K>),
}

impl<'a> Meanings<'a> {
    const fn of(links: &'a Links) -> Self {
        Self {
            stages: Meaning { links: &links.stages, last: (None, None) },
            personas: Meaning { links: &links.personas, last: (None, None) },
            touchpoints: Meaning { links: &links.touchpoints, last: (None, None) },
        }
    }
}

impl<'a, K: Copy> Meaning<'a, K> {
    fn of(&mut self, label: Option<&'a str>) -> Option<K> {
        if self.last.0 != label {
            self.last = (label, label.and_then(|label| self.links.get(label)).copied());
        }
        self.last.1
    }
}

/// Whether two rows have the same labels of those that decide where a row belongs.
fn is_labelled_alike(a: &TallyRow, b: &TallyRow) -> bool {
    a.labels.stage == b.labels.stage
        && a.labels.touchpoint == b.labels.touchpoint
        && a.labels.persona == b.labels.persona
}

/// How many rows at the beginning are alike, when all those stand together; at least one of any.
/// Looks at few of them, however many there are.
fn run_length(rows: &[TallyRow], is_alike: impl Fn(&TallyRow) -> bool) -> usize {
    let mut known = 1;
    while rows.get(2 * known - 1).is_some_and(&is_alike) {
        known *= 2;
    }
    let unsure = rows.get(known..(2 * known).min(rows.len())).unwrap_or_default();
    (known + unsure.partition_point(is_alike)).min(rows.len())
}
