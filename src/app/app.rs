//! The application: one frame from input to effects.

use std::path::PathBuf;
use std::time::Instant;

use anyhow::Context as _;
use egui::{CentralPanel, Frame, Panel, Pos2};
use model::ops::Copied;
use scene::text::TextEngine;
use scene::{Figures, Scene, SceneCache};
use store::{DocumentLock, Folders, RealFs, Recent, Settings, Stamp};

use crate::action::{Action, Toast};
use crate::canvas::{self, CanvasState};
use crate::dialogs::{self, Dialog};
use crate::editor::Editor;
use crate::figures::{FiguresOf, Versions, Watch};
use crate::jobs::{Jobs, Progress};
use crate::panels::{self, PanelState};
use crate::run::{DocumentJournal, Pending};
use crate::shown::{Document, Shown};
use crate::toasts::Toasts;
use crate::{figures, style};

/// The name of the inspector in the settings.
pub(crate) const INSPECTOR: &str = "inspector";
/// The name of the metric panels in the settings.
pub(crate) const METRICS: &str = "metrics";

/// How the program is started.
#[derive(Clone, Debug, Default)]
pub struct Start {
    /// The project to open; none: the last one, or the sample the very first time.
    pub path: Option<PathBuf>,
    /// Where settings, recovery data and backups lie; none: where the system wants them.
    pub folders: Option<Folders>,
    /// Whether paths are asked for in our own dialog even where the system has one.
    pub own_path_dialog: bool,
}

/// The program's window and all that is behind it.
pub struct App {
    pub(crate) ctx: egui::Context,
    pub(crate) editor: Editor,
    pub(crate) document: Document,
    /// How many documents were shown so far: tells one from the next.
    pub(crate) generation: u64,
    /// Counts the wishes for another document: only the last one is fulfilled.
    pub(crate) wishes: u64,
    /// What the file was when it was last read or written.
    pub(crate) stamp: Option<Stamp>,
    pub(crate) folders: Folders,
    /// Tells other windows that this file is open here.
    pub(crate) lock: Option<DocumentLock>,
    pub(crate) settings: Settings,
    pub(crate) recent: Recent,
    pub(crate) jobs: Jobs,
    pub(crate) journal: DocumentJournal,
    pub(crate) dialogs: Vec<Dialog>,
    pub(crate) toasts: Toasts,
    pub(crate) canvas: CanvasState,
    pub(crate) text: TextEngine,
    /// What is to be done once unsaved changes are settled.
    pub(crate) pending: Option<Pending>,
    /// What is to be saved once the save that is running has ended.
    pub(crate) save_next: Option<crate::run::SaveRequest>,
    /// A file that was read but has damaged parts, while the person is asked.
    pub(crate) damaged: Option<crate::run::OpenedFile>,
    /// The picture to export, while a path is asked for.
    pub(crate) picture: Option<Box<crate::picture::PictureOptions>>,
    /// What an import left out, while a path is asked for.
    pub(crate) rejects: Option<crate::run::SavedRejects>,
    /// How many survey files were looked at since the start, which is the number of the last look.
    pub(crate) looks_begun: u64,
    /// The survey that is being counted for the import dialog.
    pub(crate) counting: Option<Progress>,
    /// How many counts were begun since the start, which is the number of the last one.
    pub(crate) counts_begun: u64,
    /// The cards that were copied last.
    pub(crate) copied: Copied,
    pub(crate) may_close: bool,
    pub(crate) own_path_dialog: bool,
    panels: PanelState,
    cache: SceneCache,
    pub(crate) scene: Scene,
    figures: Figures,
    /// What the figures were worked out from.
    figures_of: Option<FiguresOf>,
    /// Notices when figures have to be worked out anew.
    watch: Watch,
    versions: Versions,
    actions: Vec<Action>,
    window_title: String,
}

