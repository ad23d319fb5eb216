//! Where everything of a map stands, in document units. Plain boxes: no text, no colours.
//!
//! ```text
//!   corner | group headings and stage headers            0 .. header_height
//!   -------+---------------------------------------
//!   band header: persona                                 one per band
//!   title  | cell | cell | cell                          one row per lane
//!   ^ 0 .. title_width
//! ```

mod slots;

use std::sync::Arc;

use emath::{Pos2, Rangef, Rect, Vec2};
use model::{Card, CardId, Cell, CurveAt, Emotion, LaneId, LaneKind, PersonaId, StageId, Table};

pub use slots::{BandSlot, LaneSlot, Slot, StageSlot};

use crate::text::TextStyle;
use crate::theme::size;

/// Between the edge of a cell and its cards, in document units.
pub(crate) const CELL_PADDING: f32 = (size::STAGE_WIDTH - size::CARD_WIDTH) / 2.0;

/// The heading over neighbouring stages of one group.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupBox {
    /// The group's name.
    pub name: Arc<str>,
    /// Where the heading stands.
    pub rect: Rect,
}

/// A stage: the header of a column.
#[derive(Clone, Debug, PartialEq)]
pub struct StageBox {
    /// The stage.
    pub id: StageId,
    /// Its name.
    pub name: Arc<str>,
    /// The header.
    pub rect: Rect,
    /// The column below it.
    pub x: Rangef,
}

/// A card and its text.
#[derive(Clone, Debug, PartialEq)]
pub struct CardBox {
    /// The card.
    pub id: CardId,
    /// Where it stands.
    pub rect: Rect,
    /// Where its text stands; its width is the one at which lines break.
    pub text_rect: Rect,
    /// How its text is set.
    pub text_style: TextStyle,
    /// Whether the text is longer than what is shown.
    pub clamped: bool,
}

/// One stage of one lane.
#[derive(Clone, Debug, PartialEq)]
pub struct CellBox {
    /// Which one.
    pub cell: Cell,
    /// Where it stands.
    pub rect: Rect,
    /// Its cards from top to bottom.
    pub cards: Vec<CardBox>,
}

/// A point of a believed curve, or the place where one is missing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CurvePoint {
    /// Whose, and at which stage.
    pub at: CurveAt,
    /// Where it stands; a missing point stands on the midline.
    pub pos: Pos2,
    /// What it says; none when it is missing.
    pub emotion: Option<Emotion>,
}

/// The drawing area of a curve lane.
#[derive(Clone, Debug, PartialEq)]
pub struct CurveBox {
    /// Whose curve; none in a lane that shows everybody's.
    pub persona: Option<PersonaId>,
    /// The heights of +2 (top) and -2 (bottom).
    pub y: Rangef,
    /// The points, stage by stage. Missing ones are among them unless the lane shows everybody's.
    pub points: Vec<CurvePoint>,
}

impl CurveBox {
    /// The height at which an emotion stands.
    pub fn y_of(&self, emotion: f32) -> f32 {
        height_of(self.y, emotion)
    }

    /// The emotion at a height; beyond the ends it is the end's.
    pub fn emotion_at(&self, y: f32) -> Emotion {
        let span = self.y.span().max(f32::EPSILON);
        Emotion::from_value(f64::from(2.0 - 4.0 * (y - self.y.min) / span))
    }
}

/// The height of an emotion between the heights of +2 and -2, linear.
pub(crate) fn height_of(y: Rangef, emotion: f32) -> f32 {
    y.min + (2.0 - emotion.clamp(-2.0, 2.0)) / 4.0 * y.span()
}

/// A lane of a band.
#[derive(Clone, Debug, PartialEq)]
pub struct LaneBox {
    /// The lane.
    pub lane: LaneId,
    /// Its name.
    pub name: Arc<str>,
    /// What it holds.
    pub kind: LaneKind,
    /// The whole row, title included.
    pub rect: Rect,
    /// The title at the left.
    pub title: Rect,
    /// Its cells from left to right; those of a curve's lane hold no cards.
    pub cells: Vec<CellBox>,
    /// The curve's drawing area, in a curve's lane.
    pub curve: Option<CurveBox>,
}

impl LaneBox {
    /// Whether cards can stand here.
    pub fn holds_cards(&self) -> bool {
        matches!(self.kind, LaneKind::Cards(_))
    }
}

/// The band of a persona, or the lanes that stand once for the whole map.
#[derive(Clone, Debug, PartialEq)]
pub struct BandBox {
    /// Whose band; none for the lanes that stand once.
    pub persona: Option<PersonaId>,
    /// The persona's name.
    pub name: Arc<str>,
    /// The whole band, head included.
    pub rect: Rect,
    /// The head.
    pub header: Rect,
    /// The switch that folds the band; nothing where it cannot be folded.
    pub toggle: Rect,
    /// Whether it is folded up.
    pub collapsed: bool,
    /// The visible lanes from top to bottom.
    pub lanes: Vec<LaneBox>,
}

