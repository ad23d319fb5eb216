//! What is withheld so that no small group follows from what is shown: by subtraction from what
//! stands beside it, or from the figure without the filter.
//!
//! Parts make up each other: a stage is made up of its personas' answers, the year of its months,
//! and each part of what the filter lets through and what it leaves out. Wherever such a sum would
//! tell a figure that is withheld, the smallest other part of it is withheld too, until none does.
//! One sum at a time is looked at; what several of them tell together, and what two filters tell
//! that are set one after the other, is not.

use std::collections::BTreeMap;

use super::Scope;
use super::table::{Label, Part, Share};

/// Marks the parts whose figure must not be shown: those of fewer than `hide_below` answers, those
/// of which the filter or one condition of it leaves out so few, those that are marked already, and
/// those from which any of them would follow.
pub(super) fn withhold(shares: &mut BTreeMap<Part<'_>, Share>, hide_below: u64) {
    let is_small = |n: &u64| *n > 0 && *n < hide_below;
    let is_safe = |share: &Share| {
        !share.is_withheld && !is_small(&share.n) && !share.left_out.values().any(is_small)
    };
    // What is hidden follows from what is small: mostly nothing is.
    if shares.values().all(is_safe) {
        return;
    }
    let sums = Sums::new(shares);
    let through: Vec<u64> = shares.values().map(|share| share.n).collect();
    let mut told: Vec<bool> = shares.values().map(|share| share.is_withheld).collect();
    for conditions in looser(shares) {
        let left_out: Vec<u64> = shares
            .values()
            .map(|share| {
                let own = share.left_out.iter().filter(|(unmet, _)| **unmet & !conditions == 0);
                own.map(|(_, n)| n).sum()
            })
            .collect();
        let both: Vec<u64> = through.iter().zip(&left_out).map(|(a, b)| a + b).collect();
        let of_left_out = sums.hidden(&left_out, vec![false; both.len()], hide_below);
        let of_both = sums.hidden(&both, vec![false; both.len()], hide_below);
        for (index, told) in told.iter_mut().enumerate() {
            let is = |hidden: &[bool]| hidden.get(index).copied().unwrap_or(false);
            // What the filter leaves whole has the figure that it has without the filter.
            let is_whole = left_out.get(index) == Some(&0);
            *told |= is(&of_left_out) || (is_whole && is(&of_both));
        }
    }
    let hidden = sums.hidden(&through, told, hide_below);
    for (share, hidden) in shares.values_mut().zip(hidden) {
        share.is_withheld = hidden;
    }
}

/// The conditions without which the filter is compared with itself: each of them, and all together.
fn looser(shares: &BTreeMap<Part<'_>, Share>) -> Vec<u16> {
    let all = shares.values().flat_map(|share| share.left_out.keys()).fold(0, |all, own| all | own);
    let each = (0..u16::BITS).map(|bit| 1 << bit).filter(|bit| all & bit != 0);
    let mut found: Vec<u16> = each.collect();
    if found.len() > 1 {
        found.push(all);
    }
    found
}

/// A part that others make up, by their places among all parts.
#[derive(Debug)]
struct Sum {
    total: usize,
    parts: Vec<usize>,
    /// Whether the total may be withheld for the sake of a part. What is shown without labels is
    /// settled before what labels tell apart.
    may_hide_total: bool,
}

/// How parts make up each other.
#[derive(Debug, Default)]
struct Sums {
    /// Of parts without labels.
    plain: Vec<Sum>,
    /// Of parts with labels.
    labelled: Vec<Sum>,
    /// The parts with labels, each with the same part whatever the label.
    within: Vec<(usize, usize)>,
}

impl Sums {
    fn new(shares: &BTreeMap<Part<'_>, Share>) -> Self {
        let places: BTreeMap<&Part<'_>, usize> = shares.keys().zip(0..).collect();
        let mut found: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
        let mut sums = Self::default();
        for (place, part) in shares.keys().enumerate() {
            for (way, whole) in wholes(part).into_iter().enumerate() {
                let Some(total) = whole.and_then(|whole| places.get(&whole)) else { continue };
                found.entry((*total, way)).or_default().push(place);
            }
            if part.label.is_some()
                && let Some(whole) = places.get(&Part { scope: part.scope, label: None })
            {
                sums.within.push((place, *whole));
            }
        }
        let is_labelled: Vec<bool> = shares.keys().map(|part| part.label.is_some()).collect();
        let is_labelled = |at: usize| is_labelled.get(at).copied().unwrap_or(false);
        for ((total, _), parts) in found {
            let of_labels = parts.first().is_some_and(|part| is_labelled(*part));
            let may_hide_total = !of_labels || is_labelled(total);
            let list = if of_labels { &mut sums.labelled } else { &mut sums.plain };
            list.push(Sum { total, parts, may_hide_total });
        }
        // What a narrow sum needs hidden often serves a wide one too.
        sums.plain.sort_by_key(|sum| sum.parts.len());
        sums.labelled.sort_by_key(|sum| sum.parts.len());
        sums
    }

