//! Dialogs: a stack, of which the topmost has the keyboard. Esc closes it, Enter presses its
//! first button. Where much is filled in, an Esc in a text field only leaves the field.
//!
//! A dialog never closes itself: it pushes [`Action::CloseDialog`] or [`Action::Answer`], both of
//! which take the topmost dialog away when they are carried out.

mod changed_on_disk;
mod confirm_delete;
mod damage;
pub mod export;
pub mod import;
mod kit;
mod kpi;
mod kpi_new;
mod message;
mod missed;
mod palette;
mod path;
mod recover;
mod shortcuts;
mod templates;
#[cfg(test)]
mod tests;
mod unsaved;

use std::path::PathBuf;

use egui::{Align2, Id, Key, Modal, Modifiers};
use model::format::Damage;
use model::{About, Edit, KpiId, Project, SurveyId};
use scene::text::TextEngine;

use crate::action::{Action, PathPurpose};
use crate::command::Command;
use crate::panels::KpiCache;
use crate::picture::PictureOptions;
use crate::shown::Shown;
use kit::Kit;

pub use recover::RecoveryItem;

/// A dialog with everything that it remembers.
#[derive(Clone, Debug)]
pub enum Dialog {
    /// Start a map from a template.
    Templates(templates::Templates),
    /// Unsaved changes are about to be dropped.
    Unsaved(unsaved::Unsaved),
    /// The file is not what it was when it was opened.
    ChangedOnDisk(changed_on_disk::ChangedOnDisk),
    /// Parts of a file cannot be read.
    Damage(damage::DamageList),
    /// Something went wrong.
    Message(message::Message),
    /// Something is about to be deleted, with more than itself.
    ConfirmDelete(confirm_delete::ConfirmDelete),
    /// Work that an interrupted session left behind.
    Recover(recover::Recover),
    /// Our own path dialog, where the system has none.
    Path(Box<path::PathDialog>),
    /// Find a command or a card by name.
    Palette(palette::Palette),
    /// Every shortcut.
    Shortcuts(shortcuts::Shortcuts),
    /// Choose what a new key figure measures.
    NewKpi(kpi_new::NewKpi),
    /// A key figure.
    Kpi(Box<kpi::KpiDialog>),
    /// Opportunities from missed targets.
    Missed(Box<missed::Missed>),
    /// Import a survey file.
    Import(Box<import::ImportDialog>),
    /// Export a picture.
    Export(Box<export::ExportDialog>),
}

impl Dialog {
    /// File > New.
    pub fn templates() -> Self {
        Self::Templates(templates::Templates::default())
    }

    /// Asks whether to save before `title` is replaced or the program ends.
    pub fn unsaved(title: impl Into<String>) -> Self {
        Self::Unsaved(unsaved::Unsaved { title: title.into() })
    }

    /// Asks what to do with a file that somebody else changed since it was opened.
    pub fn changed_on_disk(file_name: impl Into<String>) -> Self {
        Self::ChangedOnDisk(changed_on_disk::ChangedOnDisk::new(file_name.into()))
    }

    /// Says which parts of a file cannot be read, and asks whether to open the rest.
    pub fn damage(file_name: impl Into<String>, damage: &[Damage]) -> Self {
        Self::Damage(damage::DamageList::new(file_name.into(), damage))
    }

    /// Tells of a failure: what happened, what was kept, what to do next.
    pub fn message(title: impl Into<String>, text: impl Into<String>) -> Self {
        Self::message_with(title, text, None)
    }

    /// The same, with a command that helps.
    pub fn message_with(
        title: impl Into<String>,
        text: impl Into<String>,
        offer: Option<Command>,
    ) -> Self {
        Self::Message(message::Message { title: title.into(), text: text.into(), offer })
    }

    /// Asks before an edit that takes more away than what is selected: "Delete stage “X” and its
    /// 7 cards?"
    pub fn confirm_delete(question: impl Into<String>, edit: Edit) -> Self {
        Self::ConfirmDelete(confirm_delete::ConfirmDelete::new(question.into(), edit))
    }

    /// Asks before a survey goes with all figures that come from it; none when it is gone already.
    pub fn confirm_remove_survey(project: &Project, id: SurveyId) -> Option<Self> {
        let record = project.surveys.get(&id)?;
        let name = record.title();
        let question = format!("Remove the survey “{name}” and the figures that come from it?");
        Some(Self::confirm_delete(question, Edit::RemoveSurvey { id }))
    }

