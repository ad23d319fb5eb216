//! From parley's layout to blocks of glyph runs.

use std::{ops::Range, sync::Arc};

use emath::pos2;
use parley::{
    Alignment, AlignmentOptions, FontContext, Layout, LayoutContext, PositionedLayoutItem,
};

use super::{Align, TextBlock, TextLine, TextStyle, fonts};
use crate::draw::{Glyph, GlyphRun};

/// What is put where text was cut off.
const ELLIPSIS: char = '…';

/// Most characters of a label that may be as wide as it is.
const LONGEST_LABEL: usize = 4096;

/// Everything but the text that decides how a block looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spec {
    pub(super) style: TextStyle,
    pub(super) max_width: Option<f32>,
    pub(super) max_lines: Option<usize>,
    pub(super) align: Align,
    /// Whether the block is a label: as wide as its widest line, whichever way it is read.
    pub(super) own_width: bool,
}

/// Parley's name of an alignment.
pub(super) fn alignment(align: Align) -> Alignment {
    match align {
        Align::Start => Alignment::Start,
        Align::Center => Alignment::Center,
        Align::End => Alignment::End,
    }
}

/// Lays out `text`, cutting it to the lines that `spec` allows.
pub(super) fn layout(
    fonts: &mut FontContext,
    layouts: &mut LayoutContext<()>,
    text: &str,
    spec: Spec,
) -> TextBlock {
    let mut block = limited(fonts, layouts, text, spec);
    if spec.own_width {
        block.start_at_zero();
    }
    block
}

/// Lays out `text` in the width of `spec`, cutting it to the lines that `spec` allows.
fn limited(
    fonts: &mut FontContext,
    layouts: &mut LayoutContext<()>,
    text: &str,
    spec: Spec,
) -> TextBlock {
    let shown = visible_prefix(text, spec);
    let layout = shape(fonts, layouts, shown, spec);
    let Some(max_lines) = spec.max_lines else {
        return block(&layout, text, spec.style, false);
    };
    if shown.len() == text.len() && layout.len() <= max_lines {
        return block(&layout, text, spec.style, false);
    }
    let (text, layout) = cut(fonts, layouts, shown, &layout, spec, max_lines);
    block(&layout, &text, spec.style, true)
}

/// As much of `text` as can be seen when lines are limited, so that a pasted book costs nothing.
///
/// No line holds more characters than its width has document units, tens of combining marks aside.
fn visible_prefix(text: &str, spec: Spec) -> &str {
    let Some(lines) = spec.max_lines else { return text };
    let per_line = match spec.max_width {
        Some(width) => (width as usize).saturating_add(64),
        None => LONGEST_LABEL,
    };
    // What stands below the last line break that fits cannot be seen either.
    let chars = lines.saturating_mul(per_line);
    let mut breaks = text.match_indices('\n').map(|(index, _)| index);
    let below = breaks.nth(lines.saturating_sub(1)).unwrap_or(text.len());
    let end = text.char_indices().nth(chars).map_or(text.len(), |(index, _)| index).min(below);
    text.get(..end).unwrap_or(text)
}

/// Cuts `text` after `max_lines` lines and closes it with an ellipsis that still fits.
///
/// Tries prefixes by halving: fewer characters never need more lines, or nearly so, and the last
/// try is checked. Only the last line that is shown is taken apart, so few shapings are needed.
fn cut(
    fonts: &mut FontContext,
    layouts: &mut LayoutContext<()>,
    text: &str,
    full: &Layout<()>,
    spec: Spec,
    max_lines: usize,
) -> (String, Layout<()>) {
    let last = full.get(max_lines - 1).or_else(|| full.get(full.len().saturating_sub(1)));
    let range = last.map_or(0..0, |line| line.text_range());
    let head = text.get(..range.start).unwrap_or("");
    // A text to be read ends with a whole word; a label, short as it is, uses all the room.
    let tail = if spec.own_width { text.get(range.start..) } else { text.get(range) };
    let tail = tail.unwrap_or("").trim_end();
    let ends: Vec<usize> =
        tail.char_indices().map(|(i, c)| i + c.len_utf8()).rev().chain([0]).collect();
    let mut attempt = |end: usize| {
        let kept = without_stub(tail, end).trim_end();
        let text = format!("{head}{kept}{ELLIPSIS}");
        let layout = shape(fonts, layouts, &text, spec);
        (text, layout)
    };
    // `ends` falls, so the first that fits is the longest.
    let (mut low, mut high) = (0, ends.len() - 1);
    while low < high {
        let middle = usize::midpoint(low, high);
        let fits = ends.get(middle).is_some_and(|end| attempt(*end).1.len() <= max_lines);
        if fits { high = middle } else { low = middle + 1 }
    }
    attempt(ends.get(low).copied().unwrap_or(0))
}

/// The first `end` bytes of `text`, without the last word if only a letter or two of it are left.
fn without_stub(text: &str, end: usize) -> &str {
    let (kept, rest) = (text.get(..end).unwrap_or(""), text.get(end..).unwrap_or(""));
    if rest.is_empty() || rest.starts_with(char::is_whitespace) {
        return kept;
    }
    match kept.rsplit_once(char::is_whitespace) {
        Some((before, stub)) if stub.chars().count() < 3 => before,
        _ => kept,
    }
}

