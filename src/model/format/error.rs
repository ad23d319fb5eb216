//! Why a project could not be read or written at all.

use super::{FORMAT, MAX_FILE_BYTES, MAX_ITEMS};

/// Why a project could not be read or written at all. Nothing was changed then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormatError {
    /// There is not a single byte.
    #[error("The file is empty. Open a backup or an earlier version of it.")]
    Empty,
    /// Nothing but zero bytes, as a power cut leaves behind.
    #[error(
        "The file holds nothing but zeros, as after a power cut while it was written. \
         Open a backup or an earlier version of it."
    )]
    OnlyZeros,
    /// Another program saved it as UTF-16.
    #[error(
        "The file is UTF-16 text, but a project is UTF-8 text. \
         Open it in a text editor and save it as UTF-8."
    )]
    Utf16,
    /// A byte that is not UTF-8.
    #[error(
        "The file is not UTF-8 text: the byte at line {line}, column {column} has no meaning. \
         It may be another kind of file, or damaged; open a backup of it."
    )]
    NotUtf8 {
        /// The line, from 1.
        line: usize,
        /// The character in the line, from 1.
        column: usize,
    },
    /// Greater than [`MAX_FILE_BYTES`].
    #[error("The file has {bytes} bytes; at most {MAX_FILE_BYTES} are read.")]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// It does not begin as a project does.
    #[error(
        "This is no Throughline project: at line {line}, column {column} it should say \
         “Throughline(format: {FORMAT}, …)”."
    )]
    NotAProject {
        /// The line, from 1.
        line: usize,
        /// The character in the line, from 1.
        column: usize,
    },
    /// The header, or the place where the project should be, cannot be read.
    #[error(
        "The beginning of the file is damaged at line {line}, column {column}: {reason}. Open a backup of it."
    )]
    Header {
        /// The line, from 1.
        line: usize,
        /// The character in the line, from 1.
        column: usize,
        /// What is wrong there.
        reason: String,
    },
    /// A newer version of the program wrote it, and says that this one cannot understand it.
    #[error(
        "The file was written by Throughline {app} in format {format}. This version reads \
         formats up to {FORMAT}. Update Throughline, or save it for older versions there."
    )]
    TooNew {
        /// The format of the file.
        format: u32,
        /// The version that wrote it.
        app: String,
    },
    /// More than [`MAX_ITEMS`] objects.
    #[error(
        "At line {line}, column {column} the file holds more than {MAX_ITEMS} objects, which no project has."
    )]
    TooMany {
        /// The line, from 1.
        line: usize,
        /// The character in the line, from 1.
        column: usize,
    },
    /// The project cannot be put into words.
    #[error("The project could not be written: {reason}. Nothing was saved; please report this.")]
    Write {
        /// What went wrong.
        reason: String,
    },
}
