//! What must hold of every survey file, whatever is in it.
//!
//! The targets turn bytes into files and plans; here they are imported, and what comes out is
//! checked. Everything that does not hold panics, which is what a fuzzer looks for. From the root of
//! the repository, with a nightly toolchain and `cargo install cargo-fuzz`:
//!
//! ```text
//! mkdir -p fuzz/corpus/reader
//! cargo +nightly fuzz run -O -s none reader fuzz/corpus/reader fuzz/seeds/reader -- -max_len=200
//! cargo +nightly fuzz run -O -s none guesser -- -max_len=1000
//! cargo +nightly fuzz run -O -s none workbook -- -max_len=400
//! ```
//!
//! `-s none` as there is no `unsafe` whose memory would have to be watched; `-O` keeps the checks for
//! overflow to the importer itself, as the profile says.

pub mod checks;
#[path = "../../src/survey/tests/imports/slices.rs"]
mod slices;
pub mod table;

use survey::import::{self, Imported, Plan, Preview};
use survey::read::ReadError;
use survey::read::format::Container;
use survey::{Bytes, Source};

/// Enough for every file that a fuzzer makes.
const LOOK_BYTES: usize = 64 * 1024;

/// Looks at a file; none where it is no survey, which must be said in a sentence.
pub fn look(source: &dyn Source) -> Option<Preview> {
    match survey::preview(source, LOOK_BYTES) {
        Ok(preview) => {
            checks::plan(&preview.plan);
            Some(preview)
        }
        Err(error) => {
            assert!(error.to_string().ends_with('.'), "no sentence: {error}");
            None
        }
    }
}

/// Imports a file as planned, and checks what comes out.
pub fn import(source: &dyn Source, plan: &Plan) -> Option<Imported> {
    match import::run(source, plan, &|_| true) {
        Ok(imported) => {
            checks::imported(plan, &imported);
            Some(imported)
        }
        Err(ReadError::Workbook(_) | ReadError::Empty) => None,
        Err(error) => panic!("what could be looked at can be read, but: {error}"),
    }
}

/// Imports a file in slices of so many bytes, by several threads, and compares. Only text that is
/// read as it is can be given in slices.
pub fn import_in_slices(file: &[u8], plan: &Plan, slice_bytes: usize, alone: &Imported) {
    let Container::Text(text) = &plan.format.container else { return };
    if text.wrapped || plan.format.cell_encoding() != text.encoding {
        return;
    }
    let slices = slices::Slices::new(Bytes::from(file), slice_bytes);
    let imported = import::run(&slices, plan, &|_| true).expect("it could be read before");
    assert_eq!(&imported, alone, "threads make a difference");
}
