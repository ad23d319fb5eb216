//! Properties that hold for any sequence of edits, made up at random from what a project holds.

use std::collections::BTreeSet;

use proptest::prelude::*;
use survey::tally::Tally;

use crate::ops::{self, Direction};
use crate::testing::everything;
use crate::{
    About, Brief, CardField, CardId, CardKind, Cell, Channel, ChannelId, CurveAt, Edit, Emotion,
    Evidence, Ext, HideBelow, History, Kpi, KpiField, KpiId, Lane, LaneField, LaneId, LaneKind,
    Links, Map, MapField, MapId, Measure, Order, Persona, PersonaField, PersonaId, Project,
    ProjectField, Selection, Stage, StageField, StageId, SurveyField, SurveyId, Variant, diff,
    format,
};

/// Numbers from which one edit is made up.
type Dice = (u8, u16, u16, u16);

fn dice() -> impl Strategy<Value = Vec<Dice>> {
    prop::collection::vec(any::<Dice>(), 1..40)
}

fn pick<T: Copy>(items: impl Iterator<Item = T>, number: u16) -> Option<T> {
    let items: Vec<T> = items.collect();
    items.get(usize::from(number) % items.len().max(1)).copied()
}

/// A made-up identifier; now and then one that is taken.
fn number(a: u16, b: u16) -> u128 {
    (9 << 80) + u128::from(a % 64) * 1_000 + u128::from(b % 8)
}

fn word(number: u16) -> String {
    let words = ["", "Buy", "Zwei\nZeilen", "חנות", "\"q\" \\ \t", "😀", "x,y: (z)"];
    format!("{}{}", words[usize::from(number) % words.len()], number % 5)
}

/// An edit that the application could make, or that tries what must be refused.
fn edit((kind, a, b, c): Dice, project: &Project) -> Option<Edit> {
    if kind % 4 == 3 {
        return structure_edit((kind / 4, a, b, c), project);
    }
    let map = pick(project.maps.keys().copied(), a)?;
    let on = project.maps.get(&map)?;
    let id = pick(on.cards.keys().copied(), b);
    let persona = pick(project.personas.keys().copied(), a);
    let lane = pick(on.lanes.keys().copied(), b)?;
    let stage = pick(on.stages.keys().copied(), c)?;
    let once = on.lanes.get(&lane).is_some_and(|lane| lane.once);
    let cell = Cell { persona: persona.filter(|_| !once), lane, stage };
    let some: BTreeSet<CardId> =
        on.cards.keys().copied().filter(|id| id.number() % 3 == u128::from(c % 3)).collect();
    let before = pick(on.cards_in(cell).iter().map(|(id, _)| *id), c);
    let set = |field| Some(Edit::SetCard { map, id: id?, field });
    let emotion = Some(Emotion::from_tenths((c % 60) as i8 - 30));
    match kind / 4 % 16 {
        0 => set(CardField::Text(word(c))),
        1 => set(CardField::Kind(CardKind::ALL[usize::from(c) % 6])),
        2 => set(CardField::Channel(pick(project.channels.keys().copied(), c))),
        3 => set(CardField::Emotion(emotion)),
        4 => set(CardField::Evidence(Evidence::ALL[usize::from(c) % 3])),
        5 => set(CardField::Channel(Some(ChannelId::from_number(number(a, b))))),
        6 => Some(Edit::RemoveCard { map, id: id? }),
        7 => ops::remove_cards(map, &some, "Delete"),
        8 => ops::move_cards(project, map, &some, id?, cell, before),
        9 => {
            let directions = [Direction::Up, Direction::Down, Direction::Left, Direction::Right];
            ops::shift_cards(project, map, &some, directions[usize::from(b) % 4])
        }
        10 => ops::duplicate_cards(project, map, &some).map(|(edit, _)| edit),
        11 => {
            let copied = ops::copy_cards(project, map, &some)?;
            ops::paste(project, map, cell, before, &copied.cards).map(|pasted| pasted.edit)
        }
        12 => ops::paste(project, map, cell, before, "a\tb\nc").map(|pasted| pasted.edit),
        13 => {
            let at = CurveAt { persona: persona?, stage };
            Some(Edit::SetPoint { map, at, emotion: emotion.filter(|_| b % 4 > 0) })
        }
        // Wherever it is: in a curve's lane or without its persona it must be refused.
        14 => {
            let place = Cell { persona, ..cell }.place(Order::middle());
            Some(Edit::MoveCards { map, moves: vec![(id?, place)] })
        }
        _ => {
            let texts = [word(a), word(b)];
            ops::insert_cards(project, map, cell, before, &texts).map(|(edit, _)| edit)
        }
    }
}

