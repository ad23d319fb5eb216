//! The binary: the editor, or a command for those who work without a window.

use std::process::ExitCode;

fn main() -> ExitCode {
    throughline::cli::main()
}
