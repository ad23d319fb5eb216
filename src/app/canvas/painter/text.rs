//! Glyph runs as egui galleys.

use std::borrow::Cow;
use std::sync::LazyLock;

use egui::emath::{GuiRounding as _, TSTransform};
use egui::epaint::TextShape;
use egui::{Color32, FontFamily, FontId, Painter, Rect, Shape, pos2};
use scene::draw::GlyphRun;
use scene::fonts::FaceId;
use scene::theme::size::READABLE_PX;

/// Sizes are rounded to this many steps a pixel, so that zooming does not fill the glyph atlas.
const STEPS: f32 = 4.0;

/// How much of a bar's colour is seen, as letters do not cover all of their line either.
const BAR_OPACITY: f32 = 0.45;

/// One family for each face, so that egui cannot choose another.
static FAMILIES: LazyLock<Vec<FontFamily>> =
    LazyLock::new(|| FaceId::ALL.iter().map(|face| FontFamily::Name(face.name().into())).collect());

/// A run on the screen; nothing when it has no ink.
pub(super) fn run(
    painter: &Painter,
    run: &GlyphRun,
    screen_from_doc: TSTransform,
) -> Option<Shape> {
    let size = run.size_px * screen_from_doc.scaling;
    let origin = screen_from_doc * run.origin;
    if size < READABLE_PX {
        let (x_height, lift) = (0.5 * size, 0.02 * size);
        let bar = Rect::from_min_max(
            pos2(origin.x, origin.y - x_height - lift),
            pos2(origin.x + run.width * screen_from_doc.scaling, origin.y - lift),
        );
        let color = run.color.gamma_multiply(BAR_OPACITY);
        return Some(Shape::rect_filled(bar, 0.0, color));
    }
    let steps = STEPS * painter.pixels_per_point();
    let size = (size * steps).round() / steps;
    let family = FAMILIES.get(run.face as usize)?.clone();
    // The colour is no part of the layout, so that a changed colour lays out nothing anew.
    let text = visible_text(run).into_owned();
    let galley = painter.layout_no_wrap(text, FontId::new(size, family), Color32::PLACEHOLDER);
    let row = galley.rows.first()?;
    let glyph = row.row.glyphs.first()?;
    let baseline = row.pos.y + glyph.pos.y;
    // Glyphs are bitmaps: between pixels they would be blurred. No more than half a pixel is lost.
    let corner =
        pos2(origin.x - row.pos.x, origin.y - baseline).round_to_pixels(painter.pixels_per_point());
    Some(TextShape::new(corner, galley, run.color).into())
}

/// The text as egui has to be given it.
///
/// Control characters become spaces. egui guesses the direction of a run from its letters; a run
/// without letters that stands in right-to-left text is turned and mirrored here.
fn visible_text(run: &GlyphRun) -> Cow<'_, str> {
    if run.rtl && !run.text.chars().any(is_rtl_letter) {
        return run.text.chars().rev().map(mirrored).collect::<String>().into();
    }
    if run.text.chars().any(char::is_control) {
        return run
            .text
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect::<String>()
            .into();
    }
    Cow::Borrowed(&run.text)
}

/// Whether a character makes egui take a run for right-to-left: Hebrew, Arabic and their kin.
fn is_rtl_letter(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}')
}

/// The character that stands for a bracket in right-to-left text.
fn mirrored(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        c if c.is_control() => ' ',
        c => c,
    }
}
