//! The file is not what it was when it was opened.

use egui::Ui;

use super::kit::{self, Kit};
use crate::action::{Action, Answer};
use crate::command::Command;
use crate::style;

/// The question what to do with a file that somebody else changed.
#[derive(Clone, Debug)]
pub struct ChangedOnDisk {
    /// The file's name, without its folder.
    pub(super) file_name: String,
}

impl ChangedOnDisk {
    pub(super) fn title(&self) -> String {
        format!("“{}” was changed by somebody else", self.file_name)
    }

    pub(super) fn ui(ui: &mut Ui, kit: &mut Kit<'_>) {
        kit::text_ui(
            ui,
            "The file on disk is not the one that you opened. Nothing was saved yet, and your \
             changes are still here. Save a copy to keep both versions.",
        );
        kit::buttons_ui(ui, |ui| {
            if kit.main_button_ui(ui, "Save a copy…") {
                kit.actions.extend([Action::CloseDialog, Action::Command(Command::SaveAs)]);
            }
            let load = ui.button("Load the version on disk");
            if load.on_hover_text("Your changes since the last save are dropped").clicked() {
                kit.actions.push(Action::Answer(Answer::Reload));
            }
            let overwrite = ui.add(style::danger_button(kit.theme(), "Overwrite"));
            let tip = "The version on disk is replaced by yours; a backup of it is kept";
            if overwrite.on_hover_text(tip).clicked() {
                kit.actions.push(Action::Answer(Answer::Overwrite));
            }
        });
        ui.add_space(4.0);
        if ui.button("Cancel").clicked() {
            kit.close();
        }
    }
}
