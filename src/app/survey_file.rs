//! From a survey file to a project: what the import dialog and the command line share.

pub mod count;
pub mod elements;
mod look;
mod people;
pub mod target;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::PathBuf;

use model::{
    Edit, Links, MapField, MapId, Measured, Project, Shared, SurveyField, SurveyId, SurveyRecord,
};
use survey::compare::EmotionRule;
use survey::import::{SaidSame, add_wave};
use survey::read::source::Source;
use survey::tally::{Dimension, Kind, Tally, label_group};
use survey::warning::{CountWarning, Warning};

pub use look::{Import, Looked, RowsSaid};
pub use people::Remembered;
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
    pub tally: Shared<Tally>,
    /// Which label is which element of the map.
    pub links: Links,
    /// What becomes of it.
    pub target: Target,
    /// The name of this wave, where it is one.
    pub wave: String,
    /// The name of the wave that the answers before become, where they have none yet.
    pub unnamed: Option<String>,
    /// The names of the waves that the survey has, where it is one.
    pub taken: BTreeSet<String>,
    /// Waves before that were counted anew, see [`count::Counted::recounted`].
    pub recounted: Vec<count::Recounted>,
    /// Which questions are the same as those of the waves before, though put in other words.
    pub said_same: SaidSame,
}

impl NewSurvey {
    /// A survey from this file, its labels matched to the map: as people assigned them in the survey
    /// that it belongs to, else in any other, else by likeness.
    pub fn new(
        project: &Project,
        map: MapId,
        file: String,
        tally: Shared<Tally>,
        target: Target,
    ) -> Self {
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
        let (mut wave, mut unnamed, mut taken) = (String::new(), None, BTreeSet::new());
        if let Target::WaveOf(id) = target
            && let Some(record) = project.surveys.get(&id)
        {
            taken = target::wave_names(record);
            wave = target::wave_name(record, &taken, &file, &tally);
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
            taken,
            recounted: Vec::new(),
            said_same: SaidSame::new(),
        }
    }

    /// The wave of the survey whose place it takes; none where that has no wave of this name.
    pub fn wave_before(&self) -> Option<&String> {
        self.taken.get(self.wave.trim())
    }

    /// What people call the survey that it is or belongs to.
    pub fn name_in(&self, project: &Project) -> String {
        let record = self.target.survey().and_then(|id| project.surveys.get(&id));
        record.map_or(&*self.name, SurveyRecord::title).to_owned()
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
            let tally = if is_wave { self.with_waves_of(&record.tally).into() } else { self.tally };
            measured = measured_question(&tally);
            let fields = [
                (record.file != file).then_some(SurveyField::File(file)),
                Some(SurveyField::Tally(tally)),
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
                tally: self.tally,
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
            all = add_wave(&all, unnamed, wave, tally.into_inner(), &said_same);
        }
        add_wave(&all, unnamed, &self.wave, self.tally.into_inner(), &self.said_same)
    }
}

/// The name of answers before, where nothing says a better one.
const FIRST_WAVE: &str = "Wave 1";

/// The name of a file without its ending.
fn stem(file: &str) -> &str {
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

/// What the labels of a survey mean from now on: as was chosen for those of the file, as before for
/// all others, which may come back in the next one. Of a label that was spelled otherwise before,
/// either spelling may be the one that stays.
fn with_links_of(before: &Links, chosen: &Links, tally: &Tally) -> Links {
    fn with<T: Copy>(
        before: &BTreeMap<String, T>,
        chosen: &BTreeMap<String, T>,
        labels: &[String],
    ) -> BTreeMap<String, T> {
        let groups: BTreeSet<String> = labels.iter().map(|label| label_group(label)).collect();
        let mut all = before.clone();
        all.retain(|label, _| !groups.contains(&label_group(label)));
        let meant: BTreeMap<String, T> =
            chosen.iter().map(|(label, id)| (label_group(label), *id)).collect();
        let spelled = before.keys().chain(chosen.keys());
        all.extend(
            spelled.filter_map(|label| Some((label.clone(), *meant.get(&label_group(label))?))),
        );
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
        let groups: BTreeMap<String, T> =
            other.iter().map(|(label, id)| (label_group(label), *id)).collect();
        for label in labels {
            if let Some(id) = other.get(label).or_else(|| groups.get(&label_group(label))) {
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
    let (labels, finest) =
        Dimension::ALL.map(labels).into_iter().max_by_key(|(count, _)| *count)?;
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
    fn a_label_that_is_spelled_otherwise_means_the_same_whichever_spelling_stays() {
        let stage = model::StageId::from_number;
        let links = |labels: &[(&str, u128)]| Links {
            stages: labels.iter().map(|(label, id)| ((*label).to_owned(), stage(*id))).collect(),
            ..Links::default()
        };
        let mut later = tally(1, 5);
        later.rows[0].labels.stage = Some("web shop".to_owned());
        let before = links(&[("Web shop", 1), ("Store", 2)]);
        let mut taken = Links::default();
        take_links(&mut taken, &before, &later);
        assert_eq!(taken, links(&[("web shop", 1)]));
        let kept = with_links_of(&before, &links(&[("web shop", 3)]), &later);
        assert_eq!(kept, links(&[("web shop", 3), ("Web shop", 3), ("Store", 2)]));
        let unassigned = with_links_of(&before, &Links::default(), &later);
        assert_eq!(unassigned, links(&[("Store", 2)]));
    }

    #[test]
    fn groups_of_single_answers_are_warned_of_with_what_tells_them_apart() {
        let text = too_fine(&tally(200, 1)).unwrap().to_string();
        assert!(text.contains("200 of 200") && text.contains("touchpoint"), "{text}");
        assert_eq!(too_fine(&tally(200, 2)), None);
        assert_eq!(too_fine(&tally(10, 1)), None, "a small file has small groups");
    }
}
