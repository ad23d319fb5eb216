//! Dates as survey tools and spreadsheets write them.
//!
//! `03/04/2024` is a day in March or in April; only the whole column tells. So reading a date takes
//! a [`DateOrder`], and [`DateStats`] finds it.

mod half;
mod order;
mod parts;
mod zone;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use half::{half_of_day, hour_of};
pub use order::DateStats;
use parts::Parts;
pub(crate) use parts::{is_month, month_number};
pub(crate) use zone::{zone_of_cell, zone_of_heading};

/// Which number of `03/04/2024` is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DateOrder {
    /// Day, month, year: most of the world.
    DayFirst,
    /// Month, day, year: the United States.
    MonthFirst,
    /// Year, month, day, with two digits for the year: `24-05-30`. Years of four digits need no
    /// order.
    YearFirst,
}

/// A calendar day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day {
    /// The year, four digits.
    pub year: i16,
    /// The month, 1 to 12.
    pub month: i8,
    /// The day of the month, 1 to 31.
    pub day: i8,
}

impl Day {
    /// The day of these numbers, if the calendar has it.
    fn new(year: i32, month: i32, day: i32) -> Option<Self> {
        // Two digits are this century's; survey exports are younger than that.
        let year = if (0..100).contains(&year) { year + 2000 } else { year };
        if !(1900..=2200).contains(&year) {
            return None;
        }
        let date = Date::new(
            i16::try_from(year).ok()?,
            i8::try_from(month).ok()?,
            i8::try_from(day).ok()?,
        );
        let date = date.ok()?;
        Some(Self { year: date.year(), month: date.month(), day: date.day() })
    }

    /// The month, as in `2026-03`.
    pub fn month_label(self) -> String {
        format!("{:04}-{:02}", self.year, self.month)
    }

    /// The day, as in `2026-03-14`.
    pub fn day_label(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// A date, and the time of day where there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Moment {
    /// The day.
    pub day: Day,
    /// Seconds after midnight; zero without a time.
    pub second: u32,
}

/// The spreadsheet date of 1970-01-01.
const SERIAL_OF_1970: i32 = 25_569;

/// Reads a date in any of the usual ways of writing; none when the text is something else.
pub fn parse(text: &str, order: DateOrder) -> Option<Moment> {
    let text = text.trim();
    if text.len() < 5 || text.len() > 60 {
        return None;
    }
    let parts = Parts::of(text);
    let day = parts.day(order)?;
    Some(Moment { day, second: second_of_day(text) })
}

/// Reads a time of day from a cell that holds nothing else: `08:21`, `3.10 am`, `1653`. Seconds
/// after midnight.
pub fn parse_time(text: &str) -> Option<u32> {
    let text = text.trim();
    let half = half_of_day(text);
    let (before, behind) = match &half {
        Some((_, range)) => (text.get(..range.start)?, text.get(range.end..)?),
        None => (text, ""),
    };
    let (before, behind) = (before.trim(), behind.trim());
    // The half stands before the time or behind it, and nothing else does.
    let digits = if before.is_empty() { behind } else { before };
    if !before.is_empty() && !behind.is_empty() {
        return None;
    }
    let (hour, minute) = if digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit()) {
        digits.split_at_checked(2)?
    } else {
        digits.split_once([':', '.', 'h'])?
    };
    let minute = minute.split(':').next().unwrap_or(minute);
    let hour: u32 = hour.parse().ok().filter(|hour| *hour <= 24)?;
    let minute: u32 = minute.parse().ok().filter(|minute| *minute < 60)?;
    Some(hour_of(hour, half.map(|(half, _)| half)) * 3600 + minute * 60)
}

/// The part of a cell that holds the date: what stands before the time of day, where that is plain
/// to see; the whole cell otherwise.
pub(crate) fn date_part(cell: &[u8]) -> &[u8] {
    let date = cell.split(|byte| matches!(byte, b' ' | b'T')).next().unwrap_or(cell);
    let marks = date.iter().filter(|byte| matches!(byte, b'-' | b'/' | b'.')).count();
    let plain = date.len() >= 6
        && marks == 2
        && date.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'/' | b'.'));
    if plain { date } else { cell }
}

/// Reads a bare number as a date: a spreadsheet serial of the years 1990 to 2100, or seconds or
/// milliseconds since 1970.
pub fn parse_number(number: f64) -> Option<Moment> {
    let since_1970 = if (32_874.0..=73_050.0).contains(&number) {
        (number - f64::from(SERIAL_OF_1970)) * 86_400.0
    } else if (6.3e8..=4.2e9).contains(&number) {
        number
    } else if (6.3e11..=4.2e12).contains(&number) {
        number / 1000.0
    } else {
        return None;
    };
    let seconds = since_1970.round() as i64;
    let days = i32::try_from(seconds.div_euclid(86_400)).ok()?;
    let date = Date::new(1970, 1, 1).ok()?.checked_add(jiff::Span::new().days(days)).ok()?;
    let day = Day { year: date.year(), month: date.month(), day: date.day() };
    Some(Moment { day, second: seconds.rem_euclid(86_400) as u32 })
}

