//! The thread that writes the journal, so that nobody ever waits for the disk while editing.

use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use model::Project;

use super::{Journal, JournalError, Origin};
use crate::fs::Fs;

/// Between two writes; what is typed or dragged meanwhile becomes one record.
const PAUSE: Duration = Duration::from_millis(250);
/// After a failure the disk is tried again at this distance.
const RETRY: Duration = Duration::from_secs(5);

/// How the journal fares. Only changes are reported.
#[derive(Debug)]
pub enum JournalEvent {
    /// From now on changes are not safe; it is tried again. Show it until it works again.
    Failed(JournalError),
    /// All changes are on the disk again.
    Working,
}

/// Writes the journal of one open document on its own thread. It is given whole projects, which
/// are cheap copies: only the last one counts, and the difference to what is on the disk is what is
/// written. So nothing can pile up, and undo and redo are changes like any other.
///
/// A document that is never changed never gets a journal. When the writer is dropped, what it was
/// given last is written and stays, to be offered at the next start.
pub struct JournalWriter {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    inbox: Mutex<Inbox>,
    changed: Condvar,
}

#[derive(Default)]
struct Inbox {
    latest: Option<Project>,
    saved: Option<(Origin, Project)>,
    /// How often a flush was asked for, and up to which of them it was done.
    flush_asked: u64,
    flush_done: u64,
    /// Whether all that was given up to the last flush is on the disk.
    is_safe: bool,
    stop: Option<Stop>,
    ended: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    Keep,
    Remove,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Inbox> {
        // The inbox is whole after every single assignment: a panic elsewhere does not spoil it.
        self.inbox.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, change: impl FnOnce(&mut Inbox)) {
        change(&mut self.lock());
        self.changed.notify_all();
    }
}

impl JournalWriter {
    /// Starts the thread. `root` is the folder of all journals, `base` is what `origin` holds (a
    /// template or an empty project for a document that was never saved). `report` is called on the
    /// thread of the writer.
    pub fn spawn(
        fs: Arc<dyn Fs>,
        root: PathBuf,
        origin: Origin,
        base: Project,
        report: impl FnMut(JournalEvent) + Send + 'static,
    ) -> std::io::Result<Self> {
        let shared = Arc::new(Shared::default());
        let mut worker = Worker {
            fs,
            root,
            origin,
            latest: base.clone(),
            base,
            journal: None,
            failed: false,
            report: Box::new(report),
            shared: Arc::clone(&shared),
        };
        let thread =
            std::thread::Builder::new().name("journal".to_owned()).spawn(move || worker.run())?;
        Ok(Self { shared, thread: Some(thread) })
    }

    /// Says what the project is now, after a change, an undo or a redo. Returns at once.
    pub fn record(&self, project: &Project) {
        self.shared.tell(|inbox| inbox.latest = Some(project.clone()));
    }

    /// Says that `project` was saved as `origin`. What was changed meanwhile stays in the journal.
    pub fn saved(&self, origin: Origin, project: &Project) {
        self.shared.tell(|inbox| inbox.saved = Some((origin, project.clone())));
    }

    /// Waits until all that was recorded is on the disk. Returns whether it is.
    pub fn flush(&self) -> bool {
        let mut inbox = self.shared.lock();
        inbox.flush_asked += 1;
        let mine = inbox.flush_asked;
        self.shared.changed.notify_all();
        while inbox.flush_done < mine && !inbox.ended {
            inbox = self.shared.changed.wait(inbox).unwrap_or_else(PoisonError::into_inner);
        }
        inbox.flush_done >= mine && inbox.is_safe
    }

    /// Ends the journal of a document that is closed with nothing unsaved, or whose changes the
    /// person gave up: it is removed.
    pub fn finish(mut self) {
        self.stop(Stop::Remove);
    }

    fn stop(&mut self, stop: Stop) {
        let Some(thread) = self.thread.take() else { return };
        self.shared.tell(|inbox| inbox.stop = Some(stop));
        if thread.join().is_err() {
            tracing::error!("the journal's thread panicked");
        }
    }
}

impl Drop for JournalWriter {
    fn drop(&mut self) {
        self.stop(Stop::Keep);
    }
}

