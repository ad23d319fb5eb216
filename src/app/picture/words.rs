//! What stands around a map in a picture: the subtitle, and the legend of the signs that are shown.

use std::collections::BTreeSet;

use export::page::{LegendEntry, LegendSign};
use model::answers::Answers;
use model::{Card, CardKind, Evidence, Initiator, LaneKind, Map, PersonaId, Project, StageId};
use scene::{CellFigure, Chip, CurveBox, CurvePoint, Figures, Layout};

use super::PictureOptions;
use crate::figures::filter_text;

/// Tells that a line is read from the left even if a name that is read from the right begins it.
const LEFT_TO_RIGHT: char = '\u{200E}';

/// A map as a picture shows it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shown<'a> {
    pub project: &'a Project,
    pub map: &'a Map,
    pub options: &'a PictureOptions,
    pub layout: &'a Layout,
    pub figures: &'a Figures,
}

impl Shown<'_> {
    /// "Current journey · Anna · stages 1 to 4 of 6 · measured with 754 answers".
    pub(super) fn subtitle(&self) -> String {
        let Self { project, map, options, .. } = self;
        let mut parts = Vec::new();
        if !options.headline.trim().is_empty() {
            parts.push(map.name.clone());
        }
        parts.push(
            match map.variant {
                model::Variant::Current => "current journey",
                model::Variant::Future => "future journey",
                model::Variant::Segment => "journey of a segment",
            }
            .to_owned(),
        );
        if let Some(persona) = options.persona.and_then(|id| project.personas.get(&id)) {
            parts.push(persona.name.clone());
        }
        if let Some(stages) = &options.stages {
            let all = map.stages.size();
            let (from, to) = (stages.start() + 1, (stages.end() + 1).min(all));
            parts.push(if from == to {
                format!("stage {from} of {all}")
            } else {
                format!("stages {from} to {to} of {all}")
            });
        }
        let answers = if options.measured { self.answers(options.persona) } else { 0 };
        if answers > 0 {
            parts.push(format!("measured with {answers} answers"));
        }
        // Figures of chosen people only must not be taken for everybody's.
        parts.extend(filter_text(project, &options.filter));
        let mut text = parts.join(" · ");
        if let Some(first) = text.get(..1).map(str::to_uppercase) {
            text.replace_range(..1, &first);
        }
        left_to_right(text)
    }

    /// How many answers stand behind the measured points of the stages that are shown.
    fn answers(&self, persona: Option<PersonaId>) -> u64 {
        let options = self.options;
        let answers = Answers::new(self.project, options.map, &options.filter);
        let curve = answers.map(|answers| answers.measured_curve(persona)).unwrap_or_default();
        let shown = curve.iter().filter(|(stage, _)| self.layout.stage(**stage).is_some());
        shown.map(|(_, point)| point.n).sum()
    }

    /// What the signs mean that are in the picture, and no others.
    pub(super) fn legend(&self) -> Vec<LegendEntry> {
        let shown = self.layout.cards();
        let cards: Vec<&Card> =
            shown.filter_map(|(_, shown)| self.map.cards.get(&shown.id)).collect();
        let mut entries = card_entries(&cards);
        entries.extend(self.curve_entries());
        entries.extend(self.figure_entries());
        entries
    }

    /// The signs of figures on stages, cards and in lanes of figures.
    fn figure_entries(&self) -> Vec<LegendEntry> {
        let (layout, figures) = (self.layout, self.figures);
        let stages = layout.stages.iter().filter_map(|stage| figures.stages.get(&stage.id));
        let cards = layout.cards().filter_map(|(_, card)| figures.cards.get(&card.id));
        let bands = layout.bands.iter().filter_map(|band| figures.chips.get(&band.persona?));
        let chips: Vec<&Chip> = stages.chain(cards).chain(bands.flatten()).collect();
        let lanes = layout.rows().filter(|(_, lane)| lane.kind == LaneKind::Metrics);
        let cells = lanes
            .flat_map(|(_, lane)| &lane.cells)
            .filter_map(|cell| figures.cells.get(&(cell.cell.persona, cell.cell.stage)));
        let shown: Vec<&CellFigure> = cells.flat_map(|cell| &cell.figures).collect();
        let met = |met: bool| {
            let says = |figure: &&CellFigure| {
                figure.expected.as_ref().and_then(|expected| expected.met) == Some(met)
            };
            shown.iter().any(says) || (!met && chips.iter().any(|chip| chip.missed))
        };
        let gauges = || shown.iter().filter_map(|figure| figure.gauge);
        let signs = [
            (!chips.is_empty(), LegendSign::Figure, "figure of n answers"),
            (gauges().next().is_some(), LegendSign::Gauge, "value with 95 % interval"),
            (gauges().any(|gauge| gauge.target.is_some()), LegendSign::Target, "expected"),
            (met(true), LegendSign::Met, "meets what is expected"),
            (met(false), LegendSign::Missed, "misses what is expected"),
        ];
        let shown = signs.into_iter().filter(|(is_shown, _, _)| *is_shown);
        shown.map(|(_, sign, meaning)| LegendEntry::new(sign, meaning)).collect()
    }

    fn curve_entries(&self) -> Vec<LegendEntry> {
        let curves =
            || self.layout.rows().filter_map(|(band, lane)| Some((band, lane.curve.as_ref()?)));
        let believed: BTreeSet<PersonaId> = curves()
            .flat_map(|(_, curve)| &curve.points)
            .filter(|point| point.emotion.is_some())
            .map(|point| point.at.persona)
            .collect();
        let personas = self.project.personas_in_order().into_iter();
        let personas = personas.filter(|(id, _)| believed.contains(id));
        let mut entries: Vec<LegendEntry> = personas
            .map(|(_, persona)| {
                let mark = self.options.theme().persona(persona.mark);
                let label = left_to_right(format!("{}, believed", persona.name));
                LegendEntry::new(LegendSign::Persona(mark), label)
            })
            .collect();
        if !self.options.measured {
            return entries;
        }
        let measured = |persona: PersonaId, stage: StageId| {
            let points = self.figures.measured.get(&persona);
            points.is_some_and(|points| points.contains_key(&stage))
        };
        let stages = || self.layout.stages.iter().map(|stage| stage.id);
        let mut bands = curves().filter_map(|(band, _)| band.persona);
        if bands.any(|persona| stages().any(|stage| measured(persona, stage))) {
            entries.push(LegendEntry::new(LegendSign::Measured, "measured, with 95 % interval"));
        }
        // Between two stages of which both curves know something lies the gap.
        let both = |point: &CurvePoint| {
            point.emotion.is_some() && measured(point.at.persona, point.at.stage)
        };
        let has_gap = |curve: &CurveBox| {
            let pairs = curve.points.iter().zip(curve.points.iter().skip(1));
            pairs.into_iter().any(|(point, next)| both(point) && both(next))
        };
        if curves().any(|(band, curve)| band.persona.is_some() && has_gap(curve)) {
            entries.push(LegendEntry::new(LegendSign::Gap, "worse or better than believed"));
        }
        entries
    }
}

