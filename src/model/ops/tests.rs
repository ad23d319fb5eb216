//! What people see after capture, drag, keyboard moves, paste and delete.

use std::collections::BTreeSet;

use super::*;
use crate::testing::{
    ANNA, BEN, CURVE, DEPARTMENTS, MAP, PAINS, SURVEY, TOUCHPOINTS, WEBSITE, card, cell,
    everything, lane, stage,
};
use crate::{CardId, CardKind, Cell, Edit, LaneField, Project};

fn ids(numbers: &[u128]) -> BTreeSet<CardId> {
    numbers.iter().map(|number| card(*number)).collect()
}

fn apply(project: &mut Project, edit: &Edit) {
    edit.apply(project).unwrap();
}

/// The texts of a cell from top to bottom.
fn texts(project: &Project, cell: Cell) -> Vec<String> {
    let cards = project.maps.get(&MAP).unwrap().cards_in(cell);
    cards.into_iter().map(|(_, card)| card.text.clone()).collect()
}

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn new_cards_stand_before_the_card_that_was_chosen_and_take_the_kind_of_their_lane() {
    let mut project = everything();
    let new = strings(&["one", "two"]);
    let (edit, cards) = insert_cards(&project, MAP, cell(0), Some(card(1)), &new).unwrap();
    assert_eq!(edit.label(), "Add 2 cards");
    apply(&mut project, &edit);
    assert_eq!(texts(&project, cell(0)), ["Compare prices", "one", "two", "Ask a friend"]);
    let pains = Cell { lane: PAINS, ..cell(0) };
    let (edit, new) = insert_cards(&project, MAP, pains, None, &strings(&["ouch"])).unwrap();
    apply(&mut project, &edit);
    assert_eq!(project.maps.get(&MAP).unwrap().cards.get(&new[0]).unwrap().kind, CardKind::Pain);
    assert_eq!(cards.len(), 2);
}

#[test]
fn no_card_is_made_in_the_lane_of_the_curve() {
    let curve = Cell { lane: CURVE, ..cell(0) };
    assert!(insert_cards(&everything(), MAP, curve, None, &strings(&["x"])).is_none());
    assert!(paste(&everything(), MAP, curve, None, "x").is_none());
}

#[test]
fn dragged_cards_keep_the_order_in_which_they_stood_on_the_canvas() {
    let mut project = everything();
    let edit = move_cards(&project, MAP, &ids(&[1, 0]), card(1), cell(1), Some(card(2))).unwrap();
    assert!(matches!(&edit, Edit::MoveCards { moves, .. } if moves.len() == 2), "one edit");
    apply(&mut project, &edit);
    assert_eq!(texts(&project, cell(1)), ["Compare prices", "Ask a friend", "Check out"]);
}

#[test]
fn cards_of_several_cells_keep_their_distance_when_they_are_dragged() {
    let mut project = everything();
    let stage_of = |project: &Project, number| {
        project.maps.get(&MAP).unwrap().cards.get(&card(number)).unwrap().place.cell()
    };
    let (pain, touchpoint) = (stage_of(&project, 3), stage_of(&project, 0));
    let edit = move_cards(&project, MAP, &ids(&[0, 3]), card(0), cell(1), None).unwrap();
    apply(&mut project, &edit);
    assert_eq!(stage_of(&project, 0), cell(1));
    let expected = if pain.stage == touchpoint.stage { stage(1) } else { stage(2) };
    assert_eq!(stage_of(&project, 3), Cell { stage: expected, ..pain });
}

#[test]
fn a_drop_where_the_cards_stand_is_no_edit() {
    let project = everything();
    assert_eq!(move_cards(&project, MAP, &ids(&[0]), card(0), cell(0), Some(card(1))), None);
    assert_eq!(move_cards(&project, MAP, &ids(&[0]), card(0), cell(0), Some(card(0))), None);
    assert_eq!(move_cards(&project, MAP, &ids(&[0, 1]), card(1), cell(0), None), None);
    assert!(move_cards(&project, MAP, &ids(&[0]), card(0), cell(0), None).is_some());
}

