//! Actions: what panels, canvas and dialogs ask for. They are carried out in order after the frame
//! was drawn, in [`crate::run`]; nothing else has effects.

use std::path::PathBuf;

use egui::{Pos2, Vec2};
use model::answers::AnswerFilter;
use model::{CardId, Cell, Edit, MapId, PersonaId, Selection, SurveyId};

use crate::command::Command;
use crate::dialogs::Dialog;
use crate::editor::Gesture;
use crate::picture::PictureOptions;
use crate::survey_file::count::CountRequest;
use crate::survey_file::{Import, RowsSaid};

/// One wish of the interface.
#[derive(Clone, Debug)]
pub enum Action {
    /// Change the project; one undo step unless it continues the one before.
    Edit(Edit),
    /// Change the project and select something in the same step.
    EditAndSelect(Edit, Selection),
    /// The next edit begins a new undo step, whatever it is.
    Seal,
    /// Select something.
    Select(Selection),
    /// The pointer's gesture went on.
    Gesture(Gesture),
    /// Show the project as if this edit had been made; `None` shows it as it is.
    Preview(Option<Edit>),
    /// Write into a card that is there, in place.
    WriteCard(CardId),
    /// Begin a card in this cell, in place, with this text so far.
    WriteNew {
        /// Where.
        cell: Cell,
        /// The card before which it stands; none appends it.
        before: Option<CardId>,
        /// What was typed already.
        text: String,
    },
    /// The text of the card being written is now this.
    SetText(String),
    /// Go on writing elsewhere.
    WriteOn(WriteOn),
    /// Stop writing; the card stays selected.
    StopWriting,
    /// Move, zoom or fit the view.
    Camera(CameraAction),
    /// Show another map of the project.
    ShowMap(MapId),
    /// Collapse or expand a persona's band.
    ToggleBand(PersonaId),
    /// Show one persona alone, or all again.
    Focus(Option<PersonaId>),
    /// Carry out a command.
    Command(Command),
    /// Open a project file; asks first when there are unsaved changes.
    OpenPath(PathBuf),
    /// Replace the document by a template's; asks first when there are unsaved changes.
    NewFromTemplate(usize),
    /// Show a dialog.
    Show(Dialog),
    /// Close the topmost dialog.
    CloseDialog,
    /// A dialog's answer.
    Answer(Answer),
    /// Read this survey file and show the import dialog.
    ImportFrom(PathBuf),
    /// Read this survey file once more, with these rows, and show the import dialog anew.
    ReadRows {
        /// The file.
        path: PathBuf,
        /// What its rows are.
        said: RowsSaid,
    },
    /// Count the answers of a survey file as the import dialog says.
    CountSurvey {
        /// The file.
        path: PathBuf,
        /// How.
        request: Box<CountRequest>,
    },
    /// Bring a survey into the project, as one step, and close the import dialog.
    ImportSurvey(Box<Import>),
    /// Save all that an import leaves out, as a table; asks where.
    SaveRejects {
        /// The survey file.
        path: PathBuf,
        /// How it is read.
        request: Box<CountRequest>,
    },
    /// Look at these answers only.
    FilterAnswers(Box<AnswerFilter>),
    /// Remove a survey from the project.
    RemoveSurvey(SurveyId),
    /// Export as the dialog says; asks where.
    Export(Box<PictureOptions>),
    /// Make the export dialog's preview of this picture.
    PreviewPicture(Box<PictureOptions>),
    /// Put text on the clipboard.
    CopyText(String),
    /// Insert what was pasted.
    Paste(String),
    /// Stop what is being done in the background.
    CancelJob,
    /// Stop counting the answers of the survey that is being imported, and nothing else.
    StopCounting,
    /// Tell the person something, briefly.
    Toast(Toast),
}

/// Where writing goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteOn {
    /// A new card below this one.
    NextCard,
    /// A new card at the end of the next stage's cell.
    NextStage,
    /// A new card at the end of the stage before.
    PreviousStage,
    /// A new card in the next lane.
    NextLane,
    /// A new card in the lane before.
    PreviousLane,
}

/// A movement of the view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CameraAction {
    /// By so many screen points.
    Pan(Vec2),
    /// Zoom by a factor around a screen position; none is the middle.
    Zoom(f32, Option<Pos2>),
    /// To this zoom, 1.0 being 100 %.
    ZoomTo(f32),
    /// Show the whole map.
    FitAll,
    /// Show what is selected.
    FitSelection,
    /// Bring the selection into view if it is not.
    Reveal,
}

/// What somebody answered in a dialog that asked.
#[derive(Clone, Debug)]
pub enum Answer {
    /// Save, then go on with what was to be done.
    SaveFirst,
    /// Go on and drop the unsaved changes.
    DropChanges,
    /// Write over the version on disk that somebody else made.
    Overwrite,
    /// Load the version on disk and drop the changes made here.
    Reload,
    /// Save beside the version on disk, under another name.
    SaveCopy,
    /// Delete what the dialog asked about.
    Delete(Edit),
    /// Bring back the unsaved changes of this recovery folder.
    Recover(String),
    /// Delete this recovery folder for good.
    DiscardRecovery(String),
    /// The path that was chosen in our own path dialog.
    Path(PathPurpose, PathBuf),
    /// Open what could be read of a damaged file.
    OpenDamaged,
}

/// What a path is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathPurpose {
    /// The project file to open.
    Open,
    /// Where to save the project.
    SaveAs,
    /// Where to save the project beside the file that it came from.
    SaveCopy,
    /// The survey file to import.
    ImportSurvey,
    /// Where to write the picture.
    ExportPicture,
    /// Where to write what an import left out.
    SaveRejects,
}

impl PathPurpose {
    /// Whether the path is written to.
    pub const fn is_for_writing(&self) -> bool {
        matches!(self, Self::SaveAs | Self::SaveCopy | Self::ExportPicture | Self::SaveRejects)
    }

    /// The path to write to, with the usual ending where another one or none was typed.
    pub fn with_ending(&self, path: PathBuf) -> PathBuf {
        let Some(ending) = self.filter().1.first().filter(|_| self.is_for_writing()) else {
            return path;
        };
        if path.extension().is_some_and(|typed| typed.eq_ignore_ascii_case(ending)) {
            return path;
        }
        let mut path = path.into_os_string();
        path.push(".");
        path.push(ending);
        path.into()
    }

    /// The dialog's title.
    pub const fn title(&self) -> &'static str {
        match self {
            Self::Open => "Open project",
            Self::SaveAs => "Save project as",
            Self::SaveCopy => "Save a copy as",
            Self::ImportSurvey => "Choose a survey file",
            Self::ExportPicture => "Export picture to",
            Self::SaveRejects => "Save what was left out",
        }
    }

    /// What the files are called, and their endings.
    pub const fn filter(&self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Open | Self::SaveAs | Self::SaveCopy => ("Throughline project", &["ron"]),
            Self::ImportSurvey => ("Survey file", &["csv", "tsv", "txt", "xlsx"]),
            Self::ExportPicture => ("PNG picture", &["png"]),
            Self::SaveRejects => ("CSV table", &["csv"]),
        }
    }
}

/// A short message in the corner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// What happened.
    pub text: String,
    /// Whether it is an error, which stays until it is closed.
    pub is_error: bool,
}

impl Toast {
    /// A message that goes away by itself.
    pub fn info(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_error: false }
    }

    /// A message that stays until it is closed.
    pub fn error(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_error: true }
    }
}
