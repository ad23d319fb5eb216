//! The whole program in a window that nobody sees: one file for each thing that people do with it.
//! Everything is found by role and name, as a screen reader finds it.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests stop at what fails")]

mod cancel;
mod capture;
mod curve;
mod drag;
mod export;
mod figures;
mod first_start;
mod harness;
mod hostile;
mod import;
mod import_choices;
mod import_long;
mod import_warnings;
mod import_waves;
mod inspector;
mod keyboard;
mod kpi_answers;
mod kpis;
mod menu;
mod metrics;
mod palette;
mod paste;
mod recover;
mod save;
mod structure;
mod templates;
mod undo;
mod unsaved;
mod view;
mod write;
