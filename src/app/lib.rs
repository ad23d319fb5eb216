//! Throughline, the application.
