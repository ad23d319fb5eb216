//! The values of the key figures and what can be chosen for them, worked out once for everybody who
//! shows them, and only when they are shown.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::answers::{KpiFigure, Miss, Reached, Scope};
use model::{Kpi, KpiId, Measure, SurveyId, SurveyRecord, Table};

use super::questions::Questions;
use crate::figures::comes_to_the_same;
use crate::shown::Shown;

/// What the key figures come to on the shown map, through the filter.
#[derive(Debug, Default)]
pub(crate) struct KpiCache {
    /// What the values are of.
    version: u64,
    kpis: Table<KpiId, Kpi>,
    figures: BTreeMap<KpiId, Arc<KpiNow>>,
    misses: Option<Arc<[Miss]>>,
    questions: Option<(Table<SurveyId, SurveyRecord>, Arc<Questions>)>,
}

/// What a key figure comes to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct KpiNow {
    /// Its values.
    pub(crate) figure: KpiFigure,
    /// How many reached each stage, for a conversion.
    pub(crate) reached: Vec<Reached>,
}

impl KpiCache {
    /// Drops what is out of date; costs nothing while nothing changed.
    fn refresh(&mut self, shown: Shown<'_>) {
        let kpis = &shown.editor.project().kpis;
        if self.version != shown.versions.filtered {
            self.version = shown.versions.filtered;
            self.figures.clear();
            self.misses = None;
        } else if self.kpis.ptr_eq(kpis) {
            return;
        }
        let is_as_before = |id: &KpiId| {
            let both = self.kpis.get(id).zip(kpis.get(id));
            both.is_some_and(|(old, new)| comes_to_the_same(old, new))
        };
        self.figures.retain(|id, _| is_as_before(id));
        let in_order = |kpis: &Table<KpiId, Kpi>, id| kpis.get(id).map(|kpi| kpi.order.clone());
        let misses_stay = self.kpis.size() == kpis.size()
            && kpis
                .keys()
                .all(|id| is_as_before(id) && in_order(&self.kpis, id) == in_order(kpis, id));
        if !misses_stay {
            self.misses = None;
        }
        self.kpis = kpis.clone();
    }

    /// What a key figure comes to; none where it is gone, or where there is no map.
    pub(crate) fn figure(&mut self, shown: Shown<'_>, id: KpiId) -> Option<Arc<KpiNow>> {
        self.refresh(shown);
        if let Some(known) = self.figures.get(&id) {
            return Some(Arc::clone(known));
        }
        let kpi = shown.editor.project().kpis.get(&id)?;
        let answers = shown.editor.answers()?;
        let reached = match &kpi.measure {
            Measure::Conversion { survey, question } => {
                let scope = Scope { persona: kpi.about.persona, ..Scope::default() };
                let answers = answers.about(kpi.about);
                answers.map(|answers| answers.conversion(*survey, question, scope))
            }
            Measure::Formula(_) | Measure::Answers { .. } => None,
        };
        let reached = reached.unwrap_or_default();
        let now = Arc::new(KpiNow { figure: answers.kpi(kpi), reached });
        self.figures.insert(id, Arc::clone(&now));
        Some(now)
    }

    /// Where targets are missed on the map.
    pub(crate) fn misses(&mut self, shown: Shown<'_>) -> Arc<[Miss]> {
        self.refresh(shown);
        let work_out = || {
            let answers = shown.editor.answers().filter(|_| !self.kpis.is_empty());
            answers.map(|answers| answers.misses()).unwrap_or_default().into()
        };
        Arc::clone(self.misses.get_or_insert_with(work_out))
    }

    /// The questions that key figures can stand on.
    pub(crate) fn questions(&mut self, shown: Shown<'_>) -> Arc<Questions> {
        let surveys = &shown.editor.project().surveys;
        let kept = self.questions.take().filter(|(of, _)| of.ptr_eq(surveys));
        let work_out = || (surveys.clone(), Arc::new(Questions::of(surveys)));
        Arc::clone(&self.questions.insert(kept.unwrap_or_else(work_out)).1)
    }
}

#[cfg(test)]
mod tests {
    use model::{About, KpiField};

    use super::*;
    use crate::editor::Editor;
    use crate::figures::Watch;
    use crate::panels::bench::{sample, with_shown};

    /// A survey's key figure, asked for twice with an edit in between: whether the second time is
    /// the same as the first, without anything being worked out.
    fn is_kept(edit: impl FnOnce(&Editor, KpiId) -> model::Edit) -> bool {
        let mut editor = Editor::new(sample());
        let mut cache = KpiCache::default();
        let mut watch = Watch::default();
        let id = editor.project().kpis_in_order()[0].0;
        let mut look = |editor: &Editor| {
            let versions = watch.versions(editor);
            with_shown(editor, versions, |shown| cache.figure(shown, id).unwrap())
        };
        let first = look(&editor);
        let edit = edit(&editor, id);
        editor.edit(edit).unwrap();
        Arc::ptr_eq(&first, &look(&editor))
    }

    #[test]
    fn only_what_changes_a_figure_makes_it_be_worked_out_anew() {
        let set = |id, field| model::Edit::SetKpi { id, field };
        assert!(is_kept(|_, id| set(id, KpiField::Name("Another name".to_owned()))));
        assert!(is_kept(|_, id| set(id, KpiField::Notes("Counted by hand".to_owned()))));
        assert!(!is_kept(|_, id| set(id, KpiField::Target(Some(0.123)))));
        let of_another = |editor: &Editor, _| {
            let other = editor.project().kpis_in_order()[1].0;
            set(other, KpiField::About(About::default()))
        };
        assert!(is_kept(of_another));
        let card = |editor: &Editor, _| {
            let (map, id) = (editor.map_id(), *editor.map().unwrap().cards.keys().next().unwrap());
            let field = model::CardField::Text("Other words".to_owned());
            model::Edit::SetCard { map, id, field }
        };
        assert!(is_kept(card), "writing into a card counts nothing");
        let limit = model::ProjectField::HideBelow(model::HideBelow(9));
        assert!(!is_kept(|_, _| model::Edit::SetProject(limit)));
    }
}
