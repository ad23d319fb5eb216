//! The pointer on the canvas: wheel, pinch, presses and drags become camera moves and
//! [`CanvasEvent`]s in document coordinates.

use egui::emath::TSTransform;
use egui::{CursorIcon, Event, Modifiers, PointerButton, Pos2, Vec2, vec2};
use model::Selection;
use scene::Hit;
use scene::text::TextEngine;

use super::camera::Part;
use super::pins::Pins;
use super::{Canvas, CanvasState};
use crate::action::Action;
use crate::editor::{CanvasEvent, Gesture, GestureContext, HeaderId, Held};

/// How near to an edge a drag scrolls the map, in screen points.
const EDGE_PX: f32 = 36.0;

/// How fast it scrolls at the edge itself, in screen points a second.
const SCROLL_PX_PER_S: f32 = 900.0;

/// A button that went down on the canvas and is still held.
#[derive(Clone, Copy, Debug)]
pub(super) struct Press {
    button: PointerButton,
    /// The part of the canvas in which it went down: a drag keeps that part's coordinates.
    part: Part,
    /// Where the pointer was last.
    at: Pos2,
    /// Whether it went down in the text that is being written.
    in_text: bool,
}

impl CanvasState {
    /// Wheel and pinch move the camera at once: they are no change of the document.
    pub(super) fn wheel(&mut self, canvas: &Canvas<'_>) {
        if !canvas.response.contains_pointer() {
            return;
        }
        let (zoom, scroll, at) = canvas.ui.input(|input| {
            (input.zoom_delta(), input.smooth_scroll_delta(), input.pointer.hover_pos())
        });
        if zoom != 1.0
            && let Some(at) = at
        {
            self.camera.zoom_at(zoom, at, &canvas.viewport);
        }
        if scroll != Vec2::ZERO {
            self.camera.pan_by(scroll, &canvas.viewport);
        }
    }

    /// Presses, drags and releases, in the order in which they happened.
    pub(super) fn pointer(
        &mut self,
        canvas: &Canvas<'_>,
        engine: &mut TextEngine,
        actions: &mut Vec<Action>,
    ) {
        let events: Vec<Event> = canvas.ui.input(|input| {
            let is_pointer = |event: &&Event| {
                matches!(event, Event::PointerMoved(_) | Event::PointerButton { .. })
            };
            input.events.iter().filter(is_pointer).cloned().collect()
        });
        self.pointer_busy = self.press.is_some();
        for event in events {
            match event {
                Event::PointerButton { pos, button, pressed: true, modifiers } => {
                    self.on_press(canvas, pos, button, modifiers, engine, actions);
                }
                Event::PointerMoved(pos) => self.on_move(canvas, pos, engine, actions),
                Event::PointerButton { pos, button, pressed: false, modifiers } => {
                    self.on_release(canvas, pos, button, modifiers, engine, actions);
                }
                _ => {}
            }
        }
        self.pointer_busy |= self.press.is_some();
        let is_stale = self.press.is_none() && *self.gesture(canvas) != Gesture::Idle;
        if is_stale && !canvas.ui.input(|input| input.pointer.any_down()) {
            // The release was lost: another window took it, or a dialog.
            self.gesture_event(canvas, CanvasEvent::Cancel, actions);
        }
        self.scroll_at_edges(canvas, actions);
        self.hover = self.hovered(canvas);
    }

