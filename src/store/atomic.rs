//! The heart of every save: a new file beside the old one, on the disk before it takes its name.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::fs::{Access, Fs, FsFile, folder_of, random};

/// Short, because a name near the system's limit has no room for a longer one, and random, because
/// a left-over file of a predictable name would make every later save fail.
const TEMP_PREFIX: &str = ".~throughline-";
const TEMP_SUFFIX: &str = ".tmp";
/// A temporary file of this age belongs to a save that died.
const STALE: Duration = Duration::from_hours(24);

/// Writes a file so that at every moment either its old or its new content is there, whole: for
/// settings and for exported files. A file that is marked as not to be written is an error. Returns
/// whether the disk confirmed it.
pub fn write_file(fs: &dyn Fs, path: &Path, bytes: &[u8]) -> io::Result<bool> {
    let target = crate::fs::resolve(fs, path)?;
    let old = fs.stat(&target).ok();
    if old.is_some_and(|old| old.read_only) {
        // A rename would replace it all the same.
        return Err(ErrorKind::PermissionDenied.into());
    }
    let like = old.map(|_| target.as_path());
    let (temp, synced) = write_temp(fs, folder_of(&target), bytes, like, Access::Usual)?;
    Ok(put(fs, &temp, &target)? && synced)
}

/// Writes a new file of a random name into a folder, syncs it and reads it back. Returns its path
/// and whether the disk confirmed it; on an error nothing is left behind.
pub(crate) fn write_temp(
    fs: &dyn Fs,
    folder: &Path,
    bytes: &[u8],
    like: Option<&Path>,
    access: Access,
) -> io::Result<(PathBuf, bool)> {
    // Nobody may read over our shoulder before the file has the permissions of the old one.
    let access = if like.is_some() { Access::Private } else { access };
    let (temp, mut file) = create_temp(fs, folder, access)?;
    let fill = || {
        file.write_all(bytes)?;
        let synced = is_confirmed(file.sync())?;
        drop(file);
        take_permissions(fs, like, &temp)?;
        // A network folder may swallow what it cannot store.
        if fs.read(&temp, bytes.len() as u64)? != bytes {
            return Err(io::Error::new(ErrorKind::InvalidData, "the disk did not keep the data"));
        }
        Ok(synced)
    };
    match fill() {
        Ok(synced) => Ok((temp, synced)),
        Err(error) => {
            // The error that matters is the first one; a left-over is swept later.
            let _ = fs.remove(&temp);
            Err(error)
        }
    }
}

/// A new file of a random name in a folder.
pub(crate) fn create_temp(
    fs: &dyn Fs,
    folder: &Path,
    access: Access,
) -> io::Result<(PathBuf, Box<dyn FsFile>)> {
    let mut attempts = 8;
    loop {
        let name = format!("{TEMP_PREFIX}{:08x}{TEMP_SUFFIX}", random() as u32);
        let temp = folder.join(name);
        match fs.create_new(&temp, access) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists && attempts > 0 => attempts -= 1,
            result => return Ok((temp, result?)),
        }
    }
}

/// Gives a new file the permissions of the old one, if there is one.
pub(crate) fn take_permissions(fs: &dyn Fs, like: Option<&Path>, temp: &Path) -> io::Result<()> {
    let Some(like) = like else { return Ok(()) };
    match fs.copy_permissions(like, temp) {
        // Some mounted drives know no permissions: the file then keeps the private ones.
        Err(error) if is_unsupported(&error) => Ok(()),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => Ok(()),
        result => result,
    }
}

/// Gives the temporary file its name. Returns whether the disk confirmed the new name; on an error
/// the old file is still there and the temporary one is not.
pub(crate) fn put(fs: &dyn Fs, temp: &Path, target: &Path) -> io::Result<bool> {
    if let Err(error) = fs.rename(temp, target) {
        let _ = fs.remove(temp);
        return Err(error);
    }
    // The new file is in its place. That the disk may still forget it is no failed save.
    Ok(match fs.sync_folder(folder_of(target)) {
        Ok(()) => true,
        Err(error) => is_unsupported(&error),
    })
}

/// Whether a sync reached the disk. A file system that cannot sync is no error, only no promise.
pub(crate) fn is_confirmed(result: io::Result<()>) -> io::Result<bool> {
    match result {
        Ok(()) => Ok(true),
        Err(error) if is_unsupported(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

fn is_unsupported(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::InvalidInput)
}

/// Removes the temporary files that earlier saves left in a folder when they were killed. Files of
/// the last day stay: they may belong to another Throughline that is saving now.
pub fn sweep(fs: &dyn Fs, folder: &Path) {
    sweep_older(fs, folder, STALE);
}

/// Removes the temporary files of a folder that are older than this.
pub(crate) fn sweep_older(fs: &dyn Fs, folder: &Path, stale: Duration) {
    let now = fs.now();
    for path in fs.list(folder).unwrap_or_default() {
        let is_temp = path.file_name().and_then(|name| name.to_str()).is_some_and(is_temp_name);
        let modified = if is_temp { fs.stat(&path).ok().and_then(|s| s.modified) } else { None };
        let age = modified.and_then(|modified| now.duration_since(modified).ok());
        if age.is_some_and(|age| age > stale) {
            // The next save tries again.
            let _ = fs.remove(&path);
        }
    }
}

fn is_temp_name(name: &str) -> bool {
    name.strip_prefix(TEMP_PREFIX)
        .and_then(|rest| rest.strip_suffix(TEMP_SUFFIX))
        .is_some_and(|id| id.len() == 8 && id.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
