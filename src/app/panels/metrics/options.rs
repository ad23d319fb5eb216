//! The panel's menu: take the figures elsewhere, and how few answers are hidden.

use egui::{Button, DragValue, Popup, PopupCloseBehavior, RichText, Ui, vec2};
use model::{Edit, HideBelow, ProjectField};
use scene::icon::Icon;

use crate::action::Action;
use crate::command::Command;
use crate::panels::widgets;
use crate::shown::Shown;

/// Width of the menu.
const WIDTH: f32 = 290.0;

/// Shows the button of the menu, and the menu while it is open.
pub(super) fn options_ui(ui: &mut Ui, shown: Shown<'_>, actions: &mut Vec<Action>) {
    let button = widgets::icon_button_ui(ui, Icon::MoreVert, "Copy and settings");
    Popup::from_toggle_button_response(&button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name("Copy and settings")
        .show(|ui| {
            ui.set_width(WIDTH);
            ui.spacing_mut().item_spacing = vec2(8.0, 2.0);
            for (icon, command) in [
                (Icon::TableView, Command::CopyMetricsTable),
                (Icon::Image, Command::CopyMetricsPicture),
            ] {
                let name = command.name();
                let enabled = command.is_enabled(shown.editor);
                let button = widgets::icon_text_button(icon, name);
                let button = Button::frame_when_inactive(button, false).min_size(vec2(WIDTH, 32.0));
                let response = widgets::named(ui.add_enabled(enabled, button), name);
                if response.on_hover_text(command.help()).clicked() {
                    actions.push(Action::Command(command));
                    ui.close();
                }
            }
            widgets::divider_ui(ui, shown.theme);
            hide_below_ui(ui, shown, actions);
        });
}

/// "Hide figures under 5 answers"
fn hide_below_ui(ui: &mut Ui, shown: Shown<'_>, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        let before = shown.editor.project().hide_below.0;
        let mut limit = before;
        let label = ui.label(RichText::new("Hide figures under").size(widgets::BODY_PX));
        let value = DragValue::new(&mut limit).range(HideBelow::ALLOWED).speed(0.1);
        let response = ui.add(value).labelled_by(label.id);
        ui.label(RichText::new("answers").size(widgets::BODY_PX));
        if limit != before {
            let field = ProjectField::HideBelow(HideBelow(limit));
            actions.push(Action::Edit(Edit::SetProject(field)));
        }
        if response.drag_stopped() || response.lost_focus() {
            actions.push(Action::Seal);
        }
    });
    let hint = "So that nobody's answer can be told from a figure. At least 3.";
    widgets::hint_ui(ui, shown.theme, hint);
}
