mod story;
mod writer;

use std::path::Path;

use super::*;
use crate::fs::RealFs;
use crate::mem::{Fault, MemFs};
use story::{project, story};

fn root() -> &'static Path {
    Path::new("/data/recovery")
}

fn shared(fs: &MemFs) -> Arc<dyn Fs> {
    Arc::new(fs.clone())
}

fn start(fs: &MemFs, base: &Project) -> Result<Journal, JournalError> {
    Journal::start(shared(fs), root(), &Origin::default(), base)
}

/// The next of a story's states reaches the journal.
fn step(journal: &mut Journal, next: &Project) -> Result<(), JournalError> {
    journal.append(&model::diff(journal.current(), next))
}

/// The only recovery on a disk, if there is one.
fn only(fs: &MemFs) -> Option<Recovery> {
    let mut found = recoverable(&shared(fs), root());
    assert!(found.len() < 2);
    found.pop()
}

fn path_of(fs: &MemFs, name: &str) -> PathBuf {
    let is_it = |path: &PathBuf| path.file_name().is_some_and(|found| found == name);
    fs.paths().into_iter().find(is_it).unwrap()
}

#[test]
fn what_is_restored_is_what_was_there() {
    for seed in 1..=20 {
        let fs = MemFs::new();
        let states = story(seed, 60);
        let mut journal = start(&fs, &states[0]).unwrap();
        for state in &states[1..] {
            step(&mut journal, state).unwrap();
        }
        assert!(only(&fs).is_none(), "nobody is offered the work of a living process");
        drop(journal);
        let recovery = only(&fs).unwrap();
        assert_eq!(recovery.path, None);
        assert_eq!(recovery.file, FileState::Untitled);
        assert_eq!(recovery.name, "Shop");
        assert!(recovery.changes >= 60);
        let restored = recovery.restore().unwrap();
        assert_eq!(restored.project, states[60], "seed {seed}");
        assert_eq!(restored.notice, None);
        assert!(only(&fs).is_none(), "nobody else is offered it at the same time");
        drop(recovery);
        assert!(only(&fs).is_some(), "it stays until somebody discards it");
        only(&fs).unwrap().discard();
        assert!(only(&fs).is_none());
        assert_eq!(fs.list(root()).unwrap(), Vec::<PathBuf>::new());
    }
}

#[test]
fn a_torn_end_is_cut_off_at_every_length_and_told() {
    let fs = MemFs::new();
    let states = story(7, 6);
    let mut journal = start(&fs, &states[0]).unwrap();
    let mut ends = vec![0];
    for state in &states[1..] {
        step(&mut journal, state).unwrap();
        ends.push(journal.log_bytes as usize);
    }
    drop(journal);
    let path = path_of(&fs, "ops-1.log");
    let whole = fs.content(&path).unwrap();
    for len in 1..=whole.len() {
        let complete = ends.iter().filter(|end| **end <= len).count() - 1;
        let zeros = [&whole[..len], &[0; 64]].concat();
        let damaged = {
            let mut bytes = whole.clone();
            bytes[len - 1] ^= 0x10;
            bytes
        };
        for (log, expected) in [
            (whole[..len].to_vec(), complete),
            (zeros, complete),
            (damaged, ends.iter().filter(|end| **end < len).count() - 1),
        ] {
            fs.put(&path, &log);
            let Some(recovery) = only(&fs) else {
                assert_eq!(expected, 0, "only without a single change nothing is offered");
                continue;
            };
            let restored = recovery.restore().unwrap();
            assert_eq!(restored.project, states[expected], "{len} bytes");
            assert_eq!(restored.notice.is_some(), log.len() != ends[expected], "{len} bytes");
        }
    }
}

/// Plays a story with a save in its midst. Returns how many states were acknowledged, and whether
/// the journal was finished.
fn play(fs: &MemFs, states: &[Project]) -> (usize, bool) {
    let Ok(mut journal) = start(fs, &states[0]) else { return (0, false) };
    for (index, state) in states.iter().enumerate().skip(1) {
        let result = match index {
            3 => journal.checkpoint(state),
            5 => journal.saved(&Origin::default(), state, state),
            _ => step(&mut journal, state),
        };
        if result.is_err() {
            return (index - 1, false);
        }
    }
    journal.finish();
    (states.len() - 1, true)
}

#[test]
fn a_power_cut_at_any_call_loses_nothing_that_was_acknowledged() {
    let states = story(3, 8);
    for cut in 0.. {
        let fs = MemFs::new();
        fs.put(Path::new("/data/settings"), b"");
        fs.set_fault(Some(Fault::PowerCut(cut)));
        let (acknowledged, finished) = play(&fs, &states);
        for after in fs.after_power_cut() {
            let Some(recovery) = only(&after) else {
                // State 5 was saved: up to there, and once finished, there is nothing to restore.
                let is_in_file = acknowledged == 5 || acknowledged == 4;
                assert!(acknowledged == 0 || is_in_file || finished, "cut at call {cut}");
                continue;
            };
            let project = recovery.restore().unwrap().project;
            let known = acknowledged..=(acknowledged + 1).min(states.len() - 1);
            assert!(known.into_iter().any(|index| states[index] == project), "cut at call {cut}");
        }
        if !fs.was_hit() {
            assert!(finished && only(&fs).is_none());
            break;
        }
    }
}

