//! Trends and breakdowns as draw lists, the same on the screen and in pictures.

use egui::{Pos2, Rangef, Rect, pos2, remap, vec2};
use model::answers::{Group, Step};
use scene::chart::{self, TrendPoint};
use scene::draw::{DrawList, Item, Stroke};
use scene::text::TextEngine;
use scene::theme::{TextRole, Theme};
use survey::metric::Metric;
use survey::tally::{Kind, Question};

use super::words;

/// Height of a line of labels.
const LINE: f32 = 18.0;
/// Between the labels below a trend and the end of its room.
const LABEL_AIR: f32 = 4.0;
/// Between the labels of two points.
const LABEL_GAP: f32 = 10.0;
/// How many lines a trend's scale has at least.
const LEAST_TICKS: f64 = 3.0;
/// Height of a row of a breakdown.
pub(super) const ROW_HEIGHT: f32 = 26.0;

/// A trend that is drawn, with where its points stand.
pub(super) struct Trend {
    /// What is drawn.
    pub(super) items: Vec<Item>,
    /// Where the points stand from left to right.
    pub(super) xs: Vec<f32>,
    /// From the top of the scale to its bottom.
    pub(super) plot: Rangef,
}

/// The least and the greatest number among values and intervals.
fn extent<'a>(metrics: impl Iterator<Item = &'a Metric>) -> Option<(f64, f64)> {
    let ends = metrics.filter_map(|metric| {
        let value = metric.value?;
        let (low, high) = metric.interval95.unwrap_or((value, value));
        Some((low.min(value), high.max(value)))
    });
    ends.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

/// The scale on which groups are set side by side: the whole scale of the question.
pub(super) fn full_range(question: &Question, groups: &[Group]) -> (f64, f64) {
    let (low, high) = question.figure_range().unwrap_or_else(|| {
        let (low, high) = extent(groups.iter().map(|group| &group.metric)).unwrap_or((0.0, 1.0));
        (low.min(0.0), high.max(0.0))
    });
    if high > low { (low, high) } else { (low, low + 1.0) }
}

/// Round numbers that hold all values with their intervals, for a scale that shows changes.
fn ticks(question: &Question, groups: &[Group]) -> Vec<f64> {
    let (low, high) = extent(groups.iter().map(|group| &group.metric)).unwrap_or((0.0, 1.0));
    let span = (high - low).max(1e-6 * high.abs()).max(1e-6);
    let rough = span / LEAST_TICKS;
    let power = 10_f64.powf(rough.log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0].map(|step| step * power);
    let step = steps.into_iter().rfind(|step| *step <= rough).unwrap_or(power);
    let (least, most) = question.figure_range().unwrap_or((f64::MIN, f64::MAX));
    let (first, last) = ((low / step).floor(), (high / step).ceil());
    let count = (last - first).clamp(1.0, 20.0) as usize;
    let all = (0..=count).map(|index| (first + index as f64) * step);
    let mut ticks: Vec<f64> = all.map(|tick| tick.clamp(least, most)).collect();
    ticks.dedup();
    ticks
}

/// A question over time: scale, intervals, values, and below each point when it was and how many
/// answers it has. Too few answers break the line.
pub(super) fn trend(
    groups: &[Group],
    step: Step,
    question: &Question,
    rect: Rect,
    theme: &Theme,
    text: &mut TextEngine,
) -> Trend {
    let mut list = DrawList::new();
    let style = theme.style(TextRole::Meta).with_color(theme.map.secondary);
    let ticks = ticks(question, groups);
    let tick_texts: Vec<_> = ticks
        .iter()
        .map(|tick| text.line(&tick_text(question.kind, *tick, &ticks), style))
        .collect();
    let labels: Vec<_> = groups
        .iter()
        .map(|group| {
            let when = text.line(&words::when_text(step, &group.name), style);
            (when, text.line(&words::n_text(group.metric.n), style))
        })
        .collect();
    let widest = labels.iter().map(|(when, n)| when.width.max(n.width)).fold(0.0, f32::max);
    let scale_width = tick_texts.iter().map(|text| text.width).fold(0.0, f32::max) + 6.0;
    let side = (widest / 2.0).min(rect.width() / 6.0);
    let area = Rect::from_min_max(
        // Half of the topmost number stands above the scale.
        pos2(rect.left() + scale_width.max(side), rect.top() + LINE / 2.0),
        // Of the two lines of labels below, the chart keeps the height of one free itself.
        pos2(rect.right() - side, rect.bottom() - LINE - LABEL_AIR),
    );
    let plot = chart::trend_plot(area);
    let range = match (ticks.first(), ticks.last()) {
        (Some(low), Some(high)) if high > low => (*low, *high),
        _ => (0.0, 1.0),
    };
    let mut last_bottom = f32::INFINITY;
    for (tick, block) in ticks.iter().zip(&tick_texts) {
        let heights = f64::from(plot.bottom())..=f64::from(plot.top());
        let y = remap(*tick, range.0..=range.1, heights) as f32;
        let stroke = Stroke::solid(1.0, theme.chart.axis);
        list.line(pos2(plot.left(), y), pos2(plot.right(), y), stroke);
        let top = y - block.height / 2.0;
        // From the bottom up: a scale of little height names fewer of its lines.
        if top + block.height <= last_bottom {
            list.extend(block.at(pos2(plot.left() - 6.0 - block.width, top)));
            last_bottom = top;
        }
    }
    let points: Vec<TrendPoint> = groups
        .iter()
        .map(|group| TrendPoint {
            label: String::new(),
            value: group.metric.value,
            interval: group.metric.interval95,
        })
        .collect();
    list.extend(chart::trend(&points, range, area, theme, text));
    let steps = groups.len().saturating_sub(1).max(1) as f32;
    let xs: Vec<f32> =
        (0..groups.len()).map(|index| plot.left() + plot.width() * index as f32 / steps).collect();
    let every = ((widest + LABEL_GAP) / (plot.width() / steps)).ceil().max(1.0) as usize;
    for (x, (when, n)) in xs.iter().zip(&labels).step_by(every) {
        for (line, block) in [when, n].into_iter().enumerate() {
            let left = (x - block.width / 2.0).min(rect.right() - block.width).max(rect.left());
            list.extend(block.at(pos2(left, plot.bottom() + 4.0 + LINE * line as f32)));
        }
    }
    Trend { items: list.items().to_vec(), xs, plot: plot.y_range() }
}

/// A number of a scale, with as many decimals as its steps need.
fn tick_text(kind: Kind, tick: f64, ticks: &[f64]) -> String {
    let step = ticks.windows(2).filter_map(|pair| Some(pair.get(1)? - pair.first()?));
    let step = step.fold(f64::INFINITY, f64::min);
    match kind {
        Kind::Nps | Kind::Csat | Kind::Binary if step >= 1.0 => words::number(kind, tick),
        _ if step >= 1.0 => words::thousands(tick.round() as i64),
        _ if step >= 0.1 => format!("{tick:.1}"),
        _ => format!("{tick:.2}"),
    }
}

/// The widths of a breakdown's columns: name, bar, value, interval, answers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns {
    name: f32,
    bar: f32,
    value: f32,
    interval: f32,
    n: f32,
}

