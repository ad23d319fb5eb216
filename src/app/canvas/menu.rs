//! The context menu: what can be done with what is selected.

use egui::accesskit::Role;
use egui::containers::menu::{SubMenuButton, menu_style};
use egui::{Align, Button, Id, Layout, Popup, PopupAnchor, PopupKind, Pos2, Ui};
use model::{CardField, CardId, CardKind, Edit, Emotion, Selection};

use super::{Canvas, CanvasState};
use crate::action::Action;
use crate::command::Command;
use crate::editor::Editor;

use Command as C;

impl CanvasState {
    /// Opens the menu at a place of the screen.
    pub(super) fn open_menu_at(&mut self, canvas: &Canvas<'_>, at: Pos2) {
        let ctx = canvas.ui.ctx();
        self.menu_at = Some(at);
        Popup::open_id(ctx, menu_id());
        // Arrow keys lead into a menu when nobody else has the keyboard.
        ctx.memory_mut(|memory| memory.surrender_focus(canvas.response.id));
    }

    /// Shows the menu while it is open.
    pub(super) fn menu_ui(&mut self, canvas: &Canvas<'_>, actions: &mut Vec<Action>) {
        let ctx = canvas.ui.ctx();
        if std::mem::take(&mut self.open_menu) {
            self.open_menu_at(canvas, self.menu_anchor(canvas));
        }
        let Some(at) = self.menu_at else { return };
        let editor = canvas.shown.editor;
        let anchor = PopupAnchor::Position(at);
        Popup::new(menu_id(), ctx.clone(), anchor, canvas.response.layer_id)
            .kind(PopupKind::Menu)
            .layout(Layout::top_down_justified(Align::Min))
            .style(menu_style)
            .gap(0.0)
            .open_memory(None)
            .accessible_name("Context menu")
            .show(|ui| items_ui(ui, editor, actions));
        if !Popup::is_id_open(ctx, menu_id()) {
            self.menu_at = None;
        }
    }

    /// Where the menu opens when a key asked for it: at what is selected, if that is in view.
    fn menu_anchor(&self, canvas: &Canvas<'_>) -> Pos2 {
        let body = self.camera.body(&canvas.viewport);
        let selected =
            super::selection_rect(&canvas.shown.scene.layout, canvas.shown.editor.selection());
        let screen_from_doc = self.camera.screen_from_doc(&canvas.viewport);
        let anchor = selected.map_or(body.center(), |rect| (screen_from_doc * rect).center());
        anchor.clamp(canvas.viewport.rect.min, canvas.viewport.rect.max)
    }
}

fn menu_id() -> Id {
    Id::unique("canvas menu")
}

/// The commands for what is selected, in groups.
fn commands(editor: &Editor) -> &'static [&'static [Command]] {
    match editor.selection() {
        Selection::Cards(_) => &[
            &[C::Rename, C::Duplicate],
            &[C::Cut, C::Copy, C::Paste],
            &[C::MoveLeft, C::MoveRight, C::MoveUp, C::MoveDown],
            &[C::Delete],
        ],
        Selection::Cell(cell) if editor.holds_cards(*cell) => {
            &[&[C::AddCard], &[C::Paste, C::PasteAsOneCard]]
        }
        // A cell of figures.
        Selection::Cell(_) => &[&[C::AddStage, C::AddLane], &[C::FitAll]],
        Selection::Stage(_) => {
            &[&[C::Rename, C::AddStage], &[C::MoveLeft, C::MoveRight], &[C::Delete]]
        }
        Selection::Lane(_) => &[&[C::Rename, C::AddLane], &[C::MoveUp, C::MoveDown], &[C::Delete]],
        Selection::Persona(_) => &[
            &[C::Rename, C::FocusPersona, C::ToggleBand],
            &[C::AddPersona],
            &[C::MoveUp, C::MoveDown],
            &[C::Delete],
        ],
        Selection::Point(_) => &[&[C::MoveUp, C::MoveDown], &[C::Delete]],
        Selection::Nothing => {
            &[&[C::AddStage, C::AddLane, C::AddPersona], &[C::Paste, C::SelectAll], &[C::FitAll]]
        }
    }
}

