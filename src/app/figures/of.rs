//! What figures follow from. Most edits touch none of it, so that typing into a card does not count
//! every answer anew.

use std::collections::BTreeSet;

use model::answers::AnswerFilter;
use model::{
    CardId, HideBelow, Kpi, KpiId, LaneKind, Map, MapId, Measured, Persona, PersonaId, Place,
    Project, Stage, StageId, SurveyId, SurveyRecord, Table,
};

use crate::editor::Editor;

/// Numbers that stand for what figures follow from: as long as one stays, so do the figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Versions {
    /// Of the surveys with their links, of personas and stages, of the cards that answers or key
    /// figures are about, and of the limit under which figures are hidden, seen from the shown map.
    pub counted: u64,
    /// Of all this and of the filter.
    pub filtered: u64,
}

/// Notices when something changes that figures follow from: a comparison of a few addresses.
#[derive(Debug, Default)]
pub struct Watch {
    seen: Option<Seen>,
    versions: Versions,
}

/// What was seen last.
#[derive(Debug)]
struct Seen {
    map: MapId,
    filter: AnswerFilter,
    hide_below: HideBelow,
    surveys: Table<SurveyId, SurveyRecord>,
    personas: Table<PersonaId, Persona>,
    kpis: Table<KpiId, Kpi>,
    maps: Table<MapId, Map>,
    /// The stages of every map: a key figure may be about one of another map.
    stages: Vec<(MapId, Table<StageId, Stage>)>,
    /// The cards that answers or key figures are about, each with what is read of it.
    cards: Vec<(CardId, Option<LinkedCard>)>,
}

/// What figures read of a card: on which map and where it stands, in whose order touchpoints are
/// listed, and what it says.
type LinkedCard = (MapId, Place, String);

impl Watch {
    /// The versions of now.
    pub fn versions(&mut self, editor: &Editor) -> Versions {
        let (project, map) = (editor.project(), editor.map_id());
        let filter = editor.answer_filter();
        let is_as_counted = self.seen.as_mut().is_some_and(|seen| seen.is_counted(project, map));
        if !is_as_counted {
            self.versions.counted += 1;
        }
        let is_filtered = self.seen.as_ref().is_some_and(|seen| seen.filter == *filter);
        if !is_as_counted || !is_filtered {
            self.versions.filtered += 1;
            self.seen = Some(Seen::new(project, map, filter));
        }
        self.versions
    }
}

impl Seen {
    fn new(project: &Project, map: MapId, filter: &AnswerFilter) -> Self {
        Self {
            map,
            filter: filter.clone(),
            hide_below: project.hide_below,
            surveys: project.surveys.clone(),
            personas: project.personas.clone(),
            kpis: project.kpis.clone(),
            maps: project.maps.clone(),
            stages: project.maps.iter().map(|(id, map)| (*id, map.stages.clone())).collect(),
            cards: linked_cards(project),
        }
    }

    /// Whether everything but the filter is as it was.
    fn is_counted(&mut self, project: &Project, map: MapId) -> bool {
        let tables = self.map == map
            && self.hide_below == project.hide_below
            && self.surveys.ptr_eq(&project.surveys)
            && self.personas.ptr_eq(&project.personas);
        if !tables {
            return false;
        }
        if self.maps.ptr_eq(&project.maps) && self.kpis.ptr_eq(&project.kpis) {
            return true;
        }
        let same_stages = self.stages.len() == project.maps.size()
            && self.stages.iter().all(|(id, stages)| {
                project.maps.get(id).is_some_and(|map| map.stages.ptr_eq(stages))
            });
        if same_stages && self.cards == linked_cards(project) {
            (self.maps, self.kpis) = (project.maps.clone(), project.kpis.clone());
            return true;
        }
        false
    }
}

/// The cards that answers or key figures are about, in the order of their identifiers.
fn linked_cards(project: &Project) -> Vec<(CardId, Option<LinkedCard>)> {
    let labels = project.surveys.values().flat_map(|survey| survey.links.touchpoints.values());
    let about = project.kpis.values().filter_map(|kpi| kpi.about.card.as_ref());
    let all: BTreeSet<CardId> = labels.chain(about).copied().collect();
    let found = |id: CardId| {
        project.maps.iter().find_map(|(map, on)| {
            on.cards.get(&id).map(|card| (*map, card.place.clone(), card.text.clone()))
        })
    };
    all.into_iter().map(|id| (id, found(id))).collect()
}

/// Whether two key figures come to the same value and meet the same target, whatever they are
/// called.
pub fn comes_to_the_same(a: &Kpi, b: &Kpi) -> bool {
    a.about == b.about
        && a.measure == b.measure
        && a.unit == b.unit
        && a.good == b.good
        && a.target == b.target
        && a.readings == b.readings
}

/// What the figures of the canvas were worked out from.
#[derive(Debug)]
pub struct FiguresOf {
    version: u64,
    alone: Option<PersonaId>,
    kpis: Table<KpiId, Kpi>,
    measured: Option<Measured>,
    /// Whether there are lanes of figures in the bands, and for the whole map.
    lanes: (bool, bool),
}

impl FiguresOf {
    /// What [`super::figures`] reads for the shown map, of which these are the versions; none
    /// without a map.
    pub fn new(editor: &Editor, versions: Versions) -> Option<Self> {
        let map = editor.map()?;
        Some(Self {
            version: versions.filtered,
            alone: editor.view().focus,
            kpis: editor.project().kpis.clone(),
            measured: map.measured.clone(),
            lanes: lanes_of_figures(map),
        })
    }

    /// Whether none of it was touched.
    pub fn is(&mut self, editor: &Editor, versions: Versions) -> bool {
        let Some(map) = editor.map() else { return false };
        let lanes = lanes_of_figures(map);
        self.version == versions.filtered
            && self.alone == editor.view().focus
            && self.measured == map.measured
            && self.lanes == lanes
            && self.has_the_same(&editor.project().kpis, lanes != (false, false))
    }

    /// Whether the key figures show the same. Only lanes of figures show what they are called, and
    /// only of those about a stage or a touchpoint.
    fn has_the_same(&mut self, kpis: &Table<KpiId, Kpi>, shows_names: bool) -> bool {
        if self.kpis.ptr_eq(kpis) {
            return true;
        }
        let is_like = |(id, kpi): (&KpiId, &Kpi)| {
            self.kpis.get(id).is_some_and(|old| {
                let is_named = kpi.about.stage.is_some() || kpi.about.card.is_some();
                comes_to_the_same(old, kpi)
                    && old.order == kpi.order
                    && (old.name == kpi.name || !(shows_names && is_named))
            })
        };
        let is_same = self.kpis.size() == kpis.size() && kpis.iter().all(is_like);
        if is_same {
            self.kpis = kpis.clone();
        }
        is_same
    }
}

/// Whether a map shows lanes of figures: in the bands, and for the whole map.
pub(super) fn lanes_of_figures(map: &Map) -> (bool, bool) {
    let shown = |once: bool| {
        map.lanes
            .values()
            .any(|lane| lane.kind == LaneKind::Metrics && !lane.hidden && lane.once == once)
    };
    (shown(false), shown(true))
}
