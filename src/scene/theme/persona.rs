//! What tells personas apart: colour and dash and marker, never colour alone.

use ecolor::Color32;
use emath::{Pos2, Vec2};

use crate::draw::{Dash, PathItem, Stroke};

/// Shape of the points on a persona's curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Marker {
    /// A circle.
    Circle,
    /// A square.
    Square,
    /// A triangle standing on its base.
    Triangle,
    /// A square on its tip.
    Diamond,
}

impl Marker {
    const ALL: [Self; 4] = [Self::Circle, Self::Square, Self::Triangle, Self::Diamond];

    /// The outline around `center`; shapes look equally large at the same `radius`.
    pub fn path(self, center: Pos2, radius: f32) -> PathItem {
        let polygon = |corners: &[(f32, f32)]| {
            let points: Vec<Pos2> =
                corners.iter().map(|(x, y)| center + Vec2::new(*x, *y) * radius).collect();
            PathItem::polyline(&points, true)
        };
        match self {
            Self::Circle => PathItem::circle(center, radius),
            Self::Square => polygon(&[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]),
            Self::Triangle => polygon(&[(0.0, -1.2), (1.15, 0.85), (-1.15, 0.85)]),
            Self::Diamond => polygon(&[(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)]),
        }
    }
}

/// The signs of one persona.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PersonaMark {
    /// Colour of curve, marker and avatar.
    pub color: Color32,
    /// Dash of the curve.
    pub dash: Dash,
    /// Shape of the curve's points.
    pub marker: Marker,
}

/// Solid, 8-4, 2-3, 10-3-2-3.
const DASHES: [Dash; 4] =
    [Dash::SOLID, Dash::two(8.0, 4.0), Dash::two(2.0, 3.0), Dash::four([10.0, 3.0, 2.0, 3.0])];

impl PersonaMark {
    /// The signs with this number: the first four differ in all three, sixteen in at least two.
    pub(super) fn new(colors: &[Color32; 4], mark: u8) -> Self {
        let (color, round) = (usize::from(mark % 4), usize::from(mark / 4 % 4));
        let pick = |steps: usize| (color + steps * round) % 4;
        Self {
            color: colors.get(color).copied().unwrap_or_default(),
            dash: DASHES.get(pick(1)).copied().unwrap_or_default(),
            // Three steps are one step back, so that markers run the other way than dashes.
            marker: Marker::ALL.get(pick(3)).copied().unwrap_or(Marker::Circle),
        }
    }

    /// The persona's curve as a line `width_px` wide, its dashes growing with the width.
    pub fn stroke(&self, width_px: f32) -> Stroke {
        Stroke::dashed(width_px, self.color, self.dash)
    }
}
