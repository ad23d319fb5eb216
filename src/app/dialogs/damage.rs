//! Parts of a file cannot be read.

use egui::{Grid, RichText, ScrollArea, Ui};
use model::format::Damage;

use super::kit::{self, Kit};
use crate::action::{Action, Answer};
use crate::panels::widgets;

/// How many damaged places are listed; the rest is counted.
const MOST_LISTED: usize = 200;

/// What of a file cannot be read.
#[derive(Clone, Debug)]
pub struct DamageList {
    file_name: String,
    /// Line and column in the file, counted from 1, and what stands there.
    places: Vec<(usize, usize, String)>,
    count: usize,
}

impl DamageList {
    pub(super) fn new(file_name: String, damage: &[Damage]) -> Self {
        let place = |damage: &Damage| (damage.line, damage.column, damage.what.clone());
        let places = damage.iter().take(MOST_LISTED).map(place).collect();
        Self { file_name, places, count: damage.len() }
    }

    pub(super) fn title(&self) -> String {
        format!("“{}” is damaged", self.file_name)
    }

    pub(super) fn ui(&self, ui: &mut Ui, kit: &mut Kit<'_>) {
        let parts = widgets::counted(self.count, "part", "parts");
        kit::text_ui(
            ui,
            &format!(
                "{parts} of the file could not be read. The file itself stays as it is; what can \
                 be read opens as an untitled copy."
            ),
        );
        ui.add_space(8.0);
        let theme = kit.theme();
        let area = ScrollArea::vertical().max_height((kit.max_height - 260.0).max(80.0));
        widgets::scrolled_by_keys_ui(ui, theme, "What could not be read", area, |ui| {
            Grid::new("damage").num_columns(3).striped(true).spacing([16.0, 6.0]).show(ui, |ui| {
                for heading in ["Line", "Column", "What could not be read"] {
                    let text = RichText::new(heading).size(widgets::SMALL_PX);
                    ui.label(text.color(theme.ui.secondary));
                }
                ui.end_row();
                for (line, column, what) in &self.places {
                    ui.label(line.to_string());
                    ui.label(column.to_string());
                    ui.add(egui::Label::new(what.as_str()).wrap());
                    ui.end_row();
                }
            });
            if self.count > self.places.len() {
                let more = self.count - self.places.len();
                let text = format!("{} more.", widgets::counted(more, "part", "parts"));
                widgets::hint_ui(ui, theme, text);
            }
        });
        kit::buttons_ui(ui, |ui| {
            if kit.main_button_ui(ui, "Open what can be read") {
                kit.actions.push(Action::Answer(Answer::OpenDamaged));
            }
            if ui.button("Cancel").clicked() {
                kit.close();
            }
        });
    }
}
