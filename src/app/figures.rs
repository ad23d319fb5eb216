//! What the canvas shows of surveys and key figures: chips in heads, badges on cards, lanes of
//! figures, measured curves.

mod cells;
mod filter_words;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use model::answers::{AnswerFilter, Answers, Asked, Places, Spot};
use model::{
    Card, CardId, HideBelow, Kpi, KpiId, LaneKind, Map, MapId, Measure, Measured, Persona,
    PersonaId, Project, Stage, StageId, SurveyId, SurveyRecord, Table,
};
use scene::{Chip, Figures};
use survey::tally::{Kind, Question};

pub use filter_words::filter_text;
pub use words::kpi_value_text;

use crate::panels::words::{n_text, short_title, titles};
use words::Reading;

/// What figures were worked out from. Most edits touch none of it, so that typing into a card does
/// not count every answer anew.
#[derive(Debug)]
pub struct FiguresOf {
    map: MapId,
    filter: AnswerFilter,
    alone: Option<PersonaId>,
    hide_below: HideBelow,
    kpis: Table<KpiId, Kpi>,
    maps: usize,
    measured: Option<Measured>,
    surveys: Table<SurveyId, SurveyRecord>,
    personas: Table<PersonaId, Persona>,
    stages: Table<StageId, Stage>,
    /// Whether there are lanes of figures in the bands, and for the whole map.
    lanes: (bool, bool),
    /// The cards, where surveys or key figures are about some of them.
    cards: Option<Table<CardId, Card>>,
}

impl FiguresOf {
    /// What [`figures`] reads for this map; none without the map.
    pub fn new(
        project: &Project,
        map: MapId,
        filter: &AnswerFilter,
        alone: Option<PersonaId>,
    ) -> Option<Self> {
        let on = project.maps.get(&map)?;
        let by_card = project.surveys.values().any(|survey| !survey.links.touchpoints.is_empty())
            || project.kpis.values().any(|kpi| kpi.about.card.is_some());
        Some(Self {
            map,
            filter: filter.clone(),
            alone,
            hide_below: project.hide_below,
            kpis: project.kpis.clone(),
            maps: project.maps.size(),
            measured: on.measured.clone(),
            surveys: project.surveys.clone(),
            personas: project.personas.clone(),
            stages: on.stages.clone(),
            lanes: lanes_of_figures(on),
            cards: by_card.then(|| on.cards.clone()),
        })
    }

    /// Whether none of it was touched: a comparison of a few addresses.
    pub fn is(
        &self,
        project: &Project,
        map: MapId,
        filter: &AnswerFilter,
        alone: Option<PersonaId>,
    ) -> bool {
        let Some(on) = project.maps.get(&map) else { return false };
        (self.map, self.maps) == (map, project.maps.size())
            && self.filter == *filter
            && self.alone == alone
            && self.hide_below == project.hide_below
            && self.kpis.ptr_eq(&project.kpis)
            && self.measured == on.measured
            && self.surveys.ptr_eq(&project.surveys)
            && self.personas.ptr_eq(&project.personas)
            && self.stages.ptr_eq(&on.stages)
            && self.lanes == lanes_of_figures(on)
            && self.cards.as_ref().is_none_or(|cards| cards.ptr_eq(&on.cards))
    }
}

/// Whether a map shows lanes of figures: in the bands, and for the whole map.
fn lanes_of_figures(map: &Map) -> (bool, bool) {
    let shown = |once: bool| {
        map.lanes
            .values()
            .any(|lane| lane.kind == LaneKind::Metrics && !lane.hidden && lane.once == once)
    };
    (shown(false), shown(true))
}

/// Works out what the canvas shows of surveys and key figures on this map.
///
/// Where a persona is shown alone, the stages' heads tell what that persona said, as far as the
/// surveys tell personas apart.
pub fn figures(
    project: &Project,
    map: MapId,
    filter: &AnswerFilter,
    alone: Option<PersonaId>,
) -> Figures {
    let Some(answers) = Answers::new(project, map, filter) else { return Figures::default() };
    let Some(map) = project.maps.get(&map) else { return Figures::default() };
    if project.surveys.size() == 0 && project.kpis.size() == 0 {
        return Figures::default();
    }
    let sources = Sources::new(project, map, answers);
    let mut figures = Figures::default();
    let mut cards = BTreeMap::new();
    for spot in sources.places.spots() {
        match spot {
            Spot::Persona(id) => {
                let is_nps = |asked: &Asked<'_>| asked.question.kind == Kind::Nps;
                let asked = sources.places.asked(spot).filter(is_nps);
                let chips = asked.filter_map(|asked| sources.chip(&asked, None));
                let chips: Vec<Chip> = chips.take(1).collect();
                if !chips.is_empty() {
                    figures.chips.insert(id, chips);
                }
            }
            Spot::Stage(stage) => {
                let at = At { stage, persona: None, card: None };
                let of_one = || {
                    let at = At { persona: alone, ..at };
                    sources.main_chip(Spot::Cell(alone?, stage), at)
                };
                if let Some(chip) = of_one().or_else(|| sources.main_chip(spot, at)) {
                    figures.stages.insert(stage, chip);
                }
            }
            Spot::Card(id) => {
                let Some(card) = map.cards.get(&id) else { continue };
                let at = At { stage: card.place.stage, persona: None, card: Some(id) };
                if let Some(chip) = sources.main_chip(spot, at) {
                    cards.insert(id, chip);
                }
            }
            Spot::Cell(..) => {}
        }
    }
    figures.cards = Arc::new(cards);
    if let (in_bands, once) = lanes_of_figures(map)
        && (in_bands || once)
    {
        figures.cells = Arc::new(cells::cells(&sources, in_bands, once));
    }
    for (persona, _) in project.personas_in_order() {
        let points = sources.places.measured_curve(Some(persona));
        if !points.is_empty() {
            figures.measured.insert(persona, points);
        }
    }
    figures
}

