//! XLSX workbooks, written out as delimited text so that all that follows is the same.
//!
//! A workbook is an archive that may claim anything about itself; everything is counted while it
//! is unpacked and stopped at a limit.

use std::collections::BTreeMap;
use std::io::{self, Read};

use calamine::{DataRef, Reader as _, Xlsx};

use super::ReadError;
use super::source::{Seeking, Source};
use crate::warning::{FileWarning, Warning};

/// One entry of the archive may unpack to this much.
const MAX_ENTRY_BYTES: u64 = 64 * 1024 * 1024;
/// All entries together may unpack to this much.
const MAX_TOTAL_BYTES: u64 = 128 * 1024 * 1024;
/// How many entries the archive may have.
const MAX_ENTRIES: usize = 1_000;
/// How many columns are read.
const MAX_COLUMNS: u32 = 1_000;
/// A sheet has no more rows than this.
const MAX_ROWS: u32 = 1_048_576;
/// How many bytes of a cell are read.
const MAX_CELL_BYTES: usize = 32 * 1024;
/// How many bytes of delimited text a sheet may become.
const MAX_TEXT_BYTES: usize = 256 * 1024 * 1024;

/// A sheet, written out.
pub(crate) struct Sheet {
    pub(crate) name: String,
    /// Comma-separated UTF-8.
    pub(crate) text: Vec<u8>,
    pub(crate) other_sheets: Vec<String>,
    pub(crate) warnings: Vec<Warning>,
}

/// What an archive is that is no workbook of this kind; none for such a workbook, and for what is
/// no archive at all.
pub(crate) fn other_archive(source: &dyn Source) -> Result<Option<&'static str>, ReadError> {
    let Ok(archive) = zip::ZipArchive::new(Seeking::new(source)?) else { return Ok(None) };
    let names: Vec<_> = archive.file_names().flatten().collect();
    let has = |part: &str| names.iter().any(|name| name.starts_with(part));
    Ok(if has("xl/workbook.xml") {
        None
    } else if has("xl/") {
        Some("it is a binary workbook (.xlsb)")
    } else if has("content.xml") {
        Some("it is an OpenDocument file")
    } else if has("word/") || has("ppt/") {
        Some("it is a document or a presentation, not a table")
    } else if has("[Content_Types].xml") {
        // Something of a workbook that is broken; what exactly is told when it is opened.
        None
    } else {
        Some("it is a ZIP archive; unpack it first")
    })
}

/// Writes out the sheet of that name, or the one with the widest table: covers and notes often
/// stand before it. Of several as wide it is the first.
pub(crate) fn as_text(source: &dyn Source, name: Option<&str>) -> Result<Sheet, ReadError> {
    check_size(source)?;
    let mut workbook = Xlsx::new(Seeking::new(source)?).map_err(broken)?;
    let names = workbook.sheet_names();
    let mut wanted: Vec<&String> = names.iter().collect();
    if let Some(name) = name {
        wanted.retain(|sheet| *sheet == name);
    } else {
        // Sorting keeps the order of equals.
        wanted.sort_by_cached_key(|sheet| std::cmp::Reverse(table_width(&mut workbook, sheet)));
    }
    for sheet in wanted {
        // Chart sheets have no cells; they are passed over.
        let Ok((text, warnings)) = write_out(&mut workbook, sheet) else { continue };
        if !text.is_empty() {
            let other_sheets = names.iter().filter(|other| *other != sheet).cloned().collect();
            return Ok(Sheet { name: sheet.clone(), text, other_sheets, warnings });
        }
    }
    match name {
        Some(name) => Err(ReadError::Workbook(format!("it has no sheet \u{201c}{name}\u{201d}"))),
        None => Err(ReadError::Empty),
    }
}

/// How many rows of a sheet tell how wide its table is.
const ROWS_OF_SHAPE: u32 = 60;

