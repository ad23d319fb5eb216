//! Importing a survey: what was understood of the file, changeable, with the figures that result.
//! Nothing is written to the project until Import is pressed.

mod columns;
mod matching;
mod result;

use std::path::PathBuf;

use egui::{DragValue, Response, RichText, ScrollArea, Ui};
use model::Links;
use scene::theme::Theme;
use survey::columns::Role;
use survey::import::{Imported, Plan, Preview, open_proposals};

use super::kit::{self, Kit};
use crate::action::Action;
use crate::panels::widgets;
use crate::survey_file::NewSurvey;

/// How much of the window the figures take, and how high they are at least and at most, in points.
const FIGURES_SHARE: f32 = 0.2;
const FIGURES_PT: [f32; 2] = [72.0, 168.0];
/// The line of rows, the buttons, and the gaps around them.
const BELOW_PT: f32 = 132.0;

/// The parts of the dialog.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
enum Tab {
    /// What each column is for.
    #[default]
    Columns,
    /// Which label is which element of the map.
    Matching,
    /// The first rows of the file.
    Rows,
    /// What could not be used.
    LeftOut,
}

/// What the dialog is set to.
#[derive(Clone, Debug)]
pub struct ImportDialog {
    path: PathBuf,
    file: String,
    preview: Box<Preview>,
    plan: Plan,
    /// The plan that was sent to be counted last, and its number.
    asked: Option<(Plan, u64)>,
    /// Whether that plan is still being counted: what is shown belongs to the one before.
    is_counting: bool,
    counted: Option<Box<Imported>>,
    problem: Option<String>,
    /// What people assigned or the likeness of names suggests.
    survey: Option<NewSurvey>,
    /// The labels that can be matched, with their answers.
    labels: matching::Labels,
    tab: Tab,
    show_all: bool,
}

impl ImportDialog {
    /// The dialog for a file of which the beginning was read.
    pub fn new(path: PathBuf, file: String, preview: Box<Preview>) -> Self {
        let plan = preview.plan.clone();
        Self {
            path,
            file,
            preview,
            plan,
            asked: None,
            is_counting: false,
            counted: None,
            problem: None,
            survey: None,
            labels: matching::Labels::default(),
            tab: Tab::default(),
            show_all: false,
        }
    }

