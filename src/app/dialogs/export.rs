//! Exporting a picture: what it shows, how large, and how it will look.

use egui::{ComboBox, RichText, TextEdit, TextureHandle, Ui, Vec2, vec2};
use model::{Map, Project};
use scene::theme::Theme;

use super::kit::{self, Kit};
use crate::action::Action;
use crate::panels::widgets;
use crate::picture::PictureOptions;
use crate::shown::Shown;

/// The largest preview, in points.
pub const PREVIEW_PT: Vec2 = vec2(520.0, 400.0);

/// The room around the picture in its preview, in points.
const PREVIEW_MARGIN: f32 = 16.0;

/// The scales that are offered.
const SCALES: [f32; 3] = [1.0, 2.0, 4.0];

/// What the dialog is set to.
#[derive(Clone)]
pub struct ExportDialog {
    options: PictureOptions,
    /// The headline as it was when its field got the keyboard.
    headline_before: String,
    /// The options of which a preview was asked for last.
    asked: Option<PictureOptions>,
    /// Whether that preview is still being made: the next one waits for it.
    is_waiting: bool,
    preview: Option<(TextureHandle, Vec2)>,
    problem: Option<String>,
}

impl std::fmt::Debug for ExportDialog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ExportDialog").field("options", &self.options).finish_non_exhaustive()
    }
}

impl ExportDialog {
    /// The dialog, set to these options.
    pub const fn new(options: PictureOptions) -> Self {
        let headline_before = String::new();
        Self {
            options,
            headline_before,
            asked: None,
            is_waiting: false,
            preview: None,
            problem: None,
        }
    }

    /// Takes the preview of these options: the image, and the page's size in document units.
    pub fn set_preview(
        &mut self,
        ctx: &egui::Context,
        options: &PictureOptions,
        result: anyhow::Result<(egui::ColorImage, Vec2)>,
    ) {
        if self.asked.as_ref() != Some(options) {
            return;
        }
        self.is_waiting = false;
        match result {
            Ok((image, page)) => {
                let texture =
                    ctx.load_texture("export preview", image, egui::TextureOptions::LINEAR);
                self.preview = Some((texture, page));
                self.problem = None;
            }
            Err(error) => self.problem = Some(error.to_string()),
        }
    }

    /// Draws the dialog's content.
    pub(super) fn ui(&mut self, ui: &mut Ui, kit: &mut Kit<'_>) {
        let shown = kit.shown;
        ui.horizontal_top(|ui| {
            ui.allocate_ui(vec2(264.0, PREVIEW_PT.y), |ui| {
                ui.vertical(|ui| self.settings_ui(ui, shown));
            });
            ui.add_space(16.0);
            ui.vertical(|ui| self.preview_ui(ui, shown.theme));
        });
        ui.add_space(8.0);
        self.buttons_ui(ui, kit);
        // A preview follows what is chosen; the scale changes nothing that it could show.
        let wanted = PictureOptions { scale: 1.0, ..self.options.clone() };
        if !self.is_waiting && self.asked.as_ref() != Some(&wanted) {
            self.asked = Some(wanted.clone());
            self.is_waiting = true;
            kit.actions.push(Action::PreviewPicture(Box::new(wanted)));
        }
    }

    fn settings_ui(&mut self, ui: &mut Ui, shown: Shown<'_>) {
        let project = shown.editor.project();
        let Some(map) = project.maps.get(&self.options.map) else { return };
        label(ui, "Stages");
        self.stages_ui(ui, map);
        label(ui, "Persona");
        self.persona_ui(ui, project);
        label(ui, "Size");
        ui.horizontal(|ui| {
            for scale in SCALES {
                let text = format!("{scale:.0}x");
                ui.selectable_value(&mut self.options.scale, scale, text);
            }
        });
        label(ui, "Colours");
        ui.horizontal(|ui| {
            ui.selectable_value(&mut self.options.dark, false, "Light");
            ui.selectable_value(&mut self.options.dark, true, "Dark");
        });
        ui.add_space(4.0);
        widgets::check_ui(ui, &mut self.options.title, "Title");
        let headline = ui.add_enabled(
            self.options.title,
            TextEdit::singleline(&mut self.options.headline)
                .hint_text(map.name.as_str())
                .desired_width(f32::INFINITY),
        );
        if headline.gained_focus() {
            self.headline_before.clone_from(&self.options.headline);
        }
        if widgets::is_left_by_escape(ui, &headline) {
            self.options.headline.clone_from(&self.headline_before);
        }
        headline.accessible_name("Headline of the picture");
        widgets::check_ui(ui, &mut self.options.legend, "Legend");
        ui.add_enabled_ui(map.measured.is_some(), |ui| {
            widgets::check_ui(ui, &mut self.options.measured, "Measured curve");
        });
    }

