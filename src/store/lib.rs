//! The document on disk: safe save, journal, recent files.
//!
//! ```text
//!   open    file ---> Project and Stamp                  caps, places of what is wrong
//!   save    Project ---> temporary file ---> file        old or new, never neither
//!   journal Project, Project, ... ---> recovery folder   work since the last save survives a crash
//! ```
//!
//! Everything goes through the trait [`Fs`], so that tests can let every single call fail and cut
//! the power between any two of them. Nothing here is for the thread of the interface, except
//! [`JournalWriter`], which has its own.

mod atomic;
mod backup;
mod config;
mod folders;
mod fs;
mod journal;
mod lock;
#[cfg(test)]
mod mem;
mod open;
mod people;
mod profiles;
mod prune;
mod recent;
mod save;
mod settings;
mod stamp;
mod stream;

pub use atomic::{sweep, write_file};
pub use backup::{Backup, backups};
pub use config::ConfigError;
pub use folders::{Folders, HOME_VARIABLE};
pub use fs::{Access, Fs, FsFile, Held, RealFs, Stat};
pub use journal::{
    FileState, Journal, JournalError, JournalEvent, JournalWriter, Origin, Recovery, Restored,
    recoverable,
};
pub use lock::DocumentLock;
pub use open::{MAX_BYTES, OpenError, open};
pub use people::{MAX_PEOPLE, MAX_SURVEYS, SurveyPeople, WavePeople, WaveSource};
pub use profiles::{MAX_PROFILES, SurveyProfile};
pub use recent::{MAX_RECENT, Recent, RecentFile};
pub use save::{SaveError, SaveOptions, Saved, save, save_bytes};
pub use settings::{Renderer, Settings, ThemeChoice};
pub use stamp::Stamp;
pub use stream::write_stream;
