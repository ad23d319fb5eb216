//! How a card looks: pale fill, accent bar, text, and a row that says where, who and how it felt.

use std::sync::Arc;

use ecolor::Color32;
use emath::{Pos2, Rect, Vec2, pos2, vec2};
use model::{Card, CardKind, Evidence};

use super::env::Env;
use super::words::{Sign, Words};
use crate::draw::{Dash, DrawList, Items, PathItem, Radii, RoundRectItem, Segment, Stroke};
use crate::icon::Icon;
use crate::text::{Align, TextEngine, TextStyle};
use crate::theme::{KindLook, TextRole, emotion_icon, size};
use crate::view::Chip;

/// Above the text and below the last row, in document units.
const PADDING_Y: f32 = 10.0;
/// Between the text and the row below it.
const ROW_GAP: f32 = 6.0;
/// Height of the row of channel, initiator and emotion.
const ROW_HEIGHT: f32 = 20.0;
/// Between two signs of that row.
const SIGN_GAP: f32 = 8.0;
/// Room at the right of the text for the star of a moment of truth.
const STAR_ROOM: f32 = 24.0;
/// A channel's name that is cut to less than this says nothing and is left out.
const LEAST_NAME: f32 = 52.0;
/// Distance of a cubic's control points from its ends, for a quarter circle of radius 1:
/// 4 (√2 - 1) / 3.
const QUARTER_CIRCLE: f32 = 0.552_284_8;
/// What stands on a card without text.
const PLACEHOLDER: &str = "No text yet";

/// A card's drawing, with its upper left corner at the origin.
#[derive(Debug)]
pub(crate) struct CardArt {
    pub items: Items,
    pub height: f32,
    pub text_rect: Rect,
    pub text_style: TextStyle,
    pub clamped: bool,
}

/// What decides a card's look besides the card and [`Env`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct CardFrame {
    /// The card's width.
    pub width: f32,
    /// The kind of new cards in its lane: a card of that kind needs no label of it.
    pub lane_kind: Option<CardKind>,
    /// Whether its text is being written.
    pub editing: bool,
}

/// Draws a card, with the figure of its answers if it has one.
pub(crate) fn card_art(
    card: &Card,
    frame: CardFrame,
    badge: Option<&Chip>,
    env: &Env,
    text: &mut TextEngine,
) -> CardArt {
    let look = env.theme.kind(card.kind);
    let role = if card.moment_of_truth { TextRole::Lane } else { TextRole::Card };
    let text_style = env.theme.style(role).with_color(look.ink);
    let left = size::CARD_BAR + size::CARD_PADDING;
    let star = if card.moment_of_truth { STAR_ROOM } else { 0.0 };
    let text_width = (frame.width - left - size::CARD_PADDING - star).max(1.0);
    let is_empty = card.text.trim().is_empty() && !frame.editing;
    let (shown, style) = if is_empty {
        (PLACEHOLDER, text_style.with_color(look.secondary))
    } else {
        (card.text.as_str(), text_style)
    };
    let max_lines = (!frame.editing).then_some(size::CARD_MAX_LINES);
    let block = text.layout(shown, style, Some(text_width), max_lines, Align::Start);
    let corner = pos2(left, PADDING_Y);
    let text_rect = Rect::from_min_size(corner, vec2(text_width, block.height));
    let row = row_art(card, frame, env, text);
    let row_height = if row.is_empty() { 0.0 } else { ROW_GAP + ROW_HEIGHT };
    let badge_height = if badge.is_some() { ROW_GAP + ROW_HEIGHT } else { 0.0 };
    let height = text_rect.bottom() + row_height + badge_height + PADDING_Y;

    let mut list = DrawList::new();
    let rect = Rect::from_min_size(Pos2::ZERO, vec2(frame.width, height));
    ground(&mut list, rect, look, border(card.evidence, look, env));
    if !frame.editing {
        list.extend(block.at(corner));
    }
    if card.moment_of_truth {
        let center = pos2(frame.width - 20.0, PADDING_Y + style.line_height_px / 2.0);
        list.push(Icon::Star.run(center, size::ICON, look.accent));
    }
    if !row.is_empty() {
        list.group(row, vec2(0.0, text_rect.bottom() + ROW_GAP));
    }
    if let Some(badge) = badge {
        let top = height - PADDING_Y - ROW_HEIGHT;
        let room = Rect::from_min_max(
            pos2(left, top),
            pos2(frame.width - size::CARD_PADDING, top + ROW_HEIGHT),
        );
        badge_art(&mut list, badge, room, look, env, text);
    }
    CardArt { items: list.finish(), height, text_rect, text_style, clamped: block.truncated }
}

