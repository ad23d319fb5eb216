//! The first look at a survey file, with what was decided about the one before it, and what is kept
//! of an import for the next one.

use std::path::{Path, PathBuf};

use model::{Project, Shared, SurveyId};
use store::{Folders, RealFs, SurveyPeople, SurveyProfile};
use survey::columns::tool::Tool;
use survey::import::{self, IdHashes, LongLayout, Plan, Preview};

use super::people::{self, Remembered};
use super::{FileSource, NewSurvey, SAMPLE_BYTES};

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

/// What a person says of the rows of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowsSaid {
    /// How many of them are headers.
    pub header_rows: usize,
    /// Where each of them holds one answer: the columns with the question and the answer.
    pub long: Option<LongLayout>,
}

impl Looked {
    /// Looks at a file. What was said of the rows of one like it holds, unless it is said anew.
    pub fn at(path: &Path, folders: &Folders, said: Option<RowsSaid>) -> anyhow::Result<Self> {
        let source = FileSource(path.to_owned());
        let preview = import::preview(&source, SAMPLE_BYTES)?;
        let salt = SurveyPeople::new().salt;
        let (preview, profile) = match said {
            Some(said) => as_said(&source, preview, said, folders)?,
            None => with_profile(&source, preview, folders),
        };
        Ok(Self { preview, profile, salt })
    }
}

/// The file with the rows that a person says it has, and what was decided about one with such rows.
fn as_said(
    source: &FileSource,
    preview: Preview,
    said: RowsSaid,
    folders: &Folders,
) -> anyhow::Result<(Preview, Option<SurveyProfile>)> {
    let mut preview = preview.with_header_rows(said.header_rows);
    let profile = SurveyProfile::of_same_columns(&RealFs, folders, &preview.plan);
    let names = preview.plan.file_names();
    if let Some(layout) = said.long {
        preview = preview.one_row_per_person(source, layout, SAMPLE_BYTES)?;
    }
    let layout = |profile: &SurveyProfile| match &profile.plan.long {
        Some(long) => long.layout_among(&names),
        None => None,
    };
    Ok((preview, profile.filter(|profile| layout(profile) == said.long)))
}

/// Finds what was decided about a file with these columns. Somebody may have said that the file
/// before had another number of header rows than one would guess, or one row per answer.
fn with_profile(
    source: &FileSource,
    preview: Preview,
    folders: &Folders,
) -> (Preview, Option<SurveyProfile>) {
    if !has_profile(&preview.plan) {
        return (preview, None);
    }
    let same = |preview: &Preview| {
        let found = SurveyProfile::of_same_columns(&RealFs, folders, &preview.plan)?;
        let rows = |plan: &Plan| plan.file_format().header_rows;
        (rows(&found.plan) == rows(&preview.plan)).then_some(found)
    };
    if let Some(profile) = same(&preview) {
        return put_together(source, preview, profile);
    }
    for rows in (1..=3).filter(|rows| *rows != preview.plan.format.header_rows) {
        let other = preview.clone().with_header_rows(rows);
        if let Some(profile) = same(&other) {
            return put_together(source, other, profile);
        }
    }
    match SurveyProfile::of_like_columns(&RealFs, folders, &preview.plan) {
        Some(profile) => put_together(source, preview, profile),
        None => (preview, None),
    }
}

/// The file with one row per person, where that was decided. What cannot be put together is shown
/// as it is, without what was decided.
fn put_together(
    source: &FileSource,
    preview: Preview,
    profile: SurveyProfile,
) -> (Preview, Option<SurveyProfile>) {
    let Some(long) = &profile.plan.long else { return (preview, Some(profile)) };
    let layout = long.layout_among(&preview.plan.file_names());
    let wide =
        layout.and_then(|layout| preview.one_row_per_person(source, layout, SAMPLE_BYTES).ok());
    match wide {
        Some(wide) => (wide, Some(profile)),
        None => (preview, None),
    }
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
    /// Who is to be recognised in the next wave.
    pub remembered: Remembered,
    /// Who answered, where that can be told.
    pub people: Option<Shared<IdHashes>>,
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
        let remembers_people = self.remembered == Remembered::All;
        let profile = SurveyProfile::new(&self.survey.file, &self.plan, remembers_people, now);
        let kept = if has_profile(&self.plan) { profile.save(&RealFs, folders) } else { Ok(()) };
        self.remember_people(folders, project, id)?;
        Ok(kept?)
    }

    /// Keeps who answered, if that is wanted, and nothing else.
    pub fn remember_people(
        &self,
        folders: &Folders,
        project: &Project,
        id: SurveyId,
    ) -> anyhow::Result<()> {
        people::remember(folders, project, id, self)
    }
}
