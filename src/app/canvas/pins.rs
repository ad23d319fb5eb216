//! What stays in view at the upper edge while one scrolls down: the head of the band and the title
//! of the lane that the edge cuts, so that one always knows where one is.

use egui::emath::TSTransform;
use egui::{Pos2, Rect, Stroke, pos2, vec2};
use scene::theme::{Theme, size};
use scene::{BandBox, Hit, LaneBox, Layout, Scene};

use super::camera::{Camera, Part, Viewport};
use super::painter::paint;

/// A head that would take more than this part of the view is not pinned.
const PINNED_MAX: f32 = 0.2;

/// How much of a lane's title is kept readable when the lane leaves, in document units.
const TITLE_KEPT: f32 = 44.0;

/// Something that is shown lower than it stands on the map.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Pin {
    /// Where it is shown, in screen points.
    rect: Rect,
    /// By how much it was moved, in document units.
    down: f32,
}

/// What is pinned now.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Pins {
    head: Option<Pin>,
    title: Option<Pin>,
}

impl Pins {
    /// What the upper edge of the view cuts.
    pub(super) fn new(camera: &Camera, viewport: &Viewport, layout: &Layout) -> Self {
        let body = camera.body(viewport);
        let from_doc = camera.part_from_doc(viewport, Part::Titles);
        let top = (from_doc.inverse() * body.min).y;
        let cut = |rect: Rect| rect.top() < top && top < rect.bottom();
        let Some(band) = layout.bands.iter().find(|band| cut(band.rect)) else {
            return Self::default();
        };
        let head = Self::head(band, top, camera, viewport, from_doc);
        let below = top + head.map_or(0.0, |_| band.header.height());
        let covered = |lane: &&LaneBox| lane.title.top() < below && below < lane.title.bottom();
        // The title of a curve's lane explains heights: moved, it would explain them wrongly.
        let lane = band.lanes.iter().find(covered).filter(|lane| lane.holds_cards());
        let title = lane.and_then(|lane| Self::title(lane, below, viewport, from_doc));
        Self { head, title }
    }

    fn head(
        band: &BandBox,
        top: f32,
        camera: &Camera,
        viewport: &Viewport,
        from_doc: TSTransform,
    ) -> Option<Pin> {
        let is_small = depth(camera, viewport) > 0.0;
        let down = (top - band.header.top()).min(band.rect.bottom() - band.header.bottom());
        (is_small && down > 0.0).then(|| {
            let shown = from_doc * band.header.translate(vec2(0.0, down));
            let rect = shown.with_max_x(viewport.rect.right()).intersect(viewport.rect);
            Pin { rect, down }
        })
    }

    fn title(
        lane: &LaneBox,
        below: f32,
        viewport: &Viewport,
        from_doc: TSTransform,
    ) -> Option<Pin> {
        let most = (lane.title.height() - TITLE_KEPT).max(0.0);
        let down = (below - lane.title.top()).min(most);
        (down > 0.0).then(|| {
            let shown = from_doc * lane.title.with_min_y(below);
            Pin { rect: shown.intersect(viewport.rect), down }
        })
    }

    /// Paints what is pinned, over the body and the strip of titles.
    pub(super) fn paint(
        &self,
        painter: &egui::Painter,
        scene: &Scene,
        titles: TSTransform,
        theme: &Theme,
    ) {
        let moved = |down: f32| titles * TSTransform::from_translation(vec2(0.0, down));
        if let Some(pin) = self.title {
            let painter = painter.with_clip_rect(pin.rect.intersect(painter.clip_rect()));
            paint(&painter, &scene.lane_titles, moved(pin.down));
        }
        if let Some(pin) = self.head {
            let clip = pin.rect.expand2(vec2(0.0, 1.0)).intersect(painter.clip_rect());
            let painter = painter.with_clip_rect(clip);
            painter.rect_filled(pin.rect, 0.0, theme.map.band_header);
            paint(&painter, &scene.band_heads, moved(pin.down));
            let line = Stroke::new(size::HAIRLINE, theme.map.border);
            painter.hline(pin.rect.x_range(), pin.rect.bottom(), line);
        }
    }

