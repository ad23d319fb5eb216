//! Something is about to be deleted, with more than itself.

use egui::Ui;
use model::Edit;

use super::kit::{self, Kit};
use crate::action::{Action, Answer};
use crate::style;

/// The question before a deletion.
#[derive(Clone, Debug)]
pub struct ConfirmDelete {
    /// "Delete stage “X” and its 7 cards?"
    question: String,
    edit: Edit,
}

impl ConfirmDelete {
    pub(super) const fn new(question: String, edit: Edit) -> Self {
        Self { question, edit }
    }

    pub(super) fn title(&self) -> &str {
        &self.question
    }

    pub(super) fn ui(&self, ui: &mut Ui, kit: &mut Kit<'_>) {
        let (button, text) = if matches!(self.edit, Edit::RemoveSurvey { .. }) {
            ("Remove", "The file that it came from stays as it is. Undo brings the survey back.")
        } else {
            ("Delete", "It is one step: Undo brings everything back.")
        };
        kit::text_ui(ui, text);
        kit::buttons_ui(ui, |ui| {
            let response = ui.add(style::danger_button(kit.theme(), button));
            kit.focus_first(&response);
            if response.clicked() {
                kit.actions.push(Action::Answer(Answer::Delete(self.edit.clone())));
            }
            if ui.button("Cancel").clicked() {
                kit.close();
            }
        });
    }
}
