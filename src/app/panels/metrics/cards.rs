//! Figures as cards: the number large, its interval and answers below, the distribution beside it.

use egui::{
    CornerRadius, FontId, Rect, Response, ScrollArea, Sense, Ui, WidgetInfo, emath::TSTransform,
    pos2, vec2,
};
use scene::chart;
use scene::draw::Item;
use scene::text::TextEngine;

use super::figures::{Figure, State};
use super::{details, words};
use crate::action::Action;
use crate::canvas::painter;
use crate::panels::widgets::{self, SMALL_PX};
use crate::shown::Shown;
use crate::style;

/// Size of a card, in points.
const WIDTH: f32 = 232.0;
const HEIGHT: f32 = 98.0;
/// The largest font of a figure.
const LARGEST: f32 = 24.0;
/// The chart on a card: how far below its top, and how large.
const CHART_TOP: f32 = 26.0;
const CHART: egui::Vec2 = vec2(84.0, 30.0);

/// The figures of the scope side by side, in as many rows as it takes.
pub(super) fn cards_ui(
    ui: &mut Ui,
    shown: Shown<'_>,
    state: &mut State,
    text: &mut TextEngine,
    actions: &mut Vec<Action>,
) {
    let entries = state.entries(shown);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(0.0, 8.0);
            if entries.is_empty() {
                let hint = "No answers are assigned to this part of the map.";
                ui.allocate_ui(vec2(WIDTH, HEIGHT), |ui| widgets::hint_ui(ui, shown.theme, hint));
            }
            for entry in entries.iter() {
                let response = figure_ui(ui, shown, entry, text);
                let (details, anchor) = (&mut state.details, (&response, entry.title.as_str()));
                let figure = || entry.clone();
                details::details_ui(shown, details, anchor, figure, actions, |_, _| {});
                line_ui(ui, shown);
            }
            guesswork_ui(ui, shown, state.evidence(shown));
        });
    });
}

/// The line between two cards.
fn line_ui(ui: &mut Ui, shown: Shown<'_>) {
    let (rect, _) = ui.allocate_exact_size(vec2(1.0, HEIGHT), Sense::hover());
    ui.painter().rect_filled(rect, 0.0, shown.theme.ui.hairline);
}

fn paint(ui: &Ui, items: &[Item]) {
    painter::paint(ui.painter(), items, TSTransform::IDENTITY);
}

/// The largest font in which a figure fits its room: an interval is wider than a value.
fn fitting(ui: &Ui, figure: &str, most: f32) -> FontId {
    let fits = |size: &f32| {
        let font = style::semibold_font(*size);
        let galley = ui.painter().layout_no_wrap(figure.to_owned(), font, egui::Color32::BLACK);
        galley.size().x <= most
    };
    let size = [LARGEST, 22.0, 20.0, 18.0].into_iter().find(fits).unwrap_or(16.0);
    style::semibold_font(size)
}

/// Paints a line of a card and returns its bottom.
fn text_at(
    ui: &Ui,
    left_top: egui::Pos2,
    text: &str,
    font: FontId,
    color: egui::Color32,
    most: f32,
) -> f32 {
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, color);
    job.wrap = egui::text::TextWrapping::truncate_at_width(most);
    let galley = ui.painter().layout_job(job);
    let bottom = left_top.y + galley.size().y;
    ui.painter().galley(left_top, galley, color);
    bottom
}

