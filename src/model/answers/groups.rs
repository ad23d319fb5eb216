//! Answers side by side: over time, by persona or segment, and two groups against each other.

use std::collections::{BTreeMap, BTreeSet};

use survey::compare::{Comparison, compare};
use survey::metric::{Metric, evaluate, hidden_groups};
use survey::rates::Rate;
use survey::tally::{Counts, Kind, TallyRow};

use super::{Answers, Scope, touchpoint};
use crate::{Card, CardId, PersonaId, StageId, SurveyId, SurveyRecord};

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
    /// The place among the stages, personas or touchpoints of the map, counted from 0; 0 for what
    /// is told apart by its name alone.
    pub rank: usize,
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
        let points = answered.map(|(name, counts)| (0, name, counts));
        self.groups(survey, question, points.collect())
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
        compare(asked, &counts.get(first)?.2, &counts.get(second)?.2, self.options())
    }

    /// How many reached each stage of the map, in the map's order, and the rates between them. The
    /// question counts: its amounts are added up, its answers "yes" are counted.
    ///
    /// Stages of which the survey says nothing are left out.
    pub fn conversion(&self, survey: SurveyId, question: &str, scope: Scope) -> Vec<Reached> {
        let Some(record) = self.project.surveys.get(&survey) else { return Vec::new() };
        let Some(asked) = record.tally.question(question) else { return Vec::new() };
        let counts = self.group(survey, question, scope, |record, row| self.stage_of(record, row));
        self.reached(asked.kind, &counts)
    }

    /// [`Answers::conversion`] for each point in time, the oldest first.
    pub(super) fn conversion_over_time(
        &self,
        survey: SurveyId,
        question: &str,
        scope: Scope,
        step: Step,
    ) -> Vec<(String, Vec<Reached>)> {
        let Some(record) = self.project.surveys.get(&survey) else { return Vec::new() };
        let Some(asked) = record.tally.question(question) else { return Vec::new() };
        let counts = self.group(survey, question, scope, |record, row| {
            Some((step.of(row)?, self.stage_of(record, row)?))
        });
        let mut times: BTreeMap<String, BTreeMap<StageId, Counts>> = BTreeMap::new();
        for ((time, stage), counts) in counts {
            times.entry(time).or_default().insert(stage, counts);
        }
        times.into_iter().map(|(time, counts)| (time, self.reached(asked.kind, &counts))).collect()
    }

    fn reached(&self, kind: Kind, counts: &BTreeMap<StageId, Counts>) -> Vec<Reached> {
        let mut reached: Vec<Reached> = Vec::new();
        for (stage, _) in self.map.stages_in_order() {
            let Some(counts) = counts.get(&stage) else { continue };
            let count = count_of(kind, counts);
            let rate = |from: Option<&Reached>| from.and_then(|from| Rate::of(count, from.count));
            let (from_previous, from_first) = (rate(reached.last()), rate(reached.first()));
            reached.push(Reached { stage, count, from_previous, from_first });
        }
        reached
    }

    /// The questions, each by its survey, whose figure for this scope would tell that of a small
    /// group beside it: of another stage, persona or touchpoint, by subtraction from the whole.
    pub(super) fn guarded(&self, scope: Scope) -> BTreeSet<(SurveyId, String)> {
        let mut guarded = BTreeSet::new();
        if let Some(own) = scope.stage {
            let of = |record: &SurveyRecord, row: &TallyRow| self.stage_of(record, row);
            self.guard(Scope { stage: None, ..scope }, own, of, &mut guarded);
        }
        if let Some(own) = scope.persona {
            self.guard(Scope { persona: None, ..scope }, own, persona, &mut guarded);
        }
        if let Some(own) = scope.card {
            self.guard(Scope { card: None, ..scope }, own, touchpoint, &mut guarded);
        }
        guarded
    }

    fn guard<K: Ord + Copy>(
        &self,
        around: Scope,
        own: K,
        key: impl Fn(&SurveyRecord, &TallyRow) -> Option<K>,
        guarded: &mut BTreeSet<(SurveyId, String)>,
    ) {
        for (id, record) in &self.project.surveys {
            let mut sizes: BTreeMap<&str, BTreeMap<K, u64>> = BTreeMap::new();
            for row in &record.tally.rows {
                if let Some(key) = key(record, row)
                    && self.accepts(record, row, around)
                {
                    *sizes.entry(&row.question).or_default().entry(key).or_insert(0) +=
                        row.counts.n();
                }
            }
            for (question, groups) in sizes {
                let at = groups.keys().position(|key| *key == own);
                let sizes: Vec<u64> = groups.into_values().collect();
                let hidden = hidden_groups(&sizes, self.options().hide_below);
                if at.is_some_and(|at| hidden.get(at) == Some(&true)) {
                    guarded.insert((*id, question.to_owned()));
                }
            }
        }
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
    ) -> Vec<(usize, String, Counts)> {
        let mut groups = match by {
            By::Stage => {
                let counts =
                    self.group(survey, question, scope, |record, row| self.stage_of(record, row));
                let stages = self.map.stages_in_order().into_iter();
                named(counts, stages.map(|(id, stage)| (id, stage.name.clone())))
            }
            By::Persona => {
                let counts = self.group(survey, question, scope, persona);
                let personas = self.project.personas_in_order().into_iter();
                named(counts, personas.map(|(id, persona)| (id, persona.name.clone())))
            }
            By::Touchpoint => {
                let counts = self.group(survey, question, scope, touchpoint);
                let cards = self.touchpoints_in_order().into_iter();
                named(counts, cards.map(|(id, card)| (id, card.text.clone())))
            }
            By::Segment => self.labelled(survey, question, scope, |row| row.labels.segment.clone()),
            By::Channel => self.labelled(survey, question, scope, |row| row.labels.channel.clone()),
            By::Wave => self.labelled(survey, question, scope, |row| row.wave.clone()),
        };
        groups.retain(|(.., counts)| counts.n() > 0);
        groups
    }

    fn labelled(
        &self,
        survey: SurveyId,
        question: &str,
        scope: Scope,
        label: impl Fn(&TallyRow) -> Option<String>,
    ) -> Vec<(usize, String, Counts)> {
        let groups = self.group(survey, question, scope, |_, row| label(row)).into_iter();
        groups.map(|(name, counts)| (0, name, counts)).collect()
    }

    /// The cards of the map by stage, persona and place.
    fn touchpoints_in_order(&self) -> Vec<(CardId, &Card)> {
        let stages = self.map.stages_in_order();
        let personas = self.project.personas_in_order();
        let mut cards: Vec<(CardId, &Card)> =
            self.map.cards.iter().map(|(id, card)| (*id, card)).collect();
        cards.sort_by_cached_key(|(id, card)| {
            let place = &card.place;
            let stage = stages.iter().position(|(id, _)| *id == place.stage);
            let persona = personas.iter().position(|(id, _)| Some(*id) == place.persona);
            (stage, persona, place.order.clone(), *id)
        });
        cards
    }

    /// Evaluates groups that together make a whole.
    fn groups(
        &self,
        survey: SurveyId,
        question: &str,
        counts: Vec<(usize, String, Counts)>,
    ) -> Vec<Group> {
        let record = self.project.surveys.get(&survey);
        let Some(asked) = record.and_then(|record| record.tally.question(question)) else {
            return Vec::new();
        };
        let sizes: Vec<u64> = counts.iter().map(|(.., counts)| counts.n()).collect();
        let hidden = hidden_groups(&sizes, self.options().hide_below);
        let groups = counts.into_iter().zip(hidden).map(|((rank, name, counts), hidden)| {
            let mut metric = evaluate(asked, &counts, self.options());
            if hidden {
                metric.hide();
            }
            Group { rank, name, metric }
        });
        groups.collect()
    }
}

/// The persona whose answers a row holds.
fn persona(record: &SurveyRecord, row: &TallyRow) -> Option<PersonaId> {
    record.links.personas.get(row.labels.persona.as_ref()?).copied()
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

/// Counts by element with the elements' places and names, in the elements' order.
fn named<K: Ord>(
    mut counts: BTreeMap<K, Counts>,
    elements: impl Iterator<Item = (K, String)>,
) -> Vec<(usize, String, Counts)> {
    let elements = elements.enumerate();
    elements.filter_map(|(rank, (id, name))| Some((rank, name, counts.remove(&id)?))).collect()
}

#[cfg(test)]
mod tests;
