//! The name of a table, as a person writes it.

use std::str::FromStr;

use super::{Dialect, SqlError};

/// The name of a table with the schema, database or project before it: `survey`,
/// `research.answers`, `"Odd name".answers`.
///
/// A part in quotes (`"` or `` ` ``) is meant exactly; any other is left to the database, which may
/// not mind its case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableName(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    text: String,
    exact: bool,
}

impl FromStr for TableName {
    type Err = SqlError;

    fn from_str(text: &str) -> Result<Self, SqlError> {
        let no_table = || SqlError::NoTable(text.to_owned());
        let mut parts = Vec::new();
        let mut rest = text.trim();
        loop {
            let (part, behind) = part(rest).ok_or_else(no_table)?;
            parts.push(part);
            match behind.strip_prefix('.') {
                Some(next) => rest = next,
                None if behind.is_empty() => break,
                None => return Err(no_table()),
            }
        }
        Ok(Self(parts))
    }
}

/// The first part of a name, and what follows it.
fn part(text: &str) -> Option<(Part, &str)> {
    let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '`')) else {
        let (part, behind) = text.split_at_checked(text.find('.').unwrap_or(text.len()))?;
        let part = Part { text: part.to_owned(), exact: false };
        return (!part.text.is_empty()).then_some((part, behind));
    };
    let mut name = String::new();
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c != quote {
            name.push(c);
        } else if chars.next_if(|(_, next)| *next == quote).is_some() {
            name.push(quote);
        } else {
            let part = Part { text: name, exact: true };
            return (!part.text.is_empty()).then(|| (part, text.get(at + 1..).unwrap_or_default()));
        }
    }
    None
}

impl TableName {
    /// The name in SQL.
    pub(super) fn sql(&self, dialect: Dialect) -> Result<String, SqlError> {
        let parts: Result<Vec<String>, SqlError> =
            self.0.iter().map(|part| part.sql(dialect)).collect();
        Ok(parts?.join("."))
    }
}

impl Part {
    fn sql(&self, dialect: Dialect) -> Result<String, SqlError> {
        // BigQuery minds the case of tables whether they are quoted or not.
        let bare = !self.exact && dialect != Dialect::BigQuery && is_plain(&self.text);
        if bare { Ok(self.text.clone()) } else { dialect.identifier(&self.text) }
    }
}

/// Whether a name may stand without quotes. One that is a word of SQL was quoted when the table was
/// made, so that quoting it is right.
fn is_plain(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !RESERVED.split_whitespace().any(|word| word.eq_ignore_ascii_case(name))
}

/// Words that one of the databases takes for something else where a table is named.
const RESERVED: &str = "all analyse analyze and any array as asc asymmetric authorization between \
    binary both by case cast check collate collation column concurrently connect constraint create \
    cross current current_catalog current_date current_role current_schema current_time \
    current_timestamp current_user database default deferrable delete desc describe distinct do \
    drop else end except exclude exists false fetch following for foreign freeze from full grant \
    group groups having ilike in increment initially inner insert intersect interval into is \
    isnull join lateral lead leading left like limit localtime localtimestamp minus natural not \
    notnull null of offset on only or order outer over overlaps pivot placing preceding primary \
    qualify range recursive references regexp returning revoke right rlike rollup row rows sample \
    schema select session_user set similar some start struct symmetric system_user table \
    tablesample then to trailing trigger true try_cast unbounded union unique unnest unpivot \
    update user using values variadic verbose view when whenever where window with within";

#[cfg(test)]
mod tests {
    use super::*;

    fn sql(name: &str, dialect: Dialect) -> String {
        name.parse::<TableName>().unwrap().sql(dialect).unwrap()
    }

    #[test]
    fn plain_names_are_left_to_the_database_and_others_are_quoted() {
        for (name, postgres, bigquery) in [
            ("survey", "survey", "`survey`"),
            ("Research.Answers", "Research.Answers", "`Research`.`Answers`"),
            (
                "my-project.data.answers",
                "\"my-project\".data.answers",
                "`my-project`.`data`.`answers`",
            ),
            ("\"a.b\"\"c\".t", "\"a.b\"\"c\".t", "`a.b\\\"c`.`t`"),
            ("`user`", "\"user\"", "`user`"),
            ("order", "\"order\"", "`order`"),
            ("t; DROP TABLE x", "\"t; DROP TABLE x\"", "`t; DROP TABLE x`"),
        ] {
            assert_eq!(sql(name, Dialect::Postgres), postgres, "{name}");
            assert_eq!(sql(name, Dialect::BigQuery), bigquery, "{name}");
        }
    }

    #[test]
    fn what_names_no_table_is_refused() {
        for name in ["", ".", "a.", ".a", "\"a", "\"\"", "\"a\"b"] {
            let error = name.parse::<TableName>().unwrap_err().to_string();
            assert!(error.contains("no name of a table"), "{name}: {error}");
        }
    }
}
