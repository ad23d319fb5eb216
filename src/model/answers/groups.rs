//! Answers side by side: over time, by persona or segment, and two groups against each other.

use survey::compare::{Comparison, compare};
use survey::metric::Metric;
use survey::tally::Question;

use super::table::{Axis, Label, Share};
use super::{Answers, Scope};
use crate::{Card, CardId, SurveyId, SurveyRecord};

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

    /// The axis on which these points in time lie.
    pub(super) const fn axis(self) -> Axis {
        match self {
            Self::Month | Self::Quarter => Axis::Time,
            Self::Wave => Axis::Wave,
        }
    }

    /// Whether a label of that axis is one of these points.
    pub(super) const fn is_of(self, label: &Label<'_>) -> bool {
        match label {
            Label::Month(_) => matches!(self, Self::Month),
            Label::Quarter(_) => matches!(self, Self::Quarter),
            Label::Of(_) => matches!(self, Self::Wave),
        }
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

/// Some answers before they are evaluated: the place in the order, the name and the answers.
type Apart = (usize, String, Share);

impl<'a> Answers<'a> {
    /// The figure of a question over time, the oldest first; points without answers are left out.
    pub fn trend(&self, survey: SurveyId, question: &str, scope: Scope, step: Step) -> Vec<Group> {
        let Some((record, asked)) = self.asked(survey, question) else { return Vec::new() };
        let table = self.table(record, question, step.axis(), scope.shape());
        let points = table.by_label(scope).filter(|(label, _)| step.is_of(label));
        let points = points.filter(|(_, share)| share.n > 0);
        let group = |(label, share): (&Label<'_>, &Share)| Group {
            rank: 0,
            name: label.name().to_owned(),
            metric: share.metric(asked, self.options()),
        };
        points.map(group).collect()
    }

    /// The figure of a question for each stage, persona, segment and so on.
    pub fn breakdown(&self, survey: SurveyId, question: &str, scope: Scope, by: By) -> Vec<Group> {
        let Some((record, asked)) = self.asked(survey, question) else { return Vec::new() };
        let groups = self.apart(record, question, scope, by).into_iter();
        let group = |(rank, name, share): Apart| Group {
            rank,
            name,
            metric: share.metric(asked, self.options()),
        };
        groups.map(group).collect()
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
        let (record, asked) = self.asked(survey, question)?;
        let groups = self.apart(record, question, scope, by);
        let counts = |at: usize| {
            let share = groups.get(at).map(|(.., share)| share);
            share.filter(|share| !share.is_withheld).map(|share| &share.counts)
        };
        compare(asked, counts(first)?, counts(second)?, self.options())
    }

    /// A question of a survey.
    pub(super) fn asked(
        &self,
        survey: SurveyId,
        question: &str,
    ) -> Option<(&'a SurveyRecord, &'a Question)> {
        let record = self.project.surveys.get(&survey)?;
        Some((record, record.tally.question(question)?))
    }

    /// The answers to a question for each stage, persona, segment and so on, in order; those that
    /// nobody gave are left out.
    fn apart(&self, record: &SurveyRecord, question: &str, scope: Scope, by: By) -> Vec<Apart> {
        let parts = |parts: Vec<(Scope, &str)>| {
            let shape = parts.first().map_or(scope, |(part, _)| *part).shape();
            let table = self.table(record, question, Axis::Nothing, shape);
            let parts = parts.into_iter().enumerate().filter(|(_, (part, _))| scope.holds(*part));
            let found = parts.filter_map(|(rank, (part, name))| {
                Some((rank, name.to_owned(), table.of(part)?.clone()))
            });
            found.filter(|(.., share)| share.n > 0).collect()
        };
        let axis = match by {
            By::Stage => {
                let stages = self.map.stages_in_order().into_iter();
                let part = |id| Scope { stage: Some(id), ..scope };
                return parts(stages.map(|(id, stage)| (part(id), &*stage.name)).collect());
            }
            By::Persona => {
                let personas = self.project.personas_in_order().into_iter();
                let part = |id| Scope { persona: Some(id), ..scope };
                return parts(personas.map(|(id, persona)| (part(id), &*persona.name)).collect());
            }
            By::Touchpoint => {
                let cards = self.touchpoints_in_order().into_iter();
                let part = |id| Scope { card: Some(id), ..scope };
                return parts(cards.map(|(id, card)| (part(id), &*card.text)).collect());
            }
            By::Segment => Axis::Segment,
            By::Channel => Axis::Channel,
            By::Wave => Axis::Wave,
        };
        let table = self.table(record, question, axis, scope.shape());
        let labels = table.by_label(scope).filter(|(_, share)| share.n > 0);
        labels.map(|(label, share)| (0, label.name().to_owned(), share.clone())).collect()
    }

    /// The cards of the map by stage, persona and place: the order in which touchpoints are told
    /// apart, see [`Group::rank`].
    pub fn touchpoints_in_order(&self) -> Vec<(CardId, &'a Card)> {
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
}

#[cfg(test)]
mod tests;
