//! The answers to a question by where they belong and by when or from whom they are, in one pass.

use std::collections::BTreeMap;

use survey::tally::{Counts, TallyRow};

use super::guard;
use super::home::{Placed, Shape};
use super::{Answers, Scope};
use crate::SurveyRecord;

const STAGE: Shape = Shape { stage: true, persona: false, card: false };
const PERSONA: Shape = Shape { stage: false, persona: true, card: false };
const CARD: Shape = Shape { stage: false, persona: false, card: true };
const WHOLE: Shape = Shape { stage: false, persona: false, card: false };
const CELL: Shape = Shape { stage: true, persona: true, card: false };
const CARD_IN_STAGE: Shape = Shape { stage: true, persona: false, card: true };
const CARD_OF_PERSONA: Shape = Shape { stage: true, persona: true, card: true };

/// The parts of a map whose figures stand beside each other.
const SHOWN: [Shape; 6] = [WHOLE, STAGE, PERSONA, CELL, CARD, CARD_IN_STAGE];

/// By what answers are told apart, besides where they belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Axis {
    /// By nothing.
    Nothing,
    /// By month and by quarter.
    Time,
    Segment,
    Channel,
    Wave,
}

/// What some answers have in common besides where they belong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Label<'a> {
    /// A month, "2026-03".
    Month(&'a str),
    /// A quarter, "2026 Q1".
    Quarter(String),
    /// A segment, channel or wave.
    Of(&'a str),
}

impl Label<'_> {
    /// As it is shown.
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Month(name) | Self::Of(name) => name,
            Self::Quarter(name) => name,
        }
    }

    /// The quarter of a month.
    pub(super) fn quarter(&self) -> Option<Self> {
        let Self::Month(month) = self else { return None };
        let (year, number) = month.split_once('-')?;
        let number: u32 = number.parse().ok()?;
        Some(Self::Quarter(format!("{year} Q{}", number.saturating_sub(1) / 3 + 1)))
    }
}

impl Axis {
    /// What a row has in common with others; none where the file does not tell.
    fn label(self, row: &TallyRow) -> Option<Label<'_>> {
        match self {
            Self::Nothing => None,
            Self::Time => row.labels.period.as_deref()?.get(..7).map(Label::Month),
            Self::Segment => row.labels.segment.as_deref().map(Label::Of),
            Self::Channel => row.labels.channel.as_deref().map(Label::Of),
            Self::Wave => row.wave.as_deref().map(Label::Of),
        }
    }
}

/// Some answers of a question: those of a part of the map, or of these the ones with a label.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Part<'a> {
    pub(super) scope: Scope,
    pub(super) label: Option<Label<'a>>,
}

/// The answers of a part.
#[derive(Clone, Debug, Default)]
pub(super) struct Share {
    /// Those that the filter lets through.
    pub(super) counts: Counts,
    /// How many these are.
    pub(super) n: u64,
    /// How many the filter leaves out, by the conditions that these do not meet.
    pub(super) left_out: BTreeMap<u16, u64>,
    /// Whether their figure must not be shown.
    pub(super) is_withheld: bool,
}

impl Share {
    fn add(&mut self, placed: &Placed<'_>) {
        let n = placed.row.counts.n();
        if placed.unmet == 0 {
            self.counts.merge(&placed.row.counts);
            self.n += n;
        } else if n > 0 {
            *self.left_out.entry(placed.unmet).or_insert(0) += n;
        }
    }

    fn merge(&mut self, other: &Self) {
        self.counts.merge(&other.counts);
        self.n += other.n;
        for (unmet, n) in &other.left_out {
            *self.left_out.entry(*unmet).or_insert(0) += n;
        }
    }
}

/// The answers to a question, by their parts.
#[derive(Clone, Debug, Default)]
pub(super) struct Table<'a> {
    shares: BTreeMap<Part<'a>, Share>,
}

