//! Commands from the keyboard, wherever the focus is.

use egui::{Context, Event, ImeEvent, Key, KeyboardShortcut, Memory, Modifiers, Popup};
use model::Selection;

use super::canvas_id;
use crate::action::Action;
use crate::command::Command;
use crate::editor::{Editor, Gesture};

/// What keys are needed for besides commands.
#[derive(Clone, Copy, Debug, Default)]
struct Busy {
    /// A text field of a panel or dialog has the keyboard.
    in_field: bool,
    /// A card is being written on the canvas.
    writing: bool,
    /// A menu is open.
    in_menu: bool,
    /// A button or another widget has the keyboard.
    elsewhere: bool,
    /// Something is being dragged.
    dragging: bool,
    /// Typing would write into what is selected.
    types: bool,
}

/// Pushes the commands whose shortcuts were pressed and takes their keys out of the input.
///
/// Keys that a text field, a card being written, an open menu or a dialog needs are left alone.
/// Copy and cut come as events of their own; pasting is left to the canvas.
pub fn commands_from_keys(ctx: &Context, editor: &Editor, actions: &mut Vec<Action>) {
    if ctx.memory(|memory| memory.top_modal_layer().is_some()) {
        return;
    }
    let focused = ctx.memory(Memory::focused);
    let mut busy = Busy {
        in_field: ctx.text_edit_focused(),
        writing: editor.writing().is_some(),
        in_menu: Popup::is_any_open(ctx),
        elsewhere: focused.is_some_and(|id| id != canvas_id()),
        dragging: *editor.gesture() != Gesture::Idle,
        types: editor.can_write() || matches!(editor.selection(), Selection::Cards(_)),
    };
    let mut follows_command = false;
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            // Some systems send a letter with a shortcut that is held with Alt.
            if std::mem::take(&mut follows_command) && matches!(event, Event::Text(_)) {
                return false;
            }
            // What is typed into a card is followed by keys for its text, in the same frame too.
            busy.writing |= begins_writing(event, busy);
            let Some(command) = command_of(event, editor, busy) else { return true };
            follows_command = true;
            actions.push(Action::Command(command));
            false
        });
    });
}

/// Whether this event makes the canvas write into what is selected.
fn begins_writing(event: &Event, busy: Busy) -> bool {
    let has_canvas = !(busy.in_field || busy.in_menu || busy.elsewhere || busy.dragging);
    let is_text = match event {
        Event::Text(text) | Event::Ime(ImeEvent::Commit(text)) => !text.is_empty(),
        _ => false,
    };
    has_canvas && busy.types && is_text
}

fn command_of(event: &Event, editor: &Editor, busy: Busy) -> Option<Command> {
    let found = match event {
        Event::Copy if !busy.in_field && !busy.writing => Some(Command::Copy),
        Event::Cut if !busy.in_field && !busy.writing => Some(Command::Cut),
        Event::Key { key, physical_key, pressed: true, modifiers, .. } => {
            Command::ALL.into_iter().find(|command| {
                command.shortcuts().iter().any(|shortcut| {
                    is_pressed(*shortcut, *key, *physical_key, *modifiers)
                        && is_free(*command, *shortcut, busy)
                })
            })
        }
        _ => None,
    };
    found.filter(|command| command.is_enabled(editor))
}

fn is_pressed(
    shortcut: KeyboardShortcut,
    key: Key,
    physical_key: Option<Key>,
    modifiers: Modifiers,
) -> bool {
    let pattern = shortcut.modifiers;
    let wanted = shortcut.logical_key;
    // Plus and minus need Shift on some keyboards and not on others.
    let mut held = modifiers;
    if matches!(wanted, Key::Plus | Key::Equals | Key::Minus) {
        held.shift = pattern.shift;
    }
    // With Shift a digit's key says another character; the place on the keyboard is meant.
    let is_key = wanted == key || (pattern.shift && physical_key == Some(wanted));
    is_key && held.matches_exact(pattern)
}

/// Whether nothing else needs these keys now.
fn is_free(command: Command, shortcut: KeyboardShortcut, busy: Busy) -> bool {
    let key = shortcut.logical_key;
    if key == Key::F1 {
        return true;
    }
    if matches!(command, Command::Undo | Command::Redo) {
        return !busy.in_field;
    }
    let held = shortcut.modifiers;
    let writes = !held.command || shortcut.conflicts_with_text_editing();
    let edits_text = matches!(key, Key::A | Key::C | Key::V | Key::X | Key::Enter) && held.command;
    if (writes || edits_text) && (busy.in_field || busy.writing) {
        return false;
    }
    if !writes {
        return true;
    }
    let is_typed = held.shift && !held.command && !key_is_silent(key);
    !(busy.in_menu || busy.elsewhere || busy.dragging || (is_typed && busy.types))
}

/// Whether a key writes nothing, with Shift or without.
fn key_is_silent(key: Key) -> bool {
    key.name().chars().count() > 1
}

#[cfg(test)]
mod tests {
    use egui::{Id, RawInput};
    use model::{Order, Project};

