//! What a new key figure measures: a usual formula, the answers to a question, or the way from
//! stage to stage.

use egui::{ScrollArea, Ui};
use model::{About, Edit, Kpi, KpiId, Measure, Order, Unit, ops};
use scene::icon::Icon;
use survey::rates::PRESETS;
use survey::tally::{Direction, Kind};

use super::Dialog;
use super::kit::{self, Kit};
use crate::action::Action;
use crate::panels::{AskedQuestion, kpi_words, widgets};

/// The dialog: about what the new figure is.
#[derive(Clone, Copy, Debug)]
pub struct NewKpi {
    about: About,
}

impl NewKpi {
    pub(super) const fn new(about: About) -> Self {
        Self { about }
    }

    pub(super) fn ui(self, ui: &mut Ui, kit: &mut Kit<'_>) {
        let project = kit.shown.editor.project();
        if self.about != About::default() {
            let about = kpi_words::about(project, kit.shown.editor.map(), self.about);
            kit::text_ui(ui, &format!("It is about: {about}."));
        }
        let questions = kit.kpis.questions(kit.shown);
        let mut chosen = None;
        let height = (kit.max_height - 160.0).max(160.0);
        ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            // Lines of text are no targets for the pointer.
            ui.spacing_mut().interact_size.y = 18.0;
            self.presets_ui(ui, kit, &mut chosen);
            self.answers_ui(ui, kit, &questions.asked, &mut chosen);
            self.conversions_ui(ui, kit, &questions.counting, &mut chosen);
        });
        kit::buttons_ui(ui, |ui| {
            if ui.button("Cancel").clicked() {
                kit.close();
            }
        });
        if let Some(kpi) = chosen {
            let (edit, id) = ops::new_kpi(project, kpi);
            add(kit, edit, id);
        }
    }

    fn presets_ui(self, ui: &mut Ui, kit: &Kit<'_>, chosen: &mut Option<Kpi>) {
        widgets::heading_ui(ui, "From numbers that you note");
        for (index, preset) in PRESETS.iter().enumerate() {
            let row = item_ui(ui, kit, Icon::Monitoring, preset.name, preset.formula, preset.hint);
            if index == 0 {
                kit.focus_first(&row);
            }
            if row.clicked() {
                *chosen = Some(ops::preset_kpi(preset, self.about));
            }
        }
    }

    fn answers_ui(
        self,
        ui: &mut Ui,
        kit: &Kit<'_>,
        all: &[AskedQuestion],
        chosen: &mut Option<Kpi>,
    ) {
        ui.add_space(12.0);
        widgets::heading_ui(ui, "From the answers to a question");
        if all.is_empty() {
            let hint = "Import a survey, and its scores can be watched here.";
            widgets::hint_ui(ui, kit.theme(), hint);
        }
        for asked in all {
            let hint = match asked.kind {
                Kind::Nps => "The Net Promoter Score of its answers.",
                Kind::Csat => "The share of its good answers.",
                Kind::Ces | Kind::Rating => "The mean of its answers.",
                Kind::Binary => "The share of its answers “yes”.",
                Kind::Amount => {
                    "The mean amount, such as a lifetime value that was observed, \
                                 with the median beside it."
                }
                Kind::Count => "The mean number, with the median beside it.",
            };
            if item_ui(ui, kit, Icon::Quiz, &asked.in_full(), "", hint).clicked() {
                let (survey, question) = (asked.survey, asked.question.clone());
                let measure = Measure::Answers { survey, question };
                *chosen = Some(self.figure(asked.title(), measure, asked.good(), Unit::Number));
            }
        }
    }

    fn conversions_ui(
        self,
        ui: &mut Ui,
        kit: &Kit<'_>,
        all: &[AskedQuestion],
        chosen: &mut Option<Kpi>,
    ) {
        ui.add_space(12.0);
        widgets::heading_ui(ui, "Conversion between stages");
        if all.is_empty() {
            let hint = "Import a table with a column of stages and a column that counts who \
                        reached them (a number, or yes and no), and conversion can be watched here.";
            widgets::hint_ui(ui, kit.theme(), hint);
        }
        for asked in all {
            let hint = "Of those who reached a stage, how many reached the next one.";
            let name = format!("Conversion by {}", asked.in_full());
            if item_ui(ui, kit, Icon::FilterAlt, &name, "", hint).clicked() {
                let (survey, question) = (asked.survey, asked.question.clone());
                let measure = Measure::Conversion { survey, question };
                let title = "Conversion".to_owned();
                *chosen = Some(self.figure(title, measure, Direction::HighGood, Unit::Percent));
            }
        }
    }

    fn figure(self, name: String, measure: Measure, good: Direction, unit: Unit) -> Kpi {
        Kpi { about: self.about, unit, ..Kpi::new(name, measure, good, Order::after(None)) }
    }
}

/// Adds the figure and goes on with its form.
fn add(kit: &mut Kit<'_>, edit: Edit, id: KpiId) {
    kit.actions.extend([
        Action::CloseDialog,
        Action::Seal,
        Action::Edit(edit),
        Action::Seal,
        Action::Show(Dialog::new_kpi_form(id)),
    ]);
}

/// Something that can be measured, with what has to be known of it.
fn item_ui(
    ui: &mut Ui,
    kit: &Kit<'_>,
    icon: Icon,
    name: &str,
    note: &str,
    hint: &str,
) -> egui::Response {
    let icon = Some((icon, kit.theme().ui.secondary));
    let row = widgets::row_ui(ui, kit.theme(), icon, name, note, false);
    ui.horizontal(|ui| {
        ui.add_space(24.0);
        widgets::hint_ui(ui, kit.theme(), hint);
    });
    ui.add_space(6.0);
    row
}
