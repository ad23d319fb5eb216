//! Questions: what they measure, on which scale, and what counts as good.

use serde::{Deserialize, Serialize};

/// What a question measures, which decides its metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    /// How likely one is to recommend, 0 to 10: Net Promoter Score, -100 to +100.
    Nps,
    /// Satisfaction: the share of answers at the good end, in percent.
    Csat,
    /// Effort or ease: the mean answer, always shown with its direction.
    Ces,
    /// Any other scale: mean and top-box share.
    Rating,
    /// Yes (1) or no (0): the share of yes, in percent.
    Binary,
    /// An amount such as a basket or a lifetime value: mean and median.
    Amount,
    /// A number of things or visits: mean and median.
    Count,
}

impl Kind {
    /// What people call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nps => "NPS",
            Self::Csat => "CSAT",
            Self::Ces => "CES",
            Self::Rating => "Rating",
            Self::Binary => "Yes or no",
            Self::Amount => "Amount",
            Self::Count => "Count",
        }
    }

    /// Whether the answers are numbers without a scale, kept as sums.
    pub fn is_amount(self) -> bool {
        matches!(self, Self::Amount | Self::Count)
    }
}

/// Which end of a scale is the good one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Direction {
    /// High answers are good.
    HighGood,
    /// Low answers are good, as with effort asked as "how difficult".
    LowGood,
}

/// The answers that a question allows, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Scale {
    /// The lowest answer.
    pub low: i32,
    /// The highest answer; at least `low`.
    pub high: i32,
}

impl Scale {
    /// The scale from `low` to `high`.
    pub const fn new(low: i32, high: i32) -> Self {
        Self { low, high }
    }

    /// Whether `value` is an answer on this scale.
    pub const fn contains(self, value: i32) -> bool {
        self.low <= value && value <= self.high
    }

    /// How many answers there are; none for a scale whose ends are crossed.
    pub const fn points(self) -> u32 {
        if self.high < self.low { 0 } else { self.high.abs_diff(self.low).saturating_add(1) }
    }
}

/// One question of a survey, with the rule of its metric.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// The name that tells this column from all others of the file; waves are matched by it.
    pub name: String,
    /// The question as it was put to people; the name where the file has no other text.
    pub text: String,
    /// What it measures.
    pub kind: Kind,
    /// The answers that count. For amounts it is not used.
    pub scale: Scale,
    /// Which end is good.
    pub direction: Direction,
    /// How many answers from the good end on count as good: 2 of 5 for CSAT.
    pub top_box: u32,
    /// What the lowest answer means, where the file says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low_label: Option<String>,
    /// What the highest answer means, where the file says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high_label: Option<String>,
}

impl Question {
    /// A question with the usual top box of its kind and scale, and no end labels.
    pub fn new(name: &str, kind: Kind, scale: Scale, direction: Direction) -> Self {
        Self {
            name: name.to_owned(),
            text: name.to_owned(),
            kind,
            scale,
            direction,
            top_box: default_top_box(kind, scale),
            low_label: None,
            high_label: None,
        }
    }

    /// The ends of the scale on which the question's figure lies, see [`crate::Metric::value`]: -100
    /// and 100 for NPS, 0 and 100 for shares, the scale itself for means. Amounts have none.
    pub fn figure_range(&self) -> Option<(f64, f64)> {
        match self.kind {
            Kind::Nps => Some((-100.0, 100.0)),
            Kind::Csat | Kind::Binary => Some((0.0, 100.0)),
            Kind::Ces | Kind::Rating => {
                Some((f64::from(self.scale.low), f64::from(self.scale.high)))
            }
            Kind::Amount | Kind::Count => None,
        }
    }

    /// Whether answers to both can be counted together: amounts, or answers on the same scale.
    pub fn fits(&self, other: &Self) -> bool {
        let is_amount = self.kind.is_amount();
        is_amount == other.kind.is_amount() && (is_amount || self.scale == other.scale)
    }
}

/// How many answers from the good end on usually count as good.
///
/// NPS counts 9 and 10; CSAT 4 and 5 of 5, but only the best of three answers or fewer; CES 5 to 7
/// of 7; any other scale of up to eleven points its two best answers, and a longer one those in its
/// best fifth: 80 and up of 0 to 100.
pub fn default_top_box(kind: Kind, scale: Scale) -> u32 {
    match (kind, scale.points()) {
        (Kind::Binary, _) | (_, 0..=3) => 1,
        (Kind::Ces, 7) => 3,
        (_, points @ 12..) => (points - 1) / 5 + 1,
        _ => 2,
    }
}
