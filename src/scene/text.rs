//! The one engine that breaks lines and shapes text: parley, at scale 1, with bundled faces only.
//!
//! A text is laid out once in document units; zooming and exporting multiply coordinates, so that
//! line breaks are the same on every screen and in every file.

mod cache;
mod editor;
mod fonts;
mod hyphens;
mod runs;

use std::{ops::Range, sync::Arc};

use ecolor::Color32;
use emath::{Pos2, Vec2};
use parley::{FontContext, LayoutContext};

pub use editor::{EditorView, TextEditor};

use crate::draw::{GlyphRun, Item};

/// Weight of a text; each has a face of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Weight {
    /// 400.
    #[default]
    Regular,
    /// 500.
    Medium,
    /// 600.
    SemiBold,
    /// 700.
    Bold,
}

impl Weight {
    /// The weight as OpenType counts, 400 to 700.
    pub fn value(self) -> u16 {
        match self {
            Self::Regular => 400,
            Self::Medium => 500,
            Self::SemiBold => 600,
            Self::Bold => 700,
        }
    }
}

/// How lines stand within the width; reading direction decides what the start is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Align {
    /// Left for left-to-right text, right for right-to-left text.
    #[default]
    Start,
    /// In the middle.
    Center,
    /// Opposite of the start.
    End,
}

/// Size, weight, colour and line distance of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextStyle {
    /// Size of the em in document units.
    pub size_px: f32,
    /// Weight.
    pub weight: Weight,
    /// Colour.
    pub color: Color32,
    /// Distance from one baseline to the next in document units.
    pub line_height_px: f32,
}

impl TextStyle {
    /// The same style in another colour.
    pub fn with_color(self, color: Color32) -> Self {
        Self { color, ..self }
    }

    /// The style with sizes that shaping can bear: finite, positive, at most 2,048 px.
    fn sane(self) -> Self {
        let sane = |value: f32, default: f32| {
            if value.is_finite() { value.clamp(1.0, 2048.0) } else { default }
        };
        let size_px = sane(self.size_px, 16.0);
        Self { size_px, line_height_px: sane(self.line_height_px, size_px * 1.375), ..self }
    }
}

/// One line of a laid-out text.
#[derive(Clone, Debug, PartialEq)]
pub struct TextLine {
    /// Left end of the line, right of the block's left edge.
    pub x: f32,
    /// Baseline below the block's top.
    pub baseline: f32,
    /// Width without trailing spaces.
    pub width: f32,
    /// The line's bytes of [`TextBlock::text`], with its trailing space or line break.
    pub text_range: Range<usize>,
}

/// A laid-out text: lines and shaped runs, relative to its upper left corner.
#[derive(Clone, Debug, PartialEq)]
pub struct TextBlock {
    /// Width of the widest line, without trailing spaces.
    pub width: f32,
    /// Sum of the line heights.
    pub height: f32,
    /// The lines from top to bottom; an empty text has one empty line.
    pub lines: Vec<TextLine>,
    /// Shaped runs, line by line and from left to right.
    pub runs: Vec<GlyphRun>,
    /// Whether lines were cut off and an ellipsis stands at the end.
    pub truncated: bool,
    /// Characters that no bundled face has, sorted; they are drawn as boxes.
    pub missing: Vec<char>,
    /// The text that is shown, with the ellipsis if it was cut.
    pub text: Arc<str>,
}

impl TextBlock {
    /// The block's size.
    pub fn size(&self) -> Vec2 {
        Vec2::new(self.width, self.height)
    }

    /// The block's items with its upper left corner at `corner`.
    pub fn at(&self, corner: Pos2) -> impl Iterator<Item = Item> + '_ {
        let offset = corner.to_vec2();
        self.runs.iter().map(move |run| Item::Glyphs(run.moved(offset)))
    }
}

/// Shapes and breaks text, remembering what it laid out.
///
/// One per thread; making one costs little, as all share the parsed faces.
pub struct TextEngine {
    fonts: FontContext,
    layouts: LayoutContext<()>,
    cache: cache::Cache,
}

impl Default for TextEngine {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for TextEngine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TextEngine").field("cached", &self.cache.len()).finish_non_exhaustive()
    }
}

impl TextEngine {
    /// An engine with the bundled faces and nothing of the system's.
    pub fn new() -> Self {
        Self {
            fonts: fonts::context(),
            layouts: LayoutContext::new(),
            cache: cache::Cache::default(),
        }
    }

    /// Lays out `text`, breaking lines at `max_width` (never, if `None`) document units.
    ///
    /// Words wider than that break anywhere. With `max_lines`, what does not fit is cut off and an
    /// ellipsis is put in its place. Results are kept, so the same call again costs a lookup.
    pub fn layout(
        &mut self,
        text: &str,
        style: TextStyle,
        max_width: Option<f32>,
        max_lines: Option<usize>,
        align: Align,
    ) -> Arc<TextBlock> {
        let style = style.sane();
        let max_width = max_width.filter(|w| w.is_finite()).map(|w| w.max(1.0));
        let max_lines = max_lines.map(|lines| lines.max(1));
        self.remembered(text, runs::Spec { style, max_width, max_lines, align, own_width: false })
    }

    /// Lays out `text` unless that was done before.
    fn remembered(&mut self, text: &str, spec: runs::Spec) -> Arc<TextBlock> {
        if let Some(block) = self.cache.get(&spec, text) {
            return block;
        }
        let block = Arc::new(runs::layout(&mut self.fonts, &mut self.layouts, text, spec));
        self.cache.put(&spec, text, Arc::clone(&block));
        block
    }

    /// Lays out a label: one line, as wide as it is.
    pub fn line(&mut self, text: &str, style: TextStyle) -> Arc<TextBlock> {
        self.layout(text.trim_end(), style, None, Some(1), Align::Start)
    }

    /// Lays out a label of one line that is cut with an ellipsis at `max_width` document units.
    ///
    /// The line is as wide as it is: it begins at x = 0 whichever way it is read.
    pub fn line_within(&mut self, text: &str, style: TextStyle, max_width: f32) -> Arc<TextBlock> {
        self.label(text, style, max_width, 1)
    }

    /// Lays out a label of at most `max_lines` lines, each at most `max_width` document units wide.
    ///
    /// The block is as wide as its widest line and begins at x = 0 whichever way it is read. A word
    /// that has to be broken gets a hyphen, and what does not fit is cut with an ellipsis.
    pub fn label(
        &mut self,
        text: &str,
        style: TextStyle,
        max_width: f32,
        max_lines: usize,
    ) -> Arc<TextBlock> {
        let style = style.sane();
        let max_width =
            if max_width.is_finite() { max_width.max(1.0) } else { f32::from(u16::MAX) };
        let max_lines = max_lines.max(1);
        let text = text.trim_end();
        let hyphenated = self.hyphenated(text, style, max_width, max_lines);
        let spec = runs::Spec {
            style,
            max_width: Some(max_width),
            max_lines: Some(max_lines),
            align: Align::Start,
            own_width: true,
        };
        self.remembered(hyphenated.as_deref().unwrap_or(text), spec)
    }

    /// How many layouts are remembered now.
    pub fn cached(&self) -> usize {
        self.cache.len()
    }
}

#[cfg(test)]
mod tests;
