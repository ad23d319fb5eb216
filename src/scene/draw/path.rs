//! Lines, curves and convex areas.

use std::sync::Arc;

use ecolor::Color32;
use emath::{Pos2, Rect, Vec2, pos2};

use super::{Radii, Stroke};

/// Distance of a cubic's control points from its ends, for a quarter circle of radius 1.
///
/// Solves B(1/2) = (√½, √½): k = 4 (√2 - 1) / 3.
const QUARTER_CIRCLE: f32 = 0.552_284_8;

/// One step of a path, from where the step before it ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Segment {
    /// Straight to this point.
    Line(Pos2),
    /// A cubic Bezier: two control points, then the end.
    Cubic(Pos2, Pos2, Pos2),
}

/// A connected line or area. Painters fill convex areas only.
#[derive(Clone, Debug, PartialEq)]
pub struct PathItem {
    /// First point.
    pub start: Pos2,
    /// The steps from there.
    pub segments: Arc<[Segment]>,
    /// Whether the end joins the start.
    pub closed: bool,
    /// Fill, for convex closed paths; transparent for none.
    pub fill: Color32,
    /// The line along the path.
    pub stroke: Stroke,
}

impl PathItem {
    /// A path from `start` along `segments`, with neither fill nor stroke yet.
    pub fn new(start: Pos2, segments: impl Into<Arc<[Segment]>>, closed: bool) -> Self {
        let (fill, stroke) = (Color32::TRANSPARENT, Stroke::NONE);
        Self { start, segments: segments.into(), closed, fill, stroke }
    }

    /// Straight lines through `points`; nothing at all when there are no points.
    pub fn polyline(points: &[Pos2], closed: bool) -> Self {
        let (start, rest) = match points.split_first() {
            Some((start, rest)) => (*start, rest),
            None => (Pos2::ZERO, points),
        };
        Self::new(start, rest.iter().copied().map(Segment::Line).collect::<Arc<_>>(), closed)
    }

    /// A circle, as four cubics (0.03 % of the radius off a true one).
    pub fn circle(center: Pos2, radius: f32) -> Self {
        let at = |x: f32, y: f32| center + Vec2::new(x, y) * radius;
        let k = QUARTER_CIRCLE;
        Self::new(
            at(1.0, 0.0),
            [
                Segment::Cubic(at(1.0, k), at(k, 1.0), at(0.0, 1.0)),
                Segment::Cubic(at(-k, 1.0), at(-1.0, k), at(-1.0, 0.0)),
                Segment::Cubic(at(-1.0, -k), at(-k, -1.0), at(0.0, -1.0)),
                Segment::Cubic(at(k, -1.0), at(1.0, -k), at(1.0, 0.0)),
            ],
            true,
        )
    }

    /// A rectangle with these corner radii, clockwise from the upper left.
    pub(super) fn round_rect(rect: Rect, radii: Radii) -> Self {
        let Rect { min, max } = rect;
        let mut segments = Vec::with_capacity(8);
        // Each corner: where its arc starts and ends, and its tip, to which both are bent.
        let corners = [
            (pos2(max.x - radii.ne, min.y), pos2(max.x, min.y + radii.ne), rect.right_top()),
            (pos2(max.x, max.y - radii.se), pos2(max.x - radii.se, max.y), rect.right_bottom()),
            (pos2(min.x + radii.sw, max.y), pos2(min.x, max.y - radii.sw), rect.left_bottom()),
            (pos2(min.x, min.y + radii.nw), pos2(min.x + radii.nw, min.y), rect.left_top()),
        ];
        for (from, to, tip) in corners {
            segments.push(Segment::Line(from));
            if from != to {
                let bend = |end: Pos2| end.lerp(tip, QUARTER_CIRCLE);
                segments.push(Segment::Cubic(bend(from), bend(to), to));
            }
        }
        Self::new(pos2(min.x + radii.nw, min.y), segments, true)
    }

    /// The same path with a fill.
    pub fn filled(self, fill: Color32) -> Self {
        Self { fill, ..self }
    }

    /// The same path with a line along it.
    pub fn stroked(self, stroke: Stroke) -> Self {
        Self { stroke, ..self }
    }

    /// Bounds of all points, control points included, and of half the line's width around them.
    pub fn bounds(&self) -> Rect {
        let mut bounds = Rect::from_min_max(self.start, self.start);
        for segment in self.segments.iter() {
            match *segment {
                Segment::Line(to) => bounds.extend_with(to),
                Segment::Cubic(a, b, to) => {
                    bounds.extend_with(a);
                    bounds.extend_with(b);
                    bounds.extend_with(to);
                }
            }
        }
        super::grown(bounds, self.stroke)
    }

    /// The path as points, curves split into chords at most `tolerance_px` away from them.
    ///
    /// The number of chords of a cubic follows from its second differences: the deviation of a
    /// chord of length 1/n is at most |d²| / (8 n²), with |d²| <= 6 max|p0 - 2 p1 + p2|.
    pub fn flatten(&self, tolerance_px: f32) -> Vec<Pos2> {
        let tolerance_px = tolerance_px.max(1.0e-3);
        let mut points = vec![self.start];
        let mut from = self.start;
        for segment in self.segments.iter() {
            match *segment {
                Segment::Line(to) => {
                    points.push(to);
                    from = to;
                }
                Segment::Cubic(a, b, to) => {
                    let bend = (from.to_vec2() - 2.0 * a.to_vec2() + b.to_vec2()).length();
                    let bend = bend.max((a.to_vec2() - 2.0 * b.to_vec2() + to.to_vec2()).length());
                    let chords = (0.75 * bend / tolerance_px).sqrt().ceil().clamp(1.0, 256.0);
                    for i in 1..=chords as usize {
                        points.push(cubic_at(from, a, b, to, i as f32 / chords));
                    }
                    from = to;
                }
            }
        }
        points
    }
}

/// The point at `t` (0 to 1) of a cubic Bezier, by Bernstein's polynomials.
fn cubic_at(p0: Pos2, p1: Pos2, p2: Pos2, p3: Pos2, t: f32) -> Pos2 {
    let s = 1.0 - t;
    let (w0, w1, w2, w3) = (s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t);
    pos2(
        w0 * p0.x + w1 * p1.x + w2 * p2.x + w3 * p3.x,
        w0 * p0.y + w1 * p1.y + w2 * p2.y + w3 * p3.y,
    )
}
