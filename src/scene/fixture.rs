//! Small maps for the tests of this crate.

use std::collections::BTreeMap;

use model::{
    Card, CardId, CardKind, Cell, Channel, ChannelId, CurveAt, Emotion, Evidence, Initiator, Lane,
    LaneId, LaneKind, Map, MapId, Order, Persona, PersonaId, Project, Stage, StageId,
};

use crate::cache::SceneCache;
use crate::content::Scene;
use crate::text::TextEngine;
use crate::theme::Theme;
use model::answers::MeasuredPoint;

use crate::view::{Figures, View};

pub(crate) const MAP: MapId = MapId::from_number(1);
pub(crate) const TOUCHPOINTS: LaneId = LaneId::from_number(20);
pub(crate) const FEELS: LaneId = LaneId::from_number(21);
pub(crate) const PAINS: LaneId = LaneId::from_number(22);

pub(crate) const fn stage(number: u128) -> StageId {
    StageId::from_number(10 + number)
}

pub(crate) const fn persona(number: u128) -> PersonaId {
    PersonaId::from_number(30 + number)
}

pub(crate) const fn card(number: u128) -> CardId {
    CardId::from_number(100 + number)
}

/// A cell of a persona's band.
pub(crate) const fn cell(of: u128, lane: LaneId, at: u128) -> Cell {
    Cell { persona: Some(persona(of)), lane, stage: stage(at) }
}

/// A map with its project.
pub(crate) struct Fixture {
    pub project: Project,
    pub view: View,
    pub figures: Figures,
    pub theme: &'static Theme,
    pub text: TextEngine,
    pub cache: SceneCache,
}

impl Fixture {
    /// Three stages, so many personas, the lanes touchpoints, feels and pains, no cards.
    pub(crate) fn empty(personas: u128) -> Self {
        let mut map = Map::new("Test", Order::middle());
        let orders = Order::spread(None, None, 16);
        let mut orders = orders.into_iter();
        let mut order = || orders.next().unwrap();
        for (number, name) in ["Awareness", "Purchase", "Use"].into_iter().enumerate() {
            let mut column = Stage::new(name, order());
            column.group = if number == 0 { String::new() } else { "After".to_owned() };
            map.stages.insert_mut(stage(number as u128), column);
        }
        for (id, name, kind) in [
            (TOUCHPOINTS, "Touchpoints", LaneKind::Cards(CardKind::Touchpoint)),
            (FEELS, "Feels", LaneKind::Curve),
            (PAINS, "Pains", LaneKind::Cards(CardKind::Pain)),
        ] {
            map.lanes.insert_mut(id, Lane::new(name, kind, order()));
        }
        let mut project = Project::default();
        for (number, order) in (0..personas).zip(Order::spread(None, None, personas as usize)) {
            let person = Persona::new(format!("Persona {number}"), order, number as u8);
            project.personas.insert_mut(persona(number), person);
        }
        let web = Channel::new("Website", "language", Order::middle());
        project.channels.insert_mut(ChannelId::from_number(50), web);
        project.maps.insert_mut(MAP, map);
        Self {
            project,
            view: View::of(MAP),
            figures: Figures::default(),
            theme: &Theme::LIGHT,
            text: TextEngine::new(),
            cache: SceneCache::default(),
        }
    }

    /// One persona, two touchpoints in the first stage, a pain in the second, two points.
    pub(crate) fn small() -> Self {
        let mut fixture = Self::empty(1);
        fixture.add(0, cell(0, TOUCHPOINTS, 0), "Sees an advertisement");
        fixture.add(1, cell(0, TOUCHPOINTS, 0), "Asks a friend who has the same provider");
        fixture.add(2, cell(0, PAINS, 1), "Set-up fee on the last page");
        fixture.change(0, |card| {
            card.channel = Some(ChannelId::from_number(50));
            card.initiator = Some(Initiator::Company);
            card.emotion = Some(Emotion::from_tenths(10));
            card.evidence = Evidence::Validated;
        });
        fixture.feel(0, 0, 10);
        fixture.feel(0, 1, -12);
        fixture
    }

    pub(crate) fn map(&mut self, change: impl FnOnce(&mut Map)) {
        let mut map = self.project.maps.get(&MAP).unwrap().clone();
        change(&mut map);
        self.project.maps.insert_mut(MAP, map);
    }

    /// Adds a card at the end of a cell.
    pub(crate) fn add(&mut self, number: u128, cell: Cell, text: &str) {
        self.map(|map| {
            let last = map.cards_in(cell).last().map(|(_, card)| card.place.order.clone());
            let kind = map.lanes.get(&cell.lane).and_then(Lane::card_kind).unwrap_or_default();
            let new = Card::new(cell.place(Order::after(last.as_ref())), kind, text);
            map.cards.insert_mut(card(number), new);
        });
    }

    pub(crate) fn change(&mut self, number: u128, change: impl FnOnce(&mut Card)) {
        self.map(|map| {
            let mut changed = map.cards.get(&card(number)).unwrap().clone();
            change(&mut changed);
            map.cards.insert_mut(card(number), changed);
        });
    }

    /// Sets a believed point in tenths.
    pub(crate) fn feel(&mut self, of: u128, at: u128, tenths: i8) {
        let at = CurveAt { persona: persona(of), stage: stage(at) };
        self.map(|map| map.points.insert_mut(at, Emotion::from_tenths(tenths)));
    }

    /// Sets the measured points of a persona, stage by stage.
    pub(crate) fn measure(&mut self, of: u128, emotions: &[f64]) {
        let points: BTreeMap<_, _> = (0..)
            .zip(emotions)
            .map(|(number, emotion)| {
                let interval = Some((emotion - 0.1, emotion + 0.1));
                let point = MeasuredPoint { emotion: *emotion, interval, n: 182, of_all: false };
                (stage(number), point)
            })
            .collect();
        self.figures.measured.insert(persona(of), points);
    }

    pub(crate) fn scene(&mut self) -> Scene {
        let Self { project, view, figures, theme, text, cache } = self;
        Scene::build(project, view, figures, theme, text, cache)
    }
}
