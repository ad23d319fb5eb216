//! Surveys: look at a file, count it by a plan, bring it into the project.

use std::path::PathBuf;

use anyhow::Context as _;
use survey::import::{self, Imported, Plan, Preview};

use super::files::file_name;
use crate::action::Toast;
use crate::app::App;
use crate::dialogs::Dialog;
use crate::dialogs::import::ImportDialog;
use crate::done::Done;
use crate::survey_file::{FileSource, NewSurvey, SAMPLE_BYTES, too_fine};

impl App {
    /// Looks at the beginning of a survey file.
    pub(crate) fn preview_survey(&mut self, path: PathBuf) {
        self.editor.stop_writing();
        self.jobs.start("Reading the survey…", move |_| {
            let result = import::preview(&FileSource(path.clone()), SAMPLE_BYTES)
                .map(Box::new)
                .with_context(|| file_name(&path));
            Done::SurveyPreviewed { path, result }
        });
    }

    pub(crate) fn on_survey_previewed(
        &mut self,
        path: PathBuf,
        result: anyhow::Result<Box<Preview>>,
    ) {
        match result {
            Ok(preview) => {
                let file = file_name(&path);
                let dialog = ImportDialog::new(path, file, preview);
                // One at a time: counts come back by the number of the plan, not by the file.
                self.dialogs.retain(|dialog| !matches!(dialog, Dialog::Import(_)));
                self.dialogs.push(Dialog::Import(Box::new(dialog)));
            }
            Err(error) => {
                let text = format!("{error:#}\nNothing was imported.");
                self.tell("The survey cannot be read", text);
            }
        }
    }

    /// Counts a file by the plan that the dialog shows.
    pub(crate) fn count_survey(&mut self, path: PathBuf, plan: Box<Plan>, number: u64) {
        if let Some(job) = self.counting.take() {
            job.cancel();
        }
        let job = self.jobs.start("Counting answers…", move |progress| {
            let tell = |at: import::Progress| {
                progress.report(at.done_bytes as f64 / at.total_bytes.max(1) as f64)
            };
            let result = import::run(&FileSource(path), &plan, &tell);
            let result = result.map(|mut imported| {
                imported.warnings.extend(too_fine(&imported.tally));
                Box::new(imported)
            });
            Done::SurveyCounted { plan: number, result: result.map_err(Into::into) }
        });
        self.counting = Some(job);
    }

    pub(crate) fn on_survey_counted(&mut self, plan: u64, result: anyhow::Result<Box<Imported>>) {
        let (project, map) = (self.editor.project().clone(), self.editor.map_id());
        let mut imports = self.dialogs.iter_mut().rev().filter_map(|dialog| match dialog {
            Dialog::Import(import) => Some(import),
            _ => None,
        });
        if let Some(dialog) = imports.next() {
            dialog.set_counted(plan, result, |file, tally| {
                NewSurvey::new(&project, map, file, tally)
            });
        }
    }

    /// Brings the survey into the project, as one step.
    pub(crate) fn import_survey(&mut self, survey: NewSurvey) {
        self.dialogs.pop();
        let (project, map) = (self.editor.project(), self.editor.map_id());
        let name = survey.name.clone();
        let edit = survey.into_edit(project, map, jiff::Timestamp::now());
        self.editor.seal();
        let before = self.editor.history().revision();
        self.edit(edit);
        self.editor.seal();
        if self.editor.history().revision() != before {
            self.toast(Toast::info(format!("“{name}” was imported. Undo takes it out again.")));
        }
    }

    /// Files that were dropped on the window: a project is opened, anything else is a survey.
    pub(crate) fn on_dropped_files(&mut self) {
        let dropped = self
            .ctx
            .input(|input| input.raw.dropped_files.first().map(|file| file.path().to_path_buf()));
        let Some(path) = dropped else { return };
        if !self.dialogs.is_empty() {
            self.toast(Toast::info("Answer the open dialog first, then drop the file again."));
            return;
        }
        let is_project = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("ron"));
        let action = if is_project {
            crate::action::Action::OpenPath(path)
        } else {
            crate::action::Action::ImportFrom(path)
        };
        self.run(action);
    }
}