#[test]
fn cards_with_equal_keys_still_leave_a_place_between_them() {
    let mut project = everything();
    let order = project.maps.get(&MAP).unwrap().cards.get(&card(0)).unwrap().place.order.clone();
    let moves = vec![(card(1), cell(0).place(order.clone()))];
    apply(&mut project, &Edit::MoveCards { map: MAP, moves });
    let (edit, _) = insert_cards(&project, MAP, cell(0), None, &strings(&["last"])).unwrap();
    apply(&mut project, &edit);
    let (edit, _) =
        insert_cards(&project, MAP, cell(0), Some(card(1)), &strings(&["new"])).unwrap();
    apply(&mut project, &edit);
    assert_eq!(texts(&project, cell(0)), ["Compare prices", "Ask a friend", "new", "last"]);
}

#[test]
fn alt_arrows_walk_through_cell_lane_and_band() {
    let mut project = everything();
    let mut step = |direction| {
        let edit = shift_cards(&project, MAP, &ids(&[0]), direction);
        edit.inspect(|edit| edit.apply(&mut project).unwrap()).is_some()
    };
    assert!(!step(Direction::Up), "the first card of the first row stays");
    assert!(!step(Direction::Left));
    assert!(step(Direction::Down), "below its neighbour");
    assert!(step(Direction::Right), "to the next stage");
    assert!(step(Direction::Down), "the pains are hidden: to the next band");
    let place = project.maps.get(&MAP).unwrap().cards.get(&card(0)).unwrap().place.cell();
    assert_eq!(place, Cell { persona: Some(BEN), ..cell(1) });
    assert_eq!(texts(&project, place), ["Compare prices", "Why?"], "it comes from above");
    assert_eq!(texts(&project, cell(1)), ["Check out"]);
    for expected in [true, true, false] {
        let edit = shift_cards(&project, MAP, &ids(&[0]), Direction::Down);
        assert_eq!(edit.is_some(), expected);
        if let Some(edit) = edit {
            apply(&mut project, &edit);
        }
    }
    let place = project.maps.get(&MAP).unwrap().cards.get(&card(0)).unwrap().place.cell();
    assert_eq!((place.persona, place.lane), (None, DEPARTMENTS), "the lane below all bands");
}

#[test]
fn several_cards_go_sideways_together_or_not_at_all() {
    let mut project = everything();
    assert_eq!(shift_cards(&project, MAP, &ids(&[0, 2]), Direction::Left), None);
    let edit = shift_cards(&project, MAP, &ids(&[0, 1, 2]), Direction::Right).unwrap();
    apply(&mut project, &edit);
    assert_eq!(texts(&project, cell(1)), ["Compare prices", "Ask a friend"]);
    assert_eq!(texts(&project, cell(2)), ["Check out"]);
}

#[test]
fn copies_stand_below_their_originals_and_align_with_no_other_map() {
    let mut project = everything();
    let (edit, copies) = duplicate_cards(&project, MAP, &ids(&[0])).unwrap();
    apply(&mut project, &edit);
    assert_eq!(texts(&project, cell(0)), ["Compare prices", "Compare prices", "Ask a friend"]);
    let copy = project.maps.get(&MAP).unwrap().cards.get(&copies[0]).unwrap();
    assert_eq!((copy.origin, copy.channel, copy.moment_of_truth), (None, Some(WEBSITE), true));
    let (edit, _) = copy_cards_to(&project, MAP, &ids(&[2]), card(2), cell(0), None).unwrap();
    apply(&mut project, &edit);
    assert_eq!(texts(&project, cell(0)).last().unwrap(), "Check out");
    assert_eq!(texts(&project, cell(1)), ["Check out"]);
}

