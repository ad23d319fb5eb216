//! Cut, copy and paste: cards for ourselves, lines and columns for everybody else.

use model::Selection;
use model::ops;

use crate::action::Toast;
use crate::app::App;
use crate::panels::Sheet;
use crate::panels::widgets::counted;

impl App {
    /// Copies the selected cards: their texts for every program, all of them for this one.
    pub(crate) fn copy(&mut self) {
        let cards = self.editor.selection().cards().collect();
        let copied = ops::copy_cards(self.editor.project(), self.editor.map_id(), &cards);
        if let Some(copied) = copied {
            self.ctx.copy_text(copied.text.clone());
            self.copied = copied;
        }
    }

    /// Copies the selected cards and takes them away.
    pub(crate) fn cut(&mut self) {
        self.copy();
        let cards = self.editor.selection().cards().collect();
        if let Some(edit) = ops::remove_cards(self.editor.map_id(), &cards, "Cut") {
            self.edit(edit);
        }
    }

    /// Puts what the metric panel shows on the clipboard, as a table that spreadsheets understand.
    pub(crate) fn copy_metrics_table(&mut self) {
        let choice = self.panels_mut().metrics_choice();
        let sheet = Sheet::of(&self.editor, &choice);
        if sheet.is_empty() {
            self.toast(Toast::info("There are no figures to copy."));
            return;
        }
        self.ctx.copy_text(sheet.tsv());
        self.toast(Toast::info("The table is on the clipboard."));
    }

    /// Inserts what was copied: cards as they were, text as one card a line.
    pub(crate) fn paste(&mut self, text: &str) {
        let Some(cell) = self.editor.target_cell() else {
            let text = match self.editor.selection() {
                Selection::Cell(_) => {
                    "Figures hold no cards. Select a cell of cards and paste again."
                }
                _ => "Add a stage, a lane and a persona first: cards need a cell.",
            };
            self.toast(Toast::info(text));
            return;
        };
        let (project, map) = (self.editor.project(), self.editor.map_id());
        let before = self.editor.card_after_selection();
        let pasted = ops::paste(project, map, cell, before, self.copied.recognise(text));
        let Some(pasted) = pasted else { return };
        let count = pasted.cards.len();
        let selection = Selection::Cards(pasted.cards.into_iter().collect());
        self.edit_and_select(pasted.edit, selection);
        if pasted.left_out > 0 {
            let texts = counted(pasted.left_out, "text was", "texts were");
            let text = format!(
                "{texts} left out: the map has no stage for them. Add one and paste again."
            );
            self.toast(Toast::info(text));
        } else if count > 1 {
            self.toast(Toast::info(format!("{count} cards pasted. Undo takes them away again.")));
        }
    }
}
