//! Small parts that the tabs of the import dialog share.

use egui::{Response, RichText, Ui};
use scene::theme::Theme;

use crate::panels::widgets;
use crate::texts::{listed, shortened};

/// How many names are listed, and how long each is at most, in characters.
const MOST_NAMES: usize = 3;
const LONGEST_NAME: usize = 48;
/// How much is left of numbers that are being counted anew.
const OLD_OPACITY: f32 = 0.5;

/// A text without line breaks and other control characters.
pub(super) fn in_one_line(text: &str) -> String {
    text.chars().map(|char| if char.is_control() { ' ' } else { char }).collect()
}

/// Fades what stands for the count before while the present one goes on.
pub(super) fn dim_old(ui: &mut Ui, is_old: bool) {
    if is_old {
        ui.multiply_opacity(OLD_OPACITY);
    }
}

/// A few names in quotes, and how many more there are.
pub(super) fn quoted(names: &[String]) -> String {
    let names: Vec<_> =
        names.iter().map(|name| format!("“{}”", shortened(name, LONGEST_NAME))).collect();
    listed(&names, MOST_NAMES)
}

/// What stands above a column of a table.
pub(super) fn column_title_ui(ui: &mut Ui, theme: &Theme, text: &str) -> Response {
    ui.label(RichText::new(text).size(widgets::SMALL_PX).color(theme.ui.secondary))
}

/// A list to choose from, named for screen readers. Returns what was chosen anew.
pub(super) fn combo_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: &str,
    current: Option<T>,
    options: &[(T, &str)],
    width: f32,
) -> Option<T> {
    let label_of = |value| options.iter().find(|(other, _)| *other == value).map(|(_, name)| *name);
    let mut chosen = None;
    let combo = egui::ComboBox::from_id_salt("choice").width(width).height(widgets::LIST_HEIGHT);
    let shown = current.and_then(label_of).unwrap_or_default();
    let output = combo.truncate().selected_text(shown).show_ui(ui, |ui| {
        ui.spacing_mut().item_spacing.y = widgets::LIST_GAP;
        for (value, label) in options {
            if ui.selectable_label(current == Some(*value), *label).clicked() {
                chosen = Some(*value);
                // A click closes the list by itself, a key does not.
                ui.close();
            }
        }
    });
    if chosen.is_some() && ui.input(|input| !input.pointer.any_click()) {
        output.response.request_focus();
    }
    widgets::keep_in_view(ui, &output.response);
    output.response.accessible_name(format!("{name}: {shown}"));
    chosen.filter(|value| current != Some(*value))
}

/// A text that is taken over when the field is left, so that half a text never counts. `draft` holds
/// what is being typed. Returns the text that is to be taken.
pub(super) fn draft_field_ui(
    ui: &mut Ui,
    name: &str,
    current: &str,
    draft: &mut Option<String>,
    width: f32,
) -> Option<String> {
    let mut text = draft.clone().unwrap_or_else(|| current.to_owned());
    let field = egui::TextEdit::singleline(&mut text).id_salt(name).desired_width(width);
    let response = ui.add(field.char_limit(2_000));
    let left = response.lost_focus();
    if response.changed() {
        *draft = Some(text);
    }
    widgets::keep_in_view(ui, &response);
    if widgets::is_left_by_escape(ui, &response) {
        *draft = None;
    }
    response.accessible_name(name);
    if left { draft.take().filter(|text| text != current) } else { None }
}
