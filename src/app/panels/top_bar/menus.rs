//! The menus, made from the list of commands.

use egui::accesskit::{Role, Toggled};
use egui::containers::menu::{MenuBar, SubMenuButton};
use egui::{Button, Response, RichText, Ui};
use scene::icon::Icon;

use crate::action::Action;
use crate::app::{INSPECTOR, METRICS};
use crate::command::{Command, Menu};
use crate::panels::widgets;
use crate::shown::Shown;
use crate::style;
use crate::templates;

/// The bar of all menus.
pub(super) fn menu_bar_ui(ui: &mut Ui, shown: Shown<'_>, actions: &mut Vec<Action>) {
    ui.scope(|ui| {
        // The bar takes the width that there is; with none it is as wide as its menus.
        ui.set_max_width(0.0);
        MenuBar::new().ui(ui, |ui| {
            for menu in Menu::ALL {
                ui.menu_button(menu.title(), |ui| menu_ui(ui, shown, menu, actions));
            }
        });
    });
}

fn menu_ui(ui: &mut Ui, shown: Shown<'_>, menu: Menu, actions: &mut Vec<Action>) {
    ui.set_min_width(240.0);
    for command in Command::ALL.into_iter().filter(|command| command.menu() == Some(menu)) {
        if begins_group(command) {
            ui.separator();
        }
        if item_ui(ui, shown, command).clicked() {
            actions.push(Action::Command(command));
        }
        match command {
            Command::New => templates_ui(ui, actions),
            Command::Open => recent_ui(ui, shown, actions),
            _ => {}
        }
    }
}

/// Whether a line stands above the command.
const fn begins_group(command: Command) -> bool {
    matches!(
        command,
        Command::Save
            | Command::ImportSurvey
            | Command::Quit
            | Command::Cut
            | Command::Duplicate
            | Command::SelectAll
            | Command::MoveLeft
            | Command::FitAll
            | Command::ToggleBand
            | Command::ToggleMeasured
            | Command::ToggleTheme
            | Command::Shortcuts
    )
}

/// Whether the command switches something, and it is on.
fn checked(shown: Shown<'_>, command: Command) -> Option<bool> {
    let view = shown.editor.view();
    match command {
        Command::ToggleMeasured => Some(view.show_measured),
        Command::ToggleInspector => Some(shown.settings.is_panel_open(INSPECTOR)),
        Command::ToggleMetrics => Some(shown.settings.is_panel_open(METRICS)),
        Command::FocusPersona => Some(view.focus.is_some()),
        Command::ToggleBand => {
            Some(shown.editor.selected_persona().is_some_and(|id| view.collapsed.contains(&id)))
        }
        _ => None,
    }
}

/// One command in a menu: check mark, name, shortcut, help as its tooltip.
pub(super) fn item_ui(ui: &mut Ui, shown: Shown<'_>, command: Command) -> Response {
    let enabled = command.is_enabled(shown.editor);
    let label = match command {
        Command::Undo => shown.editor.undo_label(),
        Command::Redo => shown.editor.redo_label(),
        _ => None,
    };
    let name = match label {
        Some(label) => format!("{} “{label}”", command.name()),
        None => command.name().to_owned(),
    };
    let is_on = checked(shown, command);
    let mark = if is_on == Some(true) { shown.theme.ui.text } else { egui::Color32::TRANSPARENT };
    let mut button = Button::new((style::icon(Icon::Check, 16.0).color(mark), name));
    if let Some(keys) = command.shortcuts().first() {
        let keys = RichText::new(ui.ctx().format_shortcut(keys)).size(widgets::SMALL_PX);
        button = button.shortcut_text(keys);
    }
    let response = ui.add_enabled(enabled, button).on_hover_text(command.help());
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_label(command.name());
        if let Some(label) = label {
            node.set_description(label);
        }
        match is_on {
            Some(on) => {
                node.set_role(Role::MenuItemCheckBox);
                node.set_toggled(if on { Toggled::True } else { Toggled::False });
            }
            None => node.set_role(Role::MenuItem),
        }
    });
    response
}

/// An indented item without a check mark.
fn plain(text: &str) -> Button<'static> {
    let room = style::icon(Icon::Check, 16.0).color(egui::Color32::TRANSPARENT);
    Button::new((room, text.to_owned()))
}

fn templates_ui(ui: &mut Ui, actions: &mut Vec<Action>) {
    let button = plain("New from template").right_text(SubMenuButton::arrow_atom(None));
    let (response, _) = SubMenuButton::from_button(button).ui(ui, |ui| {
        for (index, template) in templates::all().iter().enumerate() {
            let response = ui.button(template.title).on_hover_text(template.description);
            if response.clicked() {
                actions.push(Action::NewFromTemplate(index));
            }
        }
    });
    widgets::name_as(&response, Role::MenuItem, "New from template");
}

fn recent_ui(ui: &mut Ui, shown: Shown<'_>, actions: &mut Vec<Action>) {
    let files = shown.recent.files();
    let button = plain("Open recent").right_text(SubMenuButton::arrow_atom(None));
    ui.add_enabled_ui(!files.is_empty(), |ui| {
        let (response, _) = SubMenuButton::from_button(button).ui(ui, |ui| {
            for file in files {
                let path = file.path.display().to_string();
                let response = ui.button(file.title.as_str()).on_hover_text(path);
                if response.clicked() {
                    actions.push(Action::OpenPath(file.path.clone()));
                }
            }
        });
        widgets::name_as(&response, Role::MenuItem, "Open recent");
    });
}
