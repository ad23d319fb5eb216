//! `throughline metrics`: the metric panels as a table.

mod filter;

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use model::answers::{Answers, By, Group, MetricEntry, Scope, Step};
use model::{MapId, Project, SurveyRecord, Unit};
use serde::Serialize;
use survey::metric::Metric;
use survey::tally::{Kind, Question};

use crate::figures::filter_text;

/// The arguments of `throughline metrics`.
#[derive(Debug, Args)]
pub(super) struct MetricsArgs {
    /// The project.
    file: PathBuf,

    /// The map, by its name; without it the first.
    #[arg(long)]
    map: Option<String>,

    /// By what answers are told apart; without it by stage and by persona, with the key figures.
    #[arg(long, value_enum)]
    by: Option<ByArg>,

    #[command(flatten)]
    filter: filter::FilterArgs,

    /// Print JSON, nothing rounded.
    #[arg(long)]
    json: bool,
}

/// By what answers are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ByArg {
    /// By the stages of the map.
    Stage,
    /// By the personas.
    Persona,
    /// By the touchpoints of the map.
    Touchpoint,
    /// By the segments of the survey files.
    Segment,
    /// By the channels of the survey files.
    Channel,
    /// By the waves of the surveys.
    Wave,
    /// By month.
    Month,
    /// By quarter.
    Quarter,
}

impl ByArg {
    /// The groups of a question.
    fn groups(self, answers: &Answers<'_>, survey: model::SurveyId, question: &str) -> Vec<Group> {
        let scope = Scope::default();
        let trend = |step| answers.trend(survey, question, scope, step);
        let by = |by| answers.breakdown(survey, question, scope, by);
        match self {
            Self::Stage => by(By::Stage),
            Self::Persona => by(By::Persona),
            Self::Touchpoint => by(By::Touchpoint),
            Self::Segment => by(By::Segment),
            Self::Channel => by(By::Channel),
            // In time order where the waves are called so; a month is always.
            Self::Wave => trend(Step::Wave),
            Self::Month => trend(Step::Month),
            Self::Quarter => trend(Step::Quarter),
        }
    }
}

/// What stands for the kind of a key figure.
const KEY_FIGURE: &str = "Key figure";

/// One line of the table.
#[derive(Clone, Debug, Default, Serialize)]
struct Row {
    stage: Option<String>,
    persona: Option<String>,
    /// The group, whatever the answers are told apart by.
    group: Option<String>,
    survey: String,
    question: String,
    kind: String,
    n: Option<u64>,
    value: Option<f64>,
    mean: Option<f64>,
    interval95: Option<(f64, f64)>,
    hidden: bool,
    /// What a key figure should be, in the unit of its value.
    target: Option<f64>,
    /// Whether it is.
    met: Option<bool>,
    /// Why there is no value.
    note: Option<String>,
    #[serde(skip)]
    unit: RowUnit,
}

/// How a value is printed.
#[derive(Clone, Debug, Default)]
enum RowUnit {
    #[default]
    Plain,
    /// In percent already.
    Percent,
    /// 0 to 1.
    Share,
    Named(String),
}

/// Prints the metrics of the whole map and of its parts, and the key figures.
pub(super) fn run(args: &MetricsArgs, out: &mut dyn Write) -> anyhow::Result<()> {
    let project = super::read_project(&args.file)?;
    let (map_id, _) = super::find_map(&project, args.map.as_deref())?;
    let filter = args.filter.filter(&project)?;
    let Some(answers) = Answers::new(&project, map_id, &filter) else { return Ok(()) };
    let rows = match args.by {
        Some(by) => rows_by(&project, &answers, by),
        None => rows(&project, map_id, &answers),
    };
    if args.json {
        serde_json::to_writer_pretty(&mut *out, &rows)?;
        writeln!(out)?;
        return Ok(());
    }
    let in_words = filter_text(&project, &filter);
    if let Some(filter) = &in_words {
        writeln!(out, "Answers: {filter}")?;
    }
    if !rows.iter().any(|row| row.kind != KEY_FIGURE) {
        let text = match (project.surveys.is_empty(), in_words) {
            (false, Some(_)) => "The filter leaves no answers.",
            (false, None) => "The surveys hold no answers about this map.",
            (true, _) => "No survey has been imported. “throughline import” brings one in.",
        };
        writeln!(out, "{text}")?;
    }
    if rows.is_empty() {
        return Ok(());
    }
    print(&rows, out)
}

fn print(rows: &[Row], out: &mut dyn Write) -> anyhow::Result<()> {
    writeln!(
        out,
        "{:<28} {:<12} {:>7} {:>10}  {:<18} question",
        "scope", "metric", "n", "value", "95 % interval"
    )?;
    for row in rows {
        let scope = row.group.as_deref().unwrap_or("whole map").replace('\n', " ");
        let value = match row.value {
            _ if row.hidden => "too few".to_owned(),
            Some(value) => row.unit.text(value),
            None => "–".to_owned(),
        };
        let interval = match row.interval95 {
            Some((low, high)) if !row.hidden => {
                format!("{} to {}", row.unit.bare(low), row.unit.bare(high))
            }
            _ => String::new(),
        };
        let n = row.n.map(|n| n.to_string()).unwrap_or_default();
        let mut question = row.question.clone();
        if let Some(target) = row.target {
            let met = match row.met {
                Some(true) => ", met",
                Some(false) => ", missed",
                None => "",
            };
            question = format!("{question} (target {}{met})", row.unit.text(target));
        }
        if let Some(note) = &row.note {
            question = format!("{question}: {note}");
        }
        writeln!(
            out,
            "{scope:<28} {:<12} {n:>7} {value:>10}  {interval:<18} {question}",
            row.kind
        )?;
    }
    Ok(())
}

