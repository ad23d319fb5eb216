//! A window with one panel or the dialogs in it, for tests: the document is real, edits are made,
//! and everything else that was wished for is noted down.

use egui::{Ui, vec2};
use egui_kittest::Harness;
use model::Project;
use scene::text::TextEngine;
use scene::theme::Theme;
use scene::{Figures, Scene, SceneCache};
use store::{Recent, Settings};

use super::PanelState;
use crate::action::Action;
use crate::dialogs::{self, Dialog};
use crate::editor::Editor;
use crate::figures::{Versions, Watch};
use crate::shown::{Document, Shown};
use crate::style;

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The top bar.
    TopBar,
    /// The inspector.
    Inspector,
    /// The metric panel.
    Metrics,
    /// The status bar.
    Status,
    /// The dialogs alone.
    Dialogs,
}

/// The document and what was wished for.
pub(crate) struct Bench {
    pub(crate) editor: Editor,
    pub(crate) dialogs: Vec<Dialog>,
    /// Every action that does not change the document.
    pub(crate) wishes: Vec<Action>,
    /// How many edits were asked for.
    pub(crate) edits: usize,
    pub(crate) document: Document,
    part: Part,
    pub(crate) state: PanelState,
    text: TextEngine,
    cache: SceneCache,
    watch: Watch,
}

impl Bench {
    fn frame(&mut self, ui: &mut Ui) {
        let theme = &Theme::LIGHT;
        let scene = Scene::build(
            self.editor.shown(),
            self.editor.view(),
            &Figures::default(),
            theme,
            &mut self.text,
            &mut self.cache,
        );
        let (settings, recent) = (Settings::default(), Recent::default());
        let shown = Shown {
            editor: &self.editor,
            scene: &scene,
            versions: self.watch.versions(&self.editor),
            theme,
            document: &self.document,
            settings: &settings,
            recent: &recent,
            busy: None,
            counting: None,
            zoom: 0.75,
        };
        let mut actions = Vec::new();
        match self.part {
            Part::TopBar => super::top_bar_ui(ui, shown, &mut actions),
            Part::Inspector => super::inspector_ui(ui, shown, &mut self.state, &mut actions),
            Part::Metrics => {
                super::metrics_ui(ui, shown, &mut self.state, &mut self.text, &mut actions);
            }
            Part::Status => super::status_ui(ui, shown, &mut actions),
            Part::Dialogs => {}
        }
        let ctx = ui.ctx().clone();
        let kpis = self.state.kpis_mut();
        dialogs::dialogs_ui(&ctx, shown, &mut self.dialogs, kpis, &mut self.text, &mut actions);
        for action in actions {
            self.carry_out(action);
        }
    }

    fn carry_out(&mut self, action: Action) {
        match action {
            Action::Edit(edit) => {
                self.edits += 1;
                self.editor.edit(edit).unwrap();
            }
            Action::Seal => self.editor.seal(),
            Action::Select(selection) => self.editor.select(selection),
            Action::SetText(text) => self.editor.set_text(text),
            Action::CloseDialog => {
                self.dialogs.pop();
            }
            other => self.wishes.push(other),
        }
    }
}

/// A window of this size with the part in it.
pub(crate) fn harness(project: Project, part: Part, size: (f32, f32)) -> Harness<'static, Bench> {
    let bench = Bench {
        editor: Editor::new(project),
        dialogs: Vec::new(),
        wishes: Vec::new(),
        edits: 0,
        document: Document::default(),
        part,
        state: PanelState::default(),
        text: TextEngine::new(),
        cache: SceneCache::default(),
        watch: Watch::default(),
    };
    Harness::builder()
        .with_size(vec2(size.0, size.1))
        .with_context_setup(style::install)
        .with_theme(egui::Theme::Light)
        .build_ui_state(|ui, bench: &mut Bench| bench.frame(ui), bench)
}

/// Lets somebody look at a document as it is shown.
pub(crate) fn with_shown<T>(
    editor: &Editor,
    versions: Versions,
    look: impl FnOnce(Shown<'_>) -> T,
) -> T {
    let (mut text, mut cache) = (TextEngine::new(), SceneCache::default());
    let (theme, figures) = (&Theme::LIGHT, Figures::default());
    let scene = Scene::build(editor.shown(), editor.view(), &figures, theme, &mut text, &mut cache);
    look(Shown {
        editor,
        scene: &scene,
        versions,
        theme,
        document: &Document::default(),
        settings: &Settings::default(),
        recent: &Recent::default(),
        busy: None,
        counting: None,
        zoom: 1.0,
    })
}

/// The sample: a filled-in map with a survey.
pub(crate) fn sample() -> Project {
    crate::templates::SAMPLE.project().unwrap()
}