fn items_ui(ui: &mut Ui, editor: &Editor, actions: &mut Vec<Action>) {
    let selection = editor.selection();
    match selection {
        Selection::Cards(_) => {
            kind_ui(ui, editor, actions);
            emotion_ui(ui, editor, actions);
            ui.separator();
        }
        Selection::Point(_) => {
            emotion_ui(ui, editor, actions);
            ui.separator();
        }
        _ => {}
    }
    for (index, group) in commands(editor).iter().enumerate() {
        if index > 0 {
            ui.separator();
        }
        for command in *group {
            command_ui(ui, *command, editor, actions);
        }
    }
}

fn command_ui(ui: &mut Ui, command: Command, editor: &Editor, actions: &mut Vec<Action>) {
    let mut button = Button::new(command.name());
    if let Some(shortcut) = command.shortcuts().first() {
        button = button.shortcut_text(ui.ctx().format_shortcut(shortcut));
    }
    let response = ui.add_enabled(command.is_enabled(editor), button);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::MenuItem);
        node.set_label(command.name());
    });
    if response.on_hover_text(command.help()).clicked() {
        actions.push(Action::Command(command));
        ui.close();
    }
}

/// The kinds of the selected cards.
fn kind_ui(ui: &mut Ui, editor: &Editor, actions: &mut Vec<Action>) {
    SubMenuButton::new("Kind").ui(ui, |ui| {
        let kinds = values(editor, |card| card.kind);
        for kind in CardKind::ALL {
            if ui.selectable_label(kinds == Some(kind), kind.name()).clicked() {
                set_all(editor, "Change kind", &CardField::Kind(kind), actions);
                ui.close();
            }
        }
    });
}

/// The emotion of the selected cards or of the selected curve point.
fn emotion_ui(ui: &mut Ui, editor: &Editor, actions: &mut Vec<Action>) {
    SubMenuButton::new("Emotion").ui(ui, |ui| {
        let current = match editor.selection() {
            Selection::Point(at) => editor.map().map(|map| map.points.get(at).copied()),
            _ => values(editor, |card| card.emotion),
        };
        let words = Emotion::STEPS.iter().rev().map(|step| (Some(*step), step.word()));
        for (emotion, word) in words.chain([(None, "none")]) {
            let same = |now: Option<Emotion>| now.map(Emotion::step) == emotion.map(Emotion::step);
            let is_current = current.is_some_and(same);
            if ui.selectable_label(is_current, capitalised(word)).clicked() {
                set_emotion(editor, emotion, actions);
                ui.close();
            }
        }
    });
}

fn set_emotion(editor: &Editor, emotion: Option<Emotion>, actions: &mut Vec<Action>) {
    if let Selection::Point(at) = editor.selection() {
        let edit = Edit::SetPoint { map: editor.map_id(), at: *at, emotion };
        actions.extend([Action::Seal, Action::Edit(edit), Action::Seal]);
    } else {
        set_all(editor, "Change emotion", &CardField::Emotion(emotion), actions);
    }
}

/// What all selected cards have in common; none when they differ.
fn values<T: PartialEq>(editor: &Editor, value: impl Fn(&model::Card) -> T) -> Option<T> {
    let map = editor.map()?;
    let mut values = editor.selection().cards().filter_map(|id| map.cards.get(&id)).map(value);
    let first = values.next()?;
    values.all(|other| other == first).then_some(first)
}

/// Sets a field of every selected card, in one step.
fn set_all(editor: &Editor, label: &str, field: &CardField, actions: &mut Vec<Action>) {
    let map = editor.map_id();
    let set = |id: CardId| Edit::SetCard { map, id, field: field.clone() };
    let mut edits: Vec<Edit> = editor.selection().cards().map(set).collect();
    let edit = if edits.len() == 1 { edits.pop() } else { None };
    let edit = edit.unwrap_or_else(|| Edit::Batch { label: label.to_owned(), edits });
    actions.extend([Action::Seal, Action::Edit(edit), Action::Seal]);
}

/// A word with a capital letter, as menus have it.
fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
