//! Lines, dashes and corners.

use ecolor::Color32;

/// A dash pattern: up to four lengths, alternately on and off, in document units.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Dash {
    lengths_px: [f32; 4],
    len: u8,
}

impl Dash {
    /// An unbroken line.
    pub const SOLID: Self = Self { lengths_px: [0.0; 4], len: 0 };

    /// One length on, one length off.
    pub const fn two(on_px: f32, off_px: f32) -> Self {
        Self { lengths_px: [on_px, off_px, 0.0, 0.0], len: 2 }
    }

    /// A long and a short dash with gaps between them.
    pub const fn four(lengths_px: [f32; 4]) -> Self {
        Self { lengths_px, len: 4 }
    }

    /// The alternating on and off lengths; empty for a solid line.
    pub fn lengths_px(&self) -> &[f32] {
        self.lengths_px.get(..usize::from(self.len)).unwrap_or(&[])
    }

    /// Whether the line is unbroken.
    pub fn is_solid(&self) -> bool {
        self.len == 0
    }
}

/// A line drawn along an outline, centred on it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Width in document units; zero draws nothing.
    pub width_px: f32,
    /// Colour of the line.
    pub color: Color32,
    /// Dash pattern.
    pub dash: Dash,
}

impl Stroke {
    /// No line at all.
    pub const NONE: Self = Self { width_px: 0.0, color: Color32::TRANSPARENT, dash: Dash::SOLID };

    /// A solid line.
    pub const fn solid(width_px: f32, color: Color32) -> Self {
        Self { width_px, color, dash: Dash::SOLID }
    }

    /// A dashed line.
    pub const fn dashed(width_px: f32, color: Color32, dash: Dash) -> Self {
        Self { width_px, color, dash }
    }

    /// Whether nothing would be drawn.
    pub fn is_none(&self) -> bool {
        self.width_px <= 0.0 || self.color.a() == 0
    }
}

/// Corner radii in document units.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Radii {
    /// Upper left.
    pub nw: f32,
    /// Upper right.
    pub ne: f32,
    /// Lower right.
    pub se: f32,
    /// Lower left.
    pub sw: f32,
}

impl Radii {
    /// The same radius at all corners.
    pub const fn same(radius: f32) -> Self {
        Self { nw: radius, ne: radius, se: radius, sw: radius }
    }

    /// Round at the left, square at the right: the accent bar of a card.
    pub const fn left(radius: f32) -> Self {
        Self { nw: radius, ne: 0.0, se: 0.0, sw: radius }
    }

    /// Round at the top, square at the bottom.
    pub const fn top(radius: f32) -> Self {
        Self { nw: radius, ne: radius, se: 0.0, sw: 0.0 }
    }
}
