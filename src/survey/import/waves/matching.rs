//! Which questions of two waves are the same: by their texts, and by what a person says.

use std::collections::BTreeMap;

use crate::columns::cell::label_key;
use crate::import::plan::Plan;
use crate::tally::{Question, Scale};

/// A question that both waves asked, on different scales.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rescaled {
    /// The question as it is put to people now.
    pub text: String,
    /// Its name in the later wave.
    pub name: String,
    /// The scale of the earlier waves.
    pub before: Scale,
    /// The scale of the later wave.
    pub now: Scale,
}

/// What a person says of questions that were put in other words than before: the name of the later
/// one, and the earlier one as [`key_of_question`] writes it.
pub type SaidSame = BTreeMap<String, String>;

impl Plan {
    /// Which columns a person says ask the same as a question of the earlier waves.
    pub fn said_same(&self) -> SaidSame {
        let said = self.columns.iter().filter(|column| column.question().is_some());
        said.filter_map(|column| Some((column.name.clone(), column.same_as.clone()?))).collect()
    }
}

/// How a question is named so that it is found again: as it was asked, or by its name where others
/// were asked in the same words.
pub fn key_of_question(question: &Question, all: &[Question]) -> String {
    let is_alone =
        question_of_key(all, &question.text).is_some_and(|same| same.name == question.name);
    if is_alone { question.text.clone() } else { question.name.clone() }
}

/// The question that was asked in these words, or else has this name.
pub fn question_of_key<'a>(all: &'a [Question], key: &str) -> Option<&'a Question> {
    let key = label_key(key);
    let mut asked = all.iter().filter(|question| label_key(&question.text) == key);
    match (asked.next(), asked.next()) {
        (Some(question), None) => Some(question),
        _ => all.iter().find(|question| label_key(&question.name) == key),
    }
}

/// What is different in a later wave of a survey.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WaveChanges {
    /// Questions that both ask on the same scale: the name in the later wave, and the name in the
    /// survey so far.
    pub same: BTreeMap<String, String>,
    /// Questions that a person says are the same, though their words differ: as the later wave asks
    /// them, and as they were asked before. They are among `same`, or among `rescaled`.
    pub said: Vec<(Question, Question)>,
    /// Questions that only the later wave asks.
    pub new: Vec<Question>,
    /// Questions whose scale is another one now. They are kept apart from those before.
    pub rescaled: Vec<Rescaled>,
    /// Questions that only the earlier waves asked.
    pub gone: Vec<Question>,
}

impl WaveChanges {
    /// The share of questions that both ask, of all that either asks, 0 to 1.
    pub fn likeness(&self) -> f64 {
        let both = self.same.len() + self.rescaled.len();
        let all = both + self.new.len() + self.gone.len();
        both as f64 / all.max(1) as f64
    }

    /// Whether there is anything to tell.
    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.rescaled.is_empty() && self.gone.is_empty()
    }
}

/// Finds what a later wave has in common with the survey so far. What a person says comes first.
pub fn compare_waves(earlier: &[Question], later: &[Question], said: &SaidSame) -> WaveChanges {
    let mut matching = Matching {
        earlier: earlier.iter().map(Some).collect(),
        later: later.iter().map(Some).collect(),
        pairs: BTreeMap::new(),
        rescaled: Vec::new(),
    };
    let said = matching.take_said(said, earlier);
    let same_text =
        |a: &Question, b: &Question| a.fits(b) && label_key(&a.text) == label_key(&b.text);
    let same_name = |a: &Question, b: &Question| label_key(&a.name) == label_key(&b.name);
    matching.take(|a, b| same_text(a, b) && same_name(a, b));
    matching.take_unique(same_text);
    // A file that has no texts besides its names says no more than the names.
    let has_no_text = |question: &Question| question.text == question.name;
    matching.take(|a, b| a.fits(b) && same_name(a, b) && (has_no_text(a) || has_no_text(b)));
    matching.take_rescaled(earlier);
    let left = |questions: &[Option<&Question>]| {
        questions.iter().flatten().map(|question| (*question).clone()).collect()
    };
    WaveChanges {
        new: left(&matching.later),
        gone: left(&matching.earlier),
        same: matching.pairs,
        said,
        rescaled: matching.rescaled,
    }
}

/// Whether two questions may be one, on this scale or another.
pub fn can_be_same(a: &Question, b: &Question) -> bool {
    a.kind.is_amount() == b.kind.is_amount()
}

impl Rescaled {
    fn of(before: &Question, now: &Question) -> Self {
        Self {
            text: now.text.clone(),
            name: now.name.clone(),
            before: before.scale,
            now: now.scale,
        }
    }
}

/// Questions that are not matched yet, and the pairs that are.
struct Matching<'a> {
    earlier: Vec<Option<&'a Question>>,
    later: Vec<Option<&'a Question>>,
    pairs: BTreeMap<String, String>,
    rescaled: Vec<Rescaled>,
}

impl Matching<'_> {
    /// Matches what a person says. Two questions cannot be the same as one.
    fn take_said(&mut self, said: &SaidSame, earlier: &[Question]) -> Vec<(Question, Question)> {
        let mut taken = Vec::new();
        for place in &mut self.later {
            let Some(now) = *place else { continue };
            let meant = said.get(&now.name).and_then(|key| question_of_key(earlier, key));
            let Some(before) = meant.filter(|before| can_be_same(before, now)) else { continue };
            let Some(slot) =
                self.earlier.iter_mut().find(|own| own.is_some_and(|own| own.name == before.name))
            else {
                continue;
            };
            *slot = None;
            *place = None;
            if before.fits(now) {
                self.pairs.insert(now.name.clone(), before.name.clone());
            } else {
                self.rescaled.push(Rescaled::of(before, now));
            }
            taken.push((now.clone(), before.clone()));
        }
        taken
    }

    /// Finds questions in the same words that are asked on another scale now.
    fn take_rescaled(&mut self, earlier: &[Question]) {
        for place in &mut self.later {
            let Some(now) = *place else { continue };
            let before = earlier.iter().find(|before| {
                !before.fits(now)
                    && can_be_same(before, now)
                    && label_key(&before.text) == label_key(&now.text)
            });
            if let Some(before) = before {
                self.rescaled.push(Rescaled::of(before, now));
                *place = None;
                self.earlier.retain(|other| other.is_none_or(|other| other.name != before.name));
            }
        }
    }

    /// Matches each later question with the first earlier one that is the same.
    fn take(&mut self, same: impl Fn(&Question, &Question) -> bool) {
        for later in &mut self.later {
            let Some(question) = *later else { continue };
            let found =
                self.earlier.iter_mut().find(|e| e.is_some_and(|earlier| same(earlier, question)));
            if let Some(earlier) = found.and_then(Option::take) {
                self.pairs.insert(question.name.clone(), earlier.name.clone());
                *later = None;
            }
        }
    }

    /// Matches only where one question of each side is the same: which of two questions with one
    /// text is meant, nobody can say.
    fn take_unique(&mut self, same: impl Fn(&Question, &Question) -> bool) {
        let earlier: Vec<&Question> = self.earlier.iter().flatten().copied().collect();
        let later: Vec<&Question> = self.later.iter().flatten().copied().collect();
        let is_unique = |a: &Question, b: &Question| {
            earlier.iter().filter(|other| same(other, b)).count() == 1
                && later.iter().filter(|other| same(a, other)).count() == 1
        };
        self.take(|a, b| same(a, b) && is_unique(a, b));
    }
}
