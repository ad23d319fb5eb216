//! What a scene remembers of the scene before it, so that an edit costs what it touched.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::{
    CardId, CardKind, Channel, ChannelId, LaneId, Map, Persona, PersonaId, Project, Table,
};

use crate::content::Scene;
use crate::content::curve_lane::{CurveArt, CurveInput};
use crate::content::env::Env;
use crate::content::figures_lane::FiguresArt;
use crate::content::lane::{CardAddress, KeptCards, LaneArt};
use crate::theme::Theme;
use crate::view::{CellFigures, Figures, View};

/// A lane of a band.
pub(crate) type RowKey = (Option<PersonaId>, LaneId);

/// A lane as it was drawn last, and what it was drawn from.
#[derive(Clone, Debug)]
pub(crate) enum KeptLane {
    /// A lane of cards: the cards by their address, and the one that was being written.
    Cards {
        cards: Vec<(CardId, CardAddress)>,
        editing: Option<CardId>,
        kind: CardKind,
        art: Arc<LaneArt>,
    },
    /// A lane of figures, column by column.
    Figures { cells: Vec<Option<CellFigures>>, art: Arc<FiguresArt> },
    /// A lane of curves.
    Curve { input: CurveInput, art: Arc<CurveArt> },
}

/// The lanes and cards of the last scene, and the scene itself.
///
/// It holds no more than one scene. One per place where maps are shown: canvas, export, preview.
#[derive(Debug, Default)]
pub struct SceneCache {
    last: Option<Last>,
    /// How many lanes were drawn anew for the last scene.
    drawn_lanes: usize,
}

/// The last scene and what it was built from. The tables keep their cards alive, which makes the
/// addresses in [`KeptLane`] tell one state of a card from another.
#[derive(Debug)]
struct Last {
    source: Source,
    view: View,
    figures: Figures,
    env: Arc<Env>,
    lanes: BTreeMap<RowKey, KeptLane>,
    scene: Scene,
}

/// The parts of a project that a scene shows.
#[derive(Debug)]
struct Source {
    map: Map,
    personas: Table<PersonaId, Persona>,
    channels: Table<ChannelId, Channel>,
}

impl Source {
    fn of(project: &Project, map: &Map) -> Self {
        Self {
            map: map.clone(),
            personas: project.personas.clone(),
            channels: project.channels.clone(),
        }
    }

    /// Whether nothing that is shown was touched: a comparison of a few addresses.
    fn is(&self, project: &Project, map: &Map) -> bool {
        self.map.cards.ptr_eq(&map.cards)
            && self.map.stages.ptr_eq(&map.stages)
            && self.map.lanes.ptr_eq(&map.lanes)
            && self.map.points.ptr_eq(&map.points)
            && self.personas.ptr_eq(&project.personas)
            && self.channels.ptr_eq(&project.channels)
    }
}

impl SceneCache {
    /// The last scene, if it shows just this.
    pub(crate) fn same(
        &mut self,
        project: &Project,
        map: &Map,
        view: &View,
        figures: &Figures,
        theme: &Theme,
    ) -> Option<Scene> {
        let last = self.last.as_ref()?;
        let same = last.source.is(project, map)
            && last.view == *view
            && last.env.theme == *theme
            && last.figures == *figures;
        if same {
            self.drawn_lanes = 0;
        }
        same.then(|| last.scene.clone())
    }

    /// Takes out what can be used again under `env`.
    pub(crate) fn take(&mut self, env: &Env, figures: &Figures) -> Kept {
        let Some(last) = self.last.take() else { return Kept::default() };
        let same_badges = last.figures.cards == figures.cards;
        let same_look = last.env.theme == env.theme && last.env.channels == env.channels;
        let same_columns = last.env.columns == env.columns;
        let mut kept = Kept { same_badges, _source: Some(last.source), ..Kept::default() };
        match (same_look, same_columns) {
            (true, true) => kept.lanes = last.lanes,
            (true, false) => last.lanes.values().for_each(|lane| kept.give_up(lane)),
            (false, _) => {}
        }
        kept
    }

    /// Remembers a scene and what it was built from.
    pub(crate) fn put(&mut self, built: Built<'_>) {
        self.drawn_lanes = built.drawn_lanes;
        self.last = Some(Last {
            source: Source::of(built.project, built.map),
            view: built.view.clone(),
            figures: built.figures.clone(),
            env: built.env,
            lanes: built.lanes,
            scene: built.scene,
        });
    }

    /// How many lanes were drawn anew for the last scene: what an edit costs.
    pub fn drawn_lanes(&self) -> usize {
        self.drawn_lanes
    }
}

/// A scene that was just built.
pub(crate) struct Built<'a> {
    pub project: &'a Project,
    pub map: &'a Map,
    pub view: &'a View,
    pub figures: &'a Figures,
    pub env: Arc<Env>,
    pub lanes: BTreeMap<RowKey, KeptLane>,
    pub drawn_lanes: usize,
    pub scene: Scene,
}

/// What the scene before offers to the one that is being built.
#[derive(Default)]
pub(crate) struct Kept {
    pub lanes: BTreeMap<RowKey, KeptLane>,
    /// Cards of lanes that changed.
    pub cards: KeptCards,
    /// Whether all cards carry the figures that they carried.
    pub same_badges: bool,
    /// Keeps the cards alive to which the addresses belong.
    _source: Option<Source>,
}

impl Kept {
    /// Offers the cards of a lane that will be drawn anew.
    pub(crate) fn give_up(&mut self, lane: &KeptLane) {
        if let KeptLane::Cards { art, .. } = lane {
            self.cards.extend(art.kept.iter().cloned());
        }
    }
}
