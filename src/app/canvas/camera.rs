//! Where the map stands on the screen: pan, zoom, and the strips that stay in view.
//!
//! Pure geometry, so that "fit", "reveal" and "zoom at the pointer" are tested without a window.

use std::ops::RangeInclusive;

use egui::emath::TSTransform;
use egui::{Pos2, Rect, Vec2, vec2};

/// How far one can zoom; 1.0 is 100 %.
pub const ZOOM: RangeInclusive<f32> = 0.02..=4.0;

/// The zoom range that a newly shown map may start with.
const FIRST_ZOOM: RangeInclusive<f32> = 0.6..=1.0;

/// Showing the whole map never magnifies it, showing a selection by no more than this.
const FIT_SELECTION_MAX: f32 = 2.0;

/// How much of the map stays visible however far one pans, in screen points.
const KEEP_PX: f32 = 96.0;

/// Free space around what is fitted or revealed, in screen points.
const MARGIN_PX: f32 = 16.0;

/// A strip that would take more than this part of the canvas scrolls with the map instead.
const PINNED_MAX: f32 = 0.4;

/// The view's position and size over the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// Where the map's upper left corner stands, in screen points from the canvas's own.
    pub pan: Vec2,
    /// Screen points per document unit.
    pub zoom: f32,
}

impl Default for Camera {
    fn default() -> Self {
        Self { pan: Vec2::ZERO, zoom: 1.0 }
    }
}

/// A part of the canvas that moves in its own way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The map's body.
    Body,
    /// The stage headers at the upper edge.
    Headers,
    /// The lane titles at the left edge.
    Titles,
    /// Where both strips meet.
    Corner,
}

/// The canvas on the screen and the map behind it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    /// The canvas, in screen points.
    pub rect: Rect,
    /// The whole map, in document units.
    pub map_size: Vec2,
    /// Width of the lane titles and height of the stage headers, in document units.
    pub strips: Vec2,
}

impl Camera {
    /// From document units to screen points, for the body of the map.
    pub fn screen_from_doc(&self, viewport: &Viewport) -> TSTransform {
        self.part_from_doc(viewport, Part::Body)
    }

    /// The same for a part of the canvas: stage headers never leave the upper edge, lane titles
    /// never the left one.
    pub fn part_from_doc(&self, viewport: &Viewport, part: Part) -> TSTransform {
        let pinned = self.pinned(viewport);
        let pan = match part {
            Part::Body => self.pan,
            Part::Headers => vec2(self.pan.x, pinned.y),
            Part::Titles => vec2(pinned.x, self.pan.y),
            Part::Corner => pinned,
        };
        TSTransform::new(viewport.rect.min.to_vec2() + pan, self.zoom)
    }

    /// Where the strips stand: with the map, but never beyond the canvas's left and upper edge. A
    /// strip that would hide too much of the map is not held back.
    fn pinned(&self, viewport: &Viewport) -> Vec2 {
        let hold = |pan: f32, strip: f32, size: f32| {
            if strip * self.zoom <= PINNED_MAX * size { pan.max(0.0) } else { pan }
        };
        vec2(
            hold(self.pan.x, viewport.strips.x, viewport.rect.width()),
            hold(self.pan.y, viewport.strips.y, viewport.rect.height()),
        )
    }

    /// The part of the canvas in which the map's body is seen, beside and below the strips.
    pub fn body(&self, viewport: &Viewport) -> Rect {
        let ends = viewport.rect.min + self.pinned(viewport) + viewport.strips * self.zoom;
        let min = ends.clamp(viewport.rect.min, viewport.rect.max);
        Rect::from_min_max(min, viewport.rect.max)
    }

    /// The part of the canvas under a screen position.
    pub fn part_at(&self, viewport: &Viewport, pos: Pos2) -> Part {
        let body = self.body(viewport);
        match (pos.x < body.left(), pos.y < body.top()) {
            (true, true) => Part::Corner,
            (true, false) => Part::Titles,
            (false, true) => Part::Headers,
            (false, false) => Part::Body,
        }
    }

