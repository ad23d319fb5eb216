use std::{io::Cursor, sync::Arc};

use emath::{Pos2, TSTransform, Vec2, pos2, vec2};
use scene::{
    draw::{
        BandItem, Dash, DrawList, Group, ImageItem, PathItem, Pixels, Radii, RoundRectItem, Stroke,
    },
    icon::Icon,
    text::{Align, TextEngine},
    theme::{TextRole, Theme},
};

use super::*;

const WHITE: [u8; 4] = [255, 255, 255, 255];
const BLACK: [u8; 4] = [0, 0, 0, 255];
const RED: [u8; 4] = [255, 0, 0, 255];

fn area(width: f32, height: f32) -> Rect {
    Rect::from_min_size(Pos2::ZERO, vec2(width, height))
}

fn render(list: &DrawList, bounds: Rect, scale: f32) -> RgbaImage {
    render_rgba(list.items(), bounds, scale, Some(Color32::WHITE)).unwrap()
}

impl RgbaImage {
    fn at(&self, x: u32, y: u32) -> [u8; 4] {
        let start = (y * self.width + x) as usize * 4;
        self.pixels[start..start + 4].try_into().unwrap()
    }

    /// The smallest rectangle (left, top, right, bottom) with all pixels that are not white.
    fn ink(&self) -> Option<[u32; 4]> {
        let mut ink: Option<[u32; 4]> = None;
        for y in 0..self.height {
            for x in (0..self.width).filter(|x| self.at(*x, y) != WHITE) {
                let [left, top, right, bottom] = ink.unwrap_or([x, y, x, y]);
                ink = Some([left.min(x), top.min(y), right.max(x), bottom.max(y)]);
            }
        }
        ink
    }

    /// How many rows of text stand above each other: runs of rows with ink.
    fn rows_of_ink(&self) -> usize {
        let has_ink = |y| (0..self.width).any(|x| self.at(x, y) != WHITE);
        let rows: Vec<bool> = (0..self.height).map(has_ink).collect();
        rows.windows(2).filter(|pair| !pair[0] && pair[1]).count()
    }
}

fn write(list: &DrawList, bounds: Rect, scale: f32, ground: Option<Color32>) -> Vec<u8> {
    let mut out = Vec::new();
    let go_on = &mut |_| ControlFlow::Continue(());
    render_png(list.items(), bounds, scale, ground, &mut out, go_on).unwrap();
    out
}

#[test]
fn shapes_have_their_colours_where_they_stand() {
    let mut list = DrawList::new();
    list.rect(Rect::from_min_max(pos2(10.0, 10.0), pos2(20.0, 20.0)), Color32::RED);
    list.push(PathItem::circle(pos2(40.0, 15.0), 8.0).filled(Color32::BLACK));
    let image = render(&list, area(60.0, 30.0), 1.0);
    assert_eq!((image.width, image.height), (60, 30));
    assert_eq!((image.at(9, 15), image.at(10, 10), image.at(19, 19)), (WHITE, RED, RED));
    assert_eq!((image.at(20, 15), image.at(40, 15), image.at(33, 8)), (WHITE, BLACK, WHITE));
}

#[test]
fn groups_move_scale_and_clip() {
    let mut inner = DrawList::new();
    inner.rect(area(10.0, 10.0), Color32::RED);
    let mut list = DrawList::new();
    list.push(Group {
        transform: TSTransform::new(vec2(10.0, 5.0), 2.0),
        clip: Some(area(5.0, 10.0)),
        items: inner.finish(),
    });
    list.rect(Rect::from_min_size(pos2(35.0, 5.0), Vec2::splat(2.0)), Color32::BLACK);
    let image = render(&list, area(40.0, 30.0), 1.0);
    // The children's 10 x 10 became 20 x 20 at 10,5; the clip halves its width.
    assert_eq!((image.at(10, 5), image.at(19, 24)), (RED, RED));
    assert_eq!((image.at(9, 5), image.at(20, 10), image.at(10, 25)), (WHITE, WHITE, WHITE));
    assert_eq!(image.at(36, 6), BLACK, "the clip ends with its group");
}

