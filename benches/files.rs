//! How long opening, saving and exporting take. `cargo bench --bench files`

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark stops at the first thing that fails, and prints what it measured"
)]

mod common;

use divan::Bencher;
use store::{RealFs, SaveOptions};

const CARDS: [usize; 3] = [300, 3_000, 10_000];

fn main() {
    divan::main();
}

#[divan::bench(args = CARDS, sample_count = 20)]
fn open(bencher: Bencher, cards: usize) {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("map.ron");
    store::save(&RealFs, &common::project(cards), &path, None, &SaveOptions::default()).unwrap();
    bencher.bench_local(|| store::open(&RealFs, &path).unwrap());
}

/// With everything that makes a save safe: read back, compared, synced, renamed, folder synced.
#[divan::bench(args = CARDS, sample_count = 20)]
fn save(bencher: Bencher, cards: usize) {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("map.ron");
    let project = common::project(cards);
    let options = SaveOptions { overwrite_changed: true, ..SaveOptions::default() };
    bencher.bench_local(|| store::save(&RealFs, &project, &path, None, &options).unwrap());
}

/// A picture of 300 cards, 10 megapixels, from the project to the last byte.
#[divan::bench(sample_count = 10)]
fn png_of_300_cards(bencher: Bencher) {
    let (project, megapixels) = common::slide();
    bencher.bench_local(|| common::png(&project, megapixels).len());
}

/// A poster of 120 megapixels.
#[divan::bench(sample_count = 5)]
fn png_poster(bencher: Bencher) {
    let (project, megapixels) = common::poster();
    bencher.bench_local(|| common::png(&project, megapixels).len());
}