impl App {
    /// The program, showing what [`Start`] says.
    pub fn new(ctx: &egui::Context, start: Start) -> anyhow::Result<Self> {
        let folders = match start.folders {
            Some(folders) => folders,
            None => Folders::find().context("The system knows no home folder for this person.")?,
        };
        let (settings, settings_error) = Settings::load(&RealFs, &folders);
        let (recent, recent_error) = Recent::load(&RealFs, &folders);
        style::install(ctx);
        style::set_theme(ctx, settings.theme);
        let editor = Editor::new(crate::templates::SAMPLE.project()?);
        let mut text = TextEngine::new();
        let mut cache = SceneCache::default();
        let figures = Figures::default();
        let theme = style::theme(ctx);
        let scene =
            Scene::build(editor.shown(), editor.view(), &figures, theme, &mut text, &mut cache);
        let mut app = Self {
            ctx: ctx.clone(),
            document: Document {
                title: crate::templates::SAMPLE.title.to_owned(),
                ..Document::default()
            },
            editor,
            generation: 0,
            wishes: 0,
            stamp: None,
            lock: None,
            jobs: Jobs::new(ctx.clone()),
            journal: DocumentJournal::new(&folders, ctx.clone()),
            folders,
            settings,
            recent,
            dialogs: Vec::new(),
            toasts: Toasts::default(),
            canvas: CanvasState::default(),
            text,
            pending: None,
            save_next: None,
            damaged: None,
            picture: None,
            rejects: None,
            looks_begun: 0,
            counting: None,
            counts_begun: 0,
            copied: Copied::default(),
            may_close: false,
            own_path_dialog: start.own_path_dialog,
            panels: PanelState::default(),
            cache,
            scene,
            figures,
            figures_of: None,
            watch: Watch::default(),
            versions: Versions::default(),
            actions: Vec::new(),
            window_title: String::new(),
        };
        for error in [settings_error, recent_error].into_iter().flatten() {
            app.toast(Toast::error(error.to_string()));
        }
        app.begin(start.path);
        Ok(app)
    }

    /// The document, for tests and for those who drive the program from outside.
    pub const fn editor(&self) -> &Editor {
        &self.editor
    }

    /// The map as it was laid out last.
    pub const fn scene(&self) -> &Scene {
        &self.scene
    }

    /// What is asked of the person at the moment.
    pub fn dialogs(&self) -> &[Dialog] {
        &self.dialogs
    }

    /// Whether something is being done in the background.
    pub fn is_busy(&self) -> bool {
        self.jobs.is_busy()
    }

    /// The survey figures are worked out anew: another project has the same revision numbers.
    pub(crate) fn forget_figures(&mut self) {
        self.figures_of = None;
        self.panels.forget();
    }

    pub(crate) const fn panels_mut(&mut self) -> &mut PanelState {
        &mut self.panels
    }

    /// Shows a short message.
    pub(crate) fn toast(&mut self, toast: Toast) {
        let now = self.ctx.input(|input| input.time);
        self.toasts.push(toast, now);
    }

    /// Lays out what is to be shown. Costs nothing when nothing changed.
    pub(crate) fn build_scene(&mut self) {
        let theme = style::theme(&self.ctx);
        let editor = &self.editor;
        self.versions = self.watch.versions(editor);
        let versions = self.versions;
        if !self.figures_of.as_mut().is_some_and(|of| of.is(editor, versions)) {
            let (filter, alone) = (editor.answer_filter(), editor.view().focus);
            self.figures = figures::figures(editor.project(), editor.map_id(), filter, alone);
            self.figures_of = FiguresOf::new(editor, versions);
        }
        self.scene = Scene::build(
            self.editor.shown(),
            self.editor.view(),
            &self.figures,
            theme,
            &mut self.text,
            &mut self.cache,
        );
    }

