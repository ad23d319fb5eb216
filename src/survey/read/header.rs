//! Header rows: where they are, and what each column is called.

mod names;
mod shapes;

use shapes::width;

/// How a tool writes its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderStyle {
    /// No header at all: the first record is an answer.
    None,
    /// One row of names.
    Single,
    /// Codes, question texts, and a row of `ImportId`.
    Qualtrics,
    /// `V1`, `V2`... and a row of texts.
    QualtricsLegacy,
    /// Questions over their first column only, and a row of sub-questions.
    SurveyMonkey,
    /// A title, groups of columns, and a row of names.
    Webform,
    /// Groups of columns, and a row of names, as people make them in a spreadsheet.
    Grouped,
}

/// What a column is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnHead {
    /// A name that no other column of the file has.
    pub name: String,
    /// The question as it was asked.
    pub text: String,
    /// The identifier that the tool gave the column, where the file has one.
    pub import_id: Option<String>,
    /// The time zone of the dates in the column, where the header has it.
    pub time_zone: Option<String>,
    /// The question that the column is a part of, where it stands over several columns.
    pub group: Option<String>,
}

impl ColumnHead {
    /// A column whose name is its question.
    fn named(name: String) -> Self {
        Self { text: name.clone(), name, ..Self::default() }
    }
}

/// The header of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Records before the header rows that are titles.
    pub skipped: usize,
    /// How many header rows there are.
    pub rows: usize,
    /// How the tool writes them.
    pub style: HeaderStyle,
    /// The columns.
    pub columns: Vec<ColumnHead>,
}

impl Header {
    /// Whether a record holds the header once more: every filled cell what stands over its column.
    /// Of choices, each with a column of its own, few are filled; see [`may_be_header`].
    pub(crate) fn is_repeated_by(&self, cells: &[String]) -> bool {
        let named = self.columns.iter().filter(|head| !head.text.trim().is_empty()).count();
        let mut filled = self.columns.iter().zip(cells).filter(|(_, cell)| !cell.trim().is_empty());
        let is_head = |(head, cell): (&ColumnHead, &String)| {
            let cell = names::clean(cell);
            cell == head.name || cell == head.text || cell.contains("ImportId")
        };
        may_be_header(filled.clone().count(), named) && filled.all(is_head)
    }
}

/// Whether a record with so many filled cells may be the header of so many named columns.
pub(crate) const fn may_be_header(filled: usize, named: usize) -> bool {
    filled >= 3 && filled * 10 >= named * 8
}

/// Words in the second header row that say that it is one.
const STRONG_MARKERS: [&str; 17] = [
    "response",
    "open-ended response",
    "réponse",
    "réponse ouverte",
    "antwort",
    "antwort mit offenem ende",
    "beantwortung mit offenem ende",
    "offene antwort",
    "respuesta",
    "respuesta abierta",
    "resposta",
    "resposta aberta",
    "risposta",
    "risposta aperta",
    "reactie",
    "antwoord",
    "open antwoord",
];

/// Columns that are about the answer, not asked of anybody; they have no sub-question.
const METADATA: [&str; 28] = [
    "respondent id",
    "respondentid",
    "collector id",
    "start date",
    "end date",
    "ip address",
    "email address",
    "first name",
    "date created",
    "befragten-id",
    "teilnehmer-id",
    "collector-id",
    "anfangsdatum",
    "enddatum",
    "ip-adresse",
    "id du répondant",
    "id du collecteur",
    "date de début",
    "date de fin",
    "adresse ip",
    "id de encuestado",
    "id. de encuestado",
    "id de recopilador",
    "fecha de inicio",
    "id do respondente",
    "id do coletor",
    "data de início",
    "respondent-id",
];

/// Finds the header in the first records of a file.
pub fn detect(records: &[Vec<String>]) -> Header {
    let row = |index: usize| records.get(index).map(Vec::as_slice).unwrap_or_default();
    if let Some(ids) = (0..3).find(|index| is_import_id_row(row(*index))) {
        return shapes::qualtrics(records, ids);
    }
    if row(0).first().is_some_and(|cell| cell.trim() == "V1")
        && row(0).get(1).is_some_and(|cell| cell.trim() == "V2")
    {
        return shapes::legacy_qualtrics(records);
    }
    if is_qualtrics_without_ids(row(0), row(1), row(2)) {
        return shapes::qualtrics_without_ids(records);
    }
    if filled(row(0)) <= 2 && is_webform_row(row(2)) {
        return shapes::grouped(records, 0, 3, HeaderStyle::Webform);
    }
    let skipped = title_records(records);
    let (first, second, third) = (row(skipped), row(skipped + 1), row(skipped + 2));
    if is_survey_monkey(first, second, third) {
        return shapes::survey_monkey(records, skipped);
    }
    if records.len() > 1 && is_data_row(first) {
        return shapes::none(records, skipped);
    }
    if is_grouped(records, skipped) {
        return shapes::grouped(records, skipped, 2, HeaderStyle::Grouped);
    }
    shapes::single(records, skipped)
}

/// The header for a number of header rows that a person chose.
pub fn with_rows(records: &[Vec<String>], skipped: usize, rows: usize) -> Header {
    let detected = detect(records);
    if detected.rows == rows && detected.skipped == skipped {
        return detected;
    }
    match rows {
        0 => shapes::none(records, skipped),
        1 => shapes::single(records, skipped),
        _ => shapes::grouped(records, skipped, rows, HeaderStyle::Grouped),
    }
}

