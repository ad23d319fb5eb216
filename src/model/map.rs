//! A map: stages as columns, lanes in every persona's band, cards in the cells, the curve.

use serde::{Deserialize, Serialize};

use crate::field::fields;
use crate::{
    Card, CardId, CardKind, Cell, Emotion, Ext, LaneId, Order, PersonaId, StageId, SurveyId, Table,
};

/// A stage of the journey: a column of the canvas.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stage {
    /// The name, "Consideration".
    pub name: String,
    /// The larger part of the journey that it belongs to ("Pre-purchase"); neighbours of the same
    /// group stand under one heading. Empty: none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub group: String,
    /// The position among the stages.
    pub order: Order,
    /// The column's width in document units (px at 100 %); none is the theme's width.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width_px: Option<u16>,
    /// Whatever else is known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// What a newer version of the program added.
    #[serde(default, skip_serializing_if = "Ext::is_empty")]
    pub ext: Ext,
}

impl Stage {
    /// The narrowest and the widest that a column can be made, in document units.
    pub const WIDTH_PX: std::ops::RangeInclusive<u16> = 220..=420;

    /// A stage with nothing but a name.
    pub fn new(name: impl Into<String>, order: Order) -> Self {
        Self {
            name: name.into(),
            group: String::new(),
            order,
            width_px: None,
            notes: String::new(),
            ext: Ext::default(),
        }
    }
}

fields! {
    /// A settable field of a [`Stage`].
    StageField for Stage {
        Name => name: String = "Rename stage",
        Group => group: String = "Group stages",
        Order => order: Order = "Reorder stages",
        Width => width_px: Option<u16> = "Resize stage",
        Notes => notes: String = "Edit stage notes",
        Ext => ext: Ext = "Change extension data",
    }
}

/// What a lane holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LaneKind {
    /// Cards; new ones are of this kind.
    Cards(CardKind),
    /// The emotion curve.
    Curve,
    /// Figures: what surveys say of each stage, and the key figures about it.
    Metrics,
}

/// A lane: a row that stands in every persona's band, or once for the whole map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lane {
    /// The name, "Touchpoints".
    pub name: String,
    /// What it holds.
    pub kind: LaneKind,
    /// Whether it stands once, below all bands, and not in every band.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub once: bool,
    /// Whether it is hidden.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
    /// The position among the lanes.
    pub order: Order,
    /// What a newer version of the program added.
    #[serde(default, skip_serializing_if = "Ext::is_empty")]
    pub ext: Ext,
}

impl Lane {
    /// A visible lane in every band.
    pub fn new(name: impl Into<String>, kind: LaneKind, order: Order) -> Self {
        Self { name: name.into(), kind, once: false, hidden: false, order, ext: Ext::default() }
    }

    /// The kind of a new card in this lane; none in lanes of the curve and of figures.
    pub const fn card_kind(&self) -> Option<CardKind> {
        match self.kind {
            LaneKind::Cards(kind) => Some(kind),
            LaneKind::Curve | LaneKind::Metrics => None,
        }
    }
}

fields! {
    /// A settable field of a [`Lane`].
    LaneField for Lane {
        Name => name: String = "Rename lane",
        Kind => kind: LaneKind = "Change lane kind",
        Once => once: bool = "Change where the lane stands",
        Hidden => hidden: bool = "Show or hide lane",
        Order => order: Order = "Reorder lanes",
        Ext => ext: Ext = "Change extension data",
    }
}

/// Where a point of the believed curve stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CurveAt {
    /// Whose curve.
    pub persona: PersonaId,
    /// At which stage.
    pub stage: StageId,
}

/// Which survey question the measured curve shows, and how its scale becomes an emotion.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// The survey.
    pub survey: SurveyId,
    /// The question, by its unique name in that survey's tally, and how its scale maps onto
    /// -2..=+2.
    pub rule: survey::compare::EmotionRule,
}

/// What a map tells about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Variant {
    /// The journey as it is.
    #[default]
    Current,
    /// The journey as it shall be.
    Future,
    /// The journey of one segment, such as customers who left.
    Segment,
}

/// A journey map. The personas are the project's; each of them has a band on every map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Map {
    /// The name, "Switching mobile provider".
    pub name: String,
    /// What it tells about.
    #[serde(default)]
    pub variant: Variant,
    /// The position among the project's maps.
    pub order: Order,
    /// Which answers make the measured curve; none: it is not drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measured: Option<Measured>,
    /// The columns.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub stages: Table<StageId, Stage>,
    /// The rows.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub lanes: Table<LaneId, Lane>,
    /// The cards.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub cards: Table<CardId, Card>,
    /// The points of the believed curves. A missing point breaks the curve.
    #[serde(default, skip_serializing_if = "Table::is_empty", with = "crate::points")]
    pub points: Table<CurveAt, Emotion>,
    /// What a newer version of the program added.
    #[serde(default, skip_serializing_if = "Ext::is_empty")]
    pub ext: Ext,
}

impl Map {
    /// An empty map.
    pub fn new(name: impl Into<String>, order: Order) -> Self {
        Self {
            name: name.into(),
            variant: Variant::default(),
            order,
            measured: None,
            stages: Table::default(),
            lanes: Table::default(),
            cards: Table::default(),
            points: Table::default(),
            ext: Ext::default(),
        }
    }

    /// The stages from left to right.
    pub fn stages_in_order(&self) -> Vec<(StageId, &Stage)> {
        in_order(&self.stages, |stage| &stage.order)
    }

    /// All lanes from top to bottom, hidden ones included.
    pub fn lanes_in_order(&self) -> Vec<(LaneId, &Lane)> {
        in_order(&self.lanes, |lane| &lane.order)
    }

    /// The cards of one cell from top to bottom.
    pub fn cards_in(&self, cell: Cell) -> Vec<(CardId, &Card)> {
        let mut cards: Vec<_> = self
            .cards
            .iter()
            .filter(|(_, card)| card.place.cell() == cell)
            .map(|(id, card)| (*id, card))
            .collect();
        cards.sort_by(|(a_id, a), (b_id, b)| (&a.place.order, a_id).cmp(&(&b.place.order, b_id)));
        cards
    }
}

/// The items of a table by their order keys; equal keys by id, so that the order is the same on
/// every computer.
pub(crate) fn in_order<K, V>(table: &Table<K, V>, order: impl Fn(&V) -> &Order) -> Vec<(K, &V)>
where
    K: Ord + Copy,
{
    let mut items: Vec<_> = table.iter().map(|(id, item)| (*id, item)).collect();
    items.sort_by(|(a_id, a), (b_id, b)| (order(a), a_id).cmp(&(order(b), b_id)));
    items
}

fields! {
    /// A settable field of a [`Map`].
    MapField for Map {
        Name => name: String = "Rename map",
        Variant => variant: Variant = "Change what the map tells about",
        Order => order: Order = "Reorder maps",
        Measured => measured: Option<Measured> = "Change measured curve",
        Ext => ext: Ext = "Change extension data",
    }
}
