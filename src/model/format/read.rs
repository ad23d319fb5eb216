//! Reads a project, object by object.

use std::collections::BTreeSet;
use std::ops::Range;

use super::items::Reader;
use super::scan::{Entries, Entry};
use super::{FORMAT, FormatError, Opened, fields::names_of, repair, text};
use crate::{
    Brief, CurveAt, Emotion, Lane, Map, MapId, Object, Order, PersonaId, Project, StageId, Table,
};

/// Reads a project file. Whatever can be read is in the answer, with a report of what cannot;
/// an error means that nothing can.
///
/// Never panics and never runs away, whatever the bytes are.
pub fn read(bytes: &[u8]) -> Result<Opened, FormatError> {
    let text = text::decode(bytes)?;
    let strict = Reader::new(text, false);
    let open = root(&strict)?;
    let found = strict.scanner.entries(open, text.len());
    if found.end.is_some() {
        return read_root(strict, &found);
    }
    // Either the file was cut off or a quotation mark is missing somewhere.
    let lenient = Reader::new(text, true);
    let found = lenient.scanner.entries(open, text.len());
    read_root(lenient, &found)
}

/// Where the outermost bracket opens.
fn root(reader: &Reader) -> Result<usize, FormatError> {
    let text = reader.scanner.text;
    let end = text.len();
    let mut at = reader.scanner.skip_blank(0, end);
    // Attributes of RON (`#![enable(...)]`) have no say in how a project is read.
    while text::slice(text, at..end).starts_with("#!") {
        let list = Range { start: at + 2, end };
        let Some(open) = reader.scanner.opening(&list, b'[') else { break };
        let Some(next) = reader.scanner.entries(open, end).end else { break };
        at = reader.scanner.skip_blank(next, end);
    }
    let named = text::slice(text, at..end).strip_prefix("Throughline");
    let open = named.and_then(|_| reader.scanner.opening(&Range { start: at, end }, b'('));
    open.ok_or_else(|| {
        let (line, column) = reader.position(at);
        FormatError::NotAProject { line, column }
    })
}

fn read_root(mut reader: Reader, found: &Entries) -> Result<Opened, FormatError> {
    let header = Header::read(&reader, found)?;
    if header.min_reader > FORMAT {
        return Err(FormatError::TooNew { format: header.format, app: header.app });
    }
    let mut notes = Vec::new();
    let mut project = None;
    for entry in &found.list {
        match key_of(&reader, entry) {
            "format" | "min_reader" | "app" => {}
            "project" if project.is_none() => project = Some(reader.project(entry)?),
            "project" => reader.report_duplicate(entry, "the project"),
            _ => {
                reader.count(entry.whole().start)?;
                reader.pass_over(entry, "the file");
            }
        }
    }
    let Some(mut project) = project else {
        let (line, column) = reader.position(reader.scanner.text.len());
        let reason = "it holds no project".to_owned();
        return Err(FormatError::Header { line, column, reason });
    };
    reader.report_ending(found);
    repair::repair(&mut project, &mut reader);
    if header.format > FORMAT {
        notes.push(format!(
            "The file was written by a newer version of Throughline ({}) in format {}. What this \
             version does not know would be lost by saving over it; save it under another name.",
            header.app, header.format
        ));
    }
    notes.extend(reader.notes(found.comments));
    Ok(Opened {
        project,
        notes,
        damage: reader.take_damage(),
        format: header.format,
        app: header.app,
        read_only: header.format > FORMAT,
    })
}

fn key_of<'a>(reader: &Reader<'a>, entry: &Entry) -> &'a str {
    entry.key.as_ref().map(|key| reader.text(key)).unwrap_or_default()
}

/// What the file says about itself.
struct Header {
    format: u32,
    min_reader: u32,
    app: String,
}

impl Header {
    fn read(reader: &Reader, found: &Entries) -> Result<Self, FormatError> {
        let field = |name: &str| found.list.iter().find(|entry| key_of(reader, entry) == name);
        let number = |entry: &Entry| {
            let failed = |(line, column, reason)| FormatError::Header { line, column, reason };
            reader.parse::<u32>(&entry.value).map_err(failed)
        };
        let Some(format) = field("format") else {
            let (line, column) = reader.position(0);
            let reason = "it does not say which format it has".to_owned();
            return Err(FormatError::Header { line, column, reason });
        };
        let (line, column) = reader.position(format.value.start);
        let format = number(format)?;
        if format == 0 {
            let reason = "there is no format 0".to_owned();
            return Err(FormatError::Header { line, column, reason });
        }
        let min_reader = field("min_reader").map_or(Ok(format), number)?;
        let app = field("app").and_then(|entry| reader.parse(&entry.value).ok());
        Ok(Self { format, min_reader, app: app.unwrap_or_default() })
    }
}

