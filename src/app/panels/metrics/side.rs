//! What is chosen beside a chart: the question, and by what it is told apart.

use egui::{Layout, RichText, ScrollArea, Ui, UiBuilder, vec2};

use super::figures::{Asked, State};
use crate::panels::widgets;
use crate::shown::Shown;

/// Width of the choices, and the gap to the chart.
const WIDTH: f32 = 230.0;
const GAP: f32 = 20.0;

/// Width of the words before a list.
const LABEL_WIDTH: f32 = 58.0;

/// Lays out choices at the left and what they choose at the right, both as high as the panel.
pub(super) fn beside_ui(
    ui: &mut Ui,
    state: &mut State,
    choices: impl FnOnce(&mut Ui, &mut State),
    contents: impl FnOnce(&mut Ui, &mut State),
) {
    let room = ui.available_rect_before_wrap();
    let left = room.with_max_x(room.left() + WIDTH);
    let right = room.with_min_x(left.right() + GAP);
    let part = |rect, salt| {
        let layout = Layout::top_down(egui::Align::Min);
        UiBuilder::new().max_rect(rect).layout(layout).id_salt(salt)
    };
    let mut side = ui.new_child(part(left, "choices"));
    ScrollArea::vertical().id_salt("choices").auto_shrink(false).show(&mut side, |ui| {
        ui.set_max_width(WIDTH - 12.0);
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        choices(ui, state);
    });
    let mut main = ui.new_child(part(right, "chosen"));
    main.set_clip_rect(right.expand(4.0).intersect(ui.clip_rect()));
    contents(&mut main, state);
    ui.advance_cursor_after_rect(room);
}

/// A list to choose from, with its label before it: the panel is not high.
pub(super) fn choice_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    shown: Shown<'_>,
    label: &str,
    options: &[(T, String)],
    current: Option<T>,
) -> Option<T> {
    let chosen = ui.horizontal(|ui| {
        ui.spacing_mut().interact_size.y = 28.0;
        ui.spacing_mut().button_padding.y = 4.0;
        let size = vec2(LABEL_WIDTH, 28.0);
        let layout = Layout::left_to_right(egui::Align::Center);
        let text = RichText::new(label).size(widgets::SMALL_PX).color(shown.theme.ui.secondary);
        let label = ui.allocate_ui_with_layout(size, layout, |ui| {
            ui.set_min_width(LABEL_WIDTH);
            ui.label(text)
        });
        widgets::bare_combo_ui(ui, label.inner.id, label.inner.id.with("list"), options, current)
    });
    chosen.inner
}

/// The question to look at; `with_all` offers all of them together.
pub(super) fn question_ui(ui: &mut Ui, shown: Shown<'_>, state: &mut State, with_all: bool) {
    let current = state.choice.question(shown.editor.project());
    let questions = state.questions(shown).to_vec();
    let of = |asked: &Asked| questions.iter().position(|(other, _)| other == asked);
    let mut options: Vec<(Option<usize>, String)> =
        questions.iter().enumerate().map(|(at, (_, title))| (Some(at), title.clone())).collect();
    if with_all {
        options.push((None, "All questions".to_owned()));
    }
    let shows_all = with_all && state.choice.all_questions;
    let current = if shows_all { None } else { current.as_ref().and_then(of) };
    let chosen = choice_ui(ui, shown, "Question", &options, Some(current));
    match chosen {
        Some(Some(at)) => {
            if let Some((asked, _)) = questions.get(at) {
                state.choice.ask(asked.clone());
                state.compared.clear();
            }
        }
        Some(None) => state.choice.all_questions = true,
        None => {}
    }
}
