//! The strip of stage headers: names, figures, number of steps, and the headings above them.

use std::collections::BTreeMap;
use std::sync::Arc;

use emath::{Rect, pos2};
use model::StageId;

use super::env::{Column, Env};
use super::heads::{PADDING, middle, title};
use super::words::{Sign, Words};
use crate::draw::{DrawList, Stroke};
use crate::layout::{GroupBox, StageBox};
use crate::number::grouped;
use crate::text::{TextBlock, TextEngine};
use crate::theme::{TextRole, size};
use crate::view::Chip;

/// What stands where a name is missing.
const UNNAMED_STAGE: &str = "Unnamed stage";
/// Most lines of a stage's name.
const STAGE_LINES: usize = 2;
/// Above and below what stands in a header.
const STAGE_PADDING: f32 = 8.0;
/// Height of the line of figures below a name.
const FIGURE_LINE: f32 = 20.0;
/// The baseline of that line below its top.
const FIGURE_BASELINE: f32 = 14.0;
/// Least distance between a figure and what stands right of it.
const FIGURE_GAP: f32 = 10.0;

/// What the headers of the stages show besides their names.
pub(super) struct StageHeads<'a> {
    /// The number of touchpoints of a stage.
    pub steps: &'a BTreeMap<StageId, usize>,
    /// The main figure of a stage.
    pub figures: &'a BTreeMap<StageId, Chip>,
}

