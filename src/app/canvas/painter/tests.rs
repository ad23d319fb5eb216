//! What egui is really given to paint, without a window.

use std::sync::Arc;

use egui::epaint::ClippedShape;
use egui::{Color32, Context, Pos2, RawInput, Vec2, ViewportId, pos2, vec2};
use scene::draw::{DrawList, GlyphRun};
use scene::text::{Align, TextEngine, TextStyle, Weight};

use super::*;

const TEXTS: [&str; 5] = [
    "Compares three tariffs and asks a friend which one to take",
    "AVATAR Wolf, fi ffi 12.50 € – “quoted”",
    "השוואת תעריפים (שלוש) לפני קנייה",
    "يقارن ثلاث خطط قبل الشراء",
    "比較三種資費方案 ここで比べる",
];

fn input(pixels_per_point: f32) -> RawInput {
    let mut input = RawInput {
        screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1600.0, 1000.0))),
        ..RawInput::default()
    };
    if let Some(viewport) = input.viewports.get_mut(&ViewportId::ROOT) {
        viewport.native_pixels_per_point = Some(pixels_per_point);
    }
    input
}

/// The shapes that a list becomes.
fn painted(
    list: &[Item],
    screen_from_doc: TSTransform,
    pixels_per_point: f32,
) -> Vec<ClippedShape> {
    let ctx = Context::default();
    crate::style::install(&ctx);
    let mut shapes = Vec::new();
    // Fonts are there from the second frame on.
    for _ in 0..2 {
        let output = ctx.run_ui(input(pixels_per_point), |ui| {
            paint(ui.painter(), list, screen_from_doc);
        });
        shapes.clone_from(&output.shapes);
        output.drop_without_applying_deltas();
    }
    shapes
}

fn runs() -> Vec<GlyphRun> {
    let mut engine = TextEngine::new();
    let style = TextStyle {
        size_px: 16.0,
        weight: Weight::Regular,
        color: Color32::BLACK,
        line_height_px: 22.0,
    };
    let mut runs = Vec::new();
    for (row, text) in TEXTS.iter().enumerate() {
        let block = engine.layout(text, style, Some(232.0), None, Align::Start);
        let offset = vec2(20.0, 20.0 + 120.0 * row as f32);
        runs.extend(block.runs.iter().map(|run| run.moved(offset)));
    }
    runs
}

/// The smallest x of a galley's glyphs, and the baseline, on the screen.
fn start_of(shape: &Shape) -> Option<Pos2> {
    let Shape::Text(text) = shape else { return None };
    let row = text.galley.rows.first()?;
    let x = row.row.glyphs.iter().map(|glyph| glyph.pos.x).fold(f32::INFINITY, f32::min);
    let y = row.row.glyphs.first()?.pos.y;
    Some(text.pos + row.pos.to_vec2() + vec2(x, y))
}

#[test]
fn galleys_stand_where_the_layout_put_their_runs() {
    let runs = runs();
    let mut list = DrawList::new();
    list.extend(runs.iter().cloned());
    for pixels_per_point in [1.0, 1.5, 2.0] {
        for zoom in [0.3, 0.6, 1.0, 1.37, 2.0] {
            let transform = TSTransform::new(vec2(3.3, 7.7), zoom);
            let shapes = painted(list.items(), transform, pixels_per_point);
            let starts: Vec<_> = shapes.iter().filter_map(|s| start_of(&s.shape)).collect();
            let inked: Vec<_> = runs.iter().filter(|run| !run.text.trim().is_empty()).collect();
            assert_eq!(starts.len(), runs.len(), "every run is one galley");
            for run in inked {
                let expected = transform * run.origin;
                let near = starts.iter().any(|start| {
                    let half = 0.5 / pixels_per_point + 0.01;
                    (start.x - expected.x).abs() <= half && (start.y - expected.y).abs() <= half
                });
                assert!(
                    near,
                    "{:?} at {expected:?}, zoom {zoom}, {pixels_per_point} ppp",
                    run.text
                );
            }
        }
    }
}