fn filled(cells: &[String]) -> usize {
    cells.iter().filter(|cell| !cell.trim().is_empty()).count()
}

fn is_import_id_row(cells: &[String]) -> bool {
    let ids = cells.iter().filter(|cell| cell.contains("ImportId")).count();
    ids > 0 && ids * 2 >= filled(cells)
}

/// Names of columns that Qualtrics writes before those of the questions, in any language.
const QUALTRICS_NAMES: [&str; 9] = [
    "startdate",
    "enddate",
    "status",
    "ipaddress",
    "progress",
    "finished",
    "recordeddate",
    "responseid",
    "distributionchannel",
];

/// Whether a row of question texts stands under the codes of Qualtrics, without the row of
/// `ImportId` that somebody took out: under a code for a date stands no date, but below that.
fn is_qualtrics_without_ids(codes: &[String], texts: &[String], answers: &[String]) -> bool {
    let is_known = |cell: &&String| QUALTRICS_NAMES.contains(&cell.trim().to_lowercase().as_str());
    let is_date = |cells: &[String], at: usize| cells.get(at).is_some_and(|c| is_number_or_date(c));
    let is_text = |at: usize| texts.get(at).is_some_and(|c| !c.trim().is_empty());
    let dates: Vec<usize> = codes
        .iter()
        .enumerate()
        .filter(|(_, cell)| cell.trim().to_lowercase().ends_with("date"))
        .map(|(at, _)| at)
        .filter(|at| is_date(answers, *at))
        .collect();
    codes.iter().filter(is_known).count() >= 3
        && !dates.is_empty()
        && dates.iter().all(|at| is_text(*at) && !is_date(texts, *at))
}

fn is_webform_row(cells: &[String]) -> bool {
    let names = ["serial", "séquentiel", "sid", "numéro de série", "laufende nummer"];
    cells.iter().take(3).any(|cell| names.contains(&cell.trim().to_lowercase().as_str()))
}

/// Titles above the table: records of one filled cell, or of two of which one is a number or date,
/// before a record with many.
fn title_records(records: &[Vec<String>]) -> usize {
    let wide = width(records, 0);
    if wide < 3 {
        return 0;
    }
    let is_title = |record: &&Vec<String>| match filled(record) {
        0 | 1 => true,
        2 => wide >= 6 && record.iter().any(|cell| is_number_or_date(cell)),
        _ => false,
    };
    let titles = records.iter().take(10).take_while(is_title).count();
    let next = records.get(titles).map_or(0, |record| filled(record));
    if next * 2 >= wide { titles } else { 0 }
}

fn is_survey_monkey(first: &[String], second: &[String], third: &[String]) -> bool {
    let is_metadata = |cell: &String| METADATA.contains(&cell.trim().to_lowercase().as_str());
    let metadata: Vec<usize> =
        first.iter().enumerate().filter(|(_, cell)| is_metadata(cell)).map(|(at, _)| at).collect();
    let blank = |cells: &[String], at: &usize| cells.get(*at).is_none_or(|c| c.trim().is_empty());
    let under_metadata_blank = metadata.iter().all(|at| blank(second, at));
    let marked =
        second.iter().any(|cell| STRONG_MARKERS.contains(&cell.trim().to_lowercase().as_str()));
    if marked && under_metadata_blank {
        return true;
    }
    // A survey of nothing but tables has no marker: the identifiers are what the row lacks.
    !metadata.is_empty()
        && under_metadata_blank
        && filled(second) > 0
        && metadata.iter().any(|at| !blank(third, at))
        && first.iter().any(|cell| cell.trim().is_empty())
}

/// Whether a sparse row of groups stands over a full row of names: numbers and dates begin only
/// under the second one.
fn is_grouped(records: &[Vec<String>], skipped: usize) -> bool {
    let row = |index: usize| records.get(skipped + index).map(Vec::as_slice).unwrap_or_default();
    let (first, second) = (row(0), row(1));
    let body = records.get(skipped + 2..).unwrap_or_default();
    let wide = width(records, 0);
    let sparse = filled(first) >= 2 && filled(first) * 10 <= wide * 7;
    let is_text = |cells: &[String]| !cells.iter().any(|cell| is_number_or_date(cell));
    if !sparse || filled(second) * 10 < wide * 9 || !is_text(first) || !is_text(second) {
        return false;
    }
    let has_numbers = |column: &usize| {
        let cells = body.iter().take(50).filter_map(|record| record.get(*column));
        let filled: Vec<&String> = cells.filter(|cell| !cell.trim().is_empty()).collect();
        let numbers = filled.iter().filter(|cell| is_number_or_date(cell)).count();
        !filled.is_empty() && numbers * 10 >= filled.len() * 8
    };
    let numeric = (0..wide).filter(has_numbers).count();
    numeric >= 2 && numeric * 4 >= wide
}

fn is_number_or_date(cell: &str) -> bool {
    let cell = cell.trim();
    cell.parse::<f64>().is_ok()
        || crate::dates::parse(cell, crate::dates::DateOrder::DayFirst).is_some()
}

/// Whether a record looks like an answer: most cells are numbers or dates, none is a longer text.
fn is_data_row(cells: &[String]) -> bool {
    let filled = filled(cells);
    let numeric = cells.iter().filter(|cell| is_number_or_date(cell)).count();
    filled > 1 && numeric * 10 >= filled * 8
}

#[cfg(test)]
mod tests;
