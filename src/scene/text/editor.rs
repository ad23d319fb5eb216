//! Text that is being edited in place, drawn exactly as it will stand afterwards.

use std::sync::Arc;

use emath::{Rect, pos2};
use parley::{BoundingBox, Layout, PlainEditor, PlainEditorDriver};

use super::{Align, TextBlock, TextEngine, TextStyle, fonts, runs};

/// Width of the caret in document units.
const CARET_WIDTH_PX: f32 = 2.0;

/// A text, its caret and selection, in the faces, style and width of the block that it edits.
///
/// Keyboard, mouse and input-method events act through [`TextEngine::drive`].
#[derive(Clone, Debug)]
pub struct TextEditor {
    editor: PlainEditor<()>,
    style: TextStyle,
}

/// What an editor looks like, relative to the upper left corner of its text.
#[derive(Clone, Debug, PartialEq)]
pub struct EditorView {
    /// The text, shaped as [`TextEngine::layout`] would shape it; never cut.
    pub block: Arc<TextBlock>,
    /// The selected areas, one or more per line.
    pub selection: Vec<Rect>,
    /// The caret, unless the input method hides it.
    pub caret: Option<Rect>,
    /// The area that an input method's window must not cover.
    pub ime_area: Rect,
    /// Underlines below text that the input method is still composing.
    pub composing: Vec<Rect>,
}

impl TextEditor {
    /// The text without what an input method is still composing.
    pub fn text(&self) -> String {
        self.editor.text().to_string()
    }

    /// The selected text, if there is any.
    pub fn selected_text(&self) -> Option<&str> {
        self.editor.selected_text()
    }

    /// Whether an input method is composing.
    pub fn is_composing(&self) -> bool {
        self.editor.is_composing()
    }

    /// The selected bytes of the text, as `anchor` and `focus`; equal when only a caret stands.
    pub fn selection_bytes(&self) -> (usize, usize) {
        let selection = self.editor.raw_selection();
        (selection.anchor().index(), selection.focus().index())
    }

    /// Whether the text changed or the caret moved since `before`; to know when to repaint.
    pub fn generation(&self) -> parley::Generation {
        self.editor.generation()
    }

    /// Sets the width at which lines break, in document units.
    pub fn set_width(&mut self, max_width: Option<f32>) {
        self.editor.set_width(max_width.filter(|w| w.is_finite()).map(|w| w.max(1.0)));
    }
}

impl TextEngine {
    /// An editor for `text` that breaks lines as [`TextEngine::layout`] does, with all selected.
    pub fn editor(
        &mut self,
        text: &str,
        style: TextStyle,
        max_width: Option<f32>,
        align: Align,
    ) -> TextEditor {
        let style = style.sane();
        let mut editor = PlainEditor::new(style.size_px);
        editor.set_scale(1.0);
        editor.set_quantize(false);
        editor.set_alignment(runs::alignment(align));
        for property in fonts::properties(style) {
            editor.edit_styles().insert(property);
        }
        editor.set_text(text);
        let mut editor = TextEditor { editor, style };
        editor.set_width(max_width);
        self.drive(&mut editor, |driver| {
            driver.select_all();
        });
        editor
    }

    /// Runs editing operations: insert, delete, move, select, compose.
    pub fn drive<R>(
        &mut self,
        editor: &mut TextEditor,
        operations: impl FnOnce(&mut PlainEditorDriver<'_, ()>) -> R,
    ) -> R {
        operations(&mut editor.editor.driver(&mut self.fonts, &mut self.layouts))
    }

    /// What the editor looks like now.
    pub fn editor_view(&mut self, editor: &mut TextEditor) -> EditorView {
        editor.editor.refresh_layout(&mut self.fonts, &mut self.layouts);
        let empty = Layout::default();
        let layout = editor.editor.try_layout().unwrap_or(&empty);
        let block = runs::block(layout, editor.editor.raw_text(), editor.style, false);
        let selection = editor.editor.selection_geometry().into_iter().map(|(b, _)| rect(b));
        EditorView {
            block: Arc::new(block),
            selection: selection.collect(),
            caret: editor.editor.cursor_geometry(CARET_WIDTH_PX).map(rect),
            ime_area: rect(editor.editor.ime_cursor_area()),
            composing: composing(editor),
        }
    }
}

/// One thin rectangle under each line of the text that is being composed.
fn composing(editor: &TextEditor) -> Vec<Rect> {
    let (Some(range), Some(layout)) = (editor.editor.raw_compose(), editor.editor.try_layout())
    else {
        return Vec::new();
    };
    let at = |index| {
        parley::Cursor::from_byte_index(layout, index, parley::layout::Affinity::Downstream)
    };
    let selection = parley::Selection::new(at(range.start), at(range.end));
    let line = |(area, _): (BoundingBox, usize)| {
        let area = rect(area);
        Rect::from_min_max(pos2(area.min.x, area.max.y - 2.0), pos2(area.max.x, area.max.y - 1.0))
    };
    selection.geometry(layout).into_iter().map(line).collect()
}

fn rect(area: BoundingBox) -> Rect {
    Rect::from_min_max(pos2(area.x0 as f32, area.y0 as f32), pos2(area.x1 as f32, area.y1 as f32))
}
