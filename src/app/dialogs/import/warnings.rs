//! What to do in the dialog about what a file warns of.

use survey::columns::{Column, Role};
use survey::import::Plan;
use survey::warning::{ColumnWarning, CountWarning, FileWarning, Warning};

/// A warning in sentences: what it is, and where in the dialog one changes it.
pub(super) fn worded(warning: &Warning) -> String {
    let advice = match warning {
        Warning::File(what) => of_file(what),
        Warning::Column { what, .. } => of_column(what),
        Warning::Count(what) => of_count(what),
    };
    let shown = from_one(warning.clone());
    advice.map_or_else(|| shown.to_string(), |advice| format!("{shown} {advice}"))
}

/// The warning with columns counted from 1, as people count in the dialog.
fn from_one(mut warning: Warning) -> Warning {
    match &mut warning {
        Warning::Column { index, what, .. } => {
            *index += 1;
            if let ColumnWarning::SeveralSurveys { by } = what {
                *by += 1;
            }
        }
        Warning::File(FileWarning::OneRowPerAnswer { question, answer }) => {
            *question += 1;
            *answer += 1;
        }
        Warning::File(_) | Warning::Count(_) => {}
    }
    warning
}

/// The warnings that are still to be said about a plan: what is asked at its column is not said
/// twice, and what somebody decided is not said any more.
pub(super) fn open<'a>(
    warnings: impl IntoIterator<Item = &'a Warning>,
    plan: &Plan,
) -> Vec<String> {
    warnings.into_iter().filter(|warning| is_open(warning, plan)).map(worded).collect()
}

fn is_open(warning: &Warning, plan: &Plan) -> bool {
    let Warning::Column { index, what, .. } = warning else { return true };
    let Some(column) = plan.columns.get(*index) else { return false };
    let is_score = column.role == Role::Score;
    match what {
        ColumnWarning::EndLabels { .. } | ColumnWarning::CodesInDoubt(_) => false,
        // Its order is asked at the column; what was coded how is said here.
        ColumnWarning::ShiftedCodes(_) => is_score && column.codes_in_doubt,
        ColumnWarning::EffortOrEase(_)
        | ColumnWarning::NobodyGaveZero(_)
        | ColumnWarning::FewerPoints { .. }
        | ColumnWarning::SeveralSurveys { .. }
        | ColumnWarning::LabelsInDoubt(_)
        | ColumnWarning::LowIsGood(_) => is_score && !is_decided(column),
        ColumnWarning::MissingCode { code, .. } => {
            is_score && column.not_applicable.contains(&code.to_string())
        }
        ColumnWarning::AnswerCodes(_) | ColumnWarning::UnreadAnswers(_) => {
            column.role == Role::Other && !is_decided(column)
        }
        ColumnWarning::NobodyComplete(_) => column.role == Role::Completion,
        ColumnWarning::Weighted => column.role == Role::Weight,
        ColumnWarning::DayOrMonth(order) => column.date_order == Some(*order),
        ColumnWarning::BecameDates { .. } | ColumnWarning::OddNpsScale(_) => true,
    }
}

/// Whether a person said what a column is, and not a guess.
fn is_decided(column: &Column) -> bool {
    column.confidence >= 1.0
}

const fn of_file(what: &FileWarning) -> Option<&'static str> {
    match what {
        FileWarning::OneRowPerAnswer { .. } => {
            Some("Choose “One row per answer” above, and there is one row per person.")
        }
        _ => None,
    }
}

