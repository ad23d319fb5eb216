//! The figures of all questions for every stage, persona, segment and so on, as a table.

use std::collections::BTreeMap;

use egui::{Grid, RichText, ScrollArea, Ui};
use survey::metric::Metric;
use survey::tally::Question;

use super::choice::Choice;
use super::figures::{Asked, question_of, questions};
use super::words;
use crate::editor::Editor;
use crate::panels::widgets::{self, SMALL_PX};
use crate::shown::Shown;
use crate::style;

/// All questions with answers, each broken down alike.
#[derive(Clone, Debug, Default)]
pub(super) struct Matrix {
    /// The questions with what they are called.
    pub(super) columns: Vec<(Question, String)>,
    /// The groups by their place and name, each with its figures by column.
    pub(super) rows: Vec<(String, Vec<Option<Metric>>)>,
}

impl Matrix {
    /// The breakdown of every question.
    pub(super) fn of(editor: &Editor, choice: &Choice) -> Self {
        let Some(answers) = editor.answers() else { return Self::default() };
        let (project, scope) = (editor.project(), choice.breakdown_scope(editor));
        let broken_down: Vec<(Asked, String, Vec<_>)> = questions(project)
            .into_iter()
            .map(|(asked, title)| {
                let groups = answers.breakdown(asked.0, &asked.1, scope, choice.by);
                (asked, title, groups)
            })
            .filter(|(.., groups)| !groups.is_empty())
            .collect();
        let mut columns = Vec::new();
        let mut rows: BTreeMap<(usize, String), Vec<Option<Metric>>> = BTreeMap::new();
        for (at, (asked, title, groups)) in broken_down.into_iter().enumerate() {
            let Some(question) = question_of(project, &asked) else { continue };
            columns.push((question.clone(), title));
            for group in groups {
                let row = rows.entry((group.rank, group.name)).or_default();
                row.resize(at, None);
                row.push(Some(group.metric));
            }
        }
        let width = columns.len();
        let rows = rows.into_iter().map(|((_, name), mut row)| {
            row.resize(width, None);
            (name, row)
        });
        Self { rows: rows.collect(), columns }
    }
}

/// Shows the table; `what` heads the first column.
pub(super) fn matrix_ui(ui: &mut Ui, shown: Shown<'_>, what: &str, matrix: &Matrix) {
    let limit = shown.editor.project().hide_below.0;
    let name = format!("All questions by {}", what.to_lowercase());
    let area = ScrollArea::both().id_salt("all questions").auto_shrink(false);
    widgets::scrolled_by_keys_ui(ui, shown.theme, &name, area, |ui| {
        ui.spacing_mut().interact_size.y = 18.0;
        let grid = Grid::new(("metrics by", what)).striped(true).spacing([24.0, 4.0]);
        let grid = grid.min_row_height(18.0);
        grid.show(ui, |ui| {
            ui.label(style::semibold(what, SMALL_PX));
            for (_, title) in &matrix.columns {
                ui.label(style::semibold(title, SMALL_PX));
            }
            ui.end_row();
            for (name, row) in &matrix.rows {
                ui.label(RichText::new(name.replace('\n', " ")).size(SMALL_PX));
                for ((question, _), metric) in matrix.columns.iter().zip(row) {
                    cell_ui(ui, shown, question, metric.as_ref(), limit);
                }
                ui.end_row();
            }
        });
    });
}

fn cell_ui(
    ui: &mut Ui,
    shown: Shown<'_>,
    question: &Question,
    metric: Option<&Metric>,
    limit: u64,
) {
    let secondary = shown.theme.ui.secondary;
    let Some(metric) = metric.filter(|metric| metric.n > 0) else {
        ui.label(RichText::new("–").size(SMALL_PX).color(secondary));
        return;
    };
    if metric.value.is_none() {
        let text = words::value_text(metric, limit);
        ui.label(RichText::new(text).size(SMALL_PX).color(secondary));
        return;
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let headline = words::Headline::of(metric, question);
        ui.label(style::semibold(headline.large, SMALL_PX));
        let note = format!("{}  {}", headline.small, words::n_text(metric.n));
        ui.label(RichText::new(note.trim()).size(SMALL_PX).color(secondary));
    });
}
