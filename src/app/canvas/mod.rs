//! The canvas: the map on the screen, and everything that one does to it with pointer and keys.
//!
//! ```text
//!   input -> wheel: camera          -> pointer: CanvasEvent -> Gesture -> Action
//!         -> keyboard: text_edit while a card is written, else keys    -> Action
//!   Scene -> painter: body, overlay, strips that stay in view          -> shapes
//!         -> access: named nodes for screen readers and tests
//! ```

mod access;
pub mod camera;
mod commands;
mod keyboard;
mod keys;
mod menu;
mod paint;
pub mod painter;
mod pins;
mod pointer;
mod text_edit;

use std::collections::VecDeque;

use egui::emath::TSTransform;
use egui::{Event, Id, Pos2, Rect, Response, Sense, Ui, vec2};
use model::{MapId, Selection};
use scene::text::TextEngine;
use scene::{Hit, Layout};

pub use camera::{Camera, Viewport};
pub use commands::commands_from_keys;

use crate::action::{Action, CameraAction};
use crate::editor::Gesture;
use crate::shown::Shown;
use pointer::Press;
use text_edit::TextEdit;

/// What the canvas remembers from frame to frame. Nothing of it belongs to the document.
#[derive(Debug, Default)]
pub struct CanvasState {
    /// Where the map stands on the screen.
    pub camera: Camera,
    /// The map that the camera was set for.
    map: Option<MapId>,
    /// The camera that the map was first shown with, and the canvas that it was made for.
    start: Option<(Rect, Camera)>,
    /// The canvas as it was painted last.
    viewport: Option<Viewport>,
    /// What lies under the pointer.
    hover: Hit,
    /// A button that is held.
    press: Option<Press>,
    /// The gesture after the events of this frame; none while it is the editor's.
    gesture: Option<Gesture>,
    /// Whether the pointer acts: what it selects is where the person looks already.
    pointer_busy: bool,
    /// The text of the card that is being written.
    text: Option<TextEdit>,
    /// Events of the keyboard that wait for the actions before them.
    deferred: VecDeque<Event>,
    /// Where the context menu is open.
    menu_at: Option<Pos2>,
    /// Whether a key or a command asked for the context menu.
    open_menu: bool,
    /// Whether the next paste becomes a single card.
    one_card: bool,
    /// What a screen reader says next.
    announcement: String,
}

/// One frame of the canvas.
struct Canvas<'a> {
    ui: &'a Ui,
    shown: Shown<'a>,
    response: Response,
    viewport: Viewport,
}

/// The widget that has the focus while one works on the map.
pub fn canvas_id() -> Id {
    Id::unique("canvas")
}

/// Shows the map in all that is left of `ui` and takes what is done to it.
pub fn canvas_ui(
    ui: &mut Ui,
    shown: Shown<'_>,
    state: &mut CanvasState,
    text: &mut TextEngine,
    actions: &mut Vec<Action>,
) {
    let rect = ui.available_rect_before_wrap();
    let response = ui.interact(rect, canvas_id(), Sense::click_and_drag());
    ui.advance_cursor_after_rect(rect);
    if !rect.is_positive() {
        return;
    }
    let viewport = viewport(rect, &shown.scene.layout);
    let nodes = access::nodes_ui(ui, rect, response.id);
    let canvas = Canvas { ui, shown, response, viewport };
    state.begin(&canvas, text);
    state.wheel(&canvas);
    state.pointer(&canvas, text, actions);
    state.keyboard(&canvas, text, actions);
    state.reveal_caret(&canvas, text);
    state.paint(&canvas, text);
    state.access(&canvas, nodes, actions);
    state.access_text(&canvas, text, actions);
    state.menu_ui(&canvas, actions);
    if canvas.response.hovered() || state.press.is_some() {
        ui.set_cursor_icon(state.cursor(&canvas));
    }
}

fn viewport(rect: Rect, layout: &Layout) -> Viewport {
    let strips = vec2(layout.title_width, layout.header_height);
    Viewport { rect, map_size: layout.size, strips }
}