impl Reader<'_> {
    fn project(&mut self, entry: &Entry) -> Result<Project, FormatError> {
        let mut project = Project::default();
        let mut seen = BTreeSet::new();
        for field in self.entries(entry, b'(', "The project").list {
            if !self.is_first(&mut seen, &field, "a field of the project")? {
                continue;
            }
            match key_of(self, &field) {
                "name" => {
                    project.name = self.value(&field, "the project's name").unwrap_or_default();
                }
                "brief" => {
                    project.brief = self.value(&field, "the brief").unwrap_or_default();
                    self.note_unknown(&field, names_of::<Brief>(), "the brief");
                }
                "personas" => {
                    project.personas = self.table(&field, "a persona", Object::Persona)?;
                }
                "channels" => {
                    project.channels = self.table(&field, "a channel", Object::Channel)?;
                }
                "maps" => project.maps = self.maps(&field)?,
                "surveys" => project.surveys = self.surveys(&field)?,
                "kpis" => project.kpis = self.table(&field, "a key figure", Object::Kpi)?,
                "hide_below" => {
                    let what = "the least number of answers";
                    project.hide_below = self.value(&field, what).unwrap_or_default();
                }
                "ext" => {
                    project.ext =
                        self.value(&field, "the project's extension data").unwrap_or_default();
                }
                _ => self.pass_over(&field, "the project"),
            }
        }
        Ok(project)
    }

    fn maps(&mut self, entry: &Entry) -> Result<Table<MapId, Map>, FormatError> {
        let mut maps: Table<MapId, Map> = Table::default();
        for item in self.entries(entry, b'{', "The list of maps").list {
            self.count(item.whole().start)?;
            let Some(id) = self.key::<MapId>(&item, "a map") else { continue };
            if maps.contains_key(&id) {
                self.report_duplicate(&item, "a map");
                continue;
            }
            self.spans.insert(Object::Map(id), item.whole());
            let map = self.map(id, &item)?;
            maps.insert_mut(id, map);
        }
        Ok(maps)
    }

    /// A map is read field by field, so that damage in one place leaves the others alone.
    fn map(&mut self, id: MapId, entry: &Entry) -> Result<Map, FormatError> {
        let mut map = Map::new("", Order::middle());
        let mut seen = BTreeSet::new();
        for field in self.entries(entry, b'(', "A map").list {
            if !self.is_first(&mut seen, &field, "a field of a map")? {
                continue;
            }
            match key_of(self, &field) {
                "name" => map.name = self.value(&field, "a map's name").unwrap_or_default(),
                "variant" => {
                    map.variant = self.value(&field, "a map's variant").unwrap_or_default();
                }
                "order" => map.order = self.value(&field, "a map's order").unwrap_or(map.order),
                "measured" => {
                    map.measured = self.value(&field, "a map's measured curve").unwrap_or_default();
                }
                "stages" => {
                    map.stages = self.table(&field, "a stage", |key| Object::Stage(id, key))?;
                }
                "lanes" => {
                    map.lanes =
                        self.table::<_, Lane>(&field, "a lane", |key| Object::Lane(id, key))?;
                }
                "cards" => map.cards = self.table(&field, "a card", |key| Object::Card(id, key))?,
                "points" => map.points = self.points(id, &field)?,
                "ext" => map.ext = self.value(&field, "a map's extension data").unwrap_or_default(),
                _ => self.pass_over(&field, "a map"),
            }
        }
        for missing in ["name", "order"].into_iter().filter(|name| !seen.contains(name)) {
            self.report(
                &entry.whole(),
                format!("A map has no {missing}; the rest of it was read."),
            );
        }
        Ok(map)
    }

    fn points(
        &mut self,
        map: MapId,
        entry: &Entry,
    ) -> Result<Table<CurveAt, Emotion>, FormatError> {
        let mut points = Table::default();
        for curve in self.entries(entry, b'{', "The list of curves").list {
            let Some(persona) = self.key::<PersonaId>(&curve, "a curve") else { continue };
            for item in self.entries(&curve, b'{', "A curve").list {
                self.count(item.whole().start)?;
                let Some(stage) = self.key::<StageId>(&item, "a curve point") else { continue };
                let at = CurveAt { persona, stage };
                if points.contains_key(&at) {
                    self.report_duplicate(&item, "a curve point");
                } else if let Some(emotion) = self.value(&item, "a curve point") {
                    self.spans.insert(Object::Point(map, at), item.whole());
                    points.insert_mut(at, emotion);
                }
            }
        }
        Ok(points)
    }

    /// Says that the file was cut off, or that something stands behind its end.
    fn report_ending(&mut self, found: &Entries) {
        let length = self.scanner.text.len();
        let Some(end) = found.end else {
            let (line, column) = self.position(length);
            let what = "The file ends before the project does: it was cut off, or a closing \
                        bracket or quotation mark is missing. What stands before was read."
                .to_owned();
            self.add_damage(line, column, what, "");
            return;
        };
        let rest = self.scanner.skip_blank(end, length);
        if rest < length {
            let what = "There is more text after the end of the project.".to_owned();
            self.report(&(rest..length), what);
        }
    }

    /// What should be said although nothing is damaged.
    fn notes(&self, comments: usize) -> Vec<String> {
        let unknown = self.unknown.iter().map(|((name, what), times)| {
            let places =
                if *times == 1 { "one place".to_owned() } else { format!("{times} places") };
            format!(
                "The field “{name}” of {what} is not known to this version; in {places} it was \
                 left out and will not be saved."
            )
        });
        let comments = (comments > 0).then(|| {
            "The file has comments, which will not be saved: notes of cards and stages are."
                .to_owned()
        });
        let more = (self.more_unknown > 0).then(|| {
            "More fields are not known to this version; they were left out and will not be saved."
                .to_owned()
        });
        unknown.chain(more).chain(comments).collect()
    }
}
