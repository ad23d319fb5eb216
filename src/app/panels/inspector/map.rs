//! What the inspector shows while nothing is selected: the map and its project.

use egui::Ui;
use model::{Brief, Edit, LaneField, LaneKind, MapField, ProjectField, Selection, Variant};
use scene::icon::Icon;

use super::form::Form;
use super::{State, measured, surveys};
use crate::action::Action;
use crate::command::Command;
use crate::panels::widgets;

/// Shows and changes the map, its brief, and the lists of what stands on it.
pub(super) fn map_ui(ui: &mut Ui, form: &mut Form<'_, '_>, state: &mut State) {
    let map = form.map;
    let id = form.map_id();
    let cards = widgets::counted(map.cards.size(), "card", "cards");
    form.title_ui(ui, "Map", &cards);
    form.text_ui(ui, "Name", id.number(), &map.name, 1, |text| Edit::SetMap {
        id,
        field: MapField::Name(text),
    });
    let variants = [
        (Variant::Current, "The journey as it is".to_owned()),
        (Variant::Future, "The journey as it shall be".to_owned()),
        (Variant::Segment, "The journey of one segment".to_owned()),
    ];
    let theme = form.theme();
    let chosen =
        widgets::combo_ui(ui, theme, "Tells about", "map variant", &variants, Some(map.variant));
    if let Some(variant) = chosen {
        form.edit(Edit::SetMap { id, field: MapField::Variant(variant) });
    }
    widgets::divider_ui(ui, theme);
    stages_ui(ui, form);
    lanes_ui(ui, form);
    personas_ui(ui, form);
    widgets::divider_ui(ui, theme);
    measured::measured_ui(ui, form);
    widgets::divider_ui(ui, theme);
    surveys::surveys_ui(ui, form, &mut state.labels);
    widgets::divider_ui(ui, theme);
    brief_ui(ui, form);
}

fn brief_ui(ui: &mut Ui, form: &mut Form<'_, '_>) {
    let project = form.shown.editor.shown();
    let brief = &project.brief;
    widgets::heading_ui(ui, "Project");
    form.text_ui(ui, "Project name", 0, &project.name, 1, |text| {
        Edit::SetProject(ProjectField::Name(text))
    });
    let set = |brief: Brief| Edit::SetProject(ProjectField::Brief(brief));
    form.text_ui(ui, "Process", 0, &brief.process, 1, |process| {
        set(Brief { process, ..brief.clone() })
    });
    form.text_ui(ui, "Question", 0, &brief.question, 2, |question| {
        set(Brief { question, ..brief.clone() })
    });
    form.text_ui(ui, "Objectives", 0, &brief.objectives, 3, |objectives| {
        set(Brief { objectives, ..brief.clone() })
    });
}

fn list_heading_ui(ui: &mut Ui, form: &mut Form<'_, '_>, text: &str, add: Command) {
    ui.horizontal(|ui| {
        widgets::heading_ui(ui, text);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if widgets::icon_button_ui(ui, Icon::Add, add.name()).clicked() {
                form.command(add);
            }
        });
    });
}

fn stages_ui(ui: &mut Ui, form: &mut Form<'_, '_>) {
    list_heading_ui(ui, form, "Stages", Command::AddStage);
    for (id, stage) in form.map.stages_in_order() {
        let name = named_or(&stage.name, "Stage without a name");
        if widgets::row_ui(ui, form.theme(), None, name, &stage.group, false).clicked() {
            select(form, Selection::Stage(id));
        }
    }
    if form.map.stages.is_empty() {
        widgets::hint_ui(ui, form.theme(), "There is no stage yet. Add the first one.");
    }
}

fn lanes_ui(ui: &mut Ui, form: &mut Form<'_, '_>) {
    list_heading_ui(ui, form, "Lanes", Command::AddLane);
    for (id, lane) in form.map.lanes_in_order() {
        let theme = form.theme();
        let icon = match lane.kind {
            LaneKind::Cards(kind) => (theme.kind(kind).icon, theme.kind(kind).accent),
            LaneKind::Curve => (Icon::ShowChart, theme.ui.secondary),
            LaneKind::Metrics => (Icon::BarChart, theme.ui.secondary),
        };
        let name = named_or(&lane.name, "Lane without a name");
        if !lane.hidden {
            if widgets::row_ui(ui, theme, Some(icon), name, "", false).clicked() {
                select(form, Selection::Lane(id));
            }
            continue;
        }
        let tip = format!("Show the lane “{name}” again");
        let icon = (Icon::VisibilityOff, theme.ui.secondary);
        let row = widgets::row_ui(ui, theme, Some(icon), name, "hidden", false);
        if row.on_hover_text(tip).clicked() {
            let field = LaneField::Hidden(false);
            form.edit(Edit::SetLane { map: form.map_id(), id, field });
        }
    }
}

fn personas_ui(ui: &mut Ui, form: &mut Form<'_, '_>) {
    list_heading_ui(ui, form, "Personas", Command::AddPersona);
    for (id, persona) in form.shown.editor.shown().personas_in_order() {
        let theme = form.theme();
        let icon = (Icon::Person, theme.persona(persona.mark).color);
        let name = named_or(&persona.name, "Persona without a name");
        let is_focus = form.shown.editor.view().focus == Some(id);
        let note = if is_focus { "shown alone" } else { "" };
        if widgets::row_ui(ui, theme, Some(icon), name, note, false).clicked() {
            select(form, Selection::Persona(id));
        }
    }
    if form.shown.editor.view().focus.is_some() && ui.button("Show all personas").clicked() {
        form.actions.push(Action::Focus(None));
    }
}

fn select(form: &mut Form<'_, '_>, selection: Selection) {
    let reveal = Action::Camera(crate::action::CameraAction::Reveal);
    form.actions.extend([Action::Select(selection), reveal]);
}

fn named_or<'a>(name: &'a str, otherwise: &'a str) -> &'a str {
    if name.trim().is_empty() { otherwise } else { name }
}
