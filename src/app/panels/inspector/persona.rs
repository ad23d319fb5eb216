//! The form of a persona.

use egui::{CornerRadius, Response, Sense, Ui, Vec2, WidgetInfo, vec2};
use model::{Edit, Persona, PersonaField, PersonaId};
use scene::icon::Icon;
use scene::theme::{Marker, Theme};

use super::form::Form;
use crate::action::Action;
use crate::command::Command;
use crate::panels::{metrics, widgets};

/// How many marks can be told apart.
const MARKS: u8 = 16;

/// Shows and changes a persona.
pub(super) fn persona_ui(
    ui: &mut Ui,
    form: &mut Form<'_, '_>,
    figures: &mut metrics::State,
    id: PersonaId,
) {
    let project = form.shown.editor.shown();
    let Some(persona) = project.personas.get(&id) else { return };
    let personas = project.personas_in_order();
    let position = personas.iter().position(|(other, _)| *other == id).map_or(0, |at| at + 1);
    form.title_ui(ui, "Persona", &format!("{position} of {}", personas.len()));
    let set = |field| Edit::SetPersona { id, field };
    let number = id.number();
    form.text_ui(ui, "Name", number, &persona.name, 1, |text| set(PersonaField::Name(text)));
    form.text_ui(ui, "Tagline", number, &persona.tagline, 1, |text| {
        set(PersonaField::Tagline(text))
    });
    form.text_ui(ui, "Notes", number, &persona.notes, 5, |text| set(PersonaField::Notes(text)));
    mark_ui(ui, form, id, persona);
    view_ui(ui, form, id);
    figures_ui(ui, form, figures);
    form.order_ui(ui, false);
    widgets::divider_ui(ui, form.theme());
    let cards: usize = project
        .maps
        .values()
        .map(|map| map.cards.values().filter(|card| card.place.persona == Some(id)).count())
        .sum();
    let text = match cards {
        0 => "Delete persona".to_owned(),
        _ => format!("Delete persona and {}", widgets::counted(cards, "card", "cards")),
    };
    form.command_button_ui(ui, Icon::Delete, &text, Command::Delete);
}

/// The persona's figures, as the metric panel shows them.
fn figures_ui(ui: &mut Ui, form: &Form<'_, '_>, figures: &mut metrics::State) {
    let figures = figures.entries(form.shown);
    if figures.is_empty() {
        return;
    }
    ui.add_space(4.0);
    widgets::field_label_ui(ui, form.theme(), "Figures");
    let limit = form.shown.editor.project().hide_below.0;
    for entry in figures.iter() {
        let value = metrics::value_text(&entry.metric, limit);
        let n = metrics::n_text(entry.metric.n);
        let text = if entry.metric.value.is_some() { format!("{value} · {n}") } else { value };
        egui::Sides::new().shrink_left().truncate().show(
            ui,
            |ui| ui.label(egui::RichText::new(&entry.title).size(widgets::SMALL_PX)),
            |ui| ui.label(egui::RichText::new(text).size(widgets::SMALL_PX)),
        );
    }
}

/// Focus and collapse: what of the persona is shown.
fn view_ui(ui: &mut Ui, form: &mut Form<'_, '_>, id: PersonaId) {
    let view = form.shown.editor.view();
    let (in_focus, collapsed) = (view.focus == Some(id), view.collapsed.contains(&id));
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        let focus = if in_focus { "Show all personas" } else { "Show alone" };
        let button = widgets::icon_text_button(Icon::CenterFocus, focus);
        if widgets::named(ui.add(button), focus).clicked() {
            form.actions.push(Action::Focus((!in_focus).then_some(id)));
        }
        let (icon, fold) = if collapsed {
            (Icon::UnfoldMore, "Expand band")
        } else {
            (Icon::UnfoldLess, "Collapse band")
        };
        let button = widgets::icon_text_button(icon, fold);
        if widgets::named(ui.add_enabled(!in_focus, button), fold).clicked() {
            form.actions.push(Action::ToggleBand(id));
        }
    });
}

fn mark_ui(ui: &mut Ui, form: &mut Form<'_, '_>, id: PersonaId, persona: &Persona) {
    let theme = form.theme();
    let label = widgets::field_label_ui(ui, theme, "Mark on the curve");
    let mut chosen = None;
    ui.scope(|ui| {
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
            node.set_role(egui::accesskit::Role::RadioGroup);
            node.push_labelled_by(label.id.accesskit_id());
        });
        ui.spacing_mut().item_spacing = Vec2::splat(4.0);
        ui.horizontal_wrapped(|ui| {
            for mark in 0..MARKS {
                if swatch_ui(ui, theme, mark, persona.mark % MARKS == mark).clicked() {
                    chosen = Some(mark);
                }
            }
        });
    });
    if let Some(mark) = chosen.filter(|mark| *mark != persona.mark) {
        form.edit(Edit::SetPersona { id, field: PersonaField::Mark(mark) });
    }
}

/// A mark as it looks on the map: colour, dash and marker.
fn swatch_ui(ui: &mut Ui, theme: &Theme, mark: u8, selected: bool) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(40.0, 32.0), Sense::click());
    let look = theme.persona(mark);
    if ui.is_rect_visible(rect) {
        let radius = CornerRadius::same(6);
        let inside = rect.shrink(2.0);
        if selected {
            let ring = egui::Stroke::new(2.0, theme.ui.accent);
            ui.painter().rect(inside, radius, theme.ui.field, ring, egui::StrokeKind::Inside);
        } else if response.hovered() {
            ui.painter().rect_filled(inside, radius, theme.ui.button_hovered);
        }
        widgets::focus_ring(ui, theme, &response, inside);
        let line = [rect.left_center() + vec2(6.0, 0.0), rect.right_center() - vec2(6.0, 0.0)];
        let stroke = egui::Stroke::new(2.0, look.color);
        match look.dash.lengths_px() {
            [] => {
                ui.painter().line_segment(line, stroke);
            }
            lengths => {
                let on: Vec<f32> = lengths.iter().step_by(2).copied().collect();
                let off: Vec<f32> = lengths.iter().skip(1).step_by(2).copied().collect();
                let dashes = egui::Shape::dashed_line_with_offset(&line, stroke, &on, &off, 0.0);
                ui.painter().extend(dashes);
            }
        }
        paint_marker(ui, look.marker, rect.center(), look.color);
    }
    let shape = match look.marker {
        Marker::Circle => "circle",
        Marker::Square => "square",
        Marker::Triangle => "triangle",
        Marker::Diamond => "diamond",
    };
    let name = format!("Mark {}, {shape}", mark + 1);
    response.widget_info(|| {
        WidgetInfo::selected(egui::accesskit::Role::RadioButton, ui.is_enabled(), selected, &name)
    });
    response.on_hover_text(name)
}

/// A persona's marker.
pub(super) fn paint_marker(ui: &Ui, marker: Marker, center: egui::Pos2, color: egui::Color32) {
    let radius = 5.0;
    if marker == Marker::Circle {
        ui.painter().circle_filled(center, radius, color);
        return;
    }
    let corners: &[(f32, f32)] = match marker {
        Marker::Circle | Marker::Square => &[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
        Marker::Triangle => &[(0.0, -1.2), (1.15, 0.85), (-1.15, 0.85)],
        Marker::Diamond => &[(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)],
    };
    let points = corners.iter().map(|(x, y)| center + vec2(*x, *y) * radius).collect();
    ui.painter().add(egui::Shape::convex_polygon(points, color, egui::Stroke::NONE));
}
