//! PNG pictures of any size, made band by band in little memory.
//!
//! ```text
//!   thread "export-raster":  draw list --vello_cpu--> band n+1
//!   calling thread:          band n --zlib--> out            (two bands in all, swapped)
//! ```

mod rows;

use std::{
    io::Write,
    ops::ControlFlow,
    sync::mpsc::{Receiver, Sender, channel},
    thread,
};

use ::png::{
    BitDepth, ColorType, DeflateCompression, Encoder, Filter, PixelDimensions, SrgbRenderingIntent,
    Unit,
};
use ecolor::Color32;
use emath::Rect;
use scene::draw::Item;
use vello_cpu::Pixmap;

use crate::{
    error::ExportError,
    raster::{Painter, View},
};

/// Rows per band, at most.
const BAND_ROWS: u16 = 256;
/// Bytes of a band, at most; wide pictures get lower bands. Two bands are in memory.
const BAND_BYTES: usize = 16 << 20;
/// Level 3 takes half the time of level 6 for a tenth more bytes.
const COMPRESSION: DeflateCompression = DeflateCompression::Level(3);
/// Document units per metre: 96 to the inch.
const UNITS_PER_METER: f64 = 96.0 / 0.0254;
/// Most pixels of a picture that is kept in memory as a whole.
const MAX_IMAGE_PX: u64 = 100_000_000;

/// A picture in memory: RGBA, eight bits each, straight alpha, row by row from the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RgbaImage {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// `width * height * 4` bytes.
    pub pixels: Vec<u8>,
}

/// Writes the part `bounds` of a draw list as PNG, `scale` pixels per document unit.
///
/// Without `background` the picture is transparent where nothing is drawn. `progress` is told the
/// share that is done, 0 to 1, and can stop the export. The same input gives the same bytes on the
/// same computer. Sizes over 65,535 pixels a side are an error before anything is written.
pub fn render_png(
    list: &[Item],
    bounds: Rect,
    scale: f32,
    background: Option<Color32>,
    out: &mut dyn Write,
    progress: &mut dyn FnMut(f32) -> ControlFlow<()>,
) -> Result<(), ExportError> {
    let view = View::new(bounds, scale)?;
    let opaque = background.is_some_and(|color| color.is_opaque());
    let mut writer = encoder(&mut *out, view, scale, opaque).write_header()?;
    let mut stream = writer.stream_writer_with_size(1 << 16)?;
    let mut row = Vec::with_capacity(usize::from(view.width) * 4);
    for_each_band(list, view, background, |band, done| {
        for pixels in band.data_as_u8_slice().chunks_exact(usize::from(view.width) * 4) {
            if opaque {
                rows::without_alpha(pixels, &mut row);
            } else {
                rows::unpremultiplied(pixels, &mut row);
            }
            stream.write_all(&row)?;
        }
        match progress(done) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(ExportError::Cancelled),
        }
    })?;
    stream.finish()?;
    writer.finish()?;
    out.flush()?;
    Ok(())
}

/// Renders the part `bounds` of a draw list into memory, for the clipboard and for previews.
///
/// Fails like [`render_png`], and beyond 100 million pixels.
pub fn render_rgba(
    list: &[Item],
    bounds: Rect,
    scale: f32,
    background: Option<Color32>,
) -> Result<RgbaImage, ExportError> {
    let view = View::new(bounds, scale)?;
    let (width, height) = (u32::from(view.width), u32::from(view.height));
    let count = u64::from(width) * u64::from(height);
    if count > MAX_IMAGE_PX {
        return Err(ExportError::TooLarge {
            width_px: u64::from(width),
            height_px: u64::from(height),
            limit_px: MAX_IMAGE_PX.isqrt(),
        });
    }
    let mut pixels = Vec::with_capacity(count as usize * 4);
    let mut row = Vec::new();
    for_each_band(list, view, background, |band, _| {
        rows::unpremultiplied(band.data_as_u8_slice(), &mut row);
        pixels.extend_from_slice(&row);
        Ok(())
    })?;
    Ok(RgbaImage { width, height, pixels })
}

/// An encoder that writes size, colours and the printed size, 96 document units to the inch.
fn encoder<W: Write>(out: W, view: View, scale: f32, opaque: bool) -> Encoder<'static, W> {
    let mut encoder = Encoder::new(out, u32::from(view.width), u32::from(view.height));
    encoder.set_color(if opaque { ColorType::Rgb } else { ColorType::Rgba });
    encoder.set_depth(BitDepth::Eight);
    encoder.set_deflate_compression(COMPRESSION);
    // Flat colours compress best unfiltered.
    encoder.set_filter(Filter::NoFilter);
    encoder.set_source_srgb(SrgbRenderingIntent::Perceptual);
    let per_meter = (UNITS_PER_METER * f64::from(scale)).round() as u32;
    encoder.set_pixel_dims(Some(PixelDimensions {
        xppu: per_meter,
        yppu: per_meter,
        unit: Unit::Meter,
    }));
    encoder
}

/// The first rows and heights of the bands of a picture.
fn bands(view: View) -> Vec<(u16, u16)> {
    let by_bytes = BAND_BYTES / (usize::from(view.width) * 4);
    let rows = (by_bytes as u16).clamp(16, BAND_ROWS);
    let tops = (0..view.height).step_by(usize::from(rows));
    tops.map(|top| (top, rows.min(view.height - top))).collect()
}

/// Rasterises all bands on a thread of its own and hands them over from top to bottom, with the
/// share that is done after it. The first error stops both.
fn for_each_band(
    list: &[Item],
    view: View,
    background: Option<Color32>,
    mut take: impl FnMut(&Pixmap, f32) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    let bands = bands(view);
    let (finished, to_write) = channel::<Pixmap>();
    let (written, free) = channel::<Pixmap>();
    for _ in 0..2.min(bands.len()) {
        // The receiver lives in this function, so this cannot fail.
        let _ = written.send(Pixmap::new(1, 1));
    }
    let bands = bands.as_slice();
    // The channels move in, so that returning early drops them and the thread ends as well.
    thread::scope(move |scope| {
        let painter = Painter::new(list, view, background);
        thread::Builder::new()
            .name("export-raster".to_owned())
            .spawn_scoped(scope, move || rasterise(painter, bands, &free, &finished))?;
        for index in 0..bands.len() {
            // The thread ends early only if it panicked; the scope then passes the panic on.
            let Ok(band) = to_write.recv() else { break };
            take(&band, (index + 1) as f32 / bands.len() as f32)?;
            let _ = written.send(band);
        }
        Ok(())
    })
}

/// The thread's work: paints bands into whatever pixmap is free until nobody wants more.
fn rasterise(
    mut painter: Painter<'_>,
    bands: &[(u16, u16)],
    free: &Receiver<Pixmap>,
    finished: &Sender<Pixmap>,
) {
    for &(top, height) in bands {
        let Ok(mut band) = free.recv() else { return };
        painter.band(top, height, &mut band);
        if finished.send(band).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests;
