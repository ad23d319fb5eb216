//! Writing into a card on the canvas, with the engine that lays cards out, so that nothing jumps
//! when the writing ends.

mod ime;
mod keys;
mod view;

pub(super) use view::text_id;

use egui::{Event, Pos2};
use model::{CardId, MAX_TEXT_BYTES};
use scene::CardBox;
use scene::text::{Align, TextEditor, TextEngine, TextStyle};

use super::keyboard::Flow;
use crate::action::{Action, Toast};
use crate::shown::Shown;

/// The text of the card that is being written: caret, selection and what is being composed.
#[derive(Clone, Debug)]
pub(super) struct TextEdit {
    /// The card.
    pub(super) card: CardId,
    editor: TextEditor,
    style: TextStyle,
    width: f32,
    /// The text as the document has it, or will have it once the last action was carried out.
    text: String,
    /// When a key was pressed last, in seconds: the caret does not blink while one writes.
    active_at: f64,
    /// Whether the caret has to be brought into view.
    reveal: bool,
}

/// What an event brings about.
struct Turn<'a> {
    engine: &'a mut TextEngine,
    actions: &'a mut Vec<Action>,
}

impl TextEdit {
    /// Follows the document: begins when a card is being written, ends when none is, and takes up
    /// what changed the text or its look from elsewhere.
    pub(super) fn follow(
        this: &mut Option<Self>,
        shown: Shown<'_>,
        engine: &mut TextEngine,
        now: f64,
    ) {
        let Some((id, card, text)) = written(shown) else {
            *this = None;
            return;
        };
        if let Some(edit) = this
            && edit.card == id
            && edit.style == card.text_style
            && edit.text == text
        {
            edit.set_width(card.text_rect.width());
            return;
        }
        let width = card.text_rect.width();
        let mut editor = engine.editor(text, card.text_style, Some(width), Align::Start);
        engine.drive(&mut editor, |driver| {
            driver.move_to_text_end();
        });
        *this = Some(Self {
            card: id,
            editor,
            style: card.text_style,
            width,
            text: text.to_owned(),
            active_at: now,
            reveal: true,
        });
    }

    fn set_width(&mut self, width: f32) {
        if (self.width - width).abs() > 0.01 {
            self.width = width;
            self.editor.set_width(Some(width));
        }
    }

    /// Takes an event of the keyboard, the clipboard or an input method.
    pub(super) fn on_event(
        &mut self,
        event: &Event,
        now: f64,
        engine: &mut TextEngine,
        actions: &mut Vec<Action>,
    ) -> Flow {
        let before = self.editor.generation();
        if !matches!(event, Event::Ime(_)) {
            self.settle(engine);
            // Now, as the event may lead to another card.
            self.report(actions);
        }
        let mut turn = Turn { engine, actions };
        let flow = match event {
            Event::Text(text) => {
                self.insert(text, &mut turn);
                Flow::GoOn
            }
            Event::Paste(text) => {
                self.insert(&text.replace("\r\n", "\n").replace('\r', "\n"), &mut turn);
                Flow::GoOn
            }
            Event::Copy => self.copy(&mut turn),
            Event::Cut => self.cut(&mut turn),
            Event::Ime(event) => {
                self.on_ime(event, &mut turn);
                Flow::GoOn
            }
            Event::Key { key, pressed: true, modifiers, .. } => {
                self.on_key(*key, *modifiers, &mut turn)
            }
            _ => Flow::GoOn,
        };
        if self.editor.generation() != before {
            self.active_at = now;
            self.reveal = true;
        }
        self.report(actions);
        flow
    }

    /// Keeps what was being composed: the engine edits nothing else meanwhile.
    fn settle(&mut self, engine: &mut TextEngine) {
        if self.editor.is_composing() {
            engine.drive(&mut self.editor, |driver| {
                driver.finish_compose();
            });
        }
    }

    /// Replaces the whole text, as assistive technologies do.
    pub(super) fn set_text(
        &mut self,
        text: &str,
        engine: &mut TextEngine,
        actions: &mut Vec<Action>,
    ) {
        self.settle(engine);
        engine.drive(&mut self.editor, |driver| {
            driver.select_all();
        });
        self.insert(text, &mut Turn { engine, actions });
        self.report(actions);
    }

    /// The pointer went down in the text; positions in document units from the text's corner.
    pub(super) fn press(&mut self, at: Pos2, extend: bool, now: f64, engine: &mut TextEngine) {
        self.settle(engine);
        engine.drive(&mut self.editor, |driver| {
            if extend {
                driver.shift_click_extension(at.x, at.y);
            } else {
                driver.move_to_point(at.x, at.y);
            }
        });
        self.active_at = now;
    }

    /// The pointer moved with its button down.
    pub(super) fn drag(&mut self, at: Pos2, engine: &mut TextEngine) {
        engine.drive(&mut self.editor, |driver| driver.extend_selection_to_point(at.x, at.y));
    }

    /// Two or three quick clicks: selects a word or a paragraph.
    pub(super) fn multi_click(&mut self, at: Pos2, clicks: u32, engine: &mut TextEngine) {
        engine.drive(&mut self.editor, |driver| {
            if clicks > 2 {
                driver.select_hard_line_at_point(at.x, at.y);
            } else {
                driver.select_word_at_point(at.x, at.y);
            }
        });
    }

    /// Inserts text over the selection, no more than a field may hold.
    fn insert(&mut self, text: &str, turn: &mut Turn<'_>) {
        let is_kept = |c: &char| !c.is_control() || *c == '\n' || *c == '\t';
        let mut clean: String = text.chars().filter(is_kept).collect();
        let selected = self.editor.selected_text().map_or(0, str::len);
        let room = MAX_TEXT_BYTES.saturating_sub(self.editor.text().len() - selected);
        if clean.len() > room {
            let end = (0..=room).rev().find(|end| clean.is_char_boundary(*end)).unwrap_or(0);
            clean.truncate(end);
            let limit = MAX_TEXT_BYTES / 1024;
            turn.actions.push(Action::Toast(Toast::info(format!(
                "A card holds no more than {limit} KB of text. The rest was left out."
            ))));
        }
        if !clean.is_empty() || selected > 0 {
            turn.engine
                .drive(&mut self.editor, |driver| driver.insert_or_replace_selection(&clean));
        }
    }

    fn copy(&self, turn: &mut Turn<'_>) -> Flow {
        if let Some(text) = self.editor.selected_text() {
            turn.actions.push(Action::CopyText(text.to_owned()));
        }
        Flow::GoOn
    }

    fn cut(&mut self, turn: &mut Turn<'_>) -> Flow {
        self.copy(turn);
        turn.engine.drive(&mut self.editor, |driver| {
            driver.delete_selection();
        });
        Flow::GoOn
    }

    /// Tells the document of a new text.
    fn report(&mut self, actions: &mut Vec<Action>) {
        let text = self.editor.text();
        if text != self.text {
            actions.push(Action::SetText(text.clone()));
            self.text = text;
        }
    }
}

/// The card that is being written, where it stands, and its text.
fn written(shown: Shown<'_>) -> Option<(CardId, &CardBox, &str)> {
    let id = shown.editor.writing()?.card;
    let card = shown.scene.layout.card(id)?;
    let text = shown.editor.shown_map()?.cards.get(&id)?.text.as_str();
    Some((id, card, text))
}
