//! Files with one row per answer, made into files with one row per person.

use std::collections::{BTreeMap, HashMap};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::columns::cell::label_key;
use crate::import::plan::{Plan, Preview, preview};
use crate::import::{OverrideError, Progress, ProgressFn};
use crate::read::ReadError;
use crate::read::format::{Format, Input};
use crate::read::source::{Bytes, Source};
use crate::warning::{FileWarning, Warning};

/// Which columns of a file with one row per answer name the question and hold the answer. The
/// others say whose answer it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LongLayout {
    /// The column that names the question.
    pub question: usize,
    /// The column that holds the answer.
    pub answer: usize,
}

/// How a file with one row per answer is put together before it is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Long {
    /// Which columns name the question and hold the answer.
    pub layout: LongLayout,
    /// How the file itself is read.
    pub format: Format,
    /// The names of the columns of the file itself.
    pub names: Vec<String>,
}

impl Long {
    /// The same layout in a file with these columns, in whatever order they come.
    pub fn layout_among(&self, names: &[String]) -> Option<LongLayout> {
        let place = |index: usize| {
            let key = label_key(self.names.get(index)?);
            names.iter().position(|name| label_key(name) == key)
        };
        Some(LongLayout {
            question: place(self.layout.question)?,
            answer: place(self.layout.answer)?,
        })
    }
}

impl Plan {
    /// How the file itself is read, also where its rows are put together first.
    pub fn file_format(&self) -> &Format {
        self.long.as_ref().map_or(&self.format, |long| &long.format)
    }

    /// The names of the columns of the file itself.
    pub fn file_names(&self) -> Vec<String> {
        match &self.long {
            Some(long) => long.names.clone(),
            None => self.columns.iter().map(|column| column.name.clone()).collect(),
        }
    }
}

impl Preview {
    /// The preview of a file of which each row holds one answer, with one row per person. Reads the
    /// whole file; `sample_bytes` is how much of the table that is made of it is looked at.
    pub fn one_row_per_person(
        &self,
        source: &dyn Source,
        layout: LongLayout,
        sample_bytes: usize,
    ) -> Result<Self, ReadError> {
        let (format, names) = (self.plan.file_format().clone(), self.plan.file_names());
        let wide = widen(source, &format, layout, &|_| true)?;
        let mut preview = preview(&wide, sample_bytes)?;
        preview.plan.long = Some(Long { layout, format, names });
        let of_file = |warning: &&Warning| match warning {
            Warning::File(what) => !matches!(what, FileWarning::OneRowPerAnswer { .. }),
            _ => false,
        };
        let of_file = self.warnings.iter().filter(of_file).cloned();
        preview.warnings.splice(..0, of_file);
        Ok(preview)
    }
}

/// The table that a plan is for: a file with one row per answer, put together, and the plan for what
/// it then is. None where the file is read as it is. Reading it is the first half of the work that
/// `progress` is told about.
pub(super) fn put_together(
    source: &dyn Source,
    plan: &Plan,
    progress: &ProgressFn<'_>,
) -> Result<Option<(Bytes, Plan)>, ReadError> {
    let Some(long) = &plan.long else { return Ok(None) };
    let wide = widen(source, &long.format, long.layout, &|at| progress(half(at, 0)))?;
    Ok(Some((wide, Plan { long: None, ..plan.clone() })))
}

/// How far all of it is, when one of its halves, 0 or 1, is so far.
pub(super) const fn half(at: Progress, number: u64) -> Progress {
    Progress {
        done_bytes: at.done_bytes.saturating_add(number * at.total_bytes),
        total_bytes: at.total_bytes.saturating_mul(2),
    }
}

impl FromStr for LongLayout {
    type Err = OverrideError;

    /// Reads `QUESTION,ANSWER`: two column numbers.
    fn from_str(text: &str) -> Result<Self, OverrideError> {
        let column = |text: &str| text.trim().parse().ok();
        text.split_once(',')
            .and_then(|(question, answer)| {
                Some(Self { question: column(question)?, answer: column(answer)? })
            })
            .filter(|layout| layout.question != layout.answer)
            .ok_or_else(|| OverrideError::NoPair(text.to_owned()))
    }
}

/// How much text a widened file may hold: unlike a wide file it is kept in memory.
const MAX_TEXT_BYTES: usize = 256 * 1024 * 1024;

/// How many records pass between two reports of progress.
const RECORDS_PER_REPORT: usize = 20_000;

/// How many questions there may be.
const MAX_QUESTIONS: usize = 2_000;

