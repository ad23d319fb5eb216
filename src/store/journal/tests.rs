use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use model::{
    Card, CardField, CardId, CardKind, Channel, ChannelId, CurveAt, Emotion, Lane, LaneId,
    LaneKind, Map, MapId, Order, Persona, PersonaField, PersonaId, Place, ProjectField, Stage,
    StageField, StageId,
};

use super::*;
use crate::fs::RealFs;
use crate::mem::{Fault, MemFs};

/// Random numbers that are the same every time (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u128) -> u128 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u128::from(self.0) % sides
    }
}

const MAP: MapId = MapId::from_number(1);
const LANE: LaneId = LaneId::from_number(2);

fn project() -> Project {
    let mut map = Map::new("Journey", Order::middle());
    let kind = LaneKind::Cards(CardKind::Touchpoint);
    map.lanes.insert_mut(LANE, Lane::new("Touchpoints", kind, Order::middle()));
    let mut project = Project { name: "Shop".to_owned(), ..Project::default() };
    project.maps.insert_mut(MAP, map);
    project
}

/// A random change, which may not fit the project.
fn random_edit(dice: &mut Dice) -> Edit {
    let order = Order::middle();
    let persona = PersonaId::from_number(100 + dice.roll(3));
    let stage = StageId::from_number(200 + dice.roll(4));
    let channel = ChannelId::from_number(300 + dice.roll(2));
    let card = CardId::from_number(400 + dice.roll(12));
    let place =
        Place { persona: Some(persona), lane: LANE, stage, order: Order::after(Some(&order)) };
    let text = format!("“{}” \\ and\na line \u{1f600} \u{0}", dice.roll(1_000));
    match dice.roll(14) {
        0 => Edit::SetProject(ProjectField::Name(text)),
        1 => Edit::AddPersona { id: persona, persona: Persona::new(text, order, 0) },
        2 => Edit::SetPersona { id: persona, field: PersonaField::Notes(text) },
        3 if dice.roll(4) == 0 => Edit::RemovePersona { id: persona },
        4 => Edit::AddChannel { id: channel, channel: Channel::new(text, "web", order) },
        5 => Edit::RemoveChannel { id: channel },
        6 => Edit::AddStage { map: MAP, id: stage, stage: Stage::new(text, order) },
        7 => Edit::SetStage { map: MAP, id: stage, field: StageField::Width(Some(300)) },
        8 if dice.roll(4) == 0 => Edit::RemoveStage { map: MAP, id: stage },
        9 => Edit::SetCard { map: MAP, id: card, field: CardField::Text(text) },
        10 => Edit::RemoveCard { map: MAP, id: card },
        11 => Edit::SetPoint {
            map: MAP,
            at: CurveAt { persona, stage },
            emotion: (dice.roll(3) > 0).then(|| Emotion::from_tenths(dice.roll(41) as i8 - 20)),
        },
        12 => Edit::MoveCards { map: MAP, moves: vec![(card, place)] },
        _ => {
            let card_kind = CardKind::Touchpoint;
            Edit::AddCard { map: MAP, id: card, card: Box::new(Card::new(place, card_kind, text)) }
        }
    }
}

fn fits(edit: &Edit, project: &Project) -> bool {
    let map = project.maps.get(&MAP).unwrap();
    let is_place = |place: &Place| {
        map.stages.contains_key(&place.stage)
            && place.persona.is_none_or(|persona| project.personas.contains_key(&persona))
    };
    match edit {
        Edit::AddCard { card, .. } => is_place(&card.place),
        Edit::MoveCards { moves, .. } => moves.iter().all(|(_, place)| is_place(place)),
        Edit::SetPoint { at, .. } => {
            map.stages.contains_key(&at.stage) && project.personas.contains_key(&at.persona)
        }
        _ => true,
    }
}

/// A project after each of `count` random changes, the first one without any; some of the changes
/// are an undo of several.
fn story(seed: u64, count: usize) -> Vec<Project> {
    let mut dice = Dice(seed);
    let mut states = vec![project()];
    while states.len() <= count {
        let mut next = states.last().unwrap().clone();
        if dice.roll(10) == 0 {
            let back = states.len().saturating_sub(1 + dice.roll(5) as usize);
            next = states[back].clone();
        } else {
            let edit = random_edit(&mut dice);
            if !fits(&edit, &next) || edit.apply(&mut next).is_err() {
                continue;
            }
        }
        if next != *states.last().unwrap() {
            states.push(next);
        }
    }
    states
}

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
        assert!(recovery.changes >= 60 && recovery.newer_than_file());
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
            5 => journal.saved(&Origin::default(), state),
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

#[test]
fn how_the_file_stands_to_the_journal_is_told() {
    let file = Path::new("/maps/shop.ron");
    let cases: [(fn(&MemFs, &Path), _, _); 4] = [
        (|_, _| {}, FileState::Unchanged, true),
        (|fs, file| fs.touch(file), FileState::Unchanged, true),
        (|fs, file| fs.put(file, b"theirs"), FileState::ChangedLater, false),
        (|fs, file| fs.remove(file).unwrap(), FileState::Gone, true),
    ];
    for (change, expected, newer) in cases {
        let fs = MemFs::new();
        fs.put(file, b"saved");
        let stamp = Some(Stamp::of(b"saved", None));
        let origin = Origin { path: Some(file.to_owned()), stamp };
        let states = story(5, 3);
        let mut journal = Journal::start(shared(&fs), root(), &origin, &states[0]).unwrap();
        step(&mut journal, &states[3]).unwrap();
        drop(journal);
        change(&fs, file);
        let recovery = only(&fs).unwrap();
        assert_eq!((recovery.file, recovery.newer_than_file()), (expected, newer));
        assert_eq!(recovery.path.as_deref(), Some(file));
    }
}

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
    let stamp = Some(Stamp::of(b"state 5", None));
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
    assert!(recovery.last_change.elapsed().unwrap_or_default() < Duration::from_secs(3600));
    assert_eq!(recovery.restore().unwrap().project, states[4]);
    recovery.discard();
    assert_eq!(std::fs::read_dir(&root).unwrap().count(), 0);
}
