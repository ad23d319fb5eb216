//! Moving through the map, and moving what is selected, with the arrow keys.

use model::{CardId, Cell, CurveAt, Edit, Emotion, LaneKind, Selection};

use super::Editor;

/// Where an arrow key points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To the stage before.
    Left,
    /// To the next stage.
    Right,
    /// Upwards, to the card or lane above.
    Up,
    /// Downwards, to the card or lane below.
    Down,
}

impl Direction {
    const fn step(self) -> isize {
        match self {
            Self::Left | Self::Up => -1,
            Self::Right | Self::Down => 1,
        }
    }

    const fn is_sideways(self) -> bool {
        matches!(self, Self::Left | Self::Right)
    }
}

/// By how much an arrow key moves a curve point, in tenths of an emotion.
const POINT_STEP_TENTHS: i8 = 1;

impl Editor {
    /// What an arrow key selects next: the neighbouring card of the cell, else the neighbouring
    /// cell (its nearest card, or the empty cell itself).
    pub fn neighbour(&self, direction: Direction) -> Selection {
        match &self.selection {
            Selection::Cards(cards) => {
                let last = cards.last().copied();
                last.map_or_else(|| self.selection.clone(), |id| self.beside_card(id, direction))
            }
            Selection::Cell(cell) => self.beside_cell(*cell, direction, 0),
            Selection::Point(at) => self.beside_point(*at, direction),
            Selection::Stage(id) if direction.is_sideways() => {
                let stages = self.map().map(model::Map::stages_in_order).unwrap_or_default();
                let ids: Vec<_> = stages.iter().map(|(id, _)| *id).collect();
                neighbour_of(&ids, *id, direction).map_or(Selection::Stage(*id), Selection::Stage)
            }
            Selection::Persona(id) if !direction.is_sideways() => {
                let personas = self.project().personas_in_order();
                let ids: Vec<_> = personas.iter().map(|(id, _)| *id).collect();
                neighbour_of(&ids, *id, direction)
                    .map_or(Selection::Persona(*id), Selection::Persona)
            }
            Selection::Nothing
            | Selection::Stage(_)
            | Selection::Lane(_)
            | Selection::Persona(_) => {
                let start = self.last_cell.filter(|cell| self.has_cell(*cell));
                let start = start.or_else(|| self.first_cell());
                start.map_or(Selection::Nothing, |cell| self.in_cell(cell, 0))
            }
        }
    }

    fn beside_card(&self, id: CardId, direction: Direction) -> Selection {
        let Some(map) = self.map() else { return Selection::Nothing };
        let Some(card) = map.cards.get(&id) else { return Selection::Nothing };
        let cell = card.place.cell();
        let cards = map.cards_in(cell);
        let at = cards.iter().position(|(other, _)| *other == id).unwrap_or(0);
        if direction.is_sideways() {
            return self.beside_cell(cell, direction, at);
        }
        match at.checked_add_signed(direction.step()).and_then(|at| cards.get(at)) {
            Some((next, _)) => Selection::card(*next),
            None => self.beside_cell(cell, direction, 0),
        }
    }

    /// The cell next to `cell`; of its cards the one at `position`, or the nearest to it.
    fn beside_cell(&self, cell: Cell, direction: Direction, position: usize) -> Selection {
        let next = if direction.is_sideways() {
            self.beside(cell, direction.step())
        } else {
            self.cell_below(cell, direction.step())
        };
        let position = if direction == Direction::Up { usize::MAX } else { position };
        next.map_or_else(|| self.selection.clone(), |next| self.in_cell(next, position))
    }

    fn in_cell(&self, cell: Cell, position: usize) -> Selection {
        let cards = self.map().map(|map| map.cards_in(cell)).unwrap_or_default();
        let nearest = cards.get(position).or_else(|| cards.last());
        nearest.map_or(Selection::Cell(cell), |(id, _)| Selection::card(*id))
    }