impl<'a> Answers<'a> {
    /// The answers to a question of a survey, told apart by where they belong and along an axis.
    /// Parts of the shape `asked` are among them.
    pub(super) fn table(
        &self,
        record: &'a SurveyRecord,
        question: &str,
        axis: Axis,
        asked: Shape,
    ) -> Table<'a> {
        // Touchpoints along an axis are counted only where they are asked for: there are many.
        let is_meant = |shape: &Shape| !shape.card || asked.card || axis == Axis::Nothing;
        let shown = SHOWN.iter().copied().filter(is_meant);
        let shapes: Vec<Shape> = shown.chain(Some(asked).filter(|s| !SHOWN.contains(s))).collect();
        let finest = [CELL, CARD_IN_STAGE, CARD_OF_PERSONA];
        let sources = finest.into_iter().map(Source::new);
        let mut sources: Vec<Source<'_>> = sources
            .filter(|source| shapes.iter().any(|shape| source.shape.is_source_of(*shape)))
            .collect();
        for placed in self.rows_of(record, question) {
            let label = axis.label(placed.row);
            for source in &mut sources {
                source.add(&placed, label.as_ref());
            }
        }
        let mut shares = BTreeMap::new();
        for source in sources {
            source.put_into(&mut shares, &shapes);
        }
        let hide_below = self.options().hide_below;
        if self.of_all_maps && self.project.maps.size() > 1 {
            for map in self.project.maps.values() {
                let of_map = Self { map, of_all_maps: false, ..*self };
                let of_map = of_map.table(record, question, axis, asked);
                // Where one map has all but a few answers, both figures together tell these.
                for (part, share) in &mut shares {
                    let own = of_map.shares.get(part).map_or(0, |own| own.n);
                    let rest = share.n.saturating_sub(own);
                    share.is_withheld |= rest > 0 && rest < hide_below;
                }
            }
        }
        guard::withhold(&mut shares, hide_below);
        Table { shares }
    }
}

impl<'a> Table<'a> {
    /// The answers of a part of the map; none where the filter lets nothing through.
    pub(super) fn of(&self, scope: Scope) -> Option<&Share> {
        self.shares.get(&Part { scope, label: None }).filter(|share| share.counts.asked() > 0)
    }

    /// The answers of a part of the map by their labels, in order; without the labels of which the
    /// filter lets nothing through.
    pub(super) fn by_label(&self, scope: Scope) -> impl Iterator<Item = (&Label<'a>, &Share)> {
        let first = Part { scope, label: None };
        let own = self.shares.range(first..).take_while(move |(part, _)| part.scope == scope);
        let own = own.filter(|(_, share)| share.counts.asked() > 0);
        own.filter_map(|(part, share)| Some((part.label.as_ref()?, share)))
    }

    /// The answers of every part of the map, whatever their labels.
    pub(super) fn into_scopes(self) -> impl Iterator<Item = (Scope, Share)> {
        let plain = self.shares.into_iter().filter(|(part, _)| part.label.is_none());
        plain.map(|(part, share)| (part.scope, share))
    }
}

impl Shape {
    /// Whether the parts of another shape are taken from parts of this one, the coarsest that tells
    /// them apart.
    const fn is_source_of(self, shape: Self) -> bool {
        self.card == shape.card && (!shape.card || self.persona == shape.persona)
    }
}

/// Answers told apart as finely as some shapes need it, so that a row is added up once for all of
/// them.
struct Source<'a> {
    shape: Shape,
    places: BTreeMap<Part<'a>, usize>,
    shares: Vec<Share>,
    /// Where the last row went. Rows that follow each other mostly go to the same place.
    last: Option<(Part<'a>, usize)>,
}

impl<'a> Source<'a> {
    const fn new(shape: Shape) -> Self {
        Self { shape, places: BTreeMap::new(), shares: Vec::new(), last: None }
    }

    fn add(&mut self, placed: &Placed<'a>, label: Option<&Label<'a>>) {
        let scope = placed.home.cut_to(self.shape);
        if self.shape.card && scope.card.is_none() {
            return;
        }
        let is_last =
            |(part, _): &&(Part<'a>, usize)| part.scope == scope && part.label.as_ref() == label;
        let at = if let Some((_, at)) = self.last.as_ref().filter(is_last) {
            *at
        } else {
            let part = Part { scope, label: label.cloned() };
            let next = self.shares.len();
            let at = *self.places.entry(part.clone()).or_insert(next);
            if at == next {
                self.shares.push(Share::default());
            }
            self.last = Some((part, at));
            at
        };
        if let Some(share) = self.shares.get_mut(at) {
            share.add(placed);
        }
    }

    fn put_into(self, shares: &mut BTreeMap<Part<'a>, Share>, shapes: &[Shape]) {
        for (part, at) in self.places {
            let Some(own) = self.shares.get(at) else { continue };
            let quarter = part.label.as_ref().and_then(Label::quarter);
            for shape in shapes.iter().filter(|shape| self.shape.is_source_of(**shape)) {
                let scope = part.scope.cut_to(*shape);
                if scope.shape() != *shape {
                    continue;
                }
                let labels = [part.label.clone(), quarter.clone()].into_iter().flatten();
                for label in std::iter::once(None).chain(labels.map(Some)) {
                    shares.entry(Part { scope, label }).or_default().merge(own);
                }
            }
        }
    }
}