impl RowUnit {
    fn of(kind: Kind) -> Self {
        if matches!(kind, Kind::Csat | Kind::Binary) { Self::Percent } else { Self::Plain }
    }

    /// The number alone.
    fn bare(&self, value: f64) -> String {
        let value = if matches!(self, Self::Share) { 100.0 * value } else { value };
        format!("{value:.1}")
    }

    /// The number with its unit.
    fn text(&self, value: f64) -> String {
        let number = self.bare(value);
        match self {
            Self::Plain => number,
            Self::Percent | Self::Share => format!("{number} %"),
            Self::Named(unit) => format!("{number} {unit}"),
        }
    }
}

/// The whole map, each stage, each persona, the key figures.
fn rows(project: &Project, map: MapId, answers: &Answers<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut add = |stage: Option<&str>, persona: Option<&str>, scope: Scope| {
        for entry in answers.metrics(scope) {
            rows.push(Row {
                stage: stage.map(str::to_owned),
                persona: persona.map(str::to_owned),
                group: stage.or(persona).map(str::to_owned),
                ..row_of_entry(entry)
            });
        }
    };
    add(None, None, Scope::default());
    if let Some(found) = project.maps.get(&map) {
        for (id, stage) in found.stages_in_order() {
            add(Some(&stage.name), None, Scope { stage: Some(id), ..Scope::default() });
        }
    }
    for (id, persona) in project.personas_in_order() {
        add(None, Some(&persona.name), Scope { persona: Some(id), ..Scope::default() });
    }
    rows.extend(key_figures(project, map, answers));
    rows
}

/// The whole map, and each question by what answers are told apart.
fn rows_by(project: &Project, answers: &Answers<'_>, by: ByArg) -> Vec<Row> {
    let mut rows: Vec<Row> =
        answers.metrics(Scope::default()).into_iter().map(row_of_entry).collect();
    for (id, record) in &project.surveys {
        for question in &record.tally.questions {
            for group in by.groups(answers, *id, &question.name) {
                let name = |is: bool| is.then(|| group.name.clone());
                rows.push(Row {
                    stage: name(by == ByArg::Stage),
                    persona: name(by == ByArg::Persona),
                    group: Some(group.name.clone()),
                    ..row_of_question(record, question, &group.metric)
                });
            }
        }
    }
    rows
}

fn row_of_entry(entry: MetricEntry) -> Row {
    row_of_metric(entry.survey_name, entry.question_text, &entry.metric)
}

fn row_of_question(record: &SurveyRecord, question: &Question, metric: &Metric) -> Row {
    row_of_metric(record.name.clone(), question.text.clone(), metric)
}

fn row_of_metric(survey: String, question: String, metric: &Metric) -> Row {
    Row {
        survey,
        question,
        kind: metric.kind.name().to_owned(),
        n: Some(metric.n),
        value: metric.value,
        mean: metric.mean,
        interval95: metric.interval95,
        hidden: metric.hidden,
        unit: RowUnit::of(metric.kind),
        ..Row::default()
    }
}

/// The key figures with their targets.
fn key_figures(project: &Project, map: MapId, answers: &Answers<'_>) -> Vec<Row> {
    let stages = project.maps.get(&map).map(|map| &map.stages);
    let figures = project.kpis_in_order().into_iter().map(|(_, kpi)| {
        let figure = answers.kpi(kpi);
        let (point, note) = match figure.now {
            Ok(point) => (Some(point), None),
            Err(why) => (None, Some(why.to_string())),
        };
        let unit = match (&kpi.unit, figure.kind) {
            (_, Some(kind)) => RowUnit::of(kind),
            (Unit::Percent, None) => RowUnit::Share,
            (Unit::Named(name), None) => RowUnit::Named(name.clone()),
            (Unit::Number, None) => RowUnit::Plain,
        };
        let stage = kpi.about.stage.and_then(|id| stages?.get(&id));
        let stage = stage.map(|stage| stage.name.clone());
        let persona = kpi.about.persona.and_then(|id| project.personas.get(&id));
        let persona = persona.map(|persona| persona.name.clone());
        Row {
            group: stage.clone().or_else(|| persona.clone()),
            stage,
            persona,
            question: kpi.name.clone(),
            kind: KEY_FIGURE.to_owned(),
            n: point.as_ref().and_then(|point| point.n),
            value: point.as_ref().map(|point| point.value),
            interval95: point.as_ref().and_then(|point| point.interval95),
            target: kpi.target,
            met: figure.met,
            note,
            unit,
            ..Row::default()
        }
    });
    figures.collect()
}
