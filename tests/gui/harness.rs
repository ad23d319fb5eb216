//! A person at a desk: a home folder, a window of the program, pointer and keys.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, ViewportCommand, ViewportId};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use model::{Card, CardId, Cell, LaneKind, Map, PersonaId, Project, Selection};
use store::Folders;
use tempfile::TempDir;
use throughline::app::{App, Start};
use throughline::editor::Editor;
use throughline::templates;

pub(crate) const CTRL: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };
pub(crate) const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..CTRL };

/// Where a card of the blank template can stand: stage and row of cards, counted from 0.
pub(crate) type At = (usize, usize);

/// How often background work is looked after before a test gives up.
const MOST_POLLS: usize = 20_000;

/// A person's computer: it stays when the program ends.
pub(crate) struct Desk {
    home: TempDir,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let desk = Self { home: tempfile::tempdir().unwrap() };
        fs::create_dir(desk.home.path().join("documents")).unwrap();
        desk
    }

    /// Another computer with the same files on it, as if this one had lost its power now.
    pub(crate) fn after_power_cut(&self) -> Self {
        let copy = Self { home: tempfile::tempdir().unwrap() };
        copy_folder(self.home.path(), copy.home.path());
        copy
    }

    pub(crate) fn folders(&self) -> Folders {
        Folders::in_folder(&self.home.path().join("program"))
    }

    /// The path of a document.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.home.path().join("documents").join(name)
    }

    /// Writes a file among the documents.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, content).unwrap();
        path
    }

    /// Writes a project among the documents.
    pub(crate) fn write_project(&self, name: &str, project: &Project) -> PathBuf {
        self.write(name, model::format::write(project).unwrap())
    }

    /// The program as it starts without a file.
    pub(crate) fn start(&self) -> Window {
        self.window(None, 1.0)
    }

    /// The program with a file.
    pub(crate) fn open(&self, path: &Path) -> Window {
        self.window(Some(path.to_path_buf()), 1.0)
    }

    /// The same on a screen with two pixels to a point.
    pub(crate) fn open_dense(&self, path: &Path) -> Window {
        self.window(Some(path.to_path_buf()), 2.0)
    }

    /// The program with the blank template and these cards in it, saved as "map.ron".
    pub(crate) fn open_with(&self, cards: &[(At, &str)]) -> Window {
        self.open(&self.write_project("map.ron", &blank_with(cards)))
    }

    fn window(&self, path: Option<PathBuf>, pixels_per_point: f32) -> Window {
        let start = Start { path, folders: Some(self.folders()), own_path_dialog: true };
        let harness = Harness::builder()
            .with_size(egui::vec2(1600.0, 1000.0))
            .with_pixels_per_point(pixels_per_point)
            .with_step_dt(1.0 / 60.0)
            .with_theme(egui::Theme::Light)
            .build_eframe(|cc| App::new(&cc.egui_ctx, start).unwrap());
        let mut window = Window { harness };
        window.settle();
        window
    }
}

fn copy_folder(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir(&target).unwrap();
            copy_folder(&entry.path(), &target);
        } else {
            // Files come and go while the program writes its journal.
            let _ = fs::copy(entry.path(), target);
        }
    }
}

/// The blank template with these cards in it.
pub(crate) fn blank_with(cards: &[(At, &str)]) -> Project {
    let mut editor = Editor::new(templates::find("blank").unwrap().project().unwrap());
    let persona = editor.project().personas_in_order()[0].0;
    for (at, text) in cards {
        let cell = cell_of(editor.map().unwrap(), persona, *at);
        editor.write_new(cell, None, text);
        editor.stop_writing();
    }
    editor.project().clone()
}

fn cell_of(map: &Map, persona: PersonaId, (stage, row): At) -> Cell {
    let lanes = map.lanes_in_order();
    let mut rows = lanes.iter().filter(|(_, lane)| lane.kind != LaneKind::Curve);
    let lane = rows.nth(row).unwrap().0;
    Cell { persona: Some(persona), lane, stage: map.stages_in_order()[stage].0 }
}

/// The program's window.
pub(crate) struct Window {
    pub(crate) harness: Harness<'static, App>,
}

impl Window {
    pub(crate) fn app(&self) -> &App {
        self.harness.state()
    }

    pub(crate) fn editor(&self) -> &Editor {
        self.app().editor()
    }

    pub(crate) fn project(&self) -> Project {
        self.editor().project().clone()
    }

    pub(crate) fn map(&self) -> &Map {
        self.editor().map().unwrap()
    }

    /// The texts in a cell of the first persona, from top to bottom.
    pub(crate) fn cards_in(&self, at: At) -> Vec<String> {
        let persona = self.editor().project().personas_in_order()[0].0;
        self.cards_of(persona, at)
    }

    pub(crate) fn cards_of(&self, persona: PersonaId, at: At) -> Vec<String> {
        let cards = self.map().cards_in(cell_of(self.map(), persona, at));
        cards.into_iter().map(|(_, card)| card.text.clone()).collect()
    }

