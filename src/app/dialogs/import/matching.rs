//! Which label of the file is which stage, persona or touchpoint of the map.

use std::collections::BTreeMap;

use egui::{Grid, Ui};
use survey::tally::Dimension;

use super::super::kit::Kit;
use crate::panels::widgets;
use crate::survey_file::NewSurvey;

/// How many stage and persona labels stand for nothing yet. Touchpoints are a bonus.
pub(super) fn unassigned(survey: &NewSurvey) -> usize {
    let stages = survey.tally.labels(Dimension::Stage);
    let personas = survey.tally.labels(Dimension::Persona);
    stages.iter().filter(|label| !survey.links.stages.contains_key(*label)).count()
        + personas.iter().filter(|label| !survey.links.personas.contains_key(*label)).count()
}

/// The labels, each with a list of what it can stand for.
pub(super) fn matching_ui(ui: &mut Ui, kit: &Kit<'_>, survey: Option<&mut NewSurvey>) {
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
    let touchpoints = survey.tally.labels(Dimension::Touchpoint);
    // A map may have thousands of cards, and most surveys name no touchpoint.
    let cards: Vec<_> = editor
        .map()
        .filter(|_| !touchpoints.is_empty())
        .map(|map| {
            let shorten = |text: &str| text.chars().take(60).collect::<String>();
            map.cards.iter().map(|(id, card)| (*id, shorten(&card.text))).collect()
        })
        .unwrap_or_default();
    let tally = &survey.tally;
    let links = &mut survey.links;
    let mut is_empty = true;
    is_empty &=
        !labels_ui(ui, kit, "Stages", &tally.labels(Dimension::Stage), &stages, &mut links.stages);
    is_empty &= !labels_ui(
        ui,
        kit,
        "Personas",
        &tally.labels(Dimension::Persona),
        &personas,
        &mut links.personas,
    );
    is_empty &= !labels_ui(ui, kit, "Touchpoints", &touchpoints, &cards, &mut links.touchpoints);
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
    labels: &[String],
    choices: &[(T, String)],
    links: &mut BTreeMap<String, T>,
) -> bool {
    if labels.is_empty() {
        return false;
    }
    widgets::heading_ui(ui, title);
    let mut options: Vec<(Option<T>, &str)> = vec![(None, "Unassigned")];
    options.extend(choices.iter().map(|(id, name)| (Some(*id), name.as_str())));
    Grid::new(title).num_columns(2).spacing([24.0, 6.0]).show(ui, |ui| {
        for label in labels {
            ui.label(label.as_str());
            ui.push_id(label, |ui| {
                let name = format!("{title}: what “{label}” is");
                let current = links.get(label).copied();
                if let Some(chosen) = super::combo_ui(ui, &name, Some(current), &options) {
                    match chosen {
                        Some(id) => drop(links.insert(label.clone(), id)),
                        None => drop(links.remove(label)),
                    }
                }
            });
            ui.end_row();
        }
    });
    if labels.iter().any(|label| !links.contains_key(label)) {
        let text = "Unassigned answers count for the whole map; they can be assigned later.";
        widgets::hint_ui(ui, kit.theme(), text);
    }
    true
}
