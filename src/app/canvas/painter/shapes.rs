//! Everything but text.

use egui::emath::TSTransform;
use egui::epaint::{BandPoint, BandShape, PathShape, PathStroke, RectShape};
use egui::{Color32, CornerRadius, Pos2, Rect, Shape, Stroke, StrokeKind, pos2, vec2};
use scene::draw::{BandItem, Dash, ImageItem, PathItem, Radii, RectItem, RoundRectItem};

/// How far a curve's chords may lie from it, in screen points.
const TOLERANCE_PX: f32 = 0.2;

/// Dashes shorter than this together with their gaps look like a line, and are drawn as one.
const SHORTEST_DASH_PX: f32 = 1.5;

/// A corner radius this near to whole points is painted by egui itself, which knows only those.
const WHOLE_PX: f32 = 0.02;

/// Corners smaller than this cannot be told from square ones.
const SQUARE_PX: f32 = 0.5;

fn stroke(stroke: scene::draw::Stroke, screen_from_doc: TSTransform) -> Stroke {
    if stroke.is_none() {
        Stroke::NONE
    } else {
        Stroke::new(stroke.width_px * screen_from_doc.scaling, stroke.color)
    }
}

pub(super) fn rect(shapes: &mut Vec<Shape>, item: &RectItem, screen_from_doc: TSTransform) {
    let rect = screen_from_doc * item.rect;
    box_shape(shapes, rect, CornerRadius::ZERO, item.fill, item.stroke, screen_from_doc);
}

/// A rectangle with corners that egui can paint; a dashed outline goes around it as a line.
fn box_shape(
    shapes: &mut Vec<Shape>,
    rect: Rect,
    radius: CornerRadius,
    fill: Color32,
    outline: scene::draw::Stroke,
    screen_from_doc: TSTransform,
) {
    let line = stroke(outline, screen_from_doc);
    if outline.dash.is_solid() || line.is_empty() {
        shapes.push(RectShape::new(rect, radius, fill, line, StrokeKind::Middle).into());
        return;
    }
    shapes.push(RectShape::filled(rect, radius, fill).into());
    let radius = f32::from(radius.nw);
    let points = outline_of(rect, Radii::same(radius));
    lines(shapes, points, true, line, outline.dash, screen_from_doc.scaling);
}

pub(super) fn round_rect(
    shapes: &mut Vec<Shape>,
    item: &RoundRectItem,
    screen_from_doc: TSTransform,
) {
    let rect = screen_from_doc * item.rect;
    let scale = screen_from_doc.scaling;
    let Radii { nw, ne, se, sw } = item.radii;
    let radii = Radii { nw: nw * scale, ne: ne * scale, se: se * scale, sw: sw * scale };
    if let Some(radius) = whole(radii)
        && item.stroke.dash.is_solid()
    {
        box_shape(shapes, rect, radius, item.fill, item.stroke, screen_from_doc);
        return;
    }
    let points = outline_of(rect, radii);
    let line = stroke(item.stroke, screen_from_doc);
    if item.stroke.dash.is_solid() {
        shapes.push(PathShape::convex_polygon(points, item.fill, line).into());
    } else {
        shapes.push(PathShape::convex_polygon(points.clone(), item.fill, Stroke::NONE).into());
        lines(shapes, points, true, line, item.stroke.dash, scale);
    }
}

/// The radii as egui's whole points, if they are.
fn whole(radii: Radii) -> Option<CornerRadius> {
    let whole = |radius: f32| {
        if radius < SQUARE_PX {
            return Some(0);
        }
        let near = radius.round();
        ((near - radius).abs() <= WHOLE_PX && near <= 255.0).then_some(near as u8)
    };
    Some(CornerRadius {
        nw: whole(radii.nw)?,
        ne: whole(radii.ne)?,
        sw: whole(radii.sw)?,
        se: whole(radii.se)?,
    })
}