fn structure_edit((kind, a, b, c): Dice, project: &Project) -> Option<Edit> {
    let new = number(b, c);
    let persona = pick(project.personas.keys().copied(), a);
    let order = Order::spread(None, None, 8)[usize::from(c) % 8].clone();
    let map = pick(project.maps.keys().copied(), a);
    let on = map.and_then(|map| project.maps.get(&map));
    let stage = on.and_then(|on| pick(on.stages.keys().copied(), b));
    let lane = on.and_then(|on| pick(on.lanes.keys().copied(), b));
    let survey = pick(project.surveys.keys().copied(), a);
    let kpi = pick(project.kpis.keys().copied(), a);
    match kind % 28 {
        0 => Some(Edit::SetProject(ProjectField::Name(word(a)))),
        1 => {
            let brief = Brief { process: word(a), ..Brief::default() };
            Some(Edit::SetProject(ProjectField::Brief(brief)))
        }
        2 => Some(Edit::SetProject(ProjectField::Ext(Ext([(word(a), word(b))].into())))),
        3 => {
            let persona = Persona::new(word(a), order, 2);
            Some(Edit::AddPersona { id: PersonaId::from_number(new), persona })
        }
        4 => Some(Edit::SetPersona { id: persona?, field: PersonaField::Name(word(c)) }),
        5 => Some(Edit::SetPersona { id: persona?, field: PersonaField::Order(order) }),
        6 if c % 3 == 0 => Some(Edit::RemovePersona { id: persona? }),
        7 => {
            let channel = Channel::new(word(a), "globe", order);
            Some(Edit::AddChannel { id: ChannelId::from_number(new), channel })
        }
        8 => Some(Edit::RemoveChannel { id: pick(project.channels.keys().copied(), a)? }),
        9 => {
            let map = Box::new(Map::new(word(a), order));
            Some(Edit::AddMap { id: MapId::from_number(new), map })
        }
        10 => Some(Edit::SetMap { id: map?, field: MapField::Variant(Variant::Segment) }),
        11 if c % 4 == 0 => Some(Edit::RemoveMap { id: map? }),
        12 | 13 => {
            let stage = Stage::new(word(a), order);
            Some(Edit::AddStage { map: map?, id: StageId::from_number(new), stage })
        }
        14 => {
            let width = Some(c % 500).filter(|width| *width > 100);
            Some(Edit::SetStage { map: map?, id: stage?, field: StageField::Width(width) })
        }
        15 => Some(Edit::SetStage { map: map?, id: stage?, field: StageField::Order(order) }),
        16 => Some(Edit::RemoveStage { map: map?, id: stage? }),
        17 => {
            let mut lane = Lane::new(word(a), LaneKind::Cards(CardKind::Pain), order);
            lane.once = c % 2 == 0;
            Some(Edit::AddLane { map: map?, id: LaneId::from_number(new), lane })
        }
        18 => Some(Edit::SetLane { map: map?, id: lane?, field: LaneField::Once(c % 2 == 0) }),
        19 => Some(Edit::RemoveLane { map: map?, id: lane? }),
        20 => {
            let mut links = Links::default();
            links.stages.extend(stage.map(|stage| (word(a), stage)));
            links.personas.extend(persona.map(|persona| (word(b), persona)));
            Some(Edit::SetSurvey { id: survey?, field: Box::new(SurveyField::Links(links)) })
        }
        21 => {
            let tally = if c % 2 == 0 { crate::testing::tally() } else { Tally::default() };
            Some(Edit::SetSurvey { id: survey?, field: Box::new(SurveyField::Tally(tally.into())) })
        }
        22 => {
            let survey = project.surveys.values().next().cloned();
            Some(Edit::AddSurvey { id: SurveyId::from_number(new), survey: Box::new(survey?) })
        }
        23 if c % 3 == 0 => Some(Edit::RemoveSurvey { id: survey? }),
        24 => {
            let mut kpi = Kpi::new(word(a), Measure::default(), survey::Direction::HighGood, order);
            kpi.about = About { stage, persona, card: None };
            Some(Edit::AddKpi { id: KpiId::from_number(new), kpi: Box::new(kpi) })
        }
        25 => {
            let target = [Some(1.5), None, Some(f64::NAN)][usize::from(c) % 3];
            Some(Edit::SetKpi { id: kpi?, field: KpiField::Target(target) })
        }
        26 if c % 2 == 0 => Some(Edit::RemoveKpi { id: kpi? }),
        27 => Some(Edit::SetProject(ProjectField::HideBelow(HideBelow(u64::from(c) % 9)))),
        _ => {
            let measured = project.maps.values().find_map(|map| map.measured.clone());
            Some(Edit::SetMap { id: map?, field: MapField::Measured(measured) })
        }
    }
}

