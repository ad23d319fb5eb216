//! The canvas as rows and sequences of cards, without geometry.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Card, CardId, Cell, LaneId, Map, Order, PersonaId, Place, Project};

/// The rows that show cards, from top to bottom: every persona's band, then the lanes that stand
/// once.
pub(super) fn card_rows(project: &Project, map: &Map) -> Vec<(Option<PersonaId>, LaneId)> {
    let lanes: Vec<_> = map
        .lanes_in_order()
        .into_iter()
        .filter(|(_, lane)| !lane.hidden && lane.card_kind().is_some())
        .collect();
    let of_bands =
        |once: bool| lanes.iter().filter(move |(_, lane)| lane.once == once).map(|(id, _)| *id);
    let personas = project.personas_in_order();
    let mut rows: Vec<_> = personas
        .iter()
        .flat_map(|(persona, _)| of_bands(false).map(|lane| (Some(*persona), lane)))
        .collect();
    rows.extend(of_bands(true).map(|lane| (None, lane)));
    rows
}

/// The given cards as they stand on the canvas: by row, then stage, then order. Cards that are not
/// on the map are passed over.
pub(super) fn canvas_order(
    project: &Project,
    map: &Map,
    ids: &BTreeSet<CardId>,
) -> Vec<(CardId, Card)> {
    let personas = ranks(project.personas_in_order());
    let lanes = ranks(map.lanes_in_order());
    let stages = ranks(map.stages_in_order());
    let mut cards: Vec<_> = ids
        .iter()
        .copied()
        .filter_map(|id| {
            let card = map.cards.get(&id)?;
            let place = &card.place;
            // Lanes that stand once come after all bands.
            let band = place.persona.and_then(|id| personas.get(&id)).unwrap_or(&usize::MAX);
            let (lane, stage) = (lanes.get(&place.lane), stages.get(&place.stage));
            Some(((*band, lane, stage, &place.order, id), card))
        })
        .collect();
    cards.sort_by_key(|(key, _)| *key);
    cards.into_iter().map(|((.., id), card)| (id, card.clone())).collect()
}

/// The position of each item of a sorted list.
fn ranks<K: Ord, V>(sorted: Vec<(K, V)>) -> BTreeMap<K, usize> {
    sorted.into_iter().enumerate().map(|(rank, (id, _))| (id, rank)).collect()
}

/// The cards of a cell from top to bottom.
pub(super) fn sequence(map: &Map, cell: Cell) -> Vec<CardId> {
    map.cards_in(cell).into_iter().map(|(id, _)| id).collect()
}

/// Places in `cell` for those cards of `sequence` that `moves` names, between the others, which
/// keep their keys.
pub(super) fn places_for(
    map: &Map,
    cell: Cell,
    sequence: &[CardId],
    moves: &BTreeSet<CardId>,
) -> Vec<(CardId, Place)> {
    let key = |id: &CardId| map.cards.get(id).map(|card| &card.place.order);
    let mut places = Vec::new();
    let mut before: Option<&Order> = None;
    let mut rest = sequence;
    while let Some((first, after_first)) = rest.split_first() {
        if !moves.contains(first) {
            before = key(first);
            rest = after_first;
            continue;
        }
        let count = rest.iter().take_while(|id| moves.contains(id)).count();
        let (run, others) = rest.split_at_checked(count).unwrap_or((rest, &[]));
        // Equal keys leave no room between them: the next greater one is the bound then.
        let after = others.iter().filter_map(key).find(|after| before.is_none_or(|b| b < *after));
        let keys = Order::spread(before, after, run.len());
        places.extend(run.iter().zip(keys).map(|(id, order)| (*id, cell.place(order))));
        rest = others;
    }
    places
}

/// `count` order keys in a cell before a card, or at its end.
pub(super) fn keys_before(
    map: &Map,
    cell: Cell,
    before: Option<CardId>,
    count: usize,
) -> Vec<Order> {
    let cards = map.cards_in(cell);
    let at = before.and_then(|before| cards.iter().position(|(id, _)| *id == before));
    let (above, below) = cards.split_at_checked(at.unwrap_or(cards.len())).unwrap_or_default();
    let low = above.last().map(|(_, card)| &card.place.order);
    let mut higher = below.iter().map(|(_, card)| &card.place.order);
    let high = higher.find(|order| low.is_none_or(|low| low < *order));
    Order::spread(low, high, count)
}
