//! `throughline metrics`: the metric panels as a table.

mod filter;

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use model::answers::{Answers, By, Group, MetricEntry, Scope, Step};
use model::{MapId, Project, SurveyId};
use serde::Serialize;
use survey::metric::Metric;

use crate::figures::filter_text;
use crate::panels::kpi_words::Look;
use crate::panels::words;

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
    fn groups(self, answers: &Answers<'_>, survey: SurveyId, question: &str) -> Vec<Group> {
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
    printed: Printed,
}

/// A row as it is printed: rounded, in its unit.
#[derive(Clone, Debug, Default)]
struct Printed {
    /// The value, or why there is none.
    value: String,
    /// Empty where there is none.
    interval: String,
    target: String,
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
        let Printed { value, interval, target } = &row.printed;
        let n = row.n.map(|n| n.to_string()).unwrap_or_default();
        let mut question = row.question.clone();
        if !target.is_empty() {
            let met = match row.met {
                Some(true) => ", met",
                Some(false) => ", missed",
                None => "",
            };
            question = format!("{question} (target {target}{met})");
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

/// The whole map, each stage, each persona, the key figures.
fn rows(project: &Project, map: MapId, answers: &Answers<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut add = |stage: Option<&str>, persona: Option<&str>, scope: Scope| {
        for entry in answers.metrics(scope) {
            rows.push(Row {
                stage: stage.map(str::to_owned),
                persona: persona.map(str::to_owned),
                group: stage.or(persona).map(str::to_owned),
                ..row_of_entry(project, &entry)
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
        answers.metrics(Scope::default()).iter().map(|e| row_of_entry(project, e)).collect();
    for (id, record) in &project.surveys {
        for question in &record.tally.questions {
            for group in by.groups(answers, *id, &question.name) {
                let name = |is: bool| is.then(|| group.name.clone());
                rows.push(Row {
                    stage: name(by == ByArg::Stage),
                    persona: name(by == ByArg::Persona),
                    group: Some(group.name.clone()),
                    ..row_of_metric(project, (*id, &question.text), &group.metric)
                });
            }
        }
    }
    rows
}

fn row_of_entry(project: &Project, entry: &MetricEntry) -> Row {
    row_of_metric(project, (entry.survey, &entry.question_text), &entry.metric)
}

fn row_of_metric(project: &Project, (survey, question): (SurveyId, &str), metric: &Metric) -> Row {
    let printed = Printed {
        value: match metric.value {
            Some(value) if !metric.hidden => words::number(metric.kind, value),
            _ => words::why_none(metric, project.hide_below.0).to_owned(),
        },
        interval: words::span_text(metric).filter(|_| !metric.hidden).unwrap_or_default(),
        target: String::new(),
    };
    Row {
        survey: words::survey_title(project, survey).to_owned(),
        question: question.to_owned(),
        kind: metric.kind.name().to_owned(),
        n: Some(metric.n),
        value: metric.value,
        mean: metric.mean,
        interval95: metric.interval95,
        hidden: metric.hidden,
        printed,
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
        let look = Look::of(kpi, figure.kind);
        let value = point.as_ref().map_or_else(|| "–".to_owned(), |at| look.value(at.value));
        let interval = point.as_ref().and_then(|point| point.interval95);
        let interval = interval.map(|interval| look.span(interval)).unwrap_or_default();
        let target = kpi.target.map(|target| look.target(target)).unwrap_or_default();
        let printed = Printed { value, interval, target };
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
            printed,
            ..Row::default()
        }
    });
    figures.collect()
}

#[cfg(test)]
mod tests {
    use survey::tally::{Counts, Direction, Kind, Question, Scale};
    use survey::{Options, evaluate};

    use super::*;

    #[test]
    fn why_a_figure_is_hidden_is_said() {
        let question = Question::new("q", Kind::Nps, Scale::new(0, 10), Direction::HighGood);
        let said = |n: u64| {
            let counts = Counts { answers: [(10, n)].into(), ..Counts::default() };
            let mut metric = evaluate(&question, &counts, Options::default());
            metric.hide();
            row_of_metric(&Project::default(), (SurveyId::new(), "q"), &metric).printed.value
        };
        assert_eq!(said(400), "withheld", "it would tell another one");
        assert_eq!(said(3), "too few");
        assert_eq!(said(0), "no answers");
    }
}
