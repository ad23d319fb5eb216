//! Undo and redo: snapshots of the project, each with its label, its selection and its revision.
//!
//! There are no inverse edits: undo puts an old snapshot back. Whoever needs an undo as edits, as
//! the journal does, takes the [`crate::diff()`] of the two states.

use std::collections::VecDeque;

use crate::diff::is_same;
use crate::{Edit, EditError, Project, Selection};

/// How many steps can be undone. A step costs what its edit changed, since snapshots share the
/// rest: about 1 KB for a card, so some megabytes for a whole session. Only an import of
/// answers costs as much as the answers.
pub const MAX_STEPS: usize = 1_000;

/// One state that the project can go back (or forward) to.
#[derive(Clone, Debug)]
struct Step {
    /// What lies between this state and the present one.
    label: String,
    project: Project,
    revision: u64,
    /// What was selected when the state was left.
    selection: Selection,
}

/// The project as it is now, and the ways back and forth.
#[derive(Clone, Debug)]
pub struct History {
    now: Project,
    revision: u64,
    last_revision: u64,
    /// The revision that is on the disk; none for a project that never was.
    saved_revision: Option<u64>,
    /// At most [`MAX_STEPS`], the oldest first.
    undo: VecDeque<Step>,
    redo: Vec<Step>,
    /// The last edit, while another may still merge with it.
    open: Option<Edit>,
}

impl Default for History {
    fn default() -> Self {
        Self::new(Project::default())
    }
}

impl History {
    /// The history of a project that was just opened or made: nothing to undo, nothing to save.
    pub fn new(project: Project) -> Self {
        Self {
            now: project,
            revision: 0,
            last_revision: 0,
            saved_revision: Some(0),
            undo: VecDeque::new(),
            redo: Vec::new(),
            open: None,
        }
    }

    /// The project as it is now.
    pub const fn project(&self) -> &Project {
        &self.now
    }

    /// Applies an edit as an undo step of its own, or as part of the last one if it goes on with
    /// it ([`Edit::merges_with`]) and nothing else happened in between ([`History::seal`]). An
    /// edit that changes nothing makes no step.
    ///
    /// `selection_before` is what undo will select again. On an error nothing changes.
    pub fn apply(&mut self, edit: Edit, selection_before: Selection) -> Result<(), EditError> {
        let mut next = self.now.clone();
        edit.apply(&mut next)?;
        if is_same(&self.now, &next) {
            return Ok(());
        }
        let merges = self.open.as_ref().is_some_and(|last| last.merges_with(&edit));
        let before = std::mem::replace(&mut self.now, next);
        if !merges {
            self.push_undo(Step {
                label: edit.label(),
                project: before,
                revision: self.revision,
                selection: selection_before,
            });
        }
        self.redo.clear();
        self.last_revision += 1;
        self.revision = self.last_revision;
        self.open = Some(edit);
        Ok(())
    }

    fn push_undo(&mut self, step: Step) {
        if self.undo.len() == MAX_STEPS {
            self.undo.pop_front();
        }
        self.undo.push_back(step);
    }

    /// Ends the present step: the focus left the field, or the selection changed.
    pub fn seal(&mut self) {
        self.open = None;
    }

    /// Goes back one step. Returns what was undone and what was selected before it.
    pub fn undo(&mut self, current_selection: Selection) -> Option<(String, Selection)> {
        let step = self.undo.pop_back()?;
        let (undone, selection) = self.swap(step, current_selection);
        let label = undone.label.clone();
        self.redo.push(undone);
        Some((label, selection))
    }

    /// Takes back the last step for good, as when a card was begun and left without a text.
    pub fn cancel(&mut self) {
        if let Some(step) = self.undo.pop_back() {
            self.swap(step, Selection::Nothing);
        }
    }

    /// Goes forward one step. Returns what was redone and what was selected after it.
    pub fn redo(&mut self, current_selection: Selection) -> Option<(String, Selection)> {
        let step = self.redo.pop()?;
        let (redone, selection) = self.swap(step, current_selection);
        let label = redone.label.clone();
        self.push_undo(redone);
        Some((label, selection))
    }

    /// Puts a state in the place of the present one. Returns the step that leads back.
    fn swap(&mut self, step: Step, current_selection: Selection) -> (Step, Selection) {
        self.open = None;
        let back = Step {
            label: step.label,
            project: std::mem::replace(&mut self.now, step.project),
            revision: std::mem::replace(&mut self.revision, step.revision),
            selection: current_selection,
        };
        (back, step.selection)
    }

    /// What undo would undo.
    pub fn undo_label(&self) -> Option<&str> {
        self.undo.back().map(|step| step.label.as_str())
    }

    /// What redo would redo.
    pub fn redo_label(&self) -> Option<&str> {
        self.redo.last().map(|step| step.label.as_str())
    }

    /// The steps for a list, oldest first, with how many of them are done; the others were undone.
    pub fn labels(&self) -> (Vec<&str>, usize) {
        let done = self.undo.iter().map(|step| step.label.as_str());
        let undone = self.redo.iter().rev().map(|step| step.label.as_str());
        (done.chain(undone).collect(), self.undo.len())
    }

    /// The number of the present state. Equal numbers mean equal projects; undo brings an old
    /// number back.
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// Whether there is something that is not on the disk. Undoing to the saved state ends it.
    pub fn is_dirty(&self) -> bool {
        self.saved_revision != Some(self.revision)
    }

    /// Notes that this revision is on the disk now: the one that was given to the writer, which
    /// may be older than the present one.
    pub fn mark_saved(&mut self, revision: u64) {
        self.saved_revision = Some(revision);
        // Typing on after a save must not hide that state inside a step.
        self.open = None;
    }

    /// Notes that no file holds this project: it came from a template or from a recovery.
    pub fn mark_unsaved(&mut self) {
        self.saved_revision = None;
    }
}
