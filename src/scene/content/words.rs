//! Figures in words: parts of different weight on one line, and the signs of what was expected.

use std::sync::Arc;

use ecolor::Color32;
use emath::{Pos2, pos2};

use super::env::Env;
use crate::draw::DrawList;
use crate::icon::Icon;
use crate::text::{TextBlock, TextEngine};
use crate::theme::{TextRole, size};

/// Between two parts of a line.
const GAP: f32 = 6.0;
/// Between a sign's icon and its word.
const SIGN_GAP: f32 = 3.0;

/// Words of different weight that stand on one baseline.
#[derive(Debug)]
pub(super) struct Words {
    parts: Vec<Arc<TextBlock>>,
}

impl Words {
    /// The parts from left to right; empty ones take no room.
    pub(super) fn new(parts: impl IntoIterator<Item = Arc<TextBlock>>) -> Self {
        Self { parts: parts.into_iter().filter(|part| !part.text.is_empty()).collect() }
    }

    /// How wide they are together.
    pub(super) fn width(&self) -> f32 {
        let parts: f32 = self.parts.iter().map(|part| part.width + GAP).sum();
        (parts - GAP).max(0.0)
    }

    /// Draws them right of a point on the baseline.
    pub(super) fn draw(&self, list: &mut DrawList, start: Pos2) {
        let mut x = start.x;
        for part in &self.parts {
            list.extend(part.at(pos2(x, start.y - rise(part))));
            x += part.width + GAP;
        }
    }
}

/// How far the first baseline of a text stands below its top.
pub(super) fn rise(block: &TextBlock) -> f32 {
    block.lines.first().map_or(0.0, |line| line.baseline)
}

/// Icon and word that tell whether an expectation is met.
#[derive(Debug)]
pub(super) struct Sign {
    icon: Icon,
    color: Color32,
    word: Arc<TextBlock>,
}

impl Sign {
    /// The sign in a colour that is read on its ground.
    pub(super) fn new(met: bool, color: Color32, env: &Env, text: &mut TextEngine) -> Self {
        let (icon, word) = if met { (Icon::CheckCircle, "met") } else { (Icon::Warning, "missed") };
        let style = env.theme.style(TextRole::MetaStrong).with_color(color);
        Self { icon, color, word: text.line(word, style) }
    }

    /// How wide it is.
    pub(super) fn width(&self) -> f32 {
        size::ICON_SMALL + SIGN_GAP + self.word.width
    }

    /// Draws it right of a point on the baseline.
    pub(super) fn draw(&self, list: &mut DrawList, start: Pos2) {
        // The word's small letters and the icon have one middle.
        let center = pos2(start.x + size::ICON_SMALL / 2.0, start.y - 4.5);
        list.push(self.icon.run(center, size::ICON_SMALL, self.color));
        let left = start.x + size::ICON_SMALL + SIGN_GAP;
        list.extend(self.word.at(pos2(left, start.y - rise(&self.word))));
    }
}
