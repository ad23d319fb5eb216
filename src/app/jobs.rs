//! Slow work: on named threads, with a word for the status bar, reporting back when it is done.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use crate::done::Done;

/// What a job and the interface share while it runs.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    cancelled: Arc<AtomicBool>,
    /// The share that is done, as the bits of an `f64`.
    share: Arc<AtomicU64>,
    /// Whom to wake when the share that the status bar says has changed.
    ctx: Option<egui::Context>,
}

impl Progress {
    /// Notes that this share (0 to 1) is done. Returns whether to go on.
    pub fn report(&self, share: f64) -> bool {
        let now = share.clamp(0.0, 1.0);
        let before = f64::from_bits(self.share.swap(now.to_bits(), Ordering::Relaxed));
        if let Some(ctx) = &self.ctx
            && (before * 100.0).round() < (now * 100.0).round()
        {
            ctx.request_repaint();
        }
        !self.is_cancelled()
    }

    /// Whether somebody wants the job to end.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// The share that is done, 0 to 1.
    pub fn share(&self) -> f64 {
        f64::from_bits(self.share.load(Ordering::Relaxed))
    }

    /// Asks the job to end.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }
}

/// What is being done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Busy {
    /// In words, with the share that is done.
    pub text: String,
    /// Whether it ends when it is asked to.
    pub can_cancel: bool,
}

struct Running {
    number: u64,
    what: &'static str,
    began: Instant,
    progress: Progress,
    /// Whether it only waits for a person, and nothing is lost when it never ends.
    is_question: bool,
}

impl Running {
    fn busy(&self) -> Busy {
        let share = self.progress.share();
        let can_cancel = share > 0.0;
        let text = if can_cancel {
            progress_text(self.what, share, self.began.elapsed())
        } else {
            self.what.to_owned()
        };
        Busy { text, can_cancel }
    }
}

/// The jobs that run, and what those that ended reported.
pub struct Jobs {
    ctx: egui::Context,
    sender: Sender<(u64, Done)>,
    receiver: Receiver<(u64, Done)>,
    running: Vec<Running>,
    last_number: u64,
}

impl Jobs {
    /// No job yet. The context is woken when one ends.
    pub fn new(ctx: egui::Context) -> Self {
        let (sender, receiver) = channel();
        Self { ctx, sender, receiver, running: Vec::new(), last_number: 0 }
    }

    /// Starts a job. `what` says in the status bar what is being done ("Saving…").
    pub fn start(
        &mut self,
        what: &'static str,
        work: impl FnOnce(&Progress) -> Done + Send + 'static,
    ) -> Progress {
        self.start_as(what, false, work, Done::Failed)
    }

    /// Starts a job whose end somebody waits for even when it breaks off: `broken` makes of the
    /// reason what is reported then.
    pub fn start_or(
        &mut self,
        what: &'static str,
        work: impl FnOnce(&Progress) -> Done + Send + 'static,
        broken: impl FnOnce(String) -> Done + Clone + Send + 'static,
    ) -> Progress {
        self.start_as(what, false, work, broken)
    }

    /// Starts a job that waits for a person's answer. The end of the program does not wait for it.
    pub fn start_question(
        &mut self,
        what: &'static str,
        work: impl FnOnce(&Progress) -> Done + Send + 'static,
    ) {
        self.start_as(what, true, work, Done::Failed);
    }