#[test]
fn dashes_leave_gaps_as_long_as_they_say() {
    let mut list = DrawList::new();
    let dashed = Stroke::dashed(4.0, Color32::BLACK, Dash::two(8.0, 4.0));
    list.line(pos2(0.0, 5.0), pos2(60.0, 5.0), dashed);
    let image = render(&list, area(60.0, 10.0), 2.0);
    for dash in 0..5 {
        let start = dash * 24;
        assert_eq!(image.at(start + 1, 10), BLACK, "dash {dash}");
        assert_eq!(image.at(start + 14, 10), BLACK, "dash {dash}");
        assert_eq!(image.at(start + 17, 10), WHITE, "gap {dash}");
        assert_eq!(image.at(start + 22, 10), WHITE, "gap {dash}");
    }
    assert_eq!((image.at(4, 5), image.at(4, 15)), (WHITE, WHITE), "four units wide");
}

#[test]
fn corners_are_round_only_where_they_should_be() {
    let mut list = DrawList::new();
    list.push(RoundRectItem {
        rect: area(20.0, 20.0),
        radii: Radii::left(8.0),
        fill: Color32::BLACK,
        stroke: Stroke::NONE,
    });
    let image = render(&list, area(20.0, 20.0), 1.0);
    assert_eq!((image.at(0, 0), image.at(0, 19)), (WHITE, WHITE));
    assert_eq!((image.at(19, 0), image.at(19, 19), image.at(0, 10)), (BLACK, BLACK, BLACK));
}

#[test]
fn a_band_fills_between_lines_that_cross() {
    let mut list = DrawList::new();
    list.push(BandItem {
        upper: [pos2(0.0, 5.0), pos2(40.0, 25.0)].into(),
        lower: [pos2(0.0, 25.0), pos2(40.0, 5.0)].into(),
        fill: Color32::RED,
    });
    let image = render(&list, area(40.0, 30.0), 1.0);
    assert_eq!((image.at(3, 15), image.at(36, 15)), (RED, RED));
    assert_eq!((image.at(20, 8), image.at(20, 22)), (WHITE, WHITE));
}

#[test]
fn pictures_are_stretched_and_missing_ones_leave_their_ground() {
    let picture = Pixels { width: 2, height: 1, rgba: [RED, BLACK].concat().into() };
    let item = |pixels, left| ImageItem {
        key: "portrait".into(),
        rect: Rect::from_min_size(pos2(left, 0.0), Vec2::splat(20.0)),
        radius: 10.0,
        alt: "Anna".into(),
        pixels,
        placeholder: Color32::BLACK,
    };
    let mut list = DrawList::new();
    list.push(item(Some(Arc::new(picture)), 0.0));
    list.push(item(None, 20.0));
    let broken = Pixels { width: 9, height: 9, rgba: [].into() };
    list.push(item(Some(Arc::new(broken)), 40.0));
    let image = render(&list, area(60.0, 20.0), 1.0);
    assert_eq!((image.at(2, 10), image.at(17, 10)), (RED, BLACK));
    assert_eq!(image.at(0, 0), WHITE, "round");
    assert_eq!((image.at(30, 10), image.at(50, 10)), (BLACK, BLACK));
}

#[test]
fn every_script_leaves_ink_where_its_line_stands() {
    let mut engine = TextEngine::new();
    let style = Theme::LIGHT.style(TextRole::Card);
    let samples = ["Anna", "مرحبا", "שלום", "สวัสดี", "नमस्ते", "お客様", "客户", "고객", "😀", "𒀀"];
    for text in samples {
        let block = engine.layout(text, style, Some(180.0), None, Align::Start);
        let mut list = DrawList::new();
        list.extend(block.at(pos2(10.0, 9.0)));
        let image = render(&list, area(200.0, 40.0), 1.0);
        let [left, top, right, bottom] = image.ink().unwrap_or_else(|| panic!("{text}: no ink"));
        assert!(top >= 4 && bottom <= 36, "{text}: {top} to {bottom}");
        let width = block.width as u32;
        assert!((width / 2..=width + 3).contains(&(right - left)), "{text}: {left} to {right}");
        if text == "مرحبا" || text == "שלום" {
            assert!(right > 180, "{text} starts at the right, yet ends at {right}");
        }
    }
}

