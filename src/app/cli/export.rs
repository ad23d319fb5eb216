//! `throughline export`: a picture, with no display.

use std::io::Write;
use std::ops::{ControlFlow, RangeInclusive};
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::{Args, ValueEnum};
use model::{Map, PersonaId, Project};
use scene::text::TextEngine;
use store::RealFs;

use super::is_same_name;
use crate::picture::{self, PictureOptions};
use crate::templates::SAMPLE;

/// The arguments of `throughline export`.
#[derive(Debug, Args)]
pub(super) struct ExportArgs {
    /// The project; without it the sample.
    file: Option<PathBuf>,

    /// The picture to write; without it the map's name with “.png” in this folder.
    #[arg(short, long)]
    output: Option<PathBuf>,

    /// The map, by its name; without it the first.
    #[arg(long)]
    map: Option<String>,

    /// Only these stages, by number or name: “2”, “2..4”, “Decision..Purchase”.
    #[arg(long)]
    stages: Option<String>,

    /// Only this persona, by name.
    #[arg(long)]
    persona: Option<String>,

    /// Pixels for each unit of the map: 1, 2 or 4 for most uses.
    #[arg(long, default_value_t = 2.0)]
    scale: f32,

    /// The colours.
    #[arg(long, value_enum, default_value_t = ThemeArg::Light)]
    theme: ThemeArg,

    /// A headline in place of the map's name: the finding that the slide is about.
    #[arg(long)]
    title: Option<String>,

    /// Leave the title out.
    #[arg(long, conflicts_with = "title")]
    no_title: bool,

    /// Leave the legend out.
    #[arg(long)]
    no_legend: bool,

    /// Leave the measured curve out.
    #[arg(long)]
    no_measured: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ThemeArg {
    Light,
    Dark,
}

/// Writes the picture and prints its path.
pub(super) fn run(args: &ExportArgs, out: &mut dyn Write) -> anyhow::Result<()> {
    let project = match &args.file {
        Some(path) => super::read_project(path)?,
        None => SAMPLE.project()?,
    };
    let (map_id, map) = super::find_map(&project, args.map.as_deref())?;
    if !(args.scale.is_finite() && (0.05..=16.0).contains(&args.scale)) {
        bail!("The scale {} is not between 0.05 and 16.", args.scale);
    }
    let options = PictureOptions {
        stages: args.stages.as_deref().map(|text| find_stages(map, text)).transpose()?,
        persona: args.persona.as_deref().map(|name| find_persona(&project, name)).transpose()?,
        scale: args.scale,
        dark: args.theme == ThemeArg::Dark,
        measured: !args.no_measured,
        title: !args.no_title,
        headline: args.title.clone().unwrap_or_default(),
        legend: !args.no_legend,
        ..PictureOptions::of(map_id)
    };
    let output = match &args.output {
        Some(path) => path.clone(),
        None => PathBuf::from(format!("{}.png", file_stem(&map.name))),
    };
    if output.extension().is_some_and(|ending| !ending.eq_ignore_ascii_case("png")) {
        bail!("Pictures are written as PNG. Give {} the ending “.png”.", super::name(&output));
    }
    let mut bytes = Vec::new();
    let mut text = TextEngine::new();
    let mut go_on = |_| ControlFlow::Continue(());
    picture::write_png(&project, &options, &mut text, &mut bytes, &mut go_on)?;
    store::write_file(&RealFs, &output, &bytes)
        .with_context(|| format!("The picture could not be written to {}", super::name(&output)))?;
    writeln!(out, "{}", super::name(&output))?;
    Ok(())
}

/// A name that every file system takes.
fn file_stem(name: &str) -> String {
    let stem: String = name
        .chars()
        .map(|char| if char.is_alphanumeric() { char } else { '-' })
        .collect::<String>()
        .to_lowercase();
    if stem.is_empty() { "map".to_owned() } else { stem }
}

fn find_persona(project: &Project, name: &str) -> anyhow::Result<PersonaId> {
    let personas = project.personas_in_order();
    let found = personas.iter().find(|(_, persona)| is_same_name(&persona.name, name));
    found.map(|(id, _)| *id).with_context(|| {
        let names: Vec<_> = personas.iter().map(|(_, persona)| persona.name.as_str()).collect();
        format!("There is no persona “{name}”. There are {}.", names.join(", "))
    })
}

/// "2", "2..4" or "Decision..Purchase" as positions counted from 0.
fn find_stages(map: &Map, text: &str) -> anyhow::Result<RangeInclusive<usize>> {
    let names: Vec<&str> =
        map.stages_in_order().iter().map(|(_, stage)| stage.name.as_str()).collect();
    let find = |text: &str| {
        let by_name = names.iter().position(|name| is_same_name(name, text));
        let by_number = || {
            let number: usize = text.trim().parse().ok()?;
            number.checked_sub(1).filter(|at| *at < names.len())
        };
        by_name.or_else(by_number).with_context(|| {
            format!("There is no stage “{text}”. The stages are {}.", names.join(", "))
        })
    };
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    let range = find(from)?..=find(to)?;
    if range.is_empty() {
        bail!("“{text}” ends before it begins. Write the earlier stage first.");
    }
    Ok(range)
}
