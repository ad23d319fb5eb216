//! Unsaved changes are about to be dropped.

use egui::Ui;

use super::kit::{self, Kit};
use crate::action::{Action, Answer};

/// The question about unsaved changes.
#[derive(Clone, Debug)]
pub struct Unsaved {
    /// What the document is called.
    pub(super) title: String,
}

impl Unsaved {
    pub(super) fn title(&self) -> String {
        format!("Save the changes to “{}”?", self.title)
    }

    pub(super) fn ui(ui: &mut Ui, kit: &mut Kit<'_>) {
        kit::text_ui(ui, "If you do not save them, the changes since the last save are lost.");
        kit::buttons_ui(ui, |ui| {
            if kit.main_button_ui(ui, "Save") {
                kit.actions.push(Action::Answer(Answer::SaveFirst));
            }
            if ui.button("Don’t save").clicked() {
                kit.actions.push(Action::Answer(Answer::DropChanges));
            }
            if ui.button("Cancel").clicked() {
                kit.close();
            }
        });
    }
}
