//! `throughline import`: a survey file into a project.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::Args;
use model::Project;
use store::{Folders, RealFs, SaveOptions, SurveyPeople};
use survey::import::{self, Imported, Keep, Plan};

use super::survey::Opened;
use crate::survey_file::count::{self, CountRequest, Known, Related};
use crate::survey_file::{FileSource, Import, NewSurvey, Target, target};

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

    /// Import the file as another wave of this survey of the project, by its name. Questions are
    /// matched by their texts. Name the wave with --wave; without it, by its months or its file.
    #[arg(long, value_name = "NAME")]
    wave_of: Option<String>,

    /// The name of the wave that the answers before become, where they have none yet.
    #[arg(long, value_name = "NAME", requires = "wave_of")]
    first_wave: Option<String>,

    /// Column INDEX, counted from 0, asks the same as this question of the survey, in other words.
    /// May be given several times. Without it, questions are matched by their texts alone.
    #[arg(long, value_name = "INDEX=QUESTION", requires = "wave_of")]
    same_as: Vec<SameAs>,

    /// Keep salted hashes of the response ids on this computer, to recognise people in the next
    /// wave: --keep then holds across waves as well.
    #[arg(long)]
    remember_people: bool,
}

/// Imports the survey and says what became of its rows.
pub(super) fn run(args: &ImportArgs, out: &mut dyn Write) -> anyhow::Result<()> {
    let (project, stamp) = super::read_with_stamp(&args.file)?;
    let (map, _) = super::find_map(&project, args.map.as_deref())?;
    let survey_name = super::name(&args.survey);
    let file = FileSource(args.survey.clone());
    let Opened { source, mut plan, warnings } =
        args.reading.open(file).with_context(|| survey_name.clone())?;
    let folders = Folders::find().context("The system knows no home folder for this person.")?;
    let file =
        args.survey.file_name().map_or(survey_name.clone(), |name| name.to_string_lossy().into());
    let target = args.target(&project, &file)?;
    args.say_same(&project, target, &mut plan)?;
    let mut request = args.request(&project, target, &plan);
    let proposed = args.proposed(&project, map, &file, &source, &request, target)?;
    if let Some(proposed) = &proposed
        && target::has_wave(&project, target, &proposed.wave)
    {
        request.replaces = Some(proposed.wave.clone());
    }
    let counted = count::count(&source, &request, &folders, &|_| true)
        .with_context(|| survey_name.clone())?;
    // Told only when all is done: a reader that stops listening must not stop the import.
    let mut told = Vec::new();
    report(&plan, &counted.imported, &warnings, &mut told)?;
    if let Some(problem) = counted.problem {
        bail!("{problem} Nothing was written. Use --keep first or --keep all.");
    }
    if counted.imported.tally.questions.is_empty() {
        bail!(
            "{survey_name} holds no column of scores that could be recognised. Nothing was \
             written. If one is a score, say so: --column 3=score:0-10 (columns count from 0)."
        );
    }
    if let Some(path) = &args.rejects {
        store::write_file(&RealFs, path, counted.imported.rejects.to_csv().as_bytes())
            .with_context(|| super::name(path))?;
    }
    report_known(&counted.known, &request, &mut told)?;
    if counted.gave_way > 0 {
        writeln!(told, "{} rows of earlier waves gave way to theirs", counted.gave_way)?;
    }
    let mut survey = NewSurvey::new(&project, map, file, counted.imported.tally, target);
    survey.recounted = counted.recounted;
    survey.said_same = plan.said_same();
    if let Some(proposed) = proposed {
        (survey.wave, survey.unnamed) = (proposed.wave, proposed.unnamed);
    }
    args.name_waves(&mut survey, &plan)?;
    report_wave(&project, &survey, &mut told)?;
    report_labels(&project, &survey, &mut told)?;
    if args.dry_run {
        writeln!(told, "Nothing was written: this was a dry run.")?;
        out.write_all(&told)?;
        return Ok(());
    }
    let mut changed = project.clone();
    let (edit, id) = survey.clone().into_edit(&project, map, jiff::Timestamp::now());
    edit.apply(&mut changed)?;
    store::save(&RealFs, &changed, &args.file, Some(&stamp), &SaveOptions::default())?;
    writeln!(told, "{}", super::name(&args.file))?;
    if args.remember_people {
        let path = args.survey.clone();
        let people = counted.people;
        let import = Import { survey, path, plan, remembers_people: true, people };
        import.remember(&folders, &changed, id)?;
    } else if matches!(target, Target::Replace(_)) {
        SurveyPeople::forget(&RealFs, &folders, id)?;
    }
    out.write_all(&told)?;
    Ok(())
}

