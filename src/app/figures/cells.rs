//! What stands in the cells of lanes of figures.

use std::collections::BTreeMap;

use model::answers::{Asked, NoValue, Scope};
use model::{Kpi, Measure, PersonaId, StageId, SurveyId};
use scene::{CellFigure, CellFigures, Expected, Gauge};
use survey::tally::Question;

use super::words::{Reading, kpi_target_text, kpi_value_text};
use super::{At, Sources};
use crate::panels::words::n_text;

/// A cell shows so many figures of surveys at most, and so many key figures.
const MOST: usize = 4;

/// A cell's place: a persona's band, or the lane of everybody.
type Place = (Option<PersonaId>, StageId);

/// The cells of the lanes of figures: of every persona, of everybody, or both.
pub(super) fn cells(
    sources: &Sources<'_>,
    in_bands: bool,
    once: bool,
) -> BTreeMap<Place, CellFigures> {
    let personas = sources.project.personas_in_order().into_iter().map(|(id, _)| Some(id));
    let of_bands = personas.filter(|_| in_bands);
    let rows: Vec<Option<PersonaId>> = of_bands.chain(once.then_some(None)).collect();
    let mut cells = BTreeMap::new();
    let key_figures = KeyFigures::new(sources);
    for (stage, _) in sources.map.stages_in_order() {
        for persona in &rows {
            // What concerns everybody stands once where there is a place for it.
            let with_all = persona.is_none() || !once;
            let cell = cell(sources, (*persona, stage), &key_figures, with_all);
            if !cell.figures.is_empty() {
                cells.insert((*persona, stage), cell);
            }
        }
    }
    cells
}

fn cell(
    sources: &Sources<'_>,
    place: Place,
    key_figures: &KeyFigures<'_>,
    with_all: bool,
) -> CellFigures {
    let (persona, stage) = place;
    let scope = Scope { stage: Some(stage), persona, card: None };
    let mut asked: Vec<Asked<'_>> = sources.places.asked(scope).collect();
    // Sorting keeps the order of questions of one kind.
    asked.sort_by_key(|asked| super::rank(asked.question.kind));
    let (shown, more_answers) = cut(asked.len());
    asked.truncate(shown);
    let at = At { stage, persona, card: None };
    let of_question = |asked: &Asked<'_>| {
        let title = sources.title(asked.survey, asked.question);
        let threshold = sources.threshold(asked.survey, asked.question, at);
        of_answers(sources, asked, title, threshold)
    };
    let mut figures: Vec<CellFigure> = asked.iter().map(of_question).collect();
    let is_shown = |kpi: &Kpi| {
        let about = kpi.about;
        (about.stage, about.persona, about.card) == (Some(stage), persona, None)
            && asked.iter().any(|asked| is_of(kpi, asked.survey, asked.question))
    };
    let own = key_figures.at(stage).filter(|(kpi, _)| match (persona, kpi.about.persona) {
        (Some(persona), Some(about)) => persona == about,
        (Some(_), None) => with_all,
        (None, _) => true,
    });
    let own: Vec<_> = own.filter(|(kpi, _)| !is_shown(kpi)).collect();
    let (shown, more) = cut(own.len());
    let own = own.into_iter().take(shown);
    figures.extend(own.map(|(kpi, figure)| named(sources, kpi, persona, figure)));
    CellFigures { figures, more: more_answers + more }
}

/// How many of so many figures are shown, and how many are only counted. One alone is not worth
/// counting.
const fn cut(count: usize) -> (usize, usize) {
    if count <= MOST { (count, 0) } else { (MOST - 1, count - (MOST - 1)) }
}

/// A question's figure with its bar, and what a key figure expects of it.
fn of_answers(
    sources: &Sources<'_>,
    asked: &Asked<'_>,
    label: String,
    threshold: Option<&Kpi>,
) -> CellFigure {
    let metric = asked.metric();
    let target = threshold.and_then(|kpi| kpi.target);
    let expected = threshold.zip(target).map(|(kpi, target)| Expected {
        words: format!("expected {}", kpi_target_text(kpi, Some(metric.kind), target)),
        met: metric.value.and_then(|value| kpi.is_met_by(value)),
    });
    let gauge = metric.value.zip(asked.question.figure_range()).map(|(value, range)| Gauge {
        value,
        interval: metric.interval95,
        range,
        target,
    });
    let Reading { value, aside, is_quiet } = Reading::of(&metric, sources.hide_below());
    CellFigure { label, value, aside, note: n_text(metric.n), gauge, expected, is_quiet }
}

