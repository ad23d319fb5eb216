//! Shaped text.

use std::sync::Arc;

use ecolor::Color32;
use emath::{Pos2, Rect, pos2};

use crate::fonts::FaceId;

/// One glyph of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glyph {
    /// Index of the glyph in its face.
    pub id: u32,
    /// Where its origin stands, right of the run's origin, in document units.
    pub x: f32,
    /// Where its origin stands, below the run's baseline, in document units.
    pub y: f32,
    /// How far the pen moves on.
    pub advance: f32,
    /// First byte, in [`GlyphRun::text`], of the cluster that the glyph belongs to.
    pub byte_start: u32,
    /// End of that cluster, exclusive.
    pub byte_end: u32,
}

/// Text in one face, size and direction on one line, ready to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct GlyphRun {
    /// The face whose glyph ids these are.
    pub face: FaceId,
    /// Size of the em in document units.
    pub size_px: f32,
    /// Colour of the ink.
    pub color: Color32,
    /// Left end of the baseline, for both directions of writing.
    pub origin: Pos2,
    /// The glyphs from left to right.
    pub glyphs: Arc<[Glyph]>,
    /// The text of this run in logical order.
    pub text: Arc<str>,
    /// Whether the run is read from right to left.
    pub rtl: bool,
    /// Sum of the advances.
    pub width: f32,
}

impl GlyphRun {
    /// The run moved by `offset`.
    pub fn moved(&self, offset: emath::Vec2) -> Self {
        Self { origin: self.origin + offset, ..self.clone() }
    }

    /// A box that holds the ink of every bundled face, so that culling never cuts a glyph.
    pub fn bounds(&self) -> Rect {
        let size = self.size_px;
        Rect::from_min_max(
            pos2(self.origin.x - 0.5 * size, self.origin.y - 1.4 * size),
            pos2(self.origin.x + self.width + 0.5 * size, self.origin.y + 0.8 * size),
        )
    }
}
