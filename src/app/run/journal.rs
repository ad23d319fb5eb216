//! Unsaved work on the disk within a moment, and offered again after a crash.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use model::Project;
use store::{
    FileState, Folders, Fs, JournalEvent, JournalWriter, Origin, RealFs, Recovery, Stamp,
    recoverable,
};

use crate::action::Toast;
use crate::app::App;
use crate::dialogs::{Dialog, RecoveryItem};
use crate::shown::Document;

/// The journal of the open document.
pub struct DocumentJournal {
    folders: Folders,
    ctx: egui::Context,
    writer: Option<JournalWriter>,
    /// The revision that was given to the writer last.
    recorded: u64,
    /// Why changes are not safe, told by the writer's thread.
    error: Arc<Mutex<Option<String>>>,
    /// What other sessions left behind, until the person decided.
    left_behind: Vec<Recovery>,
}

impl DocumentJournal {
    /// No document yet.
    pub fn new(folders: &Folders, ctx: egui::Context) -> Self {
        Self {
            folders: folders.clone(),
            ctx,
            writer: None,
            recorded: 0,
            error: Arc::default(),
            left_behind: Vec::new(),
        }
    }

    /// Begins the journal of a document. Nothing is written before it changes.
    fn start(&mut self, path: Option<&Path>, stamp: Option<Stamp>, base: &Project, revision: u64) {
        let origin = Origin { path: path.map(Path::to_path_buf), stamp };
        let (error, ctx) = (Arc::clone(&self.error), self.ctx.clone());
        let report = move |event| {
            let now = match event {
                JournalEvent::Failed(error) => Some(error.to_string()),
                JournalEvent::Working => None,
            };
            *error.lock().unwrap_or_else(PoisonError::into_inner) = now;
            ctx.request_repaint();
        };
        let fs: Arc<dyn Fs> = Arc::new(RealFs);
        self.recorded = revision;
        match JournalWriter::spawn(fs, self.folders.recovery(), origin, base.clone(), report) {
            Ok(writer) => self.writer = Some(writer),
            Err(error) => {
                self.set_error(Some(format!("The journal could not be started: {error}")));
            }
        }
    }

    fn set_error(&self, error: Option<String>) {
        *self.error.lock().unwrap_or_else(PoisonError::into_inner) = error;
    }

    fn error(&self) -> Option<String> {
        self.error.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn record(&mut self, project: &Project, revision: u64) {
        if self.recorded != revision {
            self.recorded = revision;
            if let Some(writer) = &self.writer {
                writer.record(project);
            }
        }
    }

    fn saved(&self, path: &Path, stamp: Option<Stamp>, project: &Project) {
        if let Some(writer) = &self.writer {
            writer.saved(Origin { path: Some(path.to_path_buf()), stamp }, project);
        }
    }

    /// Ends the journal of a document with nothing unsaved, or whose changes were given up.
    fn finish(&mut self) {
        if let Some(writer) = self.writer.take() {
            writer.finish();
        }
    }
}

impl App {
    pub(crate) fn start_journal(&mut self) {
        let revision = self.editor.history().revision();
        let (path, stamp) = (self.document.path.clone(), self.stamp);
        self.journal.start(path.as_deref(), stamp, self.editor.project(), revision);
    }

    pub(crate) fn end_journal(&mut self) {
        self.journal.finish();
    }

    /// Hands on what changed in this frame, and shows whether it is safe.
    pub(crate) fn write_journal(&mut self) {
        self.journal.record(self.editor.project(), self.editor.history().revision());
        self.document.journal_error = self.journal.error();
    }

    /// The project, as it was written to `path`, no longer needs its journal.
    pub(crate) fn journal_saved(&mut self, path: &Path, saved: &Project) {
        self.journal.saved(path, self.stamp, saved);
    }

    /// At the end of the program: unsaved work stays in the journal unless it was given up.
    pub(crate) fn close_journal(&mut self) {
        self.write_journal();
        if self.editor.is_dirty() && !self.may_close {
            // The writer flushes when it is dropped, and leaves the journal where it is.
            self.journal.writer = None;
        } else {
            self.journal.finish();
        }
    }

    /// Shows what earlier sessions left behind when they ended in the midst of things.
    pub(crate) fn offer_recoveries(&mut self) {
        let fs: Arc<dyn Fs> = Arc::new(RealFs);
        let found = recoverable(&fs, &self.folders.recovery());
        self.journal.left_behind = found;
        self.offer_the_rest();
    }

    /// Brings unsaved work back, as an unsaved document.
    pub(crate) fn recover(&mut self, id: &str) {
        let Some(at) = self.journal.left_behind.iter().position(|recovery| recovery.id == id)
        else {
            return;
        };
        match self.journal.left_behind[at].restore() {
            Ok(restored) => {
                self.wishes += 1;
                let recovery = self.journal.left_behind.remove(at);
                let document = Document {
                    title: format!("{} (recovered)", name_of(&recovery)),
                    ..Document::default()
                };
                self.show_document(restored.project, document, None);
                self.editor.mark_unsaved();
                // The restored map gets a journal of its own, and is on the disk, before the old
                // one goes. Nothing holds it yet, so it is a change of the empty project.
                self.journal.finish();
                let empty =
                    Project { name: self.editor.project().name.clone(), ..Project::default() };
                self.journal.start(None, None, &empty, u64::MAX);
                self.write_journal();
                if self.journal.writer.as_ref().is_some_and(JournalWriter::flush) {
                    recovery.discard();
                }
                self.offer_the_rest();
                if let Some(notice) = restored.notice {
                    self.tell("Not everything could be brought back", notice);
                }
            }
            Err(error) => self.tell("The work could not be brought back", error.to_string()),
        }
    }

    /// Deletes what an earlier session left behind, because the person said so.
    pub(crate) fn discard_recovery(&mut self, id: &str) {
        if let Some(at) = self.journal.left_behind.iter().position(|recovery| recovery.id == id) {
            self.journal.left_behind.remove(at).discard();
            self.toast(Toast::info("The recovery data was deleted."));
        }
        self.offer_the_rest();
    }

    /// Offers what is still left behind.
    fn offer_the_rest(&mut self) {
        let items: Vec<RecoveryItem> = self.journal.left_behind.iter().map(item).collect();
        if !items.is_empty() {
            self.dialogs.push(Dialog::recover(items));
        }
    }
}

fn item(recovery: &Recovery) -> RecoveryItem {
    let when = jiff::Timestamp::try_from(recovery.last_change)
        .map(|at| at.to_zoned(jiff::tz::TimeZone::system()).strftime("%d %B %Y, %H:%M").to_string())
        .unwrap_or_default();
    let file = match (recovery.file, &recovery.path) {
        (FileState::Untitled, _) | (_, None) => "It was never saved to a file.".to_owned(),
        (FileState::Unchanged, Some(path)) => {
            format!("Its file is {}, as it was before these changes.", path.display())
        }
        (FileState::ChangedEarlier | FileState::ChangedLater, Some(path)) => {
            format!("Its file {} has been changed by somebody else since.", path.display())
        }
        (FileState::Gone, Some(path)) => format!("Its file {} is gone.", path.display()),
    };
    RecoveryItem { id: recovery.id.clone(), name: name_of(recovery), when, file }
}

/// What the document was called: by its file, else by its project.
fn name_of(recovery: &Recovery) -> String {
    match &recovery.path {
        Some(path) => super::files::title_of(path),
        None if recovery.name.trim().is_empty() => "Untitled map".to_owned(),
        None => recovery.name.clone(),
    }
}
