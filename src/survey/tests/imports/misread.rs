//! Files that look like something else: numbers that are codes, names that are no metric, scales
//! that are counted otherwise than usual.

use std::fmt::Write as _;

use crate::common::{column, look, metric, of_columns, read};
use survey::columns::tool::Tool;
use survey::{Column, ColumnWarning, Direction, Kind, Role, Scale};

/// A file of so many rows, whose cells are made from the number of the row.
fn table(header: &str, rows: usize, row: impl Fn(usize) -> String) -> Vec<u8> {
    let mut file = format!("{header}\n");
    for number in 0..rows {
        writeln!(file, "{}", row(number)).unwrap();
    }
    file.into_bytes()
}

/// The column under a heading whose answers are these, ten times each.
fn asked(heading: &str, answers: &[&str]) -> Column {
    let cells: Vec<(&str, usize)> = answers.iter().map(|answer| (*answer, 10)).collect();
    look(&column(heading, &cells)).plan.columns[1].clone()
}

/// The column under a heading whose answers go from one number to another.
fn numbered(heading: &str, low: i32, high: i32) -> Column {
    let answers: Vec<String> = (low..=high).map(|answer| answer.to_string()).collect();
    asked(heading, &answers.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn a_question_from_0_to_10_that_is_coded_from_1_is_in_doubt() {
    let cells: Vec<(String, usize)> = (1..=11).map(|code| (code.to_string(), 6)).collect();
    let cells: Vec<(&str, usize)> = cells.iter().map(|(code, n)| (code.as_str(), *n)).collect();
    for heading in ["How likely are you to recommend us?", "Recommend us? (0-10)"] {
        let file = column(heading, &cells);
        let seen = look(&file);
        let asked = &seen.plan.columns[1];
        assert_eq!((asked.kind, asked.scale), (Some(Kind::Nps), Some(Scale::new(0, 10))));
        assert!(asked.codes_in_doubt && asked.confidence <= 0.3, "{heading}");
        let shifted = ColumnWarning::ShiftedCodes(Scale::new(0, 10));
        assert_eq!(of_columns(&seen.warnings), [(1, shifted)], "{heading}");
        for said in ["1=score:0-10", "1=score", "1=nps"] {
            let order = "1>2>3>4>5>6>7>8>9>10>11";
            let (plan, imported) = read(&file, &[&format!("{said},order={order}")]);
            let nps = metric(&plan, &imported, 1);
            assert_eq!((nps.kind, nps.n, nps.off_scale), (Kind::Nps, 66, 0), "{said}");
            assert_eq!(nps.mean, Some(5.0), "{said}");
            assert!(!plan.columns[1].codes_in_doubt);
        }
    }
    let with_zero = column("Recommend us?", &[("0", 9), ("8", 20), ("10", 20), ("11", 9)]);
    assert_eq!(of_columns(&look(&with_zero).warnings), [], "11 is off that scale");
}

#[test]
fn a_score_with_a_comment_is_no_net_promoter_score_by_itself() {
    let file = table("Response ID,Score,Comment", 40, |row| format!("{row},{},fine", row % 11));
    let seen = look(&file);
    assert_eq!(seen.plan.tool, Tool::Unknown);
    let score = &seen.plan.columns[1];
    assert_eq!((score.kind, score.scale), (Some(Kind::Rating), Some(Scale::new(0, 10))));
    assert!(!score.reason.contains("type of the survey"));
}

#[test]
fn several_surveys_in_one_column_are_not_added_up_unnoticed() {
    for (header, score) in [
        ("Response ID,Survey Type,Score,Comment", 2),
        ("Survey name,Survey type,Rating,Sentiment", 2),
    ] {
        let file = table(header, 60, |row| match row % 2 {
            0 => format!("r{row},NPS,{},x", row % 11),
            _ => format!("r{row},CES,{},x", row % 7 + 1),
        });
        let seen = look(&file);
        let asked = &seen.plan.columns[score];
        assert_eq!(asked.kind, Some(Kind::Rating), "{header}");
        assert!(asked.confidence <= 0.3);
        let warning = (score, ColumnWarning::SeveralSurveys { by: 1 });
        assert_eq!(of_columns(&seen.warnings), [warning], "{header}");
        let apart: Vec<usize> =
            seen.plan.kept_apart().iter().map(|(_, column)| column.index).collect();
        assert_eq!(apart, [1], "{header}");
    }
    let one = table("Response ID,Survey Type,Score", 60, |row| format!("{row},nps,{}", row % 11));
    assert_eq!(look(&one).plan.columns[2].kind, Some(Kind::Nps));
}

#[test]
fn only_whole_words_of_effort_make_effort() {
    for heading in ["Facilities", "Facility rating", "Easyjet flights", "Easement", "Facilitator"] {
        assert_ne!(numbered(heading, 1, 5).kind, Some(Kind::Ces), "{heading}");
    }
    for heading in
        ["Ease of use", "How easy was it?", "EaseOfUse", "Était-ce facile ?", "Facilidad de uso"]
    {
        assert_eq!(numbered(heading, 1, 5).kind, Some(Kind::Ces), "{heading}");
    }
}

#[test]
fn seven_points_are_effort_only_where_they_ask_for_it() {
    let trust = numbered("I trust this company", 1, 7);
    assert_eq!((trust.kind, trust.scale), (Some(Kind::Rating), Some(Scale::new(1, 7))));
    assert!(!trust.reason.contains("effort"));
    assert_eq!(numbered("It was easy to pay", 1, 7).kind, Some(Kind::Ces));
    assert_eq!(numbered("How satisfied were you?", 1, 7).kind, Some(Kind::Csat));
}

#[test]
fn school_grades_are_best_at_1() {
    let grade = numbered("Bitte bewerten Sie uns mit einer Schulnote", 1, 5);
    assert_eq!((grade.scale, grade.direction), (Some(Scale::new(1, 6)), Direction::LowGood));
    let seen = look(&table("id,Zufriedenheit mit dem Service (Note)", 60, |row| {
        format!("{row},{}", row % 6 + 1)
    }));
    assert_eq!(seen.plan.columns[1].direction, Direction::LowGood);
    let asked = ColumnWarning::LowIsGood(Scale::new(1, 6));
    assert_eq!(of_columns(&seen.warnings), [(1, asked)]);
}

#[test]
fn questions_of_how_bad_it_was_are_good_at_the_low_end() {
    for heading in ["How dissatisfied were you?", "How likely are you to cancel?"] {
        let seen = look(&column(heading, &[("1", 9), ("3", 9), ("5", 9)]));
        assert_eq!(seen.plan.columns[1].direction, Direction::LowGood, "{heading}");
        let asked = ColumnWarning::LowIsGood(Scale::new(1, 5));
        assert_eq!(of_columns(&seen.warnings), [(1, asked)], "{heading}");
    }
    let unlikely = numbered("How unlikely are you to recommend us?", 0, 10);
    assert_eq!((unlikely.kind, unlikely.direction), (Some(Kind::Rating), Direction::LowGood));
    let both = numbered("How dissatisfied or satisfied were you?", 1, 5);
    assert_eq!(both.direction, Direction::HighGood);
}

#[test]
fn enough_answers_tell_how_many_points_a_question_has() {
    let seen = look(&table("a,b,c,d", 300, |row| {
        format!("{},{},{},{}", row % 5 + 1, 5 - row % 5, row % 3 + 1, row % 4 + 1)
    }));
    let scale = |column: usize| seen.plan.columns[column].scale;
    assert_eq!((scale(2), scale(3)), (Some(Scale::new(1, 3)), Some(Scale::new(1, 4))));
    assert!(seen.plan.columns[3].confidence <= 0.4);
    let fewer = |column, high| {
        let scale = Scale::new(1, high);
        (column, ColumnWarning::FewerPoints { scale, others: 5, answers: 300 })
    };
    assert_eq!(of_columns(&seen.warnings), [fewer(2, 3), fewer(3, 4)]);
    let few = look(&table("a,b", 20, |row| format!("{},{}", row % 5 + 1, row % 3 + 1)));
    assert_eq!(few.plan.columns[1].scale, Some(Scale::new(1, 5)));
}

#[test]
fn codes_of_things_are_no_answers() {
    for name in ["Store", "Region", "Plan", "Tier", "Team", "region_code", "Branch ID", "Priority"]
    {
        let seen = look(&table(&format!("{name},Satisfaction"), 60, |row| {
            format!("{},{}", row % 5 + 1, row % 5 + 1)
        }));
        let (thing, asked) = (&seen.plan.columns[0], &seen.plan.columns[1]);
        assert_ne!(thing.role, Role::Score, "{name}");
        assert!(seen.plan.kept_apart().is_empty(), "{name} is no sure guess");
        assert_eq!(asked.kind, Some(Kind::Csat));
    }
    assert_eq!(numbered("Please rate our team", 1, 5).kind, Some(Kind::Csat));
}

#[test]
fn labels_with_numbers_that_are_no_scale_are_texts() {
    let stages = ["1. Awareness", "2. Consideration", "3. Purchase", "4. Service", "5. Loyalty"];
    assert_eq!(asked("Journey stage now", &stages).role, Role::Other);
    assert_eq!(asked("Stage", &stages).role, Role::Stage);
    assert_eq!(asked("Hotel", &["Store (1)", "Store (2)", "Store (3)"]).role, Role::Other);
    let poor =
        asked("Food", &["1 - Poor", "2 - Fair", "3 - Good", "4 - Very good", "5 - Excellent"]);
    assert_eq!(poor.scale, Some(Scale::new(1, 5)));
    let ends = asked("Would you recommend us?", &["0 - Nope", "5", "9", "10 - Sure thing"]);
    assert_eq!(ends.scale, Some(Scale::new(0, 10)));
    let how = asked("How much do you trust us?", &["1 (a)", "2 (b)", "3 (c)", "4 (d)", "5 (e)"]);
    assert_eq!(how.scale, Some(Scale::new(1, 5)));
}

#[test]
fn short_words_of_amounts_begin_no_longer_ones() {
    for heading in ["Country", "County", "Counter staff", "Europe", "Costa Rica"] {
        assert_ne!(numbered(heading, 1, 5).role, Role::Amount, "{heading}");
    }
    for heading in ["count", "visit_count", "Cost", "NbPassages"] {
        assert_eq!(numbered(heading, 1, 40).role, Role::Amount, "{heading}");
    }
}

#[test]
fn answers_about_telephones_are_not_personal() {
    for heading in ["Satisfaction with phone support", "Please rate our channels [Phone]"] {
        assert_eq!(numbered(heading, 1, 5).kind, Some(Kind::Csat), "{heading}");
    }
    let words = asked("Phone quality", &["Poor", "Fair", "Good", "Very good", "Excellent"]);
    assert_eq!(words.role, Role::Score);
    let numbers: Vec<String> = (0..30).map(|row| format!("0170 55{row}")).collect();
    let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
    assert_eq!(asked("Phone", &numbers).role, Role::Personal);
    assert_eq!(asked("Year of birth", &["1970", "1980", "1990"]).role, Role::Personal);
}

#[test]
fn the_group_of_an_nps_tells_what_it_was_computed_from() {
    let header = "StartDate,EndDate,Finished,ResponseId,Q2,Q2_NPS_GROUP";
    let file = table(header, 60, |row| {
        format!("2024-01-02 10:00,2024-01-02 10:01,1,R_{row},{},2", row % 10 + 1)
    });
    let question = &look(&file).plan.columns[4];
    assert_eq!((question.kind, question.scale), (Some(Kind::Nps), Some(Scale::new(0, 10))));
}

#[test]
fn many_different_contents_are_counted_to_the_end() {
    let file = table("Order ID,Feld,nps", 6_000, |row| {
        let order = row % 3_000;
        format!("{order},A long comment that nobody else wrote, number {row},{}", row % 11)
            .replacen(" wrote,", " wrote", 1)
    });
    let columns = look(&file).plan.columns;
    assert_ne!(columns[0].role, Role::Id, "every order comes twice");
    assert_eq!(columns[1].role, Role::Comment);
}

#[test]
fn a_mark_under_a_choice_is_that_choice() {
    let header = "Respondent ID,How satisfied are you?,,,,,Would you recommend us?,,,,,,,,,,\n\
        ,Very satisfied,Satisfied,Neither,Dissatisfied,Very dissatisfied,\
        Not at all likely - 0,1,2,3,4,5,6,7,8,9,Extremely likely - 10";
    for (mark, rest) in [("1", ""), ("X", ""), ("Yes", "No"), ("1", "0")] {
        let file = table(header, 60, |row| {
            let mut cells = vec![rest; 16];
            cells[row % 4] = mark;
            cells[5 + row % 11] = mark;
            format!("{row},{}", cells.join(","))
        });
        let (plan, imported) = read(&file, &[]);
        let satisfied = metric(&plan, &imported, 1);
        assert_eq!((satisfied.kind, satisfied.n), (Kind::Csat, 60), "{mark} {rest}");
        assert_eq!(satisfied.mean, Some(3.5), "5, 4, 3 and 2, and never what the mark says");
        let nps = metric(&plan, &imported, 6);
        assert_eq!((nps.kind, nps.n, nps.off_scale), (Kind::Nps, 60, 0), "{mark} {rest}");
        assert_eq!(nps.distribution.first(), Some(&(0, 6)));
    }
    // Nothing but a list of things: no choice of them is a better answer.
    let file = table("Which?,,,\nTea,Coffee,Milk,Water", 40, |row| {
        let mut cells = [""; 4];
        cells[row % 4] = "1";
        cells.join(",")
    });
    assert!(look(&file).plan.columns.iter().all(|column| column.role != Role::Score));
}

#[test]
fn answers_that_are_not_understood_are_asked_about() {
    let file = column("Would you recommend us?", &[("No", 20), ("Maybe", 20), ("Yes", 20)]);
    let seen = look(&file);
    let texts = ["Maybe", "No", "Yes"].map(str::to_owned).to_vec();
    assert_eq!(of_columns(&seen.warnings), [(1, ColumnWarning::UnreadAnswers(texts))]);
    let (plan, imported) = read(&file, &["1=rating,order=No>Maybe>Yes"]);
    assert_eq!(metric(&plan, &imported, 1).mean, Some(2.0));
    let codes = look(&column("How satisfied are you?", &[("13", 20), ("14", 20), ("15", 20)]));
    let texts = ["13", "14", "15"].map(str::to_owned).to_vec();
    assert_eq!(of_columns(&codes.warnings), [(1, ColumnWarning::UnreadAnswers(texts))]);
    let things = look(&column("Where did you hear of us?", &[("Radio", 20), ("Friends", 20)]));
    assert_eq!(of_columns(&things.warnings), []);
}

#[test]
fn labels_with_a_strange_word_are_put_in_order_by_a_person() {
    let texts = ["Dissatisfied", "Neutral", "Wildly satisfied", "Very satisfied"];
    let cells = texts.map(|text| (text, 20));
    let seen = look(&column("Overall", &cells));
    let guessed = texts.map(str::to_owned).to_vec();
    assert_eq!(of_columns(&seen.warnings), [(1, ColumnWarning::LabelsInDoubt(guessed))]);
    assert!(seen.plan.columns[1].confidence <= 0.4);
    let file = column("Overall", &[("Satisfied", 20), ("Wildly satisfied", 20), ("Unhappy", 20)]);
    let mut unread = ["Satisfied", "Unhappy", "Wildly satisfied"].map(str::to_owned).to_vec();
    unread.sort();
    assert_eq!(of_columns(&look(&file).warnings), [(1, ColumnWarning::UnreadAnswers(unread))]);
}

#[test]
fn who_would_miss_it_is_disappointed() {
    let answers = ["Not disappointed", "Somewhat disappointed", "Very disappointed"];
    let miss = asked("How would you feel if you could no longer use Acme?", &answers);
    assert_eq!((miss.kind, miss.direction), (Some(Kind::Rating), Direction::LowGood));
    assert_eq!(miss.labels["very disappointed"], 1);
}

#[test]
fn years_of_two_digits_months_and_versions_are_told_from_days() {
    let short =
        table("id,Date,nps", 60, |row| format!("{row},24-0{}-{:02},9", row % 9 + 1, row % 28 + 1));
    let (plan, imported) = read(&short, &[]);
    assert_eq!(plan.columns[1].date_order, Some(survey::dates::DateOrder::YearFirst));
    let months = imported.tally.labels(survey::Dimension::Period);
    assert_eq!((months[0].as_str(), months.len()), ("2024-01", 9));
    for cell in ["2024-03", "March 2024", "03/2024"] {
        let (plan, imported) =
            read(&table("id,Month of visit,nps", 20, |row| format!("{row},{cell},9")), &[]);
        assert_eq!(plan.columns[1].role, Role::Date, "{cell}");
        assert_eq!(imported.tally.labels(survey::Dimension::Period), ["2024-03"], "{cell}");
        assert_eq!(imported.warnings, [], "{cell}");
    }
    let both = "Month,Survey day,nps\n2024-03,2024-03-09,9\n2024-04,2024-04-02,8\n";
    let plan = look(both.as_bytes()).plan;
    assert_eq!(plan.column_of(Role::Date).map(|date| date.index), Some(1), "a day says more");
    let version =
        table("Version,Date,nps", 20, |row| format!("5.12.{},2024-03-09,9", row % 20 + 10));
    let plan = look(&version).plan;
    assert_eq!((plan.columns[0].role, plan.columns[1].role), (Role::Other, Role::Date));
}

#[test]
fn results_below_the_answers_are_no_answers() {
    let answers = "r{row},2024-01-{day},9,x\n";
    let mut file = "id,date,nps,comment\n".to_owned();
    for row in 0..30 {
        file.push_str(
            &answers
                .replace("{row}", &row.to_string())
                .replace("{day}", &format!("{:02}", row % 28 + 1)),
        );
    }
    file.push_str(",,,\nPromoters,,12,\nPassives,,8,\nDetractors,,10,\nNPS,,7,\nResponses,,3,\n");
    file.push_str("n=30,,,\nStd dev,,2,\nMin,,0,\nMax,,10,\n");
    let (_, imported) = read(file.as_bytes(), &[]);
    assert_eq!(imported.counts.rows, 30);
    let (plan, imported) = read(b"nps,Why?\n9,a\n10,b\n3,c\n8,d\n7,e\nPromoters,2\nNPS,20\n", &[]);
    assert_eq!((metric(&plan, &imported, 0).n, imported.counts.rows), (5, 5));
    let named = "id,date,nps,x\nMax,2024-01-02,9,1\nMin,2024-01-03,8,1\nMax,,10,\n";
    let (_, imported) = read(named.as_bytes(), &[]);
    assert_eq!((imported.counts.rows, imported.counts.summary), (2, 1), "people are called so");
    let answers = "average,a,x,1\npoor,b,y,2\ngood,c,x,3\nexcellent,d,y,4\n".repeat(9);
    let words = format!("Rate us,Why?,Store,Day\n{answers}");
    let (_, imported) = read(words.as_bytes(), &[]);
    assert!(imported.counts.summary == 0, "an answer in words is one");
}

#[test]
fn headers_between_answers_are_no_answers() {
    let part = "Timestamp,Score (0-10),Why\n2024-01-28 10:00:00,10,x\n2024-01-16 10:00:00,0,Why\n";
    let file = part.repeat(20);
    let (plan, imported) = read(file.as_bytes(), &[]);
    let score = metric(&plan, &imported, 1);
    assert_eq!((score.n, score.off_scale, imported.counts.rows), (40, 0, 40));
    assert!(plan.columns[1].proposals.is_empty());
    assert!(imported.rejects.listed[0].reason.contains("header"));
}

#[test]
fn who_is_through_is_said_in_many_languages() {
    for word in ["Verdadero", "VERO", "waar", "Vollständig", "voltooid", "beendet", "Done", "sim"]
    {
        let file = table("id,Finished,nps", 20, |row| match row % 2 {
            0 => format!("{row},{word},9"),
            _ => format!("{row},-9,8"),
        });
        let (plan, imported) = read(&file, &[]);
        assert_eq!(plan.columns[1].role, Role::Completion);
        assert_eq!(imported.counts.incomplete, 10, "{word}");
        assert_eq!(of_columns(&look(&file).warnings), [], "{word}");
    }
    let strange = table("id,Finished,nps", 20, |row| format!("{row},zzz,9"));
    let nobody = ColumnWarning::NobodyComplete("zzz".to_owned());
    assert_eq!(of_columns(&look(&strange).warnings), [(1, nobody)]);
}

#[test]
fn the_best_fifth_of_a_long_scale_is_good() {
    let file = table("id,How satisfied are you? (0-100)", 101, |row| format!("{row},{row}"));
    let (plan, imported) = read(&file, &[]);
    assert_eq!(plan.columns[1].top_box, 21, "80 to 100");
    assert!((metric(&plan, &imported, 1).share.unwrap() - 2100.0 / 101.0).abs() < 1e-9);
    assert_eq!(numbered("How satisfied are you?", 1, 10).top_box, 2);
}

#[test]
fn wide_digits_and_points_are_numbers() {
    let nps = asked("推奨度", &["０", "５", "９", "１０"]);
    assert_eq!((nps.kind, nps.scale), (Some(Kind::Nps), Some(Scale::new(0, 10))));
    let labelled = asked("満足度", &["1（とても不満）", "2", "3", "4", "5（とても満足）"]);
    assert_eq!((labelled.scale, labelled.proposals.len()), (Some(Scale::new(1, 5)), 0));
    assert_eq!(labelled.direction, Direction::HighGood);
    let points = asked("总体满意度", &["1分", "2分", "3分", "4分", "5分（非常满意）"]);
    assert_eq!(points.scale, Some(Scale::new(1, 5)));
    assert_ne!(asked("待ち時間", &["1分", "2分", "3分"]).role, Role::Score);
}
