//! What a map shows of its surveys, as a person reads it.
