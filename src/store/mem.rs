//! A file system in memory for tests. Any call can be made to fail, and the power can be cut before
//! any call: what is on the disk then is every combination of what a real disk may keep or forget.
//!
//! Forgotten unless synced: the content of a file by [`FsFile::sync`], the names in a folder by
//! [`Fs::sync_folder`]. Every name is kept or forgotten on its own, so a rename may be there
//! without the data, or the data without the name.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, SystemTime};

mod calls;

use crate::fs::Access;

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The call of this number fails, those after it succeed.
    Once(usize, ErrorKind),
    /// The power is cut at the call of this number: it and all later ones fail.
    PowerCut(usize),
    /// At the call of this number somebody else writes a file (see [`MemFs::set_meddler`]).
    Meddle(usize),
    /// Writing fails from this write on, other calls succeed. Numbered by writes, not by calls.
    DiskFull(usize),
}

/// What becomes of the bytes of a file that were not synced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unsynced {
    Forgotten,
    Torn,
    Zeros,
    Kept,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Entry {
    Folder,
    File(usize),
}

#[derive(Clone)]
struct Inode {
    live: Vec<u8>,
    durable: Vec<u8>,
    modified: SystemTime,
    read_only: bool,
    access: Access,
}

#[derive(Clone)]
struct Disk {
    inodes: Vec<Inode>,
    live: BTreeMap<PathBuf, Entry>,
    durable: BTreeMap<PathBuf, Entry>,
    locked: BTreeSet<PathBuf>,
    closed_folder: Option<PathBuf>,
    meddler: Option<(PathBuf, Vec<u8>)>,
    now: SystemTime,
    fault: Option<Fault>,
    calls: usize,
    writes: usize,
    hit: bool,
}

/// The file system; copies of the handle are the same disk.
#[derive(Clone)]
pub(crate) struct MemFs(Arc<Mutex<Disk>>);

struct MemFile {
    fs: MemFs,
    inode: usize,
    at: usize,
}

struct MemLock {
    fs: MemFs,
    path: PathBuf,
}

impl Drop for MemLock {
    fn drop(&mut self) {
        self.fs.disk().locked.remove(&self.path);
    }
}

impl MemFs {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Mutex::new(Disk {
            inodes: Vec::new(),
            live: BTreeMap::from([("/".into(), Entry::Folder)]),
            durable: BTreeMap::from([("/".into(), Entry::Folder)]),
            locked: BTreeSet::new(),
            closed_folder: None,
            meddler: None,
            now: SystemTime::UNIX_EPOCH + Duration::from_hours(500_000),
            fault: None,
            calls: 0,
            writes: 0,
            hit: false,
        })))
    }

    fn disk(&self) -> MutexGuard<'_, Disk> {
        self.0.lock().unwrap()
    }

    /// Puts a file there, on the disk, with its folders.
    pub(crate) fn put(&self, path: &Path, bytes: &[u8]) {
        let mut disk = self.disk();
        disk.tick();
        for folder in path.ancestors().skip(1) {
            disk.live.insert(folder.to_owned(), Entry::Folder);
        }
        let (durable, modified) = (bytes.to_vec(), disk.now);
        let access = Access::Usual;
        let inode = Inode { live: bytes.to_vec(), durable, modified, read_only: false, access };
        disk.inodes.push(inode);
        let entry = Entry::File(disk.inodes.len() - 1);
        disk.live.insert(path.to_owned(), entry);
        disk.durable = disk.live.clone();
    }

    /// What a file holds.
    pub(crate) fn content(&self, path: &Path) -> Option<Vec<u8>> {
        let disk = self.disk();
        disk.file(path).ok().map(|inode| disk.inodes[inode].live.clone())
    }

    /// All files and folders.
    pub(crate) fn paths(&self) -> Vec<PathBuf> {
        self.disk().live.keys().cloned().collect()
    }

    /// Changes the time of a file and nothing else.
    pub(crate) fn touch(&self, path: &Path) {
        let mut disk = self.disk();
        disk.tick();
        let inode = disk.file(path).unwrap();
        disk.inodes[inode].modified = disk.now;
    }

    /// Changes the content of a file and nothing else, if it keeps its length.
    pub(crate) fn change_secretly(&self, path: &Path, bytes: &[u8]) {
        let mut disk = self.disk();
        let inode = disk.file(path).unwrap();
        disk.inodes[inode].live = bytes.to_vec();
        disk.inodes[inode].durable = bytes.to_vec();
    }

    pub(crate) fn set_read_only(&self, path: &Path) {
        let mut disk = self.disk();
        let inode = disk.file(path).unwrap();
        disk.inodes[inode].read_only = true;
    }

    /// From now on nothing can be created, renamed or removed in a folder.
    pub(crate) fn close_folder(&self, folder: &Path) {
        self.disk().closed_folder = Some(folder.to_owned());
    }

    /// What [`Fault::Meddle`] writes where.
    pub(crate) fn set_meddler(&self, path: &Path, bytes: &[u8]) {
        self.disk().meddler = Some((path.to_owned(), bytes.to_vec()));
    }

    pub(crate) fn advance(&self, time: Duration) {
        self.disk().now += time;
    }

    /// Sets what goes wrong from now on, and begins to count anew.
    pub(crate) fn set_fault(&self, fault: Option<Fault>) {
        let mut disk = self.disk();
        (disk.fault, disk.calls, disk.writes, disk.hit) = (fault, 0, 0, false);
    }

    /// Whether the fault came to pass.
    pub(crate) fn was_hit(&self) -> bool {
        self.disk().hit
    }

    /// Every disk that a power cut at this moment may leave behind.
    pub(crate) fn after_power_cut(&self) -> Vec<Self> {
        let disk = self.disk();
        let mut open: Vec<_> = disk.live.keys().chain(disk.durable.keys()).collect();
        open.sort();
        open.dedup();
        open.retain(|path| disk.live.get(*path) != disk.durable.get(*path));
        assert!(open.len() < 8, "too many unsynced names to try all: {open:?}");
        let mut disks = Vec::new();
        for kept in 0..1_u32 << open.len() {
            let mut names = disk.durable.clone();
            for (bit, path) in open.iter().enumerate() {
                if kept & (1 << bit) != 0 {
                    match disk.live.get(*path) {
                        Some(entry) => names.insert((*path).clone(), *entry),
                        None => names.remove(*path),
                    };
                }
            }
            // A file is nowhere if its folder is not.
            let folders = names.clone();
            names.retain(|path, _| path.ancestors().skip(1).all(|up| folders.contains_key(up)));
            for unsynced in [Unsynced::Forgotten, Unsynced::Torn, Unsynced::Zeros, Unsynced::Kept] {
                let mut after = disk.clone();
                after.live.clone_from(&names);
                after.durable.clone_from(&names);
                after.locked.clear();
                (after.fault, after.hit) = (None, false);
                after.inodes.iter_mut().for_each(|inode| inode.lose_power(unsynced));
                disks.push(Self(Arc::new(Mutex::new(after))));
            }
        }
        disks
    }
}

