//! Survey files: read them, find their columns and scales, tally the answers, work out metrics.

pub mod amount;
pub mod filter;
pub mod tally;
