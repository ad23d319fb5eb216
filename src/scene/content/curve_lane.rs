//! The lane of the emotion curve: what the team believes against what customers said.

use std::sync::Arc;

use emath::{Pos2, Rangef, Rect, pos2};
use model::{CurveAt, Emotion, PersonaId};

use super::env::Env;
use super::label::{LabelPlacer, Side, marker_room};
use super::measured::{self, MeasuredLine};
use crate::curve::{MonotoneCurve, runs};
use crate::draw::{DrawList, Items, Stroke};
use crate::layout::{CurveBox, CurvePoint, height_of};
use crate::text::{TextBlock, TextEngine};
use crate::theme::{PersonaMark, TextRole, size};
use model::answers::MeasuredPoint;

/// Height of the lane in a folded band.
const COMPACT_HEIGHT: f32 = 64.0;
/// Between the lane's edge and the height of +2 or -2: room for a label beyond the point.
const MARGIN: f32 = 30.0;
/// The same in a folded band.
const COMPACT_MARGIN: f32 = 12.0;
/// Distance of the samples that keep labels off the lines.
pub(super) const SAMPLE_PX: f32 = 3.0;
/// Widest label of a peak, as it stands beside its point.
const PEAK_WIDTH: f32 = 220.0;

/// One persona's part of a curve lane.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CurveLine {
    pub persona: PersonaId,
    pub name: Arc<str>,
    pub mark: u8,
    /// The believed points, column by column.
    pub believed: Vec<Option<Emotion>>,
    /// The moments of truth, column by column.
    pub moments: Vec<Option<Arc<str>>>,
}

/// Everything that decides what a curve lane looks like, besides [`Env`].
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CurveInput {
    /// Whose curves: one in a persona's band, everybody's in a lane that stands once.
    pub lines: Vec<CurveLine>,
    /// Whether it stands once for the map.
    pub once: bool,
    /// The measured points of the only line, column by column.
    pub measured: Vec<Option<MeasuredPoint>>,
    /// Whether the band is folded up.
    pub compact: bool,
}

/// A curve lane's drawing: x as in the document, y from the lane's upper edge.
#[derive(Debug)]
pub(crate) struct CurveArt {
    pub height: f32,
    pub curve: CurveBox,
    pub items: Items,
}

/// Draws a curve lane.
pub(crate) fn curve_art(input: &CurveInput, env: &Env, text: &mut TextEngine) -> CurveArt {
    let (height, margin) = if input.compact {
        (COMPACT_HEIGHT, COMPACT_MARGIN)
    } else {
        (size::CURVE_LANE_HEIGHT, MARGIN)
    };
    let y = Rangef::new(margin, height - margin);
    let mut list = DrawList::new();
    let (left, right) = (size::LANE_HEADER, env.right());
    let middle = y.center();
    list.line(pos2(left, middle), pos2(right, middle), Stroke::solid(1.0, env.theme.map.midline));

    let bounds = Rect::from_min_max(pos2(left + 2.0, 1.0), pos2(right - 2.0, height - 1.0));
    let mut labels = LabelPlacer::new(bounds);
    let drawn: Vec<Line<'_>> = input.lines.iter().map(|line| Line::new(line, y, env)).collect();
    let measured = MeasuredLine::new(&input.measured, y, env);
    for line in &drawn {
        line.avoid(&mut labels);
        if !input.once {
            line.avoid_missing(&mut labels, y, env);
        }
    }
    measured.avoid(&mut labels);
    if let Some(line) = drawn.first() {
        measured.paint_gap(&mut list, &line.curves, env);
    }
    measured.paint(&mut list, env);
    for line in &drawn {
        line.paint(&mut list, env);
    }
    if !input.compact {
        measured.label(&mut list, &mut labels, env, text);
        if let Some(line) = drawn.first().filter(|_| !input.once) {
            measured::label_gap(&mut list, &mut labels, &line.points, &measured.points, env, text);
            line.label_peaks(&mut list, &mut labels, env, text);
        }
    }
    if input.once {
        for line in &drawn {
            line.label_name(&mut list, &mut labels, env, text);
        }
    }
    let points = drawn
        .iter()
        .flat_map(|line| line.boxes(y, env))
        .filter(|point| !input.once || point.emotion.is_some())
        .collect();
    let persona = input.lines.first().filter(|_| !input.once).map(|line| line.persona);
    CurveArt { height, curve: CurveBox { persona, y, points }, items: list.finish() }
}

/// A point with the feeling that it shows, -2 to +2.
#[derive(Clone, Copy, Debug)]
pub(super) struct Felt {
    pub pos: Pos2,
    pub emotion: f32,
}

/// One believed curve, placed.
struct Line<'a> {
    input: &'a CurveLine,
    mark: PersonaMark,
    points: Vec<Option<Felt>>,
    curves: Vec<MonotoneCurve>,
}

