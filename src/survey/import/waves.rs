//! Waves: the same survey, asked again. Questions are matched by their texts, never by their
//! places, and a question that is asked on another scale stays apart.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};

use xxhash_rust::xxh3::Xxh3;

use crate::columns::cell::label_key;
use crate::tally::{Dimension, Question, Scale, Tally, TallyRow};

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

/// What is different in a later wave of a survey.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WaveChanges {
    /// Questions that both ask on the same scale: the name in the later wave, and the name in the
    /// survey so far.
    pub same: BTreeMap<String, String>,
    /// The texts of questions that only the later wave asks.
    pub new: Vec<String>,
    /// Questions whose scale is another one now. They are kept apart from those before.
    pub rescaled: Vec<Rescaled>,
    /// The texts of questions that only the earlier waves asked.
    pub gone: Vec<String>,
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

/// Finds what a later wave has in common with the survey so far.
pub fn compare_waves(earlier: &[Question], later: &[Question]) -> WaveChanges {
    let mut matching = Matching {
        earlier: earlier.iter().map(Some).collect(),
        later: later.iter().map(Some).collect(),
        pairs: BTreeMap::new(),
    };
    let same_text =
        |a: &Question, b: &Question| a.fits(b) && label_key(&a.text) == label_key(&b.text);
    let same_name = |a: &Question, b: &Question| label_key(&a.name) == label_key(&b.name);
    matching.take(|a, b| same_text(a, b) && same_name(a, b));
    matching.take_unique(same_text);
    // A file that has no texts besides its names says no more than the names.
    let has_no_text = |question: &Question| question.text == question.name;
    matching.take(|a, b| a.fits(b) && same_name(a, b) && (has_no_text(a) || has_no_text(b)));
    let mut rescaled = Vec::new();
    for question in &mut matching.later {
        let Some(now) = *question else { continue };
        let before = earlier.iter().find(|before| {
            !before.fits(now)
                && before.kind.is_amount() == now.kind.is_amount()
                && label_key(&before.text) == label_key(&now.text)
        });
        if let Some(before) = before {
            rescaled.push(Rescaled {
                text: now.text.clone(),
                name: now.name.clone(),
                before: before.scale,
                now: now.scale,
            });
            *question = None;
            matching.earlier.retain(|other| other.is_none_or(|other| other.name != before.name));
        }
    }
    let texts = |questions: &[Option<&Question>]| {
        questions.iter().flatten().map(|question| question.text.clone()).collect()
    };
    WaveChanges {
        new: texts(&matching.later),
        gone: texts(&matching.earlier),
        same: matching.pairs,
        rescaled,
    }
}

/// Questions that are not matched yet, and the pairs that are.
struct Matching<'a> {
    earlier: Vec<Option<&'a Question>>,
    later: Vec<Option<&'a Question>>,
    pairs: BTreeMap<String, String>,
}

