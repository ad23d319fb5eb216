//! The strips at the left that stay in view: lane titles, heads of bands.

use std::sync::Arc;

use ecolor::Color32;
use emath::{Pos2, Rect, pos2, vec2};
use model::Persona;

use super::env::Env;
use super::words::{Sign, Words};
use crate::draw::{Dash, DrawList, PathItem, RectItem, Stroke};
use crate::icon::Icon;
use crate::layout::{BandBox, LaneBox};
use crate::text::{TextBlock, TextEngine, TextStyle};
use crate::theme::{PersonaMark, TextRole, size};
use crate::view::Chip;

/// Between an edge and a text, in document units.
pub(super) const PADDING: f32 = 12.0;
/// Width of the bar in a persona's colour.
const PERSONA_BAR: f32 = 6.0;
/// Radius of a persona's avatar.
const AVATAR: f32 = 17.0;
/// A tagline that is cut to less than this is left out.
const LEAST_TAGLINE: f32 = 90.0;
/// What stands where a name is missing.
const UNNAMED_LANE: &str = "Unnamed lane";
const UNNAMED_PERSONA: &str = "Unnamed persona";
/// Most lines of a lane's title.
const TITLE_LINES: usize = 3;

/// A title of several lines, in the smaller of two styles if a word had to be broken or something
/// be cut in the larger one.
pub(super) fn title(
    name: &str,
    [style, smaller]: [TextStyle; 2],
    width: f32,
    max_lines: usize,
    text: &mut TextEngine,
) -> Arc<TextBlock> {
    let block = text.label(name, style, width, max_lines);
    if *block.text == *name.trim_end() {
        return block;
    }
    text.label(name, smaller, width, max_lines)
}

/// What a curve lane's title explains besides its name.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct CurveKey {
    /// The signs of the believed curve; none where everybody's stand.
    pub believed: Option<PersonaMark>,
    /// Whether a measured curve is drawn; true inside: of all customers.
    pub measured: Option<bool>,
    /// Whether the band is folded up.
    pub compact: bool,
}

/// The height that a lane's title needs.
pub(super) fn title_height(name: &str, env: &Env, text: &mut TextEngine) -> f32 {
    title_block(name, env, text).height + 2.0 * PADDING
}

fn title_block(name: &str, env: &Env, text: &mut TextEngine) -> Arc<TextBlock> {
    let colors = &env.theme.map;
    let (name, color) = if name.trim().is_empty() {
        (UNNAMED_LANE, colors.muted)
    } else {
        (name, colors.secondary)
    };
    let styles = [TextRole::Lane, TextRole::MetaStrong];
    let styles = styles.map(|role| env.theme.style(role).with_color(color));
    title(name, styles, size::LANE_HEADER - 2.0 * PADDING, TITLE_LINES, text)
}

/// The title of a lane.
pub(super) fn lane_title(
    list: &mut DrawList,
    lane: &LaneBox,
    key: CurveKey,
    env: &Env,
    text: &mut TextEngine,
) {
    let colors = &env.theme.map;
    list.rect(lane.title, colors.lane_header);
    let edge = Stroke::solid(size::HAIRLINE, colors.hairline);
    list.line(lane.title.right_top(), lane.title.right_bottom(), edge);
    list.line(lane.title.left_top(), lane.title.right_top(), edge);
    list.line(lane.title.left_bottom(), lane.title.right_bottom(), edge);
    let width = lane.title.width() - 2.0 * PADDING;
    let block = title_block(&lane.name, env, text);
    let left = lane.title.left() + PADDING;
    if let Some(curve) = &lane.curve {
        let scale = ["delighted", "frustrated"]
            .map(|word| text.line(word, env.theme.style(TextRole::Meta).with_color(colors.muted)));
        let right = lane.title.right() - 8.0;
        let [top, bottom] = &scale;
        let [top_y, bottom_y] = [curve.y.min - top.height / 2.0, curve.y.max - bottom.height / 2.0];
        list.extend(top.at(pos2(right - top.width, top_y)));
        list.extend(bottom.at(pos2(right - bottom.width, bottom_y)));
        let keys = if key.compact {
            0
        } else {
            usize::from(key.believed.is_some()) + usize::from(key.measured.is_some())
        };
        let own = block.height + 4.0 + 18.0 * keys as f32;
        let fits_beside = !key.compact && block.width + top.width + 8.0 <= width + PADDING;
        // Beside the scale's upper end the name stands on one line with it.
        let line = block.height / block.lines.len().max(1) as f32;
        let y = if fits_beside { curve.y.min - line / 2.0 } else { middle(lane.title, own) };
        list.extend(block.at(pos2(left, y)));
        if !key.compact {
            curve_key(list, pos2(left, y + block.height + 4.0), key, env, text);
        }
        return;
    }
    list.extend(block.at(pos2(left, lane.title.top() + PADDING)));
}

