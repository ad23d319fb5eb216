//! Edits: the only way to change a project.

use serde::{Deserialize, Serialize};

use crate::check::objects_of_map;
use crate::{
    Card, CardField, CardId, Channel, ChannelField, ChannelId, CurveAt, Emotion, Lane, LaneField,
    LaneId, Map, MapField, MapId, Measured, Object, Persona, PersonaField, PersonaId, Place,
    Problem, Project, ProjectField, Stage, StageField, StageId, SurveyField, SurveyId,
    SurveyRecord, Table,
};

/// A change of a project. Menus, drags, paste, import and scripts all make edits; the journal
/// stores them; [`crate::diff`] finds them between any two projects.
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
    /// Removes a survey; measured curves that showed it show nothing.
    RemoveSurvey { id: SurveyId },
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
    /// The edit would break one of the rules that [`Project::check`] states.
    #[error("{0}")]
    Breaks(#[from] Problem),
}

impl Edit {
    /// Applies the edit. On an error the project is unchanged.
    ///
    /// A batch may break a rule on its way as long as it keeps all of them in the end: cards and
    /// the lane that they stand in can change together.
    pub fn apply(&self, project: &mut Project) -> Result<(), EditError> {
        let mut next = project.clone();
        self.apply_to(&mut next)?;
        let mut touched = Vec::new();
        self.touched(&next, &mut touched);
        if let Some(problem) = next.first_problem(&touched) {
            return Err(problem.into());
        }
        *project = next;
        #[cfg(debug_assertions)]
        if let Some(problem) = project.check().first() {
            debug_assert!(false, "{} broke the project: {problem}", self.label());
        }
        Ok(())
    }

    /// The objects whose rules the edit could break, as they stand in the edited project. Removals
    /// break none: they take with them what refers to the removed.
    fn touched(&self, project: &Project, objects: &mut Vec<Object>) {
        match self {
            Self::SetProject(_) => objects.push(Object::Project),
            Self::AddPersona { id, .. } | Self::SetPersona { id, .. } => {
                objects.push(Object::Persona(*id));
            }
            Self::AddChannel { id, .. } | Self::SetChannel { id, .. } => {
                objects.push(Object::Channel(*id));
            }
            Self::AddMap { id, .. } => {
                objects.extend(
                    project.maps.get(id).map(|map| objects_of_map(*id, map)).unwrap_or_default(),
                );
            }
            Self::SetMap { id, .. } => objects.push(Object::Map(*id)),
            Self::AddStage { map, id, .. } | Self::SetStage { map, id, .. } => {
                objects.push(Object::Stage(*map, *id));
            }
            Self::AddLane { map, id, .. } => objects.push(Object::Lane(*map, *id)),
            Self::SetLane { map, id, field } => {
                objects.push(Object::Lane(*map, *id));
                if let (LaneField::Once(_) | LaneField::Kind(_), Some(map_now)) =
                    (field, project.maps.get(map))
                {
                    let cards = map_now.cards.iter().filter(|(_, card)| card.place.lane == *id);
                    objects.extend(cards.map(|(card, _)| Object::Card(*map, *card)));
                }
            }
            Self::AddCard { map, id, .. } | Self::SetCard { map, id, .. } => {
                objects.push(Object::Card(*map, *id));
            }
            Self::MoveCards { map, moves } => {
                objects.extend(moves.iter().map(|(id, _)| Object::Card(*map, *id)));
            }
            Self::SetPoint { map, at, .. } => objects.push(Object::Point(*map, *at)),
            Self::AddSurvey { id, .. } | Self::SetSurvey { id, .. } => {
                objects.push(Object::Survey(*id));
            }
            Self::Batch { edits, .. } => {
                edits.iter().for_each(|edit| edit.touched(project, objects));
            }
            Self::RemovePersona { .. }
            | Self::RemoveChannel { .. }
            | Self::RemoveMap { .. }
            | Self::RemoveStage { .. }
            | Self::RemoveLane { .. }
            | Self::RemoveCard { .. }
            | Self::RemoveSurvey { .. } => {}
        }
    }

