//! Design tokens: the only place with colours and sizes.
//!
//! Contrast of every pair that meets on a map or in the interface is checked by tests: at least
//! 4.5 to 1 for text and 3 to 1 for lines, icons and borders that carry meaning (WCAG 2.2, 1.4.3
//! and 1.4.11).

mod dark;
mod light;
mod persona;
pub mod size;

use ecolor::Color32;
use model::{CardKind, Emotion};

use crate::{
    icon::Icon,
    text::{TextStyle, Weight},
};

pub use persona::{Marker, PersonaMark};

/// Looks of a card kind. Colour is never the only sign: bar, icon and label go with it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KindLook {
    /// Ground of the card.
    pub fill: Color32,
    /// Bar, icon and label: 3 to 1 on `fill`.
    pub accent: Color32,
    /// Text: 4.5 to 1 on `fill`.
    pub ink: Color32,
    /// Smaller text, channel and tags: 4.5 to 1 on `fill`.
    pub secondary: Color32,
    /// Ground of a tag on the card: `ink` and `secondary` keep 4.5 to 1 on it.
    pub chip: Color32,
    /// The shape that tells the kind.
    pub icon: Icon,
}

/// Colours of the map itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapColors {
    /// Behind everything.
    pub canvas: Color32,
    /// Ground of a lane.
    pub lane: Color32,
    /// Ground of a lane's header.
    pub lane_header: Color32,
    /// Ground of a persona's header.
    pub band_header: Color32,
    /// Separating lines, decorative.
    pub hairline: Color32,
    /// Borders that carry meaning, such as a card's status.
    pub border: Color32,
    /// Text.
    pub text: Color32,
    /// Labels and descriptions.
    pub secondary: Color32,
    /// Counts and hints; never below 13 px.
    pub muted: Color32,
    /// Ground of the stage header.
    pub stage_header: Color32,
    /// Text on the stage header.
    pub stage_text: Color32,
    /// Counts on the stage header.
    pub stage_secondary: Color32,
    /// What misses its target, on the stage header.
    pub stage_missed: Color32,
    /// Line between stages on the stage header, decorative.
    pub stage_hairline: Color32,
    /// Focus ring and selection outline.
    pub focus: Color32,
    /// Gap between the ring and what it surrounds.
    pub focus_gap: Color32,
    /// Ground of selected cells and of the marquee.
    pub selection: Color32,
    /// Ground of the slot that a dragged card would take.
    pub drop_slot: Color32,
    /// Shadow below a dragged card.
    pub shadow: Color32,
    /// Star of a moment of truth, on the canvas and on slides.
    pub key_moment: Color32,
    /// Ground of a chip with a figure, such as "NPS +18".
    pub chip: Color32,
    /// The neutral line of a curve.
    pub midline: Color32,
    /// The measured curve and its points.
    pub measured: Color32,
    /// The 95 % interval around the measured curve.
    pub interval: Color32,
    /// Between believed and measured, where measured is lower.
    pub gap_worse: Color32,
    /// Between believed and measured, where measured is higher.
    pub gap_better: Color32,
    /// Words about a gap that is worse than believed.
    pub worse_text: Color32,
    /// Words about a gap that is better than believed.
    pub better_text: Color32,
    /// Text on a persona's colour, as in an avatar.
    pub on_persona: Color32,
}

/// Colours of charts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChartColors {
    /// The bar that is meant.
    pub bar_strong: Color32,
    /// What is left of a bar to its full length.
    pub track: Color32,
    /// Axes and grid, decorative.
    pub axis: Color32,
    /// A trend's line.
    pub line: Color32,
    /// The interval around a trend.
    pub interval: Color32,
    /// Detractors, or the low end of a scale.
    pub low: Color32,
    /// Passives, or the middle of a scale.
    pub middle: Color32,
    /// Promoters, or the high end of a scale.
    pub high: Color32,
}

/// Colours of the frame around the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UiColors {
    /// Ground of bars and panels.
    pub panel: Color32,
    /// Ground of what stands inside a panel: groups, status bar, segmented buttons.
    pub raised: Color32,
    /// Ground of text fields and lists.
    pub field: Color32,
    /// Ground of a button.
    pub button: Color32,
    /// Ground of a button under the pointer.
    pub button_hovered: Color32,
    /// Border of buttons and fields: 3 to 1.
    pub border: Color32,
    /// Lines between areas, decorative.
    pub hairline: Color32,
    /// Text.
    pub text: Color32,
    /// Labels.
    pub secondary: Color32,
    /// Hints.
    pub muted: Color32,
    /// Ground of the one button that is meant.
    pub accent: Color32,
    /// Text on `accent`.
    pub on_accent: Color32,
    /// Links and chosen words on a panel.
    pub accent_text: Color32,
    /// Ground of selected text and rows.
    pub selection: Color32,
    /// Ground of a button that destroys.
    pub danger: Color32,
    /// Text on `danger`.
    pub on_danger: Color32,
    /// Words of warning on a panel.
    pub danger_text: Color32,
    /// Behind a dialog.
    pub scrim: Color32,
}

