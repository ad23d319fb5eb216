//! Edits: the only way to change a project.

use serde::{Deserialize, Serialize};
use survey::tally::Direction;

use crate::{
    Card, CardField, CardId, Channel, ChannelField, ChannelId, CurveAt, Emotion, Kpi, KpiField,
    KpiId, Lane, LaneField, LaneId, Map, MapField, MapId, Persona, PersonaField, PersonaId, Place,
    Problem, ProjectField, Stage, StageField, StageId, SurveyField, SurveyId, SurveyRecord,
};

mod apply;
pub(crate) mod rule;

/// A change of a project. Menus, drags, paste, import and scripts all make edits; the journal
/// stores them; [`crate::diff()`] finds them between any two projects.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields name the object, its new state or its new value")]
pub enum Edit {
    /// Sets a field of the project.
    SetProject(ProjectField),
    /// Adds a persona.
    AddPersona { id: PersonaId, persona: Persona },
    /// Sets a field of a persona.
    SetPersona { id: PersonaId, field: PersonaField },
    /// Removes a persona, with the cards and curve points of the persona's bands.
    RemovePersona { id: PersonaId },
    /// Adds a channel.
    AddChannel { id: ChannelId, channel: Channel },
    /// Sets a field of a channel.
    SetChannel { id: ChannelId, field: ChannelField },
    /// Removes a channel; its cards are left without one.
    RemoveChannel { id: ChannelId },
    /// Adds a map, with all that is on it.
    AddMap { id: MapId, map: Box<Map> },
    /// Sets a field of a map.
    SetMap { id: MapId, field: MapField },
    /// Removes a map.
    RemoveMap { id: MapId },
    /// Adds a stage.
    AddStage { map: MapId, id: StageId, stage: Stage },
    /// Sets a field of a stage.
    SetStage { map: MapId, id: StageId, field: StageField },
    /// Removes a stage, with its cards and curve points.
    RemoveStage { map: MapId, id: StageId },
    /// Adds a lane.
    AddLane { map: MapId, id: LaneId, lane: Lane },
    /// Sets a field of a lane.
    SetLane { map: MapId, id: LaneId, field: LaneField },
    /// Removes a lane, with its cards.
    RemoveLane { map: MapId, id: LaneId },
    /// Adds a card.
    AddCard { map: MapId, id: CardId, card: Box<Card> },
    /// Sets a field of a card.
    SetCard { map: MapId, id: CardId, field: CardField },
    /// Moves cards to new places.
    MoveCards { map: MapId, moves: Vec<(CardId, Place)> },
    /// Removes a card.
    RemoveCard { map: MapId, id: CardId },
    /// Sets or takes away a point of a believed curve.
    SetPoint { map: MapId, at: CurveAt, emotion: Option<Emotion> },
    /// Adds a survey.
    AddSurvey { id: SurveyId, survey: Box<SurveyRecord> },
    /// Sets a field of a survey; measured curves of a question that it loses show nothing.
    SetSurvey { id: SurveyId, field: Box<SurveyField> },
    /// Sets how a question of a survey is counted: which end of its scale is good, and how many
    /// answers from there on count as good. The answers stay.
    SetRule { survey: SurveyId, question: String, direction: Direction, top_box: u32 },
    /// Removes a survey; measured curves that showed it show nothing.
    RemoveSurvey { id: SurveyId },
    /// Adds a key figure.
    AddKpi { id: KpiId, kpi: Box<Kpi> },
    /// Sets a field of a key figure.
    SetKpi { id: KpiId, field: KpiField },
    /// Removes a key figure.
    RemoveKpi { id: KpiId },
    /// Several edits as one step, with the name that the history shows.
    Batch { label: String, edits: Vec<Edit> },
}

/// Why an edit could not be applied. The project is then as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The edit speaks of something that is not there (any more).
    #[error("The {what} {id} does not exist.")]
    Missing {
        /// What kind of thing.
        what: &'static str,
        /// Its identifier.
        id: String,
    },
    /// The edit adds something whose identifier is taken.
    #[error("The {what} {id} exists already.")]
    Duplicate {
        /// What kind of thing.
        what: &'static str,
        /// Its identifier.
        id: String,
    },
    /// The edit would break one of the rules that [`crate::Project::check`] states.
    #[error("{0}")]
    Breaks(#[from] Problem),
}

