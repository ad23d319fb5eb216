//! Whether each row of the file holds the answers of a person, or one answer.

use egui::Ui;
use survey::columns::tool::Tool;
use survey::import::{LongLayout, Plan};
use survey::warning::{FileWarning, Warning};

use super::parts::combo_ui;
use crate::texts::shortened;

/// How wide the lists are, in points.
const ROWS_PT: f32 = 168.0;
const COLUMN_PT: f32 = 152.0;

/// What a row of the file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowIs {
    /// All answers of a person.
    Person,
    /// One answer.
    Answer(LongLayout),
}

impl RowIs {
    /// Where the answer stands, if a row is one.
    pub(super) const fn layout(self) -> Option<LongLayout> {
        match self {
            Self::Person => None,
            Self::Answer(layout) => Some(layout),
        }
    }
}

/// What is being said of the rows, until both columns are chosen.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Layout {
    is_long: bool,
    question: Option<usize>,
    answer: Option<usize>,
}

impl Layout {
    /// As a plan has it; where it has one row per person, with the columns that the file itself
    /// suggests.
    pub(super) fn of(plan: &Plan, warnings: &[Warning]) -> Self {
        let suggested = warnings.iter().find_map(|warning| match warning {
            Warning::File(FileWarning::OneRowPerAnswer { question, answer }) => {
                Some(LongLayout { question: *question, answer: *answer })
            }
            _ => None,
        });
        let own = plan.long.as_ref().map(|long| long.layout);
        let known = own.or(suggested);
        Self {
            is_long: own.is_some(),
            question: known.map(|layout| layout.question),
            answer: known.map(|layout| layout.answer),
        }
    }

    /// The layout that was said; none while one row is one person, or a column is missing.
    fn said(self) -> Option<LongLayout> {
        let (question, answer) = self.question.zip(self.answer)?;
        (self.is_long && question != answer).then_some(LongLayout { question, answer })
    }

    /// The lists. Returns what a row is, where that was said anew.
    pub(super) fn ui(&mut self, ui: &mut Ui, plan: &Plan) -> Option<RowIs> {
        let names = plan.file_names();
        if plan.tool == Tool::ThroughlineTally || names.len() < 2 {
            return None;
        }
        let mut is_changed = false;
        let options = [(false, "One row per person"), (true, "One row per answer")];
        let chosen = ui.push_id("rows", |ui| {
            combo_ui(ui, "What a row is", Some(self.is_long), &options, ROWS_PT)
        });
        if let Some(is_long) = chosen.inner {
            self.is_long = is_long;
            is_changed = true;
        }
        if self.is_long {
            let names: Vec<String> = (0..).zip(&names).map(numbered).collect();
            let options: Vec<(usize, &str)> =
                names.iter().enumerate().map(|(at, name)| (at, name.as_str())).collect();
            for (label, title, column) in [
                ("Question in", "Column that names the question", &mut self.question),
                ("Answer in", "Column that holds the answer", &mut self.answer),
            ] {
                ui.label(label);
                let chosen =
                    ui.push_id(title, |ui| combo_ui(ui, title, *column, &options, COLUMN_PT));
                if let Some(chosen) = chosen.inner {
                    *column = Some(chosen);
                    is_changed = true;
                }
            }
        }
        let is_whole = !self.is_long || self.said().is_some();
        let is_other = self.said() != plan.long.as_ref().map(|long| long.layout);
        let row = self.said().map_or(RowIs::Person, RowIs::Answer);
        (is_changed && is_whole && is_other).then_some(row)
    }

    /// What is still to be said before the rows can be put together.
    pub(super) fn problem(self) -> Option<&'static str> {
        if !self.is_long || self.said().is_some() {
            return None;
        }
        Some(if self.question.is_some() && self.question == self.answer {
            "The question and its answer stand in two columns: choose another one."
        } else {
            "Choose the column that names the question, and the one that holds the answer."
        })
    }
}

/// A column of the file by its number and its name.
fn numbered((index, name): (usize, &String)) -> String {
    format!("{}: {}", index + 1, shortened(name, 40))
}
