//! Throughline, the application: how one touches a journey map.
//!
//! ```text
//!   input -> panels, canvas, dialogs: look at Shown, push Actions
//!         -> run: carries the actions out in order; the only place with effects
//!         -> Editor: Edit -> History; gesture, selection, writing       (no egui in there)
//!         -> Scene::build(shown project, view, theme) -> items -> painter
//!   jobs: dialogs, open, save, import, export on named threads; they report back as Done
//! ```

pub mod action;
pub mod app;
pub mod canvas;
pub mod cli;
pub mod command;
pub mod dialogs;
pub mod done;
pub mod editor;
pub mod figures;
pub mod jobs;
pub mod panels;
pub mod picture;
pub mod run;
pub mod shown;
pub mod style;
pub mod survey_file;
pub mod templates;
mod texts;
pub mod toasts;