#[test]
fn pasted_lines_stand_one_below_the_other_and_tabs_go_across_the_stages() {
    let mut project = everything();
    let text = "a\tb\tc\td\n\ne\t\"f\nf\"\n";
    let pasted = paste(&project, MAP, cell(1), Some(card(2)), text).unwrap();
    assert_eq!((pasted.cards.len(), pasted.left_out), (4, 2), "c and d have no stage");
    apply(&mut project, &pasted.edit);
    assert_eq!(texts(&project, cell(1)), ["a", "e", "Check out"]);
    assert_eq!(texts(&project, cell(2)), ["b", "f\nf"]);
    assert!(paste(&project, MAP, cell(0), None, " \n\t\n").is_none(), "nothing to paste");
}

#[test]
fn copied_cards_come_back_whole_in_another_project() {
    let project = everything();
    let copied = copy_cards(&project, MAP, &ids(&[0, 2, 4])).unwrap();
    assert_eq!(copied.text, "Compare prices\tCheck out\n\tWhy?");
    let on_clipboard = format!("{}\r\n", copied.text.replace('\n', "\r\n"));
    let rich = copied.recognise(&on_clipboard);
    assert_eq!(copied.recognise("something else"), "something else");

    let mut other = everything();
    apply(&mut other, &Edit::RemoveChannel { id: WEBSITE });
    let (channel, id) = new_channel(&other, "WEBSITE", "globe");
    apply(&mut other, &channel);
    let pasted = paste(&other, MAP, cell(1), None, rich).unwrap();
    apply(&mut other, &pasted.edit);
    assert_eq!(texts(&other, cell(1)), ["Check out", "Compare prices"]);
    assert_eq!(texts(&other, cell(2)), ["Check out"]);
    assert_eq!(texts(&other, Cell { persona: Some(BEN), ..cell(2) }), ["Why?"]);
    let map = other.maps.get(&MAP).unwrap();
    let cards: Vec<_> = pasted.cards.iter().map(|id| map.cards.get(id).unwrap()).collect();
    let full = cards.iter().find(|card| card.text == "Compare prices").unwrap();
    assert_eq!((full.channel, full.moment_of_truth), (Some(id), true), "the channel by its name");
    assert!(full.notes.contains("five"));
}

#[test]
fn text_that_only_looks_like_copied_cards_is_pasted_as_text() {
    let pasted = paste(&everything(), MAP, cell(0), None, "Throughline cards 1\n[oops").unwrap();
    assert_eq!(pasted.cards.len(), 2);
}

#[test]
fn the_question_before_deleting_says_what_goes_along() {
    let project = everything();
    let ask = |what| delete_label(&project, what);
    assert_eq!(
        ask(Deletion::Stage(MAP, stage(1))),
        "Delete the stage “Buy” and its 3 cards? One key figure about it is kept."
    );
    assert_eq!(
        ask(Deletion::Lane(MAP, DEPARTMENTS)),
        "Delete the lane “Departments” and its card?"
    );
    assert_eq!(ask(Deletion::Lane(MAP, CURVE)), "Delete the lane “Emotion”?");
    assert_eq!(
        ask(Deletion::Persona(ANNA)),
        "Delete the persona “Anna” and its 4 cards? One key figure about it is kept."
    );
    assert_eq!(
        ask(Deletion::Survey(SURVEY)),
        "Remove the survey “Spring”, its answers and the measured curve? One key figure will be \
         left without a value."
    );
    let channel = ask(Deletion::Channel(WEBSITE));
    assert!(channel.ends_with("One card will be left without a channel."), "{channel}");
}

#[test]
fn new_stages_lanes_and_personas_stand_where_they_were_asked_for() {
    let mut project = everything();
    let (edit, id) = new_stage(&project, MAP, Some(stage(1))).unwrap();
    apply(&mut project, &edit);
    let map = project.maps.get(&MAP).unwrap();
    let stages: Vec<_> = map.stages_in_order().iter().map(|(id, _)| *id).collect();
    assert_eq!(stages, [stage(0), stage(1), id, stage(2)]);
    assert_eq!(map.stages.get(&id).unwrap().group, "Purchase");
    let (edit, below) = new_lane(&project, MAP, Some(DEPARTMENTS)).unwrap();
    apply(&mut project, &edit);
    assert!(project.maps.get(&MAP).unwrap().lanes.get(&below).unwrap().once);
    let (edit, persona) = new_persona(&project);
    apply(&mut project, &edit);
    assert_eq!(project.personas.get(&persona).unwrap().mark, 2, "a mark that nobody has");
    assert_eq!(project.personas_in_order().last().unwrap().0, persona);
    let (edit, _) = new_map(&project, "Another");
    apply(&mut project, &edit);
    assert_eq!(project.maps_in_order().last().unwrap().1.name, "Another");
}

