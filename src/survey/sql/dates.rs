//! Dates in SQL: the month or day of an answer, and which of two answers was given first.

use super::Dialect;
use crate::dates::DateOrder;
use crate::import::Granularity;

/// A day as databases write it, of a month that has it for sure, with or without the time behind.
const ISO: &str = "^(19|20|21)[0-9][0-9]-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)([ T][0-9].*)?$";

/// `24/3/2020`, with or without the time behind.
const DAY_FIRST: &str =
    "^(0?[1-9]|1[0-9]|2[0-8])[-/.](0?[1-9]|1[0-2])[-/.](19|20|21)[0-9][0-9]([ T][0-9].*)?$";

/// `3/24/2020`, with or without the time behind.
const MONTH_FIRST: &str =
    "^(0?[1-9]|1[0-2])[-/.](0?[1-9]|1[0-9]|2[0-8])[-/.](19|20|21)[0-9][0-9]([ T][0-9].*)?$";

/// `24-3-20`, with or without the time behind.
const SHORT_YEAR_FIRST: &str =
    "^[0-9][0-9][-/.](0?[1-9]|1[0-2])[-/.](0?[1-9]|1[0-9]|2[0-8])([ T][0-9].*)?$";

/// Seconds since 1970, milliseconds since 1970, and the days of spreadsheets with a time.
const SECONDS: &str = "^[0-9]{9,10}$";
const MILLISECONDS: &str = "^[0-9]{12,13}$";
const SERIAL: &str = "^[0-9]{5}[.][0-9]+$";

/// The three numbers of a date, one after the other.
const FIRST: &str = "^([0-9]+)[-/.]";
const SECOND: &str = "^[0-9]+[-/.]([0-9]+)[-/.]";
const THIRD: &str = "^[0-9]+[-/.][0-9]+[-/.]([0-9]+)";

/// The longest text that is taken for a date.
const MAX_CHARS: usize = 60;

/// The label of the month or day of a text, `2026-03` or `2026-03-14`.
///
/// A date that is not written in one of the usual ways, or that no calendar has, is given as it is,
/// without its time of day: the importer reads it as it reads any date, and counts what is none.
pub(super) fn period(
    dialect: Dialect,
    text: &str,
    order: DateOrder,
    granularity: Granularity,
) -> String {
    let by_day = granularity == Granularity::Day;
    let iso_chars = if by_day { 10 } else { 7 };
    let (written, day, month) = match order {
        DateOrder::DayFirst => (DAY_FIRST, FIRST, SECOND),
        DateOrder::MonthFirst => (MONTH_FIRST, SECOND, FIRST),
        DateOrder::YearFirst => (SHORT_YEAR_FIRST, THIRD, SECOND),
    };
    let year = match order {
        DateOrder::DayFirst | DateOrder::MonthFirst => dialect.captured(text, THIRD),
        DateOrder::YearFirst => format!("'20' || {}", dialect.captured(text, FIRST)),
    };
    let two_digits = |pattern| format!("LPAD({}, 2, '0')", dialect.captured(text, pattern));
    let mut label = format!("{year} || '-' || {}", two_digits(month));
    if by_day {
        label = format!("{label} || '-' || {}", two_digits(day));
    }
    let number = dialect.number_of_text(text);
    let whole_days = |seconds: &str| {
        dialect.as_text(&dialect.as_integer(&format!("(FLOOR({seconds} / 86400) * 86400)")))
    };
    let cases = [
        (dialect.matches(text, ISO), format!("SUBSTR({text}, 1, {iso_chars})")),
        (dialect.matches(text, written), label),
        (dialect.matches(text, SECONDS), whole_days(&number)),
        (dialect.matches(text, MILLISECONDS), whole_days(&format!("ROUND({number} / 1000)"))),
        (
            dialect.matches(text, SERIAL),
            // To the second first, as the importer does.
            dialect
                .as_text(&dialect.as_integer(&format!("FLOOR(ROUND({number} * 86400) / 86400)"))),
        ),
        (format!("LENGTH({text}) > {MAX_CHARS}"), format!("SUBSTR({text}, 1, {})", MAX_CHARS + 1)),
    ];
    let cases: Vec<String> = cases
        .iter()
        .map(|(condition, value)| format!("\n      WHEN {condition}\n      THEN {value}"))
        .collect();
    // The importer looks no further than the first number before a colon.
    format!("CASE{}\n      ELSE TRIM({}) END", cases.concat(), dialect.without(text, "[0-9]+:.*$"))
}

/// Dates whose first number is the year, and those whose last is.
const YEAR_FIRST: &str = "^[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}([^0-9].*)?$";
const YEAR_LAST: &str = "^[0-9]{1,2}[-/.][0-9]{1,2}[-/.]([0-9]{4}|[0-9]{2})([^0-9].*)?$";

/// Times of a clock of twelve hours. No other word begins like that: `12:05 America/New_York`.
const AFTERNOON: &str = "^.*:[0-9:.]* ?[Pp][.]? ?[Mm]([^A-Za-z].*)?$";
const MORNING: &str = "^.*:[0-9:.]* ?[Aa][.]? ?[Mm]([^A-Za-z].*)?$";

