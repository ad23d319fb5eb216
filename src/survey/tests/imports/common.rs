//! Helpers of the tests of whole imports.

use std::fmt::Write as _;

use survey::import::{self, Imported, Plan, Preview};
use survey::metric::{Metric, Options, evaluate};
use survey::{Bytes, ColumnOverride, ColumnWarning, Filter, Role, Warning};

/// Enough for every file of these tests.
pub(crate) const LOOK_BYTES: usize = 1 << 20;

/// Looks at a file.
pub(crate) fn look(file: &[u8]) -> Preview {
    import::preview(&Bytes::from(file), LOOK_BYTES).unwrap()
}

/// Counts a file by a plan.
pub(crate) fn count(file: &[u8], plan: &Plan) -> Imported {
    import::run(&Bytes::from(file), plan, &|_| true).unwrap()
}

/// Counts a file as it was guessed, with what a person says about its columns.
pub(crate) fn read(file: &[u8], said: &[&str]) -> (Plan, Imported) {
    let mut plan = look(file).plan;
    for text in said {
        text.parse::<ColumnOverride>().unwrap().apply(&mut plan).unwrap();
    }
    let imported = count(file, &plan);
    (plan, imported)
}

/// Whether one of the warnings says this.
pub(crate) fn says(warnings: &[Warning], part: &str) -> bool {
    warnings.iter().any(|warning| warning.to_string().contains(part))
}

/// What the warnings say of columns.
pub(crate) fn of_columns(warnings: &[Warning]) -> Vec<(usize, ColumnWarning)> {
    let of_column = |warning: &Warning| match warning {
        Warning::Column { index, what, .. } => Some((*index, what.clone())),
        _ => None,
    };
    warnings.iter().filter_map(of_column).collect()
}

/// The metric of a column, with nothing hidden.
#[track_caller]
pub(crate) fn metric(plan: &Plan, imported: &Imported, column: usize) -> Metric {
    let name = &plan.columns[column].name;
    let question = imported.tally.question(name).unwrap_or_else(|| panic!("{name} is not counted"));
    let counts = imported.tally.select(name, &Filter::default());
    evaluate(question, &counts, Options::hiding_nothing())
}

/// The roles of all columns.
pub(crate) fn roles(plan: &Plan) -> Vec<Role> {
    plan.columns.iter().map(|column| column.role).collect()
}

/// A table of one column under a heading.
pub(crate) fn column(heading: &str, cells: &[(&str, usize)]) -> Vec<u8> {
    let mut file = format!("id,\"{}\"\n", heading.replace('"', "\"\""));
    let mut id = 0;
    for (cell, times) in cells {
        for _ in 0..*times {
            id += 1;
            writeln!(file, "r{id},\"{}\"", cell.replace('"', "\"\"")).unwrap();
        }
    }
    file.into_bytes()
}
