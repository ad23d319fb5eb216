//! What a key figure should be, by when, and what it is about.

use egui::Ui;
use jiff::civil::Date;
use model::{About, CardId, CardKind, KpiField, Measure};
use survey::tally::Direction;

use super::Form;
use super::typed::{self, Typed};
use crate::action::Action;
use crate::panels::kpi_words::{self, short};
use crate::panels::widgets::{self, SegmentLook};

impl Form<'_, '_, '_> {
    /// Direction, target and date.
    pub(super) fn aim_ui(&mut self, ui: &mut Ui) {
        let theme = self.kit.theme();
        let options = [
            (Direction::HighGood, SegmentLook::Text("High is good")),
            (Direction::LowGood, SegmentLook::Text("Low is good")),
        ];
        let chosen =
            widgets::segmented_ui(ui, theme, "Which way is good", &options, Some(self.kpi.good));
        if let Some(good) = chosen.filter(|good| *good != self.kpi.good) {
            self.set(KpiField::Good(good));
        }
        target_ui(ui, self);
        self.due_ui(ui);
    }

    fn due_ui(&mut self, ui: &mut Ui) {
        let theme = self.kit.theme();
        let show = |due: &Option<Date>| due.map(|due| due.to_string()).unwrap_or_default();
        let now = show(&self.kpi.due);
        let field = Typed {
            label: Some("To be met by"),
            name: "To be met by",
            value: &now,
            hint: "2026-12-31 or 31.12.2026",
            width: f32::INFINITY,
            at_once: false,
        };
        let change = typed::typed_ui(ui, theme, self.drafts, &field, typed::read_date, show);
        if let Some(due) = change.value {
            self.set(KpiField::Due(due));
        }
        if let Some(error) = change.error {
            widgets::warning_ui(ui, theme, error);
        } else if let Some(due) = self.kpi.due {
            widgets::hint_ui(ui, theme, kpi_words::date(due));
        }
    }

    /// Stage, persona and touchpoint.
    pub(super) fn about_ui(&mut self, ui: &mut Ui) {
        let about = self.kpi.about;
        let stages = self.stages();
        let map = self.kit.shown.editor.map();
        self.part_ui(ui, "Stage", &stages, about.stage, |stage| {
            let stands_in = |id| Some(map?.cards.get(&id)?.place.stage);
            // A touchpoint of another stage is not meant any more.
            let stays = |id: &CardId| stage.is_none() || stands_in(*id) == stage;
            About { stage, card: about.card.filter(stays), ..about }
        });
        if !matches!(self.kpi.measure, Measure::Conversion { .. }) {
            let cards = self.touchpoints();
            self.part_ui(ui, "Touchpoint", &cards, about.card, |card| About { card, ..about });
        }
        let personas = self.personas();
        self.part_ui(ui, "Persona", &personas, about.persona, |persona| About { persona, ..about });
    }

    /// A list of what the figure can be about; what is not on it is gone, or on another map.
    fn part_ui<T: Copy + PartialEq>(
        &mut self,
        ui: &mut Ui,
        label: &str,
        known: &[(Option<T>, String)],
        now: Option<T>,
        about: impl Fn(Option<T>) -> About,
    ) {
        let mut options = known.to_vec();
        if options.iter().all(|(other, _)| *other != now) {
            let editor = self.kit.shown.editor;
            let only = match label {
                "Stage" => About { stage: self.kpi.about.stage, ..About::default() },
                "Persona" => About { persona: self.kpi.about.persona, ..About::default() },
                _ => About { card: self.kpi.about.card, ..About::default() },
            };
            options.push((now, kpi_words::about(editor.project(), editor.map(), only)));
        }
        let salt = ("key figure about", label);
        let chosen = widgets::combo_ui(ui, self.kit.theme(), label, salt, &options, Some(now));
        if let Some(part) = chosen {
            self.set(KpiField::About(about(part)));
        }
    }

    fn stages(&self) -> Vec<(Option<model::StageId>, String)> {
        let stages = self.kit.shown.editor.map().map(model::Map::stages_in_order);
        let stages = stages.unwrap_or_default().into_iter();
        let named = stages.map(|(id, stage)| (Some(id), short(&stage.name)));
        std::iter::once((None, "All stages".to_owned())).chain(named).collect()
    }

    fn personas(&self) -> Vec<(Option<model::PersonaId>, String)> {
        let personas = self.kit.shown.editor.project().personas_in_order().into_iter();
        let named = personas.map(|(id, persona)| (Some(id), short(&persona.name)));
        std::iter::once((None, "All customers".to_owned())).chain(named).collect()
    }

    /// The touchpoints of the stage that is meant, or of all.
    fn touchpoints(&self) -> Vec<(Option<CardId>, String)> {
        let stage = self.kpi.about.stage;
        let cards = self.kit.shown.editor.map().into_iter().flat_map(|map| map.cards.iter());
        let mut named: Vec<_> = cards
            .filter(|(_, card)| card.kind == CardKind::Touchpoint)
            .filter(|(_, card)| stage.is_none_or(|stage| card.place.stage == stage))
            .map(|(id, card)| (Some(*id), short(&card.text)))
            .collect();
        named.sort_by(|a, b| (&a.1, a.0).cmp(&(&b.1, b.0)));
        std::iter::once((None, "No touchpoint alone".to_owned())).chain(named).collect()
    }
}

/// A number in the unit that the label names, 70 for 0.7 where shares are percent; empty takes it
/// away.
fn target_ui(ui: &mut Ui, form: &mut Form<'_, '_, '_>) {
    let look = form.look();
    let (unit, factor) = look.typed_in();
    let at = match form.kpi.good {
        Direction::HighGood => "at least",
        Direction::LowGood => "at most",
    };
    let label =
        if unit.is_empty() { format!("Target: {at}") } else { format!("Target: {at}, in {unit}") };
    let show = |value: &Option<f64>| value.map(|value| look.typed(value)).unwrap_or_default();
    let read = |text: &str| {
        let bare = text.trim().strip_suffix('%').unwrap_or(text);
        Ok(typed::read_number(bare)?.map(|number| number / factor))
    };
    let (now, theme) = (show(&form.kpi.target), form.kit.theme());
    let is_percent = unit == "percent";
    let field = Typed {
        label: Some(&label),
        name: "Target",
        value: &now,
        hint: if is_percent { "70 for 70 %" } else { "a number" },
        width: f32::INFINITY,
        at_once: true,
    };
    let change = typed::typed_ui(ui, theme, form.drafts, &field, read, show);
    if let Some(target) = change.value {
        form.typing(KpiField::Target(target));
    }
    if change.left {
        form.kit.actions.push(Action::Seal);
    }
    if let Some(error) = change.error {
        widgets::warning_ui(ui, theme, error);
    } else if let Some(target) = form.kpi.target.filter(|_| is_percent) {
        // Whoever types 0.7 and means 70 sees it here.
        widgets::hint_ui(ui, theme, format!("That is {at} {}.", look.target(target)));
    }
}
