//! New cards and copies of cards.

use std::collections::{BTreeMap, BTreeSet};

use super::moves::targets;
use super::rows::{canvas_order, keys_before, sequence};
use crate::{Card, CardId, CardKind, Cell, Edit, Lane, Map, MapId, Project};

/// One new card per text in a cell, from top to bottom, before a card or at the end. Their kind is
/// that of the lane. Returns the edit and the new cards in the order of the texts; none where no
/// card can stand, and without texts.
pub fn insert_cards(
    project: &Project,
    map: MapId,
    cell: Cell,
    before: Option<CardId>,
    texts: &[String],
) -> Option<(Edit, Vec<CardId>)> {
    let on = project.maps.get(&map)?;
    let kind = kind_in(on, cell)?;
    let keys = keys_before(on, cell, before, texts.len());
    let cards = texts.iter().zip(keys);
    let cards = cards.map(|(text, order)| Card::new(cell.place(order), kind, text.as_str()));
    (!texts.is_empty()).then(|| add_cards(map, cards.collect(), "Add"))
}

/// The kind of a new card in a cell; none where no card can stand.
pub(super) fn kind_in(map: &Map, cell: Cell) -> Option<CardKind> {
    map.lanes.get(&cell.lane).and_then(Lane::card_kind)
}

/// One edit that adds cards, named after what was done.
pub(super) fn add_cards(map: MapId, cards: Vec<Card>, verb: &str) -> (Edit, Vec<CardId>) {
    let ids: Vec<CardId> = cards.iter().map(|_| CardId::new()).collect();
    let edits: Vec<Edit> = ids
        .iter()
        .zip(cards)
        .map(|(id, card)| Edit::AddCard { map, id: *id, card: Box::new(card) })
        .collect();
    let label = if edits.len() == 1 {
        format!("{verb} card")
    } else {
        format!("{verb} {} cards", edits.len())
    };
    (Edit::Batch { label, edits }, ids)
}

/// Copies of cards, below the last of the originals of each cell.
pub fn duplicate_cards(
    project: &Project,
    map: MapId,
    cards: &BTreeSet<CardId>,
) -> Option<(Edit, Vec<CardId>)> {
    let on = project.maps.get(&map)?;
    let mut groups: BTreeMap<Cell, Vec<(CardId, Card)>> = BTreeMap::new();
    for (id, card) in canvas_order(project, on, cards) {
        groups.entry(card.place.cell()).or_default().push((id, card));
    }
    let copies = groups.into_iter().flat_map(|(cell, group)| {
        let last = group.last().map(|(id, _)| *id);
        let mut below = sequence(on, cell).into_iter().skip_while(|id| Some(*id) != last).skip(1);
        copies_in(on, cell, below.next(), group)
    });
    added_copies(map, copies.collect())
}

/// Copies of cards, the held one's in a cell before a card or at the end, the others' as far from
/// it as their originals stand from each other.
pub fn copy_cards_to(
    project: &Project,
    map: MapId,
    cards: &BTreeSet<CardId>,
    held: CardId,
    cell: Cell,
    before: Option<CardId>,
) -> Option<(Edit, Vec<CardId>)> {
    let on = project.maps.get(&map)?;
    let copies = targets(project, on, cards, held, cell).into_iter().flat_map(|(target, group)| {
        let before = before.filter(|_| target == cell);
        copies_in(on, target, before, canvas_order(project, on, &group))
    });
    added_copies(map, copies.collect())
}

/// Copies align with no other map, since their originals already do.
fn copies_in(
    map: &Map,
    cell: Cell,
    before: Option<CardId>,
    originals: Vec<(CardId, Card)>,
) -> Vec<Card> {
    let keys = keys_before(map, cell, before, originals.len());
    let cards = originals.into_iter().zip(keys);
    cards
        .map(|((_, card), order)| Card { place: cell.place(order), origin: None, ..card })
        .collect()
}

fn added_copies(map: MapId, copies: Vec<Card>) -> Option<(Edit, Vec<CardId>)> {
    (!copies.is_empty()).then(|| add_cards(map, copies, "Duplicate"))
}
