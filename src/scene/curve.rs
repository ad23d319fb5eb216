//! The emotion curve's geometry: a smooth line that shows no feeling that nobody stated.
//!
//! Between two points the line never leaves the range of the two, so that it has no invented
//! peak; a missing point breaks it.

use emath::{Pos2, pos2};

use crate::draw::{PathItem, Segment};

/// A monotone cubic curve through points of rising x.
///
/// After F. N. Fritsch and R. E. Carlson, "Monotone piecewise cubic interpolation", SIAM Journal
/// on Numerical Analysis 17 (1980), 238-246.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MonotoneCurve {
    points: Vec<Pos2>,
    /// dy/dx at each point.
    slopes: Vec<f32>,
}

impl MonotoneCurve {
    /// The curve through `points`; one that is not finite or not right of the one before is left
    /// out.
    pub fn new(points: impl IntoIterator<Item = Pos2>) -> Self {
        let mut rising: Vec<Pos2> = Vec::new();
        for point in points {
            if point.is_finite() && rising.last().is_none_or(|last| point.x > last.x) {
                rising.push(point);
            }
        }
        let slopes = slopes(&rising);
        Self { points: rising, slopes }
    }

    /// The points that the curve goes through.
    pub fn points(&self) -> &[Pos2] {
        &self.points
    }

    /// The pieces between neighbouring points: both ends with their slopes.
    fn pieces(&self) -> impl Iterator<Item = [(Pos2, f32); 2]> + '_ {
        let ends = self.points.iter().copied().zip(self.slopes.iter().copied());
        ends.clone().zip(ends.skip(1)).map(|(from, to)| [from, to])
    }

    /// The curve as cubic Beziers without a stroke; none with fewer than two points.
    pub fn path(&self) -> Option<PathItem> {
        let start = *self.points.first()?;
        let segments: Vec<Segment> = self
            .pieces()
            .map(|[(from, rise_from), (to, rise_to)]| {
                let third = (to.x - from.x) / 3.0;
                Segment::Cubic(
                    pos2(from.x + third, from.y + rise_from * third),
                    pos2(to.x - third, to.y - rise_to * third),
                    to,
                )
            })
            .collect();
        (!segments.is_empty()).then(|| PathItem::new(start, segments, false))
    }

    /// The height of the curve at `x`; none outside of it.
    pub fn y_at(&self, x: f32) -> Option<f32> {
        if let [only] = self.points.as_slice() {
            return (only.x == x).then_some(only.y);
        }
        self.pieces().find(|[(from, _), (to, _)]| (from.x..=to.x).contains(&x)).map(
            |[(from, rise_from), (to, rise_to)]| {
                let width = to.x - from.x;
                let t = (x - from.x) / width;
                hermite(from.y, rise_from * width, to.y, rise_to * width, t)
            },
        )
    }

    /// Points along the curve, at most `step_px` apart in x, its own points included.
    pub fn sample(&self, step_px: f32) -> Vec<Pos2> {
        let mut samples: Vec<Pos2> = self.points.first().copied().into_iter().collect();
        for [(from, rise_from), (to, rise_to)] in self.pieces() {
            let width = to.x - from.x;
            let count = (width / step_px.max(0.5)).ceil().clamp(1.0, 512.0);
            for step in 1..count as usize {
                let t = step as f32 / count;
                let y = hermite(from.y, rise_from * width, to.y, rise_to * width, t);
                samples.push(pos2(from.x + t * width, y));
            }
            samples.push(to);
        }
        samples
    }
}

/// The unbroken runs of a row of points in which some are missing.
pub fn runs(points: impl IntoIterator<Item = Option<Pos2>>) -> Vec<Vec<Pos2>> {
    let mut runs: Vec<Vec<Pos2>> = Vec::new();
    let mut broken = true;
    for point in points {
        match (point, runs.last_mut()) {
            (Some(point), Some(run)) if !broken => run.push(point),
            (Some(point), _) => runs.push(vec![point]),
            (None, _) => {}
        }
        broken = point.is_none();
    }
    runs
}

/// The cubic with heights `y0`, `y1` and rises `r0`, `r1` (per whole width) at its ends, at `t`.
fn hermite(y0: f32, r0: f32, y1: f32, r1: f32, t: f32) -> f32 {
    let (t2, t3) = (t * t, t * t * t);
    (2.0 * t3 - 3.0 * t2 + 1.0) * y0
        + (t3 - 2.0 * t2 + t) * r0
        + (3.0 * t2 - 2.0 * t3) * y1
        + (t3 - t2) * r1
}

