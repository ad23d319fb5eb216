//! What the columns of a survey file mean: role, kind, scale, direction, and why that is believed.
//!
//! Everything found here is a proposal with a confidence and a reason in words. A person may change
//! each of them before anything is counted.

pub mod cell;
mod codes;
mod doubts;
mod guess;
mod headings;
mod label_words;
pub mod labels;
mod listed_scales;
pub(crate) mod measure;
mod number_words;
mod profile;
mod role_words;
mod roles;
pub(crate) mod scale;
mod settle;
pub(crate) mod spread;
mod stated;
pub mod tool;
mod word_list;
mod words;
mod yes_no;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::dates::DateOrder;
use crate::tally::{Dimension, Direction, Kind, Question, Scale, default_top_box};

pub use guess::{Guess, guess};

/// The answers that a mark may stand for: those of the scales that tools spread over columns.
pub(crate) const MARKED: std::ops::RangeInclusive<i32> = 0..=11;

/// What a column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Role {
    /// Answers on a scale.
    Score,
    /// Amounts or numbers of things.
    Amount,
    /// What tells one response, or one customer, from another.
    Id,
    /// When it was answered.
    Date,
    /// The time of day, where it stands in a column of its own.
    Time,
    /// Whether the respondent went through to the end.
    Completion,
    /// Whether the row is a preview or a test rather than an answer.
    Preview,
    /// The stage of the journey.
    Stage,
    /// The touchpoint.
    Touchpoint,
    /// The persona or customer group.
    Persona,
    /// A customer segment.
    Segment,
    /// The channel.
    Channel,
    /// The wave of a repeated survey.
    Wave,
    /// The weight of the row.
    Weight,
    /// People's own words. Never imported.
    Comment,
    /// What could tell who a person is. Never imported.
    Personal,
    /// Computed from another column by the survey tool. Never an answer.
    Derived,
    /// Anything else. Not imported.
    Other,
}

impl Role {
    /// All roles, in the order in which a menu shows them.
    pub const ALL: [Self; 18] = [
        Self::Score,
        Self::Amount,
        Self::Stage,
        Self::Touchpoint,
        Self::Persona,
        Self::Segment,
        Self::Channel,
        Self::Date,
        Self::Time,
        Self::Wave,
        Self::Id,
        Self::Completion,
        Self::Preview,
        Self::Weight,
        Self::Comment,
        Self::Personal,
        Self::Derived,
        Self::Other,
    ];

    /// The name used on the command line and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Score => "score",
            Self::Amount => "amount",
            Self::Id => "id",
            Self::Date => "date",
            Self::Time => "time",
            Self::Completion => "completion",
            Self::Preview => "preview",
            Self::Stage => "stage",
            Self::Touchpoint => "touchpoint",
            Self::Persona => "persona",
            Self::Segment => "segment",
            Self::Channel => "channel",
            Self::Wave => "wave",
            Self::Weight => "weight",
            Self::Comment => "comment",
            Self::Personal => "personal",
            Self::Derived => "derived",
            Self::Other => "other",
        }
    }

    /// The role of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// The dimension by which answers are told apart in this column.
    pub const fn dimension(self) -> Option<Dimension> {
        Some(match self {
            Self::Stage => Dimension::Stage,
            Self::Touchpoint => Dimension::Touchpoint,
            Self::Persona => Dimension::Persona,
            Self::Segment => Dimension::Segment,
            Self::Channel => Dimension::Channel,
            _ => return None,
        })
    }
}

/// A text that is probably the end label of a scale: shown to a person, not used unasked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The text in the cells.
    pub text: String,
    /// The answer that it probably stands for.
    pub value: i32,
    /// How many cells of the sample hold it.
    pub count: u64,
}

