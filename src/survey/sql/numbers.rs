//! Numbers in SQL: read as the importer reads them, and put into the buckets of the sketch.

use super::Dialect;

/// A number with decimal points, perhaps with thousands marks.
const POINT: &str =
    "^[+-]?([0-9]+([.][0-9]*)?([eE][+-]?[0-9]{1,2})?|[0-9]{1,3}([, '][0-9]{3})+([.][0-9]*)?)$";

/// A number with decimal commas, perhaps with thousands marks.
const COMMA: &str = "^[+-]?([0-9]+(,[0-9]*)?|[0-9]{1,3}([. '][0-9]{3})+(,[0-9]*)?)$";

/// The marks before or behind a number that every database can write.
const PLAIN_MARKS: &str = "$% ";

/// Further marks, looked for where the sample shows them: a database that cannot write them has
/// none, and would refuse the statement.
const OTHER_MARKS: [char; 3] = ['\u{20AC}', '\u{A3}', '\u{A5}'];

/// How the numbers of a column are written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NumberFormat {
    pub(super) decimal_comma: bool,
    marks: String,
}

impl NumberFormat {
    /// How numbers like these samples are written.
    pub(super) fn of(decimal_comma: bool, samples: &[String]) -> Self {
        let seen = |mark: &char| samples.iter().any(|sample| sample.contains(*mark));
        let marks = PLAIN_MARKS.chars().chain(OTHER_MARKS.into_iter().filter(seen)).collect();
        Self { decimal_comma, marks }
    }

    /// The number in a text as a double; nothing where it is none, or one that is written in a way
    /// that only the importer reads.
    pub(super) fn number(&self, dialect: Dialect, text: &str) -> String {
        let bare = dialect.trimmed_of(text, &self.marks);
        let (pattern, thousands) = if self.decimal_comma { (COMMA, '.') } else { (POINT, ',') };
        let mut digits = bare.clone();
        for mark in [thousands, ' ', '\''] {
            let mark = dialect.literal(&mark.to_string());
            digits = format!("REPLACE({digits}, {mark}, '')");
        }
        if self.decimal_comma {
            digits = format!("REPLACE({digits}, ',', '.')");
        }
        format!(
            "CASE WHEN LENGTH({bare}) <= 40 AND {}\n      THEN {} END",
            dialect.matches(&bare, pattern),
            dialect.number_of_text(&digits)
        )
    }
}

/// Two to the power of an expression that is a whole number.
fn power_of_two(dialect: Dialect, power: &str) -> String {
    format!("POWER({}, {power})", dialect.as_float("2"))
}

/// The power of two below `magnitude`, which is above zero, or one beside it: logarithms are not
/// exact.
pub(super) fn rough_power(dialect: Dialect, magnitude: &str) -> String {
    format!("FLOOR(LN(NULLIF({magnitude}, 0)) / LN({}))", dialect.as_float("2"))
}

/// The power of two below `magnitude`, of the rough one.
pub(super) fn exact_power(dialect: Dialect, magnitude: &str, rough: &str) -> String {
    format!(
        "{rough} + CASE WHEN {} > {magnitude} THEN -1\n      WHEN {} <= {magnitude} THEN 1 ELSE 0 END",
        power_of_two(dialect, rough),
        power_of_two(dialect, &format!("({rough} + 1)"))
    )
}

/// The bucket of [`crate::amount::Sketch`]: 64 to a power of two, counted as the leading bits of a
/// double are; negative for amounts below zero, and zero for zero. Dividing by a power of two,
/// taking one off a number below two, and times 64 are exact in doubles, so that the bucket is.
pub(super) fn bucket(dialect: Dialect, amount: &str, magnitude: &str, power: &str) -> String {
    let steps = format!("FLOOR(({magnitude} / {} - 1) * 64)", power_of_two(dialect, power));
    let bucket = dialect.as_integer(&format!("(({power} + 1023) * 64 + {steps})"));
    format!(
        "CASE WHEN {amount} IS NULL THEN NULL WHEN {amount} = 0 THEN 0\n      \
         WHEN {amount} < 0 THEN -{bucket}\n      ELSE {bucket} END"
    )
}