/// What people said about the touchpoint, on a line of its own: "CSAT 62 % n 48".
fn badge_art(
    list: &mut DrawList,
    badge: &Chip,
    room: Rect,
    look: &KindLook,
    env: &Env,
    text: &mut TextEngine,
) {
    let (pad, gap) = (6.0, 8.0);
    let (quiet, strong) = (TextRole::Meta, TextRole::MetaStrong);
    let [quiet, strong] = [(quiet, look.secondary), (strong, look.ink)]
        .map(|(role, color)| env.theme.style(role).with_color(color));
    let sign = badge.missed.then(|| Sign::new(false, env.theme.map.worse_text, env, text));
    let own = sign.as_ref().map_or(0.0, |sign| sign.width() + gap);
    let (value, note) = (text.line(&badge.value, strong), text.line(&badge.note, quiet));
    let rest = Words::new([Arc::clone(&value), Arc::clone(&note)]).width();
    let label_room = room.width() - 2.0 * pad - own - rest - gap;
    let label = text.line_within(&badge.label, quiet, label_room.max(24.0));
    let words = Words::new([label, value, note]);
    let ground = room.with_max_x(room.left() + words.width() + own + 2.0 * pad);
    list.round_rect(ground, size::CHIP_RADIUS, look.chip, Stroke::NONE);
    let start = pos2(room.left() + pad, room.center().y + 4.5);
    words.draw(list, start);
    if let Some(sign) = sign {
        sign.draw(list, pos2(start.x + words.width() + gap, start.y));
    }
}

/// The border that tells how well the card is supported: solid when validated, thin when partly,
/// dashed while it is assumed.
fn border(evidence: Evidence, look: &KindLook, env: &Env) -> Stroke {
    match evidence {
        Evidence::Validated => Stroke::solid(1.5, look.fill.lerp_to_gamma(look.accent, 0.6)),
        Evidence::Partly => Stroke::solid(0.75, look.fill.lerp_to_gamma(look.accent, 0.6)),
        Evidence::Assumed => Stroke::dashed(1.0, env.theme.map.border, Dash::two(4.0, 3.0)),
    }
}

/// Fill, border and accent bar.
fn ground(list: &mut DrawList, rect: Rect, look: &KindLook, border: Stroke) {
    let radius = size::RADIUS;
    let fill = Rect::from_min_max(pos2(rect.left() + size::CARD_BAR, rect.top()), rect.max);
    let right = Radii { nw: 0.0, ne: radius, se: radius, sw: 0.0 };
    // The bar is drawn wider than it shows: round corners need that width, the fill covers it.
    let bar = rect.with_max_x(rect.left() + size::CARD_BAR + 2.0 * radius);
    list.push(RoundRectItem {
        rect: bar,
        radii: Radii::left(radius),
        fill: look.accent,
        stroke: Stroke::NONE,
    });
    list.push(RoundRectItem { rect: fill, radii: right, fill: look.fill, stroke: Stroke::NONE });
    list.push(right_edge(rect.shrink(border.width_px / 2.0), radius).stroked(border));
}

/// The outline of a card without its left side, where the bar is.
fn right_edge(rect: Rect, radius: f32) -> PathItem {
    let left = rect.left() + size::CARD_BAR;
    let bend = radius * (1.0 - QUARTER_CIRCLE);
    let (top, bottom, right) = (rect.top(), rect.bottom(), rect.right());
    let segments = [
        Segment::Line(pos2(right - radius, top)),
        Segment::Cubic(pos2(right - bend, top), pos2(right, top + bend), pos2(right, top + radius)),
        Segment::Line(pos2(right, bottom - radius)),
        Segment::Cubic(
            pos2(right, bottom - bend),
            pos2(right - bend, bottom),
            pos2(right - radius, bottom),
        ),
        Segment::Line(pos2(left, bottom)),
    ];
    PathItem::new(pos2(left, top), segments, false)
}

/// The row below the text, with its upper left corner at the card's left edge; empty when there is
/// nothing to say.
fn row_art(card: &Card, frame: CardFrame, env: &Env, text: &mut TextEngine) -> Items {
    let look = env.theme.kind(card.kind);
    let mut row = Row::new(frame.width, env.theme.style(TextRole::Meta).with_color(look.secondary));
    if let Some(emotion) = card.emotion {
        row.face(emotion_icon(emotion), env.theme.emotion_on_card(emotion));
    }
    let notes = !card.notes.trim().is_empty();
    row.reserve(f32::from(u8::from(card.initiator.is_some())) * (18.0 + SIGN_GAP));
    row.reserve(f32::from(u8::from(notes)) * (size::ICON_SMALL + SIGN_GAP));
    if let Some(label) = kind_label(card.kind, frame.lane_kind) {
        row.chip(label, look, text);
    }
    if let Some(channel) = card.channel.and_then(|id| env.channels.get(&id)) {
        row.channel(channel.icon, &channel.name, text);
    }
    if let Some(initiator) = card.initiator {
        row.boxed(initiator.letter(), text);
    }
    if notes {
        row.icon(Icon::Description);
    }
    row.list.finish()
}

