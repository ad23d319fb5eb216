use emath::{Rect, pos2};
use model::{CardKind, CurveAt, Emotion, Lane, LaneId, LaneKind, Order};

use super::*;
use crate::draw::GlyphRun;
use crate::fixture::{FEELS, Fixture, MAP, PAINS, TOUCHPOINTS, card, cell, persona, stage};
use crate::layout::CELL_PADDING;

mod figures;
mod heads;

/// Every glyph run of a list with its place in the document.
fn runs(items: &[Item]) -> Vec<GlyphRun> {
    let mut all = Vec::new();
    for item in items {
        match item {
            Item::Glyphs(run) => all.push(run.clone()),
            Item::Group(group) => {
                let offset = group.transform.translation;
                all.extend(runs(&group.items).iter().map(|run| run.moved(offset)));
            }
            _ => {}
        }
    }
    all
}

fn words(items: &[Item]) -> Vec<String> {
    runs(items).iter().map(|run| run.text.to_string()).collect()
}

fn says(items: &[Item], text: &str) -> bool {
    words(items).iter().any(|run| run.contains(text))
}

/// The boxes of a layout, a line each.
fn describe(layout: &Layout) -> String {
    use std::fmt::Write;
    let rect = |r: Rect| format!("{},{} {}x{}", r.left(), r.top(), r.width(), r.height());
    let mut text = String::new();
    for group in &layout.groups {
        let _ = writeln!(text, "group {} {}", group.name, rect(group.rect));
    }
    for stage in &layout.stages {
        let _ = writeln!(text, "stage {} {}", stage.name, rect(stage.rect));
    }
    for band in &layout.bands {
        let _ = writeln!(text, "band {} {}", band.name, rect(band.rect));
        for lane in &band.lanes {
            let _ = writeln!(text, "  lane {} {}", lane.name, rect(lane.rect));
            for card in lane.cells.iter().flat_map(|cell| &cell.cards) {
                let _ =
                    writeln!(text, "    card {} text {}", rect(card.rect), rect(card.text_rect));
            }
            for point in lane.curve.iter().flat_map(|curve| &curve.points) {
                let _ = writeln!(text, "    point {:?} {:?}", point.pos, point.emotion);
            }
        }
    }
    text
}