/// The project after the edits that could be applied, each of which must leave it sound.
fn play(dice: &[Dice]) -> (Project, History, Vec<Project>) {
    let start = everything();
    let mut history = History::new(start.clone());
    let mut states = vec![start.clone()];
    for roll in dice {
        let Some(edit) = edit(*roll, history.project()) else { continue };
        let before = history.project().clone();
        let steps = history.labels().1;
        let applied = history.apply(edit, Selection::Nothing);
        if applied.is_err() {
            assert_eq!(*history.project(), before, "a refused edit changes nothing");
        }
        assert_eq!(history.project().check(), []);
        if history.labels().1 > steps {
            states.push(before);
        }
        if roll.3 % 3 == 0 {
            history.seal();
        }
    }
    states.push(history.project().clone());
    (start, history, states)
}

fn replay(from: &Project, edits: &[Edit]) -> Project {
    let mut project = from.clone();
    for edit in edits {
        edit.apply(&mut project).unwrap();
    }
    project
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn undoing_all_gives_the_start_and_redoing_all_the_end(dice in dice()) {
        let (start, mut history, _) = play(&dice);
        let end = history.project().clone();
        let steps = history.labels().1;
        while history.undo(Selection::Nothing).is_some() {}
        prop_assert_eq!(history.project(), &start);
        prop_assert!(!history.is_dirty(), "nothing is left to save");
        prop_assert_eq!(history.labels().0.len(), steps);
        while history.redo(Selection::Nothing).is_some() {}
        prop_assert_eq!(history.project(), &end);
    }

    #[test]
    fn the_difference_turns_any_state_into_any_other(dice in dice(), other in dice(), at: u16) {
        let (start, history, states) = play(&dice);
        let (_, elsewhere, _) = play(&other);
        let between = &states[usize::from(at) % states.len()];
        for (a, b) in [
            (&start, history.project()),
            (history.project(), &start),
            (between, history.project()),
            (history.project(), elsewhere.project()),
            (&Project::default(), history.project()),
            (history.project(), &Project::default()),
        ] {
            let edits = diff(a, b);
            prop_assert_eq!(&replay(a, &edits), b);
            prop_assert!(a != b || edits.is_empty());
        }
    }

    #[test]
    fn a_file_holds_every_state_and_is_the_same_when_saved_again(dice in dice()) {
        let (_, history, _) = play(&dice);
        let text = format::write(history.project()).unwrap();
        let opened = format::read(text.as_bytes()).unwrap();
        prop_assert_eq!(&opened.project, history.project());
        prop_assert_eq!((opened.damage, opened.notes), (vec![], vec![]));
        prop_assert_eq!(format::write(&opened.project).unwrap(), text);
    }

    #[test]
    fn edits_come_back_from_text_as_they_were(dice in dice(), back in 0_usize..12) {
        let (start, mut history, _) = play(&dice);
        for _ in 0..back {
            history.undo(Selection::Nothing);
        }
        let edits: Vec<Edit> = diff(&start, history.project())
            .iter()
            .map(|edit| ron::from_str(&ron::to_string(edit).unwrap()).unwrap())
            .collect();
        prop_assert_eq!(&replay(&start, &edits), history.project());
    }

    #[test]
    fn damage_anywhere_leaves_a_sound_project(dice in dice(), at: u32, junk in "[a-z(){}\\[\\]\",:#\n0-9]{1,6}") {
        let (_, history, _) = play(&dice);
        let mut text = format::write(history.project()).unwrap();
        let at = text.floor_char_boundary(at as usize % text.len());
        text.insert_str(at, &junk);
        if let Ok(opened) = format::read(text.as_bytes()) {
            prop_assert_eq!(opened.project.check(), []);
            prop_assert!(format::write(&opened.project).is_ok());
        }
    }
}

