//! Time and peak memory of the heavy jobs, each in a process of its own, so that one job's memory
//! is not counted for the next. `cargo bench --bench memory`
//!
//! The survey has 5,000,000 answers unless `THROUGHLINE_BENCH_ROWS` says otherwise.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark stops at the first thing that fails, and prints what it measured"
)]

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use store::{RealFs, SaveOptions};
use throughline::survey_file::{FileSource, SAMPLE_BYTES};

/// Set in the child process: the job, and the folder to work in.
const JOB: &str = "THROUGHLINE_BENCH_JOB";
const FOLDER: &str = "THROUGHLINE_BENCH_FOLDER";
const ROWS: &str = "THROUGHLINE_BENCH_ROWS";
/// How often each job runs; the median is printed.
const RUNS: usize = 5;

const JOBS: [(&str, &str); 6] = [
    ("open", "open 10,000 cards"),
    ("save", "save 10,000 cards"),
    ("png", "PNG of 300 cards, 10 megapixels"),
    ("poster", "PNG poster, 120 megapixels"),
    ("preview", "first rows and guesses of the survey"),
    ("import", "import the survey"),
];

fn main() {
    if let (Ok(job), Some(folder)) = (std::env::var(JOB), std::env::var_os(FOLDER)) {
        child(&job, Path::new(&folder));
        return;
    }
    // `cargo test --benches` only wants to know that this starts.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let folder = tempfile::TempDir::new().unwrap();
    prepare(folder.path());
    println!("{:<40} {:>12} {:>14}", "job", "median", "peak memory");
    for (job, title) in JOBS {
        let mut runs: Vec<(f64, f64)> = (0..RUNS).map(|_| measure(job, folder.path())).collect();
        runs.sort_by(|a, b| a.0.total_cmp(&b.0));
        let peak_mb = runs.iter().map(|run| run.1).fold(0.0, f64::max);
        println!("{title:<40} {:>9.0} ms {peak_mb:>11.0} MB", runs[RUNS / 2].0);
    }
}

fn rows() -> usize {
    std::env::var(ROWS).ok().and_then(|rows| rows.parse().ok()).unwrap_or(5_000_000)
}

fn project_path(folder: &Path) -> PathBuf {
    folder.join("map.ron")
}

fn survey_path(folder: &Path) -> PathBuf {
    folder.join("survey.csv")
}

fn prepare(folder: &Path) {
    let options = SaveOptions::default();
    store::save(&RealFs, &common::project(10_000), &project_path(folder), None, &options).unwrap();
    let file = std::fs::File::create(survey_path(folder)).unwrap();
    let mut out = std::io::BufWriter::with_capacity(1 << 20, file);
    common::write_survey(&mut out, rows()).unwrap();
    let size_mb = std::fs::metadata(survey_path(folder)).unwrap().len() / 1_000_000;
    println!("survey of {} answers, {size_mb} MB", rows());
}

/// Runs a job in a child and reads what it printed: milliseconds and megabytes.
fn measure(job: &str, folder: &Path) -> (f64, f64) {
    let program = std::env::current_exe().unwrap();
    let output = Command::new(program).env(JOB, job).env(FOLDER, folder).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{job}: {}", String::from_utf8_lossy(&output.stderr));
    let mut numbers = text.split_whitespace().map(|number| number.parse::<f64>().unwrap());
    (numbers.next().unwrap(), numbers.next().unwrap())
}

fn child(job: &str, folder: &Path) {
    let elapsed_ms = match job {
        "open" => {
            timed(|| store::open(&RealFs, &project_path(folder)).unwrap().0.project.maps.size())
        }
        "save" => {
            let project = common::project(10_000);
            let path = folder.join("saved.ron");
            let options = SaveOptions { overwrite_changed: true, ..SaveOptions::default() };
            timed(|| store::save(&RealFs, &project, &path, None, &options).unwrap())
        }
        "png" => png(common::slide(), &folder.join("map.png")),
        "poster" => png(common::poster(), &folder.join("poster.png")),
        "preview" => {
            let source = FileSource(survey_path(folder));
            timed(|| survey::import::preview(&source, SAMPLE_BYTES).unwrap().rows.len())
        }
        "import" => {
            let source = FileSource(survey_path(folder));
            timed(|| {
                let plan = survey::import::preview(&source, SAMPLE_BYTES).unwrap().plan;
                survey::import::run(&source, &plan, &|_| true).unwrap().counts.used
            })
        }
        other => panic!("there is no job {other}"),
    };
    println!("{elapsed_ms} {}", peak_mb());
}

fn timed<T>(work: impl FnOnce() -> T) -> f64 {
    let began = Instant::now();
    let result = work();
    let elapsed_ms = began.elapsed().as_secs_f64() * 1_000.0;
    drop(result);
    elapsed_ms
}

fn png((project, megapixels): (model::Project, f32), path: &Path) -> f64 {
    timed(|| std::fs::write(path, common::png(&project, megapixels)).unwrap())
}

/// The most memory that this process ever had, in MB; 0 where the system does not tell.
fn peak_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kb = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kb.unwrap_or(0.0) / 1_000.0
}
