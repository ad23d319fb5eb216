//! Choosing one of several: segments, lists, tabs; and boxes to be ticked.

use egui::accesskit::Role;
use egui::{
    Align2, Color32, CornerRadius, FontId, Id, Rect, Response, RichText, Sense, Stroke, StrokeKind,
    Ui, Vec2, WidgetInfo, vec2,
};
use scene::icon::Icon;
use scene::theme::Theme;

use super::{
    LIST_GAP, LIST_HEIGHT, RADIUS, SEGMENT_HEIGHT, SMALL_PX, faded, field_label_ui, focus_ring,
    keep_in_view, name_group, paint_icon, scroll_to_focused,
};
use crate::style;

/// A box to be ticked, with its text.
pub(crate) fn check_ui(
    ui: &mut Ui,
    is_on: &mut bool,
    text: impl Into<egui::WidgetText>,
) -> Response {
    let response = ui.checkbox(is_on, text.into());
    scroll_to_focused(&response);
    response
}

/// A tab among others.
fn tab_ui(ui: &mut Ui, name: &str, is_chosen: bool) -> Response {
    let text = RichText::new(name).size(SMALL_PX);
    let response = ui.selectable_label(is_chosen, text);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::Tab);
        node.set_selected(is_chosen);
    });
    scroll_to_focused(&response);
    response
}

/// Tabs side by side, in the order in which keys visit them. Returns the one that was clicked.
pub(crate) fn tabs_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    label: &str,
    tabs: &[(T, &str)],
    chosen: T,
) -> Option<T> {
    let mut clicked = None;
    ui.scope(|ui| {
        name_group(ui, Role::TabList, label);
        ui.spacing_mut().item_spacing.x = 2.0;
        for (tab, name) in tabs {
            if tab_ui(ui, name, *tab == chosen).clicked() {
                clicked = Some(*tab);
            }
        }
    });
    clicked
}

/// What one segment shows.
#[derive(Clone, Copy, Debug)]
pub(crate) enum SegmentLook<'a> {
    /// A word.
    Text(&'a str),
    /// An icon in a colour, named for screen readers and tooltip.
    Icon(Icon, Color32, &'a str),
}

impl SegmentLook<'_> {
    const fn name(&self) -> &str {
        match self {
            Self::Text(name) | Self::Icon(_, _, name) => name,
        }
    }
}

/// A labelled choice between a few values that stand side by side. Returns what was clicked;
/// clicking the chosen value returns it too. `current` is none while the values are mixed or unset.
pub(crate) fn segmented_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    theme: &Theme,
    label: &str,
    options: &[(T, SegmentLook<'_>)],
    current: Option<T>,
) -> Option<T> {
    let label = field_label_ui(ui, theme, label);
    let mut chosen = None;
    ui.scope(|ui| {
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
            node.set_role(Role::RadioGroup);
            node.push_labelled_by(label.id.accesskit_id());
        });
        ui.spacing_mut().item_spacing = Vec2::ZERO;
        let (width, count) = (ui.available_width(), options.len().max(1) as f32);
        let top_left = ui.cursor().min;
        let ground = Rect::from_min_size(top_left, vec2(width, SEGMENT_HEIGHT));
        ui.painter().rect_filled(ground, CornerRadius::same(RADIUS), theme.ui.raised);
        ui.horizontal(|ui| {
            for (value, look) in options {
                let size = vec2(width / count, SEGMENT_HEIGHT);
                if segment_ui(ui, theme, size, *look, current == Some(*value)).clicked() {
                    chosen = Some(*value);
                }
            }
        });
    });
    chosen
}

/// One segment: a radio button without the dot.
fn segment_ui(
    ui: &mut Ui,
    theme: &Theme,
    size: Vec2,
    look: SegmentLook<'_>,
    selected: bool,
) -> Response {
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let enabled = ui.is_enabled();
    if ui.is_rect_visible(rect) {
        let inside = rect.shrink(3.0);
        let radius = CornerRadius::same(RADIUS - 1);
        let painter = ui.painter();
        if selected {
            let border = Stroke::new(1.0, theme.ui.border);
            painter.rect(inside, radius, theme.ui.field, border, StrokeKind::Inside);
        } else if enabled && response.hovered() {
            painter.rect_filled(inside, radius, theme.ui.button_hovered);
        }
        focus_ring(ui, theme, &response, inside);
        let center = rect.center();
        match look {
            SegmentLook::Text(text) => {
                let color = if selected { theme.ui.text } else { theme.ui.secondary };
                let font = if selected {
                    style::semibold_font(SMALL_PX)
                } else {
                    FontId::proportional(SMALL_PX)
                };
                painter.text(center, Align2::CENTER_CENTER, text, font, faded(ui, color));
            }
            SegmentLook::Icon(icon, color, _) => {
                paint_icon(ui, center, icon, 20.0, faded(ui, color));
            }
        }
    }
    response
        .widget_info(|| WidgetInfo::selected(Role::RadioButton, enabled, selected, look.name()));
    scroll_to_focused(&response);
    if matches!(look, SegmentLook::Icon(..)) {
        response.clone().on_hover_text(look.name());
    }
    response
}

/// A labelled list to choose from. Returns the chosen value.
pub(crate) fn combo_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    theme: &Theme,
    label: &str,
    id_salt: impl std::hash::Hash + std::fmt::Debug,
    options: &[(T, String)],
    current: Option<T>,
) -> Option<T> {
    let label = field_label_ui(ui, theme, label);
    bare_combo_ui(ui, label.id, id_salt, options, current)
}

/// A list to choose from whose label stands elsewhere.
pub(crate) fn bare_combo_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    label: Id,
    id_salt: impl std::hash::Hash + std::fmt::Debug,
    options: &[(T, String)],
    current: Option<T>,
) -> Option<T> {
    let name_of = |value| options.iter().find(|(other, _)| *other == value).map(|(_, name)| name);
    let shown = current.and_then(name_of).map_or("Mixed", String::as_str);
    let mut chosen = None;
    let combo = egui::ComboBox::from_id_salt(id_salt).width(ui.available_width()).truncate();
    let output = combo.height(LIST_HEIGHT).selected_text(shown).show_ui(ui, |ui| {
        ui.spacing_mut().item_spacing.y = LIST_GAP;
        for (value, name) in options {
            if ui.selectable_label(current == Some(*value), name).clicked() {
                chosen = Some(*value);
            }
        }
    });
    keep_in_view(ui, &output.response);
    output.response.labelled_by(label);
    chosen.filter(|value| current != Some(*value))
}