    /// The place on the map under a screen position. Over a strip it is the place in the strip as
    /// it would stand if the map were not panned, so that headers are hit where they are seen.
    pub fn doc_from_screen(&self, viewport: &Viewport, pos: Pos2) -> Pos2 {
        self.part_from_doc(viewport, self.part_at(viewport, pos)).inverse() * pos
    }

    /// Moves the map by so many screen points.
    pub fn pan_by(&mut self, delta: Vec2, viewport: &Viewport) {
        self.pan += delta;
        self.clamp(viewport);
    }

    /// Moves the map as a drag near an edge does: never further than its own edge and a margin.
    pub fn scroll_by(&mut self, delta: Vec2, viewport: &Viewport) {
        let (view, map) = (viewport.rect.size(), viewport.map_size * self.zoom);
        let hold = |pan: f32, delta: f32, view: f32, map: f32| {
            let least = (view - map - MARGIN_PX).min(0.0);
            if delta > 0.0 {
                (pan + delta).min(pan.max(0.0))
            } else {
                (pan + delta).max(pan.min(least))
            }
        };
        self.pan = vec2(
            hold(self.pan.x, delta.x, view.x, map.x),
            hold(self.pan.y, delta.y, view.y, map.y),
        );
        self.clamp(viewport);
    }

    /// Zooms by a factor; what lies under the screen position stays there.
    pub fn zoom_at(&mut self, factor: f32, at: Pos2, viewport: &Viewport) {
        let zoom = (self.zoom * factor).clamp(*ZOOM.start(), *ZOOM.end());
        if !zoom.is_finite() {
            return;
        }
        let at = at - viewport.rect.min;
        self.pan = at - (at - self.pan) * (zoom / self.zoom);
        self.zoom = zoom;
        self.clamp(viewport);
    }

    /// Shows a map for the first time: as wide as the canvas if it stays readable, from its start.
    pub fn start(viewport: &Viewport) -> Self {
        let zoom = viewport.rect.width() / viewport.map_size.x.max(1.0);
        let zoom = zoom.clamp(*FIRST_ZOOM.start(), *FIRST_ZOOM.end());
        Self { pan: Vec2::ZERO, zoom }
    }

    /// Shows the whole map.
    pub fn fit_all(&mut self, viewport: &Viewport) {
        let room = (viewport.rect.size() - Vec2::splat(2.0 * MARGIN_PX)).max(Vec2::splat(1.0));
        let zoom = (room / viewport.map_size.max(Vec2::splat(1.0))).min_elem();
        self.zoom = zoom.clamp(*ZOOM.start(), 1.0);
        let left = viewport.rect.size() - viewport.map_size * self.zoom;
        self.pan = left.max(Vec2::ZERO) / 2.0;
        self.clamp(viewport);
    }

    /// Shows a part of the map as large as it goes, beside and below the strips.
    pub fn fit(&mut self, part: Rect, viewport: &Viewport) {
        let room = (viewport.rect.size() - Vec2::splat(2.0 * MARGIN_PX)).max(Vec2::splat(1.0));
        let zoom = (room / (part.size() + viewport.strips).max(Vec2::splat(1.0))).min_elem();
        self.zoom = zoom.clamp(*ZOOM.start(), FIT_SELECTION_MAX);
        let middle = (viewport.rect.size() + viewport.strips * self.zoom) / 2.0;
        self.pan = middle - part.center().to_vec2() * self.zoom;
        self.clamp(viewport);
    }

    /// Brings a part of the map into view by the shortest way. What is larger than the view shows
    /// its upper left. Parts that lie in a strip are in view already, as far as the strip is.
    /// What is seen as a whole stays where it is. `covered` is how much of the view's upper end
    /// lies under what is pinned there, in screen points.
    pub fn reveal(&mut self, part: Rect, covered: f32, viewport: &Viewport) {
        let body = self.body(viewport);
        let body = body.with_min_y((body.top() + covered).min(body.bottom()));
        let target = self.screen_from_doc(viewport) * part;
        if body.contains_rect(target) {
            return;
        }
        let body = body.shrink(MARGIN_PX);
        let shift = |low: f32, high: f32, from: f32, to: f32| {
            if high > to && low > from {
                (to - high).max(from - low)
            } else {
                (from - low).max(0.0)
            }
        };
        let mut delta = vec2(
            shift(target.left(), target.right(), body.left(), body.right()),
            shift(target.top(), target.bottom(), body.top(), body.bottom()),
        );
        if part.right() <= viewport.strips.x || target.width() > body.width() {
            delta.x = 0.0;
        }
        if part.bottom() <= viewport.strips.y {
            delta.y = 0.0;
        }
        self.pan_by(delta, viewport);
    }

