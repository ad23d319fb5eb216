//! Header rows: where they are, and what each column is called.

use std::collections::HashMap;

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

/// Words in the second header row that say that it is one.
const STRONG_MARKERS: [&str; 9] = [
    "response",
    "open-ended response",
    "réponse",
    "réponse ouverte",
    "antwort",
    "antwort mit offenem ende",
    "respuesta",
    "respuesta abierta",
    "resposta",
];

/// Columns that are about the answer, not asked of anybody; they have no sub-question.
const METADATA: [&str; 9] = [
    "respondent id",
    "respondentid",
    "collector id",
    "start date",
    "end date",
    "ip address",
    "email address",
    "first name",
    "date created",
];

/// Finds the header in the first records of a file.
pub fn detect(records: &[Vec<String>]) -> Header {
    let row = |index: usize| records.get(index).map(Vec::as_slice).unwrap_or_default();
    if let Some(ids) = (0..3).find(|index| is_import_id_row(row(*index))) {
        return qualtrics(records, ids);
    }
    if row(0).first().is_some_and(|cell| cell.trim() == "V1")
        && row(0).get(1).is_some_and(|cell| cell.trim() == "V2")
    {
        return legacy_qualtrics(records);
    }
    if filled(row(0)) <= 2 && is_webform_row(row(2)) {
        return webform(records);
    }
    let skipped = title_records(records);
    let (first, second, third) = (row(skipped), row(skipped + 1), row(skipped + 2));
    if is_survey_monkey(first, second, third) {
        return survey_monkey(records, skipped);
    }
    if records.len() > 1 && is_data_row(first) {
        let columns = finish(vec![ColumnHead::default(); width(records, 0)]);
        return Header { skipped, rows: 0, style: HeaderStyle::None, columns };
    }
    single(records, skipped)
}

/// The header for a number of header rows that a person chose.
pub fn with_rows(records: &[Vec<String>], skipped: usize, rows: usize) -> Header {
    let detected = detect(records);
    if detected.rows == rows && detected.skipped == skipped {
        return detected;
    }
    match rows {
        0 => {
            let columns = finish(vec![ColumnHead::default(); width(records, 0)]);
            Header { skipped, rows: 0, style: HeaderStyle::None, columns }
        }
        1 => single(records, skipped),
        _ => {
            let header = survey_monkey(records, skipped);
            Header { rows, ..header }
        }
    }
}

fn filled(cells: &[String]) -> usize {
    cells.iter().filter(|cell| !cell.trim().is_empty()).count()
}

/// The number of columns: that of the header rows, or of most answers where they have more.
/// A single answer with a stray delimiter adds no column.
fn width(records: &[Vec<String>], first_answer: usize) -> usize {
    let header = records.iter().take(first_answer).map(Vec::len).max().unwrap_or(0);
    let mut sizes: Vec<usize> = records.iter().skip(first_answer).take(200).map(Vec::len).collect();
    sizes.sort_unstable();
    header.max(sizes.get(sizes.len() / 2).copied().unwrap_or(0))
}

fn is_import_id_row(cells: &[String]) -> bool {
    let ids = cells.iter().filter(|cell| cell.contains("ImportId")).count();
    ids > 0 && ids * 2 >= filled(cells)
}

fn is_webform_row(cells: &[String]) -> bool {
    let names = ["serial", "séquentiel", "sid", "numéro de série"];
    cells.iter().take(3).any(|cell| names.contains(&cell.trim().to_lowercase().as_str()))
}

