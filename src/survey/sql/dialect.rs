//! The four databases: how each quotes, casts and matches.

use std::fmt::Write as _;

use super::SqlError;

/// The language of a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// PostgreSQL, from version 10 on.
    Postgres,
    /// `DuckDB`.
    DuckDb,
    /// Google `BigQuery` (`GoogleSQL`).
    BigQuery,
    /// Snowflake.
    Snowflake,
}

impl Dialect {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Postgres, Self::DuckDb, Self::BigQuery, Self::Snowflake];

    /// What people call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Postgres => "PostgreSQL",
            Self::DuckDb => "DuckDB",
            Self::BigQuery => "BigQuery",
            Self::Snowflake => "Snowflake",
        }
    }

    /// A command that runs the statement of the file `tally.sql` and writes `tally.csv`.
    pub(super) const fn how_to_run(self) -> &'static str {
        match self {
            Self::Postgres => "psql --csv -f tally.sql -o tally.csv",
            Self::DuckDb => {
                "duckdb survey.duckdb -c \"COPY ($(cat tally.sql)) TO 'tally.csv' (HEADER)\""
            }
            Self::BigQuery => {
                "bq query --nouse_legacy_sql --format=csv --max_rows=100000000 < tally.sql > tally.csv"
            }
            Self::Snowflake => {
                "snow sql -f tally.sql --enable-templating NONE --format CSV > tally.csv"
            }
        }
    }

    /// A name exactly as it is stored, quoted so that nothing in it is taken for SQL.
    pub(super) fn identifier(self, name: &str) -> Result<String, SqlError> {
        if name.is_empty() || name.contains('\0') {
            return Err(SqlError::NoName(name.to_owned()));
        }
        Ok(match self {
            Self::BigQuery => format!("`{}`", escaped(name)),
            Self::Postgres | Self::DuckDb | Self::Snowflake => {
                format!("\"{}\"", name.replace('"', "\"\""))
            }
        })
    }

    /// A text, quoted so that nothing in it is taken for SQL. What no database can hold, the zero
    /// character, is left out.
    pub(super) fn literal(self, text: &str) -> String {
        let text = text.replace('\0', "");
        let doubled = text.replace('\'', "''");
        match self {
            // The plain form means a backslash only where a setting of the server says so.
            Self::Postgres if doubled.contains('\\') => {
                format!("E'{}'", doubled.replace('\\', "\\\\"))
            }
            Self::Postgres | Self::DuckDb => format!("'{doubled}'"),
            Self::Snowflake => format!("'{}'", doubled.replace('\\', "\\\\")),
            Self::BigQuery => format!("'{}'", escaped(&text)),
        }
    }

    /// The type of texts.
    const fn text_type(self) -> &'static str {
        match self {
            Self::Postgres => "TEXT",
            Self::DuckDb | Self::Snowflake => "VARCHAR",
            Self::BigQuery => "STRING",
        }
    }

    /// The type of numbers with fractions: doubles everywhere.
    const fn float_type(self) -> &'static str {
        match self {
            Self::Postgres => "DOUBLE PRECISION",
            Self::DuckDb | Self::Snowflake => "DOUBLE",
            Self::BigQuery => "FLOAT64",
        }
    }

    /// The type of whole numbers.
    const fn integer_type(self) -> &'static str {
        match self {
            Self::BigQuery => "INT64",
            Self::Postgres | Self::DuckDb | Self::Snowflake => "BIGINT",
        }
    }

    /// Anything as text.
    pub(super) fn as_text(self, value: &str) -> String {
        format!("CAST({value} AS {})", self.text_type())
    }

    /// A whole number of a text of digits, or of a number without a fraction.
    pub(super) fn as_integer(self, value: &str) -> String {
        format!("CAST({value} AS {})", self.integer_type())
    }

    /// A number that is a double, so that it is divided as one.
    pub(super) fn as_float(self, value: &str) -> String {
        format!("CAST({value} AS {})", self.float_type())
    }

    /// The number that a text holds that was seen to be one. Where a database can, it gives nothing
    /// rather than an error.
    pub(super) fn number_of_text(self, text: &str) -> String {
        let cast = match self {
            Self::Postgres => "CAST",
            Self::DuckDb | Self::Snowflake => "TRY_CAST",
            Self::BigQuery => "SAFE_CAST",
        };
        format!("{cast}({text} AS {})", self.float_type())
    }

    /// No text, no whole number, no number: with their types, as unions want them.
    pub(super) fn no_text(self) -> String {
        self.as_text("NULL")
    }

    /// No whole number.
    pub(super) fn no_integer(self) -> String {
        self.as_integer("NULL")
    }

    /// No number.
    pub(super) fn no_float(self) -> String {
        self.as_float("NULL")
    }

    /// Whether a text as a whole matches a pattern between `^` and `$`.
    ///
    /// Patterns keep to what the four have in common: no backslashes, no groups that do not count.
    pub(super) fn matches(self, text: &str, pattern: &str) -> String {
        let pattern = self.literal(pattern);
        match self {
            Self::Postgres => format!("{text} ~ {pattern}"),
            Self::DuckDb => format!("regexp_matches({text}, {pattern})"),
            Self::BigQuery => format!("REGEXP_CONTAINS({text}, {pattern})"),
            Self::Snowflake => format!("REGEXP_LIKE({text}, {pattern})"),
        }
    }

    /// What the only group of a pattern matches; nothing, or an empty text, without a match.
    pub(super) fn captured(self, text: &str, pattern: &str) -> String {
        let pattern = self.literal(pattern);
        match self {
            Self::Postgres => format!("SUBSTRING({text} FROM {pattern})"),
            Self::DuckDb => format!("regexp_extract({text}, {pattern}, 1)"),
            Self::BigQuery => format!("REGEXP_EXTRACT({text}, {pattern})"),
            Self::Snowflake => format!("REGEXP_SUBSTR({text}, {pattern}, 1, 1, 'e', 1)"),
        }
    }

    /// A text without what a pattern matches first.
    pub(super) fn without(self, text: &str, pattern: &str) -> String {
        format!("REGEXP_REPLACE({text}, {}, '')", self.literal(pattern))
    }

    /// A text without any of these characters at its ends.
    pub(super) fn trimmed_of(self, text: &str, characters: &str) -> String {
        let trim = if self == Self::Postgres { "BTRIM" } else { "TRIM" };
        format!("{trim}({text}, {})", self.literal(characters))
    }
}

