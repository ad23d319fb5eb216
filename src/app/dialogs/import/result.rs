//! What an import would bring: rows, figures, and what could not be used.

use std::fmt::Write as _;

use egui::{Grid, RichText, Ui};
use scene::theme::Theme;
use survey::filter::Filter;
use survey::import::{Imported, Preview};
use survey::metric::{Options, evaluate};
use survey::tally::Kind;

use crate::panels::widgets::{self, SMALL_PX};

/// How many rows of the file, and how many rejects, are shown.
const SHOWN: usize = 50;

/// The first rows under the names of the columns.
pub(super) fn rows_ui(ui: &mut Ui, theme: &Theme, preview: &Preview) {
    Grid::new("survey rows").striped(true).spacing([16.0, 4.0]).show(ui, |ui| {
        for column in &preview.plan.columns {
            super::column_title_ui(ui, theme, &shortened(&column.name)).on_hover_text(&column.text);
        }
        ui.end_row();
        for row in preview.rows.iter().take(SHOWN) {
            for cell in row {
                let label = ui.label(RichText::new(shortened(cell)).size(SMALL_PX));
                if cell.chars().count() > 24 {
                    label.on_hover_text(cell);
                }
            }
            ui.end_row();
        }
    });
}

fn shortened(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let short: String = line.chars().take(24).collect();
    if short.len() < line.len() { format!("{short}…") } else { short }
}

/// What could not be used, and why.
pub(super) fn left_out_ui(ui: &mut Ui, theme: &Theme, counted: Option<&Imported>) {
    let Some(counted) = counted else {
        widgets::hint_ui(ui, theme, "The answers are being counted…");
        return;
    };
    for warning in &counted.warnings {
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

/// The rows and the figures that would result.
pub(super) fn figures_ui(
    ui: &mut Ui,
    theme: &Theme,
    counted: Option<&Imported>,
    problem: Option<&str>,
) {
    if let Some(problem) = problem {
        widgets::warning_ui(ui, theme, problem);
        return;
    }
    let Some(counted) = counted else {
        widgets::hint_ui(ui, theme, "The answers are being counted…");
        return;
    };
    let counts = counted.counts;
    let mut text = format!("{} rows, {} used", counts.rows, counts.used);
    let left_out = [
        (counts.duplicate, "duplicate"),
        (counts.preview, "preview"),
        (counts.incomplete, "incomplete"),
        (counts.summary, "summary line"),
        (counts.empty, "empty"),
        (counts.malformed, "unreadable"),
    ];
    for (count, what) in left_out.into_iter().filter(|(count, _)| *count > 0) {
        let _ = write!(text, " · {count} {what}");
    }
    ui.label(text);
    if counted.tally.questions.is_empty() {
        let text = "No column holds scores. Choose “Score” for the column that does.";
        widgets::warning_ui(ui, theme, text);
    }
    ui.horizontal_wrapped(|ui| {
        for question in counted.tally.questions.iter().take(6) {
            let counts = counted.tally.select(&question.name, &Filter::default());
            let metric = evaluate(question, &counts, Options::default());
            let value = match (metric.value, question.kind) {
                (None, _) => "too few answers".to_owned(),
                (Some(value), Kind::Nps) => format!("{value:+.0}"),
                (Some(value), Kind::Csat | Kind::Binary) => format!("{value:.0} %"),
                (Some(value), _) => format!("{value:.1}"),
            };
            let text = format!(
                "{} {value}  n {}, {} blank, {} off scale",
                question.kind.name(),
                metric.n,
                metric.blank,
                metric.off_scale
            );
            ui.label(RichText::new(text).size(SMALL_PX).color(theme.ui.secondary))
                .on_hover_text(&question.text);
            ui.add_space(8.0);
        }
    });
}
