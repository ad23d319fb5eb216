//! The metric panel: the figures of what is in view, each with its interval and its answers.

mod breakdown;
mod cards;
mod charts;
mod choice;
mod details;
mod figures;
mod filter_bar;
mod kpis;
mod memo;
mod options;
mod picture;
mod rule;
mod sentences;
mod sheet;
mod side;
mod table;
mod trend;
pub(crate) mod words;

use egui::Ui;
use model::Selection;
use scene::icon::Icon;
use scene::text::TextEngine;

use super::{PanelState, widgets};
use crate::action::Action;
use crate::command::Command;
use crate::shown::Shown;
use crate::style;

pub(crate) use choice::Choice;
pub(crate) use details::{Details, kpi_details_ui};
pub(super) use figures::State;
pub(crate) use kpis::{AskedQuestion, KpiCache, KpiNow, met_look, words as kpi_words};
pub(crate) use picture::page;
pub(crate) use sentences::rule_text;
pub(crate) use sheet::Sheet;
pub(super) use words::{n_text, value_text};

/// Room for tabs and buttons in the header.
const CONTROLS_WIDTH: f32 = 510.0;

/// What of the figures is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Tab {
    /// A card for each figure of the scope.
    #[default]
    Figures,
    /// A question over time.
    Trend,
    /// A question by stage, persona, segment and so on.
    Breakdown,
    /// What is watched, with its targets.
    KeyFigures,
}

impl Tab {
    const ALL: [Self; 4] = [Self::Figures, Self::Trend, Self::Breakdown, Self::KeyFigures];

    const fn name(self) -> &'static str {
        match self {
            Self::Figures => "Figures",
            Self::Trend => "Trend",
            Self::Breakdown => "Breakdown",
            Self::KeyFigures => "Key figures",
        }
    }
}

impl State {
    /// What is looked at.
    pub(in crate::panels) const fn choice(&self) -> &Choice {
        &self.choice
    }

    /// Opens the filter bar and puts the keyboard into it.
    pub(in crate::panels) fn focus_filter(&mut self) {
        (self.is_filter_open, self.focus_filter) = (Some(true), true);
    }

    /// Whether the filter bar is open.
    fn is_filter_open(&self, shown: Shown<'_>) -> bool {
        self.is_filter_open.unwrap_or(!shown.editor.answer_filter().is_empty())
    }
}

/// Fills the metric panel.
pub fn metrics_ui(
    ui: &mut Ui,
    shown: Shown<'_>,
    state: &mut PanelState,
    text: &mut TextEngine,
    actions: &mut Vec<Action>,
) {
    let PanelState { metrics: state, kpis, .. } = state;
    ui.spacing_mut().item_spacing.y = 4.0;
    header_ui(ui, shown, state, actions);
    if state.choice.tab == Tab::KeyFigures {
        // They may be noted by hand, without any survey.
        if !shown.editor.project().surveys.is_empty() {
            filter_bar::filter_bar_ui(ui, shown, state, actions);
        }
        kpis::kpis_ui(ui, shown, kpis, actions);
        return;
    }
    if shown.editor.project().surveys.is_empty() {
        empty_ui(ui, shown, state, actions);
        return;
    }
    filter_bar::filter_bar_ui(ui, shown, state, actions);
    match state.choice.tab {
        Tab::Figures => cards::cards_ui(ui, shown, state, text, actions),
        Tab::Trend => trend::trend_ui(ui, shown, state, text, actions),
        Tab::Breakdown => breakdown::breakdown_ui(ui, shown, state, text, actions),
        Tab::KeyFigures => {}
    }
}

fn header_ui(ui: &mut Ui, shown: Shown<'_>, state: &mut State, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        widgets::heading_ui(ui, "Metrics");
        let scope = figures::scope_name(shown.editor, figures::scope(shown.editor));
        scope_ui(ui, shown, scope.as_deref().unwrap_or("Whole map"));
        if scope.is_some() && widgets::icon_button_ui(ui, Icon::Close, "Whole map").clicked() {
            let is_selected = !matches!(
                shown.editor.selection(),
                Selection::Nothing | Selection::Cards(_) | Selection::Cell(_) | Selection::Lane(_)
            );
            actions.push(if is_selected {
                Action::Select(Selection::Nothing)
            } else {
                Action::Focus(None)
            });
        }
        widgets::at_right_ui(ui, "metric controls", CONTROLS_WIDTH, |ui| {
            tabs_ui(ui, state);
            ui.add_space(8.0);
            if Command::FilterAnswers.is_enabled(shown.editor) {
                filter_button_ui(ui, shown, state);
            }
            if Command::CopyMetricsTable.is_enabled(shown.editor) {
                options::options_ui(ui, shown, actions);
            }
            let hide = widgets::icon_button_ui(ui, Icon::ExpandMore, "Hide metrics");
            if hide.clicked() {
                actions.push(Action::Command(Command::ToggleMetrics));
            }
        });
    });
}

/// The part of the map that the figures are about, cut where there is no room for it.
fn scope_ui(ui: &mut Ui, shown: Shown<'_>, scope: &str) {
    let width = (ui.available_width() - CONTROLS_WIDTH).clamp(40.0, 320.0);
    let text = egui::RichText::new(scope).size(widgets::SMALL_PX).color(shown.theme.ui.secondary);
    ui.scope(|ui| {
        ui.set_max_width(width);
        ui.add(egui::Label::new(text).truncate());
    });
}

/// Opens and closes the filter bar. It is marked while something is filtered, too.
fn filter_button_ui(ui: &mut Ui, shown: Shown<'_>, state: &mut State) {
    let is_open = state.is_filter_open(shown);
    let is_on = is_open || !shown.editor.answer_filter().is_empty();
    let text = (style::icon(Icon::FilterList, 16.0), egui::RichText::new("Filter"));
    let button = egui::Button::selectable(is_on, text).min_size(egui::vec2(0.0, 28.0));
    let response = widgets::named(ui.add(button), "Filter");
    let help = "Choose which answers count, by date, persona, segment, channel and wave";
    if response.on_hover_text(help).clicked() {
        state.is_filter_open = Some(!is_open);
    }
}

fn tabs_ui(ui: &mut Ui, state: &mut State) {
    let chosen = Tab::ALL.map(|tab| (tab, tab.name()));
    if let Some(tab) =
        widgets::tabs_ui(ui, "What of the figures is shown", &chosen, state.choice.tab)
    {
        state.choice.tab = tab;
    }
}

fn empty_ui(ui: &mut Ui, shown: Shown<'_>, state: &mut State, actions: &mut Vec<Action>) {
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
        cards::guesswork_ui(ui, shown, state.evidence(shown));
    });
}
