//! A project with every kind of object, for tests.

use std::collections::BTreeMap;

use survey::compare::EmotionRule;
use survey::tally::{Counts, Direction, Kind, Labels, Question, Scale, Tally, TallyRow};

use crate::{
    About, Brief, Card, CardId, CardKind, Cause, Cell, Channel, ChannelId, CurveAt, Emotion,
    Evidence, Ext, HideBelow, Initiator, Kpi, KpiId, Lane, LaneId, LaneKind, Links, Map, MapId,
    Measure, Measured, Order, Persona, PersonaId, Project, Stage, StageId, SurveyId, SurveyRecord,
    Unit, Variant,
};

pub(crate) const MAP: MapId = MapId::from_number(1 << 80);
pub(crate) const FUTURE: MapId = MapId::from_number((1 << 80) + 1);
pub(crate) const ANNA: PersonaId = PersonaId::from_number(2 << 80);
pub(crate) const BEN: PersonaId = PersonaId::from_number((2 << 80) + 1);
pub(crate) const WEBSITE: ChannelId = ChannelId::from_number(3 << 80);
pub(crate) const SURVEY: SurveyId = SurveyId::from_number(4 << 80);
pub(crate) const CHURN: KpiId = KpiId::from_number(8 << 80);
pub(crate) const LIKELY: KpiId = KpiId::from_number((8 << 80) + 1);
pub(crate) const WAIT: KpiId = KpiId::from_number((8 << 80) + 2);
pub(crate) const TOUCHPOINTS: LaneId = lane(0);
pub(crate) const PAINS: LaneId = lane(1);
pub(crate) const CURVE: LaneId = lane(2);
pub(crate) const DEPARTMENTS: LaneId = lane(3);

pub(crate) const fn stage(number: u128) -> StageId {
    StageId::from_number((5 << 80) + number)
}

pub(crate) const fn lane(number: u128) -> LaneId {
    LaneId::from_number((6 << 80) + number)
}

pub(crate) const fn card(number: u128) -> CardId {
    CardId::from_number((7 << 80) + number)
}

/// The touchpoints of Anna at a stage.
pub(crate) const fn cell(number: u128) -> Cell {
    Cell { persona: Some(ANNA), lane: TOUCHPOINTS, stage: stage(number) }
}

/// What the first version of the program could hold, and the key figures that came later.
pub(crate) fn everything() -> Project {
    let mut project = first_format();
    project.hide_below = HideBelow(7);
    let orders = Order::spread(None, None, 3);
    let mut churn = Kpi::new(
        "Churn",
        Measure::Formula("lost / at_start".to_owned()),
        Direction::LowGood,
        orders[0].clone(),
    );
    churn.unit = Unit::Percent;
    (churn.target, churn.due) = (Some(0.05), Some(jiff::civil::date(2026, 12, 31)));
    for (month, lost) in [(1, 12.0), (2, 4.0)] {
        let noted = [("lost".to_owned(), lost), ("at_start".to_owned(), 100.0)];
        churn.readings.insert(jiff::civil::date(2026, month, 28), noted.into());
    }
    churn.notes = "Without trial accounts.".to_owned();
    project.kpis.insert_mut(CHURN, churn);
    let answers = Measure::Answers { survey: SURVEY, question: "How likely?".to_owned() };
    let mut likely = Kpi::new("Likely", answers, Direction::HighGood, orders[1].clone());
    likely.target = Some(30.0);
    project.kpis.insert_mut(LIKELY, likely);
    let mut wait = Kpi::new("Wait", Measure::default(), Direction::LowGood, orders[2].clone());
    wait.about = About { stage: Some(stage(1)), persona: Some(ANNA), card: None };
    wait.unit = Unit::Named("min".to_owned());
    wait.ext = Ext(BTreeMap::from([("colour".to_owned(), "3".to_owned())]));
    project.kpis.insert_mut(WAIT, wait);
    let about = About { stage: Some(stage(1)), persona: Some(ANNA), card: None };
    let map = project.maps.get_mut(&MAP).unwrap();
    map.cards.get_mut(&card(3)).unwrap().cause = Some(Cause { kpi: WAIT, about });
    project
}

/// Two personas, three stages, four lanes, six cards, a survey and a future map.
pub(crate) fn first_format() -> Project {
    let orders = Order::spread(None, None, 4);
    let order = |index: usize| orders[index].clone();
    let mut project = Project {
        name: "Switching “provider”\n2026 \\ draft".to_owned(),
        brief: Brief {
            process: "From the first doubt to the first bill".to_owned(),
            question: "Why do people leave at the checkout?".to_owned(),
            objectives: "Fewer calls\nMore referrals".to_owned(),
        },
        ext: Ext(BTreeMap::from([("theme".to_owned(), "(night: true)".to_owned())])),
        ..Project::default()
    };
    let mut anna = Persona::new("Anna", order(0), 0);
    anna.tagline = "29, first contract of her own".to_owned();
    anna.notes = "Wants: no calls.".to_owned();
    project.personas.insert_mut(ANNA, anna);
    project.personas.insert_mut(BEN, Persona::new("בן", order(1), 1));
    project.channels.insert_mut(WEBSITE, Channel::new("Website", "globe", order(0)));
    project.maps.insert_mut(MAP, map(&orders));
    let mut future = Map::new("To be", order(1));
    future.variant = Variant::Future;
    project.maps.insert_mut(FUTURE, future);
    let links = Links {
        stages: BTreeMap::from([("Search".to_owned(), stage(0)), ("BUY".to_owned(), stage(1))]),
        personas: BTreeMap::from([("anna".to_owned(), ANNA)]),
        touchpoints: BTreeMap::from([("compare".to_owned(), card(0))]),
    };
    let survey = SurveyRecord {
        name: "Spring".to_owned(),
        file: "spring.csv".to_owned(),
        imported: jiff::Timestamp::from_second(1_767_225_600).unwrap(),
        tally: tally().into(),
        links,
        ext: Ext::default(),
    };
    project.surveys.insert_mut(SURVEY, survey);
    project
}

