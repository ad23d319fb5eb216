//! The figures of the metric panel, worked out once for every state of the project.

use model::answers::{AnswerFilter, Answers, By, FilterChoices, Group, Scope, Step};
use model::{
    Evidence, MapId, PersonaId, Project, Selection, StageId, SurveyId, SurveyRecord, Table,
};
use survey::metric::{Metric, evaluate};
use survey::tally::{Counts, Funnel, Question};

use super::Tab;
use super::table::Matrix;
use crate::editor::Editor;
use crate::shown::Shown;

/// The figure of one question in one scope.
#[derive(Clone, Debug)]
pub(in crate::panels) struct Figure {
    /// The survey that asked.
    pub(super) survey: SurveyId,
    /// The question, with its rule.
    pub(in crate::panels) question: Question,
    /// The figure.
    pub(in crate::panels) metric: Metric,
    /// What tells it from the others that stand beside it.
    pub(in crate::panels) title: String,
}

/// A question of a survey, by their names.
pub(super) type Asked = (SurveyId, String);

/// What people call a survey.
pub(super) fn survey_name(project: &Project, id: SurveyId) -> &str {
    let record = project.surveys.get(&id);
    record.map_or("", |record| if record.name.is_empty() { &record.file } else { &record.name })
}

/// The question of this name.
pub(super) fn question_of<'a>(project: &'a Project, asked: &Asked) -> Option<&'a Question> {
    project.surveys.get(&asked.0)?.tally.question(&asked.1)
}

/// Every question of every survey, with what it is called.
pub(super) fn questions(project: &Project) -> Vec<(Asked, String)> {
    let surveys = project.surveys.iter();
    let asked: Vec<(SurveyId, &Question)> = surveys
        .flat_map(|(id, record)| record.tally.questions.iter().map(|question| (*id, question)))
        .collect();
    let titles = super::words::titles(&asked, |id| survey_name(project, id));
    let names = asked.iter().map(|(id, question)| (*id, question.name.clone()));
    names.zip(titles).collect()
}

/// The questions that have answers about a part of a map, whatever the filter.
fn answered(editor: &Editor, scope: Scope) -> Vec<Asked> {
    let all = AnswerFilter::default();
    let answers = Answers::new(editor.project(), editor.map_id(), &all);
    let entries = answers.map(|answers| answers.metrics(scope)).unwrap_or_default();
    entries.into_iter().map(|entry| (entry.survey, entry.question)).collect()
}

/// The figures of a part of a map. A question to which the filter leaves no answer is among them.
pub(super) fn figures(editor: &Editor, scope: Scope) -> Vec<Figure> {
    figures_of(editor, scope, &answered(editor, scope))
}

fn figures_of(editor: &Editor, scope: Scope, answered: &[Asked]) -> Vec<Figure> {
    let project = editor.project();
    let Some(answers) = editor.answers() else { return Vec::new() };
    let options = answers.options();
    let mut found = answers.metrics(scope);
    let mut figures = Vec::new();
    for asked in answered {
        let Some(question) = question_of(project, asked) else { continue };
        let at = found.iter().position(|f| (f.survey, &f.question) == (asked.0, &asked.1));
        let metric = match at {
            Some(at) => found.swap_remove(at).metric,
            None => evaluate(question, &Counts::default(), options),
        };
        let title = String::new();
        figures.push(Figure { survey: asked.0, question: question.clone(), metric, title });
    }
    let asked: Vec<_> = figures.iter().map(|figure| (figure.survey, &figure.question)).collect();
    let titles = super::words::titles(&asked, |id| survey_name(project, id));
    for (figure, title) in figures.iter_mut().zip(titles) {
        figure.title = title;
    }
    figures
}

/// What of the answers is looked at, and how: what a person chose in the panel.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Choice {
    /// The tab.
    pub(super) tab: Tab,
    /// The question that is followed or broken down; none is the first one.
    question: Option<Asked>,
    /// Whether the breakdown is of all questions.
    pub(super) all_questions: bool,
    /// By what answers are followed.
    pub(super) step: Step,
    /// By what they are told apart.
    pub(super) by: By,
}

