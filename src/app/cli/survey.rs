//! `throughline survey`: what a survey file holds, without a project.

mod advice;
mod reading;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use ::survey::columns::{Column, Role};
use ::survey::filter::Filter;
use ::survey::import::{self, Imported, Plan};
use ::survey::metric::{Metric, Options, evaluate};
use ::survey::tally::{Counts, Dimension, Direction, Kind};
use anyhow::Context as _;
use clap::Args;
use serde::Serialize;

use crate::survey_file::FileSource;

pub(super) use advice::worded;
pub(super) use reading::{Opened, ReadingArgs};

/// The arguments of `throughline survey`.
#[derive(Debug, Args)]
pub(super) struct SurveyArgs {
    /// The survey file: CSV, TSV or XLSX.
    file: PathBuf,

    #[command(flatten)]
    reading: ReadingArgs,

    /// Save what was decided about the columns, for the next file of the same kind.
    #[arg(long, value_name = "FILE")]
    save_profile: Option<PathBuf>,

    /// Print JSON instead of a table.
    #[arg(long)]
    json: bool,

    /// Write what could not be used to this CSV file, with the reasons.
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
}

/// Reads the file and says what was understood of it.
pub(super) fn run(args: SurveyArgs, out: &mut dyn Write) -> anyhow::Result<()> {
    let name = super::name(&args.file);
    let Opened { source, plan, warnings } =
        args.reading.open(FileSource(args.file)).with_context(|| name.clone())?;
    let imported = import::run(&source, &plan, &|_| true).with_context(|| name.clone())?;
    if let Some(path) = &args.rejects {
        store::write_stream(&store::RealFs, path, |out| {
            import::write_rejects(&source, &plan, None, out, &|_| true).map(drop)
        })
        .with_context(|| super::name(path))?;
    }
    if let Some(path) = &args.save_profile {
        let text = ron::ser::to_string_pretty(&plan.profile(), ron::ser::PrettyConfig::new())?;
        store::write_file(&store::RealFs, path, text.as_bytes())
            .with_context(|| super::name(path))?;
    }
    let by = args.reading.by.and_then(|index| plan.columns.get(index)?.role.dimension());
    let report = Report::new(&plan, &imported, warnings, by);
    if args.json {
        serde_json::to_writer_pretty(&mut *out, &report)?;
        writeln!(out)?;
        Ok(())
    } else {
        report.print(out)
    }
}

/// What was understood of a file, in the form in which it is printed.
#[derive(Debug, Serialize)]
struct Report {
    tool: &'static str,
    encoding: String,
    delimiter: Option<String>,
    header_rows: usize,
    rows: u64,
    used: u64,
    duplicate: u64,
    incomplete: u64,
    preview: u64,
    summary: u64,
    note: u64,
    malformed: u64,
    warnings: Vec<String>,
    columns: Vec<ColumnReport>,
}

/// What was understood of a column. Figures are there for scores and amounts.
#[derive(Debug, Serialize)]
struct ColumnReport {
    index: usize,
    name: String,
    role: &'static str,
    kind: Option<&'static str>,
    scale: Option<[i32; 2]>,
    direction: Option<&'static str>,
    confidence: f64,
    reason: String,
    /// The time zone of dates, where the file names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    time_zone: Option<String>,
    /// Whether the codes of the answers may be out of order.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    codes_in_doubt: bool,
    #[serde(flatten)]
    figures: Figures,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    off_scale_values: BTreeMap<String, u64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    by: Vec<Group>,
}

/// The figures of one group.
#[derive(Debug, Serialize)]
struct Group {
    label: Option<String>,
    #[serde(flatten)]
    figures: Figures,
}

/// Counts and metric of a question; nothing for columns that are not counted.
#[derive(Debug, Default, Serialize)]
struct Figures {
    valid: Option<u64>,
    blank: Option<u64>,
    not_applicable: Option<u64>,
    off_scale: Option<u64>,
    counts: BTreeMap<i32, u64>,
    /// NPS, the share of good answers in percent, or the mean of amounts.
    value: Option<f64>,
    mean: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    median: Option<f64>,
    interval95: Option<[f64; 2]>,
}

impl Figures {
    fn new(counts: &Counts, metric: &Metric) -> Self {
        // The share is the figure that all scales but that of NPS have in common.
        let share = !matches!(metric.kind, Kind::Nps | Kind::Amount | Kind::Count);
        let (value, interval) = if share {
            (metric.share, metric.share_interval95)
        } else {
            (metric.value, metric.interval95)
        };
        Self {
            valid: Some(metric.n),
            blank: Some(metric.blank),
            not_applicable: Some(metric.not_applicable),
            off_scale: Some(metric.off_scale),
            counts: counts.answers.clone(),
            value,
            mean: metric.mean,
            median: metric.median,
            interval95: interval.map(|(low, high)| [low, high]),
        }
    }
}

impl Report {
    fn new(
        plan: &Plan,
        imported: &Imported,
        mut warnings: Vec<String>,
        by: Option<Dimension>,
    ) -> Self {
        warnings.extend(imported.warnings.iter().map(worded));
        let counts = imported.counts;
        Self {
            tool: plan.tool.name(),
            encoding: plan.file_format().encoding_name(),
            delimiter: plan.file_format().delimiter().map(String::from),
            header_rows: plan.file_format().header_rows,
            rows: counts.rows,
            used: counts.used,
            duplicate: counts.duplicate,
            incomplete: counts.incomplete,
            preview: counts.preview,
            summary: counts.summary,
            note: counts.note,
            malformed: counts.malformed,
            warnings,
            columns: plan
                .columns
                .iter()
                .map(|column| ColumnReport::new(column, imported, by))
                .collect(),
        }
    }