fn map(orders: &[Order]) -> Map {
    let order = |index: usize| orders[index].clone();
    let mut map = Map::new("Mobile provider", order(0));
    for (index, name) in ["Search", "Buy", "Use"].into_iter().enumerate() {
        map.stages.insert_mut(stage(index as u128), Stage::new(name, order(index)));
    }
    let buy = map.stages.get_mut(&stage(1)).unwrap();
    (buy.group, buy.width_px) = ("Purchase".to_owned(), Some(300));
    buy.notes = "The shop closes at six.".to_owned();
    let mut departments = Lane::new("Departments", LaneKind::Cards(CardKind::Evidence), order(3));
    departments.once = true;
    let mut pains = Lane::new("Pains", LaneKind::Cards(CardKind::Pain), order(1));
    pains.hidden = true;
    let touchpoints = Lane::new("Touchpoints", LaneKind::Cards(CardKind::Touchpoint), order(0));
    map.lanes.insert_mut(TOUCHPOINTS, touchpoints);
    map.lanes.insert_mut(PAINS, pains);
    map.lanes.insert_mut(CURVE, Lane::new("Emotion", LaneKind::Curve, order(2)));
    map.lanes.insert_mut(DEPARTMENTS, departments);
    let mut add = |number: u128, cell: Cell, index: usize, kind: CardKind, text: &str| {
        map.cards.insert_mut(card(number), Card::new(cell.place(order(index)), kind, text));
    };
    add(0, cell(0), 0, CardKind::Touchpoint, "Compare prices");
    add(1, cell(0), 1, CardKind::Touchpoint, "Ask a friend");
    add(2, cell(1), 0, CardKind::Touchpoint, "Check out");
    add(3, Cell { lane: PAINS, ..cell(1) }, 0, CardKind::Pain, "Two prices\nfor one thing");
    add(4, Cell { persona: Some(BEN), ..cell(1) }, 0, CardKind::Question, "Why?");
    add(5, Cell { persona: None, lane: DEPARTMENTS, ..cell(2) }, 0, CardKind::Evidence, "Sales");
    let full = map.cards.get_mut(&card(0)).unwrap();
    full.channel = Some(WEBSITE);
    full.initiator = Some(Initiator::ThirdParty);
    full.emotion = Some(Emotion::from_tenths(-15));
    full.moment_of_truth = true;
    full.evidence = Evidence::Validated;
    full.notes = "Seen in \"five\" of eight interviews.\tTwice.".to_owned();
    full.origin = Some(card(99));
    full.ext = Ext(BTreeMap::from([("colour".to_owned(), "\"red\"".to_owned())]));
    for (persona, number, tenths) in [(ANNA, 0, 5), (ANNA, 1, -20), (BEN, 2, 20)] {
        let at = CurveAt { persona, stage: stage(number) };
        map.points.insert_mut(at, Emotion::from_tenths(tenths));
    }
    let rule = EmotionRule::for_question(&question()).unwrap();
    map.measured = Some(Measured { survey: SURVEY, rule });
    map
}

fn question() -> Question {
    Question::new("How likely?", Kind::Nps, Scale::new(0, 10), Direction::HighGood)
}

/// Answers by stage and persona; "Gone" is no stage of the map.
pub(crate) fn tally() -> Tally {
    let rows = [
        ("Search", Some("anna"), [(10, 6), (8, 2), (3, 4)]),
        ("Search", Some("Ben"), [(9, 5), (7, 3), (2, 1)]),
        ("BUY", Some("anna"), [(1, 9), (5, 8), (10, 1)]),
        ("Gone", None, [(0, 3), (4, 3), (6, 3)]),
    ];
    let rows = rows.into_iter().map(|(stage, persona, answers)| TallyRow {
        question: "How likely?".to_owned(),
        labels: Labels {
            stage: Some(stage.to_owned()),
            persona: persona.map(str::to_owned),
            period: Some("2026-03".to_owned()),
            ..Labels::default()
        },
        wave: None,
        complete: true,
        counts: Counts { answers: BTreeMap::from(answers), blank: 1, ..Counts::default() },
    });
    let mut tally =
        Tally { questions: vec![question()], rows: rows.collect(), funnels: Vec::new() };
    tally.normalise();
    tally
}
