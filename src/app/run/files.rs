//! Opening, saving, starting anew: nothing that was not saved is dropped without asking.

use std::path::{Path, PathBuf};

use model::Project;
use store::{DocumentLock, OpenError, RealFs, SaveError, SaveOptions, Saved, Stamp};

use super::surveys::SAVING_REJECTS;
use crate::action::{PathPurpose, Toast};
use crate::app::App;
use crate::dialogs::Dialog;
use crate::done::Done;
use crate::editor::Editor;
use crate::shown::Document;
use crate::templates::{self, SAMPLE, Template};

/// What replaces the document, or ends the program, once unsaved changes are settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pending {
    /// Close the program.
    Quit,
    /// Ask for a file, then open it.
    PickOpen,
    /// Open this file.
    Open(PathBuf),
    /// Start from the template of this number.
    New(usize),
    /// Open a copy of the sample.
    Sample,
}

/// What the status bar says of a save.
const SAVING: &str = "Saving…";

/// A save that waits for the one before it.
#[derive(Debug)]
pub struct SaveRequest {
    path: PathBuf,
    then: Option<Pending>,
    overwrite: bool,
}

/// A file that was read.
#[derive(Debug)]
pub struct OpenedFile {
    /// Where it lies.
    pub path: PathBuf,
    /// What is in it.
    pub opened: model::format::Opened,
    /// What the file was when it was read.
    pub stamp: Stamp,
}

impl App {
    /// The first document: the given file, else the last one, else the sample as an untitled copy.
    /// What an interrupted session left behind is offered first.
    pub(crate) fn begin(&mut self, path: Option<PathBuf>) {
        let last = self.settings.last_project.clone().filter(|path| path.exists());
        // The sample is there while a file is read, and stays when that fails.
        self.start_journal();
        if let Some(path) = path.or(last) {
            self.open(path);
        }
        self.offer_recoveries();
    }

    /// Does something that replaces the document, after asking about unsaved changes.
    pub(crate) fn guard(&mut self, pending: Pending) {
        self.editor.stop_writing();
        if self.editor.is_dirty() {
            if self.dialogs.iter().any(Dialog::is_unsaved) {
                return;
            }
            self.pending = Some(pending);
            self.dialogs.push(Dialog::unsaved(self.document.title.clone()));
        } else {
            self.proceed(pending);
        }
    }

    /// Does it, whatever was not saved.
    pub(crate) fn proceed(&mut self, pending: Pending) {
        match pending {
            Pending::Quit => {
                self.may_close = true;
                self.ctx.send_viewport_cmd(egui::ViewportCommand::Close);
            }
            Pending::PickOpen => self.pick(PathPurpose::Open),
            Pending::Open(path) => self.open(path),
            Pending::New(index) => {
                if let Some(template) = templates::all().get(index) {
                    self.start_from(template);
                }
            }
            Pending::Sample => self.start_from(&SAMPLE),
        }
    }

    fn start_from(&mut self, template: &Template) {
        self.wishes += 1;
        match template.project() {
            Ok(project) => {
                let first = project.maps_in_order().first().map(|(_, map)| map.name.clone());
                let title = first.filter(|name| !name.trim().is_empty());
                let title = title.unwrap_or_else(|| "Untitled map".to_owned());
                self.show_document(project, Document { title, ..Document::default() }, None);
            }
            Err(error) => {
                self.tell(
                    "The template cannot be used",
                    format!("{error} The open map is as it was."),
                );
            }
        }
    }

    /// Replaces the document by another.
    pub(crate) fn show_document(
        &mut self,
        project: Project,
        document: Document,
        stamp: Option<Stamp>,
    ) {
        self.end_journal();
        self.stop_counting();
        // They show and change what is not there any more.
        self.dialogs.retain(|dialog| !dialog.is_about_document());
        self.generation += 1;
        self.editor = Editor::new(project);
        self.forget_figures();
        if document.path.is_none() {
            self.lock = None;
        }
        self.document = document;
        self.save_next = None;
        self.stamp = stamp;
        self.canvas = crate::canvas::CanvasState::default();
        self.start_journal();
    }

