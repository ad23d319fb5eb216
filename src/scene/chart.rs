//! Small charts of metrics as draw-list items, so that panels, lanes and slides share them.
//!
//! Every chart fills the rectangle that it is given. Nothing is worked out here: the numbers come
//! from `survey`.

use ecolor::Color32;
use emath::{Pos2, Rangef, Rect, Vec2, pos2, remap_clamp, vec2};
use model::Evidence;
use survey::metric::Metric;
use survey::tally::{Direction, Kind};

use crate::draw::{BandItem, DrawList, Item, PathItem, Radii, RoundRectItem, Stroke};
use crate::text::TextEngine;
use crate::theme::{TextRole, Theme};

/// Height of the labels below a distribution.
const AXIS_HEIGHT: f32 = 20.0;

/// How often each answer was given: a bar per answer of the scale, coloured from the bad to the
/// good end. The ends of the scale are named below when `rect` is high enough for that.
pub fn distribution_bars(
    metric: &Metric,
    direction: Direction,
    rect: Rect,
    theme: &Theme,
    text: &mut TextEngine,
) -> Vec<Item> {
    let mut list = DrawList::new();
    let answers = &metric.distribution;
    let most = answers.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let (Some(first), Some(last)) = (answers.first(), answers.last()) else { return Vec::new() };
    let labelled = rect.height() >= 2.5 * AXIS_HEIGHT;
    let bars = if labelled { rect.with_max_y(rect.bottom() - AXIS_HEIGHT) } else { rect };
    let step = bars.width() / answers.len() as f32;
    let gap = (step * 0.2).clamp(1.0, 6.0);
    for (index, (answer, count)) in answers.iter().enumerate() {
        let share = if most == 0 { 0.0 } else { *count as f32 / most as f32 };
        let left = bars.left() + step * index as f32 + gap / 2.0;
        // An answer that nobody gave keeps a line, so that the scale can be counted.
        let height = (bars.height() * share).max(1.5);
        let bar = Rect::from_min_max(
            pos2(left, bars.bottom() - height),
            pos2(left + step - gap, bars.bottom()),
        );
        let fill = answer_color(metric.kind, *answer, (first.0, last.0), direction, theme);
        let radii = Radii::top(2.0);
        list.push(RoundRectItem { rect: bar, radii, fill, stroke: Stroke::NONE });
    }
    if labelled {
        let style = theme.style(TextRole::Meta).with_color(theme.map.muted);
        let top = rect.bottom() - AXIS_HEIGHT + 2.0;
        for (answer, center) in [(first.0, 0.5), (last.0, answers.len() as f32 - 0.5)] {
            let block = text.line(&answer.to_string(), style);
            let x = bars.left() + step * center - block.width / 2.0;
            list.extend(block.at(pos2(x, top)));
        }
    }
    list.items().to_vec()
}

/// The colour of an answer: the groups of NPS, or a step between the ends of the scale.
fn answer_color(
    kind: Kind,
    answer: i32,
    (low, high): (i32, i32),
    direction: Direction,
    theme: &Theme,
) -> Color32 {
    if kind == Kind::Nps {
        return match answer {
            ..=6 => theme.chart.low,
            7..=8 => theme.chart.middle,
            _ => theme.chart.high,
        };
    }
    let span = (high - low).max(1) as f32;
    let good = (answer - low) as f32 / span;
    let good = if direction == Direction::LowGood { 1.0 - good } else { good };
    let scale = theme.emotion_scale();
    let step = (good.clamp(0.0, 1.0) * 4.0).round() as usize;
    scale.get(step).copied().unwrap_or(theme.chart.middle)
}

/// A value with its 95 % interval on the scale `range`: a track, the interval, a mark.
pub fn interval_bar(
    value: f64,
    interval: Option<(f64, f64)>,
    range: (f64, f64),
    rect: Rect,
    theme: &Theme,
) -> Vec<Item> {
    let mut list = DrawList::new();
    let x_of = |value: f64| x_on_scale(value, range, rect);
    let track = Rect::from_center_size(rect.center(), vec2(rect.width(), 4.0));
    list.round_rect(track, 2.0, theme.chart.track, Stroke::NONE);
    if range.0 < 0.0 && range.1 > 0.0 {
        let x = x_of(0.0);
        let stroke = Stroke::solid(1.0, theme.chart.axis);
        list.line(pos2(x, rect.top()), pos2(x, rect.bottom()), stroke);
    }
    if let Some((low, high)) = interval {
        let span = Rect::from_x_y_ranges(
            x_of(low)..=x_of(high),
            rect.y_range().shrink(rect.height() * 0.2),
        );
        list.round_rect(span, 2.0, theme.chart.interval, Stroke::NONE);
    }
    let center = pos2(x_of(value), rect.center().y);
    let mark = Rect::from_center_size(center, vec2(3.0, rect.height()));
    list.round_rect(mark, 1.5, theme.chart.line, Stroke::NONE);
    list.items().to_vec()
}

