//! The theme's tokens as egui's fonts and visuals.

use std::sync::Arc;

use egui::epaint::FontColorTransferFunction;
use egui::{
    Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, FontTweak, Margin,
    RichText, Shadow, Stroke, Style, TextStyle, Theme as EguiTheme, Visuals, vec2,
};
use scene::fonts::FaceId;
use scene::icon::Icon;
use scene::theme::Theme;
use store::ThemeChoice;

/// The family of semibold interface text.
const SEMIBOLD: &str = "ui/semibold";

/// Sets fonts, both themes and the options that the canvas relies on.
pub fn install(ctx: &egui::Context) {
    ctx.set_fonts(fonts());
    ctx.set_style_of(EguiTheme::Light, style(&Theme::LIGHT));
    ctx.set_style_of(EguiTheme::Dark, style(&Theme::DARK));
    ctx.options_mut(|options| {
        // Ctrl +/- zoom the map, and Ctrl+Q asks about unsaved changes: both are our commands.
        options.zoom_with_keyboard = false;
        options.quit_shortcuts.clear();
        // Where the system does not say what it prefers.
        options.fallback_theme = EguiTheme::Light;
    });
    // Document text stands where the layout put it, at every zoom, as in the exports.
    ctx.tessellation_options_mut(|options| options.round_text_to_pixels = false);
}

/// Follows the person's choice of light or dark.
pub fn set_theme(ctx: &egui::Context, choice: ThemeChoice) {
    ctx.set_theme(match choice {
        ThemeChoice::System => egui::ThemePreference::System,
        ThemeChoice::Light => egui::ThemePreference::Light,
        ThemeChoice::Dark => egui::ThemePreference::Dark,
    });
}

/// The tokens of the theme that is shown now.
pub fn theme(ctx: &egui::Context) -> &'static Theme {
    Theme::of(ctx.theme() == EguiTheme::Dark)
}

/// An icon as interface text, `size_px` high.
pub fn icon(icon: Icon, size_px: f32) -> RichText {
    let family = FontFamily::Name(FaceId::Icons.name().into());
    RichText::new(icon.codepoint()).font(FontId::new(size_px, family))
}

/// Semibold interface text.
pub fn semibold(text: impl Into<String>, size_px: f32) -> RichText {
    RichText::new(text).font(semibold_font(size_px))
}

/// The font of semibold interface text.
pub fn semibold_font(size_px: f32) -> FontId {
    FontId::new(size_px, FontFamily::Name(SEMIBOLD.into()))
}

/// Every bundled face: alone in a family of its own for document text, where the layout chose the
/// face already, and as fallbacks of one another for interface text.
fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    let mut fallbacks = Vec::new();
    for face in FaceId::ALL {
        let tweak = FontTweak { hinting: Some(false), ..FontTweak::default() };
        let document = FontData::from_static(face.bytes()).tweak(tweak);
        fonts.font_data.insert(face.name().to_owned(), Arc::new(document));
        fonts.families.insert(FontFamily::Name(face.name().into()), vec![face.name().to_owned()]);
        let ui_name = format!("ui/{}", face.name());
        fonts.font_data.insert(ui_name.clone(), Arc::new(FontData::from_static(face.bytes())));
        if !matches!(face, FaceId::InterMedium | FaceId::InterSemiBold | FaceId::InterBold) {
            fallbacks.push(ui_name);
        }
    }
    let mut semibold = vec![format!("ui/{}", FaceId::InterSemiBold.name())];
    semibold.extend(fallbacks.iter().cloned());
    fonts.families.insert(FontFamily::Name(SEMIBOLD.into()), semibold);
    fonts.families.insert(FontFamily::Monospace, fallbacks.clone());
    fonts.families.insert(FontFamily::Proportional, fallbacks);
    fonts
}

