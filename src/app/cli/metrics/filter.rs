//! The filter of answers, as it is written on the command line.

use std::collections::BTreeSet;

use anyhow::bail;
use clap::Args;
use jiff::civil::Date;
use model::Project;
use model::answers::{AnswerFilter, FilterChoices};
use survey::tally::Dimension;

use crate::cli::is_same_name;
use crate::texts::listed;

/// Which answers count. What is given narrows them down together; what is given several times
/// lets any of them through.
#[derive(Debug, Default, Args)]
pub(super) struct FilterArgs {
    /// Only answers from this month or day on, as 2026-03 or 2026-03-14.
    #[arg(long, value_name = "MONTH")]
    from: Option<String>,

    /// Only answers up to this month or day, itself included.
    #[arg(long, value_name = "MONTH")]
    to: Option<String>,

    /// Only answers of this persona; may be given several times.
    #[arg(long, value_name = "NAME")]
    persona: Vec<String>,

    /// Only answers of this segment; may be given several times.
    #[arg(long, value_name = "NAME")]
    segment: Vec<String>,

    /// Only answers of this channel; may be given several times.
    #[arg(long, value_name = "NAME")]
    channel: Vec<String>,

    /// Only answers of this wave; may be given several times.
    #[arg(long, value_name = "NAME")]
    wave: Vec<String>,

    /// Only people who went through to the end of the survey.
    #[arg(long)]
    complete_only: bool,
}

impl FilterArgs {
    /// The filter. What the surveys do not know is an error that says what they know.
    pub(super) fn filter(&self, project: &Project) -> anyhow::Result<AnswerFilter> {
        let choices = FilterChoices::of(project);
        let mut filter = AnswerFilter::default();
        filter.labels.from = date("--from", self.from.as_deref())?;
        filter.labels.to = date("--to", self.to.as_deref())?;
        if let (Some(from), Some(to)) = (&filter.labels.from, &filter.labels.to)
            && from > to
            && !from.starts_with(to.as_str())
        {
            bail!("No answer is from {from} or later and from {to} or earlier.");
        }
        let personas = project.personas_in_order();
        for name in &self.persona {
            let found = personas.iter().find(|(_, persona)| is_same_name(&persona.name, name));
            let Some((id, _)) = found else {
                let names = personas.iter().map(|(_, persona)| persona.name.as_str());
                bail!("There is no persona “{name}”. {}", known("personas", names));
            };
            filter.personas.insert(*id);
        }
        let segments = labels("segment", &self.segment, &choices.segments)?;
        filter.set_only(Dimension::Segment, segments);
        let channels = labels("channel", &self.channel, &choices.channels)?;
        filter.set_only(Dimension::Channel, channels);
        filter.set_waves(labels("wave", &self.wave, &choices.waves)?);
        filter.labels.complete_only = self.complete_only;
        Ok(filter)
    }
}

/// A month or a day, if it is one.
fn date(flag: &str, text: Option<&str>) -> anyhow::Result<Option<String>> {
    let Some(text) = text.map(str::trim) else { return Ok(None) };
    let is_day = text.len() == 10 && text.parse::<Date>().is_ok();
    let is_month = text.len() == 7 && format!("{text}-01").parse::<Date>().is_ok();
    if is_day || is_month {
        return Ok(Some(text.to_owned()));
    }
    bail!("{flag} wants a month as 2026-03 or a day as 2026-03-14, and “{text}” is neither.")
}

/// These labels as the files write them.
fn labels(what: &str, wanted: &[String], all: &[String]) -> anyhow::Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    for name in wanted {
        let Some(label) = all.iter().find(|label| is_same_name(label, name)) else {
            let names = all.iter().map(String::as_str).filter(|label| !label.is_empty());
            bail!("No answer has the {what} “{name}”. {}", known(&format!("{what}s"), names));
        };
        found.insert(label.clone());
    }
    Ok(found)
}

/// "The segments are “A” and “B”."
fn known<'a>(what: &str, names: impl Iterator<Item = &'a str>) -> String {
    const MOST: usize = 20;
    let quoted: Vec<String> = names.map(|name| format!("“{name}”")).collect();
    if quoted.is_empty() {
        return format!("The project knows no {what}.");
    }
    format!("The {what} are {}.", listed(&quoted, MOST))
}
