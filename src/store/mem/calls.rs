//! The calls of the file system in memory.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::{Entry, Fault, MemFile, MemFs, MemLock};
use crate::fs::{Access, Fs, FsFile, Held, Stat};

impl FsFile for MemFile {
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut disk = self.fs.disk();
        let mut result = disk.call();
        let write = disk.writes;
        disk.writes += 1;
        if let Some(Fault::DiskFull(at)) = disk.fault
            && write >= at
        {
            disk.hit = true;
            result = Err(ErrorKind::StorageFull.into());
        }
        // A write that fails may have written something.
        let written = if result.is_ok() { bytes } else { &bytes[..bytes.len() / 2] };
        let end = self.at + written.len();
        let now = disk.now;
        let inode = &mut disk.inodes[self.inode];
        if inode.live.len() < end {
            inode.live.resize(end, 0);
        }
        inode.live[self.at..end].copy_from_slice(written);
        inode.modified = now;
        self.at = end;
        result
    }

    fn set_len(&mut self, len: u64) -> io::Result<()> {
        let mut disk = self.fs.disk();
        disk.call()?;
        disk.inodes[self.inode].live.resize(len as usize, 0);
        Ok(())
    }

    fn sync(&mut self) -> io::Result<()> {
        let mut disk = self.fs.disk();
        disk.call()?;
        let inode = &mut disk.inodes[self.inode];
        inode.durable = inode.live.clone();
        Ok(())
    }
}

impl Fs for MemFs {
    fn create_new(&self, path: &Path, access: Access) -> io::Result<Box<dyn FsFile>> {
        let mut disk = self.disk();
        disk.call()?;
        disk.may_change(path)?;
        if disk.live.contains_key(path) {
            return Err(ErrorKind::AlreadyExists.into());
        }
        let inode = disk.create(path, access);
        Ok(Box::new(MemFile { fs: self.clone(), inode, at: 0 }))
    }

    fn open_existing(&self, path: &Path) -> io::Result<Box<dyn FsFile>> {
        let mut disk = self.disk();
        disk.call()?;
        let inode = disk.file(path)?;
        if disk.inodes[inode].read_only {
            return Err(ErrorKind::PermissionDenied.into());
        }
        Ok(Box::new(MemFile { fs: self.clone(), inode, at: 0 }))
    }

    fn read(&self, path: &Path, cap: u64) -> io::Result<Vec<u8>> {
        let mut disk = self.disk();
        disk.call()?;
        let bytes = &disk.inodes[disk.file(path)?].live;
        if bytes.len() as u64 > cap {
            return Err(ErrorKind::FileTooLarge.into());
        }
        Ok(bytes.clone())
    }

    fn stat(&self, path: &Path) -> io::Result<Stat> {
        let mut disk = self.disk();
        disk.call()?;
        if disk.live.get(path) == Some(&Entry::Folder) {
            let modified = Some(disk.now);
            return Ok(Stat { len: 0, modified, read_only: false, is_folder: true });
        }
        let inode = &disk.inodes[disk.file(path)?];
        Ok(Stat {
            len: inode.live.len() as u64,
            modified: Some(inode.modified),
            read_only: inode.read_only,
            is_folder: false,
        })
    }

    fn copy_permissions(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut disk = self.disk();
        disk.call()?;
        let (from, to) = (disk.file(from)?, disk.file(to)?);
        disk.inodes[to].access = disk.inodes[from].access;
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut disk = self.disk();
        disk.call()?;
        disk.may_change(from)?;
        disk.may_change(to)?;
        let inode = disk.file(from)?;
        disk.live.remove(from);
        disk.live.insert(to.to_owned(), Entry::File(inode));
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut disk = self.disk();
        disk.call()?;
        disk.may_change(path)?;
        disk.file(path)?;
        disk.live.remove(path);
        Ok(())
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        let mut disk = self.disk();
        disk.call()?;
        if disk.live.keys().any(|other| other.parent() == Some(path)) {
            return Err(ErrorKind::DirectoryNotEmpty.into());
        }
        disk.live.remove(path);
        Ok(())
    }

    fn create_folders(&self, path: &Path) -> io::Result<()> {
        let mut disk = self.disk();
        disk.call()?;
        for folder in path.ancestors() {
            if let Some(Entry::File(_)) = disk.live.insert(folder.to_owned(), Entry::Folder) {
                return Err(ErrorKind::NotADirectory.into());
            }
        }
        Ok(())
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        let mut disk = self.disk();
        disk.call()?;
        let is_here = |name: &Path| name.parent() == Some(path);
        disk.durable.retain(|name, _| !is_here(name));
        let here: Vec<_> = disk.live.iter().filter(|(name, _)| is_here(name)).collect();
        let here: Vec<_> = here.into_iter().map(|(name, entry)| (name.clone(), *entry)).collect();
        disk.durable.extend(here);
        // What lay in a folder that is gone for good is gone with it.
        let folders = disk.durable.clone();
        let is_lost = |name: &Path| name.ancestors().any(|up| !folders.contains_key(up));
        disk.durable.retain(|name, _| !is_lost(name));
        Ok(())
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        let mut disk = self.disk();
        disk.call()?;
        if disk.live.contains_key(path) {
            Ok(path.to_owned())
        } else {
            Err(ErrorKind::NotFound.into())
        }
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let mut disk = self.disk();
        disk.call()?;
        Ok(disk.live.keys().filter(|path| path.parent() == Some(folder)).cloned().collect())
    }

    fn try_lock(&self, path: &Path) -> io::Result<Option<Held>> {
        let mut disk = self.disk();
        disk.call()?;
        disk.may_change(path)?;
        if !disk.live.contains_key(path) {
            disk.create(path, Access::Usual);
        }
        let is_free = disk.locked.insert(path.to_owned());
        Ok(is_free.then(|| Held::new(MemLock { fs: self.clone(), path: path.to_owned() })))
    }

    fn now(&self) -> SystemTime {
        self.disk().now
    }
}
