//! Where the answers of surveys meet a map: figures for a part of it, and the measured curve.
//!
//! A tally counts by the labels of its file; [`Links`] say which label is which element. All that
//! is shown of surveys comes through [`Answers`], so that the panels, the canvas and the command
//! line agree.

use std::collections::BTreeMap;

use survey::metric::{Metric, Options, evaluate, hidden_groups};
use survey::tally::{Counts, Dimension, Kind, TallyRow};

use crate::{CardId, Links, Map, MapId, PersonaId, Project, StageId, SurveyId, SurveyRecord};

mod conversion;
mod filter;
mod groups;
mod guard;
mod kpis;
mod likeness;
mod places;
mod sums;

pub use conversion::Reached;
pub use filter::{AnswerFilter, FilterChoices};
pub use groups::{By, Group, Step};
pub use kpis::{KpiFigure, KpiPoint, Miss, NoValue};
pub use likeness::suggest_links;
pub use places::{Asked, Places, Spot};

/// A part of a map. Nothing set is the whole map; what is set narrows it down together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scope {
    /// Only answers about this stage.
    pub stage: Option<StageId>,
    /// Only answers of this persona.
    pub persona: Option<PersonaId>,
    /// Only answers about this touchpoint.
    pub card: Option<CardId>,
}

impl Scope {
    const fn is_whole_map(self) -> bool {
        self.stage.is_none() && self.persona.is_none() && self.card.is_none()
    }
}

/// The figure of one question in one scope.
#[derive(Clone, Debug, PartialEq)]
pub struct MetricEntry {
    /// The survey that asked.
    pub survey: SurveyId,
    /// Its name.
    pub survey_name: String,
    /// The question's unique name in that survey.
    pub question: String,
    /// The question as it was put to people.
    pub question_text: String,
    /// What it measures.
    pub kind: Kind,
    /// The figure with its interval and distribution; it says itself when there are too few
    /// answers.
    pub metric: Metric,
}

/// A point of the measured curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeasuredPoint {
    /// The emotion, -2 to +2.
    pub emotion: f64,
    /// Its 95 % interval, low end first, within -2 and +2; none where there are too few answers
    /// for one.
    pub interval: Option<(f64, f64)>,
    /// How many answers there are.
    pub n: u64,
    /// Whether they are all customers' answers, since the survey does not tell personas apart.
    pub of_all: bool,
}

/// The answers of all surveys of a project, seen from one of its maps through a filter.
#[derive(Clone, Copy, Debug)]
pub struct Answers<'a> {
    project: &'a Project,
    map: &'a Map,
    filter: &'a AnswerFilter,
    side: guard::Side,
}

impl<'a> Answers<'a> {
    /// The answers on this map; none where the project has no such map.
    pub fn new(project: &'a Project, map: MapId, filter: &'a AnswerFilter) -> Option<Self> {
        let map = project.maps.get(&map)?;
        Some(Self { project, map, filter, side: guard::Side::Through })
    }

    /// Under how many answers a figure is hidden.
    pub fn options(&self) -> Options {
        Options::hiding_below(self.project.hide_below.0)
    }

    /// The figures of every question of every survey for a part of the map, surveys and questions
    /// in their order. Questions without an answer there are passed over.
    ///
    /// Groups of too few answers come without a value, and so do those from which the value of a
    /// small group beside them, or of few answers that the filter leaves out, would follow, see
    /// [`Metric::hidden`].
    pub fn metrics(&self, scope: Scope) -> Vec<MetricEntry> {
        let mut found = self.metrics_by(|_, _| Some(()), scope).remove(&()).unwrap_or_default();
        let places = Spot::of(scope).map(|spot| (spot, self.by_place()));
        let guarded = self.guarded(scope);
        for entry in &mut found {
            let is_withheld = guarded.contains(&(entry.survey, entry.question.clone()))
                || places.as_ref().is_some_and(|(spot, places)| {
                    places.is_withheld(entry.survey, &entry.question, *spot)
                });
            if is_withheld {
                entry.metric.hide();
            }
        }
        found
    }

    fn metrics_by<K: Ord + Copy>(
        &self,
        key: impl Fn(&SurveyRecord, &TallyRow) -> Option<K>,
        scope: Scope,
    ) -> BTreeMap<K, Vec<MetricEntry>> {
        let mut entries: BTreeMap<K, Vec<MetricEntry>> = BTreeMap::new();
        for (id, record) in &self.project.surveys {
            let mut counts: BTreeMap<&str, BTreeMap<K, Counts>> = BTreeMap::new();
            for row in &record.tally.rows {
                if let Some(key) = key(record, row)
                    && self.accepts(record, row, scope)
                {
                    let groups = counts.entry(&row.question).or_default();
                    groups.entry(key).or_default().merge(&row.counts);
                }
            }
            for question in &record.tally.questions {
                let groups = counts.remove(question.name.as_str()).unwrap_or_default();
                let sizes: Vec<u64> = groups.values().map(Counts::n).collect();
                let hidden = hidden_groups(&sizes, self.options().hide_below);
                for ((key, counts), hidden) in groups.into_iter().zip(hidden) {
                    let mut metric = evaluate(question, &counts, self.options());
                    if hidden {
                        metric.hide();
                    }
                    if metric.n > 0 {
                        entries.entry(key).or_default().push(MetricEntry {
                            survey: *id,
                            survey_name: record.name.clone(),
                            question: question.name.clone(),
                            question_text: question.text.clone(),
                            kind: question.kind,
                            metric,
                        });
                    }
                }
            }
        }
        entries
    }

