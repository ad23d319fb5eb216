//! Single choices that a tool spread over several columns, one for each answer.

use crate::read::header::Header;

/// Columns that together hold one choice of each person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spread {
    /// The question over the columns.
    pub(super) question: String,
    /// The columns.
    pub(super) columns: Vec<usize>,
    /// The choice of each person; empty without one.
    pub(super) cells: Vec<String>,
}

/// Finds neighbouring columns under one question that hold one text each, of which each person
/// filled one at most.
pub(super) fn find(header: &Header, answers: &[Vec<String>]) -> Vec<Spread> {
    let mut found = Vec::new();
    let mut columns: Vec<usize> = Vec::new();
    let mut question: Option<&String> = None;
    for (index, head) in header.columns.iter().enumerate() {
        if head.group.is_none() || head.group.as_ref() != question {
            found.extend(question.and_then(|question| spread(question, &columns, answers)));
            columns.clear();
            question = head.group.as_ref();
        }
        if question.is_some() && holds_one_text(index, answers) {
            columns.push(index);
        }
    }
    found.extend(question.and_then(|question| spread(question, &columns, answers)));
    found
}

fn cell(answer: &[String], column: usize) -> &str {
    answer.get(column).map_or("", |cell| cell.trim())
}

/// Whether all filled cells of a column are the same.
fn holds_one_text(column: usize, answers: &[Vec<String>]) -> bool {
    let mut filled = answers.iter().map(|answer| cell(answer, column)).filter(|c| !c.is_empty());
    let Some(first) = filled.next() else { return true };
    filled.all(|other| other == first)
}

fn spread(question: &str, columns: &[usize], answers: &[Vec<String>]) -> Option<Spread> {
    if columns.len() < 3 {
        return None;
    }
    let mut cells = Vec::with_capacity(answers.len());
    for answer in answers {
        let mut filled =
            columns.iter().map(|column| cell(answer, *column)).filter(|c| !c.is_empty());
        let choice = filled.next().unwrap_or("");
        if filled.next().is_some() {
            return None;
        }
        cells.push(choice.to_owned());
    }
    Some(Spread { question: question.to_owned(), columns: columns.to_vec(), cells })
}
