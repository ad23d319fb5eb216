//! The key figures for other programs: as a table, nothing rounded, and as a picture.

use egui::{Pos2, Rect, pos2, vec2};
use model::Kpi;
use model::answers::KpiFigure;
use scene::draw::Item;
use scene::text::TextEngine;
use scene::theme::{TextRole, Theme};

use super::row::course;
use super::words::{self, Look};
use crate::editor::Editor;
use crate::panels::metrics::Sheet;

/// Width of a picture and of its columns, and height of a row, in document units.
const WIDTH: f32 = 860.0;
const COLUMNS: [f32; 4] = [270.0, 190.0, 190.0, 170.0];
const GAP: f32 = 12.0;
const ROW: f32 = 52.0;

/// What a row tells.
const HEADER: [&str; 11] = [
    "Key figure",
    "About",
    "Value",
    "Low (95 %)",
    "High (95 %)",
    "n",
    "Target",
    "To be met by",
    "Good",
    "Met",
    "Why there is no value",
];

/// The figures in their order, with their values.
fn all(editor: &Editor) -> Vec<(&Kpi, KpiFigure)> {
    let Some(answers) = editor.answers() else { return Vec::new() };
    let kpis = editor.project().kpis_in_order().into_iter();
    kpis.map(|(_, kpi)| (kpi, answers.kpi(kpi))).collect()
}

/// The key figures as a table.
pub(in crate::panels::metrics) fn sheet(editor: &Editor) -> Sheet {
    let rows = all(editor).into_iter().map(|(kpi, figure)| {
        let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
        let now = figure.now.as_ref().ok();
        let interval = now.and_then(|point| point.interval95);
        let n = now.and_then(|point| point.n);
        let good = match kpi.good {
            survey::Direction::HighGood => "high",
            survey::Direction::LowGood => "low",
        };
        vec![
            kpi.name.clone(),
            words::about(editor.project(), editor.map(), kpi.about),
            number(now.map(|point| point.value)),
            number(interval.map(|(low, _)| low)),
            number(interval.map(|(_, high)| high)),
            n.map(|n| n.to_string()).unwrap_or_default(),
            number(kpi.target),
            kpi.due.map(|due| due.to_string()).unwrap_or_default(),
            good.to_owned(),
            figure
                .met
                .map(|is_met| if is_met { "yes" } else { "no" })
                .unwrap_or_default()
                .to_owned(),
            figure.now.as_ref().err().map(ToString::to_string).unwrap_or_default(),
        ]
    });
    Sheet { header: HEADER.map(str::to_owned).to_vec(), rows: rows.collect() }
}

/// The key figures as they are drawn, and the room that they take.
pub(in crate::panels::metrics) fn picture(
    editor: &Editor,
    theme: &Theme,
    text: &mut TextEngine,
) -> (Vec<Item>, Rect) {
    let mut items = Vec::new();
    let kpis = all(editor);
    for (index, (kpi, figure)) in kpis.iter().enumerate() {
        let top = ROW * index as f32;
        items.extend(row(editor, (kpi, figure), top, theme, text));
    }
    (items, Rect::from_min_size(Pos2::ZERO, vec2(WIDTH, ROW * kpis.len() as f32)))
}

fn row(
    editor: &Editor,
    (kpi, figure): (&Kpi, &KpiFigure),
    top: f32,
    theme: &Theme,
    text: &mut TextEngine,
) -> Vec<Item> {
    let strong = theme.style(TextRole::MetaStrong).with_color(theme.map.text);
    let small = theme.style(TextRole::Meta).with_color(theme.map.secondary);
    let note = figure
        .now
        .as_ref()
        .map_or_else(|_| String::new(), |point| Look::of(kpi, figure.kind).note(point));
    let target = words::target(kpi, figure).unwrap_or_default();
    let due = kpi.due.map(|due| format!("by {}", words::date(due))).unwrap_or_default();
    let met = figure.met.map(words::met).unwrap_or_default();
    let met = if due.is_empty() { met.to_owned() } else { format!("{met} {due}") };
    let about = words::about(editor.project(), editor.map(), kpi.about);
    let lines = [
        [words::name(kpi), about],
        [words::now(kpi, figure), note],
        [target, met.trim().to_owned()],
    ];
    let mut items = Vec::new();
    let mut left = 0.0;
    for (column, width) in lines.iter().zip(COLUMNS) {
        for (line, (style, below)) in column.iter().zip([(strong, 0.0), (small, 20.0)]) {
            let block = text.line_within(line, style, width - GAP);
            items.extend(block.at(pos2(left, top + below)));
        }
        left += width;
    }
    let [.., last] = COLUMNS;
    let room = Rect::from_min_size(pos2(left, top), vec2(last, ROW - 12.0));
    items.extend(course(kpi, figure, room, theme));
    items
}
