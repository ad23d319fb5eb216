//! Survey files: read them, find their columns and scales, tally the answers, work out metrics.