/// What a text is, which decides its size, weight and line height.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextRole {
    /// 32/40 semibold: the map's or slide's title.
    Title,
    /// 20/28 semibold: a stage, a persona, a figure.
    Stage,
    /// 20/28 regular: the line below a slide's title.
    Subtitle,
    /// 16/22 semibold: a lane, a card that is a key moment.
    Lane,
    /// 16/22 regular: a card.
    Card,
    /// 13/18 medium: channel, tag, count, label of a point.
    Meta,
    /// 13/18 semibold: a label that is meant.
    MetaStrong,
}

/// All tokens of one appearance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Theme {
    /// Whether the ground is dark.
    pub dark: bool,
    /// The map.
    pub map: MapColors,
    /// Charts.
    pub chart: ChartColors,
    /// The frame.
    pub ui: UiColors,
    kinds: [KindLook; 6],
    emotion: [Color32; 5],
    emotion_on_card: [Color32; 5],
    personas: [Color32; 4],
}

impl Theme {
    /// Light grounds: the default, and for print and slides.
    pub const LIGHT: Self = light::THEME;
    /// Dark grounds.
    pub const DARK: Self = dark::THEME;

    /// The theme for a light or a dark frame.
    pub const fn of(dark: bool) -> &'static Self {
        if dark { &Self::DARK } else { &Self::LIGHT }
    }

    /// How cards of a kind look.
    pub fn kind(&self, kind: CardKind) -> &KindLook {
        let [touchpoint, thought, pain, opportunity, question, evidence] = &self.kinds;
        match kind {
            CardKind::Touchpoint => touchpoint,
            CardKind::Thought => thought,
            CardKind::Pain => pain,
            CardKind::Opportunity => opportunity,
            CardKind::Question => question,
            CardKind::Evidence => evidence,
        }
    }

    /// Colour of an emotion on canvas and lanes, from burnt orange to deep blue.
    pub fn emotion(&self, emotion: Emotion) -> Color32 {
        self.emotion.get(emotion.step()).copied().unwrap_or(self.map.secondary)
    }

    /// Colour of an emotion's face on any card fill.
    pub fn emotion_on_card(&self, emotion: Emotion) -> Color32 {
        self.emotion_on_card.get(emotion.step()).copied().unwrap_or(self.map.secondary)
    }

    /// The five emotion colours from frustrated to delighted, for scales and bars.
    pub fn emotion_scale(&self) -> [Color32; 5] {
        self.emotion
    }

    /// Colour, dash and marker of the persona with this mark (any number; 16 differ).
    pub fn persona(&self, mark: u8) -> PersonaMark {
        PersonaMark::new(&self.personas, mark)
    }

    /// The style of a text of this role, in the map's usual colour for it.
    pub fn style(&self, role: TextRole) -> TextStyle {
        let (size_px, line_height_px, weight, color) = match role {
            TextRole::Title => (32.0, 40.0, Weight::SemiBold, self.map.text),
            TextRole::Stage => (20.0, 28.0, Weight::SemiBold, self.map.text),
            TextRole::Subtitle => (20.0, 28.0, Weight::Regular, self.map.secondary),
            TextRole::Lane => (16.0, 22.0, Weight::SemiBold, self.map.text),
            TextRole::Card => (16.0, 22.0, Weight::Regular, self.map.text),
            TextRole::Meta => (13.0, 18.0, Weight::Medium, self.map.secondary),
            TextRole::MetaStrong => (13.0, 18.0, Weight::SemiBold, self.map.text),
        };
        TextStyle { size_px, weight, color, line_height_px }
    }
}

/// The face that shows an emotion; shape tells it as well as colour.
pub fn emotion_icon(emotion: Emotion) -> Icon {
    match emotion.step() {
        0 => Icon::SentimentVeryDissatisfied,
        1 => Icon::SentimentDissatisfied,
        2 => Icon::SentimentNeutral,
        3 => Icon::SentimentSatisfied,
        _ => Icon::SentimentVerySatisfied,
    }
}

/// An opaque colour, written as in the design: 0xRRGGBB.
#[expect(clippy::disallowed_methods, reason = "this is where colours are made")]
const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// A colour that lets the ground through: 0xRRGGBB and an opacity of 0 to 255.
const fn rgba(hex: u32, alpha: u8) -> Color32 {
    Color32::from_rgba_unmultiplied_const((hex >> 16) as u8, (hex >> 8) as u8, hex as u8, alpha)
}

#[cfg(test)]
mod tests;
