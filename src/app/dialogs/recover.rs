//! Work that an interrupted session left behind.

use egui::{Frame, Margin, ScrollArea, Stroke, Ui};

use super::kit::{self, Kit};
use crate::action::{Action, Answer};
use crate::panels::widgets;
use crate::style;

/// Unsaved work of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoveryItem {
    /// The name of the recovery folder.
    pub id: String,
    /// What the document was called.
    pub name: String,
    /// When it was changed last, in words.
    pub when: String,
    /// What is known of its file, as a sentence.
    pub file: String,
}

/// The list of what can be brought back.
#[derive(Clone, Debug)]
pub struct Recover {
    items: Vec<RecoveryItem>,
    /// The item that is to be deleted once that is confirmed.
    doomed: Option<String>,
}

impl Recover {
    pub(super) const fn new(items: Vec<RecoveryItem>) -> Self {
        Self { items, doomed: None }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, kit: &mut Kit<'_>) {
        kit::text_ui(
            ui,
            "The program ended before these changes were saved. Restored work opens as an \
             untitled copy; no file is changed until you save.",
        );
        ui.add_space(8.0);
        let items = self.items.clone();
        ScrollArea::vertical().max_height((kit.max_height - 240.0).max(120.0)).show(ui, |ui| {
            for (index, item) in items.iter().enumerate() {
                ui.push_id(&item.id, |ui| self.item_ui(ui, kit, item, index == 0));
            }
        });
        kit::buttons_ui(ui, |ui| {
            let later = ui.button("Decide later");
            if later.on_hover_text("It is offered again at the next start").clicked() {
                kit.close();
            }
        });
    }

    fn item_ui(&mut self, ui: &mut Ui, kit: &mut Kit<'_>, item: &RecoveryItem, is_first: bool) {
        let theme = kit.theme();
        let frame = Frame::new()
            .stroke(Stroke::new(1.0, theme.ui.hairline))
            .corner_radius(6)
            .inner_margin(Margin::same(12));
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.label(style::semibold(&item.name, widgets::BODY_PX));
            let text = format!("Changed last on {}. {}", item.when, item.file);
            widgets::hint_ui(ui, theme, text);
            ui.horizontal(|ui| {
                let restore = if is_first {
                    kit.main_button_ui(ui, "Restore")
                } else {
                    ui.add(style::primary_button(theme, "Restore")).clicked()
                };
                if restore {
                    kit.actions.push(Action::Answer(Answer::Recover(item.id.clone())));
                }
                if self.doomed.as_ref() == Some(&item.id) {
                    let sure = ui.add(style::danger_button(theme, "Yes, delete for good"));
                    if sure.clicked() {
                        let answer = Answer::DiscardRecovery(item.id.clone());
                        kit.actions.push(Action::Answer(answer));
                    }
                    if ui.button("Keep it").clicked() {
                        self.doomed = None;
                    }
                } else if ui.button("Delete for good").clicked() {
                    self.doomed = Some(item.id.clone());
                }
            });
        });
    }
}
