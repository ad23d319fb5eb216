//! Where the answers of surveys meet a map: figures for a part of it, and the measured curve.
//!
//! A tally counts by the labels of its file; [`Links`] say which label is which element. All that
//! is shown of surveys comes through here, so that the panels, the canvas and the command line
//! agree.

use std::collections::BTreeMap;

use survey::compare::measured_emotion;
use survey::metric::{DEFAULT_HIDE_BELOW, Metric, Options, evaluate};
use survey::tally::{Counts, Dimension, Kind, TallyRow};

use crate::{CardId, Links, Map, MapId, PersonaId, Project, StageId, SurveyId, SurveyRecord};

mod likeness;

pub use likeness::suggest_links;

/// How many answers a figure needs before it is shown, unless one asks for another limit.
pub const MIN_ANSWERS: u64 = DEFAULT_HIDE_BELOW;

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

/// The figures of every question of every survey for a part of a map, surveys and questions in
/// their order. Questions without an answer there are passed over.
///
/// Groups under `min_answers` come without a value, see [`Metric::hidden`].
pub fn metrics(project: &Project, map: MapId, scope: Scope, min_answers: u64) -> Vec<MetricEntry> {
    let Some(view) = View::of(project, map) else { return Vec::new() };
    let options = Options::hiding_below(min_answers);
    let mut entries = Vec::new();
    for (id, record) in &project.surveys {
        let mut counts = view.counts(record, scope);
        for question in &record.tally.questions {
            let counts = counts.remove(question.name.as_str()).unwrap_or_default();
            let metric = evaluate(question, &counts, options);
            if metric.n > 0 {
                entries.push(MetricEntry {
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
    entries
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

/// The measured curve by the map's stored rule: of a persona, or of all customers. Stages with
/// fewer than [`MIN_ANSWERS`] answers have no point.
///
/// Where no label of the survey stands for a persona, every persona gets all customers' curve.
pub fn measured_curve(
    project: &Project,
    map: MapId,
    persona: Option<PersonaId>,
) -> BTreeMap<StageId, MeasuredPoint> {
    points(project, map, persona).unwrap_or_default()
}

fn points(
    project: &Project,
    map: MapId,
    persona: Option<PersonaId>,
) -> Option<BTreeMap<StageId, MeasuredPoint>> {
    let view = View::of(project, map)?;
    let measured = view.map.measured.as_ref()?;
    let record = project.surveys.get(&measured.survey)?;
    let question = record.tally.question(&measured.rule.question)?;
    let of_all = persona.is_none() || record.links.personas.is_empty();
    let scope = Scope { persona: persona.filter(|_| !of_all), ..Scope::default() };
    let mut stages: BTreeMap<StageId, Counts> = BTreeMap::new();
    for row in record.tally.rows.iter().filter(|row| row.question == question.name) {
        if let Some(stage) = view.stage_of(record, row)
            && view.accepts(record, row, scope)
        {
            stages.entry(stage).or_default().merge(&row.counts);
        }
    }
    let options = Options::hiding_below(MIN_ANSWERS);
    let points = stages.into_iter().filter_map(|(stage, counts)| {
        let point = measured_emotion(measured.rule.mapping, question, &counts, options)?;
        let (emotion, interval) = (point.value, point.interval95);
        Some((stage, MeasuredPoint { emotion, interval, n: point.n, of_all }))
    });
    Some(points.collect())
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

/// One map, seen from the surveys.
struct View<'a> {
    project: &'a Project,
    map: &'a Map,
}

impl<'a> View<'a> {
    fn of(project: &'a Project, map: MapId) -> Option<Self> {
        Some(Self { project, map: project.maps.get(&map)? })
    }

    /// The counts of every question, over the rows of the scope.
    fn counts(&self, record: &'a SurveyRecord, scope: Scope) -> BTreeMap<&'a str, Counts> {
        let mut counts: BTreeMap<&str, Counts> = BTreeMap::new();
        for row in record.tally.rows.iter().filter(|row| self.accepts(record, row, scope)) {
            counts.entry(&row.question).or_default().merge(&row.counts);
        }
        counts
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

fn touchpoint(record: &SurveyRecord, row: &TallyRow) -> Option<CardId> {
    row.labels.touchpoint.as_ref().and_then(|label| record.links.touchpoints.get(label)).copied()
}

#[cfg(test)]
mod tests;
