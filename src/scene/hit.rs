//! What lies under a point of the map.

use emath::Pos2;
use model::{CardId, Cell, CurveAt, LaneId, LaneKind, PersonaId, StageId};

use crate::layout::{BandBox, LaneBox, Layout};

/// What lies under a point. Everything is named, so that a hover survives a new layout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Hit {
    /// A card.
    Card(CardId),
    /// The ground of a cell that can hold cards.
    Cell(Cell),
    /// A cell of a lane of figures, which holds no cards.
    Figures(Cell),
    /// The header of a stage.
    StageHeader(StageId),
    /// The right edge of a stage's header, by which the column is made wider.
    StageEdge(StageId),
    /// The title of a lane in one of the bands.
    LaneTitle {
        /// The persona of the band; none for lanes that stand once.
        persona: Option<PersonaId>,
        /// The lane.
        lane: LaneId,
    },
    /// The head of a persona's band.
    BandHeader(PersonaId),
    /// The switch that folds a persona's band.
    BandToggle(PersonaId),
    /// A point of a believed curve, there or missing.
    CurvePoint(CurveAt),
    /// The ground of a persona's curve lane at a stage.
    CurveLane(CurveAt),
    /// Nothing of the map.
    #[default]
    Nothing,
}

impl Layout {
    /// What lies under `pos`, in document coordinates. `slop` is how far, in document units, a
    /// pointer may miss small things: curve points and the edges of stage headers.
    ///
    /// Strips that stay in view while the map is panned are hit at their natural place: whoever
    /// pins them asks with the position unpinned.
    pub fn hit(&self, pos: Pos2, slop: f32) -> Hit {
        if pos.y < self.header_height {
            return self.hit_header(pos, slop);
        }
        let Some(band) = self.bands.iter().find(|band| band.rect.contains(pos)) else {
            return Hit::Nothing;
        };
        if band.header.contains(pos) {
            return hit_band_header(band, pos, slop);
        }
        let Some(lane) = band.lanes.iter().find(|lane| lane.rect.contains(pos)) else {
            return Hit::Nothing;
        };
        if lane.title.contains(pos) {
            return Hit::LaneTitle { persona: band.persona, lane: lane.lane };
        }
        hit_lane(lane, pos, slop)
    }

    fn hit_header(&self, pos: Pos2, slop: f32) -> Hit {
        let stages = || self.stages.iter().filter(|stage| stage.rect.y_range().contains(pos.y));
        if let Some(stage) = stages().find(|stage| (stage.x.max - pos.x).abs() <= slop) {
            return Hit::StageEdge(stage.id);
        }
        stages()
            .find(|stage| stage.x.contains(pos.x))
            .map_or(Hit::Nothing, |stage| Hit::StageHeader(stage.id))
    }
}

fn hit_band_header(band: &BandBox, pos: Pos2, slop: f32) -> Hit {
    match band.persona {
        Some(persona) if band.toggle.is_positive() && band.toggle.expand(slop).contains(pos) => {
            Hit::BandToggle(persona)
        }
        Some(persona) => Hit::BandHeader(persona),
        None => Hit::Nothing,
    }
}

fn hit_lane(lane: &LaneBox, pos: Pos2, slop: f32) -> Hit {
    if let Some(curve) = &lane.curve {
        let near = curve.points.iter().map(|point| (point, point.pos.distance(pos)));
        let near = near.filter(|(_, away)| *away <= crate::theme::size::CURVE_POINT + slop);
        if let Some((point, _)) = near.min_by(|(_, a), (_, b)| a.total_cmp(b)) {
            return Hit::CurvePoint(point.at);
        }
    }
    let Some(cell) = lane.cells.iter().find(|cell| cell.rect.contains(pos)) else {
        return Hit::Nothing;
    };
    if lane.holds_cards() {
        let card = cell.cards.iter().find(|card| card.rect.contains(pos));
        return card.map_or(Hit::Cell(cell.cell), |card| Hit::Card(card.id));
    }
    if lane.kind == LaneKind::Metrics {
        return Hit::Figures(cell.cell);
    }
    match cell.cell.persona {
        Some(persona) => Hit::CurveLane(CurveAt { persona, stage: cell.cell.stage }),
        None => Hit::Nothing,
    }
}