#[test]
fn a_small_map_is_laid_out() {
    let scene = Fixture::small().scene();
    insta::assert_snapshot!(describe(&scene.layout), @r#"
    group After 448,0 560x32
    stage Awareness 168,32 280x56
    stage Purchase 448,32 280x56
    stage Use 728,32 280x56
    band Persona 0 0,96 1008x488
      lane Touchpoints 0,152 1008x164
        card 180,164 256x68 text 198,174 226x22
        card 180,240 256x64 text 198,250 226x44
      lane Feels 0,316 1008x176
        point [308.0 375.0] Some(Emotion(10))
        point [588.0 438.8] Some(Emotion(-12))
        point [868.0 404.0] None
      lane Pains 0,492 1008x92
        card 460,504 256x68 text 478,514 226x22
    "#);
}

#[test]
fn a_card_is_drawn() {
    let scene = Fixture::small().scene();
    insta::assert_snapshot!(scene.card_items(card(0)).unwrap().dump(), @r#"
    round-rect 0,0 18x68 radius 6/0/0/6 fill #a67a1c
    round-rect 6,0 250x68 radius 0/6/6/0 fill #fff0c2
    path M 6.8,0.8 L 249.2,0.8 C 252.6,0.8 255.2,3.4 255.2,6.8 L 255.2,61.2 C 255.2,64.6 252.6,67.2 249.2,67.2 L 6.8,67.2 stroke 1.5 #caa95e
    glyphs "Sees an advertisement" at 18,26.8 width 173.7 doc/Inter-Regular 16 #1b2430
    group at 0,38
      glyphs "\u{e813}" at 226,20 width 20 doc/Icons 20 #2c74b3
      glyphs "\u{ea07}" at 18,18 width 16 doc/Icons 16 #4a5565
      glyphs "Website" at 40,14.7 width 50.4 doc/Inter-Medium 13 #4a5565
      round-rect 98.4,1.5 17x17 radius 3 stroke 1 #4a5565
      glyphs "B" at 102.6,14.7 width 8.5 doc/Inter-Medium 13 #4a5565
    "#);
}

#[test]
fn a_map_that_did_not_change_costs_nothing() {
    let mut fixture = Fixture::small();
    let first = fixture.scene();
    assert_eq!(fixture.cache.drawn_lanes(), 3);
    let second = fixture.scene();
    assert_eq!(fixture.cache.drawn_lanes(), 0);
    assert!(Arc::ptr_eq(&first.layout, &second.layout));
}

#[test]
fn a_changed_card_costs_its_lane_and_shifts_the_others() {
    let mut fixture = Fixture::small();
    let before = fixture.scene();
    fixture.change(1, |card| card.text = "Asks a friend. ".repeat(8));
    let after = fixture.scene();
    assert_eq!(fixture.cache.drawn_lanes(), 1);
    let grown = after.layout.card_rect(card(1)).unwrap().height()
        - before.layout.card_rect(card(1)).unwrap().height();
    assert!(grown > 20.0, "{grown}");
    let pain = |scene: &Scene| scene.layout.card_rect(card(2)).unwrap().top();
    assert_eq!(pain(&after) - pain(&before), grown);
    let mut fresh = SceneCache::default();
    let view = fixture.view.clone();
    let anew = Scene::build(
        &fixture.project,
        &view,
        &fixture.figures,
        fixture.theme,
        &mut fixture.text,
        &mut fresh,
    );
    assert_eq!(anew.body.dump(), after.body.dump(), "what is kept is what would be drawn");
}

#[test]
fn a_moved_card_costs_the_two_lanes_it_touches() {
    let mut fixture = Fixture::empty(5);
    for number in 0..5 {
        fixture.add(number, cell(number, TOUCHPOINTS, 0), "Calls");
    }
    fixture.scene();
    fixture.change(3, |card| card.place.persona = Some(persona(4)));
    let scene = fixture.scene();
    assert_eq!(fixture.cache.drawn_lanes(), 2);
    assert_eq!(scene.layout.cell(cell(4, TOUCHPOINTS, 0)).unwrap().cards.len(), 2);
    assert!(scene.layout.cell(cell(3, TOUCHPOINTS, 0)).unwrap().cards.is_empty());
}

#[test]
fn a_long_text_is_cut_until_it_is_written() {
    let mut fixture = Fixture::small();
    fixture.change(0, |card| card.text = "Donaudampfschifffahrtsgesellschaft ".repeat(9));
    let read = fixture.scene();
    let clamped = read.layout.card(card(0)).unwrap().clone();
    assert!(clamped.clamped);
    assert!(says(&read.card_items(card(0)).unwrap(), "…"));
    fixture.view.editing = Some(card(0));
    let written = fixture.scene();
    let whole = written.layout.card(card(0)).unwrap();
    assert!(!whole.clamped && whole.rect.height() > clamped.rect.height());
    assert_eq!(whole.text_rect.min, clamped.text_rect.min, "the text stays where it was");
    assert!(!says(&written.card_items(card(0)).unwrap(), "Donau"), "the editor paints the text");
}

#[test]
fn a_short_text_does_not_move_when_it_is_written() {
    let mut fixture = Fixture::small();
    let read = fixture.scene().layout.card(card(1)).unwrap().clone();
    fixture.view.editing = Some(card(1));
    assert_eq!(*fixture.scene().layout.card(card(1)).unwrap(), read);
}

#[test]
fn arabic_stands_at_the_right() {
    let mut fixture = Fixture::small();
    fixture.change(0, |card| card.text = "تبحث عن عرض أفضل".to_owned());
    let scene = fixture.scene();
    let text_rect = scene.layout.card(card(0)).unwrap().text_rect;
    let corner = scene.layout.card_rect(card(0)).unwrap().min.to_vec2();
    let items = scene.card_items(card(0)).unwrap();
    let arabic: Vec<GlyphRun> = runs(&items).into_iter().filter(|run| run.rtl).collect();
    let right = arabic.iter().map(|run| run.origin.x + run.width).fold(f32::MIN, f32::max);
    assert!((right + corner.x - text_rect.right()).abs() < 1.0, "{right} of {text_rect:?}");
}

#[test]
fn text_stays_inside_its_card() {
    let mut fixture = Fixture::small();
    let texts = [
        "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz",
        "x",
        "日本語のとても長い文章がここに入ります。改行されます。",
        "",
    ];
    for (number, text) in (10..).zip(texts) {
        fixture.add(number, cell(0, TOUCHPOINTS, 2), text);
        fixture.change(number, |card| card.moment_of_truth = true);
    }
    let scene = fixture.scene();
    for (number, _) in (10..).zip(texts) {
        let rect = scene.layout.card_rect(card(number)).unwrap();
        let inside = Rect::from_min_size(pos2(0.0, 0.0), rect.size());
        for run in runs(&scene.card_items(card(number)).unwrap()) {
            assert!(run.origin.x >= 0.0 && run.origin.x + run.width <= inside.right(), "{run:?}");
            assert!(run.origin.y > 0.0 && run.origin.y < inside.bottom(), "{run:?}");
        }
    }
    assert!(says(&scene.card_items(card(13)).unwrap(), "No text yet"));
}

#[test]
fn cards_never_overlap_and_stay_in_their_cell() {
    let mut fixture = Fixture::small();
    for number in 10..30 {
        let text = "Word ".repeat(number as usize % 13);
        fixture.add(number, cell(0, TOUCHPOINTS, number % 3), &text);
    }
    let scene = fixture.scene();
    for cell in scene.layout.cells() {
        for card in &cell.cards {
            assert!(cell.rect.shrink(CELL_PADDING - 0.5).contains_rect(card.rect), "{card:?}");
            assert!(card.rect.contains_rect(card.text_rect), "{card:?}");
        }
        for pair in cell.cards.windows(2) {
            assert!(pair[1].rect.top() > pair[0].rect.bottom(), "{pair:?}");
        }
    }
}

#[test]
fn a_folded_band_keeps_its_curve_and_a_persona_in_focus_stands_alone() {
    let mut fixture = Fixture::empty(3);
    fixture.view.collapsed.insert(persona(1));
    let folded = fixture.scene();
    let band = folded.layout.band(Some(persona(1))).unwrap();
    assert!(band.collapsed && band.lanes.iter().all(|lane| lane.lane == FEELS));
    fixture.view.focus = Some(persona(1));
    let focused = fixture.scene();
    assert_eq!(focused.layout.bands.len(), 1);
    let band = focused.layout.band(Some(persona(1))).unwrap();
    assert!(!band.collapsed && band.lanes.len() == 3, "a persona in focus is open");
    assert!(!band.toggle.is_positive(), "and cannot be folded");
}

#[test]
fn a_lane_that_stands_once_stands_below_all_bands() {
    let mut fixture = Fixture::empty(2);
    let departments = LaneId::from_number(99);
    fixture.map(|map| {
        let kind = LaneKind::Cards(CardKind::Evidence);
        let lane = Lane { once: true, ..Lane::new("Departments", kind, Order::middle()) };
        map.lanes.insert_mut(departments, lane);
    });
    let here = model::Cell { persona: None, lane: departments, stage: stage(1) };
    fixture.add(7, here, "Sales");
    let scene = fixture.scene();
    let last = scene.layout.bands.last().unwrap();
    assert_eq!((last.persona, last.lanes.len()), (None, 1));
    assert!(scene.layout.bands[..2].iter().all(|band| band.rect.bottom() < last.rect.top()));
    assert!(scene.layout.bands[..2].iter().all(|band| band.lanes.len() == 3));
    assert_eq!(scene.layout.cell(here).unwrap().cards.len(), 1);
}

#[test]
fn a_curve_that_stands_once_names_everybody() {
    let mut fixture = Fixture::empty(3);
    for number in 0..3 {
        fixture.feel(number, 0, 10);
        fixture.feel(number, 1, 10 * number as i8 - 10);
    }
    fixture.map(|map| {
        let lane = Lane { once: true, ..map.lanes.get(&FEELS).unwrap().clone() };
        map.lanes.insert_mut(FEELS, lane);
    });
    let scene = fixture.scene();
    let curve = scene.layout.bands.last().unwrap().lanes[0].curve.as_ref().unwrap();
    assert_eq!((curve.persona, curve.points.len()), (None, 6));
    let at = CurveAt { persona: persona(1), stage: stage(1) };
    assert_eq!(scene.layout.point(at).unwrap().emotion, Some(Emotion::from_tenths(0)));
    for name in ["Persona 0", "Persona 1", "Persona 2"] {
        assert!(says(&scene.body, name), "{name}");
    }
}

#[test]
fn hidden_lanes_and_stages_outside_the_part_are_left_out() {
    let mut fixture = Fixture::small();
    fixture.map(|map| {
        let lane = Lane { hidden: true, ..map.lanes.get(&PAINS).unwrap().clone() };
        map.lanes.insert_mut(PAINS, lane);
    });
    fixture.view.stages = Some(1..=2);
    let scene = fixture.scene();
    let names: Vec<&str> = scene.layout.stages.iter().map(|stage| &*stage.name).collect();
    assert_eq!(names, ["Purchase", "Use"]);
    assert!(scene.layout.lane(Some(persona(0)), PAINS).is_none());
    assert_eq!(scene.layout.card_rect(card(0)), None);
    assert!(!says(&scene.content(), "advertisement"));
}

#[test]
fn fifteen_personas_have_a_band_each() {
    let mut fixture = Fixture::empty(15);
    let scene = fixture.scene();
    assert_eq!(scene.layout.bands.len(), 15);
    let disjoint = scene.layout.bands.windows(2).all(|p| p[0].rect.bottom() < p[1].rect.top());
    assert!(disjoint);
    assert!((0..15).all(|number| says(&scene.band_heads, &format!("Persona {number}"))));
}

#[test]
fn the_largest_gap_is_put_in_words() {
    let mut fixture = Fixture::small();
    fixture.measure(0, &[0.9, -1.9]);
    assert!(!says(&fixture.scene().body, "than we believed"), "0.7 is not worth words");
    fixture.measure(0, &[-0.3, -1.5]);
    let scene = fixture.scene();
    assert!(says(&scene.body, "1.3 worse than we believed"), "{:?}", words(&scene.body));
    assert_eq!(words(&scene.body).iter().filter(|text| *text == "n 182").count(), 2);
    fixture.view.show_measured = false;
    assert!(!says(&fixture.scene().body, "n 182"));
}

#[test]
fn labels_of_a_curve_never_meet() {
    let mut fixture = Fixture::small();
    for (number, tenths) in [(0, 20), (1, -20), (2, 20)] {
        fixture.feel(0, number, tenths);
        fixture.add(40 + number, cell(0, TOUCHPOINTS, number), "A moment that decides it all");
        fixture.change(40 + number, |card| card.moment_of_truth = true);
    }
    fixture.measure(0, &[1.2, -1.9, 0.4]);
    let scene = fixture.scene();
    let lane = scene.layout.lane(Some(persona(0)), FEELS).unwrap().rect;
    let labels: Vec<Rect> = runs(&scene.body)
        .iter()
        .filter(|run| lane.contains(run.origin))
        .map(|run| {
            Rect::from_min_max(
                pos2(run.origin.x, run.origin.y - 10.0),
                pos2(run.origin.x + run.width, run.origin.y + 3.0),
            )
        })
        .collect();
    assert!(labels.len() >= 4, "{labels:?}");
    for (index, label) in labels.iter().enumerate() {
        assert!(lane.contains_rect(*label), "{label:?}");
        assert!(!labels[..index].iter().any(|other| other.intersects(*label)), "{labels:?}");
    }
}

#[test]
fn an_empty_project_and_a_missing_map_are_no_trouble() {
    let mut fixture = Fixture::empty(0);
    assert!(fixture.scene().layout.bands.is_empty());
    fixture.map(|map| map.stages = model::Table::default());
    assert!(fixture.scene().layout.stages.is_empty());
    fixture.project.maps.remove_mut(&MAP);
    assert!(fixture.scene().content().is_empty());
}

#[test]
fn a_channel_uses_the_room_that_its_row_has() {
    let mut fixture = Fixture::small();
    let web = model::ChannelId::from_number(50);
    let channel = model::Channel::new("Messenger-Kundendienstkanal", "chat", Order::middle());
    fixture.project.channels.insert_mut(web, channel);
    let scene = fixture.scene();
    let shown = runs(&scene.card_items(card(0)).unwrap());
    let name = shown.iter().find(|run| run.text.starts_with("Messenger")).unwrap();
    // Left of the box with the initiator's letter and of the face.
    assert!(
        name.origin.x + name.width > 150.0,
        "{:?} ends at {}",
        name.text,
        name.origin.x + name.width
    );
}

#[test]
fn a_card_names_its_kind_by_the_word_of_the_inspector() {
    let mut fixture = Fixture::small();
    fixture.change(2, |card| card.kind = CardKind::Opportunity);
    let items = fixture.scene().card_items(card(2)).unwrap();
    assert!(says(&items, "opportunity"), "{:?}", words(&items));
}
