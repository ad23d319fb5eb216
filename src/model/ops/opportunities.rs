//! Missed targets as opportunities on the map.

use std::collections::{BTreeMap, BTreeSet};

use super::insert::add_cards;
use super::rows::keys_before;
use super::structure::key_after;
use crate::answers::Miss;
use crate::{
    About, Card, CardId, CardKind, Cause, Cell, Edit, Evidence, Lane, LaneField, LaneId, LaneKind,
    Map, MapId, PersonaId, Project, StageId,
};

/// The lane that is added where a map has none for opportunities.
const LANE: &str = "Opportunities";

/// An opportunity that is to be added.
#[derive(Clone, Debug, PartialEq)]
pub struct Opportunity {
    /// The missed target that it answers.
    pub cause: Cause,
    /// The stage that it goes to.
    pub stage: StageId,
    /// The persona whose band it goes to; none: that of all customers.
    pub persona: Option<PersonaId>,
    /// What it says.
    pub text: String,
    /// How well it is supported.
    pub evidence: Evidence,
}

impl Opportunity {
    /// What answers a missed target. One that is missed for sure is validated: real customers'
    /// answers show it. Otherwise it may be chance, and is partly supported.
    pub fn of(miss: &Miss, text: impl Into<String>) -> Self {
        Self {
            cause: miss.cause(),
            stage: miss.stage,
            persona: miss.persona,
            text: text.into(),
            evidence: if miss.is_sure { Evidence::Validated } else { Evidence::Partly },
        }
    }
}

impl Miss {
    /// What a card that answers it remembers. A touchpoint is meant wherever it stands.
    pub const fn cause(&self) -> Cause {
        let stage = if self.card.is_some() { None } else { Some(self.stage) };
        Cause { kpi: self.kpi, about: About { stage, persona: self.persona, card: self.card } }
    }
}

/// The card on a map that answers a missed target already.
pub fn is_answered(map: &Map, cause: Cause) -> Option<CardId> {
    let answers = |card: &Card| card.cause.map(plain) == Some(plain(cause));
    map.cards.iter().find(|(_, card)| answers(card)).map(|(id, _)| *id)
}

/// A cause as cards remember it now: older ones remember at which stage the touchpoint stood.
fn plain(cause: Cause) -> Cause {
    let stage = cause.about.stage.filter(|_| cause.about.card.is_none());
    Cause { about: About { stage, ..cause.about }, ..cause }
}

/// Adds opportunities to the map as one step: into the first lane of opportunities, or into a new
/// one at the end. Returns the edit and the new cards; none when there is nothing to add.
///
/// What a card on the map answers already is passed over, and what comes twice is added once. Where the lane stands in every band, an
/// opportunity of all customers goes to the band of `fallback`, else to the first one.
pub fn add_opportunities(
    project: &Project,
    map: MapId,
    wanted: &[Opportunity],
    fallback: Option<PersonaId>,
) -> Option<(Edit, Vec<CardId>)> {
    let on = project.maps.get(&map)?;
    let mut causes = BTreeSet::new();
    let is_new = |wanted: &&Opportunity| {
        on.stages.contains_key(&wanted.stage)
            && is_answered(on, wanted.cause).is_none()
            && causes.insert(plain(wanted.cause))
    };
    let wanted: Vec<&Opportunity> = wanted.iter().filter(is_new).collect();
    let known = |id: &PersonaId| project.personas.contains_key(id);
    let first = || project.personas_in_order().first().map(|(id, _)| *id);
    let fallback = fallback.filter(known).or_else(first);
    let for_all = fallback.is_none() || wanted.iter().any(|wanted| wanted.persona.is_none());
    let (lane, is_once, mut edits) = lane_for(on, map, for_all, fallback.is_some());
    let mut cells: BTreeMap<Cell, Vec<&Opportunity>> = BTreeMap::new();
    for wanted in wanted {
        let persona = wanted.persona.filter(known).or(fallback).filter(|_| !is_once);
        cells.entry(Cell { persona, lane, stage: wanted.stage }).or_default().push(wanted);
    }
    let mut cards = Vec::new();
    for (cell, wanted) in cells {
        let keys = keys_before(on, cell, None, wanted.len());
        cards.extend(wanted.into_iter().zip(keys).map(|(wanted, order)| Card {
            evidence: wanted.evidence,
            cause: Some(wanted.cause),
            ..Card::new(cell.place(order), CardKind::Opportunity, wanted.text.as_str())
        }));
    }
    if cards.is_empty() {
        return None;
    }
    let label = match cards.len() {
        1 => "Add opportunity".to_owned(),
        count => format!("Add {count} opportunities"),
    };
    let (added, ids) = add_cards(map, cards, "Add");
    edits.push(added);
    Some((Edit::Batch { label, edits }, ids))
}

