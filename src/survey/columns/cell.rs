//! What a single cell says.

use std::borrow::Cow;

use super::labels;
use crate::dates;

/// What is in a cell, before any scale is known.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing, or a mark for nothing.
    Blank,
    /// A text that says that the question does not apply.
    NotApplicable,
    /// A number, perhaps with its label: `5`, `5 (very difficult)`, `4/5`.
    Number(f64),
    /// Any other text.
    Text,
}

/// Marks that spreadsheets and statistics programs write for an empty cell.
pub(crate) const BLANK_MARKS: [&str; 14] = [
    "", "na", "nan", "null", "none", "nil", "-", "--", ".", "#n/a", "#null!", "n.d.", "<na>",
    "\u{2014}",
];

/// Texts that say that a question does not apply, or that a survey was never answered.
pub(crate) const NOT_APPLICABLE: [&str; 92] = [
    "n/a",
    "n.a.",
    "n.a",
    "not applicable",
    "does not apply",
    "doesn't apply",
    "no score",
    "don't know",
    "do not know",
    "i don't know",
    "no opinion",
    "no answer",
    "prefer not to say",
    "prefer not to answer",
    "unsure",
    "not sure",
    "offered",
    "unoffered",
    "-99",
    "-999",
    "sans objet",
    "sans opinion",
    "non concerné",
    "ne sait pas",
    "keine angabe",
    "k.a.",
    "k. a.",
    "weiß nicht",
    "no aplica",
    "não se aplica",
    "non applicabile",
    "niet van toepassing",
    "not applicable to me",
    "no response",
    "not answered",
    "no reply",
    "skipped",
    "refused",
    "can't say",
    "cannot say",
    "can't rate",
    "not rated",
    "don't remember",
    "haven't used",
    "have not used",
    "did not use",
    "sans réponse",
    "pas de réponse",
    "ne se prononce pas",
    "nsp",
    "je ne sais pas",
    "keine antwort",
    "nicht zutreffend",
    "trifft nicht zu / keine angabe",
    "weiss nicht",
    "weiß ich nicht",
    "kann ich nicht beurteilen",
    "sin respuesta",
    "no sabe",
    "no sé",
    "ns/nc",
    "no contesta",
    "prefiero no contestar",
    "prefiero no decirlo",
    "não sei",
    "não aplicável",
    "prefiro não responder",
    "non so",
    "non saprei",
    "weet niet",
    "weet ik niet",
    "n.v.t.",
    "nvt",
    "geen mening",
    "nie wiem",
    "nie dotyczy",
    "не знаю",
    "затрудняюсь ответить",
    "vet ej",
    "vet inte",
    "ved ikke",
    "vet ikke",
    "en osaa sanoa",
    "nevím",
    "bilmiyorum",
    "わからない",
    "該当なし",
    "無回答",
    "不适用",
    "不知道",
    "해당 없음",
    "모름",
];

/// Trims, and makes the odd spaces of spreadsheets, and several of them, one plain space. All
/// labels go through here: `Very  good ` is the label `Very good`.
pub fn tidy(text: &str) -> Cow<'_, str> {
    let trimmed =
        text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}' || c == '\u{200B}');
    if trimmed.contains("  ") || trimmed.contains(|c: char| c.is_whitespace() && c != ' ') {
        Cow::Owned(trimmed.split_whitespace().collect::<Vec<_>>().join(" "))
    } else {
        Cow::Borrowed(trimmed)
    }
}

/// The form in which labels of scales are compared: they may differ in case and spaces, and are
/// shown as they were first written.
pub fn label_key(text: &str) -> String {
    tidy(text).to_lowercase().replace(['\u{2019}', '\u{2018}'], "'")
}

/// Reads a cell. `decimal_comma` says that `4,5` is a number.
pub fn read(text: &str, decimal_comma: bool) -> Cell {
    let tidy = tidy(text);
    let tidy = narrow(&tidy);
    if tidy.is_empty() {
        return Cell::Blank;
    }
    if let Some(number) = number(&tidy, decimal_comma) {
        return if number == -99.0 || number == -999.0 {
            Cell::NotApplicable
        } else {
            Cell::Number(number)
        };
    }
    let key = label_key(&tidy);
    if BLANK_MARKS.contains(&key.as_str()) {
        return Cell::Blank;
    }
    if NOT_APPLICABLE.contains(&key.as_str())
        || key.ends_with("(n/a)")
        || key.ends_with("(not applicable)")
        || key.starts_with("n/a ")
        || key.starts_with("not applicable")
    {
        return Cell::NotApplicable;
    }
    numbered_label(&tidy).map_or(Cell::Text, |(value, _)| Cell::Number(f64::from(value)))
}