    fn stages_ui(&mut self, ui: &mut Ui, map: &Map) {
        let names: Vec<&str> =
            map.stages_in_order().iter().map(|(_, stage)| stage.name.as_str()).collect();
        let Some(last) = names.len().checked_sub(1) else {
            ui.label("The map has no stages.");
            return;
        };
        let all = self.options.stages.is_none();
        let (mut from, mut to) = self
            .options
            .stages
            .as_ref()
            .map_or((0, last), |stages| (*stages.start(), *stages.end()));
        let mut wants_all = all;
        widgets::check_ui(ui, &mut wants_all, "All stages");
        if !wants_all {
            ui.columns(2, |columns| {
                if let [left, right] = columns {
                    label(left, "From");
                    stage_combo(left, "First stage", &names, &mut from);
                    label(right, "To");
                    stage_combo(right, "Last stage", &names, &mut to);
                }
            });
            from = from.min(last);
            to = to.clamp(from, last);
        }
        self.options.stages = (!wants_all).then_some(from..=to);
    }

    fn persona_ui(&mut self, ui: &mut Ui, project: &Project) {
        let name = self
            .options
            .persona
            .and_then(|id| project.personas.get(&id))
            .map_or("All personas", |persona| persona.name.as_str());
        let combo =
            ComboBox::from_id_salt("export persona").width(240.0).truncate().selected_text(name);
        let response = combo.show_ui(ui, |ui| {
            ui.selectable_value(&mut self.options.persona, None, "All personas");
            for (id, persona) in project.personas_in_order() {
                ui.selectable_value(&mut self.options.persona, Some(id), persona.name.as_str());
            }
        });
        response.response.accessible_name(format!("Persona: {name}"));
    }

    fn preview_ui(&self, ui: &mut Ui, theme: &Theme) {
        let (rect, _) = ui.allocate_exact_size(PREVIEW_PT, egui::Sense::hover());
        ui.painter().rect_filled(rect, 6.0, theme.map.canvas);
        let room = rect.shrink(PREVIEW_MARGIN);
        let mut inside = ui.new_child(egui::UiBuilder::new().max_rect(room));
        match (&self.problem, &self.preview) {
            (Some(problem), _) => {
                inside.label(RichText::new(problem).color(theme.ui.danger_text));
            }
            (None, Some((texture, page))) => {
                let size = *page * (room.size() / *page).min_elem();
                let image = egui::Image::new(texture).alt_text("Preview of the picture");
                let image = image.fit_to_exact_size(size).maintain_aspect_ratio(false);
                inside.put(egui::Rect::from_center_size(room.center(), size), image);
            }
            (None, None) => {
                inside.label("The preview is being made…");
            }
        }
        if let Some((_, page)) = &self.preview {
            let size = *page * self.options.scale;
            let text = format!("{:.0} x {:.0} pixels", size.x, size.y);
            ui.label(RichText::new(text).color(theme.ui.secondary));
            if let Some(warning) = self.warning(*page) {
                ui.label(RichText::new(warning).color(theme.ui.danger_text));
            }
        }
    }

    /// A card's text is 16 units high; on a slide that shows the page 960 pt wide it shrinks.
    fn warning(&self, page: Vec2) -> Option<String> {
        let text_pt = 16.0 * (960.0 / page.x).min(540.0 / page.y);
        let size = page * self.options.scale;
        if size.max_elem() > 16_384.0 {
            return Some(
                "Many programs do not open pictures this large. Choose a smaller size.".into(),
            );
        }
        (text_pt < 9.0).then(|| {
            format!(
                "On one slide the card text would be {text_pt:.0} pt high. Choose fewer stages or \
                 one persona."
            )
        })
    }

    fn buttons_ui(&self, ui: &mut Ui, kit: &mut Kit<'_>) {
        kit::buttons_ui(ui, |ui| {
            if kit.main_button_ui(ui, "Export…") {
                kit.close();
                kit.actions.push(Action::Export(Box::new(self.options.clone())));
            }
            if ui.button("Cancel").clicked() {
                kit.close();
            }
        });
    }
}

fn label(ui: &mut Ui, text: &str) {
    ui.add_space(4.0);
    ui.label(RichText::new(text).text_style(egui::TextStyle::Small).weak());
}

fn stage_combo(ui: &mut Ui, name: &str, names: &[&str], at: &mut usize) {
    let current = names.get(*at).copied().unwrap_or_default();
    let combo = ComboBox::from_id_salt(name).width(ui.available_width()).truncate();
    let combo = combo.selected_text(current);
    let response = combo.show_ui(ui, |ui| {
        for (index, stage) in names.iter().enumerate() {
            ui.selectable_value(at, index, *stage);
        }
    });
    response.response.accessible_name(format!("{name}: {current}"));
}
