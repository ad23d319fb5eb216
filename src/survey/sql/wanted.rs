//! What the statement needs of a plan, and whether it can be said in SQL.

use std::collections::BTreeSet;

use super::dates::has_moment;
use super::{Dialect, SqlError};
use crate::columns::tool::Tool;
use crate::columns::{Column, Role};
use crate::import::{Granularity, Keep, Plan};
use crate::tally::Dimension;

/// The plan, as far as a database can carry it out.
pub(super) struct Wanted<'a> {
    /// The columns that the tally tells of; their places are those of its records.
    pub(super) columns: Vec<&'a Column>,
    /// The questions, with their places.
    pub(super) questions: Vec<(usize, &'a Column)>,
    /// The columns by which answers are kept apart.
    pub(super) dimensions: Vec<(Dimension, &'a Column)>,
    /// The column of dates, where answers are kept apart or chosen by it.
    pub(super) date: Option<&'a Column>,
    pub(super) granularity: Granularity,
    pub(super) wave: Option<&'a Column>,
    pub(super) wave_name: Option<String>,
    pub(super) weight: Option<&'a Column>,
    pub(super) completion: Option<&'a Column>,
    /// Whether an answer is complete when it has a date.
    pub(super) date_means_complete: bool,
    pub(super) complete_only: bool,
    pub(super) preview: Option<&'a Column>,
    /// Which answers of the same person count, and the columns that tell a person.
    pub(super) keep: Keep,
    pub(super) unique_by: Vec<&'a Column>,
    names: &'a [String],
}

impl<'a> Wanted<'a> {
    /// `names` are the names of the plan's columns in the table.
    pub(super) fn new(plan: &'a Plan, names: &'a [String]) -> Result<Self, SqlError> {
        if plan.tool == Tool::ThroughlineTally {
            return Err(SqlError::IsTally);
        }
        let dated = plan.column_of(Role::Date);
        let date_means_complete = plan.date_means_complete();
        let options = &plan.options;
        let by_date = options.period != Granularity::None;
        let unique_by = people(plan)?;
        let mut wanted = Self {
            columns: Vec::new(),
            questions: Vec::new(),
            dimensions: plan.kept_apart(),
            date: dated.filter(|_| by_date || date_means_complete || options.keep != Keep::All),
            granularity: if dated.is_some() { options.period } else { Granularity::None },
            wave: plan.column_of(Role::Wave),
            wave_name: options.wave.clone(),
            weight: plan.column_of(Role::Weight),
            completion: plan.column_of(Role::Completion),
            date_means_complete,
            complete_only: options.complete_only,
            preview: plan.column_of(Role::Preview),
            keep: options.keep,
            unique_by,
            names,
        };
        wanted.check_order(plan)?;
        wanted.find_places(plan);
        if wanted.questions.is_empty() {
            return Err(SqlError::NoQuestion);
        }
        wanted.check_names()?;
        Ok(wanted)
    }

    /// Deals out the places: questions and what keeps them apart, in the order of the table.
    fn find_places(&mut self, plan: &'a Plan) {
        let date = self.date.filter(|_| self.granularity != Granularity::None);
        let others = self.dimensions.iter().map(|(_, column)| *column);
        let told: BTreeSet<usize> = others
            .chain([date, self.wave, self.weight].into_iter().flatten())
            .map(|column| column.index)
            .collect();
        for column in &plan.columns {
            let is_question = is_counted(column);
            if is_question {
                self.questions.push((self.columns.len(), column));
            }
            if is_question || told.contains(&column.index) {
                self.columns.push(column);
            }
        }
    }

    /// Rows of a table have no order; so which of two answers counts must be seen from a date.
    fn check_order(&self, plan: &Plan) -> Result<(), SqlError> {
        if self.keep == Keep::All {
            return Ok(());
        }
        let date = self.date.ok_or(SqlError::NoOrder)?;
        if let Some(time) = plan.column_of(Role::Time) {
            return Err(SqlError::TimeApart(time.name.clone()));
        }
        match date.samples.iter().find(|sample| !has_moment(sample)) {
            Some(sample) => Err(SqlError::DateWithoutOrder(date.name.clone(), sample.clone())),
            None => Ok(()),
        }
    }

    /// Two columns of one name could not be told apart.
    fn check_names(&self) -> Result<(), SqlError> {
        let mut seen: BTreeSet<(&str, usize)> = BTreeSet::new();
        for index in self.used() {
            let name = self.names.get(index).map_or("", String::as_str);
            if let Some((_, other)) =
                seen.iter().find(|(own, other)| *own == name && *other != index)
            {
                return Err(SqlError::SameName(name.to_owned(), *other, index));
            }
            seen.insert((name, index));
        }
        Ok(())
    }

    /// The positions of all columns that are read.
    fn used(&self) -> impl Iterator<Item = usize> {
        let single = [self.date, self.completion, self.preview].into_iter().flatten();
        let all = self.columns.iter().chain(&self.unique_by).copied().chain(single);
        all.flat_map(|column| column.also.iter().copied().chain([column.index]))
    }

    /// A column of the table as text.
    pub(super) fn text_of(&self, index: usize, dialect: Dialect) -> Result<String, SqlError> {
        let name = self.names.get(index).map_or("", String::as_str);
        Ok(dialect.as_text(&dialect.identifier(name)?))
    }
}

/// Whether the answers of a column are counted.
fn is_counted(column: &Column) -> bool {
    column.question().is_some_and(|question| {
        question.kind.is_amount() || (1..=1001).contains(&question.scale.points())
    })
}

/// The columns that tell a person, where answers of the same person are dropped.
fn people(plan: &Plan) -> Result<Vec<&Column>, SqlError> {
    if plan.options.keep == Keep::All {
        return Ok(Vec::new());
    }
    let chosen: Vec<&Column> =
        plan.options.unique_by.iter().filter_map(|index| plan.columns.get(*index)).collect();
    let found =
        if chosen.is_empty() { plan.column_of(Role::Id).into_iter().collect() } else { chosen };
    if found.is_empty() { Err(SqlError::NoPerson) } else { Ok(found) }
}
