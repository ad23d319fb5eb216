//! Which label of the file is which stage, persona or touchpoint of the map.

use std::collections::BTreeMap;

use egui::{Grid, Ui};
use survey::tally::{Dimension, Tally};

use super::super::kit::Kit;
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
    stages: Vec<Label>,
    personas: Vec<Label>,
    touchpoints: Vec<Label>,
}

impl Labels {
    /// Gathers the labels of the answers.
    pub(super) fn of(tally: &Tally) -> Self {
        let of = |dimension| {
            let mut labels: BTreeMap<&str, BTreeMap<&str, u64>> = BTreeMap::new();
            for row in &tally.rows {
                if let Some(label) = row.labels.get(dimension) {
                    let questions = labels.entry(label).or_default();
                    *questions.entry(&row.question).or_insert(0) += row.counts.n();
                }
            }
            let most = |questions: BTreeMap<&str, u64>| questions.into_values().max().unwrap_or(0);
            labels.into_iter().map(|(label, of)| (label.to_owned(), most(of))).collect()
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
        self.stages.iter().filter(|(label, _)| !links.stages.contains_key(label)).count()
            + self.personas.iter().filter(|(label, _)| !links.personas.contains_key(label)).count()
    }
}

/// The labels, each with a list of what it can stand for.
pub(super) fn matching_ui(
    ui: &mut Ui,
    kit: &Kit<'_>,
    survey: Option<&mut NewSurvey>,
    labels: &Labels,
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
        .filter(|_| !touchpoints.is_empty())
        .map(|map| {
            let shorten = |text: &str| text.chars().take(60).collect::<String>();
            map.cards.iter().map(|(id, card)| (*id, shorten(&card.text))).collect()
        })
        .unwrap_or_default();
    let links = &mut survey.links;
    let mut is_empty = true;
    is_empty &= !labels_ui(ui, kit, "Stages", &labels.stages, &stages, &mut links.stages);
    is_empty &= !labels_ui(ui, kit, "Personas", &labels.personas, &personas, &mut links.personas);
    is_empty &= !labels_ui(ui, kit, "Touchpoints", touchpoints, &cards, &mut links.touchpoints);
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
    labels: &[Label],
    choices: &[(T, String)],
    links: &mut BTreeMap<String, T>,
) -> bool {
    if labels.is_empty() {
        return false;
    }
    widgets::heading_ui(ui, title);
    let mut options: Vec<(Option<T>, &str)> = vec![(None, "Unassigned")];
    options.extend(choices.iter().map(|(id, name)| (Some(*id), name.as_str())));
    let label_pt = LABEL_PT.min(ui.available_width() * 0.4);
    Grid::new(title).num_columns(3).spacing([24.0, 6.0]).show(ui, |ui| {
        for (label, answers) in labels {
            ui.scope(|ui| {
                ui.set_width(label_pt);
                let text = ui.add(egui::Label::new(label.as_str()).truncate());
                text.on_hover_text(label);
            });
            ui.scope(|ui| {
                ui.set_width(ANSWERS_PT);
                let answers = match answers {
                    1 => "1 answer".to_owned(),
                    _ => format!("{answers} answers"),
                };
                widgets::hint_ui(ui, kit.theme(), answers);
            });
            ui.push_id(label, |ui| {
                let name = format!("{title}: what “{label}” is");
                let current = links.get(label).copied();
                if let Some(chosen) = super::combo_ui(ui, &name, Some(current), &options, LIST_PT) {
                    match chosen {
                        Some(id) => drop(links.insert(label.clone(), id)),
                        None => drop(links.remove(label)),
                    }
                }
            });
            ui.end_row();
        }
    });
    if labels.iter().any(|(label, _)| !links.contains_key(label)) {
        let text = "Unassigned answers count for the whole map; they can be assigned later.";
        widgets::hint_ui(ui, kit.theme(), text);
    }
    true
}