/// Numbers that grow with the time.
const NUMBER: &str = "^[0-9]{5,13}([.][0-9]+)?$";

/// The parts of [`moment`]: names of columns and what is in them. They come before it in a part of
/// the statement of their own, as it uses each more than once.
pub(super) fn moment_parts(
    dialect: Dialect,
    text: &str,
    order: DateOrder,
) -> [(&'static str, String); 4] {
    let number = |pattern: &str| dialect.as_integer(&dialect.captured(text, pattern));
    let parts = |year_first: &str, year_last: &str| {
        format!(
            "CASE WHEN {} THEN {}\n      WHEN {} THEN {} END",
            dialect.matches(text, YEAR_FIRST),
            number(year_first),
            dialect.matches(text, YEAR_LAST),
            number(year_last)
        )
    };
    let (year, month, day) = match order {
        DateOrder::DayFirst => (THIRD, SECOND, FIRST),
        DateOrder::MonthFirst => (THIRD, FIRST, SECOND),
        DateOrder::YearFirst => (FIRST, SECOND, THIRD),
    };
    let clock = |pattern| {
        let found =
            dialect.number_of_text(&format!("NULLIF({}, '')", dialect.captured(text, pattern)));
        format!("COALESCE({found}, 0)")
    };
    let hour = clock("([0-9][0-9]?):[0-9]");
    let second = format!(
        "({hour} + CASE WHEN {} AND {hour} < 12 THEN 12\n      \
         WHEN {} AND {hour} = 12 THEN -12 ELSE 0 END) * 3600\n      \
         + {} * 60 + {}",
        dialect.matches(text, AFTERNOON),
        dialect.matches(text, MORNING),
        clock("[0-9]:([0-9][0-9]?)"),
        clock("[0-9]:[0-9][0-9]?:([0-9][0-9]?)")
    );
    [
        ("tl_year", parts(FIRST, year)),
        ("tl_second_number", parts(SECOND, month)),
        ("tl_third_number", parts(THIRD, day)),
        ("tl_clock", second),
    ]
}

/// The year, month and day of a row, of the numbers of [`moment_parts`]. Years of two digits are
/// this century's; a month beyond December was written the other way round.
pub(super) fn calendar() -> [(&'static str, String); 3] {
    let swapped = |one: &str, other: &str| {
        format!("CASE WHEN tl_second_number > 12 THEN {one} ELSE {other} END")
    };
    [
        ("tl_full_year", "CASE WHEN tl_year < 100 THEN tl_year + 2000 ELSE tl_year END".to_owned()),
        ("tl_month", swapped("tl_third_number", "tl_second_number")),
        ("tl_day", swapped("tl_second_number", "tl_third_number")),
    ]
}

/// A number that is greater the later an answer was given; nothing where the text is no date, or
/// one that no calendar has.
pub(super) fn moment(dialect: Dialect, text: &str) -> String {
    let number = dialect.number_of_text(text);
    format!(
        "CASE WHEN tl_full_year BETWEEN 1900 AND 2200 AND tl_month BETWEEN 1 AND 12 AND tl_day >= 1\n      \
         AND tl_day <= CASE WHEN tl_month IN (4, 6, 9, 11) THEN 30 WHEN tl_month <> 2 THEN 31\n      \
         WHEN MOD(tl_full_year, 4) = 0 AND tl_full_year NOT IN (1900, 2100, 2200) THEN 29 ELSE 28 END\n      \
         THEN ((tl_full_year * 16 + tl_month) * 32 + tl_day) * 86400 + tl_clock\n      \
         WHEN {} THEN {number} END",
        dialect.matches(text, NUMBER)
    )
}

/// Whether [`moment`] reads a date.
pub(super) fn has_moment(text: &str) -> bool {
    let text = text.trim();
    let first = text.split([' ', 'T']).next().unwrap_or(text);
    let numbers: Vec<&str> = first.split(['-', '/', '.']).collect();
    let digits = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let sizes: Vec<usize> =
        numbers.iter().filter(|part| digits(part)).map(|part| part.len()).collect();
    if sizes.len() != numbers.len() {
        return false;
    }
    match sizes.as_slice() {
        [a, b, c] => (*a == 4 && *b <= 2 && *c <= 2) || (*a <= 2 && *b <= 2 && matches!(c, 2 | 4)),
        [whole] | [whole, _] => (5..=13).contains(whole),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_that_can_be_put_in_order_are_known() {
        for text in [
            "2024-03-01",
            "2024-03-01 10:00:00+00",
            "2019-03-08T20:34:44Z",
            "3/24/2020 9:08:27 PM",
            "14.03.24",
            "1576238552",
            "43812.5",
        ] {
            assert!(has_moment(text), "{text}");
        }
        for text in ["5th Jan 2020", "Jan 5, 2020", "soon", "", "12", "1.2.3.4"] {
            assert!(!has_moment(text), "{text}");
        }
    }
}
