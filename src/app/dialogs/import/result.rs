//! What an import would bring: rows, figures, and what could not be used.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use egui::{Grid, Label, RichText, ScrollArea, Ui};
use egui_extras::{Column, TableBuilder};
use model::HideBelow;
use scene::theme::Theme;
use survey::filter::Filter;
use survey::import::{Plan, Preview, RowCounts};
use survey::metric::{Options, evaluate};
use survey::tally::{Counts, Direction, Question, Tally};

use super::parts::{column_title_ui, in_one_line};
use super::warnings;
use crate::panels::widgets::{self, SMALL_PX};
use crate::panels::words::{Headline, grouped, n_text, value_text};
use crate::style;
use crate::survey_file::count::Counted;
use crate::texts::shortened;

/// How many rows of the file, and how many rejects, are shown.
const SHOWN: usize = 50;

/// How much of a cell is shown, in characters.
const CELL_CHARS: usize = 24;

/// How wide a column of the file is at first, and how high a row, in points.
const COLUMN_PT: f32 = 132.0;
const ROW_PT: f32 = 24.0;

/// What stands behind a question's name in the list of figures, in points.
const FIGURE_COLUMNS_PT: f32 = 680.0;

/// The first rows under the names of the columns, which can be made wider.
pub(super) fn rows_ui(ui: &mut Ui, theme: &Theme, preview: &Preview) {
    let columns = &preview.plan.columns;
    let rows = preview.rows.len().min(SHOWN);
    TableBuilder::new(ui)
        .id_salt("survey rows")
        .striped(true)
        .vscroll(false)
        .columns(
            Column::initial(COLUMN_PT).at_least(64.0).clip(true).resizable(true),
            columns.len(),
        )
        .header(ROW_PT, |mut header| {
            for column in columns {
                header.col(|ui| {
                    column_title_ui(ui, theme, &shortened(&column.name, CELL_CHARS))
                        .on_hover_text(&column.text);
                });
            }
        })
        .body(|body| {
            body.rows(ROW_PT, rows, |mut row| {
                let cells = preview.rows.get(row.index()).map_or(&[][..], Vec::as_slice);
                for index in 0..columns.len() {
                    row.col(|ui| cell_ui(ui, cells.get(index).map_or("", String::as_str)));
                }
            });
        });
}

/// A cell in one line; a long one is shown whole under the pointer.
fn cell_ui(ui: &mut Ui, cell: &str) {
    let text = RichText::new(shortened(cell, CELL_CHARS)).size(SMALL_PX);
    let label = ui.add(Label::new(text).truncate());
    if cell.chars().count() > 16 {
        label.on_hover_text(cell);
    }
}

/// What could not be used, and why.
pub(super) fn left_out_ui(ui: &mut Ui, theme: &Theme, counted: Option<&Counted>, plan: &Plan) {
    let Some(counted) = counted else {
        widgets::hint_ui(ui, theme, "The answers are being counted…");
        return;
    };
    for text in warnings::open(&counted.warnings, plan) {
        widgets::warning_ui(ui, theme, text);
    }
    let rejects = &counted.rejects;
    if rejects.total == 0 {
        widgets::hint_ui(ui, theme, "Every cell could be used.");
        return;
    }
    Grid::new("survey rejects").striped(true).spacing([16.0, 4.0]).show(ui, |ui| {
        for title in ["Row", "Column", "What it says", "Why it is left out"] {
            column_title_ui(ui, theme, title);
        }
        ui.end_row();
        for reject in rejects.listed.iter().take(SHOWN) {
            ui.label(reject.row.to_string());
            let column = reject.column.as_deref().unwrap_or("whole row");
            ui.label(shortened(column, CELL_CHARS)).on_hover_text(column);
            ui.label(shortened(&reject.text, CELL_CHARS)).on_hover_text(&reject.text);
            ui.label(&reject.reason);
            ui.end_row();
        }
    });
    if rejects.total > SHOWN as u64 {
        let more = rejects.total - SHOWN as u64;
        widgets::hint_ui(
            ui,
            theme,
            format!("And {more} more. The buttons below copy and save the list."),
        );
    }
}

/// How a question was answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Spread {
    /// The values that somebody chose, sorted.
    pub(super) values: Vec<i32>,
    /// How many answers there are.
    pub(super) n: u64,
}

/// How each question was answered, by its name.
pub(super) type Spreads = BTreeMap<String, Spread>;

/// What is shown of a count. It is worked out once, as a survey may have many questions and a tally
/// many rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Figures {
    rows: Vec<Figure>,
    /// How each question was answered.
    pub(super) spreads: Spreads,
}

/// One question: its name, what is measured, the figure as it is read first and what belongs to it,
/// and its answers.
#[derive(Clone, Debug)]
struct Figure {
    name: String,
    text: String,
    kind: String,
    large: String,
    small: String,
    answers: String,
}

