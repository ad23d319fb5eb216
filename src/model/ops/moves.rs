//! Moving cards by hand and by keyboard.

use std::collections::{BTreeMap, BTreeSet};

use super::rows::{canvas_order, card_rows, places_for, sequence};
use crate::{CardId, Cell, Edit, Map, MapId, Project};

/// A direction on the canvas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// To the card, lane or band above.
    Up,
    /// To the card, lane or band below.
    Down,
    /// To the stage before.
    Left,
    /// To the next stage.
    Right,
}

/// Moves cards into a cell, before a card or to the end, one below the other as they stand on the
/// canvas now. None when they stand there already.
pub fn move_cards(
    project: &Project,
    map: MapId,
    cards: &BTreeSet<CardId>,
    cell: Cell,
    before: Option<CardId>,
) -> Option<Edit> {
    let on = project.maps.get(&map)?;
    let moving = canvas_order(project, on, cards).into_iter().map(|(id, _)| id);
    let now = sequence(on, cell);
    let stays = |id: &CardId| !cards.contains(id);
    // The slot may lie before a card that moves itself: the next one that stays is meant.
    let anchor =
        before.and_then(|before| now.iter().copied().skip_while(|id| *id != before).find(stays));
    let mut then: Vec<CardId> = now.iter().copied().filter(stays).collect();
    let at = anchor.and_then(|anchor| then.iter().position(|id| *id == anchor));
    let at = at.unwrap_or(then.len());
    then.splice(at..at, moving);
    if then == now {
        return None;
    }
    moves(map, places_for(on, cell, &then, cards))
}

/// One edit for all moves, sorted as the journal and a difference would state them.
fn moves(map: MapId, mut moves: Vec<(CardId, crate::Place)>) -> Option<Edit> {
    moves.sort();
    (!moves.is_empty()).then_some(Edit::MoveCards { map, moves })
}

/// Moves cards one step by keyboard: up and down within their cell and then on to the next lane
/// that shows cards, left and right to the end of the neighbouring stage's cell. None at the edge
/// of the map; sideways, cards go together or not at all.
pub fn shift_cards(
    project: &Project,
    map: MapId,
    cards: &BTreeSet<CardId>,
    direction: Direction,
) -> Option<Edit> {
    let on = project.maps.get(&map)?;
    let mut groups: BTreeMap<Cell, Vec<CardId>> = BTreeMap::new();
    for (id, card) in canvas_order(project, on, cards) {
        groups.entry(card.place.cell()).or_default().push(id);
    }
    let mut board = Board::default();
    match direction {
        Direction::Left | Direction::Right => {
            let stages: Vec<_> = on.stages_in_order().into_iter().map(|(id, _)| id).collect();
            let steps = groups.into_iter().map(|(cell, group)| {
                let stage = neighbour(&stages, &cell.stage, direction == Direction::Right)?;
                Some((cell, Cell { stage, ..cell }, group))
            });
            for (from, to, group) in steps.collect::<Option<Vec<_>>>()? {
                board.go(on, from, to, group, false);
            }
        }
        Direction::Up | Direction::Down => {
            let rows = card_rows(project, on);
            let down = direction == Direction::Down;
            for (cell, group) in groups {
                let cards = sequence(on, cell);
                let edge = if down {
                    cards.iter().rev().take(group.len()).all(|id| group.contains(id))
                } else {
                    cards.iter().take(group.len()).all(|id| group.contains(id))
                };
                if !edge {
                    board.nudge(cell, cards, group, down);
                } else if let Some((persona, lane)) =
                    neighbour(&rows, &(cell.persona, cell.lane), down)
                {
                    let to = Cell { persona, lane, stage: cell.stage };
                    board.go(on, cell, to, group, down);
                }
            }
        }
    }
    moves(map, board.places(on))
}

/// The item before or after another one.
fn neighbour<T: Copy + PartialEq>(list: &[T], item: &T, next: bool) -> Option<T> {
    let at = list.iter().position(|other| other == item)?;
    let at = if next { at.checked_add(1)? } else { at.checked_sub(1)? };
    list.get(at).copied()
}

/// What becomes of the cells while cards move.
#[derive(Default)]
struct Board {
    cells: BTreeMap<Cell, Vec<CardId>>,
    moved: BTreeSet<CardId>,
    /// Groups that enter a cell, at its beginning or its end.
    arrivals: Vec<(Cell, Vec<CardId>, bool)>,
}

impl Board {
    fn go(&mut self, map: &Map, from: Cell, to: Cell, group: Vec<CardId>, at_start: bool) {
        let cards = self.cells.entry(from).or_insert_with(|| sequence(map, from));
        cards.retain(|id| !group.contains(id));
        self.cells.entry(to).or_insert_with(|| sequence(map, to));
        self.moved.extend(&group);
        self.arrivals.push((to, group, at_start));
    }

    /// Lets every card of the group change places with its neighbour.
    fn nudge(&mut self, cell: Cell, mut cards: Vec<CardId>, group: Vec<CardId>, down: bool) {
        if down {
            cards.reverse();
        }
        for at in 1..cards.len() {
            let goes = cards.get(at).is_some_and(|id| group.contains(id));
            let stays = cards.get(at - 1).is_some_and(|id| !group.contains(id));
            if goes && stays {
                cards.swap(at - 1, at);
            }
        }
        if down {
            cards.reverse();
        }
        self.moved.extend(group);
        self.cells.insert(cell, cards);
    }

    fn places(mut self, map: &Map) -> Vec<(CardId, crate::Place)> {
        for (cell, group, at_start) in self.arrivals {
            let cards = self.cells.entry(cell).or_default();
            let at = if at_start { 0 } else { cards.len() };
            cards.splice(at..at, group);
        }
        let cells = self.cells.iter();
        cells.flat_map(|(cell, cards)| places_for(map, *cell, cards, &self.moved)).collect()
    }
}