impl Edit {
    /// What the edit does, as the history list and "Undo …" show it.
    pub fn label(&self) -> String {
        match self {
            Self::SetProject(field) => field.label().to_owned(),
            Self::SetPersona { field, .. } => field.label().to_owned(),
            Self::SetChannel { field, .. } => field.label().to_owned(),
            Self::SetMap { field, .. } => field.label().to_owned(),
            Self::SetStage { field, .. } => field.label().to_owned(),
            Self::SetLane { field, .. } => field.label().to_owned(),
            Self::SetCard { field, .. } => field.label().to_owned(),
            Self::SetSurvey { field, .. } => field.label().to_owned(),
            Self::SetRule { .. } => "Change rule of a question".to_owned(),
            Self::SetKpi { field, .. } => field.label().to_owned(),
            Self::AddPersona { .. } => "Add persona".to_owned(),
            Self::RemovePersona { .. } => "Delete persona".to_owned(),
            Self::AddChannel { .. } => "Add channel".to_owned(),
            Self::RemoveChannel { .. } => "Delete channel".to_owned(),
            Self::AddMap { .. } => "Add map".to_owned(),
            Self::RemoveMap { .. } => "Delete map".to_owned(),
            Self::AddStage { .. } => "Add stage".to_owned(),
            Self::RemoveStage { .. } => "Delete stage".to_owned(),
            Self::AddLane { .. } => "Add lane".to_owned(),
            Self::RemoveLane { .. } => "Delete lane".to_owned(),
            Self::AddCard { .. } => "Add card".to_owned(),
            Self::RemoveCard { .. } => "Delete card".to_owned(),
            Self::MoveCards { moves, .. } if moves.len() > 1 => {
                format!("Move {} cards", moves.len())
            }
            Self::MoveCards { .. } => "Move card".to_owned(),
            Self::SetPoint { emotion: Some(_), .. } => "Move curve point".to_owned(),
            Self::SetPoint { emotion: None, .. } => "Remove curve point".to_owned(),
            Self::AddSurvey { .. } => "Import survey".to_owned(),
            Self::RemoveSurvey { .. } => "Remove survey".to_owned(),
            Self::AddKpi { .. } => "Add key figure".to_owned(),
            Self::RemoveKpi { .. } => "Delete key figure".to_owned(),
            Self::Batch { label, .. } => label.clone(),
        }
    }

    /// Whether `next` only goes on with what this edit began (typing on in one field, the text of
    /// a card that was just added, nudging one point), so that both are one undo step while the
    /// person has not done anything else.
    pub fn merges_with(&self, next: &Self) -> bool {
        let writes_new_card = matches!(
            (self, next),
            (
                Self::AddCard { map: m, id: a, .. },
                Self::SetCard { map: n, id: b, field: CardField::Text(_) },
            ) if m == n && a == b
        );
        writes_new_card || self.is_replaced_by(next)
    }

    /// Whether nothing is left of this edit once `next` is made: both set the same thing.
    fn is_replaced_by(&self, next: &Self) -> bool {
        match (self, next) {
            (Self::SetProject(a), Self::SetProject(b)) => a.is_same_field(b),
            (Self::SetPersona { id: a, field: x }, Self::SetPersona { id: b, field: y }) => {
                a == b && x.is_same_field(y)
            }
            (Self::SetChannel { id: a, field: x }, Self::SetChannel { id: b, field: y }) => {
                a == b && x.is_same_field(y)
            }
            (Self::SetKpi { id: a, field: x }, Self::SetKpi { id: b, field: y }) => {
                a == b && x.is_same_field(y)
            }
            (
                Self::SetRule { survey: a, question: x, .. },
                Self::SetRule { survey: b, question: y, .. },
            ) => a == b && x == y,
            (Self::SetMap { id: a, field: x }, Self::SetMap { id: b, field: y }) => {
                a == b && x.is_same_field(y)
            }
            (
                Self::SetStage { map: m, id: a, field: x },
                Self::SetStage { map: n, id: b, field: y },
            ) => m == n && a == b && x.is_same_field(y),
            (
                Self::SetLane { map: m, id: a, field: x },
                Self::SetLane { map: n, id: b, field: y },
            ) => m == n && a == b && x.is_same_field(y),
            (
                Self::SetCard { map: m, id: a, field: x },
                Self::SetCard { map: n, id: b, field: y },
            ) => m == n && a == b && x.is_same_field(y),
            (Self::SetPoint { map: m, at: a, .. }, Self::SetPoint { map: n, at: b, .. }) => {
                m == n && a == b
            }
            _ => false,
        }
    }
}
