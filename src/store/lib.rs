//! The document on disk: safe save, journal, recent files.
