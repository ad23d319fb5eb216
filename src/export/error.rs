//! What can go wrong while a file is made.

/// Why an export failed. Messages name the reason and what to do; the caller adds the file.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The picture would be larger than the format or this program can make.
    #[error(
        "The picture would be {width_px} x {height_px} pixels; {limit_px} is the most per side. \
         Choose a smaller scale or fewer stages."
    )]
    TooLarge {
        /// Width that was asked for.
        width_px: u64,
        /// Height that was asked for.
        height_px: u64,
        /// Most pixels per side.
        limit_px: u64,
    },
    /// There is nothing to draw, or the area is not one.
    #[error("There is nothing to export: the chosen area is empty.")]
    Empty,
    /// The person stopped it.
    #[error("The export was cancelled. No file was made.")]
    Cancelled,
    /// Writing failed.
    #[error("The file could not be written: {0}")]
    Io(#[from] std::io::Error),
    /// The PNG encoder failed.
    #[error("The picture could not be written: {0}")]
    Png(#[from] ::png::EncodingError),
}