/// The outline of a rectangle with round corners, clockwise from the upper left.
fn outline_of(rect: Rect, radii: Radii) -> Vec<Pos2> {
    let limit = rect.size().min_elem().max(0.0) / 2.0;
    let corners = [
        (rect.left_top(), radii.nw, vec2(1.0, 1.0), 2.0),
        (rect.right_top(), radii.ne, vec2(-1.0, 1.0), 3.0),
        (rect.right_bottom(), radii.se, vec2(-1.0, -1.0), 0.0),
        (rect.left_bottom(), radii.sw, vec2(1.0, -1.0), 1.0),
    ];
    let mut points = Vec::with_capacity(32);
    for (corner, radius, inwards, quarter) in corners {
        let radius = radius.clamp(0.0, limit);
        if radius < SQUARE_PX {
            points.push(corner);
            continue;
        }
        let center = corner + inwards * radius;
        // The chord of an angle a lies radius * (1 - cos(a / 2)), about radius * a^2 / 8, inside.
        let angle = (8.0 * TOLERANCE_PX / radius).sqrt();
        let steps = (std::f32::consts::FRAC_PI_2 / angle).ceil().clamp(2.0, 32.0);
        for step in 0..=steps as u32 {
            let turn = (quarter + step as f32 / steps) * std::f32::consts::FRAC_PI_2;
            points.push(center + egui::Vec2::angled(turn) * radius);
        }
    }
    points
}

pub(super) fn path(shapes: &mut Vec<Shape>, item: &PathItem, screen_from_doc: TSTransform) {
    let scale = screen_from_doc.scaling;
    let mut points = item.flatten(TOLERANCE_PX / scale.max(f32::EPSILON));
    for point in &mut points {
        *point = screen_from_doc * *point;
    }
    points.dedup();
    let line = stroke(item.stroke, screen_from_doc);
    let is_filled = item.closed && item.fill.a() > 0 && points.len() > 2;
    if is_filled {
        // A closed flattening ends where it began; egui joins the ends itself.
        if points.len() > 3 && points.first() == points.last() {
            points.pop();
        }
        if item.stroke.dash.is_solid() {
            shapes.push(PathShape::convex_polygon(points, item.fill, line).into());
            return;
        }
        shapes.push(PathShape::convex_polygon(points.clone(), item.fill, Stroke::NONE).into());
    }
    lines(shapes, points, item.closed, line, item.stroke.dash, scale);
}

/// A line through points, dashed or not.
fn lines(
    shapes: &mut Vec<Shape>,
    mut points: Vec<Pos2>,
    closed: bool,
    line: Stroke,
    dash: Dash,
    scale: f32,
) {
    if line.is_empty() || points.len() < 2 {
        return;
    }
    let lengths = dash.lengths_px();
    let period: f32 = lengths.iter().sum::<f32>() * scale;
    let even = lengths.len().is_multiple_of(2);
    if dash.is_solid() || !even || period.is_nan() || period < SHORTEST_DASH_PX {
        if let [from, to] = *points {
            // egui sets upright and level segments on whole pixels, longer paths it does not.
            shapes.push(Shape::line_segment([from, to], line));
            return;
        }
        let stroke = PathStroke::from(line);
        let (fill, closed) = (Color32::TRANSPARENT, closed && points.len() > 2);
        shapes.push(PathShape { points, closed, fill, stroke }.into());
        return;
    }
    if closed && let Some(first) = points.first().copied() {
        points.push(first);
    }
    // Lengths of nothing would never come to the line's end.
    let every = |offset: usize| -> Vec<f32> {
        lengths.iter().skip(offset).step_by(2).map(|length| (length * scale).max(0.25)).collect()
    };
    let (on, off) = (every(0), every(1));
    Shape::dashed_line_many_with_offset(&points, line, &on, &off, 0.0, shapes);
}

pub(super) fn band(shapes: &mut Vec<Shape>, item: &BandItem, screen_from_doc: TSTransform) {
    let pairs = item.upper.iter().zip(item.lower.iter());
    let mut points: Vec<BandPoint> = Vec::with_capacity(item.upper.len());
    let mut before: Option<(Pos2, Pos2)> = None;
    for (upper, lower) in pairs {
        let (upper, lower) = (screen_from_doc * *upper, screen_from_doc * *lower);
        if let Some(crossing) = before.and_then(|before| crossing(before, (upper, lower))) {
            points.push(BandPoint::new(crossing.x, crossing.y..=crossing.y));
        }
        let range = upper.y.min(lower.y)..=upper.y.max(lower.y);
        points.push(BandPoint::new(upper.x, range));
        before = Some((upper, lower));
    }
    if points.len() > 1 {
        shapes.push(BandShape::filled(points, item.fill).into());
    }
}

