//! New and moved key figures, and readings that come from elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use survey::dates::{self, DateOrder, DateStats};
use survey::formula::typed_number;
use survey::rates::Preset;

use super::structure::{key_after, key_before};
use crate::{About, Edit, Kpi, KpiField, KpiId, Measure, Project, Reading, Unit};

/// A key figure as it is usual in the field, about a part of the project.
pub fn preset_kpi(preset: &Preset, about: About) -> Kpi {
    let measure = Measure::Formula(preset.formula.to_owned());
    let order = crate::Order::after(None);
    let unit = match preset.unit {
        _ if preset.percent => Unit::Percent,
        "" => Unit::Number,
        unit => Unit::Named(unit.to_owned()),
    };
    Kpi { about, unit, ..Kpi::new(preset.name, measure, preset.direction, order) }
}

/// A new key figure at the end of the list.
pub fn new_kpi(project: &Project, kpi: Kpi) -> (Edit, KpiId) {
    let id = KpiId::new();
    let order = key_after(&project.kpis, None, |kpi| &kpi.order);
    (Edit::AddKpi { id, kpi: Box::new(Kpi { order, ..kpi }) }, id)
}

/// Moves a key figure before another one, or to the end; none when it stands there.
pub fn move_kpi(project: &Project, id: KpiId, before: Option<KpiId>) -> Option<Edit> {
    let order = key_before(&project.kpis, id, before, |kpi| &kpi.order)?;
    Some(Edit::SetKpi { id, field: KpiField::Order(order) })
}

/// The readings with the numbers of one name under another. Where a day has both, the one that it
/// has under the new name stays.
pub fn rename_number(kpi: &Kpi, from: &str, to: &str) -> BTreeMap<Date, Reading> {
    let mut readings = kpi.readings.clone();
    for reading in readings.values_mut() {
        if let Some(number) = reading.remove(from) {
            reading.entry(to.to_owned()).or_insert(number);
        }
    }
    readings
}

/// What came of a table that was pasted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PastedReadings {
    /// All readings, with those of the table; a day that the table names has its numbers.
    pub readings: BTreeMap<Date, Reading>,
    /// How many days the table named.
    pub days: usize,
    /// In which order day and month were read, where the table could be read in the other one just
    /// as well; none where it tells the order.
    pub doubt: Option<DateOrder>,
    /// Lines that are no reading, counted from 1, with their text.
    pub left_out: Vec<(usize, String)>,
}

/// Adds the lines of a table, copied from a spreadsheet, to the readings: a date, then the numbers
/// in the order of `names`, apart by tabs (or semicolons, where there is no tab).
///
/// A first line that begins with no date is a heading; where it names some of the numbers, their
/// columns are those. Whether `01/02/2026` is in January or in February the dates of all lines
/// together tell, unless `order` says it.
pub fn paste_readings(
    readings: &BTreeMap<Date, Reading>,
    names: &[String],
    text: &str,
    order: Option<DateOrder>,
) -> PastedReadings {
    let mut pasted = PastedReadings { readings: readings.clone(), ..PastedReadings::default() };
    let separator = if text.contains('\t') { '\t' } else { ';' };
    let lines = || text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let first_cell =
        |line: &str| line.split(separator).next().unwrap_or_default().trim().to_owned();
    let (found, doubt) = order_of(lines().map(|(_, line)| first_cell(line)));
    let order = order.unwrap_or(found);
    pasted.doubt = doubt.then_some(order);
    let mut columns: Vec<Option<&String>> = names.iter().map(Some).collect();
    let mut days = BTreeSet::new();
    for (place, (index, line)) in lines().enumerate() {
        let Some(day) = day(&first_cell(line), order) else {
            let headings: Vec<&str> = line.split(separator).skip(1).collect();
            match columns_of(&headings, names).filter(|_| place == 0) {
                Some(named) => columns = named,
                None if place == 0 && headings.iter().all(|cell| typed_number(cell).is_none()) => {}
                None => pasted.left_out.push((index + 1, line.trim().to_owned())),
            }
            continue;
        };
        let cells = line.split(separator).skip(1).map(str::trim);
        let numbers: Option<Reading> = columns
            .iter()
            .zip(cells)
            .filter_map(|(name, cell)| Some(((*name)?, cell)))
            .filter(|(_, cell)| !cell.is_empty())
            .map(|(name, cell)| Some((name.clone(), typed_number(cell)?)))
            .collect();
        match numbers.filter(|numbers| !numbers.is_empty()) {
            Some(numbers) => {
                pasted.readings.entry(day).or_default().extend(numbers);
                days.insert(day);
            }
            None => pasted.left_out.push((index + 1, line.trim().to_owned())),
        }
    }
    pasted.days = days.len();
    pasted
}

/// In which order the dates of a column are written, and whether the other one would do as well.
fn order_of(cells: impl Iterator<Item = String>) -> (DateOrder, bool) {
    let mut stats = DateStats::default();
    cells.for_each(|cell| stats.add(&cell, 1));
    let (order, is_certain) = stats.order();
    (order, !is_certain && stats.either > 0)
}

/// A day as people write it: `2026-03-31`, `31.3.2026`.
fn day(text: &str, order: DateOrder) -> Option<Date> {
    let day = dates::parse(text, order)?.day;
    Date::new(day.year, day.month, day.day).ok()
}