    /// Reads a file in the background.
    pub(crate) fn open(&mut self, path: PathBuf) {
        self.wishes += 1;
        let wish = self.wishes;
        let instead_of = self.present_state();
        self.jobs.start("Opening…", move |_| {
            let result = Box::new(store::open(&RealFs, &path));
            Done::Opened { wish, instead_of, path, result }
        });
    }

    /// Which document is shown, and at which revision.
    pub(super) fn present_state(&self) -> (u64, u64) {
        (self.generation, self.editor.history().revision())
    }

    pub(crate) fn on_opened(
        &mut self,
        instead_of: (u64, u64),
        path: PathBuf,
        result: Result<(model::format::Opened, Stamp), OpenError>,
    ) {
        if instead_of != self.present_state() && self.editor.is_dirty() {
            // Somebody went on working, or brought work back, while the file was read.
            self.guard(Pending::Open(path));
            return;
        }
        match result {
            Ok((opened, stamp)) if opened.damage.is_empty() => {
                self.show_opened(OpenedFile { path, opened, stamp });
            }
            Ok((opened, stamp)) => {
                let dialog = Dialog::damage(file_name(&path), &opened.damage);
                self.damaged = Some(OpenedFile { path, opened, stamp });
                self.dialogs.push(dialog);
            }
            Err(error) => {
                let text = format!("{error}\nThe map that was open is still here.");
                self.tell("The file cannot be opened", text);
            }
        }
    }

    /// Shows a file that was read. What could be read of a damaged file is shown as an untitled
    /// copy, so that saving it does not overwrite what could not be read.
    pub(crate) fn show_opened(&mut self, file: OpenedFile) {
        let OpenedFile { path, opened, stamp } = file;
        let title = title_of(&path);
        if opened.damage.is_empty() && !opened.read_only {
            let document =
                Document { title: title.clone(), path: Some(path.clone()), ..Document::default() };
            self.show_document(opened.project, document, Some(stamp));
            self.remember(&path, &title);
        } else {
            let document = Document { title: format!("{title} (copy)"), ..Document::default() };
            self.show_document(opened.project, document, None);
            self.editor.mark_unsaved();
        }
        for note in &opened.notes {
            self.toast(Toast::info(note.clone()));
        }
    }

    /// Tells other windows that this file is open here, and the person if it is open elsewhere.
    /// The save itself is safe either way: it notices what somebody else wrote.
    fn hold(&mut self, path: &Path) {
        if self.lock.as_ref().is_some_and(|lock| lock.document == path) {
            return;
        }
        self.lock = None;
        match DocumentLock::acquire(&RealFs, &self.folders, path) {
            Ok(Some(lock)) => self.lock = Some(lock),
            Ok(None) => {
                let text = "This file is open in another window too. Whoever saves second is asked \
                            what to do with the other's changes.";
                self.toast(Toast::error(text));
            }
            Err(error) => tracing::warn!("the file could not be marked as open: {error}"),
        }
    }

    fn remember(&mut self, path: &Path, title: &str) {
        self.hold(path);
        self.settings.last_project = Some(path.to_path_buf());
        self.save_settings();
        self.recent.add(path, title, std::time::SystemTime::now());
        if let Err(error) = self.recent.save(&RealFs, &self.folders) {
            self.toast(Toast::error(format!("The list of recent files was not saved: {error}")));
        }
    }

    pub(crate) fn save_settings(&mut self) {
        if let Err(error) = self.settings.save(&RealFs, &self.folders) {
            self.toast(Toast::error(format!("The settings could not be saved: {error}")));
        }
    }

    /// Saves, asking for a path if there is none, then does what waited for it.
    pub(crate) fn save_then(&mut self, then: Option<Pending>) {
        match self.document.path.clone() {
            Some(path) => self.save_to(path, then, false),
            None => self.save_as(then),
        }
    }

    /// Asks where to save, saves there, then does what waited for it.
    pub(crate) fn save_as(&mut self, then: Option<Pending>) {
        self.pending = then;
        self.pick(PathPurpose::SaveAs);
    }

