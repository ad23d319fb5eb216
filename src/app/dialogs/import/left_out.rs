//! What an import leaves out, to the clipboard or to a file.

use egui::Ui;

use super::ImportDialog;
use crate::action::Action;
use crate::dialogs::kit::Kit;
use crate::panels::widgets;
use crate::panels::words::grouped;

impl ImportDialog {
    /// The buttons for it, and how far a file is that is being written.
    pub(super) fn left_out_buttons_ui(&self, ui: &mut Ui, kit: &mut Kit<'_>) {
        let rejects = self.counted.as_ref().map(|counted| &counted.rejects);
        let Some(rejects) = rejects.filter(|rejects| rejects.total > 0) else { return };
        let listed = rejects.listed.len() as u64;
        let what = if listed < rejects.total {
            format!("The first {} lines, with the reasons", grouped(listed))
        } else {
            "As a table, with the reasons".to_owned()
        };
        if ui.button("Copy what was left out").on_hover_text(what).clicked() {
            kit.actions.push(Action::CopyText(rejects.to_csv()));
        }
        let save = ui.button("Save what was left out…");
        let what = "All of it as a CSV file, with the reasons";
        if let (true, Some(request)) = (save.on_hover_text(what).clicked(), &self.asked) {
            let (path, request) = (self.path.clone(), Box::new(request.clone()));
            kit.actions.push(Action::SaveRejects { path, request });
        }
        if let Some(busy) = kit.shown.busy.filter(|busy| busy.can_cancel && !self.is_counting) {
            widgets::hint_ui(ui, kit.theme(), &busy.text);
            if ui.button("Stop").clicked() {
                kit.actions.push(Action::CancelJob);
            }
        }
    }
}
