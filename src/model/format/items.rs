//! Reads values and tables one by one and reports those that cannot be read.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::de::DeserializeOwned;

use super::fields::names_of;
use super::scan::{Entries, Entry, Scanner};
use super::text::{Lines, slice};
use super::{Damage, FormatError, MAX_DAMAGE, MAX_ITEMS};
use crate::{Object, Table};

/// How many different unknown fields are named to people.
const MAX_UNKNOWN: usize = 20;

/// What is known while a file is read.
pub(super) struct Reader<'a> {
    pub(super) scanner: Scanner<'a>,
    pub(super) lines: Lines,
    damage: Vec<Damage>,
    /// How much damage there is beyond what is listed.
    unlisted: usize,
    /// Unknown fields: their name and that of their object, with how often they were met.
    pub(super) unknown: BTreeMap<(String, &'static str), usize>,
    /// How often unknown fields were met beyond those.
    pub(super) more_unknown: usize,
    /// Where each object stands, for what turns out to be wrong later on.
    pub(super) spans: BTreeMap<Object, Range<usize>>,
    items: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, strings_end_with_line: bool) -> Self {
        Self {
            scanner: Scanner { text, strings_end_with_line },
            lines: Lines::of(text),
            damage: Vec::new(),
            unlisted: 0,
            unknown: BTreeMap::new(),
            more_unknown: 0,
            spans: BTreeMap::new(),
            items: 0,
        }
    }

    pub(super) fn text(&self, range: &Range<usize>) -> &'a str {
        slice(self.scanner.text, range.clone())
    }

    pub(super) fn position(&self, offset: usize) -> (usize, usize) {
        self.lines.position(self.scanner.text, offset)
    }

    /// Reports damage at the beginning of `range`.
    pub(super) fn report(&mut self, range: &Range<usize>, what: String) {
        let (line, column) = self.position(range.start);
        let text = self.text(range);
        self.add_damage(line, column, what, text);
    }

    /// Lists damage, as long as the list can be read by people.
    pub(super) fn add_damage(&mut self, line: usize, column: usize, what: String, text: &str) {
        if self.damage.len() < MAX_DAMAGE {
            self.damage.push(Damage { line, column, what, text: text.to_owned() });
        } else {
            self.unlisted += 1;
        }
    }

    /// All damage from top to bottom.
    pub(super) fn take_damage(&mut self) -> Vec<Damage> {
        let mut damage = std::mem::take(&mut self.damage);
        damage.sort();
        if self.unlisted > 0 {
            let (line, column) = self.position(self.scanner.text.len());
            let what = format!(
                "{} more objects are damaged. Keep the file as it is: what they hold is only there.",
                self.unlisted
            );
            damage.push(Damage { line, column, what, text: String::new() });
        }
        damage
    }

    /// Counts one more object; an error when the file has too many of them.
    pub(super) fn count(&mut self, at: usize) -> Result<(), FormatError> {
        self.items += 1;
        if self.items <= MAX_ITEMS {
            return Ok(());
        }
        let (line, column) = self.position(at);
        Err(FormatError::TooMany { line, column })
    }

    /// The entries of the value's bracket; reported and empty when it has none.
    pub(super) fn entries(&mut self, entry: &Entry, open: u8, what: &str) -> Entries {
        if let Some(at) = self.scanner.opening(&entry.value, open) {
            return self.scanner.entries(at, entry.value.end);
        }
        let bracket = char::from(open);
        let message = format!("{what} should begin with “{bracket}”; it was left out.");
        self.report(&entry.whole(), message);
        Entries::default()
    }

    /// Reads one value. What cannot be read is reported, with the place of the mistake and the
    /// text of the whole entry.
    pub(super) fn value<T: DeserializeOwned>(&mut self, entry: &Entry, what: &str) -> Option<T> {
        if entry.cut {
            self.report(&entry.whole(), format!("The file ends in the middle of {what}."));
            return None;
        }
        match self.parse(&entry.value) {
            Ok(value) => Some(value),
            Err((line, column, reason)) => {
                let what = format!("{} cannot be read: {reason}.", sentence(what));
                let text = self.text(&entry.whole());
                self.add_damage(line, column, what, text);
                None
            }
        }
    }

    /// Reads a part of the text as RON. An error comes with line and column in the whole file.
    pub(super) fn parse<T: DeserializeOwned>(
        &self,
        range: &Range<usize>,
    ) -> Result<T, (usize, usize, String)> {
        let (line, column) = self.position(range.start);
        let text = self.text(range);
        // Only the very beginning of a RON text can set other reading rules; a part of a file is
        // such a beginning for the parser, and the rules are not the file's to set.
        if text.starts_with('#') {
            return Err((line, column, "a file cannot change how it is read".to_owned()));
        }
        ron::from_str(text).map_err(|error| {
            let at = error.span.start;
            let column = if at.line == 1 { column + at.col - 1 } else { at.col };
            let reason = error.code.to_string();
            (line + at.line - 1, column, reason.trim_end_matches('.').to_owned())
        })
    }

    /// The key of an entry.
    pub(super) fn key<K: DeserializeOwned>(&mut self, entry: &Entry, what: &str) -> Option<K> {
        let found = entry.key.as_ref().map(|key| self.parse(key));
        match found {
            Some(Ok(key)) => return Some(key),
            Some(Err((_, _, reason))) => {
                let what = format!("The identifier of {what} cannot be read: {reason}.");
                self.report(&entry.whole(), what);
            }
            None if entry.cut => {
                self.report(&entry.whole(), format!("The file ends in the middle of {what}."));
            }
            None => self.report(&entry.whole(), format!("{} has no identifier.", sentence(what))),
        }
        None
    }

    /// Notes the fields of an object that this version does not know.
    pub(super) fn note_unknown(&mut self, entry: &Entry, known: &[&str], what: &'static str) {
        let Some(open) = self.scanner.opening(&entry.value, b'(') else { return };
        for field in self.scanner.entries(open, entry.value.end).list {
            let name = field.key.map(|key| self.text(&key)).unwrap_or_default();
            if !name.is_empty() && !known.contains(&name) {
                self.note_unknown_field(name, what);
            }
        }
    }

    /// Notes one field that this version does not know.
    pub(super) fn note_unknown_field(&mut self, name: &str, what: &'static str) {
        let key = (name.chars().take(40).collect(), what);
        if self.unknown.len() < MAX_UNKNOWN || self.unknown.contains_key(&key) {
            *self.unknown.entry(key).or_insert(0) += 1;
        } else {
            self.more_unknown += 1;
        }
    }

    /// Takes note of one field of an object; false if it stood before, which is reported.
    pub(super) fn is_first(
        &mut self,
        seen: &mut BTreeSet<&'a str>,
        field: &Entry,
        what: &str,
    ) -> Result<bool, FormatError> {
        self.count(field.whole().start)?;
        let name = field.key.as_ref().map(|key| self.text(key)).unwrap_or_default();
        let is_first = seen.insert(name);
        if !is_first {
            let message = format!("{} stands twice; the first was kept.", sentence(what));
            self.report(&field.whole(), message);
        }
        Ok(is_first)
    }

    /// Notes a field that this version does not know, or reports the one in which the file ends.
    pub(super) fn pass_over(&mut self, field: &Entry, what: &'static str) {
        if field.cut {
            self.report(&field.whole(), "The file ends in the middle of a field.".to_owned());
        } else {
            let name = field.key.as_ref().map(|key| self.text(key)).unwrap_or_default();
            self.note_unknown_field(name, what);
        }
    }

    /// Reads a table of objects by identifier. The first of several with one identifier is kept.
    pub(super) fn table<K, V>(
        &mut self,
        entry: &Entry,
        what: &'static str,
        object: impl Fn(K) -> Object,
    ) -> Result<Table<K, V>, FormatError>
    where
        K: DeserializeOwned + Ord + Copy,
        V: DeserializeOwned,
    {
        let known = names_of::<V>();
        let mut table = Table::default();
        for item in self.entries(entry, b'{', &format!("The list that holds {what}")).list {
            self.count(item.whole().start)?;
            let Some(id) = self.key::<K>(&item, what) else { continue };
            if table.contains_key(&id) {
                self.report_duplicate(&item, what);
                continue;
            }
            if let Some(value) = self.value::<V>(&item, what) {
                self.note_unknown(&item, known, what);
                self.spans.insert(object(id), item.whole());
                table.insert_mut(id, value);
            }
        }
        Ok(table)
    }

    /// Reports an object whose identifier stood before.
    pub(super) fn report_duplicate(&mut self, entry: &Entry, what: &str) {
        let message = format!(
            "{} has the identifier of another one before it; the first was kept.",
            sentence(what)
        );
        self.report(&entry.whole(), message);
    }
}

/// The beginning of a sentence.
fn sentence(what: &str) -> String {
    let mut chars = what.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
