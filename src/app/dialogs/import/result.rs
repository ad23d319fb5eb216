//! What an import would bring: rows, figures, and what could not be used.

use std::fmt::Write as _;

use egui::{Grid, Label, RichText, ScrollArea, Ui};
use egui_extras::{Column, TableBuilder};
use scene::theme::Theme;
use survey::filter::Filter;
use survey::import::{Imported, Preview, RowCounts};
use survey::metric::{Options, evaluate};
use survey::tally::{Direction, Kind, Question};

use crate::panels::widgets::{self, SMALL_PX};
use crate::style;

/// How many rows of the file, and how many rejects, are shown.
const SHOWN: usize = 50;

/// How wide a column of the file is at first, and how high a row, in points.
const COLUMN_PT: f32 = 132.0;
const ROW_PT: f32 = 24.0;

/// What stands behind a question's name in the list of figures, in points.
const FIGURE_COLUMNS_PT: f32 = 480.0;

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
                    super::column_title_ui(ui, theme, &shortened(&column.name))
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
    let text = RichText::new(shortened(cell)).size(SMALL_PX);
    let label = ui.add(Label::new(text).truncate());
    if cell.chars().count() > 16 {
        label.on_hover_text(cell);
    }
}

fn shortened(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let short: String = line.chars().take(24).collect();
    if short.len() < line.len() { format!("{short}…") } else { short }
}

/// What could not be used, and why.
pub(super) fn left_out_ui(
    ui: &mut Ui,
    theme: &Theme,
    counted: Option<&Imported>,
    warnings: &[String],
) {
    let Some(counted) = counted else {
        widgets::hint_ui(ui, theme, "The answers are being counted…");
        return;
    };
    for warning in warnings {
        widgets::warning_ui(ui, theme, warning.as_str());
    }
    let rejects = &counted.rejects;
    if rejects.total == 0 {
        widgets::hint_ui(ui, theme, "Every cell could be used.");
        return;
    }
    Grid::new("survey rejects").striped(true).spacing([16.0, 4.0]).show(ui, |ui| {
        for title in ["Row", "Column", "What it says", "Why it is left out"] {
            super::column_title_ui(ui, theme, title);
        }
        ui.end_row();
        for reject in rejects.listed.iter().take(SHOWN) {
            ui.label(reject.row.to_string());
            ui.label(shortened(reject.column.as_deref().unwrap_or("whole row")));
            ui.label(shortened(&reject.text));
            ui.label(&reject.reason);
            ui.end_row();
        }
    });
    if rejects.total > SHOWN as u64 {
        let more = rejects.total - SHOWN as u64;
        widgets::hint_ui(ui, theme, format!("And {more} more. The button below copies the list."));
    }
}

/// The rows and the figures that would result; before they are counted, what went wrong if
/// something did. `height` is how high the list of figures becomes before it scrolls, in points.
pub(super) fn figures_ui(
    ui: &mut Ui,
    theme: &Theme,
    counted: Result<&Imported, Option<&str>>,
    complete_only: bool,
    height: f32,
) {
    let counted = match counted {
        Ok(counted) => counted,
        Err(Some(problem)) => {
            widgets::warning_ui(ui, theme, problem);
            return;
        }
        Err(None) => {
            widgets::hint_ui(ui, theme, "The answers are being counted…");
            return;
        }
    };
    ui.add(Label::new(rows_text(&counted.counts, complete_only)).wrap());
    if counted.tally.questions.is_empty() {
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
            for question in &counted.tally.questions {
                figure_ui(ui, theme, counted, question, name_pt);
                ui.end_row();
            }
        });
    });
}

/// What became of the rows, in sentences.
fn rows_text(counts: &RowCounts, complete_only: bool) -> String {
    let mut text = format!("{} rows, {} used.", counts.rows, counts.used);
    let left_out = [
        (counts.duplicate, "duplicate", "duplicates"),
        (counts.preview, "preview", "previews"),
        (counts.summary, "summary line", "summary lines"),
        (counts.empty, "empty row", "empty rows"),
        (counts.malformed, "unreadable row", "unreadable rows"),
    ];
    let mut left_out: Vec<String> = left_out
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }))
        .collect();
    if complete_only && counts.incomplete > 0 {
        left_out.push(format!("{} incomplete", counts.incomplete));
    }
    if !left_out.is_empty() {
        let _ = write!(text, " Left out: {}.", left_out.join(", "));
    }
    match counts.incomplete {
        0 => {}
        _ if complete_only => {}
        1 => text.push_str(" 1 of the used rows is incomplete; it counts and is marked so."),
        count => {
            let _ = write!(
                text,
                " {count} of the used rows are incomplete; they count and are marked so."
            );
        }
    }
    text
}

/// One question: its name, what is measured, the figure, and its answers.
fn figure_ui(ui: &mut Ui, theme: &Theme, counted: &Imported, question: &Question, name_pt: f32) {
    let counts = counted.tally.select(&question.name, &Filter::default());
    let metric = evaluate(question, &counts, Options::default());
    let value = match (metric.value, question.kind) {
        (None, _) => "too few answers".to_owned(),
        (Some(value), Kind::Nps) => format!("{value:+.0}"),
        (Some(value), Kind::Csat | Kind::Binary) => format!("{value:.0} %"),
        (Some(value), _) => format!("{value:.1}"),
    };
    let good = if question.direction == Direction::LowGood && !question.kind.is_amount() {
        ", low is good"
    } else {
        ""
    };
    let small = |text: String| RichText::new(text).size(SMALL_PX).color(theme.ui.secondary);
    ui.scope(|ui| {
        ui.set_max_width(name_pt);
        let name = RichText::new(question.name.as_str()).size(SMALL_PX);
        ui.add(Label::new(name).truncate()).on_hover_text(&question.text);
    });
    ui.label(small(format!("{}{good}", question.kind.name())));
    ui.label(style::semibold(value, SMALL_PX));
    ui.label(small(format!(
        "n {}, {} blank, {} off scale",
        metric.n, metric.blank, metric.off_scale
    )));
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
        assert!(text.starts_with("2046 rows, 2040 used. Left out: 6 previews."), "{text}");
        assert!(text.contains("87 of the used rows are incomplete; they count"), "{text}");
        let text = rows_text(&counts, true);
        assert!(text.ends_with("Left out: 6 previews, 87 incomplete."), "{text}");
    }
}
