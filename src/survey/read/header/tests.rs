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
        &["{\"ImportId\":\"startDate\"}", "{\"ImportId\":\"QID1\"}", "{'ImportId': 'QID2_TEXT'}"],
        &["2025-11-04 08:31:29", "4", "gut"],
    ]));
    assert_eq!((header.rows, header.style), (3, HeaderStyle::Qualtrics));
    assert_eq!(header.columns[1].text, "Wie zufrieden?");
    assert_eq!(header.columns[2].import_id.as_deref(), Some("QID2_TEXT"));
}

#[test]
fn qualtrics_without_its_row_of_identifiers_has_two_rows() {
    let header = detect(&table(&[
        &["StartDate", "EndDate", "Status", "ResponseId", "Q1"],
        &["Anfangsdatum", "Enddatum", "Antworttyp", "Antwort-ID", "Wie zufrieden?"],
        &["2025-11-04 08:31:29", "2025-11-04 08:39:29", "0", "R_1", "4"],
    ]));
    assert_eq!((header.rows, header.style), (2, HeaderStyle::Qualtrics));
    assert_eq!((names(&header)[4], header.columns[4].text.as_str()), ("Q1", "Wie zufrieden?"));
    let one = detect(&table(&[
        &["StartDate", "EndDate", "Status", "ResponseId", "Q1"],
        &["2025-11-04 08:31:29", "2025-11-04 08:39:29", "0", "R_1", "4"],
        &["2025-11-05 08:31:29", "2025-11-05 08:39:29", "0", "R_2", "5"],
    ]));
    assert_eq!(one.rows, 1);
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
fn groups_over_names_are_filled_forward() {
    let header = detect(&table(&[
        &["", "Service", "", "Product", ""],
        &["Date", "Speed", "Kindness", "Price", "Taste"],
        &["2024-01-02", "5", "4", "3", "5"],
        &["2024-01-03", "4", "4", "2", "5"],
    ]));
    assert_eq!((header.rows, header.style), (2, HeaderStyle::Grouped));
    assert_eq!(names(&header)[1..3], ["Service — Speed", "Service — Kindness"]);
}

#[test]
fn a_header_with_nameless_columns_is_one_row() {
    let header = detect(&table(&[
        &["Role", "", "Score", "", "Name"],
        &["Vendor", "fine", "4", "yes", "no"],
        &["User", "good", "5", "yes", "no"],
    ]));
    assert_eq!(header.rows, 1);
}

#[test]
fn the_time_zone_stands_beside_the_import_id() {
    let header = detect(&table(&[
        &["StartDate", "Q1"],
        &["Start Date", "How was it?"],
        &[
            "{\"ImportId\":\"startDate\",\"timeZone\":\"America/Denver\"}",
            "{\"ImportId\":\"QID1\"}",
        ],
        &["2025-11-04 08:31:29", "4"],
    ]));
    assert_eq!(header.columns[0].time_zone.as_deref(), Some("America/Denver"));
    assert_eq!(header.columns[1].time_zone, None);
}

#[test]
fn survey_monkey_is_known_in_other_languages() {
    let header = detect(&table(&[
        &["Befragten-ID", "Anfangsdatum", "Wie zufrieden sind Sie?", ""],
        &["", "", "Antwort", "Sonstiges (bitte angeben)"],
        &["11", "03.04.2024", "5", ""],
    ]));
    assert_eq!((header.rows, header.style), (2, HeaderStyle::SurveyMonkey));
    assert_eq!(header.columns[2].name, "Wie zufrieden sind Sie?");
}
