//! The figures of every place of a map, counted in one pass, so that a large map costs no more
//! than its tallies are long.

use std::collections::BTreeMap;

use survey::compare::measured_emotion;
use survey::metric::{Metric, Options, evaluate};
use survey::tally::Question;

use super::table::{Axis, Share};
use super::{Answers, MeasuredPoint, Scope};
use crate::{Map, PersonaId, StageId, SurveyId, SurveyRecord};

/// The answers of a map by where they belong: to the whole map, a stage, a persona, a persona at a
/// stage, or a touchpoint.
///
/// A figure is withheld not only where there are too few answers, but also where it would tell
/// such a figure by subtraction from what stands beside it.
#[derive(Clone, Debug)]
pub struct Places<'a> {
    options: Options,
    map: &'a Map,
    questions: Vec<QuestionOf<'a>>,
    shares: BTreeMap<Scope, Vec<(usize, Share)>>,
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
    share: &'a Share,
    options: Options,
}

impl Asked<'_> {
    /// The figure; it says itself where it is withheld.
    pub fn metric(&self) -> Metric {
        self.share.metric(self.question, self.options)
    }
}

impl Share {
    /// The figure; it says itself where it is withheld.
    pub(super) fn metric(&self, question: &Question, options: Options) -> Metric {
        let mut metric = evaluate(question, &self.counts, options);
        if self.is_withheld {
            metric.hide();
        }
        metric
    }
}

impl<'a> Answers<'a> {
    /// The answers by where they belong, after one pass over the tallies.
    pub fn by_place(&self) -> Places<'a> {
        let mut questions = Vec::new();
        let mut shares: BTreeMap<Scope, Vec<(usize, Share)>> = BTreeMap::new();
        for (survey, record) in &self.project.surveys {
            for question in &record.tally.questions {
                let index = questions.len();
                questions.push(QuestionOf { survey: *survey, record, question });
                let table =
                    self.table(record, &question.name, Axis::Nothing, Scope::default().shape());
                for (scope, share) in table.into_scopes().filter(|(_, share)| share.n > 0) {
                    shares.entry(scope).or_default().push((index, share));
                }
            }
        }
        Places { options: self.options(), map: self.map, questions, shares }
    }
}

impl Places<'_> {
    /// Every place that somebody said something about.
    pub fn scopes(&self) -> impl Iterator<Item = Scope> + '_ {
        self.shares.keys().copied()
    }

    /// The questions with answers at a place, surveys and questions in their order.
    pub fn asked(&self, at: Scope) -> impl Iterator<Item = Asked<'_>> {
        let found = self.shares.get(&at).into_iter().flatten();
        found.filter_map(move |(index, share)| {
            let QuestionOf { survey, record, question } = *self.questions.get(*index)?;
            Some(Asked { survey, record, question, share, options: self.options })
        })
    }

    /// The answers to one question at a place.
    pub fn asked_by(&self, survey: SurveyId, question: &str, at: Scope) -> Option<Asked<'_>> {
        self.asked(at).find(|asked| asked.survey == survey && asked.question.name == question)
    }

    /// The measured curve by the map's stored rule: of a persona, or of all customers. Stages whose
    /// figure is withheld have no point.
    ///
    /// Where no label of the survey stands for a persona, every persona gets all customers' curve.
    pub fn measured_curve(&self, persona: Option<PersonaId>) -> BTreeMap<StageId, MeasuredPoint> {
        let Some(measured) = &self.map.measured else { return BTreeMap::new() };
        let points = self.map.stages.iter().filter_map(|(stage, _)| {
            let at = |persona| Scope { stage: Some(*stage), persona, card: None };
            let asked =
                |persona| self.asked_by(measured.survey, &measured.rule.question, at(persona));
            let of_persona = |asked: &Asked<'_>| !asked.record.links.personas.is_empty();
            let of_all = asked(None)?;
            let persona = persona.filter(|_| of_persona(&of_all));
            let own = if persona.is_some() { asked(persona)? } else { of_all };
            if own.share.is_withheld {
                return None;
            }
            let mapping = measured.rule.mapping;
            let point = measured_emotion(mapping, own.question, &own.share.counts, self.options)?;
            let (emotion, interval) = (point.value, point.interval95);
            let of_all = persona.is_none();
            Some((*stage, MeasuredPoint { emotion, interval, n: point.n, of_all }))
        });
        points.collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use survey::tally::{Counts, TallyRow};

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

    fn at_stage(number: u128) -> Scope {
        Scope { stage: Some(stage(number)), ..Scope::default() }
    }

    fn of(persona: PersonaId) -> Scope {
        Scope { persona: Some(persona), ..Scope::default() }
    }

    /// What is shown at a place: the number of answers, if its figure is.
    fn shown(project: &Project, at: Scope) -> Option<u64> {
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
        let mut seen = 0;
        for scope in places.scopes() {
            let metrics: Vec<Metric> = places.asked(scope).map(|asked| asked.metric()).collect();
            let expected: Vec<Metric> =
                answers.metrics(scope).into_iter().map(|entry| entry.metric).collect();
            assert_eq!(metrics, expected, "{scope:?}");
            seen += 1;
        }
        assert_eq!(seen, 6, "the map, a persona, two stages, two cells");
    }

    #[test]
    fn a_stage_with_few_answers_cannot_be_worked_out_from_the_others() {
        let project =
            with_answers(&[(ANNA, 0, 3), (ANNA, 1, 40), (ANNA, 2, 90), (BEN, 1, 30), (BEN, 2, 60)]);
        assert_eq!(shown(&project, at_stage(0)), None, "three answers");
        assert_eq!(shown(&project, at_stage(1)), None, "all but the others and the few");
        assert_eq!(shown(&project, at_stage(2)), Some(150));
        assert_eq!(shown(&project, of(ANNA)), Some(133));
        assert_eq!(
            shown(&project, Scope { persona: Some(ANNA), ..at_stage(1) }),
            None,
            "Anna's sum would tell it"
        );
        assert_eq!(shown(&project, Scope { persona: Some(ANNA), ..at_stage(2) }), Some(90));
        assert_eq!(
            shown(&project, Scope { persona: Some(BEN), ..at_stage(1) }),
            Some(30),
            "which tells neither the stage nor Anna's part of it"
        );
    }

    #[test]
    fn one_personas_few_answers_at_a_stage_hide_the_other_personas_too() {
        let cells = [(ANNA, 0, 3), (BEN, 0, 50), (ANNA, 1, 20), (BEN, 1, 30), (ANNA, 2, 80)];
        let project = with_answers(&cells);
        assert_eq!(shown(&project, at_stage(0)), Some(53));
        assert_eq!(shown(&project, Scope { persona: Some(ANNA), ..at_stage(0) }), None);
        assert_eq!(
            shown(&project, Scope { persona: Some(BEN), ..at_stage(0) }),
            None,
            "53 minus 50 is 3"
        );
        assert_eq!(shown(&project, Scope { persona: Some(ANNA), ..at_stage(2) }), Some(80));
    }

    #[test]
    fn nothing_is_withheld_where_there_are_answers_enough() {
        let project = with_answers(&[(ANNA, 0, 5), (BEN, 0, 6), (ANNA, 1, 7)]);
        let filter = AnswerFilter::default();
        let places = Answers::new(&project, MAP, &filter).unwrap().by_place();
        assert!(
            places.scopes().all(|scope| places.asked(scope).all(|a| a.metric().value.is_some()))
        );
    }
}
