//! Reads surveys row by row, so that a damaged row costs that row alone.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use survey::tally::{Tally, TallyRow};

use super::FormatError;
use super::fields::names_of;
use super::items::Reader;
use super::scan::Entry;
use crate::check::quoted;
use crate::{Ext, Links, Object, SurveyId, SurveyRecord, Table};

/// The fields of a survey while they are read.
#[derive(Default)]
struct Parts {
    name: Option<String>,
    file: Option<String>,
    imported: Option<jiff::Timestamp>,
    tally: Option<Tally>,
    links: Links,
    ext: Ext,
}

impl Reader<'_> {
    pub(super) fn surveys(
        &mut self,
        entry: &Entry,
    ) -> Result<Table<SurveyId, SurveyRecord>, FormatError> {
        let mut surveys: Table<SurveyId, SurveyRecord> = Table::default();
        for item in self.entries(entry, b'{', "The list of surveys").list {
            self.count(item.whole().start)?;
            let Some(id) = self.key::<SurveyId>(&item, "a survey") else { continue };
            if surveys.contains_key(&id) {
                self.report_duplicate(&item, "a survey");
                continue;
            }
            let parts = self.survey(&item)?;
            let (Some(name), Some(imported), Some(tally)) =
                (parts.name, parts.imported, parts.tally)
            else {
                let what = "A survey lacks its name, its date of import or its answers.".to_owned();
                self.report(&item.whole(), what);
                continue;
            };
            let file = parts.file.unwrap_or_default();
            let record = SurveyRecord {
                name,
                file,
                imported,
                tally: tally.into(),
                links: parts.links,
                ext: parts.ext,
            };
            self.spans.insert(Object::Survey(id), item.whole());
            surveys.insert_mut(id, record);
        }
        Ok(surveys)
    }

    fn survey(&mut self, entry: &Entry) -> Result<Parts, FormatError> {
        let mut parts = Parts::default();
        let mut seen = BTreeSet::new();
        for field in self.entries(entry, b'(', "A survey").list {
            if !self.is_first(&mut seen, &field, "a field of a survey")? {
                continue;
            }
            match field.key.as_ref().map(|key| self.text(key)).unwrap_or_default() {
                "name" => parts.name = self.value(&field, "a survey's name"),
                "file" => parts.file = self.value(&field, "a survey's file name"),
                "imported" => parts.imported = self.value(&field, "a survey's date of import"),
                "tally" => parts.tally = Some(self.tally(&field)?),
                "links" => {
                    parts.links = self.value(&field, "the assigned labels").unwrap_or_default();
                }
                "ext" => {
                    parts.ext = self.value(&field, "a survey's extension data").unwrap_or_default();
                }
                _ => self.pass_over(&field, "a survey"),
            }
        }
        Ok(parts)
    }

    fn tally(&mut self, entry: &Entry) -> Result<Tally, FormatError> {
        let mut tally = Tally::default();
        let mut rows: Vec<(Entry, TallyRow)> = Vec::new();
        let mut seen = BTreeSet::new();
        for field in self.entries(entry, b'(', "The answers of a survey").list {
            if !self.is_first(&mut seen, &field, "a field of a survey's answers")? {
                continue;
            }
            match field.key.as_ref().map(|key| self.text(key)).unwrap_or_default() {
                "questions" => tally.questions = values(self.list(&field, "a question")?),
                "rows" => rows = self.list(&field, "a row of answers")?,
                "funnels" => tally.funnels = values(self.list(&field, "a funnel")?),
                _ => self.pass_over(&field, "a survey's answers"),
            }
        }
        // A question that cannot be read costs its own answers and not those of the others.
        let names: BTreeSet<&str> =
            tally.questions.iter().map(|question| question.name.as_str()).collect();
        for (item, row) in rows {
            if names.contains(row.question.as_str()) {
                tally.rows.push(row);
            } else {
                let question = quoted(&row.question);
                let what = format!(
                    "A row of answers belongs to {question}, which is no question of the survey; \
                     it was left out."
                );
                self.report(&item.whole(), what);
            }
        }
        // Figures rely on the order, which another program may not have kept.
        tally.sort();
        Ok(tally)
    }

    fn list<T: DeserializeOwned>(
        &mut self,
        entry: &Entry,
        what: &'static str,
    ) -> Result<Vec<(Entry, T)>, FormatError> {
        let known = names_of::<T>();
        let mut list = Vec::new();
        for item in self.entries(entry, b'[', &format!("The list that holds {what}")).list {
            self.count(item.whole().start)?;
            if let Some(value) = self.value::<T>(&item, what) {
                self.note_unknown(&item, known, what);
                list.push((item, value));
            }
        }
        Ok(list)
    }
}

fn values<T>(list: Vec<(Entry, T)>) -> Vec<T> {
    list.into_iter().map(|(_, value)| value).collect()
}
