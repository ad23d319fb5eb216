//! The figures of a tab as a table for other programs, nothing rounded.

use model::answers::Group;
use survey::import::harmless;
use survey::metric::Metric;
use survey::tally::Question;

use super::Tab;
use super::choice::Choice;
use super::figures::{figures, question_of, scope, scope_name};
use super::table::Matrix;
use super::words::{self, survey_title};
use crate::editor::Editor;
use crate::figures::filter_text;

/// A table of texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sheet {
    /// What the columns hold.
    pub(super) header: Vec<String>,
    /// The rows, each as long as the header.
    pub(super) rows: Vec<Vec<String>>,
}

/// What every row tells of a figure.
const FIGURE: [&str; 6] = ["Value", "Low (95 %)", "High (95 %)", "n", "Mean", "Hidden"];

impl Sheet {
    /// What the tab shows. Every row says which answers it stands on, where not all of them do.
    pub(crate) fn of(editor: &Editor, choice: &Choice) -> Self {
        let mut sheet = match choice.tab {
            Tab::Trend => Self::of_groups(editor, choice, choice.step.name(), choice.trend(editor)),
            Tab::Breakdown if choice.all_questions => Self::of_matrix(editor, choice),
            Tab::Breakdown => {
                Self::of_groups(editor, choice, choice.by.name(), choice.breakdown(editor))
            }
            Tab::KeyFigures => super::kpis::sheet(editor),
            Tab::Figures => Self::of_figures(editor),
        };
        if let Some(filter) = filter_text(editor.project(), editor.answer_filter()) {
            sheet.header.push("Answers".to_owned());
            for row in &mut sheet.rows {
                row.push(filter.clone());
            }
        }
        sheet
    }

    fn of_figures(editor: &Editor) -> Self {
        let scope = scope(editor);
        let about = scope_name(editor, scope).unwrap_or_else(|| "Whole map".to_owned());
        let rows = figures(editor, scope).into_iter().map(|figure| {
            let survey = survey_title(editor.project(), figure.survey).to_owned();
            let mut row = vec![about.clone(), figure.title, figure.question.text.clone(), survey];
            row.extend(cells(Some(&figure.metric)));
            let left_out =
                [figure.metric.blank, figure.metric.not_applicable, figure.metric.off_scale];
            row.extend(left_out.map(|count| count.to_string()));
            row
        });
        let header = ["About", "Figure", "Question", "Survey"].into_iter().chain(FIGURE);
        let header = header.chain(["Blank", "Not applicable", "Off the scale"]);
        Self { header: header.map(str::to_owned).collect(), rows: rows.collect() }
    }

    fn of_groups(editor: &Editor, choice: &Choice, by: &str, groups: Vec<Group>) -> Self {
        let asked = choice.question(editor.project());
        let question = asked.and_then(|asked| question_of(editor.project(), &asked).cloned());
        let text = question.map(|question| question.text).unwrap_or_default();
        let rows = groups.into_iter().map(|group| {
            let mut row = vec![group.name.clone(), text.clone()];
            row.extend(cells(Some(&group.metric)));
            row
        });
        let header = [by, "Question"].into_iter().chain(FIGURE).map(str::to_owned);
        Self { header: header.collect(), rows: rows.collect() }
    }

    fn of_matrix(editor: &Editor, choice: &Choice) -> Self {
        let Matrix { columns, rows } = Matrix::of(editor, choice);
        let header = [choice.by.name(), "Question"].into_iter().chain(FIGURE).map(str::to_owned);
        let row_of = |name: &str, question: &Question, metric: Option<&Metric>| {
            let mut row = vec![name.to_owned(), question.text.clone()];
            row.extend(cells(metric));
            row
        };
        let rows = rows.iter().flat_map(|(name, metrics)| {
            let cells = columns.iter().zip(metrics);
            cells.map(move |((question, _), metric)| row_of(name, question, metric.as_ref()))
        });
        Self { header: header.collect(), rows: rows.collect() }
    }

    /// Whether there is no row.
    pub(crate) const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table as tab-separated lines, which spreadsheets take from the clipboard. No text runs
    /// there as a formula.
    pub(crate) fn tsv(&self) -> String {
        let line = |cells: &Vec<String>| {
            // Texts come from files and cards of other people.
            let clean = |cell: &String| harmless(&cell.replace(['\t', '\n', '\r'], " "));
            cells.iter().map(clean).collect::<Vec<_>>().join("\t")
        };
        let lines: Vec<String> =
            std::iter::once(&self.header).chain(&self.rows).map(line).collect();
        lines.join("\n")
    }
}

/// What a row tells of a figure, in the order of [`FIGURE`].
fn cells(metric: Option<&Metric>) -> [String; 6] {
    let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    let Some(metric) = metric else { return Default::default() };
    [
        number(metric.value),
        number(metric.interval95.map(|interval| interval.0)),
        number(metric.interval95.map(|interval| interval.1)),
        metric.n.to_string(),
        number(metric.mean),
        if metric.hidden { "yes".to_owned() } else { String::new() },
    ]
}

/// What the tab is about, as a title: "NPS by month".
pub(super) fn title(editor: &Editor, choice: &Choice) -> String {
    let project = editor.project();
    let asked = choice.question(project);
    let names = super::figures::questions(project);
    let name = names.into_iter().find(|(other, _)| Some(other) == asked.as_ref());
    let name = name.map(|(_, name)| name).unwrap_or_default();
    match choice.tab {
        Tab::Trend => format!("{name} by {}", choice.step.name().to_lowercase()),
        Tab::Breakdown if choice.all_questions => {
            format!("All questions by {}", choice.by.name().to_lowercase())
        }
        Tab::Breakdown => format!("{name} by {}", choice.by.name().to_lowercase()),
        _ => editor.map().map(|map| map.name.clone()).unwrap_or_default(),
    }
}

/// What stands below the title: the part of the map, the answers, where they come from.
pub(super) fn subtitle(editor: &Editor, choice: &Choice) -> String {
    let project = editor.project();
    let scope =
        if choice.tab == Tab::Breakdown { choice.breakdown_scope(editor) } else { scope(editor) };
    let mut parts = vec![scope_name(editor, scope).unwrap_or_else(|| "Whole map".to_owned())];
    if matches!(choice.tab, Tab::Trend | Tab::Breakdown)
        && !choice.all_questions
        && let Some(asked) = choice.question(project)
    {
        let answers = editor.answers();
        let n = answers.map_or(0, |answers| answers.counts(asked.0, &asked.1, scope).n());
        parts.push(words::n_text(n));
        parts.push(survey_title(project, asked.0).to_owned());
    }
    parts.extend(filter_text(project, editor.answer_filter()));
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_never_breaks_the_table() {
        let sheet = Sheet {
            header: vec!["A".to_owned(), "B".to_owned()],
            rows: vec![vec!["one\ttwo".to_owned(), "three\nfour".to_owned()]],
        };
        assert_eq!(sheet.tsv(), "A\tB\none two\tthree four");
    }

    #[test]
    fn a_copied_table_runs_nothing_in_a_spreadsheet() {
        let sheet = Sheet {
            header: vec!["Stage".to_owned(), "Value".to_owned()],
            rows: vec![vec!["=HYPERLINK(\"x\")".to_owned(), "-12.5".to_owned()]],
        };
        assert_eq!(sheet.tsv(), "Stage\tValue\n'=HYPERLINK(\"x\")\t-12.5");
    }
}
