//! The figures of the metric panel, worked out once for every state of the project.

use model::answers::{AnswerFilter, Scope};
use model::{Evidence, MapId, PersonaId, Project, Selection, StageId, SurveyId};
use survey::filter::Filter;
use survey::metric::Metric;
use survey::tally::{Funnel, Question};

use super::Tab;
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

/// What people call a survey.
pub(super) fn survey_name(project: &Project, id: SurveyId) -> &str {
    let record = project.surveys.get(&id);
    record.map_or("", |record| if record.name.is_empty() { &record.file } else { &record.name })
}

/// The figures of a part of a map.
fn figures(editor: &Editor, scope: Scope) -> Vec<Figure> {
    let (project, answers) = (editor.project(), editor.answers());
    let entries = answers.map(|answers| answers.metrics(scope)).unwrap_or_default().into_iter();
    let with_question = entries.filter_map(|entry| {
        let question = project.surveys.get(&entry.survey)?.tally.question(&entry.question)?.clone();
        let title = String::new();
        Some(Figure { survey: entry.survey, question, metric: entry.metric, title })
    });
    let mut figures: Vec<Figure> = with_question.collect();
    let asked: Vec<_> = figures.iter().map(|figure| (figure.survey, &figure.question)).collect();
    let titles = super::words::titles(&asked, |id| survey_name(project, id));
    for (figure, title) in figures.iter_mut().zip(titles) {
        figure.title = title;
    }
    figures
}

/// A row of the table: a stage or a persona with its figures.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// What the row is about.
    pub(super) name: String,
    /// The figures, as far as there are answers.
    pub(super) entries: Vec<Figure>,
}

/// What the figures were worked out for.
#[derive(Clone, Debug, PartialEq)]
struct Key {
    filter: AnswerFilter,
    revision: u64,
    map: MapId,
    stage: Option<StageId>,
    persona: Option<PersonaId>,
}

/// The panel's memory.
#[derive(Debug, Default)]
pub(in crate::panels) struct State {
    pub(super) tab: Tab,
    key: Option<Key>,
    entries: Vec<Figure>,
    funnels: Vec<Funnel>,
    evidence: [usize; 3],
    rows: Option<(Tab, u64, MapId, AnswerFilter, Vec<Row>)>,
}

impl State {
    /// Brings the figures up to date; costs nothing while nothing changed.
    pub(in crate::panels) fn refresh(&mut self, shown: Shown<'_>) {
        let (stage, persona) = scope(shown);
        let editor = shown.editor;
        let (revision, map) = (editor.history().revision(), editor.map_id());
        let filter = editor.answer_filter().clone();
        let key = Key { filter, revision, map, stage, persona };
        if self.key.as_ref() == Some(&key) {
            return;
        }
        self.key = Some(key);
        let scope = Scope { stage, persona, ..Scope::default() };
        self.entries = figures(editor, scope);
        let is_whole = stage.is_none() && persona.is_none();
        let surveys = editor.project().surveys.values();
        let funnels = surveys.flat_map(|record| &record.tally.funnels).filter(|_| is_whole);
        self.funnels = funnels.cloned().collect();
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

    /// A row for each stage.
    pub(super) fn stage_rows(&mut self, shown: Shown<'_>) -> &[Row] {
        self.rows(shown, Tab::Stages)
    }

    /// A row for each persona.
    pub(super) fn persona_rows(&mut self, shown: Shown<'_>) -> &[Row] {
        self.rows(shown, Tab::Personas)
    }

    fn rows(&mut self, shown: Shown<'_>, tab: Tab) -> &[Row] {
        let editor = shown.editor;
        let (revision, map) = (editor.history().revision(), editor.map_id());
        let filter = editor.answer_filter();
        let is_current = |(of, at, on, by, _): &(Tab, u64, MapId, AnswerFilter, Vec<Row>)| {
            (*of, *at, *on, by) == (tab, revision, map, filter)
        };
        let kept = self.rows.take().filter(is_current);
        let rows = kept
            .unwrap_or_else(|| (tab, revision, map, filter.clone(), work_out_rows(shown, tab)));
        &self.rows.insert(rows).4
    }
}

fn work_out_rows(shown: Shown<'_>, tab: Tab) -> Vec<Row> {
    let project = shown.editor.project();
    let row = |name: &str, scope: Scope| Row {
        name: name.to_owned(),
        entries: figures(shown.editor, scope),
    };
    if tab == Tab::Personas {
        let personas = project.personas_in_order().into_iter();
        return personas
            .map(|(id, persona)| {
                row(&persona.name, Scope { persona: Some(id), ..Scope::default() })
            })
            .collect();
    }
    let stages = shown.editor.map().map(model::Map::stages_in_order).unwrap_or_default();
    stages
        .into_iter()
        .map(|(id, stage)| row(&stage.name, Scope { stage: Some(id), ..Scope::default() }))
        .collect()
}

/// The stage and the persona whose figures are meant: what is selected, else the persona that is
/// shown alone.
fn scope(shown: Shown<'_>) -> (Option<StageId>, Option<PersonaId>) {
    let focus = shown.editor.view().focus;
    match shown.editor.selection() {
        Selection::Stage(id) => (Some(*id), focus),
        Selection::Persona(id) => (None, Some(*id)),
        Selection::Point(at) => (Some(at.stage), Some(at.persona)),
        Selection::Nothing | Selection::Cards(_) | Selection::Cell(_) | Selection::Lane(_) => {
            (None, focus)
        }
    }
}

/// The scope in words; none for the whole map.
pub(super) fn scope_name(shown: Shown<'_>) -> Option<String> {
    let (stage, persona) = scope(shown);
    let stages = shown.editor.map().map(|map| &map.stages);
    let stage = stage.and_then(|id| stages?.get(&id)).map(|stage| stage.name.as_str());
    let personas = &shown.editor.project().personas;
    let persona = persona.and_then(|id| personas.get(&id)).map(|persona| persona.name.as_str());
    match (stage, persona) {
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

/// What stands in the small card of a figure beyond the figure itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Background {
    /// The file, and when it was imported.
    pub(super) source: String,
    /// Values that are no answer on the scale, with their counts.
    pub(super) off_scale: Vec<(String, u64)>,
    /// How many answers carry a label that stands for nothing on the map.
    pub(super) unassigned: u64,
}

/// Looks up where a figure comes from.
pub(super) fn background(shown: Shown<'_>, entry: &Figure) -> Background {
    let Some(record) = shown.editor.project().surveys.get(&entry.survey) else {
        return Background::default();
    };
    let imported = record.imported.to_zoned(jiff::tz::TimeZone::system());
    let source = format!("{}, imported on {}", record.file, imported.strftime("%-d %B %Y"));
    let name = &entry.question.name;
    let counts = record.tally.select(name, &Filter::default());
    let mut off_scale: Vec<_> = counts.off_scale.into_iter().collect();
    off_scale.sort_by(|a, b| (std::cmp::Reverse(a.1), &a.0).cmp(&(std::cmp::Reverse(b.1), &b.0)));
    let links = &record.links;
    let unassigned = record.tally.rows.iter().filter(|row| row.question == *name).filter(|row| {
        let labels = &row.labels;
        labels.stage.as_ref().is_some_and(|label| !links.stages.contains_key(label))
            || labels.persona.as_ref().is_some_and(|label| !links.personas.contains_key(label))
    });
    let unassigned = unassigned.map(|row| row.counts.n()).sum();
    Background { source, off_scale, unassigned }
}
