//! Which label of the file is which stage, persona or touchpoint of the map.

use std::collections::BTreeMap;

use egui::{Grid, Ui};
use model::{Links, MapId, Project};
use survey::tally::{Dimension, Tally};

use super::super::kit::Kit;
use super::parts::combo_ui;
use crate::panels::widgets;
use crate::survey_file::NewSurvey;
use crate::survey_file::elements::{self, ASSIGNABLE, Element};

/// Width of a label's column and of its list, in points.
const LABEL_PT: f32 = 320.0;
const ANSWERS_PT: f32 = 110.0;
const LIST_PT: f32 = 320.0;

/// A label of the file, with how many answers carry it: those to the question that most people
/// answered there.
type Label = (String, u64);

/// The labels that can stand for something, in the order of their names. They are gathered once for
/// every count, as a file may have many.
#[derive(Clone, Debug, Default)]
pub(super) struct Labels(BTreeMap<Dimension, LabelsOf>);

/// The labels of one kind, and how many answers have none.
#[derive(Clone, Debug, Default)]
struct LabelsOf {
    labels: Vec<Label>,
    without: u64,
}

/// What labels can stand for, by their kind. It is listed once for every count: a map may have
/// thousands of cards.
#[derive(Clone, Debug, Default)]
pub(super) struct Choices(BTreeMap<Dimension, Vec<(Element, String)>>);

/// What somebody assigned by hand: an element, or none for what is to stay unassigned. It stays when
/// the answers are counted anew.
#[derive(Clone, Debug, Default)]
pub(super) struct Chosen(BTreeMap<(Dimension, String), Option<Element>>);

impl Chosen {
    /// Puts these choices in the place of what was suggested.
    pub(super) fn put_into(&self, links: &mut Links) {
        for ((dimension, label), to) in &self.0 {
            Element::assign(links, *dimension, label, *to);
        }
    }
}

impl Choices {
    /// What these labels can stand for on a map.
    pub(super) fn of(project: &Project, map: MapId, labels: &Labels) -> Self {
        let map = project.maps.get(&map);
        let has_labels = |kind: &Dimension| labels.0.contains_key(kind);
        let kinds = ASSIGNABLE.into_iter().filter(has_labels);
        Self(kinds.map(|kind| (kind, elements::choices(project, map, kind))).collect())
    }
}

impl Labels {
    /// Gathers the labels of the answers.
    pub(super) fn of(tally: &Tally) -> Self {
        let of = |dimension| {
            let mut labels: BTreeMap<Option<&str>, BTreeMap<&str, u64>> = BTreeMap::new();
            for row in &tally.rows {
                let questions = labels.entry(row.labels.get(dimension)).or_default();
                *questions.entry(&row.question).or_insert(0) += row.counts.n();
            }
            let most = |questions: BTreeMap<&str, u64>| questions.into_values().max().unwrap_or(0);
            let without = labels.remove(&None).map_or(0, most);
            let named = labels.into_iter().filter_map(|(label, of)| Some((label?, most(of))));
            let labels: Vec<Label> = named.map(|(label, n)| (label.to_owned(), n)).collect();
            (!labels.is_empty()).then_some((dimension, LabelsOf { labels, without }))
        };
        Self(ASSIGNABLE.into_iter().filter_map(of).collect())
    }

    /// How many stage and persona labels stand for nothing yet. Touchpoints are a bonus.
    pub(super) fn unassigned(&self, survey: &NewSurvey) -> usize {
        let kinds = [Dimension::Stage, Dimension::Persona].into_iter();
        let labels = kinds.filter_map(|kind| Some((kind, self.0.get(&kind)?)));
        labels.map(|(kind, labels)| labels.unassigned(&survey.links, kind).count()).sum()
    }
}