    fn on_press(
        &mut self,
        canvas: &Canvas<'_>,
        pos: Pos2,
        button: PointerButton,
        modifiers: Modifiers,
        engine: &mut TextEngine,
        actions: &mut Vec<Action>,
    ) {
        // egui decides whether the press is ours: something may lie over the canvas there.
        let is_ours = canvas.response.interact_pointer_pos().is_some();
        if self.press.is_some() || !is_ours || !canvas.viewport.rect.contains(pos) {
            return;
        }
        if !canvas.response.has_focus() {
            canvas.response.request_focus();
        }
        self.pointer_busy = true;
        if button == PointerButton::Primary
            && let Some(hit) = self.pinned_hit(canvas, pos)
        {
            // What is pinned stands elsewhere on the map: it can be chosen, but not dragged there.
            actions.push(match hit {
                Hit::BandToggle(persona) => Action::ToggleBand(persona),
                Hit::BandHeader(persona) => Action::Select(Selection::Persona(persona)),
                Hit::LaneTitle { lane, .. } => Action::Select(Selection::Lane(lane)),
                _ => return,
            });
            return;
        }
        let part = self.camera.part_at(&canvas.viewport, pos);
        let in_text = button != PointerButton::Middle && self.is_in_text(canvas, pos);
        if button == PointerButton::Secondary {
            if !in_text {
                self.aim_menu(canvas, pos, actions);
            }
            return;
        }
        self.press = Some(Press { button, part, at: pos, in_text });
        if in_text {
            let at = self.text_pos(canvas, pos);
            let now = canvas.ui.input(|input| input.time);
            if let (Some(text), Some(at)) = (&mut self.text, at) {
                text.press(at, modifiers.shift, now, engine);
            }
            return;
        }
        if button == PointerButton::Middle {
            self.gesture_event(canvas, CanvasEvent::MiddlePress, actions);
            return;
        }
        if canvas.shown.editor.writing().is_some() {
            actions.push(Action::StopWriting);
        }
        let held = held(canvas, modifiers);
        let at = self.doc_pos(canvas, part, pos);
        self.gesture_event(canvas, CanvasEvent::Press(at, held), actions);
    }

    fn on_move(
        &mut self,
        canvas: &Canvas<'_>,
        pos: Pos2,
        engine: &mut TextEngine,
        actions: &mut Vec<Action>,
    ) {
        let Some(press) = &mut self.press else { return };
        let delta = pos - press.at;
        press.at = pos;
        let press = *press;
        if press.in_text {
            let at = self.text_pos(canvas, pos);
            if let (Some(text), Some(at)) = (&mut self.text, at) {
                text.drag(at, engine);
            }
            return;
        }
        let at = self.doc_pos(canvas, press.part, pos);
        self.gesture_event(canvas, CanvasEvent::Drag(at, delta), actions);
    }

    fn on_release(
        &mut self,
        canvas: &Canvas<'_>,
        pos: Pos2,
        button: PointerButton,
        modifiers: Modifiers,
        engine: &mut TextEngine,
        actions: &mut Vec<Action>,
    ) {
        let Some(press) = self.press.filter(|press| press.button == button) else { return };
        self.press = None;
        self.pointer_busy = true;
        let is_double = canvas.response.double_clicked();
        let is_triple = canvas.response.triple_clicked();
        if press.in_text {
            let at = self.text_pos(canvas, pos);
            if let (Some(text), Some(at), true) = (&mut self.text, at, is_double || is_triple) {
                text.multi_click(at, if is_triple { 3 } else { 2 }, engine);
            }
            return;
        }
        let at = self.doc_pos(canvas, press.part, pos);
        let was_click = matches!(self.gesture(canvas), Gesture::Pressing { .. });
        let event = if is_double && was_click && button == PointerButton::Primary {
            CanvasEvent::DoubleClick(at)
        } else {
            CanvasEvent::Release(at, held(canvas, modifiers))
        };
        self.gesture_event(canvas, event, actions);
    }

