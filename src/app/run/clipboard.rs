//! Cut, copy and paste: cards for ourselves, lines and columns for everybody else.

use model::ops::{self, Pasted};
use model::{CardId, Edit, Selection};

use crate::action::Toast;
use crate::app::App;

/// Cards as they were copied last: what the clipboard of the system says of them, and all that is
/// known about them.
#[derive(Clone, Debug, Default)]
pub struct Copied {
    plain: String,
    rich: String,
}

impl App {
    fn selected_cards(&self) -> Vec<CardId> {
        self.editor.selection().cards().collect()
    }

    /// Copies the selected cards: their texts for every program, all of them for this one.
    pub(crate) fn copy(&mut self) {
        let (project, map, cards) =
            (self.editor.project(), self.editor.map_id(), self.selected_cards());
        if cards.is_empty() {
            return;
        }
        let plain = ops::copy_text(project, map, &cards);
        let rich = ops::copy_rich(project, map, &cards);
        self.ctx.copy_text(plain.clone());
        self.copied = Copied { plain, rich };
    }

    /// Copies the selected cards and takes them away.
    pub(crate) fn cut(&mut self) {
        self.copy();
        let cards = self.selected_cards();
        let edit = ops::delete_cards(self.editor.project(), self.editor.map_id(), &cards);
        if let Some(edit) = edit {
            let label = if cards.len() == 1 { "Cut card" } else { "Cut cards" }.to_owned();
            self.edit(Edit::Batch { label, edits: vec![edit] });
        }
    }

    /// Inserts what was copied: cards as they were, text as one card a line, or as a single card.
    pub(crate) fn paste(&mut self, text: &str, as_one_card: bool) {
        let Some(cell) = self.editor.target_cell() else {
            self.toast(Toast::info("Add a stage, a lane and a persona first: cards need a cell."));
            return;
        };
        let (project, map) = (self.editor.project(), self.editor.map_id());
        let before = self.editor.card_after_selection();
        let pasted = if as_one_card {
            let text = text.trim();
            let (edit, cards) = ops::insert_cards(project, map, cell, before, [text]);
            (!text.is_empty()).then_some(Pasted { edit, cards, left_out: Vec::new() })
        } else {
            // Line ends change on the way through some clipboards.
            let is_ours = !text.is_empty() && text.lines().eq(self.copied.plain.lines());
            let text = if is_ours { &self.copied.rich } else { text };
            ops::paste(project, map, cell, before, text)
        };
        let Some(pasted) = pasted else { return };
        let count = pasted.cards.len();
        let selection = Selection::Cards(pasted.cards.into_iter().collect());
        self.edit_and_select(pasted.edit, selection);
        if !pasted.left_out.is_empty() {
            let text = format!(
                "{} texts were left out: there are no stages for them further to the right.",
                pasted.left_out.len()
            );
            self.toast(Toast::error(text));
        } else if count > 1 {
            self.toast(Toast::info(format!("{count} cards pasted. Undo takes them away again.")));
        }
    }
}