impl Columns {
    /// Columns that fill a width. The interval's words give way first: its bar stays.
    pub(super) fn of(width: f32) -> Self {
        let (value, n) = (72.0, 72.0);
        let interval = if width > 560.0 { 164.0 } else { 0.0 };
        let left = (width - value - n - interval).max(120.0);
        let name = (left * 0.42).min(260.0);
        Self { name, bar: left - name, value, interval, n }
    }
}

/// A row of a breakdown: name, value and interval on the scale, in numbers, and answers.
pub(super) fn breakdown_row(
    group: &Group,
    (question, limit): (&Question, u64),
    range: (f64, f64),
    rect: Rect,
    theme: &Theme,
    text: &mut TextEngine,
) -> Vec<Item> {
    let mut list = DrawList::new();
    let columns = Columns::of(rect.width());
    let plain = theme.style(TextRole::Meta).with_color(theme.map.text);
    let small = theme.style(TextRole::Meta).with_color(theme.map.secondary);
    let strong = theme.style(TextRole::MetaStrong).with_color(theme.map.text);
    let middle = |height: f32| rect.center().y - height / 2.0;
    let mut x = rect.left();
    let name = text.line_within(&group.name.replace('\n', " "), plain, columns.name - 12.0);
    list.extend(name.at(pos2(x, middle(name.height))));
    x += columns.name;
    let n = text.line(&words::n_text(group.metric.n), small);
    list.extend(n.at(pos2(rect.right() - n.width, middle(n.height))));
    let Some(value) = group.metric.value else {
        let why = words::value_text(&group.metric, limit);
        let why = text.line_within(&why, small, rect.right() - columns.n - x);
        list.extend(why.at(pos2(x, middle(why.height))));
        return list.items().to_vec();
    };
    let bar = Rect::from_center_size(
        pos2(x + columns.bar / 2.0, rect.center().y),
        vec2(columns.bar - 8.0, 14.0),
    );
    list.extend(chart::interval_bar(value, group.metric.interval95, range, bar, theme));
    x += columns.bar;
    let headline = words::Headline::of(&group.metric, question);
    if columns.interval > 0.0 {
        // With few answers the interval comes first, and the value stands small behind it.
        let large = text.line_within(&headline.large, strong, columns.value + 20.0);
        list.extend(large.at(pos2(x + 8.0, middle(large.height))));
        let at = x + 8.0 + columns.value.max(large.width + 10.0);
        let room = rect.right() - columns.n - at;
        let interval = text.line_within(&headline.small, small, room.max(1.0));
        list.extend(interval.at(pos2(at, middle(interval.height))));
    } else {
        let large = text.line_within(&headline.large, strong, columns.value);
        list.extend(large.at(pos2(x + 8.0, middle(large.height))));
    }
    list.items().to_vec()
}

