//! Telling that another Throughline on this computer has the same document open.
//!
//! The lock lies beside the program's own files and not on the document: every save gives the
//! document a new file, which would not be locked, and on Windows a locked file cannot be read by
//! sync or mail programs. It is a courtesy. That nobody's work is overwritten is what the
//! comparison before every save is for.

use std::io;
use std::path::{Path, PathBuf};

use xxhash_rust::xxh3::xxh3_64;

use crate::folders::Folders;
use crate::fs::{Fs, Held, resolve};

/// Says, as long as it lives, that a document is open here.
#[derive(Debug)]
pub struct DocumentLock {
    /// The document, with every link followed.
    pub document: PathBuf,
    _held: Held,
}

impl DocumentLock {
    /// Marks a document as open here; `None` if another Throughline, or another window of this one,
    /// has it open. The document need not exist yet.
    pub fn acquire(fs: &dyn Fs, folders: &Folders, document: &Path) -> io::Result<Option<Self>> {
        let document = resolve(fs, document)?;
        let locks = folders.locks();
        fs.create_folders(&locks)?;
        let name = xxh3_64(document.as_os_str().as_encoded_bytes());
        let held = fs.try_lock(&locks.join(format!("{name:016x}.lock")))?;
        Ok(held.map(|held| Self { document, _held: held }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fs::RealFs;

    #[test]
    fn a_second_opening_is_noticed_until_the_first_is_closed() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::in_folder(home.path());
        let document = home.path().join("shop.ron");
        let other = home.path().join("other.ron");
        let first = DocumentLock::acquire(&RealFs, &folders, &document).unwrap();
        assert!(first.is_some());
        assert!(DocumentLock::acquire(&RealFs, &folders, &document).unwrap().is_none());
        assert!(DocumentLock::acquire(&RealFs, &folders, &other).unwrap().is_some());
        // A save gives the document a new file, and the lock holds on.
        crate::write_file(&RealFs, &document, b"saved").unwrap();
        assert!(DocumentLock::acquire(&RealFs, &folders, &document).unwrap().is_none());
        drop(first);
        assert!(DocumentLock::acquire(&RealFs, &folders, &document).unwrap().is_some());
    }
}
