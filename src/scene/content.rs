//! The drawing of a map: one group per lane, strips that stay in view, and the layout beneath.

mod build;
mod card;
pub(crate) mod curve_lane;
pub(crate) mod env;
pub(crate) mod figures_lane;
mod gather;
mod heads;
mod label;
pub(crate) mod lane;
mod measured;
mod rows;
mod stage_heads;
mod words;

use std::sync::Arc;

use model::{CardId, Project};

pub use env::channel_icon;

use crate::cache::SceneCache;
use crate::draw::{Item, Items};
use crate::layout::Layout;
use crate::text::TextEngine;
use crate::theme::Theme;
use crate::view::{Figures, View};

/// A map as it is painted, in document units. Copies share everything.
///
/// All parts stand at their natural place. A screen paints `body` panned, and pins
/// `stage_headers` at its upper edge, `lane_titles` and `band_heads` at its left edge and `corner`
/// in the corner. The strips bring their own opaque ground; what `band_heads` shows right of the
/// strip of titles stands on the ground that `body` paints, and may be as wide as the map.
#[derive(Clone, Debug, Default)]
pub struct Scene {
    /// Where everything stands.
    pub layout: Arc<Layout>,
    /// Grounds of bands, cards and curves.
    pub body: Items,
    /// Group headings and stage headers.
    pub stage_headers: Items,
    /// Titles of lanes.
    pub lane_titles: Items,
    /// Persona, tagline and figures of bands.
    pub band_heads: Items,
    /// What covers the place where the strips meet.
    pub corner: Items,
    /// The figures that are drawn, for those who hear the map.
    pub figures: Figures,
}

impl Scene {
    /// Lays out and draws what `view` shows of `project`, previews included.
    ///
    /// What did not change since the last call with this `cache` is taken from there: nothing at
    /// all when the tables are the same, all other lanes when one card changed. Without the map
    /// the scene is empty.
    pub fn build(
        project: &Project,
        view: &View,
        figures: &Figures,
        theme: &Theme,
        text: &mut TextEngine,
        cache: &mut SceneCache,
    ) -> Self {
        let Some(map) = project.maps.get(&view.map) else { return Self::default() };
        if let Some(scene) = cache.same(project, map, view, figures, theme) {
            return scene;
        }
        build::build(project, map, view, figures, theme, text, cache)
    }

    /// A visible card's drawing, with its upper left corner at the origin.
    pub fn card_items(&self, id: CardId) -> Option<Items> {
        let corner = self.layout.card_rect(id)?.min.to_vec2();
        let lanes = self.body.iter().filter_map(|item| match item {
            // Only the lane in which it stands: many cards may be in the hand at once.
            Item::Group(lane) if lane.bounds().expand(1.0).contains(corner.to_pos2()) => Some(lane),
            _ => None,
        });
        let cards = lanes.flat_map(|lane| {
            let offset = lane.transform.translation;
            lane.items.iter().filter_map(move |item| match item {
                Item::Group(card) => Some((card.transform.translation + offset, card)),
                _ => None,
            })
        });
        let mut own = cards.filter(|(at, _)| *at == corner);
        own.next().map(|(_, card)| card.items.clone())
    }

    /// Everything at its natural place: what exports paint.
    pub fn content(&self) -> Vec<Item> {
        let parts =
            [&self.stage_headers, &self.body, &self.lane_titles, &self.band_heads, &self.corner];
        parts.into_iter().flat_map(|items| items.iter().cloned()).collect()
    }
}

#[cfg(test)]
mod tests;
