//! The figures of every place of a map, counted in one pass, so that a large map costs no more
//! than its tallies are long.

use std::collections::{BTreeMap, BTreeSet};

use survey::compare::measured_emotion;
use survey::metric::{Metric, Options, evaluate};
use survey::tally::{Counts, Question};

use super::{Answers, MeasuredPoint, touchpoint};
use crate::{CardId, Measured, PersonaId, StageId, SurveyId, SurveyRecord};

/// A part of a map that has figures of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spot {
    /// Everything that a persona said.
    Persona(PersonaId),
    /// Everything that was said about a stage.
    Stage(StageId),
    /// What a persona said about a stage.
    Cell(PersonaId, StageId),
    /// What was said about a touchpoint.
    Card(CardId),
}

/// The answers of a map by where they belong.
///
/// A figure is withheld not only where there are too few answers, but also where it would tell
/// such a figure by subtraction from what stands beside it.
#[derive(Clone, Debug)]
pub struct Places<'a> {
    options: Options,
    measured: Option<&'a Measured>,
    questions: Vec<QuestionOf<'a>>,
    counts: BTreeMap<Spot, BTreeMap<usize, Counts>>,
    withheld: BTreeSet<(usize, Spot)>,
}

#[derive(Clone, Copy, Debug)]
struct QuestionOf<'a> {
    survey: SurveyId,
    record: &'a SurveyRecord,
    question: &'a Question,
}

/// The answers to one question at one place.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The survey that asked.
    pub survey: SurveyId,
    /// The survey.
    pub record: &'a SurveyRecord,
    /// The question.
    pub question: &'a Question,
    counts: &'a Counts,
    is_withheld: bool,
    options: Options,
}

impl Asked<'_> {
    /// The figure; it says itself where it is withheld.
    pub fn metric(&self) -> Metric {
        let mut metric = evaluate(self.question, self.counts, self.options);
        if self.is_withheld {
            metric.hide();
        }
        metric
    }
}

/// Where an answer belongs, as far as its labels tell.
type Home = (Option<PersonaId>, Option<StageId>, Option<CardId>);

impl<'a> Answers<'a> {
    /// The answers by where they belong, after one pass over the tallies.
    pub fn by_place(&self) -> Places<'a> {
        let mut questions = Vec::new();
        let mut homes: BTreeMap<(usize, Home), Counts> = BTreeMap::new();
        for (id, record) in &self.project.surveys {
            let first = questions.len();
            let asked = record.tally.questions.iter();
            questions.extend(asked.map(|question| QuestionOf { survey: *id, record, question }));
            let names = record.tally.questions.iter().zip(first..);
            let by_name: BTreeMap<&str, usize> =
                names.map(|(question, index)| (question.name.as_str(), index)).collect();
            for row in &record.tally.rows {
                let Some(question) = by_name.get(row.question.as_str()) else { continue };
                if !self.filter.accepts(record, row) || self.is_of_another_map(record, row) {
                    continue;
                }
                let persona = row.labels.persona.as_ref();
                let persona = persona.and_then(|label| record.links.personas.get(label)).copied();
                let card = touchpoint(record, row).filter(|id| self.map.cards.contains_key(id));
                let home = (persona, self.stage_of(record, row), card);
                homes.entry((*question, home)).or_default().merge(&row.counts);
            }
        }
        let mut counts: BTreeMap<Spot, BTreeMap<usize, Counts>> = BTreeMap::new();
        for ((question, home), own) in &homes {
            for spot in spots(*home) {
                counts.entry(spot).or_default().entry(*question).or_default().merge(own);
            }
        }
        let options = self.options();
        let mut withheld = BTreeSet::new();
        for question in 0..questions.len() {
            let sums = Sums::new(self, question, &homes);
            let hidden = sums.hidden(options.hide_below);
            withheld.extend(hidden.into_iter().map(|spot| (question, spot)));
        }
        Places { options, measured: self.map.measured.as_ref(), questions, counts, withheld }
    }
}