    /// Keeps the map where it can be found, and every number finite.
    pub fn clamp(&mut self, viewport: &Viewport) {
        if !(self.zoom.is_finite() && self.pan.is_finite()) {
            *self = Self::default();
        }
        self.zoom = self.zoom.clamp(*ZOOM.start(), *ZOOM.end());
        let (view, map) = (viewport.rect.size(), viewport.map_size * self.zoom);
        let strips = viewport.strips * self.zoom;
        let hold = |pan: f32, view: f32, map: f32, strip: f32| {
            let most = (view / 2.0).max(view - map);
            let least = (strip + KEEP_PX - map).min(most).min(0.0);
            pan.clamp(least, most.max(least))
        };
        self.pan = vec2(
            hold(self.pan.x, view.x, map.x, strips.x),
            hold(self.pan.y, view.y, map.y, strips.y),
        );
    }
}

#[cfg(test)]
mod tests {
    use egui::pos2;

    use super::*;

    fn viewport() -> Viewport {
        Viewport {
            rect: Rect::from_min_size(pos2(100.0, 50.0), vec2(1000.0, 700.0)),
            map_size: vec2(3000.0, 2000.0),
            strips: vec2(168.0, 56.0),
        }
    }

    fn near(a: Pos2, b: Pos2) -> bool {
        a.distance(b) < 0.01
    }

    #[test]
    fn zooming_keeps_what_lies_under_the_pointer() {
        let viewport = viewport();
        let mut camera = Camera { pan: vec2(-400.0, -300.0), zoom: 1.0 };
        let pointer = pos2(700.0, 400.0);
        let before = camera.doc_from_screen(&viewport, pointer);
        for factor in [1.3, 1.3, 0.7, 2.0] {
            camera.zoom_at(factor, pointer, &viewport);
            assert!(near(camera.doc_from_screen(&viewport, pointer), before), "{camera:?}");
        }
    }

    #[test]
    fn the_zoom_has_ends() {
        let viewport = viewport();
        let mut camera = Camera::default();
        camera.zoom_at(1.0e9, pos2(300.0, 300.0), &viewport);
        assert_eq!(camera.zoom, 4.0);
        camera.zoom_at(1.0e-9, pos2(300.0, 300.0), &viewport);
        assert_eq!(camera.zoom, *ZOOM.start());
        camera.zoom_at(f32::NAN, pos2(300.0, 300.0), &viewport);
        assert_eq!(camera.zoom, *ZOOM.start());
    }

    #[test]
    fn positions_come_back_from_the_screen() {
        let viewport = viewport();
        let camera = Camera { pan: vec2(-250.0, -130.0), zoom: 0.75 };
        let pos = pos2(900.0, 800.0);
        let screen = camera.screen_from_doc(&viewport) * pos;
        assert!(camera.body(&viewport).contains(screen));
        assert!(near(camera.doc_from_screen(&viewport, screen), pos));
    }

    #[test]
    fn headers_are_hit_where_they_are_pinned() {
        let viewport = viewport();
        let camera = Camera { pan: vec2(-1000.0, -600.0), zoom: 1.0 };
        let on_header = pos2(600.0, 60.0);
        let doc = camera.doc_from_screen(&viewport, on_header);
        assert!(near(doc, pos2(1500.0, 10.0)), "{doc:?}");
        let on_title = pos2(110.0, 400.0);
        let doc = camera.doc_from_screen(&viewport, on_title);
        assert!(near(doc, pos2(10.0, 950.0)), "{doc:?}");
        let corner = camera.doc_from_screen(&viewport, viewport.rect.min + vec2(5.0, 5.0));
        assert!(near(corner, pos2(5.0, 5.0)), "{corner:?}");
    }