    fn print(&self, out: &mut dyn Write) -> anyhow::Result<()> {
        let delimiter = match self.delimiter.as_deref() {
            Some("\t") => ", tab-separated".to_owned(),
            Some(delimiter) => format!(", separated by \u{201c}{delimiter}\u{201d}"),
            None => String::new(),
        };
        writeln!(
            out,
            "{}; {}{delimiter}; {} header rows; {} answers, {} counted",
            self.tool, self.encoding, self.header_rows, self.rows, self.used
        )?;
        for warning in &self.warnings {
            writeln!(out, "Note: {warning}")?;
        }
        writeln!(out)?;
        for column in &self.columns {
            column.print(out)?;
        }
        Ok(())
    }
}

impl ColumnReport {
    fn new(column: &Column, imported: &Imported, by: Option<Dimension>) -> Self {
        let question =
            imported.tally.question(&column.name).filter(|_| column.question().is_some());
        let mut report = Self {
            index: column.index,
            name: column.name.clone(),
            role: column.role.name(),
            kind: None,
            scale: None,
            direction: None,
            confidence: column.confidence,
            reason: column.reason.clone(),
            time_zone: column.time_zone.clone(),
            codes_in_doubt: column.codes_in_doubt,
            figures: Figures::default(),
            off_scale_values: BTreeMap::new(),
            by: Vec::new(),
        };
        let Some(question) = question else { return report };
        report.kind = Some(kind_name(question.kind));
        if column.role == Role::Score {
            report.scale = Some([question.scale.low, question.scale.high]);
            report.direction = Some(match question.direction {
                Direction::HighGood => "high_good",
                Direction::LowGood => "low_good",
            });
        }
        let figures = |counts: &Counts| {
            Figures::new(counts, &evaluate(question, counts, Options::hiding_nothing()))
        };
        let counts = imported.tally.select(&question.name, &Filter::default());
        report.figures = figures(&counts);
        if let Some(dimension) = by {
            let groups = imported.tally.select_by(&question.name, &Filter::default(), dimension);
            report.by = groups
                .iter()
                .map(|(label, counts)| Group { label: label.clone(), figures: figures(counts) })
                .collect();
        }
        report.off_scale_values = counts.off_scale;
        report
    }

    fn print(&self, out: &mut dyn Write) -> anyhow::Result<()> {
        let kind = self.kind.map(|kind| format!(" {kind}")).unwrap_or_default();
        let scale = self.scale.map(|[low, high]| format!(" {low}-{high}")).unwrap_or_default();
        let low_good = if self.direction == Some("low_good") { ", low is good" } else { "" };
        writeln!(
            out,
            "{:>3}  {}{kind}{scale}{low_good} ({:.0} % sure): {}",
            self.index,
            self.role,
            100.0 * self.confidence,
            self.name
        )?;
        writeln!(out, "     {}", self.reason)?;
        if self.kind.is_some() {
            writeln!(out, "     {}", self.figures.sentence(self.kind))?;
        }
        for (text, count) in &self.off_scale_values {
            writeln!(out, "     Off the scale: \u{201c}{text}\u{201d}, {count} times")?;
        }
        for group in &self.by {
            let label = group.label.as_deref().unwrap_or("(no label)");
            writeln!(out, "       {label}: {}", group.figures.sentence(self.kind))?;
        }
        Ok(())
    }
}

impl Figures {
    fn sentence(&self, kind: Option<&str>) -> String {
        let mut parts = Vec::new();
        let interval = self
            .interval95
            .map(|[low, high]| format!(" [{low:.1}, {high:.1}]"))
            .unwrap_or_default();
        match (self.value, kind) {
            (Some(value), Some("nps")) => parts.push(format!("NPS {value:.1}{interval}")),
            (Some(value), Some("amount" | "count")) => {
                parts.push(format!("mean {value:.2}{interval}"));
            }
            (Some(value), _) => parts.push(format!("{value:.1} % good{interval}")),
            // Nothing is hidden here, so that answers without a value are answers without weight.
            (None, _) if self.valid > Some(0) => parts.push("no answers that weigh".to_owned()),
            (None, _) => parts.push("no answers".to_owned()),
        }
        match (self.mean, self.median) {
            (_, Some(median)) => parts.push(format!("median {median:.2}")),
            (Some(mean), None) => parts.push(format!("mean {mean:.3}")),
            (None, None) => {}
        }
        parts.push(format!("n {}", self.valid.unwrap_or(0)));
        for (count, what) in [
            (self.blank, "blank"),
            (self.not_applicable, "not applicable"),
            (self.off_scale, "off scale"),
        ] {
            if let Some(count) = count.filter(|count| *count > 0) {
                parts.push(format!("{count} {what}"));
            }
        }
        parts.join(", ")
    }
}

/// The name of a kind in JSON and on the command line.
const fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Nps => "nps",
        Kind::Csat => "csat",
        Kind::Ces => "ces",
        Kind::Rating => "rating",
        Kind::Binary => "binary",
        Kind::Amount => "amount",
        Kind::Count => "count",
    }
}
