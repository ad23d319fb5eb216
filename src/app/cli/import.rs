//! `throughline import`: a survey file into a project.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::Args;
use model::Project;
use store::{RealFs, SaveOptions};
use survey::import::{self, Imported, Plan};

use super::survey::Opened;
use crate::survey_file::{FileSource, NewSurvey, too_fine};

/// The arguments of `throughline import`.
#[derive(Debug, Args)]
pub(super) struct ImportArgs {
    /// The project; it is saved again, unless --dry-run is given.
    file: PathBuf,

    /// The survey file: CSV, TSV or XLSX.
    survey: PathBuf,

    #[command(flatten)]
    reading: super::survey::ReadingArgs,

    /// The map, by its name; without it the first.
    #[arg(long)]
    map: Option<String>,

    /// Say what would be imported, and write nothing.
    #[arg(long)]
    dry_run: bool,

    /// Write what could not be used to this CSV file, with the reasons.
    #[arg(long)]
    rejects: Option<PathBuf>,
}

/// Imports the survey and says what became of its rows.
pub(super) fn run(args: &ImportArgs, out: &mut dyn Write) -> anyhow::Result<()> {
    let (project, stamp) = super::read_with_stamp(&args.file)?;
    let (map, _) = super::find_map(&project, args.map.as_deref())?;
    let survey_name = super::name(&args.survey);
    let file = FileSource(args.survey.clone());
    let Opened { source, plan, warnings } =
        args.reading.open(file).with_context(|| survey_name.clone())?;
    let mut imported =
        import::run(&*source, &plan, &|_| true).with_context(|| survey_name.clone())?;
    imported.warnings.extend(too_fine(&imported.tally));
    // Told only when all is done: a reader that stops listening must not stop the import.
    let mut told = Vec::new();
    report(&plan, &imported, &warnings, &mut told)?;
    if imported.tally.questions.is_empty() {
        bail!(
            "{survey_name} holds no column of scores that could be recognised. Nothing was \
             written. If one is a score, say so: --column 3=score:0-10 (columns count from 0)."
        );
    }
    if let Some(path) = &args.rejects {
        store::write_file(&RealFs, path, imported.rejects.to_csv().as_bytes())
            .with_context(|| super::name(path))?;
    }
    let file = args.survey.file_name().map_or(survey_name, |name| name.to_string_lossy().into());
    let survey = NewSurvey::new(&project, map, file, imported.tally);
    report_labels(&project, &survey, &mut told)?;
    if args.dry_run {
        writeln!(told, "Nothing was written: this was a dry run.")?;
        out.write_all(&told)?;
        return Ok(());
    }
    let mut changed = project.clone();
    survey.into_edit(&project, map, jiff::Timestamp::now()).apply(&mut changed)?;
    store::save(&RealFs, &changed, &args.file, Some(&stamp), &SaveOptions::default())?;
    writeln!(told, "{}", super::name(&args.file))?;
    out.write_all(&told)?;
    Ok(())
}

fn report(
    plan: &Plan,
    imported: &Imported,
    warnings: &[String],
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let counts = imported.counts;
    writeln!(out, "{} rows, {} used", counts.rows, counts.used)?;
    let left_out = [
        (counts.duplicate, "of people who had answered already"),
        (counts.preview, "previews and tests"),
        (counts.incomplete, "of people who did not finish"),
        (counts.summary, "summary lines"),
        (counts.empty, "empty rows"),
        (counts.malformed, "rows that could not be read"),
    ];
    for (count, what) in left_out.into_iter().filter(|(count, _)| *count > 0) {
        writeln!(out, "  {count} {what}")?;
    }
    for question in &imported.tally.questions {
        let counts = imported.tally.select(&question.name, &survey::filter::Filter::default());
        writeln!(
            out,
            "{}: {} ({} answers, {} blank, {} not applicable, {} off scale)",
            question.kind.name(),
            question.text,
            counts.n(),
            counts.blank,
            counts.not_applicable,
            counts.off_scale_total(),
        )?;
    }
    for column in plan.with_role(survey::columns::Role::Personal) {
        writeln!(out, "Not imported, as it is personal: {}", column.name)?;
    }
    for warning in warnings.iter().chain(&imported.warnings) {
        writeln!(out, "Note: {warning}")?;
    }
    if imported.rejects.total > 0 {
        writeln!(
            out,
            "{} cells or rows could not be used; the first are:",
            imported.rejects.total
        )?;
        for reject in imported.rejects.listed.iter().take(5) {
            let column = reject.column.as_deref().unwrap_or("whole row");
            writeln!(out, "  row {}, {column}: “{}”: {}", reject.row, reject.text, reject.reason)?;
        }
    }
    Ok(())
}

fn report_labels(project: &Project, survey: &NewSurvey, out: &mut dyn Write) -> anyhow::Result<()> {
    use survey::tally::Dimension;
    let maps = || project.maps.values();
    let sets = [
        (Dimension::Stage, "Stage"),
        (Dimension::Persona, "Persona"),
        (Dimension::Touchpoint, "Touchpoint"),
    ];
    for (dimension, what) in sets {
        for label in survey.tally.labels(dimension) {
            let meaning =
                match dimension {
                    Dimension::Stage => survey.links.stages.get(&label).and_then(|id| {
                        maps().find_map(|map| map.stages.get(id)).map(|stage| stage.name.clone())
                    }),
                    Dimension::Persona => survey.links.personas.get(&label).and_then(|id| {
                        project.personas.get(id).map(|persona| persona.name.clone())
                    }),
                    _ => survey.links.touchpoints.get(&label).and_then(|id| {
                        maps().find_map(|map| map.cards.get(id)).map(|card| card.text.clone())
                    }),
                };
            match meaning {
                Some(name) => writeln!(out, "{what} “{label}” is “{name}”")?,
                None => writeln!(out, "{what} “{label}” is not assigned")?,
            }
        }
    }
    Ok(())
}