    #[test]
    fn strips_that_would_hide_the_map_scroll_with_it() {
        let viewport = viewport();
        let camera = Camera { pan: vec2(-1000.0, -600.0), zoom: 4.0 };
        let body = camera.body(&viewport);
        assert_eq!(body.left(), viewport.rect.left(), "672 of 1000 points would be titles");
        assert_eq!(body.top(), viewport.rect.top() + 224.0);
    }

    #[test]
    fn a_map_starts_readable_and_from_its_beginning() {
        let mut viewport = viewport();
        let camera = Camera::start(&viewport);
        assert_eq!((camera.pan, camera.zoom), (Vec2::ZERO, 0.6));
        viewport.map_size = vec2(1250.0, 500.0);
        assert_eq!(Camera::start(&viewport).zoom, 0.8);
        viewport.map_size = vec2(500.0, 500.0);
        assert_eq!(Camera::start(&viewport).zoom, 1.0);
    }

    #[test]
    fn the_whole_map_fits() {
        let viewport = viewport();
        let mut camera = Camera::default();
        camera.fit_all(&viewport);
        let map =
            camera.screen_from_doc(&viewport) * Rect::from_min_size(Pos2::ZERO, viewport.map_size);
        assert!(viewport.rect.contains_rect(map), "{map:?}");
        assert!((map.center().x - viewport.rect.center().x).abs() < 1.0);
    }

    #[test]
    fn a_selection_fits_beside_the_strips() {
        let viewport = viewport();
        let mut camera = Camera::default();
        let part = Rect::from_min_size(pos2(1500.0, 900.0), vec2(600.0, 300.0));
        camera.fit(part, &viewport);
        let shown = camera.screen_from_doc(&viewport) * part;
        assert!(camera.body(&viewport).contains_rect(shown), "{shown:?}");
        assert!(camera.zoom > 1.0);
    }

    #[test]
    fn revealing_moves_no_further_than_it_must() {
        let viewport = viewport();
        let mut camera = Camera::default();
        let in_view = Rect::from_min_size(pos2(400.0, 300.0), vec2(256.0, 80.0));
        camera.reveal(in_view, 0.0, &viewport);
        assert_eq!(camera.pan, Vec2::ZERO);

        let right = in_view.translate(vec2(1600.0, 0.0));
        camera.reveal(right, 0.0, &viewport);
        let shown = camera.screen_from_doc(&viewport) * right;
        assert!((shown.right() - (viewport.rect.right() - MARGIN_PX)).abs() < 0.01);
        assert_eq!(camera.pan.y, 0.0);

        let under_the_titles = Rect::from_min_size(pos2(1250.0, 300.0), vec2(100.0, 80.0));
        camera.reveal(under_the_titles, 0.0, &viewport);
        let shown = camera.screen_from_doc(&viewport) * under_the_titles;
        assert!(camera.body(&viewport).contains_rect(shown), "{shown:?}");
    }

    #[test]
    fn the_map_cannot_be_lost() {
        let viewport = viewport();
        let map = Rect::from_min_size(Pos2::ZERO, viewport.map_size);
        for delta in [vec2(1.0e7, 0.0), vec2(-1.0e7, -1.0e7), vec2(0.0, 1.0e7)] {
            for zoom in [0.1, 1.0, 4.0] {
                let mut camera = Camera { pan: Vec2::ZERO, zoom };
                camera.pan_by(delta, &viewport);
                let shown = (camera.screen_from_doc(&viewport) * map).intersect(viewport.rect);
                assert!(shown.width() > 90.0 && shown.height() > 90.0, "{delta:?} {zoom}");
            }
        }
        let mut camera = Camera { pan: vec2(f32::NAN, 0.0), zoom: f32::INFINITY };
        camera.clamp(&viewport);
        assert_eq!(camera, Camera::default());
    }
}