/// The places that an answer counts for.
fn spots((persona, stage, card): Home) -> impl Iterator<Item = Spot> {
    let all = [
        persona.map(Spot::Persona),
        stage.map(Spot::Stage),
        persona.zip(stage).map(|(persona, stage)| Spot::Cell(persona, stage)),
        card.map(Spot::Card),
    ];
    all.into_iter().flatten()
}

impl Places<'_> {
    /// Every place that somebody said something about.
    pub fn spots(&self) -> impl Iterator<Item = Spot> + '_ {
        self.counts.keys().copied()
    }

    /// The questions with answers at a place, surveys and questions in their order.
    pub fn asked(&self, at: Spot) -> impl Iterator<Item = Asked<'_>> {
        let found = self.counts.get(&at).into_iter().flatten();
        found.filter(|(_, counts)| counts.n() > 0).filter_map(move |(index, counts)| {
            let QuestionOf { survey, record, question } = *self.questions.get(*index)?;
            let is_withheld = self.withheld.contains(&(*index, at));
            Some(Asked { survey, record, question, counts, is_withheld, options: self.options })
        })
    }

    /// The measured curve by the map's stored rule: of a persona, or of all customers. Stages whose
    /// figure is withheld have no point.
    ///
    /// Where no label of the survey stands for a persona, every persona gets all customers' curve.
    pub fn measured_curve(&self, persona: Option<PersonaId>) -> BTreeMap<StageId, MeasuredPoint> {
        let is_rule = |of: &QuestionOf<'_>| {
            self.measured.is_some_and(|measured| {
                measured.survey == of.survey && measured.rule.question == of.question.name
            })
        };
        let index = self.questions.iter().position(is_rule);
        let Some((index, measured)) = index.zip(self.measured) else { return BTreeMap::new() };
        let Some(of) = self.questions.get(index) else { return BTreeMap::new() };
        let persona = persona.filter(|_| !of.record.links.personas.is_empty());
        let of_all = persona.is_none();
        let nowhere = StageId::from_number(0);
        let first = persona.map_or(Spot::Stage(nowhere), |id| Spot::Cell(id, nowhere));
        let mut points = BTreeMap::new();
        for (spot, counts) in self.counts.range(first..) {
            let stage = match (spot, persona) {
                (Spot::Stage(stage), None) => *stage,
                (Spot::Cell(whose, stage), Some(persona)) if *whose == persona => *stage,
                _ => break,
            };
            let Some(counts) = counts.get(&index) else { continue };
            if self.withheld.contains(&(index, *spot)) {
                continue;
            }
            let mapping = measured.rule.mapping;
            let point = measured_emotion(mapping, of.question, counts, self.options);
            if let Some(point) = point {
                let (emotion, interval) = (point.value, point.interval95);
                points.insert(stage, MeasuredPoint { emotion, interval, n: point.n, of_all });
            }
        }
        points
    }
}

/// A sum that somebody could work out a withheld part from.
#[derive(Debug, Default)]
struct Sum {
    /// The place that the parts make up; none for the whole map, which is always shown.
    total: Option<Spot>,
    parts: Vec<Spot>,
    /// How many answers belong to the total and to none of the parts. They are shown nowhere.
    rest: u64,
}

/// How the places of one question make up each other.
#[derive(Debug)]
struct Sums {
    n: BTreeMap<Spot, u64>,
    sums: Vec<Sum>,
}

/// Into what a sum is divided; within a persona's or a stage's answers, or the whole map's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Split {
    Stages(Option<PersonaId>),
    Personas(Option<StageId>),
    Cards(StageId),
}

