//! How a file on the disk is recognised as the one that was last read or written.

use std::io::{self, ErrorKind};
use std::path::Path;
use std::time::SystemTime;

use xxhash_rust::xxh3::xxh3_64;

use crate::fs::{Fs, Stat};
use crate::open::MAX_BYTES;

/// What a file was when it was last read or written. The content decides whether it is still the
/// same; a time alone never does, because sync clients touch files that they did not change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The length in bytes.
    pub len: u64,
    /// When it was last written, if the file system tells.
    pub modified: Option<SystemTime>,
    /// The XXH3 hash of the content.
    pub hash: u64,
}

impl Stamp {
    /// The stamp of a file of this content and state.
    pub fn of(bytes: &[u8], stat: Option<&Stat>) -> Self {
        Self {
            len: bytes.len() as u64,
            modified: stat.and_then(|stat| stat.modified),
            hash: xxh3_64(bytes),
        }
    }

    /// Whether the content is the one that was stamped.
    pub fn is_content(&self, bytes: &[u8]) -> bool {
        self.len == bytes.len() as u64 && self.hash == xxh3_64(bytes)
    }
}

/// What became of a file since it was stamped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing, or only its time.
    None,
    /// It holds something else.
    Content,
    /// It is not there any more.
    Gone,
}

/// Looks what became of a file, cheaply enough for every time the window gets the focus: the
/// content is read only if length or time changed. (A save reads it always.)
pub fn change_on_disk(fs: &dyn Fs, path: &Path, known: &Stamp) -> io::Result<Change> {
    let stat = match fs.stat(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Change::Gone),
        result => result?,
    };
    if stat.len != known.len {
        return Ok(Change::Content);
    }
    if stat.modified.is_some() && stat.modified == known.modified {
        return Ok(Change::None);
    }
    let same = known.is_content(&fs.read(path, MAX_BYTES)?);
    Ok(if same { Change::None } else { Change::Content })
}