#[test]
fn line_breaks_and_places_are_the_same_at_every_scale() {
    let mut engine = TextEngine::new();
    let style = Theme::LIGHT.style(TextRole::Card);
    let text = "Compares three tariffs on our self-service site";
    let block = engine.layout(text, style, Some(150.0), None, Align::Start);
    assert_eq!(block.lines.len(), 3);
    let mut list = DrawList::new();
    list.extend(block.at(pos2(4.0, 4.0)));
    let base = render(&list, area(160.0, 80.0), 1.0).ink().unwrap();
    for scale in [0.75, 1.25, 1.5, 2.0, 3.0, 4.0] {
        let image = render(&list, area(160.0, 80.0), scale);
        assert_eq!(image.rows_of_ink(), 3, "at {scale}");
        for (edge, at_one) in image.ink().unwrap().into_iter().zip(base) {
            let expected = at_one as f32 * scale;
            assert!((edge as f32 - expected).abs() <= scale + 1.5, "at {scale}: {edge}");
        }
    }
}

#[test]
fn bands_join_without_a_seam() {
    let mut engine = TextEngine::new();
    let style = Theme::LIGHT.style(TextRole::Title);
    let mut list = DrawList::new();
    for row in 0..30_u8 {
        let y = f32::from(row) * 20.0;
        list.extend(engine.line("Onboarding gejipq", style).at(pos2(3.3, y)));
        list.line(pos2(0.0, y), pos2(80.0, y + 33.0), Stroke::solid(1.5, Color32::RED));
        list.push(Icon::Star.run(pos2(330.0, y), 24.0, Color32::BLACK));
    }
    let whole = render(&list, area(360.0, 600.0), 1.0);
    // The rows around the first seam, from a picture that has none there.
    let part = Rect::from_min_max(pos2(0.0, 200.0), pos2(360.0, 300.0));
    let part = render(&list, part, 1.0);
    for y in 0..100 {
        for x in 0..360 {
            let (a, b) = (whole.at(x, y + 200), part.at(x, y));
            let far = a.iter().zip(b).any(|(a, b)| a.abs_diff(b) > 4);
            assert!(!far, "at {x},{y}: {a:?} and {b:?}");
        }
    }
}

#[test]
fn a_transparent_ground_stays_transparent_and_tints_keep_their_colour() {
    let mut list = DrawList::new();
    #[expect(clippy::disallowed_methods, reason = "any half-transparent colour will do")]
    let tint = Color32::from_rgba_unmultiplied(200, 100, 40, 128);
    list.rect(Rect::from_min_max(pos2(4.0, 0.0), pos2(8.0, 8.0)), tint);
    let bytes = write(&list, area(8.0, 8.0), 1.0, None);
    let mut reader = ::png::Decoder::new(Cursor::new(bytes)).read_info().unwrap();
    assert_eq!(reader.info().color_type, ColorType::Rgba);
    let mut pixels = vec![0; 8 * 8 * 4];
    reader.next_frame(&mut pixels).unwrap();
    assert_eq!(pixels[..4], [0; 4]);
    let [r, g, b, a] = pixels[16..20].try_into().unwrap();
    assert!(r.abs_diff(200) < 3 && g.abs_diff(100) < 3 && b.abs_diff(40) < 3, "{r} {g} {b}");
    assert!(a.abs_diff(128) < 2);
}

#[test]
fn a_file_tells_its_printed_size_and_is_the_same_every_time() {
    let mut engine = TextEngine::new();
    let mut list = DrawList::new();
    list.extend(engine.line("Twice", Theme::LIGHT.style(TextRole::Stage)).at(pos2(2.0, 2.0)));
    let bytes = write(&list, area(70.0, 30.0), 2.0, Some(Color32::WHITE));
    assert_eq!(bytes, write(&list, area(70.0, 30.0), 2.0, Some(Color32::WHITE)));
    let mut reader = ::png::Decoder::new(Cursor::new(&bytes)).read_info().unwrap();
    let info = reader.info();
    assert_eq!((info.width, info.height, info.color_type), (140, 60, ColorType::Rgb));
    // 192 dots per inch.
    let dims = info.pixel_dims.unwrap();
    assert_eq!((dims.xppu, dims.yppu), (7559, 7559));
    assert!(info.srgb.is_some());
    let mut rgb = vec![0; 140 * 60 * 3];
    reader.next_frame(&mut rgb).unwrap();
    let memory = render(&list, area(70.0, 30.0), 2.0);
    let (memory, _) = memory.pixels.as_chunks::<4>();
    let expected: Vec<u8> = memory.iter().flat_map(|[r, g, b, _]| [*r, *g, *b]).collect();
    assert!(rgb == expected, "file and memory differ");
}

