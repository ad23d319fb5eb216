//! What the signs on a map mean, in a row that wraps.

use emath::{Pos2, Rect, Vec2, pos2, vec2};
use model::{CardKind, Emotion, Evidence};
use scene::{
    chart,
    draw::{Dash, DrawList, Items, PathItem, Radii, RectItem, RoundRectItem, Stroke},
    icon::Icon,
    text::TextEngine,
    theme::{PersonaMark, TextRole, Theme, emotion_icon, size},
};

use super::PageOptions;

/// Width that a sign takes.
const SIGN: f32 = 32.0;
/// Between a sign and its words.
const SIGN_GAP: f32 = 8.0;
/// Between two entries.
const ENTRY_GAP: f32 = 32.0;
/// Height of a row of entries.
const ROW: f32 = 28.0;
/// A feeling of each face, on the scale from -2 to +2.
const FACES: [f64; 5] = [-2.0, -1.0, 0.0, 1.0, 2.0];
/// Above the first row, below the line.
const TOP: f32 = 12.0;

/// What is drawn before the words of a legend's entry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LegendSign {
    /// A small card of this kind with its icon.
    Kind(CardKind),
    /// The star of a moment of truth.
    KeyMoment,
    /// A boxed letter: who started the interaction.
    Letter(&'static str),
    /// A card with the border that tells how well it is supported.
    Evidence(Evidence),
    /// The faces from frustrated to delighted.
    Faces,
    /// The mark of a card that has notes.
    Notes,
    /// A persona's line with its marker: believed.
    Persona(PersonaMark),
    /// The dashed grey line with its interval: measured.
    Measured,
    /// The tinted areas where measured is worse and better than believed.
    Gap,
    /// A figure as it stands on stages and cards.
    Figure,
    /// The bar of a figure: scale, 95 % interval and value.
    Gauge,
    /// The small triangle below such a bar: what is expected.
    Target,
    /// What meets what is expected.
    Met,
    /// What misses it.
    Missed,
}

/// A sign and what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct LegendEntry {
    /// The sign.
    pub sign: LegendSign,
    /// Its meaning, such as "moment of truth".
    pub label: String,
}

impl LegendEntry {
    /// An entry with this sign and meaning.
    pub fn new(sign: LegendSign, label: impl Into<String>) -> Self {
        Self { sign, label: label.into() }
    }
}

/// A laid-out legend, from its upper left corner.
pub(super) struct Legend {
    pub(super) items: Items,
    pub(super) height: f32,
}

/// Lays out entries from the left and the footer at the right; none if there is neither.
pub(super) fn lay_out(
    engine: &mut TextEngine,
    width: f32,
    options: &PageOptions<'_>,
) -> Option<Legend> {
    if options.legend.is_empty() && options.footer.is_empty() {
        return None;
    }
    let theme = options.theme;
    let style = theme.style(TextRole::Meta);
    let mut list = DrawList::new();
    let footer = engine.line_within(options.footer, style, width);
    let footer_width = if options.footer.is_empty() { 0.0 } else { footer.width + ENTRY_GAP };
    let (mut x, mut row) = (0.0_f32, 0.0_f32);
    for entry in options.legend {
        let own = sign_width(entry.sign);
        let label = engine.line_within(&entry.label, style, width - own - SIGN_GAP);
        let entry_width = own + SIGN_GAP + label.width;
        // The footer stands in the first row, so that row is shorter.
        let room = if row == 0.0 { width - footer_width } else { width };
        if x > 0.0 && x + entry_width > room {
            (x, row) = (0.0, row + 1.0);
        }
        let middle = TOP + (row + 0.5) * ROW;
        sign(&mut list, engine, theme, entry.sign, pos2(x + own / 2.0, middle));
        list.extend(label.at(pos2(x + own + SIGN_GAP, middle - label.height / 2.0)));
        x += entry_width + ENTRY_GAP;
    }
    if !options.footer.is_empty() {
        let corner = pos2(width - footer.width, TOP + (ROW - footer.height) / 2.0);
        list.extend(footer.at(corner));
    }
    Some(Legend { items: list.finish(), height: TOP + (row + 1.0) * ROW })
}

fn sign_width(sign: LegendSign) -> f32 {
    match sign {
        LegendSign::KeyMoment
        | LegendSign::Letter(_)
        | LegendSign::Notes
        | LegendSign::Target
        | LegendSign::Met
        | LegendSign::Missed => size::ICON,
        LegendSign::Faces => FACES.len() as f32 * size::ICON,
        _ => SIGN,
    }
}

