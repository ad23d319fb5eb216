//! Tables that look like surveys: guessed, changed as a person would, imported, and put together.

#![no_main]

use libfuzzer_sys::fuzz_target;
use survey::{Bytes, Keep};
use throughline_fuzz::table::Table;
use throughline_fuzz::{checks, import, import_in_slices, look};

fuzz_target!(|table: Table| {
    let source = Bytes::from(table.text.as_slice());
    let Some(mut preview) = look(&source) else { return };
    if let Some(rows) = table.choices.header_rows.filter(|rows| *rows < 8) {
        preview = preview.with_header_rows(usize::from(rows));
        checks::plan(&preview.plan);
    }
    let mut plan = preview.plan;
    table.change(&mut plan);
    let Some(alone) = import(&source, &plan) else { return };
    if let (Some(bytes), Keep::All) = (table.choices.slice_bytes, plan.options.keep)
        && bytes < 8
    {
        import_in_slices(&table.text, &plan, usize::from(bytes) * 23 + 1, &alone);
    }
});
