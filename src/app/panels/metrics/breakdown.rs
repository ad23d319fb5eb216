//! A question by stage, persona, segment and so on, and two groups against each other.

use egui::{Checkbox, Response, ScrollArea, Ui, emath::TSTransform, vec2};
use model::answers::{By, Group};
use scene::text::TextEngine;
use survey::tally::Question;

use super::charts::{self, ROW_HEIGHT};
use super::figures::{Figure, State, question_of};
use super::{details, sentences, side, table, words};
use crate::action::Action;
use crate::canvas::painter;
use crate::panels::widgets;
use crate::shown::Shown;

/// Room for the box that chooses a row.
const CHECK_WIDTH: f32 = 30.0;
/// How many rows are compared.
const COMPARED: usize = 2;

/// Shows the tab.
pub(super) fn breakdown_ui(
    ui: &mut Ui,
    shown: Shown<'_>,
    state: &mut State,
    text: &mut TextEngine,
    actions: &mut Vec<Action>,
) {
    side::beside_ui(
        ui,
        state,
        |ui, state| {
            side::question_ui(ui, shown, state, true);
            let options = By::ALL.map(|by| (by, by.name().to_owned()));
            let current = Some(state.choice.by);
            if let Some(by) = side::choice_ui(ui, shown, "By", &options, current) {
                state.choice.by = by;
                state.compared.clear();
            }
        },
        |ui, state| {
            if state.choice.all_questions {
                let by = state.choice.by;
                let matrix = state.matrix(shown);
                if matrix.rows.is_empty() {
                    widgets::hint_ui(ui, shown.theme, empty_text(shown, by));
                } else {
                    table::matrix_ui(ui, shown, by.name(), matrix);
                }
            } else {
                rows_ui(ui, shown, state, text, actions);
            }
        },
    );
}

fn empty_text(shown: Shown<'_>, by: By) -> &'static str {
    if !shown.editor.answer_filter().is_empty() {
        return "The filter leaves no answers that could be told apart by this.";
    }
    match by {
        By::Stage | By::Persona | By::Touchpoint => {
            "No labels of a survey are assigned yet. Assign them under Surveys in the inspector \
             while nothing is selected."
        }
        By::Segment | By::Channel => {
            "These answers are not told apart by this. Choose its column when the file is imported."
        }
        By::Wave => "These answers belong to no wave.",
    }
}

fn rows_ui(
    ui: &mut Ui,
    shown: Shown<'_>,
    state: &mut State,
    text: &mut TextEngine,
    actions: &mut Vec<Action>,
) {
    let project = shown.editor.project();
    let Some(asked) = state.choice.question(project) else { return };
    let Some(question) = question_of(project, &asked) else { return };
    let (groups, touchpoints) = state.breakdown(shown);
    if groups.is_empty() {
        widgets::hint_ui(ui, shown.theme, empty_text(shown, state.choice.by));
        return;
    }
    state.compared.retain(|key| groups.iter().any(|group| is(group, key)));
    let at = |key: &(usize, String)| groups.iter().position(|group| is(group, key));
    let pair: Vec<usize> = state.compared.iter().filter_map(at).collect();
    let found = match pair.as_slice() {
        [first, second] => state.comparison(shown, (*first, *second)),
        _ => None,
    };
    comparison_ui(ui, shown, question, &groups, &pair, found);
    let range = charts::full_range(question, &groups);
    ScrollArea::vertical().id_salt("groups").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
        ui.spacing_mut().interact_size.y = ROW_HEIGHT;
        for group in groups.iter() {
            ui.horizontal(|ui| {
                if groups.len() > 1 {
                    pick_ui(ui, group, &mut state.compared);
                }
                let name = group.name.replace('\n', " ");
                let response = row_ui(ui, shown, (question, group, &name), range, text);
                let State { choice, details, .. } = &mut *state;
                let figure = || Figure {
                    survey: asked.0,
                    question: question.clone(),
                    metric: group.metric.clone(),
                    title: name.clone(),
                    of: choice.meant_by(shown.editor, group, &touchpoints),
                };
                let anchor = (&response, name.as_str());
                details::details_ui(shown, details, anchor, figure, actions, |_, _| {});
            });
        }
    });
}

