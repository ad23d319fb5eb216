//! The keyboard on the canvas: it goes to the text that is written, or else to the map.
//!
//! The canvas is one widget that keeps the focus in both cases, so that an input method is not
//! interrupted when typing begins a card.

use std::collections::VecDeque;

use egui::output::IMEOutput;
use egui::{Event, EventFilter, IMEPurpose, Key, Popup, Rect, Vec2};
use model::Selection;

use super::keys::{self, Target};
use super::{Canvas, CanvasState};
use crate::action::Action;
use crate::editor::{CanvasEvent, Gesture};
use scene::text::TextEngine;

/// Whether further events of this frame can be taken at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    /// Yes.
    GoOn,
    /// No: they mean what they mean only after the actions were carried out.
    Stop,
    /// No, and this event comes again then.
    Again,
}

/// Takes the focus when nobody has it, and keeps the keys that would move it elsewhere.
pub(super) fn keep_focus(canvas: &Canvas<'_>) {
    let (id, ctx) = (canvas.response.id, canvas.ui.ctx());
    let is_free =
        ctx.memory(|memory| memory.focused().is_none() && memory.top_modal_layer().is_none());
    if is_free && !Popup::is_any_open(ctx) {
        ctx.memory_mut(|memory| memory.request_focus(id));
    }
    // With nothing selected Tab leads out of the canvas, so that it is no trap.
    let editor = canvas.shown.editor;
    let has_tab = editor.writing().is_some() || *editor.selection() != Selection::Nothing;
    let filter =
        EventFilter { tab: has_tab, horizontal_arrows: true, vertical_arrows: true, escape: true };
    ctx.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
}

impl CanvasState {
    /// Tells input methods that typing would write, where that is so: at what is selected.
    fn offer_input_method(&self, canvas: &Canvas<'_>) {
        let selection = canvas.shown.editor.selection();
        let writes = canvas.shown.editor.can_write();
        let rect = super::selection_rect(&canvas.shown.scene.layout, selection);
        let (None, true, Some(rect)) = (&self.text, writes, rect) else { return };
        let rect = self.camera.screen_from_doc(&canvas.viewport) * rect;
        canvas.ui.output_mut(|output| {
            output.ime = Some(IMEOutput {
                purpose: IMEPurpose::Normal,
                rect,
                cursor_rect: Rect::from_min_size(rect.min, Vec2::new(1.0, rect.height())),
                should_interrupt_composition: false,
            });
        });
    }

    /// Hands the events of the keyboard, the clipboard and the input method to whom they concern.
    pub(super) fn keyboard(
        &mut self,
        canvas: &Canvas<'_>,
        engine: &mut TextEngine,
        actions: &mut Vec<Action>,
    ) {
        let ctx = canvas.ui.ctx();
        if cancels(canvas) {
            self.gesture_event(canvas, CanvasEvent::Cancel, actions);
            self.press = None;
            self.deferred.clear();
            return;
        }
        let mut queue = std::mem::take(&mut self.deferred);
        queue.extend(canvas.ui.input(|input| -> Vec<Event> {
            input.events.iter().filter(|event| is_keyboard(event)).cloned().collect()
        }));
        let in_dialog = ctx.memory(|memory| memory.top_modal_layer().is_some());
        if in_dialog || ctx.text_edit_focused() {
            return;
        }
        let has_keys = canvas.response.has_focus() && !Popup::is_any_open(ctx);
        if has_keys {
            self.offer_input_method(canvas);
        } else {
            // What a menu asked to paste comes back while the menu's button has the focus.
            queue.retain(|event| matches!(event, Event::Paste(_)));
        }
        self.take_all(queue, canvas, engine, actions);
    }

    fn take_all(
        &mut self,
        mut queue: VecDeque<Event>,
        canvas: &Canvas<'_>,
        engine: &mut TextEngine,
        actions: &mut Vec<Action>,
    ) {
        let now = canvas.ui.input(|input| input.time);
        while let Some(event) = queue.pop_front() {
            let flow = if let Some(text) = &mut self.text {
                text.on_event(&event, now, engine, actions)
            } else {
                let mut target = Target {
                    editor: canvas.shown.editor,
                    page_px: self.camera.body(&canvas.viewport).height(),
                    one_card: &mut self.one_card,
                    open_menu: &mut self.open_menu,
                };
                keys::on_event(&event, &mut target, actions)
            };
            if flow == Flow::Again {
                queue.push_front(event);
            }
            if flow != Flow::GoOn {
                break;
            }
        }
        if !queue.is_empty() {
            self.deferred = queue;
            canvas.ui.ctx().request_repaint();
        }
    }
}

/// Whether a drag ends here without an effect.
fn cancels(canvas: &Canvas<'_>) -> bool {
    let in_gesture = *canvas.shown.editor.gesture() != Gesture::Idle;
    in_gesture
        && canvas.ui.input(|input| {
            let lost = |event: &Event| matches!(event, Event::WindowFocused(false));
            input.key_pressed(Key::Escape) || input.events.iter().any(lost)
        })
}

fn is_keyboard(event: &Event) -> bool {
    matches!(
        event,
        Event::Key { pressed: true, .. }
            | Event::Text(_)
            | Event::Ime(_)
            | Event::Copy
            | Event::Cut
            | Event::Paste(_)
    )
}
