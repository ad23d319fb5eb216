//! Makes numbers safe before they reach a painter.
//!
//! A Bezier at 1e30 makes a tessellator allocate without end, and a size that is not a number
//! panics in text code; both can come from a hostile or broken file.

use std::sync::Arc;

use emath::{Pos2, Rect, TSTransform, pos2};

use super::{
    Anchor, BandItem, COORD_LIMIT, Dash, Glyph, GlyphRun, Group, ImageItem, Item, PathItem, Radii,
    RectItem, RoundRectItem, Segment, Stroke,
};

/// Largest text size that leaves the draw list, in document units.
const SIZE_LIMIT_PX: f32 = 4096.0;
/// Most repetitions of a dash pattern along one line; more would keep a painter busy for minutes.
const MOST_DASHES: f32 = 10_000.0;
/// Smallest and largest scaling of a group.
const SCALE_LIMITS: (f32, f32) = (1.0e-3, 1.0e3);

/// The item with finite numbers in range; unchanged (and not copied) when it was sound.
pub(super) fn item(item: Item) -> Item {
    match item {
        Item::Rect(RectItem { rect: r, fill, stroke: s }) => {
            let r = rect(r);
            Item::Rect(RectItem { rect: r, fill, stroke: stroke(s, outline_px(r)) })
        }
        Item::RoundRect(RoundRectItem { rect: r, radii: c, fill, stroke: s }) => {
            let r = rect(r);
            let (radii, stroke) = (radii(c, r), stroke(s, outline_px(r)));
            Item::RoundRect(RoundRectItem { rect: r, radii, fill, stroke })
        }
        Item::Path(path) => Item::Path(self::path(path)),
        Item::Band(band) => Item::Band(self::band(band)),
        Item::Image(image) => {
            let r = rect(image.rect);
            let radius = radii(Radii::same(image.radius), r).nw;
            Item::Image(ImageItem { rect: r, radius, ..image })
        }
        Item::Glyphs(run) => Item::Glyphs(glyph_run(run)),
        Item::Group(group) => Item::Group(Group {
            transform: transform(group.transform),
            clip: group.clip.map(rect),
            items: group.items,
        }),
        Item::Anchor(anchor) => Item::Anchor(Anchor { rect: rect(anchor.rect), ..anchor }),
    }
}

/// Into range; what is not a number becomes zero.
fn coord(value: f32) -> f32 {
    if value.is_nan() { 0.0 } else { value.clamp(-COORD_LIMIT, COORD_LIMIT) }
}

/// A length: not negative, finite, in range.
fn length(value: f32, limit: f32) -> f32 {
    if value.is_nan() { 0.0 } else { value.clamp(0.0, limit) }
}

fn pos(p: Pos2) -> Pos2 {
    pos2(coord(p.x), coord(p.y))
}

/// A rectangle in range; one that is inside out becomes empty.
fn rect(r: Rect) -> Rect {
    let (min, max) = (pos(r.min), pos(r.max));
    Rect::from_min_max(min, pos2(max.x.max(min.x), max.y.max(min.y)))
}

/// A sound stroke for a line of about `line_px`; one with endless dashes becomes solid.
fn stroke(s: Stroke, line_px: f32) -> Stroke {
    let lengths = s.dash.lengths_px();
    let sound = lengths.iter().all(|length| length.is_finite() && *length > 0.0);
    let period_px: f32 = lengths.iter().sum();
    let few = line_px <= period_px * MOST_DASHES;
    Stroke {
        width_px: length(s.width_px, COORD_LIMIT),
        color: s.color,
        dash: if sound && few { s.dash } else { Dash::SOLID },
    }
}

/// The length of a rectangle's outline.
fn outline_px(r: Rect) -> f32 {
    2.0 * (r.width() + r.height())
}

/// The length of a path's control polygon, which is never shorter than the path.
fn path_px(path: &PathItem) -> f32 {
    let mut from = path.start;
    let mut length_px = 0.0;
    let mut step = |to: Pos2| {
        length_px += from.distance(to);
        from = to;
    };
    for segment in path.segments.iter() {
        match *segment {
            Segment::Line(to) => step(to),
            Segment::Cubic(a, b, to) => [a, b, to].into_iter().for_each(&mut step),
        }
    }
    if path.closed {
        step(path.start);
    }
    length_px
}

/// Radii that fit: all shrink by one factor when two on a side are longer than it (CSS
/// Backgrounds and Borders 3, section 4.5).
fn radii(c: Radii, r: Rect) -> Radii {
    let one = |radius| length(radius, COORD_LIMIT);
    let c = Radii { nw: one(c.nw), ne: one(c.ne), se: one(c.se), sw: one(c.sw) };
    let fit = |side: f32, a: f32, b: f32| if a + b > side { side / (a + b) } else { 1.0 };
    let (width, height) = (r.width(), r.height());
    let shrink = fit(width, c.nw, c.ne)
        .min(fit(width, c.sw, c.se))
        .min(fit(height, c.nw, c.sw))
        .min(fit(height, c.ne, c.se));
    let one = |radius: f32| radius * shrink;
    Radii { nw: one(c.nw), ne: one(c.ne), se: one(c.se), sw: one(c.sw) }
}

fn transform(t: TSTransform) -> TSTransform {
    let scaling = if t.scaling.is_nan() { 1.0 } else { t.scaling };
    TSTransform::new(
        pos(t.translation.to_pos2()).to_vec2(),
        scaling.clamp(SCALE_LIMITS.0, SCALE_LIMITS.1),
    )
}

fn sound(p: Pos2) -> bool {
    // One by one: comparing whole positions that are not numbers panics in debug builds.
    p.x == coord(p.x) && p.y == coord(p.y)
}

fn path(path: PathItem) -> PathItem {
    let whole = path.segments.iter().all(|segment| match *segment {
        Segment::Line(to) => sound(to),
        Segment::Cubic(a, b, to) => sound(a) && sound(b) && sound(to),
    });
    let segments = if whole {
        path.segments
    } else {
        path.segments
            .iter()
            .map(|segment| match *segment {
                Segment::Line(to) => Segment::Line(pos(to)),
                Segment::Cubic(a, b, to) => Segment::Cubic(pos(a), pos(b), pos(to)),
            })
            .collect()
    };
    let path = PathItem { start: pos(path.start), segments, ..path };
    let stroke =
        stroke(path.stroke, if path.stroke.dash.is_solid() { 0.0 } else { path_px(&path) });
    path.stroked(stroke)
}

fn band(band: BandItem) -> BandItem {
    let count = band.upper.len().min(band.lower.len());
    let line = |points: Arc<[Pos2]>| -> Arc<[Pos2]> {
        if points.len() == count && points.iter().copied().all(sound) {
            points
        } else {
            points.iter().take(count).copied().map(pos).collect()
        }
    };
    BandItem { upper: line(band.upper), lower: line(band.lower), fill: band.fill }
}

fn glyph_run(run: GlyphRun) -> GlyphRun {
    let ok = |g: &Glyph| [g.x, g.y, g.advance].iter().all(|v| *v == coord(*v));
    let glyphs = if run.glyphs.iter().all(ok) {
        run.glyphs
    } else {
        let fix =
            |g: &Glyph| Glyph { x: coord(g.x), y: coord(g.y), advance: coord(g.advance), ..*g };
        run.glyphs.iter().map(fix).collect()
    };
    GlyphRun {
        size_px: length(run.size_px, SIZE_LIMIT_PX),
        origin: pos(run.origin),
        width: length(run.width, COORD_LIMIT),
        glyphs,
        ..run
    }
}
