//! What the import dialog asks to be counted, and what it makes of a count.

use model::{HideBelow, MapId, Project};
use survey::columns::Column;
use survey::import::{Keep, Plan};
use survey::read::ReadError;

use super::super::kit::Kit;
use super::{ImportDialog, changes, matching, result};
use crate::action::Action;
use crate::survey_file::count::{CountRequest, Counted, Known, Related};
use crate::survey_file::target;
use crate::survey_file::{Import, NewSurvey, Remembered, Target};

/// A count with what the dialog shows of it, which is worked out where it was counted: a tally may
/// have many rows.
#[derive(Clone, Debug)]
pub struct Outcome {
    counted: Counted,
    figures: result::Figures,
    labels: matching::Labels,
}

impl Outcome {
    /// What is shown of a count in a project that hides figures of few answers like this.
    pub fn of(counted: Counted, hide_below: HideBelow) -> Self {
        let figures = result::Figures::of(&counted.tally, hide_below);
        let labels = matching::Labels::of(&counted.tally);
        Self { counted, figures, labels }
    }
}

/// What is to be counted now, without copies of what is large.
struct Wanted<'a> {
    plan: &'a Plan,
    related: Option<Related>,
    is_wave: bool,
    replaces: Option<&'a String>,
    wants_people: bool,
}

impl Wanted<'_> {
    fn is(&self, asked: &CountRequest) -> bool {
        *self.plan == asked.plan
            && self.related == asked.related
            && self.is_wave == asked.is_wave
            && self.replaces == asked.replaces.as_ref()
            && self.wants_people == asked.wants_people
    }

    fn request(self, salt: u64) -> CountRequest {
        CountRequest {
            plan: self.plan.clone(),
            related: self.related,
            is_wave: self.is_wave,
            replaces: self.replaces.cloned(),
            wants_people: self.wants_people,
            salt,
        }
    }
}

impl ImportDialog {
    /// Finds the surveys that the file may belong to. A choice of one that it cannot belong to any
    /// more is dropped: what is not shown must not be done.
    pub(super) fn find_candidates(&mut self, project: &Project) {
        let questions: Vec<_> = self.plan.columns.iter().filter_map(Column::question).collect();
        self.candidates =
            target::candidates(project, &self.file, &questions, &self.plan.said_same());
        let is_gone = |target: &mut Target| {
            let is_it = |id| self.candidates.iter().any(|candidate| candidate.id == id);
            !target.survey().is_none_or(is_it)
        };
        if self.target.take_if(is_gone).is_some() {
            self.names.clear();
        }
    }

    /// What becomes of the file.
    pub(super) fn target(&self) -> Target {
        self.target.unwrap_or(self.proposed)
    }

    /// Whether the file is to be another wave of a survey.
    pub(super) fn is_wave(&self) -> bool {
        matches!(self.target(), Target::WaveOf(_))
    }

    /// Whether the people of the file are to be recognised in the next wave: as somebody chose, or
    /// as was wanted of the file before. It goes without saying where the first or the latest
    /// answers count across waves, which cannot be told otherwise, and where those of the waves
    /// before are known.
    pub(super) fn remembers_people(&self) -> bool {
        let is_known = |counted: &Counted| matches!(counted.known, Known::People { .. });
        let goes_on =
            self.plan.options.keep != Keep::All || self.counted.as_deref().is_some_and(is_known);
        self.remembers_people.unwrap_or(self.is_wave() && goes_on)
    }

    /// Takes the count that was asked for last. Assignments that were made by hand stay.
    pub fn set_counted(
        &mut self,
        result: anyhow::Result<Box<Outcome>>,
        project: &Project,
        map: MapId,
    ) {
        self.is_counting = false;
        match result {
            Ok(outcome) => {
                let Outcome { counted, figures, labels } = *outcome;
                self.problem = None;
                self.figures = figures;
                self.choices = matching::Choices::of(project, map, &labels);
                self.labels = labels;
                let candidate = self.candidates.first();
                let likely = candidate.map(|candidate| candidate.id);
                // What is proposed does not change under somebody's hands with every decision.
                if self.proposed_for != likely || !self.has_proposal {
                    let shared = counted.known.shared();
                    self.proposed = target::propose(project, candidate, &counted.tally, shared);
                    (self.proposed_for, self.has_proposal) = (likely, true);
                }
                self.counted = Some(Box::new(counted));
                self.make_survey(project, map);
            }
            Err(error) => {
                self.counted = None;
                self.survey = None;
                self.figures = result::Figures::default();
                self.problem = Some(match error.downcast_ref() {
                    Some(ReadError::Cancelled) => "The count was stopped.".to_owned(),
                    _ => format!("{error:#}"),
                });
            }
        }
    }

