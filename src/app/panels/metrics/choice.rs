//! What of the answers is looked at in the metric panel, and which of them that means.

use model::answers::{By, Group, Scope, Step};
use model::{CardId, Project};
use survey::tally::Dimension;

use super::Tab;
use super::figures::{Asked, Meant, question_of, scope};
use crate::editor::Editor;

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
        let first = || {
            let mut surveys = project.surveys.iter();
            surveys.find_map(|(id, record)| {
                let question = record.tally.questions.first()?;
                Some((*id, question.name.clone()))
            })
        };
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

    /// The answers of one group of the breakdown, of which these were the touchpoints.
    pub(super) fn meant_by(&self, editor: &Editor, group: &Group, touchpoints: &[CardId]) -> Meant {
        let mut scope = self.breakdown_scope(editor);
        let mut filter = editor.answer_filter().clone();
        let named = || [group.name.clone()].into();
        match self.by {
            By::Stage => {
                let stages = editor.map().map(model::Map::stages_in_order).unwrap_or_default();
                scope.stage = stages.get(group.rank).map(|(id, _)| *id);
            }
            By::Persona => {
                let personas = editor.project().personas_in_order();
                scope.persona = personas.get(group.rank).map(|(id, _)| *id);
            }
            By::Touchpoint => scope.card = touchpoints.get(group.rank).copied(),
            By::Segment => filter.set_only(Dimension::Segment, named()),
            By::Channel => filter.set_only(Dimension::Channel, named()),
            By::Wave => filter.set_waves(named()),
        }
        Meant { scope, filter, kpi: None }
    }

    /// The touchpoints that answers are told apart by, by the ranks of their groups; none where it
    /// is by something else.
    pub(super) fn touchpoints(&self, editor: &Editor) -> Vec<CardId> {
        let answers = editor.answers().filter(|_| self.by == By::Touchpoint);
        let cards = answers.map(|answers| answers.touchpoints_in_order()).unwrap_or_default();
        cards.into_iter().map(|(id, _)| id).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::Watch;
    use crate::panels::bench::{sample, with_shown};
    use crate::panels::metrics::figures::State;

    /// The sample with answers about two of its cards, which say the same.
    fn with_twins() -> (Project, [CardId; 2]) {
        let mut project = sample();
        let (id, map) = project.maps.iter().next().map(|(id, map)| (*id, map.clone())).unwrap();
        let mut map = map;
        let ids: Vec<CardId> = map.cards.keys().copied().take(2).collect();
        for id in &ids {
            let card = map.cards.get(id).unwrap().clone();
            map.cards.insert_mut(*id, model::Card { text: "Call".to_owned(), ..card });
        }
        project.maps.insert_mut(id, map);
        let (id, record) = project.surveys.iter().next().map(|(id, s)| (*id, s.clone())).unwrap();
        let mut record = record;
        let mut tally = (*record.tally).clone();
        let first = tally.rows[0].labels.stage.clone();
        for row in &mut tally.rows {
            let label = if row.labels.stage == first { "a" } else { "b" };
            row.labels.touchpoint = Some(label.to_owned());
        }
        record.tally = tally.into();
        record.links.touchpoints = [("a".to_owned(), ids[0]), ("b".to_owned(), ids[1])].into();
        project.surveys.insert_mut(id, record);
        (project, [ids[0], ids[1]])
    }

    #[test]
    fn touchpoints_that_say_the_same_are_told_apart() {
        let (project, twins) = with_twins();
        let mut editor = Editor::new(project);
        let (mut state, mut watch) = (State::default(), Watch::default());
        state.choice.by = By::Touchpoint;
        let mut meant = |editor: &Editor| -> Vec<(u64, u64, Option<CardId>)> {
            let versions = watch.versions(editor);
            let (groups, cards) = with_shown(editor, versions, |shown| state.breakdown(shown));
            let asked = state.choice.question(editor.project()).unwrap();
            let of = |group: &Group| {
                let of = state.choice.meant_by(editor, group, &cards);
                let answers = of.answers(editor).unwrap();
                let n = answers.counts(asked.0, &asked.1, of.scope).n();
                (group.metric.n, n, of.scope.card)
            };
            groups.iter().map(of).collect()
        };
        let first = meant(&editor);
        assert_eq!(first.len(), 2);
        assert!(first.iter().all(|(told, n, _)| told == n), "{first:?}");
        let mut cards: Vec<CardId> = first.iter().filter_map(|(.., card)| *card).collect();
        cards.sort();
        assert_eq!(cards, twins);
        // Other cards come and go without anything being counted anew.
        let map = editor.map_id();
        let all: Vec<CardId> = editor.map().unwrap().cards.keys().copied().collect();
        for id in all.into_iter().filter(|id| !twins.contains(id)) {
            editor.edit(model::Edit::RemoveCard { map, id }).unwrap();
        }
        assert_eq!(meant(&editor), first);
    }
}
