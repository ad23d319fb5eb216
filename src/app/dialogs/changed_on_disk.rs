//! The file is not what it was when it was opened.

use egui::Ui;

use super::kit::{self, Kit};
use crate::action::{Action, Answer};
use crate::panels::widgets;
use crate::style;

/// The question what to do with a file that somebody else changed.
#[derive(Clone, Debug)]
pub struct ChangedOnDisk {
    /// The file's name, without its folder.
    file_name: String,
    /// Whether it is asked once more before one's own changes are dropped.
    is_dropping: bool,
}

impl ChangedOnDisk {
    pub(super) const fn new(file_name: String) -> Self {
        Self { file_name, is_dropping: false }
    }

    pub(super) fn title(&self) -> String {
        format!("“{}” was changed by somebody else", self.file_name)
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, kit: &mut Kit<'_>) {
        let has_changes = kit.shown.editor.is_dirty();
        let text = if has_changes {
            "The file on disk is not the one that you opened. Nothing was saved yet, and your \
             changes are still here. Save a copy to keep both versions."
        } else {
            "The file on disk is not the one that you opened. You changed nothing since, so the \
             version on disk can be loaded and nothing is lost."
        };
        kit::text_ui(ui, text);
        if self.is_dropping {
            self.dropping_ui(ui, kit);
            return;
        }
        kit::buttons_ui(ui, |ui| {
            if has_changes {
                copy_ui(ui, kit, true);
                if ui.button("Load the version on disk").clicked() {
                    self.is_dropping = true;
                }
            } else {
                if kit.main_button_ui(ui, "Load the version on disk") {
                    kit.actions.push(Action::Answer(Answer::Reload));
                }
                copy_ui(ui, kit, false);
            }
            let overwrite = ui.add(style::danger_button(kit.theme(), "Overwrite"));
            let tip = "The version on disk is replaced by yours; a backup of it is kept";
            if overwrite.on_hover_text(tip).clicked() {
                kit.actions.push(Action::Answer(Answer::Overwrite));
            }
            if ui.button("Cancel").clicked() {
                kit.close();
            }
        });
    }

    /// Asks once more: what is dropped is nowhere else.
    fn dropping_ui(&mut self, ui: &mut Ui, kit: &mut Kit<'_>) {
        ui.add_space(4.0);
        let text = "Your changes since the last save are lost when the version on disk is loaded. \
                    This cannot be undone.";
        widgets::warning_ui(ui, kit.theme(), text);
        kit::buttons_ui(ui, |ui| {
            let load = style::danger_button(kit.theme(), "Drop my changes and load");
            if ui.add(load).clicked() {
                kit.actions.push(Action::Answer(Answer::Reload));
            }
            if ui.button("Keep my changes").clicked() {
                self.is_dropping = false;
            }
        });
    }
}

fn copy_ui(ui: &mut Ui, kit: &mut Kit<'_>, is_main: bool) {
    const TEXT: &str = "Save a copy…";
    let clicked = if is_main { kit.main_button_ui(ui, TEXT) } else { ui.button(TEXT).clicked() };
    if clicked {
        kit.actions.push(Action::Answer(Answer::SaveCopy));
    }
}