    /// Makes what is to be imported of what was counted.
    pub(super) fn make_survey(&mut self, project: &Project, map: MapId) {
        let Some(counted) = &self.counted else { return };
        let tally = counted.tally.clone();
        let mut survey = NewSurvey::new(project, map, self.file.clone(), tally, self.target());
        self.chosen.put_into(&mut survey.links);
        self.names.put_into(&mut survey);
        if matches!(survey.target, Target::WaveOf(_)) {
            survey.recounted.clone_from(&counted.recounted);
            survey.said_same = self.plan.said_same();
        }
        self.survey = Some(survey);
    }

    /// Whether what is shown is what would be imported.
    pub(super) fn is_ready(&self) -> bool {
        let is_current = self.asked.as_ref().is_some_and(|asked| asked.plan == self.plan);
        let is_wave = self.is_wave();
        let is_possible = self.counted.as_ref().is_some_and(|counted| {
            !counted.tally.questions.is_empty() && (counted.problem.is_none() || !is_wave)
        });
        let has_names =
            self.survey.as_ref().is_some_and(|survey| changes::problem(survey).is_none());
        is_current && !self.is_counting && is_possible && has_names
    }

    /// What is imported when Import is pressed now.
    pub(super) fn import(&self) -> Option<Import> {
        let mut survey = self.survey.clone()?;
        for name in std::iter::once(&mut survey.wave).chain(&mut survey.unnamed) {
            *name = String::from(name.trim());
        }
        let remembered = match (self.remembers_people(), self.remembers_people) {
            (true, _) => Remembered::All,
            (false, Some(_)) => Remembered::Nobody,
            // Nobody said that what is known is to be forgotten.
            (false, None) => Remembered::Before,
        };
        Some(Import {
            survey,
            path: self.path.clone(),
            plan: self.plan.clone(),
            remembered,
            people: self.counted.as_ref().and_then(|counted| counted.people.clone()),
        })
    }

    /// What is to be counted now.
    fn wanted(&self, project: &Project) -> Wanted<'_> {
        let likely = self.candidates.first().map(|candidate| candidate.id);
        let related = self.target().survey().or(likely).and_then(|id| Related::of(project, id));
        let is_wave = self.is_wave() && self.plan.options.keep != Keep::All;
        let replaces = match &self.survey {
            Some(survey) => survey.wave_before(),
            // A count that was stopped or failed leaves no wave to be named. It is not wanted once
            // more because of that.
            None => self.asked.as_ref().and_then(|asked| asked.replaces.as_ref()),
        };
        Wanted {
            plan: &self.plan,
            // Who answered is found where it may be another wave, whatever is to be remembered.
            wants_people: self.remembers_people() || related.is_some(),
            related,
            is_wave,
            replaces: replaces.filter(|_| is_wave),
        }
    }

    /// Every change is counted anew, in the background.
    pub(super) fn ask_for_count(&mut self, kit: &mut Kit<'_>) {
        let project = kit.shown.editor.project();
        if self.asked.as_ref().is_none_or(|asked| asked.plan != self.plan) {
            self.find_candidates(project);
        }
        let wanted = self.wanted(project);
        let is_asked = self.asked.as_ref().is_some_and(|asked| wanted.is(asked));
        if is_asked && !self.counts_again {
            return;
        }
        let request = wanted.request(self.salt);
        self.counts_again = false;
        self.problem = None;
        self.asked = Some(request.clone());
        self.is_counting = true;
        kit.actions
            .push(Action::CountSurvey { path: self.path.clone(), request: Box::new(request) });
    }
}

