//! Saving a document, so that at every moment its old or its new content is on the disk, whole.
//!
//! ```text
//!   serialise, parse back, compare          nothing unreadable is ever written
//!   follow links, refuse read-only files    a link stays a link
//!   compare with what we last knew          nobody else's work is overwritten unasked
//!   keep the old version as a backup
//!   temporary file: write, sync, read back  the old file is still untouched
//!   rename, sync the folder                 the new file is there, and stays there
//! ```

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use model::Project;
use model::format::FormatError;

use crate::atomic::{is_confirmed, put, sweep, write_temp};
use crate::backup;
use crate::fs::{Access, Fs, Stat, folder_of, resolve};
use crate::open::MAX_BYTES;
use crate::stamp::Stamp;

/// How to save.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SaveOptions {
    /// Whether to write over a file that is not the one we knew. Only after the person said so.
    pub overwrite_changed: bool,
    /// The folder that keeps old versions; without it none are kept.
    pub backups: Option<PathBuf>,
}

/// A save that succeeded.
#[derive(Debug)]
pub struct Saved {
    /// What the file is now, for the next save.
    pub stamp: Stamp,
    /// Whether the disk said that it has it. If not, the file is in its place, but a power cut in
    /// the next seconds might undo the save; some network folders never say more.
    pub confirmed: bool,
    /// Where the old version was kept.
    pub backup: Option<PathBuf>,
    /// Why the old version could not be kept. The document itself is saved.
    pub backup_error: Option<io::Error>,
}

/// Why a document was not saved. Unless it says otherwise, the file on the disk is as it was, and
/// what was to be saved is still open in the editor.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The project cannot be put into a file.
    #[error("The project was not saved, and the file on the disk is as it was. {0}")]
    Format(#[from] FormatError),
    /// The file is marked as not to be written, or belongs to somebody else.
    #[error(
        "“{}” is read-only, so it was not saved and is as it was. Use Save as to keep your work \
         in another file.",
        path.display()
    )]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// The path leads to a folder.
    #[error("“{}” is a folder, so nothing was saved. Choose another name.", path.display())]
    Folder {
        /// The path.
        path: PathBuf,
    },
    /// A file of this name exists that was not opened here.
    #[error(
        "There is already a file “{}”, and it was left as it is. Choose another name, or confirm \
         that it may be replaced.",
        path.display()
    )]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// Somebody else wrote the file since it was opened or saved here.
    #[error(
        "“{}” was changed by another program since you opened it. Nothing was saved, so both \
         versions are still there: save yours as a copy, reload the file, or overwrite it.",
        path.display()
    )]
    ChangedOnDisk {
        /// The file.
        path: PathBuf,
        /// What it is now.
        on_disk: Stamp,
    },
    /// What another program wrote cannot be kept as a backup, so it is not overwritten.
    #[error(
        "“{}” was changed by another program, and that version could not be kept ({source}). It is \
         as it was, and nothing was saved. Use Save as to keep your work in another file.",
        path.display()
    )]
    NotKept {
        /// The file.
        path: PathBuf,
        /// Why it could not be kept.
        source: io::Error,
    },
    /// The folder is not there, or not any more.
    #[error(
        "The folder of “{}” is not there. Nothing was saved. Connect the drive or use Save as to \
         choose another folder.",
        path.display()
    )]
    NoFolder {
        /// The file.
        path: PathBuf,
    },
    /// The folder does not take new files.
    #[error(
        "The folder of “{}” cannot be written to. Nothing was saved. Use Save as to choose another \
         folder.",
        path.display()
    )]
    Denied {
        /// The file.
        path: PathBuf,
    },
    /// The disk is full or the quota used up.
    #[error(
        "The disk is full, so “{}” was not saved and is as it was. Free some space and save again, \
         or use Save as to choose another disk.",
        path.display()
    )]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// The file had to be overwritten in place, and that broke off.
    #[error(
        "Writing “{}” broke off ({source}), and the file may be damaged. Its old version is kept \
         as “{}”. Use Save as to keep your work in another file now.",
        path.display(),
        backup.display()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Where its old version is.
        backup: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Anything else that the system says.
    #[error(
        "“{}” could not be saved ({source}) and is as it was. Try again, or use Save as to choose \
         another place.",
        path.display()
    )]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl SaveError {
    fn of_io(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
                Self::Full { path }
            }
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::Denied { path },
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::NoFolder { path },
            ErrorKind::IsADirectory => Self::Folder { path },
            _ => Self::Io { path, source },
        }
    }
}

/// Saves a project. `known` is the stamp of the file as it was last opened or saved here, `None`
/// if it never was: an existing file is then foreign and needs `overwrite_changed`.
///
/// Takes as long as the disk takes: not for the thread of the interface.
pub fn save(
    fs: &dyn Fs,
    project: &Project,
    target: &Path,
    known: Option<&Stamp>,
    options: &SaveOptions,
) -> Result<Saved, SaveError> {
    let text = model::format::write(project)?;
    save_bytes(fs, text.as_bytes(), target, known, options)
}

/// Saves a document that is already in the form of its file.
pub fn save_bytes(
    fs: &dyn Fs,
    bytes: &[u8],
    target: &Path,
    known: Option<&Stamp>,
    options: &SaveOptions,
) -> Result<Saved, SaveError> {
    let real = resolve(fs, target).map_err(|error| SaveError::of_io(target, error))?;
    let document = Document { fs, shown: target, real: &real };
    let old = document.old()?;
    if let Some(old) = &old {
        document.check_unchanged(old, known, options)?;
    }
    let (backup, backup_error) = match document.keep_old(old.as_ref(), options) {
        Ok(backup) => (backup, None),
        // What somebody else wrote is nowhere but there.
        Err(source) if old.as_ref().is_some_and(|old| old.is_foreign(known)) => {
            return Err(SaveError::NotKept { path: target.to_owned(), source });
        }
        Err(error) => (None, Some(error)),
    };
    let confirmed = document.replace(old.as_ref(), bytes, backup.as_deref())?;
    sweep(fs, folder_of(&real));
    let stamp = Stamp::of(bytes);
    Ok(Saved { stamp, confirmed, backup, backup_error })
}