impl CanvasState {
    fn begin(&mut self, canvas: &Canvas<'_>, text: &mut TextEngine) {
        self.gesture = None;
        let map = canvas.shown.editor.map_id();
        // Panels find their size in the first frames, and windows are resized before one begins:
        // as long as nobody moved the map it goes along.
        let is_untouched = self
            .start
            .is_some_and(|(rect, camera)| camera == self.camera && rect != canvas.viewport.rect);
        if self.map != Some(map) || is_untouched {
            self.map = Some(map);
            self.camera = Camera::start(&canvas.viewport);
            self.start = Some((canvas.viewport.rect, self.camera));
        }
        self.camera.clamp(&canvas.viewport);
        self.viewport = Some(canvas.viewport);
        let now = canvas.ui.input(|input| input.time);
        TextEdit::follow(&mut self.text, canvas.shown, text, now);
        keyboard::keep_focus(canvas);
    }

    /// Moves the camera. `layout` and `selection` are those after all that was done before.
    pub fn apply(&mut self, action: CameraAction, layout: &Layout, selection: &Selection) {
        let Some(viewport) = self.viewport.map(|old| viewport(old.rect, layout)) else { return };
        self.viewport = Some(viewport);
        let middle = self.camera.body(&viewport).center();
        match action {
            CameraAction::Pan(delta) => self.camera.pan_by(delta, &viewport),
            CameraAction::Zoom(factor, at) => {
                self.camera.zoom_at(factor, at.unwrap_or(middle), &viewport);
            }
            CameraAction::ZoomTo(zoom) => {
                self.camera.zoom_at(zoom / self.camera.zoom, middle, &viewport);
            }
            CameraAction::FitAll => self.camera.fit_all(&viewport),
            CameraAction::FitSelection => {
                if let Some(rect) = selection_rect(layout, selection) {
                    self.camera.fit(rect, &viewport);
                }
            }
            CameraAction::Reveal if self.pointer_busy => {}
            CameraAction::Reveal => {
                if let Some(rect) = selection_rect(layout, selection) {
                    self.camera.reveal(rect, pins::depth(&self.camera, &viewport), &viewport);
                }
            }
        }
    }

    /// From the map to the screen, as it was painted last; none before the first frame.
    pub fn screen_from_doc(&self) -> Option<TSTransform> {
        self.viewport.as_ref().map(|viewport| self.camera.screen_from_doc(viewport))
    }

    /// Lets a screen reader say what happened.
    pub fn announce(&mut self, text: impl Into<String>) {
        self.announcement = text.into();
    }

    /// Shows the context menu at what is selected.
    pub fn open_context_menu(&mut self) {
        self.open_menu = true;
    }

    /// Whether what is pasted next becomes a single card.
    pub fn paste_as_one_card(&mut self, one_card: bool) {
        self.one_card = one_card;
    }

    /// Keeps the caret in view while one writes.
    fn reveal_caret(&mut self, canvas: &Canvas<'_>, text: &mut TextEngine) {
        let Some(edit) = &mut self.text else { return };
        let Some(card) = canvas.shown.scene.layout.card(edit.card) else { return };
        if let Some(caret) = edit.take_reveal(card, text) {
            let covered = pins::depth(&self.camera, &canvas.viewport);
            self.camera.reveal(caret, covered, &canvas.viewport);
        }
    }

    /// The text that is written, for assistive technologies; takes what one of them set.
    fn access_text(
        &mut self,
        canvas: &Canvas<'_>,
        text: &mut TextEngine,
        actions: &mut Vec<Action>,
    ) {
        let Some(edit) = &mut self.text else { return };
        let Some(card) = canvas.shown.scene.layout.card(edit.card) else { return };
        let rect = self.camera.screen_from_doc(&canvas.viewport) * card.text_rect;
        if let Some(new) = edit.access(canvas.ui, rect) {
            edit.set_text(&new, text, actions);
        }
    }
}

/// Where the selection stands, in document units; none when nothing of it is shown.
pub fn selection_rect(layout: &Layout, selection: &Selection) -> Option<Rect> {
    match selection {
        Selection::Nothing => None,
        Selection::Cards(cards) => {
            let rects = cards.iter().filter_map(|id| layout.card_rect(*id));
            rects.reduce(Rect::union)
        }
        Selection::Cell(cell) => layout.cell_rect(*cell),
        Selection::Point(at) => {
            let pos = layout.point_pos(*at)?;
            Some(Rect::from_center_size(pos, vec2(64.0, 48.0)))
        }
        Selection::Stage(id) => layout.stage(*id).map(|stage| stage.rect),
        Selection::Lane(id) => {
            let row = layout.rows().find(|(_, lane)| lane.lane == *id);
            row.map(|(_, lane)| lane.title)
        }
        Selection::Persona(id) => layout.band(Some(*id)).map(|band| band.header),
    }
}

#[cfg(test)]
mod tests;
