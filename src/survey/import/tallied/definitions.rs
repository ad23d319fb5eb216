//! What a tally says of the columns of its table.

use std::collections::BTreeMap;

use super::schema::{Field, direction, granularity, kind_of, record};
use super::{Header, Roles, is_definition};
use crate::columns::cell::label_key;
use crate::columns::{Column, Role};
use crate::dates::DateOrder;
use crate::import::plan::Granularity;
use crate::question::{Direction, Scale};
use crate::read::ReadError;
use crate::read::encoding::Encoding;
use crate::read::format::{Format, Input};
use crate::read::scan::Record;
use crate::read::sniff::Sniffed;
use crate::read::source::Source;

/// More columns than any survey has are a damaged file.
const MAX_COLUMNS: usize = 5_000;

/// How many different answers are shown as samples of a column.
const MAX_SAMPLES: usize = 3;

/// The columns of the table, by their places.
#[derive(Default)]
pub(super) struct Definitions {
    by_place: BTreeMap<usize, Column>,
    wave: Option<String>,
    period: Granularity,
}

/// A record as text.
struct Said<'a> {
    header: &'a Header,
    record: &'a Record<'a>,
    encoding: Encoding,
}

impl Said<'_> {
    fn get(&self, field: Field) -> String {
        self.encoding.text(self.header.get(self.record, field)).trim().to_owned()
    }

    fn number<T: std::str::FromStr>(&self, field: Field) -> Option<T> {
        self.get(field).parse().ok()
    }
}

impl Definitions {
    /// Reads the definitions, which stand before all counts; where they do not, to the end.
    pub(super) fn read(
        source: &dyn Source,
        format: &Format,
        header: &Header,
    ) -> Result<Self, ReadError> {
        let input = Input::new(source, format)?;
        let encoding = format.cell_encoding();
        let mut scanner = input.records()?;
        let mut definitions = Self::default();
        let mut number = 0;
        while let Some(found) = scanner.next_record()? {
            number += 1;
            if number <= format.first_answer() {
                continue;
            }
            let said = Said { header, record: &found, encoding };
            let kind = said.get(Field::Record);
            if is_definition(&kind) {
                definitions.add(&kind, &said);
            } else if !definitions.by_place.is_empty() {
                break;
            }
        }
        Ok(definitions)
    }

    fn add(&mut self, kind: &str, said: &Said<'_>) {
        let wording = said.get(Field::Wording);
        if kind == record::WAVE {
            self.wave = Some(wording);
            return;
        }
        let Some(place) = said.number(Field::Place).filter(|place| *place < MAX_COLUMNS) else {
            return;
        };
        if kind == record::COLUMN {
            if let Some(column) = self.column(said) {
                self.by_place.insert(place, column);
            }
            return;
        }
        let Some(column) = self.by_place.get_mut(&place) else { return };
        match kind {
            record::LABEL => {
                if let Some(value) = said.number(Field::Answer) {
                    column.labels.insert(label_key(&wording), value);
                }
            }
            record::NOT_APPLICABLE => {
                column.not_applicable.insert(label_key(&wording));
            }
            record::LOW_LABEL => column.low_label = Some(wording),
            record::HIGH_LABEL => column.high_label = Some(wording),
            record::DECIMAL_COMMA => column.decimal_comma = true,
            _ => {}
        }
    }

