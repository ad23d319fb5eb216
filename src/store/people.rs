//! Who answered the waves of a survey, as salted hashes, so that the next wave can tell who answers
//! again. Kept on this computer and only if somebody wants it; nothing of it is in a project.
//!
//! `<data>/survey-people/<id of the survey>.people`: a line that names the format, the length of the
//! description in bytes, the description in RON, the hashes as little-endian 64-bit numbers, and the
//! CRC-32 of all that.

use std::fmt::Write as _;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use model::SurveyId;
use serde::{Deserialize, Serialize};
use survey::import::{IdHashes, Plan};

use crate::atomic::{put, sweep_older, write_temp};
use crate::config::ConfigError;
use crate::folders::Folders;
use crate::fs::{Access, Fs, create_folders_synced, random};
use crate::prune::keep_newest;

/// How many people of one survey are remembered at most, over all its waves: 40 MB.
pub const MAX_PEOPLE: usize = 5_000_000;

/// The people of how many surveys are remembered; those not touched for longest go first.
pub const MAX_SURVEYS: usize = 60;

/// No file of this kind takes longer to write, so a temporary one of this age is of a session that
/// died. It holds hashes too, and nobody wants it.
const WRITTEN_WITHIN: Duration = Duration::from_mins(5);

const MAGIC: &str = "throughline people 2\n";

/// No file of this kind is longer.
const MAX_BYTES: u64 = MAX_PEOPLE as u64 * 8 + 16 * 1024 * 1024;

/// Who answered a survey, wave by wave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SurveyPeople {
    /// What every response id of this survey is hashed together with.
    pub salt: u64,
    /// The waves, in the order in which they were imported.
    pub waves: Vec<WavePeople>,
}

/// Who answered one wave, and how its file was read.
#[derive(Clone, Debug, PartialEq)]
pub struct WavePeople {
    /// What is said of the wave.
    pub source: WaveSource,
    /// Everybody in its file, whether counted or not.
    pub people: IdHashes,
}

/// Where a wave came from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WaveSource {
    /// The name of the wave.
    pub wave: String,
    /// Whether its answers were imported without the name of a wave, as those of a first file are.
    pub is_unnamed: bool,
    /// Whether answers of people of earlier waves were left out.
    pub is_reduced: bool,
    /// What the project's tally had of the wave, see [`survey::import::wave_hash`]: a tally that has
    /// something else is not of this file read like this, as after an undo.
    pub tally_hash: u64,
    /// The file with its folder.
    pub path: PathBuf,
    /// How it was read.
    pub plan: Plan,
}

/// The description in a file.
#[derive(Serialize, Deserialize)]
struct Head {
    salt: u64,
    waves: Vec<(WaveSource, usize)>,
}

impl SurveyPeople {
    /// Nobody yet, with a salt of its own.
    pub fn new() -> Self {
        Self { salt: random(), waves: Vec::new() }
    }

    /// What is remembered of a survey; none when nothing is. A damaged file is an error, and so is
    /// one of another version.
    pub fn load(
        fs: &dyn Fs,
        folders: &Folders,
        survey: SurveyId,
    ) -> Result<Option<Self>, ConfigError> {
        let path = path(folders, survey);
        match fs.read(&path, MAX_BYTES).and_then(|bytes| parse(&bytes)) {
            Ok(people) => Ok(Some(people)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(source) => Err(ConfigError::Io { path, source }),
        }
    }

    /// Remembers all of this in the place of what was remembered before. Of too many people none
    /// are remembered, which is an error.
    pub fn save(
        &self,
        fs: &dyn Fs,
        folders: &Folders,
        survey: SurveyId,
    ) -> Result<(), ConfigError> {
        let path = path(folders, survey);
        let folder = folders.survey_people();
        let write = || {
            let bytes = self.bytes()?;
            create_folders_synced(fs, &folder)?;
            sweep_older(fs, &folder, WRITTEN_WITHIN);
            let (temp, _) = write_temp(fs, &folder, &bytes, None, Access::Private)?;
            put(fs, &temp, &path)?;
            keep_newest(fs, paths(fs, &folder), MAX_SURVEYS);
            Ok(())
        };
        write().map_err(|source| ConfigError::Io { path: path.clone(), source })
    }

    /// Forgets who answered a survey, and what a session that died left of any.
    pub fn forget(fs: &dyn Fs, folders: &Folders, survey: SurveyId) -> Result<(), ConfigError> {
        sweep_older(fs, &folders.survey_people(), WRITTEN_WITHIN);
        let path = path(folders, survey);
        match fs.remove(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(ConfigError::Io { path, source: error })
            }
            _ => Ok(()),
        }
    }

