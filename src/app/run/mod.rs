//! Where wishes become effects: actions are carried out here, in order, and nowhere else.

mod clipboard;
mod commands;
mod done;
mod files;
mod journal;
mod pick;
mod pictures;
mod surveys;
#[cfg(test)]
mod tests;

pub use files::{OpenedFile, Pending, SaveRequest};
pub use journal::DocumentJournal;
pub use surveys::SavedRejects;

use model::{Edit, Selection};

use crate::action::{Action, Answer, CameraAction, PathPurpose, Toast};
use crate::app::App;
use crate::dialogs::Dialog;

impl App {
    /// Carries out one action.
    pub fn run(&mut self, action: Action) {
        match action {
            Action::Edit(edit) => self.edit(edit),
            Action::EditAndSelect(edit, selection) => self.edit_and_select(edit, selection),
            Action::Seal => self.editor.seal(),
            Action::Select(selection) => {
                self.editor.select(selection);
                self.camera(CameraAction::Reveal);
            }
            Action::Gesture(gesture) => self.editor.set_gesture(gesture),
            Action::Preview(preview) => self.editor.set_preview(preview),
            Action::WriteCard(card) => {
                self.editor.write_card(card);
                self.camera(CameraAction::Reveal);
            }
            Action::WriteNew { cell, before, text } => {
                self.editor.write_new(cell, before, &text);
                self.camera(CameraAction::Reveal);
            }
            Action::SetText(text) => self.editor.set_text(text),
            Action::WriteOn(to) => {
                self.editor.write_on(to);
                self.camera(CameraAction::Reveal);
            }
            Action::StopWriting => self.editor.stop_writing(),
            Action::Camera(action) => self.camera(action),
            Action::ShowMap(map) => self.editor.show_map(map),
            Action::ToggleBand(persona) => self.editor.toggle_band(persona),
            Action::Focus(persona) => self.editor.change_view(|view| view.focus = persona),
            Action::Command(command) => self.command(command),
            Action::OpenPath(path) => self.guard(Pending::Open(path)),
            Action::NewFromTemplate(index) => {
                self.dialogs.retain(|dialog| !dialog.is_templates());
                self.guard(Pending::New(index));
            }
            Action::Show(dialog) => self.dialogs.push(dialog),
            Action::CloseDialog => self.close_dialog(),
            Action::Answer(answer) => self.answer(answer),
            Action::ImportFrom(path) => self.preview_survey(path, None),
            Action::ReadRows { path, said } => self.preview_survey(path, Some(said)),
            Action::CountSurvey { path, request } => self.count_survey(path, request),
            Action::ImportSurvey(import) => self.import_survey(*import),
            Action::SaveRejects { path, request } => {
                self.save_rejects(SavedRejects { path, request });
            }
            Action::FilterAnswers(filter) => self.editor.set_answer_filter(*filter),
            Action::RemoveSurvey(id) => self.edit(Edit::RemoveSurvey { id }),
            Action::Export(options) => self.export_picture(options),
            Action::PreviewPicture(options) => self.preview_picture(options),
            Action::CopyText(text) => self.ctx.copy_text(text),
            Action::Paste(text) => self.paste(&text),
            Action::CancelJob => self.jobs.cancel_newest(),
            Action::StopCounting => self.interrupt_count(),
            Action::Toast(toast) => self.toast(toast),
        }
    }

    pub(crate) fn edit(&mut self, edit: Edit) {
        if let Err(error) = self.editor.edit(edit) {
            self.toast(Toast::error(format!("That did not work. {error} Nothing was changed.")));
        }
    }

    pub(crate) fn edit_and_select(&mut self, edit: Edit, selection: Selection) {
        match self.editor.edit_and_select(edit, selection) {
            Ok(()) => self.camera(CameraAction::Reveal),
            Err(error) => {
                let text = format!("That did not work. {error} Nothing was changed.");
                self.toast(Toast::error(text));
            }
        }
    }

    fn camera(&mut self, action: CameraAction) {
        self.build_scene();
        let editor = &self.editor;
        self.canvas.apply(action, &self.scene.layout, editor.selection());
    }

    /// Closes the topmost dialog; what waited for its answer is dropped.
    fn close_dialog(&mut self) {
        if let Some(Dialog::Import(_)) = self.dialogs.pop() {
            self.stop_counting();
        }
        if self.dialogs.is_empty() {
            self.pending = None;
            self.damaged = None;
        }
    }

    fn answer(&mut self, answer: Answer) {
        self.dialogs.pop();
        match answer {
            Answer::SaveFirst => {
                let then = self.pending.take();
                self.save_then(then);
            }
            Answer::DropChanges => {
                if let Some(pending) = self.pending.take() {
                    self.proceed(pending);
                }
            }
            Answer::Overwrite => {
                let then = self.pending.take();
                self.save_over(then);
            }
            Answer::Reload => self.reload(),
            Answer::SaveCopy => self.pick(PathPurpose::SaveCopy),
            Answer::Delete(edit) => self.edit(edit),
            Answer::Recover(id) => self.recover(&id),
            Answer::DiscardRecovery(id) => self.discard_recovery(&id),
            Answer::Path(purpose, path) => self.picked(&purpose, &path, self.present_state()),
            Answer::OpenDamaged => {
                if let Some(opened) = self.damaged.take() {
                    self.show_opened(opened);
                }
            }
        }
    }

    /// Tells of a failure in a dialog that stays until it is read.
    pub(crate) fn tell(&mut self, title: &str, text: impl Into<String>) {
        self.dialogs.push(Dialog::message(title, text));
    }
}
