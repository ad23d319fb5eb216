//! What every dialog is made of.

use egui::{Align, Frame, Id, Layout, Margin, Response, RichText, Stroke, Ui};
use scene::text::TextEngine;
use scene::theme::Theme;

use crate::action::Action;
use crate::panels::{KpiCache, widgets};
use crate::shown::Shown;
use crate::style;

/// What a dialog gets to draw itself.
pub(super) struct Kit<'a> {
    /// What may be looked at.
    pub(super) shown: Shown<'a>,
    /// The values of the key figures.
    pub(super) kpis: &'a mut KpiCache,
    /// Lays out text, for thumbnails.
    pub(super) text: &'a mut TextEngine,
    /// Where the answers go.
    pub(super) actions: &'a mut Vec<Action>,
    /// Whether this is the first frame in which the dialog can take the keyboard.
    pub(super) opened: bool,
    /// Whether no other dialog lies over it.
    pub(super) is_top: bool,
    /// How high the window lets the dialog be, in points.
    pub(super) max_height: f32,
}

impl<'a> Kit<'a> {
    /// The tokens.
    pub(super) const fn theme(&self) -> &'a Theme {
        self.shown.theme
    }

    /// Asks for the dialog to be closed without an answer.
    pub(super) fn close(&mut self) {
        self.actions.push(Action::CloseDialog);
    }

    /// Gives the keyboard to this widget when the dialog opens.
    pub(super) fn focus_first(&self, response: &Response) {
        if self.opened {
            response.request_focus();
        }
    }

    /// The dialog's main button: it has the keyboard at first, so that Enter presses it.
    pub(super) fn main_button_ui(&self, ui: &mut Ui, text: &str) -> bool {
        let response = ui.add(style::primary_button(self.theme(), text));
        self.focus_first(&response);
        response.clicked()
    }
}

/// The ground of a dialog.
pub(super) fn frame(theme: &Theme) -> Frame {
    Frame::new()
        .fill(theme.ui.panel)
        .stroke(Stroke::new(1.0, theme.ui.hairline))
        .corner_radius(10)
        .inner_margin(Margin::same(24))
        .shadow(egui::Shadow { offset: [0, 8], blur: 32, spread: 0, color: theme.map.shadow })
}

/// The title at the top of a dialog.
pub(super) fn title_ui(ui: &mut Ui, title: &str) {
    let heading = ui.add(egui::Label::new(style::semibold(title, 20.0)).wrap());
    ui.ctx().accesskit_node_builder(heading.id, |node| {
        node.set_role(egui::accesskit::Role::Heading);
        node.set_label(title);
        node.clear_value();
    });
    ui.add_space(4.0);
}

/// A paragraph.
pub(super) fn text_ui(ui: &mut Ui, text: &str) {
    ui.add(egui::Label::new(RichText::new(text).size(widgets::BODY_PX)).wrap());
}

/// The row of buttons at the bottom, from right to left; the main button comes first.
pub(super) fn buttons_ui(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    ui.add_space(12.0);
    let height = ui.spacing().interact_size.y;
    ui.allocate_ui_with_layout(
        egui::vec2(ui.available_width(), height),
        Layout::right_to_left(Align::Center),
        contents,
    );
}

/// Whether a dialog is drawn for the first time so that it can take the keyboard: the pass that
/// only measures it does not count. The second pass counts as well, because in the first one the
/// dialog that was on top before may still hold the keyboard.
pub(super) fn just_opened(ui: &Ui, id: Id) -> bool {
    if ui.is_sizing_pass() {
        return false;
    }
    let pass = ui.ctx().cumulative_pass_nr();
    let key = id.with("last pass");
    let seen: Option<(u64, u64)> = ui.data(|data| data.get_temp(key));
    let first = seen.filter(|(_, last)| last + 2 >= pass).map_or(pass, |(first, _)| first);
    ui.data_mut(|data| data.insert_temp(key, (first, pass)));
    if first == pass {
        ui.ctx().request_repaint();
    }
    pass <= first + 1
}

/// Whether a text field had the keyboard when this frame began. The toolkit takes it away at an
/// Esc before anything is drawn.
pub(super) fn was_in_field(ctx: &egui::Context, dialog: Id) -> bool {
    ctx.data(|data| data.get_temp(dialog.with("in field"))).unwrap_or(false)
}

/// Notes for the next frame whether a text field has the keyboard.
pub(super) fn note_field(ctx: &egui::Context, dialog: Id) {
    let is_in_field = ctx.text_edit_focused();
    ctx.data_mut(|data| data.insert_temp(dialog.with("in field"), is_in_field));
}
