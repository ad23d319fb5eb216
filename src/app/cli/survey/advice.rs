//! What to type about what a survey file warns of.

use survey::columns::labels;
use survey::warning::{ColumnWarning, CountWarning, FileWarning, Warning};

/// A warning in sentences: what it is, and what to type about it.
pub(in crate::cli) fn worded(warning: &Warning) -> String {
    let advice = match warning {
        Warning::File(what) => of_file(what),
        Warning::Column { index, what, .. } => of_column(*index, what),
        Warning::Count(what) => of_count(what),
    };
    advice.map_or_else(|| warning.to_string(), |advice| format!("{warning} {advice}"))
}

fn of_file(what: &FileWarning) -> Option<String> {
    match what {
        FileWarning::OneRowPerAnswer { question, answer } => {
            Some(format!("Read it with one row per person: --long {question},{answer}."))
        }
        _ => None,
    }
}

fn of_column(index: usize, what: &ColumnWarning) -> Option<String> {
    Some(match what {
        ColumnWarning::NobodyGaveZero(_) => {
            format!("If it is, say so: --column {index}=rating:1-10.")
        }
        ColumnWarning::CodesInDoubt(codes) => {
            let codes: Vec<String> = codes.iter().map(i32::to_string).collect();
            format!(
                "Say the order from worst to best: --column \"{index}=score,order={}\".",
                codes.join(">")
            )
        }
        ColumnWarning::ShiftedCodes(scale) => {
            let codes: Vec<String> =
                (scale.low..=scale.high).map(|answer| (answer + 1).to_string()).collect();
            format!(
                "If they are, say so: --column \"{index}=score:{}-{},order={}\".",
                scale.low,
                scale.high,
                codes.join(">")
            )
        }
        ColumnWarning::FewerPoints { scale, others, .. } => format!(
            "If it goes up to {others}, say so: --column {index}=score:{}-{others}.",
            scale.low
        ),
        ColumnWarning::LabelsInDoubt(answers) => format!(
            "If it is another one, say so: --column \"{index}=score,order={}\".",
            answers.join(">")
        ),
        ColumnWarning::UnreadAnswers(answers) if are_percentages(answers) => {
            format!("If they are parts of a hundred, say so: --column {index}=score:0-100.")
        }
        ColumnWarning::UnreadAnswers(answers) => format!(
            "To count them, write them from worst to best: --column \"{index}=score,order={}\".",
            worst_to_best(answers).unwrap_or_else(|| "WORST>\u{2026}>BEST".to_owned())
        ),
        ColumnWarning::NobodyComplete(_) => {
            format!("If it says something else, leave it out: --column {index}=other.")
        }
        ColumnWarning::SeveralSurveys { by } => {
            format!("Look at each of them by itself: --by {by}.")
        }
        ColumnWarning::LowIsGood(scale) => format!(
            "If it is not, say so: --column {index}=score:{}-{},high-good.",
            scale.low, scale.high
        ),
        ColumnWarning::EffortOrEase(scale) => format!(
            "If it means much, say --column {index}=ces:{}-{},low-good.",
            scale.low, scale.high
        ),
        ColumnWarning::AnswerCodes(_) => format!(
            "Export the answers in full, or say the codes from worst to best: --column \
             \"{index}=score,order=A1>A2>A3\"."
        ),
        ColumnWarning::Weighted => {
            format!("To count each answer as one, say --column {index}=other.")
        }
        ColumnWarning::EndLabels { scale, proposals } => {
            let labels: Vec<String> = proposals
                .iter()
                .map(|proposal| format!("{}={}", proposal.text, proposal.value))
                .collect();
            format!(
                "If it is the label of an end of the scale, confirm it: --column \
                 \"{index}=score:{}-{},{}\".",
                scale.low,
                scale.high,
                labels.join(",")
            )
        }
        ColumnWarning::DayOrMonth(_)
        | ColumnWarning::MissingCode { .. }
        | ColumnWarning::BecameDates { .. }
        | ColumnWarning::OddNpsScale(_) => return None,
    })
}

/// Whether answers are numbers beyond those of usual scales, and no codes, which have no gaps.
fn are_percentages(answers: &[String]) -> bool {
    let numbers: Option<Vec<i32>> = answers.iter().map(|answer| answer.parse().ok()).collect();
    numbers.is_some_and(|numbers| {
        let has_gap = numbers.windows(2).any(|pair| matches!(pair, [a, b] if b - a != 1));
        has_gap && numbers.iter().any(|number| *number > 11)
    })
}

/// The answers as an order to be typed; none where a word does not tell whether it is better than
/// another.
fn worst_to_best(answers: &[String]) -> Option<String> {
    let side = |answer: &String| match answer.to_lowercase().as_str() {
        "no" => Some(-1),
        "yes" => Some(1),
        other => labels::side(other),
    };
    let sided = answers.iter().map(|answer| side(answer).map(|side| (side, answer.as_str())));
    let mut sided: Vec<(i8, &str)> = sided.collect::<Option<_>>()?;
    sided.sort_unstable();
    let told = sided.windows(2).all(|pair| matches!(pair, [(a, _), (b, _)] if a < b));
    let answers: Vec<&str> = sided.into_iter().map(|(_, answer)| answer).collect();
    told.then(|| answers.join(">"))
}

fn of_count(what: &CountWarning) -> Option<String> {
    Some(match what {
        CountWarning::Combinations(_) => {
            "Leave some of the columns out that keep answers apart: --column INDEX=other."
                .to_owned()
        }
        CountWarning::SingleAnswers { .. } => {
            "Leave that column out, and the figures stand on more: --column INDEX=other.".to_owned()
        }
        CountWarning::NoPeople => {
            "Say so when the statement is made: tally-sql takes --keep and --unique-by.".to_owned()
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn advice(answers: &[&str]) -> String {
        let answers = answers.iter().map(|answer| (*answer).to_owned()).collect();
        of_column(3, &ColumnWarning::UnreadAnswers(answers)).unwrap()
    }

    #[test]
    fn an_order_is_offered_only_where_the_words_tell_it() {
        assert!(advice(&["Agree", "Disagree"]).contains("order=Disagree>Agree"));
        assert!(advice(&["Yes", "No"]).contains("order=No>Yes"));
        for unknown in [["Maybe", "Often", "Blue"], ["Agree", "Strongly agree", "Disagree"]] {
            assert!(advice(&unknown).contains("order=WORST>\u{2026}>BEST"), "{unknown:?}");
        }
        assert!(advice(&["55", "88"]).contains("--column 3=score:0-100"));
    }
}