/// One column of a file: what was understood of it, to be confirmed or changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// The position in the file, from 0.
    pub index: usize,
    /// Further columns that hold answers of the same question, of which one at most is filled: a
    /// choice that the tool spread over several columns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<usize>,
    /// What a mark in this column and in each of `also` stands for, where the cells hold marks such
    /// as `1` and the headings the choices; no answer for "does not apply". Empty where the cells
    /// hold the answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marked: Vec<Option<i32>>,
    /// A name that no other column of the file has.
    pub name: String,
    /// The question as it was asked.
    pub text: String,
    /// What the column is for.
    pub role: Role,
    /// What is measured, for scores and amounts.
    pub kind: Option<Kind>,
    /// The answers that count, for scores.
    pub scale: Option<Scale>,
    /// Which end of the scale is good.
    pub direction: Direction,
    /// How many answers from the good end on count as good.
    pub top_box: u32,
    /// What texts stand for, lower case: `absolutely` for 10. Codes that are not in order are put
    /// right here as well: `6` for 2.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, i32>,
    /// Further texts, lower case, that say that the question does not apply.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub not_applicable: BTreeSet<String>,
    /// What the lowest answer means.
    #[serde(default)]
    pub low_label: Option<String>,
    /// What the highest answer means.
    #[serde(default)]
    pub high_label: Option<String>,
    /// Whether `4,5` is a number.
    #[serde(default)]
    pub decimal_comma: bool,
    /// Which number of a date is the day.
    #[serde(default)]
    pub date_order: Option<DateOrder>,
    /// Whether the file itself tells the day from the month, so that nobody need be asked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub date_order_is_certain: bool,
    /// The time zone of the dates, as the file names it: `America/Denver`, `UTC`, `+02:00`. None
    /// where it names none: the dates are local to wherever they were written.
    #[serde(default)]
    pub time_zone: Option<String>,
    /// Whether the codes of the answers may be out of order, as in 1, 2, 3, 4, 6. A person should
    /// say from worst to best; what they say goes into `labels`.
    #[serde(default)]
    pub codes_in_doubt: bool,
    /// The question of the earlier waves that it is, though it was put in other words then; see
    /// [`key_of_question`](crate::import::key_of_question). A person says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_as: Option<String>,
    /// How sure the guess is, 0 to 1; 1 for what a person decided.
    pub confidence: f64,
    /// Why the column is taken for what it is, a sentence.
    pub reason: String,
    /// Texts that are probably end labels.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proposals: Vec<Proposal>,
    /// Up to three answers, as they are written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub samples: Vec<String>,
}

impl Column {
    /// A column that is not imported.
    pub fn other(index: usize, name: &str, text: &str, reason: &str) -> Self {
        Self {
            index,
            also: Vec::new(),
            marked: Vec::new(),
            name: name.to_owned(),
            text: text.to_owned(),
            role: Role::Other,
            kind: None,
            scale: None,
            direction: Direction::HighGood,
            top_box: 2,
            labels: BTreeMap::new(),
            not_applicable: BTreeSet::new(),
            low_label: None,
            high_label: None,
            decimal_comma: false,
            date_order: None,
            date_order_is_certain: false,
            time_zone: None,
            codes_in_doubt: false,
            same_as: None,
            confidence: 0.5,
            reason: reason.to_owned(),
            proposals: Vec::new(),
            samples: Vec::new(),
        }
    }

    /// Takes the further columns of the same question in an earlier file; `place` says where each is
    /// in this one.
    pub(crate) fn take_parts(&mut self, saved: &Self, place: impl Fn(&usize) -> Option<usize>) {
        let kept = || saved.also.iter().enumerate().filter_map(|(at, old)| Some((at, place(old)?)));
        let marks = || saved.marked.split_first();
        self.marked = marks().map_or_else(Vec::new, |(first, others)| {
            let others = kept().map(|(at, _)| others.get(at).copied().flatten());
            std::iter::once(*first).chain(others).collect()
        });
        self.also = kept().map(|(_, place)| place).collect();
    }

    /// The name, cut to a length that fits into a sentence.
    pub fn short_name(&self) -> String {
        let mut chars = self.name.chars();
        let start: String = chars.by_ref().take(40).collect();
        if chars.next().is_some() { format!("{start}\u{2026}") } else { start }
    }

    /// Makes the column a score of a kind on a scale, with the usual top box.
    pub fn set_score(&mut self, kind: Kind, scale: Scale) {
        self.role = Role::Score;
        self.kind = Some(kind);
        self.scale = Some(scale);
        self.top_box = default_top_box(kind, scale);
    }

    /// Makes the column an amount.
    pub fn set_amount(&mut self, kind: Kind) {
        self.role = Role::Amount;
        self.kind = Some(kind);
        self.scale = None;
    }

    /// The question of a score or amount; none for columns that are not counted.
    pub fn question(&self) -> Option<Question> {
        let kind = match (self.role, self.kind) {
            (Role::Score, Some(kind)) if !kind.is_amount() => kind,
            (Role::Amount, Some(kind)) if kind.is_amount() => kind,
            (Role::Amount, _) => Kind::Amount,
            _ => return None,
        };
        let scale = if kind.is_amount() { Scale::new(0, 0) } else { self.scale? };
        Some(Question {
            name: self.name.clone(),
            text: self.text.clone(),
            kind,
            scale,
            direction: self.direction,
            top_box: self.top_box,
            low_label: self.low_label.clone(),
            high_label: self.high_label.clone(),
        })
    }
}
