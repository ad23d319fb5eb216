//! Which identifiers the maps of a project hold, gathered once where every object is looked at.

use std::collections::BTreeSet;

use crate::{CardId, LaneId, Links, PersonaId, Project, StageId};

/// The identifiers of one kind of object on all maps.
pub(super) struct Kind<K> {
    /// All of them.
    pub(super) all: BTreeSet<K>,
    /// Those that two maps hold.
    pub(super) shared: BTreeSet<K>,
}

impl<K> Default for Kind<K> {
    fn default() -> Self {
        Self { all: BTreeSet::new(), shared: BTreeSet::new() }
    }
}

impl<K: Ord + Copy> Kind<K> {
    fn extend<'a>(&mut self, ids: impl Iterator<Item = &'a K>)
    where
        K: 'a,
    {
        for id in ids {
            if !self.all.insert(*id) {
                self.shared.insert(*id);
            }
        }
    }
}

/// The identifiers that a project holds.
#[derive(Default)]
pub(crate) struct Identifiers {
    pub(super) stages: Kind<StageId>,
    pub(super) lanes: Kind<LaneId>,
    pub(super) cards: Kind<CardId>,
    personas: BTreeSet<PersonaId>,
}

impl Identifiers {
    /// Gathers them.
    pub(crate) fn of(project: &Project) -> Self {
        let mut identifiers = Self::default();
        identifiers.personas.extend(project.personas.keys());
        for map in project.maps.values() {
            identifiers.stages.extend(map.stages.keys());
            identifiers.lanes.extend(map.lanes.keys());
            identifiers.cards.extend(map.cards.keys());
        }
        identifiers
    }

    /// Takes away the labels that stand for something that does not exist.
    pub(crate) fn keep_known(&self, links: &mut Links) {
        links.personas.retain(|_, id| self.personas.contains(id));
        links.stages.retain(|_, id| self.stages.all.contains(id));
        links.touchpoints.retain(|_, id| self.cards.all.contains(id));
    }
}
