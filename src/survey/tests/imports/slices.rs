//! A short file that is read like a long one: cut into blocks, by several threads. The fuzz targets
//! use this file too.

use std::io::{self, Read};
use std::sync::atomic::{AtomicBool, Ordering};

use survey::{Bytes, Source};

/// Long enough to be read by several threads.
const CLAIMED_BYTES: u64 = 1 << 30;

/// A source that claims to be long and gives a few bytes at a time, so that they become a block.
///
/// Only the first reader does so: a file whose blocks were cut wrong is read again as a whole.
pub(crate) struct Slices {
    bytes: Bytes,
    slice_bytes: usize,
    opened: AtomicBool,
}

impl Slices {
    /// Slices of at least one byte.
    pub(crate) fn new(bytes: Bytes, slice_bytes: usize) -> Self {
        Self { bytes, slice_bytes: slice_bytes.max(1), opened: AtomicBool::new(false) }
    }
}

impl Source for Slices {
    fn size_bytes(&self) -> io::Result<u64> {
        Ok(CLAIMED_BYTES)
    }

    fn open_at(&self, offset_bytes: u64) -> io::Result<Box<dyn Read + Send>> {
        let whole = self.bytes.open_at(offset_bytes)?;
        if self.opened.swap(true, Ordering::Relaxed) {
            return Ok(whole);
        }
        Ok(Box::new(Pausing {
            reader: whole,
            slice_bytes: self.slice_bytes,
            left: self.slice_bytes,
        }))
    }
}

/// Says that there is nothing more after each slice, and goes on when it is asked again.
struct Pausing {
    reader: Box<dyn Read + Send>,
    slice_bytes: usize,
    left: usize,
}

impl Read for Pausing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            self.left = self.slice_bytes;
            return Ok(0);
        }
        let wanted = buffer.len().min(self.left);
        let count = self.reader.read(&mut buffer[..wanted])?;
        self.left -= count;
        Ok(count)
    }
}
