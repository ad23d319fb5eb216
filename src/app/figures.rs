//! What the canvas shows of surveys and key figures: chips in heads, badges on cards, lanes of
//! figures, measured curves.

mod cells;
mod filter_words;
mod of;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use model::answers::{AnswerFilter, Answers, Asked, Places, Scope};
use model::{CardId, Kpi, Map, MapId, Measure, PersonaId, Project, StageId, SurveyId};
use scene::{Chip, Figures};
use survey::tally::{Kind, Question};

pub use filter_words::filter_text;
pub use of::{FiguresOf, Versions, Watch, comes_to_the_same};
pub use words::kpi_value_text;

use crate::panels::words::{n_text, short_title, survey_title, titles};
use of::lanes_of_figures;
use words::Reading;

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
    for scope in sources.places.scopes() {
        match (scope.persona, scope.stage, scope.card) {
            (Some(id), None, None) => {
                let is_nps = |asked: &Asked<'_>| asked.question.kind == Kind::Nps;
                let asked = sources.places.asked(scope).filter(is_nps);
                let chips = asked.filter_map(|asked| sources.chip(&asked, None));
                let chips: Vec<Chip> = chips.take(1).collect();
                if !chips.is_empty() {
                    figures.chips.insert(id, chips);
                }
            }
            (None, Some(stage), None) => {
                let at = At { stage, persona: None, card: None };
                let of_one = || {
                    let at = At { persona: Some(alone?), ..at };
                    sources.main_chip(Scope { persona: alone, ..scope }, at)
                };
                if let Some(chip) = of_one().or_else(|| sources.main_chip(scope, at)) {
                    figures.stages.insert(stage, chip);
                }
            }
            (None, None, Some(id)) => {
                let Some(card) = map.cards.get(&id) else { continue };
                let at = At { stage: card.place.stage, persona: None, card: Some(id) };
                if let Some(chip) = sources.main_chip(scope, at) {
                    cards.insert(id, chip);
                }
            }
            _ => {}
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
        let names = titles(&questions, |id| survey_title(project, id));
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
    fn main_chip(&self, scope: Scope, at: At) -> Option<Chip> {
        let measured = self.map.measured.as_ref();
        let is_measured = |asked: &Asked<'_>| {
            measured.is_some_and(|measured| {
                measured.survey == asked.survey && measured.rule.question == asked.question.name
            })
        };
        let usual = self.places.asked(scope);
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
