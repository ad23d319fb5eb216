//! A file that is written as it is made, however long it becomes.

use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::Path;

use crate::atomic::{create_temp, is_confirmed, put, take_permissions};
use crate::fs::{Access, Fs, FsFile, folder_of};

/// Writes a file as [`write_file`](crate::write_file) does, with what `fill` writes: until it is all
/// on the disk, the old content stays. An error of `fill` leaves nothing behind. Returns whether the
/// disk confirmed it.
///
/// Unlike a file that is written at once it is not read back: only its length is.
pub fn write_stream<E: From<io::Error>>(
    fs: &dyn Fs,
    path: &Path,
    fill: impl FnOnce(&mut (dyn Write + Send)) -> Result<(), E>,
) -> Result<bool, E> {
    let target = crate::fs::resolve(fs, path)?;
    let old = fs.stat(&target).ok();
    if old.is_some_and(|old| old.read_only) {
        // A rename would replace it all the same.
        return Err(io::Error::from(ErrorKind::PermissionDenied).into());
    }
    let like = old.map(|_| target.as_path());
    let access = if like.is_some() { Access::Private } else { Access::Usual };
    let (temp, file) = create_temp(fs, folder_of(&target), access)?;
    let write = || {
        let mut counted = BufWriter::new(Counted { file, written: 0 });
        fill(&mut counted)?;
        let Counted { mut file, written } =
            counted.into_inner().map_err(io::IntoInnerError::into_error)?;
        let synced = is_confirmed(file.sync())?;
        drop(file);
        take_permissions(fs, like, &temp)?;
        // A network folder may swallow what it cannot store.
        if fs.stat(&temp)?.len != written {
            let lost = io::Error::new(ErrorKind::InvalidData, "the disk did not keep the data");
            return Err(lost.into());
        }
        Ok(synced)
    };
    match write() {
        Ok(synced) => Ok(put(fs, &temp, &target)? && synced),
        Err(error) => {
            // The error that matters is the first one; a left-over is swept later.
            let _ = fs.remove(&temp);
            Err(error)
        }
    }
}

/// A file, and how many bytes went into it.
struct Counted {
    file: Box<dyn FsFile>,
    written: u64,
}

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write_all(bytes)?;
        self.written += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mem::MemFs;

    const PATH: &str = "/folder/list.csv";

    fn written(fs: &MemFs, lines: usize, stop: bool) -> io::Result<bool> {
        write_stream(fs, PATH.as_ref(), |out| {
            for line in 0..lines {
                writeln!(out, "line {line}")?;
            }
            if stop { Err(io::Error::from(ErrorKind::Interrupted)) } else { Ok(()) }
        })
    }

    #[test]
    fn a_long_file_is_there_whole_or_not_at_all() {
        let fs = MemFs::new();
        fs.create_folders("/folder".as_ref()).unwrap();
        assert!(written(&fs, 20_000, false).unwrap());
        let whole = fs.content(PATH.as_ref()).unwrap();
        assert!(whole.ends_with(b"line 19999\n"));
        written(&fs, 5, true).unwrap_err();
        assert_eq!(fs.content(PATH.as_ref()).unwrap(), whole, "the old one stays");
        assert_eq!(fs.list("/folder".as_ref()).unwrap().len(), 1, "nothing is left behind");
    }
}