/// A row, which opens the card of its figure.
fn row_ui(
    ui: &mut Ui,
    shown: Shown<'_>,
    (question, group, name): (&Question, &Group, &str),
    range: (f64, f64),
    text: &mut TextEngine,
) -> Response {
    let limit = shown.editor.project().hide_below.0;
    let size = vec2(ui.available_width() - 8.0, ROW_HEIGHT);
    let told = words::figure_text(&group.metric, question, limit);
    let told = format!("{name}: {told}");
    let response = widgets::painted_row_ui(ui, shown.theme, size, &told, |ui, rect| {
        let of = (question, limit);
        let items = charts::breakdown_row(group, of, range, rect, shown.theme, text);
        painter::paint(ui.painter(), &items, TSTransform::IDENTITY);
    });
    let why = words::hidden_text(&group.metric, limit);
    if let Some(why) = &why {
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(why.as_str()));
    }
    response.on_hover_text(why.unwrap_or(told))
}

fn is(group: &Group, (rank, name): &(usize, String)) -> bool {
    group.rank == *rank && group.name == *name
}

/// The box that chooses a row to be compared. A third one takes the place of the first.
fn pick_ui(ui: &mut Ui, group: &Group, compared: &mut Vec<(usize, String)>) {
    let was = compared.iter().any(|key| is(group, key));
    let mut chosen = was;
    let can = group.metric.value.is_some();
    let size = vec2(CHECK_WIDTH, ROW_HEIGHT);
    ui.allocate_ui_with_layout(size, egui::Layout::left_to_right(egui::Align::Center), |ui| {
        ui.set_min_size(size);
        ui.spacing_mut().interact_size.y = 24.0;
        let check = ui.add_enabled(can, Checkbox::without_text(&mut chosen));
        let name = format!("Compare {}", group.name.replace('\n', " "));
        widgets::named(check, &name).on_hover_text("Choose two rows to compare them");
    });
    if chosen && !was {
        compared.push((group.rank, group.name.clone()));
        if compared.len() > COMPARED {
            compared.remove(0);
        }
    } else if was && !chosen {
        compared.retain(|key| !is(group, key));
    }
}

/// How the chosen two differ, in a sentence; how to choose two until then.
fn comparison_ui(
    ui: &mut Ui,
    shown: Shown<'_>,
    question: &Question,
    groups: &[Group],
    pair: &[usize],
    found: Option<&survey::compare::Comparison>,
) {
    let theme = shown.theme;
    let of = |at: usize| groups.get(at);
    let named = |group: &Group| group.name.replace('\n', " ");
    match (pair, found) {
        ([first, second], Some(found)) => {
            let (Some(first), Some(second)) = (of(*first), of(*second)) else { return };
            let names = (named(first), named(second));
            let names = (names.0.as_str(), names.1.as_str());
            let sentence = sentences::comparison_text(question.kind, names, found);
            let text = egui::RichText::new(&sentence).size(widgets::SMALL_PX);
            let label = ui.add(egui::Label::new(text.color(theme.ui.text)).wrap());
            let test = sentences::test_text(question.kind);
            ui.ctx().accesskit_node_builder(label.id, |node| {
                node.set_live(egui::accesskit::Live::Polite);
                node.set_description(test);
            });
            label.on_hover_text(test);
            let sizes = [first.metric.effective_n, second.metric.effective_n];
            let caution = sentences::caution_text(sizes, groups.len());
            if !caution.is_empty() {
                widgets::hint_ui(ui, theme, caution);
            }
        }
        ([_, _], None) => {
            widgets::hint_ui(ui, theme, "These two have too few answers to be compared.");
        }
        ([one], _) => {
            let name = of(*one).map(named).unwrap_or_default();
            let text = format!("Choose another row to compare it with {name}.");
            widgets::hint_ui(ui, theme, text);
        }
        _ if groups.len() > 1 => {
            widgets::hint_ui(ui, theme, "Choose two rows to compare them.");
        }
        _ => {}
    }
    ui.add_space(2.0);
}
