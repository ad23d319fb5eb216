//! The values of all key figures, worked out once for every state of the project.

use std::collections::BTreeMap;

use model::answers::{AnswerFilter, KpiFigure, Miss};
use model::{KpiId, MapId};

use crate::editor::Editor;

/// What the key figures come to on the shown map, through the filter.
#[derive(Clone, Debug, Default)]
pub(crate) struct KpiCache {
    /// What it was worked out for.
    key: Option<(u64, MapId, AnswerFilter)>,
    figures: BTreeMap<KpiId, KpiFigure>,
    misses: Vec<Miss>,
}

impl KpiCache {
    /// Brings everything up to date; costs nothing while nothing changed.
    pub(crate) fn refresh(&mut self, editor: &Editor) {
        let (revision, map) = (editor.history().revision(), editor.map_id());
        let is_current = self.key.as_ref().is_some_and(|(of, on, by)| {
            (*of, *on) == (revision, map) && by == editor.answer_filter()
        });
        if is_current {
            return;
        }
        self.key = Some((revision, map, editor.answer_filter().clone()));
        let kpis = &editor.project().kpis;
        match editor.answers() {
            Some(answers) if !kpis.is_empty() => {
                self.figures = kpis.iter().map(|(id, kpi)| (*id, answers.kpi(kpi))).collect();
                self.misses = answers.misses();
            }
            _ => (self.figures, self.misses) = (BTreeMap::new(), Vec::new()),
        }
    }

    /// What a key figure comes to.
    pub(crate) fn figure(&self, id: KpiId) -> Option<&KpiFigure> {
        self.figures.get(&id)
    }

    /// Where targets are missed on the map.
    pub(crate) fn misses(&self) -> &[Miss] {
        &self.misses
    }
}