    pub(crate) fn card_id(&self, text: &str) -> CardId {
        let found = self.map().cards.iter().find(|(_, card)| card.text == text);
        *found.unwrap_or_else(|| panic!("there is no card “{text}”")).0
    }

    pub(crate) fn card(&self, text: &str) -> Card {
        self.map().cards.get(&self.card_id(text)).unwrap().clone()
    }

    pub(crate) fn stage_names(&self) -> Vec<String> {
        let stages = self.map().stages_in_order();
        stages.into_iter().map(|(_, stage)| stage.name.clone()).collect()
    }

    pub(crate) fn lane_names(&self) -> Vec<String> {
        let lanes = self.map().lanes_in_order();
        lanes.into_iter().map(|(_, lane)| lane.name.clone()).collect()
    }

    pub(crate) fn persona_names(&self) -> Vec<String> {
        let personas = self.editor().project().personas_in_order();
        personas.into_iter().map(|(_, persona)| persona.name.clone()).collect()
    }

    /// Runs frames until nothing is done in the background and nothing moves.
    #[track_caller]
    pub(crate) fn settle(&mut self) {
        for _ in 0..MOST_POLLS {
            let is_quiet = self.harness.run_ok().is_some();
            if !self.app().is_busy() {
                if is_quiet {
                    return;
                }
                continue;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        panic!("the program does not come to rest: {:#?}", self.harness.ctx.repaint_causes());
    }

    /// Lets a second go by, so that two clicks are not taken for one double click.
    fn pause(&mut self) {
        let now = self.harness.ctx.input(|input| input.time);
        self.harness.input_mut().time = Some(now + 1.0);
        self.harness.step();
        self.harness.input_mut().time = None;
        self.settle();
    }

    /// Clicks something.
    #[track_caller]
    pub(crate) fn click(&mut self, role: Role, name: &str) {
        self.harness.get_by_role_and_label(role, name).click();
        self.settle();
        self.pause();
    }

    /// Clicks a button.
    #[track_caller]
    pub(crate) fn button(&mut self, name: &str) {
        self.click(Role::Button, name);
    }

    /// Chooses a command from a menu.
    #[track_caller]
    pub(crate) fn menu(&mut self, menu: &str, item: &str) {
        self.button(menu);
        self.click(Role::MenuItem, item);
    }

    /// Chooses from a list that opens.
    #[track_caller]
    pub(crate) fn choose(&mut self, list: &str, value: &str) {
        self.click(Role::ComboBox, list);
        self.pick(value);
    }

    /// Chooses from what has just opened: it lies on top of all that has the same name.
    #[track_caller]
    pub(crate) fn pick(&mut self, value: &str) {
        self.harness.get_all_by_role_and_label(Role::Button, value).next_back().unwrap().click();
        self.settle();
        self.pause();
    }

    /// Starts a map from a template, unless something is asked first.
    #[track_caller]
    pub(crate) fn new_map(&mut self, template: &str) {
        self.menu("File", "New…");
        self.harness.get_by_role_and_label(Role::Button, template).scroll_to_me();
        self.settle();
        self.button(template);
    }

    /// Clicks a card, with keys held.
    #[track_caller]
    pub(crate) fn click_card(&mut self, text: &str, held: Modifiers) {
        let at = self.card_rect(text).center();
        self.press_pointer(at, held);
        self.release_pointer(at, held);
        self.pause();
    }

    /// Clicks whatever on the map has this name.
    #[track_caller]
    pub(crate) fn click_on_map(&mut self, name: &str) {
        let at = self.rect_of(name).center();
        self.press_pointer(at, Modifiers::NONE);
        self.release_pointer(at, Modifiers::NONE);
        self.pause();
    }

    #[track_caller]
    pub(crate) fn double_click(&mut self, at: Pos2) {
        for _ in 0..2 {
            self.press_pointer(at, Modifiers::NONE);
            self.release_pointer(at, Modifiers::NONE);
        }
        self.settle();
        self.pause();
    }

    /// Where the one thing with this name stands.
    #[track_caller]
    pub(crate) fn rect_of(&self, name: &str) -> Rect {
        self.harness.get_by_label(name).rect()
    }

    /// Where a card stands in the window.
    #[track_caller]
    pub(crate) fn card_rect(&self, text: &str) -> Rect {
        let name = format!("Card: {text}, ");
        self.harness.get_by_label_contains(&name).rect()
    }

    /// The name by which a cell of the blank template goes while it is empty.
    pub(crate) fn empty_cell(lane: &str, stage: &str) -> String {
        format!("Empty cell: lane {lane}, stage {stage}, First persona")
    }

    pub(crate) fn press_pointer(&mut self, at: Pos2, modifiers: Modifiers) {
        self.harness.event(Event::ModifiersChanged(modifiers));
        self.harness.hover_at(at);
        self.pointer_button(at, true, modifiers);
    }

    /// Moves the pointer in steps, as a hand does.
    pub(crate) fn move_pointer(&mut self, from: Pos2, to: Pos2) {
        for step in 1..=4 {
            self.harness.hover_at(from + (to - from) * (step as f32 / 4.0));
        }
        self.settle();
    }

    pub(crate) fn release_pointer(&mut self, at: Pos2, modifiers: Modifiers) {
        self.pointer_button(at, false, modifiers);
        self.harness.event(Event::ModifiersChanged(Modifiers::NONE));
        self.settle();
    }

    fn pointer_button(&mut self, pos: Pos2, pressed: bool, modifiers: Modifiers) {
        let button = PointerButton::Primary;
        self.harness.event(Event::PointerButton { pos, button, pressed, modifiers });
        self.settle_input();
    }

    /// Carries out what was done so far, in as many frames as there were events.
    fn settle_input(&mut self) {
        self.harness.step();
    }

    pub(crate) fn drag(&mut self, from: Pos2, to: Pos2, held: Modifiers) {
        self.press_pointer(from, held);
        self.move_pointer(from, to);
        self.release_pointer(to, held);
        self.pause();
    }

    #[track_caller]
    pub(crate) fn key(&mut self, key: Key) {
        self.keys(Modifiers::NONE, key);
    }

    #[track_caller]
    pub(crate) fn keys(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.settle();
    }

    #[track_caller]
    pub(crate) fn type_text(&mut self, text: &str) {
        self.harness.event(Event::Text(text.to_owned()));
        self.settle();
    }

    #[track_caller]
    pub(crate) fn paste(&mut self, text: &str) {
        self.harness.event(Event::Paste(text.to_owned()));
        self.settle();
    }

    /// Copies or cuts, and returns what is then on the clipboard.
    #[track_caller]
    pub(crate) fn copied_by(&mut self, event: Event) -> String {
        self.harness.event(event);
        self.harness.step();
        let commands = &self.harness.output().platform_output.commands;
        let copied = commands.iter().find_map(|command| match command {
            egui::OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        });
        self.settle();
        copied.expect("nothing was copied")
    }

    /// Writes into a field instead of what stands there.
    #[track_caller]
    pub(crate) fn fill(&mut self, field: &str, text: &str) {
        self.field(field).click();
        self.settle();
        self.keys(CTRL, Key::A);
        if text.is_empty() {
            self.key(Key::Delete);
        } else {
            self.type_text(text);
        }
    }

    #[track_caller]
    pub(crate) fn field<'a>(&'a self, name: &'a str) -> egui_kittest::Node<'a> {
        let is_field = |role| matches!(role, Role::TextInput | Role::MultilineTextInput);
        let mut found = self.harness.query_all_by_label(name);
        let field = found.find(|node| is_field(node.accesskit_node().role()));
        field.unwrap_or_else(|| panic!("there is no field “{name}”"))
    }

    /// Writes a path into our own path dialog and takes it.
    #[track_caller]
    pub(crate) fn answer_path(&mut self, path: &Path) {
        self.fill("File name", &path.display().to_string());
        self.key(Key::Enter);
    }

    /// Whether a dialog with this title is open.
    pub(crate) fn asks(&self, title: &str) -> bool {
        self.harness.query_by_role_and_label(Role::Dialog, title).is_some()
    }

    /// Whether this stands anywhere in the window.
    pub(crate) fn says(&self, part: &str) -> bool {
        self.harness.query_all_by_label_contains(part).next().is_some()
    }

    pub(crate) fn has(&self, role: Role, name: &str) -> bool {
        self.harness.query_all_by_role_and_label(role, name).next().is_some()
    }

    /// Undoes by keyboard and returns what was undone, as it is announced.
    #[track_caller]
    pub(crate) fn undo(&mut self) -> String {
        let label = self.editor().undo_label().expect("there is nothing to undo").to_owned();
        self.keys(CTRL, Key::Z);
        assert!(self.says(&format!("Undone: {label}")), "undoing “{label}” is announced");
        label
    }

    pub(crate) fn select_nothing(&mut self) {
        while *self.editor().selection() != Selection::Nothing {
            self.key(Key::Escape);
        }
    }

    /// Asks the window to close, as the system does; returns what the program answered.
    pub(crate) fn ask_to_close(&mut self) -> Vec<ViewportCommand> {
        let viewport = self.harness.input_mut().viewports.get_mut(&ViewportId::ROOT).unwrap();
        viewport.events.push(egui::ViewportEvent::Close);
        self.harness.step();
        let commands = self.window_commands();
        self.settle();
        commands
    }

    /// What the program asked of its window in the last frame.
    pub(crate) fn window_commands(&self) -> Vec<ViewportCommand> {
        self.harness.output().viewport_output[&ViewportId::ROOT].commands.clone()
    }
}
