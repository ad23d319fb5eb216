//! The shapes that tools give their header rows, and the columns under each.

use super::names::{clean, finish};
use super::{ColumnHead, Header, HeaderStyle, STRONG_MARKERS};

/// The number of columns: that of the header rows, or of most answers where they have more.
/// A single answer with a stray delimiter adds no column.
pub(super) fn width(records: &[Vec<String>], first_answer: usize) -> usize {
    let header = records.iter().take(first_answer).map(Vec::len).max().unwrap_or(0);
    let mut sizes: Vec<usize> = records.iter().skip(first_answer).take(200).map(Vec::len).collect();
    sizes.sort_unstable();
    header.max(sizes.get(sizes.len() / 2).copied().unwrap_or(0))
}

fn cell(records: &[Vec<String>], row: usize, column: usize) -> &str {
    records.get(row).and_then(|record| record.get(column)).map_or("", String::as_str)
}

/// No header at all.
pub(super) fn none(records: &[Vec<String>], skipped: usize) -> Header {
    let columns = finish(vec![ColumnHead::default(); width(records, 0)]);
    Header { skipped, rows: 0, style: HeaderStyle::None, columns }
}

/// One row of names.
pub(super) fn single(records: &[Vec<String>], skipped: usize) -> Header {
    let names = records.get(skipped).map(Vec::as_slice).unwrap_or_default();
    let body = records.get(skipped + 1..).unwrap_or_default();
    // R writes row names without a header over them: every record is one cell longer.
    let sizes = || body.iter().take(50).map(Vec::len);
    let shifted = !body.is_empty() && sizes().all(|size| size == names.len() + 1);
    let mut columns: Vec<ColumnHead> =
        if shifted { vec![ColumnHead::default()] } else { Vec::new() };
    columns.extend(names.iter().map(|name| ColumnHead::named(clean(name))));
    let wide = width(records.get(skipped..).unwrap_or_default(), 1);
    columns.resize(wide.max(columns.len()), ColumnHead::default());
    Header { skipped, rows: 1, style: HeaderStyle::Single, columns: finish(columns) }
}

/// Codes, question texts, and a row of `ImportId` at `ids`.
pub(super) fn qualtrics(records: &[Vec<String>], ids: usize) -> Header {
    let columns = (0..width(records, ids + 1))
        .map(|column| {
            let text = if ids > 1 { clean(cell(records, 1, column)) } else { String::new() };
            let about = cell(records, ids, column);
            ColumnHead {
                name: clean(cell(records, 0, column)),
                text,
                import_id: value_of(about, "ImportId"),
                time_zone: value_of(about, "timeZone"),
                group: None,
            }
        })
        .collect();
    Header { skipped: 0, rows: ids + 1, style: HeaderStyle::Qualtrics, columns: finish(columns) }
}

/// Codes and question texts, without the row of `ImportId`.
pub(super) fn qualtrics_without_ids(records: &[Vec<String>]) -> Header {
    let columns = (0..width(records, 2))
        .map(|column| ColumnHead {
            name: clean(cell(records, 0, column)),
            text: clean(cell(records, 1, column)),
            ..ColumnHead::default()
        })
        .collect();
    Header { skipped: 0, rows: 2, style: HeaderStyle::Qualtrics, columns: finish(columns) }
}

/// The value of a key in `{"ImportId":"QID1"}`, or in the single quotes of older exports.
fn value_of(cell: &str, key: &str) -> Option<String> {
    let (_, rest) = cell.split_once(key)?;
    let mut parts = rest.split(['"', '\'']);
    parts.nth(2).filter(|id| !id.is_empty()).map(str::to_owned)
}

/// `V1`, `V2`... over the columns about the answer, and a row of texts.
pub(super) fn legacy_qualtrics(records: &[Vec<String>]) -> Header {
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

/// Questions over their first column only, and a row of sub-questions.
pub(super) fn survey_monkey(records: &[Vec<String>], skipped: usize) -> Header {
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

/// Titles, groups of columns, and a row of names; `rows` header rows in all.
pub(super) fn grouped(
    records: &[Vec<String>],
    skipped: usize,
    rows: usize,
    style: HeaderStyle,
) -> Header {
    let mut group = String::new();
    let names = skipped + rows - 1;
    let columns = (0..width(records, names + 1))
        .map(|column| {
            let above = clean(cell(records, names.saturating_sub(1), column));
            let own = clean(cell(records, names, column));
            if !above.is_empty() {
                group = above;
            }
            let whole = STRONG_MARKERS.contains(&own.to_lowercase().as_str()) || group == own;
            match (group.is_empty(), own.is_empty()) {
                (true, _) => ColumnHead::named(own),
                (false, true) => ColumnHead::named(group.clone()),
                (false, false) if whole => ColumnHead::named(group.clone()),
                (false, false) => ColumnHead {
                    group: Some(group.clone()),
                    ..ColumnHead::named(format!("{group} \u{2014} {own}"))
                },
            }
        })
        .collect();
    Header { skipped, rows, style, columns: finish(columns) }
}
