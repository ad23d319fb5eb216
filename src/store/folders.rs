//! Where the program keeps its own files.

use std::path::{Path, PathBuf};

/// The environment variable that moves all of the program's own files into one folder: for tests
/// and for a copy on a stick.
pub const HOME_VARIABLE: &str = "THROUGHLINE_HOME";

/// The folders of the program's own files. They are created when something is written to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// Settings and recent files.
    pub config: PathBuf,
    /// Journals, backups and locks: never a temporary or cache folder, which systems clear.
    pub data: PathBuf,
}

impl Folders {
    /// The folders that [`HOME_VARIABLE`] names, else those of the system for this person; `None`
    /// if the system knows no home folder.
    pub fn find() -> Option<Self> {
        match std::env::var_os(HOME_VARIABLE) {
            Some(home) if !home.is_empty() => Some(Self::in_folder(Path::new(&home))),
            _ => directories::ProjectDirs::from("", "", "Throughline").map(|dirs| Self {
                config: dirs.config_dir().to_owned(),
                data: dirs.data_local_dir().to_owned(),
            }),
        }
    }

    /// Folders inside one folder.
    pub fn in_folder(home: &Path) -> Self {
        Self { config: home.join("config"), data: home.join("data") }
    }

    /// The folder of all recovery journals.
    pub fn recovery(&self) -> PathBuf {
        self.data.join("recovery")
    }

    /// The folder of all old versions of documents.
    pub fn backups(&self) -> PathBuf {
        self.data.join("backups")
    }

    /// The folder of what was decided about survey files.
    pub fn survey_profiles(&self) -> PathBuf {
        self.data.join("survey-profiles")
    }

    /// The folder of who answered which survey, as salted hashes.
    pub fn survey_people(&self) -> PathBuf {
        self.data.join("survey-people")
    }

    /// The folder of all document locks.
    pub fn locks(&self) -> PathBuf {
        self.data.join("locks")
    }
}
