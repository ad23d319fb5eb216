//! Whole imports of small files of our own making: every trap that real exports hold.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod columns;
mod common;
mod counting;
mod doubtful;
mod files;
mod guesses;
mod metrics;
mod misread;
mod properties;
mod results;
mod slices;
mod workbooks;
