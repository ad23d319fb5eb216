//! Deleting, with the question that says what goes along.

use crate::check::quoted;
use crate::{CardId, Edit, MapId, Object, Project};

/// Deletes cards; one undo step.
pub fn delete_cards(project: &Project, map: MapId, ids: &[CardId]) -> Option<Edit> {
    let on = project.maps.get(&map)?;
    let mut edits: Vec<Edit> = ids
        .iter()
        .filter(|id| on.cards.contains_key(id))
        .map(|id| Edit::RemoveCard { map, id: *id })
        .collect();
    if edits.len() < 2 {
        return edits.pop();
    }
    Some(Edit::Batch { label: format!("Delete {} cards", edits.len()), edits })
}

/// The edit that deletes an object. None for the project itself.
pub fn delete_edit(object: Object) -> Option<Edit> {
    Some(match object {
        Object::Project => return None,
        Object::Persona(id) => Edit::RemovePersona { id },
        Object::Channel(id) => Edit::RemoveChannel { id },
        Object::Map(id) => Edit::RemoveMap { id },
        Object::Stage(map, id) => Edit::RemoveStage { map, id },
        Object::Lane(map, id) => Edit::RemoveLane { map, id },
        Object::Card(map, id) => Edit::RemoveCard { map, id },
        Object::Point(map, at) => Edit::SetPoint { map, at, emotion: None },
        Object::Survey(id) => Edit::RemoveSurvey { id },
    })
}

/// The question before an object is deleted: "Delete the stage “Buy” and its 7 cards?". None for
/// what does not exist.
pub fn delete_label(project: &Project, object: Object) -> Option<String> {
    let map_of = |id: MapId| project.maps.get(&id);
    Some(match object {
        Object::Project => return None,
        Object::Persona(id) => {
            let name = quoted(&project.personas.get(&id)?.name);
            let cards = project.maps.values().flat_map(|map| map.cards.values());
            let count = cards.filter(|card| card.place.persona == Some(id)).count();
            with_cards("the persona", &name, count)
        }
        Object::Channel(id) => {
            let name = quoted(&project.channels.get(&id)?.name);
            let cards = project.maps.values().flat_map(|map| map.cards.values());
            match cards.filter(|card| card.channel == Some(id)).count() {
                0 => format!("Delete the channel {name}?"),
                1 => format!("Delete the channel {name}? One card will be left without a channel."),
                n => {
                    format!("Delete the channel {name}? {n} cards will be left without a channel.")
                }
            }
        }
        Object::Map(id) => {
            let map = map_of(id)?;
            with_cards("the map", &quoted(&map.name), map.cards.size())
        }
        Object::Stage(map, id) => {
            let map = map_of(map)?;
            let count = map.cards.values().filter(|card| card.place.stage == id).count();
            with_cards("the stage", &quoted(&map.stages.get(&id)?.name), count)
        }
        Object::Lane(map, id) => {
            let map = map_of(map)?;
            let count = map.cards.values().filter(|card| card.place.lane == id).count();
            with_cards("the lane", &quoted(&map.lanes.get(&id)?.name), count)
        }
        Object::Card(map, id) => {
            format!("Delete the card {}?", quoted(&map_of(map)?.cards.get(&id)?.text))
        }
        Object::Point(..) => "Delete the curve point?".to_owned(),
        Object::Survey(id) => {
            let name = quoted(&project.surveys.get(&id)?.name);
            let shown = project.maps.values().filter_map(|map| map.measured.as_ref());
            if shown.filter(|measured| measured.survey == id).count() == 0 {
                format!("Remove the survey {name} and its answers?")
            } else {
                format!("Remove the survey {name}, its answers and the measured curve from them?")
            }
        }
    })
}

fn with_cards(what: &str, name: &str, cards: usize) -> String {
    match cards {
        0 => format!("Delete {what} {name}?"),
        1 => format!("Delete {what} {name} and its card?"),
        n => format!("Delete {what} {name} and its {n} cards?"),
    }
}
