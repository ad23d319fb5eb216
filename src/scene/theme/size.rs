//! Lengths at 100 %, in document units. Everything stands on a grid of 8.

/// Width of a stage's column.
pub const STAGE_WIDTH: f32 = 280.0;
/// Narrowest stage.
pub const STAGE_WIDTH_MIN: f32 = 220.0;
/// Widest stage.
pub const STAGE_WIDTH_MAX: f32 = 420.0;
/// Least height of the row of stage names; it grows with a name of two lines.
pub const STAGE_HEADER: f32 = 56.0;
/// Height of the row of stage groups above it.
pub const STAGE_GROUP: f32 = 32.0;
/// Width of the column of lane names.
pub const LANE_HEADER: f32 = 168.0;
/// Height of a persona's header.
pub const BAND_HEADER: f32 = 56.0;
/// Height of the head of a band that is folded up.
pub const BAND_HEADER_FOLDED: f32 = 44.0;
/// Distance between two personas' bands.
pub const BAND_GAP: f32 = 16.0;
/// Least height of a lane without cards.
pub const LANE_MIN_HEIGHT: f32 = 64.0;
/// Height of an emotion curve's lane.
pub const CURVE_LANE_HEIGHT: f32 = 176.0;
/// Width of a card in a column of [`STAGE_WIDTH`].
pub const CARD_WIDTH: f32 = 256.0;
/// Inside a card, around its text.
pub const CARD_PADDING: f32 = 12.0;
/// Between two cards.
pub const CARD_GAP: f32 = 8.0;
/// Lines of a card before "more".
pub const CARD_MAX_LINES: usize = 5;
/// Width of the accent bar at a card's left edge.
pub const CARD_BAR: f32 = 6.0;
/// Corner radius of cards and fields.
pub const RADIUS: f32 = 6.0;
/// Corner radius of tags.
pub const CHIP_RADIUS: f32 = 4.0;
/// Side of an icon in a line of 13 px text.
pub const ICON_SMALL: f32 = 16.0;
/// Side of an icon in a line of 16 px text, and of an emotion's face.
pub const ICON: f32 = 20.0;
/// Width of a focus ring.
pub const FOCUS_RING: f32 = 2.0;
/// Width of the gap inside a focus ring.
pub const FOCUS_GAP: f32 = 1.0;
/// Width of separating lines.
pub const HAIRLINE: f32 = 1.0;
/// Width of a believed curve.
pub const CURVE_WIDTH: f32 = 2.5;
/// Width of a measured curve.
pub const MEASURED_WIDTH: f32 = 1.5;
/// Radius of a curve's point.
pub const CURVE_POINT: f32 = 5.0;
/// Smallest target for a pointer.
pub const TARGET: f32 = 32.0;
/// Text smaller than this on the screen is drawn as bars.
pub const READABLE_PX: f32 = 4.0;