const fn of_column(what: &ColumnWarning) -> Option<&'static str> {
    Some(match what {
        ColumnWarning::DayOrMonth(_) => "Change it on the tab Answers, under Dates.",
        ColumnWarning::MissingCode { .. } => {
            "If it is an answer, take it out under More, beside the column."
        }
        ColumnWarning::NobodyGaveZero(_) => {
            "If it is, choose Rating and the scale 1 to 10 beside the column."
        }
        ColumnWarning::ShiftedCodes(_) => {
            "If they are, write the codes from worst to best under More, beside the column."
        }
        ColumnWarning::FewerPoints { .. } => "If it is longer, choose the scale beside the column.",
        ColumnWarning::LabelsInDoubt(_) => {
            "If it is another one, write it under More, beside the column."
        }
        ColumnWarning::UnreadAnswers(_) => {
            "To count them, choose Score for the column and write them from worst to best under \
             More."
        }
        ColumnWarning::NobodyComplete(_) => {
            "If it says something else, choose “Not imported” for it."
        }
        ColumnWarning::SeveralSurveys { .. } => {
            "Keep the answers apart by it, and filter by it afterwards."
        }
        ColumnWarning::LowIsGood(_) => "If it is not, choose “High is good” beside the column.",
        ColumnWarning::EffortOrEase(_) => {
            "If it means much, choose “Low is good” beside the column."
        }
        ColumnWarning::AnswerCodes(_) => {
            "Export the answers in full, or choose Score for the column and write its codes from \
             worst to best under More."
        }
        ColumnWarning::Weighted => {
            "To count each answer as one, choose “Every answer weighs the same” on the tab Answers."
        }
        ColumnWarning::OddNpsScale(_) => {
            "If people saw another scale, choose it beside the column."
        }
        ColumnWarning::CodesInDoubt(_)
        | ColumnWarning::BecameDates { .. }
        | ColumnWarning::EndLabels { .. } => return None,
    })
}

const fn of_count(what: &CountWarning) -> Option<&'static str> {
    Some(match what {
        CountWarning::Combinations(_) => {
            "Choose “Not imported” for some of the columns that keep answers apart."
        }
        CountWarning::SingleAnswers { .. } => {
            "Choose “Not imported” for that column, or keep dates apart by month, and the figures \
             stand on more."
        }
        CountWarning::NoPeople => "Drop them where the tally is made, in the database.",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use survey::read::source::Bytes;
    use survey::tally::Direction;

    use super::*;

    #[test]
    fn what_somebody_decided_is_not_said_any_more() {
        let file =
            b"id,CES,weight,Date\na,1,0.5,03/04/2024\nb,7,1.5,05/04/2024\nc,4,1,06/04/2024\n";
        let preview = survey::preview(&Bytes::from(&file[..]), 4096).unwrap();
        let mut plan = preview.plan;
        let said = open(&preview.warnings, &plan);
        assert_eq!(said.len(), 3, "{said:?}");
        for (text, expected) in
            said.iter().zip(["choose “Low is good”", "under Dates", "weighs the same"])
        {
            assert!(text.contains(expected), "{said:?}");
            assert!(!text.contains("--") && !text.contains("=ces"), "{text}");
        }
        let mut low = super::super::columns::decided(
            &plan.columns[1],
            Role::Score,
            plan.columns[1].kind,
            plan.columns[1].scale,
        );
        low.direction = Some(Direction::LowGood);
        low.apply(&mut plan).unwrap();
        plan.columns[2].role = Role::Other;
        plan.columns[3].date_order = Some(survey::dates::DateOrder::MonthFirst);
        assert_eq!(open(&preview.warnings, &plan), [""; 0]);
    }

    #[test]
    fn no_warning_in_the_dialog_tells_what_to_type() {
        let scale = survey::tally::Scale::new(1, 5);
        let columns = [
            ColumnWarning::NobodyGaveZero(1_000),
            ColumnWarning::EffortOrEase(scale),
            ColumnWarning::AnswerCodes("A1".to_owned()),
            ColumnWarning::Weighted,
            ColumnWarning::OddNpsScale(scale),
            ColumnWarning::MissingCode { code: 99, count: 3 },
            ColumnWarning::ShiftedCodes(scale),
            ColumnWarning::FewerPoints { scale, others: 7, answers: 200 },
            ColumnWarning::LowIsGood(scale),
            ColumnWarning::LabelsInDoubt(vec!["Meh".to_owned(), "Wow".to_owned()]),
            ColumnWarning::UnreadAnswers(vec!["No".to_owned(), "Yes".to_owned()]),
            ColumnWarning::SeveralSurveys { by: 1 },
            ColumnWarning::NobodyComplete("zzz".to_owned()),
        ];
        let of_column = |what| Warning::Column { index: 5, name: "ease".to_owned(), what };
        let others = [
            FileWarning::OneRowPerAnswer { question: 0, answer: 1 }.into(),
            CountWarning::Combinations(300).into(),
            CountWarning::NoPeople.into(),
        ];
        for warning in columns.into_iter().map(of_column).chain(others) {
            let text = worded(&warning);
            assert!(!text.contains("--") && !text.contains("5="), "{text}");
            assert!(!text.contains("Column 5") && !text.contains("column 0"), "{text}");
            assert!(text.len() > warning.to_string().len(), "it says what to do: {text}");
        }
    }
}
