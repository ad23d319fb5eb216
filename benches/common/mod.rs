//! Projects and files to measure with, the same on every run.

#![allow(dead_code, reason = "each benchmark uses its own part of this module")]

use std::io::Write;
use std::ops::ControlFlow;

use model::{
    Card, CardField, CardId, CardKind, Cell, CurveAt, Edit, Emotion, Evidence, Ext, Initiator,
    LaneKind, Links, Order, Persona, PersonaId, Project, SurveyId, SurveyRecord,
};
use scene::text::TextEngine;
use survey::tally::{Counts, Direction, Kind, Labels, Question, Scale, Tally, TallyRow};
use throughline::picture::{self, PictureOptions};
use throughline::templates;

/// A small generator of numbers: good enough to vary texts, and never different.
pub(crate) struct Seeded(u64);

impl Seeded {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `limit`.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        // xorshift64*
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % limit
    }
}

const WORDS: [&str; 32] = [
    "compares",
    "the",
    "tariffs",
    "asks",
    "a",
    "friend",
    "waits",
    "for",
    "number",
    "transfer",
    "calls",
    "about",
    "first",
    "bill",
    "finds",
    "answer",
    "in",
    "app",
    "signs",
    "contract",
    "reads",
    "welcome",
    "e-mail",
    "Vertragsverlängerung",
    "without",
    "network",
    "three",
    "days",
    "shop",
    "again",
    "nobody",
    "explains",
];

fn sentence(seeded: &mut Seeded) -> String {
    let count = 3 + seeded.below(9);
    let words: Vec<&str> =
        (0..count).map(|_| WORDS[seeded.below(WORDS.len() as u64) as usize]).collect();
    words.join(" ")
}

/// A project of so many cards on six stages; the more cards, the more personas (at most 15).
pub(crate) fn project(cards: usize) -> Project {
    project_of(cards, (cards / 100).clamp(3, 15), 6)
}

/// A project of so many cards, personas and stages.
pub(crate) fn project_of(cards: usize, personas: usize, stages: usize) -> Project {
    let mut project = templates::find("six-stages").unwrap().project().unwrap();
    let mut seeded = Seeded::new(0x5EED);
    let map_id = project.maps_in_order()[0].0;
    let old: Vec<PersonaId> = project.personas.keys().copied().collect();
    for id in old {
        Edit::RemovePersona { id }.apply(&mut project).unwrap();
    }
    for _ in 6..stages {
        model::ops::new_stage(&project, map_id, None).unwrap().0.apply(&mut project).unwrap();
    }
    let mut orders = Order::spread(None, None, personas).into_iter();
    let ids: Vec<PersonaId> =
        (0..personas).map(|n| PersonaId::from_number(1 + n as u128)).collect();
    for (number, id) in ids.iter().enumerate() {
        let persona =
            Persona::new(format!("Persona {number}"), orders.next().unwrap(), number as u8);
        Edit::AddPersona { id: *id, persona }.apply(&mut project).unwrap();
    }
    let map = project.maps.get(&map_id).unwrap().clone();
    let stages: Vec<_> = map.stages_in_order().iter().map(|(id, _)| *id).collect();
    let lanes: Vec<_> = map
        .lanes_in_order()
        .iter()
        .filter(|(_, lane)| lane.kind != LaneKind::Curve && !lane.once)
        .map(|(id, _)| *id)
        .collect();
    let mut edits = Vec::new();
    for (number, order) in Order::spread(None, None, cards).into_iter().enumerate() {
        let persona = ids[seeded.below(ids.len() as u64) as usize];
        let lane = lanes[seeded.below(lanes.len() as u64) as usize];
        let stage = stages[seeded.below(stages.len() as u64) as usize];
        let place = Cell { persona: Some(persona), lane, stage }.place(order);
        let kind = CardKind::ALL[seeded.below(6) as usize];
        let mut card = Card::new(place, kind, sentence(&mut seeded));
        card.emotion = Some(Emotion::from_tenths(seeded.below(41) as i8 - 20));
        card.initiator = Some(Initiator::ALL[seeded.below(3) as usize]);
        card.evidence = Evidence::ALL[seeded.below(3) as usize];
        let id = CardId::from_number(1_000 + number as u128);
        edits.push(Edit::AddCard { map: map_id, id, card: Box::new(card) });
    }
    for persona in &ids {
        for stage in &stages {
            let at = CurveAt { persona: *persona, stage: *stage };
            let emotion = Some(Emotion::from_tenths(seeded.below(41) as i8 - 20));
            edits.push(Edit::SetPoint { map: map_id, at, emotion });
        }
    }
    Edit::Batch { label: "Fill".to_owned(), edits }.apply(&mut project).unwrap();
    project
}

