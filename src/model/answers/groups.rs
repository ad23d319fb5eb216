//! Answers side by side: over time, by persona or segment, and two groups against each other.

use std::collections::BTreeMap;

use survey::compare::{Comparison, compare};
use survey::metric::{Metric, evaluate, hidden_groups};
use survey::rates::Rate;
use survey::tally::{Counts, Kind, TallyRow};

use super::{Answers, Scope, touchpoint};
use crate::{StageId, SurveyId, SurveyRecord};

/// By what answers are followed over time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// By month, "2026-03".
    #[default]
    Month,
    /// By quarter, "2026 Q1".
    Quarter,
    /// By wave, as the waves are called.
    Wave,
}

impl Step {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Month, Self::Quarter, Self::Wave];

    /// What people call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Month => "Month",
            Self::Quarter => "Quarter",
            Self::Wave => "Wave",
        }
    }

    /// The point in time of a row; none where the file does not tell.
    fn of(self, row: &TallyRow) -> Option<String> {
        if self == Self::Wave {
            return row.wave.clone();
        }
        let month = row.labels.period.as_deref()?.get(..7)?;
        if self == Self::Month {
            return Some(month.to_owned());
        }
        let (year, number) = month.split_once('-')?;
        let number: u32 = number.parse().ok()?;
        Some(format!("{year} Q{}", number.saturating_sub(1) / 3 + 1))
    }
}

/// By what answers are told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum By {
    /// By the stages of the map, in their order.
    #[default]
    Stage,
    /// By the personas, in their order.
    Persona,
    /// By the touchpoints of the map.
    Touchpoint,
    /// By the segments of the files.
    Segment,
    /// By the channels of the files.
    Channel,
    /// By wave.
    Wave,
}

impl By {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 6] =
        [Self::Stage, Self::Persona, Self::Touchpoint, Self::Segment, Self::Channel, Self::Wave];

    /// What people call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stage => "Stage",
            Self::Persona => "Persona",
            Self::Touchpoint => "Touchpoint",
            Self::Segment => "Segment",
            Self::Channel => "Channel",
            Self::Wave => "Wave",
        }
    }
}

/// Some answers of a question, with what they have in common.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The point in time, or the name of the stage, persona, segment and so on.
    pub name: String,
    /// The figure. It is hidden where there are too few answers, or where it would tell another
    /// hidden one by subtraction.
    pub metric: Metric,
}

/// How many reached a stage, for conversion rates.
#[derive(Clone, Debug, PartialEq)]
pub struct Reached {
    /// The stage.
    pub stage: StageId,
    /// How many reached it.
    pub count: u64,
    /// The rate from the stage before; none for the first one, or where more reached this one.
    pub from_previous: Option<Rate>,
    /// The rate from the first stage.
    pub from_first: Option<Rate>,
}