struct Worker {
    fs: Arc<dyn Fs>,
    root: PathBuf,
    origin: Origin,
    /// What the document's file holds.
    base: Project,
    /// What the document is.
    latest: Project,
    /// None while they are the same.
    journal: Option<Journal>,
    failed: bool,
    report: Box<dyn FnMut(JournalEvent) + Send>,
    shared: Arc<Shared>,
}

/// What the worker found in the inbox.
struct Task {
    latest: Option<Project>,
    saved: Option<(Origin, Project)>,
    flush: u64,
    stop: Option<Stop>,
}

impl Worker {
    fn run(&mut self) {
        loop {
            let task = self.next_task();
            if task.stop == Some(Stop::Remove) {
                if let Some(journal) = self.journal.take() {
                    journal.finish();
                }
                return;
            }
            let result = self.write(task.latest, task.saved);
            let is_safe = result.is_ok();
            self.report(result);
            self.shared.tell(|inbox| {
                inbox.flush_done = task.flush;
                inbox.is_safe = is_safe;
            });
            if task.stop == Some(Stop::Keep) {
                return;
            }
            self.pause();
        }
    }

    /// Waits for something to do; after a failure only for a while.
    fn next_task(&self) -> Task {
        let retry_at = Instant::now() + RETRY;
        let mut inbox = self.shared.lock();
        while inbox.is_idle() {
            let left = retry_at.saturating_duration_since(Instant::now());
            if self.failed && left.is_zero() {
                break;
            }
            inbox = if self.failed {
                let waited = self.shared.changed.wait_timeout(inbox, left);
                waited.unwrap_or_else(PoisonError::into_inner).0
            } else {
                self.shared.changed.wait(inbox).unwrap_or_else(PoisonError::into_inner)
            };
        }
        Task {
            latest: inbox.latest.take(),
            saved: inbox.saved.take(),
            flush: inbox.flush_asked,
            stop: inbox.stop,
        }
    }

    /// Lets changes gather, unless somebody waits.
    fn pause(&self) {
        let until = Instant::now() + PAUSE;
        let mut inbox = self.shared.lock();
        while inbox.stop.is_none() && inbox.flush_asked == inbox.flush_done {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return;
            }
            let waited = self.shared.changed.wait_timeout(inbox, left);
            inbox = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn write(
        &mut self,
        latest: Option<Project>,
        saved: Option<(Origin, Project)>,
    ) -> Result<(), JournalError> {
        if let Some(latest) = latest {
            self.latest = latest;
        }
        let was_saved = saved.is_some();
        if let Some((origin, base)) = saved {
            self.origin = origin;
            self.base = base;
        }
        if self.latest == self.base {
            if let Some(journal) = self.journal.take() {
                journal.finish();
            }
            return Ok(());
        }
        let journal = match &mut self.journal {
            Some(journal) => {
                if was_saved {
                    journal.saved(&self.origin, &self.base, &self.latest)?;
                }
                journal
            }
            none => none.insert(Journal::start(
                Arc::clone(&self.fs),
                &self.root,
                &self.origin,
                &self.base,
            )?),
        };
        match journal.append(&model::diff(journal.current(), &self.latest)) {
            // Nobody loses work because a difference is wrong: a new base needs none.
            Err(JournalError::Edit(error)) => tracing::error!("a wrong difference: {error}"),
            result => result?,
        }
        if *journal.current() != self.latest {
            journal.checkpoint(&self.latest)?;
        }
        // Both are equal, but only a copy shares its parts: the next difference is then quick.
        journal.current = self.latest.clone();
        Ok(())
    }

    fn report(&mut self, result: Result<(), JournalError>) {
        let had_failed = self.failed;
        self.failed = result.is_err();
        match result {
            Err(error) if !had_failed => (self.report)(JournalEvent::Failed(error)),
            Ok(()) if had_failed => (self.report)(JournalEvent::Working),
            _ => {}
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        if std::thread::panicking() {
            (self.report)(JournalEvent::Failed(JournalError::Ended));
        }
        self.shared.tell(|inbox| inbox.ended = true);
    }
}

impl Inbox {
    fn is_idle(&self) -> bool {
        self.latest.is_none()
            && self.saved.is_none()
            && self.stop.is_none()
            && self.flush_asked == self.flush_done
    }
}
