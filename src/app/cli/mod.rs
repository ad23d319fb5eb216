//! The command line: the same binary, for scripts and for machines without a display.

mod check;
mod export;
mod import;
mod metrics;
mod new;
mod of_column;
mod survey;
mod tally_sql;
mod window;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{CommandFactory as _, Parser, Subcommand};
use model::{Map, MapId, Project};
use store::RealFs;

/// Draw customer journey maps, feed them with surveys, export pictures. Without a command, the
/// editor opens.
#[derive(Debug, Parser)]
#[command(name = "throughline", version, args_conflicts_with_subcommands = true)]
struct Cli {
    /// The project to open; without it the last one, or the sample the very first time.
    file: Option<PathBuf>,

    /// What draws the window; tried in turn unless chosen here.
    #[arg(long, value_enum)]
    renderer: Option<RendererArg>,

    /// Ask for paths in Throughline's own dialog, not in the system's.
    #[arg(long)]
    own_path_dialog: bool,

    #[command(subcommand)]
    command: Option<Command>,
}

/// What draws the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum RendererArg {
    /// Vulkan, Metal or Direct3D.
    Wgpu,
    /// OpenGL.
    Glow,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write a new project from a template.
    New(new::NewArgs),
    /// Check every rule that a project has to keep; says line and column of what is wrong.
    Check(check::CheckArgs),
    /// Say what a survey file holds, without a project.
    Survey(survey::SurveyArgs),
    /// Import a survey file into a project.
    Import(import::ImportArgs),
    /// Print the SQL that tallies a table in a database, for data that should stay there.
    ///
    /// The statement only reads. Run it in the database, save what it gives as CSV, and import that
    /// like any survey file: the figures are those of the rows themselves.
    TallySql(Box<tally_sql::TallySqlArgs>),
    /// Print the metrics of a project as a table.
    Metrics(metrics::MetricsArgs),
    /// Export a picture of a project, or of the sample.
    Export(export::ExportArgs),
    /// Print completions for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

/// Reads the arguments and does what they say. The exit code is 0 when all went well, 1 when
/// something did not, 2 when the arguments could not be understood.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let filter = tracing_subscriber::EnvFilter::try_from_env("THROUGHLINE_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("error"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let mut out = std::io::stdout().lock();
    match run(cli, &mut out) {
        Ok(code) => code,
        // A reader such as `head` that has seen enough is no failure.
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "throughline: {}", explain(&error));
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let Some(command) = cli.command else {
        window::open(cli.file, cli.renderer, cli.own_path_dialog)?;
        return Ok(ExitCode::SUCCESS);
    };
    match command {
        Command::New(args) => new::run(&args, out)?,
        Command::Check(args) => return check::run(&args, out),
        Command::Survey(args) => survey::run(args, out)?,
        Command::Import(args) => import::run(&args, out)?,
        Command::TallySql(args) => tally_sql::run(&args, out)?,
        Command::Metrics(args) => metrics::run(&args, out)?,
        Command::Export(args) => export::run(&args, out)?,
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Cli::command(), "throughline", &mut CopyTo(out));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// clap wants a sized writer.
struct CopyTo<'a>(&'a mut dyn Write);

impl Write for CopyTo<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.0.flush()
    }
}

/// What went wrong and why; a cause that was told already is not told again.
fn explain(error: &anyhow::Error) -> String {
    let mut text = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if text.is_empty() {
            text = cause;
        } else if !text.contains(&cause) {
            text = format!("{text}: {cause}");
        }
    }
    text
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let kind = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        // JSON errors keep what the system said to themselves.
        let kind = kind.or_else(|| cause.downcast_ref::<serde_json::Error>()?.io_error_kind());
        kind == Some(std::io::ErrorKind::BrokenPipe)
    })
}

/// Reads a project for a command that needs all of it.
fn read_project(path: &Path) -> anyhow::Result<Project> {
    Ok(read_whole(path)?.0.project)
}

/// Reads a project that is to be written again.
fn read_with_stamp(path: &Path) -> anyhow::Result<(Project, store::Stamp)> {
    let (opened, stamp) = read_whole(path)?;
    if opened.read_only {
        anyhow::bail!(
            "{} was written by a newer Throughline. Saving it would lose what this version does \
             not know, so nothing was written. Install the newer version.",
            name(path)
        );
    }
    Ok((opened.project, stamp))
}

/// Reads a project of which nothing is damaged.
fn read_whole(path: &Path) -> anyhow::Result<(model::format::Opened, store::Stamp)> {
    let (opened, stamp) = store::open(&RealFs, path)?;
    if let Some(damage) = opened.damage.first() {
        anyhow::bail!(
            "{}:{}:{}: {} Run “throughline check” to see all of it.",
            name(path),
            damage.line,
            damage.column,
            damage.what,
        );
    }
    Ok((opened, stamp))
}

fn name(path: &Path) -> String {
    path.display().to_string()
}

/// The map of this name, or the first one.
fn find_map<'a>(project: &'a Project, name: Option<&str>) -> anyhow::Result<(MapId, &'a Map)> {
    let maps = project.maps_in_order();
    let found = match name {
        None => maps.first().copied(),
        Some(name) => maps.iter().copied().find(|(_, map)| is_same_name(&map.name, name)),
    };
    found.with_context(|| {
        let names: Vec<_> = maps.iter().map(|(_, map)| format!("“{}”", map.name)).collect();
        match (name, names.is_empty()) {
            (_, true) => "The project holds no map.".to_owned(),
            (name, false) => format!(
                "There is no map “{}”. The maps are {}.",
                name.unwrap_or_default(),
                names.join(", ")
            ),
        }
    })
}

/// Whether two names are the same but for case and outer spaces.
fn is_same_name(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}
