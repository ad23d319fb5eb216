//! The questions that key figures can stand on.

use std::collections::{BTreeMap, BTreeSet};

use model::{SurveyId, SurveyRecord, Table};
use survey::Tally;
use survey::tally::{Direction, Kind};

use super::words::short;

/// All of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Questions {
    /// Every question of every survey.
    pub(crate) asked: Vec<AskedQuestion>,
    /// Those that count how many reached a stage: numbers or yes and no, of several stages.
    pub(crate) counting: Vec<AskedQuestion>,
}

/// A question that a figure can stand on.
#[derive(Clone, Debug)]
pub(crate) struct AskedQuestion {
    /// The survey that asked.
    pub(crate) survey: SurveyId,
    /// The question's unique name there.
    pub(crate) question: String,
    /// What it measures.
    pub(crate) kind: Kind,
    survey_title: String,
    direction: Direction,
}

impl Questions {
    /// The questions of these surveys.
    pub(crate) fn of(surveys: &Table<SurveyId, SurveyRecord>) -> Self {
        let mut questions = Self::default();
        for (id, record) in surveys {
            let stages = stages_by_question(&record.tally);
            for question in &record.tally.questions {
                let asked = AskedQuestion {
                    survey: *id,
                    question: question.name.clone(),
                    kind: question.kind,
                    survey_title: short(record.title()),
                    direction: question.direction,
                };
                let of_several =
                    stages.get(question.name.as_str()).is_some_and(|stages| stages.len() > 1);
                if matches!(asked.kind, Kind::Count | Kind::Binary | Kind::Amount) && of_several {
                    questions.counting.push(asked.clone());
                }
                questions.asked.push(asked);
            }
        }
        questions
    }
}

fn stages_by_question(tally: &Tally) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut stages: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in &tally.rows {
        if let Some(stage) = &row.labels.stage {
            stages.entry(&row.question).or_default().insert(stage);
        }
    }
    stages
}

impl AskedQuestion {
    /// "NPS · Likely to recommend · Spring".
    pub(crate) fn in_full(&self) -> String {
        let name = short(&self.question);
        match self.kind {
            Kind::Nps | Kind::Csat | Kind::Ces => {
                format!("{} · {name} · {}", self.kind.name(), self.survey_title)
            }
            _ => format!("{name} · {}", self.survey_title),
        }
    }

    /// What a figure of it is called at first.
    pub(crate) fn title(&self) -> String {
        match self.kind {
            Kind::Nps | Kind::Csat | Kind::Ces => self.kind.name().to_owned(),
            _ => self.question.clone(),
        }
    }

    /// Which way the value is good: a share of good answers is always good when it is high.
    pub(crate) const fn good(&self) -> Direction {
        match self.kind {
            Kind::Nps | Kind::Csat | Kind::Binary => Direction::HighGood,
            _ => self.direction,
        }
    }
}
