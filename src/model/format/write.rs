//! Writes a project, and makes sure that it can be read again.

use ron::ser::PrettyConfig;
use serde::Serialize;

use super::{FORMAT, FormatError, MIN_READER, read};
use crate::Project;

/// The file in the order in which it is written.
#[derive(Serialize)]
struct File<'a> {
    format: u32,
    min_reader: u32,
    app: &'a str,
    project: &'a Project,
}

/// The depth at which a field of a card, and a row of a survey's answers, gets a line of its own;
/// what lies deeper shares that line.
const LINES_TO_DEPTH: usize = 6;

/// The text of the project's file. It is read back and compared before it is returned, so that no
/// file is written that cannot be opened.
pub fn write(project: &Project) -> Result<String, FormatError> {
    let text = write_as(project, env!("CARGO_PKG_VERSION"))?;
    let failed = |reason: String| FormatError::Write { reason };
    let opened = read(text.as_bytes()).map_err(|error| failed(error.to_string()))?;
    if let Some(damage) = opened.damage.first() {
        let place = format!("line {}, column {}", damage.line, damage.column);
        return Err(failed(format!("at {place} of the text: {}", damage.what)));
    }
    if opened.project != *project {
        return Err(failed("reading it back gives another project".to_owned()));
    }
    Ok(text)
}

/// The text as the version `app` of the program writes it.
pub(super) fn write_as(project: &Project, app: &str) -> Result<String, FormatError> {
    let config = PrettyConfig::new()
        .new_line("\n")
        .indentor("  ")
        .depth_limit(LINES_TO_DEPTH)
        .escape_strings(true);
    let file = File { format: FORMAT, min_reader: MIN_READER, app, project };
    let body = ron::ser::to_string_pretty(&file, config)
        .map_err(|error| FormatError::Write { reason: error.to_string() })?;
    Ok(format!("Throughline{body}\n"))
}