/// Where a value stands on a scale as wide as `rect`.
pub(crate) fn x_on_scale(value: f64, range: (f64, f64), rect: Rect) -> f32 {
    let (left, right) = (f64::from(rect.left()), f64::from(rect.right()));
    remap_clamp(value, range.0..=range.1, left..=right) as f32
}

/// The small triangle below a bar that shows what is expected, by its tip.
pub fn target_mark(tip: Pos2) -> PathItem {
    PathItem::polyline(&[tip, tip + vec2(4.0, 5.0), tip + vec2(-4.0, 5.0)], true)
}

/// The colour that stands for a status in [`evidence_bar`] and its legend.
pub fn evidence_color(evidence: Evidence, theme: &Theme) -> Color32 {
    let known = theme.kind(model::CardKind::Opportunity).accent;
    match evidence {
        Evidence::Validated => known,
        Evidence::Partly => known.lerp_to_gamma(theme.map.lane, 0.45),
        Evidence::Assumed => theme.map.hairline,
    }
}

/// How much of the map is known: validated, partly and assumed cards as parts of one bar.
pub fn evidence_bar(counts: [usize; 3], rect: Rect, theme: &Theme) -> Vec<Item> {
    let mut list = DrawList::new();
    let [assumed, partly, validated] = counts;
    let total = assumed + partly + validated;
    let radius = rect.height() / 2.0;
    list.round_rect(rect, radius, theme.chart.track, Stroke::NONE);
    if total == 0 {
        return list.items().to_vec();
    }
    let parts = [
        (Evidence::Validated, validated),
        (Evidence::Partly, partly),
        (Evidence::Assumed, assumed),
    ];
    let (mut left, mut seen) = (rect.left(), 0);
    for (evidence, count) in parts.into_iter().filter(|(_, count)| *count > 0) {
        seen += count;
        let right = rect.left() + rect.width() * seen as f32 / total as f32;
        let (starts, ends) = (left == rect.left(), seen == total);
        let part = Rect::from_min_max(pos2(left, rect.top()), pos2(right, rect.bottom()));
        let round = |is_end: bool| if is_end { radius } else { 0.0 };
        let radii =
            Radii { nw: round(starts), sw: round(starts), ne: round(ends), se: round(ends) };
        let fill = evidence_color(evidence, theme);
        list.push(RoundRectItem { rect: part, radii, fill, stroke: Stroke::NONE });
        left = right;
    }
    list.items().to_vec()
}

/// A point of [`trend`].
#[derive(Clone, Debug, PartialEq)]
pub struct TrendPoint {
    /// When, "March".
    pub label: String,
    /// The value; none breaks the line.
    pub value: Option<f64>,
    /// Its 95 % interval, low end first.
    pub interval: Option<(f64, f64)>,
}

/// Where [`trend`] puts its points: the first at the left, the last at the right, the scale from
/// the bottom to the top.
pub fn trend_plot(rect: Rect) -> Rect {
    rect.with_max_y(rect.bottom() - AXIS_HEIGHT).shrink2(vec2(6.0, 4.0))
}

