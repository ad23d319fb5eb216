//! The table that comes out: definitions and counts under the columns of a tally.

use super::definitions::{inner_name, speaks};
use super::statement::{ROWS_PLACE, Statement};
use crate::import::tallied::schema::{Field, record};

impl Statement<'_> {
    /// Definitions and counts in one table, the definitions first.
    pub(super) fn result(&self) -> String {
        let columns = |value: &dyn Fn(Field) -> String| {
            let own: Vec<String> = Field::ALL
                .iter()
                .map(|field| format!("    {} AS {}", value(*field), field.name()))
                .collect();
            own.join(",\n")
        };
        format!(
            "tl_tally AS (\n  SELECT\n    -1 AS tl_line,\n{}\n  FROM tl_counts\n  UNION ALL\n  \
             SELECT\n    tl_line,\n{}\n  FROM tl_columns\n)\nSELECT\n  {}\nFROM tl_tally\n\
             ORDER BY CASE WHEN tl_line < 0 THEN 1 ELSE 0 END, tl_line, {}",
            columns(&|field| self.counted(field)),
            columns(&|field| self.defined(field)),
            Field::ALL.iter().map(|field| field.name()).collect::<Vec<_>>().join(",\n  "),
            [
                Field::Place,
                Field::Stage,
                Field::Persona,
                Field::Period,
                Field::Answer,
                Field::Bucket
            ]
            .map(Field::name)
            .join(", ")
        )
    }

    /// What a record of counts holds in a column.
    fn counted(&self, field: Field) -> String {
        let has_amounts = self.amounts().next().is_some();
        match field {
            Field::Record => {
                let amounts = if has_amounts {
                    format!(" WHEN tl_bucket IS NOT NULL THEN '{}'", record::AMOUNTS)
                } else {
                    String::new()
                };
                format!(
                    "CASE WHEN tl_place = {ROWS_PLACE} THEN '{}'{amounts} ELSE '{}' END",
                    record::ROWS,
                    record::ANSWERS
                )
            }
            Field::Answer if has_amounts => "tl_text".to_owned(),
            Field::Place | Field::N | Field::Complete | Field::Answer => inner_name(field),
            Field::Bucket if has_amounts => inner_name(field),
            Field::AmountSum | Field::AmountSquares | Field::AmountMin | Field::AmountMax
                if has_amounts =>
            {
                inner_name(field)
            }
            Field::WeightSum | Field::WeightSquares if self.wanted.weight.is_some() => {
                inner_name(field)
            }
            field if self.keys().contains(&field) => inner_name(field),
            field => self.nothing(field),
        }
    }

    /// What a definition holds in a column.
    fn defined(&self, field: Field) -> String {
        match field {
            Field::Place => inner_name(field),
            field if speaks(field) => inner_name(field),
            field => self.nothing(field),
        }
    }

    fn nothing(&self, field: Field) -> String {
        match field {
            Field::Place | Field::Complete | Field::N | Field::Bucket => self.dialect.no_integer(),
            Field::WeightSum
            | Field::WeightSquares
            | Field::AmountSum
            | Field::AmountSquares
            | Field::AmountMin
            | Field::AmountMax => self.dialect.no_float(),
            _ => self.dialect.no_text(),
        }
    }
}
