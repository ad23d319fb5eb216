//! The metric panel: the figures of what is in view, each with its interval and its answers.

mod cards;
mod details;
mod figures;
mod table;
pub(crate) mod words;

use egui::{Align, Layout, Ui};
use model::Selection;
use scene::icon::Icon;
use scene::text::TextEngine;

use super::{PanelState, widgets};
use crate::action::Action;
use crate::command::Command;
use crate::shown::Shown;

pub(super) use figures::State;
pub(super) use words::{n_text, value_text};

/// What of the figures is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Tab {
    /// A card for each figure of the scope.
    #[default]
    Figures,
    /// A row for each stage.
    Stages,
    /// A row for each persona.
    Personas,
}

/// Fills the metric panel.
pub fn metrics_ui(
    ui: &mut Ui,
    shown: Shown<'_>,
    state: &mut PanelState,
    text: &mut TextEngine,
    actions: &mut Vec<Action>,
) {
    let state = &mut state.metrics;
    state.refresh(shown);
    ui.spacing_mut().item_spacing.y = 4.0;
    header_ui(ui, shown, state, actions);
    if shown.editor.project().surveys.is_empty() {
        empty_ui(ui, shown, state, actions);
        return;
    }
    match state.tab {
        Tab::Figures => cards::cards_ui(ui, shown, state, text),
        Tab::Stages => table::table_ui(ui, shown, "Stage", state.stage_rows(shown)),
        Tab::Personas => table::table_ui(ui, shown, "Persona", state.persona_rows(shown)),
    }
}

fn header_ui(ui: &mut Ui, shown: Shown<'_>, state: &mut State, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        widgets::heading_ui(ui, "Metrics");
        let scope = figures::scope_name(shown);
        widgets::hint_ui(ui, shown.theme, scope.as_deref().unwrap_or("Whole map"));
        if scope.is_some() {
            let back = ui.small_button("Whole map");
            if back.on_hover_text("Show the figures of the whole map").clicked() {
                let is_selected = !matches!(
                    shown.editor.selection(),
                    Selection::Nothing
                        | Selection::Cards(_)
                        | Selection::Cell(_)
                        | Selection::Lane(_)
                );
                actions.push(if is_selected {
                    Action::Select(Selection::Nothing)
                } else {
                    Action::Focus(None)
                });
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let hide = widgets::icon_button_ui(ui, Icon::ExpandMore, "Hide metrics");
            if hide.clicked() {
                actions.push(Action::Command(Command::ToggleMetrics));
            }
            tabs_ui(ui, state);
        });
    });
}

fn tabs_ui(ui: &mut Ui, state: &mut State) {
    let tabs =
        [(Tab::Personas, "By persona"), (Tab::Stages, "By stage"), (Tab::Figures, "Figures")];
    ui.spacing_mut().item_spacing.x = 2.0;
    // The layout runs from right to left.
    for (tab, name) in tabs {
        let text = egui::RichText::new(name).size(widgets::SMALL_PX);
        let response = ui.selectable_label(state.tab == tab, text);
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_role(egui::accesskit::Role::Tab);
        });
        if response.clicked() {
            state.tab = tab;
        }
    }
}

fn empty_ui(ui: &mut Ui, shown: Shown<'_>, state: &State, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        ui.vertical(|ui| {
            ui.set_max_width(420.0);
            widgets::hint_ui(
                ui,
                shown.theme,
                "Import a survey file (CSV, TSV or XLSX, as your survey tool exports it), and \
                 its figures stand here and on the map.",
            );
            let name = Command::ImportSurvey.name();
            let button = widgets::icon_text_button(Icon::Upload, name);
            if widgets::named(ui.add(button), name).clicked() {
                actions.push(Action::Command(Command::ImportSurvey));
            }
        });
        ui.add_space(24.0);
        cards::guesswork_ui(ui, shown, state.evidence());
    });
}