/// A text with the digits and marks of East Asian keyboards, which are as wide as other signs, in
/// their usual form: `\u{ff15}\u{ff08}\u{826f}\u{3044}\u{ff09}` is 5 with a label.
fn narrow(text: &str) -> Cow<'_, str> {
    let usual = |c: char| match c {
        '\u{ff10}'..='\u{ff19}'
        | '\u{ff05}'
        | '\u{ff08}'
        | '\u{ff09}'
        | '\u{ff0b}'
        | '\u{ff0d}'
        | '\u{ff0e}'
        | '\u{ff0f}'
        | '\u{ff1a}'
        | '\u{ff1d}' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
        _ => c,
    };
    if text.contains(|c| ('\u{ff05}'..='\u{ff1d}').contains(&c)) {
        Cow::Owned(text.chars().map(usual).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// A plain number, with its currency or percent sign, thousands marks and decimal mark.
pub fn number(text: &str, decimal_comma: bool) -> Option<f64> {
    let bare = text.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '$' | '\u{20AC}' | '\u{A3}' | '\u{A5}' | '%')
    });
    let first = bare.bytes().next()?;
    if !(first.is_ascii_digit() || matches!(first, b'-' | b'+' | b'.' | b',')) || bare.len() > 40 {
        return None;
    }
    let (decimal, thousands) = if decimal_comma { (',', '.') } else { ('.', ',') };
    let plain: Cow<'_, str> = if bare.bytes().all(|b| b.is_ascii_digit()) {
        Cow::Borrowed(bare)
    } else {
        let (whole, fraction) = bare.split_once(decimal).unwrap_or((bare, ""));
        if !grouped(whole, thousands) || fraction.contains(thousands) {
            return None;
        }
        let digits: String =
            whole.chars().filter(|c| *c != thousands && !is_group_space(*c)).collect();
        Cow::Owned(if fraction.is_empty() { digits } else { format!("{digits}.{fraction}") })
    };
    // "inf" and "1e400" are numbers to Rust, but no answers.
    plain.parse::<f64>().ok().filter(|number| number.is_finite())
}

fn is_group_space(c: char) -> bool {
    matches!(c, ' ' | '\'' | '\u{A0}' | '\u{202F}')
}

/// Whether thousands marks, if any, stand every three digits.
fn grouped(whole: &str, thousands: char) -> bool {
    let mut groups = whole.split(|c: char| c == thousands || is_group_space(c));
    let first = groups.next().unwrap_or("");
    let mut rest = groups.peekable();
    if rest.peek().is_some() && first.trim_start_matches(['-', '+']).len() > 3 {
        return false;
    }
    rest.all(|group| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit()))
}

/// The number and the label of `5 (very difficult)`, `5 - Very easy`, `Very easy (5)`, `4/5`,
/// `Extremely likely - 10`, `4 out of 5`, `5 stars` and rows of stars.
pub fn numbered_label(text: &str) -> Option<(i32, String)> {
    let text = &*narrow(text);
    let stars = text.chars().filter(|c| matches!(c, '\u{2605}' | '\u{2B50}')).count();
    if stars > 0
        && text
            .chars()
            .all(|c| matches!(c, '\u{2605}' | '\u{2606}' | '\u{2B50}' | '\u{FE0F}' | ' '))
    {
        return Some((i32::try_from(stars).ok()?, String::new()));
    }
    leading_number(text).or_else(|| trailing_number(text)).or_else(|| dashed_number(text))
}

fn leading_number(text: &str) -> Option<(i32, String)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=3).contains(&digits) {
        return None;
    }
    let (number, rest) = text.split_at_checked(digits)?;
    let value: i32 = number.parse().ok()?;
    let trimmed = rest.trim_start();
    // Points, in Chinese, Japanese and Korean.
    let unit = ['\u{70b9}', '\u{5206}', '\u{c810}'];
    let behind_unit = trimmed.strip_prefix(unit).map(str::trim_start);
    if behind_unit == Some("") {
        return Some((value, String::new()));
    }
    let trimmed = behind_unit.filter(|rest| rest.starts_with('(')).unwrap_or(trimmed);
    if is_fraction(trimmed) {
        return out_of(text).filter(|high| value <= *high).map(|_| (value, String::new()));
    }
    if ["star", "stars", "point", "points"].contains(&trimmed.to_lowercase().as_str()) {
        return Some((value, String::new()));
    }
    // `18-29` and `1.5 hours` are no labels: behind the mark comes a letter.
    let label = trimmed
        .strip_prefix(['(', '=', ':', '-', '\u{2013}', '\u{2014}', '.', ')'])
        .map(str::trim)
        .filter(|label| label.starts_with(char::is_alphabetic))?;
    let label = label.strip_suffix(')').unwrap_or(label);
    // Spreadsheets make 01-May of what was typed as 5/1.
    if dates::is_month(label) {
        return None;
    }
    (label.chars().count() <= 60).then(|| (value, label.to_owned()))
}

