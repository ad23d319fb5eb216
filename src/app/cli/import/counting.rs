//! Counting the file, and before that, what it becomes.

use model::{MapId, Project};
use store::Folders;
use survey::Source;
use survey::columns::Column;
use survey::import::{Keep, Plan};

use crate::survey_file::count::{self, CountRequest, Counted, Related};
use crate::survey_file::{NewSurvey, Target, target};

/// What is counted, and for which project.
#[derive(Clone, Copy)]
pub(super) struct Counting<'a> {
    pub(super) project: &'a Project,
    pub(super) map: MapId,
    pub(super) file: &'a str,
    pub(super) source: &'a dyn Source,
    pub(super) plan: &'a Plan,
    pub(super) folders: &'a Folders,
    /// Whether it is asked who answered.
    pub(super) wants_people: bool,
    /// What ids are hashed together with, if nothing else is known.
    pub(super) salt: u64,
}

/// What becomes of the file, and its answers.
pub(super) struct Decided {
    pub(super) target: Target,
    pub(super) request: CountRequest,
    /// The survey as it is when nobody is left out, where that tells the name of its wave.
    pub(super) proposed: Option<NewSurvey>,
    pub(super) counted: Counted,
}

impl Counting<'_> {
    /// Counts the file as what it was said to be, else as what the dialog would propose.
    pub(super) fn decide(self, said: Option<Target>) -> anyhow::Result<Decided> {
        let (target, all) = match said {
            Some(target) => (target, None),
            None => self.propose()?,
        };
        let mut request = self.request(target);
        let options = &self.plan.options;
        let leaves_out = request.is_wave && options.keep != Keep::All;
        if let (false, Some(counted)) = (leaves_out, all.as_ref()) {
            let counted = counted.clone();
            return Ok(Decided { target, request, proposed: None, counted });
        }
        let mut proposed = None;
        if leaves_out && options.wave.is_none() {
            // A wave that comes again is named as before, and its own people are not left out for
            // having answered it. So all of them tell how it is called.
            let all = match all {
                Some(counted) => counted,
                None => self.count(&CountRequest { is_wave: false, ..request.clone() })?,
            };
            let file = self.file.to_owned();
            let survey = NewSurvey::new(self.project, self.map, file, all.tally, target);
            request.replaces = survey.wave_before().cloned();
            proposed = Some(survey);
        }
        let counted = self.count(&request)?;
        Ok(Decided { target, request, proposed, counted })
    }

    /// What is most likely meant, with the answers where that took counting them.
    fn propose(self) -> anyhow::Result<(Target, Option<Counted>)> {
        let questions: Vec<_> = self.plan.columns.iter().filter_map(Column::question).collect();
        let said_same = self.plan.said_same();
        let candidates = target::candidates(self.project, self.file, &questions, &said_same);
        let Some(candidate) = candidates.first() else { return Ok((Target::New, None)) };
        let related = Related::of(self.project, candidate.id);
        let counted = self.count(&CountRequest { related, ..self.request(Target::New) })?;
        let shared = counted.known.shared();
        let target = target::propose(self.project, Some(candidate), &counted.tally, shared);
        Ok((target, Some(counted)))
    }

    fn request(self, target: Target) -> CountRequest {
        let is_wave = matches!(target, Target::WaveOf(_));
        let id = target.survey().filter(|_| is_wave);
        CountRequest {
            plan: self.plan.clone(),
            related: id.and_then(|id| Related::of(self.project, id)),
            is_wave,
            replaces: self.plan.options.wave.clone().filter(|_| is_wave),
            wants_people: self.wants_people,
            salt: self.salt,
        }
    }

    fn count(self, request: &CountRequest) -> anyhow::Result<Counted> {
        count::count(self.source, request, self.folders, &|_| true)
    }
}
