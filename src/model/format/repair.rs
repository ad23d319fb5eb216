//! Takes out of a project that was read what breaks its rules, and reports it.

use std::collections::BTreeSet;

use survey::formula::MAX_FORMULA_BYTES;

use super::items::Reader;
use super::text::slice;
use crate::check::{Identifiers, MAX_TEXT_BYTES};
use crate::{
    Card, Emotion, Fault, HideBelow, Kpi, Map, MapId, Measure, Object, Order, Problem, Project,
    Unit,
};

/// Each round can only uncover what the removals of the round before left behind.
const MOST_ROUNDS: usize = 8;

/// Makes the project keep every invariant. What is left out or changed is reported with the text
/// of its object, so that nothing is lost.
pub(super) fn repair(project: &mut Project, reader: &mut Reader) {
    for _ in 0..MOST_ROUNDS {
        let problems = project.check();
        if problems.is_empty() {
            return;
        }
        let identifiers = Identifiers::of(project);
        let mut met_before = BTreeSet::new();
        for problem in problems {
            // Both objects of a shared identifier are reported; the first of them stays.
            if problem.fault == Fault::Duplicate && met_before.insert(identifier(problem.object)) {
                continue;
            }
            let done = repair_one(project, &problem, &identifiers);
            report(reader, &problem, done);
        }
    }
    // Nothing that is known ends here; an empty project is the one that is surely sound.
    if !project.check().is_empty() {
        *project = Project::default();
        let what = "The project could not be repaired.".to_owned();
        reader.add_damage(1, 1, what, reader.scanner.text);
    }
}

fn report(reader: &mut Reader, problem: &Problem, done: &str) {
    let mut span = reader.spans.get(&problem.object).cloned().unwrap_or(0..0);
    if matches!(problem.fault, Fault::Link | Fault::Measured) {
        // The sentence says all that is lost; the object's whole text would bury it.
        span.end = span.start;
    }
    reader.report(&span, format!("{problem} {done}"));
}

/// What makes an object one of a kind across all maps.
fn identifier(object: Object) -> (u8, u128) {
    match object {
        Object::Stage(_, id) => (1, id.number()),
        Object::Lane(_, id) => (2, id.number()),
        Object::Card(_, id) => (3, id.number()),
        _ => (0, 0),
    }
}

/// Repairs one problem in the way that loses least. Returns what was done, in a sentence.
fn repair_one(project: &mut Project, problem: &Problem, identifiers: &Identifiers) -> &'static str {
    match problem.fault {
        Fault::Place | Fault::Duplicate => {
            remove(project, problem.object);
            "It was left out."
        }
        Fault::Tally => {
            remove(project, problem.object);
            "The survey was left out."
        }
        Fault::Channel => {
            change_card(project, problem.object, |card| card.channel = None);
            "The card is left without a channel."
        }
        Fault::Emotion => {
            change_card(project, problem.object, |card| {
                card.emotion = card.emotion.filter(|emotion: &Emotion| emotion.is_valid());
            });
            if let Object::Point(..) = problem.object {
                remove(project, problem.object);
            }
            "The emotion was left out."
        }
        Fault::Order => {
            set_order(project, problem.object);
            "It was put in the middle of its list."
        }
        Fault::Width => {
            change_map(project, problem.object, |map| {
                if let Object::Stage(_, id) = problem.object
                    && let Some(stage) = map.stages.get_mut(&id)
                {
                    stage.width_px = None;
                }
            });
            "The stage has its usual width."
        }
        Fault::TooLong => {
            shorten(project, problem.object);
            "It was shortened."
        }
        Fault::Measured => {
            change_map(project, problem.object, |map| map.measured = None);
            "The measured curve was left out."
        }
        Fault::Number => {
            set_numbers(project, problem.object);
            "What cannot be right was left out."
        }
        Fault::Link => {
            unlink(project, problem.object, identifiers);
            "The label is no longer assigned."
        }
    }
}

fn map_of(object: Object) -> Option<MapId> {
    match object {
        Object::Map(map)
        | Object::Stage(map, _)
        | Object::Lane(map, _)
        | Object::Card(map, _)
        | Object::Point(map, _) => Some(map),
        _ => None,
    }
}

fn change_map(project: &mut Project, object: Object, change: impl FnOnce(&mut Map)) {
    if let Some(map) = map_of(object).and_then(|id| project.maps.get_mut(&id)) {
        change(map);
    }
}

fn change_card(project: &mut Project, object: Object, change: impl FnOnce(&mut Card)) {
    change_map(project, object, |map| {
        if let Object::Card(_, id) = object
            && let Some(card) = map.cards.get_mut(&id)
        {
            change(card);
        }
    });
}

fn remove(project: &mut Project, object: Object) {
    if let Object::Survey(id) = object {
        project.surveys.remove_mut(&id);
    }
    change_map(project, object, |map| {
        let _was_there = match object {
            Object::Stage(_, id) => map.stages.remove_mut(&id),
            Object::Lane(_, id) => map.lanes.remove_mut(&id),
            Object::Card(_, id) => map.cards.remove_mut(&id),
            Object::Point(_, at) => map.points.remove_mut(&at),
            _ => false,
        };
    });
}

