//! The key figures: what is watched, its value, its target, and how it went.

mod cache;
mod questions;
mod row;
mod sheet;
pub(crate) mod words;

use egui::{ScrollArea, Ui};
use scene::icon::Icon;

use crate::action::Action;
use crate::command::Command;
use crate::dialogs::Dialog;
use crate::panels::widgets;
use crate::shown::Shown;

pub(crate) use cache::{KpiCache, KpiNow};
pub(crate) use questions::AskedQuestion;
pub(crate) use row::met_look;
pub(super) use sheet::{picture, sheet};

/// The tab of key figures.
pub(super) fn kpis_ui(
    ui: &mut Ui,
    shown: Shown<'_>,
    cache: &mut KpiCache,
    actions: &mut Vec<Action>,
) {
    let project = shown.editor.project();
    if project.kpis.is_empty() {
        empty_ui(ui, shown, actions);
        return;
    }
    ui.horizontal(|ui| {
        add_button_ui(ui, actions);
        let missed = cache.misses(shown).len();
        if missed > 0 {
            let name = widgets::counted(missed, "missed target…", "missed targets…");
            let button = widgets::icon_text_button(Icon::Lightbulb, &name);
            let tip = "Make opportunities of the targets that are missed on this map";
            if widgets::named(ui.add(button).on_hover_text(tip), &name).clicked() {
                actions.push(Action::Command(Command::MissedTargets));
            }
        }
    });
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let kpis = project.kpis_in_order();
        for (index, (id, kpi)) in kpis.iter().enumerate() {
            let Some(now) = cache.figure(shown, *id) else { continue };
            ui.push_id(id, |ui| {
                if row::row_ui(ui, shown, kpi, &now.figure).clicked() {
                    actions.push(Action::Show(Dialog::kpi(*id)));
                }
                if index + 1 < kpis.len() {
                    row::line_ui(ui, shown);
                }
            });
        }
    });
}

fn add_button_ui(ui: &mut Ui, actions: &mut Vec<Action>) {
    let name = Command::AddKpi.name();
    let button = widgets::icon_text_button(Icon::Add, name);
    let response = ui.add(button).on_hover_text(Command::AddKpi.help());
    if widgets::named(response, name).clicked() {
        actions.push(Action::Command(Command::AddKpi));
    }
}

/// What key figures are, and the way to the first one.
fn empty_ui(ui: &mut Ui, shown: Shown<'_>, actions: &mut Vec<Action>) {
    ui.vertical(|ui| {
        ui.set_max_width(520.0);
        widgets::hint_ui(
            ui,
            shown.theme,
            "A key figure is a number that you watch: a rate, a cost, a score of a survey. It has \
             a target and a date, and shows what is expected beside what is measured. Nothing is \
             watched yet.",
        );
        add_button_ui(ui, actions);
    });
}
