//! What of a project is shown, and the figures that the caller worked out for it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use model::answers::MeasuredPoint;
use model::{CardId, MapId, PersonaId, StageId};

/// Which part of a project a scene shows, and how much of it. Never saved with the project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The map.
    pub map: MapId,
    /// The personas whose bands show their head and curve only.
    pub collapsed: BTreeSet<PersonaId>,
    /// The only persona that is shown; none: all of them.
    pub focus: Option<PersonaId>,
    /// The stages that are shown, counted from 0 in their order; none: all of them.
    pub stages: Option<RangeInclusive<usize>>,
    /// Whether the measured curve is drawn against the believed one.
    pub show_measured: bool,
    /// Whether the heads of bands show the switch that folds them, which a picture has no use for.
    pub foldable: bool,
    /// The card whose text is being written. It is as high as its whole text, and the text itself
    /// is left to whoever paints the text editor at [`crate::CardBox::text_rect`].
    pub editing: Option<CardId>,
}

impl View {
    /// The whole of a map.
    pub fn of(map: MapId) -> Self {
        Self {
            map,
            collapsed: BTreeSet::new(),
            focus: None,
            stages: None,
            show_measured: true,
            foldable: true,
            editing: None,
        }
    }

    /// Whether a persona's band is shown.
    pub fn shows(&self, persona: PersonaId) -> bool {
        self.focus.is_none_or(|focus| focus == persona)
    }

    /// Whether a persona's band is folded up. A persona in focus is always open.
    pub fn is_collapsed(&self, persona: PersonaId) -> bool {
        self.focus.is_none() && self.collapsed.contains(&persona)
    }
}

/// A figure in the head of a band: "NPS +18 n 902".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    /// What was measured, "NPS".
    pub label: String,
    /// The value as it is read, "+18".
    pub value: String,
    /// On how much it rests, "n 902".
    pub note: String,
}

/// The figures of a map that come from surveys, worked out by the caller.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// What stands in the head of a persona's band.
    pub chips: BTreeMap<PersonaId, Vec<Chip>>,
    /// The points of a persona's measured curve.
    pub measured: BTreeMap<PersonaId, BTreeMap<StageId, MeasuredPoint>>,
}