fn style(theme: &Theme) -> Style {
    let mut style = Style { visuals: visuals(theme), ..Style::default() };
    style.text_styles = [
        (TextStyle::Small, FontId::proportional(13.0)),
        (TextStyle::Body, FontId::proportional(14.0)),
        (TextStyle::Button, FontId::proportional(14.0)),
        (TextStyle::Monospace, FontId::monospace(14.0)),
        (TextStyle::Heading, semibold_font(20.0)),
    ]
    .into();
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(8.0, 8.0);
    spacing.button_padding = vec2(12.0, 6.0);
    spacing.interact_size = vec2(40.0, 32.0);
    spacing.menu_margin = Margin::same(8);
    spacing.window_margin = Margin::same(24);
    spacing.combo_width = 160.0;
    spacing.combo_height = 320.0;
    // Bars that are always seen, with room of their own beside what they scroll.
    spacing.scroll = egui::style::ScrollStyle {
        bar_width: 8.0,
        floating_width: 6.0,
        floating_allocated_width: 10.0,
        dormant_background_opacity: 0.0,
        dormant_handle_opacity: 0.35,
        active_handle_opacity: 0.5,
        interact_handle_opacity: 0.8,
        ..egui::style::ScrollStyle::floating()
    };
    spacing.icon_width = 18.0;
    style.interaction.selectable_labels = false;
    style
}

fn visuals(theme: &Theme) -> Visuals {
    let ui = &theme.ui;
    let mut visuals = if theme.dark { Visuals::dark() } else { Visuals::light() };
    visuals.text_options.color_transfer_function = FontColorTransferFunction::Off;
    visuals.override_text_color = None;
    visuals.weak_text_color = Some(ui.secondary);
    visuals.panel_fill = ui.panel;
    visuals.window_fill = ui.raised;
    visuals.window_stroke = Stroke::new(1.0, ui.hairline);
    visuals.window_corner_radius = CornerRadius::same(10);
    visuals.menu_corner_radius = CornerRadius::same(8);
    visuals.extreme_bg_color = ui.field;
    visuals.faint_bg_color = ui.panel;
    visuals.code_bg_color = ui.button;
    visuals.hyperlink_color = ui.accent_text;
    visuals.error_fg_color = ui.danger_text;
    visuals.warn_fg_color = ui.danger_text;
    visuals.selection.bg_fill = ui.selection;
    visuals.selection.stroke = Stroke::new(1.5, ui.accent_text);
    visuals.popup_shadow = Shadow { color: theme.map.shadow, ..visuals.popup_shadow };
    visuals.window_shadow = Shadow { color: theme.map.shadow, ..visuals.window_shadow };
    let widgets = &mut visuals.widgets;
    let looks = [
        (&mut widgets.noninteractive, ui.panel, ui.hairline, ui.text),
        (&mut widgets.inactive, ui.button, ui.border, ui.text),
        (&mut widgets.hovered, ui.button_hovered, ui.border, ui.text),
        (&mut widgets.active, ui.button_hovered, ui.accent, ui.text),
        (&mut widgets.open, ui.button_hovered, ui.border, ui.text),
    ];
    for (look, fill, border, text) in looks {
        look.bg_fill = fill;
        look.weak_bg_fill = fill;
        look.bg_stroke = Stroke::new(1.0, border);
        look.fg_stroke = Stroke::new(1.0, text);
        look.corner_radius = CornerRadius::same(6);
        look.expansion = 0.0;
    }
    widgets.inactive.bg_stroke = Stroke::new(1.0, ui.hairline);
    visuals
}

/// A button's text and fill for the one thing that a dialog or the top bar is about.
pub fn primary_button(theme: &Theme, text: impl Into<String>) -> egui::Button<'static> {
    filled_button(text, theme.ui.accent, theme.ui.on_accent)
}

/// A button for something that destroys.
pub fn danger_button(theme: &Theme, text: impl Into<String>) -> egui::Button<'static> {
    filled_button(text, theme.ui.danger, theme.ui.on_danger)
}

fn filled_button(text: impl Into<String>, fill: Color32, ink: Color32) -> egui::Button<'static> {
    egui::Button::new(semibold(text, 14.0).color(ink)).fill(fill).stroke(Stroke::NONE)
}
