//! A tab as a picture: the same charts as on the screen, with title and where they come from.

use egui::{Pos2, Rect, pos2, vec2};
use export::page::{self, Page, PageOptions};
use scene::chart;
use scene::draw::{DrawList, Item, Items};
use scene::text::TextEngine;
use scene::theme::{TextRole, Theme};

use super::Tab;
use super::choice::Choice;
use super::figures::{Figure, figures, question_of, scope};
use super::table::Matrix;
use super::{charts, kpis, sheet, words};
use crate::editor::Editor;

/// Width of a chart, in document units.
const WIDTH: f32 = 860.0;
/// Height of a trend.
const TREND_HEIGHT: f32 = 320.0;
/// Size of a figure's card, and how many stand side by side.
const CARD: egui::Vec2 = vec2(280.0, 112.0);
const CARDS_ACROSS: usize = 3;
/// Size of the distribution on a card.
const BARS: egui::Vec2 = vec2(96.0, 36.0);

/// The page with what the tab shows; none where there is nothing to be drawn.
pub(crate) fn page(
    editor: &Editor,
    choice: &Choice,
    theme: &Theme,
    text: &mut TextEngine,
) -> Option<Page> {
    let (items, bounds) = content(editor, choice, theme, text)?;
    let title = sheet::title(editor, choice);
    let subtitle = sheet::subtitle(editor, choice);
    let options = PageOptions {
        title: &title,
        subtitle: &subtitle,
        legend: &[],
        footer: "",
        size: None,
        theme,
    };
    Some(page::compose(text, &items, bounds, &options))
}

fn content(
    editor: &Editor,
    choice: &Choice,
    theme: &Theme,
    text: &mut TextEngine,
) -> Option<(Items, Rect)> {
    let project = editor.project();
    let limit = project.hide_below.0;
    let question = || question_of(project, &choice.question(project)?);
    let (items, bounds) = match choice.tab {
        Tab::Trend => {
            let groups = choice.trend(editor);
            let rect = Rect::from_min_size(Pos2::ZERO, vec2(WIDTH, TREND_HEIGHT));
            let drawn = charts::trend(&groups, choice.step, question()?, rect, theme, text);
            ((!groups.is_empty()).then_some(drawn.items)?, rect)
        }
        Tab::Breakdown if choice.all_questions => {
            all_questions(&Matrix::of(editor, choice), limit, theme, text)
        }
        Tab::Breakdown => {
            let groups = choice.breakdown(editor);
            charts::breakdown(&groups, (question()?, limit), Pos2::ZERO, WIDTH, theme, text)
        }
        Tab::KeyFigures => kpis::picture(editor, theme, text),
        Tab::Figures => cards(&figures(editor, scope(editor)), limit, theme, text),
    };
    let mut list = DrawList::new();
    list.extend(items);
    bounds.is_positive().then(|| (list.finish(), bounds))
}

/// The breakdown of every question, one below the other.
fn all_questions(
    matrix: &Matrix,
    limit: u64,
    theme: &Theme,
    text: &mut TextEngine,
) -> (Vec<Item>, Rect) {
    let style = theme.style(TextRole::Lane).with_color(theme.map.text);
    let mut items = Vec::new();
    let mut y = 0.0;
    for (at, (question, title)) in matrix.columns.iter().enumerate() {
        let heading = text.line_within(title, style, WIDTH);
        items.extend(heading.at(pos2(0.0, y)));
        y += heading.height + 4.0;
        let groups: Vec<model::answers::Group> = matrix
            .rows
            .iter()
            .filter_map(|(name, metrics)| {
                let metric = metrics.get(at)?.clone()?;
                Some(model::answers::Group { rank: 0, name: name.clone(), metric })
            })
            .collect();
        let of = (question, limit);
        let (rows, bounds) = charts::breakdown(&groups, of, pos2(0.0, y), WIDTH, theme, text);
        items.extend(rows);
        y = bounds.bottom() + 16.0;
    }
    (items, Rect::from_min_size(Pos2::ZERO, vec2(WIDTH, y)))
}

/// The figures as cards.
fn cards(
    figures: &[Figure],
    limit: u64,
    theme: &Theme,
    text: &mut TextEngine,
) -> (Vec<Item>, Rect) {
    let mut items = Vec::new();
    for (index, figure) in figures.iter().enumerate() {
        let (column, row) = (index % CARDS_ACROSS, index / CARDS_ACROSS);
        let corner = pos2(CARD.x * column as f32, CARD.y * row as f32);
        items.extend(card(figure, limit, corner, theme, text));
    }
    let rows = figures.len().div_ceil(CARDS_ACROSS);
    let across = figures.len().min(CARDS_ACROSS);
    let size = vec2(CARD.x * across as f32, CARD.y * rows as f32);
    (items, Rect::from_min_size(Pos2::ZERO, size))
}

fn card(
    figure: &Figure,
    limit: u64,
    corner: Pos2,
    theme: &Theme,
    text: &mut TextEngine,
) -> Vec<Item> {
    let Figure { metric, question, title, .. } = figure;
    let width = CARD.x - 24.0;
    let strong = theme.style(TextRole::MetaStrong).with_color(theme.map.text);
    let small = theme.style(TextRole::Meta).with_color(theme.map.secondary);
    let large = theme.style(TextRole::Stage).with_color(theme.map.text);
    let mut items = Vec::new();
    let mut y = corner.y;
    let mut line = |words: &str, style, width: f32, items: &mut Vec<Item>| {
        let block = text.line_within(words, style, width);
        items.extend(block.at(pos2(corner.x, y)));
        y += block.height;
    };
    line(title, strong, width, &mut items);
    if metric.value.is_none() {
        line(&words::value_text(metric, limit), small, width, &mut items);
        return items;
    }
    let headline = words::Headline::of(metric, question);
    line(&headline.large, large, width - BARS.x - 8.0, &mut items);
    line(&headline.small, small, width, &mut items);
    line(&words::answers_text(metric, question), small, width, &mut items);
    let bars = Rect::from_min_size(corner + vec2(width - BARS.x, 12.0), BARS);
    items.extend(chart::distribution_bars(metric, question.direction, bars, theme, text));
    items
}
