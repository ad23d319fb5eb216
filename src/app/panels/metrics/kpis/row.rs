//! A key figure as a row: name, value, target, and how it went.

use egui::emath::TSTransform;
use egui::{Align2, Color32, FontId, Pos2, Rect, Response, Sense, Ui, pos2, vec2};
use jiff::civil::Date;
use model::Kpi;
use model::answers::{KpiFigure, KpiPoint};
use scene::draw::{DrawList, Item, PathItem, Stroke};
use scene::icon::Icon;
use scene::theme::Theme;

use super::words::{self, Look};
use crate::canvas::painter;
use crate::panels::widgets::{self, SMALL_PX};
use crate::shown::Shown;
use crate::style;
use crate::texts::day_or_month;

/// Height of a row, and the room at its sides, in points.
const HEIGHT: f32 = 46.0;
const MARGIN: f32 = 10.0;
/// Widths of the columns for value and target.
const VALUE_WIDTH: f32 = 190.0;
const TARGET_WIDTH: f32 = 180.0;
/// Under this width nothing can be seen of a course.
const LEAST_COURSE: f32 = 60.0;
const MOST_COURSE: f32 = 280.0;

/// Whether a target is met, as an icon in its colour and a word.
pub(crate) fn met_look(theme: &Theme, is_met: bool) -> (Icon, Color32, &'static str) {
    let color = if is_met { theme.ui.accent } else { theme.ui.danger_text };
    let icon = if is_met { Icon::CheckCircle } else { Icon::Flag };
    (icon, color, words::met(is_met))
}

/// The line between two rows.
pub(super) fn line_ui(ui: &mut Ui, shown: Shown<'_>) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().rect_filled(rect, 0.0, shown.theme.ui.hairline);
}

/// The row, which opens the key figure.
pub(super) fn row_ui(ui: &mut Ui, shown: Shown<'_>, kpi: &Kpi, figure: &KpiFigure) -> Response {
    let editor = shown.editor;
    let about = words::about(editor.project(), editor.map(), kpi.about);
    let size = vec2(ui.available_width(), HEIGHT);
    let name = spoken(kpi, figure, &about);
    widgets::painted_row_ui(ui, shown.theme, size, &name, |ui, rect| {
        paint(ui, shown.theme, rect, kpi, figure, &about);
    })
}

/// The whole row in words.
fn spoken(kpi: &Kpi, figure: &KpiFigure, about: &str) -> String {
    let mut name = format!("{}, {about}: {}", words::name(kpi), words::now(kpi, figure));
    if let Ok(point) = &figure.now {
        let note = Look::of(kpi, figure.kind).note(point);
        if !note.is_empty() {
            name = format!("{name}, {note}");
        }
    }
    if let Some(target) = words::target(kpi, figure) {
        name = format!("{name}. {target}");
        if let Some(due) = kpi.due {
            name = format!("{name} by {}", words::date(due));
        }
        if let Some(is_met) = figure.met {
            name = format!("{name}: {}", words::met(is_met).to_lowercase());
        }
    }
    name
}

fn paint(ui: &Ui, theme: &Theme, rect: Rect, kpi: &Kpi, figure: &KpiFigure, about: &str) {
    let inside = rect.shrink2(vec2(MARGIN, 4.0));
    let name_width = (inside.width() * 0.28).clamp(150.0, 340.0);
    let (text, muted) = (theme.ui.text, theme.ui.secondary);
    let mut left = inside.left();
    let column = |left: &mut f32, width: f32| {
        let column = Rect::from_min_size(pos2(*left, inside.top()), vec2(width, inside.height()));
        *left += width + 16.0;
        column
    };
    let small = FontId::proportional(SMALL_PX);
    let names = column(&mut left, name_width);
    line(ui, names, 0.0, &words::name(kpi), style::semibold_font(SMALL_PX), text);
    line(ui, names, 19.0, about, small.clone(), muted);
    let values = column(&mut left, VALUE_WIDTH);
    let now = words::now(kpi, figure);
    match &figure.now {
        Ok(point) => {
            line(ui, values, -2.0, &now, style::semibold_font(16.0), text);
            let note = Look::of(kpi, figure.kind).note(point);
            line(ui, values, 19.0, &note, small.clone(), muted);
        }
        Err(_) => line(ui, values, 0.0, &now, small.clone(), muted),
    }
    let targets = column(&mut left, TARGET_WIDTH);
    if let Some(target) = words::target(kpi, figure) {
        line(ui, targets, 0.0, &target, small.clone(), text);
        let mut below = targets;
        if let Some(is_met) = figure.met {
            let (icon, color, word) = met_look(theme, is_met);
            widgets::paint_icon(
                ui,
                pos2(below.left() + 7.0, below.top() + 27.0),
                icon,
                14.0,
                color,
            );
            let at = pos2(below.left() + 18.0, below.top() + 27.0);
            let font = style::semibold_font(SMALL_PX);
            let word = ui.painter().text(at, Align2::LEFT_CENTER, word, font, text);
            below.min.x = word.right() + 6.0;
        }
        if let Some(due) = kpi.due {
            line(ui, below, 19.0, &format!("by {}", words::date(due)), small, muted);
        }
    }
    let room = Rect::from_min_max(pos2(left, inside.top() + 3.0), inside.max - vec2(0.0, 3.0));
    if room.width() >= LEAST_COURSE {
        let width = room.width().min(MOST_COURSE);
        let room = Rect::from_min_size(room.min, vec2(width, room.height()));
        let items = course(kpi, figure, room, theme);
        painter::paint(ui.painter(), &items, TSTransform::IDENTITY);
    }
}

