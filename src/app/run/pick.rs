//! Asking for a path: in the system's dialog, or in our own where the system has none.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::files::{Pending, file_name};
use crate::action::{Action, PathPurpose, Toast};
use crate::app::App;
use crate::dialogs::Dialog;
use crate::done::Done;

/// A system dialog that is gone sooner than this was never there: nobody cancels so fast.
const NO_DIALOG: Duration = Duration::from_millis(400);

impl App {
    /// Asks for a path. The answer comes back as [`Done::Picked`] or from our own dialog.
    pub(crate) fn pick(&mut self, purpose: PathPurpose) {
        let (folder, name) = self.suggestion(&purpose);
        if self.own_path_dialog {
            self.dialogs.push(Dialog::path(purpose, folder, name));
            return;
        }
        let of = self.present_state();
        self.jobs.start_question("Waiting for the file dialog…", move |_| {
            let began = Instant::now();
            let (kind, endings) = purpose.filter();
            let mut dialog =
                rfd::FileDialog::new().set_title(purpose.title()).add_filter(kind, endings);
            if let Some(folder) = folder {
                dialog = dialog.set_directory(folder);
            }
            let path = if purpose.is_for_writing() {
                dialog.set_file_name(name).save_file()
            } else {
                dialog.pick_file()
            };
            let at_once = path.is_none() && began.elapsed() < NO_DIALOG;
            Done::Picked { purpose, path, of, at_once }
        });
    }

    /// The system's dialog was closed. `of` is what was shown when it opened: it does not keep
    /// anybody from going on with the map, or from opening another.
    pub(crate) fn on_picked(
        &mut self,
        purpose: PathPurpose,
        path: Option<PathBuf>,
        of: (u64, u64),
        at_once: bool,
    ) {
        match path {
            Some(path) => self.picked(&purpose, &path, of),
            None if at_once => {
                let (folder, name) = self.suggestion(&purpose);
                self.dialogs.push(Dialog::path(purpose, folder, name));
            }
            // What waits for the answer to another question goes on waiting.
            None if self.dialogs.iter().any(Dialog::is_unsaved) => {}
            None => self.pending = None,
        }
    }

    /// A path was chosen, for what was shown at the state `of`.
    pub(crate) fn picked(&mut self, purpose: &PathPurpose, chosen: &Path, of: (u64, u64)) {
        let path = purpose.with_ending(chosen.to_path_buf());
        if path != chosen && path.exists() {
            // The system asked about another name: nobody was asked whether to replace this one.
            let name = file_name(&path);
            let folder = path.parent().map(Path::to_path_buf);
            self.dialogs.push(Dialog::path(purpose.clone(), folder, name));
            return;
        }
        match purpose {
            PathPurpose::Open if of != self.present_state() && self.editor.is_dirty() => {
                // Somebody went on working behind the dialog.
                self.guard(Pending::Open(path));
            }
            PathPurpose::Open => self.open(path),
            PathPurpose::SaveAs | PathPurpose::SaveCopy if of.0 != self.present_state().0 => {
                let text = "Another map was opened meanwhile, so nothing was saved there.";
                self.toast(Toast::error(text));
            }
            PathPurpose::SaveAs | PathPurpose::SaveCopy => {
                let then = self.pending.take();
                self.save_to(path, then, false);
            }
            PathPurpose::ImportSurvey => self.run(Action::ImportFrom(path)),
            PathPurpose::ExportPicture => self.write_picture(path),
            PathPurpose::SaveRejects => self.write_rejects(path),
        }
    }

    /// The folder and the file name that a dialog begins with.
    fn suggestion(&self, purpose: &PathPurpose) -> (Option<PathBuf>, String) {
        let folder = self
            .document
            .path
            .as_deref()
            .or(self.settings.last_project.as_deref())
            .and_then(Path::parent)
            .map(Path::to_path_buf);
        let stem: String = self
            .document
            .title
            .chars()
            .map(|char| if char.is_alphanumeric() || " -_().".contains(char) { char } else { '-' })
            .collect();
        let name = match purpose {
            PathPurpose::SaveAs => format!("{stem}.ron"),
            PathPurpose::SaveCopy => format!("{stem} copy.ron"),
            PathPurpose::ExportPicture => format!("{stem}.png"),
            PathPurpose::SaveRejects => self.rejects.as_ref().map_or_else(String::new, |rejects| {
                let stem = rejects.path.file_stem().unwrap_or_default().to_string_lossy();
                format!("{stem}, left out.csv")
            }),
            PathPurpose::Open | PathPurpose::ImportSurvey => String::new(),
        };
        (folder, name)
    }
}
