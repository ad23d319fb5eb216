//! Neighbours: where arrow keys and reading order lead.

use model::{CardId, Cell};

use super::{CellBox, LaneBox, Layout};

/// A direction on the canvas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Towards the stage before.
    Left,
    /// Towards the stage after.
    Right,
    /// Towards the lane above.
    Up,
    /// Towards the lane below.
    Down,
}

impl Layout {
    /// The cell next to `cell`; at the end of a band it is in the next band. None at the edge.
    pub fn cell_towards(&self, cell: Cell, direction: Direction) -> Option<Cell> {
        let (row, column) = self.row_and_column(cell)?;
        let (row, column) = match direction {
            Direction::Left => (row, column.checked_sub(1)?),
            Direction::Right => (row, column + 1),
            Direction::Up => (row.checked_sub(1)?, column),
            Direction::Down => (row + 1, column),
        };
        let (_, lane) = self.rows().nth(row)?;
        lane.cells.get(column).map(|cell| cell.cell)
    }

    /// The cell next to `cell` that can hold cards; curve lanes are passed over.
    pub fn card_cell_towards(&self, cell: Cell, direction: Direction) -> Option<Cell> {
        let mut cell = self.cell_towards(cell, direction)?;
        while !self.lane(cell.persona, cell.lane)?.holds_cards() {
            cell = self.cell_towards(cell, direction)?;
        }
        Some(cell)
    }

    /// The card next to a card: up and down through the column, left and right through the lane.
    /// Empty cells are passed over.
    pub fn card_towards(&self, id: CardId, direction: Direction) -> Option<CardId> {
        let cell = self.cell_of(id)?;
        let own = self.cell(cell)?;
        let index = own.cards.iter().position(|card| card.id == id)?;
        let beside = match direction {
            Direction::Up => index.checked_sub(1),
            Direction::Down => Some(index + 1),
            Direction::Left | Direction::Right => None,
        };
        if let Some(card) = beside.and_then(|index| own.cards.get(index)) {
            return Some(card.id);
        }
        let y = own.cards.get(index)?.rect.center().y;
        let mut next = cell;
        loop {
            next = self.cell_towards(next, direction)?;
            let cards = &self.cell(next)?.cards;
            let card = match direction {
                Direction::Up => cards.last(),
                Direction::Down => cards.first(),
                Direction::Left | Direction::Right => cards.iter().min_by(|a, b| {
                    let away = |rect: emath::Rect| (rect.center().y - y).abs();
                    away(a.rect).total_cmp(&away(b.rect))
                }),
            };
            if let Some(card) = card {
                return Some(card.id);
            }
        }
    }

    /// All visible cards as they are read: band by band, stage by stage, lane by lane.
    pub fn reading_order(&self) -> impl Iterator<Item = CardId> {
        self.bands.iter().flat_map(move |band| {
            (0..self.stages.len()).flat_map(move |column| {
                let cells = band.lanes.iter().filter_map(move |lane| lane.cells.get(column));
                cells.flat_map(|cell| cell.cards.iter().map(|card| card.id))
            })
        })
    }

    /// The card that is read after `id`; without one, the first. None after the last.
    pub fn next_card(&self, id: Option<CardId>) -> Option<CardId> {
        let mut order = self.reading_order();
        match id {
            Some(id) => order.skip_while(|other| *other != id).nth(1),
            None => order.next(),
        }
    }

    /// The card that is read before `id`; without one, the last. None before the first.
    pub fn previous_card(&self, id: Option<CardId>) -> Option<CardId> {
        let order = self.reading_order();
        match id {
            Some(id) => order.take_while(|other| *other != id).last(),
            None => order.last(),
        }
    }

    /// The number of a cell's row, counted through all bands, and of its column.
    pub fn row_and_column(&self, cell: Cell) -> Option<(usize, usize)> {
        let is_row =
            |lane: &LaneBox| lane.cells.first().map(|own| (own.cell.persona, own.cell.lane));
        let row =
            self.rows().position(|(_, lane)| is_row(lane) == Some((cell.persona, cell.lane)))?;
        let column = self.stages.iter().position(|stage| stage.id == cell.stage)?;
        Some((row, column))
    }

    /// The first cell that can hold cards.
    pub fn first_cell(&self) -> Option<Cell> {
        let mut rows = self.rows().filter(|(_, lane)| lane.holds_cards());
        rows.find_map(|(_, lane)| lane.cells.first()).map(|cell: &CellBox| cell.cell)
    }
}
