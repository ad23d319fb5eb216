//! Commands: everything that one can do by name. Menus, palette, shortcut sheet and keyboard all
//! read this list.

use egui::{Key, KeyboardShortcut, Modifiers};
use model::Selection;

use crate::editor::Editor;

/// Something that one can do by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each command's name and help text say what it does")]
pub enum Command {
    New,
    Open,
    OpenSample,
    Save,
    SaveAs,
    ImportSurvey,
    Export,
    CopyPicture,
    Quit,
    Undo,
    Redo,
    Cut,
    Copy,
    Paste,
    PasteAsOneCard,
    Duplicate,
    Delete,
    SelectAll,
    Deselect,
    Rename,
    AddCard,
    AddStage,
    AddLane,
    AddFigures,
    AddPersona,
    AddKpi,
    MissedTargets,
    MoveLeft,
    MoveRight,
    MoveUp,
    MoveDown,
    ZoomIn,
    ZoomOut,
    Zoom100,
    FitAll,
    FitSelection,
    ToggleBand,
    CollapseAll,
    ExpandAll,
    FocusPersona,
    ToggleMeasured,
    ToggleInspector,
    ToggleMetrics,
    FilterAnswers,
    ClearFilter,
    CopyMetricsTable,
    CopyMetricsPicture,
    ToggleTheme,
    Palette,
    Shortcuts,
    ContextMenu,
}

/// Where a command stands in the menus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the menus' titles")]
pub enum Menu {
    File,
    Edit,
    Insert,
    View,
    Help,
}

impl Menu {
    /// The menus from left to right.
    pub const ALL: [Self; 5] = [Self::File, Self::Edit, Self::Insert, Self::View, Self::Help];

    /// The menu's title.
    pub const fn title(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::Insert => "Insert",
            Self::View => "View",
            Self::Help => "Help",
        }
    }
}

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

const fn key(modifiers: Modifiers, key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(modifiers, key)
}

impl Command {
    /// Every command, in the order of the menus.
    pub const ALL: [Self; 51] = [
        Self::New,
        Self::Open,
        Self::OpenSample,
        Self::Save,
        Self::SaveAs,
        Self::ImportSurvey,
        Self::Export,
        Self::CopyPicture,
        Self::Quit,
        Self::Undo,
        Self::Redo,
        Self::Cut,
        Self::Copy,
        Self::Paste,
        Self::PasteAsOneCard,
        Self::Duplicate,
        Self::Delete,
        Self::SelectAll,
        Self::Deselect,
        Self::Rename,
        Self::AddCard,
        Self::AddStage,
        Self::AddLane,
        Self::AddFigures,
        Self::AddPersona,
        Self::AddKpi,
        Self::MissedTargets,
        Self::MoveLeft,
        Self::MoveRight,
        Self::MoveUp,
        Self::MoveDown,
        Self::ZoomIn,
        Self::ZoomOut,
        Self::Zoom100,
        Self::FitAll,
        Self::FitSelection,
        Self::ToggleBand,
        Self::CollapseAll,
        Self::ExpandAll,
        Self::FocusPersona,
        Self::ToggleMeasured,
        Self::ToggleInspector,
        Self::ToggleMetrics,
        Self::FilterAnswers,
        Self::ClearFilter,
        Self::CopyMetricsTable,
        Self::CopyMetricsPicture,
        Self::ToggleTheme,
        Self::Palette,
        Self::Shortcuts,
        Self::ContextMenu,
    ];

