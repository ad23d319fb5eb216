//! New and moved personas, channels, maps, stages and lanes.

use crate::map::in_order;
use crate::{
    CardKind, Channel, ChannelField, ChannelId, Edit, Lane, LaneField, LaneId, LaneKind, Map,
    MapId, Order, Persona, PersonaField, PersonaId, Project, Stage, StageField, StageId, Table,
};

/// An order key after an item, or at the end.
pub(super) fn key_after<K, V>(
    table: &Table<K, V>,
    after: Option<K>,
    order: impl Fn(&V) -> &Order,
) -> Order
where
    K: Ord + Copy,
{
    let items = in_order(table, &order);
    let at = after.and_then(|after| items.iter().position(|(id, _)| *id == after));
    let at = at.map_or(items.len(), |at| at + 1);
    let (above, below) = items.split_at_checked(at).unwrap_or_default();
    between(above.last().map(|(_, item)| order(item)), below.iter().map(|(_, item)| order(item)))
}

/// A key after `low` and before the first of `higher` that leaves room.
fn between<'a>(low: Option<&Order>, mut higher: impl Iterator<Item = &'a Order>) -> Order {
    let high = higher.find(|order| low.is_none_or(|low| low < *order));
    Order::between(low, high)
}

/// The order key that puts an item before another one or at the end; none when it stands there.
pub(super) fn key_before<K, V>(
    table: &Table<K, V>,
    id: K,
    before: Option<K>,
    order: impl Fn(&V) -> &Order,
) -> Option<Order>
where
    K: Ord + Copy,
{
    let now: Vec<K> = in_order(table, &order).into_iter().map(|(id, _)| id).collect();
    let at_now = now.iter().position(|other| *other == id)?;
    let others: Vec<K> = now.iter().copied().filter(|other| *other != id).collect();
    let at = match before {
        Some(before) if before == id => at_now,
        Some(before) => others.iter().position(|other| *other == before).unwrap_or(others.len()),
        None => others.len(),
    };
    if at == at_now {
        return None;
    }
    let key = |id: &K| table.get(id).map(&order);
    let (above, below) = others.split_at_checked(at)?;
    Some(between(above.last().and_then(key), below.iter().filter_map(key)))
}

/// A new persona at the end, with the first persona mark that is free.
pub fn new_persona(project: &Project) -> (Edit, PersonaId) {
    let id = PersonaId::new();
    let order = key_after(&project.personas, None, |persona| &persona.order);
    let taken: Vec<u8> = project.personas.values().map(|persona| persona.mark).collect();
    let mark = (0..=u8::MAX).find(|mark| !taken.contains(mark)).unwrap_or(0);
    (Edit::AddPersona { id, persona: Persona::new("New persona", order, mark) }, id)
}

/// A new channel at the end.
pub fn new_channel(
    project: &Project,
    name: impl Into<String>,
    icon: impl Into<String>,
) -> (Edit, ChannelId) {
    let id = ChannelId::new();
    let order = key_after(&project.channels, None, |channel| &channel.order);
    (Edit::AddChannel { id, channel: Channel::new(name, icon, order) }, id)
}

/// A new, empty map at the end.
pub fn new_map(project: &Project, name: impl Into<String>) -> (Edit, MapId) {
    let id = MapId::new();
    let order = key_after(&project.maps, None, |map| &map.order);
    (Edit::AddMap { id, map: Box::new(Map::new(name, order)) }, id)
}

/// A new stage to the right of another one, whose group it joins, or at the end. None without the
/// map.
pub fn new_stage(project: &Project, map: MapId, after: Option<StageId>) -> Option<(Edit, StageId)> {
    let id = StageId::new();
    let stages = &project.maps.get(&map)?.stages;
    let mut stage = Stage::new("New stage", key_after(stages, after, |stage| &stage.order));
    if let Some(left) = after.and_then(|after| stages.get(&after)) {
        stage.group.clone_from(&left.group);
    }
    Some((Edit::AddStage { map, id, stage }, id))
}

/// A new lane below another one, or at the end. It holds touchpoints, and stands once for the map
/// if that other one does. None without the map.
pub fn new_lane(project: &Project, map: MapId, after: Option<LaneId>) -> Option<(Edit, LaneId)> {
    let id = LaneId::new();
    let lanes = &project.maps.get(&map)?.lanes;
    let order = key_after(lanes, after, |lane| &lane.order);
    let mut lane = Lane::new("New lane", LaneKind::Cards(CardKind::Touchpoint), order);
    lane.once = after.and_then(|after| lanes.get(&after)).is_some_and(|above| above.once);
    Some((Edit::AddLane { map, id, lane }, id))
}

/// Moves a persona before another one, or to the end; none when it stands there.
pub fn move_persona(project: &Project, id: PersonaId, before: Option<PersonaId>) -> Option<Edit> {
    let order = key_before(&project.personas, id, before, |persona| &persona.order)?;
    Some(Edit::SetPersona { id, field: PersonaField::Order(order) })
}

/// Moves a channel before another one, or to the end; none when it stands there.
pub fn move_channel(project: &Project, id: ChannelId, before: Option<ChannelId>) -> Option<Edit> {
    let order = key_before(&project.channels, id, before, |channel| &channel.order)?;
    Some(Edit::SetChannel { id, field: ChannelField::Order(order) })
}

/// Moves a stage before another one, or to the end; none when it stands there.
pub fn move_stage(
    project: &Project,
    map: MapId,
    id: StageId,
    before: Option<StageId>,
) -> Option<Edit> {
    let stages = &project.maps.get(&map)?.stages;
    let order = key_before(stages, id, before, |stage| &stage.order)?;
    Some(Edit::SetStage { map, id, field: StageField::Order(order) })
}

/// Moves a lane before another one, or to the end; none when it stands there.
pub fn move_lane(
    project: &Project,
    map: MapId,
    id: LaneId,
    before: Option<LaneId>,
) -> Option<Edit> {
    let lanes = &project.maps.get(&map)?.lanes;
    let order = key_before(lanes, id, before, |lane| &lane.order)?;
    Some(Edit::SetLane { map, id, field: LaneField::Order(order) })
}