impl Figures {
    /// The figures of everything that was counted, hidden as the project hides them.
    pub(super) fn of(tally: &Tally, hide_below: HideBelow) -> Self {
        let mut figures = Self::default();
        for question in &tally.questions {
            let counts = tally.select(&question.name, &Filter::default());
            figures.rows.push(Figure::of(question, &counts, hide_below));
            let chosen = counts.answers.iter().filter(|(_, count)| **count > 0);
            let values = chosen.map(|(value, _)| *value).collect();
            figures.spreads.insert(question.name.clone(), Spread { values, n: counts.n() });
        }
        figures
    }
}

impl Figure {
    fn of(question: &Question, counts: &Counts, HideBelow(hide_below): HideBelow) -> Self {
        let metric = evaluate(question, counts, Options::hiding_below(hide_below));
        let (large, small) = match metric.value {
            Some(_) => {
                let Headline { large, small } = Headline::of(&metric, question);
                (large, small)
            }
            None => (value_text(&metric, hide_below), String::new()),
        };
        let is_low_good = question.direction == Direction::LowGood && !question.kind.is_amount();
        let good = if is_low_good { ", low is good" } else { "" };
        let mut answers = format!("{}, {} blank", n_text(metric.n), grouped(metric.blank));
        if metric.not_applicable > 0 {
            let _ = write!(answers, ", {} not applicable", grouped(metric.not_applicable));
        }
        let _ = write!(answers, ", {} off scale", grouped(metric.off_scale));
        Self {
            name: in_one_line(&question.name),
            text: question.text.clone(),
            kind: format!("{}{good}", question.kind.name()),
            large,
            small,
            answers,
        }
    }
}

/// The figures that would result. `height` is how high the list becomes before it scrolls, in points.
pub(super) fn figures_ui(ui: &mut Ui, theme: &Theme, figures: &Figures, height: f32) {
    if figures.rows.is_empty() {
        let text = "No column holds scores. Choose “Score” for the column that does.";
        widgets::warning_ui(ui, theme, text);
        return;
    }
    let scroll = ScrollArea::vertical().id_salt("survey figures").auto_shrink([false, true]);
    scroll.max_height(height).show(ui, |ui| {
        ui.spacing_mut().interact_size.y = 18.0;
        let name_pt = (ui.available_width() - FIGURE_COLUMNS_PT).max(160.0);
        let grid = Grid::new("survey figures").striped(true).spacing([16.0, 4.0]);
        grid.min_row_height(18.0).show(ui, |ui| {
            for figure in &figures.rows {
                figure_ui(ui, theme, figure, name_pt);
                ui.end_row();
            }
        });
    });
}

fn figure_ui(ui: &mut Ui, theme: &Theme, figure: &Figure, name_pt: f32) {
    let small = |text: &str| RichText::new(text).size(SMALL_PX).color(theme.ui.secondary);
    ui.scope(|ui| {
        ui.set_max_width(name_pt);
        let name = RichText::new(&*figure.name).size(SMALL_PX);
        ui.add(Label::new(name).truncate()).on_hover_text(&figure.text);
    });
    ui.label(small(&figure.kind));
    ui.label(style::semibold(&*figure.large, SMALL_PX));
    ui.label(small(&figure.small));
    ui.label(small(&figure.answers));
}

/// What became of the rows, in sentences.
pub(super) fn rows_text(counts: &RowCounts, complete_only: bool) -> String {
    let mut text = format!("{} rows, {} used.", grouped(counts.rows), grouped(counts.used));
    let left_out = [
        (counts.duplicate, "duplicate", "duplicates"),
        (counts.preview, "preview", "previews"),
        (counts.summary, "summary line", "summary lines"),
        (counts.note, "note or repeated header", "notes or repeated headers"),
        (counts.empty, "empty row", "empty rows"),
        (counts.malformed, "unreadable row", "unreadable rows"),
    ];
    let mut left_out: Vec<String> = left_out
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| {
            format!("{} {}", grouped(count), if count == 1 { one } else { many })
        })
        .collect();
    if complete_only && counts.incomplete > 0 {
        left_out.push(format!("{} incomplete", grouped(counts.incomplete)));
    }
    if !left_out.is_empty() {
        let _ = write!(text, " Left out: {}.", left_out.join(", "));
    }
    match counts.other_wave {
        0 => {}
        1 => text.push_str(" 1 duplicate is of a person who answered an earlier wave."),
        count => {
            let count = grouped(count);
            let _ = write!(text, " {count} duplicates are of people who answered an earlier wave.");
        }
    }
    match counts.incomplete {
        0 => {}
        _ if complete_only => {}
        1 => text.push_str(" 1 of the used rows is incomplete; it counts and is marked so."),
        count => {
            let count = grouped(count);
            let _ = write!(
                text,
                " {count} of the used rows are incomplete; they count and are marked so."
            );
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn incomplete_rows_are_said_to_count_or_to_be_left_out() {
        let counts = RowCounts {
            rows: 2046,
            used: 2040,
            preview: 6,
            incomplete: 87,
            ..RowCounts::default()
        };
        let text = rows_text(&counts, false);
        assert!(text.starts_with("2,046 rows, 2,040 used. Left out: 6 previews."), "{text}");
        assert!(text.contains("87 of the used rows are incomplete; they count"), "{text}");
        let text = rows_text(&counts, true);
        assert!(text.ends_with("Left out: 6 previews, 87 incomplete."), "{text}");
    }
}
