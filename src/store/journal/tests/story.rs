//! Projects as they become under a person's hands.

use model::{
    Card, CardField, CardId, CardKind, Channel, ChannelId, CurveAt, Edit, Emotion, Lane, LaneId,
    LaneKind, Map, MapId, Order, Persona, PersonaField, PersonaId, Place, Project, ProjectField,
    Stage, StageField, StageId,
};

/// Random numbers that are the same every time (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u128) -> u128 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u128::from(self.0) % sides
    }
}

const MAP: MapId = MapId::from_number(1);
const LANE: LaneId = LaneId::from_number(2);

pub(super) fn project() -> Project {
    let mut map = Map::new("Journey", Order::middle());
    let kind = LaneKind::Cards(CardKind::Touchpoint);
    map.lanes.insert_mut(LANE, Lane::new("Touchpoints", kind, Order::middle()));
    let mut project = Project { name: "Shop".to_owned(), ..Project::default() };
    project.maps.insert_mut(MAP, map);
    project
}

/// A random change, which may not fit the project.
fn random_edit(dice: &mut Dice) -> Edit {
    let order = Order::middle();
    let persona = PersonaId::from_number(100 + dice.roll(3));
    let stage = StageId::from_number(200 + dice.roll(4));
    let channel = ChannelId::from_number(300 + dice.roll(2));
    let card = CardId::from_number(400 + dice.roll(12));
    let place =
        Place { persona: Some(persona), lane: LANE, stage, order: Order::after(Some(&order)) };
    let text = format!("“{}” \\ and\na line \u{1f600} \u{0}", dice.roll(1_000));
    match dice.roll(14) {
        0 => Edit::SetProject(ProjectField::Name(text)),
        1 => Edit::AddPersona { id: persona, persona: Persona::new(text, order, 0) },
        2 => Edit::SetPersona { id: persona, field: PersonaField::Notes(text) },
        3 if dice.roll(4) == 0 => Edit::RemovePersona { id: persona },
        4 => Edit::AddChannel { id: channel, channel: Channel::new(text, "web", order) },
        5 => Edit::RemoveChannel { id: channel },
        6 => Edit::AddStage { map: MAP, id: stage, stage: Stage::new(text, order) },
        7 => Edit::SetStage { map: MAP, id: stage, field: StageField::Width(Some(300)) },
        8 if dice.roll(4) == 0 => Edit::RemoveStage { map: MAP, id: stage },
        9 => Edit::SetCard { map: MAP, id: card, field: CardField::Text(text) },
        10 => Edit::RemoveCard { map: MAP, id: card },
        11 => Edit::SetPoint {
            map: MAP,
            at: CurveAt { persona, stage },
            emotion: (dice.roll(3) > 0).then(|| Emotion::from_tenths(dice.roll(41) as i8 - 20)),
        },
        12 => Edit::MoveCards { map: MAP, moves: vec![(card, place)] },
        _ => {
            let card_kind = CardKind::Touchpoint;
            Edit::AddCard { map: MAP, id: card, card: Box::new(Card::new(place, card_kind, text)) }
        }
    }
}

fn fits(edit: &Edit, project: &Project) -> bool {
    let map = project.maps.get(&MAP).unwrap();
    let is_place = |place: &Place| {
        map.stages.contains_key(&place.stage)
            && place.persona.is_none_or(|persona| project.personas.contains_key(&persona))
    };
    match edit {
        Edit::AddCard { card, .. } => is_place(&card.place),
        Edit::MoveCards { moves, .. } => moves.iter().all(|(_, place)| is_place(place)),
        Edit::SetPoint { at, .. } => {
            map.stages.contains_key(&at.stage) && project.personas.contains_key(&at.persona)
        }
        _ => true,
    }
}

/// A project after each of `count` random changes, the first one without any; some of the changes
/// are an undo of several.
pub(super) fn story(seed: u64, count: usize) -> Vec<Project> {
    let mut dice = Dice(seed);
    let mut states = vec![project()];
    while states.len() <= count {
        let mut next = states.last().unwrap().clone();
        if dice.roll(10) == 0 {
            let back = states.len().saturating_sub(1 + dice.roll(5) as usize);
            next = states[back].clone();
        } else {
            let edit = random_edit(&mut dice);
            if !fits(&edit, &next) || edit.apply(&mut next).is_err() {
                continue;
            }
        }
        if next != *states.last().unwrap() {
            states.push(next);
        }
    }
    states
}