    fn apply_to(&self, project: &mut Project) -> Result<(), EditError> {
        match self {
            Self::SetProject(field) => {
                field.apply(project);
                Ok(())
            }
            Self::AddPersona { id, persona } => {
                add(&mut project.personas, "persona", *id, persona.clone())
            }
            Self::SetPersona { id, field } => {
                set(&mut project.personas, "persona", *id, |persona| field.apply(persona))
            }
            Self::RemovePersona { id } => remove_persona(project, *id),
            Self::AddChannel { id, channel } => {
                add(&mut project.channels, "channel", *id, channel.clone())
            }
            Self::SetChannel { id, field } => {
                set(&mut project.channels, "channel", *id, |channel| field.apply(channel))
            }
            Self::RemoveChannel { id } => remove_channel(project, *id),
            Self::AddMap { id, map } => add(&mut project.maps, "map", *id, (**map).clone()),
            Self::SetMap { id, field } => {
                set(&mut project.maps, "map", *id, |map| field.apply(map))
            }
            Self::RemoveMap { id } => remove(&mut project.maps, "map", *id),
            Self::AddSurvey { id, survey } => {
                add(&mut project.surveys, "survey", *id, (**survey).clone())
            }
            Self::SetSurvey { id, field } => {
                set(&mut project.surveys, "survey", *id, |survey| field.apply(survey))?;
                if matches!(**field, SurveyField::Tally(_)) {
                    forget_lost_questions(project, *id);
                }
                Ok(())
            }
            Self::RemoveSurvey { id } => remove_survey(project, *id),
            Self::Batch { edits, .. } => edits.iter().try_for_each(|edit| edit.apply_to(project)),
            Self::AddStage { map, .. }
            | Self::SetStage { map, .. }
            | Self::AddLane { map, .. }
            | Self::SetLane { map, .. }
            | Self::RemoveLane { map, .. }
            | Self::AddCard { map, .. }
            | Self::SetCard { map, .. }
            | Self::MoveCards { map, .. }
            | Self::RemoveCard { map, .. }
            | Self::RemoveStage { map, .. }
            | Self::SetPoint { map, .. } => {
                self.apply_to_map(find_mut(&mut project.maps, "map", *map)?)
            }
        }
        .map(|()| self.unlink_removed(project))
    }

