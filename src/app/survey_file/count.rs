//! Counting a survey file, and where it is another wave, what that changes in the waves before.

use std::io::ErrorKind;
use std::path::Path;

use anyhow::Context as _;
use model::{Project, Shared, SurveyId};
use store::{Folders, RealFs, SurveyPeople, WavePeople, WaveSource};
use survey::Source;
use survey::columns::Role;
use survey::import::{
    self, IdHashes, Imported, Keep, Plan, Rejects, RowCounts, SaidSame, run_without, wave_hash,
};
use survey::read::ReadError;
use survey::tally::Tally;
use survey::warning::Warning;

use super::{FileSource, too_fine};

/// What is to be counted.
#[derive(Clone, Debug, PartialEq)]
pub struct CountRequest {
    /// How the file is read.
    pub plan: Plan,
    /// The survey that the file may be another wave of, as the project has it.
    pub related: Option<Related>,
    /// Whether it is to be another wave of it: the plan then says which answers of people count
    /// who answered an earlier wave as well.
    pub is_wave: bool,
    /// The wave of the survey that the file takes the place of.
    pub replaces: Option<String>,
    /// Whether it is asked who answered, to recognise them in the next wave. Who answered is always
    /// found where the file may be another wave.
    pub wants_people: bool,
    /// What ids are hashed together with, unless the survey has a salt of its own already.
    pub salt: u64,
}

/// A survey of the project. It is cheap to copy, and to compare while nothing is imported.
#[derive(Clone, Debug, PartialEq)]
pub struct Related {
    /// Which.
    pub id: SurveyId,
    /// Its answers, of all waves.
    pub tally: Shared<Tally>,
}

impl Related {
    /// A survey of the project, if it is there.
    pub fn of(project: &Project, id: SurveyId) -> Option<Self> {
        let tally = project.surveys.get(&id)?.tally.clone();
        Some(Self { id, tally })
    }
}

/// A file that was counted. What may be large is shared by copies.
#[derive(Clone, Debug)]
pub struct Counted {
    /// The answers.
    pub tally: Shared<Tally>,
    /// What became of the rows.
    pub counts: RowCounts,
    /// Cells and rows that could not be used, with the reason.
    pub rejects: Rejects,
    /// What a person should know.
    pub warnings: Vec<Warning>,
    /// Who answered; none where no column tells people from each other.
    pub people: Option<Shared<IdHashes>>,
    /// What is known of those who answered the waves before.
    pub known: Known,
    /// Waves before whose answers give way to those of the file; a wave without a name is none.
    pub recounted: Vec<Recounted>,
    /// How many rows of the waves before give way.
    pub gave_way: u64,
    /// Why the waves before cannot be counted again, a sentence. Then nothing may be imported so.
    pub problem: Option<String>,
}

/// A wave before that was counted anew, without those who answered later.
#[derive(Clone, Debug)]
pub struct Recounted {
    /// Its name; none for answers that were imported before there was a second wave.
    pub wave: Option<String>,
    /// Its answers.
    pub tally: Shared<Tally>,
    /// Which of its questions are the same as others, though put in other words.
    pub said_same: SaidSame,
}

/// What this computer knows of those who answered the waves before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Known {
    /// There are no waves before.
    #[default]
    Nothing,
    /// Who answered these waves is not known here.
    Unknown(Vec<String>),
    /// Who answered all of them is known.
    People {
        /// How many there are.
        before: usize,
        /// How many of them answered in this file as well.
        again: usize,
    },
}

impl Known {
    /// How many people answered again, of how many.
    pub const fn shared(&self) -> Option<(usize, usize)> {
        match self {
            Self::People { before, again } => Some((*again, *before)),
            Self::Nothing | Self::Unknown(_) => None,
        }
    }
}

/// Whether a plan names what tells people from each other.
pub fn tells_people(plan: &Plan) -> bool {
    !plan.options.unique_by.is_empty() || plan.column_of(Role::Id).is_some()
}