    /// Takes the count of the plan of this number. Assignments that were made by hand stay.
    pub fn set_counted(
        &mut self,
        plan: u64,
        result: anyhow::Result<Box<Imported>>,
        suggest: impl FnOnce(String, survey::tally::Tally) -> NewSurvey,
    ) {
        if self.asked.as_ref().is_none_or(|(_, asked)| *asked != plan) {
            return;
        }
        self.is_counting = false;
        match result {
            Ok(imported) => {
                let mut survey = suggest(self.file.clone(), imported.tally.clone());
                if let Some(before) = self.survey.take() {
                    survey.links = keep_choices(&before.links, survey.links);
                    survey.replaces = before.replaces;
                }
                self.labels = matching::Labels::of(&survey.tally);
                self.survey = Some(survey);
                self.counted = Some(imported);
                self.problem = None;
            }
            Err(error) => {
                self.counted = None;
                self.problem = Some(format!("{error:#}"));
            }
        }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, kit: &mut Kit<'_>) {
        self.understood_ui(ui, kit);
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            let unassigned =
                self.survey.as_ref().map_or(0, |survey| self.labels.unassigned(survey));
            let matching = match unassigned {
                0 => "Matching".to_owned(),
                count => format!("Matching ({count} unassigned)"),
            };
            let left_out = match self.counted.as_ref().map_or(0, |counted| counted.rejects.total) {
                0 => "Left out".to_owned(),
                count => format!("Left out ({count})"),
            };
            let tabs = [
                (Tab::Columns, "Columns".to_owned()),
                (Tab::Matching, matching),
                (Tab::Rows, "First rows".to_owned()),
                (Tab::LeftOut, left_out),
            ];
            for (tab, name) in tabs {
                ui.selectable_value(&mut self.tab, tab, name);
            }
        });
        // What stands below takes its room first; the tab gets what is left of the window.
        let figures = (kit.max_height * FIGURES_SHARE).clamp(FIGURES_PT[0], FIGURES_PT[1]);
        let left = kit.max_height - 48.0 - ui.min_rect().height() - figures - BELOW_PT;
        let height = left.clamp(100.0, 460.0);
        let scroll = match self.tab {
            Tab::Columns | Tab::Matching => ScrollArea::vertical(),
            Tab::Rows | Tab::LeftOut => ScrollArea::both(),
        };
        let scroll = scroll.id_salt(self.tab).max_height(height).min_scrolled_height(height);
        scroll.auto_shrink([false, false]).show(ui, |ui| self.tab_ui(ui, kit));
        widgets::divider_ui(ui, kit.theme());
        let counted = self.counted.as_deref().ok_or(self.problem.as_deref());
        let complete_only = self.plan.options.complete_only;
        result::figures_ui(ui, kit.theme(), counted, complete_only, figures);
        self.buttons_ui(ui, kit);
        self.ask_for_count(kit);
    }

    fn tab_ui(&mut self, ui: &mut Ui, kit: &Kit<'_>) {
        let theme = kit.theme();
        match self.tab {
            Tab::Columns => {
                for warning in self.warnings() {
                    widgets::warning_ui(ui, theme, warning);
                }
                let tally = self.survey.as_ref().map(|survey| &survey.tally);
                columns::columns_ui(ui, theme, &mut self.plan, tally, self.show_all);
            }
            Tab::Matching => matching::matching_ui(ui, kit, self.survey.as_mut(), &self.labels),
            Tab::Rows => result::rows_ui(ui, theme, &self.preview),
            Tab::LeftOut => {
                let warnings = self.warnings();
                result::left_out_ui(ui, theme, self.counted.as_deref(), &warnings);
            }
        }
    }

    /// What the count warns of, without the end labels that are asked about at their questions.
    fn warnings(&self) -> Vec<String> {
        let columns = self.asked.iter().flat_map(|(plan, _)| &plan.columns);
        let asked: Vec<String> = columns.filter_map(open_proposals).collect();
        let warnings = self.counted.iter().flat_map(|counted| &counted.warnings);
        warnings.filter(|warning| !asked.contains(warning)).cloned().collect()
    }

    /// One line on the file, and how many of its rows are headers.
    fn understood_ui(&mut self, ui: &mut Ui, kit: &Kit<'_>) {
        let format = &self.plan.format;
        let delimiter = match format.delimiter() {
            None => "workbook",
            Some(',') => "commas",
            Some(';') => "semicolons",
            Some('\t') => "tabs",
            Some(_) => "other separators",
        };
        let text = format!(
            "{}: {}, {}, {}.",
            self.file,
            self.plan.tool.name(),
            format.encoding_name(),
            delimiter
        );
        let personal = self.plan.with_role(Role::Personal).len();
        let mut header_rows = format.header_rows;
        ui.horizontal_wrapped(|ui| {
            widgets::hint_ui(ui, kit.theme(), text);
            let label = ui.label("Header rows");
            ui.add(DragValue::new(&mut header_rows).range(1..=3)).labelled_by(label.id);
            ui.checkbox(&mut self.show_all, "Show every column");
            if personal > 0 {
                let text = format!(
                    "{} not imported.",
                    widgets::counted(personal, "personal column is", "personal columns are")
                );
                widgets::hint_ui(ui, kit.theme(), text);
            }
        });
        for warning in &self.preview.warnings {
            widgets::warning_ui(ui, kit.theme(), warning.as_str());
        }
        if header_rows != self.plan.format.header_rows {
            *self.preview = (*self.preview).clone().with_header_rows(header_rows);
            self.plan = self.preview.plan.clone();
        }
    }

    fn buttons_ui(&mut self, ui: &mut Ui, kit: &mut Kit<'_>) {
        let replaced = self
            .survey
            .as_ref()
            .and_then(|survey| survey.replaces)
            .and_then(|id| kit.shown.editor.project().surveys.get(&id))
            .map(|survey| survey.name.clone());
        if let Some(name) = replaced {
            let text = format!(
                "“{name}” came from a file of the same name: its answers are replaced, its assignments kept."
            );
            widgets::hint_ui(ui, kit.theme(), text);
        }
        let is_current = self.asked.as_ref().is_some_and(|(plan, _)| *plan == self.plan);
        let has_questions =
            self.counted.as_ref().is_some_and(|counted| !counted.tally.questions.is_empty());
        let ready = is_current && !self.is_counting && has_questions;
        kit::buttons_ui(ui, |ui| {
            ui.add_enabled_ui(ready, |ui| {
                if kit.main_button_ui(ui, "Import")
                    && let Some(survey) = self.survey.clone()
                {
                    kit.actions.push(Action::ImportSurvey(Box::new(survey)));
                }
            });
            if ui.button("Cancel").clicked() {
                kit.close();
            }
            if self.counted.as_ref().is_some_and(|counted| counted.rejects.total > 0) {
                let copy = ui.button("Copy what was left out");
                if copy.on_hover_text("As a table, with the reasons").clicked()
                    && let Some(counted) = &self.counted
                {
                    kit.actions.push(Action::CopyText(counted.rejects.to_csv()));
                }
            }
        });
    }

    /// Every change of the plan is counted anew, in the background.
    fn ask_for_count(&mut self, kit: &mut Kit<'_>) {
        if self.asked.as_ref().is_some_and(|(plan, _)| *plan == self.plan) {
            return;
        }
        let number = self.asked.as_ref().map_or(1, |(_, number)| number + 1);
        self.asked = Some((self.plan.clone(), number));
        self.is_counting = true;
        kit.actions.push(Action::CountSurvey {
            path: self.path.clone(),
            plan: Box::new(self.plan.clone()),
            number,
        });
    }
}

/// What stands above a column of a table.
fn column_title_ui(ui: &mut Ui, theme: &Theme, text: &str) -> Response {
    ui.label(RichText::new(text).size(widgets::SMALL_PX).color(theme.ui.secondary))
}

/// A list to choose from, named for screen readers. Returns what was chosen anew.
fn combo_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: &str,
    current: Option<T>,
    options: &[(T, &str)],
    width: f32,
) -> Option<T> {
    let label_of = |value| options.iter().find(|(other, _)| *other == value).map(|(_, name)| *name);
    let mut chosen = None;
    let combo = egui::ComboBox::from_id_salt("choice").width(width).height(widgets::LIST_HEIGHT);
    let shown = current.and_then(label_of).unwrap_or_default();
    let output = combo.truncate().selected_text(shown).show_ui(ui, |ui| {
        ui.spacing_mut().item_spacing.y = widgets::LIST_GAP;
        for (value, label) in options {
            if ui.selectable_label(current == Some(*value), *label).clicked() {
                chosen = Some(*value);
            }
        }
    });
    widgets::keep_in_view(ui, &output.response);
    output.response.accessible_name(format!("{name}: {shown}"));
    chosen.filter(|value| current != Some(*value))
}

/// What was assigned before, for labels that are still there.
fn keep_choices(before: &Links, mut now: Links) -> Links {
    now.stages.extend(before.stages.clone());
    now.personas.extend(before.personas.clone());
    now.touchpoints.extend(before.touchpoints.clone());
    now
}