fn sign(
    list: &mut DrawList,
    engine: &mut TextEngine,
    theme: &Theme,
    sign: LegendSign,
    center: Pos2,
) {
    let card = Rect::from_center_size(center, vec2(SIGN, 20.0));
    let (left, right) = (card.left_center(), card.right_center());
    match sign {
        LegendSign::Kind(kind) => {
            let look = theme.kind(kind);
            list.round_rect(card, size::CHIP_RADIUS, look.fill, Stroke::NONE);
            let bar = Rect::from_min_max(card.min, pos2(card.min.x + 4.0, card.max.y));
            let radii = Radii::left(size::CHIP_RADIUS);
            list.push(RoundRectItem { rect: bar, radii, fill: look.accent, stroke: Stroke::NONE });
            list.push(look.icon.run(center + Vec2::new(2.0, 0.0), size::ICON_SMALL, look.accent));
        }
        LegendSign::KeyMoment => {
            list.push(Icon::Star.run(center, size::ICON, theme.map.key_moment));
        }
        LegendSign::Letter(letter) => letter_box(list, engine, theme, letter, center),
        LegendSign::Evidence(evidence) => {
            let border = match evidence {
                Evidence::Validated => Stroke::solid(1.5, theme.map.border),
                Evidence::Partly => Stroke::solid(0.75, theme.map.border),
                Evidence::Assumed => Stroke::dashed(1.0, theme.map.border, Dash::two(4.0, 3.0)),
            };
            list.round_rect(card, size::CHIP_RADIUS, theme.map.lane, border);
        }
        LegendSign::Faces => {
            let mut x = center.x - (FACES.len() - 1) as f32 * size::ICON / 2.0;
            for emotion in FACES.map(Emotion::from_value) {
                let color = theme.emotion_on_card(emotion);
                list.push(emotion_icon(emotion).run(pos2(x, center.y), size::ICON, color));
                x += size::ICON;
            }
        }
        LegendSign::Notes => {
            list.push(Icon::Description.run(center, size::ICON_SMALL, theme.map.secondary));
        }
        LegendSign::Persona(mark) => {
            list.line(left, right, mark.stroke(size::CURVE_WIDTH));
            let outline = Stroke::solid(2.0, mark.color);
            list.push(mark.marker.path(center, 5.0).filled(theme.map.lane).stroked(outline));
        }
        LegendSign::Measured => {
            let interval = Rect::from_center_size(center, vec2(SIGN, 10.0));
            list.push(RectItem { rect: interval, fill: theme.map.interval, stroke: Stroke::NONE });
            let line =
                Stroke::dashed(size::MEASURED_WIDTH, theme.map.measured, Dash::two(4.0, 3.0));
            list.line(left, right, line);
            let point = Rect::from_center_size(center, Vec2::splat(5.0));
            list.push(
                PathItem::polyline(
                    &[
                        point.left_top(),
                        point.right_top(),
                        point.right_bottom(),
                        point.left_bottom(),
                    ],
                    true,
                )
                .filled(theme.map.measured),
            );
        }
        LegendSign::Gap => {
            list.rect(card.with_max_x(center.x), theme.map.gap_worse);
            list.rect(card.with_min_x(center.x), theme.map.gap_better);
        }
        LegendSign::Figure => {
            list.round_rect(card, size::CHIP_RADIUS, theme.map.chip, Stroke::NONE);
            let word = engine.line("n 9", theme.style(TextRole::Meta));
            list.extend(word.at(center - word.size() / 2.0));
        }
        LegendSign::Gauge => {
            let bar = Rect::from_center_size(center, vec2(SIGN, 8.0));
            list.extend(chart::interval_bar(0.5, Some((0.3, 0.7)), (0.0, 1.0), bar, theme));
        }
        LegendSign::Target => {
            let tip = center - vec2(0.0, 2.5);
            list.push(chart::target_mark(tip).filled(theme.map.text));
        }
        LegendSign::Met => {
            list.push(Icon::CheckCircle.run(center, size::ICON_SMALL, theme.map.better_text));
        }
        LegendSign::Missed => {
            list.push(Icon::Warning.run(center, size::ICON_SMALL, theme.map.worse_text));
        }
    }
}

/// The boxed letter as it stands on cards.
fn letter_box(
    list: &mut DrawList,
    engine: &mut TextEngine,
    theme: &Theme,
    letter: &str,
    center: Pos2,
) {
    let frame = Rect::from_center_size(center, Vec2::splat(18.0));
    list.round_rect(frame, 3.0, theme.map.lane, Stroke::solid(1.0, theme.map.border));
    let text = engine.line(letter, theme.style(TextRole::Meta));
    list.extend(text.at(center - text.size() / 2.0));
}