impl Choice {
    /// The question, as long as it is there; otherwise the first one.
    pub(super) fn question(&self, project: &Project) -> Option<Asked> {
        let chosen = self.question.as_ref().filter(|asked| question_of(project, asked).is_some());
        let first = || questions(project).into_iter().next().map(|(asked, _)| asked);
        chosen.cloned().or_else(first)
    }

    /// Chooses a question.
    pub(super) fn ask(&mut self, asked: Asked) {
        self.question = Some(asked);
        self.all_questions = false;
    }

    /// The question over time.
    pub(super) fn trend(&self, editor: &Editor) -> Vec<Group> {
        let asked = self.question(editor.project());
        let groups = editor.answers().zip(asked).map(|(answers, (survey, question))| {
            answers.trend(survey, &question, scope(editor), self.step)
        });
        groups.unwrap_or_default()
    }

    /// The part of the map that is broken down: what is told apart does not narrow it.
    pub(super) fn breakdown_scope(&self, editor: &Editor) -> Scope {
        let mut scope = scope(editor);
        match self.by {
            By::Stage => scope.stage = None,
            By::Persona => scope.persona = None,
            By::Touchpoint | By::Segment | By::Channel | By::Wave => {}
        }
        scope
    }

    /// The question by what answers are told apart.
    pub(super) fn breakdown(&self, editor: &Editor) -> Vec<Group> {
        let asked = self.question(editor.project());
        let groups = editor.answers().zip(asked).map(|(answers, (survey, question))| {
            answers.breakdown(survey, &question, self.breakdown_scope(editor), self.by)
        });
        groups.unwrap_or_default()
    }
}

/// A value that is worked out once for what it follows from.
#[derive(Debug)]
struct Memo<K, V>(Option<(K, V)>);

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self(None)
    }
}

impl<K: PartialEq, V> Memo<K, V> {
    fn get(&mut self, key: K, work_out: impl FnOnce() -> V) -> &V {
        let kept = self.0.take().filter(|(of, _)| *of == key);
        &self.0.insert(kept.unwrap_or_else(|| (key, work_out()))).1
    }
}

/// What figures were worked out for.
#[derive(Clone, Debug, PartialEq)]
struct Key {
    filter: AnswerFilter,
    revision: u64,
    map: MapId,
    stage: Option<StageId>,
    persona: Option<PersonaId>,
}

impl Key {
    fn of(editor: &Editor) -> Self {
        let Scope { stage, persona, .. } = scope(editor);
        let (revision, map) = (editor.history().revision(), editor.map_id());
        Self { filter: editor.answer_filter().clone(), revision, map, stage, persona }
    }
}

/// What the choices of a filter follow from.
type ChoicesOf = (Table<SurveyId, SurveyRecord>, Table<PersonaId, model::Persona>);

/// The panel's memory.
#[derive(Debug, Default)]
pub(in crate::panels) struct State {
    /// What is looked at.
    pub(super) choice: Choice,
    /// Whether the filter bar is open although nothing is filtered.
    pub(super) is_filtering: bool,
    /// Whether the keyboard goes to the filter bar in the next frame.
    pub(super) focus_filter: bool,
    /// The rows of the breakdown that are compared, the earlier chosen first.
    pub(super) compared: Vec<(usize, String)>,
    key: Option<Key>,
    entries: Vec<Figure>,
    funnels: Vec<Funnel>,
    evidence: [usize; 3],
    answered: Memo<(u64, MapId, Scope), Vec<Asked>>,
    trend: Memo<(Key, Choice), Vec<Group>>,
    breakdown: Memo<(Key, Choice), Vec<Group>>,
    matrix: Memo<(Key, Choice), Matrix>,
    choices: Option<(ChoicesOf, FilterChoices)>,
}

impl State {
    /// Brings the figures up to date; costs nothing while nothing changed.
    pub(in crate::panels) fn refresh(&mut self, shown: Shown<'_>) {
        let editor = shown.editor;
        let key = Key::of(editor);
        if self.key.as_ref() == Some(&key) {
            return;
        }
        let (stage, persona) = (key.stage, key.persona);
        self.key = Some(key);
        // Another filter leaves the questions as they are.
        let about = (editor.history().revision(), editor.map_id(), scope(editor));
        let answered = self.answered.get(about, || answered(editor, scope(editor)));
        self.entries = figures_of(editor, scope(editor), answered);
        let is_whole = stage.is_none() && persona.is_none();
        // What reached the steps of a funnel is told apart by nothing that a filter could choose.
        let surveys = editor.project().surveys.values();
        let funnels = surveys.flat_map(|record| &record.tally.funnels);
        self.funnels = funnels.filter(|_| is_whole).cloned().collect();
        self.evidence = evidence(shown, stage, persona);
    }

