//! What is withheld so that no small group follows from what is shown, by subtraction from what
//! stands beside it or from the figure without the filter.

use std::collections::{BTreeMap, BTreeSet};

use survey::metric::hidden_groups;
use survey::tally::{Counts, TallyRow};

use super::groups::persona;
use super::{Answers, Scope, Spot, touchpoint};
use crate::{SurveyId, SurveyRecord};

/// Which answers are counted, seen from the filter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Side {
    /// Those that it lets through.
    #[default]
    Through,
    /// Those that it leaves out.
    LeftOut,
    /// All of them.
    Both,
}

/// How many answers each group of a whole has on each side of the filter.
#[derive(Clone, Debug)]
pub(super) struct Sizes<K> {
    through: BTreeMap<K, u64>,
    /// Empty, as is `both`, where the filter leaves out nothing.
    left_out: BTreeMap<K, u64>,
    both: BTreeMap<K, u64>,
}

impl<K: Ord + Clone> Sizes<K> {
    /// The groups of these keys alone.
    pub(super) fn only(&self, is_kept: impl Fn(&K) -> bool) -> Self {
        let kept = |sizes: &BTreeMap<K, u64>| {
            let sizes = sizes.iter().filter(|(key, _)| is_kept(key));
            sizes.map(|(key, n)| (key.clone(), *n)).collect()
        };
        Self {
            through: kept(&self.through),
            left_out: kept(&self.left_out),
            both: kept(&self.both),
        }
    }

    /// The groups whose answers the filter lets through, with how many.
    pub(super) const fn shown(&self) -> &BTreeMap<K, u64> {
        &self.through
    }

    /// The groups whose figure must be hidden: those of too few answers, those of which the filter
    /// leaves out too few, and those from which either would follow.
    pub(super) fn hidden(&self, hide_below: u64) -> BTreeSet<K> {
        let hidden = |sizes: &BTreeMap<K, u64>| -> BTreeSet<K> {
            let n: Vec<u64> = sizes.values().copied().collect();
            let groups = sizes.keys().zip(hidden_groups(&n, hide_below));
            groups.filter(|(_, hidden)| *hidden).map(|(key, _)| key.clone()).collect()
        };
        let mut found = hidden(&self.through);
        // A group that the filter leaves whole has the figure that it has without the filter.
        let is_whole = |key: &K| self.left_out.get(key).is_none_or(|n| *n == 0);
        found.extend(hidden(&self.both).into_iter().filter(is_whole));
        found.extend(hidden(&self.left_out));
        found
    }
}

impl<'a> Answers<'a> {
    /// The same answers, seen from a side of the filter.
    pub(super) const fn on(&self, side: Side) -> Answers<'a> {
        Answers { project: self.project, map: self.map, filter: self.filter, side }
    }

    /// Whether a row is on the side of the filter that is looked at.
    pub(super) fn is_on_side(&self, record: &SurveyRecord, row: &TallyRow) -> bool {
        match self.side {
            Side::Through => self.filter.accepts(record, row),
            Side::LeftOut => !self.filter.accepts(record, row),
            Side::Both => true,
        }
    }

    /// The sizes of groups on each side of the filter.
    pub(super) fn sizes<K: Ord>(
        &self,
        sizes: impl Fn(Answers<'a>) -> BTreeMap<K, u64>,
    ) -> Sizes<K> {
        let other = |side| {
            if self.filter.is_empty() { BTreeMap::new() } else { sizes(self.on(side)) }
        };
        let (left_out, both) = (other(Side::LeftOut), other(Side::Both));
        Sizes { through: sizes(*self), left_out, both }
    }

    /// [`Answers::sizes`] of one question's groups.
    pub(super) fn sizes_of<K: Ord>(
        &self,
        survey: SurveyId,
        question: &str,
        scope: Scope,
        key: impl Fn(&SurveyRecord, &TallyRow) -> Option<K>,
    ) -> Sizes<K> {
        self.sizes(|answers| {
            let groups = answers.group(survey, question, scope, &key).into_iter();
            groups.map(|(key, counts)| (key, Counts::n(&counts))).collect()
        })
    }

    /// The questions, each by its survey, whose figure for this scope is too small or would tell
    /// that of a small group: of another stage, persona or touchpoint, or of what the filter
    /// leaves out. [`Answers::is_withheld`] says it of one question.
    pub(super) fn guarded(&self, scope: Scope) -> BTreeSet<(SurveyId, String)> {
        let mut guarded = self.guard(scope, (), |_, _| Some(()));
        if let Some(own) = scope.stage {
            let of = |record: &SurveyRecord, row: &TallyRow| self.stage_of(record, row);
            guarded.extend(self.guard(Scope { stage: None, ..scope }, own, of));
        }
        if let Some(own) = scope.persona {
            guarded.extend(self.guard(Scope { persona: None, ..scope }, own, persona));
        }
        if let Some(own) = scope.card {
            guarded.extend(self.guard(Scope { card: None, ..scope }, own, touchpoint));
        }
        guarded
    }

    /// The questions whose figure of one group is hidden among the groups around it, see
    /// [`Sizes::hidden`].
    fn guard<K: Ord + Copy>(
        &self,
        around: Scope,
        own: K,
        key: impl Fn(&SurveyRecord, &TallyRow) -> Option<K>,
    ) -> BTreeSet<(SurveyId, String)> {
        // By question, whether it is hidden on a side.
        let of = |side: Side| -> BTreeMap<(SurveyId, String), bool> {
            let own = self.on(side).metrics_by(&key, around).remove(&own).unwrap_or_default();
            own.into_iter().map(|e| ((e.survey, e.question), e.metric.hidden)).collect()
        };
        let mut found = of(Side::Through);
        found.retain(|_, hidden| *hidden);
        if !self.filter.is_empty() {
            let mut left_out = of(Side::LeftOut);
            let both = of(Side::Both).into_iter();
            found.extend(both.filter(|(asked, hidden)| *hidden && !left_out.contains_key(asked)));
            left_out.retain(|_, hidden| *hidden);
            found.extend(left_out);
        }
        found.into_keys().collect()
    }

    /// Whether the figure of a question for this scope is too small or would tell that of a small
    /// group: of another stage, persona or touchpoint, or of what the filter leaves out.
    pub(super) fn is_withheld(&self, survey: SurveyId, question: &str, scope: Scope) -> bool {
        let of_place = Spot::of(scope).is_some_and(|spot| {
            let places = self.by_place_of(Some((survey, question)));
            places.is_withheld(survey, question, spot)
        });
        let limit = self.options().hide_below;
        let whole = self.sizes_of(survey, question, scope, |_, _| Some(()));
        let of_stage = scope.stage.is_some_and(|own| {
            let around = Scope { stage: None, ..scope };
            let key = |record: &SurveyRecord, row: &TallyRow| self.stage_of(record, row);
            self.sizes_of(survey, question, around, key).hidden(limit).contains(&own)
        });
        let of_persona = scope.persona.is_some_and(|own| {
            let around = Scope { persona: None, ..scope };
            self.sizes_of(survey, question, around, persona).hidden(limit).contains(&own)
        });
        let of_card = scope.card.is_some_and(|own| {
            let around = Scope { card: None, ..scope };
            self.sizes_of(survey, question, around, touchpoint).hidden(limit).contains(&own)
        });
        !whole.hidden(limit).is_empty() || of_place || of_stage || of_persona || of_card
    }
}
