//! Text as other programs put it on the clipboard: lines, and cells between tabs.

/// Splits text into rows and cells. A cell with line breaks, tabs or quotation marks stands in
/// quotation marks, doubled inside, as spreadsheets copy it.
pub(super) fn parse(text: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut rest = text;
    loop {
        let (cell, after) = quoted(rest).unwrap_or_else(|| plain(rest));
        row.push(cell);
        if let Some(next) = after.strip_prefix('\t') {
            rest = next;
            continue;
        }
        rows.push(std::mem::take(&mut row));
        let next = after.strip_prefix('\r').unwrap_or(after);
        rest = next.strip_prefix('\n').unwrap_or(next);
        if rest.is_empty() {
            return rows;
        }
    }
}

/// A cell up to the next tab or line break.
fn plain(text: &str) -> (String, &str) {
    let end = text.find(['\t', '\n', '\r']).unwrap_or(text.len());
    let (cell, after) = text.split_at_checked(end).unwrap_or((text, ""));
    (cell.to_owned(), after)
}

/// A cell in quotation marks. They only count as such around what needs them: a line that somebody
/// wrote as a quotation keeps its marks.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut rest = text.strip_prefix('"')?;
    let mut cell = String::new();
    let mut needs_marks = false;
    loop {
        let (part, after) = rest.split_once('"')?;
        cell.push_str(part);
        match after.strip_prefix('"') {
            Some(next) => {
                cell.push('"');
                needs_marks = true;
                rest = next;
            }
            None if after.is_empty() || after.starts_with(['\t', '\n', '\r']) => {
                needs_marks |= cell.contains(['\t', '\n', '\r']);
                return needs_marks.then_some((cell.replace("\r\n", "\n"), after));
            }
            None => return None,
        }
    }
}

/// A cell for the clipboard, in quotation marks where it needs them.
pub(super) fn escape(cell: &str) -> String {
    if cell.contains(['\t', '\n', '\r', '"']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_cells_come_apart_and_the_last_line_break_makes_no_row() {
        assert_eq!(parse("a\tb\r\nc\n"), [vec!["a", "b"], vec!["c"]]);
        assert_eq!(parse("a"), [["a"]]);
    }

    #[test]
    fn a_spreadsheet_cell_keeps_its_lines_and_a_quotation_its_marks() {
        let text = "\"two\nlines\"\t\"say \"\"hi\"\"\"\n\"Great service\"\n\"No\" she said";
        let expected =
            [vec!["two\nlines", "say \"hi\""], vec!["\"Great service\""], vec!["\"No\" she said"]];
        assert_eq!(parse(text), expected);
    }

    #[test]
    fn what_is_escaped_comes_back() {
        for cell in ["plain", "two\nlines", "tab\there", "a \"word\"", "\"all\""] {
            let text = format!("{}\tnext", escape(cell));
            assert_eq!(parse(&text), [[cell, "next"]]);
        }
    }
}
