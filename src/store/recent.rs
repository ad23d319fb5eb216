//! The projects that were open lately.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use crate::config::{ConfigError, load, store};
use crate::folders::Folders;
use crate::fs::Fs;

/// How many are remembered.
pub const MAX_RECENT: usize = 12;

/// A project that was open lately.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentFile {
    /// Where it lies.
    pub path: PathBuf,
    /// The project's name.
    pub title: String,
    /// When it was last opened or saved, in seconds since 1970.
    pub opened_unix_s: u64,
}

impl RecentFile {
    /// When it was last opened or saved.
    pub fn opened(&self) -> SystemTime {
        let since = Duration::from_secs(self.opened_unix_s);
        SystemTime::UNIX_EPOCH.checked_add(since).unwrap_or(SystemTime::UNIX_EPOCH)
    }
}

/// The list of them, the latest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Recent {
    files: Vec<RecentFile>,
}

impl Recent {
    /// Reads the list; what cannot be read is replaced by an empty one, with the reason.
    pub fn load(fs: &dyn Fs, folders: &Folders) -> (Self, Option<ConfigError>) {
        let (mut recent, error): (Self, _) = load(fs, &path(folders));
        recent.files.truncate(MAX_RECENT);
        (recent, error)
    }

    /// Writes the list.
    pub fn save(&self, fs: &dyn Fs, folders: &Folders) -> Result<(), ConfigError> {
        store(fs, &path(folders), self)
    }

    /// The files, the latest first.
    pub fn files(&self) -> &[RecentFile] {
        &self.files
    }

    /// Puts a file in front. Give the whole path: a relative one means another file later.
    pub fn add(&mut self, path: &Path, title: &str, now: SystemTime) {
        self.remove(path);
        let since = now.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let opened_unix_s = since.as_secs();
        let file = RecentFile { path: path.to_owned(), title: title.to_owned(), opened_unix_s };
        self.files.insert(0, file);
        self.files.truncate(MAX_RECENT);
    }

    /// Takes a file off the list. The file itself stays.
    pub fn remove(&mut self, path: &Path) {
        self.files.retain(|file| file.path != path);
    }
}

fn path(folders: &Folders) -> PathBuf {
    folders.config.join("recent.ron")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mem::MemFs;

    #[test]
    fn the_latest_file_comes_first_and_the_oldest_drops_out() {
        let mut recent = Recent::default();
        for i in 0..MAX_RECENT + 3 {
            recent.add(Path::new(&format!("/{i}.ron")), "Shop", SystemTime::UNIX_EPOCH);
        }
        recent.add(Path::new("/5.ron"), "Renamed", SystemTime::UNIX_EPOCH);
        assert_eq!(recent.files().len(), MAX_RECENT);
        assert_eq!(recent.files()[0].title, "Renamed");
        assert_eq!(recent.files()[1].path, Path::new("/14.ron"));
        let fives = recent.files().iter().filter(|file| file.path == Path::new("/5.ron"));
        assert_eq!(fives.count(), 1);
    }

    #[test]
    fn the_list_is_kept() {
        let fs = MemFs::new();
        let folders = Folders::in_folder("/home".as_ref());
        let mut recent = Recent::default();
        recent.add(Path::new("/shop.ron"), "Shop", fs.now());
        recent.add(Path::new("/bank.ron"), "Bank", fs.now());
        recent.save(&fs, &folders).unwrap();
        let (back, error) = Recent::load(&fs, &folders);
        assert!(error.is_none());
        assert_eq!(back, recent);
        assert_eq!(
            back.files()[0].opened().duration_since(fs.now()).unwrap_or_default().as_secs(),
            0
        );
    }
}
