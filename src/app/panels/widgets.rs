//! Small widgets that panels and dialogs share. Each has a role and a name for screen readers.

mod choices;
mod reach;

use egui::accesskit::Role;
use egui::{
    Align2, Color32, CornerRadius, FontId, Id, Margin, Rect, Response, RichText, Sense, Stroke,
    StrokeKind, Ui, Vec2, WidgetInfo, vec2,
};
use scene::icon::Icon;
use scene::theme::Theme;

use crate::style;

pub(crate) use choices::{SegmentLook, bare_combo_ui, check_ui, combo_ui, segmented_ui, tabs_ui};
pub(crate) use reach::{keep_in_view, scroll_to_focused, scrolled_by_keys_ui};

/// Size of labels, hints and figures in panels; nothing is smaller.
pub(crate) const SMALL_PX: f32 = 13.0;
/// Size of fields and buttons.
pub(crate) const BODY_PX: f32 = 14.0;
/// Height of a segment and of a small target.
const SEGMENT_HEIGHT: f32 = 32.0;
/// How high a list that drops down becomes before it scrolls, and the gap between its rows.
pub(crate) const LIST_HEIGHT: f32 = 320.0;
pub(crate) const LIST_GAP: f32 = 2.0;
/// Corner radius of fields, buttons and segments.
const RADIUS: u8 = 6;

/// A section's heading.
pub(crate) fn heading_ui(ui: &mut Ui, text: &str) -> Response {
    let response = ui.label(style::semibold(text, BODY_PX));
    name_as(&response, Role::Heading, text);
    response
}

/// The label above a field.
pub(crate) fn field_label_ui(ui: &mut Ui, theme: &Theme, text: &str) -> Response {
    ui.add_space(4.0);
    ui.label(RichText::new(text).size(SMALL_PX).color(theme.ui.secondary))
}

/// A sentence that explains.
pub(crate) fn hint_ui(ui: &mut Ui, theme: &Theme, text: impl Into<String>) -> Response {
    let text = RichText::new(text).size(SMALL_PX).color(theme.ui.secondary);
    ui.add(egui::Label::new(text).wrap())
}

/// A sentence about something that is wrong.
pub(crate) fn warning_ui(ui: &mut Ui, theme: &Theme, text: impl Into<String>) -> Response {
    let text = RichText::new(text).size(SMALL_PX).color(theme.ui.danger_text);
    ui.add(egui::Label::new(text).wrap())
}

/// A thin line between groups, with room around it.
pub(crate) fn divider_ui(ui: &mut Ui, theme: &Theme) {
    ui.add_space(8.0);
    let width = ui.available_width();
    let (rect, _) = ui.allocate_exact_size(vec2(width, 1.0), Sense::hover());
    ui.painter().rect_filled(rect, 0.0, theme.ui.hairline);
    ui.add_space(8.0);
}

/// A key as it looks on the keyboard.
pub(crate) fn key_cap_ui(ui: &mut Ui, theme: &Theme, key: &str) -> Response {
    let frame = egui::Frame::new()
        .fill(theme.ui.panel)
        .stroke(Stroke::new(1.0, theme.ui.hairline))
        .corner_radius(4)
        .inner_margin(Margin::symmetric(6, 1));
    let text = RichText::new(key).size(SMALL_PX).color(theme.ui.text);
    frame.show(ui, |ui| ui.add(egui::Label::new(text).extend())).inner
}

/// A button that shows an icon only; `name` is its tooltip and its accessible name.
pub(crate) fn icon_button_ui(ui: &mut Ui, icon: Icon, name: &str) -> Response {
    let button = egui::Button::new(style::icon(icon, 18.0))
        .min_size(Vec2::splat(32.0))
        .frame_when_inactive(false);
    let response = ui.add(button).on_hover_text(name);
    named(response, name)
}

/// A button with an icon before its text.
pub(crate) fn icon_text_button(icon: Icon, text: &str) -> egui::Button<'static> {
    egui::Button::new((style::icon(icon, 16.0), RichText::new(text).size(BODY_PX)))
}

/// Gives a widget its accessible name, whatever is painted on it. Keys that reach it bring it into
/// view.
pub(crate) fn named(response: Response, name: &str) -> Response {
    scroll_to_focused(&response);
    response.accessible_name(name)
}

