//! The edits that turn one project into another: for the journal, compare, merge and restore.

use std::collections::BTreeSet;

use crate::edit::rule::changed_rules;
use crate::{
    CardField, CardId, ChannelField, CurveAt, Edit, KpiField, LaneField, LaneId, Map, MapField,
    MapId, PersonaField, Place, Project, ProjectField, StageField, StageId, SurveyField, Table,
};

/// The edits that turn `a` into `b`, in an order in which they can be applied one by one.
///
/// Additions and changes come first, removals last, since these take along what refers to the
/// removed. What both projects share is passed over without looking inside.
pub fn diff(a: &Project, b: &Project) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut reached = a.clone();
    // One round is enough unless something removed takes along what another object still needs,
    // as when a stage goes over to another map.
    for _ in 0..MOST_ROUNDS {
        let round = one_round(&reached, b);
        if round.is_empty() {
            return edits;
        }
        for edit in round {
            if edit.apply(&mut reached).is_ok() {
                edits.push(edit);
            }
        }
        if is_same(&reached, b) {
            return edits;
        }
    }
    edits
}

const MOST_ROUNDS: usize = 4;

/// Whether two projects are equal; cheap where they share most of what they hold.
pub(crate) fn is_same(a: &Project, b: &Project) -> bool {
    one_round(a, b).is_empty()
}

fn one_round(a: &Project, b: &Project) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut removals = Vec::new();
    edits.extend(ProjectField::diff(a, b).into_iter().map(Edit::SetProject));
    changes(&a.personas, &b.personas, |id, change| match change {
        Change::Added(persona) => edits.push(Edit::AddPersona { id, persona: persona.clone() }),
        Change::Changed(from, to) => edits.extend(
            PersonaField::diff(from, to).into_iter().map(|field| Edit::SetPersona { id, field }),
        ),
        Change::Removed => removals.push(Edit::RemovePersona { id }),
    });
    changes(&a.channels, &b.channels, |id, change| match change {
        Change::Added(channel) => edits.push(Edit::AddChannel { id, channel: channel.clone() }),
        Change::Changed(from, to) => edits.extend(
            ChannelField::diff(from, to).into_iter().map(|field| Edit::SetChannel { id, field }),
        ),
        Change::Removed => removals.push(Edit::RemoveChannel { id }),
    });
    // A map may need a survey for its measured curve, and a survey's links need the maps: the
    // curve comes when both are there.
    let mut measured = Vec::new();
    let mut lost_maps = Vec::new();
    changes(&a.maps, &b.maps, |id, change| match change {
        Change::Added(map) => {
            let bare = Map { measured: None, ..map.clone() };
            edits.push(Edit::AddMap { id, map: Box::new(bare) });
            if map.measured.is_some() {
                let field = MapField::Measured(map.measured.clone());
                measured.push(Edit::SetMap { id, field });
            }
        }
        Change::Changed(from, to) => {
            let (late, early): (Vec<_>, Vec<_>) = MapField::diff(from, to)
                .into_iter()
                .map(|field| Edit::SetMap { id, field })
                .partition(|edit| {
                    matches!(edit, Edit::SetMap { field: MapField::Measured(_), .. })
                });
            measured.extend(late);
            edits.extend(early);
            map_contents(id, from, to, &mut edits, &mut removals);
        }
        Change::Removed => lost_maps.push(Edit::RemoveMap { id }),
    });
    changes(&a.surveys, &b.surveys, |id, change| match change {
        Change::Added(survey) => {
            edits.push(Edit::AddSurvey { id, survey: Box::new(survey.clone()) });
        }
        Change::Changed(from, to) => {
            for field in SurveyField::diff(from, to) {
                let rules = match &field {
                    SurveyField::Tally(tally) => changed_rules(id, &from.tally, tally),
                    _ => None,
                };
                let whole = || vec![Edit::SetSurvey { id, field: Box::new(field) }];
                edits.extend(rules.unwrap_or_else(whole));
            }
        }
        Change::Removed => removals.push(Edit::RemoveSurvey { id }),
    });
    changes(&a.kpis, &b.kpis, |id, change| match change {
        Change::Added(kpi) => edits.push(Edit::AddKpi { id, kpi: Box::new(kpi.clone()) }),
        Change::Changed(from, to) => edits
            .extend(KpiField::diff(from, to).into_iter().map(|field| Edit::SetKpi { id, field })),
        Change::Removed => removals.push(Edit::RemoveKpi { id }),
    });
    edits.extend(measured);
    edits.extend(removals);
    edits.extend(lost_maps);
    edits
}

