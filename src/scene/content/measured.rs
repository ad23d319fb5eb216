//! The measured curve: line, interval, number of answers, and the gap to what is believed.

use emath::{Pos2, Rangef, Rect, Vec2, lerp, pos2};

use super::curve_lane::{Felt, SAMPLE_PX, put_label};
use super::env::Env;
use super::label::{LabelPlacer, Side, marker_room};
use crate::curve::{MonotoneCurve, runs};
use crate::draw::{BandItem, Dash, DrawList, RectItem, Stroke};
use crate::layout::height_of;
use crate::number::grouped;
use crate::text::TextEngine;
use crate::theme::{TextRole, size};
use model::answers::MeasuredPoint;

/// Side of a measured point's square.
const SQUARE: f32 = 7.0;
/// Distance of the samples of gaps and intervals.
const BAND_PX: f32 = 6.0;
/// A gap smaller than this is not put in words, on the scale of emotions.
const GAP_WORTH_WORDS: f32 = 0.8;

/// A measured point, placed.
#[derive(Clone, Copy, Debug)]
pub(super) struct MeasuredFelt {
    felt: Felt,
    /// The heights of the interval's ends, the upper end of the scale first.
    interval: Option<(f32, f32)>,
    n: u64,
}

/// A measured curve, placed.
pub(super) struct MeasuredLine {
    pub points: Vec<Option<MeasuredFelt>>,
    curves: Vec<MonotoneCurve>,
}

impl MeasuredLine {
    /// Places the points, column by column.
    pub(crate) fn new(points: &[Option<MeasuredPoint>], y: Rangef, env: &Env) -> Self {
        let place = |(x, point): (f32, &MeasuredPoint)| {
            let emotion = point.emotion as f32;
            let high_low =
                |(low, high): (f64, f64)| (height_of(y, high as f32), height_of(y, low as f32));
            emotion.is_finite().then(|| MeasuredFelt {
                felt: Felt { pos: pos2(x, height_of(y, emotion)), emotion },
                interval: point.interval.map(high_low),
                n: point.n,
            })
        };
        let columns = env.columns.iter().zip(points);
        let points: Vec<_> = columns
            .map(|(column, point)| point.as_ref().and_then(|p| place((column.x.center(), p))))
            .collect();
        let runs = runs(points.iter().map(|point| point.map(|p| p.felt.pos)));
        Self { points, curves: runs.into_iter().map(MonotoneCurve::new).collect() }
    }

    /// Keeps labels off the line and its points.
    pub(crate) fn avoid(&self, labels: &mut LabelPlacer) {
        for curve in &self.curves {
            labels.avoid_line(&curve.sample(SAMPLE_PX));
        }
        for point in self.points.iter().flatten() {
            labels.avoid(marker_room(point.felt.pos, SQUARE / 2.0 + 2.0));
        }
    }

    /// Paints interval, line and points.
    pub(crate) fn paint(&self, list: &mut DrawList, env: &Env) {
        self.paint_interval(list, env);
        let stroke =
            Stroke::dashed(size::MEASURED_WIDTH, env.theme.map.measured, Dash::two(5.0, 4.0));
        for path in self.curves.iter().filter_map(MonotoneCurve::path) {
            list.push(path.stroked(stroke));
        }
        for point in self.points.iter().flatten() {
            let rect = Rect::from_center_size(point.felt.pos, Vec2::splat(SQUARE));
            list.rect(rect, env.theme.map.measured);
        }
    }

    /// The interval as a band through the points that have one, as a bar at a point alone.
    fn paint_interval(&self, list: &mut DrawList, env: &Env) {
        let fill = env.theme.map.interval;
        let end = |pick: fn((f32, f32)) -> f32| {
            runs(self.points.iter().map(|point| {
                point.and_then(|p| p.interval.map(|ends| pos2(p.felt.pos.x, pick(ends))))
            }))
        };
        for (high, low) in end(|ends| ends.0).into_iter().zip(end(|ends| ends.1)) {
            if let ([high], [low]) = (high.as_slice(), low.as_slice()) {
                let rect = Rect::from_min_max(pos2(high.x - 2.0, high.y), pos2(low.x + 2.0, low.y));
                list.push(RectItem { rect, fill, stroke: Stroke::NONE });
                continue;
            }
            let upper = MonotoneCurve::new(high).sample(BAND_PX);
            let lower = MonotoneCurve::new(low).sample(BAND_PX);
            list.push(BandItem { upper: upper.into(), lower: lower.into(), fill });
        }
    }

