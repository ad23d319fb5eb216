//! What is done when a job reports back.

use crate::action::Toast;
use crate::app::App;
use crate::dialogs::Dialog;
use crate::done::Done;

impl App {
    /// Carries on where a job ended.
    pub(crate) fn on_done(&mut self, done: Done) {
        match done {
            Done::Picked { purpose, path, at_once } => self.on_picked(purpose, path, at_once),
            Done::Opened { instead_of, path, result } => {
                self.on_opened(instead_of, path, *result);
            }
            Done::Saved { path, revision, project, result, then } => {
                self.on_saved(&path, revision, &project, result, then);
            }
            Done::SurveyPreviewed { path, result } => self.on_survey_previewed(path, result),
            Done::SurveyCounted { plan, result } => self.on_survey_counted(plan, result),
            Done::PictureWritten { path, result } => self.on_picture_written(&path, result),
            Done::PictureCopied(result) => match result {
                Ok(image) => {
                    self.ctx.copy_image(image);
                    self.toast(Toast::info("The picture is on the clipboard."));
                }
                Err(error) => self.tell("The picture could not be made", error.to_string()),
            },
            Done::PicturePreviewed { options, result } => {
                if let Some(Dialog::Export(dialog)) = self.dialogs.last_mut() {
                    dialog.set_preview(&self.ctx, &options, result);
                }
            }
            Done::Failed(text) => self.toast(Toast::error(text)),
        }
    }
}
