//! What stands in the inspector while an empty place of the map is selected.

use egui::Ui;
use model::{Cell, LaneKind};
use scene::icon::Icon;

use super::form::Form;
use crate::action::Action;
use crate::panels::widgets;

/// Says what the cell is, and adds cards to it.
pub(super) fn cell_ui(ui: &mut Ui, form: &mut Form<'_, '_>, cell: Cell) {
    let Some(lane) = form.map.lanes.get(&cell.lane) else { return };
    let stage = form.map.stages.get(&cell.stage).map_or("", |stage| &stage.name);
    let personas = &form.shown.editor.shown().personas;
    let persona = cell.persona.and_then(|id| personas.get(&id));
    let place = match persona {
        Some(persona) => format!("{stage} · {}", persona.name),
        None => stage.to_owned(),
    };
    let title = if lane.name.is_empty() { "Cell" } else { &lane.name };
    form.title_ui(ui, title, &place);
    if lane.kind == LaneKind::Metrics {
        figures_ui(ui, form, cell);
        return;
    }
    let count = form.map.cards_in(cell).len();
    widgets::hint_ui(
        ui,
        form.theme(),
        match count {
            0 => "There is no card here yet. Type to write one.".to_owned(),
            _ => {
                format!("{} here. Type to write another.", widgets::counted(count, "card", "cards"))
            }
        },
    );
    ui.add_space(8.0);
    let can_add = lane.card_kind().is_some();
    let button = widgets::icon_text_button(Icon::Add, "Add card");
    let response = widgets::named(ui.add_enabled(can_add, button), "Add card");
    if response.clicked() {
        form.actions.push(Action::WriteNew { cell, before: None, text: String::new() });
    }
}

/// Says what the figures of a cell are, one by one.
fn figures_ui(ui: &mut Ui, form: &Form<'_, '_>, cell: Cell) {
    let found = form.shown.scene.figures.cells.get(&(cell.persona, cell.stage));
    let Some(found) = found else {
        let hint = "Nothing was measured here yet. Import a survey, or note a key figure about \
                    this stage.";
        widgets::hint_ui(ui, form.theme(), hint);
        return;
    };
    for figure in &found.figures {
        ui.label(figure.spoken());
        ui.add_space(4.0);
    }
    if found.more > 0 {
        let more = widgets::counted(found.more, "more figure", "more figures");
        widgets::hint_ui(ui, form.theme(), format!("{more} in the panel of figures."));
    }
}
