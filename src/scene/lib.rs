//! What a map looks like: theme, text, layout, curve, charts, hit test, draw list.

pub mod cache;
pub mod chart;
pub mod content;
pub mod curve;
pub mod draw;
#[cfg(test)]
mod fixture;
pub mod fonts;
pub mod hit;
pub mod icon;
pub mod layout;
pub mod number;
pub mod overlay;
pub mod text;
pub mod theme;
pub mod view;

pub use cache::SceneCache;
pub use content::{Scene, channel_icon};
pub use hit::Hit;
pub use layout::{
    BandBox, BandSlot, CardBox, CellBox, CurveBox, CurvePoint, GroupBox, LaneBox, LaneSlot, Layout,
    Slot, StageBox, StageSlot,
};
pub use overlay::{Ghosts, Overlay, overlay, stage_overlay, title_overlay};
pub use view::{CellFigure, CellFigures, Chip, Expected, Figures, Gauge, View};
