//! One walk through a map's cards: which lane each belongs to, and what else is to be known.

use std::collections::BTreeMap;

use model::{Card, CardId, CardKind, Map, PersonaId, StageId};

use super::lane::CardAddress;
use crate::cache::RowKey;
use crate::view::View;

/// The cards of a map by lane, and what else is found on the way through them.
pub(super) struct Gathered<'a> {
    pub rows: BTreeMap<RowKey, Vec<(CardId, &'a Card)>>,
    /// The text of the first moment of truth by persona and stage.
    pub moments: BTreeMap<(PersonaId, StageId), &'a Card>,
    /// The number of touchpoints of a stage.
    pub steps: BTreeMap<StageId, usize>,
}

impl<'a> Gathered<'a> {
    pub(crate) fn new(map: &'a Map, view: &View) -> Self {
        let mut all =
            Self { rows: BTreeMap::new(), moments: BTreeMap::new(), steps: BTreeMap::new() };
        for (id, card) in &map.cards {
            let place = &card.place;
            if place.persona.is_some_and(|persona| !view.shows(persona)) {
                continue;
            }
            all.rows.entry((place.persona, place.lane)).or_default().push((*id, card));
            if card.kind == CardKind::Touchpoint {
                *all.steps.entry(place.stage).or_default() += 1;
            }
            if let Some(persona) = place.persona.filter(|_| card.moment_of_truth) {
                let first = all.moments.entry((persona, place.stage)).or_insert(card);
                if place.order < first.place.order {
                    *first = card;
                }
            }
        }
        all
    }
}

/// Whether a lane still holds the very same cards.
pub(super) fn same_cards(before: &[(CardId, CardAddress)], now: &[(CardId, &Card)]) -> bool {
    let now = now.iter().map(|(id, card)| (*id, CardAddress::of(card)));
    before.iter().copied().eq(now)
}

/// The card that is being written, if it is one of these.
pub(super) fn editing_in(cards: &[(CardId, &Card)], editing: Option<CardId>) -> Option<CardId> {
    editing.filter(|editing| cards.iter().any(|(id, _)| id == editing))
}
