//! What panels, canvas and dialogs may look at while a frame is drawn.

use std::path::PathBuf;

use scene::Scene;
use scene::theme::Theme;

use crate::editor::Editor;
use crate::figures::Versions;
use crate::jobs::Busy;
use store::{Recent, Settings};

/// Everything that is shown, read-only. Who wants to change something pushes an
/// [`crate::action::Action`].
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    /// The document and what is done to it.
    pub editor: &'a Editor,
    /// The map as it is laid out in this frame.
    pub scene: &'a Scene,
    /// What figures follow from, as numbers.
    pub versions: Versions,
    /// Colours and sizes.
    pub theme: &'a Theme,
    /// What is known of the document's file.
    pub document: &'a Document,
    /// What the person chose for the program as a whole.
    pub settings: &'a Settings,
    /// The files that were open lately.
    pub recent: &'a Recent,
    /// What is being done in the background, as the status bar says it.
    pub busy: Option<&'a Busy>,
    /// How far the count for the import dialog is.
    pub counting: Option<&'a Busy>,
    /// The zoom, 1.0 being 100 %.
    pub zoom: f32,
}

/// The document's file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The file; none while the document was never saved.
    pub path: Option<PathBuf>,
    /// What the window's title and the top bar call it.
    pub title: String,
    /// The local time of the last save in this session, "10:42".
    pub saved_at: Option<String>,
    /// Whether it is being saved right now.
    pub is_saving: bool,
    /// Why unsaved changes are not kept safe at the moment, if they are not.
    pub journal_error: Option<String>,
}
