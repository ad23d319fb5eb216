//! XLSX workbooks: real dates, numbers as floats, several sheets, and hostile ones.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use survey::read::sniff::Hints;
use survey::{Bytes, CountWarning, Dimension, FileWarning, Role, import};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::common::{count, look, metric};

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>"#;
const RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const STYLES: &str = r#"<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>"#;

/// A workbook of these sheets; each is the inside of `sheetData`.
fn workbook(sheets: &[(&str, &str)]) -> Vec<u8> {
    let mut list = String::new();
    let mut relations = String::new();
    for (number, (name, _)) in (1..).zip(sheets) {
        write!(list, r#"<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>"#).unwrap();
        write!(
            relations,
            r#"<Relationship Id="rId{number}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{number}.xml"/>"#
        )
        .unwrap();
    }
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), TYPES.to_owned()),
        ("_rels/.rels".to_owned(), RELATIONS.to_owned()),
        ("xl/styles.xml".to_owned(), STYLES.to_owned()),
        (
            "xl/workbook.xml".to_owned(),
            format!(
                r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{list}</sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!(
                r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#
            ),
        ),
    ];
    for (number, (_, data)) in (1..).zip(sheets) {
        parts.push((format!("xl/worksheets/sheet{number}.xml"), format!(r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{data}</sheetData></worksheet>"#)));
    }
    archive(&parts)
}

fn archive(parts: &[(String, String)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn text(place: &str, text: &str) -> String {
    format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

fn answers() -> String {
    let mut data = format!(
        "<row r=\"1\">{}{}{}</row>",
        text("A1", "Timestamp"),
        text("B1", "Would you recommend us?"),
        text("C1", "Why?")
    );
    for (row, (day, score)) in (2..).zip([(45_366.5, "10"), (45_367.25, "8"), (45_400.0, "3")]) {
        write!(
            data,
            r#"<row r="{row}"><c r="A{row}" s="1"><v>{day}</v></c><c r="B{row}"><v>{score}</v></c>{}</row>"#,
            text(&format!("C{row}"), "fast, \"very\"\nfriendly")
        )
        .unwrap();
    }
    data
}

#[test]
fn a_workbook_is_read_like_any_table() {
    let file = workbook(&[("Empty", ""), ("Form Responses 1", &answers())]);
    let preview = look(&file);
    let others = FileWarning::OtherSheets {
        read: "Form Responses 1".to_owned(),
        others: vec!["Empty".to_owned()],
    };
    assert_eq!(preview.warnings, [others.into()]);
    let plan = preview.plan;
    assert_eq!(plan.format.encoding_name(), "xlsx");
    assert_eq!(plan.columns[0].role, Role::Date);
    let imported = count(&file, &plan);
    let nps = metric(&plan, &imported, 1);
    assert_eq!((nps.n, nps.value), (3, Some(0.0)));
    assert_eq!(imported.tally.labels(Dimension::Period), ["2024-03", "2024-04"]);
}

#[test]
fn the_widest_table_is_read_and_not_the_cover() {
    let cover = format!(
        "<row r=\"1\">{}</row><row r=\"3\">{}{}</row>",
        text("A1", "Survey results"),
        text("A3", "Exported"),
        text("B3", "3 June 2024")
    );
    let file = workbook(&[("Cover", &cover), ("Data", &answers()), ("Notes", &cover)]);
    let preview = look(&file);
    let others = FileWarning::OtherSheets {
        read: "Data".to_owned(),
        others: vec!["Cover".to_owned(), "Notes".to_owned()],
    };
    assert_eq!(preview.warnings, [others.into()]);
    assert_eq!(preview.plan.columns[1].role, Role::Score);
    let hints = Hints { sheet: Some("Cover".to_owned()), ..Hints::default() };
    let cover = import::preview_as(&Bytes::from(file.as_slice()), 4096, &hints).unwrap();
    assert_eq!(cover.head[0][0], "Survey results");
    let hints = Hints { sheet: Some("Gone".to_owned()), ..Hints::default() };
    let error = import::preview_as(&Bytes::from(file.as_slice()), 4096, &hints).unwrap_err();
    assert!(error.to_string().contains("no sheet \u{201c}Gone\u{201d}"), "{error}");
}

#[test]
fn an_archive_that_is_no_workbook_is_named() {
    for (part, word) in [
        ("answers.csv", "ZIP archive"),
        ("content.xml", "OpenDocument"),
        ("xl/workbook.bin", "xlsb"),
        ("word/document.xml", "document"),
    ] {
        let file = archive(&[(part.to_owned(), "id,nps".to_owned())]);
        let error = import::preview(&Bytes::from(file), 4096).unwrap_err().to_string();
        assert!(error.contains(word), "{error}");
    }
}

#[test]
fn a_note_under_the_table_of_a_sheet_is_no_answer() {
    for (place, note) in [("A7", "Exported on 3 June 2024"), ("B7", "Generated by SurveyTool")] {
        let data = format!("{}<row r=\"7\">{}</row>", answers(), text(place, note));
        let (plan, imported) = crate::common::read(&workbook(&[("Sheet1", &data)]), &[]);
        assert_eq!((imported.counts.rows, imported.counts.note), (3, 1), "{note}");
        assert_eq!(metric(&plan, &imported, 1).n, 3);
        assert_eq!(imported.warnings, [CountWarning::Notes(1).into()]);
        let left_out = &imported.rejects.listed[0];
        assert_eq!(
            (left_out.row, left_out.reason.as_str()),
            (7, "It is a note under the table, not an answer.")
        );
    }
}

#[test]
fn empty_rows_of_a_sheet_are_counted() {
    let row = |number: u32, cells: [&str; 2]| {
        let [a, b] = cells;
        let (a, b) = (text(&format!("A{number}"), a), text(&format!("B{number}"), b));
        format!("<row r=\"{number}\">{a}{b}</row>")
    };
    let rows = [row(3, ["id", "nps"]), row(4, ["a", "9"]), row(7, ["b", "x"]), row(8, ["c", "8"])];
    let file = workbook(&[("Sheet1", &rows.concat())]);
    let (_, imported) = crate::common::read(&file, &["1=nps"]);
    assert_eq!(imported.rejects.listed[0].row, 7);
    assert_eq!(imported.counts.used, 3);
}

#[test]
fn a_cell_in_the_last_corner_costs_no_memory() {
    let data = format!("{}<row r=\"1048576\">{}</row>", answers(), text("XFD1048576", "x"));
    let preview = look(&workbook(&[("Sheet1", &data)]));
    assert_eq!(preview.plan.columns.len(), 3);
    assert_eq!(preview.warnings, [FileWarning::TooManyColumns(1_000).into()]);
}

#[test]
fn a_workbook_that_unpacks_to_too_much_is_refused() {
    let zeros = " ".repeat(70 * 1024 * 1024);
    let file = archive(&[("xl/workbook.xml".to_owned(), zeros)]);
    assert!(file.len() < 1024 * 1024);
    let error = import::preview(&Bytes::from(file), 1 << 20).unwrap_err();
    assert!(error.to_string().contains("safely"), "{error}");
}
