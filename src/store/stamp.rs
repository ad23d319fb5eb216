//! How a file on the disk is recognised as the one that was last read or written.

use xxhash_rust::xxh3::xxh3_64;

/// What a file was when it was last read or written. The content decides whether it is still the
/// same; its time does not, because sync clients touch files that they did not change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The length in bytes.
    pub len: u64,
    /// The XXH3 hash of the content.
    pub hash: u64,
}

impl Stamp {
    /// The stamp of a file of this content.
    pub fn of(bytes: &[u8]) -> Self {
        Self { len: bytes.len() as u64, hash: xxh3_64(bytes) }
    }

    /// Whether the content is the one that was stamped.
    pub fn is_content(&self, bytes: &[u8]) -> bool {
        self.len == bytes.len() as u64 && self.hash == xxh3_64(bytes)
    }
}