impl Sums {
    fn new(
        answers: &Answers<'_>,
        question: usize,
        homes: &BTreeMap<(usize, Home), Counts>,
    ) -> Self {
        let mut n: BTreeMap<Spot, u64> = BTreeMap::new();
        let mut sums: BTreeMap<Split, (BTreeSet<Spot>, u64)> = BTreeMap::new();
        let mut put = |split: Split, part: Option<Spot>, count: u64| {
            let (parts, rest) = sums.entry(split).or_default();
            match part {
                Some(part) => drop(parts.insert(part)),
                None => *rest += count,
            }
        };
        let first = (question, (None, None, None));
        for ((_, home), counts) in homes.range(first..).take_while(|((of, _), _)| *of == question) {
            let count = counts.n();
            if count == 0 {
                continue;
            }
            spots(*home).for_each(|spot| *n.entry(spot).or_insert(0) += count);
            let (persona, stage, card) = *home;
            put(Split::Stages(None), stage.map(Spot::Stage), count);
            put(Split::Personas(None), persona.map(Spot::Persona), count);
            let cell = persona.zip(stage).map(|(persona, stage)| Spot::Cell(persona, stage));
            if persona.is_some() {
                put(Split::Stages(persona), cell, count);
            }
            if let Some(stage) = stage {
                put(Split::Personas(Some(stage)), cell, count);
                // An answer may name a stage and a touchpoint that stands elsewhere.
                let stands = |id: &CardId| answers.map.cards.get(id).map(|card| card.place.stage);
                let card = card.filter(|id| stands(id) == Some(stage));
                put(Split::Cards(stage), card.map(Spot::Card), count);
            }
        }
        let sums = sums.into_iter().map(|(split, (parts, rest))| {
            let total = match split {
                Split::Stages(persona) => persona.map(Spot::Persona),
                Split::Personas(stage) => stage.map(Spot::Stage),
                Split::Cards(stage) => Some(Spot::Stage(stage)),
            };
            Sum { total, parts: parts.into_iter().collect(), rest }
        });
        Self { n, sums: sums.collect() }
    }

    /// The places whose figure is withheld: those of too few answers, and the smallest others
    /// that leave nobody able to work one of them out.
    fn hidden(&self, hide_below: u64) -> BTreeSet<Spot> {
        let small = self.n.iter().filter(|(_, n)| **n < hide_below);
        let mut hidden: BTreeSet<Spot> = small.map(|(spot, _)| *spot).collect();
        while !hidden.is_empty() {
            let more: Vec<Spot> =
                self.sums.iter().filter_map(|sum| self.told_by(sum, &hidden, hide_below)).collect();
            if more.is_empty() {
                break;
            }
            hidden.extend(more);
        }
        hidden
    }

