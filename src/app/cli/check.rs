//! `throughline check`: what is wrong in project files, and where.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use store::RealFs;

use crate::panels::widgets::counted;

/// The arguments of `throughline check`.
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// The project files.
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

/// Prints what is wrong, a line each; the exit code is 1 if anything is.
pub(super) fn run(args: &CheckArgs, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let mut is_whole = true;
    for path in &args.files {
        let name = super::name(path);
        match store::open(&RealFs, path) {
            Ok((opened, _)) => {
                for damage in &opened.damage {
                    writeln!(out, "{name}:{}:{}: {}", damage.line, damage.column, damage.what)?;
                }
                for note in &opened.notes {
                    writeln!(out, "{name}: note: {note}")?;
                }
                let problems = opened.project.check();
                for problem in &problems {
                    writeln!(out, "{name}: {problem}")?;
                }
                if opened.damage.is_empty() && problems.is_empty() {
                    let cards: usize =
                        opened.project.maps.values().map(|map| map.cards.size()).sum();
                    let (maps, personas) =
                        (opened.project.maps.size(), opened.project.personas.size());
                    let maps = counted(maps, "map", "maps");
                    let personas = counted(personas, "persona", "personas");
                    let cards = counted(cards, "card", "cards");
                    writeln!(out, "{name}: whole ({maps}, {personas}, {cards})")?;
                } else {
                    is_whole = false;
                }
            }
            Err(error) => {
                writeln!(out, "{name}: {error}")?;
                is_whole = false;
            }
        }
    }
    Ok(if is_whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
