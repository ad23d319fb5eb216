//! What keys do in a text.

use egui::{Key, Modifiers};

use super::{TextEdit, Turn};
use crate::action::{Action, WriteOn};
use crate::canvas::keyboard::Flow;

/// How far a key moves the caret or deletes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    Letter,
    Word,
    /// To the end of the line; with up and down, of the text.
    Line,
}

/// By word and by line as the system has it: Ctrl on most, Option and Command on macOS.
fn reach(modifiers: Modifiers) -> Reach {
    if cfg!(target_os = "macos") {
        match (modifiers.alt, modifiers.command) {
            (_, true) => Reach::Line,
            (true, false) => Reach::Word,
            (false, false) => Reach::Letter,
        }
    } else if modifiers.ctrl {
        Reach::Word
    } else {
        Reach::Letter
    }
}

/// No letter is longer: a step over more than this is no step over a letter.
const MAX_LETTER_BYTES: usize = 64;

impl TextEdit {
    pub(super) fn on_key(&mut self, key: Key, modifiers: Modifiers, turn: &mut Turn<'_>) -> Flow {
        if let Some(action) = leave(key, modifiers) {
            turn.actions.push(action);
            return Flow::Stop;
        }
        let select = modifiers.shift;
        match key {
            Key::Enter => self.insert("\n", turn),
            Key::Backspace | Key::Delete => self.delete(key, reach(modifiers), turn),
            Key::ArrowLeft | Key::ArrowRight => {
                self.move_sideways(key == Key::ArrowLeft, reach(modifiers), select, turn);
            }
            Key::ArrowUp | Key::ArrowDown => {
                self.move_upright(key == Key::ArrowUp, reach(modifiers), select, turn);
            }
            Key::Home | Key::End => {
                self.move_to_end(key == Key::Home, modifiers.command, select, turn);
            }
            Key::A if modifiers.command => {
                turn.engine.drive(&mut self.editor, |driver| {
                    driver.select_all();
                });
            }
            Key::C if modifiers.command => return self.copy(turn),
            Key::X if modifiers.command => return self.cut(turn),
            _ => {}
        }
        Flow::GoOn
    }

    fn delete(&mut self, key: Key, reach: Reach, turn: &mut Turn<'_>) {
        turn.engine.drive(&mut self.editor, |driver| match (key, reach) {
            (Key::Backspace, Reach::Letter) => driver.backdelete(),
            (Key::Backspace, Reach::Word) => driver.backdelete_word(),
            (Key::Backspace, Reach::Line) => {
                driver.select_to_line_start();
                driver.delete_selection();
            }
            (_, Reach::Letter) => driver.delete(),
            (_, Reach::Word) => driver.delete_word(),
            (_, Reach::Line) => {
                driver.select_to_line_end();
                driver.delete_selection();
            }
        });
    }

    fn move_sideways(&mut self, left: bool, reach: Reach, select: bool, turn: &mut Turn<'_>) {
        let (_, before) = self.editor.selection_bytes();
        turn.engine.drive(&mut self.editor, |driver| match (reach, left, select) {
            (Reach::Letter, true, false) => driver.move_left(),
            (Reach::Letter, true, true) => driver.select_left(),
            (Reach::Letter, false, false) => driver.move_right(),
            (Reach::Letter, false, true) => driver.select_right(),
            (Reach::Word, true, false) => driver.move_word_left(),
            (Reach::Word, true, true) => driver.select_word_left(),
            (Reach::Word, false, false) => driver.move_word_right(),
            (Reach::Word, false, true) => driver.select_word_right(),
            (Reach::Line, true, false) => driver.move_to_line_start(),
            (Reach::Line, true, true) => driver.select_to_line_start(),
            (Reach::Line, false, false) => driver.move_to_line_end(),
            (Reach::Line, false, true) => driver.select_to_line_end(),
        });
        // Beyond the end of a text that is read from the right the layout has nowhere to go and
        // begins again at the other end; people expect to stay.
        let (_, after) = self.editor.selection_bytes();
        let end = self.editor.text().len();
        if reach == Reach::Letter && end > MAX_LETTER_BYTES && before == end && after == 0 {
            self.move_to_end(false, true, select, turn);
        } else if reach == Reach::Letter && end > MAX_LETTER_BYTES && before == 0 && after == end {
            self.move_to_end(true, true, select, turn);
        }
    }

    fn move_upright(&mut self, up: bool, reach: Reach, select: bool, turn: &mut Turn<'_>) {
        if reach == Reach::Line {
            self.move_to_end(up, true, select, turn);
            return;
        }
        turn.engine.drive(&mut self.editor, |driver| match (up, select) {
            (true, false) => driver.move_up(),
            (true, true) => driver.select_up(),
            (false, false) => driver.move_down(),
            (false, true) => driver.select_down(),
        });
    }

    fn move_to_end(&mut self, start: bool, of_text: bool, select: bool, turn: &mut Turn<'_>) {
        turn.engine.drive(&mut self.editor, |driver| match (start, of_text, select) {
            (true, false, false) => driver.move_to_line_start(),
            (true, false, true) => driver.select_to_line_start(),
            (false, false, false) => driver.move_to_line_end(),
            (false, false, true) => driver.select_to_line_end(),
            (true, true, false) => driver.move_to_text_start(),
            (true, true, true) => driver.select_to_text_start(),
            (false, true, false) => driver.move_to_text_end(),
            (false, true, true) => driver.select_to_text_end(),
        });
    }
}

/// Keys that leave the card.
fn leave(key: Key, modifiers: Modifiers) -> Option<Action> {
    let to = match (key, modifiers.command, modifiers.shift) {
        (Key::Escape, _, _) => return Some(Action::StopWriting),
        (Key::Enter, true, false) => WriteOn::NextLane,
        (Key::Enter, true, true) => WriteOn::PreviousLane,
        (Key::Enter, false, false) => WriteOn::NextCard,
        (Key::Tab, false, false) => WriteOn::NextStage,
        (Key::Tab, false, true) => WriteOn::PreviousStage,
        _ => return None,
    };
    Some(Action::WriteOn(to))
}