    /// Offers the work that interrupted sessions left behind.
    pub fn recover(items: Vec<RecoveryItem>) -> Self {
        Self::Recover(recover::Recover::new(items))
    }

    /// Asks for a path; begins in `folder`, or where the program was started.
    pub fn path(purpose: PathPurpose, folder: Option<PathBuf>, name: impl Into<String>) -> Self {
        Self::Path(Box::new(path::PathDialog::new(purpose, folder, name.into())))
    }

    /// Find or do.
    pub fn palette() -> Self {
        Self::Palette(palette::Palette::default())
    }

    /// The sheet of all shortcuts.
    pub fn shortcuts() -> Self {
        Self::Shortcuts(shortcuts::Shortcuts)
    }

    /// A new key figure about a part of the project.
    pub const fn new_kpi(about: About) -> Self {
        Self::NewKpi(kpi_new::NewKpi::new(about))
    }

    /// The form of a key figure that was just added: its name is written over.
    pub(crate) fn new_kpi_form(id: KpiId) -> Self {
        Self::Kpi(Box::new(kpi::KpiDialog::new(id, true)))
    }

    /// The form of a key figure.
    pub fn kpi(id: KpiId) -> Self {
        Self::Kpi(Box::new(kpi::KpiDialog::new(id, false)))
    }

    /// Where the shown map misses its targets.
    pub fn missed() -> Self {
        Self::Missed(Box::default())
    }

    /// Export a picture, set to these options at first.
    pub fn export(options: PictureOptions) -> Self {
        Self::Export(Box::new(export::ExportDialog::new(options)))
    }

    /// Whether this is the question about unsaved changes.
    pub const fn is_unsaved(&self) -> bool {
        matches!(self, Self::Unsaved(_))
    }

    /// Whether this is File > New.
    pub const fn is_templates(&self) -> bool {
        matches!(self, Self::Templates(_))
    }

    /// Whether it is about parts of the open document, and has no sense for another one.
    pub const fn is_about_document(&self) -> bool {
        matches!(
            self,
            Self::Import(_)
                | Self::NewKpi(_)
                | Self::Kpi(_)
                | Self::Missed(_)
                | Self::ConfirmDelete(_)
                | Self::Export(_)
        )
    }

    /// The title, which is also the dialog's accessible name.
    pub fn title(&self) -> String {
        match self {
            Self::Templates(_) => "New map".to_owned(),
            Self::Unsaved(dialog) => dialog.title(),
            Self::ChangedOnDisk(dialog) => dialog.title(),
            Self::Damage(dialog) => dialog.title(),
            Self::Message(dialog) => dialog.title.clone(),
            Self::ConfirmDelete(dialog) => dialog.title().to_owned(),
            Self::Recover(_) => "Unsaved work was found".to_owned(),
            Self::Path(dialog) => dialog.title().to_owned(),
            Self::Palette(_) => "Find or do".to_owned(),
            Self::Shortcuts(_) => "Keyboard shortcuts".to_owned(),
            Self::NewKpi(_) => "Add key figure".to_owned(),
            Self::Kpi(_) => "Key figure".to_owned(),
            Self::Missed(_) => "Opportunities from missed targets".to_owned(),
            Self::Import(_) => "Import survey".to_owned(),
            Self::Export(_) => "Export picture".to_owned(),
        }
    }

    /// How wide the content is, in points; less where the window is narrower.
    const fn width(&self) -> f32 {
        match self {
            Self::Unsaved(_) | Self::Message(_) => 480.0,
            Self::ChangedOnDisk(_) => 560.0,
            Self::ConfirmDelete(_) => 440.0,
            Self::Damage(_) | Self::Recover(_) | Self::Path(_) | Self::Palette(_) => 640.0,
            Self::Templates(_) => 888.0,
            Self::Shortcuts(_) => 860.0,
            Self::NewKpi(_) | Self::Missed(_) => 720.0,
            Self::Kpi(_) => 960.0,
            Self::Import(_) => 1_200.0,
            Self::Export(_) => 820.0,
        }
    }

    /// Whether a click beside the dialog closes it: only where nothing is asked or filled in.
    const fn closes_beside(&self) -> bool {
        matches!(self, Self::Palette(_) | Self::Shortcuts(_) | Self::Templates(_))
    }

