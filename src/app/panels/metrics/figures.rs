//! The figures of the metric panel, worked out once and kept while nothing changes that they follow
//! from.

use std::sync::Arc;

use model::answers::{AnswerFilter, Answers, FilterChoices, Group, Scope};
use model::{About, CardId, Evidence, MapId, Project, Selection, SurveyId};
use survey::compare::Comparison;
use survey::metric::{Metric, evaluate};
use survey::tally::{Counts, Question};

use super::choice::Choice;
use super::details::Details;
use super::memo::Memo;
use super::table::Matrix;
use super::words::survey_title;
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
    /// The answers that it stands on.
    pub(super) of: Meant,
}

/// Which of the answers to a question are meant.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Meant {
    /// The part of the map that they are about.
    pub(super) scope: Scope,
    /// What else they have in common.
    pub(super) filter: AnswerFilter,
    /// What the key figure is about that stands on them: its answers are those of whichever map has
    /// that, or of all maps. None for what is said of the shown map.
    pub(super) kpi: Option<About>,
}

impl Meant {
    /// The answers through the filter, on the map where they are meant; none where it is gone.
    pub(super) fn answers<'a>(&'a self, editor: &'a Editor) -> Option<Answers<'a>> {
        let answers = Answers::new(editor.project(), editor.map_id(), &self.filter)?;
        match self.kpi {
            Some(about) => answers.about(about),
            None => Some(answers),
        }
    }
}

/// The longest text of a card within the name of a scope, in characters.
const LONGEST_CARD: usize = 60;

/// A question of a survey, by their names.
pub(super) type Asked = (SurveyId, String);

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
    let titles = super::words::titles(&asked, |id| survey_title(project, id));
    let names = asked.iter().map(|(id, question)| (*id, question.name.clone()));
    names.zip(titles).collect()
}

/// The questions that have answers about a part of a map, whatever the filter.
fn answered_in(editor: &Editor, scope: Scope) -> Vec<Asked> {
    let all = AnswerFilter::default();
    let Some(answers) = Answers::new(editor.project(), editor.map_id(), &all) else {
        return Vec::new();
    };
    let surveys = editor.project().surveys.iter();
    let asked = surveys.flat_map(|(id, record)| {
        record.tally.questions.iter().map(|question| (*id, question.name.clone()))
    });
    asked.filter(|(id, question)| answers.counts(*id, question, scope).n() > 0).collect()
}

/// The figure of one question that a key figure about this stands on; none where nobody answered it
/// there.
pub(super) fn figure_of_kpi(
    editor: &Editor,
    survey: SurveyId,
    question: &str,
    about: About,
) -> Option<Figure> {
    let filter = editor.answer_filter().clone();
    let of = Meant { scope: about.into(), filter, kpi: Some(about) };
    let found = of.answers(editor)?.metric(survey, question, of.scope)?;
    let question = editor.project().surveys.get(&survey)?.tally.question(question)?.clone();
    let title = super::words::short_title(&question);
    Some(Figure { survey, question, metric: found.metric, title, of })
}

/// The figures of a part of the map. A question to which the filter leaves no answer is among them.
pub(super) fn figures(editor: &Editor, scope: Scope) -> Vec<Figure> {
    figures_of(editor, scope, &answered_in(editor, scope))
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
        let of = Meant { scope, filter: editor.answer_filter().clone(), kpi: None };
        let (question, title) = (question.clone(), String::new());
        figures.push(Figure { survey: asked.0, question, metric, title, of });
    }
    let asked: Vec<_> = figures.iter().map(|figure| (figure.survey, &figure.question)).collect();
    let titles = super::words::titles(&asked, |id| survey_title(project, id));
    for (figure, title) in figures.iter_mut().zip(titles) {
        figure.title = title;
    }
    figures
}

/// What figures were worked out for: the version of what they follow from, and the part of the map.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Key {
    version: u64,
    scope: Scope,
}

impl Key {
    fn of(shown: Shown<'_>) -> Self {
        Self { version: shown.versions.filtered, scope: scope(shown.editor) }
    }
}

/// Groups, and the touchpoints that their ranks meant when they were told apart.
type Breakdown = (Arc<[Group]>, Arc<[CardId]>);

/// The panel's memory.
#[derive(Debug, Default)]
pub(in crate::panels) struct State {
    /// What is looked at.
    pub(super) choice: Choice,
    /// Whether the filter bar is open; until somebody chose, it is while something is filtered.
    pub(super) is_filter_open: Option<bool>,
    /// Whether the keyboard goes to the filter bar in the next frame.
    pub(super) focus_filter: bool,
    /// The rows of the breakdown that are compared, the earlier chosen first.
    pub(super) compared: Vec<(usize, String)>,
    /// What stands in the card of a figure.
    pub(super) details: Details,
    entries: Memo<Key, Arc<[Figure]>>,
    evidence: Memo<(u64, MapId, Scope), [usize; 3]>,
    answered: Memo<(u64, Scope), Vec<Asked>>,
    questions: Memo<u64, Vec<(Asked, String)>>,
    trend: Memo<(Key, Choice), Arc<[Group]>>,
    breakdown: Memo<(Key, Choice), Breakdown>,
    comparison: Memo<(Key, Choice, (usize, usize)), Option<Comparison>>,
    matrix: Memo<(Key, Choice), Matrix>,
    choices: Memo<u64, FilterChoices>,
}

