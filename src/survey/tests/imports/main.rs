//! Whole imports of small files of our own making: every trap that real exports hold.

mod columns;
mod common;
mod counting;
mod files;
mod metrics;
