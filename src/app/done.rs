//! What jobs report when they end.

use std::path::PathBuf;

use store::{OpenError, SaveError, Saved, Stamp};

use crate::action::PathPurpose;
use crate::dialogs::import::Outcome;
use crate::picture::PictureOptions;
use crate::run::Pending;
use crate::survey_file::Looked;

/// The end of a job.
#[derive(Debug)]
pub enum Done {
    /// The system's file dialog was closed.
    Picked {
        /// What for.
        purpose: PathPurpose,
        /// The chosen path, or none.
        path: Option<PathBuf>,
        /// The state of the editor when it was opened: document and revision.
        of: (u64, u64),
        /// Whether it closed at once, as it does where the system has no dialog to show.
        at_once: bool,
    },
    /// A project file was read.
    Opened {
        /// The number of the wish for it: somebody may want another by now.
        wish: u64,
        /// The state of the editor that it was to take the place of: document and revision.
        instead_of: (u64, u64),
        /// Which.
        path: PathBuf,
        /// What was read.
        result: Box<Result<(model::format::Opened, Stamp), OpenError>>,
    },
    /// The project was saved, or not.
    Saved {
        /// Which document it was, by its number: another may be shown by now.
        generation: u64,
        /// Where to.
        path: PathBuf,
        /// The revision that was written.
        revision: u64,
        /// What was written.
        project: Box<model::Project>,
        /// What came of it.
        result: Result<Saved, SaveError>,
        /// What is to be done afterwards.
        then: Option<Pending>,
    },
    /// The beginning of a survey file was read.
    SurveyPreviewed {
        /// The number of the look at it: somebody may want another by now.
        number: u64,
        /// Which.
        path: PathBuf,
        /// Whether it is read once more for its import dialog.
        is_again: bool,
        /// What is in it.
        result: anyhow::Result<Box<Looked>>,
    },
    /// A survey file was counted as the import dialog asked.
    SurveyCounted {
        /// The number of the count, so that an older one is not taken for the present one.
        number: u64,
        /// The counts.
        result: anyhow::Result<Box<Outcome>>,
    },
    /// What was decided about an imported survey was kept for the next one.
    SurveyRemembered(anyhow::Result<()>),
    /// What an import left out was written to a file.
    RejectsWritten {
        /// Where to.
        path: PathBuf,
        /// How many lines it has below its header.
        result: anyhow::Result<u64>,
    },
    /// A picture was written to a file.
    PictureWritten {
        /// Where to.
        path: PathBuf,
        /// What came of it.
        result: anyhow::Result<()>,
    },
    /// A picture was made for the clipboard.
    PictureCopied(anyhow::Result<egui::ColorImage>),
    /// The export dialog's preview was made.
    PicturePreviewed {
        /// Of which picture.
        options: Box<PictureOptions>,
        /// The picture, and its page's size in document units.
        result: anyhow::Result<(egui::ColorImage, egui::Vec2)>,
    },
    /// A job could not even start.
    Failed(String),
}