/// The escapes of `BigQuery`, which are the same in texts and in names.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\\' | '\'' | '"' | '`' => {
                escaped.push('\\');
                escaped.push(c);
            }
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            c if c.is_control() => {
                let _ = write!(escaped, "\\u{:04x}", u32::from(c));
            }
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_and_no_text_gets_out_of_its_quotes() {
        let quoted = |text: &str| {
            Dialect::ALL.map(|dialect| (dialect.identifier(text).unwrap(), dialect.literal(text)))
        };
        let expected = |pairs: [(&str, &str); 4]| pairs.map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(
            quoted("a\"; DROP TABLE x; --"),
            expected([
                ("\"a\"\"; DROP TABLE x; --\"", "'a\"; DROP TABLE x; --'"),
                ("\"a\"\"; DROP TABLE x; --\"", "'a\"; DROP TABLE x; --'"),
                ("`a\\\"; DROP TABLE x; --`", "'a\\\"; DROP TABLE x; --'"),
                ("\"a\"\"; DROP TABLE x; --\"", "'a\"; DROP TABLE x; --'"),
            ])
        );
        assert_eq!(
            quoted("it's `\\' so"),
            expected([
                ("\"it's `\\' so\"", "E'it''s `\\\\'' so'"),
                ("\"it's `\\' so\"", "'it''s `\\'' so'"),
                ("`it\\'s \\`\\\\\\' so`", "'it\\'s \\`\\\\\\' so'"),
                ("\"it's `\\' so\"", "'it''s `\\\\'' so'"),
            ])
        );
        assert_eq!(Dialect::BigQuery.literal("a\nb\u{7}"), "'a\\nb\\u0007'");
        assert_eq!(Dialect::Postgres.literal("a\0b"), "'ab'");
    }

    #[test]
    fn a_column_without_a_name_is_refused() {
        for name in ["", "a\0b"] {
            assert!(matches!(Dialect::Postgres.identifier(name), Err(SqlError::NoName(_))));
        }
    }
}