/// Titles above the table: records of one filled cell before a record with many.
fn title_records(records: &[Vec<String>]) -> usize {
    let wide = width(records, 0);
    if wide < 3 {
        return 0;
    }
    let titles = records.iter().take(10).take_while(|record| filled(record) <= 1).count();
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

/// Whether a record looks like an answer: most cells are numbers or dates, none is a longer text.
fn is_data_row(cells: &[String]) -> bool {
    let numeric = |cell: &&String| {
        let cell = cell.trim();
        cell.parse::<f64>().is_ok()
            || crate::dates::parse(cell, crate::dates::DateOrder::DayFirst).is_some()
    };
    let filled = filled(cells);
    filled > 1 && cells.iter().filter(numeric).count() * 10 >= filled * 8
}

fn cell(records: &[Vec<String>], row: usize, column: usize) -> &str {
    records.get(row).and_then(|record| record.get(column)).map_or("", String::as_str)
}

fn qualtrics(records: &[Vec<String>], ids: usize) -> Header {
    let columns = (0..width(records, ids + 1))
        .map(|column| {
            let text = if ids > 1 { clean(cell(records, 1, column)) } else { String::new() };
            ColumnHead {
                name: clean(cell(records, 0, column)),
                text,
                import_id: import_id(cell(records, ids, column)),
                group: None,
            }
        })
        .collect();
    Header { skipped: 0, rows: ids + 1, style: HeaderStyle::Qualtrics, columns: finish(columns) }
}

/// The value in `{"ImportId":"QID1"}`, or in the single quotes of older exports.
fn import_id(cell: &str) -> Option<String> {
    let (_, rest) = cell.split_once("ImportId")?;
    let mut parts = rest.split(['"', '\'']);
    parts.nth(2).filter(|id| !id.is_empty()).map(str::to_owned)
}

fn legacy_qualtrics(records: &[Vec<String>]) -> Header {
    let columns = (0..width(records, 2))
        .map(|column| {
            let (code, text) = (clean(cell(records, 0, column)), clean(cell(records, 1, column)));
            let numbered = code.strip_prefix('V').is_some_and(|digits| {
                !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
            });
            let name = if numbered { text.clone() } else { code };
            ColumnHead { name, text, ..ColumnHead::default() }
        })
        .collect();
    let columns = finish(columns);
    Header { skipped: 0, rows: 2, style: HeaderStyle::QualtricsLegacy, columns }
}

fn survey_monkey(records: &[Vec<String>], skipped: usize) -> Header {
    let mut question = String::new();
    let columns = (0..width(records, skipped + 2))
        .map(|column| {
            let own = clean(cell(records, skipped, column));
            let part = clean(cell(records, skipped + 1, column));
            if !own.is_empty() {
                question = own;
            } else if part.is_empty() {
                question.clear();
            }
            let whole = part.is_empty() || STRONG_MARKERS.contains(&part.to_lowercase().as_str());
            let group = (!whole && !question.is_empty()).then(|| question.clone());
            let name = match (question.is_empty(), whole) {
                (_, true) => question.clone(),
                (true, false) => part,
                (false, false) => format!("{question} \u{2014} {part}"),
            };
            ColumnHead { group, ..ColumnHead::named(name) }
        })
        .collect();
    let columns = finish(columns);
    Header { skipped, rows: 2, style: HeaderStyle::SurveyMonkey, columns }
}

fn webform(records: &[Vec<String>]) -> Header {
    let mut group = String::new();
    let columns = (0..width(records, 3))
        .map(|column| {
            let above = clean(cell(records, 1, column));
            let own = clean(cell(records, 2, column));
            if !above.is_empty() {
                group = above;
            }
            let name = if group.is_empty() || own.is_empty() || group == own {
                if own.is_empty() { group.clone() } else { own }
            } else {
                format!("{group} \u{2014} {own}")
            };
            ColumnHead::named(name)
        })
        .collect();
    Header { skipped: 0, rows: 3, style: HeaderStyle::Webform, columns: finish(columns) }
}

fn single(records: &[Vec<String>], skipped: usize) -> Header {
    let names = records.get(skipped).map(Vec::as_slice).unwrap_or_default();
    let body = records.get(skipped + 1..).unwrap_or_default();
    // R writes row names without a header over them: every record is one cell longer.
    let sizes = || body.iter().take(50).map(Vec::len);
    let shifted = !body.is_empty() && sizes().all(|size| size == names.len() + 1);
    let mut columns: Vec<ColumnHead> =
        if shifted { vec![ColumnHead::default()] } else { Vec::new() };
    columns.extend(names.iter().map(|name| {
        let name = clean(name);
        ColumnHead::named(name)
    }));
    let wide = width(records.get(skipped..).unwrap_or_default(), 1);
    columns.resize(wide.max(columns.len()), ColumnHead::default());
    Header { skipped, rows: 1, style: HeaderStyle::Single, columns: finish(columns) }
}

/// Takes tags, odd spaces and line breaks out of a header cell.
fn clean(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        plain.push_str(before);
        // Only what looks like a tag is one: "< 5 years" is not.
        let tag = after.find('>').filter(|_| {
            after.starts_with(|first: char| first.is_ascii_alphabetic() || first == '/')
        });
        if let Some(behind) = tag.and_then(|end| after.get(end + 1..)) {
            plain.push(' ');
            rest = behind;
        } else {
            plain.push('<');
            rest = after;
        }
    }
    plain.push_str(rest);
    let plain = plain.replace("&nbsp;", " ").replace("&amp;", "&").replace('\u{FEFF}', "");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Names the nameless and keeps equal names apart.
fn finish(mut columns: Vec<ColumnHead>) -> Vec<ColumnHead> {
    let mut times: HashMap<String, usize> = HashMap::new();
    for (index, column) in columns.iter_mut().enumerate() {
        if column.name.is_empty() {
            column.name = format!("Column {}", index + 1);
        }
        if column.text.is_empty() {
            column.text.clone_from(&column.name);
        }
        let base = column.name.clone();
        loop {
            let seen = times.entry(column.name.clone()).or_insert(0);
            *seen += 1;
            if *seen == 1 {
                break;
            }
            let repeat = times.get(&base).copied().unwrap_or(2);
            column.name = format!("{base} ({repeat})");
            if !times.contains_key(&column.name) {
                times.insert(column.name.clone(), 1);
                break;
            }
            times.entry(base.clone()).and_modify(|count| *count += 1);
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    fn names(header: &Header) -> Vec<&str> {
        header.columns.iter().map(|column| column.name.as_str()).collect()
    }

    #[test]
    fn qualtrics_is_known_by_its_third_row_in_any_language() {
        let header = detect(&table(&[
            &["StartDate", "Q1", "Q2"],
            &["Anfangsdatum", "Wie zufrieden?", "Warum?"],
            &[
                "{\"ImportId\":\"startDate\"}",
                "{\"ImportId\":\"QID1\"}",
                "{'ImportId': 'QID2_TEXT'}",
            ],
            &["2025-11-04 08:31:29", "4", "gut"],
        ]));
        assert_eq!((header.rows, header.style), (3, HeaderStyle::Qualtrics));
        assert_eq!(header.columns[1].text, "Wie zufrieden?");
        assert_eq!(header.columns[2].import_id.as_deref(), Some("QID2_TEXT"));
    }

    #[test]
    fn survey_monkey_questions_are_filled_forward() {
        let header = detect(&table(&[
            &["Respondent ID", "Which rooms?", "", "How was it?", "", ""],
            &["", "Kitchen", "Bath", "Response", "Other (please specify)", ""],
            &["1", "Kitchen", "", "Good", "", ""],
        ]));
        assert_eq!(header.rows, 2);
        assert_eq!(
            names(&header),
            [
                "Respondent ID",
                "Which rooms? — Kitchen",
                "Which rooms? — Bath",
                "How was it?",
                "How was it? — Other (please specify)",
                "Column 6"
            ]
        );
    }

    #[test]
    fn an_answer_that_says_comments_is_no_header() {
        let header = detect(&table(&[&["Role", "Group?", ""], &["Vendor", "Comments:", "yes"]]));
        assert_eq!(header.rows, 1);
    }

    #[test]
    fn webform_has_a_title_groups_and_names() {
        let header = detect(&table(&[
            &["Enquête usagers", "", "", ""],
            &["", "", "Accueil", ""],
            &["Séquentiel", "SID", "Qualité", "Délai"],
            &["1", "77", "Très bonne", "Bonne"],
        ]));
        assert_eq!(header.rows, 3);
        assert_eq!(names(&header), ["Séquentiel", "SID", "Accueil — Qualité", "Accueil — Délai"]);
    }

    #[test]
    fn equal_names_are_kept_apart_and_missing_ones_made() {
        let header = detect(&table(&[&["Why?", "", "Why?", "Why?"], &["a", "b", "c", "d"]]));
        assert_eq!(names(&header), ["Why?", "Column 2", "Why? (2)", "Why? (3)"]);
    }

    #[test]
    fn titles_above_the_table_are_skipped() {
        let header = detect(&table(&[
            &["Customer survey 2024", "", ""],
            &["Date", "Score", "Comment"],
            &["2024-01-02", "9", "fine"],
        ]));
        assert_eq!((header.skipped, header.rows), (1, 1));
        assert_eq!(header.columns[1].name, "Score");
    }

    #[test]
    fn row_names_without_a_header_shift_the_columns() {
        let header = detect(&table(&[&["nps", "age"], &["1", "9", "31"], &["2", "4", "60"]]));
        assert_eq!(names(&header), ["Column 1", "nps", "age"]);
    }

    #[test]
    fn a_table_of_numbers_has_no_header() {
        let header = detect(&table(&[&["2024-01-02", "9", "4"], &["2024-01-03", "7", "5"]]));
        assert_eq!(header.rows, 0);
        assert_eq!(names(&header), ["Column 1", "Column 2", "Column 3"]);
    }

    #[test]
    fn tags_are_taken_out_of_questions_but_not_comparisons() {
        assert_eq!(clean("Do <strong>you</strong>\u{a0}like  it?"), "Do you like it?");
        assert_eq!(clean("Age < 5 or > 9"), "Age < 5 or > 9");
    }
}
