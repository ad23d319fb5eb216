//! The invariants of a project, each stated once: the reader, every edit and the tests use these.

use crate::{
    CardId, ChannelId, CurveAt, Emotion, Ext, LaneId, LaneKind, Map, MapId, Order, PersonaId,
    Project, Stage, StageId, SurveyId,
};

mod identifiers;
mod kpi;
mod problem;
mod tally;

pub(crate) use identifiers::Identifiers;
pub use problem::{Fault, Object, Problem};

/// The longest text that a field may hold, in bytes of UTF-8.
pub const MAX_TEXT_BYTES: usize = 100 * 1024;

/// How many rows of answers all surveys of a project may have together, so that the project's file
/// stays one that is read ([`crate::format::MAX_ITEMS`]).
pub const MAX_ROWS: usize = 900_000;

/// The longest extension value that is kept for a newer version, in bytes of UTF-8.
pub const MAX_EXT_BYTES: usize = 10 * 1024 * 1024;

impl Project {
    /// States every invariant; the list is empty for a sound project.
    ///
    /// References resolve (only [`crate::Card::origin`] may name a card that is gone: it tells
    /// where a card came from, and maps are deleted); identifiers are unique across all maps;
    /// cards in lanes of the bands name a persona, cards in lanes that stand once do not, and no
    /// card stands in a curve's lane; emotions, widths and order keys are in range; texts are at
    /// most [`MAX_TEXT_BYTES`] long; the numbers of surveys are finite and not negative, and they
    /// have at most [`MAX_ROWS`] rows together.
    pub fn check(&self) -> Vec<Problem> {
        let mut checker = Checker::new(self, Some(Identifiers::of(self)));
        checker.object(Object::Project);
        self.personas.keys().for_each(|id| checker.object(Object::Persona(*id)));
        self.channels.keys().for_each(|id| checker.object(Object::Channel(*id)));
        self.maps.keys().for_each(|id| checker.whole_map(*id));
        self.surveys.keys().for_each(|id| checker.object(Object::Survey(*id)));
        self.kpis.keys().for_each(|id| checker.object(Object::Kpi(*id)));
        checker.problems
    }

    /// The first broken invariant of these objects; objects that are gone have none.
    pub(crate) fn first_problem(&self, objects: &[Object]) -> Option<Problem> {
        let mut checker = Checker::new(self, None);
        for object in objects {
            checker.object(*object);
            if !checker.problems.is_empty() {
                break;
            }
        }
        checker.problems.into_iter().next()
    }
}

/// Everything on a map, and the map itself.
pub(crate) fn objects_of_map(id: MapId, map: &Map) -> Vec<Object> {
    let mut objects = vec![Object::Map(id)];
    objects.extend(map.stages.keys().map(|stage| Object::Stage(id, *stage)));
    objects.extend(map.lanes.keys().map(|lane| Object::Lane(id, *lane)));
    objects.extend(map.cards.keys().map(|card| Object::Card(id, *card)));
    objects.extend(map.points.keys().map(|at| Object::Point(id, *at)));
    objects
}

struct Checker<'a> {
    project: &'a Project,
    /// Gathered when the whole project is looked at; a few objects are looked up on the maps.
    identifiers: Option<Identifiers>,
    /// From which survey on there are too many rows.
    crowded_from: Option<SurveyId>,
    problems: Vec<Problem>,
}

impl<'a> Checker<'a> {
    fn new(project: &'a Project, identifiers: Option<Identifiers>) -> Self {
        let crowded_from = tally::crowded_from(project);
        Self { project, identifiers, crowded_from, problems: Vec::new() }
    }
}

