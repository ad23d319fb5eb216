use std::collections::BTreeSet;

use emath::{Rect, pos2, vec2};
use model::{CurveAt, Emotion};

use super::*;
use crate::fixture::{FEELS, Fixture, PAINS, TOUCHPOINTS, card, cell, persona, stage};
use crate::hit::Hit;

fn center(rect: Option<Rect>) -> Pos2 {
    rect.unwrap().center()
}

#[test]
fn what_lies_under_the_pointer_is_named() {
    let layout = Fixture::small().scene().layout;
    let purchase = CurveAt { persona: persona(0), stage: stage(1) };
    let header = layout.stages[1].rect;
    let band = &layout.bands[0];
    let lane = layout.lane(Some(persona(0)), FEELS).unwrap();
    let cases = [
        (center(layout.card_rect(card(0))), Hit::Card(card(0))),
        (center(layout.cell_rect(cell(0, TOUCHPOINTS, 2))), Hit::Cell(cell(0, TOUCHPOINTS, 2))),
        (header.center(), Hit::StageHeader(stage(1))),
        (header.right_center() - vec2(2.0, 0.0), Hit::StageEdge(stage(1))),
        (header.right_center() + vec2(2.0, 0.0), Hit::StageEdge(stage(1))),
        (band.header.center(), Hit::BandHeader(persona(0))),
        (band.toggle.center(), Hit::BandToggle(persona(0))),
        (lane.title.center(), Hit::LaneTitle { persona: Some(persona(0)), lane: FEELS }),
        (layout.point_pos(purchase).unwrap() + vec2(6.0, 3.0), Hit::CurvePoint(purchase)),
        (lane.cells[1].rect.left_top() + vec2(9.0, 9.0), Hit::CurveLane(purchase)),
        (pos2(20.0, 20.0), Hit::Nothing),
        (pos2(-5.0, 300.0), Hit::Nothing),
        (layout.size.to_pos2() + vec2(5.0, 5.0), Hit::Nothing),
    ];
    for (pos, hit) in cases {
        assert_eq!(layout.hit(pos, 4.0), hit, "at {pos:?}");
    }
}

#[test]
fn a_missing_point_waits_on_the_midline() {
    let layout = Fixture::small().scene().layout;
    let missing = CurveAt { persona: persona(0), stage: stage(2) };
    assert_eq!(layout.point(missing).unwrap().emotion, None);
    let pos = layout.point_pos(missing).unwrap();
    assert_eq!(layout.emotion_at_y(persona(0), pos.y), Some(Emotion::from_tenths(0)));
    assert_eq!(layout.hit(pos, 0.0), Hit::CurvePoint(missing));
}

#[test]
fn heights_and_emotions_are_each_others_inverse() {
    let layout = Fixture::small().scene().layout;
    let curve = layout.curve(persona(0)).unwrap();
    for tenths in -20..=20 {
        let emotion = Emotion::from_tenths(tenths);
        assert_eq!(curve.emotion_at(curve.y_of(emotion.value())), emotion);
    }
    assert_eq!(curve.emotion_at(-1.0e9), Emotion::from_tenths(20));
    assert_eq!(curve.emotion_at(1.0e9), Emotion::from_tenths(-20));
}

#[test]
fn a_dragged_card_lands_between_cards() {
    let layout = Fixture::small().scene().layout;
    let (first, second) = (layout.card_rect(card(0)).unwrap(), layout.card_rect(card(1)).unwrap());
    let none = BTreeSet::new();
    let before = |pos| layout.drop_slot(pos, &none).map(|slot| slot.before);
    assert_eq!(before(first.center_top()), Some(Some(card(0))));
    assert_eq!(before(first.center_bottom()), Some(Some(card(1))));
    assert_eq!(before(second.center_bottom()), Some(None));
    let between = layout.drop_slot(first.center_bottom(), &none).unwrap();
    assert!(between.line.top() > first.bottom() && between.line.bottom() < second.top());
    let own: BTreeSet<_> = [card(1)].into();
    let slot = layout.drop_slot(first.center_bottom(), &own).unwrap();
    assert_eq!((slot.before, slot.cell), (None, cell(0, TOUCHPOINTS, 0)), "it is lifted out");
}

#[test]
fn cards_are_dropped_into_lanes_of_cards_only() {
    let layout = Fixture::small().scene().layout;
    let none = BTreeSet::new();
    let empty = layout.cell_rect(cell(0, PAINS, 2)).unwrap();
    let slot = layout.drop_slot(empty.center(), &none).unwrap();
    assert_eq!((slot.cell, slot.before), (cell(0, PAINS, 2), None));
    assert!(empty.contains_rect(slot.line));
    assert_eq!(layout.drop_slot(center(layout.cell_rect(cell(0, FEELS, 1))), &none), None);
    assert_eq!(layout.drop_slot(layout.bands[0].header.center(), &none), None);
}

#[test]
fn a_marquee_takes_the_cards_that_it_touches() {
    let layout = Fixture::small().scene().layout;
    let (first, pain) = (layout.card_rect(card(0)).unwrap(), layout.card_rect(card(2)).unwrap());
    let corner = Rect::from_center_size(first.left_top(), vec2(4.0, 4.0));
    assert_eq!(layout.cards_in_rect(corner), [card(0)].into());
    let all = first.union(pain);
    assert_eq!(layout.cards_in_rect(all), [card(0), card(1), card(2)].into());
}

#[test]
fn headers_are_dropped_between_headers() {
    let mut fixture = Fixture::small();
    let layout = fixture.scene().layout;
    let middle = layout.stages[1].x.center();
    let before = |x| layout.stage_slot(x).unwrap().before;
    assert_eq!(before(middle - 1.0), Some(stage(1)));
    assert_eq!(before(middle + 1.0), Some(stage(2)));
    assert_eq!(before(1.0e6), None);
    let feels = layout.lane(Some(persona(0)), FEELS).unwrap().rect;
    assert_eq!(layout.lane_slot(feels.center().y - 1.0).unwrap().before, Some(FEELS));
    assert_eq!(layout.lane_slot(feels.center().y + 1.0).unwrap().before, Some(PAINS));
    assert_eq!(layout.lane_slot(1.0e6).unwrap().before, None);
    assert_eq!(layout.band_slot(0.0).unwrap().before, Some(persona(0)));
    assert_eq!(layout.band_slot(1.0e6).unwrap().before, None);
}