#[cfg(test)]
mod tests {
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::dialogs::Dialog;
    use crate::panels::bench::{Bench, Part, harness, sample};
    use crate::survey_file::{FileSource, Looked, count};

    type Window = Harness<'static, Bench>;

    fn dialog(window: &mut Window) -> &mut ImportDialog {
        match window.state_mut().dialogs.last_mut() {
            Some(Dialog::Import(dialog)) => dialog,
            other => panic!("{other:?}"),
        }
    }

    /// What was asked to be counted since the last call.
    fn asked(window: &mut Window) -> Vec<CountRequest> {
        let wishes = std::mem::take(&mut window.state_mut().wishes).into_iter();
        let requests = wishes.filter_map(|wish| match wish {
            Action::CountSurvey { request, .. } => Some(*request),
            _ => None,
        });
        requests.collect()
    }

    fn tell(window: &mut Window, result: anyhow::Result<Box<Outcome>>) {
        let editor = &window.state().editor;
        let (project, map) = (editor.project().clone(), editor.map_id());
        dialog(window).set_counted(result, &project, map);
        window.run();
    }

    #[test]
    fn a_count_that_was_stopped_stays_so_where_a_wave_is_replaced() {
        let home = tempfile::tempdir().unwrap();
        let folders = store::Folders::in_folder(&home.path().join("program"));
        let path = home.path().join("June.csv");
        let header = "id,How likely are you to recommend us? (0-10)".to_owned();
        let rows = (0..20).map(|row| format!("r{row},{}", row % 11));
        let lines: Vec<String> = std::iter::once(header).chain(rows).collect();
        std::fs::write(&path, lines.join("\n")).unwrap();
        let counted = |request: &CountRequest| {
            count::count(&FileSource(path.clone()), request, &folders, &|_| true).unwrap()
        };
        let look = || Looked::at(&path, &folders, None).unwrap();
        let request = CountRequest {
            plan: look().preview.plan,
            related: None,
            is_wave: false,
            replaces: None,
            wants_people: false,
            salt: 1,
        };
        let tally = counted(&request).tally;
        let mut window = harness(sample(), Part::Dialogs, (1_280.0, 800.0));
        let editor = &mut window.state_mut().editor;
        let (mut target, map) = (Target::New, editor.map_id());
        for wave in ["May", "June"] {
            let (file, project) = (format!("{wave}.csv"), editor.project().clone());
            let mut survey = NewSurvey::new(&project, map, file, tally.clone(), target);
            wave.clone_into(&mut survey.wave);
            let (edit, id) = survey.into_edit(&project, map, jiff::Timestamp::UNIX_EPOCH);
            editor.edit(edit).unwrap();
            target = Target::WaveOf(id);
        }
        let mut import =
            ImportDialog::new(path.clone(), "June.csv".to_owned(), look(), editor.project());
        import.target = Some(target);
        import.plan.options.keep = Keep::First;
        window.state_mut().dialogs.push(Dialog::Import(Box::new(import)));
        window.run();
        let first = asked(&mut window);
        assert_eq!(first.len(), 1);
        let outcome = Outcome::of(counted(&first[0]), HideBelow(5));
        tell(&mut window, Ok(Box::new(outcome)));
        "June".clone_into(&mut dialog(&mut window).survey.as_mut().unwrap().wave);
        window.run();
        let replaces = |requests: Vec<CountRequest>| -> Vec<Option<String>> {
            requests.into_iter().map(|request| request.replaces).collect()
        };
        let june = replaces(asked(&mut window)).pop().flatten();
        assert!(june.is_some(), "the answers of June are counted anew");
        for error in [anyhow::Error::new(ReadError::Cancelled), anyhow::anyhow!("No such file")] {
            tell(&mut window, Err(error));
            assert_eq!(asked(&mut window), [], "nobody asked for it again");
            window.get_by_label("Count again").click();
            window.run();
            assert_eq!(replaces(asked(&mut window)), std::slice::from_ref(&june));
        }
        dialog(&mut window).plan.options.keep = Keep::Latest;
        window.run();
        assert_eq!(asked(&mut window).len(), 1, "a change is counted");
    }
}