#[test]
fn galleys_are_as_wide_as_their_runs() {
    let runs = runs();
    for run in runs.iter().filter(|run| run.text.chars().count() > 4) {
        for zoom in [1.0, 1.5, 3.0] {
            let mut list = DrawList::new();
            list.push(run.moved(pos2(10.0, 30.0) - run.origin));
            let shapes = painted(list.items(), TSTransform::from_scaling(zoom), 1.0);
            let width = shapes.iter().find_map(|s| match &s.shape {
                Shape::Text(text) => Some(text.galley.size().x),
                _ => None,
            });
            let (width, expected) = (width.unwrap(), run.width * zoom);
            let off = (width - expected).abs();
            assert!(off <= 1.0 + 0.01 * expected, "{:?}: {width} not {expected}", run.text);
        }
    }
}

#[test]
fn unreadable_text_is_a_bar_as_long_as_the_text() {
    let run = runs().remove(0);
    let mut list = DrawList::new();
    list.push(run.clone());
    let zoom = 0.2;
    let shapes = painted(list.items(), TSTransform::from_scaling(zoom), 1.0);
    let bars: Vec<_> = shapes
        .iter()
        .filter_map(|s| match &s.shape {
            Shape::Rect(rect) => Some(rect.rect),
            _ => None,
        })
        .collect();
    assert_eq!(bars.len(), 1);
    assert!((bars[0].width() - run.width * zoom).abs() < 0.01);
    assert!(shapes.iter().all(|s| !matches!(s.shape, Shape::Text(_))));
}

#[test]
fn nothing_is_painted_beyond_the_screen_or_a_groups_clip() {
    let mut inner = DrawList::new();
    inner.rect(Rect::from_min_size(Pos2::ZERO, Vec2::splat(50.0)), Color32::WHITE);
    inner.rect(Rect::from_min_size(pos2(200.0, 0.0), Vec2::splat(50.0)), Color32::WHITE);
    let clip = Rect::from_min_size(Pos2::ZERO, Vec2::splat(100.0));
    let mut list = DrawList::new();
    list.push(Group {
        transform: TSTransform::new(vec2(10.0, 10.0), 2.0),
        clip: Some(clip),
        items: inner.finish(),
    });
    list.rect(Rect::from_min_size(pos2(9000.0, 0.0), Vec2::splat(50.0)), Color32::WHITE);
    let shapes = painted(list.items(), TSTransform::IDENTITY, 1.0);
    assert_eq!(shapes.len(), 1, "one of three rectangles is in view");
    assert_eq!(shapes[0].clip_rect, Rect::from_min_size(pos2(10.0, 10.0), Vec2::splat(200.0)));
    let Shape::Rect(rect) = &shapes[0].shape else { panic!("not a rectangle") };
    assert_eq!(rect.rect, Rect::from_min_size(pos2(10.0, 10.0), Vec2::splat(100.0)));
}

#[test]
fn a_view_that_is_not_a_number_paints_nothing() {
    let mut list = DrawList::new();
    list.rect(Rect::from_min_size(Pos2::ZERO, Vec2::splat(50.0)), Color32::WHITE);
    for scaling in [f32::NAN, 0.0, f32::INFINITY] {
        assert!(painted(list.items(), TSTransform::from_scaling(scaling), 1.0).is_empty());
    }
}

#[test]
fn brackets_in_right_to_left_text_are_mirrored() {
    let mut engine = TextEngine::new();
    let style = TextStyle {
        size_px: 16.0,
        weight: Weight::Regular,
        color: Color32::BLACK,
        line_height_px: 22.0,
    };
    let block = engine.line("x", style);
    let run = GlyphRun { rtl: true, text: Arc::from(" (– "), ..block.runs[0].clone() };
    let mut list = DrawList::new();
    list.push(run);
    let shapes = painted(list.items(), TSTransform::IDENTITY, 1.0);
    let text = shapes.iter().find_map(|s| match &s.shape {
        Shape::Text(text) => Some(text.galley.text().to_owned()),
        _ => None,
    });
    assert_eq!(text.as_deref(), Some(" –) "));
}