    /// Tints the area between believed and measured where both are known.
    pub(crate) fn paint_gap(&self, list: &mut DrawList, believed: &[MonotoneCurve], env: &Env) {
        for believed in believed {
            for measured in &self.curves {
                for gap in gaps(believed, measured) {
                    let colors = &env.theme.map;
                    let fill = if gap.worse { colors.gap_worse } else { colors.gap_better };
                    let (upper, lower) = (gap.believed.into(), gap.measured.into());
                    list.push(BandItem { upper, lower, fill });
                }
            }
        }
    }

    /// Says at each point how many answers it rests on.
    pub(crate) fn label(
        &self,
        list: &mut DrawList,
        labels: &mut LabelPlacer,
        env: &Env,
        text: &mut TextEngine,
    ) {
        let style = env.theme.style(TextRole::Meta).with_color(env.theme.map.muted);
        for point in self.points.iter().flatten() {
            let block = text.line(&format!("n {}", grouped(point.n)), style);
            put_label(list, labels, point.felt.pos, &block, Side::Below);
        }
    }
}

/// Puts the largest gap in words, if it is worth words.
pub(super) fn label_gap(
    list: &mut DrawList,
    labels: &mut LabelPlacer,
    believed: &[Option<Felt>],
    measured: &[Option<MeasuredFelt>],
    env: &Env,
    text: &mut TextEngine,
) {
    let both = believed.iter().zip(measured).filter_map(|(b, m)| Some(((*b)?, (*m)?)));
    let gap =
        |(believed, measured): &(Felt, MeasuredFelt)| measured.felt.emotion - believed.emotion;
    let Some(largest) = both.max_by(|a, b| gap(a).abs().total_cmp(&gap(b).abs())) else { return };
    let size = (gap(&largest) * 10.0).round() / 10.0;
    if size.abs() < GAP_WORTH_WORDS {
        return;
    }
    let colors = &env.theme.map;
    let (words, color, side) = if size < 0.0 {
        (format!("{:.1} worse than we believed", -size), colors.worse_text, Side::Below)
    } else {
        (format!("{size:.1} better than we believed"), colors.better_text, Side::Above)
    };
    let block = text.line(&words, env.theme.style(TextRole::MetaStrong).with_color(color));
    put_label(list, labels, largest.1.felt.pos, &block, side);
}

/// A piece of the area between two curves, in which one of them stays the upper one.
struct Gap {
    believed: Vec<Pos2>,
    measured: Vec<Pos2>,
    worse: bool,
}

/// The area between two curves where both exist, cut where they cross.
fn gaps(believed: &MonotoneCurve, measured: &MonotoneCurve) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = Vec::new();
    let mut last: Option<(f32, f32, f32)> = None;
    for at in believed.sample(BAND_PX) {
        let Some(other) = measured.y_at(at.x) else {
            last = None;
            continue;
        };
        // Lower on the page is worse.
        let worse = other > at.y;
        if let Some((x, y, other_y)) = last
            && (other_y > y) != worse
        {
            let (before, after) = (other_y - y, other - at.y);
            let t = before / (before - after);
            let crossing = pos2(lerp(x..=at.x, t), lerp(y..=at.y, t));
            if let Some(gap) = gaps.last_mut() {
                gap.believed.push(crossing);
                gap.measured.push(crossing);
            }
            gaps.push(Gap { believed: vec![crossing], measured: vec![crossing], worse });
        } else if last.is_none() {
            gaps.push(Gap { believed: Vec::new(), measured: Vec::new(), worse });
        }
        if let Some(gap) = gaps.last_mut() {
            gap.believed.push(at);
            gap.measured.push(pos2(at.x, other));
        }
        last = Some((at.x, at.y, other));
    }
    gaps.retain(|gap| gap.believed.len() > 1);
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_is_cut_where_the_curves_cross() {
        let believed = MonotoneCurve::new([pos2(0.0, 0.0), pos2(100.0, 100.0)]);
        let measured = MonotoneCurve::new([pos2(0.0, 100.0), pos2(100.0, 0.0)]);
        let gaps = gaps(&believed, &measured);
        assert_eq!(gaps.iter().map(|gap| gap.worse).collect::<Vec<_>>(), [true, false]);
        let crossing = gaps[0].believed.last().unwrap();
        assert!(crossing.distance(pos2(50.0, 50.0)) < 0.5, "{crossing:?}");
        assert_eq!(gaps[1].measured.first(), Some(crossing));
    }

    #[test]
    fn no_gap_where_only_one_curve_is() {
        let believed = MonotoneCurve::new([pos2(0.0, 0.0), pos2(100.0, 0.0)]);
        let measured = MonotoneCurve::new([pos2(100.0, 10.0), pos2(200.0, 10.0)]);
        assert!(gaps(&believed, &measured).is_empty());
    }
}
