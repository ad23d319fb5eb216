//! Where bytes come from: something that can be opened at any offset, more than once.

use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;

/// A file, or anything else that can be opened at any offset, again and again.
///
/// Reading twice is what keeps memory small: first a look at the beginning, then the count, and a
/// second pass where answers of the same person must be compared.
pub trait Source: Send + Sync {
    /// The size in bytes.
    fn size_bytes(&self) -> io::Result<u64>;
    /// A reader that starts `offset_bytes` after the beginning; empty beyond the end.
    fn open_at(&self, offset_bytes: u64) -> io::Result<Box<dyn Read + Send>>;
}

/// Bytes in memory, shared rather than copied.
#[derive(Clone, Debug)]
pub struct Bytes(pub Arc<[u8]>);

impl From<&[u8]> for Bytes {
    fn from(bytes: &[u8]) -> Self {
        Self(Arc::from(bytes))
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Arc::from(bytes))
    }
}

impl Source for Bytes {
    fn size_bytes(&self) -> io::Result<u64> {
        Ok(self.0.len() as u64)
    }

    fn open_at(&self, offset_bytes: u64) -> io::Result<Box<dyn Read + Send>> {
        let mut cursor = io::Cursor::new(Arc::clone(&self.0));
        cursor.set_position(offset_bytes);
        Ok(Box::new(cursor))
    }
}

/// The first `limit_bytes` of a source; fewer where it is shorter.
pub fn read_start(source: &dyn Source, limit_bytes: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.open_at(0)?.take(limit_bytes as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A source as a stream that can seek, for archives.
pub(crate) struct Seeking<'a> {
    source: &'a dyn Source,
    size_bytes: u64,
    position: u64,
    reader: Option<Box<dyn Read + Send>>,
}

impl<'a> Seeking<'a> {
    pub(crate) fn new(source: &'a dyn Source) -> io::Result<Self> {
        Ok(Self { source, size_bytes: source.size_bytes()?, position: 0, reader: None })
    }
}

impl Read for Seeking<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let reader = match &mut self.reader {
            Some(reader) => reader,
            None => self.reader.insert(self.source.open_at(self.position)?),
        };
        let count = reader.read(buffer)?;
        self.position += count as u64;
        Ok(count)
    }
}

impl Seek for Seeking<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let (base, offset) = match to {
            SeekFrom::Start(position) => (position, 0),
            SeekFrom::Current(offset) => (self.position, offset),
            SeekFrom::End(offset) => (self.size_bytes, offset),
        };
        let position = base
            .checked_add_signed(offset)
            .ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        if position != self.position {
            self.position = position;
            self.reader = None;
        }
        Ok(position)
    }
}
