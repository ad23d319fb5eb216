//! What the labels of a survey can stand for: the stages and touchpoints of a map, and the personas.

use model::{CardId, CardKind, Links, Map, PersonaId, Project, StageId};
use survey::tally::Dimension;

use crate::texts::shortened;

/// The dimensions whose labels can stand for something on a map.
pub const ASSIGNABLE: [Dimension; 3] =
    [Dimension::Stage, Dimension::Persona, Dimension::Touchpoint];

/// What lists call an element that the map at hand does not have.
pub const ELSEWHERE: &str = "On another map";

/// The longest text of a card in a list, in characters.
const LONGEST_CARD: usize = 40;

/// What a label can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    /// A stage.
    Stage(StageId),
    /// A persona.
    Persona(PersonaId),
    /// A touchpoint.
    Card(CardId),
}

impl Element {
    /// What a label stands for; none while it is unassigned.
    pub fn of(links: &Links, dimension: Dimension, label: &str) -> Option<Self> {
        match dimension {
            Dimension::Stage => links.stages.get(label).copied().map(Self::Stage),
            Dimension::Persona => links.personas.get(label).copied().map(Self::Persona),
            Dimension::Touchpoint => links.touchpoints.get(label).copied().map(Self::Card),
            _ => None,
        }
    }

    /// Lets a label stand for an element, or for none.
    pub fn assign(links: &mut Links, dimension: Dimension, label: &str, to: Option<Self>) {
        match dimension {
            Dimension::Stage => drop(links.stages.remove(label)),
            Dimension::Persona => drop(links.personas.remove(label)),
            Dimension::Touchpoint => drop(links.touchpoints.remove(label)),
            _ => {}
        }
        match to {
            Some(Self::Stage(id)) => drop(links.stages.insert(label.to_owned(), id)),
            Some(Self::Persona(id)) => drop(links.personas.insert(label.to_owned(), id)),
            Some(Self::Card(id)) => drop(links.touchpoints.insert(label.to_owned(), id)),
            None => {}
        }
    }

    /// What a list calls an element that is not among the choices: a card of this map that is no
    /// touchpoint any more by its text, anything else by where it is.
    pub fn name_elsewhere(self, map: Option<&Map>) -> String {
        let card = match self {
            Self::Card(id) => map.and_then(|map| map.cards.get(&id)),
            Self::Stage(_) | Self::Persona(_) => None,
        };
        card.map_or_else(|| ELSEWHERE.to_owned(), |card| shortened(&card.text, LONGEST_CARD))
    }
}

/// What the labels of a dimension can stand for, in the order in which a list shows it: stages and
/// personas in theirs, touchpoints by their texts.
pub fn choices(
    project: &Project,
    map: Option<&Map>,
    dimension: Dimension,
) -> Vec<(Element, String)> {
    match (dimension, map) {
        (Dimension::Persona, _) => {
            let personas = project.personas_in_order().into_iter();
            personas.map(|(id, persona)| (Element::Persona(id), persona.name.clone())).collect()
        }
        (Dimension::Stage, Some(map)) => {
            let stages = map.stages_in_order().into_iter();
            stages.map(|(id, stage)| (Element::Stage(id), stage.name.clone())).collect()
        }
        (Dimension::Touchpoint, Some(map)) => {
            let mut cards: Vec<_> = map.cards.iter().collect();
            cards.retain(|(_, card)| card.kind == CardKind::Touchpoint);
            cards.sort_by(|a, b| (&a.1.text, a.0).cmp(&(&b.1.text, b.0)));
            let named = cards.into_iter();
            named
                .map(|(id, card)| (Element::Card(*id), shortened(&card.text, LONGEST_CARD)))
                .collect()
        }
        _ => Vec::new(),
    }
}
