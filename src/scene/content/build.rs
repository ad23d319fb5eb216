//! Builds a scene: gathers cards by lane, draws lanes that changed, stacks them into bands.

use std::collections::BTreeMap;
use std::sync::Arc;

use emath::{Pos2, Rangef, Rect, vec2};
use model::{Lane, LaneId, Map, Persona, PersonaId, Project};

use super::Scene;
use super::env::Env;
use super::gather::{Gathered, editing_in, same_cards};
use super::lane::same_badges;
use super::stage_heads::StageHeads;
use crate::cache::{Built, Kept, KeptLane, RowKey, SceneCache};
use crate::draw::DrawList;
use crate::layout::{GroupBox, Layout, StageBox};
use crate::text::TextEngine;
use crate::theme::{Theme, size};
use crate::view::{Figures, View};

/// Builds the scene and leaves it in the cache.
pub(super) fn build(
    project: &Project,
    map: &Map,
    view: &View,
    figures: &Figures,
    theme: &Theme,
    text: &mut TextEngine,
    cache: &mut SceneCache,
) -> Scene {
    let env = Arc::new(Env::new(theme, &project.channels, map, view));
    let builder = Builder {
        map,
        view,
        figures,
        env: &env,
        kept: cache.take(&env, figures),
        gathered: Gathered::new(map, view),
        personas: project.personas_in_order(),
        text,
        lanes: BTreeMap::new(),
        drawn_lanes: 0,
        body: DrawList::new(),
        titles: DrawList::new(),
        heads: DrawList::new(),
    };
    let (scene, lanes, drawn_lanes) = builder.finish();
    let kept = scene.clone();
    cache.put(Built { project, map, view, figures, env, lanes, drawn_lanes, scene: kept });
    scene
}

/// A scene under construction.
pub(super) struct Builder<'a> {
    pub map: &'a Map,
    pub view: &'a View,
    pub figures: &'a Figures,
    pub env: &'a Env,
    pub kept: Kept,
    pub gathered: Gathered<'a>,
    pub personas: Vec<(PersonaId, &'a Persona)>,
    pub text: &'a mut TextEngine,
    pub lanes: BTreeMap<RowKey, KeptLane>,
    pub drawn_lanes: usize,
    pub body: DrawList,
    pub titles: DrawList,
    pub heads: DrawList,
}

impl<'a> Builder<'a> {
    fn finish(mut self) -> (Scene, BTreeMap<RowKey, KeptLane>, usize) {
        let steps = std::mem::take(&mut self.gathered.steps);
        let heads = StageHeads { steps: &steps, figures: &self.figures.stages };
        let header_height = heads.height(self.env, self.text);
        let mut layout = self.header_layout(header_height);
        self.offer_changed_lanes();
        let mut top = layout.header_height + size::BAND_GAP / 2.0;
        let lanes = self.map.lanes_in_order();
        let shown = |once: bool| -> Vec<(LaneId, &'a Lane)> {
            lanes.iter().filter(|(_, lane)| !lane.hidden && lane.once == once).copied().collect()
        };
        let personas = self.personas.clone();
        for (id, persona) in personas.iter().filter(|(id, _)| self.view.shows(*id)) {
            let band = self.band(Some((*id, persona)), &shown(false), top);
            // Folded bands stand close together, so that many of them are seen at once.
            let gap = if band.collapsed { size::BAND_GAP / 4.0 } else { size::BAND_GAP };
            top = band.rect.bottom() + gap;
            layout.bands.push(band);
        }
        let once = shown(true);
        if !once.is_empty() {
            let band = self.band(None, &once, top);
            layout.bands.push(band);
        }
        let bottom =
            layout.bands.last().map_or(top - size::BAND_GAP / 2.0, |band| band.rect.bottom());
        layout.size = vec2(self.env.right() + 1.0, bottom + size::BAND_GAP / 2.0);
        layout.cards = self.map.cards.clone();
        let headers = heads.draw(&layout.stages, &layout.groups, self.env, self.text);
        let mut corner = DrawList::new();
        let corner_size = vec2(layout.title_width, layout.header_height);
        corner.rect(Rect::from_min_size(Pos2::ZERO, corner_size), self.env.theme.map.canvas);
        let scene = Scene {
            layout: Arc::new(layout),
            body: self.body.finish(),
            stage_headers: headers.finish(),
            lane_titles: self.titles.finish(),
            band_heads: self.heads.finish(),
            corner: corner.finish(),
            figures: self.figures.clone(),
        };
        (scene, self.lanes, self.drawn_lanes)
    }

    /// Stages, in headers so high, and groups, with no bands yet.
    fn header_layout(&self, stage_height: f32) -> Layout {
        let has_groups = self.env.columns.iter().any(|column| !column.group.is_empty());
        let group_height = if has_groups { size::STAGE_GROUP } else { 0.0 };
        let header = Rangef::new(group_height, group_height + stage_height);
        let stages = self.env.columns.iter().map(|column| StageBox {
            id: column.id,
            name: Arc::clone(&column.name),
            rect: Rect::from_x_y_ranges(column.x, header),
            x: column.x,
        });
        let mut groups: Vec<GroupBox> = Vec::new();
        let mut last: Option<&str> = None;
        for column in &self.env.columns {
            let name: &str = &column.group;
            if let (true, Some(group)) = (last == Some(name), groups.last_mut())
                && !name.is_empty()
            {
                group.rect.max.x = column.x.max;
            } else if !name.is_empty() {
                let rect = Rect::from_x_y_ranges(column.x, Rangef::new(0.0, group_height));
                groups.push(GroupBox { name: Arc::clone(&column.group), rect });
            }
            last = Some(name);
        }
        Layout {
            header_height: header.max,
            title_width: size::LANE_HEADER,
            groups,
            stages: stages.collect(),
            ..Layout::default()
        }
    }

    /// Offers the cards of every lane that changed to all lanes that are drawn anew: a card that
    /// moved from one lane to another comes from there.
    fn offer_changed_lanes(&mut self) {
        let mut lanes = std::mem::take(&mut self.kept.lanes);
        let (gathered, editing) = (&self.gathered, self.view.editing);
        let badges = &self.figures.cards;
        let kept = &mut self.kept;
        lanes.retain(|row, lane| {
            let same = match &lane {
                KeptLane::Cards { cards, editing: was_editing, art, .. } => {
                    let now = gathered.rows.get(row).map_or(&[][..], Vec::as_slice);
                    *was_editing == editing_in(now, editing)
                        && same_cards(cards, now)
                        && (kept.same_badges || same_badges(&art.kept, badges))
                }
                KeptLane::Figures { .. } | KeptLane::Curve { .. } => true,
            };
            if !same {
                kept.give_up(lane);
            }
            same
        });
        self.kept.lanes = lanes;
    }
}