    /// The name as menus and palette show it; `…` where more will be asked.
    pub const fn name(self) -> &'static str {
        self.texts().0
    }

    /// What the command does, in a sentence.
    pub const fn help(self) -> &'static str {
        self.texts().1
    }

    const fn texts(self) -> (&'static str, &'static str) {
        match self {
            Self::New => ("New…", "Start a map from a template"),
            Self::Open => ("Open…", "Open a project file"),
            Self::OpenSample => ("Open sample", "Open a copy of the sample project"),
            Self::Save => ("Save", "Save the project to its file"),
            Self::SaveAs => ("Save as…", "Save the project under another name"),
            Self::ImportSurvey => ("Import survey…", "Read a survey file into the metrics"),
            Self::Export => ("Export picture…", "Export the map as a PNG picture"),
            Self::CopyPicture => (
                "Copy as picture",
                "Put a picture of the selection, or of the map, on the clipboard",
            ),
            Self::Quit => ("Quit", "Close the program; unsaved changes are asked about"),
            Self::Undo => ("Undo", "Take back the last change"),
            Self::Redo => ("Redo", "Make the change again that was taken back"),
            Self::Cut => ("Cut", "Move the selected cards to the clipboard"),
            Self::Copy => ("Copy", "Copy the selected cards to the clipboard"),
            Self::Paste => {
                ("Paste", "Insert cards; a line of text is a card, a tab goes to the next stage")
            }
            Self::PasteAsOneCard => ("Paste as one card", "Insert the whole text as one card"),
            Self::Duplicate => ("Duplicate", "Copy the selected cards in place"),
            Self::Delete => ("Delete", "Delete what is selected"),
            Self::SelectAll => ("Select all", "Select every card that is shown"),
            Self::Deselect => ("Deselect", "Select nothing"),
            Self::Rename => ("Edit text", "Write into the selected card, stage, lane or persona"),
            Self::AddCard => ("Add card", "Begin a card in the selected cell"),
            Self::AddStage => ("Add stage", "Add a stage after the selected one"),
            Self::AddLane => ("Add lane", "Add a lane below the selected one"),
            Self::AddFigures => {
                ("Add lane of figures", "Add a lane that shows what was measured at each stage")
            }
            Self::AddPersona => ("Add persona", "Add a persona with a band of her own"),
            Self::AddKpi => {
                ("Add key figure…", "Watch a rate, a cost or a score, with a target and a date")
            }
            Self::MissedTargets => (
                "Opportunities from missed targets…",
                "Make cards of what is worse on this map than expected",
            ),
            Self::MoveLeft => ("Move left", "Move the selection one stage to the left"),
            Self::MoveRight => ("Move right", "Move the selection one stage to the right"),
            Self::MoveUp => ("Move up", "Move the selection up; a curve point by a tenth"),
            Self::MoveDown => ("Move down", "Move the selection down; a curve point by a tenth"),
            Self::ZoomIn => ("Zoom in", "Show the map larger"),
            Self::ZoomOut => ("Zoom out", "Show the map smaller"),
            Self::Zoom100 => ("Zoom to 100 %", "Show the map at its natural size"),
            Self::FitAll => ("Fit map", "Show the whole map"),
            Self::FitSelection => ("Fit selection", "Show what is selected as large as possible"),
            Self::ToggleBand => {
                ("Collapse or expand band", "Show a band as its curve only, or whole")
            }
            Self::CollapseAll => ("Collapse all bands", "Show every band as its curve only"),
            Self::ExpandAll => ("Expand all bands", "Show every band whole"),
            Self::FocusPersona => {
                ("Focus persona", "Show the selected persona alone, or all personas again")
            }
            Self::ToggleMeasured => ("Measured curve", "Show or hide the measured curve"),
            Self::ToggleInspector => ("Inspector", "Show or hide the inspector"),
            Self::ToggleMetrics => ("Metrics", "Show or hide the metric panels"),
            Self::FilterAnswers => {
                ("Filter answers…", "Choose which answers all figures and curves stand on")
            }
            Self::ClearFilter => ("Clear filter of answers", "Count all answers again"),
            Self::CopyMetricsTable => (
                "Copy metrics as table",
                "Put the figures that the metric panel shows on the clipboard, for a spreadsheet",
            ),
            Self::CopyMetricsPicture => (
                "Copy metrics as picture",
                "Put a picture of what the metric panel shows on the clipboard",
            ),
            Self::ToggleTheme => ("Light or dark", "Switch between the light and the dark theme"),
            Self::Palette => ("Find or do…", "Find a command or a card by name"),
            Self::Shortcuts => ("Keyboard shortcuts", "Show every shortcut"),
            Self::ContextMenu => ("Context menu", "Show what can be done with the selection"),
        }
    }

    /// The menu that the command stands in; none for those that are only keys.
    pub const fn menu(self) -> Option<Menu> {
        match self {
            Self::New
            | Self::Open
            | Self::OpenSample
            | Self::Save
            | Self::SaveAs
            | Self::ImportSurvey
            | Self::Export
            | Self::CopyPicture
            | Self::Quit => Some(Menu::File),
            Self::Undo
            | Self::Redo
            | Self::Cut
            | Self::Copy
            | Self::Paste
            | Self::PasteAsOneCard
            | Self::Duplicate
            | Self::Delete
            | Self::SelectAll
            | Self::Deselect
            | Self::Rename
            | Self::MoveLeft
            | Self::MoveRight
            | Self::MoveUp
            | Self::MoveDown
            | Self::CopyMetricsTable
            | Self::CopyMetricsPicture => Some(Menu::Edit),
            Self::AddCard
            | Self::AddStage
            | Self::AddLane
            | Self::AddFigures
            | Self::AddPersona
            | Self::AddKpi
            | Self::MissedTargets => Some(Menu::Insert),
            Self::ZoomIn
            | Self::ZoomOut
            | Self::Zoom100
            | Self::FitAll
            | Self::FitSelection
            | Self::ToggleBand
            | Self::CollapseAll
            | Self::ExpandAll
            | Self::FocusPersona
            | Self::ToggleMeasured
            | Self::ToggleInspector
            | Self::ToggleMetrics
            | Self::FilterAnswers
            | Self::ClearFilter
            | Self::ToggleTheme => Some(Menu::View),
            Self::Palette | Self::Shortcuts => Some(Menu::Help),
            Self::ContextMenu => None,
        }
    }

    /// The shortcuts, the one that is shown first. Command is Ctrl, or ⌘ on macOS.
    pub fn shortcuts(self) -> &'static [KeyboardShortcut] {
        const NONE: Modifiers = Modifiers::NONE;
        const ALT: Modifiers = Modifiers::ALT;
        const SHIFT: Modifiers = Modifiers::SHIFT;
        match self {
            Self::New => const { &[key(CTRL, Key::N)] },
            Self::Open => const { &[key(CTRL, Key::O)] },
            Self::Save => const { &[key(CTRL, Key::S)] },
            Self::SaveAs => const { &[key(CTRL_SHIFT, Key::S)] },
            Self::ImportSurvey => const { &[key(CTRL, Key::I)] },
            Self::Export => const { &[key(CTRL, Key::E)] },
            Self::CopyPicture => const { &[key(CTRL_SHIFT, Key::C)] },
            Self::Quit => const { &[key(CTRL, Key::Q)] },
            Self::Undo => const { &[key(CTRL, Key::Z)] },
            Self::Redo => const { &[key(CTRL_SHIFT, Key::Z), key(CTRL, Key::Y)] },
            Self::Cut => const { &[key(CTRL, Key::X)] },
            Self::Copy => const { &[key(CTRL, Key::C)] },
            Self::Paste => const { &[key(CTRL, Key::V)] },
            Self::PasteAsOneCard => const { &[key(CTRL_SHIFT, Key::V)] },
            Self::Duplicate => const { &[key(CTRL, Key::D)] },
            Self::Delete => const { &[key(NONE, Key::Delete), key(NONE, Key::Backspace)] },
            Self::SelectAll => const { &[key(CTRL, Key::A)] },
            Self::Deselect => const { &[key(NONE, Key::Escape)] },
            Self::Rename => const { &[key(NONE, Key::Enter), key(NONE, Key::F2)] },
            Self::AddCard => const { &[key(CTRL, Key::Enter), key(NONE, Key::Insert)] },
            Self::AddStage => const { &[key(CTRL_SHIFT, Key::ArrowRight)] },
            Self::AddLane => const { &[key(CTRL_SHIFT, Key::ArrowDown)] },
            Self::AddPersona => const { &[key(CTRL_SHIFT, Key::P)] },
            Self::AddKpi => const { &[key(CTRL_SHIFT, Key::K)] },
            Self::MoveLeft => const { &[key(ALT, Key::ArrowLeft)] },
            Self::MoveRight => const { &[key(ALT, Key::ArrowRight)] },
            Self::MoveUp => const { &[key(ALT, Key::ArrowUp)] },
            Self::MoveDown => const { &[key(ALT, Key::ArrowDown)] },
            Self::ZoomIn => const { &[key(CTRL, Key::Plus), key(CTRL, Key::Equals)] },
            Self::ZoomOut => const { &[key(CTRL, Key::Minus)] },
            Self::Zoom100 => const { &[key(CTRL, Key::Num0)] },
            Self::FitAll => const { &[key(ALT, Key::Num1), key(SHIFT, Key::Num1)] },
            Self::FitSelection => const { &[key(ALT, Key::Num2), key(SHIFT, Key::Num2)] },
            Self::ToggleBand => const { &[key(CTRL, Key::B)] },
            Self::CollapseAll => const { &[key(CTRL_SHIFT, Key::B)] },
            Self::ExpandAll => const { &[key(CTRL_SHIFT, Key::E)] },
            Self::FocusPersona => const { &[key(CTRL_SHIFT, Key::F)] },
            Self::ToggleMeasured => const { &[key(CTRL_SHIFT, Key::M)] },
            Self::ToggleInspector => const { &[key(CTRL_SHIFT, Key::I)] },
            Self::ToggleMetrics => const { &[key(CTRL, Key::M)] },
            Self::ToggleTheme => const { &[key(CTRL_SHIFT, Key::D)] },
            Self::Palette => const { &[key(CTRL, Key::K), key(CTRL, Key::F)] },
            Self::Shortcuts => const { &[key(NONE, Key::F1)] },
            Self::ContextMenu => const { &[key(SHIFT, Key::F10)] },
            Self::FilterAnswers => const { &[key(CTRL_SHIFT, Key::L)] },
            Self::OpenSample
            | Self::MissedTargets
            | Self::ClearFilter
            | Self::CopyMetricsTable
            | Self::CopyMetricsPicture
            | Self::AddFigures => &[],
        }
    }

    /// Whether the command makes sense now.
    pub fn is_enabled(self, editor: &Editor) -> bool {
        let selection = editor.selection();
        let something = *selection != Selection::Nothing;
        match self {
            Self::Undo => editor.undo_label().is_some(),
            Self::Redo => editor.redo_label().is_some(),
            Self::Cut | Self::Copy | Self::Duplicate => selection.cards().next().is_some(),
            Self::Deselect | Self::FitSelection => something,
            Self::Delete => !matches!(selection, Selection::Nothing | Selection::Cell(_)),
            Self::Rename => !matches!(selection, Selection::Nothing | Selection::Point(_)),
            Self::MoveLeft | Self::MoveRight => {
                matches!(selection, Selection::Cards(_) | Selection::Stage(_))
            }
            Self::MoveUp | Self::MoveDown => {
                !matches!(selection, Selection::Nothing | Selection::Cell(_) | Selection::Stage(_))
            }
            Self::AddCard => editor.target_cell().is_some(),
            Self::ToggleBand => {
                editor.view().focus.is_none() && editor.selected_persona().is_some()
            }
            Self::FocusPersona => {
                editor.view().focus.is_some() || editor.selected_persona().is_some()
            }
            Self::FilterAnswers => !editor.project().surveys.is_empty(),
            Self::CopyMetricsTable | Self::CopyMetricsPicture => {
                !editor.project().surveys.is_empty() || !editor.project().kpis.is_empty()
            }
            Self::ClearFilter => !editor.answer_filter().is_empty(),
            Self::MissedTargets => !editor.project().kpis.is_empty(),
            Self::SelectAll => editor.map().is_some_and(|map| !map.cards.is_empty()),
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn no_two_commands_share_a_shortcut() {
        let mut taken = BTreeMap::new();
        for command in Command::ALL {
            for shortcut in command.shortcuts() {
                let keys = format!("{:?} {:?}", shortcut.modifiers, shortcut.logical_key);
                let before = taken.insert(keys.clone(), command);
                assert_eq!(before, None, "{keys} does both {before:?} and {command:?}");
            }
        }
    }

    #[test]
    fn every_command_has_a_name_of_its_own_and_a_help_text() {
        let mut names = BTreeMap::new();
        for command in Command::ALL {
            assert_eq!(names.insert(command.name(), command), None, "{}", command.name());
            assert!(command.help().len() > 10, "{}", command.name());
        }
    }
}
