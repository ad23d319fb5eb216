//! The survey figures that the canvas shows: chips in the bands' heads, measured curves.

mod filter_words;

pub use filter_words::filter_text;

use model::answers::{AnswerFilter, Answers, Scope};
use model::{
    Card, CardId, HideBelow, Kpi, KpiId, MapId, Measured, Persona, PersonaId, Project, Stage,
    StageId, SurveyId, SurveyRecord, Table,
};
use scene::{Chip, Figures};
use survey::tally::Kind;

use crate::panels::words;

/// What figures were worked out from. Most edits touch none of it, so that typing into a card does
/// not count every answer anew.
#[derive(Debug)]
pub struct FiguresOf {
    map: MapId,
    filter: AnswerFilter,
    hide_below: HideBelow,
    kpis: Table<KpiId, Kpi>,
    maps: usize,
    measured: Option<Measured>,
    surveys: Table<SurveyId, SurveyRecord>,
    personas: Table<PersonaId, Persona>,
    stages: Table<StageId, Stage>,
    /// The cards, where labels of a survey stand for some of them.
    cards: Option<Table<CardId, Card>>,
}

impl FiguresOf {
    /// What [`figures`] reads for this map; none without the map.
    pub fn new(project: &Project, map: MapId, filter: &AnswerFilter) -> Option<Self> {
        let on = project.maps.get(&map)?;
        let by_card = project.surveys.values().any(|survey| !survey.links.touchpoints.is_empty());
        Some(Self {
            map,
            filter: filter.clone(),
            hide_below: project.hide_below,
            kpis: project.kpis.clone(),
            maps: project.maps.size(),
            measured: on.measured.clone(),
            surveys: project.surveys.clone(),
            personas: project.personas.clone(),
            stages: on.stages.clone(),
            cards: by_card.then(|| on.cards.clone()),
        })
    }

    /// Whether none of it was touched: a comparison of a few addresses.
    pub fn is(&self, project: &Project, map: MapId, filter: &AnswerFilter) -> bool {
        let Some(on) = project.maps.get(&map) else { return false };
        (self.map, self.maps) == (map, project.maps.size())
            && self.filter == *filter
            && self.hide_below == project.hide_below
            && self.kpis.ptr_eq(&project.kpis)
            && self.measured == on.measured
            && self.surveys.ptr_eq(&project.surveys)
            && self.personas.ptr_eq(&project.personas)
            && self.stages.ptr_eq(&on.stages)
            && self.cards.as_ref().is_none_or(|cards| cards.ptr_eq(&on.cards))
    }
}

/// Works out what the canvas shows of the surveys on this map.
pub fn figures(project: &Project, map: MapId, filter: &AnswerFilter) -> Figures {
    let mut figures = Figures::default();
    let Some(answers) = Answers::new(project, map, filter) else { return figures };
    for (persona, _) in project.personas_in_order() {
        let scope = Scope { persona: Some(persona), ..Scope::default() };
        let chips = answers
            .metrics(scope)
            .into_iter()
            .filter(|entry| entry.metric.kind == Kind::Nps)
            .filter_map(|entry| {
                let value = entry.metric.value?;
                Some(Chip {
                    label: "NPS".to_owned(),
                    value: words::number(Kind::Nps, value),
                    note: words::n_text(entry.metric.n),
                })
            })
            .take(1)
            .collect::<Vec<_>>();
        if !chips.is_empty() {
            figures.chips.insert(persona, chips);
        }
        let points = answers.measured_curve(Some(persona));
        if !points.is_empty() {
            figures.measured.insert(persona, points);
        }
    }
    figures
}
