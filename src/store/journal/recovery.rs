//! Finding and reading the journals of processes that died.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use model::Project;

use super::meta::Meta;
use super::{JournalError, LOCK, log, remove_folder};
use crate::fs::{Fs, Held};
use crate::open::MAX_BYTES;
use crate::stamp::Stamp;

/// A journal that gives nothing back is kept for this long, in case somebody can make use of it.
const USELESS: Duration = Duration::from_hours(30 * 24);
/// A log may be somewhat longer than the length at which it gives way to a new base.
const MAX_READ_BYTES: u64 = 64 * 1024 * 1024;

/// How the document's file stands to the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileState {
    /// The document was never saved.
    Untitled,
    /// The file is what the changes were made to.
    Unchanged,
    /// The file was changed since, but before the last change in the journal.
    ChangedEarlier,
    /// The file was changed after the last change in the journal.
    ChangedLater,
    /// The file is not there, or cannot be read.
    Gone,
}

/// Unsaved work of a process that died. As long as this is held, no other process offers it.
pub struct Recovery {
    /// The journal's own name.
    pub id: String,
    /// The document's file, if it was ever saved.
    pub path: Option<PathBuf>,
    /// The project's name.
    pub name: String,
    /// How many unsaved changes it holds.
    pub changes: u64,
    /// When the last of them was made.
    pub last_change: SystemTime,
    /// How the document's file stands to them.
    pub file: FileState,
    fs: Arc<dyn Fs>,
    folder: PathBuf,
    meta: Meta,
    held: Held,
}

/// What a journal gives back.
#[derive(Debug)]
pub struct Restored {
    /// The project with all changes that reached the disk.
    pub project: Project,
    /// What could not be given back, as a sentence for people; none if all could.
    pub notice: Option<String>,
}

/// The unsaved work that processes left behind when they died, the newest first. Journals of
/// living processes are not touched. `root` is the folder of all journals.
pub fn recoverable(fs: &Arc<dyn Fs>, root: &Path) -> Vec<Recovery> {
    let mut found = Vec::new();
    for folder in fs.list(root).unwrap_or_default() {
        match look_into(fs, &folder) {
            Ok(Some(recovery)) => found.push(recovery),
            Ok(None) => {}
            Err(error) => tracing::warn!("the journal {} is unreadable: {error}", folder.display()),
        }
    }
    found.sort_by(|a, b| (b.last_change, &b.id).cmp(&(a.last_change, &a.id)));
    found
}

fn look_into(fs: &Arc<dyn Fs>, folder: &Path) -> io::Result<Option<Recovery>> {
    if !fs.stat(folder)?.is_folder {
        return Ok(None);
    }
    let Some(held) = fs.try_lock(&folder.join(LOCK))? else { return Ok(None) };
    let meta = match Meta::read(&**fs, folder) {
        Ok(meta) if meta.finished => {
            remove_folder(&**fs, folder, held);
            return Ok(None);
        }
        Ok(meta) => meta,
        Err(error) => {
            // It died before its first change was safe, or the disk lost the mark.
            remove_useless(&**fs, folder, held);
            return if error.kind() == ErrorKind::NotFound { Ok(None) } else { Err(error) };
        }
    };
    let log_path = meta.log(folder);
    let log = read_log(&**fs, &log_path)?;
    let edits: usize = log::decode(&log).records.iter().map(Vec::len).sum();
    let changes = meta.changes + edits as u64;
    if changes == 0 {
        if log.is_empty() {
            remove_folder(&**fs, folder, held);
        } else {
            remove_useless(&**fs, folder, held);
        }
        return Ok(None);
    }
    let last_change = fs
        .stat(&log_path)
        .or_else(|_| fs.stat(&Meta::path(folder)))
        .ok()
        .and_then(|stat| stat.modified)
        .unwrap_or(SystemTime::UNIX_EPOCH);
    Ok(Some(Recovery {
        id: folder.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        path: meta.path.as_ref().map(PathBuf::from),
        name: meta.name.clone(),
        changes,
        last_change,
        file: file_state(&**fs, &meta, last_change),
        fs: Arc::clone(fs),
        folder: folder.to_owned(),
        meta,
        held,
    }))
}

/// The log; empty if there is none. One that cannot be read now may hold work: that is an error, or
/// the journal would pass for an empty one and go.
fn read_log(fs: &dyn Fs, path: &Path) -> io::Result<Vec<u8>> {
    match fs.read(path, MAX_READ_BYTES) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        result => result,
    }
}

fn remove_useless(fs: &dyn Fs, folder: &Path, held: Held) {
    let modified = fs.stat(folder).ok().and_then(|stat| stat.modified);
    let age = modified.and_then(|modified| fs.now().duration_since(modified).ok());
    if age.is_some_and(|age| age > USELESS) {
        remove_folder(fs, folder, held);
    }
}

fn file_state(fs: &dyn Fs, meta: &Meta, last_change: SystemTime) -> FileState {
    let Some(path) = meta.path.as_deref().map(Path::new) else { return FileState::Untitled };
    let (Ok(stat), Ok(bytes)) = (fs.stat(path), fs.read(path, MAX_BYTES)) else {
        return FileState::Gone;
    };
    if meta.file_hash == Some(Stamp::of(&bytes).hash) {
        FileState::Unchanged
    } else if stat.modified.is_some_and(|modified| modified > last_change) {
        FileState::ChangedLater
    } else {
        FileState::ChangedEarlier
    }
}

impl Recovery {
    /// The project with every change that reached the disk. The journal stays as it is.
    ///
    /// So that a second crash loses nothing: start the new document's [`super::JournalWriter`] with
    /// what its file holds, or with an empty project, as the base (never with the restored project,
    /// which would then count as saved), record the restored project, flush, and only then
    /// [`discard`](Self::discard) this.
    pub fn restore(&self) -> Result<Restored, JournalError> {
        let base = self.fs.read(&self.meta.base(&self.folder), MAX_BYTES);
        let base = base.map_err(JournalError::Unread)?;
        let opened = model::format::read(&base)?;
        let mut project = opened.project;
        let mut notice = (!opened.damage.is_empty())
            .then(|| "Parts of the recovery copy were damaged and had to be left out.".to_owned());
        let log = read_log(&*self.fs, &self.meta.log(&self.folder));
        let log = log.map_err(JournalError::Unread)?;
        let replay = log::decode(&log);
        let all: Vec<_> = replay.records.iter().flatten().collect();
        for (fitting, edit) in all.iter().enumerate() {
            if let Err(error) = edit.apply(&mut project) {
                let left = all.len() - fitting;
                notice = Some(format!("The last {left} changes could not be restored: {error}"));
                break;
            }
        }
        if replay.torn_bytes > 0 && notice.is_none() {
            notice = Some(
                "The very last change had not reached the disk and is not in the restored project."
                    .to_owned(),
            );
        }
        Ok(Restored { project, notice })
    }

    /// Removes the journal, for good. Only when the person said so, or when its work is safe
    /// elsewhere.
    pub fn discard(self) {
        remove_folder(&*self.fs, &self.folder, self.held);
    }
}