    /// The column that a record describes; none for a role that does not belong into a tally.
    fn column(&mut self, said: &Said<'_>) -> Option<Column> {
        let (name, text) = (said.get(Field::Name), said.get(Field::Wording));
        let role = Role::from_name(&said.get(Field::Role))?;
        let mut column = Column::other(0, &name, &text, "The tally says so.");
        column.confidence = 1.0;
        let kind = said.get(Field::Kind);
        let toward = said.get(Field::Direction);
        match role {
            Role::Score => {
                let (low, high) = (said.number(Field::ScaleLow)?, said.number(Field::ScaleHigh)?);
                let scale = Scale::new(low, high);
                let kind = kind_of(&kind).filter(|kind| !kind.is_amount())?;
                if !(1..=1001).contains(&scale.points()) {
                    return None;
                }
                column.set_score(kind, scale);
                if toward == direction::LOW_GOOD {
                    column.direction = Direction::LowGood;
                }
                column.top_box = said.number(Field::TopBox).unwrap_or(column.top_box);
            }
            Role::Amount => column.set_amount(kind_of(&kind).filter(|kind| kind.is_amount())?),
            Role::Date => {
                column.role = role;
                column.date_order = Some(match toward.as_str() {
                    direction::MONTH_FIRST => DateOrder::MonthFirst,
                    direction::YEAR_FIRST => DateOrder::YearFirst,
                    _ => DateOrder::DayFirst,
                });
                self.period = match kind.as_str() {
                    granularity::DAY => Granularity::Day,
                    _ => Granularity::Month,
                };
            }
            Role::Wave | Role::Weight => column.role = role,
            role if role.dimension().is_some() => column.role = role,
            _ => return None,
        }
        Some(column)
    }

    /// The columns of the plan, with samples of their answers; the wave, and how finely dates are
    /// kept.
    pub(super) fn columns(
        &self,
        sample: &Sniffed,
        header: &Header,
    ) -> (Vec<Column>, Option<String>, Granularity) {
        let mut columns: Vec<Column> = self.by_place.values().cloned().collect();
        let mut samples = vec![Vec::new(); columns.len()];
        for cells in self.rows(sample, header, usize::MAX) {
            for (own, cell) in samples.iter_mut().zip(cells) {
                let answer = cell.rsplit_once(TIMES).map_or(cell.as_str(), |(answer, _)| answer);
                let known = own.iter().any(|sample| sample == answer);
                if own.len() < MAX_SAMPLES && !answer.is_empty() && !known {
                    own.push(answer.to_owned());
                }
            }
        }
        for ((index, column), samples) in columns.iter_mut().enumerate().zip(samples) {
            column.index = index;
            column.samples = samples;
        }
        (columns, self.wave.clone(), self.period)
    }

    /// The first answers as rows under the columns of the plan: `9 × 120` is an answer that 120
    /// rows of a group gave.
    pub(super) fn rows(&self, sample: &Sniffed, header: &Header, shown: usize) -> Vec<Vec<String>> {
        let cell = |cells: &[String], field: Field| {
            let column = header.0.get(field as usize).copied().flatten();
            column.and_then(|column| cells.get(column)).cloned().unwrap_or_default()
        };
        let answers = sample.records.iter().filter(|cells| {
            [record::ANSWERS, record::AMOUNTS].contains(&cell(cells, Field::Record).as_str())
        });
        let mut rows = Vec::new();
        for cells in answers.take(shown) {
            let place: Option<usize> = cell(cells, Field::Place).parse().ok();
            let amount = cell(cells, Field::AmountMin);
            let answer = if amount.is_empty() { cell(cells, Field::Answer) } else { amount };
            let row = self.by_place.iter().map(|(own, column)| match field_of(column.role) {
                Some(field) => cell(cells, field),
                None if Some(*own) == place => {
                    format!("{answer}{TIMES}{}", cell(cells, Field::N))
                }
                None => String::new(),
            });
            rows.push(row.collect());
        }
        rows
    }

    /// What each place was in the table.
    pub(super) fn roles(&self) -> Roles {
        self.by_place.iter().map(|(place, column)| (*place, column.role)).collect()
    }
}

/// What stands between an answer and how many gave it, where rows are shown.
const TIMES: &str = " \u{D7} ";

/// The column of the file that holds the labels of a column of the table.
pub(super) fn field_of(role: Role) -> Option<Field> {
    match role {
        Role::Date => Some(Field::Period),
        Role::Wave => Some(Field::Wave),
        role => role.dimension().map(Field::of),
    }
}
