//! The inspector: everything about what is selected, in forms.

mod card;
mod cards;
mod cell;
mod form;
mod kpis;
mod lane;
mod map;
mod measured;
mod persona;
mod point;
mod stage;
mod surveys;

use egui::Ui;
use model::{CardId, Map, Selection};

use super::{KpiCache, PanelState, metrics};
use crate::action::Action;
use crate::shown::Shown;
use form::Form;

/// What the inspector remembers between frames.
#[derive(Debug, Default)]
pub(super) struct State {
    /// The name of the channel that is being made, while it is being typed, and for which card.
    new_channel: Option<(CardId, String)>,
    /// Whether the keyboard still has to go into that name.
    focus_channel: bool,
    /// Whether the keyboard goes into the name in the next frame.
    pub(super) focus_name: bool,
    /// The labels of the surveys.
    labels: surveys::LabelCache,
}

/// Fills the inspector's panel.
pub fn inspector_ui(
    ui: &mut Ui,
    shown: Shown<'_>,
    state: &mut PanelState,
    actions: &mut Vec<Action>,
) {
    // Whatever stands in the forms, the panel keeps the width that the person gave it.
    let room = ui.available_rect_before_wrap();
    let mut inside = ui.new_child(egui::UiBuilder::new().id_salt("inspector").max_rect(room));
    ui.advance_cursor_after_rect(room);
    let scroll = egui::ScrollArea::vertical().auto_shrink(false);
    scroll.show(&mut inside, |ui| {
        ui.set_max_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        let Some(map) = shown.editor.shown_map() else {
            super::widgets::hint_ui(ui, shown.theme, "This project has no map yet.");
            return;
        };
        let PanelState { inspector, metrics, kpis } = state;
        // While a dialog is still closing, nothing below it can take the keyboard.
        let is_below = ui.ctx().memory(|memory| memory.top_modal_layer().is_some());
        let focus_name = !is_below && std::mem::take(&mut inspector.focus_name);
        let mut form = Form { shown, map, actions, focus_name };
        contents_ui(ui, &mut form, inspector, (metrics, kpis));
    });
}

fn contents_ui(
    ui: &mut Ui,
    form: &mut Form<'_, '_>,
    state: &mut State,
    (metrics, kpis): (&mut metrics::State, &mut KpiCache),
) {
    let (map, selection): (&Map, &Selection) = (form.map, form.shown.editor.selection());
    match selection {
        Selection::Nothing => map::map_ui(ui, form, state),
        Selection::Cards(cards) => match selection.single_card() {
            Some(id) => card::card_ui(ui, form, state, kpis, id),
            None => cards::cards_ui(ui, form, cards),
        },
        Selection::Cell(cell) => cell::cell_ui(ui, form, *cell),
        Selection::Stage(id) => {
            if let Some(stage) = map.stages.get(id) {
                stage::stage_ui(ui, form, kpis, *id, stage);
            }
        }
        Selection::Lane(id) => {
            if let Some(lane) = map.lanes.get(id) {
                lane::lane_ui(ui, form, *id, lane);
            }
        }
        Selection::Persona(id) => {
            persona::persona_ui(ui, form, metrics, *id);
        }
        Selection::Point(at) => point::point_ui(ui, form, *at),
    }
}