impl State {
    /// The figures of the scope.
    pub(in crate::panels) fn entries(&mut self, shown: Shown<'_>) -> Arc<[Figure]> {
        let editor = shown.editor;
        let key = Key::of(shown);
        // Another filter leaves the questions as they are.
        let about = (shown.versions.counted, key.scope);
        let answered = &mut self.answered;
        let figures = self.entries.get(key, || {
            let answered = answered.get(about, || answered_in(editor, key.scope));
            figures_of(editor, key.scope, answered).into()
        });
        Arc::clone(figures)
    }

    /// How many cards of the scope are assumed, partly supported, validated.
    pub(super) fn evidence(&mut self, shown: Shown<'_>) -> [usize; 3] {
        let editor = shown.editor;
        let scope = scope(editor);
        let key = (editor.history().revision(), editor.map_id(), scope);
        *self.evidence.get(key, || evidence(editor, scope))
    }

    /// Every question with what it is called.
    pub(super) fn questions(&mut self, shown: Shown<'_>) -> &[(Asked, String)] {
        self.questions.get(shown.versions.counted, || questions(shown.editor.project()))
    }

    /// The chosen question over time.
    pub(super) fn trend(&mut self, shown: Shown<'_>) -> Arc<[Group]> {
        let choice = self.choice.clone();
        let trend = || choice.trend(shown.editor).into();
        Arc::clone(self.trend.get((Key::of(shown), choice.clone()), trend))
    }

    /// The chosen question by what answers are told apart, and the touchpoints by the ranks of their
    /// groups.
    pub(super) fn breakdown(&mut self, shown: Shown<'_>) -> Breakdown {
        let (choice, editor) = (self.choice.clone(), shown.editor);
        let breakdown = || (choice.breakdown(editor).into(), choice.touchpoints(editor).into());
        self.breakdown.get((Key::of(shown), choice.clone()), breakdown).clone()
    }

    /// How two rows of the breakdown differ, by their places in it.
    pub(super) fn comparison(
        &mut self,
        shown: Shown<'_>,
        pair: (usize, usize),
    ) -> Option<&Comparison> {
        let choice = self.choice.clone();
        let compare = || {
            let (survey, question) = choice.question(shown.editor.project())?;
            let scope = choice.breakdown_scope(shown.editor);
            shown.editor.answers()?.compare(survey, &question, scope, choice.by, pair)
        };
        self.comparison.get((Key::of(shown), choice.clone(), pair), compare).as_ref()
    }

    /// All questions by what answers are told apart.
    pub(super) fn matrix(&mut self, shown: Shown<'_>) -> &Matrix {
        let choice = self.choice.clone();
        self.matrix.get((Key::of(shown), choice.clone()), || Matrix::of(shown.editor, &choice))
    }

    /// What answers can be filtered by.
    pub(super) fn choices(&mut self, shown: Shown<'_>) -> &FilterChoices {
        self.choices.get(shown.versions.counted, || FilterChoices::of(shown.editor.project()))
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
    let card = scope.card.and_then(|id| editor.map()?.cards.get(&id));
    let card = card.map(|card| crate::texts::shortened(&card.text, LONGEST_CARD));
    let persona = persona.map(|persona| persona.name.as_str());
    let parts: Vec<&str> = [stage, card.as_deref(), persona].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// How many cards of a part of the map are assumed, partly supported, validated.
fn evidence(editor: &Editor, scope: Scope) -> [usize; 3] {
    let mut counts = [0; 3];
    for card in editor.map().into_iter().flat_map(|map| map.cards.values()) {
        let in_stage = scope.stage.is_none_or(|id| card.place.stage == id);
        let in_band = scope.persona.is_none_or(|id| card.place.persona == Some(id));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::Watch;
    use crate::panels::bench::{sample, with_shown};

    #[test]
    fn writing_into_a_card_counts_no_answers_anew() {
        let mut editor = Editor::new(sample());
        let (mut state, mut watch) = (State::default(), Watch::default());
        let mut look = |editor: &Editor| {
            let versions = watch.versions(editor);
            with_shown(editor, versions, |shown| (state.entries(shown), state.breakdown(shown)))
        };
        let first = look(&editor);
        let card = *editor.map().unwrap().cards.keys().next().unwrap();
        let field = model::CardField::Text("Other words".to_owned());
        editor.edit(model::Edit::SetCard { map: editor.map_id(), id: card, field }).unwrap();
        let second = look(&editor);
        assert!(Arc::ptr_eq(&first.0, &second.0) && Arc::ptr_eq(&first.1.0, &second.1.0));
        let limit = model::ProjectField::HideBelow(model::HideBelow(50));
        editor.edit(model::Edit::SetProject(limit)).unwrap();
        let third = look(&editor);
        assert!(!Arc::ptr_eq(&second.0, &third.0) && !Arc::ptr_eq(&second.1.0, &third.1.0));
    }
}
