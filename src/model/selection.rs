//! What is selected: kept with every undo step, never saved.

use std::collections::BTreeSet;

use crate::{CardId, Cell, CurveAt, LaneId, Map, PersonaId, Project, StageId};

/// What is selected on the canvas of one map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Selection {
    /// Nothing.
    #[default]
    Nothing,
    /// One card or more.
    Cards(BTreeSet<CardId>),
    /// A cell, ready to be typed into.
    Cell(Cell),
    /// A stage by its header.
    Stage(StageId),
    /// A lane by its title.
    Lane(LaneId),
    /// A persona by the head of the band.
    Persona(PersonaId),
    /// A point of a believed curve, there or missing.
    Point(CurveAt),
}

impl Selection {
    /// One card.
    pub fn card(id: CardId) -> Self {
        Self::Cards(BTreeSet::from([id]))
    }

    /// The selected cards; empty when something else is selected.
    pub fn cards(&self) -> impl Iterator<Item = CardId> + '_ {
        let cards = match self {
            Self::Cards(cards) => Some(cards),
            _ => None,
        };
        cards.into_iter().flatten().copied()
    }

    /// The only selected card.
    pub fn single_card(&self) -> Option<CardId> {
        match self {
            Self::Cards(cards) if cards.len() == 1 => cards.first().copied(),
            _ => None,
        }
    }

    /// Whether this card is selected.
    pub fn has_card(&self, id: CardId) -> bool {
        matches!(self, Self::Cards(cards) if cards.contains(&id))
    }

    /// Adds or takes out a card, as Shift+click does.
    pub fn toggle_card(&mut self, id: CardId) {
        if let Self::Cards(cards) = self {
            if !cards.remove(&id) {
                cards.insert(id);
            }
            if cards.is_empty() {
                *self = Self::Nothing;
            }
        } else {
            *self = Self::card(id);
        }
    }

    /// Drops what is no longer there.
    pub fn prune(&mut self, project: &Project, map: &Map) {
        let keep = match self {
            Self::Nothing => true,
            Self::Cards(cards) => {
                cards.retain(|id| map.cards.contains_key(id));
                !cards.is_empty()
            }
            Self::Cell(cell) => {
                map.stages.contains_key(&cell.stage)
                    && map.lanes.contains_key(&cell.lane)
                    && cell.persona.is_none_or(|id| project.personas.contains_key(&id))
            }
            Self::Stage(id) => map.stages.contains_key(id),
            Self::Lane(id) => map.lanes.contains_key(id),
            Self::Persona(id) => project.personas.contains_key(id),
            Self::Point(at) => {
                map.stages.contains_key(&at.stage) && project.personas.contains_key(&at.persona)
            }
        };
        if !keep {
            *self = Self::Nothing;
        }
    }
}
