//! What a whole column of dates says about the order of day and month.

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
}

impl DateStats {
    /// Looks at a cell that comes so many times. Cells come in the order of the file.
    pub fn add(&mut self, text: &str, times: usize) {
        let Some(day_first) = parse(text, DateOrder::DayFirst) else { return };
        self.dates += times;
        let parts = Parts::of(text.trim());
        let [(a, a_digits), (b, _), _] = parts.numbers;
        if parts.month.is_some() || a_digits == 4 {
            return;
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
                let upper = text.trim_end().to_ascii_uppercase();
                self.twelve_hours +=
                    if upper.contains("AM") || upper.contains("PM") { times } else { 0 };
            }
            _ => {}
        }
    }

    /// The order of the column, and whether it is certain.
    ///
    /// Where no number is above 12, a file whose rows are sorted under one reading only is read so:
    /// tools write answers as they come in.
    pub fn order(self) -> (DateOrder, bool) {
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
    fn rows_in_the_order_of_time_tell_the_order() {
        let days = ["03/01/2024", "03/04/2024", "03/09/2024", "04/02/2024", "04/10/2024"];
        let american: Vec<&str> = days.into_iter().chain(["05/01/2024", "05/03/2024"]).collect();
        assert_eq!(order(&american), (DateOrder::MonthFirst, true));
        let latest_first: Vec<&str> = american.into_iter().rev().collect();
        assert_eq!(order(&latest_first), (DateOrder::MonthFirst, true));
        assert!(!order(&["03/01/2024", "01/04/2024", "09/03/2024", "02/04/2024"]).1);
    }
}
