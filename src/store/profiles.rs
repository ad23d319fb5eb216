//! What people decided about survey files, for the next file of the same kind.
//!
//! `<data>/survey-profiles/<fingerprint of the columns' names>.ron`, one readable file each. A
//! profile holds names of columns and decisions, never an answer, see [`Plan::profile`].

use std::path::PathBuf;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use survey::import::Plan;

use crate::config::{ConfigError, store};
use crate::folders::Folders;
use crate::fs::Fs;
use crate::prune::keep_newest;

/// How many profiles are kept; those that were not used for longest go first.
pub const MAX_PROFILES: usize = 60;

/// No profile is longer than this.
const MAX_BYTES: u64 = 4 * 1024 * 1024;

/// What was decided about a survey file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SurveyProfile {
    /// The name of the file that it was decided for, without its folder.
    pub file: String,
    /// When it was last imported, in seconds since 1970.
    pub used_unix_s: u64,
    /// Whether the person wants people to be recognised in the next wave.
    pub remembers_people: bool,
    /// The decisions.
    pub plan: Plan,
}

impl SurveyProfile {
    /// A profile of what was decided now.
    pub fn new(file: &str, plan: &Plan, remembers_people: bool, now: SystemTime) -> Self {
        let since = now.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Self {
            file: file.to_owned(),
            used_unix_s: since.as_secs(),
            remembers_people,
            plan: plan.profile(),
        }
    }

    /// The profile of files with exactly these columns, in any order.
    pub fn of_same_columns(fs: &dyn Fs, folders: &Folders, plan: &Plan) -> Option<Self> {
        read(fs, &path(folders, plan))
    }

    /// The profile of files with nearly these columns, see [`Plan::is_like`]; the one that was used
    /// last if there are several.
    pub fn of_like_columns(fs: &dyn Fs, folders: &Folders, plan: &Plan) -> Option<Self> {
        let like = paths(fs, folders).into_iter().filter_map(|path| read(fs, &path));
        like.filter(|profile| plan.is_like(&profile.plan)).max_by_key(|profile| profile.used_unix_s)
    }

    /// Keeps the profile in the place of an older one of the same columns, and lets go of those
    /// that are too many.
    pub fn save(&self, fs: &dyn Fs, folders: &Folders) -> Result<(), ConfigError> {
        store(fs, &path(folders, &self.plan), self)?;
        keep_newest(fs, paths(fs, folders), MAX_PROFILES);
        Ok(())
    }
}

fn path(folders: &Folders, plan: &Plan) -> PathBuf {
    folders.survey_profiles().join(format!("{:016x}.ron", plan.fingerprint()))
}

fn paths(fs: &dyn Fs, folders: &Folders) -> Vec<PathBuf> {
    let is_profile = |path: &PathBuf| {
        path.extension().is_some_and(|ending| ending == "ron")
            && path.file_stem().is_some_and(|stem| stem.len() == 16)
    };
    let mut paths = fs.list(&folders.survey_profiles()).unwrap_or_default();
    paths.retain(is_profile);
    paths
}

/// A profile that is damaged or too long is as good as none: the file is guessed anew.
fn read(fs: &dyn Fs, path: &std::path::Path) -> Option<SurveyProfile> {
    let bytes = fs.read(path, MAX_BYTES).ok()?;
    let profile = ron::de::from_bytes(&bytes);
    profile.inspect_err(|error| tracing::warn!(%error, ?path, "unreadable survey profile")).ok()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use survey::read::source::Bytes;

    use super::*;
    use crate::mem::MemFs;

    fn plan(text: &str) -> Plan {
        survey::preview(&Bytes::from(text.as_bytes()), 4096).unwrap().plan
    }

    fn save(fs: &MemFs, folders: &Folders, file: &str, text: &str) {
        fs.advance(Duration::from_mins(1));
        SurveyProfile::new(file, &plan(text), true, fs.now()).save(fs, folders).unwrap();
    }

    const MAY: &str = "id,nps,ease,name\na,9,3,Ottilie\nb,10,5,Wendelin\nc,3,4,Kunigunde\n";

    #[test]
    fn the_next_file_with_the_same_columns_finds_its_profile() {
        let (fs, folders) = (MemFs::new(), Folders::in_folder("/home".as_ref()));
        let june = plan("name,id,ease,nps\nKlothilde,a,3,9\n");
        assert_eq!(SurveyProfile::of_same_columns(&fs, &folders, &june), None);
        save(&fs, &folders, "May.csv", MAY);
        let found = SurveyProfile::of_same_columns(&fs, &folders, &june).unwrap();
        assert_eq!(found.file, "May.csv");
        assert_eq!(found.plan, plan(MAY).profile());
    }

    #[test]
    fn nearly_the_same_columns_find_the_profile_that_was_used_last() {
        let (fs, folders) = (MemFs::new(), Folders::in_folder("/home".as_ref()));
        save(&fs, &folders, "May.csv", MAY);
        save(&fs, &folders, "June.csv", "id,nps,ease,fast,name\na,9,3,4,Ottilie\n");
        save(&fs, &folders, "other.csv", "x,y\n1,2\n");
        let july = plan("id,nps,ease,cheap,name\na,9,3,4,Ottilie\n");
        assert_eq!(SurveyProfile::of_same_columns(&fs, &folders, &july), None);
        let found = SurveyProfile::of_like_columns(&fs, &folders, &july).unwrap();
        assert_eq!(found.file, "May.csv", "June asked a question that July does not");
    }

    #[test]
    fn nothing_that_somebody_answered_is_in_the_file() {
        let (fs, folders) = (MemFs::new(), Folders::in_folder("/home".as_ref()));
        save(&fs, &folders, "May.csv", MAY);
        let text = String::from_utf8(fs.content(&path(&folders, &plan(MAY))).unwrap()).unwrap();
        assert!(text.contains("May.csv") && text.contains("ease"), "it can be read");
        for name in ["Ottilie", "Wendelin", "Kunigunde"] {
            assert!(!text.contains(name), "{name}");
        }
    }

    #[test]
    fn only_so_many_are_kept_and_a_damaged_one_is_as_good_as_none() {
        let (fs, folders) = (MemFs::new(), Folders::in_folder("/home".as_ref()));
        for number in 0..MAX_PROFILES + 2 {
            save(&fs, &folders, "x.csv", &format!("id,q{number}\na,1\n"));
        }
        assert_eq!(paths(&fs, &folders).len(), MAX_PROFILES);
        let oldest = plan("id,q0\na,1\n");
        assert_eq!(SurveyProfile::of_same_columns(&fs, &folders, &oldest), None);
        let newest = plan(&format!("id,q{}\na,1\n", MAX_PROFILES + 1));
        assert!(SurveyProfile::of_same_columns(&fs, &folders, &newest).is_some());
        fs.put(&path(&folders, &newest), b"(file: \"x.csv\", plan: (");
        assert_eq!(SurveyProfile::of_same_columns(&fs, &folders, &newest), None);
    }
}
