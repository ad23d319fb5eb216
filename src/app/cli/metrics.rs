//! `throughline metrics`: the metric panels as a table.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use model::answers::{AnswerFilter, Answers, MetricEntry, Scope};
use model::{MapId, Project};
use serde::Serialize;
use survey::metric::hidden_groups;
use survey::tally::Kind;

/// The arguments of `throughline metrics`.
#[derive(Debug, Args)]
pub(super) struct MetricsArgs {
    /// The project.
    file: PathBuf,

    /// The map, by its name; without it the first.
    #[arg(long)]
    map: Option<String>,

    /// Print JSON, nothing rounded.
    #[arg(long)]
    json: bool,
}

/// One line of the table.
#[derive(Debug, Serialize)]
struct Row {
    stage: Option<String>,
    persona: Option<String>,
    survey: String,
    question: String,
    kind: String,
    n: u64,
    value: Option<f64>,
    mean: Option<f64>,
    interval95: Option<(f64, f64)>,
    hidden: bool,
    /// Whether the value is a share in percent.
    #[serde(skip)]
    is_share: bool,
}

/// Prints the metrics of the whole map, of each stage and of each persona.
pub(super) fn run(args: &MetricsArgs, out: &mut dyn Write) -> anyhow::Result<()> {
    let project = super::read_project(&args.file)?;
    let (map_id, _) = super::find_map(&project, args.map.as_deref())?;
    let rows = rows(&project, map_id);
    if args.json {
        serde_json::to_writer_pretty(&mut *out, &rows)?;
        writeln!(out)?;
        return Ok(());
    }
    if rows.is_empty() {
        writeln!(out, "No survey has been imported. “throughline import” brings one in.")?;
        return Ok(());
    }
    writeln!(
        out,
        "{:<28} {:<12} {:>7} {:>8}  {:<18} question",
        "scope", "metric", "n", "value", "95 % interval"
    )?;
    for row in &rows {
        let scope = row.stage.as_ref().or(row.persona.as_ref()).map_or("whole map", String::as_str);
        let value = match row.value {
            _ if row.hidden => "too few".to_owned(),
            Some(value) if row.is_share => format!("{value:.1} %"),
            Some(value) => format!("{value:.1}"),
            None => "–".to_owned(),
        };
        let interval = match row.interval95 {
            Some((low, high)) if !row.hidden => format!("{low:.1} to {high:.1}"),
            _ => String::new(),
        };
        writeln!(
            out,
            "{scope:<28} {:<12} {:>7} {value:>8}  {interval:<18} {}",
            row.kind, row.n, row.question
        )?;
    }
    Ok(())
}

fn rows(project: &Project, map: MapId) -> Vec<Row> {
    let mut rows = Vec::new();
    let filter = AnswerFilter::default();
    let Some(answers) = Answers::new(project, map, &filter) else { return rows };
    let mut add = |stage: Option<&str>, persona: Option<&str>, scope: Scope| {
        for entry in answers.metrics(scope) {
            rows.push(row(stage, persona, entry));
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
    let limit = answers.options().hide_below;
    hide_what_follows(&mut rows, limit, |row| row.stage.is_some());
    hide_what_follows(&mut rows, limit, |row| row.persona.is_some());
    rows
}

/// Hides, among the rows that belong together, those that would tell a small group's figures by
/// subtraction from the whole.
fn hide_what_follows(rows: &mut [Row], limit: u64, belongs: impl Fn(&Row) -> bool) {
    let questions: BTreeSet<(String, String)> =
        rows.iter().map(|row| (row.survey.clone(), row.question.clone())).collect();
    for (survey, question) in questions {
        let mut group: Vec<&mut Row> = rows
            .iter_mut()
            .filter(|row| belongs(row) && row.survey == survey && row.question == question)
            .collect();
        let sizes: Vec<u64> = group.iter().map(|row| row.n).collect();
        for (row, hidden) in group.iter_mut().zip(hidden_groups(&sizes, limit)) {
            if hidden {
                row.hidden = true;
                (row.value, row.mean, row.interval95) = (None, None, None);
            }
        }
    }
}

fn row(stage: Option<&str>, persona: Option<&str>, entry: MetricEntry) -> Row {
    let metric = entry.metric;
    Row {
        stage: stage.map(str::to_owned),
        persona: persona.map(str::to_owned),
        survey: entry.survey_name,
        question: entry.question_text,
        kind: metric.kind.name().to_owned(),
        n: metric.n,
        value: metric.value,
        mean: metric.mean,
        interval95: metric.interval95,
        hidden: metric.hidden,
        is_share: matches!(metric.kind, Kind::Csat | Kind::Binary),
    }
}
