//! Surveys: look at a file, count it as the dialog says, bring it into the project.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use survey::read::ReadError;

use super::files::file_name;
use crate::action::{PathPurpose, Toast};
use crate::app::App;
use crate::dialogs::Dialog;
use crate::dialogs::import::{ImportDialog, Outcome};
use crate::done::Done;
use crate::jobs::Progress;
use crate::panels::words::grouped;
use crate::survey_file::count::{self, CountRequest};
use crate::survey_file::{FileSource, Import, Looked, RowsSaid, Target};

/// What the status bar says while what an import left out goes to a file.
pub(super) const SAVING_REJECTS: &str = "Saving what was left out…";

/// What an import left out, on its way to a file.
#[derive(Clone, Debug)]
pub struct SavedRejects {
    /// The survey file.
    pub path: PathBuf,
    /// How it is read.
    pub request: Box<CountRequest>,
}

impl App {
    /// Looks at the beginning of a survey file, and for what was decided about one like it.
    /// What is said of its rows goes before that.
    pub(crate) fn preview_survey(&mut self, path: PathBuf, said: Option<RowsSaid>) {
        self.editor.stop_writing();
        self.looks_begun += 1;
        let number = self.looks_begun;
        let folders = self.folders.clone();
        self.jobs.start("Reading the survey…", move |_| {
            let result =
                Looked::at(&path, &folders, said).map(Box::new).with_context(|| file_name(&path));
            Done::SurveyPreviewed { number, path, is_again: said.is_some(), result }
        });
    }

    /// Opens the import dialog for a file that was looked at, unless somebody wished to look at
    /// another one, or at it in another way, since.
    pub(crate) fn on_survey_previewed(
        &mut self,
        number: u64,
        path: PathBuf,
        is_again: bool,
        result: anyhow::Result<Box<Looked>>,
    ) {
        let is_open = self.dialogs.iter().any(|dialog| matches!(dialog, Dialog::Import(_)));
        if number != self.looks_begun {
            return;
        }
        if is_again && !is_open {
            // Somebody closed the dialog instead.
            return;
        }
        match result {
            Ok(looked) => {
                let file = file_name(&path);
                let dialog = ImportDialog::new(path, file, *looked, self.editor.project());
                // One at a time: a count does not say which dialog it is for.
                self.stop_counting();
                self.dialogs.retain(|dialog| !matches!(dialog, Dialog::Import(_)));
                self.dialogs.push(Dialog::Import(Box::new(dialog)));
            }
            Err(error) => {
                let text = format!("{error:#}\nNothing was imported.");
                self.tell("The survey cannot be read", text);
            }
        }
    }

    /// Counts a file as the dialog asks.
    pub(crate) fn count_survey(&mut self, path: PathBuf, request: Box<CountRequest>) {
        self.stop_counting();
        self.counts_begun += 1;
        let number = self.counts_begun;
        let folders = self.folders.clone();
        let hide_below = self.editor.project().hide_below;
        let work = move |progress: &Progress| {
            let tell = |share| progress.report(share);
            let counted = count::count(&FileSource(path), &request, &folders, &tell);
            let result = counted.map(|counted| Box::new(Outcome::of(counted, hide_below)));
            Done::SurveyCounted { number, result }
        };
        // The dialog waits for an answer, whatever it is.
        let broken = move |why: String| {
            let result = Err(anyhow::Error::msg(why));
            Done::SurveyCounted { number, result }
        };
        self.counting = Some(self.jobs.start_or("Counting answers…", work, broken));
    }

    /// Stops the count that the import dialog waits for, which then hears that it was stopped.
    pub(crate) fn interrupt_count(&self) {
        if let Some(job) = &self.counting {
            job.cancel();
        }
    }

    /// Stops counting for an import dialog that is not there any more, or asks for something else.
    pub(crate) fn stop_counting(&mut self) {
        if let Some(job) = self.counting.take() {
            job.cancel();
        }
    }

