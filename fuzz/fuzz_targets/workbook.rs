//! Any bytes as the sheet, the texts and the styles of a workbook.

#![no_main]

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;
use survey::Bytes;
use throughline_fuzz::{import, look};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What stands in a workbook before anything of a survey.
const PARTS: [(&str, &str); 3] = [
    ("[Content_Types].xml", "<Types/>"),
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

fuzz_target!(|parts: (&str, &str, &str)| {
    let own = [
        ("xl/worksheets/sheet1.xml", parts.0),
        ("xl/sharedStrings.xml", parts.1),
        ("xl/styles.xml", parts.2),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, text) in PARTS.into_iter().chain(own) {
        archive.start_file(name, stored).expect("memory takes every part");
        archive.write_all(text.as_bytes()).expect("memory takes every part");
    }
    let file = archive.finish().expect("memory takes every part").into_inner();
    let source = Bytes::from(file);
    if let Some(preview) = look(&source) {
        import(&source, &preview.plan);
    }
});
