//! Survey files: read them, find their columns and scales, tally the answers, work out metrics.

pub mod amount;
pub mod compare;
pub mod dates;
pub mod filter;
pub mod metric;
pub mod read;
pub mod stats;
pub mod tally;
