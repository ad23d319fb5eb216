//! Writing into cards in place: forty notes without the mouse.
//!
//! A card that is begun is shown as a preview until it has a text; then every change of the text
//! is an edit that merges with the one before. So writing one card is one undo step, and a crash
//! loses no more than the journal's delay.

use model::{
    Card, CardField, CardId, Cell, Edit, Lane, LaneId, LaneKind, Order, PersonaId, Selection,
};

use super::Editor;
use crate::action::WriteOn;

/// The step that makes a card, as the history calls it.
const ADD_CARD: &str = "Add card";

/// A lane of a band; no persona: of the lanes that stand once.
type Row = (Option<PersonaId>, LaneId);

/// The card that is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writing {
    /// The card; while it has no text yet it is only shown, not in the project.
    pub card: CardId,
    /// Whether the card was begun by writing: it goes again when it ends without a text.
    pub is_new: bool,
}

impl Editor {
    fn set_writing(&mut self, writing: Option<Writing>) {
        self.view.editing = writing.as_ref().map(|writing| writing.card);
        self.writing = writing;
    }

    /// Begins to write into a card that is there.
    pub fn write_card(&mut self, id: CardId) {
        if self.writing.as_ref().is_some_and(|writing| writing.card == id) {
            return;
        }
        self.stop_writing();
        if self.map().is_some_and(|map| map.cards.contains_key(&id)) {
            self.select(Selection::card(id));
            self.seal();
            self.set_writing(Some(Writing { card: id, is_new: false }));
        }
    }

    /// Begins a card in a cell, before another card or at the end, with this text so far.
    /// Nothing happens in a cell that holds no cards.
    pub fn write_new(&mut self, cell: Cell, before: Option<CardId>, text: &str) {
        self.stop_writing();
        let Some(map) = self.map() else { return };
        let Some(kind) = map.lanes.get(&cell.lane).and_then(Lane::card_kind) else { return };
        let cards = map.cards_in(cell);
        let at = before
            .and_then(|before| cards.iter().position(|(id, _)| *id == before))
            .unwrap_or(cards.len());
        let order_at = |index: usize| cards.get(index).map(|(_, card)| &card.place.order);
        let order = Order::between(at.checked_sub(1).and_then(order_at), order_at(at));
        let id = CardId::new();
        let card = Box::new(Card::new(cell.place(order), kind, text));
        let edit = Edit::AddCard { map: self.map_id(), id, card };
        self.seal();
        if text.is_empty() {
            self.set_preview(Some(edit));
        } else if self.edit(edit).is_err() {
            return;
        }
        self.set_writing(Some(Writing { card: id, is_new: true }));
        self.selection = Selection::card(id);
    }

    /// The card being written now says this.
    pub fn set_text(&mut self, text: String) {
        let Some(Writing { card: id, .. }) = self.writing.clone() else { return };
        let current = self.map().and_then(|map| map.cards.get(&id)).map(|card| &card.text);
        // A card that was begun stays a preview until it says something.
        if current.map_or(text.is_empty(), |current| *current == text) {
            return;
        }
        let edit = Edit::SetCard { map: self.map_id(), id, field: CardField::Text(text) };
        // The card cannot be gone: the writing would have ended with it.
        let _ = self.edit(edit);
    }

    /// Ends the writing; the card stays selected. A new card without a text goes again.
    pub fn stop_writing(&mut self) {
        let Some(Writing { card, is_new }) = self.writing.clone() else { return };
        self.set_writing(None);
        let begun = matches!(self.preview(), Some(Edit::AddCard { id, .. }) if *id == card);
        if begun {
            let cell =
                self.shown_map().and_then(|map| map.cards.get(&card)).map(|c| c.place.cell());
            self.set_preview(None);
            self.selection = cell.map_or(Selection::Nothing, Selection::Cell);
            self.prune();
        } else if is_new && self.text_of(card).is_some_and(|text| text.trim().is_empty()) {
            let cell = self.map().and_then(|map| map.cards.get(&card)).map(|c| c.place.cell());
            if self.history.undo_label() == Some(ADD_CARD) {
                self.history.cancel();
            } else {
                // Something else was set on it meanwhile, so that its making is further back.
                let _ = self.edit(Edit::RemoveCard { map: self.map_id(), id: card });
            }
            self.selection = cell.map_or(Selection::Nothing, Selection::Cell);
            self.refresh();
        }
        self.seal();
    }

