//! A question over time: by month, quarter or wave, with its intervals.

use egui::{Id, Rect, Sense, Ui, WidgetInfo, emath::TSTransform};
use model::answers::{AnswerFilter, Group, Step};
use scene::text::TextEngine;

use super::figures::{self, Figure, Meant, State, question_of};
use super::{details, side, words};
use crate::action::Action;
use crate::canvas::painter;
use crate::panels::widgets;
use crate::shown::Shown;

/// The chart is at least so high; a lower panel scrolls.
const LEAST_HEIGHT: f32 = 96.0;

/// What narrows the filter to a point of the trend.
const ONLY_THESE: &str = "Look at these answers only";

/// Shows the tab.
pub(super) fn trend_ui(
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
            side::question_ui(ui, shown, state, false);
            let options = Step::ALL.map(|step| (step, step.name().to_owned()));
            let current = Some(state.choice.step);
            if let Some(step) = side::choice_ui(ui, shown, "By", &options, current) {
                state.choice.step = step;
            }
        },
        |ui, state| chart_ui(ui, shown, state, text, actions),
    );
}

fn chart_ui(
    ui: &mut Ui,
    shown: Shown<'_>,
    state: &mut State,
    text: &mut TextEngine,
    actions: &mut Vec<Action>,
) {
    let project = shown.editor.project();
    let step = state.choice.step;
    let Some(asked) = state.choice.question(project) else { return };
    let Some(question) = question_of(project, &asked) else { return };
    let groups = state.trend(shown);
    if groups.is_empty() {
        widgets::hint_ui(ui, shown.theme, empty_text(shown, step));
        return;
    }
    let size = ui.available_size();
    let size = egui::vec2(size.x, size.y.max(LEAST_HEIGHT));
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let drawn = super::charts::trend(&groups, step, question, rect, shown.theme, text);
    if ui.is_rect_visible(rect) {
        painter::paint(ui.painter(), &drawn.items, TSTransform::IDENTITY);
    }
    let parent = ui.unique_id();
    let half = drawn.xs.windows(2).find_map(|pair| Some((pair.get(1)? - pair.first()?) / 2.0));
    let half = half.unwrap_or(24.0).max(1.0);
    for (index, (x, group)) in drawn.xs.iter().zip(groups.iter()).enumerate() {
        let place = Rect::from_x_y_ranges(x - half..=x + half, rect.y_range()).intersect(rect);
        let response = ui.interact(place, parent.with(("point", index)), Sense::click());
        let name = point_text(group, step, question, project.hide_below.0);
        if response.hovered() || response.has_focus() {
            let stroke = egui::Stroke::new(1.0, shown.theme.ui.border);
            ui.painter().vline(*x, drawn.plot, stroke);
        }
        widgets::focus_ring(ui, shown.theme, &response, place.shrink(1.0));
        response.widget_info(|| {
            WidgetInfo::labeled(egui::accesskit::Role::Button, ui.is_enabled(), name.as_str())
        });
        if let Some(why) = words::hidden_text(&group.metric, project.hide_below.0) {
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(why));
        }
        let filter = narrowed(shown.editor.answer_filter(), step, &group.name);
        let figure = || Figure {
            survey: asked.0,
            question: question.clone(),
            metric: group.metric.clone(),
            title: words::when_text(step, &group.name),
            of: Meant { scope: figures::scope(shown.editor), filter: filter.clone(), kpi: None },
        };
        let anchor = (&response, name.as_str());
        details::details_ui(shown, &mut state.details, anchor, figure, actions, |ui, actions| {
            let only = widgets::named(ui.button(ONLY_THESE), ONLY_THESE);
            if only.clicked() {
                actions.push(Action::FilterAnswers(Box::new(filter.clone())));
                ui.close();
            }
        });
        response.on_hover_text(name.as_str());
    }
    marker_ui(ui, parent, rect, &question.text);
}

/// Names the chart for screen readers.
fn marker_ui(ui: &Ui, parent: Id, rect: Rect, question: &str) {
    let corner = Rect::from_min_size(rect.min, egui::Vec2::ZERO);
    let marker = ui.interact(corner, parent.with("name"), Sense::hover());
    widgets::name_as(&marker, egui::accesskit::Role::Label, &format!("Trend of: {question}"));
}

fn empty_text(shown: Shown<'_>, step: Step) -> &'static str {
    if !shown.editor.answer_filter().is_empty() {
        return "The filter leaves no answers with a date or wave.";
    }
    match step {
        Step::Month | Step::Quarter => {
            "These answers have no date. Import the file with its date column, or follow the waves."
        }
        Step::Wave => {
            "These answers belong to no wave. A survey that is imported again as a new wave is \
             followed here."
        }
    }
}

/// A point in words: "May 2026: +18, 95 %: 3 to 31, n 90".
fn point_text(group: &Group, step: Step, question: &survey::tally::Question, limit: u64) -> String {
    let when = words::when_text(step, &group.name);
    format!("{when}: {}", words::figure_text(&group.metric, question, limit))
}

/// The filter, narrowed to a point in time.
fn narrowed(filter: &AnswerFilter, step: Step, name: &str) -> AnswerFilter {
    let mut filter = filter.clone();
    match step {
        Step::Wave => filter.set_waves([name.to_owned()].into()),
        Step::Month => {
            filter.labels.from = Some(name.to_owned());
            filter.labels.to = Some(name.to_owned());
        }
        Step::Quarter => {
            let parts = name.split_once(" Q");
            let first = parts.and_then(|(year, quarter)| {
                let quarter = quarter.parse::<u32>().ok()?;
                Some((year, quarter.checked_sub(1)? * 3 + 1))
            });
            if let Some((year, month)) = first {
                filter.labels.from = Some(format!("{year}-{month:02}"));
                filter.labels.to = Some(format!("{year}-{:02}", month + 2));
            }
        }
    }
    filter
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_is_narrowed_to_its_three_months() {
        let filter = narrowed(&AnswerFilter::default(), Step::Quarter, "2026 Q2");
        let labels = filter.labels;
        let bounds = (labels.from.as_deref(), labels.to.as_deref());
        assert_eq!(bounds, (Some("2026-04"), Some("2026-06")));
        let wave = narrowed(&AnswerFilter::default(), Step::Wave, "Spring").labels.waves;
        assert_eq!(wave, Some(["Spring".to_owned()].into()));
    }
}
