//! From the draw list's geometry and colours to the rasteriser's.

use ecolor::Color32;
use emath::{Pos2, Rect};
use scene::draw::{BandItem, PathItem, Segment, Stroke};
use vello_cpu::{
    color::{AlphaColor, Srgb},
    kurbo::{self, BezPath, Cap, Join},
};

pub(super) fn color(color: Color32) -> AlphaColor<Srgb> {
    let [r, g, b, a] = color.to_srgba_unmultiplied();
    AlphaColor::from_rgba8(r, g, b, a)
}

fn point(p: Pos2) -> kurbo::Point {
    kurbo::Point::new(f64::from(p.x), f64::from(p.y))
}

pub(super) fn rect(r: Rect) -> kurbo::Rect {
    kurbo::Rect::from_points(point(r.min), point(r.max))
}

/// Lines join round and end flat, so that dashes are as long as they say.
pub(super) fn stroke(stroke: Stroke) -> kurbo::Stroke {
    let line =
        kurbo::Stroke::new(f64::from(stroke.width_px)).with_join(Join::Round).with_caps(Cap::Butt);
    if stroke.dash.is_solid() {
        line
    } else {
        line.with_dashes(0.0, stroke.dash.lengths_px().iter().map(|length| f64::from(*length)))
    }
}

pub(super) fn path(item: &PathItem) -> BezPath {
    let mut path = BezPath::new();
    path.move_to(point(item.start));
    for segment in item.segments.iter() {
        match *segment {
            Segment::Line(to) => path.line_to(point(to)),
            Segment::Cubic(a, b, to) => path.curve_to(point(a), point(b), point(to)),
        }
    }
    if item.closed {
        path.close_path();
    }
    path
}

/// Along the one line and back along the other.
pub(super) fn band(item: &BandItem) -> BezPath {
    let mut path = BezPath::new();
    let around = item.upper.iter().chain(item.lower.iter().rev());
    for (index, p) in around.enumerate() {
        if index == 0 {
            path.move_to(point(*p));
        } else {
            path.line_to(point(*p));
        }
    }
    if !item.upper.is_empty() {
        path.close_path();
    }
    path
}