    /// Draws everything; what the person wants ends up in the actions.
    fn frame_ui(&mut self, ui: &mut egui::Ui) {
        let theme = style::theme(&self.ctx);
        let busy = self.jobs.busy();
        let counting = self.counting.as_ref().and_then(|progress| self.jobs.busy_with(progress));
        let shown = Shown {
            editor: &self.editor,
            scene: &self.scene,
            versions: self.versions,
            theme,
            document: &self.document,
            settings: &self.settings,
            recent: &self.recent,
            busy: busy.as_ref(),
            counting: counting.as_ref(),
            zoom: self.canvas.camera.zoom,
        };
        let actions = &mut self.actions;
        let bar = |fill| Frame::new().fill(fill).inner_margin(egui::Margin::symmetric(16, 8));
        // Their keys are taken before anything else sees them, but they act on what was typed and
        // pointed at before, even where a slow frame brings both at once.
        let mut commands = Vec::new();
        if self.dialogs.is_empty() {
            canvas::commands_from_keys(&self.ctx, &self.editor, &mut commands);
        }
        Panel::top("top bar").frame(bar(theme.ui.panel)).show(ui, |ui| {
            panels::top_bar_ui(ui, shown, actions);
        });
        Panel::bottom("status bar")
            .frame(bar(theme.ui.raised).inner_margin(egui::Margin::symmetric(16, 4)))
            .show(ui, |ui| panels::status_ui(ui, shown, actions));
        if self.settings.is_panel_open(INSPECTOR) {
            Panel::right("inspector")
                .frame(bar(theme.ui.panel))
                .default_size(300.0)
                .size_range(260.0..=420.0)
                .show(ui, |ui| panels::inspector_ui(ui, shown, &mut self.panels, actions));
        }
        if self.settings.is_panel_open(METRICS) {
            Panel::bottom("metrics")
                .frame(bar(theme.ui.panel))
                .resizable(true)
                .default_size(196.0)
                .size_range(120.0..=520.0)
                .show(ui, |ui| {
                    panels::metrics_ui(ui, shown, &mut self.panels, &mut self.text, actions);
                });
        }
        CentralPanel::default().frame(Frame::new().fill(theme.map.canvas)).show(ui, |ui| {
            canvas::canvas_ui(ui, shown, &mut self.canvas, &mut self.text, actions);
        });
        actions.append(&mut commands);
        let kpis = self.panels.kpis_mut();
        dialogs::dialogs_ui(&self.ctx, shown, &mut self.dialogs, kpis, &mut self.text, actions);
        self.toasts.ui(&self.ctx, theme);
    }

    fn set_window_title(&mut self) {
        let star = if self.editor.is_dirty() { "• " } else { "" };
        let title = format!("{star}{} – Throughline", self.document.title);
        if self.window_title != title {
            self.ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.window_title = title;
        }
    }

    /// Where on the screen a place of the map is now.
    pub fn screen_from_doc(&self, at: Pos2) -> Pos2 {
        self.canvas.screen_from_doc().map_or(at, |screen_from_doc| screen_from_doc * at)
    }

    /// What has to happen even while the window is hidden: jobs that ended, dropped files, the
    /// wish to close.
    pub fn poll(&mut self) {
        for done in self.jobs.poll() {
            self.on_done(done);
        }
        self.on_dropped_files();
        if self.ctx.input(|input| input.viewport().close_requested()) && !self.may_close {
            self.ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            self.guard(Pending::Quit);
        }
    }

    /// A frame: what ended, the picture of now, then what was wished for.
    pub fn update(&mut self, ui: &mut egui::Ui) {
        self.build_scene();
        self.frame_ui(ui);
        let actions = std::mem::take(&mut self.actions);
        if !actions.is_empty() {
            let began = Instant::now();
            for action in actions {
                self.run(action);
            }
            tracing::trace!(elapsed_us = began.elapsed().as_micros(), "carried out actions");
            // What was changed is painted at once, not when the pointer moves next.
            self.ctx.request_repaint();
        }
        self.write_journal();
        self.set_window_title();
    }
}

impl eframe::App for App {
    fn logic(&mut self, _ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.poll();
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.update(ui);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.end();
    }
}