fn is_fraction(rest: &str) -> bool {
    rest.starts_with('/') || rest.starts_with("out of")
}

/// The end of the scale that `4/5` and `4 out of 5` name. Ends that no usual scale has are left to
/// dates: 5/12 is a day.
pub(crate) fn out_of(text: &str) -> Option<i32> {
    let digits = |c: char| c.is_ascii_digit();
    let rest = tidy(text).trim_start_matches(digits).trim_start().to_owned();
    let high = rest.strip_prefix('/').or_else(|| rest.strip_prefix("out of"))?;
    high.trim().parse().ok().filter(|high| (1..=10).contains(high) || *high == 100)
}

fn trailing_number(text: &str) -> Option<(i32, String)> {
    let (label, number) = text.strip_suffix(')')?.rsplit_once('(')?;
    let value: i32 = number.trim().parse().ok().filter(|value| (-5..=100).contains(value))?;
    (label.chars().count() <= 60).then(|| (value, label.trim().to_owned()))
}

/// The number behind the label of an end, as in `Extremely likely - 10`. Other texts end in a
/// number too: `Store - 4`.
fn dashed_number(text: &str) -> Option<(i32, String)> {
    let (label, number) = text.rsplit_once(['-', '\u{2013}', '=', ':'])?;
    let value: i32 = number.trim().parse().ok().filter(|value| (0..=10).contains(value))?;
    let label = label.trim();
    (text.len() <= 100 && labels::side(label).is_some()).then(|| (value, label.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_their_marks() {
        for (text, comma, expected) in [
            ("10", false, Some(10.0)),
            ("10.0", false, Some(10.0)),
            ("4,5", true, Some(4.5)),
            ("4,5", false, None),
            ("1,234.50", false, Some(1234.5)),
            ("1.234,50", true, Some(1234.5)),
            ("$ 12.85", false, Some(12.85)),
            ("-991.9", false, Some(-991.9)),
            ("85 %", false, Some(85.0)),
            ("12/13/2019", false, None),
            ("1e999", false, None),
            ("inf", false, None),
            ("18-29", false, None),
        ] {
            assert_eq!(number(text, comma), expected, "{text}");
        }
    }

    #[test]
    fn labels_with_numbers_are_numbers() {
        for text in [
            "5 (very difficult)",
            "5 - Not likely",
            "5 = best",
            "Very easy (5)",
            "5/7",
            "5 out of 10",
            "5 stars",
            "5 - Maybe",
            "5 - May be better",
            "5: Excellent",
            "Very likely - 5",
            "\u{2605}\u{2605}\u{2605}\u{2605}\u{2605}",
            "\u{ff15}",
            "\u{ff15}\u{ff08}\u{3068}\u{3066}\u{3082}\u{6e80}\u{8db3}\u{ff09}",
            "5\u{ff1a}\u{6e80}\u{8db3}",
            "5\u{5206}\u{ff08}\u{975e}\u{5e38}\u{6ee1}\u{610f}\u{ff09}",
            "5\u{70b9}",
            "5\u{c810}",
        ] {
            assert_eq!(read(text, false), Cell::Number(5.0), "{text}");
        }
        for text in
            ["1-49 employees", "18-29", "5 years ago", "2018 was fine", "> 60", "$0 - $24,999"]
                .into_iter()
                .chain(["01-May", "5-Dec-24", "1. Januar", "5/12", "7/5", "5/2019", "Store - 4"])
        {
            assert_eq!(read(text, false), Cell::Text, "{text}");
        }
    }

    #[test]
    fn nothing_is_told_from_does_not_apply() {
        for text in ["", " ", "NA", "NULL", "\u{a0}", "#N/A"] {
            assert_eq!(read(text, false), Cell::Blank, "{text:?}");
        }
        for text in ["N/A", "n.a.", "Unfamiliar (N/A)", "-99", "Keine Angabe", "unoffered"] {
            assert_eq!(read(text, false), Cell::NotApplicable, "{text}");
        }
    }
}
