//! Key figures: what one watches, with a target and the values that it had.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use survey::formula::{Formula, MAX_FORMULA_BYTES};
use survey::tally::Direction;

use crate::field::fields;
use crate::{CardId, Ext, KpiId, Order, PersonaId, StageId, SurveyId};

/// What a key figure is about. Nothing set is the whole project; what is set narrows it down
/// together.
///
/// A key figure outlives what it was about: when that is deleted, it is shown as about something
/// that is gone, and nothing that was noted is lost.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct About {
    /// A stage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<StageId>,
    /// A persona.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub persona: Option<PersonaId>,
    /// A touchpoint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<CardId>,
}

/// The missed target that an opportunity came from: it is not offered again while such a card is
/// on the map, wherever that card was moved to and whatever it now says.
///
/// Both may be gone since; the card then stands for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Cause {
    /// The key figure with the target.
    pub kpi: KpiId,
    /// Where it was missed.
    #[serde(default)]
    pub about: About,
}

/// Where the values of a key figure come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Measure {
    /// A formula over the numbers that people note, see [`survey::formula::Formula`]. A text that
    /// is no formula (yet) has no value.
    Formula(String),
    /// The answers to a question of a survey: its NPS, its share of good answers, its mean. When
    /// survey or question are gone it has no value.
    Answers {
        /// The survey.
        survey: SurveyId,
        /// The question, by its unique name in that survey.
        question: String,
    },
    /// How many of those who reached a stage reached the next one, counted by a question of a
    /// survey: the sum of its counts, or its answers "yes".
    Conversion {
        /// The survey.
        survey: SurveyId,
        /// The question, by its unique name in that survey.
        question: String,
    },
}

impl Measure {
    /// The survey that it needs.
    pub const fn survey(&self) -> Option<SurveyId> {
        match self {
            Self::Answers { survey, .. } | Self::Conversion { survey, .. } => Some(*survey),
            Self::Formula(_) => None,
        }
    }
}

impl Default for Measure {
    fn default() -> Self {
        Self::Formula("value".to_owned())
    }
}

/// How the values of a key figure are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unit {
    /// As the numbers that they are.
    #[default]
    Number,
    /// As shares: 0.25 is 25 %.
    Percent,
    /// With this behind them: "min", "€".
    Named(String),
}

/// The numbers of a formula on one day, by their names.
pub type Reading = BTreeMap<String, f64>;

/// A key figure (KPI): what is watched, what it should be by when, and what it was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kpi {
    /// What people call it.
    pub name: String,
    /// What it is about.
    #[serde(default)]
    pub about: About,
    /// Where its values come from.
    #[serde(default)]
    pub measure: Measure,
    /// How its values are shown.
    #[serde(default)]
    pub unit: Unit,
    /// Which way is good.
    pub good: Direction,
    /// What it should be; for shares 0 to 1, for answers in the figure's own points. It is also
    /// the threshold below which a stage or a touchpoint misses what is expected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<f64>,
    /// By when it should be that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// What was noted, by day.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub readings: BTreeMap<Date, Reading>,
    /// What else is to be said: how it is counted, who watches it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// The position among the key figures.
    pub order: Order,
    /// What a newer version of the program added.
    #[serde(default, skip_serializing_if = "Ext::is_empty")]
    pub ext: Ext,
}

impl Kpi {
    /// How many days of readings a key figure may have.
    pub const MAX_READINGS: usize = 10_000;

    /// How many numbers a day may have: more than a formula can name, as the names of formulas
    /// before are kept.
    pub const MAX_NUMBERS: usize = 1_000;

    /// How long the name of a number may be, in bytes: no formula could hold a longer one.
    pub const MAX_NAME_BYTES: usize = MAX_FORMULA_BYTES;

    /// A key figure of the whole project, of which nothing was noted yet.
    pub fn new(name: impl Into<String>, measure: Measure, good: Direction, order: Order) -> Self {
        Self {
            name: name.into(),
            about: About::default(),
            measure,
            unit: Unit::default(),
            good,
            target: None,
            due: None,
            readings: BTreeMap::new(),
            notes: String::new(),
            order,
            ext: Ext::default(),
        }
    }

    /// The formula, if it is one and can be read.
    pub fn formula(&self) -> Option<Formula> {
        match &self.measure {
            Measure::Formula(text) => Formula::parse(text).ok(),
            Measure::Answers { .. } | Measure::Conversion { .. } => None,
        }
    }

    /// The names under which numbers were noted that the formula does not use. They are kept: the
    /// formula may be changed back.
    pub fn unused_names(&self) -> Vec<String> {
        let Some(formula) = self.formula() else { return Vec::new() };
        let noted: BTreeSet<&String> =
            self.readings.values().flat_map(|reading| reading.keys()).collect();
        noted.into_iter().filter(|name| !formula.names().contains(name)).cloned().collect()
    }

    /// The name under which numbers were noted and the one that has taken its place in the
    /// formula, where exactly one disappeared and one appeared.
    pub fn renamed_number(&self) -> Option<(String, String)> {
        let unused = self.unused_names();
        let [old] = unused.as_slice() else { return None };
        let formula = self.formula()?;
        let is_noted = |name: &str| self.readings.values().any(|day| day.contains_key(name));
        let mut new = formula.names().iter().filter(|name| !is_noted(name));
        match (new.next(), new.next()) {
            (Some(new), None) => Some((old.clone(), new.clone())),
            _ => None,
        }
    }
}

fields! {
    /// A settable field of a [`Kpi`].
    KpiField for Kpi {
        Name => name: String = "Rename key figure",
        About => about: About = "Change what a key figure is about",
        Measure => measure: Measure = "Change how a key figure is measured",
        Unit => unit: Unit = "Change unit of a key figure",
        Good => good: Direction = "Change which way is good",
        Target => target: Option<f64> = "Change target",
        Due => due: Option<Date> = "Change date of target",
        Readings => readings: BTreeMap<Date, Reading> = "Change readings",
        Notes => notes: String = "Edit notes of a key figure",
        Order => order: Order = "Reorder key figures",
        Ext => ext: Ext = "Change extension data",
    }
}
