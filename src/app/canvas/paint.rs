//! One frame of the map: body, what lies over it, and the strips that stay in view.

use egui::{Painter, Rect, pos2};
use scene::text::TextEngine;
use scene::{Ghosts, Hit, Overlay, overlay, stage_overlay, title_overlay};

use super::camera::Part;
use super::painter::paint;
use super::{Canvas, CanvasState};
use crate::editor::{Gesture, HeaderId};

impl CanvasState {
    pub(super) fn paint(&mut self, canvas: &Canvas<'_>, engine: &mut TextEngine) {
        let (scene, theme) = (canvas.shown.scene, canvas.shown.theme);
        let painter = canvas.ui.painter_at(canvas.viewport.rect);
        painter.rect_filled(canvas.viewport.rect, 0.0, theme.map.canvas);
        let regions = Regions::new(&painter, self.camera.body(&canvas.viewport));
        let from_doc = |part| self.camera.part_from_doc(&canvas.viewport, part);
        let [body, headers, titles, corner] =
            [Part::Body, Part::Headers, Part::Titles, Part::Corner].map(from_doc);

        paint(&regions.body, &scene.body, body);
        if let Some(text) = &mut self.text
            && let Some(card) = scene.layout.card(text.card)
        {
            text.paint(canvas.ui, &regions.body, card, body, theme, engine);
        }
        let gesture = self.gesture.as_ref().unwrap_or_else(|| canvas.shown.editor.gesture());
        let over = over(canvas, gesture, self.hover, self.camera.zoom);
        paint(&regions.body, &overlay(scene, &over, theme), body);
        paint(&regions.titles, &scene.band_heads, titles);
        paint(&regions.titles, &scene.lane_titles, titles);
        paint(&regions.titles, &title_overlay(scene, &over, theme), titles);
        self.pins(canvas).paint(&regions.titles, scene, titles, theme);
        paint(&regions.headers, &scene.stage_headers, headers);
        paint(&regions.headers, &stage_overlay(scene, &over, theme), headers);
        paint(&regions.all, &scene.corner, corner);
    }
}

/// Painters for the parts of the canvas: what is pinned covers what moves beneath it.
struct Regions {
    body: Painter,
    headers: Painter,
    titles: Painter,
    all: Painter,
}

impl Regions {
    fn new(painter: &Painter, body: Rect) -> Self {
        let all = painter.clip_rect();
        let below = Rect::from_min_max(pos2(all.left(), body.top()), all.max);
        let beside = Rect::from_min_max(pos2(body.left(), all.top()), all.max);
        Self {
            body: painter.with_clip_rect(body.intersect(all)),
            headers: painter.with_clip_rect(beside.intersect(all)),
            titles: painter.with_clip_rect(below.intersect(all)),
            all: painter.clone(),
        }
    }
}

/// What lies over the map now.
fn over<'a>(canvas: &Canvas<'a>, gesture: &'a Gesture, hover: Hit, zoom: f32) -> Overlay<'a> {
    let editor = canvas.shown.editor;
    let layout = &canvas.shown.scene.layout;
    let mut over = Overlay::new(editor.selection(), 1.0 / zoom.max(0.01));
    over.hover = if editor.writing().is_some() { Hit::Nothing } else { hover };
    match gesture {
        Gesture::DraggingCards { cards, start, at, slot, .. } => {
            over.slot = slot.as_ref().map(|slot| slot.line);
            over.ghosts = Some(Ghosts { cards, offset: *at - *start });
        }
        Gesture::DraggingCurvePoint { at } => {
            let emotion = layout.point(*at).and_then(|point| point.emotion);
            over.dragged_point = emotion.map(|emotion| (*at, emotion));
        }
        Gesture::DraggingHeader { header, at, .. } => {
            over.slot = match header {
                HeaderId::Stage(_) => layout.stage_slot(at.x).map(|slot| slot.line),
                HeaderId::Lane(_) => layout.lane_slot(at.y).map(|slot| slot.line),
                HeaderId::Persona(_) => layout.band_slot(at.y).map(|slot| slot.line),
            };
        }
        Gesture::Marquee { start, at, .. } => {
            over.marquee = Some(Rect::from_two_pos(*start, *at));
        }
        Gesture::Idle
        | Gesture::Pressing { .. }
        | Gesture::ResizingStage { .. }
        | Gesture::Panning => {}
    }
    over
}