    /// Goes on writing in a new card elsewhere. At the edge of the map, or from a card that is
    /// still empty into its own cell, nothing happens.
    pub fn write_on(&mut self, to: WriteOn) {
        let Some(id) = self.writing.as_ref().map(|writing| writing.card) else { return };
        let Some(map) = self.shown_map() else { return };
        let Some(card) = map.cards.get(&id) else { return };
        let cell = card.place.cell();
        let is_empty = card.text.trim().is_empty();
        let (next, before) = match to {
            WriteOn::NextCard if is_empty => return,
            WriteOn::NextCard => {
                let cards = map.cards_in(cell);
                let at = cards.iter().position(|(other, _)| *other == id);
                let below = at.and_then(|at| cards.get(at + 1)).map(|(id, _)| *id);
                (Some(cell), below)
            }
            WriteOn::NextStage => (self.beside(cell, 1), None),
            WriteOn::PreviousStage => (self.beside(cell, -1), None),
            WriteOn::NextLane => (self.below(cell, 1), None),
            WriteOn::PreviousLane => (self.below(cell, -1), None),
        };
        if let Some(next) = next {
            self.stop_writing();
            self.write_new(next, before, "");
        }
    }

    /// The cell so many stages to the right.
    pub(super) fn beside(&self, cell: Cell, by: isize) -> Option<Cell> {
        let stages = self.map()?.stages_in_order();
        let at = stages.iter().position(|(id, _)| *id == cell.stage)?;
        let (stage, _) = stages.get(at.checked_add_signed(by)?)?;
        Some(Cell { stage: *stage, ..cell })
    }

    /// The cell so many rows of cards further down, through all bands that are shown whole.
    fn below(&self, cell: Cell, by: isize) -> Option<Cell> {
        below_in(&self.card_rows(), cell, by)
    }

    /// The cell so many rows of cells further down, be they of cards or of figures.
    pub(super) fn cell_below(&self, cell: Cell, by: isize) -> Option<Cell> {
        below_in(&self.cell_rows(), cell, by)
    }

    /// Every visible row that holds cards, from top to bottom.
    fn card_rows(&self) -> Vec<Row> {
        self.rows(|lane| lane.card_kind().is_some())
    }

    /// Every visible row of cells: of cards, and of figures.
    fn cell_rows(&self) -> Vec<Row> {
        self.rows(|lane| lane.kind != LaneKind::Curve)
    }

    fn rows(&self, is_meant: impl Fn(&Lane) -> bool) -> Vec<Row> {
        let Some(map) = self.map() else { return Vec::new() };
        let lanes = map.lanes_in_order();
        let rows_of = |once: bool| {
            lanes
                .iter()
                .filter(|(_, lane)| lane.once == once && !lane.hidden && is_meant(lane))
                .map(|(id, _)| *id)
                .collect::<Vec<_>>()
        };
        let view = self.view();
        let mut rows = Vec::new();
        for (persona, _) in self.project().personas_in_order() {
            let is_open = view.focus.map_or(!view.collapsed.contains(&persona), |f| f == persona);
            if is_open {
                rows.extend(rows_of(false).into_iter().map(|lane| (Some(persona), lane)));
            }
        }
        rows.extend(rows_of(true).into_iter().map(|lane| (None, lane)));
        rows
    }

    /// Whether a cell is there and seen.
    pub(super) fn has_cell(&self, cell: Cell) -> bool {
        self.cell_rows().contains(&(cell.persona, cell.lane))
            && self.map().is_some_and(|map| map.stages.contains_key(&cell.stage))
    }

    /// The top left cell that holds cards.
    pub(super) fn first_cell(&self) -> Option<Cell> {
        let (persona, lane) = *self.card_rows().first()?;
        let (stage, _) = *self.map()?.stages_in_order().first()?;
        Some(Cell { persona, lane, stage })
    }

    /// The text of a card, as saved.
    pub fn text_of(&self, id: CardId) -> Option<&str> {
        self.map()?.cards.get(&id).map(|card| card.text.as_str())
    }
}

/// The cell of the same stage so many rows further down.
fn below_in(rows: &[Row], cell: Cell, by: isize) -> Option<Cell> {
    let at = rows.iter().position(|row| *row == (cell.persona, cell.lane))?;
    let (persona, lane) = *rows.get(at.checked_add_signed(by)?)?;
    Some(Cell { persona, lane, stage: cell.stage })
}
