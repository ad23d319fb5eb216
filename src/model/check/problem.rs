//! A broken invariant: what it is about, which rule, and the sentence for people.

use crate::{CardId, ChannelId, CurveAt, KpiId, LaneId, MapId, PersonaId, StageId, SurveyId};

/// What a [`Problem`] is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Object {
    /// The project's own fields.
    Project,
    /// A persona.
    Persona(PersonaId),
    /// A channel.
    Channel(ChannelId),
    /// A key figure.
    Kpi(KpiId),
    /// A map's own fields.
    Map(MapId),
    /// A stage of a map.
    Stage(MapId, StageId),
    /// A lane of a map.
    Lane(MapId, LaneId),
    /// A card of a map.
    Card(MapId, CardId),
    /// A point of a believed curve of a map.
    Point(MapId, CurveAt),
    /// A survey.
    Survey(SurveyId),
}

/// Which rule is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// It refers to something that does not exist, or stands where it cannot.
    Place,
    /// Its channel does not exist.
    Channel,
    /// Its emotion lies beyond the scale.
    Emotion,
    /// Its order key is none.
    Order,
    /// Its width is too small or too great.
    Width,
    /// A text is longer than [`crate::MAX_TEXT_BYTES`].
    TooLong,
    /// Its identifier is used twice.
    Duplicate,
    /// The measured curve names a survey or question that does not exist.
    Measured,
    /// A label of a survey is assigned to something that does not exist.
    Link,
    /// The numbers of a survey cannot be right.
    Tally,
    /// A number is none, or lies outside of what is allowed.
    Number,
}

/// An invariant that does not hold, in a sentence that names the object as people know it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Problem {
    /// What it is about.
    pub object: Object,
    /// Which rule is broken.
    pub fault: Fault,
    /// The sentence.
    pub(super) message: String,
}
