//! The records of the log.

use model::Edit;

use super::JournalError;

/// Length and checksum, before every record's text.
const HEADER_BYTES: usize = 8;

/// Edits as a record: `[length u32 LE][CRC-32 u32 LE][RON]`. Fails if they could not be read back.
pub(super) fn encode(edits: &[Edit]) -> Result<Vec<u8>, JournalError> {
    let of_ron = |error: &dyn std::fmt::Display| JournalError::Record(error.to_string());
    let text = ron::to_string(edits).map_err(|error| of_ron(&error))?;
    let back: Vec<Edit> = ron::from_str(&text).map_err(|error| of_ron(&error))?;
    if back != edits {
        return Err(JournalError::Record("it does not read back as it was".to_owned()));
    }
    let len = u32::try_from(text.len()).map_err(|error| of_ron(&error))?;
    let mut record = Vec::with_capacity(HEADER_BYTES + text.len());
    record.extend_from_slice(&len.to_le_bytes());
    record.extend_from_slice(&crc32fast::hash(text.as_bytes()).to_le_bytes());
    record.extend_from_slice(text.as_bytes());
    Ok(record)
}

/// What a log gives back.
pub(super) struct Replay {
    /// The whole records.
    pub records: Vec<Vec<Edit>>,
    /// How many bytes at the end are of no use: a record that the crash tore, and all behind it.
    pub torn_bytes: usize,
}

/// Reads records until the first one that is not whole.
pub(super) fn decode(log: &[u8]) -> Replay {
    let mut records = Vec::new();
    let mut rest = log;
    while let Some((record, after)) = next(rest) {
        records.push(record);
        rest = after;
    }
    Replay { records, torn_bytes: rest.len() }
}

fn next(log: &[u8]) -> Option<(Vec<Edit>, &[u8])> {
    let (len, rest) = log.split_first_chunk::<4>()?;
    let (crc, rest) = rest.split_first_chunk::<4>()?;
    let len = usize::try_from(u32::from_le_bytes(*len)).ok()?;
    // A power cut may leave zeros, and the checksum of nothing is zero as well.
    if len == 0 {
        return None;
    }
    let (text, rest) = rest.split_at_checked(len)?;
    if crc32fast::hash(text) != u32::from_le_bytes(*crc) {
        return None;
    }
    Some((ron::de::from_bytes(text).ok()?, rest))
}
