//! The canvas alone, driven by events: what a person does, and what is then in the document.

mod map;
mod storm;
mod writing;

use std::sync::Arc;

use egui::{Event, Key, Modifiers, Pos2, Vec2};
use egui_kittest::Harness;
use model::{
    Card, CardId, CardKind, Cell, Emotion, Lane, LaneId, LaneKind, Map, MapId, Order, Persona,
    PersonaId, Project, Stage, StageId,
};
use scene::theme::Theme;
use scene::{Figures, Scene, SceneCache};
use store::{Recent, Settings};

use super::*;
use crate::command::Command;
use crate::editor::Editor;
use crate::figures::Versions;
use crate::shown::Document;
use crate::style;

const CTRL: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };

/// Four stages, a lane of touchpoints, a curve and a lane of pains, one persona.
pub(super) struct Fixture {
    pub project: Project,
    pub stages: Vec<StageId>,
    pub lanes: Vec<LaneId>,
    pub anna: PersonaId,
    /// "Reads reviews" in the first cell.
    pub card: CardId,
}

pub(super) fn fixture() -> Fixture {
    let mut project = Project { name: "Test".to_owned(), ..Project::default() };
    let mut map = Map::new("Buying a phone", Order::middle());
    let orders = Order::spread(None, None, 4);
    let mut stages = Vec::new();
    for (name, order) in ["Awareness", "Consideration", "Purchase", "Use"].iter().zip(&orders) {
        let id = StageId::new();
        map.stages.insert_mut(id, Stage::new(*name, order.clone()));
        stages.push(id);
    }
    let kinds = [
        ("Touchpoints", LaneKind::Cards(CardKind::Touchpoint)),
        ("Emotion", LaneKind::Curve),
        ("Pains", LaneKind::Cards(CardKind::Pain)),
    ];
    let mut lanes = Vec::new();
    for ((name, kind), order) in kinds.into_iter().zip(&orders) {
        let id = LaneId::new();
        map.lanes.insert_mut(id, Lane::new(name, kind, order.clone()));
        lanes.push(id);
    }
    let anna = PersonaId::new();
    project.personas.insert_mut(anna, Persona::new("Anna", Order::middle(), 0));
    let cell = Cell { persona: Some(anna), lane: lanes[0], stage: stages[0] };
    let card = CardId::new();
    let mut first = Card::new(cell.place(Order::middle()), CardKind::Touchpoint, "Reads reviews");
    first.emotion = Some(Emotion::from_tenths(-10));
    first.moment_of_truth = true;
    map.cards.insert_mut(card, first);
    project.maps.insert_mut(MapId::new(), map);
    assert!(project.check().is_empty(), "{:?}", project.check());
    Fixture { project, stages, lanes, anna, card }
}

/// The canvas with an editor behind it, and with as much of `run` as concerns the canvas.
pub(super) struct Bench {
    pub editor: Editor,
    pub state: CanvasState,
    pub scene: Scene,
    pub clipboard: Vec<String>,
    pub pasted: Vec<String>,
    pub commands: Vec<Command>,
    engine: TextEngine,
    cache: SceneCache,
    document: Document,
    settings: Settings,
    recent: Recent,
}

impl Bench {
    fn new(project: Project) -> Self {
        Self {
            editor: Editor::new(project),
            state: CanvasState::default(),
            scene: Scene::default(),
            clipboard: Vec::new(),
            pasted: Vec::new(),
            commands: Vec::new(),
            engine: TextEngine::new(),
            cache: SceneCache::default(),
            document: Document::default(),
            settings: Settings::default(),
            recent: Recent::default(),
        }
    }

    fn build(&mut self) {
        let (editor, figures) = (&self.editor, Figures::default());
        let (theme, cache) = (&Theme::LIGHT, &mut self.cache);
        self.scene =
            Scene::build(editor.shown(), editor.view(), &figures, theme, &mut self.engine, cache);
    }

