//! The figures of every place of a map, counted in one pass, so that a large map costs no more
//! than its tallies are long.

use std::collections::{BTreeMap, BTreeSet};

use survey::compare::measured_emotion;
use survey::metric::{Metric, Options, evaluate};
use survey::tally::{Counts, Question};

use super::guard::Side;
use super::sums::Sums;
use super::{Answers, MeasuredPoint, Scope, touchpoint};
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
pub(super) type Home = (Option<PersonaId>, Option<StageId>, Option<CardId>);

/// The answers to questions, by their places in a list, by where they belong.
pub(super) type Homes = BTreeMap<(usize, Home), Counts>;

impl<'a> Answers<'a> {
    /// The answers by where they belong, after one pass over the tallies; three where a filter
    /// leaves some of them out.
    pub fn by_place(&self) -> Places<'a> {
        self.by_place_of(None)
    }

    /// [`Answers::by_place`] for one question alone, or for all of them.
    pub(super) fn by_place_of(&self, only: Option<(SurveyId, &str)>) -> Places<'a> {
        let mut questions = Vec::new();
        for (id, record) in &self.project.surveys {
            let asked = record.tally.questions.iter();
            let asked =
                asked.filter(|asked| only.is_none_or(|only| only == (*id, asked.name.as_str())));
            questions.extend(asked.map(|question| QuestionOf { survey: *id, record, question }));
        }
        let homes = self.homes(&questions);
        let mut counts: BTreeMap<Spot, BTreeMap<usize, Counts>> = BTreeMap::new();
        for ((question, home), own) in &homes {
            for spot in spots(*home) {
                counts.entry(spot).or_default().entry(*question).or_default().merge(own);
            }
        }
        let (options, measured) = (self.options(), self.map.measured.as_ref());
        let withheld = self.withheld(&questions, &homes);
        Places { options, measured, questions, counts, withheld }
    }

    fn homes(&self, questions: &[QuestionOf<'_>]) -> Homes {
        let names = questions.iter().zip(0..);
        let by_name: BTreeMap<(SurveyId, &str), usize> =
            names.map(|(of, index)| ((of.survey, of.question.name.as_str()), index)).collect();
        let mut homes = Homes::new();
        for (id, record) in &self.project.surveys {
            for row in &record.tally.rows {
                let Some(question) = by_name.get(&(*id, row.question.as_str())) else { continue };
                if !self.is_on_side(record, row) || self.is_of_another_map(record, row) {
                    continue;
                }
                let persona = row.labels.persona.as_ref();
                let persona = persona.and_then(|label| record.links.personas.get(label)).copied();
                let card = touchpoint(record, row).filter(|id| self.map.cards.contains_key(id));
                let home = (persona, self.stage_of(record, row), card);
                homes.entry((*question, home)).or_default().merge(&row.counts);
            }
        }
        homes
    }

    fn withheld(&self, questions: &[QuestionOf<'_>], homes: &Homes) -> BTreeSet<(usize, Spot)> {
        let hide_below = self.options().hide_below;
        let hidden = |homes: &Homes| -> BTreeSet<(usize, Spot)> {
            let by_question = (0..questions.len()).map(|question| {
                let hidden = Sums::new(self, question, homes).hidden(hide_below);
                hidden.into_iter().map(move |spot| (question, spot))
            });
            by_question.flatten().collect()
        };
        let mut withheld = hidden(homes);
        if !self.filter.is_empty() {
            let left_out = self.on(Side::LeftOut).homes(questions);
            let touched: BTreeSet<(usize, Spot)> = left_out
                .iter()
                .filter(|(_, counts)| counts.n() > 0)
                .flat_map(|((question, home), _)| spots(*home).map(|spot| (*question, spot)))
                .collect();
            // Where the filter leaves nothing out, the figure is the one without it.
            let of_all = hidden(&self.on(Side::Both).homes(questions));
            withheld.extend(of_all.difference(&touched));
            withheld.extend(hidden(&left_out));
        }
        withheld
    }
}

impl Spot {
    /// The place that a scope is; none for the whole map and for a part of what is said about a
    /// touchpoint.
    pub(super) const fn of(scope: Scope) -> Option<Self> {
        match (scope.persona, scope.stage, scope.card) {
            (Some(persona), None, None) => Some(Self::Persona(persona)),
            (None, Some(stage), None) => Some(Self::Stage(stage)),
            (Some(persona), Some(stage), None) => Some(Self::Cell(persona, stage)),
            (None, None, Some(card)) => Some(Self::Card(card)),
            _ => None,
        }
    }
}

/// The places that an answer counts for.
pub(super) fn spots((persona, stage, card): Home) -> impl Iterator<Item = Spot> {
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

    /// Whether the figure of a question at a place is withheld.
    pub(super) fn is_withheld(&self, survey: SurveyId, question: &str, at: Spot) -> bool {
        let is_it = |of: &QuestionOf<'_>| of.survey == survey && of.question.name == question;
        let index = self.questions.iter().position(is_it);
        index.is_some_and(|index| self.withheld.contains(&(index, at)))
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use survey::tally::TallyRow;

    use super::*;
    use crate::answers::AnswerFilter;
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