/// A column and the question that it asks in other words, written `3=QUESTION`.
#[derive(Clone, Debug)]
struct SameAs {
    index: usize,
    question: String,
}

impl std::str::FromStr for SameAs {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        text.split_once('=')
            .and_then(|(index, question)| {
                Some(Self { index: index.trim().parse().ok()?, question: question.to_owned() })
            })
            .ok_or_else(|| format!("“{text}” is not understood; write for instance 3=QUESTION"))
    }
}

impl ImportArgs {
    /// Takes over which columns ask the same as a question of the survey, in other words.
    fn say_same(&self, project: &Project, target: Target, plan: &mut Plan) -> anyhow::Result<()> {
        let Some(record) = target.survey().and_then(|id| project.surveys.get(&id)) else {
            return Ok(());
        };
        let before = &record.tally.questions;
        for SameAs { index, question } in &self.same_as {
            let last = plan.columns.len().saturating_sub(1);
            let column = plan.columns.get_mut(*index).with_context(|| {
                format!("There is no column {index}; the columns are counted from 0 and the last one is {last}.")
            })?;
            let Some(now) = column.question() else {
                bail!("Column {index} is no question that is counted. Nothing was written.");
            };
            let Some(meant) = import::question_of_key(before, question) else {
                let names: Vec<_> =
                    before.iter().map(|question| format!("“{}”", question.text)).collect();
                bail!(
                    "The survey has no question “{question}”; its questions are: {}. Nothing was \
                     written.",
                    names.join(", ")
                );
            };
            anyhow::ensure!(
                import::can_be_same(meant, &now),
                "Column {index} and “{question}” cannot be the same: one is an amount and the other \
                 is on a scale. Nothing was written."
            );
            column.same_as = Some(import::key_of_question(meant, before));
        }
        Ok(())
    }

    /// What becomes of the file: a wave where that is said, else the newer version of a survey from a
    /// file of the same name, else a survey of its own.
    fn target(&self, project: &Project, file: &str) -> anyhow::Result<Target> {
        let mut surveys = project.surveys.iter();
        let Some(name) = &self.wave_of else {
            let same = surveys.find(|(_, record)| target::files_of(record).any(|f| f == file));
            return Ok(same.map_or(Target::New, |(id, _)| Target::Replace(*id)));
        };
        if let Some((id, _)) = surveys.find(|(_, record)| target::name_of(record) == name) {
            return Ok(Target::WaveOf(*id));
        }
        let names: Vec<_> = project
            .surveys
            .values()
            .map(|record| format!("\u{201c}{}\u{201d}", target::name_of(record)))
            .collect();
        let names = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
        bail!(
            "The project has no survey \u{201c}{name}\u{201d}; its surveys are: {names}. Nothing was \
             written."
        )
    }

    fn request(&self, project: &Project, target: Target, plan: &Plan) -> CountRequest {
        let is_wave = matches!(target, Target::WaveOf(_));
        let id = target.survey().filter(|_| is_wave);
        CountRequest {
            plan: plan.clone(),
            related: id.and_then(|id| Related::of(project, id)),
            is_wave,
            replaces: plan.options.wave.clone().filter(|_| is_wave),
            wants_people: self.remember_people,
            salt: SurveyPeople::new().salt,
        }
    }

