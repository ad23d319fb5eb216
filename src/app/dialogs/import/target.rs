//! What becomes of the file, who is remembered, and what can be done where waves cannot be counted.

use egui::Ui;
use scene::theme::Theme;
use survey::import::Keep;

use super::super::kit::Kit;
use super::{ImportDialog, answers, changes, parts};
use crate::panels::widgets;
use crate::survey_file::count::{Known, tells_people};

impl ImportDialog {
    /// What becomes of the file, and what stands in the way of it.
    pub(super) fn target_ui(&mut self, ui: &mut Ui, kit: &Kit<'_>) {
        let theme = kit.theme();
        let editor = kit.shown.editor;
        let Some(survey) = &mut self.survey else { return };
        let (candidates, names) = (&self.candidates, &mut self.names);
        ui.add_space(4.0);
        let chosen = changes::target_ui(ui, theme, candidates, survey, names);
        if let Some(chosen) = chosen {
            if chosen.survey() != self.target().survey() {
                self.names.clear();
            }
            self.target = Some(chosen);
            self.make_survey(editor.project(), editor.map_id());
        }
        self.remember_ui(ui, theme);
        self.way_out_ui(ui, kit);
    }

    /// Whether this computer is to know who answered, where the file tells people from each other.
    fn remember_ui(&mut self, ui: &mut Ui, theme: &Theme) {
        if tells_people(&self.plan) {
            let known = self.counted.as_deref().map(|counted| &counted.known);
            let mut remembers = self.remembers_people();
            if answers::remember_ui(ui, theme, &mut remembers, known) {
                self.remembers_people = Some(remembers);
            }
        }
    }

    /// What can be done where the latest answers are to count and the waves before cannot be counted
    /// again, or nobody knows who answered them.
    fn way_out_ui(&mut self, ui: &mut Ui, kit: &Kit<'_>) {
        let Some(counted) = self.counted.as_deref().filter(|_| !self.is_counting) else { return };
        let keep = self.plan.options.keep;
        let is_wave = self.is_wave();
        if let Some(problem) = counted.problem.as_ref().filter(|_| is_wave) {
            widgets::warning_ui(ui, kit.theme(), problem);
            ui.horizontal_wrapped(|ui| {
                if ui.button("Let their first answers count").clicked() {
                    self.plan.options.keep = Keep::First;
                }
                if ui.button("Let all answers count").clicked() {
                    self.plan.options.keep = Keep::All;
                }
            });
        } else if let (Known::Unknown(waves), true) = (&counted.known, is_wave && keep != Keep::All)
        {
            let text = format!(
                "Nobody who answered {} can be recognised on this computer: they count there and \
                 here.",
                parts::quoted(waves)
            );
            widgets::warning_ui(ui, kit.theme(), text);
        }
    }
}