    /// Whether Esc in a text field closes the dialog at once: only where the field is all that
    /// there is to be filled in.
    const fn closes_from_field(&self) -> bool {
        matches!(self, Self::Palette(_) | Self::Path(_))
    }

    /// A number that tells kinds of dialogs apart, for ids.
    fn kind(&self) -> std::mem::Discriminant<Self> {
        std::mem::discriminant(self)
    }

    fn contents_ui(&mut self, ui: &mut egui::Ui, kit: &mut Kit<'_>) {
        match self {
            Self::Templates(dialog) => dialog.ui(ui, kit),
            Self::Unsaved(_) => unsaved::Unsaved::ui(ui, kit),
            Self::ChangedOnDisk(dialog) => dialog.ui(ui, kit),
            Self::Damage(dialog) => dialog.ui(ui, kit),
            Self::Message(dialog) => dialog.ui(ui, kit),
            Self::ConfirmDelete(dialog) => dialog.ui(ui, kit),
            Self::Recover(dialog) => dialog.ui(ui, kit),
            Self::Path(dialog) => dialog.ui(ui, kit),
            Self::Palette(dialog) => dialog.ui(ui, kit),
            Self::Shortcuts(_) => shortcuts::Shortcuts::ui(ui, kit),
            Self::NewKpi(dialog) => dialog.ui(ui, kit),
            Self::Kpi(dialog) => dialog.ui(ui, kit),
            Self::Missed(dialog) => dialog.ui(ui, kit),
            Self::Import(dialog) => dialog.ui(ui, kit),
            Self::Export(dialog) => dialog.ui(ui, kit),
        }
    }
}

/// Draws the stack of dialogs; only the topmost can be used.
pub(crate) fn dialogs_ui(
    ctx: &egui::Context,
    shown: Shown<'_>,
    dialogs: &mut [Dialog],
    kpis: &mut KpiCache,
    text: &mut TextEngine,
    actions: &mut Vec<Action>,
) {
    let count = dialogs.len();
    for (index, dialog) in dialogs.iter_mut().enumerate() {
        let is_top = index + 1 == count;
        dialog_ui(ctx, shown, dialog, (index, is_top), (kpis, text), actions);
    }
}

fn dialog_ui(
    ctx: &egui::Context,
    shown: Shown<'_>,
    dialog: &mut Dialog,
    (index, is_top): (usize, bool),
    (kpis, text): (&mut KpiCache, &mut TextEngine),
    actions: &mut Vec<Action>,
) {
    let id = Id::unique(("dialog", index, dialog.kind()));
    let title = dialog.title();
    let area = Modal::default_area(id).accessible_name(title.as_str());
    let area = match dialog {
        // Its list changes with every letter; the field stays where it is.
        Dialog::Palette(_) => area.anchor(Align2::CENTER_TOP, egui::vec2(0.0, 48.0)),
        _ => area,
    };
    let modal = Modal::new(id)
        .area(area)
        .backdrop_color(shown.theme.ui.scrim)
        .frame(kit::frame(shown.theme));
    let before = actions.len();
    let was_in_field = kit::was_in_field(ctx, id);
    let room = ctx.content_rect().size() - egui::Vec2::splat(96.0);
    let response = modal.show(ctx, |ui| {
        ui.set_width(dialog.width().min(room.x.max(280.0)));
        ui.set_max_height(room.y.max(200.0));
        let opened = kit::just_opened(ui, id);
        kit::title_ui(ui, &title);
        let max_height = room.y;
        let mut kit = Kit { shown, kpis, text, actions, opened, is_top, max_height };
        dialog.contents_ui(ui, &mut kit);
    });
    let closes = |action: &Action| {
        matches!(action, Action::CloseDialog | Action::Answer(_) | Action::NewFromTemplate(_))
    };
    kit::note_field(ctx, id);
    if !is_top || actions.iter().skip(before).any(closes) {
        return;
    }
    let escaped = response.is_top_modal
        && !response.any_popup_open
        && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
        && (dialog.closes_from_field() || !was_in_field);
    let beside = dialog.closes_beside() && response.backdrop_response.clicked();
    if escaped || beside {
        actions.push(Action::CloseDialog);
    }
}
