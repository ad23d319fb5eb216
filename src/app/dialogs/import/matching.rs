//! Which label of the file is which stage, persona or touchpoint of the map.

use std::collections::BTreeMap;

use egui::{Grid, Ui};
use model::{CardId, Links, PersonaId, StageId};
use survey::tally::{Dimension, Tally};

use super::super::kit::Kit;
use super::parts::combo_ui;
use crate::panels::widgets;
use crate::survey_file::NewSurvey;

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
pub(super) struct Labels {
    stages: LabelsOf,
    personas: LabelsOf,
    touchpoints: LabelsOf,
}

/// The labels of one kind, and how many answers have none.
#[derive(Clone, Debug, Default)]
struct LabelsOf {
    labels: Vec<Label>,
    without: u64,
}

/// What somebody assigned by hand: an element, or none for what is to stay unassigned. It stays when
/// the answers are counted anew.
#[derive(Clone, Debug, Default)]
pub(super) struct Chosen {
    stages: BTreeMap<String, Option<StageId>>,
    personas: BTreeMap<String, Option<PersonaId>>,
    touchpoints: BTreeMap<String, Option<CardId>>,
}

impl Chosen {
    /// Puts these choices in the place of what was suggested.
    pub(super) fn put_into(&self, links: &mut Links) {
        fn put<T: Copy>(chosen: &BTreeMap<String, Option<T>>, links: &mut BTreeMap<String, T>) {
            for (label, id) in chosen {
                match id {
                    Some(id) => drop(links.insert(label.clone(), *id)),
                    None => drop(links.remove(label)),
                }
            }
        }
        put(&self.stages, &mut links.stages);
        put(&self.personas, &mut links.personas);
        put(&self.touchpoints, &mut links.touchpoints);
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
            let labels = named.map(|(label, n)| (label.to_owned(), n)).collect();
            LabelsOf { labels, without }
        };
        Self {
            stages: of(Dimension::Stage),
            personas: of(Dimension::Persona),
            touchpoints: of(Dimension::Touchpoint),
        }
    }

    /// How many stage and persona labels stand for nothing yet. Touchpoints are a bonus.
    pub(super) fn unassigned(&self, survey: &NewSurvey) -> usize {
        let links = &survey.links;
        self.stages.unassigned(&links.stages).count()
            + self.personas.unassigned(&links.personas).count()
    }
}

impl LabelsOf {
    fn unassigned<'a, T>(&'a self, links: &BTreeMap<String, T>) -> impl Iterator<Item = &'a Label> {
        self.labels.iter().filter(|(label, _)| !links.contains_key(label))
    }

    /// What counts for the whole map only, in sentences; none where everything is assigned.
    fn bucket<T>(&self, links: &BTreeMap<String, T>) -> Option<String> {
        let answers: u64 = self.unassigned(links).map(|(_, n)| n).sum();
        let labels = self.unassigned(links).count();
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
    chosen: &mut Chosen,
) {
    let theme = kit.theme();
    let Some(survey) = survey else {
        widgets::hint_ui(ui, theme, "The answers are being counted…");
        return;
    };
    let editor = kit.shown.editor;
    let stages: Vec<_> = editor
        .map()
        .map(|map| map.stages_in_order().into_iter().map(|(id, s)| (id, s.name.clone())).collect())
        .unwrap_or_default();
    let personas: Vec<_> = editor
        .project()
        .personas_in_order()
        .into_iter()
        .map(|(id, persona)| (id, persona.name.clone()))
        .collect();
    let touchpoints = &labels.touchpoints;
    // A map may have thousands of cards, and most surveys name no touchpoint.
    let cards: Vec<_> = editor
        .map()
        .filter(|_| !touchpoints.labels.is_empty())
        .map(|map| {
            let shorten = |text: &str| text.chars().take(60).collect::<String>();
            map.cards.iter().map(|(id, card)| (*id, shorten(&card.text))).collect()
        })
        .unwrap_or_default();
    let links = &mut survey.links;
    let mut shown =
        labels_ui(ui, kit, "Stages", &labels.stages, &stages, &links.stages, &mut chosen.stages);
    shown |= labels_ui(
        ui,
        kit,
        "Personas",
        &labels.personas,
        &personas,
        &links.personas,
        &mut chosen.personas,
    );
    shown |= labels_ui(
        ui,
        kit,
        "Touchpoints",
        touchpoints,
        &cards,
        &links.touchpoints,
        &mut chosen.touchpoints,
    );
    chosen.put_into(links);
    let is_empty = !shown;
    if is_empty {
        let text = "No column names stages, personas or touchpoints: all answers count for the \
                    whole map. You can say on the first tab that a column does.";
        widgets::hint_ui(ui, theme, text);
    }
}

/// The labels of one kind. Returns whether there are any.
fn labels_ui<T: Copy + Ord>(
    ui: &mut Ui,
    kit: &Kit<'_>,
    title: &str,
    labels: &LabelsOf,
    choices: &[(T, String)],
    links: &BTreeMap<String, T>,
    chosen: &mut BTreeMap<String, Option<T>>,
) -> bool {
    if labels.labels.is_empty() {
        return false;
    }
    widgets::heading_ui(ui, title);
    let mut options: Vec<(Option<T>, &str)> = vec![(None, "Unassigned")];
    options.extend(choices.iter().map(|(id, name)| (Some(*id), name.as_str())));
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
                let current = links.get(label).copied();
                if let Some(id) = combo_ui(ui, &name, Some(current), &options, LIST_PT) {
                    chosen.insert(label.clone(), id);
                }
            });
            ui.end_row();
        }
    });
    if let Some(text) = labels.bucket(links) {
        widgets::hint_ui(ui, kit.theme(), text);
    }
    true
}
