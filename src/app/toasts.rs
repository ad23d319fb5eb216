//! Short messages in the corner: news go away by themselves, errors stay until they are closed.

use egui::{Align2, Area, Frame, Id, Order, Stroke, vec2};
use scene::icon::Icon;
use scene::theme::Theme;

use crate::action::Toast;
use crate::style;

/// How long news stay.
const SECONDS: f64 = 5.0;

/// The messages that are shown, the newest last.
#[derive(Debug, Default)]
pub struct Toasts {
    shown: Vec<(Toast, f64)>,
}

impl Toasts {
    /// Shows a message from now (egui's clock, in seconds) on.
    pub fn push(&mut self, toast: Toast, now: f64) {
        self.shown.retain(|(other, _)| *other != toast);
        self.shown.push((toast, now));
    }

    /// Draws the messages and drops those whose time is over.
    pub fn ui(&mut self, ctx: &egui::Context, theme: &Theme) {
        let now = ctx.input(|input| input.time);
        self.shown.retain(|(toast, since)| toast.is_error || now - since < SECONDS);
        if self.shown.is_empty() {
            return;
        }
        if let Some(next) = self
            .shown
            .iter()
            .filter(|(toast, _)| !toast.is_error)
            .map(|(_, since)| *since)
            .reduce(f64::min)
        {
            let left = (next + SECONDS - now).max(0.05);
            ctx.request_repaint_after(std::time::Duration::from_secs_f64(left));
        }
        let mut closed = None;
        Area::new(Id::unique("toasts"))
            .order(Order::Foreground)
            .anchor(Align2::RIGHT_BOTTOM, vec2(-16.0, -48.0))
            .show(ctx, |ui| {
                for (index, (toast, _)) in self.shown.iter().enumerate() {
                    if toast_ui(ui, toast, theme) {
                        closed = Some(index);
                    }
                }
            });
        if let Some(index) = closed {
            self.shown.remove(index);
        }
    }
}

/// Draws one message; returns whether it is to be closed.
fn toast_ui(ui: &mut egui::Ui, toast: &Toast, theme: &Theme) -> bool {
    let edge = if toast.is_error { theme.ui.danger } else { theme.ui.border };
    let frame = Frame::popup(ui.style()).inner_margin(12).stroke(Stroke::new(1.0, edge));
    let inner = frame.show(ui, |ui| {
        ui.set_max_width(420.0);
        ui.horizontal(|ui| {
            if toast.is_error {
                ui.label(style::icon(Icon::Error, 18.0).color(theme.ui.danger_text));
            }
            let label = ui.add(egui::Label::new(&toast.text).wrap());
            ui.ctx().accesskit_node_builder(label.id, |node| {
                node.set_live(egui::accesskit::Live::Polite);
            });
            let close = ui.add(egui::Button::new(style::icon(Icon::Close, 16.0)).frame(false));
            close.accessible_name("Close message").clicked()
        })
        .inner
    });
    inner.inner
}
