//! The recovery journal: edits reach the disk within two seconds, saved or not, titled or not, and
//! are offered after a crash. Nothing is ever applied or removed unasked.
//!
//! Every open document that was edited has a folder `<data>/recovery/<id>/`:
//!
//! ```text
//!   lock          held by the living process, so that nobody else offers its work
//!   meta.ron      whose journal it is, and which generation of the next two counts
//!   base-N.ron    the project as it was last opened or saved
//!   ops-N.log     the edits since: [length u32 LE][CRC-32 u32 LE][a list of edits as RON]
//! ```
//!
//! A checkpoint writes generation N+1 beside generation N and then switches by replacing
//! `meta.ron`, so that a crash at any moment leaves one whole generation.

mod log;
mod meta;
mod recovery;
mod writer;

#[cfg(test)]
mod tests;

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::format::FormatError;
use model::{Edit, EditError, Project};

use crate::fs::{Access, Fs, FsFile, Held, create_folders_synced, folder_of, random};
use crate::stamp::Stamp;
use meta::Meta;
pub use recovery::{FileState, Recovery, Restored, recoverable};
pub use writer::{JournalEvent, JournalWriter};

/// A log of this length in bytes gives way to a new base.
const MAX_LOG_BYTES: u64 = 1024 * 1024;
const LOCK: &str = "lock";

/// Why the journal could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The disk refused.
    #[error(
        "Your changes cannot be kept safe against a crash at the moment: {0}. Save the project now."
    )]
    Io(#[from] io::Error),
    /// What a process left behind cannot be read.
    #[error(
        "The recovery data cannot be read at the moment: {0}. It stays where it is; try again."
    )]
    Unread(io::Error),
    /// The project cannot be put into a file, or read from it.
    #[error("The recovery copy of the project is of no use. {0}")]
    Format(#[from] FormatError),
    /// The edits cannot be put into the log.
    #[error("A change cannot be kept safe against a crash: {0}. Save the project now.")]
    Record(String),
    /// An edit does not fit the project.
    #[error("A change does not fit the recovery copy of the project: {0}")]
    Edit(#[from] EditError),
    /// The thread that writes is gone.
    #[error("Your changes are no longer kept safe against a crash. Save the project and restart.")]
    Ended,
}

/// The document that a journal belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Its file; none if it was never saved.
    pub path: Option<PathBuf>,
    /// What the file was when it was last opened or saved.
    pub stamp: Option<Stamp>,
}

/// The journal of one open document. It waits for the disk: use it through [`JournalWriter`].
pub struct Journal {
    fs: Arc<dyn Fs>,
    folder: PathBuf,
    meta: Meta,
    /// The highest generation that was begun, finished or not.
    generation: u32,
    log: Option<Box<dyn FsFile>>,
    log_bytes: u64,
    /// What replaying the journal gives.
    current: Project,
    /// All edits since the base that the person knows, those in the file's base included.
    changes: u64,
    held: Held,
}

impl Journal {
    /// Begins a journal in the folder of all journals. `base` is what `origin` holds.
    pub fn start(
        fs: Arc<dyn Fs>,
        root: &Path,
        origin: &Origin,
        base: &Project,
    ) -> Result<Self, JournalError> {
        create_folders_synced(&*fs, root)?;
        let (folder, held) = new_folder(&*fs, root)?;
        let mut journal = Self {
            meta: Meta::new(origin, base, &*fs),
            generation: 0,
            log: None,
            log_bytes: 0,
            current: base.clone(),
            changes: 0,
            folder,
            held,
            fs,
        };
        match journal.write_generation() {
            Ok(()) => {}
            Err(error) => {
                journal.remove();
                return Err(error);
            }
        }
        Ok(journal)
    }

    /// What replaying the journal gives.
    pub const fn current(&self) -> &Project {
        &self.current
    }

    /// Adds edits, in the order in which they were made. They are on the disk when this returns.
    /// After an error they are not lost: the next call writes them anew.
    pub fn append(&mut self, edits: &[Edit]) -> Result<(), JournalError> {
        if edits.is_empty() && self.log.is_some() {
            return Ok(());
        }
        let mut next = self.current.clone();
        edits.iter().try_for_each(|edit| edit.apply(&mut next))?;
        self.current = next;
        self.changes += edits.len() as u64;
        match log::encode(edits) {
            Ok(record) if self.log_bytes + record.len() as u64 <= MAX_LOG_BYTES => {
                self.write_record(&record)
            }
            // Too much for the log, or nothing that it could give back: a new base holds it.
            _ => self.write_generation(),
        }
    }

