//! Reading and writing the program's own small RON files.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::atomic::write_file;
use crate::fs::{Fs, create_folders_synced, folder_of};

/// No settings are longer than this.
const MAX_BYTES: u64 = 1024 * 1024;

/// Why the program's own file was not used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The content makes no sense.
    #[error(
        "“{}” could not be understood ({reason}). The defaults are used, and the old file is kept \
         as “{}”.",
        path.display(),
        aside.display()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Where it was put aside.
        aside: PathBuf,
        /// What is wrong with it, and where.
        reason: String,
    },
    /// The system does not give or take it.
    #[error("“{}” could not be read or written: {source}. Your project is not affected.", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Reads a file, or gives the default and says why. A missing file is no error. A file that makes
/// no sense is put aside, so that writing the defaults does not destroy it.
pub(crate) fn load<T: Default + DeserializeOwned>(
    fs: &dyn Fs,
    path: &Path,
) -> (T, Option<ConfigError>) {
    let of_io = |source| ConfigError::Io { path: path.to_owned(), source };
    let reason = match fs.read(path, MAX_BYTES) {
        Ok(bytes) => match ron::de::from_bytes(&bytes) {
            Ok(value) => return (value, None),
            Err(error) => error.to_string(),
        },
        Err(error) if error.kind() == ErrorKind::NotFound => return (T::default(), None),
        Err(error) if error.kind() == ErrorKind::FileTooLarge => "it is too long".to_owned(),
        Err(error) => return (T::default(), Some(of_io(error))),
    };
    let aside = path.with_extension("damaged.ron");
    let error = match fs.rename(path, &aside) {
        Ok(()) => ConfigError::Damaged { path: path.to_owned(), aside, reason },
        Err(error) => of_io(error),
    };
    (T::default(), Some(error))
}

/// Writes a file so that its old or its new content is always there, whole.
pub(crate) fn store<T: Serialize>(fs: &dyn Fs, path: &Path, value: &T) -> Result<(), ConfigError> {
    let of_io = |source| ConfigError::Io { path: path.to_owned(), source };
    let text = ron::ser::to_string_pretty(value, ron::ser::PrettyConfig::default())
        .map_err(|error| of_io(io::Error::new(ErrorKind::InvalidData, error)))?;
    create_folders_synced(fs, folder_of(path)).map_err(of_io)?;
    write_file(fs, path, text.as_bytes()).map(drop).map_err(of_io)
}