/// Where everything stands.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The size of the whole map, from the origin at its upper left corner.
    pub size: Vec2,
    /// The height of the strip of stage headers.
    pub header_height: f32,
    /// The width of the strip of lane titles.
    pub title_width: f32,
    /// The headings over the stage headers; empty when no stage has a group.
    pub groups: Vec<GroupBox>,
    /// The visible stages from left to right.
    pub stages: Vec<StageBox>,
    /// The visible bands from top to bottom.
    pub bands: Vec<BandBox>,
    /// The map's cards, by which a card's cell is found.
    pub(crate) cards: Table<CardId, Card>,
}

impl Default for Layout {
    fn default() -> Self {
        Self {
            size: Vec2::ZERO,
            header_height: 0.0,
            title_width: 0.0,
            groups: Vec::new(),
            stages: Vec::new(),
            bands: Vec::new(),
            cards: Table::new_sync(),
        }
    }
}

impl Layout {
    /// The whole map.
    pub fn rect(&self) -> Rect {
        Rect::from_min_size(Pos2::ZERO, self.size)
    }

    /// The lanes of all bands from top to bottom, each with its band.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = (&BandBox, &LaneBox)> {
        self.bands.iter().flat_map(|band| band.lanes.iter().map(move |lane| (band, lane)))
    }

    /// Every visible cell.
    pub fn cells(&self) -> impl Iterator<Item = &CellBox> {
        self.rows().flat_map(|(_, lane)| lane.cells.iter())
    }

    /// Every visible card with its cell.
    pub fn cards(&self) -> impl Iterator<Item = (Cell, &CardBox)> {
        self.cells().flat_map(|cell| cell.cards.iter().map(move |card| (cell.cell, card)))
    }

    /// A visible band.
    pub fn band(&self, persona: Option<PersonaId>) -> Option<&BandBox> {
        self.bands.iter().find(|band| band.persona == persona)
    }

    /// A visible lane of a band.
    pub fn lane(&self, persona: Option<PersonaId>, lane: LaneId) -> Option<&LaneBox> {
        self.band(persona)?.lanes.iter().find(|row| row.lane == lane)
    }

    /// A visible stage.
    pub fn stage(&self, id: StageId) -> Option<&StageBox> {
        self.stages.iter().find(|stage| stage.id == id)
    }

    /// A visible cell.
    pub fn cell(&self, cell: Cell) -> Option<&CellBox> {
        let lane = self.lane(cell.persona, cell.lane)?;
        lane.cells.iter().find(|other| other.cell == cell)
    }

    /// Where a visible cell stands.
    pub fn cell_rect(&self, cell: Cell) -> Option<Rect> {
        self.cell(cell).map(|cell| cell.rect)
    }

    /// A visible card.
    pub fn card(&self, id: CardId) -> Option<&CardBox> {
        let cell = self.cell_of(id)?;
        self.cell(cell)?.cards.iter().find(|card| card.id == id)
    }

    /// Where a visible card stands.
    pub fn card_rect(&self, id: CardId) -> Option<Rect> {
        self.card(id).map(|card| card.rect)
    }

    /// The cell of a card, visible or not.
    pub fn cell_of(&self, id: CardId) -> Option<Cell> {
        self.cards.get(&id).map(|card| card.place.cell())
    }

    /// The curve lane in which a persona's points can be dragged: the band's own, or the lane
    /// that shows everybody's.
    pub fn curve(&self, persona: PersonaId) -> Option<&CurveBox> {
        let curve_of = |band: Option<PersonaId>| {
            let mut lanes = self.band(band).into_iter().flat_map(|band| &band.lanes);
            lanes.find_map(|lane| lane.curve.as_ref())
        };
        curve_of(Some(persona)).or_else(|| curve_of(None))
    }

    /// A point of a visible curve, there or missing.
    pub fn point(&self, at: CurveAt) -> Option<&CurvePoint> {
        self.curve(at.persona)?.points.iter().find(|point| point.at == at)
    }

    /// Where a point of a visible curve stands; a missing point stands on the midline.
    pub fn point_pos(&self, at: CurveAt) -> Option<Pos2> {
        self.point(at).map(|point| point.pos)
    }

    /// The emotion that a persona's curve has at a height.
    pub fn emotion_at_y(&self, persona: PersonaId, y: f32) -> Option<Emotion> {
        self.curve(persona).map(|curve| curve.emotion_at(y))
    }
}

#[cfg(test)]
mod tests;