/// How many cells of answers a widened file may have, most of them empty where few people answer
/// many questions.
const MAX_CELLS: usize = 50_000_000;

/// A person's row: what is said of the person, and the answers by their question.
struct Person {
    about: Vec<String>,
    answers: BTreeMap<usize, String>,
}

/// Writes a file with one row per person as comma-separated UTF-8: first the columns that say whose
/// answer it is, then one column per question, in the order in which they first come.
///
/// A person who answers a question again gets another row. `format` says how the file is read;
/// `progress` is asked now and then whether to go on.
pub fn widen(
    source: &dyn Source,
    format: &Format,
    layout: LongLayout,
    progress: &ProgressFn<'_>,
) -> Result<Bytes, ReadError> {
    let input = Input::new(source, format)?;
    let total_bytes = input.size_bytes()?;
    let encoding = format.cell_encoding();
    let mut scanner = input.records()?;
    let mut header: Vec<String> = Vec::new();
    let mut wide = Wide::default();
    let mut row = 0;
    let mut text_bytes = 0;
    loop {
        if row % RECORDS_PER_REPORT == 0 {
            let done_bytes = scanner.consumed_bytes().min(total_bytes);
            if !progress(Progress { done_bytes, total_bytes }) {
                return Err(ReadError::Cancelled);
            }
        }
        let Some(record) = scanner.next_record()? else { break };
        let cells: Vec<String> =
            record.iter().map(|cell| encoding.text(cell).trim().to_owned()).collect();
        row += 1;
        if row <= format.first_answer() {
            if row > format.skipped_records && header.is_empty() {
                header = without(&cells, layout);
            }
            continue;
        }
        text_bytes += cells.iter().map(String::len).sum::<usize>();
        if text_bytes > MAX_TEXT_BYTES {
            return Err(ReadError::NotATable(
                "it holds one row per answer and is too long to be put together".into(),
            ));
        }
        wide.add(&cells, layout)?;
    }
    Ok(Bytes::from(wide.write(&header)))
}

/// The cells that say whose answer it is.
fn without(cells: &[String], layout: LongLayout) -> Vec<String> {
    cells
        .iter()
        .enumerate()
        .filter(|(index, _)| *index != layout.question && *index != layout.answer)
        .map(|(_, cell)| cell.clone())
        .collect()
}

#[derive(Default)]
struct Wide {
    questions: Vec<String>,
    question_by_name: HashMap<String, usize>,
    people: Vec<Person>,
    /// The latest row of each person.
    latest: HashMap<Vec<String>, usize>,
}

impl Wide {
    fn add(&mut self, cells: &[String], layout: LongLayout) -> Result<(), ReadError> {
        let cell = |index: usize| cells.get(index).cloned().unwrap_or_default();
        let (name, answer) = (cell(layout.question), cell(layout.answer));
        let known = self.question_by_name.get(&name).copied();
        let question = known.unwrap_or(self.questions.len());
        if known.is_none() {
            if question == MAX_QUESTIONS {
                return Err(ReadError::NotATable(format!(
                    "the column of questions names more than {MAX_QUESTIONS}"
                )));
            }
            self.questions.push(name.clone());
            self.question_by_name.insert(name, question);
        }
        let about = without(cells, layout);
        let answered = |person: &Person| person.answers.contains_key(&question);
        let own = self.latest.get(&about).copied();
        let open = own.filter(|own| self.people.get(*own).is_some_and(|p| !answered(p)));
        let place = open.unwrap_or_else(|| {
            self.people.push(Person { about: about.clone(), answers: BTreeMap::new() });
            self.latest.insert(about, self.people.len() - 1);
            self.people.len() - 1
        });
        if let Some(person) = self.people.get_mut(place) {
            person.answers.insert(question, answer);
        }
        let cells = self.people.len() * self.questions.len();
        if cells > MAX_CELLS {
            return Err(ReadError::NotATable(format!(
                "one row per person would have more than {MAX_CELLS} cells for answers; keep fewer \
                 questions, or only columns that are the same in all rows of a person"
            )));
        }
        Ok(())
    }

    fn write(&self, header: &[String]) -> Vec<u8> {
        let mut text = Vec::new();
        write_row(&mut text, header.iter().chain(&self.questions).map(String::as_str));
        for person in &self.people {
            let about = header
                .iter()
                .enumerate()
                .map(|(index, _)| person.about.get(index).map_or("", String::as_str));
            let answers = (0..self.questions.len())
                .map(|question| person.answers.get(&question).map_or("", String::as_str));
            write_row(&mut text, about.chain(answers));
        }
        text
    }
}

