//! What becomes of a survey file: a survey of its own, a newer version of one that is there, or
//! another wave of it.

use std::collections::{BTreeMap, BTreeSet};

use model::{Project, SurveyId, SurveyRecord};
use survey::import::{SaidSame, WaveChanges, compare_waves, months_of, waves};
use survey::tally::{Question, Tally};

/// What becomes of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Target {
    /// A survey of its own.
    #[default]
    New,
    /// It takes the place of all answers of this survey.
    Replace(SurveyId),
    /// It is another wave of this survey.
    WaveOf(SurveyId),
}

impl Target {
    /// The survey of the project that it changes.
    pub const fn survey(self) -> Option<SurveyId> {
        match self {
            Self::New => None,
            Self::Replace(id) | Self::WaveOf(id) => Some(id),
        }
    }
}

/// A survey of the project that a file may belong to.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Which.
    pub id: SurveyId,
    /// What it is called.
    pub name: String,
    /// What is different in the file.
    pub changes: WaveChanges,
    /// Whether it came from a file of the same name.
    pub is_same_file: bool,
}

/// From this share of common questions on, a file is taken for another wave.
const LIKE: f64 = 0.5;

/// The surveys that a file with these questions may belong to, the likeliest first. None of them has
/// no question in common, unless it came from a file of the same name.
pub fn candidates(
    project: &Project,
    file: &str,
    questions: &[Question],
    said: &SaidSame,
) -> Vec<Candidate> {
    let of = |(id, record): (&SurveyId, &SurveyRecord)| Candidate {
        id: *id,
        name: record.title().to_owned(),
        changes: compare_waves(&record.tally.questions, questions, said),
        is_same_file: files_of(record).any(|other| other == file),
    };
    let mut found: Vec<Candidate> = project.surveys.iter().map(of).collect();
    found.retain(|candidate| candidate.is_same_file || candidate.changes.likeness() > 0.0);
    let likeness = |candidate: &Candidate| candidate.changes.likeness();
    found.sort_by(|a, b| {
        b.is_same_file.cmp(&a.is_same_file).then(likeness(b).total_cmp(&likeness(a)))
    });
    found
}

/// What stands between the names of the files that a survey of several waves came from.
const BETWEEN_FILES: &str = ", ";

/// The names of the files that a survey came from.
pub fn files_of(record: &SurveyRecord) -> impl Iterator<Item = &str> {
    record.file.split(BETWEEN_FILES).chain([record.file.as_str()])
}

/// The names of the files of a survey to which another one comes.
pub(super) fn with_file(record: &SurveyRecord, file: &str) -> String {
    if files_of(record).any(|other| other == file) {
        return record.file.clone();
    }
    [record.file.as_str(), file].join(BETWEEN_FILES)
}

/// What is most likely meant by importing a file whose answers were counted.
///
/// `shared` is how many people of the survey answered here as well, of how many; none where nobody
/// can be recognised.
pub fn propose(
    project: &Project,
    candidate: Option<&Candidate>,
    counted: &Tally,
    shared: Option<(usize, usize)>,
) -> Target {
    let Some(candidate) = candidate else { return Target::New };
    let Some(record) = project.surveys.get(&candidate.id) else { return Target::New };
    let likeness = candidate.changes.likeness();
    if likeness < LIKE {
        return if candidate.is_same_file { Target::Replace(candidate.id) } else { Target::New };
    }
    let most_are_back = shared.map(|(shared, of)| of > 0 && shared * 2 >= of);
    let is_again = match held_again(&record.tally, counted, &candidate.changes) {
        // Other months are another wave, even where the same people answered.
        Some(Held::OtherMonths) => false,
        Some(Held::SameAnswers) => most_are_back.unwrap_or(true),
        // Nothing says when people answered, or some months are the same.
        None | Some(Held::SameMonths) => most_are_back.unwrap_or(candidate.is_same_file),
    };
    let has_waves = waves(&record.tally).len() > 1;
    if is_again && !(has_waves && candidate.is_same_file) {
        Target::Replace(candidate.id)
    } else {
        Target::WaveOf(candidate.id)
    }
}

/// How the answers of a file compare with those that are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Held {
    /// They are of other months.
    OtherMonths,
    /// Some are of the same months.
    SameMonths,
    /// Every earlier month is there with as many answers, the last one with more perhaps: an export
    /// that goes back to the start.
    SameAnswers,
}

/// None where either has no dates.
fn held_again(before: &Tally, now: &Tally, changes: &WaveChanges) -> Option<Held> {
    let (mut old, mut new) = (BTreeMap::new(), BTreeMap::new());
    let asked: BTreeMap<&str, &str> =
        changes.same.iter().map(|(now, before)| (before.as_str(), now.as_str())).collect();
    let month = |label: &str| label.get(..7).unwrap_or(label).to_owned();
    for (tally, months) in [(before, &mut old), (now, &mut new)] {
        for row in &tally.rows {
            let is_common = if std::ptr::eq(tally, before) {
                asked.contains_key(row.question.as_str())
            } else {
                changes.same.contains_key(&row.question)
            };
            if let (Some(period), true) = (&row.labels.period, is_common) {
                *months.entry(month(period)).or_insert(0_u64) += row.counts.asked();
            }
        }
    }
    if old.is_empty() || new.is_empty() {
        return None;
    }
    if !old.keys().any(|month| new.contains_key(month)) {
        return Some(Held::OtherMonths);
    }
    let last = old.keys().next_back().cloned();
    let is_there = old.iter().all(|(month, count)| {
        let now = new.get(month).copied().unwrap_or(0);
        now == *count || (old.len() > 1 && Some(month) == last.as_ref() && now > *count)
    });
    Some(if is_there { Held::SameAnswers } else { Held::SameMonths })
}

