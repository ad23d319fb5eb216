use emath::{TSTransform, pos2, vec2};
use proptest::prelude::*;

use super::*;
use crate::{
    icon::Icon,
    text::TextEngine,
    theme::{Marker, TextRole, Theme},
};

fn square(x: f32, y: f32, side: f32) -> Rect {
    Rect::from_min_size(pos2(x, y), Vec2::splat(side))
}

#[test]
fn a_card_dumps_as_lines_that_one_can_review() {
    let theme = &Theme::LIGHT;
    let mut engine = TextEngine::new();
    let mut card = DrawList::new();
    let rect = Rect::from_min_size(pos2(0.0, 0.0), vec2(256.0, 64.0));
    card.push(RoundRectItem {
        rect,
        radii: Radii::same(6.0),
        fill: theme.kind(model::CardKind::Pain).fill,
        stroke: Stroke::dashed(1.0, theme.map.border, Dash::two(4.0, 3.0)),
    });
    let bar = Rect::from_min_size(rect.min, vec2(6.0, 64.0));
    let accent = theme.kind(model::CardKind::Pain).accent;
    card.push(RoundRectItem {
        rect: bar,
        radii: Radii::left(6.0),
        fill: accent,
        stroke: Stroke::NONE,
    });
    card.extend(engine.line("Bill wording", theme.style(TextRole::Card)).at(pos2(18.0, 12.0)));
    card.push(Icon::Star.run(pos2(236.0, 20.0), 20.0, accent));
    let mut list = DrawList::new();
    list.anchor("card-1", "Pain: Bill wording", rect.translate(vec2(8.0, 16.0)));
    list.push(Group {
        transform: TSTransform::from_translation(vec2(8.0, 16.0)),
        clip: Some(rect.expand(1.0)),
        items: card.finish(),
    });
    list.push(BandItem {
        upper: [pos2(0.0, 10.0), pos2(10.0, 12.0)].into(),
        lower: [pos2(0.0, 14.0), pos2(10.0, 18.0)].into(),
        fill: theme.map.interval,
    });
    list.push(
        PathItem::new(
            pos2(0.0, 0.0),
            [Segment::Cubic(pos2(5.0, 0.0), pos2(5.0, 9.0), pos2(10.0, 9.0))],
            false,
        )
        .stroked(Stroke::solid(2.5, theme.persona(0).color)),
    );
    insta::assert_snapshot!(list.dump(), @r#"
    anchor card-1 "Pain: Bill wording" 8,16 256x64
    group at 8,16 clip -1,-1 258x66
      round-rect 0,0 256x64 radius 6 fill #fbd9cc stroke 1 #7d8999 4 3
      round-rect 0,0 6x64 radius 6/0/0/6 fill #7a2408
      glyphs "Bill wording" at 18,28.8 width 87.1 doc/Inter-Regular 16 #1b2430
      glyphs "\u{f09a}" at 226,30 width 20 doc/Icons 20 #7a2408
    band 0,10/14 10,12/18 fill #5964742e
    path M 0,0 C 5,0 5,9 10,9 stroke 2.5 #0b4fb3
    "#);
}

#[test]
fn what_is_not_finite_or_far_away_is_repaired() {
    let mut list = DrawList::new();
    list.rect(Rect::EVERYTHING, Color32::BLACK);
    list.rect(Rect::NOTHING, Color32::BLACK);
    list.rect(Rect::NAN, Color32::BLACK);
    list.line(
        pos2(f32::NAN, 1.0e30),
        pos2(f32::NEG_INFINITY, 3.0),
        Stroke::solid(f32::NAN, Color32::BLACK),
    );
    list.round_rect(square(0.0, 0.0, 10.0), 1.0e9, Color32::BLACK, Stroke::NONE);
    list.push(Group {
        transform: TSTransform::new(vec2(f32::INFINITY, 0.0), f32::NAN),
        clip: None,
        items: Items::default(),
    });
    insta::assert_snapshot!(list.dump(), @"
    rect -1000000,-1000000 2000000x2000000 fill #000000
    rect 1000000,1000000 0x0 fill #000000
    rect 0,0 0x0 fill #000000
    path M 0,1000000 L -1000000,3
    round-rect 0,0 10x10 radius 5 fill #000000
    group at 1000000,0
    ");
}

#[test]
fn a_dash_that_would_never_end_becomes_a_solid_line() {
    for dash in [Dash::two(0.0, 0.0), Dash::two(4.0, f32::NAN), Dash::two(-1.0, 3.0)] {
        let mut list = DrawList::new();
        list.line(pos2(0.0, 0.0), pos2(9.0, 0.0), Stroke::dashed(1.0, Color32::BLACK, dash));
        let Some(Item::Path(path)) = list.items().first() else { panic!("no path") };
        assert!(path.stroke.dash.is_solid(), "{dash:?}");
    }
    let stroke = Stroke::dashed(1.0, Color32::BLACK, Dash::two(4.0, 4.0));
    for (right, solid) in [(20_000.0, false), (1.0e6, true)] {
        let mut list = DrawList::new();
        list.line(pos2(0.0, 0.0), pos2(right, 0.0), stroke);
        list.round_rect(
            Rect::from_min_size(Pos2::ZERO, vec2(right, 8.0)),
            2.0,
            Color32::RED,
            stroke,
        );
        for item in list.items() {
            let (Item::Path(PathItem { stroke, .. })
            | Item::RoundRect(RoundRectItem { stroke, .. })) = item
            else {
                panic!("{item:?}");
            };
            assert_eq!(stroke.dash.is_solid(), solid, "{right}");
        }
    }
}

#[test]
fn sound_items_are_kept_as_they_are_and_share_their_points() {
    let path = PathItem::circle(pos2(5.0, 5.0), 4.0).filled(Color32::BLACK);
    let mut list = DrawList::new();
    list.push(path.clone());
    let Some(Item::Path(kept)) = list.items().first() else { panic!("no path") };
    assert_eq!(kept, &path);
    assert!(Arc::ptr_eq(&kept.segments, &path.segments));
}

#[test]
fn bounds_follow_transform_clip_and_line_width() {
    let mut inner = DrawList::new();
    inner.rect(square(0.0, 0.0, 100.0), Color32::BLACK);
    let items = inner.finish();
    let mut list = DrawList::new();
    list.push(Group {
        transform: TSTransform::new(vec2(10.0, 20.0), 2.0),
        clip: Some(Rect::from_min_max(pos2(0.0, 0.0), pos2(50.0, 10.0))),
        items: items.clone(),
    });
    assert_eq!(list.bounds(), Rect::from_min_max(pos2(10.0, 20.0), pos2(110.0, 40.0)));

    let stroke = Stroke::solid(4.0, Color32::BLACK);
    let line = PathItem::polyline(&[pos2(0.0, 0.0), pos2(10.0, 0.0)], false).stroked(stroke);
    assert_eq!(line.bounds(), Rect::from_min_max(pos2(-2.0, -2.0), pos2(12.0, 2.0)));

    let outside =
        Group { transform: TSTransform::IDENTITY, clip: Some(square(500.0, 500.0, 10.0)), items };
    assert!(!outside.bounds().is_positive());
}

#[test]
fn a_round_rectangle_is_as_wide_as_it_says_and_cuts_only_round_corners() {
    let rect = square(10.0, 10.0, 20.0);
    let item = |radii| RoundRectItem { rect, radii, fill: Color32::BLACK, stroke: Stroke::NONE };
    let path = item(Radii::left(8.0)).path();
    assert_eq!(path.bounds(), rect);
    let points = path.flatten(0.05);
    let nearest =
        |corner: Pos2| points.iter().map(|p| p.distance(corner)).fold(f32::INFINITY, f32::min);
    assert_eq!(nearest(rect.right_top()), 0.0);
    assert_eq!(nearest(rect.right_bottom()), 0.0);
    // A quarter circle passes its corner at (sqrt 2 - 1) radii.
    for corner in [rect.left_top(), rect.left_bottom()] {
        assert!((nearest(corner) - 8.0 * (2.0_f32.sqrt() - 1.0)).abs() < 0.1, "{corner:?}");
    }
}

#[test]
fn flattening_stays_within_the_tolerance() {
    let circle = PathItem::circle(pos2(0.0, 0.0), 100.0);
    let points = circle.flatten(0.1);
    for pair in points.windows(2) {
        let [a, b] = pair else { continue };
        let middle = a.lerp(*b, 0.5).to_vec2().length();
        assert!((99.85..100.1).contains(&middle), "{middle}");
    }
    assert!(points.len() < 100, "{} points are too many", points.len());
}

#[test]
fn markers_stay_near_their_point() {
    for marker in [Marker::Circle, Marker::Square, Marker::Triangle, Marker::Diamond] {
        let bounds = marker.path(pos2(50.0, 50.0), 10.0).bounds();
        assert!(bounds.contains(pos2(50.0, 50.0)));
        assert!(square(35.0, 35.0, 30.0).contains_rect(bounds), "{marker:?}: {bounds:?}");
    }
}

proptest! {
    #[test]
    fn no_number_that_goes_in_comes_out_of_range(
        values in proptest::array::uniform8(proptest::num::f32::ANY),
    ) {
        let [a, b, c, d, e, f, g, h] = values;
        let stroke = Stroke::dashed(a, Color32::BLACK, Dash::two(b, c));
        let mut list = DrawList::new();
        list.round_rect(Rect { min: pos2(a, b), max: pos2(c, d) }, e, Color32::BLACK, stroke);
        let segments = [Segment::Line(pos2(c, d)), Segment::Cubic(pos2(e, f), pos2(g, h), pos2(a, c))];
        list.push(PathItem::new(pos2(a, b), segments, true).stroked(stroke));
        list.push(BandItem {
            upper: [pos2(a, b), pos2(c, d)].into(),
            lower: [pos2(a, h)].into(),
            fill: Color32::BLACK,
        });
        list.push(Icon::Star.run(pos2(a, b), c, Color32::BLACK));
        list.anchor("x", "y", Rect { min: pos2(h, g), max: pos2(f, e) });
        let sane = |r: Rect| r.is_finite() && !r.is_negative() && r.max.x <= 4.0e6 && r.min.x >= -4.0e6;
        for item in list.items() {
            prop_assert!(sane(item.bounds()), "{item:?}");
        }
        prop_assert!(!list.dump().contains("NaN") && !list.dump().contains("inf"));
    }
}
