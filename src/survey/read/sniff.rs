//! A look at the beginning of a file: encoding, delimiter, quoting, wrapping.

use std::io::Cursor;

use super::ReadError;
use super::encoding::{self, Encoding};
use super::format::{Container, Format, TextFormat, open_text};
use super::scan::{Dialect, Scanner};
use super::source::{Source, read_start};
use super::workbook;
use crate::warning::{FileWarning, Warning};

/// The delimiters that survey tools and spreadsheets write.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How many records decide on the delimiter.
const DELIMITER_RECORDS: usize = 100;

/// The first records of a file, and how they were read.
#[derive(Clone, Debug)]
pub struct Sniffed {
    /// How the file is read. Header rows are not found yet.
    pub format: Format,
    /// The first records, decoded.
    pub records: Vec<Vec<String>>,
    /// Whether these are all records of the file.
    pub complete: bool,
    /// What a person should know.
    pub warnings: Vec<Warning>,
}

/// What a person says about how a file is written, where it is not found out.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The byte between cells.
    pub delimiter: Option<u8>,
    /// The encoding of the text.
    pub encoding: Option<Encoding>,
}

/// Reads the beginning of a file, at most `sample_bytes`, and finds out how it is written.
pub fn sniff(
    source: &dyn Source,
    sample_bytes: usize,
    hints: &Hints,
) -> Result<Sniffed, ReadError> {
    let sample = read_start(source, sample_bytes)?;
    if sample.starts_with(b"PK\x03\x04") {
        return match workbook::other_archive(source)? {
            Some(what) => Err(ReadError::NotATable(what.to_owned())),
            None => sniff_workbook(source, sample_bytes, hints.sheet.as_deref()),
        };
    }
    refuse_other_files(&sample)?;
    let whole = source.size_bytes()? <= sample.len() as u64;
    sniff_text(&sample, whole, hints)
}

/// Names the file types that people drop by mistake.
fn refuse_other_files(sample: &[u8]) -> Result<(), ReadError> {
    let not_a_table = |what: &str| Err(ReadError::NotATable(what.to_owned()));
    if sample.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::Empty);
    }
    if sample.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return not_a_table("it is an old Excel workbook (.xls) or one with a password");
    }
    if sample.starts_with(b"%PDF") {
        return not_a_table("it is a PDF document");
    }
    if sample.starts_with(b"\x89PNG") || sample.starts_with(b"\xFF\xD8\xFF") {
        return not_a_table("it is a picture");
    }
    if sample.starts_with(b"\x1F\x8B") {
        return not_a_table("it is compressed, unpack it first");
    }
    match markup(sample) {
        Some(what) => not_a_table(what),
        None => Ok(()),
    }
}

/// What a text is that is written for programs: some tools call such files .xls or .csv.
fn markup(sample: &[u8]) -> Option<&'static str> {
    let start = sample.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(sample).trim_ascii_start();
    let start = start.get(..start.len().min(200)).unwrap_or_default().to_ascii_lowercase();
    let begins = |text: &str| start.starts_with(text.as_bytes());
    if ["<!doctype html", "<html", "<table", "<head", "<body", "<meta", "<style"]
        .into_iter()
        .any(begins)
    {
        return Some(
            "it is a web page, though it may be named as a workbook. Open it in a spreadsheet and \
             save it again",
        );
    }
    if begins("<?xml") {
        return Some("it is XML");
    }
    let mut tokens = start.iter().copied().filter(|byte| !byte.is_ascii_whitespace());
    let is_json = match (tokens.next(), tokens.next()) {
        (Some(b'['), Some(b'{' | b'[')) => true,
        (Some(b'{'), Some(b'"')) => start.windows(2).any(|pair| pair == b"\":"),
        _ => false,
    };
    is_json.then_some("it is JSON")
}

fn sniff_workbook(
    source: &dyn Source,
    sample_bytes: usize,
    name: Option<&str>,
) -> Result<Sniffed, ReadError> {
    let sheet = workbook::as_text(source, name)?;
    let complete = sheet.text.len() <= sample_bytes;
    let sample = sheet.text.get(..sample_bytes).unwrap_or(&sheet.text);
    let records = read_records(sample, Encoding::UTF_8, Dialect::default(), complete);
    let mut warnings = sheet.warnings;
    if !sheet.other_sheets.is_empty() {
        let others =
            FileWarning::OtherSheets { read: sheet.name.clone(), others: sheet.other_sheets };
        warnings.push(others.into());
    }
    let container = Container::Workbook { sheet: sheet.name };
    let format = Format { container, skipped_records: 0, header_rows: 1 };
    Ok(Sniffed { format, records, complete, warnings })
}

