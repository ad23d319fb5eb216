//! Old versions of documents, kept outside their folders.
//!
//! `<data>/backups/<hash of the full path>/<milliseconds since 1970>-<hash of the content>.ron`.
//! The full path is the key, because two documents in two folders may have the same name.

use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use xxhash_rust::xxh3::xxh3_64;

use crate::atomic::{put, write_temp};
use crate::fs::{Access, Fs, create_folders_synced, resolve};

/// This many of the newest versions are kept, whatever their age.
const NEWEST: usize = 10;
const HOUR: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);
/// Older versions than this are kept only if they are among the newest.
const OLDEST: Duration = Duration::from_hours(30 * 24);

/// An old version of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// The file that holds it, a project like any other.
    pub path: PathBuf,
    /// When it was replaced by a newer one.
    pub replaced: SystemTime,
    content: u64,
}

/// The old versions of a document, the newest first. `root` is the folder of all backups. The
/// document itself may be gone, but its folder must be there.
pub fn backups(fs: &dyn Fs, root: &Path, document: &Path) -> Vec<Backup> {
    resolve(fs, document).map_or_else(|_| Vec::new(), |real| versions(fs, &folder(root, &real)))
}

fn versions(fs: &dyn Fs, folder: &Path) -> Vec<Backup> {
    let paths = fs.list(folder).unwrap_or_default();
    let mut found: Vec<_> = paths.into_iter().filter_map(parse).collect();
    found.sort_by(|a, b| (b.replaced, &b.path).cmp(&(a.replaced, &a.path)));
    found
}

/// Keeps a version of a document, and lets go of those that are too many. Returns where it is.
pub(crate) fn keep(fs: &dyn Fs, root: &Path, document: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    let folder = folder(root, document);
    let content = xxh3_64(bytes);
    if let Some(newest) = versions(fs, &folder).into_iter().next()
        && newest.content == content
        && fs.stat(&newest.path).is_ok_and(|stat| stat.len == bytes.len() as u64)
    {
        return Ok(newest.path);
    }
    create_folders_synced(fs, &folder)?;
    let now = fs.now();
    let ms = now.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_millis();
    let path = folder.join(format!("{ms:015}-{content:016x}.ron"));
    let (temp, _) = write_temp(fs, &folder, bytes, None, Access::Private)?;
    put(fs, &temp, &path)?;
    prune(fs, &versions(fs, &folder), now);
    Ok(path)
}

fn folder(root: &Path, document: &Path) -> PathBuf {
    root.join(format!("{:016x}", xxh3_64(document.as_os_str().as_encoded_bytes())))
}

fn parse(path: PathBuf) -> Option<Backup> {
    let (ms, content) = path.file_name()?.to_str()?.strip_suffix(".ron")?.split_once('-')?;
    let since = Duration::from_millis(ms.parse().ok()?);
    let content = u64::from_str_radix(content, 16).ok()?;
    Some(Backup { replaced: SystemTime::UNIX_EPOCH.checked_add(since)?, content, path })
}

/// Keeps the newest, one an hour for a day and one a day for thirty days.
fn prune(fs: &dyn Fs, newest_first: &[Backup], now: SystemTime) {
    let mut kept_slots = Vec::new();
    for (index, backup) in newest_first.iter().enumerate() {
        let age = now.duration_since(backup.replaced).unwrap_or_default();
        let since = backup.replaced.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let unit = if age < DAY { HOUR } else { DAY };
        let slot = (unit, since.as_secs() / unit.as_secs());
        let is_first_of_slot = age < OLDEST && !kept_slots.contains(&slot);
        if index < NEWEST || is_first_of_slot {
            kept_slots.push(slot);
        } else {
            // The next save tries again.
            let _ = fs.remove(&backup.path);
        }
    }
}
