//! What is said of an import.

use std::io::Write;

use model::Project;
use survey::import::{self, Keep, Plan};

use crate::survey_file::count::{CountRequest, Counted, Known};
use crate::survey_file::{NewSurvey, Target};

/// Says who answered again, or that nobody knows.
pub(super) fn known(
    known: &Known,
    request: &CountRequest,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
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

/// Says what becomes of the file, and where nobody `said` so, how to have it otherwise.
pub(super) fn target(
    project: &Project,
    survey: &NewSurvey,
    said: bool,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    match survey.target {
        Target::New => {}
        Target::WaveOf(_) => wave(project, survey, out)?,
        Target::Replace(_) => writeln!(
            out,
            "The file takes the place of the answers of \u{201c}{}\u{201d}; what its labels are \
             assigned to is kept",
            survey.name_in(project)
        )?,
    }
    if !said && survey.target != Target::New {
        writeln!(out, "  to have it otherwise, use --wave-of, --in-place-of or --as-new")?;
    }
    Ok(())
}

/// Says what is different from the waves before.
fn wave(project: &Project, survey: &NewSurvey, out: &mut dyn Write) -> anyhow::Result<()> {
    let Target::WaveOf(id) = survey.target else { return Ok(()) };
    let Some(record) = project.surveys.get(&id) else { return Ok(()) };
    let name = record.title();
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

/// Says what became of the rows.
pub(super) fn rows(
    plan: &Plan,
    counted: &Counted,
    warnings: &[String],
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let counts = counted.counts;
    writeln!(out, "{} rows, {} used", counts.rows, counts.used)?;
    let left_out = [
        (counts.duplicate, "of people who had answered already"),
        (counts.preview, "previews and tests"),
        (counts.incomplete, "of people who did not finish"),
        (counts.summary, "summary lines"),
        (counts.note, "notes or repeated headers"),
        (counts.empty, "empty rows"),
        (counts.malformed, "rows that could not be read"),
    ];
    for (count, what) in left_out.into_iter().filter(|(count, _)| *count > 0) {
        writeln!(out, "  {count} {what}")?;
    }
    for question in &counted.tally.questions {
        let counts = counted.tally.select(&question.name, &survey::filter::Filter::default());
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
    let own = counted.warnings.iter().map(super::super::survey::worded);
    for warning in warnings.iter().cloned().chain(own) {
        writeln!(out, "Note: {warning}")?;
    }
    if counted.rejects.total > 0 {
        writeln!(out, "{} cells or rows could not be used; the first are:", counted.rejects.total)?;
        for reject in counted.rejects.listed.iter().take(5) {
            let column = reject.column.as_deref().unwrap_or("whole row");
            writeln!(out, "  row {}, {column}: “{}”: {}", reject.row, reject.text, reject.reason)?;
        }
    }
    Ok(())
}

/// Says which label is what.
pub(super) fn labels(
    project: &Project,
    survey: &NewSurvey,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
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