impl Inode {
    fn lose_power(&mut self, unsynced: Unsynced) {
        let same = self.live.iter().zip(&self.durable).take_while(|(a, b)| a == b).count();
        let after = match unsynced {
            Unsynced::Forgotten => self.durable.clone(),
            Unsynced::Kept => self.live.clone(),
            Unsynced::Torn => {
                let cut = usize::midpoint(same, self.live.len());
                let mut bytes = self.live[..cut].to_vec();
                bytes.extend_from_slice(self.durable.get(cut..).unwrap_or_default());
                bytes
            }
            Unsynced::Zeros => {
                let mut bytes = self.live[..same].to_vec();
                bytes.resize(self.live.len(), 0);
                bytes
            }
        };
        self.live.clone_from(&after);
        self.durable = after;
    }
}

impl Disk {
    fn tick(&mut self) {
        self.now += Duration::from_secs(1);
    }

    /// Counts a call, and fails if it is the one that shall.
    fn call(&mut self) -> io::Result<()> {
        let call = self.calls;
        self.calls += 1;
        self.tick();
        let error = match self.fault {
            Some(Fault::Once(at, kind)) if at == call => kind,
            Some(Fault::PowerCut(at)) if call >= at => ErrorKind::Other,
            Some(Fault::Meddle(at)) if at == call => {
                self.hit = true;
                let (path, bytes) = self.meddler.clone().unwrap();
                let (inode, now) = (self.file(&path)?, self.now);
                let inode = &mut self.inodes[inode];
                (inode.live, inode.modified) = (bytes, now);
                return Ok(());
            }
            _ => return Ok(()),
        };
        self.hit = true;
        Err(error.into())
    }

    fn file(&self, path: &Path) -> io::Result<usize> {
        match self.live.get(path) {
            Some(Entry::File(inode)) => Ok(*inode),
            Some(Entry::Folder) => Err(ErrorKind::IsADirectory.into()),
            None => Err(ErrorKind::NotFound.into()),
        }
    }

    fn may_change(&self, path: &Path) -> io::Result<()> {
        let parent = path.parent().unwrap();
        match self.live.get(parent) {
            Some(Entry::Folder) if self.closed_folder.as_deref() == Some(parent) => {
                Err(ErrorKind::PermissionDenied.into())
            }
            Some(Entry::Folder) => Ok(()),
            Some(Entry::File(_)) => Err(ErrorKind::NotADirectory.into()),
            None => Err(ErrorKind::NotFound.into()),
        }
    }

    fn create(&mut self, path: &Path, access: Access) -> usize {
        self.inodes.push(Inode {
            live: Vec::new(),
            durable: Vec::new(),
            modified: self.now,
            read_only: false,
            access,
        });
        let inode = self.inodes.len() - 1;
        self.live.insert(path.to_owned(), Entry::File(inode));
        inode
    }
}
