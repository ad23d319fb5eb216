//! What keys do on the map while no card is being written. Commands were taken out before.

use egui::{Event, ImeEvent, Key, Modifiers, vec2};
use model::Selection;

use super::keyboard::Flow;
use crate::action::{Action, CameraAction};
use crate::editor::{Direction, Editor};

/// How much of a page stays in view when one turns it.
const PAGE_OVERLAP: f32 = 0.2;

/// What keys act on.
pub(super) struct Target<'a> {
    pub editor: &'a Editor,
    /// The height of the map's visible part, in screen points.
    pub page_px: f32,
    /// Whether the next paste becomes a single card.
    pub one_card: &'a mut bool,
    /// Set to show the context menu.
    pub open_menu: &'a mut bool,
}

/// Takes an event; what is to be done goes into `actions`.
pub(super) fn on_event(event: &Event, target: &mut Target<'_>, actions: &mut Vec<Action>) -> Flow {
    match event {
        Event::Text(text) | Event::Ime(ImeEvent::Commit(text)) => {
            write(text, target.editor, actions)
        }
        Event::Ime(ImeEvent::Preedit { text, .. }) if !text.is_empty() => {
            compose(target.editor, actions)
        }
        Event::Paste(text) => paste(text, target, actions),
        Event::Key { key, modifiers, .. } => on_key(*key, *modifiers, target, actions),
        _ => Flow::GoOn,
    }
}

/// Typing writes: into a new card of the selected cell, at the end of the selected card.
fn write(typed: &str, editor: &Editor, actions: &mut Vec<Action>) -> Flow {
    // A space alone only holds the map to drag it.
    if typed.trim().is_empty() {
        return Flow::GoOn;
    }
    if !editor.can_write() {
        return Flow::GoOn;
    }
    match editor.selection() {
        Selection::Cell(cell) => {
            actions.push(Action::WriteNew { cell: *cell, before: None, text: typed.to_owned() });
            Flow::Stop
        }
        selection => {
            let Some(card) = selection.single_card() else { return Flow::GoOn };
            let text = editor.text_of(card).unwrap_or_default();
            actions.push(Action::WriteCard(card));
            actions.push(Action::SetText(format!("{text}{typed}")));
            Flow::Stop
        }
    }
}

/// An input method began to compose: the text that it composes needs a card to stand in.
fn compose(editor: &Editor, actions: &mut Vec<Action>) -> Flow {
    if !editor.can_write() {
        return Flow::GoOn;
    }
    match editor.selection() {
        Selection::Cell(cell) => {
            actions.push(Action::WriteNew { cell: *cell, before: None, text: String::new() });
            Flow::Again
        }
        selection => match selection.single_card() {
            Some(card) => {
                actions.push(Action::WriteCard(card));
                Flow::Again
            }
            None => Flow::GoOn,
        },
    }
}

fn paste(text: &str, target: &mut Target<'_>, actions: &mut Vec<Action>) -> Flow {
    let editor = target.editor;
    match (std::mem::take(target.one_card), editor.target_cell()) {
        (true, Some(cell)) => {
            let before = editor.card_after_selection();
            let text = text.trim_end().to_owned();
            actions.push(Action::WriteNew { cell, before, text });
            actions.push(Action::StopWriting);
        }
        _ => actions.push(Action::Paste(text.to_owned())),
    }
    Flow::Stop
}

fn on_key(
    key: Key,
    modifiers: Modifiers,
    target: &mut Target<'_>,
    actions: &mut Vec<Action>,
) -> Flow {
    let page = target.page_px * (1.0 - PAGE_OVERLAP);
    let direction = match key {
        Key::Menu => {
            *target.open_menu = true;
            return Flow::Stop;
        }
        Key::PageUp => {
            actions.push(Action::Camera(CameraAction::Pan(vec2(0.0, page))));
            return Flow::GoOn;
        }
        Key::PageDown => {
            actions.push(Action::Camera(CameraAction::Pan(vec2(0.0, -page))));
            return Flow::GoOn;
        }
        // With nothing selected Tab leads out of the canvas.
        Key::Tab if *target.editor.selection() == Selection::Nothing => return Flow::GoOn,
        Key::Tab if modifiers.shift_only() => Direction::Left,
        _ if modifiers.any() => return Flow::GoOn,
        Key::ArrowLeft => Direction::Left,
        Key::ArrowRight | Key::Tab => Direction::Right,
        Key::ArrowUp => Direction::Up,
        Key::ArrowDown => Direction::Down,
        _ => return Flow::GoOn,
    };
    let next = target.editor.neighbour(direction);
    if next == *target.editor.selection() {
        return Flow::GoOn;
    }
    actions.push(Action::Select(next));
    Flow::Stop
}
