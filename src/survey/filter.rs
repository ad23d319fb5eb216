//! Filters over the labels of a tally.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::tally::{Dimension, TallyRow};

/// Which rows of a tally count. The default lets all of them through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// Per dimension the labels that count, as written in the file; the empty text stands for rows
    /// without a label. A dimension that is not named here counts whole.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub only: BTreeMap<Dimension, BTreeSet<String>>,
    /// The first day (`2026-03-14`) or month (`2026-03`) that counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The last day or month that counts, itself included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// The waves that count; none means all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waves: Option<BTreeSet<String>>,
    /// Only people who went through to the end.
    #[serde(default)]
    pub complete_only: bool,
}

impl Filter {
    /// This filter, narrowed to some labels of one dimension.
    #[must_use]
    pub fn with<S: Into<String>>(
        mut self,
        dimension: Dimension,
        labels: impl IntoIterator<Item = S>,
    ) -> Self {
        self.only.insert(dimension, labels.into_iter().map(Into::into).collect());
        self
    }

    /// Whether a row counts.
    pub fn accepts(&self, row: &TallyRow) -> bool {
        self.unmet(row) == 0
    }

    /// The conditions that a row does not meet, a bit for each: those of the dimensions in their
    /// order, then [`Filter::OF_WAVE`], [`Filter::OF_PERIOD`] and [`Filter::OF_COMPLETE`].
    pub fn unmet(&self, row: &TallyRow) -> u16 {
        let mut unmet = 0;
        let mut check = |bit: u16, is_met: bool| unmet |= if is_met { 0 } else { bit };
        for (dimension, labels) in &self.only {
            let label = row.labels.get(*dimension).unwrap_or("");
            check(1 << *dimension as u16, labels.contains(label));
        }
        let wave = || row.wave.as_deref().unwrap_or("");
        check(Self::OF_WAVE, self.waves.as_ref().is_none_or(|waves| waves.contains(wave())));
        check(Self::OF_PERIOD, self.accepts_period(row.labels.period.as_deref()));
        check(Self::OF_COMPLETE, row.complete || !self.complete_only);
        unmet
    }

    /// The bit of [`Filter::unmet`] for waves.
    pub const OF_WAVE: u16 = 1 << 6;
    /// The bit of [`Filter::unmet`] for the range of dates.
    pub const OF_PERIOD: u16 = 1 << 7;
    /// The bit of [`Filter::unmet`] for people who went through to the end.
    pub const OF_COMPLETE: u16 = 1 << 8;

    /// Whether a period lies between `from` and `to`. An undated row counts only without bounds.
    ///
    /// A month and a day are compared by the part that both have, so that a range to `2026-03`
    /// holds all days of March.
    fn accepts_period(&self, period: Option<&str>) -> bool {
        if self.from.is_none() && self.to.is_none() {
            return true;
        }
        let Some(period) = period else { return false };
        let after =
            self.from.as_deref().is_none_or(|from| shared(period, from) >= shared(from, period));
        let before = self.to.as_deref().is_none_or(|to| shared(period, to) <= shared(to, period));
        after && before
    }
}

/// `text`, shortened to the length of `other`.
fn shared<'a>(text: &'a str, other: &str) -> &'a str {
    text.get(..other.len()).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tally::{Counts, Labels};

    fn row(period: Option<&str>, persona: Option<&str>, complete: bool) -> TallyRow {
        TallyRow {
            question: "q".to_owned(),
            labels: Labels {
                period: period.map(str::to_owned),
                persona: persona.map(str::to_owned),
                ..Labels::default()
            },
            wave: None,
            complete,
            counts: Counts::default(),
        }
    }

    #[test]
    fn a_range_of_months_holds_the_days_of_its_last_month() {
        let filter = Filter {
            from: Some("2026-02".into()),
            to: Some("2026-03".into()),
            ..Filter::default()
        };
        assert!(filter.accepts(&row(Some("2026-03-31"), None, true)));
        assert!(filter.accepts(&row(Some("2026-02"), None, true)));
        assert!(!filter.accepts(&row(Some("2026-04-01"), None, true)));
        assert!(!filter.accepts(&row(Some("2026-01"), None, true)));
        assert!(!filter.accepts(&row(None, None, true)), "an undated answer is in no range");
    }

    #[test]
    fn the_empty_label_selects_what_has_none() {
        let filter = Filter::default().with(Dimension::Persona, [""]);
        assert!(filter.accepts(&row(None, None, true)));
        assert!(!filter.accepts(&row(None, Some("Ana"), true)));
    }

    #[test]
    fn complete_only_drops_those_who_left_early() {
        let filter = Filter { complete_only: true, ..Filter::default() };
        assert!(!filter.accepts(&row(None, None, false)));
        assert!(filter.accepts(&row(None, None, true)));
    }
}