/// Finds out how text is written from its beginning; `whole` says that there is nothing more.
pub fn sniff_text(sample: &[u8], whole: bool, hints: &Hints) -> Result<Sniffed, ReadError> {
    let mut guess = encoding::guess(sample, whole);
    if let Some(encoding) = hints.encoding {
        guess.encoding = encoding;
        guess.uncertain = false;
    }
    let mut warnings = Vec::new();
    if guess.uncertain {
        warnings.push(FileWarning::Encoding(guess.encoding.name()).into());
    }
    let mut text = TextFormat {
        encoding: guess.encoding,
        mark_bytes: guess.mark_bytes as u64,
        dialect: Dialect::default(),
        wrapped: false,
    };
    let body = sample.get(guess.mark_bytes..).unwrap_or_default();
    let plain = normalised(body, text)?;
    if plain.iter().take(8192).filter(|byte| **byte == 0).count() > 8 {
        return Err(ReadError::NotATable("it holds binary data".to_owned()));
    }
    let (rest, separator) = separator_line(&plain);
    let told = hints.delimiter.or(separator);
    let (dialect, fit) = match told {
        Some(delimiter) => (quoting(rest, delimiter, whole), Fit::default()),
        None => best_dialect(rest, whole),
    };
    let one_cell = told.is_none() && fit.cells <= 1;
    text.dialect = dialect;
    let mut records = read_records(rest, text.encoding.of_records(), dialect, whole);
    if one_cell {
        let wrapped = TextFormat { wrapped: true, ..text };
        let inner = normalised(body, wrapped)?;
        let (inner_dialect, inner_fit) = best_dialect(&inner, whole);
        if inner_fit.cells > 1 && inner_fit.share >= 0.8 {
            text = TextFormat { dialect: inner_dialect, ..wrapped };
            records = read_records(&inner, text.encoding.of_records(), inner_dialect, whole);
            warnings.push(FileWarning::DoubleQuotes.into());
        }
    }
    let skipped_records = usize::from(separator.is_some());
    let format = Format { container: Container::Text(text), skipped_records, header_rows: 1 };
    Ok(Sniffed { format, records, complete: whole, warnings })
}

/// The sample as bytes that can be cut into records.
fn normalised(body: &[u8], format: TextFormat) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    let reader = Cursor::new(body.to_vec());
    std::io::Read::read_to_end(&mut open_text(reader, format), &mut bytes)?;
    Ok(bytes)
}

/// A first line such as `sep=;`, by which Excel is told the delimiter.
fn separator_line(bytes: &[u8]) -> (&[u8], Option<u8>) {
    let end = bytes.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap_or(bytes.len());
    let line = bytes.get(..end).unwrap_or_default();
    let line = line.strip_prefix(b"\"").unwrap_or(line);
    let line = line.strip_suffix(b"\"").unwrap_or(line);
    match line {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter] => {
            (bytes.get(end..).unwrap_or_default(), Some(*delimiter))
        }
        _ => (bytes, None),
    }
}

/// How well a dialect explains the first records.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Fit {
    /// The commonest number of cells.
    cells: usize,
    /// The share of records that have it.
    share: f64,
    /// Whether the first wide record, the header, has it.
    header_fits: bool,
    /// How many records there are.
    records: usize,
}

impl Fit {
    fn of(bytes: &[u8], dialect: Dialect, whole: bool, limit: usize) -> Self {
        let mut sizes: Vec<usize> = Vec::new();
        let mut scanner = Scanner::new(bytes, dialect);
        while let Ok(Some(record)) = scanner.next_record() {
            sizes.push(record.len());
            if sizes.len() > limit {
                break;
            }
        }
        if (!whole || sizes.len() > limit) && sizes.len() > 1 {
            sizes.pop();
        }
        let mut counts = std::collections::BTreeMap::new();
        for size in &sizes {
            *counts.entry(*size).or_insert(0_usize) += 1;
        }
        let Some((cells, times)) = counts.into_iter().max_by_key(|(size, times)| (*times, *size))
        else {
            return Self::default();
        };
        let header = sizes.iter().find(|size| **size > 1);
        Self {
            cells,
            share: times as f64 / sizes.len() as f64,
            header_fits: header == Some(&cells),
            records: sizes.len(),
        }
    }

    /// The better of two fits has more: records alike, and among equals more cells.
    fn rank(&self) -> (bool, bool, u32, usize) {
        (self.cells > 1, self.header_fits, (self.share * 20.0).round() as u32, self.cells)
    }
}

fn best_dialect(bytes: &[u8], whole: bool) -> (Dialect, Fit) {
    let mut best: Option<(u8, Fit)> = None;
    for delimiter in DELIMITERS {
        // Unquoted text may be hidden behind a lone quote, so both readings compete.
        for quoted in [true, false] {
            let fit = Fit::of(bytes, Dialect { delimiter, quoted }, whole, DELIMITER_RECORDS);
            if best.is_none_or(|(_, other)| fit.rank() > other.rank()) {
                best = Some((delimiter, fit));
            }
        }
    }
    let delimiter = best.map_or(b',', |(delimiter, _)| delimiter);
    let dialect = quoting(bytes, delimiter, whole);
    (dialect, Fit::of(bytes, dialect, whole, DELIMITER_RECORDS))
}

/// Whether quotes mean anything: they do not in a file whose lines all have the same number of
/// cells without them, and fewer records with them.
fn quoting(bytes: &[u8], delimiter: u8, whole: bool) -> Dialect {
    let quoted = Dialect { delimiter, quoted: true };
    let plain = Dialect { delimiter, quoted: false };
    let with = Fit::of(bytes, quoted, whole, usize::MAX);
    let without = Fit::of(bytes, plain, whole, usize::MAX);
    let lost = without.records > with.records || with.share < 1.0;
    if lost && without.share == 1.0 && without.cells > 1 { plain } else { quoted }
}

/// How many records of the sample are decoded for guessing.
const SAMPLE_RECORDS: usize = 20_000;

/// Cells of the sample are cut to this length in characters.
const SAMPLE_CELL_CHARS: usize = 2_000;

fn read_records(
    bytes: &[u8],
    encoding: Encoding,
    dialect: Dialect,
    whole: bool,
) -> Vec<Vec<String>> {
    let mut scanner = Scanner::new(bytes, dialect);
    let mut records = Vec::new();
    while let Ok(Some(record)) = scanner.next_record() {
        let short = |cell| encoding.text(cell).chars().take(SAMPLE_CELL_CHARS).collect();
        records.push(record.iter().map(short).collect());
        if records.len() >= SAMPLE_RECORDS {
            return records;
        }
    }
    if !whole && records.len() > 1 {
        // The last record of a sample is most likely cut off.
        records.pop();
    }
    records
}
