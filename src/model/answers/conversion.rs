//! How many reach each stage, and the rates between stages.

use std::collections::BTreeMap;

use survey::metric::{is_top, wilson};
use survey::rates::Rate;
use survey::tally::{Counts, Kind, Question};

use super::home::Shape;
use super::table::{Axis, Label, Share};
use super::{Answers, Scope, Step};
use crate::{StageId, SurveyId};

/// How many reached a stage, for conversion rates.
#[derive(Clone, Debug, PartialEq)]
pub struct Reached {
    /// The stage.
    pub stage: StageId,
    /// How many reached it; where answers are weighted the sum of their weights, rounded.
    pub count: u64,
    /// How many answers this stands on; for counts the same as `count`.
    pub n: u64,
    /// Whether there are too few answers to show how many reached it, or they would tell such a
    /// group beside it. Counts are told, for they tell of people and are not their answers.
    pub is_hidden: bool,
    /// The rate from the stage before; none for the first one, where more reached this one, or
    /// where too few reached the one before. Its interval stands on how many equally weighted
    /// answers those before are worth (Kish).
    pub from_previous: Option<Rate>,
    /// The rate from the first stage.
    pub from_first: Option<Rate>,
    people: People,
}

/// Those who reached a stage.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct People {
    /// How many, without weights.
    plain: u64,
    /// The sum of their weights.
    weight: f64,
    /// How many equally weighted ones they are worth.
    effective_n: f64,
}

impl Reached {
    /// How many of those at this stage reached the other one.
    fn rate_to(&self, to: People) -> Option<Rate> {
        let whole = self.people;
        if whole.weight <= 0.0 || to.weight > whole.weight {
            return None;
        }
        let share = to.weight / whole.weight;
        let (low, high) = wilson(share, whole.effective_n);
        Some(Rate {
            part: to.weight.round() as u64,
            whole: self.count,
            percent: 100.0 * share,
            interval95: (100.0 * low, 100.0 * high),
        })
    }

    /// How many people reached it, each counted once whatever the weight.
    pub(super) const fn plain(&self) -> u64 {
        self.people.plain
    }
}

impl Answers<'_> {
    /// How many reached each stage of the map, in the map's order, and the rates between them. The
    /// question counts: its amounts are added up, its answers "yes" are counted.
    ///
    /// Stages of which the survey says nothing are left out.
    pub fn conversion(&self, survey: SurveyId, question: &str, scope: Scope) -> Vec<Reached> {
        let Some((record, asked)) = self.asked(survey, question) else { return Vec::new() };
        let at = |stage| Scope { stage: Some(stage), ..scope };
        let table = self.table(record, question, Axis::Nothing, with_stage(scope));
        let stages = self.map.stages_in_order().into_iter();
        let stages = stages.filter_map(|(stage, _)| Some((stage, Some(table.of(at(stage))?))));
        self.reached(asked, stages)
    }

    /// [`Answers::conversion`] for each point in time, the oldest first, with the stages of the
    /// whole time: one of which nothing is said at a time has no rate then, and gives none.
    pub(super) fn conversion_over_time(
        &self,
        survey: SurveyId,
        question: &str,
        scope: Scope,
        step: Step,
    ) -> Vec<(String, Vec<Reached>)> {
        let Some((record, asked)) = self.asked(survey, question) else { return Vec::new() };
        let at = |stage| Scope { stage: Some(stage), ..scope };
        let table = self.table(record, question, step.axis(), with_stage(scope));
        let stages = self.map.stages_in_order().into_iter().map(|(stage, _)| stage);
        let stages: Vec<StageId> = stages.filter(|stage| table.of(at(*stage)).is_some()).collect();
        let mut times: BTreeMap<&Label<'_>, BTreeMap<StageId, &Share>> = BTreeMap::new();
        for stage in &stages {
            for (label, share) in table.by_label(at(*stage)).filter(|(label, _)| step.is_of(label))
            {
                times.entry(label).or_default().insert(*stage, share);
            }
        }
        let times = times.into_iter().map(|(label, shares)| {
            let stages = stages.iter().map(|stage| (*stage, shares.get(stage).copied()));
            (label.name().to_owned(), self.reached(asked, stages))
        });
        times.collect()
    }

    /// Under how many people there is no rate. Counts tell of people and are not their answers.
    pub(super) fn least_reached(&self, asked: &Question) -> u64 {
        if asked.kind == Kind::Count { 0 } else { self.options().hide_below }
    }

    /// How many reached each of some stages; of some of them nothing may be known.
    fn reached<'s>(
        &self,
        asked: &Question,
        stages: impl Iterator<Item = (StageId, Option<&'s Share>)>,
    ) -> Vec<Reached> {
        let counts_people = asked.kind == Kind::Count;
        let limit = self.least_reached(asked);
        let mut reached: Vec<Reached> = Vec::new();
        for (stage, share) in stages {
            let people = share.map(|share| people_of(asked, &share.counts)).unwrap_or_default();
            let n = if counts_people { people.plain } else { share.map_or(0, |share| share.n) };
            let is_withheld = share.is_some_and(|share| share.is_withheld);
            let is_hidden = !counts_people && (is_withheld || n < limit);
            let rate = |from: Option<&Reached>| {
                let is_told = |from: &&Reached| !from.is_hidden && from.people.plain >= limit;
                let is_known = share.is_some() && !is_hidden;
                from.filter(is_told).filter(|_| is_known)?.rate_to(people)
            };
            let (from_previous, from_first) = (rate(reached.last()), rate(reached.first()));
            let count = people.weight.round() as u64;
            reached.push(Reached { stage, count, n, is_hidden, from_previous, from_first, people });
        }
        reached
    }
}

/// The shape of a part of a map, narrowed down to a stage.
fn with_stage(scope: Scope) -> Shape {
    Shape { stage: true, ..scope.shape() }
}

/// Those whom a question counted.
fn people_of(asked: &Question, counts: &Counts) -> People {
    if asked.kind.is_amount() {
        let sum = counts.amount.as_ref().map_or(0.0, |amount| amount.sum.value());
        let weight = sum.max(0.0).round();
        return People { plain: weight as u64, weight, effective_n: weight };
    }
    let counted = |value: &i32| asked.kind != Kind::Binary || is_top(asked, *value);
    let answers = counts.answers.iter().filter(|(value, _)| counted(value));
    let plain: u64 = answers.map(|(_, count)| count).sum();
    if counts.weights.is_empty() {
        return People { plain, weight: plain as f64, effective_n: plain as f64 };
    }
    let (mut weight, mut squares) = (0.0, 0.0);
    for (_, weights) in counts.weights.iter().filter(|(value, _)| counted(value)) {
        weight += weights.sum;
        squares += weights.sum_of_squares;
    }
    let effective_n = if squares > 0.0 { weight * weight / squares } else { 0.0 };
    People { plain, weight, effective_n }
}
