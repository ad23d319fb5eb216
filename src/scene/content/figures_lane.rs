//! A lane of figures: what surveys and key figures say about each stage.

use emath::{Pos2, Rangef, Rect, pos2, vec2};

use super::env::Env;
use super::words::{Sign, Words};
use crate::chart;
use crate::draw::{DrawList, Items};
use crate::layout::CELL_PADDING;
use crate::text::TextEngine;
use crate::theme::{TextRole, size};
use crate::view::{CellFigure, CellFigures, Expected, Gauge};

/// Height of a line of words.
const LINE: f32 = 18.0;
/// The baseline of a line below its top.
const BASELINE: f32 = 13.5;
/// Between two figures.
const ROW_GAP: f32 = 10.0;
/// Height of an interval's bar.
const BAR: f32 = 8.0;
/// Above and below that bar.
const BAR_GAP: f32 = 3.0;
/// Between what was measured and its value.
const VALUE_GAP: f32 = 10.0;

/// A lane's drawing: x as in the document, y from the lane's upper edge.
#[derive(Debug)]
pub(crate) struct FiguresArt {
    pub height: f32,
    pub items: Items,
}

/// Draws a lane of figures; a cell of each column, from left to right.
pub(crate) fn figures_art(
    cells: &[Option<CellFigures>],
    env: &Env,
    text: &mut TextEngine,
) -> FiguresArt {
    let mut list = DrawList::new();
    let mut height = size::LANE_MIN_HEIGHT;
    for (column, cell) in env.columns.iter().zip(cells) {
        let Some(cell) = cell else { continue };
        let mut art = CellArt {
            list: &mut list,
            x: column.x.shrink(CELL_PADDING),
            y: CELL_PADDING,
            env,
            text,
        };
        for figure in &cell.figures {
            art.figure(figure);
        }
        if cell.more > 0 {
            art.more(cell.more);
        }
        height = height.max(art.y - ROW_GAP + CELL_PADDING);
    }
    FiguresArt { height, items: list.finish() }
}

/// The figures of a cell, one below the other.
struct CellArt<'a> {
    list: &'a mut DrawList,
    x: Rangef,
    /// Where the next line begins.
    y: f32,
    env: &'a Env,
    text: &'a mut TextEngine,
}

impl CellArt<'_> {
    fn figure(&mut self, figure: &CellFigure) {
        self.words(figure);
        if let Some(gauge) = &figure.gauge {
            self.bar(gauge);
        }
        if let Some(expected) = &figure.expected {
            self.expected(expected);
        }
        self.y += ROW_GAP;
    }

    /// Where a line of text begins.
    fn start(&self) -> Pos2 {
        pos2(self.x.min, self.y + BASELINE)
    }

    /// What was measured at the left, its value at the right; below each other where they are long.
    fn words(&mut self, figure: &CellFigure) {
        let (theme, text) = (&self.env.theme, &mut *self.text);
        let quiet = theme.style(TextRole::Meta).with_color(theme.map.muted);
        let value = if figure.is_quiet { quiet } else { theme.style(TextRole::MetaStrong) };
        let words = Words::new([
            text.line(&figure.value, value),
            text.line(&figure.aside, quiet),
            text.line(&figure.note, quiet),
        ]);
        let label = theme.style(TextRole::Meta);
        let room = self.x.span() - words.width() - VALUE_GAP;
        let block = text.line(&figure.label, label);
        if block.width <= room {
            Words::new([block]).draw(self.list, self.start());
            let left = self.x.max - words.width();
            words.draw(self.list, pos2(left, self.start().y));
        } else {
            let block = text.line_within(&figure.label, label, self.x.span());
            Words::new([block]).draw(self.list, self.start());
            self.y += LINE;
            words.draw(self.list, self.start());
        }
        self.y += LINE;
    }

    fn bar(&mut self, gauge: &Gauge) {
        let corner = pos2(self.x.min, self.y + BAR_GAP);
        let rect = Rect::from_min_size(corner, vec2(self.x.span(), BAR));
        let Gauge { value, interval, range, target } = *gauge;
        self.list.extend(chart::interval_bar(value, interval, range, rect, &self.env.theme));
        if let Some(target) = target {
            let x = chart::x_on_scale(target, range, rect);
            self.list.push(
                chart::target_mark(pos2(x, rect.bottom() - 1.0)).filled(self.env.theme.map.text),
            );
        }
        // The mark below the bar keeps off the words below it.
        let mark = if target.is_some() { 2.0 } else { 0.0 };
        self.y += BAR + 2.0 * BAR_GAP + mark;
    }

    fn expected(&mut self, expected: &Expected) {
        let theme = &self.env.theme;
        let sign = expected.met.map(|met| {
            let color = if met { theme.map.better_text } else { theme.map.worse_text };
            Sign::new(met, color, self.env, self.text)
        });
        let own = sign.as_ref().map_or(0.0, |sign| sign.width() + VALUE_GAP);
        let style = theme.style(TextRole::Meta).with_color(theme.map.muted);
        let block = self.text.line_within(&expected.words, style, self.x.span() - own);
        Words::new([block]).draw(self.list, self.start());
        if let Some(sign) = sign {
            let left = self.x.max - sign.width();
            sign.draw(self.list, pos2(left, self.start().y));
        }
        self.y += LINE;
    }

    fn more(&mut self, count: usize) {
        let theme = &self.env.theme;
        let style = theme.style(TextRole::Meta).with_color(theme.map.muted);
        let block = self.text.line(&format!("+{count} more"), style);
        Words::new([block]).draw(self.list, self.start());
        self.y += LINE + ROW_GAP;
    }
}
