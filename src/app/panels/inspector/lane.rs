//! The form of a lane.

use egui::Ui;
use model::{CardKind, Edit, Lane, LaneField, LaneId, LaneKind};
use scene::icon::Icon;

use super::form::Form;
use crate::command::Command;
use crate::panels::widgets;

/// Shows and changes a lane.
pub(super) fn lane_ui(ui: &mut Ui, form: &mut Form<'_, '_>, id: LaneId, lane: &Lane) {
    let map = form.map_id();
    let place = if lane.once { "Once, below all personas" } else { "In every persona's band" };
    form.title_ui(ui, "Lane", place);
    let set = |field| Edit::SetLane { map, id, field };
    form.text_ui(ui, "Name", id.number(), &lane.name, 1, |text| set(LaneField::Name(text)));
    let cards = form.map.cards.values().filter(|card| card.place.lane == id).count();
    kind_ui(ui, form, id, lane, cards);

    ui.add_space(4.0);
    let mut once = lane.once;
    // Cards of a band name a persona, those of a lane that stands once do not: a lane with cards
    // cannot change sides without deciding whose they are.
    let can_change = cards == 0 && lane.kind != LaneKind::Curve;
    let check = ui.add_enabled(can_change, egui::Checkbox::new(&mut once, "Once for the map"));
    let check = check
        .on_hover_text("It stands once below all bands, as a lane of departments does.")
        .on_disabled_hover_text("Only a lane without cards can change where it stands.");
    if check.changed() {
        form.edit(set(LaneField::Once(once)));
    }
    let mut hidden = lane.hidden;
    let check = widgets::check_ui(ui, &mut hidden, "Hidden");
    let tip = "Its cards are kept. It can be shown again while nothing is selected.";
    if check.on_hover_text(tip).changed() {
        form.edit(set(LaneField::Hidden(hidden)));
    }
    form.order_ui(ui, false);
    widgets::divider_ui(ui, form.theme());
    let text = match cards {
        0 => "Delete lane".to_owned(),
        _ => format!("Delete lane and {}", widgets::counted(cards, "card", "cards")),
    };
    form.command_button_ui(ui, Icon::Delete, &text, Command::Delete);
}

fn kind_ui(ui: &mut Ui, form: &mut Form<'_, '_>, id: LaneId, lane: &Lane, cards: usize) {
    let mut options = Vec::with_capacity(8);
    for kind in CardKind::ALL {
        options.push((LaneKind::Cards(kind), format!("Cards: {}", kind.name())));
    }
    // A curve stands in every band and holds no cards.
    let can_be_curve = lane.kind == LaneKind::Curve || (cards == 0 && !lane.once);
    if can_be_curve {
        options.push((LaneKind::Curve, "Emotion curve".to_owned()));
    }
    if lane.kind == LaneKind::Metrics || cards == 0 {
        options.push((LaneKind::Metrics, "Figures".to_owned()));
    }
    let theme = form.theme();
    let chosen = widgets::combo_ui(ui, theme, "Kind", ("lane kind", id), &options, Some(lane.kind));
    if let Some(kind) = chosen {
        form.edit(Edit::SetLane { map: form.map_id(), id, field: LaneField::Kind(kind) });
    }
    if lane.card_kind().is_some() {
        widgets::hint_ui(ui, theme, "New cards are of this kind; those that are there stay.");
    }
    if lane.kind == LaneKind::Metrics {
        let hint = "What surveys say about each stage, and the key figures about it. It fills \
                    itself and holds no cards.";
        widgets::hint_ui(ui, theme, hint);
    }
}