/// A name for the wave that a file is: by the months of its answers, else by the file. A name that
/// the survey has already is proposed only for a file that it came from.
///
/// `taken` is how its waves are called.
pub fn wave_name(
    record: &SurveyRecord,
    taken: &BTreeSet<String>,
    file: &str,
    counted: &Tally,
) -> String {
    let stem = super::stem(file);
    let months = months_of(counted);
    let is_known_file = files_of(record).any(|other| other == file);
    let is_free = |name: &String| is_known_file || !taken.contains(name);
    let numbered = (2..).map(|number| format!("{stem} ({number})"));
    let mut names = months.into_iter().chain([stem.to_owned()]).chain(numbered);
    names.find(|name| is_free(name)).unwrap_or_else(|| stem.to_owned())
}

/// The names of the waves that a survey has.
pub fn wave_names(record: &SurveyRecord) -> BTreeSet<String> {
    let names: BTreeSet<&str> =
        record.tally.rows.iter().filter_map(|row| row.wave.as_deref()).collect();
    names.into_iter().map(str::to_owned).collect()
}

/// A name for the answers that were imported before there was a second wave; none where every
/// answer has a wave.
pub fn first_wave_name(record: &SurveyRecord) -> Option<String> {
    let unnamed: Vec<_> =
        record.tally.rows.iter().filter(|row| row.wave.is_none()).cloned().collect();
    if unnamed.is_empty() {
        return None;
    }
    let unnamed = Tally { rows: unnamed, ..Tally::default() };
    let file = files_of(record).next().unwrap_or_default();
    Some(months_of(&unnamed).unwrap_or_else(|| super::stem(file).to_owned()))
}

#[cfg(test)]
mod tests {
    use survey::tally::{Counts, Direction, Kind, Labels, Scale, TallyRow};

    use super::*;

    fn tally(answers: &[(&str, &str, u64)]) -> Tally {
        let names: BTreeSet<&str> = answers.iter().map(|(name, ..)| *name).collect();
        let question =
            |name| Question::new(name, Kind::Csat, Scale::new(1, 5), Direction::HighGood);
        let row = |(name, month, count): &(&str, &str, u64)| TallyRow {
            question: (*name).to_owned(),
            labels: Labels {
                period: (!month.is_empty()).then(|| (*month).to_owned()),
                ..Labels::default()
            },
            wave: None,
            complete: true,
            counts: Counts { answers: [(4, *count)].into(), ..Counts::default() },
        };
        Tally {
            questions: names.into_iter().map(question).collect(),
            rows: answers.iter().map(row).collect(),
            ..Tally::default()
        }
    }

    /// What is proposed for a file when the project holds a survey from "May.csv".
    fn proposed(
        before: &[(&str, &str, u64)],
        file: &str,
        now: &[(&str, &str, u64)],
        shared: Option<(usize, usize)>,
    ) -> Target {
        let mut project = Project::default();
        let id = SurveyId::from_number(1);
        let record = SurveyRecord {
            name: "Survey".to_owned(),
            file: "May.csv".to_owned(),
            imported: jiff::Timestamp::UNIX_EPOCH,
            tally: tally(before).into(),
            links: model::Links::default(),
            ext: model::Ext::default(),
        };
        project.surveys.insert_mut(id, record);
        let counted = tally(now);
        let candidates = candidates(&project, file, &counted.questions, &SaidSame::new());
        propose(&project, candidates.first(), &counted, shared)
    }

    const REPLACE: Target = Target::Replace(SurveyId::from_number(1));
    const WAVE: Target = Target::WaveOf(SurveyId::from_number(1));

    #[test]
    fn other_months_are_another_wave_whatever_the_file_is_called() {
        let may = [("csat", "2026-05", 9)];
        let june = [("csat", "2026-06", 9)];
        assert_eq!(proposed(&may, "June.csv", &june, None), WAVE);
        assert_eq!(proposed(&may, "May.csv", &june, None), WAVE);
        assert_eq!(proposed(&may, "June.csv", &june, Some((9, 9))), WAVE, "a panel answers again");
    }

    #[test]
    fn an_export_that_goes_back_to_the_start_takes_the_place_of_the_one_before() {
        let before = [("csat", "2026-04", 7), ("csat", "2026-05", 9)];
        let now = [("csat", "2026-04", 7), ("csat", "2026-05", 12), ("csat", "2026-06", 3)];
        assert_eq!(proposed(&before, "June.csv", &now, None), REPLACE);
        assert_eq!(proposed(&before, "June.csv", &now, Some((0, 16))), WAVE, "nobody is back");
    }

    #[test]
    fn without_dates_the_people_or_the_file_name_tell() {
        let answers = [("csat", "", 9)];
        assert_eq!(proposed(&answers, "May.csv", &answers, None), REPLACE);
        assert_eq!(proposed(&answers, "June.csv", &answers, None), WAVE);
        assert_eq!(proposed(&answers, "June.csv", &answers, Some((9, 9))), REPLACE);
        assert_eq!(proposed(&answers, "May.csv", &answers, Some((1, 9))), WAVE);
    }

    #[test]
    fn a_survey_with_other_questions_is_new() {
        let before = [("a", "2026-05", 9), ("b", "2026-05", 9), ("c", "2026-05", 9)];
        let now = [("a", "2026-06", 9), ("x", "2026-06", 9), ("y", "2026-06", 9)];
        assert_eq!(proposed(&before, "June.csv", &now, None), Target::New);
        assert_eq!(proposed(&before, "May.csv", &now, None), REPLACE);
    }
}
