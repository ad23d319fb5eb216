//! Tallies: how often each answer was given, by the labels that the file itself uses.
//!
//! A tally is all that a project keeps of a survey. Every metric with its interval, for any filter
//! over the kept dimensions, follows from it; no respondent does.

mod merge;
mod spelling;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::amount::AmountSum;
use crate::filter::Filter;
pub use crate::question::{Direction, Kind, Question, Scale, default_top_box};
pub(crate) use spelling::Spellings;
pub use spelling::label_group;

/// Something by which answers are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Dimension {
    /// The stage of the journey.
    Stage,
    /// The touchpoint.
    Touchpoint,
    /// The persona or customer group.
    Persona,
    /// The day (`2026-03-14`) or month (`2026-03`) of the answer.
    Period,
    /// A customer segment.
    Segment,
    /// The channel.
    Channel,
}

impl Dimension {
    /// All dimensions, in the order of [`Labels`].
    pub const ALL: [Self; 6] =
        [Self::Stage, Self::Touchpoint, Self::Persona, Self::Period, Self::Segment, Self::Channel];
}

/// The labels of an answer, as they are written in the file; which element of a map a label means
/// is decided elsewhere, so that it can be changed without reading the file again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Labels {
    /// The stage of the journey.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// The touchpoint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub touchpoint: Option<String>,
    /// The persona or customer group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub persona: Option<String>,
    /// The month (`2026-03`) or the day (`2026-03-14`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// A customer segment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub segment: Option<String>,
    /// The channel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
}

impl Labels {
    /// The label of one dimension; none where the file has no column or an empty cell.
    pub fn get(&self, dimension: Dimension) -> Option<&str> {
        match dimension {
            Dimension::Stage => self.stage.as_deref(),
            Dimension::Touchpoint => self.touchpoint.as_deref(),
            Dimension::Persona => self.persona.as_deref(),
            Dimension::Period => self.period.as_deref(),
            Dimension::Segment => self.segment.as_deref(),
            Dimension::Channel => self.channel.as_deref(),
        }
    }

    /// Sets or clears the label of one dimension.
    pub fn set(&mut self, dimension: Dimension, label: Option<String>) {
        *match dimension {
            Dimension::Stage => &mut self.stage,
            Dimension::Touchpoint => &mut self.touchpoint,
            Dimension::Persona => &mut self.persona,
            Dimension::Period => &mut self.period,
            Dimension::Segment => &mut self.segment,
            Dimension::Channel => &mut self.channel,
        } = label;
    }
}

/// Sums of weights of the answers of one value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Weights {
    /// The sum of the weights.
    pub sum: f64,
    /// The sum of the squared weights, from which the effective number of answers follows.
    pub sum_of_squares: f64,
}

/// How often each answer was given, and what could not be used and why.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Counts {
    /// Answers on the scale: value to count. Empty for amounts.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<i32, u64>,
    /// Empty cells: the question was not asked or not answered.
    #[serde(default)]
    pub blank: u64,
    /// Cells that say that the question does not apply ("N/A").
    #[serde(default)]
    pub not_applicable: u64,
    /// Cells that are no answer on the scale: their text to their count. The least frequent are
    /// gathered under [`OTHER_VALUES`] where there are too many.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub off_scale: BTreeMap<String, u64>,
    /// Weights per value where the survey is weighted; empty otherwise.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub weights: BTreeMap<i32, Weights>,
    /// The amounts, where the question asks for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<AmountSum>,
}

/// The entry of [`Counts::off_scale`] that gathers values beyond the [`MAX_OFF_SCALE_VALUES`] kept.
pub const OTHER_VALUES: &str = "(other values)";

/// How many different off-scale texts are kept per cell of a tally.
pub const MAX_OFF_SCALE_VALUES: usize = 50;

impl Counts {
    /// How many usable answers there are.
    pub fn n(&self) -> u64 {
        let amounts = self.amount.as_ref().map_or(0, |amount| amount.count);
        self.answers.values().sum::<u64>() + amounts
    }

    /// How many cells were no answer on the scale.
    pub fn off_scale_total(&self) -> u64 {
        self.off_scale.values().sum()
    }

    /// How many cells there were: usable, blank, not applicable and off scale.
    pub fn asked(&self) -> u64 {
        self.n() + self.blank + self.not_applicable + self.off_scale_total()
    }

    /// Counts `times` cells whose text is no answer on the scale.
    pub fn add_off_scale(&mut self, text: &str, times: u64) {
        if let Some(count) = self.off_scale.get_mut(text) {
            *count += times;
            return;
        }
        let room = self.off_scale.len() < MAX_OFF_SCALE_VALUES;
        let key = if room { text } else { OTHER_VALUES };
        *self.off_scale.entry(key.to_owned()).or_insert(0) += times;
    }