/// Whether a key figure is made of a question's answers.
pub(super) fn is_of(kpi: &Kpi, survey: SurveyId, question: &Question) -> bool {
    matches!(&kpi.measure, Measure::Answers { survey: of, question: name }
        if *of == survey && *name == question.name)
}

/// The key figures about stages, each worked out once.
struct KeyFigures<'a> {
    by_stage: BTreeMap<StageId, Vec<(&'a Kpi, CellFigure)>>,
}

impl<'a> KeyFigures<'a> {
    fn new(sources: &Sources<'a>) -> Self {
        let mut by_stage: BTreeMap<StageId, Vec<_>> = BTreeMap::new();
        for (_, kpi) in sources.project.kpis_in_order() {
            let card = kpi.about.card.and_then(|id| sources.map.cards.get(&id));
            let stage = kpi.about.stage.or(card.map(|card| card.place.stage));
            if let Some(stage) = stage.filter(|id| sources.map.stages.contains_key(id)) {
                by_stage.entry(stage).or_default().push((kpi, of_kpi(sources, kpi)));
            }
        }
        Self { by_stage }
    }

    fn at(&self, stage: StageId) -> impl Iterator<Item = &(&'a Kpi, CellFigure)> {
        self.by_stage.get(&stage).into_iter().flatten()
    }
}

/// A key figure under its name, and whose it is where that is not the band's persona.
fn named(
    sources: &Sources<'_>,
    kpi: &Kpi,
    band: Option<PersonaId>,
    figure: &CellFigure,
) -> CellFigure {
    let name = if kpi.name.trim().is_empty() { "Unnamed key figure" } else { kpi.name.trim() };
    let label = match (band, kpi.about.persona) {
        (Some(_), None) if sources.project.personas.size() > 1 => format!("{name} (all)"),
        (None, Some(of)) => match sources.project.personas.get(&of) {
            Some(persona) => format!("{name} ({})", persona.name),
            None => name.to_owned(),
        },
        _ => name.to_owned(),
    };
    CellFigure { label, ..figure.clone() }
}

/// A key figure without its name.
fn of_kpi(sources: &Sources<'_>, kpi: &Kpi) -> CellFigure {
    // Most places were counted already.
    if let Measure::Answers { survey, question } = &kpi.measure
        && let Some(asked) = sources.places.asked_by(*survey, question, Scope::from(kpi.about))
    {
        return of_answers(sources, &asked, String::new(), Some(kpi));
    }
    let figure = sources.answers.kpi_now(kpi);
    let text = |value| kpi_value_text(kpi, figure.kind, value);
    let expected = kpi.target.map(|target| Expected {
        words: format!("expected {}", kpi_target_text(kpi, figure.kind, target)),
        met: figure.met,
    });
    let (value, note, is_quiet) = match &figure.now {
        Ok(point) => (text(point.value), point.n.map(n_text), false),
        Err(NoValue::TooFew(n)) => ("too few".to_owned(), Some(n_text(*n)), true),
        Err(NoValue::Withheld(n)) => ("withheld".to_owned(), Some(n_text(*n)), true),
        Err(NoValue::NothingNoted) => ("nothing noted".to_owned(), None, true),
        Err(NoValue::NoAnswers) => ("no answers".to_owned(), None, true),
        Err(_) => ("no value".to_owned(), None, true),
    };
    let gauge = figure.now.ok().filter(|point| point.interval95.is_some()).map(|point| Gauge {
        value: point.value,
        interval: point.interval95,
        range: (0.0, 1.0),
        target: kpi.target,
    });
    let note = note.unwrap_or_default();
    CellFigure { value, note, gauge, expected, is_quiet, ..CellFigure::default() }
}