    /// Drags near an edge scroll the map, so that one can drag further than one sees.
    fn scroll_at_edges(&mut self, canvas: &Canvas<'_>, actions: &mut Vec<Action>) {
        let Some(press) = self.press else { return };
        let (sideways, upright) = match self.gesture(canvas) {
            Gesture::DraggingCards { .. } | Gesture::Marquee { .. } => (1.0, 1.0),
            Gesture::ResizingStage { .. }
            | Gesture::DraggingHeader { header: HeaderId::Stage(_), .. } => (1.0, 0.0),
            Gesture::DraggingHeader { .. } => (0.0, 1.0),
            _ => return,
        };
        let body = self.camera.body(&canvas.viewport);
        let pull = |at: f32, low: f32, high: f32| {
            let (before, after) = (low + EDGE_PX - at, at - (high - EDGE_PX));
            ((before.max(0.0) - after.max(0.0)) / EDGE_PX).clamp(-1.0, 1.0)
        };
        let pull = vec2(
            sideways * pull(press.at.x, body.left(), body.right()),
            upright * pull(press.at.y, body.top(), body.bottom()),
        );
        let dt = canvas.ui.input(|input| input.stable_dt).min(0.1);
        let before = self.camera.pan;
        self.camera.scroll_by(pull * SCROLL_PX_PER_S * dt, &canvas.viewport);
        if self.camera.pan != before {
            let at = self.doc_pos(canvas, press.part, press.at);
            self.gesture_event(canvas, CanvasEvent::Drag(at, Vec2::ZERO), actions);
            canvas.ui.ctx().request_repaint();
        }
    }

    /// The gesture as it stands after the events of this frame so far.
    fn gesture<'a>(&'a self, canvas: &Canvas<'a>) -> &'a Gesture {
        self.gesture.as_ref().unwrap_or_else(|| canvas.shown.editor.gesture())
    }

    /// Lets the gesture take an event.
    pub(super) fn gesture_event(
        &mut self,
        canvas: &Canvas<'_>,
        event: CanvasEvent,
        actions: &mut Vec<Action>,
    ) {
        let context = GestureContext {
            editor: canvas.shown.editor,
            layout: &canvas.shown.scene.layout,
            zoom: self.camera.zoom,
        };
        let (next, wishes) = self.gesture(canvas).on(event, &context);
        if next != *self.gesture(canvas) {
            actions.push(Action::Gesture(next.clone()));
            self.gesture = Some(next);
        }
        for wish in &wishes {
            if let Action::Edit(edit) | Action::EditAndSelect(edit, _) = wish {
                self.announce(edit.label());
            }
        }
        actions.extend(wishes);
    }

    /// The context menu is for what lies under the pointer.
    fn aim_menu(&mut self, canvas: &Canvas<'_>, pos: Pos2, actions: &mut Vec<Action>) {
        let editor = canvas.shown.editor;
        if *self.gesture(canvas) != Gesture::Idle {
            return;
        }
        let aimed = match self.hit_at(canvas, pos) {
            Hit::Card(id) if editor.selection().has_card(id) => None,
            Hit::Card(id) => Some(Selection::card(id)),
            Hit::Cell(cell) | Hit::Figures(cell) => Some(Selection::Cell(cell)),
            Hit::StageHeader(id) | Hit::StageEdge(id) => Some(Selection::Stage(id)),
            Hit::LaneTitle { lane, .. } => Some(Selection::Lane(lane)),
            Hit::BandHeader(id) | Hit::BandToggle(id) => Some(Selection::Persona(id)),
            Hit::CurvePoint(at) | Hit::CurveLane(at) => Some(Selection::Point(at)),
            Hit::Nothing => Some(Selection::Nothing),
        };
        actions.extend(aimed.map(Action::Select));
        self.open_menu_at(canvas, pos);
    }

    /// The place on the map for a press that began in a part of the canvas.
    fn doc_pos(&self, canvas: &Canvas<'_>, part: Part, pos: Pos2) -> Pos2 {
        self.part_from_doc(canvas, part).inverse() * pos
    }

    fn part_from_doc(&self, canvas: &Canvas<'_>, part: Part) -> TSTransform {
        self.camera.part_from_doc(&canvas.viewport, part)
    }

    /// Whether a screen position lies on the card that is being written.
    fn is_in_text(&self, canvas: &Canvas<'_>, pos: Pos2) -> bool {
        let Some(text) = &self.text else { return false };
        let is_in_body = self.camera.body(&canvas.viewport).contains(pos);
        let card = canvas.shown.scene.layout.card_rect(text.card);
        let screen_from_doc = self.camera.screen_from_doc(&canvas.viewport);
        is_in_body && card.is_some_and(|rect| (screen_from_doc * rect).contains(pos))
    }

