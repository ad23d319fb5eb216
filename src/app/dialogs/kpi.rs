//! A key figure: how it is worked out, what it should be by when, and what was noted.

mod aim;
mod measure;
mod readings;
mod typed;
mod value;

use std::sync::Arc;

use egui::{Id, Key, ScrollArea, Ui, UiBuilder, vec2};
use model::{Edit, Kpi, KpiField, KpiId, ops};
use scene::icon::Icon;

use super::kit::{self, Kit};
use crate::action::Action;
use crate::command::Command;
use crate::panels::{Details, KpiNow, kpi_words, widgets};
use crate::style;
use typed::Drafts;

/// From this width on the dialog has two columns, in points.
const TWO_COLUMNS: f32 = 640.0;
const GAP: f32 = 28.0;

/// The dialog, with what is being typed.
#[derive(Clone, Debug)]
pub struct KpiDialog {
    id: KpiId,
    drafts: Drafts,
    readings: readings::State,
    /// Whether the name is to be written over: the figure is new.
    is_new: bool,
    /// The text field that has the keyboard, and the figure as it was when it got it.
    before: Option<(Id, Kpi)>,
    travel: Travel,
    details: Details,
}

impl KpiDialog {
    pub(super) fn new(id: KpiId, is_new: bool) -> Self {
        Self {
            id,
            drafts: Drafts::default(),
            readings: readings::State::default(),
            is_new,
            before: None,
            travel: Travel::default(),
            details: Details::default(),
        }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, kit: &mut Kit<'_>) {
        let Some(kpi) = kit.shown.editor.project().kpis.get(&self.id) else {
            // Undone, or deleted: there is nothing left to show.
            kit.close();
            return;
        };
        let Some(now) = kit.kpis.figure(kit.shown, self.id) else {
            kit::text_ui(ui, "This project has no map on which the figure could be looked at.");
            return;
        };
        self.travel.keys(ui, kit);
        if ui.input(|input| input.key_pressed(Key::Escape))
            && let Some((_, before)) = self.before.take()
        {
            // What was typed since the field got the keyboard is not meant; Undo brings it back.
            self.drafts.clear();
            let fields = KpiField::diff(kpi, &before).into_iter();
            let edits = fields.map(|field| Action::Edit(Edit::SetKpi { id: self.id, field }));
            kit.actions.push(Action::Seal);
            kit.actions.extend(edits);
            kit.actions.push(Action::Seal);
        }
        let focus_name = self.is_new && kit.opened;
        let (drafts, readings) = (&mut self.drafts, &mut self.readings);
        let mut form = Form { kit, id: self.id, kpi, now, drafts, details: &mut self.details };
        let height = (form.kit.max_height - 150.0).max(120.0);
        ScrollArea::vertical().max_height(height).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            form.columns_ui(ui, readings, focus_name);
        });
        form.buttons_ui(ui);
        self.note_field(ui, kpi);
    }

    /// Keeps the figure as it is when a text field gets the keyboard.
    fn note_field(&mut self, ui: &Ui, kpi: &Kpi) {
        let focused = ui.memory(egui::Memory::focused);
        match focused.filter(|_| ui.ctx().text_edit_focused()) {
            None => self.before = None,
            Some(id) if self.before.as_ref().is_some_and(|(of, _)| *of == id) => {}
            Some(id) => self.before = Some((id, kpi.clone())),
        }
    }
}

/// Undo and redo within the dialog: never past the state that it was opened in, for what lies
/// before it is behind the dialog and cannot be seen to change.
#[derive(Clone, Debug, Default)]
struct Travel {
    /// The revision in which the dialog was opened, and the newest one since.
    revisions: Option<(u64, u64)>,
    /// How many steps were taken back that can be made again.
    undone: usize,
}

impl Travel {
    /// Takes back and makes again while no field is being written, as it is outside of dialogs.
    fn keys(&mut self, ui: &Ui, kit: &mut Kit<'_>) {
        let now = kit.shown.editor.history().revision();
        if self.revisions.is_none() {
            // What is changed here does not go on with what was typed elsewhere.
            kit.actions.push(Action::Seal);
        }
        let (opened, newest) = self.revisions.get_or_insert((now, now));
        if now > *newest {
            // A change leaves nothing to be made again.
            (*newest, self.undone) = (now, 0);
        }
        if !kit.is_top || ui.ctx().text_edit_focused() {
            return;
        }
        for (command, is_within) in
            [(Command::Redo, self.undone > 0), (Command::Undo, now != *opened)]
        {
            let is_pressed = |shortcut| ui.input_mut(|input| input.consume_shortcut(shortcut));
            if command.shortcuts().iter().any(is_pressed) && is_within {
                self.undone = match command {
                    Command::Undo => self.undone + 1,
                    _ => self.undone - 1,
                };
                kit.actions.push(Action::Command(command));
            }
        }
    }
}

/// What every part of the dialog needs.
struct Form<'f, 'k, 'a> {
    kit: &'f mut Kit<'k>,
    id: KpiId,
    kpi: &'a Kpi,
    now: Arc<KpiNow>,
    drafts: &'f mut Drafts,
    details: &'f mut Details,
}