#[test]
fn moved_stages_lanes_and_personas_stand_before_the_chosen_one() {
    let mut project = everything();
    let edit = move_stage(&project, MAP, stage(2), Some(stage(0))).unwrap();
    apply(&mut project, &edit);
    let map = project.maps.get(&MAP).unwrap();
    let stages: Vec<_> = map.stages_in_order().iter().map(|(id, _)| *id).collect();
    assert_eq!(stages, [stage(2), stage(0), stage(1)]);
    assert_eq!(move_stage(&project, MAP, stage(2), Some(stage(0))), None, "it stands there");
    assert_eq!(move_stage(&project, MAP, stage(1), None), None);
    let edit = move_lane(&project, MAP, TOUCHPOINTS, Some(lane(2))).unwrap();
    apply(&mut project, &edit);
    let map = project.maps.get(&MAP).unwrap();
    let lanes: Vec<_> = map.lanes_in_order().iter().map(|(id, _)| *id).collect();
    assert_eq!(lanes, [PAINS, TOUCHPOINTS, CURVE, DEPARTMENTS]);
    let edit = move_persona(&project, ANNA, None).unwrap();
    apply(&mut project, &edit);
    assert_eq!(project.personas_in_order()[0].0, BEN);
}

#[test]
fn an_edit_that_would_break_a_rule_changes_nothing_and_says_why() {
    let project = everything();
    let mut now = project.clone();
    let place = Cell { lane: CURVE, ..cell(0) }.place(crate::Order::middle());
    let wrong = Edit::MoveCards { map: MAP, moves: vec![(card(0), place)] };
    let error = wrong.apply(&mut now).unwrap_err().to_string();
    assert_eq!(
        error,
        "The card “Compare prices” on the map “Mobile provider” stands in the lane “Emotion”, \
         which holds the emotion curve."
    );
    let once = Edit::SetLane { map: MAP, id: TOUCHPOINTS, field: LaneField::Once(true) };
    assert!(once.apply(&mut now).is_err(), "its cards name personas");
    let text = crate::CardField::Text("x".repeat(crate::MAX_TEXT_BYTES + 1));
    let long = Edit::SetCard { map: MAP, id: card(0), field: text };
    assert!(long.apply(&mut now).unwrap_err().to_string().contains("longer than 100 KB"));
    assert_eq!(now, project);
}

#[test]
fn taking_cards_away_names_what_was_done() {
    let mut project = everything();
    assert_eq!(remove_cards(MAP, &BTreeSet::new(), "Delete"), None);
    let edit = remove_cards(MAP, &ids(&[0, 1]), "Cut").unwrap();
    assert_eq!(edit.label(), "Cut 2 cards");
    apply(&mut project, &edit);
    assert_eq!(texts(&project, cell(0)), Vec::<String>::new());
    assert!(project.surveys.get(&SURVEY).unwrap().links.touchpoints.is_empty());
}

#[test]
fn a_pasted_list_loses_its_bullets_but_not_its_numbers() {
    let mut project = everything();
    let list = "- one\n• two\n3. three\n4 people wait\n-5 degrees\n* five";
    let pasted = paste(&project, MAP, cell(2), None, list).unwrap();
    apply(&mut project, &pasted.edit);
    let expected = ["one", "two", "three", "4 people wait", "-5 degrees", "five"];
    let all = texts(&project, cell(2));
    assert_eq!(all[all.len() - 6..], expected);
}
