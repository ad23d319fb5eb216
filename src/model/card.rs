//! Cards: what happens at one place of the journey.

use serde::{Deserialize, Serialize};

use crate::field::fields;
use crate::{CardId, Cause, ChannelId, Emotion, Ext, LaneId, Order, PersonaId, StageId};

/// Where a card stands. It is one value, so that two people who move the same card later on leave
/// it in one place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The persona in whose band it stands; none in a lane that stands once for the map.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub persona: Option<PersonaId>,
    /// The lane.
    pub lane: LaneId,
    /// The stage.
    pub stage: StageId,
    /// The position among the cards of the same cell.
    pub order: Order,
}

impl Place {
    /// The cell of the canvas that this place lies in.
    pub const fn cell(&self) -> Cell {
        Cell { persona: self.persona, lane: self.lane, stage: self.stage }
    }
}

/// One cell of the canvas: a stage of a lane in a persona's band.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Cell {
    /// The persona of the band; none in a lane that stands once for the map.
    pub persona: Option<PersonaId>,
    /// The lane.
    pub lane: LaneId,
    /// The stage.
    pub stage: StageId,
}

impl Cell {
    /// The place in this cell with the given order key.
    pub const fn place(self, order: Order) -> Place {
        Place { persona: self.persona, lane: self.lane, stage: self.stage, order }
    }
}

/// What a card tells about.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum CardKind {
    /// Something the customer does or meets.
    #[default]
    Touchpoint,
    /// A thought or a quote.
    Thought,
    /// A pain: friction, frustration, a challenge.
    Pain,
    /// An opportunity: an idea how it could be better.
    Opportunity,
    /// An open question or an assumption.
    Question,
    /// Evidence: a fact, a figure, a finding.
    Evidence,
}

impl CardKind {
    /// Every kind, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::Touchpoint,
        Self::Thought,
        Self::Pain,
        Self::Opportunity,
        Self::Question,
        Self::Evidence,
    ];

    /// The kind's name as people read it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Touchpoint => "Touchpoint",
            Self::Thought => "Thought",
            Self::Pain => "Pain",
            Self::Opportunity => "Opportunity",
            Self::Question => "Question",
            Self::Evidence => "Evidence",
        }
    }
}

/// Who started the interaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Initiator {
    /// The customer.
    Customer,
    /// The company.
    Company,
    /// Somebody else: a friend, a comparison site, a carrier.
    ThirdParty,
}

impl Initiator {
    /// Everybody who can start an interaction.
    pub const ALL: [Self; 3] = [Self::Customer, Self::Company, Self::ThirdParty];

    /// The name as people read it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Customer => "Customer",
            Self::Company => "Company",
            Self::ThirdParty => "Third party",
        }
    }

    /// The letter on the card: C(ustomer), B(usiness), 3 (third party).
    pub const fn letter(self) -> &'static str {
        match self {
            Self::Customer => "C",
            Self::Company => "B",
            Self::ThirdParty => "3",
        }
    }
}

/// How well a card is supported by what is known.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Evidence {
    /// Somebody believes it.
    #[default]
    Assumed,
    /// Some evidence points to it.
    Partly,
    /// Real customers confirmed it.
    Validated,
}

impl Evidence {
    /// Every status, from guess to knowledge.
    pub const ALL: [Self; 3] = [Self::Assumed, Self::Partly, Self::Validated];

    /// The status as people read it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Assumed => "Assumed",
            Self::Partly => "Partly",
            Self::Validated => "Validated",
        }
    }
}

/// One card on the canvas.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// Where it stands.
    pub place: Place,
    /// What it says; may have several lines.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// What it tells about.
    #[serde(default)]
    pub kind: CardKind,
    /// The channel through which it happens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<ChannelId>,
    /// Who started it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initiator: Option<Initiator>,
    /// How the customer feels here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub emotion: Option<Emotion>,
    /// Whether the relationship is decided here.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub moment_of_truth: bool,
    /// How well it is supported.
    #[serde(default)]
    pub evidence: Evidence,
    /// Whatever else is known about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// The card of another map that this one came from, so that variants align.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<CardId>,
    /// The missed target that it answers, if it is an opportunity that came from one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
    /// What a newer version of the program added.
    #[serde(default, skip_serializing_if = "Ext::is_empty")]
    pub ext: Ext,
}

impl Card {
    /// A card with nothing but a text and a kind.
    pub fn new(place: Place, kind: CardKind, text: impl Into<String>) -> Self {
        Self {
            place,
            text: text.into(),
            kind,
            channel: None,
            initiator: None,
            emotion: None,
            moment_of_truth: false,
            evidence: Evidence::default(),
            notes: String::new(),
            origin: None,
            cause: None,
            ext: Ext::default(),
        }
    }
}

fields! {
    /// A settable field of a [`Card`]. Its place is not among them: cards move by
    /// [`crate::Edit::MoveCards`].
    CardField for Card {
        Text => text: String = "Edit text",
        Kind => kind: CardKind = "Change kind",
        Channel => channel: Option<ChannelId> = "Change channel",
        Initiator => initiator: Option<Initiator> = "Change who started it",
        Emotion => emotion: Option<Emotion> = "Change emotion",
        MomentOfTruth => moment_of_truth: bool = "Mark moment of truth",
        Evidence => evidence: Evidence = "Change evidence",
        Notes => notes: String = "Edit notes",
        Origin => origin: Option<CardId> = "Align card",
        Cause => cause: Option<Cause> = "Change what a card answers",
        Ext => ext: Ext = "Change extension data",
    }
}
