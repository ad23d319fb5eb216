//! Opportunities from missed targets: where the map misses what is expected, and which of it
//! becomes a card.

use std::collections::BTreeSet;

use egui::{ScrollArea, Ui};
use model::ops::{self, Opportunity};
use model::{Cause, Selection};

use super::kit::{self, Kit};
use crate::action::Action;
use crate::panels::{kpi_words, widgets};
use crate::style;

/// The dialog: what is left out, for a miss is meant unless it is taken away.
#[derive(Clone, Debug, Default)]
pub struct Missed {
    left_out: BTreeSet<Cause>,
}

/// A missed target in words.
struct Line {
    cause: Cause,
    text: String,
    certainty: Certainty,
    is_on_map: bool,
    opportunity: Opportunity,
}

/// How much is known of a miss.
#[derive(Clone, Copy, Debug)]
enum Certainty {
    /// Its whole interval misses the target.
    Sure,
    /// Its interval holds the target.
    Chance,
    /// It has no interval: the number is as it was noted.
    Noted,
}

impl Certainty {
    fn of(miss: &model::answers::Miss) -> Self {
        match miss.point.interval95 {
            Some(_) if miss.is_sure => Self::Sure,
            Some(_) => Self::Chance,
            None => Self::Noted,
        }
    }
}

impl Missed {
    pub(super) fn ui(&mut self, ui: &mut Ui, kit: &mut Kit<'_>) {
        let lines = lines(kit);
        if lines.is_empty() {
            kit::text_ui(
                ui,
                "No target is missed at a stage or touchpoint of this map. A key figure about a \
                 stage, or one of the answers to a question, is compared with its target here.",
            );
            kit::buttons_ui(ui, |ui| {
                if kit.main_button_ui(ui, "Close") {
                    kit.close();
                }
            });
            return;
        }
        kit::text_ui(ui, "What is chosen becomes a card among the opportunities of its stage.");
        ui.add_space(8.0);
        let height = (kit.max_height - 200.0).max(120.0);
        ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
            // Lines of text are no targets for the pointer.
            ui.spacing_mut().interact_size.y = 20.0;
            for line in &lines {
                self.line_ui(ui, kit, line);
            }
        });
        let wanted: Vec<Opportunity> = lines
            .into_iter()
            .filter(|line| !line.is_on_map && !self.left_out.contains(&line.cause))
            .map(|line| line.opportunity)
            .collect();
        let text = match wanted.len() {
            0 => "Add opportunities".to_owned(),
            count => format!("Add {}", widgets::counted(count, "opportunity", "opportunities")),
        };
        kit::buttons_ui(ui, |ui| {
            let button = style::primary_button(kit.theme(), text);
            let response = ui.add_enabled(!wanted.is_empty(), button);
            kit.focus_first(&response);
            if response.clicked() {
                add(kit, &wanted);
            }
            if ui.button("Cancel").clicked() {
                kit.close();
            }
        });
    }

    fn line_ui(&mut self, ui: &mut Ui, kit: &Kit<'_>, line: &Line) {
        let how = match line.certainty {
            Certainty::Sure => "sure",
            Certainty::Chance => "could be chance",
            Certainty::Noted => "as noted",
        };
        let text = format!("{} — {how}", line.text);
        let mut is_meant = !line.is_on_map && !self.left_out.contains(&line.cause);
        ui.add_enabled_ui(!line.is_on_map, |ui| {
            let response = widgets::check_ui(ui, &mut is_meant, text);
            if response.changed() && !self.left_out.remove(&line.cause) {
                self.left_out.insert(line.cause);
            }
        });
        ui.horizontal(|ui| {
            ui.add_space(16.0);
            let hint = if line.is_on_map {
                "An opportunity on the map answers it already.".to_owned()
            } else {
                format!("Card: {}", line.opportunity.text)
            };
            widgets::hint_ui(ui, kit.theme(), hint);
        });
        ui.add_space(6.0);
    }
}

/// Every miss in words, in the order of the key figures.
fn lines(kit: &mut Kit<'_>) -> Vec<Line> {
    let shown = kit.shown;
    let (project, Some(map)) = (shown.editor.project(), shown.editor.map()) else {
        return Vec::new();
    };
    let misses = kit.kpis.misses(shown);
    let line = |miss: &model::answers::Miss| {
        let now = kit.kpis.figure(shown, miss.kpi)?;
        let words = kpi_words::MissWords::of(project, map, miss, now.figure.kind)?;
        Some(Line {
            cause: miss.cause(),
            text: words.line(),
            certainty: Certainty::of(miss),
            is_on_map: ops::is_answered(map, miss.cause()).is_some(),
            opportunity: Opportunity::of(miss, words.opportunity()),
        })
    };
    misses.iter().filter_map(line).collect()
}

/// Adds the cards as one step, selects them and brings them into view.
fn add(kit: &mut Kit<'_>, wanted: &[Opportunity]) {
    let editor = kit.shown.editor;
    let (project, map, view) = (editor.project(), editor.map_id(), editor.view());
    let persona = view.focus.or_else(|| editor.selected_persona());
    kit.close();
    let Some((edit, cards)) = ops::add_opportunities(project, map, wanted, persona) else { return };
    // A card in a band that is folded up or hidden could not be selected.
    if wanted.iter().any(|wanted| wanted.persona.is_some_and(|id| !view.shows(id))) {
        kit.actions.push(Action::Focus(None));
    }
    let bands: BTreeSet<_> =
        wanted.iter().filter_map(|wanted| wanted.persona.or(persona)).collect();
    let folded = bands.into_iter().filter(|id| view.collapsed.contains(id));
    kit.actions.extend(folded.map(Action::ToggleBand));
    kit.actions.push(Action::EditAndSelect(edit, Selection::Cards(cards.into_iter().collect())));
}