    /// The figures of the scope.
    pub(in crate::panels) fn entries(&self) -> &[Figure] {
        &self.entries
    }

    /// The funnels, while the whole map is in view.
    pub(super) fn funnels(&self) -> &[Funnel] {
        &self.funnels
    }

    /// How many cards of the scope are assumed, partly supported, validated.
    pub(super) const fn evidence(&self) -> [usize; 3] {
        self.evidence
    }

    /// The chosen question over time.
    pub(super) fn trend(&mut self, editor: &Editor) -> &[Group] {
        let choice = self.choice.clone();
        self.trend.get((Key::of(editor), choice.clone()), || choice.trend(editor))
    }

    /// The chosen question by what answers are told apart.
    pub(super) fn breakdown(&mut self, editor: &Editor) -> &[Group] {
        let choice = self.choice.clone();
        self.breakdown.get((Key::of(editor), choice.clone()), || choice.breakdown(editor))
    }

    /// All questions by what answers are told apart.
    pub(super) fn matrix(&mut self, editor: &Editor) -> &Matrix {
        let choice = self.choice.clone();
        self.matrix.get((Key::of(editor), choice.clone()), || Matrix::of(editor, &choice))
    }

    /// What answers can be filtered by.
    pub(super) fn choices(&mut self, project: &Project) -> &FilterChoices {
        let kept = self.choices.take().filter(|((surveys, personas), _)| {
            surveys.ptr_eq(&project.surveys) && personas.ptr_eq(&project.personas)
        });
        let choices = kept.unwrap_or_else(|| {
            let of = (project.surveys.clone(), project.personas.clone());
            (of, FilterChoices::of(project))
        });
        &self.choices.insert(choices).1
    }
}

/// The part of the map whose figures are meant: what is selected, else the persona that is shown
/// alone.
pub(super) fn scope(editor: &Editor) -> Scope {
    let focus = editor.view().focus;
    let (stage, persona) = match editor.selection() {
        Selection::Stage(id) => (Some(*id), focus),
        Selection::Persona(id) => (None, Some(*id)),
        Selection::Point(at) => (Some(at.stage), Some(at.persona)),
        // A cell of a lane of figures.
        Selection::Cell(cell) if !editor.holds_cards(*cell) => {
            (Some(cell.stage), cell.persona.or(focus))
        }
        Selection::Nothing | Selection::Cards(_) | Selection::Cell(_) | Selection::Lane(_) => {
            (None, focus)
        }
    };
    Scope { stage, persona, ..Scope::default() }
}

/// A scope in words; none for the whole map.
pub(super) fn scope_name(editor: &Editor, scope: Scope) -> Option<String> {
    let stages = editor.map().map(|map| &map.stages);
    let stage = scope.stage.and_then(|id| stages?.get(&id)).map(|stage| stage.name.as_str());
    let personas = &editor.project().personas;
    let persona = scope.persona.and_then(|id| personas.get(&id));
    match (stage, persona.map(|persona| persona.name.as_str())) {
        (None, None) => None,
        (Some(one), None) | (None, Some(one)) => Some(one.to_owned()),
        (Some(stage), Some(persona)) => Some(format!("{stage} · {persona}")),
    }
}

fn evidence(shown: Shown<'_>, stage: Option<StageId>, persona: Option<PersonaId>) -> [usize; 3] {
    let mut counts = [0; 3];
    let cards = shown.editor.map().into_iter().flat_map(|map| map.cards.values());
    for card in cards {
        let in_stage = stage.is_none_or(|id| card.place.stage == id);
        let in_band = persona.is_none_or(|id| card.place.persona == Some(id));
        if in_stage && in_band {
            let [assumed, partly, validated] = &mut counts;
            *match card.evidence {
                Evidence::Assumed => assumed,
                Evidence::Partly => partly,
                Evidence::Validated => validated,
            } += 1;
        }
    }
    counts
}
