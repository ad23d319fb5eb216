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

/// Moves cards so that the one that is held falls into a cell, before a card or to the end. The
/// others keep their distance to it in stages and rows, as far as the map reaches; those of the
/// held card's own cell go with it, one below the other. None when they stand there already.
pub fn move_cards(
    project: &Project,
    map: MapId,
    cards: &BTreeSet<CardId>,
    held: CardId,
    cell: Cell,
    before: Option<CardId>,
) -> Option<Edit> {
    let on = project.maps.get(&map)?;
    let mut all = Vec::new();
    for (target, group) in targets(project, on, cards, held, cell) {
        let moving = canvas_order(project, on, &group).into_iter().map(|(id, _)| id);
        let now = sequence(on, target);
        let stays = |id: &CardId| !cards.contains(id);
        // The slot may lie before a card that moves itself: the next one that stays is meant.
        let anchor = before
            .filter(|_| target == cell)
            .and_then(|before| now.iter().copied().skip_while(|id| *id != before).find(stays));
        let mut then: Vec<CardId> = now.iter().copied().filter(stays).collect();
        let at = anchor.and_then(|anchor| then.iter().position(|id| *id == anchor));
        let at = at.unwrap_or(then.len());
        then.splice(at..at, moving);
        if then != now {
            all.extend(places_for(on, target, &then, &group));
        }
    }
    moves(map, all)
}

/// In which cell each of the cards falls when the held one falls into `cell`.
pub(super) fn targets(
    project: &Project,
    map: &Map,
    cards: &BTreeSet<CardId>,
    held: CardId,
    cell: Cell,
) -> BTreeMap<Cell, BTreeSet<CardId>> {
    let rows = card_rows(project, map);
    let stages: Vec<_> = map.stages_in_order().into_iter().map(|(id, _)| id).collect();
    let row_of = |cell: Cell| rows.iter().position(|row| *row == (cell.persona, cell.lane));
    let stage_of = |cell: Cell| stages.iter().position(|stage| *stage == cell.stage);
    let place_of = |id: CardId| map.cards.get(&id).map(|card| card.place.cell());
    let from = place_of(held);
    // As far from the new place as it was from the old one, but not beyond the edge.
    let shifted = |own: Option<usize>, from: Option<usize>, to: Option<usize>, len: usize| {
        Some((own? + to?).saturating_sub(from?).min(len.saturating_sub(1)))
    };
    let moved = |own: Cell| {
        let row = shifted(row_of(own), from.and_then(row_of), row_of(cell), rows.len());
        let stage = shifted(stage_of(own), from.and_then(stage_of), stage_of(cell), stages.len());
        // A card in a hidden lane stays in it.
        let (persona, lane) =
            row.and_then(|row| rows.get(row)).copied().unwrap_or((own.persona, own.lane));
        let stage = stage.and_then(|stage| stages.get(stage)).copied().unwrap_or(own.stage);
        Cell { persona, lane, stage }
    };
    let mut targets: BTreeMap<Cell, BTreeSet<CardId>> = BTreeMap::new();
    for id in cards {
        if let Some(own) = place_of(*id) {
            targets.entry(moved(own)).or_default().insert(*id);
        }
    }
    targets
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
