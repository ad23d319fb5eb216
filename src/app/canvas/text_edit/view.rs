//! The written text on the screen and for assistive technologies.

use std::time::Duration;

use egui::accesskit::{self, Role};
use egui::emath::TSTransform;
use egui::output::IMEOutput;
use egui::{Color32, IMEPurpose, Id, Rect, Sense, Ui, Vec2};
use scene::CardBox;
use scene::draw::DrawList;
use scene::text::{EditorView, TextEngine};
use scene::theme::Theme;

use super::TextEdit;
use crate::canvas::painter;

/// The accessible name of the text that is being written.
const NAME: &str = "Card text";

/// The written text's node.
pub(in crate::canvas) fn text_id() -> Id {
    Id::unique("canvas card text")
}

impl TextEdit {
    /// Where the caret stands, in document units, if it has to be brought into view.
    pub(in crate::canvas) fn take_reveal(
        &mut self,
        card: &CardBox,
        engine: &mut TextEngine,
    ) -> Option<Rect> {
        if !std::mem::take(&mut self.reveal) {
            return None;
        }
        let caret = engine.editor_view(&mut self.editor).caret?;
        Some(caret.translate(card.text_rect.min.to_vec2()).expand2(Vec2::new(8.0, 12.0)))
    }

    /// Paints the text with caret and selection over its card, and tells input methods where it is.
    pub(in crate::canvas) fn paint(
        &mut self,
        ui: &Ui,
        painter: &egui::Painter,
        card: &CardBox,
        screen_from_doc: TSTransform,
        theme: &Theme,
        engine: &mut TextEngine,
    ) {
        let is_active = ui.input(|input| input.focused)
            && ui.memory(|memory| memory.has_focus(crate::canvas::canvas_id()));
        let view = engine.editor_view(&mut self.editor);
        let offset = card.text_rect.min.to_vec2();
        let mut list = DrawList::new();
        let mut fill = |rect: &Rect, color: Color32| list.rect(rect.translate(offset), color);
        view.selection.iter().for_each(|rect| fill(rect, theme.ui.selection));
        view.composing.iter().for_each(|rect| fill(rect, theme.map.text));
        let caret = view.caret.filter(|_| is_active && self.is_caret_on(ui));
        let caret = caret.map(|rect| rect.translate(offset));
        list.extend(view.block.at(card.text_rect.min));
        painter::paint(painter, list.items(), screen_from_doc);
        if let Some(caret) = caret {
            // At least a pixel and a half wide, however far the map is zoomed out.
            let caret = screen_from_doc * caret;
            let width = caret.width().max(1.5);
            let caret = Rect::from_min_size(caret.min, Vec2::new(width, caret.height()));
            painter.rect_filled(caret, 0.0, theme.map.focus);
        }
        if is_active {
            tell_input_method(ui, card, &view, screen_from_doc);
        }
    }

    /// Whether the blinking caret shows now; asks for the frame in which that changes.
    fn is_caret_on(&self, ui: &Ui) -> bool {
        let look = &ui.visuals().text_cursor;
        let period = look.on_duration + look.off_duration;
        if !look.blink || period.is_nan() || period <= 0.0 {
            return true;
        }
        let since = ui.input(|input| input.time) - self.active_at;
        let phase = (since.max(0.0) % f64::from(period)) as f32;
        let is_on = phase < look.on_duration;
        let rest = if is_on { look.on_duration - phase } else { period - phase };
        ui.ctx().request_repaint_after(Duration::from_secs_f32(rest.max(0.01)));
        is_on
    }

    /// Shows assistive technologies the text as a field. Returns the text that one of them set.
    pub(in crate::canvas) fn access(&self, ui: &Ui, rect: Rect) -> Option<String> {
        let id = text_id();
        ui.interact(rect, id, Sense::hover());
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_role(Role::MultilineTextInput);
            node.set_label(NAME);
            node.set_value(self.text.as_str());
            node.add_action(accesskit::Action::SetValue);
            node.set_bounds(accesskit::Rect {
                x0: rect.min.x.into(),
                y0: rect.min.y.into(),
                x1: rect.max.x.into(),
                y1: rect.max.y.into(),
            });
        });
        ui.input(|input| {
            let mut requests = input.accesskit_action_requests(id, accesskit::Action::SetValue);
            requests.find_map(|request| match &request.data {
                Some(accesskit::ActionData::Value(text)) => Some(text.to_string()),
                _ => None,
            })
        })
    }
}

fn tell_input_method(ui: &Ui, card: &CardBox, view: &EditorView, screen_from_doc: TSTransform) {
    let cursor = view.ime_area.translate(card.text_rect.min.to_vec2());
    ui.output_mut(|output| {
        output.ime = Some(IMEOutput {
            purpose: IMEPurpose::Normal,
            rect: screen_from_doc * card.text_rect,
            cursor_rect: screen_from_doc * cursor,
            should_interrupt_composition: false,
        });
    });
}