    fn beside_point(&self, at: CurveAt, direction: Direction) -> Selection {
        let stay = Selection::Point(at);
        if direction.is_sideways() {
            let stages = self.map().map(model::Map::stages_in_order).unwrap_or_default();
            let ids: Vec<_> = stages.iter().map(|(id, _)| *id).collect();
            return neighbour_of(&ids, at.stage, direction)
                .map_or(stay, |stage| Selection::Point(CurveAt { stage, ..at }));
        }
        // Up and down leave the curve for the nearest lane of cells in the same band.
        let Some(map) = self.map() else { return stay };
        let lanes = map.lanes_in_order();
        let Some(curve) = lanes.iter().position(|(_, lane)| lane.kind == LaneKind::Curve) else {
            return stay;
        };
        let mut index = curve;
        while let Some(next) = index.checked_add_signed(direction.step()) {
            let Some((lane, found)) = lanes.get(next) else { break };
            if !found.once && !found.hidden && found.kind != LaneKind::Curve {
                let cell = Cell { persona: Some(at.persona), lane: *lane, stage: at.stage };
                return self.in_cell(cell, 0);
            }
            index = next;
        }
        stay
    }

    /// The edit by which Alt+arrow moves the selection: cards by a stage, a position or a lane,
    /// stages, lanes and personas among their siblings, a curve point by a tenth.
    pub fn shift(&self, direction: Direction) -> Option<Edit> {
        let map = self.map()?;
        let map_id = self.map_id();
        match &self.selection {
            Selection::Cards(cards) => {
                let to = match direction {
                    Direction::Left => model::ops::Direction::Left,
                    Direction::Right => model::ops::Direction::Right,
                    Direction::Up => model::ops::Direction::Up,
                    Direction::Down => model::ops::Direction::Down,
                };
                model::ops::shift_cards(self.project(), map_id, cards, to)
            }
            Selection::Stage(id) if direction.is_sideways() => {
                let ids: Vec<_> = map.stages_in_order().iter().map(|(id, _)| *id).collect();
                let Before(before) = after_shift(&ids, *id, direction)?;
                model::ops::move_stage(self.project(), map_id, *id, before)
            }
            Selection::Lane(id) if !direction.is_sideways() => {
                let ids: Vec<_> = map.lanes_in_order().iter().map(|(id, _)| *id).collect();
                let Before(before) = after_shift(&ids, *id, direction)?;
                model::ops::move_lane(self.project(), map_id, *id, before)
            }
            Selection::Persona(id) if !direction.is_sideways() => {
                let personas = self.project().personas_in_order();
                let ids: Vec<_> = personas.iter().map(|(id, _)| *id).collect();
                let Before(before) = after_shift(&ids, *id, direction)?;
                model::ops::move_persona(self.project(), *id, before)
            }
            Selection::Point(at) if !direction.is_sideways() => {
                let tenths = map.points.get(at).map_or(0, |emotion| emotion.tenths());
                let by =
                    if direction == Direction::Up { POINT_STEP_TENTHS } else { -POINT_STEP_TENTHS };
                let emotion = Some(Emotion::from_tenths(tenths.saturating_add(by)));
                Some(Edit::SetPoint { map: map_id, at: *at, emotion })
            }
            _ => None,
        }
    }
}

fn neighbour_of<T: Copy + PartialEq>(items: &[T], item: T, direction: Direction) -> Option<T> {
    let at = items.iter().position(|other| *other == item)?;
    items.get(at.checked_add_signed(direction.step())?).copied()
}

/// A place among siblings: before one of them, or at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Before<T>(Option<T>);

/// Where an item stands after one step; none when there is no step.
fn after_shift<T: Copy + PartialEq>(
    items: &[T],
    item: T,
    direction: Direction,
) -> Option<Before<T>> {
    let at = items.iter().position(|other| *other == item)?;
    match direction.step() {
        -1 => at.checked_sub(1).map(|before| Before(items.get(before).copied())),
        _ if at + 1 < items.len() => Some(Before(items.get(at + 2).copied())),
        _ => None,
    }
}
