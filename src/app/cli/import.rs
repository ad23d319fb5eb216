//! `throughline import`: a survey file into a project.

mod counting;
mod report;

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::Args;
use counting::{Counting, Decided};
use model::{Project, SurveyId};
use store::{Folders, RealFs, SaveOptions, SurveyPeople};
use survey::import::{self, Plan};

use super::of_column::OfColumn;
use super::survey::Opened;
use crate::survey_file::{FileSource, Import, NewSurvey, Remembered, Target, count};

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

    /// Import the file in the place of this survey of the project, by its name. Which labels were
    /// assigned to what is kept.
    #[arg(long, value_name = "NAME", conflicts_with = "wave_of")]
    in_place_of: Option<String>,

    /// Import the file as a survey of its own. Without this, --wave-of or --in-place-of it becomes
    /// what the import dialog would propose, which is said.
    #[arg(long, conflicts_with_all = ["wave_of", "in_place_of"])]
    as_new: bool,

    /// The name of the wave that the answers before become, where they have none yet.
    #[arg(long, value_name = "NAME", requires = "wave_of")]
    first_wave: Option<String>,

    /// Column INDEX, counted from 0, asks the same as this question of the survey, in other words.
    /// May be given several times. Without it, questions are matched by their texts alone.
    #[arg(long, value_name = "INDEX=QUESTION", requires = "wave_of")]
    same_as: Vec<OfColumn>,

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
    let said = args.target(&project)?;
    args.say_same(&project, said.unwrap_or_default(), &mut plan)?;
    let counting = Counting {
        project: &project,
        map,
        file: &file,
        source: &source,
        plan: &plan,
        folders: &folders,
        wants_people: args.remember_people,
        salt: SurveyPeople::new().salt,
    };
    let Decided { target, request, proposed, counted } =
        counting.decide(said).with_context(|| survey_name.clone())?;
    // Told only when all is done: a reader that stops listening must not stop the import.
    let mut told = Vec::new();
    report::rows(&plan, &counted, &warnings, &mut told)?;
    if let Some(problem) = counted.problem {
        bail!("{problem} Nothing was written. Use --keep first or --keep all.");
    }
    if counted.tally.questions.is_empty() {
        bail!(
            "{survey_name} holds no column of scores that could be recognised. Nothing was \
             written. If one is a score, say so: --column 3=score:0-10 (columns count from 0)."
        );
    }
    if let Some(path) = &args.rejects {
        count::save_rejects(&source, &request, &folders, path, &|_| true)?;
    }
    report::known(&counted.known, &request, &mut told)?;
    if counted.gave_way > 0 {
        writeln!(told, "{} rows of earlier waves gave way to theirs", counted.gave_way)?;
    }
    let mut survey = NewSurvey::new(&project, map, file, counted.tally, target);
    survey.recounted = counted.recounted;
    survey.said_same = plan.said_same();
    if let Some(proposed) = proposed {
        (survey.wave, survey.unnamed) = (proposed.wave, proposed.unnamed);
    }
    args.name_waves(&mut survey, &plan)?;
    report::target(&project, &survey, said.is_some(), &mut told)?;
    report::labels(&project, &survey, &mut told)?;
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
    // What was saved is told whatever becomes of what is kept beside it.
    let heard = out.write_all(&told);
    let (path, people) = (args.survey.clone(), counted.people);
    let remembered = args.remembered(target);
    let import = Import { survey, path, plan, remembered, people };
    args.keep(&import, &folders, &changed, id)
        .context("The survey was imported, but what helps with the next one was not kept")?;
    Ok(heard?)
}

impl ImportArgs {
    /// Takes over which columns ask the same as a question of the survey, in other words.
    fn say_same(&self, project: &Project, target: Target, plan: &mut Plan) -> anyhow::Result<()> {
        let Some(record) = target.survey().and_then(|id| project.surveys.get(&id)) else {
            return Ok(());
        };
        let before = &record.tally.questions;
        for said in &self.same_as {
            let OfColumn { index, text: question } = said;
            let column = said.find(&mut plan.columns)?;
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

    /// What becomes of the file, where that is said.
    fn target(&self, project: &Project) -> anyhow::Result<Option<Target>> {
        Ok(match (&self.wave_of, &self.in_place_of) {
            (Some(name), _) => Some(Target::WaveOf(survey_of_name(project, name)?)),
            (None, Some(name)) => Some(Target::Replace(survey_of_name(project, name)?)),
            (None, None) => self.as_new.then_some(Target::New),
        })
    }

    /// Who is to be recognised in the next wave.
    const fn remembered(&self, target: Target) -> Remembered {
        match target {
            _ if self.remember_people => Remembered::All,
            // Nobody asked to forget anything.
            Target::WaveOf(_) | Target::New => Remembered::Before,
            Target::Replace(_) => Remembered::Nobody,
        }
    }

    /// Keeps what helps with the next file.
    fn keep(
        &self,
        import: &Import,
        folders: &Folders,
        project: &Project,
        id: SurveyId,
    ) -> anyhow::Result<()> {
        if self.remember_people {
            import.remember(folders, project, id)
        } else {
            import.remember_people(folders, project, id)
        }
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

/// The survey of this name.
fn survey_of_name(project: &Project, name: &str) -> anyhow::Result<SurveyId> {
    let mut surveys = project.surveys.iter();
    if let Some((id, _)) = surveys.find(|(_, record)| record.title() == name) {
        return Ok(*id);
    }
    let names: Vec<_> = project
        .surveys
        .values()
        .map(|record| format!("\u{201c}{}\u{201d}", record.title()))
        .collect();
    let names = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
    bail!(
        "The project has no survey \u{201c}{name}\u{201d}; its surveys are: {names}. Nothing was \
         written."
    )
}