/// The edits between two states of one map, its own fields excepted.
fn map_contents(map: MapId, from: &Map, to: &Map, edits: &mut Vec<Edit>, removals: &mut Vec<Edit>) {
    changes(&from.stages, &to.stages, |id, change| match change {
        Change::Added(stage) => edits.push(Edit::AddStage { map, id, stage: stage.clone() }),
        Change::Changed(from, to) => {
            edits.extend(StageField::diff(from, to).into_iter().map(|field| Edit::SetStage {
                map,
                id,
                field,
            }));
        }
        Change::Removed => removals.push(Edit::RemoveStage { map, id }),
    });
    // A lane that begins or ceases to stand once changes together with its cards.
    let mut together = Vec::new();
    let mut lost_lanes: BTreeSet<LaneId> = BTreeSet::new();
    changes(&from.lanes, &to.lanes, |id, change| match change {
        Change::Added(lane) => edits.push(Edit::AddLane { map, id, lane: lane.clone() }),
        Change::Changed(from, to) => {
            for field in LaneField::diff(from, to) {
                let moves_cards = matches!(field, LaneField::Once(_) | LaneField::Kind(_));
                let edit = Edit::SetLane { map, id, field };
                if moves_cards { together.push(edit) } else { edits.push(edit) }
            }
        }
        Change::Removed => drop(lost_lanes.insert(id)),
    });
    let cards = card_edits(map, from, to);
    let (removed, others): (Vec<_>, Vec<_>) =
        cards.into_iter().partition(|edit| matches!(edit, Edit::RemoveCard { .. }));
    if together.is_empty() {
        edits.extend(others);
        removals.extend(removed);
    } else {
        together.extend(others);
        together.extend(removed);
        edits.push(Edit::Batch { label: "Change lanes".to_owned(), edits: together });
    }
    removals.extend(lost_lanes.into_iter().map(|id| Edit::RemoveLane { map, id }));
    changes(&from.points, &to.points, |at: CurveAt, change| match change {
        Change::Added(emotion) | Change::Changed(_, emotion) => {
            edits.push(Edit::SetPoint { map, at, emotion: Some(*emotion) });
        }
        // A removed stage or persona takes its points along.
        Change::Removed if to.stages.contains_key(&at.stage) => {
            edits.push(Edit::SetPoint { map, at, emotion: None });
        }
        Change::Removed => {}
    });
}

/// The edits between two states of a map's cards; all cards that moved are one edit.
fn card_edits(map: MapId, from: &Map, to: &Map) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut moves: Vec<(CardId, Place)> = Vec::new();
    let stays = |stage: &StageId, lane: &LaneId| {
        to.stages.contains_key(stage) && to.lanes.contains_key(lane)
    };
    changes(&from.cards, &to.cards, |id, change| match change {
        Change::Added(card) => {
            edits.push(Edit::AddCard { map, id, card: Box::new(card.clone()) });
        }
        Change::Changed(from, to) => {
            if from.place != to.place {
                moves.push((id, to.place.clone()));
            }
            edits.extend(CardField::diff(from, to).into_iter().map(|field| Edit::SetCard {
                map,
                id,
                field,
            }));
        }
        Change::Removed => {
            // A removed stage or lane takes its cards along.
            let place = from.cards.get(&id).map(|card| &card.place);
            if place.is_none_or(|place| stays(&place.stage, &place.lane)) {
                edits.push(Edit::RemoveCard { map, id });
            }
        }
    });
    if !moves.is_empty() {
        edits.push(Edit::MoveCards { map, moves });
    }
    edits
}

/// What became of one item of a table.
enum Change<'a, V> {
    Added(&'a V),
    Changed(&'a V, &'a V),
    Removed,
}

/// Reports every item that differs between two tables, walking both once in the order of keys.
fn changes<'a, K, V>(
    from: &'a Table<K, V>,
    to: &'a Table<K, V>,
    mut report: impl FnMut(K, Change<'a, V>),
) where
    K: Ord + Copy,
    V: PartialEq,
{
    if from.ptr_eq(to) {
        return;
    }
    let (mut old, mut new) = (from.iter().peekable(), to.iter().peekable());
    loop {
        match (old.peek(), new.peek()) {
            (Some((key, _)), next) if next.is_none_or(|(other, _)| key < other) => {
                report(**key, Change::Removed);
                old.next();
            }
            (first, Some((key, value))) if first.is_none_or(|(other, _)| key < other) => {
                report(**key, Change::Added(value));
                new.next();
            }
            (Some((key, was)), Some((_, is))) => {
                // Items that both tables share are the same place in memory.
                if !std::ptr::eq(*was, *is) && was != is {
                    report(**key, Change::Changed(was, is));
                }
                old.next();
                new.next();
            }
            _ => return,
        }
    }
}
