//! Answers side by side: over time, by persona or segment, and two groups against each other.

use std::collections::{BTreeMap, BTreeSet};

use survey::compare::{Comparison, compare};
use survey::metric::{Metric, evaluate};
use survey::tally::{Counts, TallyRow};

use super::guard::Sizes;
use super::{Answers, Scope, Spot, touchpoint};
use crate::{Card, CardId, PersonaId, SurveyId, SurveyRecord};

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
    pub(super) fn of(self, row: &TallyRow) -> Option<String> {
        if self == Self::Wave {
            return row.wave.clone();
        }
        let month = row.labels.period.as_deref()?.get(..7)?;
        if self == Self::Month {
            return Some(month.to_owned());
        }
        quarter_of(month)
    }
}

/// The quarter that a month, "2026-03", belongs to.
fn quarter_of(month: &str) -> Option<String> {
    let (year, number) = month.split_once('-')?;
    let number: u32 = number.parse().ok()?;
    Some(format!("{year} Q{}", number.saturating_sub(1) / 3 + 1))
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

impl Answers<'_> {
    /// The figure of a question over time, the oldest first; points without answers are left out.
    pub fn trend(&self, survey: SurveyId, question: &str, scope: Scope, step: Step) -> Vec<Group> {
        let counts = self.group(survey, question, scope, |_, row| step.of(row));
        let answered = counts.into_iter().filter(|(_, counts)| counts.n() > 0);
        let points = answered.map(|(name, counts)| (0, name, counts)).collect();
        if self.is_withheld(survey, question, scope) {
            return self.groups(survey, question, points, |_| true);
        }
        let limit = self.options().hide_below;
        let sizes = |step: Step| self.sizes_of(survey, question, scope, |_, row| step.of(row));
        let mut hidden = sizes(step).hidden(limit);
        if step == Step::Month {
            let quarters = sizes(Step::Quarter).hidden(limit);
            hidden.extend(hidden_in_quarters(&sizes(step), &hidden, &quarters, limit));
        }
        self.groups(survey, question, points, |(_, name)| hidden.contains(name))
    }

    /// The figure of a question for each stage, persona, segment and so on.
    pub fn breakdown(&self, survey: SurveyId, question: &str, scope: Scope, by: By) -> Vec<Group> {
        let counts = self.counts_by(survey, question, scope, by);
        let sizes = self.sizes(|answers| {
            let groups = answers.counts_by(survey, question, scope, by).into_iter();
            groups.map(|(rank, name, counts)| ((rank, name), counts.n())).collect()
        });
        let hidden = sizes.hidden(self.options().hide_below);
        // What is withheld as a whole is not shown in parts that make it up. Stages and personas
        // are places, of which is known what makes them up.
        let is_of_places = matches!(by, By::Stage | By::Persona);
        let all_hidden = !is_of_places && self.is_withheld(survey, question, scope);
        let places = self.by_place_of(Some((survey, question)));
        let spots = self.spots_by(scope, by);
        self.groups(survey, question, counts, |group| {
            let spot = spots.get(group.0);
            all_hidden
                || hidden.contains(group)
                || spot.is_some_and(|spot| places.is_withheld(survey, question, *spot))
        })
    }

    /// The places that groups are, by their ranks; none for what is no place.
    fn spots_by(&self, scope: Scope, by: By) -> Vec<Spot> {
        let spot = |scope| Spot::of(scope).into_iter();
        match by {
            By::Stage => {
                let stages = self.map.stages_in_order().into_iter();
                stages.flat_map(|(id, _)| spot(Scope { stage: Some(id), ..scope })).collect()
            }
            By::Persona => {
                let personas = self.project.personas_in_order().into_iter();
                personas.flat_map(|(id, _)| spot(Scope { persona: Some(id), ..scope })).collect()
            }
            By::Touchpoint => {
                let cards = self.touchpoints_in_order().into_iter();
                cards.map(|(id, _)| Spot::Card(id)).collect()
            }
            By::Segment | By::Channel | By::Wave => Vec::new(),
        }
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

    /// Evaluates groups that together make a whole; some of them are hidden.
    fn groups(
        &self,
        survey: SurveyId,
        question: &str,
        counts: Vec<(usize, String, Counts)>,
        is_hidden: impl Fn(&(usize, String)) -> bool,
    ) -> Vec<Group> {
        let record = self.project.surveys.get(&survey);
        let Some(asked) = record.and_then(|record| record.tally.question(question)) else {
            return Vec::new();
        };
        let groups = counts.into_iter().map(|(rank, name, counts)| {
            let mut metric = evaluate(asked, &counts, self.options());
            let group = (rank, name);
            if is_hidden(&group) {
                metric.hide();
            }
            Group { rank, name: group.1, metric }
        });
        groups.collect()
    }
}

/// The persona whose answers a row holds.
pub(super) fn persona(record: &SurveyRecord, row: &TallyRow) -> Option<PersonaId> {
    record.links.personas.get(row.labels.persona.as_ref()?).copied()
}

/// Counts by element with the elements' places and names, in the elements' order.
fn named<K: Ord>(
    mut counts: BTreeMap<K, Counts>,
    elements: impl Iterator<Item = (K, String)>,
) -> Vec<(usize, String, Counts)> {
    let elements = elements.enumerate();
    elements.filter_map(|(rank, (id, name))| Some((rank, name, counts.remove(&id)?))).collect()
}

/// The months to be hidden so that no small one follows from the others and their quarter, and no
/// hidden quarter from its months.
fn hidden_in_quarters(
    months: &Sizes<String>,
    hidden: &BTreeSet<String>,
    hidden_quarters: &BTreeSet<String>,
    hide_below: u64,
) -> BTreeSet<String> {
    let quarters: BTreeSet<String> =
        months.shown().keys().filter_map(|month| quarter_of(month)).collect();
    let mut found = BTreeSet::new();
    for quarter in quarters {
        let own = months.only(|month| quarter_of(month).as_ref() == Some(&quarter));
        let away = own.hidden(hide_below);
        let is_told = away.is_empty()
            && hidden_quarters.contains(&quarter)
            && !own.shown().keys().any(|month| hidden.contains(month));
        if is_told {
            let smallest = own.shown().iter().filter(|(_, n)| **n > 0).min_by_key(|(_, n)| **n);
            found.extend(smallest.map(|(month, _)| month.clone()));
        }
        found.extend(away);
    }
    found
}

#[cfg(test)]
mod tests;