/// Counts a file. `tell` is told the share that is done (0 to 1) and says whether to go on.
pub fn count(
    source: &dyn Source,
    request: &CountRequest,
    folders: &Folders,
    tell: &(dyn Fn(f64) -> bool + Sync),
) -> anyhow::Result<Counted> {
    let plan = &request.plan;
    let earlier = Before::of(request, folders);
    let (keep, before) = (earlier.keep(request), earlier.people());
    let Before { salt, waves, unknown } = earlier;
    let parts = if keep == Keep::Latest { 1 + waves.len() } else { 1 };
    let nobody = IdHashes::new(salt);
    let left_out = if keep == Keep::First { &before } else { &nobody };
    let tell_part = |at| tell(share(at, 0, parts));
    let finds_people = tells_people(plan) && (request.wants_people || request.related.is_some());
    let (mut imported, people) = if finds_people {
        run_without(source, plan, left_out, &tell_part)?
    } else {
        (import::run(source, plan, &tell_part)?, IdHashes::default())
    };
    imported.warnings.extend(too_fine(&imported.tally));
    let Imported { tally, counts, rejects, labels: _, warnings } = imported;
    let known = match &request.related {
        None => Known::Nothing,
        Some(_) if !unknown.is_empty() => Known::Unknown(unknown),
        Some(_) if waves.is_empty() => Known::Nothing,
        Some(_) => Known::People { before: before.len(), again: before.shared_with(&people) },
    };
    let mut counted = Counted {
        tally: tally.into(),
        counts,
        rejects,
        warnings,
        people: finds_people.then(|| people.into()),
        known,
        recounted: Vec::new(),
        gave_way: 0,
        problem: None,
    };
    if keep == Keep::Latest
        && let Err(error) = counted.recount(&waves, parts, tell)
    {
        if matches!(error.downcast_ref(), Some(ReadError::Cancelled)) {
            return Err(error);
        }
        counted.problem = Some(format!("{error:#}"));
    }
    Ok(counted)
}

/// Writes all that counting a file leaves out to another file, as comma-separated text. Returns how
/// many lines that has below its header. Until it is written it is not there.
pub fn save_rejects(
    source: &dyn Source,
    request: &CountRequest,
    folders: &Folders,
    path: &Path,
    tell: &(dyn Fn(f64) -> bool + Sync),
) -> anyhow::Result<u64> {
    let earlier = Before::of(request, folders);
    let left_out = (earlier.keep(request) == Keep::First).then(|| earlier.people());
    let tell = |at| tell(share(at, 0, 1));
    let mut lines = 0;
    let written = store::write_stream::<ReadError>(&RealFs, path, |out| {
        let plan = &request.plan;
        lines = import::write_rejects(source, plan, left_out.as_ref(), out, &tell)?;
        Ok(())
    });
    match written {
        Ok(_) => Ok(lines),
        Err(ReadError::Cancelled) => Err(ReadError::Cancelled.into()),
        Err(ReadError::Io(error) | ReadError::Written(error)) => {
            Err(error).with_context(|| format!("{} was not written", path.display()))
        }
        Err(error) => Err(error.into()),
    }
}

/// The share that is done of all files, when one of them is read.
fn share(at: import::Progress, part: usize, parts: usize) -> f64 {
    (part as f64 + at.done_bytes as f64 / at.total_bytes.max(1) as f64) / parts.max(1) as f64
}

/// Who answered the waves before.
#[derive(Default)]
struct Before {
    salt: u64,
    /// The waves that are still in the project, by their names there, as they were imported.
    waves: Vec<(Option<String>, WavePeople)>,
    /// The waves of which nobody knows who answered.
    unknown: Vec<String>,
}

impl Before {
    fn of(request: &CountRequest, folders: &Folders) -> Self {
        match &request.related {
            Some(related) if tells_people(&request.plan) => Self::find(related, request, folders),
            _ => Self { salt: request.salt, ..Self::default() },
        }
    }

    /// Which answers count of people who answered an earlier wave as well.
    fn keep(&self, request: &CountRequest) -> Keep {
        let is_known = request.is_wave && self.unknown.is_empty();
        if is_known { request.plan.options.keep } else { Keep::All }
    }

    /// All who answered the waves before.
    fn people(&self) -> IdHashes {
        let mut people = IdHashes::new(self.salt);
        for (_, wave) in &self.waves {
            people.join(&wave.people);
        }
        people
    }

