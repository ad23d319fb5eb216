//! The imported surveys: what their labels mean on the map, and taking one away.

use std::collections::BTreeMap;

use egui::Ui;
use model::answers;
use model::{CardId, Edit, Links, PersonaId, StageId, SurveyField, SurveyId, SurveyRecord};
use scene::icon::Icon;
use survey::tally::Dimension;

use super::form::Form;
use crate::action::Action;
use crate::command::Command;
use crate::dialogs::Dialog;
use crate::panels::widgets;

/// The labels of every survey, listed once per revision: a tally may have many rows.
#[derive(Debug, Default)]
pub(super) struct LabelCache {
    revision: Option<u64>,
    surveys: BTreeMap<SurveyId, Cached>,
}

/// What is known of the labels of one survey.
#[derive(Debug, Default)]
struct Cached {
    labels: Vec<(Dimension, Vec<String>)>,
    /// How many labels stand for nothing, and how many answers they carry.
    unassigned: (usize, u64),
}

/// What can be assigned to elements of the map.
const ASSIGNABLE: [Dimension; 3] = [Dimension::Stage, Dimension::Persona, Dimension::Touchpoint];

impl LabelCache {
    fn refresh(&mut self, form: &Form<'_, '_>) {
        let revision = form.shown.editor.history().revision();
        if self.revision == Some(revision) {
            return;
        }
        self.revision = Some(revision);
        self.surveys.clear();
        for (id, record) in &form.shown.editor.project().surveys {
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
        let name = if record.name.is_empty() { &record.file } else { &record.name };
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

/// What a label can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Element {
    Stage(StageId),
    Persona(PersonaId),
    Card(CardId),
}

impl Element {
    fn of(links: &Links, dimension: Dimension, label: &str) -> Option<Self> {
        match dimension {
            Dimension::Stage => links.stages.get(label).copied().map(Self::Stage),
            Dimension::Persona => links.personas.get(label).copied().map(Self::Persona),
            Dimension::Touchpoint => links.touchpoints.get(label).copied().map(Self::Card),
            _ => None,
        }
    }

    /// The links with this label assigned to an element, or to none.
    fn assign(links: &Links, dimension: Dimension, label: &str, to: Option<Self>) -> Links {
        let mut links = links.clone();
        match dimension {
            Dimension::Stage => drop(links.stages.remove(label)),
            Dimension::Persona => drop(links.personas.remove(label)),
            Dimension::Touchpoint => drop(links.touchpoints.remove(label)),
            _ => {}
        }
        match to {
            Some(Self::Stage(id)) => drop(links.stages.insert(label.to_owned(), id)),
            Some(Self::Persona(id)) => drop(links.personas.insert(label.to_owned(), id)),
            Some(Self::Card(id)) => drop(links.touchpoints.insert(label.to_owned(), id)),
            None => {}
        }
        links
    }
}

/// The longest text of a card in the list, in characters.
const LONGEST_CARD: usize = 40;

fn options(form: &Form<'_, '_>, dimension: Dimension) -> Vec<(Option<Element>, String)> {
    let mut options = vec![(None, "Not assigned".to_owned())];
    match dimension {
        Dimension::Stage => {
            for (id, stage) in form.map.stages_in_order() {
                options.push((Some(Element::Stage(id)), stage.name.clone()));
            }
        }
        Dimension::Persona => {
            for (id, persona) in form.shown.editor.project().personas_in_order() {
                options.push((Some(Element::Persona(id)), persona.name.clone()));
            }
        }
        Dimension::Touchpoint => {
            let mut cards: Vec<_> = form.map.cards.iter().collect();
            cards.retain(|(_, card)| card.kind == model::CardKind::Touchpoint);
            cards.sort_by(|a, b| (&a.1.text, a.0).cmp(&(&b.1.text, b.0)));
            for (id, card) in cards {
                let text: String = card.text.chars().take(LONGEST_CARD).collect();
                options.push((Some(Element::Card(*id)), text.replace('\n', " ")));
            }
        }
        _ => {}
    }
    options
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
        let options = options(form, dimension);
        for label in labels {
            let mut current = Element::of(&record.links, dimension, label);
            // An element of another map is not in this map's list; it must not look unassigned.
            let elsewhere = options.iter().all(|(element, _)| *element != current);
            let with_own = elsewhere.then(|| {
                let own = (current, "On another map".to_owned());
                options.iter().cloned().chain([own]).collect::<Vec<_>>()
            });
            let all = with_own.as_deref().unwrap_or(&options);
            let salt = ("assign", dimension, label);
            if let Some(to) = widgets::combo_ui(ui, form.theme(), label, salt, all, Some(current)) {
                current = to;
                let links = Element::assign(&record.links, dimension, label, current);
                let field = Box::new(SurveyField::Links(links));
                form.edit(Edit::SetSurvey { id, field });
            }
        }
    });
}
