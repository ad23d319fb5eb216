//! Columns that may be read in two ways: the guess says so, or leaves them alone.

use crate::common::{column, look, says};
use survey::{Column, Kind, Role, Warning};

/// The column under a heading whose answers are these, so often each, and what is said of it.
fn asked(heading: &str, answers: &[&str], times: usize) -> (Column, Vec<Warning>) {
    let cells: Vec<(&str, usize)> = answers.iter().map(|answer| (*answer, times)).collect();
    let seen = look(&column(heading, &cells));
    (seen.plan.columns[1].clone(), seen.warnings)
}

#[test]
fn numbers_with_labels_that_nobody_knows_are_a_scale_in_doubt() {
    for answers in [
        ["1 (cold)", "2 (cool)", "3 (so-so)", "4 (mild)", "5 (warm)"],
        ["1 - mangelhaft", "2 - naja", "3 - ok", "4 - prima", "5 - spitze"],
        ["1 = top", "2 = fein", "3 = na ja", "4 = mies", "5 = mau"],
        ["1 (slow)", "2 (rather slow)", "3 (medium)", "4 (rather fast)", "5 (fast)"],
    ] {
        let (column, warnings) = asked("Staff", &answers, 10);
        assert_eq!(column.role, Role::Score, "{answers:?}");
        assert!(column.confidence <= 0.4, "{answers:?}");
        assert!(says(&warnings, "is guessed"), "{answers:?}: {warnings:?}");
    }
    for (heading, answers) in [
        ("Store", ["1 (North)", "2 (South)", "3 (East)"]),
        ("Visit purpose", ["1 - Browsing", "2 - Buying", "3 - Returning"]),
    ] {
        assert_ne!(asked(heading, &answers, 10).0.role, Role::Score, "{heading}");
    }
}

#[test]
fn minutes_are_no_points() {
    for heading in ["\u{5f85}\u{3061}\u{5206}\u{6570}", "\u{5f85}\u{3061}", "\u{5229}\u{7528}"] {
        let (column, _) = asked(heading, &["1\u{5206}", "3\u{5206}", "5\u{5206}"], 10);
        assert_ne!(column.role, Role::Score, "{heading}");
    }
    let (points, _) =
        asked("\u{6e80}\u{8db3}\u{5ea6}", &["1\u{5206}", "3\u{5206}", "5\u{5206}"], 10);
    assert_eq!(points.role, Role::Score);
}

#[test]
fn numbers_of_cases_are_no_months() {
    let cases: Vec<String> = (1..=12).map(|case| format!("{case}-2024")).collect();
    let cases: Vec<&str> = cases.iter().map(String::as_str).collect();
    for (heading, is_date) in [
        ("Case ID", false),
        ("Ticket", false),
        ("Order no.", false),
        ("Month", true),
        ("When", true),
    ] {
        let (column, _) = asked(heading, &cases, 2);
        assert_eq!(column.role == Role::Date, is_date, "{heading}: {:?}", column.role);
    }
}

#[test]
fn percentages_are_not_told_as_unread_words() {
    let (_, warnings) = asked("Satisfaction in %", &["55%", "66%", "77%", "88%"], 10);
    assert!(warnings.iter().all(|warning| !warning.to_string().contains("order")), "{warnings:?}");
    let (_, warnings) = asked("How satisfied are you?", &["155", "266", "377"], 10);
    assert!(!says(&warnings, "on no scale"), "{warnings:?}");
}

#[test]
fn a_code_above_the_top_is_no_shift_among_few_answers() {
    let with = |above: usize, times: usize| {
        let mut cells: Vec<(String, usize)> = (1..=10).map(|n| (n.to_string(), times)).collect();
        cells.push(("11".to_owned(), above));
        let cells: Vec<(&str, usize)> =
            cells.iter().map(|(n, times)| (n.as_str(), *times)).collect();
        look(&column("How likely are you to recommend us (0-10)?", &cells)).warnings
    };
    assert!(!says(&with(2, 6), "counted from 1"));
    assert!(says(&with(6, 6), "counted from 1"));
    assert!(says(&with(6, 12), "11 means that the question does not apply"));
}

#[test]
fn how_urgent_something_is_is_no_satisfaction() {
    for heading in ["Priority", "Risk", "Severity", "Urgency of the case"] {
        let (column, _) = asked(heading, &["Low", "Medium", "High"], 10);
        assert_ne!(column.role, Role::Score, "{heading}");
    }
    let (food, _) = asked("Food", &["Poor", "Fair", "Good"], 10);
    assert_eq!(food.kind, Some(Kind::Csat));
    assert_eq!(food.labels.get("good"), Some(&3));
}
