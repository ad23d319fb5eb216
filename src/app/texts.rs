//! Names, lists and dates as they are written everywhere.

use jiff::civil::Date;

/// A text in one line without control characters, cut after so many characters.
pub(crate) fn shortened(text: &str, chars: usize) -> String {
    let words = text.split(|char: char| char.is_whitespace() || char.is_control());
    let line = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    if line.chars().count() <= chars {
        return line;
    }
    let start: String = line.chars().take(chars.saturating_sub(1)).collect();
    format!("{}…", start.trim_end())
}

/// "Anna", "Anna and Ben", "Anna, Ben and Eva"; of more than `most`, "Anna, Ben and 4 more".
pub(crate) fn listed(names: &[String], most: usize) -> String {
    let shown = if names.len() > most { most.saturating_sub(1) } else { names.len() };
    let (first, rest) = names.split_at_checked(shown).unwrap_or((names, &[]));
    match (first, rest.len()) {
        ([], 0) => String::new(),
        ([one], 0) => one.clone(),
        ([firsts @ .., last], 0) => format!("{} and {last}", firsts.join(", ")),
        ([], more) => format!("{more} of them"),
        (_, more) => format!("{} and {more} more", first.join(", ")),
    }
}

/// "31 December 2026".
pub(crate) fn date_text(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// The day of a text as `2026-03-14`, or the first one of a month as `2026-03`.
pub(crate) fn day_or_month(text: &str) -> Option<Date> {
    match text.len() {
        7 => format!("{text}-01").parse().ok(),
        10 => text.parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn long_texts_are_cut_in_one_line() {
        assert_eq!(shortened("one\ntwo  three\u{7}", 60), "one two three");
        assert_eq!(shortened("A segment with a very long name", 18), "A segment with a…");
        assert_eq!(shortened("äöü", 3), "äöü");
    }

    #[test]
    fn lists_name_a_few_and_count_the_others() {
        let names = ["A", "B", "C", "D", "E"].map(str::to_owned);
        assert_eq!(listed(&names[..0], 3), "");
        assert_eq!(listed(&names[..1], 3), "A");
        assert_eq!(listed(&names[..2], 3), "A and B");
        assert_eq!(listed(&names[..3], 3), "A, B and C");
        assert_eq!(listed(&names, 3), "A, B and 3 more");
    }

    #[test]
    fn days_and_months_are_told_apart_from_other_texts() {
        assert_eq!(day_or_month("2026-03-14"), Some(date(2026, 3, 14)));
        assert_eq!(day_or_month("2026-03"), Some(date(2026, 3, 1)));
        for text in ["2026", "2026-13", "2026 Q1", "Spring 2", ""] {
            assert_eq!(day_or_month(text), None, "{text}");
        }
        assert_eq!(date_text(date(2026, 12, 31)), "31 December 2026");
    }
}