/// In which order kinds of questions are shown.
const fn rank(kind: Kind) -> u8 {
    match kind {
        Kind::Nps => 0,
        Kind::Csat => 1,
        Kind::Ces => 2,
        Kind::Rating | Kind::Binary | Kind::Amount | Kind::Count => 3,
    }
}

/// A place for which something may be expected.
#[derive(Clone, Copy, Debug)]
struct At {
    stage: StageId,
    persona: Option<PersonaId>,
    card: Option<CardId>,
}

/// What all figures of a map are made of.
struct Sources<'a> {
    project: &'a Project,
    map: &'a Map,
    answers: Answers<'a>,
    places: Places<'a>,
    /// What questions are called.
    titles: BTreeMap<(SurveyId, &'a str), String>,
    /// The key figures that say what is expected of answers.
    thresholds: Vec<&'a Kpi>,
}

impl<'a> Sources<'a> {
    fn new(project: &'a Project, map: &'a Map, answers: Answers<'a>) -> Self {
        let questions: Vec<(SurveyId, &Question)> = project
            .surveys
            .iter()
            .flat_map(|(id, record)| record.tally.questions.iter().map(|q| (*id, q)))
            .collect();
        let survey_name = |id| {
            let record = project.surveys.get(&id);
            record.map_or("", |record| record.name.as_str())
        };
        let names = titles(&questions, survey_name);
        let keys = questions.iter().map(|(id, question)| (*id, question.name.as_str()));
        let titles = keys.zip(names).collect();
        let kpis = project.kpis_in_order().into_iter().map(|(_, kpi)| kpi);
        let says_what =
            |kpi: &&Kpi| kpi.target.is_some() && matches!(kpi.measure, Measure::Answers { .. });
        let thresholds = kpis.filter(says_what).collect();
        Self { project, map, places: answers.by_place(), answers, titles, thresholds }
    }

    /// Under how many answers there is no figure.
    fn hide_below(&self) -> u64 {
        self.answers.options().hide_below
    }

    fn title(&self, survey: SurveyId, question: &Question) -> String {
        let known = self.titles.get(&(survey, question.name.as_str()));
        known.cloned().unwrap_or_else(|| question.name.clone())
    }

    /// The key figure that says what is expected of a question's answers there, the one that is
    /// meant most narrowly if there are several.
    fn threshold(&self, survey: SurveyId, question: &Question, at: At) -> Option<&'a Kpi> {
        let meant = self.thresholds.iter().copied().filter(|kpi| {
            let about = kpi.about;
            cells::is_of(kpi, survey, question)
                && about.stage.is_none_or(|stage| stage == at.stage)
                && about.persona.is_none_or(|persona| Some(persona) == at.persona)
                && about.card.is_none_or(|card| Some(card) == at.card)
        });
        meant.max_by_key(|kpi| {
            let about = kpi.about;
            (about.card.is_some(), about.stage.is_some(), about.persona.is_some())
        })
    }

    /// The figure that a place is known by: that of the measured curve, else its NPS, CSAT or CES.
    fn main_chip(&self, spot: Spot, at: At) -> Option<Chip> {
        let measured = self.map.measured.as_ref();
        let is_measured = |asked: &Asked<'_>| {
            measured.is_some_and(|measured| {
                measured.survey == asked.survey && measured.rule.question == asked.question.name
            })
        };
        let usual = self.places.asked(spot);
        let usual = usual.filter(|asked| rank(asked.question.kind) < 3 || is_measured(asked));
        let mut usual: Vec<Asked<'_>> = usual.collect();
        usual.sort_by_key(|asked| (!is_measured(asked), rank(asked.question.kind)));
        usual.iter().find_map(|asked| self.chip(asked, Some(at)))
    }

    /// A question's figure in short, as it stands alone in a head or on a card; none where it has no
    /// value.
    fn chip(&self, asked: &Asked<'_>, at: Option<At>) -> Option<Chip> {
        let metric = asked.metric();
        let value = metric.value?;
        let threshold = at.and_then(|at| self.threshold(asked.survey, asked.question, at));
        Some(Chip {
            label: short_title(asked.question),
            value: Reading::of(&metric, self.hide_below()).value,
            note: n_text(metric.n),
            missed: threshold.and_then(|kpi| kpi.is_met_by(value)) == Some(false),
        })
    }
}

#[cfg(test)]
mod tests;
