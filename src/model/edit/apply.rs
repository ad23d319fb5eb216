//! Applies edits, and takes along what cannot stay without what they remove.

use super::rule::set_rule;
use crate::check::objects_of_map;
use crate::{
    Card, CardId, ChannelId, CurveAt, Edit, EditError, LaneField, Map, Measured, Object, PersonaId,
    Project, StageId, SurveyField, SurveyId, Table,
};

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
            Self::SetRule { survey, .. } => objects.push(Object::Survey(*survey)),
            Self::AddKpi { id, .. } | Self::SetKpi { id, .. } => objects.push(Object::Kpi(*id)),
            Self::Batch { edits, .. } => {
                for edit in edits {
                    edit.touched(project, objects);
                }
            }
            Self::RemovePersona { .. }
            | Self::RemoveChannel { .. }
            | Self::RemoveMap { .. }
            | Self::RemoveStage { .. }
            | Self::RemoveLane { .. }
            | Self::RemoveCard { .. }
            | Self::RemoveSurvey { .. }
            | Self::RemoveKpi { .. } => {}
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
            Self::SetRule { survey, question, direction, top_box } => {
                let record = find_mut(&mut project.surveys, "survey", *survey)?;
                set_rule(record, question, (*direction, *top_box))
            }
            Self::RemoveSurvey { id } => remove_survey(project, *id),
            Self::AddKpi { id, kpi } => add(&mut project.kpis, "key figure", *id, (**kpi).clone()),
            Self::SetKpi { id, field } => {
                set(&mut project.kpis, "key figure", *id, |kpi| field.apply(kpi))
            }
            Self::RemoveKpi { id } => remove(&mut project.kpis, "key figure", *id),
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
}

fn missing(what: &'static str, id: &impl ToString) -> EditError {
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
    table.get_mut(&id).ok_or_else(|| missing(what, &id))
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
    if table.remove_mut(&id) { Ok(()) } else { Err(missing(what, &id)) }
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