/// A metric over time on the scale `range`, with its interval; straight lines, as nothing is known
/// between the points. The first and the last point are named below.
pub fn trend(
    points: &[TrendPoint],
    range: (f64, f64),
    rect: Rect,
    theme: &Theme,
    text: &mut TextEngine,
) -> Vec<Item> {
    let mut list = DrawList::new();
    let plot = trend_plot(rect);
    let axis = Stroke::solid(1.0, theme.chart.axis);
    list.line(plot.left_bottom(), plot.right_bottom(), axis);
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return list.items().to_vec();
    };
    let steps = points.len().saturating_sub(1).max(1) as f32;
    let x_of = |index: usize| plot.left() + plot.width() * index as f32 / steps;
    let y_of = |value: f64| {
        let heights = Rangef::new(plot.bottom(), plot.top());
        remap_clamp(value, range.0..=range.1, f64::from(heights.min)..=f64::from(heights.max))
            as f32
    };
    let at = |pick: fn(&TrendPoint) -> Option<f64>| {
        let places = points.iter().enumerate();
        crate::curve::runs(places.map(|(i, p)| pick(p).map(|value| pos2(x_of(i), y_of(value)))))
    };
    let ends = at(|p| p.interval.map(|i| i.1)).into_iter().zip(at(|p| p.interval.map(|i| i.0)));
    for (upper, lower) in ends {
        let fill = theme.chart.interval;
        list.push(BandItem { upper: upper.into(), lower: lower.into(), fill });
    }
    for run in at(|p| p.value) {
        let stroke = Stroke::solid(2.0, theme.chart.line);
        list.push(PathItem::polyline(&run, false).stroked(stroke));
        for point in run {
            list.push(dot(point, theme));
        }
    }
    let style = theme.style(TextRole::Meta).with_color(theme.map.muted);
    let top = rect.bottom() - AXIS_HEIGHT + 2.0;
    let block = text.line_within(&first.label, style, rect.width() / 2.0);
    list.extend(block.at(pos2(rect.left(), top)));
    if points.len() > 1 {
        let block = text.line_within(&last.label, style, rect.width() / 2.0);
        list.extend(block.at(pos2(rect.right() - block.width, top)));
    }
    list.items().to_vec()
}

/// A point of a trend.
fn dot(center: Pos2, theme: &Theme) -> Item {
    let rect = Rect::from_center_size(center, Vec2::splat(6.0));
    let fill = theme.chart.line;
    RoundRectItem { rect, radii: Radii::same(3.0), fill, stroke: Stroke::NONE }.into()
}

#[cfg(test)]
mod tests {
    use survey::metric::{Options, evaluate};
    use survey::tally::{Counts, Question, Scale};

    use super::*;

    const RECT: Rect = Rect::from_min_max(pos2(0.0, 0.0), pos2(110.0, 40.0));

    fn boxes(items: &[Item]) -> Vec<(Rect, Color32)> {
        items
            .iter()
            .filter_map(|item| match item {
                Item::RoundRect(item) => Some((item.rect, item.fill)),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn bars_are_as_high_as_answers_are_frequent_and_coloured_by_group() {
        let mut metric = evaluate(
            &Question::new("nps", Kind::Nps, Scale { low: 0, high: 10 }, Direction::HighGood),
            &Counts::default(),
            Options::default(),
        );
        metric.distribution = (0..=10).map(|answer| (answer, answer as u64 * 10)).collect();
        let (theme, mut text) = (&Theme::LIGHT, TextEngine::new());
        let items = distribution_bars(&metric, Direction::HighGood, RECT, theme, &mut text);
        let bars = boxes(&items);
        assert_eq!(bars.len(), 11);
        assert!(bars.windows(2).all(|pair| pair[0].0.height() <= pair[1].0.height()));
        assert_eq!(bars[10].0.height(), RECT.height());
        assert!(bars[0].0.height() > 0.0, "an answer that nobody gave can be seen");
        let chart = &theme.chart;
        assert_eq!([bars[6].1, bars[8].1, bars[9].1], [chart.low, chart.middle, chart.high]);
    }

    #[test]
    fn parts_of_the_evidence_bar_fill_it() {
        let parts = boxes(&evidence_bar([1, 2, 5], RECT, &Theme::LIGHT));
        let widths: f32 = parts[1..].iter().map(|(rect, _)| rect.width()).sum();
        assert_eq!((parts.len(), widths), (4, RECT.width()));
        assert_eq!(parts[1].0.width(), RECT.width() * 5.0 / 8.0, "validated comes first");
        assert_eq!(boxes(&evidence_bar([0, 0, 0], RECT, &Theme::LIGHT)).len(), 1);
    }

    #[test]
    fn a_trend_breaks_where_nothing_was_measured() {
        let point = |value: Option<f64>| TrendPoint {
            label: "May".to_owned(),
            value,
            interval: value.map(|value| (value - 1.0, value + 1.0)),
        };
        let points = [Some(1.0), Some(2.0), None, Some(3.0), Some(2.0)].map(point);
        let rect = Rect::from_min_max(pos2(0.0, 0.0), pos2(300.0, 120.0));
        let mut text = TextEngine::new();
        let items = trend(&points, (0.0, 4.0), rect, &Theme::LIGHT, &mut text);
        let bands = items.iter().filter(|item| matches!(item, Item::Band(_))).count();
        assert_eq!(bands, 2);
        assert!(items.iter().all(|item| rect.expand(10.0).contains_rect(item.bounds())));
    }
}