    /// Saves over what somebody else wrote meanwhile; that version goes to the backups.
    pub(crate) fn save_over(&mut self, then: Option<Pending>) {
        if let Some(path) = self.document.path.clone() {
            self.save_to(path, then, true);
        }
    }

    pub(crate) fn save_to(&mut self, path: PathBuf, then: Option<Pending>, overwrite: bool) {
        self.editor.stop_writing();
        self.editor.seal();
        if self.document.is_saving {
            // One after the other: each of two at once would take the other for somebody else.
            let then = then.or(self.save_next.take().and_then(|waiting| waiting.then));
            self.save_next = Some(SaveRequest { path, then, overwrite });
            return;
        }
        let project = self.editor.project().clone();
        let revision = self.editor.history().revision();
        // Only the file that this document came from can have changed behind our back. Any other
        // target was chosen, and its replacement confirmed, in the path dialog.
        let is_ours = self.document.path.as_ref() == Some(&path);
        let known = self.stamp.filter(|_| is_ours);
        let options = SaveOptions {
            overwrite_changed: overwrite || !is_ours,
            backups: Some(self.folders.backups()),
        };
        self.document.is_saving = true;
        let generation = self.generation;
        self.jobs.start(SAVING, move |_| {
            let result = store::save(&RealFs, &project, &path, known.as_ref(), &options);
            Done::Saved { generation, path, revision, project: Box::new(project), result, then }
        });
    }

    pub(crate) fn on_saved(
        &mut self,
        path: &Path,
        revision: u64,
        project: &Project,
        result: Result<Saved, SaveError>,
        then: Option<Pending>,
    ) {
        self.document.is_saving = false;
        let next = self.save_next.take();
        match result {
            Ok(saved) => {
                self.editor.mark_saved(revision);
                self.stamp = Some(saved.stamp);
                let title = title_of(path);
                self.document.title.clone_from(&title);
                self.document.saved_at = Some(jiff::Zoned::now().strftime("%H:%M").to_string());
                self.document.path = Some(path.to_path_buf());
                self.journal_saved(path, project);
                self.remember(path, &title);
                if !saved.confirmed {
                    let text = "Saved, but the disk did not confirm that it holds the file.";
                    self.toast(Toast::error(text));
                }
                if let Some(error) = saved.backup_error {
                    let text = format!("Saved, but the version before it was not kept: {error}");
                    self.toast(Toast::error(text));
                }
                if let Some(next) = next {
                    self.save_to(next.path, next.then.or(then), next.overwrite);
                } else if let Some(then) = then {
                    self.guard(then);
                }
            }
            Err(SaveError::ChangedOnDisk { .. }) => {
                self.pending = then;
                self.dialogs.push(Dialog::changed_on_disk(file_name(path)));
            }
            Err(error) => {
                let offer = Some(crate::command::Command::SaveAs);
                let title = "The project was not saved";
                self.dialogs.push(Dialog::message_with(title, error.to_string(), offer));
            }
        }
    }

    /// A job broke off: if it was the save, none is running any more.
    pub(super) fn check_saving(&mut self) {
        if self.document.is_saving && !self.jobs.is_doing(SAVING) {
            self.document.is_saving = false;
            self.save_next = None;
        }
    }

    /// Loads the version on disk and drops the one in memory, which the person chose.
    pub(crate) fn reload(&mut self) {
        self.pending = None;
        if let Some(path) = self.document.path.clone() {
            self.open(path);
        }
    }

    /// The program ends: what is being saved is saved to the end, what is being counted, or left out
    /// of a survey that can be imported again, is not waited for.
    pub(crate) fn end(&mut self) {
        self.stop_counting();
        self.jobs.cancel_doing(SAVING_REJECTS);
        loop {
            let ended = self.jobs.finish();
            if ended.is_empty() {
                break;
            }
            // One may begin another: a save that waited.
            for done in ended {
                self.on_done(done);
            }
        }
        self.save_settings();
        self.close_journal();
    }
}

/// The file's name without its folder.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name()
        .map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into())
}

/// The file's name without its folder and ending.
pub(crate) fn title_of(path: &Path) -> String {
    path.file_stem().map_or_else(|| file_name(path), |name| name.to_string_lossy().into())
}