    /// What is pinned under a screen position.
    pub(super) fn hit(
        &self,
        layout: &Layout,
        titles: TSTransform,
        pos: Pos2,
        slop: f32,
    ) -> Option<Hit> {
        let pin =
            [self.head, self.title].into_iter().flatten().find(|pin| pin.rect.contains(pos))?;
        let doc = titles.inverse() * pos;
        let hit = layout.hit(pos2(doc.x, doc.y - pin.down), slop);
        matches!(hit, Hit::BandHeader(_) | Hit::BandToggle(_) | Hit::LaneTitle { .. })
            .then_some(hit)
    }
}

/// How far the head of a band reaches into the view when it is pinned, in screen points.
pub(super) fn depth(camera: &Camera, viewport: &Viewport) -> f32 {
    let height = size::BAND_HEADER * camera.zoom;
    if height <= PINNED_MAX * viewport.rect.height() { height } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use egui::Vec2;
    use scene::text::TextEngine;
    use scene::{Figures, SceneCache, View};

    use super::*;
    use crate::templates::SAMPLE;

    /// The sample's layout, and a view of it that was scrolled down by so many points.
    fn scrolled(down: f32) -> (Scene, Camera, Viewport) {
        let project = SAMPLE.project().unwrap();
        let view = View::of(project.maps_in_order()[0].0);
        let (mut text, mut cache) = (TextEngine::new(), SceneCache::default());
        let figures = Figures::default();
        let scene = Scene::build(&project, &view, &figures, &Theme::LIGHT, &mut text, &mut cache);
        let viewport = Viewport {
            rect: Rect::from_min_size(Pos2::ZERO, vec2(1200.0, 800.0)),
            map_size: scene.layout.size,
            strips: vec2(scene.layout.title_width, scene.layout.header_height),
        };
        (scene, Camera { pan: vec2(0.0, -down), zoom: 1.0 }, viewport)
    }

    #[test]
    fn nothing_is_pinned_before_the_map_is_scrolled() {
        let (scene, camera, viewport) = scrolled(0.0);
        assert_eq!(Pins::new(&camera, &viewport, &scene.layout), Pins::default());
    }

    #[test]
    fn the_cut_band_and_lane_keep_their_names_in_view_and_can_be_clicked_there() {
        let (scene, camera, viewport) = scrolled(120.0);
        let pins = Pins::new(&camera, &viewport, &scene.layout);
        let body = camera.body(&viewport);
        let head = pins.head.unwrap().rect;
        assert_eq!(head.top(), body.top(), "the head stands right below the stage headers");
        let title = pins.title.unwrap().rect;
        assert_eq!(title.top(), head.bottom(), "the title stands right below the head");
        let titles = camera.part_from_doc(&viewport, Part::Titles);
        let hit = |pos| pins.hit(&scene.layout, titles, pos, 2.0);
        let persona = scene.layout.bands[0].persona.unwrap();
        assert_eq!(hit(head.left_center() + Vec2::new(100.0, 0.0)), Some(Hit::BandHeader(persona)));
        let lane = scene.layout.bands[0].lanes[0].lane;
        let expected = Hit::LaneTitle { persona: Some(persona), lane };
        assert_eq!(hit(title.left_top() + Vec2::new(20.0, 10.0)), Some(expected));
        assert_eq!(hit(pos2(600.0, 700.0)), None);
    }

    #[test]
    fn the_head_leaves_with_its_band() {
        let (scene, ..) = scrolled(0.0);
        let band = &scene.layout.bands[0];
        let almost_over = band.rect.bottom() - scene.layout.header_height - 20.0;
        let (scene, camera, viewport) = scrolled(almost_over);
        let pins = Pins::new(&camera, &viewport, &scene.layout);
        let body = camera.body(&viewport);
        assert!(pins.head.unwrap().rect.bottom() <= body.top() + 20.5);
    }
}