    /// The counts of one question for a part of the map.
    pub fn counts(&self, survey: SurveyId, question: &str, scope: Scope) -> Counts {
        self.group(survey, question, scope, |_, _| Some(())).remove(&()).unwrap_or_default()
    }

    /// The measured curve by the map's stored rule: of a persona, or of all customers. Stages with
    /// too few answers have no point.
    ///
    /// Where no label of the survey stands for a persona, every persona gets all customers' curve.
    pub fn measured_curve(&self, persona: Option<PersonaId>) -> BTreeMap<StageId, MeasuredPoint> {
        self.by_place().measured_curve(persona)
    }

    /// The stage of this map that a row is about: the one its stage label means, otherwise the
    /// one that its touchpoint stands in.
    fn stage_of(&self, record: &SurveyRecord, row: &TallyRow) -> Option<StageId> {
        let linked = row.labels.stage.as_ref().and_then(|label| record.links.stages.get(label));
        let stage = match linked {
            Some(stage) => *stage,
            None => self.map.cards.get(&touchpoint(record, row)?)?.place.stage,
        };
        self.map.stages.contains_key(&stage).then_some(stage)
    }

    fn accepts(&self, record: &SurveyRecord, row: &TallyRow, scope: Scope) -> bool {
        if !self.is_on_side(record, row) {
            return false;
        }
        if scope.is_whole_map() {
            return !self.is_of_another_map(record, row);
        }
        let persona = || {
            row.labels.persona.as_ref().and_then(|label| record.links.personas.get(label)).copied()
        };
        scope.stage.is_none_or(|stage| self.stage_of(record, row) == Some(stage))
            && scope.card.is_none_or(|card| touchpoint(record, row) == Some(card))
            && scope.persona.is_none_or(|scope| persona() == Some(scope))
            && !self.is_of_another_map(record, row)
    }

    /// Whether the row is about a stage or touchpoint of another map of the project.
    fn is_of_another_map(&self, record: &SurveyRecord, row: &TallyRow) -> bool {
        if self.project.maps.size() < 2 || self.stage_of(record, row).is_some() {
            return false;
        }
        let stage = row.labels.stage.as_ref().and_then(|label| record.links.stages.get(label));
        stage.is_some()
            || touchpoint(record, row).is_some_and(|id| !self.map.cards.contains_key(&id))
    }
}

/// A label of a survey that stands for nothing on the maps.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unassigned {
    /// What the label tells apart: stage, touchpoint or persona.
    pub dimension: Dimension,
    /// The label as it stands in the file.
    pub label: String,
    /// How many answers it has, to the question that most people answered there.
    pub n: u64,
}

/// The labels of a survey that stand for nothing yet, with how many answers therefore count for
/// the whole map only.
pub fn unassigned(record: &SurveyRecord) -> Vec<Unassigned> {
    let mut answers: BTreeMap<(Dimension, &str), BTreeMap<&str, u64>> = BTreeMap::new();
    for row in &record.tally.rows {
        for dimension in [Dimension::Stage, Dimension::Touchpoint, Dimension::Persona] {
            let Some(label) = row.labels.get(dimension) else { continue };
            if !is_assigned(&record.links, dimension, label) {
                let questions = answers.entry((dimension, label)).or_default();
                *questions.entry(&row.question).or_insert(0) += row.counts.n();
            }
        }
    }
    let labels = answers.into_iter().map(|((dimension, label), questions)| Unassigned {
        dimension,
        label: label.to_owned(),
        n: questions.into_values().max().unwrap_or(0),
    });
    labels.collect()
}

fn is_assigned(links: &Links, dimension: Dimension, label: &str) -> bool {
    match dimension {
        Dimension::Stage => links.stages.contains_key(label),
        Dimension::Touchpoint => links.touchpoints.contains_key(label),
        Dimension::Persona => links.personas.contains_key(label),
        _ => true,
    }
}

fn touchpoint(record: &SurveyRecord, row: &TallyRow) -> Option<CardId> {
    row.labels.touchpoint.as_ref().and_then(|label| record.links.touchpoints.get(label)).copied()
}

#[cfg(test)]
mod tests;
