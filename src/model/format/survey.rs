//! Reads surveys row by row, so that a damaged row costs that row alone.

use serde::de::DeserializeOwned;
use survey::tally::{Tally, TallyRow};

use super::FormatError;
use super::items::Reader;
use super::scan::Entry;
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
        for field in self.entries(entry, b'(', "A survey").list {
            let name = field.key.as_ref().map(|key| self.text(key)).unwrap_or_default();
            match name {
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
                name => self.note_unknown_field(name, "a survey"),
            }
        }
        Ok(parts)
    }

    fn tally(&mut self, entry: &Entry) -> Result<Tally, FormatError> {
        let mut tally = Tally::default();
        for field in self.entries(entry, b'(', "The answers of a survey").list {
            let name = field.key.as_ref().map(|key| self.text(key)).unwrap_or_default();
            match name {
                "questions" => tally.questions = self.list(&field, "a question")?,
                "rows" => tally.rows = self.list::<TallyRow>(&field, "a row of answers")?,
                "funnels" => tally.funnels = self.list(&field, "a funnel")?,
                name => self.note_unknown_field(name, "a survey's answers"),
            }
        }
        Ok(tally)
    }

    fn list<T: DeserializeOwned>(
        &mut self,
        entry: &Entry,
        what: &'static str,
    ) -> Result<Vec<T>, FormatError> {
        let mut list = Vec::new();
        for item in self.entries(entry, b'[', &format!("The list that holds {what}")).list {
            self.count(item.whole().start)?;
            list.extend(self.value::<T>(&item, what));
        }
        Ok(list)
    }
}
