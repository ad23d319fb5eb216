//! The form of a point of a believed curve.

use egui::Ui;
use model::{CurveAt, Edit, Emotion};
use scene::icon::Icon;

use super::form::{Form, emotion_ui};
use crate::action::Action;
use crate::panels::widgets;

/// Sets, moves or takes away a point.
pub(super) fn point_ui(ui: &mut Ui, form: &mut Form<'_, '_>, at: CurveAt) {
    let map = form.map_id();
    let stage = form.map.stages.get(&at.stage).map_or("", |stage| &stage.name);
    let personas = &form.shown.editor.shown().personas;
    let persona = personas.get(&at.persona).map_or("", |persona| &persona.name);
    form.title_ui(ui, "Curve point", &format!("{stage} · {persona}"));
    let current = form.map.points.get(&at).copied();
    if let Some(emotion) = emotion_ui(ui, form.theme(), "Emotion", Some(current)) {
        form.edit(Edit::SetPoint { map, at, emotion });
    }
    let Some(current) = current else {
        widgets::hint_ui(
            ui,
            form.theme(),
            "There is no point here, so the curve is broken at this stage. Choose a face to set one.",
        );
        return;
    };
    let label = widgets::field_label_ui(ui, form.theme(), "Value");
    let mut value = f64::from(current.tenths()) / 10.0;
    let slider = egui::Slider::new(&mut value, -2.0..=2.0).step_by(0.1).fixed_decimals(1);
    let response = widgets::slider_ui(ui, form.theme(), label.id, slider);
    let emotion = Emotion::from_value(value);
    if response.changed() && emotion != current {
        form.actions.push(Action::Edit(Edit::SetPoint { map, at, emotion: Some(emotion) }));
    }
    if response.drag_stopped() || response.lost_focus() {
        form.actions.push(Action::Seal);
    }
    widgets::hint_ui(
        ui,
        form.theme(),
        format!("From -2 (frustrated) to +2 (delighted): {}.", current.word()),
    );
    widgets::divider_ui(ui, form.theme());
    let button = widgets::icon_text_button(Icon::Delete, "Remove point");
    let response = widgets::named(ui.add(button), "Remove point");
    if response.on_hover_text("The curve is then broken at this stage").clicked() {
        form.edit(Edit::SetPoint { map, at, emotion: None });
    }
}