/// A line of text, cut to its column.
fn line(ui: &Ui, column: Rect, below: f32, text: &str, font: FontId, color: Color32) {
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, color);
    job.wrap = egui::text::TextWrapping::truncate_at_width(column.width().max(1.0));
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(column.min + vec2(0.0, below), galley, color);
}

/// Where points stand between the first (0) and the last (1): by their days or months where all of
/// them have one, else evenly.
fn shares_of_time(history: &[KpiPoint]) -> Vec<f32> {
    let days: Option<Vec<Date>> = history.iter().map(|at| day_or_month(&at.label)).collect();
    let days = days.unwrap_or_default();
    let since_first = |day: &Date| {
        let first = days.first().copied().unwrap_or_default();
        first.duration_until(*day).as_secs_f32()
    };
    if let Some(whole) = days.last().map(since_first).filter(|whole| *whole > 0.0) {
        return days.iter().map(|day| since_first(day) / whole).collect();
    }
    let last = history.len().saturating_sub(1).max(1) as f32;
    (0..history.len()).map(|index| index as f32 / last).collect()
}

/// How the values went, with the target as a thin line across; nothing of a single value.
pub(super) fn course(kpi: &Kpi, figure: &KpiFigure, rect: Rect, theme: &Theme) -> Vec<Item> {
    let values: Vec<f64> = figure.history.iter().map(|point| point.value).collect();
    if values.len() < 2 {
        return Vec::new();
    }
    let all = values.iter().copied().chain(kpi.target);
    let (low, high) = all.fold((f64::MAX, f64::MIN), |(low, high), v| (low.min(v), high.max(v)));
    let room = rect.shrink(4.0);
    let y_of = |value: f64| {
        // Halves, as the whole span of two numbers may be no number.
        let span = high / 2.0 - low / 2.0;
        let share = if span > 0.0 { (value / 2.0 - low / 2.0) / span } else { 0.5 };
        room.bottom() - room.height() * share as f32
    };
    let at = |(share, value): (f32, &f64)| pos2(room.left() + room.width() * share, y_of(*value));
    let points: Vec<Pos2> =
        shares_of_time(&figure.history).into_iter().zip(&values).map(at).collect();
    let mut list = DrawList::new();
    if let Some(target) = kpi.target {
        let y = y_of(target);
        let stroke = Stroke::solid(1.0, theme.chart.axis);
        list.line(pos2(rect.left(), y), pos2(rect.right(), y), stroke);
    }
    list.push(PathItem::polyline(&points, false).stroked(Stroke::solid(1.5, theme.chart.line)));
    if let Some(last) = points.last() {
        let dot = Rect::from_center_size(*last, vec2(6.0, 6.0));
        list.round_rect(dot, 3.0, theme.chart.line, Stroke::NONE);
    }
    list.items().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_stand_as_far_apart_as_their_days() {
        let shares = |labels: &[&str]| -> Vec<f32> {
            let point = |label: &&str| KpiPoint {
                label: (*label).to_owned(),
                value: 1.0,
                interval95: None,
                n: None,
            };
            shares_of_time(&labels.iter().map(point).collect::<Vec<_>>())
        };
        assert_eq!(shares(&["2026-01-01", "2026-01-11", "2026-01-21"]), [0.0, 0.5, 1.0]);
        assert_eq!(shares(&["2026-01-01", "2026-01-02", "2026-01-11"]), [0.0, 0.1, 1.0]);
        let months = shares(&["2026-01", "2026-02", "2026-12"]);
        assert!(months[1] < 0.1, "{months:?}");
        assert_eq!(shares(&["Spring", "Summer", "2026-09"]), [0.0, 0.5, 1.0], "waves stand evenly");
    }
}