fn write_row<'a>(text: &mut Vec<u8>, cells: impl Iterator<Item = &'a str>) {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            text.push(b',');
        }
        // An empty row of one cell would be a blank line, which is no row.
        if index > 0 && cell.is_empty() {
            continue;
        }
        text.push(b'"');
        text.extend_from_slice(cell.replace('"', "\"\"").as_bytes());
        text.push(b'"');
    }
    text.push(b'\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::run;

    #[test]
    fn answers_of_a_person_come_into_one_row() {
        let file =
            b"Question,Answer,Name\nscore,9,Ana\nscore,3,Bo\nwhy,\"a, b\",Ana\nscore,7,Ana\n";
        let source = Bytes::from(&file[..]);
        let format = preview(&source, 1000).unwrap().plan.format;
        let wide =
            widen(&source, &format, LongLayout { question: 0, answer: 1 }, &|_| true).unwrap();
        assert_eq!(
            std::str::from_utf8(&wide.0).unwrap(),
            "\"Name\",\"score\",\"why\"\n\"Ana\",\"9\",\"a, b\"\n\"Bo\",\"3\",\n\"Ana\",\"7\",\n"
        );
    }

    #[test]
    fn a_plan_puts_the_rows_together_by_itself_in_whatever_order_the_columns_come() {
        let may = Bytes::from(&b"Question,Answer,Name\nnps,9,Ana\nnps,3,Bo\nease,4,Ana\n"[..]);
        let look = preview(&may, 1000).unwrap();
        let layout = LongLayout { question: 0, answer: 1 };
        let plan = look.one_row_per_person(&may, layout, 1000).unwrap().plan;
        assert_eq!(plan.fingerprint(), look.plan.fingerprint(), "it is known by its own columns");
        let imported = run(&may, &plan, &|_| true).unwrap();
        assert_eq!(imported.counts.used, 2);
        assert!(matches!(run(&may, &plan, &|_| false), Err(ReadError::Cancelled)));
        let june = Bytes::from(&b"Name,Answer,Question\nAna,9,nps\n"[..]);
        let look = preview(&june, 1000).unwrap();
        assert!(look.plan.is_like(&plan.profile()));
        let layout = plan.long.unwrap().layout_among(&look.plan.file_names());
        assert_eq!(layout, Some(LongLayout { question: 2, answer: 1 }));
    }

    #[test]
    fn progress_goes_from_nothing_to_all_of_it_once() {
        let text = "Question,Answer,Name\n".to_owned() + &"nps,9,Ana\nnps,3,Bo\n".repeat(30_000);
        let source = Bytes::from(text.into_bytes());
        let look = preview(&source, 1000).unwrap();
        let layout = LongLayout { question: 0, answer: 1 };
        let plan = look.one_row_per_person(&source, layout, 1000).unwrap().plan;
        let shares = std::sync::Mutex::new(Vec::new());
        let note = |at: Progress| {
            shares.lock().unwrap().push(at.done_bytes as f64 / at.total_bytes as f64);
            true
        };
        run(&source, &plan, &note).unwrap();
        let shares = shares.into_inner().unwrap();
        assert!(shares.len() > 4 && shares.is_sorted(), "{shares:?}");
        assert!((shares[shares.len() - 1] - 1.0).abs() < 1e-9);
    }

    fn many(people: usize, questions: usize) -> Result<Wide, ReadError> {
        let layout = LongLayout { question: 0, answer: 1 };
        let mut wide = Wide::default();
        for question in 0..questions {
            let cells = [format!("Q{question}"), "1".to_owned(), "first".to_owned()];
            wide.add(&cells, layout)?;
        }
        for person in 1..people {
            let cells = [format!("Q{}", questions - 1), "5".to_owned(), format!("p{person}")];
            wide.add(&cells, layout)?;
        }
        Ok(wide)
    }

    #[test]
    fn few_answers_to_many_questions_take_little_room() {
        let wide = many(1_000, 2_000).unwrap();
        let answers: usize = wide.people.iter().map(|person| person.answers.len()).sum();
        assert_eq!(answers, 2_999);
        assert!(wide.write(&["Name".to_owned()]).len() < 3_000_000);
    }

    #[test]
    fn a_table_that_would_be_too_large_is_refused() {
        let error = many(30_000, 2_000).err().unwrap().to_string();
        assert!(error.contains("50000000 cells"), "{error}");
    }
}
