//! What a map looks like: theme, text, layout, curve, charts, hit test, draw list.

pub mod draw;
pub mod fonts;
pub mod icon;
pub mod text;
pub mod theme;
