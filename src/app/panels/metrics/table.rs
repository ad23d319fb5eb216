//! The figures of every stage or persona as a table.

use egui::{Grid, RichText, ScrollArea, Ui};
use model::SurveyId;
use survey::metric::{DEFAULT_HIDE_BELOW, hidden_groups};

use super::figures::{Row, survey_name};
use super::words;
use crate::panels::widgets::{self, SMALL_PX};
use crate::shown::Shown;
use crate::style;

/// A column: one question of one survey.
struct Column {
    survey: SurveyId,
    question: String,
    title: String,
    /// Whether the row of this number must be hidden, so that it cannot be worked out either.
    hidden: Vec<bool>,
}

/// Shows the rows; `what` heads the first column.
pub(super) fn table_ui(ui: &mut Ui, shown: Shown<'_>, what: &str, rows: &[Row]) {
    let columns = columns(shown, rows);
    if columns.is_empty() {
        let hint = "No labels of a survey are assigned yet. Assign them under Surveys in the \
                    inspector while nothing is selected.";
        widgets::hint_ui(ui, shown.theme, hint);
        return;
    }
    ScrollArea::both().auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().interact_size.y = 18.0;
        let grid = Grid::new(("metrics by", what)).striped(true).spacing([24.0, 4.0]);
        let grid = grid.min_row_height(18.0);
        grid.show(ui, |ui| {
            ui.label(style::semibold(what, SMALL_PX));
            for column in &columns {
                ui.label(style::semibold(&column.title, SMALL_PX));
            }
            ui.end_row();
            for (index, row) in rows.iter().enumerate() {
                ui.label(RichText::new(row.name.as_str()).size(SMALL_PX));
                for column in &columns {
                    let hidden = column.hidden.get(index).copied().unwrap_or(false);
                    cell_ui(ui, shown, row, column, hidden);
                }
                ui.end_row();
            }
        });
    });
}

fn cell_ui(ui: &mut Ui, shown: Shown<'_>, row: &Row, column: &Column, hidden: bool) {
    let entry = row
        .entries
        .iter()
        .find(|entry| entry.survey == column.survey && entry.question.name == column.question);
    let secondary = shown.theme.ui.secondary;
    let Some(entry) = entry.filter(|entry| entry.metric.n > 0) else {
        ui.label(RichText::new("–").size(SMALL_PX).color(secondary));
        return;
    };
    let metric = &entry.metric;
    if hidden || metric.value.is_none() {
        let text = format!("Too few answers ({})", words::n_text(metric.n));
        ui.label(RichText::new(text).size(SMALL_PX).color(secondary));
        return;
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        ui.label(style::semibold(words::value_text(metric), SMALL_PX));
        let interval = words::interval_text(metric, &entry.question);
        let note = format!("{interval}  {}", words::n_text(metric.n));
        ui.label(RichText::new(note.trim()).size(SMALL_PX).color(secondary));
    });
}

fn columns(shown: Shown<'_>, rows: &[Row]) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    let mut asked = Vec::new();
    for entry in rows.iter().flat_map(|row| &row.entries).filter(|entry| entry.metric.n > 0) {
        let is_there = columns
            .iter()
            .any(|column| column.survey == entry.survey && column.question == entry.question.name);
        if !is_there {
            asked.push((entry.survey, &entry.question));
            columns.push(Column {
                survey: entry.survey,
                question: entry.question.name.clone(),
                title: String::new(),
                hidden: Vec::new(),
            });
        }
    }
    let titles = words::titles(&asked, |id| survey_name(shown.editor.project(), id));
    for (column, title) in columns.iter_mut().zip(titles) {
        column.title = title;
        let n_of = |row: &Row| {
            let entry = row.entries.iter().find(|entry| {
                entry.survey == column.survey && entry.question.name == column.question
            });
            entry.map_or(0, |entry| entry.metric.n)
        };
        let sizes: Vec<u64> = rows.iter().map(n_of).collect();
        column.hidden = hidden_groups(&sizes, DEFAULT_HIDE_BELOW);
    }
    columns
}