/// Which line is which.
fn curve_key(list: &mut DrawList, corner: Pos2, key: CurveKey, env: &Env, text: &mut TextEngine) {
    let style = env.theme.style(TextRole::Meta).with_color(env.theme.map.muted);
    let measured =
        Stroke::dashed(size::MEASURED_WIDTH + 0.5, env.theme.map.measured, Dash::two(4.0, 3.0));
    let rows = [
        key.believed.map(|mark| ("believed", mark.stroke(size::CURVE_WIDTH + 0.5))),
        key.measured.map(|of_all| (if of_all { "measured, all" } else { "measured" }, measured)),
    ];
    for (row, (word, stroke)) in rows.into_iter().flatten().enumerate() {
        let top = corner.y + 18.0 * row as f32;
        let block = text.line(word, style);
        list.extend(block.at(pos2(corner.x, top)));
        let left = corner.x + block.width + 8.0;
        let y = top + block.height / 2.0 + 1.0;
        list.line(pos2(left, y), pos2(left + 18.0, y), stroke);
    }
}

/// The head of a persona's band, which stays at the left while the map is panned.
pub(super) fn band_head(
    list: &mut DrawList,
    band: &BandBox,
    persona: Option<&Persona>,
    chips: &[Chip],
    env: &Env,
    text: &mut TextEngine,
) {
    let rect = band.header;
    let colors = &env.theme.map;
    // Its own ground, as the body does not reach below the strip of titles on a screen.
    let ground = rect.with_max_x(rect.left() + size::LANE_HEADER);
    list.rect(ground, colors.band_header);
    let edge = Stroke::solid(size::HAIRLINE, colors.hairline);
    list.line(ground.left_top(), ground.right_top(), edge);
    list.line(ground.left_bottom(), ground.right_bottom(), edge);
    let Some(persona) = persona else {
        let style = env.theme.style(TextRole::Lane);
        let block = text.line(&band.name, style);
        list.extend(block.at(pos2(rect.left() + PADDING, middle(rect, block.height))));
        return;
    };
    let mark = env.theme.persona(persona.mark);
    list.rect(rect.with_max_x(rect.left() + PERSONA_BAR), mark.color);
    if band.toggle.is_positive() {
        let icon = if band.collapsed { Icon::ChevronRight } else { Icon::ExpandMore };
        list.push(icon.run(band.toggle.center(), size::ICON + 2.0, colors.secondary));
    }
    let center = pos2(band.toggle.right().max(rect.left() + 16.0) + 4.0 + AVATAR, rect.center().y);
    list.push(PathItem::circle(center, AVATAR).filled(mark.color));
    list.push(Icon::Person.run(center, 22.0, colors.on_persona));
    let chips_width: f32 = chips.iter().map(|chip| chip_width(chip, env, text) + 8.0).sum();
    let mut left = center.x + AVATAR + 10.0;
    let room = (rect.right() - left - chips_width - 2.0 * PADDING).max(60.0);
    let name = if persona.name.trim().is_empty() { UNNAMED_PERSONA } else { &persona.name };
    let block = text.line_within(name, env.theme.style(TextRole::Stage), room);
    list.extend(block.at(pos2(left, middle(rect, block.height))));
    let baseline =
        middle(rect, block.height) + block.lines.first().map_or(0.0, |line| line.baseline);
    left += block.width + 10.0;
    let room = room - block.width - 10.0;
    let style = env.theme.style(TextRole::Card).with_color(colors.secondary);
    let tagline = text.line_within(&persona.tagline, style, room);
    // A tagline of which only a word would be left says nothing.
    let least = if tagline.truncated { LEAST_TAGLINE } else { tagline.width };
    if tagline.width > 0.0 && room >= least {
        let rise = tagline.lines.first().map_or(0.0, |line| line.baseline);
        list.extend(tagline.at(pos2(left, baseline - rise)));
        left += tagline.width + 10.0;
    }
    left += 6.0;
    for chip in chips {
        left += chip_art(list, chip, pos2(left, rect.center().y), env, text) + 8.0;
    }
    list.anchor(band.persona.map_or_else(String::new, |id| format!("persona:{id}")), name, rect);
}