    /// The survey as it is when nobody is left out, where that tells the name of its wave: a wave
    /// that comes again is named as before, and its own people are not left out for having answered
    /// it.
    fn proposed(
        &self,
        project: &Project,
        map: model::MapId,
        file: &str,
        source: &dyn survey::Source,
        request: &CountRequest,
        target: Target,
    ) -> anyhow::Result<Option<NewSurvey>> {
        let options = &request.plan.options;
        if !request.is_wave || options.wave.is_some() || options.keep == Keep::All {
            return Ok(None);
        }
        let all = import::run(source, &request.plan, &|_| true)
            .with_context(|| super::name(&self.survey))?;
        Ok(Some(NewSurvey::new(project, map, file.to_owned(), all.tally, target)))
    }

    /// Names the waves as the arguments say.
    fn name_waves(&self, survey: &mut NewSurvey, plan: &Plan) -> anyhow::Result<()> {
        if let Some(wave) = &plan.options.wave {
            survey.wave.clone_from(wave);
        }
        if let (Some(own), Some(first)) = (&mut survey.unnamed, &self.first_wave) {
            own.clone_from(first);
        }
        anyhow::ensure!(
            survey.unnamed.as_ref() != Some(&survey.wave),
            "Both waves would be called \u{201c}{}\u{201d}; name the earlier one with --first-wave. \
             Nothing was written.",
            survey.wave
        );
        Ok(())
    }
}

/// Says who answered again, or that nobody knows.
fn report_known(known: &Known, request: &CountRequest, out: &mut dyn Write) -> anyhow::Result<()> {
    match known {
        Known::People { before, again } => {
            writeln!(out, "Of {before} people who answered before, {again} answered again")?;
        }
        Known::Unknown(waves) if request.is_wave && request.plan.options.keep != Keep::All => {
            writeln!(
                out,
                "Note: this computer does not know who answered {}, so that nobody from there can \
                 be recognised: all answers count. Import with --remember-people to know it next \
                 time.",
                waves.join(", ")
            )?;
        }
        Known::Unknown(_) | Known::Nothing => {}
    }
    Ok(())
}

/// Says what is different from the waves before.
fn report_wave(project: &Project, survey: &NewSurvey, out: &mut dyn Write) -> anyhow::Result<()> {
    let Target::WaveOf(id) = survey.target else { return Ok(()) };
    let Some(record) = project.surveys.get(&id) else { return Ok(()) };
    let name = target::name_of(record);
    writeln!(out, "Wave \u{201c}{}\u{201d} of \u{201c}{name}\u{201d}", survey.wave)?;
    if let Some(unnamed) = &survey.unnamed {
        writeln!(out, "  the answers before are the wave \u{201c}{unnamed}\u{201d}")?;
    }
    let before = &record.tally.questions;
    let changes = import::compare_waves(before, &survey.tally.questions, &survey.said_same);
    writeln!(out, "  {} questions are the same", changes.same.len())?;
    for (now, before) in &changes.said {
        writeln!(out, "  in other words: {}, before: {}", now.text, before.text)?;
    }
    for question in &changes.new {
        writeln!(out, "  new: {}", question.text)?;
    }
    for rescaled in &changes.rescaled {
        let import::Rescaled { text, before, now, .. } = rescaled;
        writeln!(
            out,
            "  on another scale, {} to {} and not {} to {}, and so kept apart: {text}",
            now.low, now.high, before.low, before.high
        )?;
    }
    for question in &changes.gone {
        writeln!(out, "  not asked any more: {}", question.text)?;
    }
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
    let counted = imported.warnings.iter().map(super::survey::worded);
    for warning in warnings.iter().cloned().chain(counted) {
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
