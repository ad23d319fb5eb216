//! From a survey file to a project: what the import dialog and the command line share.

pub mod count;
mod look;
pub mod target;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::PathBuf;

use model::{Edit, Links, MapField, MapId, Measured, Project, SurveyField, SurveyId, SurveyRecord};
use survey::compare::EmotionRule;
use survey::import::{SaidSame, add_wave};
use survey::read::source::Source;
use survey::tally::{Dimension, Kind, Tally};
use survey::warning::{CountWarning, Warning};

pub use look::{Import, Looked, RowsSaid};
pub use target::Target;

/// How much of a file is looked at before it is counted.
pub const SAMPLE_BYTES: usize = 256 * 1024;

/// A file on the disk, opened as often as the importer wants.
#[derive(Clone, Debug)]
pub struct FileSource(pub PathBuf);

impl Source for FileSource {
    fn size_bytes(&self) -> io::Result<u64> {
        Ok(std::fs::metadata(&self.0)?.len())
    }

    fn open_at(&self, offset_bytes: u64) -> io::Result<Box<dyn Read + Send>> {
        let mut file = File::open(&self.0)?;
        file.seek(SeekFrom::Start(offset_bytes))?;
        Ok(Box::new(file))
    }
}

/// A survey that is about to be imported.
#[derive(Clone, Debug)]
pub struct NewSurvey {
    /// The name by which people find it.
    pub name: String,
    /// The file's name without its folder.
    pub file: String,
    /// The answers of the file.
    pub tally: Tally,
    /// Which label is which element of the map.
    pub links: Links,
    /// What becomes of it.
    pub target: Target,
    /// The name of this wave, where it is one.
    pub wave: String,
    /// The name of the wave that the answers before become, where they have none yet.
    pub unnamed: Option<String>,
    /// Waves before that were counted anew, see [`count::Counted::recounted`].
    pub recounted: Vec<count::Recounted>,
    /// Which questions are the same as those of the waves before, though put in other words.
    pub said_same: SaidSame,
}

impl NewSurvey {
    /// A survey from this file, its labels matched to the map: as people assigned them in the survey
    /// that it belongs to, else in any other, else by likeness.
    pub fn new(project: &Project, map: MapId, file: String, tally: Tally, target: Target) -> Self {
        let mut links = model::answers::suggest_links(project, map, &tally);
        let own = target.survey();
        let others = project.surveys.iter().filter(|(id, _)| Some(**id) != own);
        let mut others: Vec<_> = others.map(|(_, record)| record).collect();
        others.sort_by_key(|record| record.imported);
        for record in others {
            take_links(&mut links, &of_map(project, map, &record.links), &tally);
        }
        if let Some(record) = own.and_then(|own| project.surveys.get(&own)) {
            take_links(&mut links, &record.links, &tally);
        }
        let (mut wave, mut unnamed) = (String::new(), None);
        if let Target::WaveOf(id) = target
            && let Some(record) = project.surveys.get(&id)
        {
            wave = target::wave_name(record, &file, &tally);
            unnamed = target::first_wave_name(record);
            if unnamed.as_ref() == Some(&wave) {
                unnamed = Some(format!("{wave} (first)"));
            }
        }
        let name = stem(&file).to_owned();
        Self {
            name,
            file,
            tally,
            links,
            target,
            wave,
            unnamed,
            recounted: Vec::new(),
            said_same: SaidSame::new(),
        }
    }

    /// What people call the survey that it is or belongs to.
    pub fn name_in(&self, project: &Project) -> String {
        let record = self.target.survey().and_then(|id| project.surveys.get(&id));
        record.map_or(&*self.name, target::name_of).to_owned()
    }

    /// The one edit that brings it into the project, and the survey that it then is. A map without a
    /// measured curve gets one.
    pub fn into_edit(
        self,
        project: &Project,
        map: MapId,
        now: jiff::Timestamp,
    ) -> (Edit, SurveyId) {
        let mut edits = Vec::new();
        let mut measured = measured_question(&self.tally);
        let before = self.target.survey().and_then(|id| Some((id, project.surveys.get(&id)?)));
        let id = if let Some((id, record)) = before {
            let is_wave = matches!(self.target, Target::WaveOf(_));
            let links = with_links_of(&record.links, &self.links, &self.tally);
            let file =
                if is_wave { target::with_file(record, &self.file) } else { self.file.clone() };
            let tally = if is_wave { self.with_waves_of(&record.tally) } else { self.tally };
            measured = measured_question(&tally);
            let fields = [
                (record.file != file).then_some(SurveyField::File(file)),
                Some(SurveyField::Tally(tally.into())),
                Some(SurveyField::Imported(now)),
                Some(SurveyField::Links(links)),
            ];
            let set = |field| Edit::SetSurvey { id, field: Box::new(field) };
            edits.extend(fields.into_iter().flatten().map(set));
            id
        } else {
            let id = SurveyId::new();
            let survey = SurveyRecord {
                name: self.name,
                file: self.file,
                imported: now,
                tally: self.tally.into(),
                links: self.links,
                ext: model::Ext::default(),
            };
            edits.push(Edit::AddSurvey { id, survey: Box::new(survey) });
            id
        };
        let has_curve = project.maps.get(&map).is_some_and(|map| map.measured.is_some());
        if let Some(rule) = measured.filter(|_| !has_curve) {
            let measured = Some(Measured { survey: id, rule });
            edits.push(Edit::SetMap { id: map, field: MapField::Measured(measured) });
        }
        (Edit::Batch { label: "Import survey".to_owned(), edits }, id)
    }

