//! Lets go of what is too old to be needed again.

use std::path::PathBuf;

use crate::Fs;

/// Removes the oldest of these files, by when they were written, until so many are left.
pub(crate) fn keep_newest(fs: &dyn Fs, paths: Vec<PathBuf>, most: usize) {
    let written = |path: PathBuf| (fs.stat(&path).ok().and_then(|stat| stat.modified), path);
    let mut oldest_first: Vec<_> = paths.into_iter().map(written).collect();
    oldest_first.sort();
    let too_many = oldest_first.len().saturating_sub(most);
    for (_, path) in oldest_first.into_iter().take(too_many) {
        // Whoever saves the next one tries again.
        let _ = fs.remove(&path);
    }
}
