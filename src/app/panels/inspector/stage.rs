//! The form of a stage.

use egui::Ui;
use model::{About, Edit, Stage, StageField, StageId};
use scene::icon::Icon;

use super::form::Form;
use crate::action::Action;
use crate::command::Command;
use crate::panels::{KpiCache, widgets};

/// Shows and changes a stage.
pub(super) fn stage_ui(
    ui: &mut Ui,
    form: &mut Form<'_, '_>,
    kpis: &mut KpiCache,
    id: StageId,
    stage: &Stage,
) {
    let map = form.map_id();
    let stages = form.map.stages_in_order();
    let position = stages.iter().position(|(other, _)| *other == id).map_or(0, |at| at + 1);
    form.title_ui(ui, "Stage", &format!("{position} of {}", stages.len()));
    let set = |field| Edit::SetStage { map, id, field };
    let number = id.number();
    form.text_ui(ui, "Name", number, &stage.name, 1, |text| set(StageField::Name(text)));
    form.text_ui(ui, "Group", number, &stage.group, 1, |text| set(StageField::Group(text)));
    let hint = "Neighbouring stages of one group stand under one heading.";
    widgets::hint_ui(ui, form.theme(), hint);
    width_ui(ui, form, id, stage);
    form.text_ui(ui, "Notes", number, &stage.notes, 4, |text| set(StageField::Notes(text)));
    let here = About { stage: Some(id), ..About::default() };
    super::kpis::kpis_ui(ui, form, kpis, here, |about| about.stage == Some(id));
    form.order_ui(ui, true);
    widgets::divider_ui(ui, form.theme());
    let cards = form.map.cards.values().filter(|card| card.place.stage == id).count();
    let text = match cards {
        0 => "Delete stage".to_owned(),
        _ => format!("Delete stage and {}", widgets::counted(cards, "card", "cards")),
    };
    form.command_button_ui(ui, Icon::Delete, &text, Command::Delete);
}

fn width_ui(ui: &mut Ui, form: &mut Form<'_, '_>, id: StageId, stage: &Stage) {
    let map = form.map_id();
    let label = widgets::field_label_ui(ui, form.theme(), "Width");
    let usual_px = scene::theme::size::STAGE_WIDTH as u16;
    ui.horizontal(|ui| {
        let mut width_px = stage.width_px.unwrap_or(usual_px);
        let slider = egui::Slider::new(&mut width_px, Stage::WIDTH_PX).step_by(4.0).suffix(" px");
        let response = widgets::slider_ui(ui, form.theme(), label.id, slider);
        if response.changed() && stage.width_px != Some(width_px) {
            let field = StageField::Width(Some(width_px));
            form.actions.push(Action::Edit(Edit::SetStage { map, id, field }));
        }
        if response.drag_stopped() || response.lost_focus() {
            form.actions.push(Action::Seal);
        }
        let reset = ui.add_enabled(stage.width_px.is_some(), egui::Button::new("Reset"));
        if reset.on_hover_text("Back to the usual width").clicked() {
            form.edit(Edit::SetStage { map, id, field: StageField::Width(None) });
        }
    });
}
