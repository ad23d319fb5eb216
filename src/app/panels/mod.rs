//! The frame around the map: top bar, inspector, metric panels, status bar.
//!
//! Panels read [`Shown`](crate::shown::Shown) and push actions; a text field works on a clone of
//! its value and pushes an edit when the text changes.

#[cfg(test)]
pub(crate) mod bench;
mod inspector;
mod metrics;
mod status;
#[cfg(test)]
mod tests;
mod top_bar;
pub(crate) mod widgets;

pub use inspector::inspector_ui;
pub use metrics::metrics_ui;
pub(crate) use metrics::{
    AskedQuestion, Choice, Details, KpiCache, KpiNow, Sheet, kpi_details_ui, kpi_words, met_look,
    page as metrics_page, rule_text, words,
};
pub use status::status_ui;
pub use top_bar::top_bar_ui;

/// What panels remember from frame to frame; nothing of it belongs to the document.
#[derive(Debug, Default)]
pub struct PanelState {
    inspector: inspector::State,
    metrics: metrics::State,
    kpis: KpiCache,
}

impl PanelState {
    /// Forgets everything: what was looked at was in another document.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// The values of the key figures, which the dialogs show as well.
    pub(crate) const fn kpis_mut(&mut self) -> &mut KpiCache {
        &mut self.kpis
    }

    /// Opens the filter of answers and puts the keyboard into it.
    pub fn focus_filter(&mut self) {
        self.metrics.focus_filter();
    }

    /// What the metric panel shows.
    pub(crate) fn metrics_choice(&self) -> Choice {
        self.metrics.choice().clone()
    }

    /// Puts the keyboard into the name of what is selected, with the whole name selected.
    pub fn focus_name(&mut self) {
        self.inspector.focus_name = true;
    }
}