/// A breakdown as it stands in a picture, and how high it is.
pub(super) fn breakdown(
    groups: &[Group],
    of: (&Question, u64),
    corner: Pos2,
    width: f32,
    theme: &Theme,
    text: &mut TextEngine,
) -> (Vec<Item>, Rect) {
    let range = full_range(of.0, groups);
    let mut items = Vec::new();
    for (index, group) in groups.iter().enumerate() {
        let top = corner + vec2(0.0, ROW_HEIGHT * index as f32);
        let rect = Rect::from_min_size(top, vec2(width, ROW_HEIGHT));
        items.extend(breakdown_row(group, of, range, rect, theme, text));
    }
    let height = ROW_HEIGHT * groups.len() as f32;
    (items, Rect::from_min_size(corner, vec2(width, height)))
}

#[cfg(test)]
mod tests {
    use survey::tally::{Counts, Direction, Scale};
    use survey::{Options, evaluate};

    use super::*;

    const RECT: Rect = Rect::from_min_max(pos2(0.0, 0.0), pos2(420.0, 130.0));

    fn question() -> Question {
        Question::new("nps", Kind::Nps, Scale::new(0, 10), Direction::HighGood)
    }

    fn months(answers: &[(u64, u64)]) -> Vec<Group> {
        let group = |(index, (good, bad)): (usize, &(u64, u64))| {
            let answers = [(10, *good), (0, *bad)].into();
            let counts = Counts { answers, ..Counts::default() };
            let metric = evaluate(&question(), &counts, Options::default());
            Group { rank: 0, name: format!("2026-{:02}", index + 1), metric }
        };
        answers.iter().enumerate().map(group).collect()
    }

    #[test]
    fn a_trend_stays_in_its_room_and_has_a_place_for_every_month() {
        let groups = months(&[(40, 10), (2, 1), (30, 20), (60, 3), (70, 1)]);
        let mut text = TextEngine::new();
        let drawn = trend(&groups, Step::Month, &question(), RECT, &Theme::LIGHT, &mut text);
        assert_eq!(drawn.xs.len(), 5);
        assert!(drawn.xs.windows(2).all(|pair| pair[0] < pair[1]));
        let room = RECT.expand(2.0);
        for item in &drawn.items {
            assert!(room.contains_rect(item.bounds()), "{item:?}");
        }
    }

    #[test]
    fn a_scale_has_round_numbers_around_all_intervals_within_the_figures_range() {
        let ticks = ticks(&question(), &months(&[(40, 10), (90, 0)]));
        let (first, last) = (ticks[0], ticks[ticks.len() - 1]);
        assert!(first <= 30.0 && last == 100.0, "{ticks:?}");
        assert!(ticks.windows(2).all(|pair| pair[0] < pair[1]), "{ticks:?}");
        assert!((3..=9).contains(&ticks.len()), "{ticks:?}");
    }

    #[test]
    fn one_point_or_none_draws_without_a_line() {
        let mut text = TextEngine::new();
        for groups in [months(&[]), months(&[(40, 10)])] {
            let drawn = trend(&groups, Step::Month, &question(), RECT, &Theme::LIGHT, &mut text);
            assert_eq!(drawn.xs.len(), groups.len());
            assert!(drawn.items.iter().all(|item| item.bounds().is_finite()));
        }
    }
}