/// The time of day: the first `hh:mm` with optional seconds and AM or PM.
fn second_of_day(text: &str) -> u32 {
    let Some(colon) = text.find(':') else { return 0 };
    let (before, after) = text.split_at(colon);
    let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
    let hour: u32 = before.get(before.len() - digits..).unwrap_or("").parse().unwrap_or(0);
    let mut fields = after.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let mut next = || fields.next().and_then(|part| part.parse::<u32>().ok()).unwrap_or(0);
    let minute = next().min(59);
    let second = if after.matches(':').count() > 1 { next().min(59) } else { 0 };
    let hour = hour_of(hour, half_of_day(text).map(|(half, _)| half));
    hour.min(23) * 3600 + minute * 60 + second
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str, order: DateOrder) -> String {
        parse(text, order).map_or_else(|| "none".to_owned(), |moment| moment.day.day_label())
    }

    #[test]
    fn dates_of_many_tools_are_read() {
        use DateOrder::{DayFirst, MonthFirst};
        for (text, order, expected) in [
            ("2025-11-04 08:31:29", DayFirst, "2025-11-04"),
            ("2019-03-08T20:34:44Z", DayFirst, "2019-03-08"),
            ("03/24/2020 9:08:27 PM", DayFirst, "2020-03-24"),
            ("11/1/2019 8:51:12", MonthFirst, "2019-11-01"),
            ("11/1/2019 8:51:12", DayFirst, "2019-01-11"),
            ("13/07/2021 - 10:34", MonthFirst, "2021-07-13"),
            ("29-12-2018 23:46", DayFirst, "2018-12-29"),
            ("2024/03/21 12:05:19 PM AST", DayFirst, "2024-03-21"),
            ("5th Jan 2020", MonthFirst, "2020-01-05"),
            ("Jan 5, 2020", DayFirst, "2020-01-05"),
            ("Sunday, 12 January 2020", DayFirst, "2020-01-12"),
            ("14.03.24", DayFirst, "2024-03-14"),
            ("21 février 2024", MonthFirst, "2024-02-21"),
            ("mardi 3 août 2021 14:30", MonthFirst, "2021-08-03"),
            ("Donnerstag, 14. März 2024", MonthFirst, "2024-03-14"),
            ("2024年3月21日", DayFirst, "2024-03-21"),
            ("2024-03-21 12:05 Europe/Berlin", DayFirst, "2024-03-21"),
            ("20240314", DayFirst, "2024-03-14"),
            ("24-05-30", DateOrder::YearFirst, "2024-05-30"),
            ("24/3/9 10:00", DateOrder::YearFirst, "2024-03-09"),
            ("2024-03-09", DateOrder::YearFirst, "2024-03-09"),
            ("2024-03", DayFirst, "2024-03-01"),
            ("03/2024", MonthFirst, "2024-03-01"),
            ("March 2024", DayFirst, "2024-03-01"),
            ("Mars 2024", DayFirst, "2024-03-01"),
            ("Q1 2024", DayFirst, "none"),
            ("3.2024", DayFirst, "none"),
            ("2018-19", DayFirst, "none"),
            ("12/2500", DayFirst, "none"),
            ("KW 12/2024", DayFirst, "none"),
            ("30/02/2024", DayFirst, "none"),
            ("5 stars of 10", DayFirst, "none"),
            ("12:30:00", DayFirst, "none"),
            ("Monday - 13th Jan", DayFirst, "none"),
            ("2018-08-14-university", DayFirst, "none"),
            ("SEPT 6 & 7", DayFirst, "none"),
            ("SEPT 16 & 17 (Conference)", DayFirst, "none"),
            ("1.2.3.4.5", DayFirst, "none"),
        ] {
            assert_eq!(day(text, order), expected, "{text}");
        }
    }

    #[test]
    fn the_time_of_day_orders_answers_of_one_day() {
        let second = |text| parse(text, DateOrder::MonthFirst).unwrap().second;
        assert_eq!(second("3/24/2020 9:08:27 PM"), 21 * 3600 + 8 * 60 + 27);
        assert_eq!(second("3/24/2020 12:01 AM"), 60);
        assert_eq!(second("2020-03-24"), 0);
        let noon = 12 * 3600 + 5 * 60;
        assert_eq!(second("2024-03-21 12:05 America/New_York"), noon);
        assert_eq!(second("2024/03/21 9:05:00 \u{4e0b}\u{5348} GMT+8"), 21 * 3600 + 300);
        assert_eq!(second("2024. 6. 18 \u{c624}\u{d6c4} 12:05:00"), noon);
        assert_eq!(second("2024. 6. 18 \u{c624}\u{c804} 12:05:00"), 300);
    }

    #[test]
    fn times_of_day_are_read_as_people_write_them() {
        for (text, seconds) in [
            ("08:21", Some(8 * 3600 + 21 * 60)),
            ("3.10 am", Some(3 * 3600 + 600)),
            ("1.30pm", Some(13 * 3600 + 1800)),
            ("1653", Some(16 * 3600 + 53 * 60)),
            ("2400", Some(24 * 3600)),
            ("12:05:19 AM", Some(300)),
            ("\u{4e0b}\u{5348} 9:05", Some(21 * 3600 + 300)),
            ("9:05 pm sharp", None),
            ("9999", None),
            ("9", None),
            ("soon", None),
        ] {
            assert_eq!(parse_time(text), seconds, "{text}");
        }
    }

    #[test]
    fn serials_and_seconds_are_dates() {
        assert_eq!(parse_number(43_812.5).unwrap().day.day_label(), "2019-12-13");
        assert_eq!(parse_number(1_576_238_552.0).unwrap().day.day_label(), "2019-12-13");
        assert_eq!(parse_number(1_576_238_552_000.0).unwrap().day.day_label(), "2019-12-13");
        assert_eq!(parse_number(10.0), None);
    }
}