/// The file that a document is saved to.
struct Document<'a> {
    fs: &'a dyn Fs,
    /// The path that people know.
    shown: &'a Path,
    /// The path with every link followed.
    real: &'a Path,
}

/// What is in the place of the document before it is saved.
struct Old {
    stat: Stat,
    /// The content; none if it is so long that it cannot be a document.
    bytes: Option<Vec<u8>>,
}

impl Old {
    /// Whether it is not what was last known of the file.
    fn is_foreign(&self, known: Option<&Stamp>) -> bool {
        let is_known =
            |known: &Stamp| self.bytes.as_deref().is_some_and(|bytes| known.is_content(bytes));
        known.is_some_and(|known| !is_known(known))
    }
}

impl Document<'_> {
    fn path(&self) -> PathBuf {
        self.shown.to_owned()
    }

    fn of_io(&self, error: io::Error) -> SaveError {
        SaveError::of_io(self.shown, error)
    }

    /// What is there now, if we may write over it.
    fn old(&self) -> Result<Option<Old>, SaveError> {
        let stat = match self.fs.stat(self.real) {
            Ok(stat) => stat,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(self.of_io(error)),
        };
        if stat.is_folder {
            return Err(SaveError::Folder { path: self.path() });
        }
        // A rename would silently replace a file that may not be written: ask the file itself.
        let writable = if stat.read_only {
            Err(ErrorKind::PermissionDenied.into())
        } else {
            self.fs.open_existing(self.real).map(drop)
        };
        if let Err(error) = writable {
            return Err(match error.kind() {
                ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                    SaveError::ReadOnly { path: self.path() }
                }
                _ => self.of_io(error),
            });
        }
        let bytes = match self.fs.read(self.real, MAX_BYTES) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == ErrorKind::FileTooLarge => None,
            Err(error) => return Err(self.of_io(error)),
        };
        Ok(Some(Old { stat, bytes }))
    }

    fn check_unchanged(
        &self,
        old: &Old,
        known: Option<&Stamp>,
        options: &SaveOptions,
    ) -> Result<(), SaveError> {
        if options.overwrite_changed {
            Ok(())
        } else if known.is_none() {
            Err(SaveError::Exists { path: self.path() })
        } else if old.is_foreign(known) {
            Err(self.changed(old))
        } else {
            Ok(())
        }
    }

    fn changed(&self, old: &Old) -> SaveError {
        let on_disk = Stamp::of(old.bytes.as_deref().unwrap_or_default());
        SaveError::ChangedOnDisk { path: self.path(), on_disk }
    }

    fn keep_old(&self, old: Option<&Old>, options: &SaveOptions) -> io::Result<Option<PathBuf>> {
        let (Some(old), Some(root)) = (old, &options.backups) else { return Ok(None) };
        let bytes = old.bytes.as_deref().ok_or(ErrorKind::FileTooLarge)?;
        backup::keep(self.fs, root, self.real, bytes).map(Some)
    }

    /// Puts the new content in the place of the old. Returns whether the disk confirmed it.
    fn replace(
        &self,
        old: Option<&Old>,
        bytes: &[u8],
        backup: Option<&Path>,
    ) -> Result<bool, SaveError> {
        let like = old.map(|_| self.real);
        let written = write_temp(self.fs, folder_of(self.real), bytes, like, Access::Usual);
        let (temp, synced) = match (written, old, backup) {
            (Ok(written), _, _) => written,
            // The file may be written, its folder may not: with a copy at hand that is enough.
            (Err(error), Some(old), Some(backup))
                if error.kind() == ErrorKind::PermissionDenied =>
            {
                return self.overwrite(old, bytes, backup);
            }
            (Err(error), _, _) => return Err(self.of_io(error)),
        };
        if let Err(error) = self.check_still(old) {
            let _ = self.fs.remove(&temp);
            return Err(error);
        }
        let named = put(self.fs, &temp, self.real).map_err(|error| self.of_io(error))?;
        Ok(named && synced)
    }

    /// Nobody wrote to the file while we were busy with the temporary one.
    fn check_still(&self, old: Option<&Old>) -> Result<(), SaveError> {
        match (old, self.fs.stat(self.real)) {
            (Some(old), Ok(stat)) if stat.len != old.stat.len => Err(self.changed(old)),
            (Some(old), Ok(stat)) if stat.modified != old.stat.modified => Err(self.changed(old)),
            (None, Ok(_)) => Err(SaveError::Exists { path: self.path() }),
            _ => Ok(()),
        }
    }

    /// Overwrites the file itself, for folders that take no new files. Not cut off first, so that
    /// a full disk shows before much is lost; the old version is safe as a backup.
    fn overwrite(&self, old: &Old, bytes: &[u8], backup: &Path) -> Result<bool, SaveError> {
        self.check_still(Some(old))?;
        let written = self.fs.open_existing(self.real).and_then(|mut file| {
            file.write_all(bytes)?;
            file.set_len(bytes.len() as u64)?;
            is_confirmed(file.sync())
        });
        written.map_err(|source| SaveError::Damaged {
            path: self.path(),
            backup: backup.to_owned(),
            source,
        })
    }
}

#[cfg(test)]
mod tests;