impl Checker<'_> {
    fn object(&mut self, object: Object) {
        // A missing object has no problems: the edit that named it took it away again.
        let _checked = match object {
            Object::Project => {
                self.project_fields();
                None
            }
            Object::Persona(id) => self.persona(id),
            Object::Channel(id) => self.channel(id),
            Object::Map(id) => self.map_fields(id),
            Object::Stage(map, id) => self.stage(map, id),
            Object::Lane(map, id) => self.lane(map, id),
            Object::Card(map, id) => self.card(map, id),
            Object::Point(map, at) => self.point(map, at),
            Object::Survey(id) => self.survey(id),
            Object::Kpi(id) => self.kpi(id),
        };
    }

    fn whole_map(&mut self, id: MapId) {
        if let Some(map) = self.project.maps.get(&id) {
            for object in objects_of_map(id, map) {
                self.object(object);
            }
        }
    }

    fn report(&mut self, object: Object, fault: Fault, message: String) {
        self.problems.push(Problem { object, fault, message });
    }

    fn texts(&mut self, object: Object, name: &str, texts: &[(&str, &str)]) {
        for (field, text) in texts {
            if text.len() > MAX_TEXT_BYTES {
                let message =
                    format!("The {field} of {name} is longer than {} KB.", MAX_TEXT_BYTES / 1024);
                self.report(object, Fault::TooLong, message);
            }
        }
    }

    fn ext(&mut self, object: Object, name: &str, ext: &Ext) {
        if ext.0.iter().any(|(key, value)| key.len() + value.len() > MAX_EXT_BYTES) {
            let message = format!("The extension data of {name} is too large.");
            self.report(object, Fault::TooLong, message);
        }
    }

    fn order(&mut self, object: Object, name: &str, order: &Order) {
        if !order.is_valid() {
            let message = format!("The order key “{}” of {name} is none.", order.as_str());
            self.report(object, Fault::Order, message);
        }
    }

    fn project_fields(&mut self) {
        let (object, project) = (Object::Project, self.project);
        self.texts(
            object,
            "the project",
            &[
                ("name", &project.name),
                ("process", &project.brief.process),
                ("question", &project.brief.question),
                ("objectives", &project.brief.objectives),
            ],
        );
        self.ext(object, "the project", &project.ext);
        self.hide_below();
    }

    fn persona(&mut self, id: PersonaId) -> Option<()> {
        let (object, persona) = (Object::Persona(id), self.project.personas.get(&id)?);
        let name = format!("the persona {}", quoted(&persona.name));
        self.order(object, &name, &persona.order);
        let texts =
            [("name", &*persona.name), ("tagline", &persona.tagline), ("notes", &persona.notes)];
        self.texts(object, &name, &texts);
        self.ext(object, &name, &persona.ext);
        Some(())
    }

    fn channel(&mut self, id: ChannelId) -> Option<()> {
        let (object, channel) = (Object::Channel(id), self.project.channels.get(&id)?);
        let name = format!("the channel {}", quoted(&channel.name));
        self.order(object, &name, &channel.order);
        self.texts(object, &name, &[("name", &channel.name), ("icon", &channel.icon)]);
        self.ext(object, &name, &channel.ext);
        Some(())
    }

    fn map_fields(&mut self, id: MapId) -> Option<()> {
        let (object, map) = (Object::Map(id), self.project.maps.get(&id)?);
        let name = format!("the map {}", quoted(&map.name));
        self.order(object, &name, &map.order);
        self.texts(object, &name, &[("name", &map.name)]);
        self.ext(object, &name, &map.ext);
        if let Some(measured) = &map.measured {
            let question = &measured.rule.question;
            let missing = match self.project.surveys.get(&measured.survey) {
                None => Some("a survey that does not exist".to_owned()),
                Some(survey) if survey.tally.question(question).is_none() => Some(format!(
                    "the question {}, which the survey {} does not have",
                    quoted(question),
                    quoted(&survey.name)
                )),
                Some(_) => None,
            };
            if let Some(missing) = missing {
                let message = format!("The measured curve of {name} shows {missing}.");
                self.report(object, Fault::Measured, message);
            }
        }
        Some(())
    }

    /// Whether another map than `own` holds an identifier too.
    fn is_shared(
        &self,
        own: MapId,
        gathered: impl Fn(&Identifiers) -> bool,
        holds: impl Fn(&Map) -> bool,
    ) -> bool {
        match &self.identifiers {
            Some(identifiers) => gathered(identifiers),
            None => self.project.maps.iter().any(|(id, map)| *id != own && holds(map)),
        }
    }

    /// Whether any map holds an identifier.
    fn is_known(
        &self,
        gathered: impl Fn(&Identifiers) -> bool,
        holds: impl Fn(&Map) -> bool,
    ) -> bool {
        match &self.identifiers {
            Some(identifiers) => gathered(identifiers),
            None => self.project.maps.values().any(holds),
        }
    }

    fn unique(&mut self, object: Object, name: &str, shared: bool) {
        if shared {
            let message = format!("The identifier of {name} is used on two maps.");
            self.report(object, Fault::Duplicate, message);
        }
    }

    fn stage(&mut self, map_id: MapId, id: StageId) -> Option<()> {
        let stage = self.project.maps.get(&map_id)?.stages.get(&id)?;
        let object = Object::Stage(map_id, id);
        let name = format!("the stage {}", quoted(&stage.name));
        self.order(object, &name, &stage.order);
        let texts = [("name", &*stage.name), ("group", &stage.group), ("notes", &stage.notes)];
        self.texts(object, &name, &texts);
        self.ext(object, &name, &stage.ext);
        let shared = self.is_shared(
            map_id,
            |known| known.stages.shared.contains(&id),
            |map| map.stages.contains_key(&id),
        );
        self.unique(object, &name, shared);
        if let Some(width) = stage.width_px.filter(|width| !Stage::WIDTH_PX.contains(width)) {
            let (low, high) = (Stage::WIDTH_PX.start(), Stage::WIDTH_PX.end());
            let message = format!("The width of {name} is {width}; it must be {low} to {high}.");
            self.report(object, Fault::Width, message);
        }
        Some(())
    }

    fn lane(&mut self, map_id: MapId, id: LaneId) -> Option<()> {
        let lane = self.project.maps.get(&map_id)?.lanes.get(&id)?;
        let object = Object::Lane(map_id, id);
        let name = format!("the lane {}", quoted(&lane.name));
        self.order(object, &name, &lane.order);
        self.texts(object, &name, &[("name", &lane.name)]);
        self.ext(object, &name, &lane.ext);
        let shared = self.is_shared(
            map_id,
            |known| known.lanes.shared.contains(&id),
            |map| map.lanes.contains_key(&id),
        );
        self.unique(object, &name, shared);
        Some(())
    }

    fn card(&mut self, map_id: MapId, id: CardId) -> Option<()> {
        let map = self.project.maps.get(&map_id)?;
        let card = map.cards.get(&id)?;
        let object = Object::Card(map_id, id);
        let name = match card.text.trim() {
            "" => "an empty card".to_owned(),
            text => format!("the card {}", quoted(text)),
        };
        if let Some(reason) = self.misplaced(map, &card.place) {
            let on = quoted(&map.name);
            self.report(
                object,
                Fault::Place,
                capital(&format!("{name} on the map {on} {reason}.")),
            );
        }
        self.order(object, &name, &card.place.order);
        if card.channel.is_some_and(|channel| !self.project.channels.contains_key(&channel)) {
            let message = format!("The channel of {name} does not exist.");
            self.report(object, Fault::Channel, message);
        }
        self.emotion(object, &name, card.emotion);
        self.texts(object, &name, &[("text", &card.text), ("notes", &card.notes)]);
        self.ext(object, &name, &card.ext);
        let shared = self.is_shared(
            map_id,
            |known| known.cards.shared.contains(&id),
            |map| map.cards.contains_key(&id),
        );
        self.unique(object, &name, shared);
        Some(())
    }

    /// Why a card cannot stand at this place.
    fn misplaced(&self, map: &Map, place: &crate::Place) -> Option<String> {
        if !map.stages.contains_key(&place.stage) {
            return Some("stands in a stage that does not exist".to_owned());
        }
        let Some(lane) = map.lanes.get(&place.lane) else {
            return Some("stands in a lane that does not exist".to_owned());
        };
        let lane_name = quoted(&lane.name);
        match lane.kind {
            LaneKind::Cards(_) => {}
            LaneKind::Curve => {
                return Some(format!(
                    "stands in the lane {lane_name}, which holds the emotion curve"
                ));
            }
            LaneKind::Metrics => {
                return Some(format!("stands in the lane {lane_name}, which holds figures"));
            }
        }
        match place.persona {
            Some(_) if lane.once => {
                Some(format!("names a persona, but the lane {lane_name} stands once for the map"))
            }
            None if !lane.once => Some(format!("stands in the lane {lane_name} of no persona")),
            Some(persona) if !self.project.personas.contains_key(&persona) => {
                Some("belongs to a persona that does not exist".to_owned())
            }
            _ => None,
        }
    }

    fn emotion(&mut self, object: Object, name: &str, emotion: Option<Emotion>) {
        if let Some(emotion) = emotion.filter(|emotion| !emotion.is_valid()) {
            let message = format!(
                "The emotion of {name} is {} tenths; it must be -20 to 20.",
                emotion.tenths()
            );
            self.report(object, Fault::Emotion, message);
        }
    }

    fn point(&mut self, map_id: MapId, at: CurveAt) -> Option<()> {
        let map = self.project.maps.get(&map_id)?;
        let emotion = map.points.get(&at)?;
        let object = Object::Point(map_id, at);
        let persona = self.project.personas.get(&at.persona);
        let stage = map.stages.get(&at.stage);
        let (Some(persona), Some(stage)) = (persona, stage) else {
            let missing = if persona.is_none() { "persona" } else { "stage" };
            let on = quoted(&map.name);
            let message =
                format!("A curve point on the map {on} names a {missing} that does not exist.");
            self.report(object, Fault::Place, message);
            return None;
        };
        let (persona, stage) = (quoted(&persona.name), quoted(&stage.name));
        let name = format!("the curve point of {persona} at the stage {stage}");
        self.emotion(object, &name, Some(*emotion));
        Some(())
    }

    fn survey(&mut self, id: SurveyId) -> Option<()> {
        let (object, survey) = (Object::Survey(id), self.project.surveys.get(&id)?);
        let name = format!("the survey {}", quoted(&survey.name));
        self.texts(object, &name, &[("name", &survey.name), ("file name", &survey.file)]);
        self.ext(object, &name, &survey.ext);
        if let Some(reason) = tally::fault(&survey.tally) {
            let message = format!("The answers of {name} cannot be right: {reason}.");
            self.report(object, Fault::Tally, message);
        }
        // An edit is to blame for all that is too much; in a file what comes first has its room.
        let whole = self.identifiers.is_some();
        if self.crowded_from.is_some_and(|from| !whole || id >= from) {
            self.report(object, Fault::Tally, tally::crowded(&name));
        }
        let links = &survey.links;
        let stage = links.stages.iter().find(|(_, id)| {
            let gathered = |known: &Identifiers| known.stages.all.contains(id);
            !self.is_known(gathered, |map| map.stages.contains_key(id))
        });
        let card = links.touchpoints.iter().find(|(_, id)| {
            let gathered = |known: &Identifiers| known.cards.all.contains(id);
            !self.is_known(gathered, |map| map.cards.contains_key(id))
        });
        let persona = links.personas.iter().find(|(_, id)| !self.project.personas.contains_key(id));
        let dangling = [
            stage.map(|(label, _)| (label, "stage")),
            card.map(|(label, _)| (label, "card")),
            persona.map(|(label, _)| (label, "persona")),
        ];
        for (label, what) in dangling.into_iter().flatten() {
            let label = quoted(label);
            let message =
                format!("The label {label} of {name} is assigned to a {what} that does not exist.");
            self.report(object, Fault::Link, message);
        }
        Some(())
    }
}

/// The first line of a text in quotation marks, shortened so that a sentence stays readable.
pub(crate) fn quoted(text: &str) -> String {
    const LONGEST: usize = 40;
    let line = text.trim().lines().next().unwrap_or_default();
    if line.chars().count() > LONGEST {
        let start: String = line.chars().take(LONGEST - 1).collect();
        format!("“{}…”", start.trim_end())
    } else {
        format!("“{line}”")
    }
}

fn capital(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