#[test]
fn a_difference_between_nearly_equal_large_projects_names_what_differs_only() {
    let mut large = everything();
    let map = crate::testing::MAP;
    let texts: Vec<String> = (0..10_000).map(|number| format!("Card {number}")).collect();
    let cell = crate::testing::cell(0);
    let (add, cards) = ops::insert_cards(&large, map, cell, None, &texts).unwrap();
    add.apply(&mut large).unwrap();
    let mut next = large.clone();
    let moved = cards.iter().take(3).copied().collect();
    let edit =
        ops::move_cards(&next, map, &moved, cards[0], crate::testing::cell(1), None).unwrap();
    edit.apply(&mut next).unwrap();
    assert_eq!(diff(&large, &next), [edit], "cards that only moved are one edit");
    assert_eq!(diff(&large, &large.clone()), []);
}

#[test]
fn typing_on_in_a_field_is_one_step_until_the_focus_leaves() {
    let mut history = History::new(everything());
    let id = crate::testing::card(0);
    let write = |history: &mut History, text: &str| {
        let field = CardField::Text(text.to_owned());
        let edit = Edit::SetCard { map: crate::testing::MAP, id, field };
        history.apply(edit, Selection::card(id)).unwrap();
    };
    write(&mut history, "C");
    write(&mut history, "Ca");
    history.seal();
    write(&mut history, "Cab");
    write(&mut history, "Cab");
    assert_eq!(history.labels(), (vec!["Edit text", "Edit text"], 2));
    let (label, selection) = history.undo(Selection::Nothing).unwrap();
    assert_eq!((label.as_str(), selection), ("Edit text", Selection::card(id)));
    assert_eq!(
        (history.undo_label(), history.redo_label()),
        (Some("Edit text"), Some("Edit text"))
    );
    assert_eq!(history.labels(), (vec!["Edit text", "Edit text"], 1));
}

#[test]
fn the_star_goes_when_undo_comes_back_to_what_was_saved() {
    let mut history = History::new(everything());
    let rename = |name: &str| Edit::SetProject(ProjectField::Name(name.to_owned()));
    history.apply(rename("A"), Selection::Nothing).unwrap();
    history.mark_saved(history.revision());
    assert!(!history.is_dirty());
    history.apply(rename("AB"), Selection::Nothing).unwrap();
    assert!(history.is_dirty());
    history.undo(Selection::Nothing).unwrap();
    assert!(!history.is_dirty(), "what was saved is a step of its own");
    assert_eq!(history.project().name, "A");
    history.undo(Selection::Nothing).unwrap();
    assert!(history.is_dirty(), "the file holds more than this");
    let mut untitled = History::default();
    assert!(!untitled.is_dirty());
    untitled.mark_unsaved();
    assert!(untitled.is_dirty());
}

#[test]
fn history_forgets_the_oldest_steps_beyond_its_bound() {
    let mut history = History::default();
    for number in 0..crate::MAX_STEPS + 5 {
        history.seal();
        let field = ProjectField::Name(number.to_string());
        history.apply(Edit::SetProject(field), Selection::Nothing).unwrap();
    }
    assert_eq!(history.labels().1, crate::MAX_STEPS);
    while history.undo(Selection::Nothing).is_some() {}
    assert_eq!(history.project().name, "4");
}

#[test]
fn a_survey_that_could_not_be_saved_is_not_taken_in() {
    let mut project = everything();
    let mut record = project.surveys.get(&crate::testing::SURVEY).unwrap().clone();
    let rows = record.tally.rows.clone();
    let tally = record.tally.make_mut();
    tally.rows = rows.iter().cycle().take(9_000).cloned().collect();
    tally.sort();
    // They share one tally, which counts for each of them.
    for number in 0..99 {
        project.surveys.insert_mut(SurveyId::from_number(number), record.clone());
    }
    assert_eq!(project.check(), []);
    let id = SurveyId::from_number(99);
    let edit = Edit::AddSurvey { id, survey: Box::new(record.clone()) };
    let error = edit.apply(&mut project).unwrap_err().to_string();
    assert!(error.contains("Keep fewer columns apart"), "{error}");
    project.surveys.insert_mut(id, record);
    assert!(!project.check().is_empty());
}