/// Where two lines over the same x positions cross between two samples.
fn crossing(from: (Pos2, Pos2), to: (Pos2, Pos2)) -> Option<Pos2> {
    let (gap_from, gap_to) = (from.0.y - from.1.y, to.0.y - to.1.y);
    if gap_from * gap_to >= 0.0 {
        return None;
    }
    let t = gap_from / (gap_from - gap_to);
    Some(pos2(egui::lerp(from.0.x..=to.0.x, t), egui::lerp(from.0.y..=to.0.y, t)))
}

/// The place of a picture: maps of this version show none on the canvas.
pub(super) fn image(shapes: &mut Vec<Shape>, item: &ImageItem, screen_from_doc: TSTransform) {
    let rect = screen_from_doc * item.rect;
    let points = outline_of(rect, Radii::same(item.radius * screen_from_doc.scaling));
    shapes.push(PathShape::convex_polygon(points, item.placeholder, Stroke::NONE).into());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(scaling: f32) -> TSTransform {
        TSTransform::from_scaling(scaling)
    }

    #[test]
    fn an_outline_is_convex_clockwise_and_inside_its_rectangle() {
        let rect = Rect::from_min_size(pos2(10.0, 20.0), vec2(120.0, 60.0));
        let points = outline_of(rect, Radii { nw: 0.0, ne: 8.5, se: 200.0, sw: 3.2 });
        assert!(points.iter().all(|point| rect.expand(0.01).contains(*point)));
        let turns = (0..points.len()).map(|i| {
            let at = |j: usize| points[(i + j) % points.len()];
            let (a, b) = (at(1) - at(0), at(2) - at(1));
            a.x * b.y - a.y * b.x
        });
        assert!(turns.into_iter().all(|turn| turn >= -1.0e-3));
    }

    #[test]
    fn a_fraction_of_a_radius_is_kept() {
        let item = RoundRectItem {
            rect: Rect::from_min_size(Pos2::ZERO, vec2(100.0, 50.0)),
            radii: Radii::same(6.0),
            fill: Color32::WHITE,
            stroke: scene::draw::Stroke::NONE,
        };
        let mut shapes = Vec::new();
        round_rect(&mut shapes, &item, at(1.0));
        assert!(matches!(shapes[0], Shape::Rect(_)), "a whole radius is egui's own");
        round_rect(&mut shapes, &item, at(0.73));
        assert!(matches!(shapes[1], Shape::Path(_)), "4.38 points would become 4");
    }

    #[test]
    fn dashes_end_even_when_they_have_no_length() {
        let stroke = scene::draw::Stroke::dashed(2.0, Color32::BLACK, Dash::two(0.0, 4.0));
        let item = PathItem::polyline(&[Pos2::ZERO, pos2(40.0, 0.0)], false).stroked(stroke);
        let mut shapes = Vec::new();
        path(&mut shapes, &item, at(1.0));
        assert!(shapes.len() > 5 && shapes.len() < 40, "{} dashes", shapes.len());
        shapes.clear();
        path(&mut shapes, &item, at(0.1));
        assert_eq!(shapes.len(), 1, "too small to see: one line");
    }

    #[test]
    fn a_band_whose_lines_cross_closes_at_the_crossing() {
        let item = BandItem {
            upper: [pos2(0.0, 0.0), pos2(10.0, 10.0)].into(),
            lower: [pos2(0.0, 10.0), pos2(10.0, 0.0)].into(),
            fill: Color32::WHITE,
        };
        let mut shapes = Vec::new();
        band(&mut shapes, &item, at(2.0));
        let Some(Shape::Band(band)) = shapes.first() else { panic!("no band") };
        assert_eq!(band.points.len(), 3);
        assert_eq!((band.points[1].x, band.points[1].y.span()), (10.0, 0.0));
    }
}
