//! The few things that this crate asks of a file system, as a trait, so that tests can let any of
//! them fail or cut the power between any two of them.

use std::fs::{self, File, OpenOptions};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Who may read a new file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Whoever the system lets read new files.
    Usual,
    /// Only the person who runs the program, where the system knows such a thing.
    Private,
}

/// What is known of a file without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stat {
    /// The length in bytes.
    pub len: u64,
    /// When it was last written, if the file system tells.
    pub modified: Option<SystemTime>,
    /// Whether it is marked as not to be written.
    pub read_only: bool,
    /// Whether it is a folder.
    pub is_folder: bool,
}

/// An open file that is written from its start onwards.
pub trait FsFile: Send {
    /// Writes all bytes at the current position.
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// Cuts or extends the file to a length in bytes.
    fn set_len(&mut self, len: u64) -> io::Result<()>;
    /// Returns once content and length are on the disk.
    fn sync(&mut self) -> io::Result<()>;
}

/// Holds a lock file locked until it is dropped or the process ends, however it ends.
pub struct Held {
    _guard: Box<dyn Send + Sync>,
}

impl Held {
    /// Holds whatever releases the lock when it is dropped.
    pub fn new(guard: impl Send + Sync + 'static) -> Self {
        Self { _guard: Box::new(guard) }
    }
}

impl std::fmt::Debug for Held {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Held")
    }
}

/// A file system. Errors are those of the system, unchanged.
pub trait Fs: Send + Sync {
    /// Creates a file that must not exist yet.
    fn create_new(&self, path: &Path, access: Access) -> io::Result<Box<dyn FsFile>>;
    /// Opens an existing file to be overwritten from its start; its content stays until then.
    fn open_existing(&self, path: &Path) -> io::Result<Box<dyn FsFile>>;
    /// Reads a whole file, or fails with [`ErrorKind::FileTooLarge`] if it is longer than `cap`
    /// bytes.
    fn read(&self, path: &Path, cap: u64) -> io::Result<Vec<u8>>;
    /// What is known of the file that a path leads to.
    fn stat(&self, path: &Path) -> io::Result<Stat>;
    /// Gives one file the permissions of another.
    fn copy_permissions(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Gives a file another name in its folder, in the place of what had that name.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Removes an empty folder.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;
    /// Creates a folder and those above it; an existing one is fine.
    fn create_folders(&self, path: &Path) -> io::Result<()>;
    /// Returns once the names in a folder are on the disk, where the system can be asked for that.
    fn sync_folder(&self, path: &Path) -> io::Result<()>;
    /// The path with every link followed. A link to a file that is not there is an error of another
    /// kind than [`ErrorKind::NotFound`].
    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf>;
    /// The paths of what lies in a folder, sorted.
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;
    /// Locks a file, which is created if need be; `None` if somebody else holds it.
    fn try_lock(&self, path: &Path) -> io::Result<Option<Held>>;
    /// The time of day.
    fn now(&self) -> SystemTime;
}

/// The file system of the computer.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealFs;

struct RealFile(File);

impl FsFile for RealFile {
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }

    fn set_len(&mut self, len: u64) -> io::Result<()> {
        self.0.set_len(len)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.0.sync_all()
    }
}

impl Fs for RealFs {
    fn create_new(&self, path: &Path, access: Access) -> io::Result<Box<dyn FsFile>> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        if access == Access::Private {
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        }
        #[cfg(not(unix))]
        let _ = access;
        Ok(Box::new(RealFile(options.open(path)?)))
    }

    fn open_existing(&self, path: &Path) -> io::Result<Box<dyn FsFile>> {
        Ok(Box::new(RealFile(OpenOptions::new().write(true).open(path)?)))
    }

    fn read(&self, path: &Path, cap: u64) -> io::Result<Vec<u8>> {
        let file = File::open(path)?;
        let len = file.metadata()?.len();
        if len > cap {
            return Err(ErrorKind::FileTooLarge.into());
        }
        // The file may grow while it is read: the length is a hint, the cap is the promise.
        let mut bytes = Vec::with_capacity(usize::try_from(len).unwrap_or(0));
        file.take(cap.saturating_add(1)).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > cap {
            return Err(ErrorKind::FileTooLarge.into());
        }
        Ok(bytes)
    }

    fn stat(&self, path: &Path) -> io::Result<Stat> {
        let metadata = fs::metadata(path)?;
        Ok(Stat {
            len: metadata.len(),
            modified: metadata.modified().ok(),
            read_only: metadata.permissions().readonly(),
            is_folder: metadata.is_dir(),
        })
    }

    fn copy_permissions(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::set_permissions(to, fs::metadata(from)?.permissions())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut patience = 8;
        let mut pause_ms = 10;
        loop {
            match fs::rename(from, to) {
                Err(error) if cfg!(windows) && patience > 0 && is_in_use(&error) => {
                    std::thread::sleep(std::time::Duration::from_millis(pause_ms));
                    patience -= 1;
                    pause_ms *= 2;
                }
                result => return result,
            }
        }
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn create_folders(&self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        // Only Unix lets a folder be opened and synced; elsewhere the rename has to be enough.
        if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path).map_err(|error| {
            // Taken for a file that does not exist yet, the link itself would be replaced.
            let leads_nowhere = error.kind() == ErrorKind::NotFound && path.is_symlink();
            if leads_nowhere { io::Error::other("the link leads to no file") } else { error }
        })
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let mut paths = fs::read_dir(folder)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<io::Result<Vec<_>>>()?;
        paths.sort();
        Ok(paths)
    }

    fn try_lock(&self, path: &Path) -> io::Result<Option<Held>> {
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Held::new(file))),
            Err(fs::TryLockError::WouldBlock) => Ok(None),
            Err(fs::TryLockError::Error(error)) => Err(error),
        }
    }

    fn now(&self) -> SystemTime {
        SystemTime::now()
    }
}

/// Whether Windows refuses only because a virus scanner, an indexer or a sync client looks at the
/// file: access denied, sharing violation, lock violation. It passes within seconds.
fn is_in_use(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(5 | 32 | 33))
}

/// A number that no other call in any process gives, for names of files.
pub(crate) fn random() -> u64 {
    let mut hasher = RandomState::new().build_hasher();
    hasher.write_u32(std::process::id());
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    hasher.write_u128(since.as_nanos());
    hasher.finish()
}

/// The folder that a file lies in; a bare name lies in the current folder.
pub(crate) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// The path with every link followed. A file that does not exist yet is looked for by its folder.
pub(crate) fn resolve(fs: &dyn Fs, path: &Path) -> io::Result<PathBuf> {
    match fs.canonicalize(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let name = path.file_name().ok_or(ErrorKind::InvalidInput)?;
            Ok(fs.canonicalize(folder_of(path))?.join(name))
        }
        result => result,
    }
}

/// Creates a folder and those above it, so that a power cut leaves those that it is made of.
pub(crate) fn create_folders_synced(fs: &dyn Fs, path: &Path) -> io::Result<()> {
    if fs.stat(path).is_ok_and(|stat| stat.is_folder) {
        return Ok(());
    }
    if let Some(parent) = path.parent()
        && !parent.as_os_str().is_empty()
    {
        create_folders_synced(fs, parent)?;
    }
    fs.create_folders(path)?;
    // Folders above our own may belong to somebody else and refuse: what counts is what lies in it.
    let _ = fs.sync_folder(folder_of(path));
    Ok(())
}