/// How many cells at least three of the first rows of a sheet hold; zero where there is no table.
fn table_width<R: Read + io::Seek>(workbook: &mut Xlsx<R>, sheet: &str) -> usize {
    let Ok(mut cells) = workbook.worksheet_cells_reader(sheet) else { return 0 };
    let mut filled: BTreeMap<u32, usize> = BTreeMap::new();
    while let Ok(Some(cell)) = cells.next_cell() {
        let (row, _) = cell.get_position();
        let first = filled.keys().next().copied().unwrap_or(row);
        if row > first.saturating_add(ROWS_OF_SHAPE) {
            break;
        }
        if !cell_text(cell.get_value()).is_empty() {
            *filled.entry(row).or_insert(0) += 1;
        }
    }
    let mut widths: Vec<usize> = filled.into_values().collect();
    widths.sort_unstable_by(|a, b| b.cmp(a));
    widths.get(2).copied().filter(|width| *width >= 2).unwrap_or(0)
}

fn broken(error: impl std::fmt::Display) -> ReadError {
    ReadError::Workbook(error.to_string())
}

/// Unpacks everything once, counting, before anything keeps it in memory.
fn check_size(source: &dyn Source) -> Result<(), ReadError> {
    let mut archive = zip::ZipArchive::new(Seeking::new(source)?).map_err(broken)?;
    if archive.len() > MAX_ENTRIES {
        return Err(ReadError::Workbook(format!("it has more than {MAX_ENTRIES} parts")));
    }
    let mut total = 0;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(broken)?;
        let unpacked = io::copy(&mut entry.take(MAX_ENTRY_BYTES + 1), &mut io::sink())?;
        total += unpacked;
        if unpacked > MAX_ENTRY_BYTES || total > MAX_TOTAL_BYTES {
            return Err(ReadError::Workbook("it unpacks to more than can be read safely".into()));
        }
    }
    Ok(())
}

fn write_out<R: Read + io::Seek>(
    workbook: &mut Xlsx<R>,
    sheet: &str,
) -> Result<(Vec<u8>, Vec<Warning>), ReadError> {
    let mut cells = workbook.worksheet_cells_reader(sheet).map_err(broken)?;
    let mut writer = Writer::default();
    let mut warnings = Vec::new();
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        let (row, column) = cell.get_position();
        if column >= MAX_COLUMNS {
            if warnings.is_empty() {
                warnings.push(FileWarning::TooManyColumns(MAX_COLUMNS).into());
            }
            continue;
        }
        let text = cell_text(cell.get_value());
        if text.is_empty() {
            continue;
        }
        writer.cell(row, column, &text);
        if writer.text.len() > MAX_TEXT_BYTES {
            return Err(ReadError::Workbook("the sheet is too large".into()));
        }
    }
    Ok((writer.finish(), warnings))
}

/// Writes cells that come in reading order as comma-separated text.
#[derive(Default)]
struct Writer {
    text: Vec<u8>,
    row: Option<u32>,
    /// How many lines were ended.
    lines: u32,
    column: u32,
}

impl Writer {
    fn cell(&mut self, row: u32, column: u32, text: &str) {
        if self.row != Some(row) {
            // Empty rows become blank lines, so that rows keep their numbers.
            let ended =
                u32::from(self.row.is_some()).max(row.min(MAX_ROWS).saturating_sub(self.lines));
            self.text.resize(self.text.len() + ended as usize, b'\n');
            self.lines = self.lines.saturating_add(ended);
            self.row = Some(row);
            self.column = 0;
        }
        while self.column < column {
            self.text.push(b',');
            self.column += 1;
        }
        let quoted = text.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r'));
        if quoted {
            self.text.push(b'"');
            self.text.extend_from_slice(text.replace('"', "\"\"").as_bytes());
            self.text.push(b'"');
        } else {
            self.text.extend_from_slice(text.as_bytes());
        }
    }

    fn finish(mut self) -> Vec<u8> {
        if self.row.is_some() {
            self.text.push(b'\n');
        }
        self.text
    }
}

fn cell_text(value: &DataRef<'_>) -> String {
    let text = match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        // Display writes 10 for 10.0, as the cell shows it.
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(flag) => if *flag { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(serial) if serial.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = serial.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
        }
        DataRef::DateTime(serial) => serial.as_f64().to_string(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    };
    match text.char_indices().find(|(index, _)| *index >= MAX_CELL_BYTES) {
        Some((cut, _)) => text.get(..cut).unwrap_or_default().to_owned(),
        None => text,
    }
}