/// The lane that opportunities go to, whether it stands once for the map, and the edits that make
/// it or show it. Without personas only a lane that stands once can hold a card.
fn lane_for(map: &Map, id: MapId, for_all: bool, has_bands: bool) -> (LaneId, bool, Vec<Edit>) {
    let mut lanes: Vec<(LaneId, &Lane)> = map
        .lanes_in_order()
        .into_iter()
        .filter(|(_, lane)| lane.kind == LaneKind::Cards(CardKind::Opportunity))
        .filter(|(_, lane)| lane.once || has_bands)
        .collect();
    // Where all customers miss something, the lane for all of them comes first.
    lanes.sort_by_key(|(_, lane)| (lane.hidden, for_all && !lane.once));
    if let Some((lane, found)) = lanes.first() {
        let show = LaneField::Hidden(false);
        let show = Edit::SetLane { map: id, id: *lane, field: show };
        return (*lane, found.once, found.hidden.then_some(show).into_iter().collect());
    }
    let order = key_after(&map.lanes, None, |lane| &lane.order);
    let mut lane = Lane::new(LANE, LaneKind::Cards(CardKind::Opportunity), order);
    lane.once = for_all;
    let new = LaneId::new();
    (new, for_all, vec![Edit::AddLane { map: id, id: new, lane }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{ANNA, BEN, LIKELY, MAP, card, everything, stage};
    use crate::{History, Selection, diff};

    fn wanted(number: u128, persona: Option<PersonaId>) -> Opportunity {
        let about = About { stage: Some(stage(number)), persona, card: None };
        Opportunity {
            cause: Cause { kpi: LIKELY, about },
            stage: stage(number),
            persona,
            text: format!("Raise it at {number}"),
            evidence: Evidence::Partly,
        }
    }

    fn add(project: &mut Project, wanted: &[Opportunity]) -> Vec<Card> {
        let (edit, ids) = add_opportunities(project, MAP, wanted, None).unwrap();
        edit.apply(project).unwrap();
        assert_eq!(project.check(), []);
        let cards = &project.maps.get(&MAP).unwrap().cards;
        ids.iter().map(|id| cards.get(id).unwrap().clone()).collect()
    }

    fn lane(project: &Project, card: &Card) -> Lane {
        project.maps.get(&MAP).unwrap().lanes.get(&card.place.lane).unwrap().clone()
    }

    #[test]
    fn a_map_without_a_lane_for_them_gets_one_for_all_customers() {
        let mut project = everything();
        let before = project.clone();
        let cards = add(&mut project, &[wanted(1, None), wanted(2, None)]);
        assert_eq!(cards.len(), 2);
        let of = lane(&project, &cards[0]);
        assert_eq!((of.name.as_str(), of.once), ("Opportunities", true));
        assert_eq!(cards[0].text, "Raise it at 1");
        assert_eq!((cards[0].kind, cards[0].evidence), (CardKind::Opportunity, Evidence::Partly));
        assert_eq!((cards[0].place.stage, cards[0].place.persona), (stage(1), None));
        assert_eq!(add_opportunities(&project, MAP, &[wanted(1, None)], None), None, "only once");
        let twice = [wanted(0, None), wanted(0, None)];
        assert_eq!(add(&mut project, &twice).len(), 1, "not even where it is wanted twice");
        let mut history = History::new(before.clone());
        for edit in diff(&before, &project) {
            history.apply(edit, Selection::Nothing).unwrap();
        }
        assert_eq!(history.project(), &project);
    }

    #[test]
    fn they_go_to_the_band_of_their_persona_and_of_the_first_for_all() {
        let mut project = everything();
        let cards = add(&mut project, &[wanted(1, Some(BEN))]);
        assert_eq!(cards[0].place.persona, Some(BEN));
        assert!(!lane(&project, &cards[0]).once);
        let cards = add(&mut project, &[wanted(0, None), wanted(1, Some(ANNA))]);
        let bands: Vec<_> = cards.iter().map(|card| card.place.persona).collect();
        assert_eq!(bands, [Some(ANNA), Some(ANNA)]);
        let (edit, _) = add_opportunities(&project, MAP, &[wanted(2, None)], Some(BEN)).unwrap();
        edit.apply(&mut project).unwrap();
        let shown_alone = project
            .maps
            .get(&MAP)
            .unwrap()
            .cards
            .values()
            .any(|card| card.place.persona == Some(BEN) && card.place.stage == stage(2));
        assert!(shown_alone, "the persona that is shown alone comes first");
    }

    #[test]
    fn what_was_moved_and_written_anew_still_answers_the_target() {
        let mut project = everything();
        let wish = wanted(1, None);
        add(&mut project, std::slice::from_ref(&wish));
        let map = project.maps.get_mut(&MAP).unwrap();
        let id = is_answered(map, wish.cause).unwrap();
        let moved = map.cards.get_mut(&id).unwrap();
        (moved.text, moved.place.stage) = ("Something else".to_owned(), stage(2));
        assert_eq!(add_opportunities(&project, MAP, std::slice::from_ref(&wish), None), None);
        let of_card = About { card: Some(card(2)), ..wish.cause.about };
        let touchpoint = Opportunity { cause: Cause { about: of_card, ..wish.cause }, ..wish };
        assert!(add_opportunities(&project, MAP, &[touchpoint], None).is_some(), "another miss");
    }

    #[test]
    fn a_touchpoint_that_was_moved_is_offered_once() {
        let mut project = everything();
        let (kpi, persona) = (LIKELY, None);
        let about = |stage| About { stage, persona, card: Some(card(2)) };
        let new = Cause { kpi, about: about(None) };
        let old = Cause { kpi, about: about(Some(stage(1))) };
        add(&mut project, &[Opportunity { cause: old, ..wanted(1, persona) }]);
        let map = project.maps.get(&MAP).unwrap();
        assert!(is_answered(map, new).is_some(), "older cards remember a stage");
        let point = crate::answers::KpiPoint {
            label: String::new(),
            value: 1.0,
            interval95: None,
            n: None,
        };
        let (target, is_sure, card) = (2.0, false, Some(card(2)));
        let miss = |at| Miss {
            kpi,
            stage: stage(at),
            card,
            persona,
            point: point.clone(),
            target,
            is_sure,
        };
        assert_eq!(miss(0).cause(), miss(2).cause());
    }

    #[test]
    fn a_hidden_lane_is_shown_and_a_gone_stage_passed_over() {
        let mut project = everything();
        let first = add(&mut project, &[wanted(0, None)]);
        let map = project.maps.get_mut(&MAP).unwrap();
        map.lanes.get_mut(&first[0].place.lane).unwrap().hidden = true;
        let cards = add(&mut project, &[wanted(1, None), wanted(77, None)]);
        assert_eq!(cards.len(), 1);
        assert_eq!(cards[0].place.lane, first[0].place.lane);
        assert!(!lane(&project, &cards[0]).hidden);
    }
}
