//! The imported surveys: what their labels mean on the map, and taking one away.

use std::collections::BTreeMap;

use egui::Ui;
use model::answers;
use model::{Edit, SurveyField, SurveyId, SurveyRecord, Table};
use scene::icon::Icon;
use survey::tally::Dimension;

use super::form::Form;
use crate::action::Action;
use crate::command::Command;
use crate::dialogs::Dialog;
use crate::panels::widgets;
use crate::survey_file::elements::{self, ASSIGNABLE, Element};

/// The labels of every survey, listed once: a tally may have many rows.
#[derive(Debug, Default)]
pub(super) struct LabelCache {
    /// The surveys as they were listed.
    of: Option<Table<SurveyId, SurveyRecord>>,
    surveys: BTreeMap<SurveyId, Cached>,
}

/// What is known of the labels of one survey.
#[derive(Debug, Default)]
struct Cached {
    labels: Vec<(Dimension, Vec<String>)>,
    /// How many labels stand for nothing, and how many answers they carry.
    unassigned: (usize, u64),
}

impl LabelCache {
    fn refresh(&mut self, form: &Form<'_, '_>) {
        let surveys = &form.shown.editor.project().surveys;
        if self.of.as_ref().is_some_and(|of| of.ptr_eq(surveys)) {
            return;
        }
        self.of = Some(surveys.clone());
        self.surveys.clear();
        for (id, record) in surveys {
            let of = |dimension| (dimension, record.tally.labels(dimension));
            let labels = ASSIGNABLE.into_iter().map(of).collect();
            let open = answers::unassigned(record);
            let unassigned = (open.len(), open.iter().map(|label| label.n).sum());
            self.surveys.insert(*id, Cached { labels, unassigned });
        }
    }
}

/// Lists the surveys.
pub(super) fn surveys_ui(ui: &mut Ui, form: &mut Form<'_, '_>, cache: &mut LabelCache) {
    cache.refresh(form);
    ui.horizontal(|ui| {
        widgets::heading_ui(ui, "Surveys");
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let name = Command::ImportSurvey.name();
            if widgets::icon_button_ui(ui, Icon::Add, name).clicked() {
                form.command(Command::ImportSurvey);
            }
        });
    });
    let project = form.shown.editor.project();
    if project.surveys.is_empty() {
        let hint = "No survey yet. Import a file of answers, and its figures stand on the map.";
        widgets::hint_ui(ui, form.theme(), hint);
    }
    for (id, record) in &project.surveys {
        if let Some(cached) = cache.surveys.get(id) {
            survey_ui(ui, form, *id, record, cached);
        }
    }
}

fn survey_ui(
    ui: &mut Ui,
    form: &mut Form<'_, '_>,
    id: SurveyId,
    record: &SurveyRecord,
    cached: &Cached,
) {
    ui.push_id(id, |ui| {
        let name = record.title();
        widgets::section_ui(ui, "survey", name, false, |ui| {
            let questions = widgets::counted(record.tally.questions.len(), "question", "questions");
            let text = format!("{questions}, from the file {}", record.file);
            widgets::hint_ui(ui, form.theme(), text);
            form.text_ui(ui, "Survey name", id.number(), &record.name, 1, |text| Edit::SetSurvey {
                id,
                field: Box::new(SurveyField::Name(text)),
            });
            for (dimension, labels) in &cached.labels {
                dimension_ui(ui, form, id, record, *dimension, labels);
            }
            let button = widgets::icon_text_button(Icon::Delete, "Remove survey");
            if widgets::named(ui.add(button), "Remove survey").clicked() {
                let dialog = Dialog::confirm_remove_survey(form.shown.editor.project(), id);
                form.actions.extend(dialog.map(Action::Show));
            }
        });
        if let Some(text) = unassigned_text(name, cached.unassigned) {
            widgets::warning_ui(ui, form.theme(), text);
        }
    });
}

/// What of a survey does not stand for anything on the map yet, as a sentence.
fn unassigned_text(name: &str, (labels, answers): (usize, u64)) -> Option<String> {
    let answers = match answers {
        1 => "1 answer counts".to_owned(),
        count => format!("{count} answers count"),
    };
    match labels {
        0 => None,
        1 => {
            Some(format!("1 label of “{name}” is not assigned: {answers} for the whole map only."))
        }
        count => Some(format!(
            "{count} labels of “{name}” are not assigned: {answers} for the whole map only."
        )),
    }
}

fn dimension_ui(
    ui: &mut Ui,
    form: &mut Form<'_, '_>,
    id: SurveyId,
    record: &SurveyRecord,
    dimension: Dimension,
    labels: &[String],
) {
    if labels.is_empty() {
        return;
    }
    let title = match dimension {
        Dimension::Persona => "Personas in the file",
        Dimension::Touchpoint => "Touchpoints in the file",
        _ => "Stages in the file",
    };
    widgets::section_ui(ui, title, title, true, |ui| {
        let project = form.shown.editor.project();
        let choices = elements::choices(project, Some(form.map), dimension).into_iter();
        let choices = choices.map(|(element, name)| (Some(element), name));
        let options: Vec<(Option<Element>, String)> =
            std::iter::once((None, "Not assigned".to_owned())).chain(choices).collect();
        for label in labels {
            let current = Element::of(&record.links, dimension, label);
            // An element of another map is not in this map's list; it must not look unassigned.
            let elsewhere =
                current.filter(|_| options.iter().all(|(element, _)| *element != current));
            let with_own = elsewhere.map(|element| {
                let own = (current, element.name_elsewhere(Some(form.map)));
                options.iter().cloned().chain([own]).collect::<Vec<_>>()
            });
            let all = with_own.as_deref().unwrap_or(&options);
            let salt = ("assign", dimension, label);
            if let Some(to) = widgets::combo_ui(ui, form.theme(), label, salt, all, Some(current)) {
                let mut links = record.links.clone();
                Element::assign(&mut links, dimension, label, to);
                let field = Box::new(SurveyField::Links(links));
                form.edit(Edit::SetSurvey { id, field });
            }
        }
    });
}