#[test]
fn after_any_failed_call_the_next_change_brings_all_of_them_to_the_disk() {
    let states = story(11, 6);
    for at in 0.. {
        let fs = MemFs::new();
        let Ok(mut journal) = start(&fs, &states[0]) else { panic!("no fault yet") };
        fs.set_fault(Some(Fault::Once(at, ErrorKind::StorageFull)));
        for state in &states[1..] {
            let _ = step(&mut journal, state);
        }
        step(&mut journal, &states[6]).unwrap();
        drop(journal);
        let was_hit = fs.was_hit();
        fs.set_fault(None);
        let restored = only(&fs).unwrap().restore().unwrap();
        assert_eq!(restored.project, states[6], "failure at call {at}");
        if !was_hit {
            break;
        }
    }
}

#[test]
fn a_disk_that_fails_while_it_is_looked_at_costs_nobody_their_work() {
    let fs = MemFs::new();
    let states = story(17, 4);
    let mut journal = start(&fs, &states[0]).unwrap();
    step(&mut journal, &states[4]).unwrap();
    drop(journal);
    for at in 0.. {
        fs.set_fault(Some(Fault::Once(at, ErrorKind::Other)));
        if let Some(recovery) = only(&fs)
            && let Ok(restored) = recovery.restore()
        {
            assert_eq!(restored.project, states[4], "failure at call {at}");
        }
        let was_hit = fs.was_hit();
        fs.set_fault(None);
        assert!(only(&fs).is_some(), "failure at call {at}");
        if !was_hit {
            break;
        }
    }
}

#[test]
fn a_full_disk_is_not_filled_further_by_bases_that_do_not_fit() {
    let fs = MemFs::new();
    let states = story(19, 5);
    let mut journal = start(&fs, &states[0]).unwrap();
    let before = fs.paths();
    fs.set_fault(Some(Fault::DiskFull(0)));
    for state in &states[1..] {
        step(&mut journal, state).unwrap_err();
    }
    assert_eq!(fs.paths(), before);
    fs.set_fault(None);
    step(&mut journal, &states[5]).unwrap();
    drop(journal);
    assert_eq!(only(&fs).unwrap().restore().unwrap().project, states[5]);
}

#[test]
fn a_long_log_gives_way_to_a_new_base() {
    let fs = MemFs::new();
    let mut state = project();
    let mut journal = start(&fs, &state).unwrap();
    for round in 0..40 {
        state.name = format!("{round}: {}", "a long name ".repeat(8_000));
        step(&mut journal, &state).unwrap();
        assert!(journal.log_bytes <= MAX_LOG_BYTES);
    }
    assert!(journal.generation > 1);
    drop(journal);
    let left: Vec<_> = fs.list(&fs.list(root()).unwrap()[0]).unwrap();
    assert_eq!(left.len(), 4, "the old generation is gone: {left:?}");
    let recovery = only(&fs).unwrap();
    assert_eq!(recovery.changes, 40);
    assert_eq!(recovery.restore().unwrap().project, state);
}

/// What somebody does to a document's file.
type Change = fn(&MemFs, &Path);

#[test]
fn how_the_file_stands_to_the_journal_is_told() {
    let file = Path::new("/maps/shop.ron");
    let cases: [(Change, _); 4] = [
        (|_, _| {}, FileState::Unchanged),
        (|fs, file| fs.touch(file), FileState::Unchanged),
        (|fs, file| fs.put(file, b"theirs"), FileState::ChangedLater),
        (|fs, file| fs.remove(file).unwrap(), FileState::Gone),
    ];
    for (change, expected) in cases {
        let fs = MemFs::new();
        fs.put(file, b"saved");
        let stamp = Some(Stamp::of(b"saved"));
        let origin = Origin { path: Some(file.to_owned()), stamp };
        let states = story(5, 3);
        let mut journal = Journal::start(shared(&fs), root(), &origin, &states[0]).unwrap();
        step(&mut journal, &states[3]).unwrap();
        drop(journal);
        change(&fs, file);
        let recovery = only(&fs).unwrap();
        assert_eq!(recovery.file, expected);
        assert_eq!(recovery.path.as_deref(), Some(file));
    }
}

#[test]
fn a_journal_on_the_real_disk_is_locked_while_it_lives() {
    let home = tempfile::tempdir().unwrap();
    let fs: Arc<dyn Fs> = Arc::new(RealFs);
    let root = home.path().join("data").join("recovery");
    let states = story(13, 4);
    let mut journal =
        Journal::start(Arc::clone(&fs), &root, &Origin::default(), &states[0]).unwrap();
    step(&mut journal, &states[4]).unwrap();
    assert!(recoverable(&fs, &root).is_empty());
    drop(journal);
    let mut found = recoverable(&fs, &root);
    assert_eq!(found.len(), 1);
    let recovery = found.remove(0);
    assert_ne!(recovery.last_change, std::time::SystemTime::UNIX_EPOCH);
    assert_eq!(recovery.restore().unwrap().project, states[4]);
    recovery.discard();
    assert_eq!(std::fs::read_dir(&root).unwrap().count(), 0);
}
