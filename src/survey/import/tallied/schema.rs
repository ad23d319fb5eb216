//! The columns of a tally file, which the statement writes and the importer reads.

use crate::import::overrides::KINDS;
use crate::question::Kind;
use crate::tally::Dimension;

/// The word for a kind in the column `kind`, as on the command line.
pub(crate) fn kind_name(kind: Kind) -> &'static str {
    KINDS.iter().find(|(_, own)| *own == kind).map_or("", |(name, _)| name)
}

/// The kind of a word.
pub(crate) fn kind_of(name: &str) -> Option<Kind> {
    KINDS.iter().find(|(own, _)| *own == name).map(|(_, kind)| *kind)
}

/// How the name of the first column begins; the version of the format follows.
pub(crate) const MARK: &str = "throughline_tally_v";

/// The version that is written, and the highest that is read.
pub(crate) const VERSION: u32 = 1;

/// Declares the columns once: what the code calls them, and what stands in the header.
macro_rules! fields {
    ($($name:ident = $text:literal),* $(,)?) => {
        /// A column of a tally file.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Field {
            $(#[doc = concat!("The column `", $text, "`.")] $name,)*
        }

        impl Field {
            /// All columns, in the order in which they are written.
            pub(crate) const ALL: &[Self] = &[$(Self::$name,)*];

            /// The name in the header.
            pub(crate) const fn name(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }
        }
    };
}

fields! {
    Record = "throughline_tally_v1",
    Place = "place",
    Role = "role",
    Kind = "kind",
    Name = "name",
    Wording = "wording",
    ScaleLow = "scale_low",
    ScaleHigh = "scale_high",
    Direction = "direction",
    TopBox = "top_box",
    Stage = "stage",
    Touchpoint = "touchpoint",
    Persona = "persona",
    Period = "period",
    Segment = "segment",
    Channel = "channel",
    Wave = "wave",
    Complete = "complete",
    Answer = "answer",
    N = "n",
    WeightSum = "weight_sum",
    WeightSquares = "weight_squares",
    Bucket = "bucket",
    AmountSum = "amount_sum",
    AmountSquares = "amount_squares",
    AmountMin = "amount_min",
    AmountMax = "amount_max",
}

impl Field {
    /// The column that holds the labels of a dimension.
    pub(crate) const fn of(dimension: Dimension) -> Self {
        match dimension {
            Dimension::Stage => Self::Stage,
            Dimension::Touchpoint => Self::Touchpoint,
            Dimension::Persona => Self::Persona,
            Dimension::Period => Self::Period,
            Dimension::Segment => Self::Segment,
            Dimension::Channel => Self::Channel,
        }
    }
}

/// What a record of a tally file says, in its first column.
pub(crate) mod record {
    /// A column of the table: place, role, kind, name, wording, scale, direction, top box.
    pub(crate) const COLUMN: &str = "column";
    /// A text (`wording`) that stands for an answer (`answer`).
    pub(crate) const LABEL: &str = "label";
    /// A text (`wording`) that says that the question does not apply.
    pub(crate) const NOT_APPLICABLE: &str = "not_applicable";
    /// What the lowest answer means (`wording`).
    pub(crate) const LOW_LABEL: &str = "low_label";
    /// What the highest answer means (`wording`).
    pub(crate) const HIGH_LABEL: &str = "high_label";
    /// `4,5` is a number in this column.
    pub(crate) const DECIMAL_COMMA: &str = "decimal_comma";
    /// The wave of all rows (`wording`).
    pub(crate) const WAVE: &str = "wave";
    /// How many rows of a group were used or left out; `answer` says which.
    pub(crate) const ROWS: &str = "rows";
    /// How many rows of a group hold this text in the column of a question.
    pub(crate) const ANSWERS: &str = "answers";
    /// The sums of the amounts of a group that lie in one bucket of the sketch.
    pub(crate) const AMOUNTS: &str = "amounts";

    /// Those that describe columns; they stand before the others.
    pub(crate) const DEFINITIONS: [&str; 7] =
        [COLUMN, LABEL, NOT_APPLICABLE, LOW_LABEL, HIGH_LABEL, DECIMAL_COMMA, WAVE];
}

/// What became of rows, in the column `answer` of [`record::ROWS`].
pub(crate) mod status {
    /// They are counted.
    pub(crate) const USED: &str = "used";
    /// Left out: the same person answered before or after.
    pub(crate) const DUPLICATE: &str = "duplicate";
    /// Left out: the person did not go through to the end.
    pub(crate) const INCOMPLETE: &str = "incomplete";
    /// Left out: previews and tests.
    pub(crate) const PREVIEW: &str = "preview";
}

/// How finely dates are kept, in the column `kind` of the date.
pub(crate) mod granularity {
    /// By month.
    pub(crate) const MONTH: &str = "month";
    /// By day.
    pub(crate) const DAY: &str = "day";
}

/// Directions of scales and dates, in the column `direction`.
pub(crate) mod direction {
    /// High answers are good.
    pub(crate) const HIGH_GOOD: &str = "high_good";
    /// Low answers are good.
    pub(crate) const LOW_GOOD: &str = "low_good";
    /// Day, month, year.
    pub(crate) const DAY_FIRST: &str = "day_first";
    /// Month, day, year.
    pub(crate) const MONTH_FIRST: &str = "month_first";
    /// Year, month, day, with two digits for the year.
    pub(crate) const YEAR_FIRST: &str = "year_first";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_column_names_the_version() {
        assert_eq!(Field::ALL[0].name(), format!("{MARK}{VERSION}"));
    }
}