/// Lays out from left to right what ends at the right end of a row, so that keys visit it in the
/// order in which it is read. `guess_px` is its width until it was seen once.
pub(crate) fn at_right_ui(
    ui: &mut Ui,
    id_salt: &str,
    guess_px: f32,
    contents: impl FnOnce(&mut Ui),
) {
    let key = ui.scope_id().with(id_salt);
    let known: Option<f32> = ui.data(|data| data.get_temp(key));
    let room = ui.available_rect_before_wrap();
    let left = (room.right() - known.unwrap_or(guess_px)).max(room.left());
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    let builder = egui::UiBuilder::new().max_rect(room.with_min_x(left)).layout(layout);
    let mut inside = ui.new_child(builder.id_salt(id_salt));
    contents(&mut inside);
    let width = inside.min_rect().width();
    if known.is_none_or(|known| (known - width).abs() > 0.5) {
        ui.data_mut(|data| data.insert_temp(key, width));
        ui.ctx().request_discard("what ends at the right was measured");
    }
    ui.advance_cursor_after_rect(inside.min_rect());
}

/// Gives a widget another role than the one it was made with, and a name.
pub(crate) fn name_as(response: &Response, role: Role, name: &str) {
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_role(role);
        node.set_label(name);
        node.clear_value();
    });
}

/// Names a group of widgets, so that a screen reader says what they are about.
pub(crate) fn name_group(ui: &Ui, role: Role, name: &str) {
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        node.set_role(role);
        node.set_label(name);
    });
}

/// The colour as it is shown in a part of the interface that is disabled.
fn faded(ui: &Ui, color: Color32) -> Color32 {
    if ui.is_enabled() { color } else { color.gamma_multiply(0.5) }
}

/// Paints an icon around a centre.
pub(crate) fn paint_icon(ui: &Ui, center: egui::Pos2, icon: Icon, size_px: f32, color: Color32) {
    let family = egui::FontFamily::Name(scene::fonts::FaceId::Icons.name().into());
    let font = FontId::new(size_px, family);
    ui.painter().text(center, Align2::CENTER_CENTER, icon.codepoint(), font, color);
}

/// The ring around the widget that has the keyboard.
pub(crate) fn focus_ring(ui: &Ui, theme: &Theme, response: &Response, rect: Rect) {
    if response.has_focus() {
        let stroke = Stroke::new(scene::theme::size::FOCUS_RING, theme.map.focus);
        ui.painter().rect_stroke(rect, CornerRadius::same(RADIUS), stroke, StrokeKind::Outside);
    }
}

/// A row that is a button and paints itself: brighter under the pointer, with a ring around it while
/// it has the keyboard. `name` is said by screen readers.
pub(crate) fn painted_row_ui(
    ui: &mut Ui,
    theme: &Theme,
    size: Vec2,
    name: &str,
    paint: impl FnOnce(&Ui, Rect),
) -> Response {
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    if ui.is_rect_visible(rect) {
        if response.hovered() {
            let radius = CornerRadius::same(RADIUS);
            ui.painter().rect_filled(rect, radius, theme.ui.button_hovered);
        }
        focus_ring(ui, theme, &response, rect.shrink(2.0));
        paint(ui, rect);
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    scroll_to_focused(&response);
    response
}

/// What happened in a text field in this frame.
#[derive(Clone, Debug, Default)]
pub(crate) struct FieldOutput {
    /// The new text, when it changed.
    pub(crate) changed: Option<String>,
    /// Whether the keyboard left the field.
    pub(crate) left: bool,
}

/// A labelled text field over a clone of the value; `rows` of 1 is a single line.
pub(crate) fn text_field_ui(
    ui: &mut Ui,
    theme: &Theme,
    label: &str,
    id: Id,
    value: &str,
    rows: usize,
) -> FieldOutput {
    let label = field_label_ui(ui, theme, label);
    let mut text = value.to_owned();
    let field = if rows > 1 {
        egui::TextEdit::multiline(&mut text).desired_rows(rows)
    } else {
        egui::TextEdit::singleline(&mut text)
    };
    let field = field
        .id(id)
        .desired_width(f32::INFINITY)
        .margin(Margin::symmetric(8, 6))
        .char_limit(model::MAX_TEXT_BYTES / 4);
    let response = ui.add(field).labelled_by(label.id);
    scroll_to_focused(&response);
    let changed = (response.changed() && text != value).then_some(text);
    FieldOutput { changed, left: response.lost_focus() }
}

/// Whether Esc took the keyboard out of a text field: what was typed is not meant then.
pub(crate) fn is_left_by_escape(ui: &Ui, field: &Response) -> bool {
    field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Escape))
}