    /// Which parts are hidden, given how many answers each has and which are hidden anyway.
    fn hidden(&self, sizes: &[u64], mut hidden: Vec<bool>, hide_below: u64) -> Vec<bool> {
        for (hidden, n) in hidden.iter_mut().zip(sizes) {
            *hidden |= *n > 0 && *n < hide_below;
        }
        let mut in_sight = vec![false; hidden.len()];
        settle(&self.plain, sizes, &mut hidden, &in_sight, hide_below);
        for (part, whole) in &self.within {
            let flags = if hidden.get(*whole) == Some(&true) {
                // What is withheld as a whole is not shown in parts that make it up.
                &mut hidden
            } else if sizes.get(*part) == sizes.get(*whole) {
                &mut in_sight
            } else {
                continue;
            };
            if let Some(flag) = flags.get_mut(*part) {
                *flag = true;
            }
        }
        settle(&self.labelled, sizes, &mut hidden, &in_sight, hide_below);
        hidden
    }
}

/// What a part is a part of: in which stage, persona or touchpoint, in which quarter, at any time.
fn wholes<'a>(part: &Part<'a>) -> [Option<Part<'a>>; 6] {
    let Scope { stage, persona, card } = part.scope;
    let within = |scope: Scope| Part { scope, label: part.label.clone() };
    let labelled = |label| Part { scope: part.scope, label };
    let (quarters, others): (Option<&Label<'_>>, _) =
        part.label.as_ref().map_or((None, None), |label| match label {
            Label::Quarter(_) => (Some(label), None),
            Label::Month(_) | Label::Of(_) => (None, Some(label)),
        });
    [
        stage.map(|_| within(Scope { stage: None, ..part.scope })),
        persona.map(|_| within(Scope { persona: None, ..part.scope })),
        card.map(|_| within(Scope { card: None, ..part.scope })),
        others.and_then(Label::quarter).map(|quarter| labelled(Some(quarter))),
        others.map(|_| labelled(None)),
        quarters.map(|_| labelled(None)),
    ]
}

/// Hides until no sum tells anything that is hidden. It is of no use to hide what is `in_sight`: a
/// figure that is shown elsewhere, as all answers of a stage are of one month.
fn settle(sums: &[Sum], sizes: &[u64], hidden: &mut [bool], in_sight: &[bool], hide_below: u64) {
    if !hidden.contains(&true) {
        return;
    }
    loop {
        let mut is_settled = true;
        for sum in sums {
            if let Some(more) = sum.told(sizes, hidden, in_sight, hide_below)
                && let Some(hidden) = hidden.get_mut(more)
            {
                *hidden = true;
                is_settled = false;
            }
        }
        if is_settled {
            return;
        }
    }
}

impl Sum {
    /// What must be hidden besides, so that this sum tells nothing that is hidden.
    fn told(
        &self,
        sizes: &[u64],
        hidden: &[bool],
        in_sight: &[bool],
        hide_below: u64,
    ) -> Option<usize> {
        let size = |at: usize| sizes.get(at).copied().unwrap_or(0);
        let is_hidden = |at: usize| hidden.get(at) == Some(&true);
        let (mut away, mut away_n, mut seen_n) = (0_usize, 0_u64, 0_u64);
        let mut smallest: Option<usize> = None;
        for part in self.parts.iter().copied().filter(|part| size(*part) > 0) {
            if is_hidden(part) {
                away += 1;
                away_n += size(part);
            } else {
                seen_n += size(part);
                if in_sight.get(part) != Some(&true) {
                    smallest = smallest.filter(|best| size(*best) <= size(part)).or(Some(part));
                }
            }
        }
        let is_total_hidden = is_hidden(self.total);
        let rest = size(self.total).saturating_sub(away_n + seen_n);
        let is_told = if away == 0 {
            is_total_hidden && rest == 0
        } else {
            // The rest may be known from elsewhere: it does not count as cover.
            away_n < hide_below || (away == 1 && rest == 0 && !is_total_hidden)
        };
        if !is_told {
            return None;
        }
        smallest.or_else(|| {
            let gives_away = !is_total_hidden && (rest == 0 || away_n + rest < hide_below);
            (gives_away && self.may_hide_total).then_some(self.total)
        })
    }
}

#[cfg(test)]
mod tests;