#[test]
fn progress_rises_to_one_and_can_stop() {
    let mut list = DrawList::new();
    list.rect(area(10.0, 1000.0), Color32::RED);
    let (mut seen, mut out) = (Vec::new(), Vec::new());
    let mut note = |done: f32| {
        seen.push(done);
        ControlFlow::Continue(())
    };
    render_png(list.items(), area(10.0, 1000.0), 1.0, None, &mut out, &mut note).unwrap();
    assert!(seen.len() > 2 && seen.windows(2).all(|pair| pair[0] < pair[1]));
    assert_eq!(seen.last(), Some(&1.0));

    let mut calls = 0;
    let mut stop = |_| {
        calls += 1;
        ControlFlow::Break(())
    };
    let stopped = render_png(list.items(), area(10.0, 1000.0), 1.0, None, &mut out, &mut stop);
    assert!(matches!(stopped, Err(ExportError::Cancelled)));
    assert_eq!(calls, 1);
}

#[test]
fn sizes_that_cannot_be_made_are_refused_before_anything_is_written() {
    let mut list = DrawList::new();
    list.rect(area(1.0, 1.0), Color32::RED);
    let mut out = Vec::new();
    let go_on = &mut |_| ControlFlow::Continue(());
    let wide = render_png(list.items(), area(20_000.0, 10.0), 4.0, None, &mut out, go_on);
    let Err(error @ ExportError::TooLarge { width_px: 80_000, height_px: 40, .. }) = wide else {
        panic!("{wide:?}");
    };
    insta::assert_snapshot!(
        error,
        @"The picture would be 80000 x 40 pixels; 65535 is the most per side. Choose a smaller scale or fewer stages."
    );
    for (bounds, scale) in [
        (Rect::NOTHING, 1.0),
        (Rect::NAN, 1.0),
        (area(0.0, 10.0), 1.0),
        (area(10.0, 10.0), 0.0),
        (area(10.0, 10.0), f32::NAN),
    ] {
        let result = render_png(list.items(), bounds, scale, None, &mut out, go_on);
        assert!(matches!(result, Err(ExportError::Empty)), "{bounds:?} {scale}");
    }
    assert!(out.is_empty());
    let huge = render_rgba(list.items(), area(60_000.0, 60_000.0), 1.0, None);
    assert!(matches!(huge, Err(ExportError::TooLarge { .. })));
}

#[test]
fn the_widest_picture_is_made_in_low_bands() {
    let view = View::new(area(65_535.0, 300.0), 1.0).unwrap();
    let bands = bands(view);
    assert!(bands.len() > 2);
    assert_eq!(bands.iter().map(|(_, rows)| u32::from(*rows)).sum::<u32>(), 300);
    assert!(bands.iter().all(|(_, rows)| usize::from(*rows) * 65_535 * 4 <= BAND_BYTES));
    let view = View::new(area(10.0, 65_535.0), 1.0).unwrap();
    assert_eq!(super::bands(view).first(), Some(&(0, BAND_ROWS)));
}

#[test]
fn items_at_the_edge_of_what_is_allowed_are_painted_like_any_other() {
    let far = [-1.0e30, -1.0e6, -1.0, 0.0, 0.5, 70.0, 1.0e6, f32::NAN];
    let stroke = Stroke::dashed(1.0, Color32::BLACK, Dash::two(0.5, 0.5));
    for (step, x) in far.into_iter().enumerate() {
        let at = |turn: usize| far[(step * 3 + turn) % far.len()];
        let mut list = DrawList::new();
        let points = [pos2(x, at(1)), pos2(at(2), at(3)), pos2(at(4), x)];
        list.push(PathItem::polyline(&points, true).filled(Color32::RED).stroked(stroke));
        list.push(PathItem::circle(pos2(x, at(1)), at(2)).stroked(stroke));
        list.round_rect(Rect::from_two_pos(points[0], points[1]), at(5), Color32::RED, stroke);
        list.push(BandItem { upper: points.into(), lower: points.into(), fill: Color32::RED });
        list.push(Icon::Star.run(points[2], at(6), Color32::RED));
        list.rect(Rect::EVERYTHING, Color32::GREEN);
        let image = render(&list, area(16.0, 16.0), 4.0);
        assert_eq!(image.at(63, 63), [0, 255, 0, 255], "{x}");
    }
}
