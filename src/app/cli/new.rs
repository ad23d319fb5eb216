//! `throughline new`: a project from a template.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::Args;
use store::{RealFs, SaveOptions};

use crate::templates;

/// The arguments of `throughline new`.
#[derive(Debug, Args)]
pub(super) struct NewArgs {
    /// The template; “throughline new --list” shows them all.
    #[arg(long, default_value = "six-stages")]
    template: String,

    /// The project file to write.
    #[arg(short, long, required_unless_present = "list")]
    output: Option<PathBuf>,

    /// Write over a file that is there.
    #[arg(long)]
    force: bool,

    /// List the templates.
    #[arg(long)]
    list: bool,
}

/// Writes the project, or lists the templates.
pub(super) fn run(args: &NewArgs, out: &mut dyn Write) -> anyhow::Result<()> {
    if args.list {
        for template in templates::all() {
            writeln!(out, "{:<18} {}: {}", template.name, template.title, template.description)?;
        }
        return Ok(());
    }
    let output = args.output.as_deref().context("Say where to write the project: -o FILE")?;
    let Some(template) = templates::find(&args.template) else {
        let names: Vec<_> = templates::all().iter().map(|template| template.name).collect();
        bail!("There is no template “{}”. There are {}.", args.template, names.join(", "));
    };
    if output.exists() && !args.force {
        bail!(
            "{} is there already. Nothing was written; --force writes over it.",
            super::name(output)
        );
    }
    let options = SaveOptions { overwrite_changed: args.force, ..SaveOptions::default() };
    store::save(&RealFs, &template.project()?, output, None, &options)?;
    writeln!(out, "{}", super::name(output))?;
    Ok(())
}
