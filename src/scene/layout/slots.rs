//! Slots: where something that is dragged would land.

use std::collections::BTreeSet;

use emath::{Pos2, Rect, pos2};
use model::{CardId, Cell, LaneId, PersonaId, StageId};

use super::{CellBox, Layout};
use crate::theme::size;

/// Thickness of the bar that shows a slot, in document units.
const BAR_PX: f32 = 4.0;

/// The slot between two cards of a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slot {
    /// The cell.
    pub cell: Cell,
    /// The card below the slot; none at the end of the cell.
    pub before: Option<CardId>,
    /// The bar that shows it.
    pub line: Rect,
}

/// The slot between two stages.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StageSlot {
    /// The stage right of the slot; none at the end.
    pub before: Option<StageId>,
    /// The bar that shows it.
    pub line: Rect,
}

/// The slot between two lanes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LaneSlot {
    /// The visible lane below the slot; none at the end of its band.
    pub before: Option<LaneId>,
    /// The bar that shows it.
    pub line: Rect,
}

/// The slot between two personas' bands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BandSlot {
    /// The persona below the slot; none at the end.
    pub before: Option<PersonaId>,
    /// The bar that shows it.
    pub line: Rect,
}

impl Layout {
    /// The slot that cards dropped at `pos` would take; none where no cards can stand.
    ///
    /// `dragged` are the cards on the move: they count as lifted out.
    pub fn drop_slot(&self, pos: Pos2, dragged: &BTreeSet<CardId>) -> Option<Slot> {
        let (_, lane) = self.rows().find(|(_, lane)| lane.rect.y_range().contains(pos.y))?;
        if !lane.holds_cards() {
            return None;
        }
        let cell = lane.cells.iter().find(|cell| cell.rect.x_range().contains(pos.x))?;
        let staying = || cell.cards.iter().filter(|card| !dragged.contains(&card.id));
        let before = staying().find(|card| pos.y < card.rect.center().y);
        let above = staying().take_while(|card| pos.y >= card.rect.center().y).last();
        let y = match (above, before) {
            (_, Some(card)) => card.rect.top() - size::CARD_GAP / 2.0,
            (Some(card), None) => card.rect.bottom() + size::CARD_GAP / 2.0,
            (None, None) => cell.rect.top() + super::CELL_PADDING,
        };
        Some(Slot { cell: cell.cell, before: before.map(|card| card.id), line: bar(cell, y) })
    }

    /// The visible cards that `rect` touches.
    pub fn cards_in_rect(&self, rect: Rect) -> BTreeSet<CardId> {
        self.cells()
            .filter(|cell| cell.rect.intersects(rect))
            .flat_map(|cell| cell.cards.iter())
            .filter(|card| card.rect.intersects(rect))
            .map(|card| card.id)
            .collect()
    }

    /// The slot that a stage dropped at `x` would take.
    pub fn stage_slot(&self, x: f32) -> Option<StageSlot> {
        let last = self.stages.last()?;
        let before = self.stages.iter().find(|stage| x < stage.x.center());
        let at = before.map_or(last.x.max, |stage| stage.x.min);
        let line = Rect::from_min_max(
            pos2(at - BAR_PX / 2.0, last.rect.top()),
            pos2(at + BAR_PX / 2.0, self.size.y),
        );
        Some(StageSlot { before: before.map(|stage| stage.id), line })
    }

    /// The slot that a lane dropped at `y` would take, in the band at that height.
    pub fn lane_slot(&self, y: f32) -> Option<LaneSlot> {
        let away = |rect: Rect| (rect.top() - y).max(y - rect.bottom()).max(0.0);
        let band = self
            .bands
            .iter()
            .filter(|band| !band.lanes.is_empty())
            .min_by(|a, b| away(a.rect).total_cmp(&away(b.rect)))?;
        let before = band.lanes.iter().find(|lane| y < lane.rect.center().y);
        let at = before.map_or(band.rect.bottom(), |lane| lane.rect.top());
        Some(LaneSlot { before: before.map(|lane| lane.lane), line: self.across(at) })
    }

    /// The slot that a persona's band dropped at `y` would take.
    pub fn band_slot(&self, y: f32) -> Option<BandSlot> {
        let mut bands = self.bands.iter().filter(|band| band.persona.is_some());
        let last = bands.clone().next_back()?;
        let before = bands.find(|band| y < band.header.center().y);
        let at = match before {
            Some(band) => band.rect.top() - size::BAND_GAP / 2.0,
            None => last.rect.bottom() + size::BAND_GAP / 2.0,
        };
        Some(BandSlot { before: before.and_then(|band| band.persona), line: self.across(at) })
    }

    /// A bar across the whole map around `y`.
    fn across(&self, y: f32) -> Rect {
        Rect::from_min_max(pos2(0.0, y - BAR_PX / 2.0), pos2(self.size.x, y + BAR_PX / 2.0))
    }
}

/// A bar as wide as the cell's cards.
fn bar(cell: &CellBox, y: f32) -> Rect {
    let x = cell.rect.x_range().shrink(super::CELL_PADDING);
    Rect::from_min_max(pos2(x.min, y - BAR_PX / 2.0), pos2(x.max, y + BAR_PX / 2.0))
}