    fn find(related: &Related, request: &CountRequest, folders: &Folders) -> Self {
        let remembered = SurveyPeople::load(&RealFs, folders, related.id);
        let remembered =
            remembered.inspect_err(|error| tracing::warn!(%error, "people of a survey"));
        let remembered = remembered.ok().flatten();
        let salt = remembered.as_ref().map_or(request.salt, |remembered| remembered.salt);
        let mut wanted: Vec<(Option<String>, Option<u64>)> = import::waves(&related.tally)
            .into_iter()
            .filter(|wave| wave.is_none() || *wave != request.replaces)
            .map(|wave| (wave.clone(), wave_hash(&related.tally, wave.as_deref())))
            .collect();
        let mut waves = Vec::new();
        for own in remembered.into_iter().flat_map(|remembered| remembered.waves) {
            let is_it = |(wave, hash): &(Option<String>, Option<u64>)| {
                let is_named = match wave {
                    Some(wave) => own.source.wave == *wave,
                    None => own.source.is_unnamed,
                };
                is_named && *hash == Some(own.source.tally_hash)
            };
            if let Some(place) = wanted.iter().position(is_it) {
                waves.push((wanted.remove(place).0, own));
            }
        }
        let name = |wave: Option<String>| wave.unwrap_or("the answers before".to_owned());
        let unknown = wanted.into_iter().map(|(wave, _)| name(wave)).collect();
        Self { salt, waves, unknown }
    }
}

impl Counted {
    /// Counts the waves before without those who answered a later one.
    fn recount(
        &mut self,
        waves: &[(Option<String>, WavePeople)],
        parts: usize,
        tell: &(dyn Fn(f64) -> bool + Sync),
    ) -> anyhow::Result<()> {
        for (number, (name, wave)) in waves.iter().enumerate() {
            let mut later = self.people.as_deref().cloned().unwrap_or_default();
            for (_, other) in waves.iter().skip(number + 1) {
                later.join(&other.people);
            }
            if wave.people.shared_with(&later) == 0 && !wave.source.is_reduced {
                continue;
            }
            let tell = |at| tell(share(at, number + 1, parts));
            let (imported, people) = count_again(&wave.source, &later, &tell)?;
            if people.hashes() != wave.people.hashes() {
                anyhow::bail!(
                    "{} is not the file any more that was imported as “{}”, so its answers cannot \
                     be counted again without those of people who answered later.",
                    name_of(&wave.source.path),
                    wave.source.wave
                );
            }
            self.gave_way += imported.counts.other_wave;
            self.recounted.push(Recounted {
                wave: name.clone(),
                tally: imported.tally.into(),
                said_same: wave.source.plan.said_same(),
            });
        }
        Ok(())
    }
}

fn count_again(
    wave: &WaveSource,
    later: &IdHashes,
    tell: &import::ProgressFn<'_>,
) -> anyhow::Result<(Imported, IdHashes)> {
    let name = name_of(&wave.path);
    let file = FileSource(wave.path.clone());
    if let Err(error) = file.size_bytes()
        && error.kind() == ErrorKind::NotFound
    {
        anyhow::bail!(
            "{name}, which was imported as “{}”, is not in {} any more. So its answers cannot be \
             counted again without those of people who answered later.",
            wave.wave,
            wave.path.parent().unwrap_or(Path::new("")).display()
        );
    }
    match run_without(&file, &wave.plan, later, tell) {
        Err(ReadError::Cancelled) => Err(ReadError::Cancelled.into()),
        result => result.with_context(|| name),
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use survey::read::source::Bytes;

    use super::*;

    #[test]
    fn a_count_that_is_stopped_gives_nothing_and_keeps_nothing() {
        let file = Bytes::from(&b"Response ID,nps\na,9\nb,10\nc,3\n"[..]);
        let request = CountRequest {
            plan: survey::preview(&file, 4096).unwrap().plan,
            related: None,
            is_wave: false,
            replaces: None,
            wants_people: true,
            salt: 1,
        };
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::in_folder(home.path());
        let stopped = count(&file, &request, &folders, &|_| false).unwrap_err();
        assert!(matches!(stopped.downcast_ref(), Some(ReadError::Cancelled)), "{stopped}");
        assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0);
        let counted = count(&file, &request, &folders, &|_| true).unwrap();
        assert_eq!(counted.people.unwrap().len(), 3);
        assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0, "only Import keeps people");
    }
}