    /// Gives a count to the dialog that asked for it; those that nobody waits for any more go.
    pub(crate) fn on_survey_counted(&mut self, number: u64, result: anyhow::Result<Box<Outcome>>) {
        if number != self.counts_begun || self.counting.take().is_none() {
            return;
        }
        let (project, map) = (self.editor.project().clone(), self.editor.map_id());
        let mut imports = self.dialogs.iter_mut().rev().filter_map(|dialog| match dialog {
            Dialog::Import(import) => Some(import),
            _ => None,
        });
        if let Some(dialog) = imports.next() {
            dialog.set_counted(result, &project, map);
        }
    }

    /// Brings the survey into the project, as one step, and keeps what was decided for the next one.
    pub(crate) fn import_survey(&mut self, import: Import) {
        self.dialogs.pop();
        let (project, map) = (self.editor.project(), self.editor.map_id());
        let name = import.survey.name_in(project);
        let (edit, id) = import.survey.clone().into_edit(project, map, jiff::Timestamp::now());
        self.editor.seal();
        let before = self.editor.history().revision();
        self.edit(edit);
        self.editor.seal();
        if self.editor.history().revision() == before {
            return;
        }
        let what = match import.survey.target {
            Target::WaveOf(_) => format!("The wave “{}” of “{name}”", import.survey.wave),
            Target::New | Target::Replace(_) => format!("“{name}”"),
        };
        self.toast(Toast::info(format!("{what} was imported. Undo takes it out again.")));
        let (project, folders) = (self.editor.project().clone(), self.folders.clone());
        self.jobs.start("Remembering the survey’s columns…", move |_| {
            Done::SurveyRemembered(import.remember(&folders, &project, id))
        });
    }

    /// Asks where what an import leaves out is to go.
    pub(crate) fn save_rejects(&mut self, rejects: SavedRejects) {
        self.rejects = Some(rejects);
        self.pick(PathPurpose::SaveRejects);
    }

    /// Writes what waited for its path.
    pub(crate) fn write_rejects(&mut self, path: PathBuf) {
        let Some(SavedRejects { path: file, request }) = self.rejects.take() else { return };
        let folders = self.folders.clone();
        self.jobs.start(SAVING_REJECTS, move |progress| {
            let tell = |share| progress.report(share);
            let source = FileSource(file);
            let result = count::save_rejects(&source, &request, &folders, &path, &tell);
            Done::RejectsWritten { path, result }
        });
    }

    pub(crate) fn on_rejects_written(&mut self, path: &Path, result: anyhow::Result<u64>) {
        match result {
            Ok(lines) => {
                let what = if lines == 1 { "line" } else { "lines" };
                let lines = grouped(lines);
                let text = format!("What was left out is in {}, {lines} {what}.", path.display());
                self.toast(Toast::info(text));
            }
            Err(error) if matches!(error.downcast_ref(), Some(ReadError::Cancelled)) => {
                self.toast(Toast::info("Nothing was saved: it was stopped."));
            }
            Err(error) => self.tell("What was left out was not saved", format!("{error:#}")),
        }
    }

    /// Files that were dropped on the window: a project is opened, anything else is a survey. One
    /// at a time, as each asks something.
    pub(crate) fn on_dropped_files(&mut self) {
        let dropped: Vec<PathBuf> = self.ctx.input(|input| {
            let files = input.raw.dropped_files.iter();
            files.map(|file| file.path().to_path_buf()).collect()
        });
        let Some((path, others)) = dropped.split_first() else { return };
        if !self.dialogs.is_empty() {
            self.toast(Toast::info("Answer the open dialog first, then drop the file again."));
            return;
        }
        if !others.is_empty() {
            let names: Vec<String> =
                others.iter().map(|path| format!("“{}”", file_name(path))).collect();
            // It stays until it is read: nothing else tells which files are still to be dropped.
            self.toast(Toast::error(format!(
                "Of {} files only “{}” was taken. Drop the others one by one: {}.",
                dropped.len(),
                file_name(path),
                names.join(", ")
            )));
        }
        let is_project = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("ron"));
        let action = if is_project {
            crate::action::Action::OpenPath(path.clone())
        } else {
            crate::action::Action::ImportFrom(path.clone())
        };
        self.run(action);
    }
}
