//! Single choices that a tool spread over several columns, one for each answer.

use super::cell::label_key;
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
    /// What each of the columns is for, where the cells hold marks and no choices: `1` under "Very
    /// satisfied".
    pub(super) choices: Option<Vec<String>>,
}

/// What cells hold, lower case, that are not marked.
pub(crate) const UNMARKED: [&str; 8] =
    ["0", "no", "false", "unchecked", "not selected", "nein", "non", "falsch"];

/// Whether a cell marks no choice.
pub(crate) fn is_unmarked(cell: &str) -> bool {
    let cell = cell.trim();
    cell.is_empty() || UNMARKED.iter().any(|word| cell.eq_ignore_ascii_case(word))
}

/// Finds neighbouring columns under one question that hold one text each, of which each person
/// filled one at most.
pub(super) fn find(header: &Header, answers: &[Vec<String>]) -> Vec<Spread> {
    let mut found = Vec::new();
    let mut columns: Vec<usize> = Vec::new();
    let mut question: Option<&String> = None;
    for (index, head) in header.columns.iter().enumerate() {
        if head.group.is_none() || head.group.as_ref() != question {
            found.extend(question.and_then(|question| spread(question, &columns, header, answers)));
            columns.clear();
            question = head.group.as_ref();
        }
        if question.is_some() && one_text(index, answers).is_some() {
            columns.push(index);
        }
    }
    found.extend(question.and_then(|question| spread(question, &columns, header, answers)));
    found
}

fn cell(answer: &[String], column: usize) -> &str {
    answer.get(column).map_or("", |cell| cell.trim())
}

/// The one text that all filled cells of a column hold: empty where none is filled, none where they
/// differ. A zero beside it only says that something else was chosen.
fn one_text(column: usize, answers: &[Vec<String>]) -> Option<&str> {
    let mut filled = answers.iter().map(|answer| cell(answer, column)).filter(|c| !is_unmarked(c));
    let Some(first) = filled.next() else { return Some("") };
    filled.all(|other| other == first).then_some(first)
}

fn spread(
    question: &str,
    columns: &[usize],
    header: &Header,
    answers: &[Vec<String>],
) -> Option<Spread> {
    if columns.len() < 3 {
        return None;
    }
    let parts: Vec<String> = columns
        .iter()
        .map(|column| header.columns.get(*column).map_or("", |head| part_of(question, &head.text)))
        .map(str::to_owned)
        .collect();
    let texts: Vec<&str> = columns.iter().filter_map(|column| one_text(*column, answers)).collect();
    let marked = are_marks(&texts, &parts);
    let mut cells = Vec::with_capacity(answers.len());
    for answer in answers {
        let chosen = |(_, column): &(usize, &usize)| {
            let cell = cell(answer, **column);
            if marked { !is_unmarked(cell) } else { !cell.is_empty() }
        };
        let mut filled = columns.iter().enumerate().filter(chosen);
        let choice = match filled.next() {
            Some((place, _)) if marked => parts.get(place).map_or("", String::as_str),
            Some((_, column)) => cell(answer, *column),
            None => "",
        };
        if filled.next().is_some() {
            return None;
        }
        cells.push(choice.to_owned());
    }
    let choices = marked.then_some(parts);
    Some(Spread { question: question.to_owned(), columns: columns.to_vec(), cells, choices })
}

/// What a column is called under its question.
fn part_of<'a>(question: &str, text: &'a str) -> &'a str {
    let part = text.strip_prefix(question).and_then(|rest| rest.strip_prefix(" \u{2014} "));
    part.unwrap_or(text)
}

/// Whether the texts in the columns are marks that say nothing but which column was chosen: two
/// columns hold the same, and a column does not hold its own name.
fn are_marks(texts: &[&str], parts: &[String]) -> bool {
    let filled: Vec<(&&str, &String)> =
        texts.iter().zip(parts).filter(|(text, _)| !text.is_empty()).collect();
    let named = |(text, part): &(&&str, &String)| label_key(text) == label_key(part);
    let Some(((first, _), others)) = filled.split_first() else { return false };
    if others.is_empty() {
        return MARKS.contains(&label_key(first).as_str()) && !filled.iter().any(named);
    }
    others.iter().any(|(text, _)| filled.iter().filter(|(other, _)| text == other).count() > 1)
        && !filled.iter().all(named)
}

/// What a choice is marked with, lower case.
const MARKS: [&str; 12] = [
    "1", "x", "yes", "true", "checked", "selected", "\u{2713}", "\u{2714}", "ja", "oui", "s\u{ed}",
    "si",
];
