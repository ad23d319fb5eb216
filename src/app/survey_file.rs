//! From a survey file to a project: what the import dialog and the command line share.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::PathBuf;

use model::{Edit, Links, MapField, MapId, Measured, Project, SurveyField, SurveyId, SurveyRecord};
use survey::compare::EmotionRule;
use survey::read::source::Source;
use survey::tally::{Dimension, Kind, Tally};

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
    /// The answers.
    pub tally: Tally,
    /// Which label is which element of the map.
    pub links: Links,
    /// The survey whose answers it takes the place of; none: it is added.
    pub replaces: Option<SurveyId>,
}

impl NewSurvey {
    /// A survey from this file, its labels matched to the map by likeness. A survey that came from
    /// a file of the same name gives way to it, and keeps what people assigned.
    pub fn new(project: &Project, map: MapId, file: String, tally: Tally) -> Self {
        let mut links = model::answers::suggest_links(project, map, &tally);
        let replaced = project.surveys.iter().find(|(_, survey)| survey.file == file);
        if let Some((_, survey)) = replaced {
            links.stages.extend(survey.links.stages.clone());
            links.personas.extend(survey.links.personas.clone());
            links.touchpoints.extend(survey.links.touchpoints.clone());
        }
        let name = file.rsplit_once('.').map_or(file.as_str(), |(stem, _)| stem).to_owned();
        Self { name, file, tally, links, replaces: replaced.map(|(id, _)| *id) }
    }

    /// The one edit that brings it into the project. A map without a measured curve gets one.
    pub fn into_edit(self, project: &Project, map: MapId, now: jiff::Timestamp) -> Edit {
        let mut edits = Vec::new();
        let measured = measured_question(&self.tally);
        let id = if let Some(id) = self.replaces {
            let fields = [
                SurveyField::Tally(self.tally.into()),
                SurveyField::Imported(now),
                SurveyField::Links(self.links),
            ];
            edits.extend(
                fields.into_iter().map(|field| Edit::SetSurvey { id, field: Box::new(field) }),
            );
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
        Edit::Batch { label: "Import survey".to_owned(), edits }
    }
}

/// How many groups there are at least before it matters that most hold a single answer.
const MANY_GROUPS: usize = 60;

/// A warning when answers are kept apart so finely that most groups hold a single one, which is
/// neither a figure nor anonymous: it names what to leave out.
pub fn too_fine(tally: &Tally) -> Option<String> {
    let singles = tally.rows.iter().filter(|row| row.counts.n() == 1).count();
    if tally.rows.len() < MANY_GROUPS || singles * 2 <= tally.rows.len() {
        return None;
    }
    let labels = |dimension: Dimension| (tally.labels(dimension).len(), dimension);
    let (count, finest) = Dimension::ALL.map(labels).into_iter().max_by_key(|(count, _)| *count)?;
    let what = match finest {
        Dimension::Stage => "stage",
        Dimension::Touchpoint => "touchpoint",
        Dimension::Persona => "persona",
        Dimension::Period => "date",
        Dimension::Segment => "segment",
        Dimension::Channel => "channel",
    };
    Some(format!(
        "{singles} of {} groups hold a single answer. Leave out the column that names the {what} \
         ({count} different ones), and the figures stand on more.",
        tally.rows.len()
    ))
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
    fn groups_of_single_answers_are_warned_of_with_what_to_leave_out() {
        let text = too_fine(&tally(200, 1)).unwrap();
        assert!(text.contains("200 of 200") && text.contains("touchpoint"), "{text}");
        assert_eq!(too_fine(&tally(200, 2)), None);
        assert_eq!(too_fine(&tally(10, 1)), None, "a small file has small groups");
    }
}