impl Matching<'_> {
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
pub fn add_wave(survey: &Tally, unnamed: &str, wave: &str, later: Tally) -> Tally {
    let mut later = aligned(later, &survey.questions);
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
fn aligned(mut later: Tally, earlier: &[Question]) -> Tally {
    let changes = compare_waves(earlier, &later.questions);
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
mod tests {
    use super::*;
    use crate::filter::Filter;
    use crate::tally::{Counts, Direction, Kind, Labels};

    fn question(name: &str, text: &str, scale: (i32, i32)) -> Question {
        let scale = Scale::new(scale.0, scale.1);
        let question = Question::new(name, Kind::Rating, scale, Direction::HighGood);
        Question { text: text.to_owned(), ..question }
    }

    fn tally(answers: &[(Question, i32, u64)]) -> Tally {
        let row = |(question, value, count): &(Question, i32, u64)| TallyRow {
            question: question.name.clone(),
            labels: Labels::default(),
            wave: None,
            complete: true,
            counts: Counts { answers: [(*value, *count)].into(), ..Counts::default() },
        };
        Tally {
            questions: answers.iter().map(|(question, ..)| question.clone()).collect(),
            rows: answers.iter().map(row).collect(),
            ..Tally::default()
        }
    }

    #[test]
    fn questions_are_matched_by_text_and_never_by_place_or_number() {
        let earlier =
            [question("Q1", "Was it easy?", (1, 5)), question("Q2", "Was it fast?", (1, 5))];
        let later = [
            question("Q1", "Was it fast?", (1, 5)),
            question("Q2", "Was it cheap?", (1, 5)),
            question("Q3", "WAS IT EASY? ", (1, 5)),
        ];
        let changes = compare_waves(&earlier, &later);
        let same: Vec<_> = changes.same.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(same, [("Q1", "Q2"), ("Q3", "Q1")]);
        assert_eq!(changes.new, ["Was it cheap?"]);
        assert!(changes.gone.is_empty() && changes.rescaled.is_empty());
    }

    #[test]
    fn a_new_question_under_an_old_number_is_not_added_to_the_old_one() {
        let earlier = tally(&[(question("Q1", "Was it easy?", (1, 5)), 5, 3)]);
        let later = tally(&[(question("Q1", "Was it cheap?", (1, 5)), 1, 4)]);
        let all = add_wave(&earlier, "May", "June", later);
        let count = |name| all.select(name, &Filter::default()).n();
        assert_eq!((count("Q1"), count("Q1 (2)")), (3, 4));
        assert_eq!(all.question("Q1 (2)").unwrap().text, "Was it cheap?");
    }

    #[test]
    fn another_scale_stays_apart_and_is_found_again_in_the_third_wave() {
        let text = "Was it easy?";
        let may = tally(&[(question("Q1", text, (1, 5)), 5, 3)]);
        let june = tally(&[(question("Q1", text, (0, 10)), 9, 4)]);
        let changes = compare_waves(&may.questions, &june.questions);
        assert_eq!(changes.rescaled[0].before, Scale::new(1, 5));
        assert!(changes.new.is_empty() && changes.gone.is_empty());
        let both = add_wave(&may, "May", "June", june.clone());
        let all = add_wave(&both, "May", "July", june);
        let names: Vec<_> = all.questions.iter().map(|question| question.name.as_str()).collect();
        assert_eq!(names, ["Q1", "Q1 (0 to 10)"]);
        assert_eq!(all.select("Q1 (0 to 10)", &Filter::default()).n(), 8);
    }

    #[test]
    fn waves_get_their_names_and_one_that_comes_again_is_replaced() {
        let ease = || question("ease", "Was it easy?", (1, 5));
        let may = tally(&[(ease(), 5, 3)]);
        let all = add_wave(&may, "May", "June", tally(&[(ease(), 1, 4)]));
        let in_wave = |tally: &Tally, wave: &str| {
            let waves = Some([wave.to_owned()].into());
            tally.select("ease", &Filter { waves, ..Filter::default() }).n()
        };
        assert_eq!((in_wave(&all, "May"), in_wave(&all, "June")), (3, 4));
        let again = add_wave(&all, "unused", "June", tally(&[(ease(), 2, 9)]));
        assert_eq!((in_wave(&again, "May"), in_wave(&again, "June")), (3, 9));
        let emptied = add_wave(&again, "unused", "June", tally(&[]));
        assert_eq!((in_wave(&emptied, "May"), in_wave(&emptied, "June")), (3, 0));
    }

    #[test]
    fn a_wave_is_known_again_by_what_was_counted_and_not_by_its_name() {
        let ease = |scale| question("ease", "Was it easy?", scale);
        let may = tally(&[(ease((1, 5)), 5, 3), (question("fast", "Fast?", (1, 5)), 2, 3)]);
        let hash = wave_hash(&may, None);
        let all = add_wave(&may, "May", "June", tally(&[(ease((1, 5)), 1, 4)]));
        assert_eq!(wave_hash(&all, Some("May")), hash, "a later wave changes nothing");
        assert_ne!(wave_hash(&all, Some("June")), hash);
        assert_eq!(wave_hash(&all, Some("July")), None);
        // As many answers, of which some mean something else, or on a longer scale.
        for other in [(ease((1, 5)), 4, 3), (ease((1, 7)), 5, 3)] {
            let other = tally(&[other, (question("fast", "Fast?", (1, 5)), 2, 3)]);
            assert_ne!(wave_hash(&other, None), hash);
        }
    }

    #[test]
    fn two_questions_with_one_text_are_told_apart_by_their_names() {
        let text = "How satisfied were you?";
        let both = [question("a", text, (1, 5)), question("b", text, (1, 5))];
        let turned = [both[1].clone(), both[0].clone()];
        let changes = compare_waves(&both, &turned);
        assert_eq!((changes.same["a"].as_str(), changes.same["b"].as_str()), ("a", "b"));
        let renamed = [question("c", text, (1, 5)), question("d", text, (1, 5))];
        assert_eq!(compare_waves(&both, &renamed).same.len(), 0, "which is which, nobody knows");
    }
}
