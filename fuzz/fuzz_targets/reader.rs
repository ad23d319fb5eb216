//! Any bytes as a survey file: read as guessed, alone and by several threads.

#![no_main]

use libfuzzer_sys::fuzz_target;
use survey::read::format::Input;
use survey::{Bytes, Keep};
use throughline_fuzz::{import, import_in_slices, look};

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, file)) = bytes.split_first() else { return };
    let source = Bytes::from(file);
    let Some(preview) = look(&source) else { return };
    let mut plan = preview.plan.clone();
    records(&source, &plan.format);
    plan.options.keep = [Keep::All, Keep::All, Keep::First, Keep::Latest][usize::from(choice % 4)];
    let imported = import(&source, &plan);
    // A few of them: threads take their time.
    if let (Some(alone), true) = (imported, choice % 64 == 0) {
        import_in_slices(file, &plan, usize::from(choice / 64) * 31 + 1, &alone);
    }
    if choice % 16 == 1 {
        let other = preview.with_header_rows(usize::from(choice / 16));
        import(&source, &other.plan);
    }
});

/// Every record has cells, and all of them can be read.
fn records(source: &Bytes, format: &survey::read::format::Format) {
    let Ok(input) = Input::new(source, format) else { return };
    let mut records = input.records().expect("it was read before");
    let encoding = format.cell_encoding();
    while let Some(record) = records.next_record().expect("it was read before") {
        assert!(!record.is_empty());
        assert_eq!(record.iter().count(), record.len());
        let _ = record.iter().map(|cell| encoding.text(cell).len()).sum::<usize>();
    }
}
