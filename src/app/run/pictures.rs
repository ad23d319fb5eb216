//! Pictures to files and to the clipboard, made in the background.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use scene::text::TextEngine;

use crate::action::{PathPurpose, Toast};
use crate::app::App;
use crate::dialogs::Dialog;
use crate::dialogs::export::PREVIEW_PT;
use crate::done::Done;
use crate::jobs::Progress;
use crate::panels;
use crate::picture::{self, PictureOptions};

/// Pixels per document unit of a chart on the clipboard.
const PICTURE_SCALE: f32 = 2.0;

impl App {
    /// Shows the export dialog for what the canvas shows.
    pub(crate) fn show_export_dialog(&mut self) {
        self.editor.stop_writing();
        let options = self.picture_options();
        self.dialogs.push(Dialog::export(options));
    }

    /// A picture of what the canvas shows.
    fn picture_options(&self) -> PictureOptions {
        let view = self.editor.view();
        PictureOptions {
            persona: view.focus,
            collapsed: view.collapsed.clone(),
            filter: self.editor.answer_filter().clone(),
            measured: view.show_measured,
            dark: self.ctx.theme() == egui::Theme::Dark,
            ..PictureOptions::of(view.map)
        }
    }

    /// Asks where the picture is to go.
    pub(crate) fn export_picture(&mut self, options: Box<PictureOptions>) {
        self.picture = Some(options);
        self.pick(PathPurpose::ExportPicture);
    }

    /// Writes the picture that waited for its path.
    pub(crate) fn write_picture(&mut self, path: PathBuf) {
        let Some(options) = self.picture.take() else { return };
        let project = self.editor.project().clone();
        self.jobs.start("Exporting…", move |progress| {
            let result = write_file(&project, &options, &path, progress);
            Done::PictureWritten { path, result }
        });
    }

    pub(crate) fn on_picture_written(&mut self, path: &Path, result: anyhow::Result<()>) {
        match result {
            Ok(()) => self.toast(Toast::info(format!("The picture is in {}.", path.display()))),
            Err(error) => self.tell("The picture was not exported", format!("{error:#}")),
        }
    }

    /// Makes the export dialog's preview.
    pub(crate) fn preview_picture(&mut self, options: Box<PictureOptions>) {
        let project = self.editor.project().clone();
        let max_px = PREVIEW_PT * self.ctx.pixels_per_point();
        self.jobs.start("Making a preview…", move |_| {
            let page = picture::compose(&project, &options, &mut TextEngine::new());
            let result =
                page.and_then(|page| Ok((picture::preview(&page, max_px)?, page.bounds.size())));
            Done::PicturePreviewed { options, result }
        });
    }

    /// Puts a picture of what the metric panel shows on the clipboard.
    pub(crate) fn copy_metrics_picture(&mut self) {
        let choice = self.panels_mut().metrics_choice();
        let theme = crate::style::theme(&self.ctx);
        let page = panels::metrics_page(&self.editor, &choice, theme, &mut self.text);
        let Some(page) = page else {
            self.toast(Toast::info("There are no figures to copy."));
            return;
        };
        self.jobs.start("Making a picture…", move |_| {
            Done::PictureCopied(picture::of_page(&page, PICTURE_SCALE))
        });
    }

    /// Puts a picture of the selection, or of the map, on the clipboard.
    pub(crate) fn copy_picture(&mut self) {
        let project = self.editor.project().clone();
        let options = self.picture_options();
        let selection = self.editor.selection().clone();
        self.jobs.start("Making a picture…", move |_| {
            let mut text = TextEngine::new();
            Done::PictureCopied(picture::of_selection(&project, &options, &selection, &mut text))
        });
    }
}

/// Writes a picture beside its target and renames it, so that a half-written one is never seen.
fn write_file(
    project: &model::Project,
    options: &PictureOptions,
    path: &Path,
    progress: &Progress,
) -> anyhow::Result<()> {
    let mut bytes = Vec::new();
    let mut go_on = |share: f32| {
        if progress.report(f64::from(share)) {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    };
    picture::write_png(project, options, &mut TextEngine::new(), &mut bytes, &mut go_on)?;
    store::write_file(&store::RealFs, path, &bytes)
        .with_context(|| format!("The picture could not be written to {}", path.display()))?;
    Ok(())
}
