//! Something went wrong: said in a dialog that stays until it was read.

use egui::{ScrollArea, Ui};

use super::kit::{self, Kit};
use crate::action::Action;
use crate::command::Command;

/// What happened, what was kept, what to do next.
#[derive(Clone, Debug)]
pub struct Message {
    /// What happened, in few words.
    pub(super) title: String,
    /// The sentences; a line break begins a new paragraph.
    pub(super) text: String,
    /// What one can do about it.
    pub(super) offer: Option<Command>,
}

impl Message {
    pub(super) fn ui(&self, ui: &mut Ui, kit: &mut Kit<'_>) {
        ScrollArea::vertical().max_height((kit.max_height - 180.0).max(80.0)).show(ui, |ui| {
            for paragraph in self.text.lines().filter(|line| !line.trim().is_empty()) {
                kit::text_ui(ui, paragraph);
            }
        });
        kit::buttons_ui(ui, |ui| {
            if let Some(command) = self.offer {
                if kit.main_button_ui(ui, command.name()) {
                    kit.actions.extend([Action::CloseDialog, Action::Command(command)]);
                }
                if ui.button("Close").clicked() {
                    kit.close();
                }
            } else if kit.main_button_ui(ui, "Close") {
                kit.close();
            }
            let copy = ui.button("Copy text");
            if copy.on_hover_text("To send it to somebody who can help").clicked() {
                let text = format!("{}\n{}", self.title, self.text);
                kit.actions.push(Action::CopyText(text));
            }
        });
    }
}