    fn write_record(&mut self, record: &[u8]) -> Result<(), JournalError> {
        // After a failure the end of the log is unknown, and nothing behind it would be found.
        let Some(mut log) = self.log.take() else { return self.write_generation() };
        log.write_all(record)?;
        log.sync()?;
        self.log_bytes += record.len() as u64;
        self.log = Some(log);
        Ok(())
    }

    /// Makes `project` what replaying gives, by a new base and an empty log.
    pub fn checkpoint(&mut self, project: &Project) -> Result<(), JournalError> {
        self.current = project.clone();
        self.changes += 1;
        self.write_generation()
    }

    /// The document was saved: from now on `base` is what `origin` holds, and `latest` what was
    /// made of it meanwhile. Both go to the disk at once, or a crash between them would lose
    /// changes that were safe before.
    pub fn saved(
        &mut self,
        origin: &Origin,
        base: &Project,
        latest: &Project,
    ) -> Result<(), JournalError> {
        self.meta =
            Meta { started_unix_s: self.meta.started_unix_s, ..Meta::new(origin, base, &*self.fs) };
        self.current = latest.clone();
        self.changes = model::diff(base, latest).len() as u64;
        self.write_generation()
    }

    /// Writes `current` as a new base with an empty log, and switches to them.
    fn write_generation(&mut self) -> Result<(), JournalError> {
        self.log = None;
        self.generation += 1;
        let text = model::format::write(&self.current)?;
        let meta = Meta {
            generation: self.generation,
            changes: self.changes,
            name: Meta::short_name(&self.current),
            ..self.meta.clone()
        };
        let log = self.write_beside(&meta, text.as_bytes()).inspect_err(|_| {
            // On a full disk the room is needed, and be it for the document itself.
            let _ = self.fs.remove(&meta.base(&self.folder));
            let _ = self.fs.remove(&meta.log(&self.folder));
        })?;
        meta.write(&*self.fs, &self.folder)?;
        let old = std::mem::replace(&mut self.meta, meta);
        self.log = Some(log);
        self.log_bytes = 0;
        // Left-overs cost room and nothing else: the folder goes as a whole.
        for generation in old.generation..self.generation {
            let old = Meta { generation, ..old.clone() };
            let _ = self.fs.remove(&old.base(&self.folder));
            let _ = self.fs.remove(&old.log(&self.folder));
        }
        Ok(())
    }

    /// Writes a base and an empty log beside those that count so far. Returns the log.
    fn write_beside(&self, meta: &Meta, base: &[u8]) -> io::Result<Box<dyn FsFile>> {
        let mut file = self.fs.create_new(&meta.base(&self.folder), Access::Private)?;
        file.write_all(base)?;
        file.sync()?;
        let mut log = self.fs.create_new(&meta.log(&self.folder), Access::Private)?;
        log.sync()?;
        self.fs.sync_folder(&self.folder)?;
        Ok(log)
    }

    /// Ends the journal of a document that was closed with nothing unsaved.
    pub fn finish(mut self) {
        self.log = None;
        self.meta.finished = true;
        // If the power fails while the files go, whoever finds the rest knows that it may go.
        if let Err(error) = self.meta.write(&*self.fs, &self.folder) {
            tracing::warn!("the journal could not be marked as finished: {error}");
        }
        self.remove();
    }

    fn remove(self) {
        let Self { fs, folder, log, held, .. } = self;
        drop(log);
        remove_folder(&*fs, &folder, held);
    }
}

/// A new folder of a random name, locked.
fn new_folder(fs: &dyn Fs, root: &Path) -> io::Result<(PathBuf, Held)> {
    for _ in 0..8 {
        let folder = root.join(format!("{:016x}", random()));
        create_folders_synced(fs, &folder)?;
        // Somebody who looks for journals may hold it for a moment: take another one.
        if let Some(held) = fs.try_lock(&folder.join(LOCK))? {
            return Ok((folder, held));
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// Removes the folder of a journal, the mark of its state last. What cannot be removed stays for
/// the next time.
fn remove_folder(fs: &dyn Fs, folder: &Path, held: Held) {
    let lock = folder.join(LOCK);
    let meta = Meta::path(folder);
    for path in fs.list(folder).unwrap_or_default() {
        if path != lock && path != meta {
            let _ = fs.remove(&path);
        }
    }
    let _ = fs.remove(&meta);
    // An open file keeps its folder on some systems.
    drop(held);
    let _ = fs.remove(&lock);
    let _ = fs.remove_folder(folder);
    // What a person gave up shall not come back after a power cut.
    let _ = fs.sync_folder(folder_of(folder));
}
