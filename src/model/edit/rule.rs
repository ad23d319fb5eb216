//! Changing how a question of a survey is counted, without writing its answers anew.

use survey::tally::{Direction, Question, Tally};

use super::{Edit, EditError};
use crate::{SurveyId, SurveyRecord};

/// Gives a question of a survey another rule; its answers stay as they were counted.
pub(super) fn set_rule(
    record: &mut SurveyRecord,
    question: &str,
    (direction, top_box): (Direction, u32),
) -> Result<(), EditError> {
    let mut tally = Tally::clone(&record.tally);
    let asked = tally.questions.iter_mut().find(|asked| asked.name == question);
    let missing = || EditError::Missing { what: "question", id: question.to_owned() };
    let asked = asked.ok_or_else(missing)?;
    (asked.direction, asked.top_box) = (direction, top_box);
    record.tally = tally.into();
    Ok(())
}

/// The edits between two tallies that differ in the rules of their questions only; none for others.
pub(crate) fn changed_rules(survey: SurveyId, from: &Tally, to: &Tally) -> Option<Vec<Edit>> {
    let Tally { questions, rows, funnels } = from;
    let is_alike = |(from, to): (&Question, &Question)| {
        let Question { direction, top_box, .. } = to;
        *to == Question { direction: *direction, top_box: *top_box, ..from.clone() }
    };
    let is_same = questions.len() == to.questions.len()
        && questions.iter().zip(&to.questions).all(is_alike)
        && *rows == to.rows
        && *funnels == to.funnels;
    let changed = questions.iter().zip(&to.questions).filter(|(from, to)| from != to);
    let edits = changed.map(|(_, to)| Edit::SetRule {
        survey,
        question: to.name.clone(),
        direction: to.direction,
        top_box: to.top_box,
    });
    is_same.then(|| edits.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{SURVEY, everything};
    use crate::{History, Selection, diff};

    fn rule(top_box: u32) -> Edit {
        let tally = &everything().surveys.get(&SURVEY).unwrap().tally.clone();
        let question = tally.questions[0].name.clone();
        Edit::SetRule { survey: SURVEY, question, direction: Direction::LowGood, top_box }
    }

    #[test]
    fn a_rule_is_undone_and_the_journal_holds_no_answers_for_it() {
        let before = everything();
        let mut history = History::new(before.clone());
        history.apply(rule(3), Selection::Nothing).unwrap();
        let after = history.project().clone();
        let asked = &after.surveys.get(&SURVEY).unwrap().tally.questions[0];
        assert_eq!((asked.direction, asked.top_box), (Direction::LowGood, 3));
        let journal = diff(&before, &after);
        assert_eq!(journal, [rule(3)], "no tally is written");
        let text = ron::to_string(&journal).unwrap();
        let mut again = before.clone();
        for edit in ron::from_str::<Vec<Edit>>(&text).unwrap() {
            edit.apply(&mut again).unwrap();
        }
        assert_eq!(again, after);
        assert_eq!(history.undo(Selection::Nothing).unwrap().0, "Change rule of a question");
        assert_eq!(*history.project(), before);
    }

    #[test]
    fn going_on_with_a_rule_is_one_step_and_another_tally_is_none() {
        assert!(rule(2).merges_with(&rule(3)));
        let record = everything().surveys.get(&SURVEY).unwrap().clone();
        let mut tally = Tally::clone(&record.tally);
        tally.rows.clear();
        assert_eq!(changed_rules(SURVEY, &record.tally, &tally), None);
        let missing = Edit::SetRule {
            survey: SURVEY,
            question: "nobody asked".to_owned(),
            direction: Direction::HighGood,
            top_box: 1,
        };
        assert!(matches!(missing.apply(&mut everything()), Err(EditError::Missing { .. })));
    }
}
