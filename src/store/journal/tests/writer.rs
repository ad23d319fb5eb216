use std::path::Path;
use std::sync::mpsc;

use super::super::*;
use super::{only, root, shared, story};
use crate::mem::{Fault, MemFs};

fn writer(fs: &MemFs, base: &Project) -> (JournalWriter, mpsc::Receiver<JournalEvent>) {
    let (send, events) = mpsc::channel();
    let report = move |event| drop(send.send(event));
    let origin = Origin::default();
    let base = base.clone();
    let writer = JournalWriter::spawn(shared(fs), root().to_owned(), origin, base, report);
    (writer.unwrap(), events)
}

#[test]
fn a_document_that_is_only_looked_at_gets_no_journal() {
    let fs = MemFs::new();
    let states = story(1, 2);
    let (writer, _events) = writer(&fs, &states[0]);
    writer.record(&states[0]);
    assert!(writer.flush());
    drop(writer);
    assert_eq!(fs.paths(), [PathBuf::from("/")]);
}

#[test]
fn the_writer_keeps_what_it_was_given_last_when_it_is_dropped() {
    let fs = MemFs::new();
    let states = story(2, 100);
    let (writer, events) = writer(&fs, &states[0]);
    for state in &states[1..] {
        writer.record(state);
    }
    drop(writer);
    assert!(events.try_recv().is_err());
    assert_eq!(only(&fs).unwrap().restore().unwrap().project, states[100]);
}

#[test]
fn a_flushed_change_survives_a_power_cut() {
    let fs = MemFs::new();
    let states = story(4, 10);
    let (writer, _events) = writer(&fs, &states[0]);
    for state in &states[1..] {
        writer.record(state);
        assert!(writer.flush());
        for after in fs.after_power_cut() {
            let recovery = only(&after);
            if *state == states[0] {
                continue;
            }
            assert_eq!(recovery.unwrap().restore().unwrap().project, *state);
        }
    }
}

#[test]
fn after_a_save_only_what_came_later_is_in_the_journal() {
    let fs = MemFs::new();
    let states = story(6, 10);
    let (writer, _events) = writer(&fs, &states[0]);
    writer.record(&states[7]);
    assert!(writer.flush());
    // The save took a while, and meanwhile the person went on.
    writer.record(&states[10]);
    let file = Path::new("/maps/shop.ron");
    fs.put(file, b"state 5");
    let stamp = Some(Stamp::of(b"state 5"));
    writer.saved(Origin { path: Some(file.to_owned()), stamp }, &states[5]);
    assert!(writer.flush());
    drop(writer);
    let recovery = only(&fs).unwrap();
    assert_eq!(recovery.file, FileState::Unchanged);
    assert_eq!(recovery.changes, model::diff(&states[5], &states[10]).len() as u64);
    assert_eq!(recovery.restore().unwrap().project, states[10]);
}

#[test]
fn nothing_is_left_when_all_is_saved_or_the_document_is_closed() {
    let states = story(8, 5);
    let fs = MemFs::new();
    let (saved, _events) = writer(&fs, &states[0]);
    saved.record(&states[5]);
    assert!(saved.flush());
    saved.saved(Origin::default(), &states[5]);
    assert!(saved.flush());
    assert_eq!(fs.list(root()).unwrap(), Vec::<PathBuf>::new());
    drop(saved);
    let (closed, _events) = writer(&fs, &states[0]);
    closed.record(&states[4]);
    assert!(closed.flush());
    closed.finish();
    assert_eq!(fs.list(root()).unwrap(), Vec::<PathBuf>::new());
}

#[test]
fn a_full_disk_is_reported_once_and_again_when_it_works() {
    let fs = MemFs::new();
    let states = story(9, 6);
    let (writer, events) = writer(&fs, &states[0]);
    fs.set_fault(Some(Fault::DiskFull(0)));
    for state in &states[1..4] {
        writer.record(state);
        assert!(!writer.flush());
    }
    let event = events.try_recv().unwrap();
    let JournalEvent::Failed(error) = event else { panic!("{event:?}") };
    assert!(error.to_string().contains("Save the project now"), "{error}");
    assert!(events.try_recv().is_err(), "once is enough");
    fs.set_fault(None);
    assert!(writer.flush(), "what was not written is written as soon as the disk takes it");
    assert!(matches!(events.try_recv(), Ok(JournalEvent::Working)));
    drop(writer);
    assert_eq!(only(&fs).unwrap().restore().unwrap().project, states[3]);
}

#[test]
fn restored_work_is_safe_before_the_old_journal_goes() {
    let fs = MemFs::new();
    let states = story(12, 9);
    let (died, _events) = writer(&fs, &states[0]);
    died.record(&states[9]);
    drop(died);
    let recovery = only(&fs).unwrap();
    let restored = recovery.restore().unwrap().project;
    let (next, _events) = writer(&fs, &Project::default());
    next.record(&restored);
    assert!(next.flush());
    recovery.discard();
    drop(next);
    assert_eq!(only(&fs).unwrap().restore().unwrap().project, states[9]);
}

#[test]
fn a_power_cut_while_a_save_is_noted_loses_nothing_that_was_safe() {
    let states = story(6, 8);
    for cut in 0.. {
        let fs = MemFs::new();
        let (writer, _events) = writer(&fs, &states[0]);
        writer.record(&states[8]);
        assert!(writer.flush());
        fs.set_fault(Some(Fault::PowerCut(cut)));
        writer.saved(Origin::default(), &states[3]);
        let is_safe = writer.flush();
        for after in fs.after_power_cut() {
            let restored = only(&after).expect("a recovery").restore().unwrap();
            assert_eq!(restored.project, states[8], "cut at call {cut}");
        }
        if is_safe && !fs.was_hit() {
            break;
        }
    }
}