    /// All waves: those of the survey so far, of which some were counted anew, and this one.
    fn with_waves_of(self, before: &Tally) -> Tally {
        let unnamed = self.unnamed.as_deref().unwrap_or(FIRST_WAVE);
        let mut all = before.clone();
        for count::Recounted { wave, tally, said_same } in self.recounted {
            let wave = wave.as_deref().unwrap_or(unnamed);
            all = add_wave(&all, unnamed, wave, tally, &said_same);
        }
        add_wave(&all, unnamed, &self.wave, self.tally, &self.said_same)
    }
}

/// The name of answers before, where nothing says a better one.
const FIRST_WAVE: &str = "Wave 1";

/// The name of a file without its ending.
fn stem(file: &str) -> &str {
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

/// What the labels of a survey mean from now on: as was chosen for those of the file, as before for
/// all others, which may come back in the next one.
fn with_links_of(before: &Links, chosen: &Links, tally: &Tally) -> Links {
    fn with<T: Copy>(
        before: &BTreeMap<String, T>,
        chosen: &BTreeMap<String, T>,
        labels: &[String],
    ) -> BTreeMap<String, T> {
        let mut all = before.clone();
        all.retain(|label, _| !labels.contains(label));
        all.extend(chosen.iter().map(|(label, id)| (label.clone(), *id)));
        all
    }
    let labels = |dimension| tally.labels(dimension);
    Links {
        stages: with(&before.stages, &chosen.stages, &labels(Dimension::Stage)),
        personas: with(&before.personas, &chosen.personas, &labels(Dimension::Persona)),
        touchpoints: with(&before.touchpoints, &chosen.touchpoints, &labels(Dimension::Touchpoint)),
    }
}

/// The links to what is on this map.
fn of_map(project: &Project, map: MapId, links: &Links) -> Links {
    let mut links = links.clone();
    if let Some(map) = project.maps.get(&map) {
        links.stages.retain(|_, id| map.stages.contains_key(id));
        links.touchpoints.retain(|_, id| map.cards.contains_key(id));
    }
    links.personas.retain(|_, id| project.personas.contains_key(id));
    links
}

/// Takes over what the labels of this tally mean in another survey.
fn take_links(links: &mut Links, other: &Links, tally: &Tally) {
    fn take<T: Copy>(
        own: &mut BTreeMap<String, T>,
        other: &BTreeMap<String, T>,
        labels: &[String],
    ) {
        for label in labels {
            if let Some(id) = other.get(label) {
                own.insert(label.clone(), *id);
            }
        }
    }
    take(&mut links.stages, &other.stages, &tally.labels(Dimension::Stage));
    take(&mut links.personas, &other.personas, &tally.labels(Dimension::Persona));
    take(&mut links.touchpoints, &other.touchpoints, &tally.labels(Dimension::Touchpoint));
}

/// How many groups there are at least before it matters that most hold a single answer.
const MANY_GROUPS: usize = 60;

/// A warning when answers are kept apart so finely that most groups hold a single one, which is
/// neither a figure nor anonymous: it names what tells them apart most.
pub fn too_fine(tally: &Tally) -> Option<Warning> {
    let singles = tally.rows.iter().filter(|row| row.counts.n() == 1).count();
    if tally.rows.len() < MANY_GROUPS || singles * 2 <= tally.rows.len() {
        return None;
    }
    let labels = |dimension: Dimension| (tally.labels(dimension).len(), dimension);
    let (labels, finest) = Dimension::ALL.map(labels).into_iter().max_by_key(|(count, _)| *count)?;
    let groups = tally.rows.len();
    Some(CountWarning::SingleAnswers { singles, groups, finest, labels }.into())
}

/// The question that best tells how people feel: satisfaction, else effort, else any scale.
fn measured_question(tally: &Tally) -> Option<EmotionRule> {
    let rank = |kind: Kind| match kind {
        Kind::Csat => 0,
        Kind::Ces => 1,
        Kind::Rating => 2,
        Kind::Nps => 3,
        Kind::Binary | Kind::Amount | Kind::Count => 4,
    };
    let question = tally.questions.iter().min_by_key(|question| rank(question.kind))?;
    EmotionRule::for_question(question)
}

#[cfg(test)]
mod tests {
    use survey::tally::{Counts, Labels, TallyRow};

    use super::*;

    fn tally(groups: usize, answers: u64) -> Tally {
        let row = |number: usize| TallyRow {
            question: "NPS".to_owned(),
            labels: Labels { touchpoint: Some(format!("t{number}")), ..Labels::default() },
            wave: None,
            complete: true,
            counts: Counts { answers: [(9, answers)].into(), ..Counts::default() },
        };
        Tally { rows: (0..groups).map(row).collect(), ..Tally::default() }
    }

    #[test]
    fn groups_of_single_answers_are_warned_of_with_what_tells_them_apart() {
        let text = too_fine(&tally(200, 1)).unwrap().to_string();
        assert!(text.contains("200 of 200") && text.contains("touchpoint"), "{text}");
        assert_eq!(too_fine(&tally(200, 2)), None);
        assert_eq!(too_fine(&tally(10, 1)), None, "a small file has small groups");
    }
}