    use super::*;

    const CTRL: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };
    const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..CTRL };

    fn pressed(key: Key, modifiers: Modifiers) -> Event {
        Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
    }

    fn editor() -> Editor {
        let mut project = Project { name: "Test".to_owned(), ..Project::default() };
        let map = model::Map::new("Map", Order::middle());
        project.maps.insert_mut(model::MapId::new(), map);
        Editor::new(project)
    }

    /// The commands that these events bring about, and the events that are left.
    fn commands(editor: &Editor, focus: Option<Id>, events: Vec<Event>) -> (Vec<Command>, usize) {
        let ctx = Context::default();
        let mut found = Vec::new();
        let mut left = 0;
        let input = RawInput { events, ..RawInput::default() };
        let output = ctx.run_ui(input, |ui| {
            if let Some(id) = focus {
                ui.memory_mut(|memory| memory.request_focus(id));
            }
            let mut actions = Vec::new();
            commands_from_keys(ui.ctx(), editor, &mut actions);
            found.extend(actions.into_iter().filter_map(|action| match action {
                Action::Command(command) => Some(command),
                _ => None,
            }));
            left = ui.input(|input| input.events.len());
        });
        output.drop_without_applying_deltas();
        (found, left)
    }

    #[test]
    fn every_modifier_counts() {
        let editor = editor();
        let (found, left) = commands(&editor, None, vec![pressed(Key::S, CTRL)]);
        assert_eq!((found.as_slice(), left), ([Command::Save].as_slice(), 0));
        let (found, _) = commands(&editor, None, vec![pressed(Key::S, CTRL_SHIFT)]);
        assert_eq!(found, [Command::SaveAs]);
        let alt_gr = Modifiers { alt: true, ..CTRL };
        let (found, left) = commands(&editor, None, vec![pressed(Key::E, alt_gr)]);
        assert_eq!((found.as_slice(), left), ([].as_slice(), 1), "AltGr writes a euro sign");
    }

    #[test]
    fn plus_zooms_with_and_without_shift() {
        let editor = editor();
        for modifiers in [CTRL, CTRL_SHIFT] {
            let (found, _) = commands(&editor, None, vec![pressed(Key::Plus, modifiers)]);
            assert_eq!(found, [Command::ZoomIn]);
        }
    }

    #[test]
    fn shift_and_a_digit_fit_the_map_on_every_keyboard() {
        let event = Event::Key {
            key: Key::Exclamationmark,
            physical_key: Some(Key::Num1),
            pressed: true,
            repeat: false,
            modifiers: Modifiers::SHIFT,
        };
        let (found, left) = commands(&editor(), None, vec![event, Event::Text("!".to_owned())]);
        assert_eq!((found.as_slice(), left), ([Command::FitAll].as_slice(), 0));
    }

    #[test]
    fn shift_and_a_digit_write_where_typing_writes() {
        let fixture = super::super::tests::fixture();
        let mut editor = Editor::new(fixture.project);
        editor.select(Selection::card(fixture.card));
        let (found, left) = commands(&editor, None, vec![pressed(Key::Num1, Modifiers::SHIFT)]);
        assert_eq!((found.as_slice(), left), ([].as_slice(), 1));
        let (found, _) = commands(&editor, None, vec![pressed(Key::Num1, Modifiers::ALT)]);
        assert_eq!(found, [Command::FitAll]);
    }

    #[test]
    fn a_card_that_is_written_keeps_its_keys_but_not_undo() {
        let fixture = super::super::tests::fixture();
        let mut editor = Editor::new(fixture.project);
        editor.write_card(fixture.card);
        editor.set_text("Asks".to_owned());
        let keys = [Key::Delete, Key::Enter, Key::Escape, Key::ArrowLeft];
        let events = keys.map(|key| pressed(key, Modifiers::NONE)).to_vec();
        assert_eq!(commands(&editor, None, events), (Vec::new(), 4));
        let keys = [Key::A, Key::C, Key::X, Key::V, Key::Enter];
        let events = keys.map(|key| pressed(key, CTRL)).to_vec();
        assert_eq!(commands(&editor, None, events), (Vec::new(), 5));
        let events = vec![pressed(Key::Z, CTRL), Event::Copy];
        assert_eq!(commands(&editor, None, events), (vec![Command::Undo], 1));
    }

    #[test]
    fn keys_without_modifiers_belong_to_the_widget_that_has_the_focus() {
        let editor = editor();
        let enter =
            || vec![pressed(Key::F1, Modifiers::NONE), pressed(Key::Delete, Modifiers::NONE)];
        let (found, left) = commands(&editor, Some(Id::unique("a button")), enter());
        assert_eq!((found.as_slice(), left), ([Command::Shortcuts].as_slice(), 1));
    }

    #[test]
    fn a_command_that_makes_no_sense_leaves_its_keys() {
        let (found, left) = commands(&editor(), None, vec![pressed(Key::Escape, Modifiers::NONE)]);
        assert_eq!((found.as_slice(), left), ([].as_slice(), 1), "nothing is selected");
    }
}
