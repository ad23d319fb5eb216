//! Opening a document.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use model::format::{FormatError, Opened};

use crate::atomic::sweep;
use crate::fs::{Fs, folder_of, resolve};
use crate::stamp::Stamp;

/// The largest file that is opened: 256 MB, far beyond any map and far below the memory of a
/// computer.
pub const MAX_BYTES: u64 = model::format::MAX_FILE_BYTES as u64;

/// Why a document could not be opened. The file is as it was.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is no such file.
    #[error("There is no file “{}”. It may have been moved, renamed or deleted.", path.display())]
    Missing {
        /// The path that was asked for.
        path: PathBuf,
    },
    /// The path leads to a folder.
    #[error("“{}” is a folder. Choose a project file in it.", path.display())]
    Folder {
        /// The path that was asked for.
        path: PathBuf,
    },
    /// The system does not let us read it.
    #[error("You have no permission to read “{}”. Ask its owner, or open a copy.", path.display())]
    Denied {
        /// The path that was asked for.
        path: PathBuf,
    },
    /// It is larger than [`MAX_BYTES`].
    #[error(
        "“{}” is larger than 256 MB, so it was not opened. It is hardly a Throughline project.",
        path.display()
    )]
    TooLarge {
        /// The path that was asked for.
        path: PathBuf,
    },
    /// The content is no project, or is damaged.
    #[error("“{}” could not be opened, and was left as it is. {source}", path.display())]
    Format {
        /// The path that was asked for.
        path: PathBuf,
        /// What is wrong with it, and where.
        source: FormatError,
    },
    /// Anything else that the system says.
    #[error("“{}” could not be read: {source}. Check the disk or the connection.", path.display())]
    Io {
        /// The path that was asked for.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl OpenError {
    fn of_io(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::Missing { path },
            ErrorKind::PermissionDenied => Self::Denied { path },
            ErrorKind::FileTooLarge => Self::TooLarge { path },
            ErrorKind::IsADirectory => Self::Folder { path },
            _ => Self::Io { path, source },
        }
    }
}

/// Opens a document: its content, with whatever had to be left out, and the stamp by which a later
/// save recognises the file. Left-over temporary files in its folder are swept.
pub fn open(fs: &dyn Fs, path: &Path) -> Result<(Opened, Stamp), OpenError> {
    let of_io = |error| OpenError::of_io(path, error);
    let target = resolve(fs, path).map_err(of_io)?;
    let stat = fs.stat(&target).map_err(of_io)?;
    if stat.is_folder {
        return Err(OpenError::Folder { path: path.to_owned() });
    }
    let bytes = fs.read(&target, MAX_BYTES).map_err(of_io)?;
    let opened = model::format::read(&bytes)
        .map_err(|source| OpenError::Format { path: path.to_owned(), source })?;
    sweep(fs, folder_of(&target));
    Ok((opened, Stamp::of(&bytes)))
}