/// Slopes that keep every piece monotone.
///
/// They start as the mean of the neighbouring secants (zero at a peak or valley) and are scaled
/// down until alpha² + beta² <= 9 holds for each piece, the circle of the paper's section 4.
fn slopes(points: &[Pos2]) -> Vec<f32> {
    let secants: Vec<f32> = points
        .iter()
        .zip(points.iter().skip(1))
        .map(|(from, to)| (to.y - from.y) / (to.x - from.x))
        .collect();
    let (Some(first), Some(last)) = (secants.first(), secants.last()) else {
        return vec![0.0; points.len()];
    };
    let mut slopes = vec![*first];
    slopes.extend(secants.iter().zip(secants.iter().skip(1)).map(|(before, after)| {
        if before * after <= 0.0 { 0.0 } else { f32::midpoint(*before, *after) }
    }));
    slopes.push(*last);
    let mut carried: Option<f32> = None;
    let mut limited = Vec::with_capacity(slopes.len());
    for (index, secant) in secants.iter().enumerate() {
        let at = |index: usize| slopes.get(index).copied().unwrap_or(0.0);
        let (mut from, mut to) = (carried.unwrap_or_else(|| at(index)), at(index + 1));
        if *secant == 0.0 {
            (from, to) = (0.0, 0.0);
        } else {
            let square = (from / secant).powi(2) + (to / secant).powi(2);
            if square > 9.0 {
                let shrink = 3.0 / square.sqrt();
                (from, to) = (from * shrink, to * shrink);
            }
        }
        limited.push(from);
        carried = Some(to);
    }
    limited.extend(carried);
    // A slope may have shrunk again for the piece after it; shrinking keeps the piece before sound.
    limited
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_line_stays_between_its_two_neighbours(
            steps in prop::collection::vec((1.0f32..400.0, -90.0f32..90.0), 2..24),
        ) {
            let mut x = 0.0;
            let points: Vec<Pos2> = steps
                .into_iter()
                .map(|(width, y)| { x += width; pos2(x, y) })
                .collect();
            let curve = MonotoneCurve::new(points.clone());
            for pair in points.windows(2) {
                let (low, high) = (pair[0].y.min(pair[1].y), pair[0].y.max(pair[1].y));
                for step in 0..=50 {
                    let x = pair[0].x + (pair[1].x - pair[0].x) * step as f32 / 50.0;
                    if let Some(y) = curve.y_at(x) {
                        prop_assert!(y >= low - 0.01 && y <= high + 0.01, "{y} not in {low}..{high}");
                    }
                }
            }
        }

        #[test]
        fn the_beziers_are_the_curve(
            heights in prop::collection::vec(-90.0f32..90.0, 2..12),
        ) {
            let points = heights.iter().enumerate().map(|(i, y)| pos2(i as f32 * 280.0, *y));
            let curve = MonotoneCurve::new(points);
            for point in curve.path().unwrap().flatten(0.05) {
                let on_curve = curve.y_at(point.x).unwrap_or(point.y);
                prop_assert!((on_curve - point.y).abs() < 0.2, "{on_curve} is not {}", point.y);
            }
        }
    }

    #[test]
    fn a_missing_point_breaks_the_line() {
        let points = [Some(pos2(0.0, 1.0)), Some(pos2(1.0, 2.0)), None, Some(pos2(3.0, 0.0))];
        let runs = runs(points);
        assert_eq!(runs, [vec![pos2(0.0, 1.0), pos2(1.0, 2.0)], vec![pos2(3.0, 0.0)]]);
        assert!(MonotoneCurve::new(runs[1].clone()).path().is_none(), "a single point has no line");
    }

    #[test]
    fn samples_hold_the_points_themselves() {
        let curve = MonotoneCurve::new([pos2(0.0, 5.0), pos2(100.0, -5.0), pos2(150.0, -5.0)]);
        let samples = curve.sample(8.0);
        assert!(curve.points().iter().all(|point| samples.contains(point)), "{samples:?}");
        assert!(samples.windows(2).all(|pair| pair[1].x - pair[0].x <= 8.001), "{samples:?}");
        assert_eq!(curve.y_at(125.0), Some(-5.0));
        assert_eq!(curve.y_at(151.0), None);
    }
}