    /// A screen position from the corner of the text that is being written, in document units.
    fn text_pos(&self, canvas: &Canvas<'_>, pos: Pos2) -> Option<Pos2> {
        let card = canvas.shown.scene.layout.card(self.text.as_ref()?.card)?;
        let doc = self.camera.screen_from_doc(&canvas.viewport).inverse() * pos;
        Some((doc - card.text_rect.min).to_pos2())
    }

    /// What lies under a screen position, pinned things first.
    fn hit_at(&self, canvas: &Canvas<'_>, pos: Pos2) -> Hit {
        let pinned = self.pinned_hit(canvas, pos);
        pinned.unwrap_or_else(|| {
            let doc = self.camera.doc_from_screen(&canvas.viewport, pos);
            canvas.shown.scene.layout.hit(doc, 6.0 / self.camera.zoom)
        })
    }

    fn pinned_hit(&self, canvas: &Canvas<'_>, pos: Pos2) -> Option<Hit> {
        let titles = self.part_from_doc(canvas, Part::Titles);
        let layout = &canvas.shown.scene.layout;
        self.pins(canvas).hit(layout, titles, pos, 6.0 / self.camera.zoom)
    }

    /// What stays in view at the upper edge now.
    pub(super) fn pins(&self, canvas: &Canvas<'_>) -> Pins {
        Pins::new(&self.camera, &canvas.viewport, &canvas.shown.scene.layout)
    }

    /// What lies under the pointer while no button is held.
    fn hovered(&self, canvas: &Canvas<'_>) -> Hit {
        let pos = canvas.ui.input(|input| input.pointer.hover_pos());
        match pos {
            Some(pos) if canvas.response.hovered() && self.press.is_none() => {
                self.hit_at(canvas, pos)
            }
            _ => Hit::Nothing,
        }
    }

    /// The pointer's shape.
    pub(super) fn cursor(&self, canvas: &Canvas<'_>) -> CursorIcon {
        let pos = canvas.ui.input(|input| input.pointer.hover_pos());
        if self.press.is_some_and(|press| press.in_text)
            || pos.is_some_and(|pos| self.press.is_none() && self.is_in_text(canvas, pos))
        {
            return CursorIcon::Text;
        }
        match self.gesture(canvas) {
            Gesture::DraggingCards { copy: true, .. } => return CursorIcon::Copy,
            Gesture::DraggingCards { .. } | Gesture::DraggingHeader { .. } | Gesture::Panning => {
                return CursorIcon::Grabbing;
            }
            Gesture::DraggingCurvePoint { .. } => return CursorIcon::ResizeVertical,
            Gesture::ResizingStage { .. } => return CursorIcon::ResizeHorizontal,
            Gesture::Marquee { .. } => return CursorIcon::Crosshair,
            Gesture::Idle | Gesture::Pressing { .. } => {}
        }
        if self.is_space_held(canvas) {
            return CursorIcon::Grab;
        }
        match self.hover {
            Hit::StageEdge(_) => CursorIcon::ResizeHorizontal,
            Hit::CurvePoint(_) => CursorIcon::ResizeVertical,
            Hit::BandToggle(_) => CursorIcon::PointingHand,
            _ => CursorIcon::Default,
        }
    }

    fn is_space_held(&self, canvas: &Canvas<'_>) -> bool {
        held(canvas, Modifiers::NONE).space && self.text.is_none()
    }
}

/// The keys that a press or a release was made with.
fn held(canvas: &Canvas<'_>, modifiers: Modifiers) -> Held {
    let is_writing = canvas.shown.editor.writing().is_some();
    Held {
        shift: modifiers.shift,
        alt: modifiers.alt,
        command: modifiers.command,
        space: !is_writing
            && canvas.response.has_focus()
            && canvas.ui.input(|input| input.key_down(egui::Key::Space)),
    }
}