    fn start_as(
        &mut self,
        what: &'static str,
        is_question: bool,
        work: impl FnOnce(&Progress) -> Done + Send + 'static,
        broken: impl FnOnce(String) -> Done + Clone + Send + 'static,
    ) -> Progress {
        self.last_number += 1;
        let number = self.last_number;
        let progress = Progress { ctx: Some(self.ctx.clone()), ..Progress::default() };
        let shared = progress.clone();
        let (sender, ctx) = (self.sender.clone(), self.ctx.clone());
        let broke_off = broken.clone();
        let thread = std::thread::Builder::new().name(format!("throughline {what}"));
        let started = thread.spawn(move || {
            // A job that never reported would keep the program from ending.
            let done = catch_unwind(AssertUnwindSafe(|| work(&shared))).unwrap_or_else(|_| {
                let why = "a fault in the program. What is open is as it was.";
                broke_off(format!("“{what}” broke off because of {why}"))
            });
            // The receiver is gone only when the program ends.
            let _ = sender.send((number, done));
            ctx.request_repaint();
        });
        match started {
            Ok(_) => {
                let progress = progress.clone();
                let began = Instant::now();
                self.running.push(Running { number, what, began, progress, is_question });
            }
            Err(error) => {
                let text = format!("{what} could not be started: {error}. Nothing was changed.");
                let _ = self.sender.send((number, broken(text)));
            }
        }
        progress
    }

    /// What ended since the last call.
    pub fn poll(&mut self) -> Vec<Done> {
        let ended: Vec<_> = self.receiver.try_iter().collect();
        self.running.retain(|job| ended.iter().all(|(number, _)| *number != job.number));
        ended.into_iter().map(|(_, done)| done).collect()
    }

    /// Waits until every job has ended that does not itself wait for a person: before the program
    /// closes, so that a save is not cut off.
    pub fn finish(&mut self) -> Vec<Done> {
        let mut done = Vec::new();
        while self.running.iter().any(|job| !job.is_question) {
            let Ok((number, ended)) = self.receiver.recv() else { break };
            self.running.retain(|job| job.number != number);
            done.push(ended);
        }
        done
    }

    /// What the status bar says of the newest job. A job that reports how far it is asks at the
    /// same time whether to go on.
    pub fn busy(&self) -> Option<Busy> {
        self.running.last().map(Running::busy)
    }

    /// The same of the job that shares this progress; none when it has ended.
    pub fn busy_with(&self, progress: &Progress) -> Option<Busy> {
        let is_it = |job: &&Running| Arc::ptr_eq(&job.progress.share, &progress.share);
        self.running.iter().find(is_it).map(Running::busy)
    }

    /// Asks the newest job to end.
    pub fn cancel_newest(&self) {
        if let Some(job) = self.running.last() {
            job.progress.cancel();
        }
    }

    /// Asks the jobs to end that say this of themselves.
    pub fn cancel_doing(&self, what: &str) {
        for job in self.running.iter().filter(|job| job.what == what) {
            job.progress.cancel();
        }
    }

    /// Whether a job that says this of itself is running.
    pub fn is_doing(&self, what: &str) -> bool {
        self.running.iter().any(|job| job.what == what)
    }

    /// Whether anything is being done.
    pub fn is_busy(&self) -> bool {
        !self.running.is_empty()
    }
}

/// Before this, nobody can say how long a job will take, and short ones are over anyway.
const FORESEEABLE: Duration = Duration::from_secs(1);

/// How far a job is, and how long it will take from now on.
fn progress_text(what: &str, share: f64, elapsed: Duration) -> String {
    let text = format!("{what} {:.0} %", share * 100.0);
    let left_s = elapsed.as_secs_f64() * (1.0 - share) / share;
    if elapsed < FORESEEABLE || !(0.5..86_400.0).contains(&left_s) {
        return text;
    }
    if left_s < 90.0 {
        format!("{text}, about {left_s:.0} s left")
    } else {
        format!("{text}, about {:.0} min left", left_s / 60.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_says_how_long_it_will_take_once_that_can_be_told() {
        let text = |share, elapsed_s| {
            progress_text("Counting answers…", share, Duration::from_secs_f64(elapsed_s))
        };
        assert_eq!(text(0.43, 3.0), "Counting answers… 43 %, about 4 s left");
        assert_eq!(text(0.43, 0.3), "Counting answers… 43 %");
        assert_eq!(text(0.01, 6.0), "Counting answers… 1 %, about 10 min left");
        assert_eq!(text(1.0, 6.0), "Counting answers… 100 %");
    }
}