/// The signs on these cards.
fn card_entries(cards: &[&Card]) -> Vec<LegendEntry> {
    let any = |test: &dyn Fn(&Card) -> bool| cards.iter().any(|card| test(card));
    let mut entries = Vec::new();
    for kind in CardKind::ALL {
        if any(&|card| card.kind == kind) {
            entries.push(LegendEntry::new(LegendSign::Kind(kind), kind.name().to_lowercase()));
        }
    }
    if any(&|card| card.moment_of_truth) {
        entries.push(LegendEntry::new(LegendSign::KeyMoment, "moment of truth"));
    }
    if any(&|card| card.emotion.is_some()) {
        entries.push(LegendEntry::new(LegendSign::Faces, "from frustrated to delighted"));
    }
    for initiator in Initiator::ALL {
        if any(&|card| card.initiator == Some(initiator)) {
            let who = match initiator {
                Initiator::Customer => "started by the customer",
                Initiator::Company => "started by the business",
                Initiator::ThirdParty => "started by a third party",
            };
            entries.push(LegendEntry::new(LegendSign::Letter(initiator.letter()), who));
        }
    }
    if any(&|card| !card.notes.trim().is_empty()) {
        entries.push(LegendEntry::new(LegendSign::Notes, "has notes"));
    }
    let partly = any(&|card| card.evidence == Evidence::Partly);
    for evidence in Evidence::ALL {
        let meaning = match evidence {
            Evidence::Assumed => "assumed, not yet validated",
            Evidence::Partly => "partly validated",
            // Only beside the thinner border is its own worth a word.
            Evidence::Validated if partly => "validated",
            Evidence::Validated => continue,
        };
        if any(&|card| card.evidence == evidence) {
            entries.push(LegendEntry::new(LegendSign::Evidence(evidence), meaning));
        }
    }
    entries
}

/// A line of English that a name in another script may begin.
fn left_to_right(mut text: String) -> String {
    if !text.starts_with(|c: char| c.is_ascii()) {
        text.insert(0, LEFT_TO_RIGHT);
    }
    text
}