impl<'a> Line<'a> {
    fn new(input: &'a CurveLine, y: Rangef, env: &Env) -> Self {
        let mark = env.theme.persona(input.mark);
        let points: Vec<Option<Felt>> = env
            .columns
            .iter()
            .zip(&input.believed)
            .map(|(column, emotion)| {
                emotion.map(|emotion| Felt {
                    pos: pos2(column.x.center(), height_of(y, emotion.value())),
                    emotion: emotion.value(),
                })
            })
            .collect();
        let runs = runs(points.iter().map(|point| point.map(|felt| felt.pos)));
        let curves = runs.into_iter().map(MonotoneCurve::new).collect();
        Self { input, mark, points, curves }
    }

    fn avoid(&self, labels: &mut LabelPlacer) {
        for curve in &self.curves {
            labels.avoid_line(&curve.sample(SAMPLE_PX));
        }
        for felt in self.points.iter().flatten() {
            labels.avoid(marker_room(felt.pos, size::CURVE_POINT + 2.0));
        }
    }

    /// Keeps labels off the places where a missing point can be pulled up.
    fn avoid_missing(&self, labels: &mut LabelPlacer, y: Rangef, env: &Env) {
        for missing in self.boxes(y, env).iter().filter(|point| point.emotion.is_none()) {
            labels.avoid(marker_room(missing.pos, size::CURVE_POINT + 2.0));
        }
    }

    fn paint(&self, list: &mut DrawList, env: &Env) {
        for path in self.curves.iter().filter_map(MonotoneCurve::path) {
            list.push(path.stroked(self.mark.stroke(size::CURVE_WIDTH)));
        }
        for felt in self.points.iter().flatten() {
            let marker = self.mark.marker.path(felt.pos, size::CURVE_POINT);
            let outline = Stroke::solid(2.0, self.mark.color);
            list.push(marker.filled(env.theme.map.lane).stroked(outline));
        }
    }

    /// Names the highest and the lowest point by the moment of truth that stands there.
    fn label_peaks(
        &self,
        list: &mut DrawList,
        labels: &mut LabelPlacer,
        env: &Env,
        text: &mut TextEngine,
    ) {
        let felt = || {
            let points = self.points.iter().zip(&self.input.moments);
            points.filter_map(|(felt, moment)| felt.map(|felt| (felt, moment)))
        };
        let best = felt().max_by(|(a, _), (b, _)| a.emotion.total_cmp(&b.emotion));
        let worst = felt().min_by(|(a, _), (b, _)| a.emotion.total_cmp(&b.emotion));
        let peaks = [(best, Side::Above), (worst, Side::Below)];
        let mut named = None;
        for (peak, side) in peaks {
            let Some((felt, Some(moment))) = peak else { continue };
            if named == Some(felt.pos) {
                continue;
            }
            named = Some(felt.pos);
            let block = text.line_within(moment, env.persona_style(self.mark), PEAK_WIDTH);
            put_label(list, labels, felt.pos, &block, side);
        }
    }

    /// Names the persona at the end of the line, so that nobody needs a legend.
    fn label_name(
        &self,
        list: &mut DrawList,
        labels: &mut LabelPlacer,
        env: &Env,
        text: &mut TextEngine,
    ) {
        if let Some(last) = self.points.iter().flatten().last() {
            let block = text.line_within(&self.input.name, env.persona_style(self.mark), 120.0);
            put_label(list, labels, last.pos, &block, Side::Beside);
        }
    }

    /// The points as boxes; missing ones stand on the midline.
    fn boxes(&self, y: Rangef, env: &Env) -> Vec<CurvePoint> {
        let stages = env.columns.iter().zip(&self.input.believed);
        stages
            .map(|(column, emotion)| {
                let height = height_of(y, emotion.map_or(0.0, Emotion::value));
                CurvePoint {
                    at: CurveAt { persona: self.input.persona, stage: column.id },
                    pos: pos2(column.x.center(), height),
                    emotion: *emotion,
                }
            })
            .collect()
    }
}

impl Env {
    /// A label in a persona's colour, deepened towards the text's so that 13 px can be read.
    pub(super) fn persona_style(&self, mark: PersonaMark) -> crate::text::TextStyle {
        let color = mark.color.lerp_to_gamma(self.theme.map.text, 0.4);
        self.theme.style(TextRole::MetaStrong).with_color(color)
    }
}

/// Puts a label near `point` if there is room.
pub(super) fn put_label(
    list: &mut DrawList,
    labels: &mut LabelPlacer,
    point: Pos2,
    block: &TextBlock,
    prefer: Side,
) {
    if let Some(rect) = labels.place(point, block.size(), prefer) {
        list.extend(block.at(rect.min));
    }
}