    /// The weights; one for each answer where there are none.
    fn weights_or_ones(&self) -> BTreeMap<i32, Weights> {
        if !self.weights.is_empty() {
            return self.weights.clone();
        }
        let one_each = |n: u64| Weights { sum: n as f64, sum_of_squares: n as f64 };
        self.answers.iter().map(|(value, n)| (*value, one_each(*n))).collect()
    }

    /// Adds other counts of the same question. Answers without weights that come together with
    /// weighted ones weigh one each.
    pub fn merge(&mut self, other: &Self) {
        if self.weights.is_empty() && !other.weights.is_empty() {
            self.weights = self.weights_or_ones();
        }
        let weighted = !self.weights.is_empty() || !other.weights.is_empty();
        let others = if weighted { other.weights_or_ones() } else { BTreeMap::new() };
        for (value, count) in &other.answers {
            *self.answers.entry(*value).or_insert(0) += count;
        }
        self.blank += other.blank;
        self.not_applicable += other.not_applicable;
        for (text, count) in &other.off_scale {
            self.add_off_scale(text, *count);
        }
        for (value, weights) in &others {
            let sum = self.weights.entry(*value).or_default();
            sum.sum += weights.sum;
            sum.sum_of_squares += weights.sum_of_squares;
        }
        if let Some(amount) = &other.amount {
            self.amount.get_or_insert_with(AmountSum::default).merge(amount);
        }
    }
}

/// The counts of one question for one combination of labels.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TallyRow {
    /// The name of the question, see [`Question::name`].
    pub question: String,
    /// The labels in the file.
    #[serde(default)]
    pub labels: Labels,
    /// The wave of a survey that is repeated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wave: Option<String>,
    /// Whether these respondents went through to the end of the survey.
    pub complete: bool,
    /// How often each answer was given.
    pub counts: Counts,
}

impl TallyRow {
    /// What tells this row from all others of its tally, in the order in which rows are kept.
    fn key(&self) -> (&str, &Labels, Option<&str>, bool) {
        (&self.question, &self.labels, self.wave.as_deref(), self.complete)
    }
}

/// How many people reached each step of a funnel, for one combination of labels.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FunnelRow {
    /// The labels in the file.
    #[serde(default)]
    pub labels: Labels,
    /// How many reached each step, in the order of [`Funnel::steps`].
    pub reached: Vec<u64>,
}

/// Steps that people reach one after the other, for conversion rates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Funnel {
    /// The name of the funnel.
    pub name: String,
    /// The names of its steps, from first to last.
    pub steps: Vec<String>,
    /// How many reached them.
    pub rows: Vec<FunnelRow>,
}

/// The answers of a survey, counted.
///
/// Rows are sorted and unique by question, labels, wave and completeness, so that equal answers
/// give equal tallies however the file was cut.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    /// The questions, in the order of the file.
    pub questions: Vec<Question>,
    /// The counts, sorted.
    pub rows: Vec<TallyRow>,
    /// Funnels, where the file holds any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub funnels: Vec<Funnel>,
}

impl Tally {
    /// The question of this name.
    pub fn question(&self, name: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.name == name)
    }

    /// The counts of one question, over all rows that the filter lets through.
    pub fn select(&self, question: &str, filter: &Filter) -> Counts {
        let mut counts = Counts::default();
        for row in self.rows.iter().filter(|row| row.question == question) {
            if filter.accepts(row) {
                counts.merge(&row.counts);
            }
        }
        counts
    }

    /// The counts of one question for every label of a dimension; rows without a label are under
    /// `None`.
    pub fn select_by(
        &self,
        question: &str,
        filter: &Filter,
        dimension: Dimension,
    ) -> BTreeMap<Option<String>, Counts> {
        let mut groups: BTreeMap<Option<String>, Counts> = BTreeMap::new();
        for row in self.rows.iter().filter(|row| row.question == question) {
            if filter.accepts(row) {
                let label = row.labels.get(dimension).map(str::to_owned);
                groups.entry(label).or_default().merge(&row.counts);
            }
        }
        groups
    }

    /// The labels that a dimension takes, sorted.
    pub fn labels(&self, dimension: Dimension) -> Vec<String> {
        let mut labels: Vec<String> = self
            .rows
            .iter()
            .filter_map(|row| row.labels.get(dimension))
            .map(str::to_owned)
            .collect();
        labels.sort();
        labels.dedup();
        labels
    }

    /// Whether the rows are in their order.
    pub fn is_sorted(&self) -> bool {
        self.rows.is_sorted_by(|a, b| a.key() <= b.key())
    }

    /// Puts the rows in their order.
    pub fn sort(&mut self) {
        self.rows.sort_by(|a, b| a.key().cmp(&b.key()));
    }

    /// Sorts the rows and joins those that have the same key.
    pub fn normalise(&mut self) {
        self.sort();
        let mut joined: Vec<TallyRow> = Vec::with_capacity(self.rows.len());
        for row in self.rows.drain(..) {
            match joined.last_mut() {
                Some(last) if last.key() == row.key() => last.counts.merge(&row.counts),
                _ => joined.push(row),
            }
        }
        self.rows = joined;
    }
}