    fn bytes(&self) -> io::Result<Vec<u8>> {
        let invalid = |error: String| io::Error::new(ErrorKind::InvalidData, error);
        if self.waves.iter().map(|wave| wave.people.len()).sum::<usize>() > MAX_PEOPLE {
            return Err(invalid(format!("it would hold more than {MAX_PEOPLE} people")));
        }
        let waves = self.waves.iter().map(|wave| (wave.source.clone(), wave.people.len()));
        let head = Head { salt: self.salt, waves: waves.collect() };
        let head = ron::ser::to_string_pretty(&head, ron::ser::PrettyConfig::default())
            .map_err(|error| invalid(error.to_string()))?;
        let mut text = MAGIC.to_owned();
        let _ = writeln!(text, "{}", head.len());
        text.push_str(&head);
        let mut bytes = text.into_bytes();
        for hash in self.waves.iter().flat_map(|wave| wave.people.hashes()) {
            bytes.extend_from_slice(&hash.to_le_bytes());
        }
        let check = crc32fast::hash(&bytes);
        bytes.extend_from_slice(&check.to_le_bytes());
        Ok(bytes)
    }
}

fn parse(bytes: &[u8]) -> io::Result<SurveyPeople> {
    let damaged = || io::Error::new(ErrorKind::InvalidData, "it is damaged, or of another version");
    let (content, check) = bytes.split_last_chunk::<4>().ok_or_else(damaged)?;
    if crc32fast::hash(content) != u32::from_le_bytes(*check) {
        return Err(damaged());
    }
    let rest = content.strip_prefix(MAGIC.as_bytes()).ok_or_else(damaged)?;
    let end = rest.iter().position(|byte| *byte == b'\n').ok_or_else(damaged)?;
    let (length, rest) = rest.split_at(end);
    let length = std::str::from_utf8(length).ok().and_then(|text| text.parse::<usize>().ok());
    let rest = rest.get(1..).unwrap_or_default();
    let (head, hashes) =
        length.and_then(|length| rest.split_at_checked(length)).ok_or_else(damaged)?;
    let head: Head = ron::de::from_bytes(head).map_err(|_| damaged())?;
    let mut hashes = hashes.as_chunks::<8>().0.iter().map(|bytes| u64::from_le_bytes(*bytes));
    let waves = head.waves.into_iter().map(|(source, count)| {
        let people = IdHashes::from_hashes(head.salt, hashes.by_ref().take(count).collect());
        WavePeople { source, people }
    });
    Ok(SurveyPeople { salt: head.salt, waves: waves.collect() })
}

fn path(folders: &Folders, survey: SurveyId) -> PathBuf {
    folders.survey_people().join(format!("{survey}.people"))
}

/// The side files of all surveys.
fn paths(fs: &dyn Fs, folder: &Path) -> Vec<PathBuf> {
    let is_one = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "people");
    fs.list(folder).unwrap_or_default().into_iter().filter(is_one).collect()
}

#[cfg(test)]
mod tests {
    use survey::read::source::Bytes;

    use super::*;
    use crate::mem::{Fault, MemFs};

