//! Paints a draw list into pixels with `vello_cpu`: no display, no GPU.

mod paint;

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock},
};

use ecolor::Color32;
use emath::Rect;
use scene::{
    draw::{GlyphRun, Group, ImageItem, Item, Pixels},
    fonts::FaceId,
};
use vello_cpu::{
    Glyph, Image, ImageSource, Pixmap, RenderContext, Resources, kurbo,
    kurbo::{Affine, Shape},
    peniko::{Blob, Fill, FontData, ImageSampler, color::PremulRgba8},
};

use crate::error::ExportError;

/// Most pixels per side: the rasteriser counts them in sixteen bits.
pub const MAX_SIDE_PX: u32 = u16::MAX as u32;

/// What shapes that have only straight sides ask for, and do not use.
const TOLERANCE: f64 = 0.1;

/// The faces as the rasteriser takes them, in the order of [`FaceId::ALL`].
static FACES: LazyLock<Vec<FontData>> = LazyLock::new(|| {
    let font = |face: &FaceId| FontData::new(Blob::new(Arc::new(face.bytes())), 0);
    FaceId::ALL.iter().map(font).collect()
});

/// Which part of the document becomes which pixels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View {
    /// The part of the document, in document units.
    pub(crate) bounds: Rect,
    /// Pixels per document unit.
    pub(crate) scale: f64,
    /// Pixels across.
    pub(crate) width: u16,
    /// Pixels down.
    pub(crate) height: u16,
}

impl View {
    /// The pixels that `bounds` needs at `scale` pixels per document unit.
    ///
    /// Fails when there are none, or more than [`MAX_SIDE_PX`] per side.
    pub(crate) fn new(bounds: Rect, scale: f32) -> Result<Self, ExportError> {
        let sane = bounds.is_finite() && bounds.is_positive() && scale.is_finite() && scale > 0.0;
        if !sane {
            return Err(ExportError::Empty);
        }
        // A thousandth less, so that rounding noise does not add an empty column.
        let pixels = |length: f32| {
            (f64::from(length) * f64::from(scale) - 1.0e-3).ceil().clamp(1.0, 1.0e12) as u64
        };
        let (width_px, height_px) = (pixels(bounds.width()), pixels(bounds.height()));
        match (u16::try_from(width_px), u16::try_from(height_px)) {
            (Ok(width), Ok(height)) => Ok(Self { bounds, scale: f64::from(scale), width, height }),
            _ => {
                Err(ExportError::TooLarge { width_px, height_px, limit_px: u64::from(MAX_SIDE_PX) })
            }
        }
    }

    /// From document units to pixels of a band that starts `top` pixels down.
    fn pixels_from_doc(&self, top: u16) -> Affine {
        let corner = (f64::from(self.bounds.min.x), f64::from(self.bounds.min.y));
        Affine::translate((-corner.0, -corner.1))
            .then_scale(self.scale)
            .then_translate(kurbo::Vec2::new(0.0, -f64::from(top)))
    }
}

/// A rasteriser for horizontal bands of one view.
pub(crate) struct Painter<'a> {
    items: &'a [Item],
    view: View,
    background: Option<Color32>,
    context: RenderContext,
    resources: Resources,
    /// Pictures that were converted already, by the address of their pixels.
    pictures: HashMap<usize, Arc<Pixmap>>,
}

impl<'a> Painter<'a> {
    pub(crate) fn new(items: &'a [Item], view: View, background: Option<Color32>) -> Self {
        Self {
            items,
            view,
            background,
            context: RenderContext::new(view.width, 1),
            resources: Resources::new(),
            pictures: HashMap::new(),
        }
    }

    /// Paints the `height` rows from row `top` on into `band`: premultiplied RGBA, row by row.
    pub(crate) fn band(&mut self, top: u16, height: u16, band: &mut Pixmap) {
        self.context.reset_and_resize(self.view.width, height);
        band.resize(self.view.width, height);
        if let Some(background) = self.background {
            self.context.set_paint(paint::color(background));
            let all = kurbo::Rect::new(0.0, 0.0, f64::from(self.view.width), f64::from(height));
            self.context.fill_rect(&all);
        }
        let visible = kurbo::Rect::new(0.0, 0.0, f64::from(self.view.width), f64::from(height));
        self.items(self.items, self.view.pixels_from_doc(top), visible);
        self.context.flush();
        self.context.render(band, &mut self.resources);
    }

    /// Paints those `items` that reach into `visible` pixels.
    fn items(&mut self, items: &[Item], transform: Affine, visible: kurbo::Rect) {
        for item in items {
            let bounds = transform.transform_rect_bbox(paint::rect(item.bounds()));
            if bounds.overlaps(visible) {
                self.item(item, transform, visible);
            }
        }
    }