/// Width of a chip.
fn chip_width(chip: &Chip, env: &Env, text: &mut TextEngine) -> f32 {
    chip_art(&mut DrawList::new(), chip, Pos2::ZERO, env, text)
}

/// Draws a chip right of `left_center`; returns its width.
fn chip_art(
    list: &mut DrawList,
    chip: &Chip,
    left_center: Pos2,
    env: &Env,
    text: &mut TextEngine,
) -> f32 {
    let colors = &env.theme.map;
    let meta = env.theme.style(TextRole::Meta);
    let words = Words::new([
        text.line(&chip.label, meta),
        text.line(&chip.value, env.theme.style(TextRole::Lane)),
        text.line(&chip.note, meta.with_color(colors.secondary)),
    ]);
    let sign = chip.missed.then(|| Sign::new(false, colors.worse_text, env, text));
    let own = sign.as_ref().map_or(0.0, |sign| sign.width() + 10.0);
    let width = words.width() + own + 20.0;
    let rect = Rect::from_min_size(left_center - vec2(0.0, 14.0), vec2(width, 28.0));
    list.round_rect(rect, size::RADIUS, colors.chip, Stroke::NONE);
    let start = pos2(rect.left() + 10.0, rect.center().y + 5.0);
    words.draw(list, start);
    if let Some(sign) = sign {
        sign.draw(list, pos2(start.x + words.width() + 10.0, start.y));
    }
    width
}

/// Ground of a band: head, lanes, lines between lanes and between stages.
pub(super) fn band_ground(list: &mut DrawList, band: &BandBox, env: &Env) {
    let colors = &env.theme.map;
    let stroke = Stroke::solid(size::HAIRLINE, colors.hairline);
    list.rect(band.rect, colors.lane);
    list.rect(band.header, colors.band_header);
    let lanes = band.rect.with_min_y(band.header.bottom());
    for column in &env.columns {
        let x = column.x.max;
        if lanes.height() > 0.0 {
            list.line(pos2(x, lanes.top()), pos2(x, lanes.bottom()), faint(stroke));
        }
    }
    for lane in &band.lanes {
        list.line(lane.rect.left_top(), lane.rect.right_top(), faint(stroke));
    }
    list.push(RectItem { rect: band.rect, fill: Color32::TRANSPARENT, stroke });
}

/// Lines inside a band are quieter than its edge.
fn faint(stroke: Stroke) -> Stroke {
    Stroke { color: stroke.color.gamma_multiply(0.6), ..stroke }
}

/// The top of something `height` high in the middle of `rect`.
pub(super) fn middle(rect: Rect, height: f32) -> f32 {
    rect.center().y - height / 2.0
}