    fn people() -> SurveyPeople {
        let file = Bytes::from(&b"id,nps\na,9\nb,10\n"[..]);
        let plan = survey::preview(&file, 4096).unwrap().plan.profile();
        let wave = |wave: &str, hashes: Vec<u64>| WavePeople {
            source: WaveSource {
                wave: wave.to_owned(),
                is_unnamed: wave == "May",
                is_reduced: false,
                tally_hash: 4,
                path: PathBuf::from(format!("/surveys/{wave}.csv")),
                plan: plan.clone(),
            },
            people: IdHashes::from_hashes(7, hashes),
        };
        SurveyPeople { salt: 7, waves: vec![wave("May", vec![3, 1, 2]), wave("June", vec![2])] }
    }

    #[test]
    fn who_answered_is_remembered_by_survey_and_forgotten_when_asked() {
        let (fs, folders) = (MemFs::new(), Folders::in_folder("/home".as_ref()));
        let (one, other) = (SurveyId::from_number(1), SurveyId::from_number(2));
        people().save(&fs, &folders, one).unwrap();
        assert_eq!(SurveyPeople::load(&fs, &folders, one).unwrap(), Some(people()));
        assert_eq!(SurveyPeople::load(&fs, &folders, other).unwrap(), None);
        SurveyPeople::forget(&fs, &folders, one).unwrap();
        SurveyPeople::forget(&fs, &folders, one).unwrap();
        assert_eq!(SurveyPeople::load(&fs, &folders, one).unwrap(), None);
    }

    #[test]
    fn what_a_session_that_died_left_is_swept_when_somebody_is_remembered_or_forgotten() {
        let (fs, folders) = (MemFs::new(), Folders::in_folder("/home".as_ref()));
        let id = SurveyId::from_number(1);
        people().save(&fs, &folders, id).unwrap();
        let stray = folders.survey_people().join(".~throughline-0123abcd.tmp");
        let leave = || {
            fs.put(&stray, b"hashes");
            fs.advance(Duration::from_mins(6));
        };
        fs.put(&stray, b"another window is writing this");
        SurveyPeople::forget(&fs, &folders, id).unwrap();
        assert!(fs.content(&stray).is_some());
        leave();
        SurveyPeople::forget(&fs, &folders, id).unwrap();
        assert_eq!(fs.content(&stray), None);
        leave();
        people().save(&fs, &folders, id).unwrap();
        assert_eq!(fs.content(&stray), None);
    }

    #[test]
    fn a_torn_file_is_said_to_be_damaged_and_never_half_believed() {
        let bytes = people().bytes().unwrap();
        assert!(parse(&bytes).is_ok());
        for length in 0..bytes.len() {
            assert!(parse(&bytes[..length]).is_err(), "cut at {length}");
        }
    }

    #[test]
    fn a_full_disk_keeps_what_was_remembered() {
        let (fs, folders) = (MemFs::new(), Folders::in_folder("/home".as_ref()));
        let id = SurveyId::from_number(1);
        people().save(&fs, &folders, id).unwrap();
        fs.set_fault(Some(Fault::DiskFull(0)));
        let mut more = people();
        more.waves.truncate(1);
        assert!(more.save(&fs, &folders, id).is_err());
        fs.set_fault(None);
        assert_eq!(SurveyPeople::load(&fs, &folders, id).unwrap(), Some(people()));
    }

    #[test]
    fn the_surveys_that_were_not_touched_for_longest_go_first() {
        let (fs, folders) = (MemFs::new(), Folders::in_folder("/home".as_ref()));
        for number in 0..=MAX_SURVEYS as u128 {
            fs.advance(Duration::from_mins(1));
            people().save(&fs, &folders, SurveyId::from_number(number)).unwrap();
        }
        let is_there = |number| {
            SurveyPeople::load(&fs, &folders, SurveyId::from_number(number)).unwrap().is_some()
        };
        assert!(!is_there(0) && is_there(1) && is_there(MAX_SURVEYS as u128));
    }
}
