//! The key figures about what is selected: what is measured beside what is expected.

use egui::{RichText, Ui};
use model::{About, Kpi};
use scene::icon::Icon;

use super::form::Form;
use crate::action::Action;
use crate::dialogs::Dialog;
use crate::panels::widgets::{self, SMALL_PX};
use crate::panels::{KpiCache, kpi_words};

/// Lists the key figures that `is_here` picks, and offers a new one about this place.
pub(super) fn kpis_ui(
    ui: &mut Ui,
    form: &mut Form<'_, '_>,
    cache: &mut KpiCache,
    here: About,
    is_here: impl Fn(&About) -> bool,
) {
    ui.add_space(4.0);
    widgets::heading_ui(ui, "Key figures");
    let shown = form.shown;
    let project = shown.editor.project();
    let own: Vec<_> =
        project.kpis_in_order().into_iter().filter(|(_, kpi)| is_here(&kpi.about)).collect();
    for (id, kpi) in own {
        let Some(now) = cache.figure(shown, id) else { continue };
        let figure = &now.figure;
        let now = kpi_words::now(kpi, figure);
        let response = widgets::row_ui(ui, form.theme(), None, &kpi_words::name(kpi), &now, false);
        if response.clicked() {
            form.actions.push(Action::Show(Dialog::kpi(id)));
        }
        if let Some(text) = expected(kpi, figure) {
            target_ui(ui, form, &text, figure.met);
        }
    }
    let name = "Add key figure here";
    let button = widgets::icon_text_button(Icon::Add, name);
    if widgets::named(ui.add(button), name).clicked() {
        form.actions.push(Action::Show(Dialog::new_kpi(here)));
    }
}

/// "Target at most 5 %, by 31 December 2026".
fn expected(kpi: &Kpi, figure: &model::answers::KpiFigure) -> Option<String> {
    let target = kpi_words::target(kpi, figure)?;
    Some(match kpi.due {
        Some(due) => format!("{target} by {}", kpi_words::date(due)),
        None => target,
    })
}

fn target_ui(ui: &mut Ui, form: &Form<'_, '_>, text: &str, met: Option<bool>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.add_space(8.0);
        if let Some(is_met) = met {
            let (icon, color, word) = crate::panels::met_look(form.theme(), is_met);
            ui.label(crate::style::icon(icon, 14.0).color(color));
            ui.label(RichText::new(format!("{word}.")).size(SMALL_PX));
        }
        ui.label(RichText::new(text).size(SMALL_PX).color(form.theme().ui.secondary));
    });
}