impl Answers<'_> {
    /// The figure of a question over time, the oldest first; points without answers are left out.
    pub fn trend(&self, survey: SurveyId, question: &str, scope: Scope, step: Step) -> Vec<Group> {
        let counts = self.group(survey, question, scope, |_, row| step.of(row));
        let answered = counts.into_iter().filter(|(_, counts)| counts.n() > 0);
        self.groups(survey, question, answered.collect())
    }

    /// The figure of a question for each stage, persona, segment and so on.
    pub fn breakdown(&self, survey: SurveyId, question: &str, scope: Scope, by: By) -> Vec<Group> {
        let counts = self.counts_by(survey, question, scope, by);
        self.groups(survey, question, counts)
    }

    /// How two groups of a breakdown, by their places in it, differ; none where one is hidden or
    /// too small.
    pub fn compare(
        &self,
        survey: SurveyId,
        question: &str,
        scope: Scope,
        by: By,
        (first, second): (usize, usize),
    ) -> Option<Comparison> {
        let groups = self.breakdown(survey, question, scope, by);
        if [first, second].into_iter().any(|at| groups.get(at).is_none_or(|g| g.metric.hidden)) {
            return None;
        }
        let counts = self.counts_by(survey, question, scope, by);
        let asked = self.project.surveys.get(&survey)?.tally.question(question)?;
        compare(asked, &counts.get(first)?.1, &counts.get(second)?.1, self.options())
    }

    /// How many reached each stage of the map, in the map's order, and the rates between them. The
    /// question counts: its amounts are added up, its answers "yes" are counted.
    ///
    /// Stages of which the survey says nothing are left out.
    pub fn conversion(&self, survey: SurveyId, question: &str, scope: Scope) -> Vec<Reached> {
        let Some(record) = self.project.surveys.get(&survey) else { return Vec::new() };
        let Some(asked) = record.tally.question(question) else { return Vec::new() };
        let counts = self.group(survey, question, scope, |record, row| self.stage_of(record, row));
        let mut reached: Vec<Reached> = Vec::new();
        for (stage, _) in self.map.stages_in_order() {
            let Some(counts) = counts.get(&stage) else { continue };
            let count = count_of(asked.kind, counts);
            let rate = |from: Option<&Reached>| from.and_then(|from| Rate::of(count, from.count));
            let (from_previous, from_first) = (rate(reached.last()), rate(reached.first()));
            reached.push(Reached { stage, count, from_previous, from_first });
        }
        reached
    }

    /// The counts of a question by whatever tells its rows apart.
    pub(super) fn group<K: Ord>(
        &self,
        survey: SurveyId,
        question: &str,
        scope: Scope,
        key: impl Fn(&SurveyRecord, &TallyRow) -> Option<K>,
    ) -> BTreeMap<K, Counts> {
        let mut groups: BTreeMap<K, Counts> = BTreeMap::new();
        let Some(record) = self.project.surveys.get(&survey) else { return groups };
        for row in record.tally.rows.iter().filter(|row| row.question == question) {
            if let Some(key) = key(record, row)
                && self.accepts(record, row, scope)
            {
                groups.entry(key).or_default().merge(&row.counts);
            }
        }
        groups
    }

    fn counts_by(
        &self,
        survey: SurveyId,
        question: &str,
        scope: Scope,
        by: By,
    ) -> Vec<(String, Counts)> {
        let mut groups = match by {
            By::Stage => {
                let counts =
                    self.group(survey, question, scope, |record, row| self.stage_of(record, row));
                let stages = self.map.stages_in_order().into_iter();
                named(counts, stages.map(|(id, stage)| (id, stage.name.clone())))
            }
            By::Persona => {
                let counts = self.group(survey, question, scope, |record, row| {
                    let label = row.labels.persona.as_ref()?;
                    record.links.personas.get(label).copied()
                });
                let personas = self.project.personas_in_order().into_iter();
                named(counts, personas.map(|(id, persona)| (id, persona.name.clone())))
            }
            By::Touchpoint => {
                let counts = self.group(survey, question, scope, touchpoint);
                let cards = self.map.cards.iter();
                named(counts, cards.map(|(id, card)| (*id, card.text.clone())))
            }
            By::Segment => self.labelled(survey, question, scope, |row| row.labels.segment.clone()),
            By::Channel => self.labelled(survey, question, scope, |row| row.labels.channel.clone()),
            By::Wave => self.labelled(survey, question, scope, |row| row.wave.clone()),
        };
        groups.retain(|(_, counts)| counts.n() > 0);
        groups
    }

    fn labelled(
        &self,
        survey: SurveyId,
        question: &str,
        scope: Scope,
        label: impl Fn(&TallyRow) -> Option<String>,
    ) -> Vec<(String, Counts)> {
        self.group(survey, question, scope, |_, row| label(row)).into_iter().collect()
    }

    /// Evaluates groups that together make a whole.
    fn groups(
        &self,
        survey: SurveyId,
        question: &str,
        counts: Vec<(String, Counts)>,
    ) -> Vec<Group> {
        let record = self.project.surveys.get(&survey);
        let Some(asked) = record.and_then(|record| record.tally.question(question)) else {
            return Vec::new();
        };
        let sizes: Vec<u64> = counts.iter().map(|(_, counts)| counts.n()).collect();
        let hidden = hidden_groups(&sizes, self.options().hide_below);
        let groups = counts.into_iter().zip(hidden).map(|((name, counts), hidden)| {
            let mut metric = evaluate(asked, &counts, self.options());
            if hidden {
                metric.hide();
            }
            Group { name, metric }
        });
        groups.collect()
    }
}

/// How many people a question counted.
fn count_of(kind: Kind, counts: &Counts) -> u64 {
    if kind == Kind::Binary {
        return counts.answers.get(&1).copied().unwrap_or(0);
    }
    if kind.is_amount() {
        let sum = counts.amount.as_ref().map_or(0.0, |amount| amount.sum.value());
        return sum.max(0.0).round() as u64;
    }
    counts.n()
}

/// Counts by element with the elements' names, in the elements' order.
fn named<K: Ord>(
    mut counts: BTreeMap<K, Counts>,
    elements: impl Iterator<Item = (K, String)>,
) -> Vec<(String, Counts)> {
    elements.filter_map(|(id, name)| Some((name, counts.remove(&id)?))).collect()
}