impl LabelsOf {
    fn unassigned<'a>(
        &'a self,
        links: &'a Links,
        kind: Dimension,
    ) -> impl Iterator<Item = &'a Label> {
        let is_open = move |label: &&Label| Element::of(links, kind, &label.0).is_none();
        self.labels.iter().filter(is_open)
    }

    /// What counts for the whole map only, in sentences; none where everything is assigned.
    fn bucket(&self, links: &Links, kind: Dimension) -> Option<String> {
        let answers: u64 = self.unassigned(links, kind).map(|(_, n)| n).sum();
        let labels = self.unassigned(links, kind).count();
        let mut text = match labels {
            0 => String::new(),
            count => format!(
                "Unassigned: {} with {}.",
                widgets::counted(count, "label", "labels"),
                answers_text(answers)
            ),
        };
        if self.without > 0 {
            let n = answers_text(self.without);
            let verb = if self.without == 1 { "has" } else { "have" };
            let space = if text.is_empty() { "" } else { " " };
            text = format!("{text}{space}{n} {verb} no label.");
        }
        (!text.is_empty())
            .then(|| format!("{text} They count for the whole map; labels can be assigned later."))
    }
}

fn answers_text(count: u64) -> String {
    if count == 1 { "1 answer".to_owned() } else { format!("{count} answers") }
}

/// The labels, each with a list of what it can stand for.
pub(super) fn matching_ui(
    ui: &mut Ui,
    kit: &Kit<'_>,
    survey: Option<&mut NewSurvey>,
    labels: &Labels,
    choices: &Choices,
    chosen: &mut Chosen,
) {
    let Some(survey) = survey else {
        widgets::hint_ui(ui, kit.theme(), "The answers are being counted…");
        return;
    };
    for kind in ASSIGNABLE {
        let Some(labels) = labels.0.get(&kind) else { continue };
        let choices = choices.0.get(&kind).map_or(&[][..], Vec::as_slice);
        labels_ui(ui, kit, kind, labels, choices, &survey.links, chosen);
    }
    chosen.put_into(&mut survey.links);
    if labels.0.is_empty() {
        let text = "No column names stages, personas or touchpoints: all answers count for the \
                    whole map. You can say on the first tab that a column does.";
        widgets::hint_ui(ui, kit.theme(), text);
    }
}

/// The labels of one kind.
fn labels_ui(
    ui: &mut Ui,
    kit: &Kit<'_>,
    kind: Dimension,
    labels: &LabelsOf,
    choices: &[(Element, String)],
    links: &Links,
    chosen: &mut Chosen,
) {
    let title = match kind {
        Dimension::Persona => "Personas",
        Dimension::Touchpoint => "Touchpoints",
        _ => "Stages",
    };
    widgets::heading_ui(ui, title);
    let choices = choices.iter().map(|(element, name)| (Some(*element), name.as_str()));
    let mut options: Vec<(Option<Element>, &str)> = vec![(None, "Unassigned")];
    options.extend(choices);
    let label_pt = LABEL_PT.min(ui.available_width() * 0.4);
    Grid::new(title).num_columns(3).spacing([24.0, 6.0]).show(ui, |ui| {
        for (label, answers) in &labels.labels {
            ui.scope(|ui| {
                ui.set_width(label_pt);
                let text = ui.add(egui::Label::new(label.as_str()).truncate());
                text.on_hover_text(label);
            });
            ui.scope(|ui| {
                ui.set_width(ANSWERS_PT);
                widgets::hint_ui(ui, kit.theme(), answers_text(*answers));
            });
            ui.push_id(label, |ui| {
                let name = format!("{title}: what “{label}” is");
                let current = Element::of(links, kind, label);
                // What is assigned on another map must not look unassigned.
                let elsewhere = current.filter(|_| options.iter().all(|(own, _)| *own != current));
                let own = elsewhere.map(|element| element.name_elsewhere(kit.shown.editor.map()));
                let with_own = own.as_deref().map(|own| [&options[..], &[(current, own)]].concat());
                let options = with_own.as_deref().unwrap_or(&options);
                if let Some(to) = combo_ui(ui, &name, Some(current), options, LIST_PT) {
                    chosen.0.insert((kind, label.clone()), to);
                }
            });
            ui.end_row();
        }
    });
    if let Some(text) = labels.bucket(links, kind) {
        widgets::hint_ui(ui, kit.theme(), text);
    }
}
