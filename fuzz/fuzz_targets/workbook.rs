//! Workbooks with any cells, any texts and now and then any letters where XML should be.

#![no_main]

use std::io::{Cursor, Write};

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use survey::Bytes;
use throughline_fuzz::{import, look};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What stands in a workbook before anything of a survey.
const PARTS: [(&str, &str); 4] = [
    ("[Content_Types].xml", "<Types/>"),
    (
        "_rels/.rels",
        "<Relationships><Relationship Id=\"r0\" Target=\"xl/workbook.xml\" Type=\"http://\
         schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\"/>\
         </Relationships>",
    ),
    (
        "xl/workbook.xml",
        "<workbook><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
    ),
    (
        "xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\" Type=\"http://\
         schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\"/></Relationships>",
    ),
];

const TYPES: [&str; 8] = ["", "s", "str", "inlineStr", "n", "b", "e", "d"];
const VALUES: [&str; 12] =
    ["0", "1", "2", "9", "10", "-1", "45000.5", "1e308", "NaN", "2024-01-02T03:04:05", "", "x"];

#[derive(Arbitrary, Debug)]
struct Workbook<'a> {
    cells: Vec<Cell<'a>>,
    texts: Vec<&'a str>,
    formats: Vec<u8>,
    /// Put at the end of the sheet, the texts and the styles.
    anything: Option<(&'a str, &'a str, &'a str)>,
}

#[derive(Arbitrary, Debug)]
struct Cell<'a> {
    /// Whether it begins a row.
    begins: bool,
    column: u8,
    row: u16,
    /// Where it stands in its own words, at times.
    place: Option<&'a str>,
    kind: u8,
    style: u8,
    value: u8,
    text: Option<&'a str>,
}

impl Workbook<'_> {
    fn sheet(&self) -> String {
        let mut xml = String::from("<worksheet><sheetData><row>");
        for cell in &self.cells {
            if cell.begins {
                xml.push_str(&format!("</row><row r=\"{}\">", cell.row));
            }
            let letter = char::from(b'A' + cell.column % 26);
            let place = cell.place.map_or(format!("{letter}{}", cell.row), escaped);
            let kind = TYPES[usize::from(cell.kind) % TYPES.len()];
            let value = VALUES[usize::from(cell.value) % VALUES.len()];
            let value = cell.text.map_or(value.to_owned(), escaped);
            let style = cell.style % 8;
            xml.push_str(&format!("<c r=\"{place}\" t=\"{kind}\" s=\"{style}\">"));
            xml.push_str(&if kind == "inlineStr" {
                format!("<is><t>{value}</t></is></c>")
            } else {
                format!("<v>{value}</v></c>")
            });
        }
        xml + "</row>"
            + self.anything.map_or("", |anything| anything.0)
            + "</sheetData></worksheet>"
    }

    fn texts(&self) -> String {
        let texts: String =
            self.texts.iter().map(|text| format!("<si><t>{}</t></si>", escaped(text))).collect();
        format!("<sst>{texts}{}</sst>", self.anything.map_or("", |anything| anything.1))
    }

    fn styles(&self) -> String {
        let formats: String =
            self.formats.iter().map(|id| format!("<xf numFmtId=\"{id}\"/>")).collect();
        let anything = self.anything.map_or("", |anything| anything.2);
        format!("<styleSheet><cellXfs>{formats}</cellXfs>{anything}</styleSheet>")
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

fuzz_target!(|workbook: Workbook<'_>| {
    let own = [
        ("xl/worksheets/sheet1.xml", workbook.sheet()),
        ("xl/sharedStrings.xml", workbook.texts()),
        ("xl/styles.xml", workbook.styles()),
    ];
    let fixed = PARTS.map(|(name, text)| (name, text.to_owned()));
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, text) in fixed.into_iter().chain(own) {
        archive.start_file(name, stored).expect("memory takes every part");
        archive.write_all(text.as_bytes()).expect("memory takes every part");
    }
    let file = archive.finish().expect("memory takes every part").into_inner();
    let source = Bytes::from(file);
    if let Some(preview) = look(&source) {
        import(&source, &preview.plan);
    }
});
