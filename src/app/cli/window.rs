//! The editor's window: wgpu first, OpenGL where that fails, a clear sentence where both do.

use std::path::PathBuf;

use anyhow::bail;
use eframe::{NativeOptions, Renderer};
use egui::{ViewportBuilder, vec2};
use store::{Folders, RealFs, Settings};

use super::RendererArg;
use crate::app::{App, Start};

/// Said when no window can be shown.
const NO_DISPLAY: &str = "No display was found, so the editor cannot open. Without one, “throughline export” \
     writes a picture of a project (or, without a file name, of the sample): \
     throughline export -o map.png";

/// Opens the editor and returns when its window is closed.
pub(super) fn open(
    path: Option<PathBuf>,
    renderer: Option<RendererArg>,
    own_path_dialog: bool,
) -> anyhow::Result<()> {
    if !has_display() {
        bail!(NO_DISPLAY);
    }
    let path = path.map(std::path::absolute).transpose()?;
    let start = Start { path, folders: None, own_path_dialog };
    let mut errors = Vec::new();
    for renderer in renderers(renderer) {
        match open_with(start.clone(), renderer) {
            Ok(()) => return Ok(()),
            // The event loop cannot be made twice: there is no point in trying on.
            Err(error @ eframe::Error::WinitEventLoop(_)) => {
                bail!("{NO_DISPLAY}\n({error})");
            }
            Err(error @ eframe::Error::AppCreation(_)) => bail!("{error}"),
            Err(error) => {
                tracing::warn!("{renderer:?} cannot draw the window: {error}");
                errors.push(format!("{renderer:?}: {error}"));
            }
        }
    }
    bail!(
        "The window could not be drawn. Install a graphics driver (on Debian or Ubuntu: \
         mesa-vulkan-drivers or libgl1-mesa-dri), or work without a window: throughline export -o \
         map.png\n({})",
        errors.join("; ")
    )
}

/// Where X11 or Wayland has to be there first, its absence is known before anything is tried.
fn has_display() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(all(unix, not(target_os = "macos"))) || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

fn renderers(wanted: Option<RendererArg>) -> Vec<Renderer> {
    let settings = Folders::find().map(|folders| Settings::load(&RealFs, &folders).0);
    let stored = settings.map_or(store::Renderer::Automatic, |settings| settings.renderer);
    match (wanted, stored) {
        (Some(RendererArg::Wgpu), _) | (None, store::Renderer::Wgpu) => vec![Renderer::Wgpu],
        (Some(RendererArg::Glow), _) | (None, store::Renderer::Glow) => vec![Renderer::Glow],
        (None, store::Renderer::Automatic) => vec![Renderer::Wgpu, Renderer::Glow],
    }
}

fn open_with(start: Start, renderer: Renderer) -> Result<(), eframe::Error> {
    let viewport = ViewportBuilder::default()
        .with_title("Throughline")
        .with_app_id("throughline")
        .with_inner_size(vec2(1440.0, 900.0))
        .with_min_inner_size(vec2(720.0, 480.0));
    let viewport = match icon() {
        Some(icon) => viewport.with_icon(icon),
        None => viewport,
    };
    let options = NativeOptions { viewport, renderer, ..NativeOptions::default() };
    eframe::run_native(
        "Throughline",
        options,
        Box::new(move |context| {
            let app = App::new(&context.egui_ctx, start).map_err(|error| error.to_string())?;
            Ok(Box::new(app))
        }),
    )
}

/// The program's mark, for the window and the task bar.
fn icon() -> Option<egui::IconData> {
    let bytes = include_bytes!("../../../assets/icons/app.png");
    let image = image::load_from_memory_with_format(bytes, image::ImageFormat::Png).ok()?;
    let rgba = image.into_rgba8();
    let (width, height) = rgba.dimensions();
    Some(egui::IconData { rgba: rgba.into_raw(), width, height })
}
