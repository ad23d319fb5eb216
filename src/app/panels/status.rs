//! The status bar: what the keys do now, what is selected, what is going on.

use egui::{Align, Layout, RichText, Ui, vec2};
use model::Selection;
use scene::icon::Icon;

use super::widgets;
use crate::action::Action;
use crate::app::METRICS;
use crate::command::Command;
use crate::figures::filter_text;
use crate::shown::Shown;
use crate::style;

/// What a key does: its cap and the word after it.
type Hint = (&'static str, &'static str);

/// Fills the status bar.
pub fn status_ui(ui: &mut Ui, shown: Shown<'_>, actions: &mut Vec<Action>) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.set_min_height(24.0);
        right_ui(ui, shown, actions);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| hints_ui(ui, shown));
    });
}

fn small(shown: Shown<'_>, text: impl Into<String>) -> RichText {
    RichText::new(text).size(widgets::SMALL_PX).color(shown.theme.ui.secondary)
}

fn right_ui(ui: &mut Ui, shown: Shown<'_>, actions: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing.x = 16.0;
    let local = ui.label(small(shown, "All data on this computer"));
    local.on_hover_text("Maps and answers never leave this computer. The program uses no network.");
    if !shown.settings.is_panel_open(METRICS) {
        let text = (small(shown, "Metrics"), style::icon(Icon::ExpandLess, 16.0));
        let button = egui::Button::new(text).frame_when_inactive(false).min_size(vec2(0.0, 24.0));
        let open = widgets::named(ui.add(button), "Show metrics");
        if open.on_hover_text("Show the figures of the surveys below the map").clicked() {
            actions.push(Action::Command(Command::ToggleMetrics));
        }
    }
    filter_ui(ui, shown, actions);
    let map = shown.editor.shown_map();
    let cards = map.map_or(0, |map| map.cards.size());
    let selected = shown.editor.selection().cards().count();
    let counts = if selected == 0 {
        widgets::counted(cards, "card", "cards")
    } else {
        format!("{selected} of {} selected", widgets::counted(cards, "card", "cards"))
    };
    ui.label(small(shown, counts));
    if let Some(busy) = shown.busy {
        if busy.can_cancel {
            let cancel = ui.small_button("Cancel");
            if widgets::named(cancel, "Cancel what is being done").clicked() {
                actions.push(Action::CancelJob);
            }
        }
        let label = ui.label(small(shown, busy.text.as_str()));
        ui.ctx().accesskit_node_builder(label.id, |node| {
            node.set_live(egui::accesskit::Live::Polite);
        });
        ui.label(style::icon(Icon::Schedule, 16.0).color(shown.theme.ui.secondary));
    }
}

/// Says that not all answers count, and counts all of them again when it is clicked.
fn filter_ui(ui: &mut Ui, shown: Shown<'_>, actions: &mut Vec<Action>) {
    let editor = shown.editor;
    let Some(filter) = filter_text(editor.project(), editor.answer_filter()) else { return };
    let color = shown.theme.ui.accent_text;
    let words = RichText::new("Filtered").size(widgets::SMALL_PX).color(color);
    let icons = [Icon::FilterAlt, Icon::Close].map(|icon| style::icon(icon, 16.0).color(color));
    let [filter_icon, close] = icons;
    let button = egui::Button::new((filter_icon, words, close)).min_size(vec2(0.0, 24.0));
    let response = ui.add(button.frame_when_inactive(false));
    let response = widgets::named(response, "Clear filter of answers");
    let help = format!("The figures stand on a part of the answers: {filter}. Click to clear.");
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(help.as_str()));
    if response.on_hover_text(help).clicked() {
        actions.push(Action::Command(Command::ClearFilter));
    }
}

fn hints_ui(ui: &mut Ui, shown: Shown<'_>) {
    if let Some(hint) = shown.editor.gesture().hint() {
        ui.label(small(shown, hint));
        return;
    }
    ui.spacing_mut().item_spacing.x = 6.0;
    ui.spacing_mut().interact_size.y = 20.0;
    for (key, what) in hints(shown) {
        // What does not fit is left out, whole.
        if ui.available_width() < 90.0 {
            break;
        }
        widgets::key_cap_ui(ui, shown.theme, key);
        ui.label(small(shown, *what));
        ui.add_space(8.0);
    }
}

fn hints(shown: Shown<'_>) -> &'static [Hint] {
    if shown.editor.writing().is_some() {
        return &[
            ("Enter", "next card"),
            ("Tab", "next stage"),
            ("Ctrl+Enter", "next lane"),
            ("Shift+Enter", "line break"),
            ("Esc", "done"),
        ];
    }
    match shown.editor.selection() {
        Selection::Nothing => &[
            ("Double click", "writes a card"),
            ("Arrow keys", "select"),
            ("Ctrl+K", "finds anything"),
        ],
        Selection::Cards(cards) if cards.len() == 1 => &[
            ("Enter", "edit"),
            ("Alt+arrow", "move"),
            ("Alt+drag", "duplicate"),
            ("Esc", "deselect"),
        ],
        Selection::Cards(_) => &[
            ("Alt+arrow", "move"),
            ("Ctrl+D", "duplicate"),
            ("Delete", "delete"),
            ("Esc", "deselect"),
        ],
        Selection::Cell(cell) if shown.editor.holds_cards(*cell) => {
            &[("Type", "to write a card"), ("Ctrl+V", "paste lines as cards")]
        }
        Selection::Cell(_) => &[("Arrow keys", "select"), ("Esc", "deselect")],
        Selection::Stage(_) | Selection::Lane(_) | Selection::Persona(_) => {
            &[("F2", "rename"), ("Alt+arrow", "move"), ("Delete", "delete"), ("Esc", "deselect")]
        }
        Selection::Point(_) => {
            &[("Alt+arrow", "up or down"), ("Delete", "remove"), ("Esc", "deselect")]
        }
    }
}
