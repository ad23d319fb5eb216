//! What a whole column of dates says about the order of day and month.

use super::half::half_of_day;
use super::parts::Parts;
use super::{DateOrder, Day, parse};

/// How often the dates go forwards and back from row to row, under one reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Run {
    last: Option<Day>,
    forwards: usize,
    back: usize,
}

impl Run {
    fn add(&mut self, day: Day) {
        if let Some(last) = self.last {
            self.forwards += usize::from(day > last);
            self.back += usize::from(day < last);
        }
        self.last = Some(day);
    }

    /// Steps against the direction in which most steps go.
    fn against(self) -> usize {
        self.forwards.min(self.back)
    }

    fn steps(self) -> usize {
        self.forwards + self.back
    }

    /// Whether nearly all steps go one way.
    fn is_sorted(self) -> bool {
        self.steps() >= 5 && self.against() * 20 <= self.steps()
    }
}

/// What a column of dates says about the order of day and month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateStats {
    /// Cells that are dates.
    pub dates: usize,
    /// Dates whose first number cannot be a month.
    pub day_first: usize,
    /// Dates whose second number cannot be a month.
    pub month_first: usize,
    /// Dates that can be read either way.
    pub either: usize,
    /// Of those, dates with a time of day of twelve hours: `9:08 PM`.
    twelve_hours: usize,
    /// The dates in the order of the file, day first and month first.
    runs: [Run; 2],
    /// Cells that name a month and no day.
    pub months: usize,
    /// Dates with a year of two digits.
    short: usize,
    /// Which numbers come first in those, and which third: bit 24 for 24.
    firsts: u128,
    thirds: u128,
    /// Whether the second one is above 12 in any of them.
    long_second: bool,
}

impl DateStats {
    /// Looks at a cell that comes so many times. Cells come in the order of the file.
    pub fn add(&mut self, text: &str, times: usize) {
        let Some(day_first) = parse(text, DateOrder::DayFirst) else { return };
        self.dates += times;
        let parts = Parts::of(text.trim());
        self.months += if parts.names_month_only() { times } else { 0 };
        let [(a, a_digits), (b, _), (c, c_digits)] = parts.numbers;
        if parts.month.is_some() || a_digits == 4 || parts.names_month_only() {
            return;
        }
        if a_digits == 2 && c_digits == 2 {
            self.short += times;
            self.firsts |= bit(a);
            self.thirds |= bit(c);
            self.long_second |= b > 12;
        }
        let month_first = parse(text, DateOrder::MonthFirst).unwrap_or(day_first);
        for (run, moment) in self.runs.iter_mut().zip([day_first, month_first]) {
            run.add(moment.day);
        }
        match (a > 12, b > 12) {
            (true, false) => self.day_first += times,
            (false, true) => self.month_first += times,
            // Nobody writes 3.14.2024.
            _ if a != b && parts.dotted => self.day_first += times,
            _ if a != b => {
                self.either += times;
                self.twelve_hours += if half_of_day(text).is_some() { times } else { 0 };
            }
            _ => {}
        }
    }

    /// Whether the numbers of two digits that come first are years: few different ones, while those
    /// that come third go through the days of a month.
    fn begins_with_years(self) -> bool {
        let (years, days) = (self.firsts.count_ones(), self.thirds.count_ones());
        let is_day = |bits: u128| bits & !DAYS == 0;
        let whole_month = self.thirds & LATE_DAYS != 0 && self.thirds & EARLY_DAYS != 0;
        self.short == self.dates
            && !self.long_second
            && is_day(self.thirds)
            && whole_month
            && days >= 4
            && years * 2 <= days
            && years <= 5
    }

    /// The order of the column, and whether it is certain.
    ///
    /// Where no number is above 12, a file whose rows are sorted under one reading only is read so:
    /// tools write answers as they come in.
    pub fn order(self) -> (DateOrder, bool) {
        if self.begins_with_years() {
            return (DateOrder::YearFirst, true);
        }
        if self.month_first > self.day_first {
            return (DateOrder::MonthFirst, self.day_first == 0);
        }
        if self.day_first > 0 || self.either == 0 {
            return (DateOrder::DayFirst, true);
        }
        let [day, month] = self.runs;
        let clearly = |sorted: Run, other: Run| {
            sorted.is_sorted() && other.against() >= 2 && other.against() * 5 >= other.steps()
        };
        if clearly(month, day) {
            (DateOrder::MonthFirst, true)
        } else if clearly(day, month) {
            (DateOrder::DayFirst, true)
        } else if self.twelve_hours * 2 > self.either {
            // The clock of twelve hours is at home where the month comes first.
            (DateOrder::MonthFirst, false)
        } else {
            (DateOrder::DayFirst, false)
        }
    }
}

/// The bits of the days of a month, of those before the tenth, and of those past the twelfth.
const DAYS: u128 = 0xFFFF_FFFE;
const EARLY_DAYS: u128 = 0x3FE;
const LATE_DAYS: u128 = 0xFFFF_E000;

const fn bit(number: i32) -> u128 {
    if number >= 0 && number < 100 { 1 << number } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(cells: &[&str]) -> (DateOrder, bool) {
        let mut stats = DateStats::default();
        for cell in cells {
            stats.add(cell, 1);
        }
        stats.order()
    }

    #[test]
    fn the_whole_column_tells_the_order() {
        assert_eq!(order(&["03/04/2024"]), (DateOrder::DayFirst, false));
        assert_eq!(order(&["03/04/2024", "03/24/2024"]), (DateOrder::MonthFirst, true));
        assert_eq!(order(&["03.04.2024"]), (DateOrder::DayFirst, true));
        assert_eq!(order(&["03/04/2024 9:08 PM"]), (DateOrder::MonthFirst, false));
    }

    #[test]
    fn years_of_two_digits_may_come_first() {
        let years = ["24-02-07", "24-08-12", "24-03-09", "24-05-30", "24-05-13", "23-12-31"];
        assert_eq!(order(&years), (DateOrder::YearFirst, true));
        // The first of each month, over years.
        let days = ["01/05/19", "01/06/20", "01/07/21", "01/08/22", "01/09/23", "01/10/24"];
        assert_eq!(order(&days).0, DateOrder::DayFirst);
        let days = ["07.02.24", "12.08.24", "09.03.24", "30.05.24", "13.05.24", "31.12.23"];
        assert_eq!(order(&days), (DateOrder::DayFirst, true));
        let american = ["02/07/24", "08/12/24", "03/09/24", "05/30/24", "05/13/24"];
        assert_eq!(order(&american), (DateOrder::MonthFirst, true));
    }

    #[test]
    fn rows_in_the_order_of_time_tell_the_order() {
        let days = ["03/01/2024", "03/04/2024", "03/09/2024", "04/02/2024", "04/10/2024"];
        let american: Vec<&str> = days.into_iter().chain(["05/01/2024", "05/03/2024"]).collect();
        assert_eq!(order(&american), (DateOrder::MonthFirst, true));
        let latest_first: Vec<&str> = american.into_iter().rev().collect();
        assert_eq!(order(&latest_first), (DateOrder::MonthFirst, true));
        assert!(!order(&["03/01/2024", "01/04/2024", "09/03/2024", "02/04/2024"]).1);
    }
}