    fn frame(&mut self, ui: &mut Ui) {
        self.build();
        let mut actions = Vec::new();
        let shown = Shown {
            editor: &self.editor,
            scene: &self.scene,
            versions: Versions::default(),
            theme: &Theme::LIGHT,
            document: &self.document,
            settings: &self.settings,
            recent: &self.recent,
            busy: None,
            counting: None,
            zoom: self.state.camera.zoom,
        };
        commands_from_keys(ui.ctx(), shown.editor, &mut actions);
        canvas_ui(ui, shown, &mut self.state, &mut self.engine, &mut actions);
        if !actions.is_empty() {
            ui.ctx().request_repaint();
        }
        for action in actions {
            self.run(action);
        }
    }

    fn run(&mut self, action: Action) {
        let editor = &mut self.editor;
        match action {
            Action::Edit(edit) => editor.edit(edit).unwrap(),
            Action::EditAndSelect(edit, selection) => {
                editor.edit_and_select(edit, selection).unwrap();
            }
            Action::Seal => editor.seal(),
            Action::Select(selection) => {
                editor.select(selection);
                self.camera(CameraAction::Reveal);
            }
            Action::Gesture(gesture) => editor.set_gesture(gesture),
            Action::Preview(preview) => editor.set_preview(preview),
            Action::WriteCard(card) => editor.write_card(card),
            Action::WriteNew { cell, before, text } => {
                editor.write_new(cell, before, &text);
            }
            Action::SetText(text) => editor.set_text(text),
            Action::WriteOn(to) => {
                editor.write_on(to);
            }
            Action::StopWriting => editor.stop_writing(),
            Action::Camera(action) => self.camera(action),
            Action::ToggleBand(persona) => editor.toggle_band(persona),
            Action::CopyText(text) => self.clipboard.push(text),
            Action::Paste(text) => self.pasted.push(text),
            Action::Command(command) => {
                self.commands.push(command);
                match command {
                    Command::Undo => drop(editor.undo()),
                    Command::Redo => drop(editor.redo()),
                    Command::Deselect => editor.select(Selection::Nothing),
                    Command::Rename => {
                        if let Some(card) = editor.selection().single_card() {
                            editor.write_card(card);
                        }
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }

    fn camera(&mut self, action: CameraAction) {
        self.build();
        self.state.apply(action, &self.scene.layout, self.editor.selection());
    }

    /// The texts of a cell's cards, from top to bottom.
    pub(super) fn texts(&self, cell: Cell) -> Vec<String> {
        let map = self.editor.map().unwrap();
        map.cards_in(cell).iter().map(|(_, card)| card.text.clone()).collect()
    }

    /// Where something of the map is seen.
    pub(super) fn on_screen(&self, doc: Pos2) -> Pos2 {
        self.state.camera.screen_from_doc(&self.state.viewport.unwrap()) * doc
    }

    /// The middle of a cell, or below its last card.
    pub(super) fn free_spot(&self, cell: Cell) -> Pos2 {
        let cell = self.scene.layout.cell(cell).unwrap();
        let bottom = cell.cards.last().map_or(cell.rect.top(), |card| card.rect.bottom());
        let y = (bottom + 20.0).min(cell.rect.bottom() - 2.0);
        self.on_screen(egui::pos2(cell.rect.center().x, y))
    }
}

/// A window of 1200 x 800 points with the canvas in it.
pub(super) fn window(project: Project) -> Harness<'static, Bench> {
    let mut harness = Harness::builder()
        .with_size(Vec2::new(1200.0, 800.0))
        .with_max_steps(120)
        .with_step_dt(1.0 / 60.0)
        .with_context_setup(style::install)
        .build_ui_state(|ui, bench: &mut Bench| bench.frame(ui), Bench::new(project));
    harness.run();
    harness
}

/// Moves the pointer in steps with its button down.
pub(super) fn drag(harness: &Harness<'_, Bench>, from: Pos2, to: Pos2) {
    harness.hover_at(from);
    harness.drag_at(from);
    for step in 1..=4 {
        harness.hover_at(from + (to - from) * (step as f32 / 4.0));
    }
}

pub(super) fn type_text(harness: &Harness<'_, Bench>, text: &str) {
    harness.event(Event::Text(text.to_owned()));
}
