//! Deleting, with the question that says what goes along.

use std::collections::BTreeSet;

use crate::check::quoted;
use crate::{CardId, ChannelId, Edit, Kpi, LaneId, MapId, PersonaId, Project, StageId, SurveyId};

/// Takes cards away as one step; its name begins with `verb`, "Delete" or "Cut".
pub fn remove_cards(map: MapId, cards: &BTreeSet<CardId>, verb: &str) -> Option<Edit> {
    let edits: Vec<Edit> = cards.iter().map(|id| Edit::RemoveCard { map, id: *id }).collect();
    let label = match edits.len() {
        0 => return None,
        1 => format!("{verb} card"),
        n => format!("{verb} {n} cards"),
    };
    Some(Edit::Batch { label, edits })
}

/// What is to be deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deletion {
    /// A persona, with the cards and curves of its bands on all maps.
    Persona(PersonaId),
    /// A channel; its cards stay.
    Channel(ChannelId),
    /// A map.
    Map(MapId),
    /// A stage, with its cards and curve points.
    Stage(MapId, StageId),
    /// A lane, with its cards.
    Lane(MapId, LaneId),
    /// A survey, with its answers.
    Survey(SurveyId),
}

impl Deletion {
    /// The edit that deletes it.
    pub const fn edit(self) -> Edit {
        match self {
            Self::Persona(id) => Edit::RemovePersona { id },
            Self::Channel(id) => Edit::RemoveChannel { id },
            Self::Map(id) => Edit::RemoveMap { id },
            Self::Stage(map, id) => Edit::RemoveStage { map, id },
            Self::Lane(map, id) => Edit::RemoveLane { map, id },
            Self::Survey(id) => Edit::RemoveSurvey { id },
        }
    }
}

/// The question before something is deleted: "Delete the stage “Buy” and its 7 cards?".
pub fn delete_label(project: &Project, what: Deletion) -> String {
    let cards = || project.maps.values().flat_map(|map| map.cards.values());
    let map_of = |id: &MapId| project.maps.get(id);
    match what {
        Deletion::Persona(id) => {
            let count = cards().filter(|card| card.place.persona == Some(id)).count();
            let question =
                with_cards("persona", project.personas.get(&id).map(|item| &*item.name), count);
            question + &left_figures(project, |kpi| kpi.about.persona == Some(id))
        }
        Deletion::Channel(id) => {
            let question =
                with_cards("channel", project.channels.get(&id).map(|item| &*item.name), 0);
            match cards().filter(|card| card.channel == Some(id)).count() {
                0 => question,
                1 => format!("{question} One card will be left without a channel."),
                n => format!("{question} {n} cards will be left without a channel."),
            }
        }
        Deletion::Map(id) => {
            let map = map_of(&id);
            with_cards("map", map.map(|map| &*map.name), map.map_or(0, |map| map.cards.size()))
        }
        Deletion::Stage(map, id) => {
            let count = cards().filter(|card| card.place.stage == id).count();
            let stage = map_of(&map).and_then(|map| map.stages.get(&id));
            let question = with_cards("stage", stage.map(|item| &*item.name), count);
            question + &left_figures(project, |kpi| kpi.about.stage == Some(id))
        }
        Deletion::Lane(map, id) => {
            let count = cards().filter(|card| card.place.lane == id).count();
            let lane = map_of(&map).and_then(|map| map.lanes.get(&id));
            with_cards("lane", lane.map(|item| &*item.name), count)
        }
        Deletion::Survey(id) => {
            let name = named(project.surveys.get(&id).map(|item| &*item.name));
            let mut measured = project.maps.values().filter_map(|map| map.measured.as_ref());
            let question = if measured.any(|measured| measured.survey == id) {
                format!("Remove the survey{name}, its answers and the measured curve?")
            } else {
                format!("Remove the survey{name} and its answers?")
            };
            let figures = project.kpis.values().filter(|kpi| kpi.measure.survey() == Some(id));
            match figures.count() {
                0 => question,
                1 => format!("{question} One key figure will be left without a value."),
                n => format!("{question} {n} key figures will be left without a value."),
            }
        }
    }
}

/// What becomes of the key figures about something that is deleted, as a sentence after the
/// question.
fn left_figures(project: &Project, is_about: impl Fn(&Kpi) -> bool) -> String {
    match project.kpis.values().filter(|kpi| is_about(kpi)).count() {
        0 => String::new(),
        1 => " One key figure about it is kept.".to_owned(),
        n => format!(" {n} key figures about it are kept."),
    }
}

fn named(name: Option<&str>) -> String {
    let name = name.filter(|name| !name.trim().is_empty());
    name.map(|name| format!(" {}", quoted(name))).unwrap_or_default()
}

fn with_cards(what: &str, name: Option<&str>, cards: usize) -> String {
    let name = named(name);
    match cards {
        0 => format!("Delete the {what}{name}?"),
        1 => format!("Delete the {what}{name} and its card?"),
        n => format!("Delete the {what}{name} and its {n} cards?"),
    }
}
