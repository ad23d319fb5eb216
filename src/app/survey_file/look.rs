//! The first look at a survey file, with what was decided about the one before it, and what is kept
//! of an import for the next one.

use std::path::{Path, PathBuf};

use model::{Project, SurveyId};
use store::{Folders, RealFs, SurveyPeople, SurveyProfile};
use survey::columns::tool::Tool;
use survey::import::{self, IdHashes, Plan, Preview};

use super::{FileSource, NewSurvey, SAMPLE_BYTES, count};

/// A survey file, looked at.
#[derive(Clone, Debug)]
pub struct Looked {
    /// What is in it, and what was guessed.
    pub preview: Preview,
    /// What was decided about a file like it.
    pub profile: Option<SurveyProfile>,
    /// What response ids are hashed together with, if nothing else is known.
    pub salt: u64,
}

impl Looked {
    /// Looks at a file.
    pub fn at(path: &Path, folders: &Folders) -> anyhow::Result<Self> {
        let preview = import::preview(&FileSource(path.to_owned()), SAMPLE_BYTES)?;
        let salt = SurveyPeople::new().salt;
        let (preview, profile) = with_profile(preview, folders);
        Ok(Self { preview, profile, salt })
    }
}

/// Finds what was decided about a file with these columns. Somebody may have said that the file
/// before had another number of header rows than one would guess.
fn with_profile(preview: Preview, folders: &Folders) -> (Preview, Option<SurveyProfile>) {
    if !has_profile(&preview.plan) {
        return (preview, None);
    }
    let same = |preview: &Preview| {
        let found = SurveyProfile::of_same_columns(&RealFs, folders, &preview.plan)?;
        let rows = |plan: &Plan| plan.format.header_rows;
        (rows(&found.plan) == rows(&preview.plan)).then_some(found)
    };
    if let Some(profile) = same(&preview) {
        return (preview, Some(profile));
    }
    for rows in (1..=3).filter(|rows| *rows != preview.plan.format.header_rows) {
        let other = preview.clone().with_header_rows(rows);
        if let Some(profile) = same(&other) {
            return (other, Some(profile));
        }
    }
    let profile = SurveyProfile::of_like_columns(&RealFs, folders, &preview.plan);
    (preview, profile)
}

/// Whether anything is to be decided about a file: the tally of a database says itself what it is.
fn has_profile(plan: &Plan) -> bool {
    plan.tool != Tool::ThroughlineTally
}

/// A survey that is to be imported, and what is to be kept of it.
#[derive(Clone, Debug)]
pub struct Import {
    /// The survey.
    pub survey: NewSurvey,
    /// The file.
    pub path: PathBuf,
    /// How it was read.
    pub plan: Plan,
    /// Whether the person wants people to be recognised in the next wave.
    pub remembers_people: bool,
    /// Who answered, where that can be told.
    pub people: Option<IdHashes>,
}

impl Import {
    /// Keeps what was decided, and who answered if that is wanted, on this computer. `id` is the
    /// survey in `project`, as it is after the import.
    pub fn remember(
        &self,
        folders: &Folders,
        project: &Project,
        id: SurveyId,
    ) -> anyhow::Result<()> {
        let now = std::time::SystemTime::now();
        let profile = SurveyProfile::new(&self.survey.file, &self.plan, self.remembers_people, now);
        let kept = if has_profile(&self.plan) { profile.save(&RealFs, folders) } else { Ok(()) };
        let people = self.people.as_ref().filter(|_| self.remembers_people);
        count::remember(folders, project, id, self, people)?;
        Ok(kept?)
    }
}
