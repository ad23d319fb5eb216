//! What a journal says about itself.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use model::Project;
use serde::{Deserialize, Serialize};

use super::Origin;
use crate::atomic::{put, write_temp};
use crate::fs::{Access, Fs};

/// A journal's own file is small; whatever is longer is none.
const MAX_META_BYTES: u64 = 64 * 1024;

/// The content of `meta.ron`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Meta {
    /// The document's file, if it has one and its path can be written as text.
    pub path: Option<String>,
    /// The XXH3 hash of that file as it was last opened or saved.
    pub file_hash: Option<u64>,
    /// The project's name.
    pub name: String,
    /// The version of the program.
    pub app: String,
    /// The process that wrote it: for people who look, the lock is what counts.
    pub pid: u32,
    /// When it was begun, in seconds since 1970.
    pub started_unix_s: u64,
    /// Which base and which log count.
    pub generation: u32,
    /// The number of edits that are in the base and in no saved file.
    pub changes: u64,
    /// Whether the document was closed properly: whatever is still there may go.
    pub finished: bool,
}

impl Meta {
    pub(super) fn new(origin: &Origin, base: &Project, fs: &dyn Fs) -> Self {
        let since = fs.now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Self {
            path: origin.path.as_deref().and_then(Path::to_str).map(str::to_owned),
            file_hash: origin.stamp.map(|stamp| stamp.hash),
            name: Self::short_name(base),
            app: env!("CARGO_PKG_VERSION").to_owned(),
            pid: std::process::id(),
            started_unix_s: since.as_secs(),
            generation: 0,
            changes: 0,
            finished: false,
        }
    }

    /// The project's name, no longer than anybody reads.
    pub(super) fn short_name(project: &Project) -> String {
        project.name.chars().take(200).collect()
    }

    pub(super) fn path(folder: &Path) -> PathBuf {
        folder.join("meta.ron")
    }

    pub(super) fn base(&self, folder: &Path) -> PathBuf {
        folder.join(format!("base-{}.ron", self.generation))
    }

    pub(super) fn log(&self, folder: &Path) -> PathBuf {
        folder.join(format!("ops-{}.log", self.generation))
    }

    pub(super) fn write(&self, fs: &dyn Fs, folder: &Path) -> io::Result<()> {
        let text = ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::default())
            .map_err(|error| io::Error::new(ErrorKind::InvalidData, error))?;
        let (temp, _) = write_temp(fs, folder, text.as_bytes(), None, Access::Private)?;
        // The generation before must not go while a power cut may still bring back its name.
        let is_safe = put(fs, &temp, &Self::path(folder))?;
        if is_safe { Ok(()) } else { Err(io::Error::other("the folder could not be synced")) }
    }

    pub(super) fn read(fs: &dyn Fs, folder: &Path) -> io::Result<Self> {
        let bytes = fs.read(&Self::path(folder), MAX_META_BYTES)?;
        ron::de::from_bytes(&bytes).map_err(|error| io::Error::new(ErrorKind::InvalidData, error))
    }
}