    /// What must be withheld besides, so that a sum tells nothing that is hidden.
    fn told_by(&self, sum: &Sum, hidden: &BTreeSet<Spot>, hide_below: u64) -> Option<Spot> {
        let count = |spot: &Spot| self.n.get(spot).copied().unwrap_or(0);
        let (away, seen): (Vec<Spot>, Vec<Spot>) =
            sum.parts.iter().copied().partition(|part| hidden.contains(part));
        let is_total_away = sum.total.is_some_and(|total| hidden.contains(&total));
        let unknown = away.len() + usize::from(is_total_away);
        if unknown == 0 {
            return None;
        }
        let of_few = !away.is_empty()
            && !is_total_away
            && away.iter().map(count).sum::<u64>() + sum.rest < hide_below;
        let is_alone = unknown == 1 && sum.rest == 0;
        if !is_alone && !of_few {
            return None;
        }
        let smallest = seen.iter().min_by_key(|part| (count(part), **part)).copied();
        smallest.or(sum.total.filter(|_| !is_total_away))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use survey::tally::TallyRow;

    use super::*;
    use crate::answers::{AnswerFilter, Scope};
    use crate::testing::{ANNA, BEN, MAP, SURVEY, everything, stage};
    use crate::{HideBelow, Project};

    fn n(n: u64) -> Counts {
        Counts { answers: BTreeMap::from([(9, n)]), ..Counts::default() }
    }

    /// The project with so many answers of both personas at the first stages.
    fn with_answers(cells: &[(PersonaId, u128, u64)]) -> Project {
        let mut project = everything();
        project.hide_below = HideBelow(5);
        let survey = project.surveys.get_mut(&SURVEY).unwrap();
        survey.links.personas.insert("ben".to_owned(), BEN);
        survey.links.stages.insert("Use".to_owned(), stage(2));
        let tally = survey.tally.make_mut();
        let row = tally.rows[0].clone();
        let rows = cells.iter().map(|(persona, at, count)| {
            let mut labels = row.labels.clone();
            labels.stage = Some(["Search", "BUY", "Use"][*at as usize].to_owned());
            labels.persona = Some(if *persona == ANNA { "anna" } else { "ben" }.to_owned());
            TallyRow { labels, counts: n(*count), ..row.clone() }
        });
        tally.rows = rows.collect();
        tally.normalise();
        project
    }

    /// What is shown at a place: the number of answers, if its figure is.
    fn shown(project: &Project, at: Spot) -> Option<u64> {
        let filter = AnswerFilter::default();
        let places = Answers::new(project, MAP, &filter).unwrap().by_place();
        let metric = places.asked(at).next()?.metric();
        metric.value.map(|_| metric.n)
    }

    #[test]
    fn every_place_has_the_figure_that_its_scope_has() {
        let project = everything();
        let filter = AnswerFilter::default();
        let answers = Answers::new(&project, MAP, &filter).unwrap();
        let places = answers.by_place();
        let scopes = places.spots().map(|spot| {
            let scope = match spot {
                Spot::Persona(id) => Scope { persona: Some(id), ..Scope::default() },
                Spot::Stage(id) => Scope { stage: Some(id), ..Scope::default() },
                Spot::Cell(persona, stage) => {
                    Scope { persona: Some(persona), stage: Some(stage), card: None }
                }
                Spot::Card(id) => Scope { card: Some(id), ..Scope::default() },
            };
            (spot, scope)
        });
        let mut seen = 0;
        for (spot, scope) in scopes {
            let metrics: Vec<Metric> = places.asked(spot).map(|asked| asked.metric()).collect();
            let expected: Vec<Metric> =
                answers.metrics(scope).into_iter().map(|entry| entry.metric).collect();
            assert_eq!(metrics, expected, "{spot:?}");
            seen += 1;
        }
        assert_eq!(seen, 5, "a persona, two stages, two cells");
    }

    #[test]
    fn a_stage_with_few_answers_cannot_be_worked_out_from_the_others() {
        let project =
            with_answers(&[(ANNA, 0, 3), (ANNA, 1, 40), (ANNA, 2, 90), (BEN, 1, 30), (BEN, 2, 60)]);
        assert_eq!(shown(&project, Spot::Stage(stage(0))), None, "three answers");
        assert_eq!(shown(&project, Spot::Stage(stage(1))), None, "all but the others and the few");
        assert_eq!(shown(&project, Spot::Stage(stage(2))), Some(150));
        assert_eq!(shown(&project, Spot::Persona(ANNA)), Some(133));
        assert_eq!(shown(&project, Spot::Cell(ANNA, stage(1))), None, "Anna's sum would tell it");
        assert_eq!(shown(&project, Spot::Cell(ANNA, stage(2))), Some(90));
        assert_eq!(
            shown(&project, Spot::Cell(BEN, stage(1))),
            Some(30),
            "which tells neither the stage nor Anna's part of it"
        );
    }

    #[test]
    fn one_personas_few_answers_at_a_stage_hide_the_other_personas_too() {
        let cells = [(ANNA, 0, 3), (BEN, 0, 50), (ANNA, 1, 20), (BEN, 1, 30), (ANNA, 2, 80)];
        let project = with_answers(&cells);
        assert_eq!(shown(&project, Spot::Stage(stage(0))), Some(53));
        assert_eq!(shown(&project, Spot::Cell(ANNA, stage(0))), None);
        assert_eq!(shown(&project, Spot::Cell(BEN, stage(0))), None, "53 minus 50 is 3");
        assert_eq!(shown(&project, Spot::Cell(ANNA, stage(2))), Some(80));
    }

    #[test]
    fn nothing_is_withheld_where_there_are_answers_enough() {
        let project = with_answers(&[(ANNA, 0, 5), (BEN, 0, 6), (ANNA, 1, 7)]);
        let filter = AnswerFilter::default();
        let places = Answers::new(&project, MAP, &filter).unwrap().by_place();
        assert!(places.spots().all(|spot| places.asked(spot).all(|a| a.metric().value.is_some())));
    }
}