fn figure_ui(ui: &mut Ui, shown: Shown<'_>, entry: &Figure, text: &mut TextEngine) -> Response {
    let (metric, question, title) = (&entry.metric, &entry.question, entry.title.as_str());
    let (rect, response) = ui.allocate_exact_size(vec2(WIDTH, HEIGHT), Sense::click());
    let limit = shown.editor.project().hide_below.0;
    let is_filtered = !shown.editor.answer_filter().is_empty();
    if ui.is_rect_visible(rect) {
        let colors = &shown.theme.ui;
        if response.hovered() {
            ui.painter().rect_filled(
                rect.shrink(2.0),
                CornerRadius::same(6),
                colors.button_hovered,
            );
        }
        widgets::focus_ring(ui, shown.theme, &response, rect.shrink(3.0));
        let at = rect.min + vec2(12.0, 4.0);
        let small = FontId::proportional(SMALL_PX);
        let most = WIDTH - 24.0;
        let y = text_at(ui, at, title, style::semibold_font(SMALL_PX), colors.text, most);
        if metric.value.is_some() {
            let headline = words::Headline::of(metric, question);
            let font = fitting(ui, &headline.large, most - CHART.x - 8.0);
            // Whatever its size, the figure stands on one line with its neighbours'.
            let top = y + (LARGEST - font.size) * 0.8;
            text_at(ui, pos2(at.x, top), &headline.large, font, colors.text, most);
            // Below the chart, so that the interval has the whole width.
            let y = rect.top() + CHART_TOP + CHART.y + 3.0;
            let small_text = &headline.small;
            let y = text_at(ui, pos2(at.x, y), small_text, small.clone(), colors.secondary, most);
            let n = words::answers_text(metric, question);
            text_at(ui, pos2(at.x, y), &n, small, colors.secondary, most);
            let corner = pos2(rect.right() - CHART.x - 12.0, rect.top() + CHART_TOP);
            let room = Rect::from_min_size(corner, CHART);
            let bars =
                chart::distribution_bars(metric, question.direction, room, shown.theme, text);
            paint(ui, &bars);
        } else {
            let why = words::value_text(metric, limit);
            let font = FontId::proportional(14.0);
            let y = text_at(ui, pos2(at.x, y + 4.0), &why, font, colors.text, most);
            if metric.n == 0 && is_filtered {
                let note = "The filter leaves none of them.";
                text_at(ui, pos2(at.x, y), note, small, colors.secondary, most);
            }
        }
    }
    let told = words::figure_text(metric, question, limit);
    let name = match metric.value {
        Some(_) => format!("{title} {told}"),
        None if metric.n == 0 && is_filtered => format!("{title}: {told} match the filter"),
        None => format!("{title}: {told}"),
    };
    response.widget_info(|| {
        WidgetInfo::labeled(egui::accesskit::Role::Button, ui.is_enabled(), name.as_str())
    });
    widgets::scroll_to_focused(&response);
    response.on_hover_text(format!("{title}\n{}", question.text))
}

/// How much of the scope is guessed.
pub(super) fn guesswork_ui(ui: &mut Ui, shown: Shown<'_>, counts: [usize; 3]) {
    let [assumed, partly, validated] = counts;
    let all = assumed + partly + validated;
    let (rect, response) = ui.allocate_exact_size(vec2(WIDTH, HEIGHT), Sense::hover());
    let share = if all == 0 { 0.0 } else { 100.0 * assumed as f64 / all as f64 };
    let value = if all == 0 { "No cards".to_owned() } else { format!("{:.0} %", share.round()) };
    let note = format!("{assumed} of {} assumed", widgets::counted(all, "card is", "cards are"));
    if ui.is_rect_visible(rect) {
        let colors = &shown.theme.ui;
        let at = rect.min + vec2(12.0, 4.0);
        let most = WIDTH - 24.0;
        let y = text_at(ui, at, "Guesswork", style::semibold_font(SMALL_PX), colors.text, most);
        let y = text_at(ui, pos2(at.x, y), &value, style::semibold_font(24.0), colors.text, most);
        let small = FontId::proportional(SMALL_PX);
        let y = text_at(ui, pos2(at.x, y), &note, small, colors.secondary, most);
        let bar = Rect::from_min_size(pos2(at.x, y + 4.0), vec2(most, 8.0));
        paint(ui, &chart::evidence_bar(counts, bar, shown.theme));
    }
    let name = format!("Guesswork {value}, {note}");
    widgets::name_as(&response, egui::accesskit::Role::Label, &name);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_value(name.as_str()));
    response.on_hover_text(format!(
        "{validated} validated, {partly} partly supported, {assumed} assumed"
    ));
}