/// Shapes, breaks and aligns `text`.
fn shape(
    fonts: &mut FontContext,
    layouts: &mut LayoutContext<()>,
    text: &str,
    spec: Spec,
) -> Layout<()> {
    let mut builder = layouts.ranged_builder(fonts, text, 1.0, false);
    for property in fonts::properties(spec.style) {
        builder.push_default(property);
    }
    let mut layout = builder.build(text);
    layout.break_all_lines(spec.max_width);
    layout.align(alignment(spec.align), AlignmentOptions::default());
    layout
}

/// Reads a finished layout of `text`.
pub(super) fn block(
    layout: &Layout<()>,
    text: &str,
    style: TextStyle,
    truncated: bool,
) -> TextBlock {
    let mut block = TextBlock {
        width: layout.width(),
        height: layout.height(),
        lines: Vec::with_capacity(layout.len()),
        runs: Vec::new(),
        truncated,
        missing: Vec::new(),
        text: text.into(),
    };
    for line in layout.lines() {
        let metrics = line.metrics();
        // The space at the end of a line hangs over its left end where it is read from the right.
        let hanging_left = if layout.is_rtl() { metrics.hanging_advance } else { 0.0 };
        block.lines.push(TextLine {
            x: metrics.inline_min_coord + metrics.offset + hanging_left,
            baseline: metrics.baseline,
            width: metrics.advance - metrics.hanging_advance,
            text_range: within(line.text_range(), text.len()),
        });
        for item in line.items() {
            if let PositionedLayoutItem::GlyphRun(run) = item {
                push_run(&mut block, &run, text, style);
            }
        }
    }
    block.missing.sort_unstable();
    block.missing.dedup();
    block
}

impl TextBlock {
    /// Moves the lines so that the one that reaches furthest left begins at x = 0.
    fn start_at_zero(&mut self) {
        let left = self.lines.iter().map(|line| line.x).fold(f32::INFINITY, f32::min);
        if !left.is_finite() || left == 0.0 {
            return;
        }
        for line in &mut self.lines {
            line.x -= left;
        }
        for run in &mut self.runs {
            run.origin.x -= left;
        }
    }
}

/// A range cut to a text's length: parley shapes an empty text as one space.
fn within(range: Range<usize>, len: usize) -> Range<usize> {
    range.start.min(len)..range.end.min(len)
}

/// Glyphs of one cluster and the bytes that they stand for.
struct Cluster {
    bytes: Range<usize>,
    glyphs: Vec<parley::layout::Glyph>,
}

/// The clusters of a run from left to right; a ligature is one cluster with all its bytes.
fn clusters(run: &parley::layout::Run<'_, ()>) -> Vec<Cluster> {
    let mut clusters: Vec<Cluster> = Vec::new();
    // Bytes of ligature parts that stand before the glyphs, in right-to-left text.
    let mut ahead: Option<Range<usize>> = None;
    for cluster in run.visual_clusters() {
        if cluster.is_hard_line_break() {
            continue;
        }
        let mut bytes = cluster.text_range();
        if cluster.is_ligature_continuation() {
            if run.is_rtl() {
                let end = ahead.map_or(bytes.end, |range| range.end);
                ahead = Some(bytes.start..end);
            } else if let Some(last) = clusters.last_mut() {
                last.bytes.end = bytes.end;
            }
            continue;
        }
        if let Some(range) = ahead.take() {
            bytes.end = range.end;
        }
        clusters.push(Cluster { bytes, glyphs: cluster.glyphs().collect() });
    }
    clusters
}

/// Adds a run's glyphs to the block, noting what no face could draw.
fn push_run(
    block: &mut TextBlock,
    run: &parley::layout::GlyphRun<'_, ()>,
    text: &str,
    style: TextStyle,
) {
    let clusters = clusters(run.run());
    let start = clusters.iter().map(|c| c.bytes.start).min().unwrap_or(0).min(text.len());
    let end = clusters.iter().map(|c| c.bytes.end).max().unwrap_or(0).min(text.len());
    let own_text = text.get(start..end).unwrap_or("");
    if own_text.is_empty() {
        return;
    }
    let mut pen_x = 0.0;
    let mut glyphs = Vec::with_capacity(own_text.len());
    for cluster in &clusters {
        let own = text.get(cluster.bytes.clone()).unwrap_or("");
        let invisible = own.chars().all(|c| c.is_control() || c.is_whitespace());
        for glyph in &cluster.glyphs {
            if glyph.id == 0 && !invisible {
                block.missing.extend(own.chars().filter(|c| !is_joiner(*c)));
            }
            if glyph.id != 0 || !invisible {
                glyphs.push(Glyph {
                    id: glyph.id,
                    x: pen_x + glyph.x,
                    y: glyph.y,
                    advance: glyph.advance,
                    byte_start: (cluster.bytes.start - start) as u32,
                    byte_end: (cluster.bytes.end - start) as u32,
                });
            }
            pen_x += glyph.advance;
        }
    }
    block.runs.push(GlyphRun {
        face: fonts::face(run.run().font().data.id()),
        size_px: run.run().font_size(),
        color: style.color,
        origin: pos2(run.offset(), run.baseline()),
        glyphs: Arc::from(glyphs),
        text: own_text.into(),
        rtl: run.run().is_rtl(),
        width: pen_x,
    });
}

/// Characters that only join or select others and are never missed themselves.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}
