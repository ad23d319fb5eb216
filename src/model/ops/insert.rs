//! New cards and copies of cards.

use std::collections::BTreeMap;

use super::moves::Slot;
use super::rows::{canvas_order, keys_before};
use crate::{Card, CardId, CardKind, Cell, Edit, Map, MapId, Project};

/// One new card per text in a cell, from top to bottom, before a card or at the end. Their kind is
/// that of the lane. Returns the edit and the new cards in the order of the texts.
///
/// Applying the edit fails where no cards can stand, as in a curve's lane.
pub fn insert_cards<S: Into<String>>(
    project: &Project,
    map: MapId,
    cell: Cell,
    before: Option<CardId>,
    texts: impl IntoIterator<Item = S>,
) -> (Edit, Vec<CardId>) {
    let texts: Vec<String> = texts.into_iter().map(Into::into).collect();
    let empty = Map::new("", crate::Order::middle());
    let on = project.maps.get(&map).unwrap_or(&empty);
    let kind = kind_in(on, cell);
    let keys = keys_before(on, cell, before, texts.len());
    let cards = texts.into_iter().zip(keys);
    let cards = cards.map(|(text, order)| Card::new(cell.place(order), kind, text));
    add_cards(map, cards.collect(), "Add")
}

/// The kind of a new card in a cell.
pub(super) fn kind_in(map: &Map, cell: Cell) -> CardKind {
    map.lanes.get(&cell.lane).and_then(crate::Lane::card_kind).unwrap_or_default()
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

/// Copies of cards: below the last of the originals of each cell, or all of them at `to`. They
/// align with no other map, since their originals already do.
pub fn duplicate_cards(
    project: &Project,
    map: MapId,
    ids: &[CardId],
    to: Option<Slot>,
) -> Option<(Edit, Vec<CardId>)> {
    let on = project.maps.get(&map)?;
    let originals = canvas_order(project, on, ids);
    if originals.is_empty() {
        return None;
    }
    let mut groups: BTreeMap<Cell, Vec<(CardId, Card)>> = BTreeMap::new();
    for (id, card) in originals {
        let cell = to.map_or(card.place.cell(), |slot| slot.cell);
        groups.entry(cell).or_default().push((id, card));
    }
    let mut copies = Vec::new();
    for (cell, group) in groups {
        let before = match to {
            Some(slot) => slot.before,
            None => {
                let last = group.last().map(|(id, _)| *id);
                let mut cards = on.cards_in(cell).into_iter().map(|(id, _)| id);
                cards.by_ref().find(|id| Some(*id) == last);
                cards.next()
            }
        };
        let keys = keys_before(on, cell, before, group.len());
        copies.extend(group.into_iter().zip(keys).map(|((_, card), order)| Card {
            place: cell.place(order),
            origin: None,
            ..card
        }));
    }
    Some(add_cards(map, copies, "Duplicate"))
}