/// Which number each column holds, by its heading; none when no heading names one.
fn columns_of<'a>(headings: &[&str], names: &'a [String]) -> Option<Vec<Option<&'a String>>> {
    let key = |text: &str| -> String {
        text.chars()
            .filter(|letter| letter.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let named: Vec<Option<&String>> = headings
        .iter()
        .map(|heading| names.iter().find(|name| key(name) == key(heading)))
        .collect();
    named.iter().any(Option::is_some).then_some(named)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use survey::rates::PRESETS;

    use super::*;
    use crate::testing::{CHURN, LIKELY, WAIT, everything};

    fn names() -> Vec<String> {
        vec!["lost".to_owned(), "at_start".to_owned()]
    }

    fn numbers(pasted: &PastedReadings, day: Date) -> (f64, f64) {
        (pasted.readings[&day]["lost"], pasted.readings[&day]["at_start"])
    }

    #[test]
    fn a_usual_figure_brings_its_formula_unit_and_direction() {
        let mut project = everything();
        let preset = PRESETS.iter().find(|preset| preset.name == "Churn rate").unwrap();
        let (edit, id) = new_kpi(&project, preset_kpi(preset, About::default()));
        edit.apply(&mut project).unwrap();
        let kpi = project.kpis.get(&id).unwrap();
        assert_eq!(kpi.measure, Measure::Formula("lost / at_start".to_owned()));
        assert_eq!((&kpi.unit, kpi.good), (&Unit::Percent, survey::Direction::LowGood));
        assert_eq!(project.kpis_in_order().last().unwrap().0, id);
        move_kpi(&project, id, Some(CHURN)).unwrap().apply(&mut project).unwrap();
        let order: Vec<_> = project.kpis_in_order().iter().map(|(id, _)| *id).collect();
        assert_eq!(order, [id, CHURN, LIKELY, WAIT]);
        assert_eq!(move_kpi(&project, id, Some(CHURN)), None, "it stands there");
    }

    #[test]
    fn a_table_from_a_spreadsheet_becomes_readings() {
        let kept = everything().kpis.get(&CHURN).unwrap().readings.clone();
        let table =
            "28.02.2026\t5\t1.200,5\n\n2026-03-31\t7\t98\nin April\t8\t97\n2026-04-30\tx\t1\n";
        let pasted = paste_readings(&kept, &names(), table, None);
        assert_eq!((pasted.days, pasted.readings.len()), (2, 3));
        assert_eq!(numbers(&pasted, date(2026, 2, 28)), (5.0, 1_200.5), "the day is written over");
        assert_eq!(numbers(&pasted, date(2026, 3, 31)), (7.0, 98.0));
        assert_eq!(numbers(&pasted, date(2026, 1, 28)), (12.0, 100.0), "the others stay");
        let lines: Vec<usize> = pasted.left_out.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [4, 5], "no day, no number");
    }

    #[test]
    fn a_heading_tells_which_column_is_which() {
        let table = "Month;At start;Lost\n2026-03-31;98;7\n";
        let pasted = paste_readings(&BTreeMap::new(), &names(), table, None);
        assert_eq!(numbers(&pasted, date(2026, 3, 31)), (7.0, 98.0));
        assert_eq!(pasted.left_out, []);
        let table = "Day\tA\tB\n2026-03-31\t7\t98\n";
        let other = paste_readings(&BTreeMap::new(), &names(), table, None);
        assert_eq!(numbers(&other, date(2026, 3, 31)), (7.0, 98.0));
        assert_eq!(other.left_out, [], "a heading is no reading that was left out");
    }

    #[test]
    fn all_dates_of_a_table_together_tell_day_and_month() {
        let paste = |table: &str, order| {
            let pasted = paste_readings(&BTreeMap::new(), &names(), table, order);
            let days: Vec<Date> = pasted.readings.keys().copied().collect();
            (days, pasted.days, pasted.doubt)
        };
        let american = "01/02/2026\t1\t2\n01/31/2026\t1\t2\n";
        let january = vec![date(2026, 1, 2), date(2026, 1, 31)];
        assert_eq!(paste(american, None), (january, 2, None));
        let either = "01/02/2026\t1\t2\n2026-03-31\t1\t2\n";
        let (day_first, month_first) = (DateOrder::DayFirst, DateOrder::MonthFirst);
        let days = |day| vec![day, date(2026, 3, 31)];
        assert_eq!(paste(either, None), (days(date(2026, 2, 1)), 2, Some(day_first)));
        let read = (days(date(2026, 1, 2)), 2, Some(month_first));
        assert_eq!(paste(either, Some(month_first)), read);
        let twice = "01.02.2026\t1\t2\n2026-02-01\t3\t4\n";
        assert_eq!(paste(twice, None), (vec![date(2026, 2, 1)], 1, None), "it is one day");
    }

    #[test]
    fn numbers_keep_under_a_name_that_the_formula_lost_until_they_are_renamed() {
        let mut kpi = everything().kpis.get(&CHURN).unwrap().clone();
        assert_eq!((kpi.unused_names(), kpi.renamed_number()), (vec![], None));
        kpi.measure = Measure::Formula("gone / at_start".to_owned());
        assert_eq!(kpi.unused_names(), ["lost"]);
        let renamed = kpi.renamed_number();
        assert_eq!(renamed, Some(("lost".to_owned(), "gone".to_owned())));
        let readings = rename_number(&kpi, "lost", "gone");
        assert_eq!(readings[&date(2026, 1, 28)]["gone"], 12.0);
        assert!(readings.values().all(|reading| !reading.contains_key("lost")));
        kpi.measure = Measure::Formula("a / b".to_owned());
        assert_eq!(kpi.unused_names(), ["at_start", "lost"]);
        assert_eq!(kpi.renamed_number(), None, "nobody knows which is which");
        kpi.measure = Measure::Formula("gone /".to_owned());
        assert_eq!(kpi.unused_names(), Vec::<String>::new(), "the formula is still being written");
    }
}
