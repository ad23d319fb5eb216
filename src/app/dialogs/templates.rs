//! File > New: the templates, each with a small picture of what it looks like.

use std::collections::BTreeMap;
use std::fmt;

use egui::{
    Align2, ColorImage, CornerRadius, FontId, Rect, Response, ScrollArea, Sense, Stroke,
    StrokeKind, TextureHandle, TextureOptions, Ui, Vec2, WidgetInfo, pos2, vec2,
};
use scene::theme::Theme;

use super::kit::{self, Kit};
use crate::action::Action;
use crate::panels::widgets;
use crate::picture::{self, PictureOptions};
use crate::style;
use crate::templates::{self, Template};

/// Size of a template's card and of the picture on it, in points.
const CARD: Vec2 = vec2(280.0, 216.0);
const PICTURE_HEIGHT: f32 = 136.0;
/// Room around the picture on its card.
const AROUND_PICTURE: f32 = 9.0;
/// How high a picture is made at most, in points.
const TALLEST: f32 = 600.0;
/// How many pictures are made in one frame, so that the dialog is there at once.
const PICTURES_A_FRAME: usize = 4;

/// The dialog, with the pictures that were made so far.
#[derive(Clone, Default)]
pub struct Templates {
    /// By template and theme; none where the picture could not be made.
    pictures: BTreeMap<(usize, bool), Option<TextureHandle>>,
}

impl fmt::Debug for Templates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Templates").field("pictures", &self.pictures.len()).finish()
    }
}

impl Templates {
    pub(super) fn ui(&mut self, ui: &mut Ui, kit: &mut Kit<'_>) {
        kit::text_ui(ui, "Choose what the map starts with. Everything can be changed later.");
        ui.add_space(8.0);
        for _ in 0..PICTURES_A_FRAME {
            self.make_next_picture(ui, kit);
        }
        let dark = kit.theme().dark;
        let height = (kit.max_height - 200.0).max(CARD.y);
        ScrollArea::vertical().max_height(height).show(ui, |ui| {
            // Room for the focus ring, which the scrolled area would cut off.
            ui.add_space(3.0);
            ui.spacing_mut().item_spacing = Vec2::splat(16.0);
            ui.horizontal_wrapped(|ui| {
                for (index, template) in templates::all().iter().enumerate() {
                    let picture = self.pictures.get(&(index, dark)).and_then(Option::as_ref);
                    let response = card_ui(ui, kit.theme(), template, picture);
                    if index == 0 {
                        kit.focus_first(&response);
                    }
                    if response.clicked() {
                        kit.actions.push(Action::NewFromTemplate(index));
                    }
                }
            });
        });
        kit::buttons_ui(ui, |ui| {
            if ui.button("Cancel").clicked() {
                kit.close();
            }
        });
    }

    /// Makes a picture that is still missing.
    fn make_next_picture(&mut self, ui: &Ui, kit: &mut Kit<'_>) {
        let dark = kit.theme().dark;
        let missing = templates::all()
            .iter()
            .enumerate()
            .find(|(index, _)| !self.pictures.contains_key(&(*index, dark)));
        let Some((index, template)) = missing else { return };
        // As wide as the card; how much of a high map is seen is decided when it is painted.
        let pixels = vec2(CARD.x - 2.0 * AROUND_PICTURE, TALLEST) * ui.pixels_per_point();
        let image = picture_of(template, dark, pixels, kit.text);
        let texture = image.map(|image| {
            let name = format!("template {}", template.name);
            ui.ctx().load_texture(name, image, TextureOptions::LINEAR)
        });
        self.pictures.insert((index, dark), texture);
        ui.ctx().request_repaint();
    }
}

/// The template's first map, small; none where it cannot be drawn.
fn picture_of(
    template: &Template,
    dark: bool,
    max_px: Vec2,
    text: &mut scene::text::TextEngine,
) -> Option<ColorImage> {
    let project = template.project().ok()?;
    let (map, _) = *project.maps_in_order().first()?;
    let options = PictureOptions { dark, title: false, legend: false, ..PictureOptions::of(map) };
    let page = picture::compose(&project, &options, text).ok()?;
    picture::preview(&page, max_px).ok()
}

fn card_ui(
    ui: &mut Ui,
    theme: &Theme,
    template: &Template,
    picture: Option<&TextureHandle>,
) -> Response {
    let (rect, response) = ui.allocate_exact_size(CARD, Sense::click());
    if ui.is_rect_visible(rect) {
        let radius = CornerRadius::same(6);
        let hovered = response.hovered() || response.has_focus();
        let fill = if hovered { theme.ui.button_hovered } else { theme.ui.button };
        let border = Stroke::new(1.0, theme.ui.border);
        ui.painter().rect(rect, radius, fill, border, StrokeKind::Inside);
        let ground = Rect::from_min_size(rect.min, vec2(CARD.x, PICTURE_HEIGHT)).shrink(1.0);
        ui.painter().rect_filled(
            ground,
            CornerRadius { nw: 6, ne: 6, sw: 0, se: 0 },
            theme.map.canvas,
        );
        if let Some(picture) = picture {
            paint_picture(ui, ground.shrink(AROUND_PICTURE - 1.0), picture);
        }
        let text = rect.min + vec2(12.0, PICTURE_HEIGHT + 10.0);
        let font = style::semibold_font(widgets::BODY_PX);
        ui.painter().text(text, Align2::LEFT_TOP, template.title, font, theme.ui.text);
        let galley = ui.painter().layout(
            template.description.to_owned(),
            FontId::proportional(widgets::SMALL_PX),
            theme.ui.secondary,
            CARD.x - 24.0,
        );
        ui.painter().galley(text + vec2(0.0, 22.0), galley, theme.ui.secondary);
        widgets::focus_ring(ui, theme, &response, rect);
    }
    response.widget_info(|| {
        WidgetInfo::labeled(egui::accesskit::Role::Button, ui.is_enabled(), template.title)
    });
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_description(template.description);
    });
    response
}

/// The picture as wide as the room, from where a map begins; what is too high is cut off.
fn paint_picture(ui: &Ui, room: Rect, picture: &TextureHandle) {
    let size = picture.size_vec2();
    let height = size.y * room.width() / size.x.max(1.0);
    let seen = (room.height() / height.max(1.0)).min(1.0);
    let at = Rect::from_min_size(room.min, vec2(room.width(), height * seen));
    let part = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, seen));
    ui.painter().image(picture.id(), at, part, egui::Color32::WHITE);
}