fn set_order(project: &mut Project, object: Object) {
    let order = match object {
        Object::Persona(id) => project.personas.get_mut(&id).map(|item| &mut item.order),
        Object::Channel(id) => project.channels.get_mut(&id).map(|item| &mut item.order),
        Object::Kpi(id) => project.kpis.get_mut(&id).map(|item| &mut item.order),
        Object::Map(id) => project.maps.get_mut(&id).map(|item| &mut item.order),
        Object::Stage(map, id) => project
            .maps
            .get_mut(&map)
            .and_then(|map| map.stages.get_mut(&id))
            .map(|item| &mut item.order),
        Object::Lane(map, id) => project
            .maps
            .get_mut(&map)
            .and_then(|map| map.lanes.get_mut(&id))
            .map(|item| &mut item.order),
        Object::Card(map, id) => {
            let card = project.maps.get_mut(&map).and_then(|map| map.cards.get_mut(&id));
            card.map(|item| &mut item.place.order)
        }
        Object::Project | Object::Point(..) | Object::Survey(_) => None,
    };
    if let Some(order) = order {
        *order = Order::middle();
    }
}

/// Shortens every text of an object that is too long, and drops extension data that are.
fn shorten(project: &mut Project, object: Object) {
    let (texts, ext) = match object {
        Object::Project => {
            let brief = &mut project.brief;
            let texts = vec![
                &mut project.name,
                &mut brief.process,
                &mut brief.question,
                &mut brief.objectives,
            ];
            (texts, &mut project.ext)
        }
        Object::Persona(id) => {
            let Some(item) = project.personas.get_mut(&id) else { return };
            (vec![&mut item.name, &mut item.tagline, &mut item.notes], &mut item.ext)
        }
        Object::Channel(id) => {
            let Some(item) = project.channels.get_mut(&id) else { return };
            (vec![&mut item.name, &mut item.icon], &mut item.ext)
        }
        Object::Kpi(id) => {
            let Some(item) = project.kpis.get_mut(&id) else { return };
            let mut texts = vec![&mut item.name, &mut item.notes];
            match &mut item.measure {
                Measure::Formula(text) => {
                    text.truncate(text.floor_char_boundary(MAX_FORMULA_BYTES));
                }
                Measure::Answers { question, .. } | Measure::Conversion { question, .. } => {
                    texts.push(question);
                }
            }
            if let Unit::Named(unit) = &mut item.unit {
                texts.push(unit);
            }
            (texts, &mut item.ext)
        }
        Object::Survey(id) => {
            let Some(item) = project.surveys.get_mut(&id) else { return };
            (vec![&mut item.name, &mut item.file], &mut item.ext)
        }
        _ => {
            let Some(map) = map_of(object).and_then(|id| project.maps.get_mut(&id)) else { return };
            match object {
                Object::Stage(_, id) => {
                    let Some(item) = map.stages.get_mut(&id) else { return };
                    (vec![&mut item.name, &mut item.group, &mut item.notes], &mut item.ext)
                }
                Object::Lane(_, id) => {
                    let Some(item) = map.lanes.get_mut(&id) else { return };
                    (vec![&mut item.name], &mut item.ext)
                }
                Object::Card(_, id) => {
                    let Some(item) = map.cards.get_mut(&id) else { return };
                    (vec![&mut item.text, &mut item.notes], &mut item.ext)
                }
                _ => (vec![&mut map.name], &mut map.ext),
            }
        }
    };
    for text in texts {
        let end = text.floor_char_boundary(MAX_TEXT_BYTES);
        *text = slice(text, 0..end).to_owned();
    }
    ext.0.retain(|key, value| key.len() + value.len() <= crate::MAX_EXT_BYTES);
}

/// Keeps the numbers of an object that can be right.
fn set_numbers(project: &mut Project, object: Object) {
    if object == Object::Project {
        project.hide_below = HideBelow::default();
    }
    let Object::Kpi(id) = object else { return };
    let Some(kpi) = project.kpis.get_mut(&id) else { return };
    kpi.target = kpi.target.filter(|target| target.is_finite());
    for reading in kpi.readings.values_mut() {
        reading.retain(|name, number| number.is_finite() && name.len() <= Kpi::MAX_NAME_BYTES);
        while reading.len() > Kpi::MAX_NUMBERS {
            reading.pop_last();
        }
    }
    while kpi.readings.len() > Kpi::MAX_READINGS {
        kpi.readings.pop_first();
    }
}

fn unlink(project: &mut Project, object: Object, identifiers: &Identifiers) {
    let Object::Survey(id) = object else { return };
    if let Some(survey) = project.surveys.get_mut(&id) {
        identifiers.keep_known(&mut survey.links);
    }
}
