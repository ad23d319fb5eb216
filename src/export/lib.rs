//! The draw list and the document as files.
