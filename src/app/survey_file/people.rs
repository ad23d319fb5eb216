//! Who answered a survey: remembered after an import, so that the next wave can tell who answers again.

use anyhow::Context as _;
use model::{Project, SurveyId, SurveyRecord};
use store::{Folders, RealFs, SurveyPeople, WavePeople, WaveSource};
use survey::import::{IdHashes, Keep, wave_hash};

use super::target::{Target, first_wave_name};
use super::{Import, NewSurvey};

/// What is to be remembered of the people who answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remembered {
    /// Nobody of the survey: what was known is forgotten.
    Nobody,
    /// Those of the waves before, where they are known, but none of the file.
    Before,
    /// Those of the file as well, where it tells them from each other.
    All,
}

/// Remembers who answered a survey that was just imported, or forgets it if that is wanted.
///
/// `project` is the project after the import, `id` the survey in it.
pub(super) fn remember(
    folders: &Folders,
    project: &Project,
    id: SurveyId,
    import: &Import,
) -> anyhow::Result<()> {
    let imported = &import.survey;
    let is_wave = matches!(imported.target, Target::WaveOf(_));
    let people = import.people.as_deref().filter(|_| import.remembered == Remembered::All);
    // All answers of before are gone where the file takes their place.
    if import.remembered == Remembered::Nobody || (people.is_none() && !is_wave) {
        return Ok(SurveyPeople::forget(&RealFs, folders, id)?);
    }
    let record = project.surveys.get(&id).context("The survey is not in the project any more.")?;
    let before = if is_wave { remembered_before(folders, id, people) } else { None };
    if people.is_none() && before.is_none() {
        return Ok(());
    }
    let mut remembered = before.unwrap_or_default();
    remembered.waves = remembered
        .waves
        .into_iter()
        .filter_map(|wave| still_known(wave, imported, record))
        .collect();
    if let Some(people) = people {
        remembered.salt = people.salt();
        remembered.waves.extend(wave_of_import(import, record, people));
    }
    Ok(remembered.save(&RealFs, folders, id)?)
}

/// What is to be remembered of the file that was imported; none where the survey has no answers
/// of it.
fn wave_of_import(import: &Import, record: &SurveyRecord, people: &IdHashes) -> Option<WavePeople> {
    let (imported, plan) = (&import.survey, &import.plan);
    let is_wave = matches!(imported.target, Target::WaveOf(_));
    let wave = is_wave.then_some(imported.wave.as_str());
    let source = WaveSource {
        wave: wave.map(str::to_owned).or_else(|| first_wave_name(record)).unwrap_or_default(),
        is_unnamed: !is_wave,
        is_reduced: is_wave && plan.options.keep == Keep::First,
        tally_hash: wave_hash(&record.tally, wave)?,
        path: std::path::absolute(&import.path).unwrap_or_else(|_| import.path.clone()),
        plan: plan.profile(),
    };
    Some(WavePeople { source, people: people.clone() })
}

/// What was remembered before the import. What cannot be read is begun anew: it would stand in the
/// way of every import to come.
fn remembered_before(
    folders: &Folders,
    id: SurveyId,
    people: Option<&IdHashes>,
) -> Option<SurveyPeople> {
    let before = SurveyPeople::load(&RealFs, folders, id);
    let before = before.inspect_err(|error| tracing::warn!(%error, "people of a survey"));
    // People hashed with another salt could never be recognised.
    let is_alike = |before: &SurveyPeople| people.is_none_or(|people| people.salt() == before.salt);
    before.ok().flatten().filter(is_alike)
}

/// A wave that was remembered before another one was imported, as it is in the survey now. None
/// where the survey has something else in its place.
fn still_known(
    mut wave: WavePeople,
    imported: &NewSurvey,
    record: &SurveyRecord,
) -> Option<WavePeople> {
    let source = &mut wave.source;
    let was_recounted = imported.recounted.iter().any(|own| match &own.wave {
        Some(name) => *name == source.wave,
        None => source.is_unnamed,
    });
    if let (true, Some(name)) = (source.is_unnamed, &imported.unnamed) {
        source.wave.clone_from(name);
    }
    let hash = wave_hash(&record.tally, Some(&source.wave))?;
    if source.wave == imported.wave || (hash != source.tally_hash && !was_recounted) {
        return None;
    }
    source.tally_hash = hash;
    source.is_reduced &= !was_recounted;
    Some(wave)
}
