//! What the import dialog asks to be counted, and what it makes of a count.

use model::{MapId, Project};
use survey::columns::Column;
use survey::import::Keep;

use super::super::kit::Kit;
use super::{ImportDialog, changes, matching, result};
use crate::action::Action;
use crate::survey_file::count::{CountRequest, Counted, Related};
use crate::survey_file::target;
use crate::survey_file::{Import, NewSurvey, Target};

impl ImportDialog {
    pub(super) fn find_candidates(&mut self, project: &Project) {
        let questions: Vec<_> = self.plan.columns.iter().filter_map(Column::question).collect();
        self.candidates =
            target::candidates(project, &self.file, &questions, &self.plan.said_same());
    }

    /// What becomes of the file.
    pub(super) fn target(&self) -> Target {
        self.target.unwrap_or(self.proposed)
    }

    /// Takes the count that was asked for last. Assignments that were made by hand stay.
    pub fn set_counted(
        &mut self,
        result: anyhow::Result<Box<Counted>>,
        project: &Project,
        map: MapId,
    ) {
        self.is_counting = false;
        match result {
            Ok(counted) => {
                self.problem = None;
                self.figures = result::Figures::of(&counted.imported);
                self.labels = matching::Labels::of(&counted.imported.tally);
                let candidate = self.candidates.first();
                let likely = candidate.map(|candidate| candidate.id);
                // What is proposed does not change under somebody's hands with every decision.
                if self.proposed_for != likely || !self.has_proposal {
                    let tally = &counted.imported.tally;
                    let shared = counted.known.shared();
                    self.proposed = target::propose(project, candidate, tally, shared);
                    (self.proposed_for, self.has_proposal) = (likely, true);
                }
                self.counted = Some(counted);
                self.make_survey(project, map);
            }
            Err(error) => {
                self.counted = None;
                self.survey = None;
                self.figures = result::Figures::default();
                self.problem = Some(format!("{error:#}"));
            }
        }
    }

    /// Makes what is to be imported of what was counted.
    pub(super) fn make_survey(&mut self, project: &Project, map: MapId) {
        let Some(counted) = &self.counted else { return };
        let tally = counted.imported.tally.clone();
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
        let is_wave = matches!(self.target(), Target::WaveOf(_));
        let is_possible = self.counted.as_ref().is_some_and(|counted| {
            !counted.imported.tally.questions.is_empty() && (counted.problem.is_none() || !is_wave)
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
        Some(Import {
            survey,
            path: self.path.clone(),
            plan: self.plan.clone(),
            remembers_people: self.remembers_people,
            people: self.counted.as_ref().and_then(|counted| counted.people.clone()),
        })
    }

    /// What is to be counted now.
    fn request(&self, project: &Project) -> CountRequest {
        let meant = self.target();
        let likely = self.candidates.first().map(|candidate| candidate.id);
        let related = meant.survey().or(likely).and_then(|id| Related::of(project, id));
        let is_wave = matches!(meant, Target::WaveOf(_)) && self.plan.options.keep != Keep::All;
        let wave = self.survey.as_ref().map_or("", |survey| survey.wave.trim());
        let replaces = is_wave && target::has_wave(project, meant, wave);
        CountRequest {
            plan: self.plan.clone(),
            related,
            is_wave,
            replaces: replaces.then(|| wave.to_owned()),
            wants_people: self.remembers_people,
            salt: self.salt,
        }
    }

    /// Every change is counted anew, in the background.
    pub(super) fn ask_for_count(&mut self, kit: &mut Kit<'_>) {
        let project = kit.shown.editor.project();
        if self.asked.as_ref().is_none_or(|asked| asked.plan != self.plan) {
            self.find_candidates(project);
        }
        let request = self.request(project);
        let is_asked = self.asked.as_ref() == Some(&request);
        if is_asked && !std::mem::take(&mut self.counts_again) {
            return;
        }
        self.problem = None;
        self.asked = Some(request.clone());
        self.is_counting = true;
        kit.actions
            .push(Action::CountSurvey { path: self.path.clone(), request: Box::new(request) });
    }
}