/// A project with the answers of a survey, counted in so many rows: two questions by stage,
/// persona, day and segment, and by so many of the cards as touchpoints.
pub(crate) fn project_with_answers(cards: usize, rows: usize, touchpoints: usize) -> Project {
    let mut project = project(cards);
    let (_, map) = project.maps_in_order()[0];
    let mut seeded = Seeded::new(0x00F1_17E5);
    let stages: Vec<_> = map.stages_in_order().iter().map(|(id, _)| *id).collect();
    let cards: Vec<_> = map.cards.iter().map(|(id, card)| (*id, card.place.stage)).collect();
    let personas: Vec<_> = project.personas_in_order().iter().map(|(id, _)| *id).collect();
    let label = |what: &str, number: u64| format!("{what} {number}");
    let mut links = Links::default();
    for (number, id) in (0..).zip(&stages) {
        links.stages.insert(label("Stage", number), *id);
    }
    for (number, (id, _)) in (0..).zip(&cards) {
        links.touchpoints.insert(label("Touchpoint", number), *id);
    }
    for (number, id) in (0..).zip(&personas) {
        links.personas.insert(label("Persona", number), *id);
    }
    let questions = vec![
        Question::new("recommend", Kind::Nps, Scale::new(0, 10), Direction::HighGood),
        Question::new("satisfied", Kind::Csat, Scale::new(1, 5), Direction::HighGood),
    ];
    let rows = (0..rows).map(|row| {
        let card = (touchpoints > 0).then(|| seeded.below(touchpoints as u64));
        let stage = match card {
            Some(card) => stages.iter().position(|id| *id == cards[card as usize].1).unwrap(),
            None => seeded.below(stages.len() as u64) as usize,
        };
        let (month, day) = (seeded.below(24), 1 + seeded.below(28));
        let day = format!("{}-{:02}-{day:02}", 2025 + month / 12, 1 + month % 12);
        let labels = Labels {
            stage: Some(label("Stage", stage as u64)),
            touchpoint: card.map(|card| label("Touchpoint", card)),
            persona: Some(label("Persona", seeded.below(personas.len() as u64))),
            period: Some(day),
            segment: Some(label("Segment", seeded.below(5))),
            channel: None,
        };
        let answers = [(seeded.below(6) as i32, 1 + seeded.below(9)), (5, 1 + seeded.below(9))];
        let counts = Counts { answers: answers.into(), ..Counts::default() };
        let question = ["recommend", "satisfied"][row % 2].to_owned();
        TallyRow { question, labels, wave: None, complete: seeded.below(9) > 0, counts }
    });
    let mut tally = Tally { questions, rows: rows.collect(), funnels: Vec::new() };
    tally.normalise();
    let survey = SurveyRecord {
        name: "Survey".to_owned(),
        file: "survey.csv".to_owned(),
        imported: jiff::Timestamp::UNIX_EPOCH,
        tally: tally.into(),
        links,
        ext: Ext::default(),
    };
    let id = SurveyId::from_number(1);
    Edit::AddSurvey { id, survey: Box::new(survey) }.apply(&mut project).unwrap();
    project
}

/// The edit that types one more letter into a card.
pub(crate) fn type_into(project: &Project, letter: char) -> Edit {
    let (map, found) = project.maps_in_order()[0];
    let (id, card) = found.cards.iter().next().unwrap();
    let field = CardField::Text(format!("{}{letter}", card.text));
    Edit::SetCard { map, id: *id, field }
}

/// A picture of the whole project as a PNG file of so many megapixels.
pub(crate) fn png(project: &Project, megapixels: f32) -> Vec<u8> {
    let mut text = TextEngine::new();
    let mut options =
        PictureOptions { scale: 1.0, ..PictureOptions::of(project.maps_in_order()[0].0) };
    let page = picture::compose(project, &options, &mut text).unwrap();
    options.scale = (megapixels * 1.0e6 / page.bounds.area()).sqrt();
    let mut bytes = Vec::new();
    let mut go_on = |_| ControlFlow::Continue(());
    picture::write_png(project, &options, &mut text, &mut bytes, &mut go_on).unwrap();
    bytes
}

/// 300 cards, and the megapixels of a picture of 4,000 x 2,500.
pub(crate) fn slide() -> (Project, f32) {
    (project_of(300, 2, 12), 10.0)
}

/// 600 cards on 30 stages, and the megapixels of a poster of 20,000 x 6,000.
pub(crate) fn poster() -> (Project, f32) {
    (project_of(600, 2, 30), 120.0)
}

/// Writes a survey of so many answers: 19 columns, quoted comments of several lines.
pub(crate) fn write_survey(out: &mut dyn Write, rows: usize) -> std::io::Result<()> {
    let mut seeded = Seeded::new(0xA11CE);
    let mut line = String::new();
    writeln!(
        out,
        "ResponseId,StartDate,EndDate,Status,Finished,Progress,UserLanguage,Persona,Stage,Channel,\
         How likely are you to recommend us?,How satisfied are you?,It was easy to do,\
         Q13,Q14,Q15,Q16,Basket,Comment"
    )?;
    let stages = ["Awareness", "Consideration", "Decision", "Purchase", "Post-purchase", "Loyalty"];
    let personas = ["Anna", "Bernd", "Carla"];
    for row in 0..rows {
        use std::fmt::Write as _;
        line.clear();
        let month = 1 + seeded.below(12);
        let day = 1 + seeded.below(28);
        let _ = write!(
            line,
            "R_{row:09},2026-{month:02}-{day:02} 10:11:12,2026-{month:02}-{day:02} 10:15:40,0,1,100,EN,\
             {},{},Website,{},{},{},{},{},{},{},{}.{:02},\"{}, he said.\nThen \"\"{}\"\".\"",
            personas[seeded.below(3) as usize],
            stages[seeded.below(6) as usize],
            seeded.below(11),
            1 + seeded.below(5),
            1 + seeded.below(7),
            seeded.below(5),
            seeded.below(5),
            seeded.below(5),
            seeded.below(5),
            seeded.below(200),
            seeded.below(100),
            WORDS[seeded.below(32) as usize],
            WORDS[seeded.below(32) as usize],
        );
        writeln!(out, "{line}")?;
    }
    Ok(())
}
