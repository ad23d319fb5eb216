//! The document: project, maps, edits, history, checks and the RON format.
