//! Where the answers of surveys meet a map: figures for a part of it, and the measured curve.
//!
//! A tally counts by the labels of its file; [`Links`] say which label is which element. All that
//! is shown of surveys comes through [`Answers`], so that the panels, the canvas and the command
//! line agree.

use std::collections::BTreeMap;

use survey::metric::{Metric, Options};
use survey::tally::{Counts, Dimension, Kind, OTHER_VALUES, Question};

use table::Axis;

use crate::{CardId, Links, Map, MapId, PersonaId, Project, StageId, SurveyId, SurveyRecord};

mod conversion;
mod filter;
mod groups;
mod guard;
mod home;
mod kpis;
mod likeness;
mod places;
mod table;

pub use conversion::Reached;
pub use filter::{AnswerFilter, FilterChoices};
pub use groups::{By, Group, Step};
pub use kpis::{KpiFigure, KpiPoint, Miss, NoValue};
pub use likeness::suggest_links;
pub use places::{Asked, Places};

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
    /// Whether answers about other maps count, too.
    of_all_maps: bool,
}

impl<'a> Answers<'a> {
    /// The answers on this map; none where the project has no such map.
    pub fn new(project: &'a Project, map: MapId, filter: &'a AnswerFilter) -> Option<Self> {
        let map = project.maps.get(&map)?;
        Some(Self { project, map, filter, of_all_maps: false })
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
        let surveys = self.project.surveys.iter();
        let entries = surveys.flat_map(|(id, record)| {
            record.tally.questions.iter().filter_map(|asked| self.entry(*id, record, asked, scope))
        });
        entries.collect()
    }

    /// The figure of one question for a part of the map, as in [`Answers::metrics`]; none without an
    /// answer there.
    pub fn metric(&self, survey: SurveyId, question: &str, scope: Scope) -> Option<MetricEntry> {
        let (record, asked) = self.asked(survey, question)?;
        self.entry(survey, record, asked, scope)
    }

    fn entry(
        &self,
        survey: SurveyId,
        record: &SurveyRecord,
        asked: &Question,
        scope: Scope,
    ) -> Option<MetricEntry> {
        let table = self.table(record, &asked.name, Axis::Nothing, scope.shape());
        let share = table.of(scope).filter(|share| share.n > 0)?;
        Some(MetricEntry {
            survey,
            survey_name: record.name.clone(),
            question: asked.name.clone(),
            question_text: asked.text.clone(),
            kind: asked.kind,
            metric: share.metric(asked, self.options()),
        })
    }

    /// The counts of one question for a part of the map. Where its figure is withheld, what people
    /// wrote that is no answer on the scale is counted without its words.
    pub fn counts(&self, survey: SurveyId, question: &str, scope: Scope) -> Counts {
        let Some((record, _)) = self.asked(survey, question) else { return Counts::default() };
        let table = self.table(record, question, Axis::Nothing, scope.shape());
        let Some(share) = table.of(scope) else { return Counts::default() };
        let mut counts = share.counts.clone();
        let off_scale = counts.off_scale_total();
        if share.is_withheld && off_scale > 0 {
            counts.off_scale = BTreeMap::from([(OTHER_VALUES.to_owned(), off_scale)]);
        }
        counts
    }

    /// The measured curve by the map's stored rule: of a persona, or of all customers. Stages with
    /// too few answers have no point.
    ///
    /// Where no label of the survey stands for a persona, every persona gets all customers' curve.
    pub fn measured_curve(&self, persona: Option<PersonaId>) -> BTreeMap<StageId, MeasuredPoint> {
        self.by_place().measured_curve(persona)
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

#[cfg(test)]
mod tests;