impl<'a> Form<'_, '_, 'a> {
    /// Changes the figure as one undo step of its own.
    fn set(&mut self, field: KpiField) {
        let edit = Edit::SetKpi { id: self.id, field };
        self.kit.actions.extend([Action::Seal, Action::Edit(edit), Action::Seal]);
    }

    /// Goes on with a change that is being typed.
    fn typing(&mut self, field: KpiField) {
        self.kit.actions.push(Action::Edit(Edit::SetKpi { id: self.id, field }));
    }

    /// A labelled text field. What is typed merges into one undo step until the keyboard leaves.
    fn text_ui(
        &mut self,
        ui: &mut Ui,
        label: &str,
        value: &str,
        rows: usize,
        field: impl FnOnce(String) -> KpiField,
    ) -> Id {
        let id = Id::unique(("key figure", label, self.id.number()));
        let output = widgets::text_field_ui(ui, self.kit.theme(), label, id, value, rows);
        if let Some(text) = output.changed {
            self.typing(field(text));
        }
        if output.left {
            self.kit.actions.push(Action::Seal);
        }
        id
    }

    fn columns_ui(&mut self, ui: &mut Ui, readings: &mut readings::State, focus_name: bool) {
        let width = ui.available_width() - 8.0;
        if width < TWO_COLUMNS {
            self.settings_ui(ui, focus_name);
            widgets::divider_ui(ui, self.kit.theme());
            self.course_ui(ui, readings);
            return;
        }
        let left_width = (width * 0.42).min(400.0);
        let top_left = ui.cursor().min;
        let mut column = |left: f32, width: f32, contents: &mut dyn FnMut(&mut Ui)| {
            let rect = egui::Rect::from_min_size(top_left + vec2(left, 0.0), vec2(width, 0.0));
            let rect = rect.with_max_y(f32::INFINITY);
            let mut inside = ui.new_child(UiBuilder::new().id_salt(left as i32).max_rect(rect));
            inside.set_width(width);
            contents(&mut inside);
            inside.min_rect()
        };
        let left = column(0.0, left_width, &mut |ui| self.settings_ui(ui, focus_name));
        let start = left_width + GAP;
        let right = column(start, width - start, &mut |ui| self.course_ui(ui, readings));
        ui.advance_cursor_after_rect(left.union(right));
    }

    /// What the figure is.
    fn settings_ui(&mut self, ui: &mut Ui, focus_name: bool) {
        let kpi = self.kpi;
        let name = self.text_ui(ui, "Name", &kpi.name, 1, KpiField::Name);
        if focus_name {
            widgets::select_all(ui, name, &kpi.name);
        }
        self.measure_ui(ui);
        self.aim_ui(ui);
        self.about_ui(ui);
        self.text_ui(ui, "Notes", &kpi.notes, 3, KpiField::Notes);
    }

    /// What it comes to, and what was noted.
    fn course_ui(&mut self, ui: &mut Ui, readings: &mut readings::State) {
        self.value_ui(ui);
        if matches!(self.kpi.measure, model::Measure::Formula(_)) {
            self.readings_ui(ui, readings);
        }
    }

    fn buttons_ui(&mut self, ui: &mut Ui) {
        kit::buttons_ui(ui, |ui| {
            let done = ui.add(style::primary_button(self.kit.theme(), "Done"));
            if done.clicked() {
                self.kit.close();
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                let delete = widgets::icon_text_button(Icon::Delete, "Delete key figure");
                if widgets::named(ui.add(delete), "Delete key figure").clicked() {
                    // The step names itself, and Undo brings all of it back.
                    let edit = Edit::RemoveKpi { id: self.id };
                    self.kit.actions.extend([Action::Seal, Action::Edit(edit), Action::Seal]);
                    self.kit.close();
                }
                self.order_ui(ui);
            });
        });
    }

    /// Moves the figure among the others.
    fn order_ui(&mut self, ui: &mut Ui) {
        let project = self.kit.shown.editor.project();
        let all = project.kpis_in_order();
        let Some(at) = all.iter().position(|(id, _)| *id == self.id) else { return };
        let id_at = |index: usize| all.get(index).map(|(id, _)| *id);
        let mut wanted = None;
        ui.add_enabled_ui(at > 0, |ui| {
            if widgets::icon_button_ui(ui, Icon::ArrowUpward, "Move up in the list").clicked() {
                wanted = ops::move_kpi(project, self.id, id_at(at.saturating_sub(1)));
            }
        });
        ui.add_enabled_ui(at + 1 < all.len(), |ui| {
            if widgets::icon_button_ui(ui, Icon::ArrowDownward, "Move down in the list").clicked() {
                wanted = ops::move_kpi(project, self.id, id_at(at + 2));
            }
        });
        if let Some(edit) = wanted {
            self.kit.actions.extend([Action::Seal, Action::Edit(edit), Action::Seal]);
        }
    }

    fn look(&self) -> kpi_words::Look<'a> {
        kpi_words::Look::of(self.kpi, self.now.figure.kind)
    }
}
