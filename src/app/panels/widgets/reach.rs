//! Whatever keys reach comes into view, and what is scrolled can be scrolled by keys.

use egui::accesskit::Role;
use egui::{Response, Sense, Ui, Vec2, vec2};
use scene::theme::Theme;

use super::{focus_ring, name_as};

/// Brings what gets the keyboard into view.
pub(crate) fn scroll_to_focused(response: &Response) {
    if response.gained_focus() {
        response.scroll_to_me_animation(None, egui::style::ScrollAnimation::none());
    }
}

/// Brings a list's button that gets the keyboard into view, and lets go of one that is scrolled
/// away: it would open over what lies beside the scrolled area.
pub(crate) fn keep_in_view(ui: &Ui, response: &Response) {
    scroll_to_focused(response);
    if !response.gained_focus() && !ui.clip_rect().intersects(response.rect) {
        // One that was reached by key is still on its way into view.
        let by_hand = |input: &egui::InputState| {
            input.pointer.any_down() || input.smooth_scroll_delta() != Vec2::ZERO
        };
        if response.has_focus() && ui.input(by_hand) {
            response.surrender_focus();
        }
        egui::Popup::close_id(ui.ctx(), response.id.with("popup"));
    }
}

/// How far an arrow key scrolls, in points.
const KEY_SCROLL: f32 = 40.0;

/// A region that is scrolled and has nothing in it that could take the keyboard: it takes the
/// keyboard itself, and arrows, Page Up and Page Down scroll it.
pub(crate) fn scrolled_by_keys_ui<R>(
    ui: &mut Ui,
    theme: &Theme,
    name: &str,
    area: egui::ScrollArea,
    contents: impl FnOnce(&mut Ui) -> R,
) -> R {
    let id = ui.scope_id().with(("scrolled by keys", name));
    let has_focus = ui.memory(|memory| memory.has_focus(id));
    let output = area.show(ui, |ui| {
        if has_focus {
            let page = (ui.clip_rect().height() - KEY_SCROLL).max(KEY_SCROLL);
            ui.scroll_with_delta(scroll_of_keys(ui, page));
        }
        contents(ui)
    });
    let rect = output.inner_rect;
    let response = ui.interact(rect, id, Sense::focusable_noninteractive());
    name_as(&response, Role::ScrollView, name);
    if has_focus {
        let filter = egui::EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..egui::EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    }
    scroll_to_focused(&response);
    focus_ring(ui, theme, &response, rect.shrink(2.0));
    output.inner
}

/// Where the keys that were pressed scroll to.
fn scroll_of_keys(ui: &Ui, page: f32) -> Vec2 {
    use egui::Key;
    let steps = [
        (Key::ArrowUp, vec2(0.0, KEY_SCROLL)),
        (Key::ArrowDown, vec2(0.0, -KEY_SCROLL)),
        (Key::ArrowLeft, vec2(KEY_SCROLL, 0.0)),
        (Key::ArrowRight, vec2(-KEY_SCROLL, 0.0)),
        (Key::PageUp, vec2(0.0, page)),
        (Key::PageDown, vec2(0.0, -page)),
    ];
    let pressed = |key| ui.input(|input| input.num_presses(key)) as f32;
    steps.into_iter().fold(Vec2::ZERO, |sum, (key, step)| sum + step * pressed(key))
}