    fn apply_to_map(&self, map: &mut Map) -> Result<(), EditError> {
        match self {
            Self::AddStage { id, stage, .. } => add(&mut map.stages, "stage", *id, stage.clone()),
            Self::SetStage { id, field, .. } => {
                set(&mut map.stages, "stage", *id, |stage| field.apply(stage))
            }
            Self::AddLane { id, lane, .. } => add(&mut map.lanes, "lane", *id, lane.clone()),
            Self::SetLane { id, field, .. } => {
                set(&mut map.lanes, "lane", *id, |lane| field.apply(lane))
            }
            Self::RemoveLane { id, .. } => {
                remove(&mut map.lanes, "lane", *id)?;
                remove_cards(map, |card| card.place.lane == *id);
                Ok(())
            }
            Self::AddCard { id, card, .. } => add(&mut map.cards, "card", *id, (**card).clone()),
            Self::SetCard { id, field, .. } => {
                set(&mut map.cards, "card", *id, |card| field.apply(card))
            }
            Self::MoveCards { moves, .. } => moves.iter().try_for_each(|(id, place)| {
                set(&mut map.cards, "card", *id, |card| card.place = place.clone())
            }),
            Self::RemoveStage { id, .. } => remove_stage(map, *id),
            Self::RemoveCard { id, .. } => remove(&mut map.cards, "card", *id),
            Self::SetPoint { at, emotion, .. } => {
                match emotion {
                    Some(emotion) => map.points.insert_mut(*at, *emotion),
                    None => drop(map.points.remove_mut(at)),
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// A survey label cannot stand for something that is gone.
    fn unlink_removed(&self, project: &mut Project) {
        let removes = matches!(
            self,
            Self::RemoveCard { .. }
                | Self::RemoveLane { .. }
                | Self::RemoveStage { .. }
                | Self::RemovePersona { .. }
                | Self::RemoveMap { .. }
        );
        if !removes {
            return;
        }
        let (maps, personas) = (project.maps.clone(), project.personas.clone());
        let surveys: Vec<SurveyId> = project.surveys.keys().copied().collect();
        for id in surveys {
            let Some(survey) = project.surveys.get(&id) else { continue };
            let mut links = survey.links.clone();
            links.personas.retain(|_, id| personas.contains_key(id));
            links.stages.retain(|_, id| maps.values().any(|map| map.stages.contains_key(id)));
            links.touchpoints.retain(|_, id| maps.values().any(|map| map.cards.contains_key(id)));
            // Only a survey that changes is copied: its tally may be large.
            if links != survey.links
                && let Some(survey) = project.surveys.get_mut(&id)
            {
                survey.links = links;
            }
        }
    }

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
    pub fn is_replaced_by(&self, next: &Self) -> bool {
        match (self, next) {
            (Self::SetProject(a), Self::SetProject(b)) => a.is_same_field(b),
            (Self::SetPersona { id: a, field: x }, Self::SetPersona { id: b, field: y }) => {
                a == b && x.is_same_field(y)
            }
            (Self::SetChannel { id: a, field: x }, Self::SetChannel { id: b, field: y }) => {
                a == b && x.is_same_field(y)
            }
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

fn missing(what: &'static str, id: impl ToString) -> EditError {
    EditError::Missing { what, id: id.to_string() }
}

fn find_mut<'a, K, V>(
    table: &'a mut Table<K, V>,
    what: &'static str,
    id: K,
) -> Result<&'a mut V, EditError>
where
    K: Ord + Copy + ToString,
    V: Clone,
{
    table.get_mut(&id).ok_or_else(|| missing(what, id))
}

fn add<K, V>(table: &mut Table<K, V>, what: &'static str, id: K, item: V) -> Result<(), EditError>
where
    K: Ord + Copy + ToString,
{
    if table.contains_key(&id) {
        return Err(EditError::Duplicate { what, id: id.to_string() });
    }
    table.insert_mut(id, item);
    Ok(())
}

fn set<K, V>(
    table: &mut Table<K, V>,
    what: &'static str,
    id: K,
    change: impl FnOnce(&mut V),
) -> Result<(), EditError>
where
    K: Ord + Copy + ToString,
    V: Clone,
{
    find_mut(table, what, id).map(change)
}

fn remove<K, V>(table: &mut Table<K, V>, what: &'static str, id: K) -> Result<(), EditError>
where
    K: Ord + Copy + ToString,
{
    if table.remove_mut(&id) { Ok(()) } else { Err(missing(what, id)) }
}

/// Applies a change to every value of a table.
fn change_all<K, V>(table: &mut Table<K, V>, change: impl Fn(&mut V))
where
    K: Ord + Copy,
    V: Clone,
{
    let ids: Vec<K> = table.keys().copied().collect();
    for id in ids {
        if let Some(item) = table.get_mut(&id) {
            change(item);
        }
    }
}

fn remove_cards(map: &mut Map, goes: impl Fn(&Card) -> bool) {
    let gone: Vec<CardId> =
        map.cards.iter().filter(|(_, card)| goes(card)).map(|(id, _)| *id).collect();
    for id in gone {
        map.cards.remove_mut(&id);
    }
}

fn remove_points(map: &mut Map, goes: impl Fn(&CurveAt) -> bool) {
    let gone: Vec<CurveAt> = map.points.keys().filter(|at| goes(at)).copied().collect();
    for at in gone {
        map.points.remove_mut(&at);
    }
}

fn remove_stage(map: &mut Map, id: StageId) -> Result<(), EditError> {
    remove(&mut map.stages, "stage", id)?;
    remove_cards(map, |card| card.place.stage == id);
    remove_points(map, |at| at.stage == id);
    Ok(())
}

fn remove_persona(project: &mut Project, id: PersonaId) -> Result<(), EditError> {
    remove(&mut project.personas, "persona", id)?;
    change_all(&mut project.maps, |map| {
        remove_cards(map, |card| card.place.persona == Some(id));
        remove_points(map, |at| at.persona == id);
    });
    Ok(())
}

fn remove_channel(project: &mut Project, id: ChannelId) -> Result<(), EditError> {
    remove(&mut project.channels, "channel", id)?;
    change_all(&mut project.maps, |map| {
        let met: Vec<CardId> = map
            .cards
            .iter()
            .filter(|(_, card)| card.channel == Some(id))
            .map(|(card, _)| *card)
            .collect();
        for card in met {
            if let Some(card) = map.cards.get_mut(&card) {
                card.channel = None;
            }
        }
    });
    Ok(())
}

fn remove_survey(project: &mut Project, id: SurveyId) -> Result<(), EditError> {
    remove(&mut project.surveys, "survey", id)?;
    change_all(&mut project.maps, |map| {
        if map.measured.as_ref().is_some_and(|measured| measured.survey == id) {
            map.measured = None;
        }
    });
    Ok(())
}

fn forget_lost_questions(project: &mut Project, id: SurveyId) {
    let Some(survey) = project.surveys.get(&id).cloned() else { return };
    change_all(&mut project.maps, |map| {
        let lost = |measured: &Measured| {
            measured.survey == id && survey.tally.question(&measured.rule.question).is_none()
        };
        if map.measured.as_ref().is_some_and(lost) {
            map.measured = None;
        }
    });
}