impl StageHeads<'_> {
    /// Whether a line of figures stands below the names: all headers have one, or none has.
    fn has_figures(&self, env: &Env) -> bool {
        env.columns.iter().any(|column| self.figures.contains_key(&column.id))
    }

    /// The height of all headers: as much as the longest name needs.
    pub(super) fn height(&self, env: &Env, text: &mut TextEngine) -> f32 {
        let below = if self.has_figures(env) { FIGURE_LINE } else { 0.0 };
        let heights = env.columns.iter().map(|column| {
            let name = self.name(column, env, text);
            name.height + below + 2.0 * STAGE_PADDING
        });
        heights.fold(size::STAGE_HEADER, f32::max)
    }

    /// The headers and the headings above them.
    pub(super) fn draw(
        &self,
        stages: &[StageBox],
        groups: &[GroupBox],
        env: &Env,
        text: &mut TextEngine,
    ) -> DrawList {
        let mut list = DrawList::new();
        let colors = &env.theme.map;
        if let (Some(first), Some(last)) = (stages.first(), stages.last()) {
            let strip = Rect::from_min_max(pos2(first.rect.left(), 0.0), last.rect.max);
            list.rect(strip, colors.canvas);
        }
        for group in groups {
            group_heading(&mut list, group, env, text);
        }
        for (index, (stage, column)) in stages.iter().zip(&env.columns).enumerate() {
            list.rect(stage.rect, colors.stage_header);
            if index > 0 {
                let stroke = Stroke::solid(size::HAIRLINE, colors.stage_hairline);
                list.line(stage.rect.left_top(), stage.rect.left_bottom(), stroke);
            }
            self.head(&mut list, stage.rect, column, env, text);
            list.anchor(format!("stage:{}", stage.id), stage.name.clone(), stage.rect);
        }
        list
    }

    fn head(
        &self,
        list: &mut DrawList,
        rect: Rect,
        column: &Column,
        env: &Env,
        text: &mut TextEngine,
    ) {
        let name = self.name(column, env, text);
        let left = rect.left() + PADDING;
        if self.has_figures(env) {
            list.extend(name.at(pos2(left, rect.top() + STAGE_PADDING)));
            let top = rect.bottom() - STAGE_PADDING - FIGURE_LINE + 2.0;
            let line = Rect::from_min_max(pos2(left, top), rect.max - emath::vec2(PADDING, 0.0));
            self.figure_line(list, line, column.id, env, text);
            return;
        }
        list.extend(name.at(pos2(left, middle(rect, name.height))));
        if let Some(count) = self.count(column.id, env, text) {
            let left = rect.right() - PADDING - count.width;
            list.extend(count.at(pos2(left, middle(rect, count.height) + 1.0)));
        }
    }

    /// The figure at the left, the number of steps at the right as far as there is room for it.
    fn figure_line(
        &self,
        list: &mut DrawList,
        line: Rect,
        stage: StageId,
        env: &Env,
        text: &mut TextEngine,
    ) {
        let start = pos2(line.left(), line.top() + FIGURE_BASELINE);
        let mut taken = 0.0;
        if let Some(chip) = self.figures.get(&stage) {
            let colors = &env.theme.map;
            let sign = chip.missed.then(|| Sign::new(false, colors.stage_missed, env, text));
            let own = sign.as_ref().map_or(0.0, |sign| sign.width() + FIGURE_GAP);
            let words = figure_words(chip, line.width() - own, env, text);
            words.draw(list, start);
            taken = words.width() + own + FIGURE_GAP;
            if let Some(sign) = sign {
                sign.draw(list, pos2(start.x + words.width() + FIGURE_GAP, start.y));
            }
        }
        if let Some(count) = self.count(stage, env, text)
            && taken + count.width <= line.width()
        {
            let words = Words::new([count]);
            words.draw(list, pos2(line.right() - words.width(), start.y));
        }
    }

    /// How many touchpoints the stage has; none if it has none.
    fn count(&self, stage: StageId, env: &Env, text: &mut TextEngine) -> Option<Arc<TextBlock>> {
        let words = match self.steps.get(&stage).copied().unwrap_or(0) {
            0 => return None,
            1 => "1 step".to_owned(),
            count => format!("{} steps", grouped(count as u64)),
        };
        let style = env.theme.style(TextRole::Meta).with_color(env.theme.map.stage_secondary);
        Some(text.line(&words, style))
    }

    /// A stage's name, left of the number of steps where both stand on one line.
    fn name(&self, column: &Column, env: &Env, text: &mut TextEngine) -> Arc<TextBlock> {
        let colors = &env.theme.map;
        let (name, color) = if column.name.trim().is_empty() {
            (UNNAMED_STAGE, colors.stage_secondary)
        } else {
            (&*column.name, colors.stage_text)
        };
        let beside = if self.has_figures(env) { None } else { self.count(column.id, env, text) };
        let beside = beside.map_or(0.0, |count| count.width + PADDING);
        let room = column.x.span() - 2.0 * PADDING - beside;
        let styles =
            [TextRole::Stage, TextRole::Lane].map(|role| env.theme.style(role).with_color(color));
        title(name, styles, room, STAGE_LINES, text)
    }
}

/// A figure in words; where there is little room its label is cut, as the number is what counts.
fn figure_words(chip: &Chip, room: f32, env: &Env, text: &mut TextEngine) -> Words {
    let colors = &env.theme.map;
    let quiet = env.theme.style(TextRole::Meta).with_color(colors.stage_secondary);
    let strong = env.theme.style(TextRole::MetaStrong).with_color(colors.stage_text);
    let (value, note) = (text.line(&chip.value, strong), text.line(&chip.note, quiet));
    let rest = Words::new([Arc::clone(&value), Arc::clone(&note)]);
    let label = text.line_within(&chip.label, quiet, (room - rest.width() - 6.0).max(24.0));
    Words::new([label, value, note])
}

fn group_heading(list: &mut DrawList, group: &GroupBox, env: &Env, text: &mut TextEngine) {
    let colors = &env.theme.map;
    let stroke = Stroke::solid(size::HAIRLINE, colors.hairline);
    list.line(group.rect.left_top(), group.rect.left_bottom(), stroke);
    let style = env.theme.style(TextRole::Meta).with_color(colors.secondary);
    let block = text.line_within(&group.name, style, group.rect.width() - 2.0 * PADDING);
    let corner = pos2(group.rect.left() + PADDING, middle(group.rect, block.height));
    list.extend(block.at(corner));
}