    fn item(&mut self, item: &Item, transform: Affine, visible: kurbo::Rect) {
        self.context.set_transform(transform);
        match item {
            Item::Rect(item) => {
                let rect = paint::rect(item.rect);
                if item.fill.a() > 0 {
                    self.context.set_paint(paint::color(item.fill));
                    self.context.fill_rect(&rect);
                }
                self.stroke(&rect.to_path(TOLERANCE), item.stroke);
            }
            Item::RoundRect(item) => {
                let path = paint::path(&item.path());
                self.fill(&path, item.fill);
                self.stroke(&path, item.stroke);
            }
            Item::Path(item) => {
                let path = paint::path(item);
                if item.closed {
                    self.fill(&path, item.fill);
                }
                self.stroke(&path, item.stroke);
            }
            Item::Band(item) => self.fill(&paint::band(item), item.fill),
            Item::Image(item) => self.image(item),
            Item::Glyphs(run) => self.glyphs(run),
            Item::Group(group) => self.group(group, transform, visible),
            Item::Anchor(_) => {}
        }
    }

    fn fill(&mut self, path: &kurbo::BezPath, fill: Color32) {
        if fill.a() > 0 {
            self.context.set_fill_rule(Fill::NonZero);
            self.context.set_paint(paint::color(fill));
            self.context.fill_path(path);
        }
    }

    fn stroke(&mut self, path: &kurbo::BezPath, stroke: scene::draw::Stroke) {
        if !stroke.is_none() {
            self.context.set_stroke(paint::stroke(stroke));
            self.context.set_paint(paint::color(stroke.color));
            self.context.stroke_path(path);
        }
    }

    fn group(&mut self, group: &Group, transform: Affine, visible: kurbo::Rect) {
        let offset = group.transform.translation;
        let inner = transform
            * Affine::translate((f64::from(offset.x), f64::from(offset.y)))
            * Affine::scale(f64::from(group.transform.scaling));
        let Some(clip) = group.clip else {
            return self.items(&group.items, inner, visible);
        };
        let clip = paint::rect(clip);
        let seen = visible.intersect(inner.transform_rect_bbox(clip));
        if seen.width() <= 0.0 || seen.height() <= 0.0 {
            return;
        }
        self.context.set_transform(inner);
        self.context.push_clip_path(&clip.to_path(TOLERANCE));
        self.items(&group.items, inner, seen);
        self.context.pop_clip_path();
    }

    fn glyphs(&mut self, run: &GlyphRun) {
        // A run from a face that is not in the table cannot exist, as the table holds them all.
        let Some(font) = FACES.get(run.face as usize) else { return };
        self.context.set_paint(paint::color(run.color));
        let glyphs = run.glyphs.iter().map(|glyph| Glyph {
            id: glyph.id,
            x: run.origin.x + glyph.x,
            y: run.origin.y + glyph.y,
        });
        // Hinting would move stems to whole pixels, differently at every scale.
        self.context
            .glyph_run(&mut self.resources, font)
            .font_size(run.size_px)
            .hint(false)
            .fill_glyphs(glyphs);
    }

    fn image(&mut self, item: &ImageItem) {
        let outline = paint::path(&item.outline());
        let Some(pixmap) = item.pixels.as_ref().and_then(|pixels| self.picture(pixels)) else {
            return self.fill(&outline, item.placeholder);
        };
        let stretch = (
            f64::from(item.rect.width()) / f64::from(pixmap.width()),
            f64::from(item.rect.height()) / f64::from(pixmap.height()),
        );
        let place = (f64::from(item.rect.min.x), f64::from(item.rect.min.y));
        self.context.set_paint(Image {
            image: ImageSource::Pixmap(pixmap),
            sampler: ImageSampler::default(),
        });
        let fit = Affine::translate(place) * Affine::scale_non_uniform(stretch.0, stretch.1);
        self.context.set_paint_transform(fit);
        self.context.fill_path(&outline);
        self.context.reset_paint_transform();
    }

    /// The picture as the rasteriser takes it, converted once; none if its size is impossible.
    fn picture(&mut self, pixels: &Arc<Pixels>) -> Option<Arc<Pixmap>> {
        let key = Arc::as_ptr(pixels).addr();
        if let Some(pixmap) = self.pictures.get(&key) {
            return Some(Arc::clone(pixmap));
        }
        let (width, height) =
            (u16::try_from(pixels.width).ok()?, u16::try_from(pixels.height).ok()?);
        let (all, _) = pixels.rgba.as_chunks::<4>();
        if width == 0 || height == 0 || all.len() != usize::from(width) * usize::from(height) {
            return None;
        }
        let premultiplied = |[r, g, b, a]: &[u8; 4]| {
            let times_alpha = |c: u8| ((u16::from(c) * u16::from(*a) + 127) / 255) as u8;
            PremulRgba8 { r: times_alpha(*r), g: times_alpha(*g), b: times_alpha(*b), a: *a }
        };
        let data = all.iter().map(premultiplied).collect();
        let pixmap = Arc::new(Pixmap::from_parts(data, width, height));
        self.pictures.insert(key, Arc::clone(&pixmap));
        Some(pixmap)
    }
}
