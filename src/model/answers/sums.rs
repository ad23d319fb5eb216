//! Which figures of places would tell a withheld one by subtraction.

use std::collections::{BTreeMap, BTreeSet};

use super::places::{Homes, spots};
use super::{Answers, Spot};
use crate::{CardId, PersonaId, StageId};

/// A sum that somebody could work out a withheld part from.
#[derive(Debug, Default)]
struct Sum {
    /// The place that the parts make up; none for the whole map, which is always shown.
    total: Option<Spot>,
    parts: Vec<Spot>,
    /// How many answers belong to the total and to none of the parts. They are shown nowhere.
    rest: u64,
}

/// How the places of one question make up each other.
#[derive(Debug)]
pub(super) struct Sums {
    n: BTreeMap<Spot, u64>,
    sums: Vec<Sum>,
}

/// Into what a sum is divided; within a persona's or a stage's answers, or the whole map's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Split {
    Stages(Option<PersonaId>),
    Personas(Option<StageId>),
    Cards(StageId),
}

impl Sums {
    pub(super) fn new(answers: &Answers<'_>, question: usize, homes: &Homes) -> Self {
        let mut n: BTreeMap<Spot, u64> = BTreeMap::new();
        let mut sums: BTreeMap<Split, (BTreeSet<Spot>, u64)> = BTreeMap::new();
        let mut put = |split: Split, part: Option<Spot>, count: u64| {
            let (parts, rest) = sums.entry(split).or_default();
            match part {
                Some(part) => drop(parts.insert(part)),
                None => *rest += count,
            }
        };
        let first = (question, (None, None, None));
        for ((_, home), counts) in homes.range(first..).take_while(|((of, _), _)| *of == question) {
            let count = counts.n();
            if count == 0 {
                continue;
            }
            spots(*home).for_each(|spot| *n.entry(spot).or_insert(0) += count);
            let (persona, stage, card) = *home;
            put(Split::Stages(None), stage.map(Spot::Stage), count);
            put(Split::Personas(None), persona.map(Spot::Persona), count);
            let cell = persona.zip(stage).map(|(persona, stage)| Spot::Cell(persona, stage));
            if persona.is_some() {
                put(Split::Stages(persona), cell, count);
            }
            if let Some(stage) = stage {
                put(Split::Personas(Some(stage)), cell, count);
                // An answer may name a stage and a touchpoint that stands elsewhere.
                let stands = |id: &CardId| answers.map.cards.get(id).map(|card| card.place.stage);
                let card = card.filter(|id| stands(id) == Some(stage));
                put(Split::Cards(stage), card.map(Spot::Card), count);
            }
        }
        let sums = sums.into_iter().map(|(split, (parts, rest))| {
            let total = match split {
                Split::Stages(persona) => persona.map(Spot::Persona),
                Split::Personas(stage) => stage.map(Spot::Stage),
                Split::Cards(stage) => Some(Spot::Stage(stage)),
            };
            Sum { total, parts: parts.into_iter().collect(), rest }
        });
        Self { n, sums: sums.collect() }
    }

    /// The places whose figure is withheld: those of too few answers, and the smallest others
    /// that leave nobody able to work one of them out.
    pub(super) fn hidden(&self, hide_below: u64) -> BTreeSet<Spot> {
        let small = self.n.iter().filter(|(_, n)| **n < hide_below);
        let mut hidden: BTreeSet<Spot> = small.map(|(spot, _)| *spot).collect();
        while !hidden.is_empty() {
            let more: Vec<Spot> =
                self.sums.iter().filter_map(|sum| self.told_by(sum, &hidden, hide_below)).collect();
            if more.is_empty() {
                break;
            }
            hidden.extend(more);
        }
        hidden
    }

    /// What must be withheld besides, so that a sum tells nothing that is hidden.
    fn told_by(&self, sum: &Sum, hidden: &BTreeSet<Spot>, hide_below: u64) -> Option<Spot> {
        let count = |spot: &Spot| self.n.get(spot).copied().unwrap_or(0);
        let (away, seen): (Vec<Spot>, Vec<Spot>) =
            sum.parts.iter().copied().partition(|part| hidden.contains(part));
        let is_total_away = sum.total.is_some_and(|total| hidden.contains(&total));
        let unknown = away.len() + usize::from(is_total_away);
        if unknown == 0 {
            return None;
        }
        let of_few = !away.is_empty()
            && !is_total_away
            && away.iter().map(count).sum::<u64>() + sum.rest < hide_below;
        let is_alone = unknown == 1 && sum.rest == 0;
        if !is_alone && !of_few {
            return None;
        }
        let smallest = seen.iter().min_by_key(|part| (count(part), **part)).copied();
        smallest.or(sum.total.filter(|_| !is_total_away))
    }
}
