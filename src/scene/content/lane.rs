//! A lane of cards: cards stacked in cells, the lane as high as its highest cell.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use emath::{Rect, pos2, vec2};
use model::{Card, CardId, CardKind, StageId};

use super::card::{CardArt, CardFrame, card_art};
use super::env::Env;
use crate::draw::{DrawList, Items};
use crate::layout::{CELL_PADDING, CardBox};
use crate::text::TextEngine;
use crate::theme::size;
use crate::view::Chip;

/// A card in the document, by its address. It stays the same card as long as the project that it
/// belongs to is kept: an edit of a persistent map writes a new one elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CardAddress(usize);

impl CardAddress {
    pub(crate) fn of(card: &Card) -> Self {
        Self(std::ptr::from_ref(card).addr())
    }
}

/// A lane's drawing: x as in the document, y from the lane's upper edge.
#[derive(Debug)]
pub(crate) struct LaneArt {
    pub height: f32,
    /// The cards of each column.
    pub cells: Vec<Vec<CardBox>>,
    pub items: Items,
    /// The drawn cards, for the next time that the lane changes.
    pub kept: Vec<(CardId, KeptCard)>,
}

/// A drawn card and what it was drawn from.
#[derive(Clone, Debug)]
pub(crate) struct KeptCard {
    pub address: CardAddress,
    pub frame: CardFrame,
    pub badge: Option<Chip>,
    pub art: Arc<CardArt>,
}

/// Whether these cards still carry the figures that they were drawn with.
pub(super) fn same_badges(cards: &[(CardId, KeptCard)], now: &BTreeMap<CardId, Chip>) -> bool {
    cards.iter().all(|(id, card)| card.badge.as_ref() == now.get(id))
}

/// Drawn cards by id.
pub(crate) type KeptCards = HashMap<CardId, KeptCard>;

/// A lane to be drawn.
pub(crate) struct LaneInput<'a> {
    /// The kind of new cards.
    pub kind: CardKind,
    /// The lane's cards in any order.
    pub cards: &'a [(CardId, &'a Card)],
    /// The card that is being written.
    pub editing: Option<CardId>,
    /// The figures that stand on cards.
    pub badges: &'a BTreeMap<CardId, Chip>,
}

/// Draws a lane, taking cards that did not change from `pool`.
pub(crate) fn lane_art(
    input: &LaneInput<'_>,
    env: &Env,
    text: &mut TextEngine,
    pool: &KeptCards,
) -> LaneArt {
    let mut kept = Vec::with_capacity(input.cards.len());
    let mut list = DrawList::new();
    let mut height = size::LANE_MIN_HEIGHT;
    let mut cells = Vec::with_capacity(env.columns.len());
    for column in &env.columns {
        let mut top = CELL_PADDING;
        let x = column.x.shrink(CELL_PADDING);
        let mut boxes = Vec::new();
        for (id, card) in in_cell(input.cards, column.id) {
            let frame = CardFrame {
                width: x.span(),
                lane_kind: Some(input.kind),
                editing: input.editing == Some(id),
            };
            let badge = input.badges.get(&id);
            let drawn = kept_or_drawn((id, card), frame, badge, env, text, pool);
            let art = Arc::clone(&drawn.art);
            kept.push((id, drawn));
            let corner = pos2(x.min, top);
            boxes.push(CardBox {
                id,
                rect: Rect::from_min_size(corner, vec2(x.span(), art.height)),
                text_rect: art.text_rect.translate(corner.to_vec2()),
                text_style: art.text_style,
                clamped: art.clamped,
            });
            list.group(art.items.clone(), corner.to_vec2());
            top += art.height + size::CARD_GAP;
        }
        if !boxes.is_empty() {
            height = height.max(top - size::CARD_GAP + CELL_PADDING);
        }
        cells.push(boxes);
    }
    LaneArt { height, cells, items: list.finish(), kept }
}

/// The cards of one stage from top to bottom.
fn in_cell<'a>(cards: &[(CardId, &'a Card)], stage: StageId) -> Vec<(CardId, &'a Card)> {
    let mut own: Vec<_> =
        cards.iter().filter(|(_, card)| card.place.stage == stage).copied().collect();
    own.sort_by(|(a_id, a), (b_id, b)| (&a.place.order, a_id).cmp(&(&b.place.order, b_id)));
    own
}

fn kept_or_drawn(
    (id, card): (CardId, &Card),
    frame: CardFrame,
    badge: Option<&Chip>,
    env: &Env,
    text: &mut TextEngine,
    pool: &KeptCards,
) -> KeptCard {
    let address = CardAddress::of(card);
    let is_same = |known: &&KeptCard| {
        known.address == address && known.frame == frame && known.badge.as_ref() == badge
    };
    match pool.get(&id).filter(is_same) {
        Some(known) => known.clone(),
        None => KeptCard {
            address,
            frame,
            badge: badge.cloned(),
            art: Arc::new(card_art(card, frame, badge, env, text)),
        },
    }
}
