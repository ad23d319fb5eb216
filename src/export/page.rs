//! A page around a map: title, subtitle, content, legend, as for a slide or a poster.

mod legend;

use ecolor::Color32;
use emath::{Pos2, Rect, TSTransform, Vec2, pos2, vec2};
use scene::{
    draw::{DrawList, Group, Items, Stroke},
    text::TextEngine,
    theme::{TextRole, Theme},
};

pub use legend::{LegendEntry, LegendSign};

/// Distance between the page's edge and everything on it, in document units at scale 1.
const MARGIN: f32 = 48.0;
/// Between title block and content, and between content and legend.
const GAP: f32 = 24.0;
/// Most lines of the title, and of the subtitle: a finding must be read to its end.
const TITLE_LINES: usize = 4;
/// How far a small map may be enlarged to fill a page.
const LARGEST_SCALE: f32 = 2.0;

/// How a page is made.
#[derive(Clone, Debug)]
pub struct PageOptions<'a> {
    /// The finding, or the map's name. Empty for none.
    pub title: &'a str,
    /// Where it comes from, in smaller letters. Empty for none.
    pub subtitle: &'a str,
    /// What the signs on the map mean. Empty for none.
    pub legend: &'a [LegendEntry],
    /// Words at the lower right, such as "2 of 6". Empty for none.
    pub footer: &'a str,
    /// Size of the page in document units, 1920 x 1080 for a slide; `None` to fit the content.
    pub size: Option<Vec2>,
    /// Colours.
    pub theme: &'a Theme,
}

/// A finished page.
#[derive(Clone, Debug)]
pub struct Page {
    /// What is on it.
    pub items: Items,
    /// Its area, from the origin.
    pub bounds: Rect,
    /// Its ground, to be passed to the exporter.
    pub background: Color32,
    /// How much the content was scaled; times 16 it is the size of a card's text on the page.
    pub content_scale: f32,
}

/// Puts `content`, which fills `bounds`, on a page.
///
/// On a page of fixed size the content is scaled to fit between title and legend; otherwise the
/// page is made as large as the content needs.
pub fn compose(
    engine: &mut TextEngine,
    content: &Items,
    bounds: Rect,
    options: &PageOptions<'_>,
) -> Page {
    let bounds = if bounds.is_finite() && bounds.is_positive() {
        bounds
    } else {
        Rect::from_min_size(Pos2::ZERO, Vec2::splat(1.0))
    };
    let width = options.size.map_or(bounds.width() + 2.0 * MARGIN, |size| size.x.max(4.0 * MARGIN));
    let inner = width - 2.0 * MARGIN;
    let mut list = DrawList::new();

    let top = title(engine, &mut list, inner, options);
    let legend = legend::lay_out(engine, inner, options);
    let legend_height = legend.as_ref().map_or(0.0, |legend| legend.height + GAP);
    let (scale, height) = match options.size {
        Some(size) => {
            let room = vec2(inner, (size.y - top - legend_height - MARGIN).max(1.0));
            let fit = (room / bounds.size()).min_elem().clamp(1.0e-3, LARGEST_SCALE);
            (fit, size.y.max(top + MARGIN))
        }
        None => (1.0, top + bounds.height() + legend_height + MARGIN),
    };
    let corner = pos2(MARGIN, top);
    list.push(Group {
        transform: TSTransform::new(corner.to_vec2() - bounds.min.to_vec2() * scale, scale),
        clip: Some(bounds),
        items: content.clone(),
    });
    if let Some(legend) = legend {
        let y = height - MARGIN - legend.height;
        let line = Stroke::solid(1.5, options.theme.map.stage_header);
        list.line(pos2(MARGIN, y), pos2(width - MARGIN, y), line);
        list.group(legend.items, vec2(MARGIN, y));
    }
    Page {
        items: list.finish(),
        bounds: Rect::from_min_size(Pos2::ZERO, vec2(width, height)),
        background: options.theme.map.lane,
        content_scale: scale,
    }
}

/// Draws title and subtitle and answers where the content starts.
fn title(
    engine: &mut TextEngine,
    list: &mut DrawList,
    width: f32,
    options: &PageOptions<'_>,
) -> f32 {
    let theme = options.theme;
    let mut y = MARGIN;
    let mut line = |text: &str, role: TextRole, color: Color32| {
        if !text.trim().is_empty() {
            let style = theme.style(role).with_color(color);
            let block = engine.label(text, style, width, TITLE_LINES);
            list.extend(block.at(pos2(MARGIN, y)));
            y += block.height + 8.0;
        }
    };
    line(options.title, TextRole::Title, theme.map.text);
    line(options.subtitle, TextRole::Subtitle, theme.map.secondary);
    if y > MARGIN { y + GAP - 8.0 } else { y }
}

#[cfg(test)]
mod tests;
