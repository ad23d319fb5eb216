//! What is done when a job reports back.

use crate::action::Toast;
use crate::app::App;
use crate::dialogs::Dialog;
use crate::done::Done;

impl App {
    /// Carries on where a job ended.
    pub(crate) fn on_done(&mut self, done: Done) {
        match done {
            Done::Picked { purpose, path, of, at_once } => {
                self.on_picked(purpose, path, of, at_once);
            }
            // Something else was wished for later.
            Done::Opened { wish, .. } if wish != self.wishes => {}
            Done::Opened { instead_of, path, result, .. } => {
                self.on_opened(instead_of, path, *result);
            }
            Done::Saved { generation, path, revision, project, result, then } => {
                if generation == self.generation {
                    self.on_saved(&path, revision, &project, result, then);
                } else if let Err(error) = result {
                    self.tell("The project was not saved", error.to_string());
                }
            }
            Done::SurveyPreviewed { number, path, is_again, result } => {
                self.on_survey_previewed(number, path, is_again, result);
            }
            Done::SurveyCounted { number, result } => self.on_survey_counted(number, result),
            Done::SurveyRemembered(result) => {
                if let Err(error) = result {
                    self.toast(Toast::error(format!("The survey was imported. {error:#}")));
                }
            }
            Done::RejectsWritten { path, result } => self.on_rejects_written(&path, result),
            Done::PictureWritten { path, result } => self.on_picture_written(&path, result),
            Done::PictureCopied(result) => match result {
                Ok(image) => {
                    self.ctx.copy_image(image);
                    self.toast(Toast::info("The picture is on the clipboard."));
                }
                Err(error) => self.tell("The picture could not be made", error.to_string()),
            },
            Done::PicturePreviewed { options, result } => {
                let dialogs = self.dialogs.iter_mut().rev();
                let mut exports = dialogs.filter_map(|dialog| match dialog {
                    Dialog::Export(export) => Some(export),
                    _ => None,
                });
                if let Some(dialog) = exports.next() {
                    dialog.set_preview(&self.ctx, &options, result);
                }
            }
            Done::Failed(text) => {
                self.check_saving();
                self.toast(Toast::error(text));
            }
        }
    }
}
