//! Every shortcut and every gesture, on one sheet.

use egui::{ScrollArea, Ui};

use super::kit::{self, Kit};
use crate::command::{Command, Menu};
use crate::panels::widgets;

/// The sheet; it remembers nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shortcuts;

/// The gap between the two columns, in points.
const COLUMN_GAP: f32 = 56.0;

/// What keys do on the map that are no commands.
const WRITING: [(&str, &[&str]); 9] = [
    ("Write into the selected cell or card", &["any letter"]),
    ("Next card below, while writing", &["Enter"]),
    ("Line break, while writing", &["Shift+Enter"]),
    ("Next stage, while writing", &["Tab"]),
    ("Stage before, while writing", &["Shift+Tab"]),
    ("Next lane, while writing", &["Ctrl+Enter"]),
    ("Lane before, while writing", &["Ctrl+Shift+Enter"]),
    ("Stop writing, then deselect", &["Esc"]),
    ("Select the neighbour", &["arrow keys"]),
];

/// What the pointer does on the map.
const POINTER: [(&str, &[&str]); 12] = [
    ("Move cards", &["drag"]),
    ("Move copies of cards", &["Alt", "drag"]),
    ("Add a card to the selection", &["Shift", "click"]),
    ("Select cards", &["drag on empty ground"]),
    ("Write into a card, or a new one", &["double click"]),
    ("Set a feeling", &["drag a curve point"]),
    ("Reorder stages, lanes, personas", &["drag a header"]),
    ("Set a stage’s width", &["drag its right edge"]),
    ("Move the view", &["Space", "drag"]),
    ("Move the view", &["wheel"]),
    ("Move the view sideways", &["Shift", "wheel"]),
    ("Zoom", &["Ctrl", "wheel"]),
];

impl Shortcuts {
    pub(super) fn ui(ui: &mut Ui, kit: &mut Kit<'_>) {
        let height = (kit.max_height - 160.0).max(160.0);
        let area = ScrollArea::vertical().max_height(height).auto_shrink([false, true]);
        widgets::scrolled_by_keys_ui(ui, kit.theme(), "All shortcuts", area, |ui| {
            ui.spacing_mut().item_spacing.x = COLUMN_GAP;
            ui.columns(2, |columns| {
                if let [left, right] = columns {
                    for menu in [Menu::File, Menu::Edit] {
                        menu_ui(left, kit, menu);
                    }
                    list_ui(left, kit, "Writing", &WRITING);
                    for menu in [Menu::Insert, Menu::View, Menu::Help] {
                        menu_ui(right, kit, menu);
                    }
                    list_ui(right, kit, "Pointer", &POINTER);
                }
            });
        });
        kit::buttons_ui(ui, |ui| {
            if kit.main_button_ui(ui, "Close") {
                kit.close();
            }
        });
    }
}

fn menu_ui(ui: &mut Ui, kit: &Kit<'_>, menu: Menu) {
    widgets::heading_ui(ui, menu.title());
    for command in Command::ALL {
        if command.menu() != Some(menu) || command.shortcuts().is_empty() {
            continue;
        }
        let keys: Vec<String> =
            command.shortcuts().iter().map(|keys| ui.ctx().format_shortcut(keys)).collect();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        row_ui(ui, kit, command.name(), &keys);
    }
    ui.add_space(12.0);
}

fn list_ui(ui: &mut Ui, kit: &Kit<'_>, title: &str, rows: &[(&str, &[&str])]) {
    widgets::heading_ui(ui, title);
    for (what, keys) in rows {
        row_ui(ui, kit, what, keys);
    }
    ui.add_space(12.0);
}

fn row_ui(ui: &mut Ui, kit: &Kit<'_>, what: &str, keys: &[&str]) {
    ui.spacing_mut().item_spacing.x = 8.0;
    let sides = egui::Sides::new().height(26.0).shrink_left().truncate();
    sides.show(
        ui,
        |ui| ui.label(egui::RichText::new(what).size(widgets::SMALL_PX)),
        |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            for key in keys.iter().rev() {
                widgets::key_cap_ui(ui, kit.theme(), key);
            }
        },
    );
}