/// The word that names a card's kind. Pains, opportunities and questions share lanes and always carry it;
/// other kinds only outside of a lane of their own.
fn kind_label(kind: CardKind, lane_kind: Option<CardKind>) -> Option<&'static str> {
    let label = match kind {
        CardKind::Touchpoint => "touchpoint",
        CardKind::Thought => "thought",
        CardKind::Pain => return Some("pain"),
        CardKind::Opportunity => return Some("opportunity"),
        CardKind::Question => return Some("question"),
        CardKind::Evidence => "evidence",
    };
    (lane_kind != Some(kind)).then_some(label)
}

/// Signs from left to right, and one face at the right end.
struct Row {
    list: DrawList,
    style: TextStyle,
    /// Where the next sign begins.
    left: f32,
    /// Where the room for signs ends.
    right: f32,
    /// Room that is kept for signs still to come.
    reserved: f32,
}

impl Row {
    fn new(width: f32, style: TextStyle) -> Self {
        let left = size::CARD_BAR + size::CARD_PADDING;
        let right = width - size::CARD_PADDING;
        Self { list: DrawList::new(), style, left, right, reserved: 0.0 }
    }

    fn reserve(&mut self, width: f32) {
        self.reserved += width;
    }

    fn release(&mut self, width: f32) {
        self.reserved = (self.reserved - width).max(0.0);
    }

    fn center_y() -> f32 {
        ROW_HEIGHT / 2.0
    }

    fn face(&mut self, icon: Icon, color: Color32) {
        let center = pos2(self.right - size::ICON / 2.0 + 2.0, Self::center_y());
        self.list.push(icon.run(center, size::ICON, color));
        self.right -= size::ICON + SIGN_GAP;
    }

    fn chip(&mut self, label: &str, look: &KindLook, text: &mut TextEngine) {
        let block = text.line(label, self.style.with_color(look.ink));
        let (pad, icon) = (6.0, 14.0);
        let corner = pos2(self.left, 0.0);
        let rect =
            Rect::from_min_size(corner, vec2(3.0 * pad + icon + block.width - 2.0, ROW_HEIGHT));
        self.list.round_rect(rect, size::CHIP_RADIUS, look.chip, Stroke::NONE);
        let center = pos2(self.left + pad + icon / 2.0 - 1.0, Self::center_y());
        self.list.push(look.icon.run(center, icon, look.accent));
        self.list
            .extend(block.at(pos2(rect.right() - pad - block.width, top_of(&block, ROW_HEIGHT))));
        self.left = rect.right() + SIGN_GAP;
    }

    fn channel(&mut self, icon: Icon, name: &str, text: &mut TextEngine) {
        let room = self.right - self.left - self.reserved;
        if room < size::ICON_SMALL {
            return;
        }
        self.icon(icon);
        let room = self.right - self.left - self.reserved + 2.0;
        if room < LEAST_NAME && text.line(name, self.style).width > room {
            return;
        }
        self.left -= 2.0;
        let block = text.line_within(name, self.style, room);
        self.list.extend(block.at(pos2(self.left, top_of(&block, ROW_HEIGHT))));
        self.left += block.width.min(room) + SIGN_GAP;
    }

    fn boxed(&mut self, letter: &str, text: &mut TextEngine) {
        self.release(18.0 + SIGN_GAP);
        let block = text.line(letter, TextStyle { size_px: 13.0, ..self.style });
        let rect = Rect::from_min_size(pos2(self.left, 1.5), Vec2::splat(17.0));
        let stroke = Stroke::solid(1.0, self.style.color);
        self.list.round_rect(rect, 3.0, Color32::TRANSPARENT, stroke);
        let corner = pos2(rect.center().x - block.width / 2.0, top_of(&block, ROW_HEIGHT));
        self.list.extend(block.at(corner));
        self.left = rect.right() + SIGN_GAP;
    }

    fn icon(&mut self, icon: Icon) {
        let center = pos2(self.left + size::ICON_SMALL / 2.0, Self::center_y());
        self.list.push(icon.run(center, size::ICON_SMALL, self.style.color));
        self.left += size::ICON_SMALL + SIGN_GAP;
    }
}

/// The top of a line of text that stands in the middle of `height`.
fn top_of(block: &Arc<crate::text::TextBlock>, height: f32) -> f32 {
    (height - block.height) / 2.0
}
