//! The statement, part by part.

use super::definitions::{self, inner_name};
use super::numbers::{self, NumberFormat};
use super::wanted::Wanted;
use super::{Dialect, SqlError, TableName, dates};
use crate::columns::cell::{BLANK_MARKS, NOT_APPLICABLE};
use crate::columns::spread::UNMARKED;
use crate::columns::{Column, Role};
use crate::dates::DateOrder;
use crate::import::tallied::schema::{Field, status};
use crate::import::{COMPLETE_WORDS, Granularity, Keep, PREVIEW_WORDS};

/// Longer texts are cut: an answer with its label is shorter than this, and what people wrote is
/// named by its beginning.
const MIN_ANSWER_CHARS: usize = 120;

/// Longer labels are cut, as the importer does.
const LABEL_CHARS: usize = 500;

/// The place of the records that count rows.
pub(super) const ROWS_PLACE: i32 = -1;

/// Writes the statement.
pub(super) struct Statement<'a> {
    pub(super) wanted: Wanted<'a>,
    pub(super) dialect: Dialect,
}

/// A part of the statement: its name, and the `SELECT` in it.
type Part = (&'static str, String);

impl Statement<'_> {
    /// The whole statement, without a semicolon.
    pub(super) fn sql(&self, table: &TableName) -> Result<String, SqlError> {
        let mut parts: Vec<Part> = vec![("tl_texts", self.texts(&table.sql(self.dialect)?)?)];
        if self.deduplicates() {
            let order = self.date_order();
            let numbers = dates::moment_parts(self.dialect, "tl_answered", order);
            parts.push(("tl_dated", with_columns("tl_texts", &numbers)));
            parts.push(("tl_calendar", with_columns("tl_dated", &dates::calendar())));
        }
        parts.push(("tl_read", self.read(parts.last().map_or("", |part| part.0))));
        parts.push(("tl_judged", self.judged()));
        if self.deduplicates() {
            parts.push(("tl_ranked", self.ranked()));
        }
        parts.push(("tl_cells", self.cells(parts.last().map_or("", |part| part.0))));
        if self.amounts().next().is_some() {
            parts.extend(self.bucketed());
        }
        parts.push(("tl_counts", self.counts(parts.last().map_or("", |part| part.0))));
        parts.push(("tl_columns", definitions::sql(&self.wanted, self.dialect)));
        let parts: Vec<String> =
            parts.iter().map(|(name, sql)| format!("{name} AS (\n{sql}\n)")).collect();
        Ok(format!("WITH {},\n{}", parts.join(",\n"), self.result()))
    }

    fn deduplicates(&self) -> bool {
        self.wanted.keep != Keep::All
    }

    pub(super) fn amounts(&self) -> impl Iterator<Item = (usize, &Column)> {
        let amounts =
            self.wanted.questions.iter().filter(|(_, column)| column.role == Role::Amount);
        amounts.map(|(place, column)| (*place, *column))
    }

    /// The columns of the tally by which rows are grouped and that the table has, with what they
    /// are called inside.
    pub(super) fn keys(&self) -> Vec<Field> {
        let mut keys: Vec<Field> =
            self.wanted.dimensions.iter().map(|(dimension, _)| Field::of(*dimension)).collect();
        if self.wanted.granularity != Granularity::None {
            keys.push(Field::Period);
        }
        if self.wanted.wave.is_some() {
            keys.push(Field::Wave);
        }
        keys
    }

    /// The columns that are read, as text, under names that need no quotes.
    fn texts(&self, table: &str) -> Result<String, SqlError> {
        let wanted = &self.wanted;
        let trimmed = |column: &Column| -> Result<String, SqlError> {
            Ok(format!("TRIM({})", wanted.text_of(column.index, self.dialect)?))
        };
        let mut columns = Vec::new();
        for (dimension, column) in &wanted.dimensions {
            let label = format!("NULLIF(SUBSTR({}, 1, {LABEL_CHARS}), '')", trimmed(column)?);
            columns.push((label, inner_name(Field::of(*dimension))));
        }
        if let Some(column) = wanted.wave {
            let label = format!("NULLIF(SUBSTR({}, 1, {LABEL_CHARS}), '')", trimmed(column)?);
            columns.push((label, inner_name(Field::Wave)));
        }
        let single = [
            (wanted.date, "tl_answered"),
            (wanted.weight, "tl_weight_text"),
            (wanted.completion, "tl_completion"),
            (wanted.preview, "tl_preview"),
        ];
        for (column, name) in single {
            if let Some(column) = column {
                columns.push((format!("NULLIF({}, '')", trimmed(column)?), name.to_owned()));
            }
        }
        for (number, column) in wanted.unique_by.iter().enumerate() {
            columns.push((format!("COALESCE({}, '')", trimmed(column)?), person(number)));
        }
        for (place, column) in &wanted.questions {
            columns.push((self.answer(column)?, question(*place)));
        }
        let columns: Vec<String> =
            columns.iter().map(|(sql, name)| format!("    {sql} AS {name}")).collect();
        Ok(format!("  SELECT\n{}\n  FROM {table}", columns.join(",\n")))
    }

    /// What a person answered: the first of the columns of a question that holds anything.
    fn answer(&self, column: &Column) -> Result<String, SqlError> {
        let own = self.wanted.text_of(column.index, self.dialect)?;
        let mut found = own.clone();
        if !column.marked.is_empty() {
            found = self.marked(column)?;
        } else if !column.also.is_empty() {
            let mut cells = vec![format!("NULLIF({own}, '')")];
            for index in &column.also {
                let other = self.wanted.text_of(*index, self.dialect)?;
                cells.push(format!("NULLIF({other}, '')"));
            }
            found = format!("COALESCE({})", cells.join(", "));
        }
        let labels = column.labels.keys().chain(&column.not_applicable);
        let longest = labels.map(|label| label.chars().count()).max().unwrap_or(0);
        let chars = MIN_ANSWER_CHARS.max(longest + 1);
        Ok(format!("SUBSTR(COALESCE(TRIM({found}), ''), 1, {chars})"))
    }

    /// What a person marked: the answer of the first of the columns that holds a mark.
    fn marked(&self, column: &Column) -> Result<String, SqlError> {
        let unmarked: Vec<String> =
            UNMARKED.iter().map(|word| self.dialect.literal(word)).collect();
        let mut sql = "CASE".to_owned();
        for (index, answer) in
            std::iter::once(&column.index).chain(&column.also).zip(&column.marked)
        {
            let cell = self.wanted.text_of(*index, self.dialect)?;
            let answer = answer.map_or_else(|| "n/a".to_owned(), |answer| answer.to_string());
            let is_marked = format!(
                "COALESCE(TRIM({cell}), '') <> '' AND LOWER(TRIM({cell})) NOT IN ({})",
                unmarked.join(", ")
            );
            sql.push_str(" WHEN ");
            sql.push_str(&is_marked);
            sql.push_str(" THEN ");
            sql.push_str(&self.dialect.literal(&answer));
        }
        sql.push_str(" ELSE '' END");
        Ok(sql)
    }

    fn date_order(&self) -> DateOrder {
        self.wanted.date.and_then(|date| date.date_order).unwrap_or(DateOrder::DayFirst)
    }

    /// What dates, weights and marks of completion mean.
    fn read(&self, from: &str) -> String {
        let (wanted, dialect) = (&self.wanted, self.dialect);
        let mut columns = Vec::new();
        if wanted.granularity != Granularity::None {
            let order = self.date_order();
            let period = dates::period(dialect, "tl_answered", order, wanted.granularity);
            columns.push(format!("{period} AS {}", inner_name(Field::Period)));
        }
        let complete = match (wanted.completion, wanted.date_means_complete) {
            (Some(_), _) => {
                let words = self.one_of("tl_completion", &COMPLETE_WORDS);
                format!("CASE WHEN {words} THEN 1 ELSE 0 END")
            }
            (None, true) => "CASE WHEN tl_answered IS NULL THEN 0 ELSE 1 END".to_owned(),
            (None, false) => "1".to_owned(),
        };
        columns.push(format!("{complete} AS {}", inner_name(Field::Complete)));
        if let Some(column) = wanted.weight {
            let format = NumberFormat::of(column.decimal_comma, &column.samples);
            let number = format.number(dialect, "tl_weight_text");
            columns.push(format!("{number} AS tl_number"));
        }
        if self.deduplicates() {
            columns.push(format!("{} AS tl_moment", dates::moment(dialect, "tl_answered")));
            let told: Vec<String> =
                (0..wanted.unique_by.len()).map(|number| self.tells(&person(number))).collect();
            columns.push(format!("CASE WHEN {} THEN 1 ELSE 0 END AS tl_known", told.join(" OR ")));
        }
        format!("  SELECT {from}.*,\n    {}\n  FROM {from}", columns.join(",\n    "))
    }

    /// Whether a text is one of these words, in any case.
    fn one_of(&self, text: &str, words: &[&str]) -> String {
        let words: Vec<String> = words.iter().map(|word| self.dialect.literal(word)).collect();
        format!("LOWER({text}) IN ({})", words.join(", "))
    }

    /// Whether a text says anything of a person: "N/A" and "-" are nobody, and not one person.
    fn tells(&self, text: &str) -> String {
        let nobody: Vec<&str> = BLANK_MARKS.iter().chain(&NOT_APPLICABLE).copied().collect();
        let endings = ["%(n/a)", "%(not applicable)", "n/a %", "not applicable%"];
        let endings: Vec<String> =
            endings.iter().map(|ending| format!("LOWER({text}) LIKE '{ending}'")).collect();
        format!("NOT ({} OR {})", self.one_of(text, &nobody), endings.join(" OR "))
    }

    /// Which rows count, and with which weight.
    fn judged(&self) -> String {
        let preview = self.wanted.preview.map(|_| {
            let words = self.one_of("tl_preview", &PREVIEW_WORDS);
            format!(" WHEN {words} THEN '{}'", status::PREVIEW)
        });
        let incomplete = self.wanted.complete_only.then(|| {
            let complete = inner_name(Field::Complete);
            format!(" WHEN {complete} = 0 THEN '{}'", status::INCOMPLETE)
        });
        let cases: String = preview.into_iter().chain(incomplete).collect();
        let used = format!("'{}'", status::USED);
        let found = if cases.is_empty() { used } else { format!("CASE{cases} ELSE {used} END") };
        let mut columns = vec![format!("{found} AS tl_status")];
        if self.wanted.weight.is_some() {
            let weight = "CASE WHEN tl_number >= 0 AND tl_number < 1000000000 THEN tl_number END";
            columns.push(format!("{weight} AS tl_weight"));
        }
        format!("  SELECT tl_read.*,\n    {}\n  FROM tl_read", columns.join(",\n    "))
    }

    /// Marks the answers that do not count because another one of the same person does. Answers
    /// of the same moment are put in order by what is in them, so that the same one always counts.
    fn ranked(&self) -> String {
        let people: Vec<String> = (0..self.wanted.unique_by.len()).map(person).collect();
        let direction = if self.wanted.keep == Keep::Latest { "DESC" } else { "ASC" };
        // Databases differ in where they put what is missing.
        let missing_last =
            |name: &str| format!("CASE WHEN {name} IS NULL THEN 1 ELSE 0 END, {name} {direction}");
        let mut order = vec![missing_last("tl_moment"), missing_last("tl_answered")];
        order.extend(self.wanted.questions.iter().map(|(place, _)| question(*place)));
        let used = status::USED;
        format!(
            "  SELECT tl_judged.*,\n    CASE WHEN tl_status = '{used}' AND tl_known = 1 AND ROW_NUMBER() OVER (\n      \
             PARTITION BY tl_status, tl_known, {}\n      ORDER BY {}\n    ) > 1 THEN '{}' ELSE tl_status END AS tl_final\n  FROM tl_judged",
            people.join(", "),
            order.join(", "),
            status::DUPLICATE
        )
    }

    /// One line per row and question, and one per row to count the rows themselves.
    fn cells(&self, from: &str) -> String {
        let status = if self.deduplicates() { "tl_final" } else { "tl_status" };
        let mut places = vec![format!("SELECT {ROWS_PLACE} AS tl_place")];
        let mut cases = vec![format!("WHEN {ROWS_PLACE} THEN {status}")];
        for (place, _) in &self.wanted.questions {
            places.push(format!("SELECT {place}"));
            cases.push(format!("WHEN {place} THEN {}", question(*place)));
        }
        let mut columns = vec!["tl_place".to_owned()];
        columns.extend(self.keys().into_iter().map(inner_name));
        columns.push(inner_name(Field::Complete));
        if self.wanted.weight.is_some() {
            columns.push("tl_weight".to_owned());
            columns.push("CASE WHEN tl_weight IS NULL THEN 0 ELSE 1 END AS tl_weighted".to_owned());
        }
        columns
            .push(format!("CASE tl_place\n      {}\n    END AS tl_answer", cases.join("\n      ")));
        format!(
            "  SELECT\n    {}\n  FROM {from}\n  CROSS JOIN (\n    {}\n  ) AS tl_places\n  \
             WHERE tl_place = {ROWS_PLACE} OR {status} = '{}'",
            columns.join(",\n    "),
            places.join(" UNION ALL "),
            status::USED
        )
    }

    /// Amounts as numbers, and their buckets, step by step.
    fn bucketed(&self) -> Vec<Part> {
        let dialect = self.dialect;
        let cases: Vec<String> = self
            .amounts()
            .map(|(place, column)| {
                let format = NumberFormat::of(column.decimal_comma, &column.samples);
                format!("WHEN tl_place = {place} THEN {}", format.number(dialect, "tl_answer"))
            })
            .collect();
        let amount = format!("CASE {} END AS tl_amount", cases.join("\n      "));
        let rough = numbers::rough_power(dialect, "ABS(tl_amount)");
        let power = numbers::exact_power(dialect, "tl_magnitude", "tl_rough");
        let bucket = numbers::bucket(dialect, "tl_amount", "tl_magnitude", "tl_power");
        let step =
            |columns: &str, from: &str| format!("  SELECT {from}.*,\n    {columns}\n  FROM {from}");
        vec![
            ("tl_amounts", step(&amount, "tl_cells")),
            (
                "tl_rough_powers",
                step(
                    &format!("ABS(tl_amount) AS tl_magnitude,\n    {rough} AS tl_rough"),
                    "tl_amounts",
                ),
            ),
            ("tl_powers", step(&format!("{power} AS tl_power"), "tl_rough_powers")),
            (
                "tl_buckets",
                step(
                    &format!(
                        "{bucket} AS tl_bucket,\n    \
                         CASE WHEN tl_amount IS NULL THEN tl_answer END AS tl_text"
                    ),
                    "tl_powers",
                ),
            ),
        ]
    }

    /// The `GROUP BY`.
    fn counts(&self, from: &str) -> String {
        let (has_amounts, is_weighted) =
            (self.amounts().next().is_some(), self.wanted.weight.is_some());
        let text = if has_amounts { "tl_text" } else { "tl_answer" };
        let mut keys = vec!["tl_place".to_owned()];
        keys.extend(self.keys().into_iter().map(inner_name));
        keys.push(inner_name(Field::Complete));
        keys.extend(is_weighted.then(|| "tl_weighted".to_owned()));
        keys.extend(has_amounts.then(|| "tl_bucket".to_owned()));
        keys.push(text.to_owned());
        let mut sums = vec![("COUNT(*)", Field::N)];
        if is_weighted {
            sums.push(("SUM(tl_weight)", Field::WeightSum));
            sums.push(("SUM(tl_weight * tl_weight)", Field::WeightSquares));
        }
        if has_amounts {
            sums.push(("SUM(tl_amount)", Field::AmountSum));
            sums.push(("SUM(tl_amount * tl_amount)", Field::AmountSquares));
            sums.push(("MIN(tl_amount)", Field::AmountMin));
            sums.push(("MAX(tl_amount)", Field::AmountMax));
        }
        let sums: Vec<String> = sums
            .iter()
            .map(|(sum, field)| format!("    {sum} AS {}", inner_name(*field)))
            .collect();
        format!(
            "  SELECT {},\n{}\n  FROM {from}\n  GROUP BY {}",
            keys.join(", "),
            sums.join(",\n"),
            keys.join(", ")
        )
    }
}

/// The text of the question of this place.
fn question(place: usize) -> String {
    format!("tl_question_{place}")
}

/// The text of one of the columns that tell a person.
fn person(number: usize) -> String {
    format!("tl_person_{number}")
}

/// A part of the statement that adds columns to another one.
fn with_columns(from: &str, columns: &[(&str, String)]) -> String {
    let columns: Vec<String> =
        columns.iter().map(|(name, sql)| format!("    {sql} AS {name}")).collect();
    format!("  SELECT {from}.*,\n{}\n  FROM {from}", columns.join(",\n"))
}
