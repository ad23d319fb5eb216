//! Input methods: text that is composed before it is there.

use std::num::NonZeroUsize;

use egui::ImeEvent;

use super::{TextEdit, Turn};

impl TextEdit {
    pub(super) fn on_ime(&mut self, event: &ImeEvent, turn: &mut Turn<'_>) {
        match event {
            // The Enter that ends a composition is sent as text by some systems.
            ImeEvent::Preedit { text, .. } | ImeEvent::Commit(text)
                if matches!(text.as_str(), "\n" | "\r") => {}
            ImeEvent::Preedit { text, active_range_chars } => {
                if text.is_empty() {
                    self.stop_composing(turn);
                    return;
                }
                let caret = active_range_chars.as_ref().map_or_else(
                    || (text.len(), text.len()),
                    |range| (byte_of(text, range.start), byte_of(text, range.end)),
                );
                turn.engine.drive(&mut self.editor, |driver| driver.set_compose(text, Some(caret)));
            }
            ImeEvent::Commit(text) => {
                self.stop_composing(turn);
                if !text.is_empty() {
                    self.insert(text, turn);
                }
            }
            ImeEvent::DeleteSurrounding { before_chars, after_chars } => {
                self.delete_around(*before_chars, *after_chars, turn);
            }
            _ => {}
        }
    }

    fn stop_composing(&mut self, turn: &mut Turn<'_>) {
        if self.editor.is_composing() {
            turn.engine.drive(&mut self.editor, |driver| {
                driver.clear_compose();
            });
        }
    }

    fn delete_around(&mut self, before_chars: usize, after_chars: usize, turn: &mut Turn<'_>) {
        if self.editor.is_composing() {
            return;
        }
        let text = self.editor.text();
        let (anchor, focus) = self.editor.selection_bytes();
        let (start, end) = (anchor.min(focus), anchor.max(focus));
        let ahead = text.get(..start).unwrap_or("").chars().rev().take(before_chars);
        let ahead: usize = ahead.map(char::len_utf8).sum();
        let behind = text.get(end..).unwrap_or("").chars().take(after_chars);
        let behind: usize = behind.map(char::len_utf8).sum();
        turn.engine.drive(&mut self.editor, |driver| {
            if let Some(behind) = NonZeroUsize::new(behind) {
                driver.delete_bytes_after_selection(behind);
            }
            if let Some(ahead) = NonZeroUsize::new(ahead) {
                driver.delete_bytes_before_selection(ahead);
            }
        });
    }
}

/// The byte at which a character begins; the text's length beyond its end.
fn byte_of(text: &str, char_index: usize) -> usize {
    text.char_indices().nth(char_index).map_or(text.len(), |(byte, _)| byte)
}