/// Puts the keyboard into the text field of this id and selects its whole text.
pub(crate) fn select_all(ui: &Ui, id: Id, text: &str) {
    use egui::text::{CCursor, CCursorRange};
    let mut state = egui::TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
    let range = CCursorRange::two(CCursor::new(0), CCursor::new(text.chars().count()));
    state.cursor.set_char_range(Some(range));
    egui::TextEdit::store_state(ui.ctx(), id, state);
    ui.memory_mut(|memory| memory.request_focus(id));
}

/// A slider named by the label with this id, its rail visible on a panel.
pub(crate) fn slider_ui(
    ui: &mut Ui,
    theme: &Theme,
    label: Id,
    slider: egui::Slider<'_>,
) -> Response {
    ui.scope(|ui| {
        ui.visuals_mut().widgets.inactive.bg_fill = theme.ui.border;
        ui.spacing_mut().slider_width = 128.0;
        let response = ui.label_inputs_by(label, |ui| ui.add(slider));
        scroll_to_focused(&response);
        response
    })
    .inner
}

/// A part that can be folded up, its title cut to the width there is.
pub(crate) fn section_ui(
    ui: &mut Ui,
    id_salt: impl std::hash::Hash + std::fmt::Debug,
    title: &str,
    is_open: bool,
    contents: impl FnOnce(&mut Ui),
) {
    let spacing = ui.spacing();
    let width = ui.available_width() - spacing.indent - spacing.button_padding.x;
    let font = egui::TextStyle::Button;
    let galley = egui::WidgetText::from(title).into_galley(
        ui,
        Some(egui::TextWrapMode::Truncate),
        width,
        font,
    );
    let is_cut = galley.elided;
    let header = egui::CollapsingHeader::new(galley).id_salt(id_salt).default_open(is_open);
    let response = header.show_unindented(ui, contents).header_response;
    if is_cut {
        response.on_hover_text(title);
    }
}

/// A row of a list that can be chosen: an icon, a name, and something smaller at the right.
pub(crate) fn row_ui(
    ui: &mut Ui,
    theme: &Theme,
    icon: Option<(Icon, Color32)>,
    name: &str,
    note: &str,
    selected: bool,
) -> Response {
    let size = vec2(ui.available_width(), SEGMENT_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    if ui.is_rect_visible(rect) {
        let ground = if selected {
            Some(theme.ui.selection)
        } else {
            response.hovered().then_some(theme.ui.button_hovered)
        };
        if let Some(fill) = ground {
            ui.painter().rect_filled(rect, CornerRadius::same(RADIUS), fill);
        }
        focus_ring(ui, theme, &response, rect.shrink(2.0));
        let mut left = rect.left_center() + vec2(8.0, 0.0);
        if let Some((icon, color)) = icon {
            paint_icon(ui, left + vec2(8.0, 0.0), icon, 16.0, color);
            left.x += 24.0;
        }
        let small = FontId::proportional(SMALL_PX);
        let right = rect.right_center() - vec2(8.0, 0.0);
        let note = ui.painter().text(right, Align2::RIGHT_CENTER, note, small, theme.ui.secondary);
        let mut job = egui::text::LayoutJob::simple_singleline(
            name.replace('\n', " "),
            FontId::proportional(BODY_PX),
            theme.ui.text,
        );
        job.wrap =
            egui::text::TextWrapping::truncate_at_width((note.left() - left.x - 8.0).max(16.0));
        let galley = ui.painter().layout_job(job);
        let at = left - vec2(0.0, galley.size().y / 2.0);
        ui.painter().galley(at, galley, theme.ui.text);
    }
    response.widget_info(|| WidgetInfo::selected(Role::Button, ui.is_enabled(), selected, name));
    scroll_to_focused(&response);
    if !note.is_empty() {
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(note));
    }
    response
}

/// A count with its noun: "1 card", "7 cards".
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}
