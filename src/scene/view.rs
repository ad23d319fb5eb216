//! What of a project is shown, and the figures that the caller worked out for it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

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

/// A figure in the head of a band or stage, or on a card: "NPS +18 n 902".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chip {
    /// What was measured, "NPS".
    pub label: String,
    /// The value as it is read, "+18".
    pub value: String,
    /// On how much it rests, "n 902".
    pub note: String,
    /// Whether it misses what is expected of it.
    pub missed: bool,
}

impl Chip {
    /// The chip read aloud: "CSAT 62 %, n 214, missed".
    pub fn spoken(&self) -> String {
        let figure = [self.label.as_str(), self.value.as_str()];
        let figure = figure.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>();
        let missed = if self.missed { "missed" } else { "" };
        spoken([figure.join(" ").as_str(), self.note.as_str(), missed])
    }
}

/// A value on the scale of its metric.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gauge {
    /// The value.
    pub value: f64,
    /// Its 95 % interval, low end first.
    pub interval: Option<(f64, f64)>,
    /// The ends of the scale.
    pub range: (f64, f64),
    /// What the value should be.
    pub target: Option<f64>,
}

/// What a figure should be, and whether it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// In words, "expected 10 min".
    pub words: String,
    /// Whether the figure meets it; none without a figure.
    pub met: Option<bool>,
}

/// A figure in a lane of figures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CellFigure {
    /// What was measured, "NPS".
    pub label: String,
    /// What is read first: "+18", or the interval where there are few answers.
    pub value: String,
    /// What is read after it, more quietly; may be empty.
    pub aside: String,
    /// On how much it rests, "n 902"; may be empty.
    pub note: String,
    /// The value on its scale, where it has one.
    pub gauge: Option<Gauge>,
    /// What it should be, where somebody said so.
    pub expected: Option<Expected>,
    /// Whether there is no value to be read, only why.
    pub is_quiet: bool,
}

impl CellFigure {
    /// The figure read aloud: "CSAT 62 %, n 214, expected 70 %, missed".
    pub fn spoken(&self) -> String {
        let figure = [self.label.as_str(), self.value.as_str(), self.aside.as_str()];
        let figure = figure.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>();
        let expected = self.expected.as_ref();
        let met = match expected.and_then(|expected| expected.met) {
            Some(true) => "met",
            Some(false) => "missed",
            None => "",
        };
        let words = expected.map_or("", |expected| expected.words.as_str());
        spoken([figure.join(" ").as_str(), self.note.as_str(), words, met])
    }
}

fn spoken<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// What stands in one cell of a lane of figures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CellFigures {
    /// The figures from top to bottom.
    pub figures: Vec<CellFigure>,
    /// How many more there are.
    pub more: usize,
}

/// The figures of a map that come from surveys, worked out by the caller. Copies share the large
/// parts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// What stands in the head of a persona's band.
    pub chips: BTreeMap<PersonaId, Vec<Chip>>,
    /// What stands in the head of a stage.
    pub stages: BTreeMap<StageId, Chip>,
    /// What stands on a card.
    pub cards: Arc<BTreeMap<CardId, Chip>>,
    /// What lanes of figures show of a stage: for a persona, or for everybody in a lane that stands
    /// once.
    pub cells: Arc<BTreeMap<(Option<PersonaId>, StageId), CellFigures>>,
    /// The points of a persona's measured curve.
    pub measured: BTreeMap<PersonaId, BTreeMap<StageId, MeasuredPoint>>,
}
