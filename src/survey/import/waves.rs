//! Waves: the same survey, asked again. Questions are matched by their texts, never by their
//! places, and a question that is asked on another scale stays apart.

mod matching;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};

use xxhash_rust::xxh3::Xxh3;

use crate::tally::{Dimension, Question, Tally, TallyRow};

pub use matching::{
    Rescaled, SaidSame, WaveChanges, can_be_same, compare_waves, key_of_question, question_of_key,
};

/// The waves of a tally, sorted; none stands for answers that were counted before there was a
/// second wave.
pub fn waves(tally: &Tally) -> BTreeSet<Option<String>> {
    tally.rows.iter().map(|row| row.wave.clone()).collect()
}

/// A name for a wave by the months of its answers: `2026-05`, or `2026-04 to 2026-06`. None where
/// they have no dates.
pub fn months_of(tally: &Tally) -> Option<String> {
    let month = |label: &str| label.get(..7).map(str::to_owned);
    let months: BTreeSet<String> =
        tally.labels(Dimension::Period).iter().filter_map(|label| month(label)).collect();
    match (months.first(), months.last()) {
        (Some(first), Some(last)) if first == last => Some(first.clone()),
        (Some(first), Some(last)) => Some(format!("{first} to {last}")),
        _ => None,
    }
}

/// A number that tells what was counted in a wave: another file, or the same one read by another
/// plan, gives another. What the wave is called makes no difference. None where the tally has no
/// answers of it; a wave without a name is none.
pub fn wave_hash(tally: &Tally, wave: Option<&str>) -> Option<u64> {
    let mut hashed = Hashed(Xxh3::new());
    let mut asked: BTreeSet<&str> = BTreeSet::new();
    for row in tally.rows.iter().filter(|row| row.wave.as_deref() == wave) {
        let TallyRow { question, labels, wave: _, complete, counts } = row;
        // A hasher takes everything.
        let _ = writeln!(hashed, "{question:?} {labels:?} {complete} {counts:?}");
        asked.insert(question);
    }
    for question in asked.iter().filter_map(|name| tally.question(name)) {
        let _ = writeln!(hashed, "{question:?}");
    }
    (!asked.is_empty()).then(|| hashed.0.digest())
}

/// A hash of what is written.
struct Hashed(Xxh3);

impl fmt::Write for Hashed {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.update(text.as_bytes());
        Ok(())
    }
}

/// The survey with another wave. Rows of `survey` without a wave get the name `unnamed`, those of
/// `later` the name `wave`; waves of `survey` that come in `later` as well are replaced. Where
/// `later` has no rows at all, as when everybody answered again, the wave of that name is emptied.
///
/// Questions that [`compare_waves`] finds the same keep the name and the rule of the survey so far.
pub fn add_wave(survey: &Tally, unnamed: &str, wave: &str, later: Tally, said: &SaidSame) -> Tally {
    let mut later = aligned(later, &survey.questions, said);
    name_rows(&mut later.rows, wave);
    let mut all = survey.clone();
    name_rows(&mut all.rows, unnamed);
    let mut replaced = waves(&later);
    if replaced.is_empty() {
        replaced.insert(Some(wave.to_owned()));
    }
    all.rows.retain(|row| !replaced.contains(&row.wave));
    all.merge(&later);
    let asked: BTreeSet<&str> = all.rows.iter().map(|row| row.question.as_str()).collect();
    all.questions.retain(|question| asked.contains(question.name.as_str()));
    all
}

fn name_rows(rows: &mut [TallyRow], wave: &str) {
    for row in rows.iter_mut().filter(|row| row.wave.is_none()) {
        row.wave = Some(wave.to_owned());
    }
}

/// A later wave in the names of the survey so far. Questions that are not the same get names that
/// none of the survey has.
fn aligned(mut later: Tally, earlier: &[Question], said: &SaidSame) -> Tally {
    let changes = compare_waves(earlier, &later.questions, said);
    let mut taken: BTreeSet<String> =
        earlier.iter().map(|question| question.name.clone()).collect();
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for question in &mut later.questions {
        let old = question.name.clone();
        if let Some(same) = changes.same.get(&old)
            && let Some(before) = earlier.iter().find(|before| before.name == *same)
        {
            question.clone_from(before);
        } else {
            let is_rescaled = changes.rescaled.iter().any(|rescaled| rescaled.name == old);
            let start = if is_rescaled {
                format!("{old} ({} to {})", question.scale.low, question.scale.high)
            } else {
                old.clone()
            };
            let numbered = (2..).map(|number| format!("{start} ({number})"));
            let mut free = std::iter::once(start.clone()).chain(numbered);
            question.name = free.find(|name| !taken.contains(name)).unwrap_or(start);
            taken.insert(question.name.clone());
        }
        names.insert(old, question.name.clone());
    }
    for row in &mut later.rows {
        if let Some(name) = names.get(&row.question) {
            row.question.clone_from(name);
        }
    }
    later.normalise();
    later
}

#[cfg(test)]
mod tests;
