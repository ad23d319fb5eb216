//! What is guessed of files in the shapes that survey tools give them, in several languages.

use std::fmt::Write as _;

use crate::common::{column, look, metric, of_columns, read};
use survey::columns::tool::Tool;
use survey::dates::DateOrder;
use survey::{Column, ColumnWarning, Direction, Kind, Role, Scale};

/// The column under a heading whose answers are these, ten times each.
fn asked(heading: &str, answers: &[&str]) -> Column {
    let cells: Vec<(&str, usize)> = answers.iter().map(|answer| (*answer, 10)).collect();
    look(&column(heading, &cells)).plan.columns[1].clone()
}

#[track_caller]
fn scale_of(column: &Column) -> (Option<Kind>, Option<(i32, i32)>) {
    (column.kind, column.scale.map(|scale| (scale.low, scale.high)))
}

#[test]
fn the_question_is_understood_in_many_languages() {
    let ten = ["0", "3", "6", "7", "8", "9", "10"];
    for heading in [
        "¿Recomendaría nuestra tienda?",
        "Würden Sie uns weiterempfehlen?",
        "Recommanderiez-vous ce produit ?",
        "Consiglierebbe il negozio a un amico?",
        "Zou u ons aanbevelen?",
        "Czy polecisz nas znajomym?",
        "Готовы ли вы порекомендовать нас друзьям?",
        "このサービスを友人に薦める可能性は？",
        "您向朋友推荐我们的可能性有多大？",
        "친구에게 추천할 의향이 있습니까?",
    ] {
        assert_eq!(scale_of(&asked(heading, &ten)), (Some(Kind::Nps), Some((0, 10))), "{heading}");
    }
    let five = ["1", "2", "3", "4", "5"];
    for heading in ["Ces services sont-ils utiles ? Donnez une note", "総合的な満足度"] {
        assert_eq!(scale_of(&asked(heading, &five)), (Some(Kind::Csat), Some((1, 5))), "{heading}");
    }
    let hard = asked("手続きは？（1=とても簡単、5=とても難しい）", &five);
    assert_eq!((hard.kind, hard.direction), (Some(Kind::Ces), Direction::LowGood));
}

#[test]
fn labels_that_differ_in_case_and_spaces_are_one() {
    let file = column(
        "Satisfaction",
        &[
            ("Very satisfied", 9),
            (" very  Satisfied ", 4),
            ("VERY SATISFIED", 2),
            ("Satisfied", 8),
            ("neutral", 3),
            ("Dissatisfied", 2),
            ("Very\u{a0}dissatisfied", 1),
        ],
    );
    let (plan, imported) = read(&file, &[]);
    let asked = metric(&plan, &imported, 1);
    assert_eq!((asked.n, asked.off_scale), (29, 0));
    assert_eq!(asked.distribution.last(), Some(&(5, 15)));
    assert_eq!(plan.columns[1].high_label.as_deref(), Some("Very satisfied"));
}

#[test]
fn a_scale_from_nothing_to_much_keeps_the_place_of_an_answer_that_nobody_gave() {
    let useful = asked(
        "How useful was it?",
        &["Slightly useful", "Moderately useful", "Very useful", "Extremely useful"],
    );
    assert_eq!(useful.scale, Some(Scale::new(1, 5)));
    assert_eq!(useful.labels["slightly useful"], 2);
    let hard = asked(
        "How difficult was it?",
        &[
            "Not at all difficult",
            "Slightly difficult",
            "Moderately difficult",
            "Very difficult",
            "Extremely difficult",
        ],
    );
    assert_eq!((hard.kind, hard.direction), (Some(Kind::Ces), Direction::HighGood));
    assert_eq!(hard.labels["not at all difficult"], 5);
    let four = asked(
        "Êtes-vous satisfait ?",
        &["Pas du tout satisfait", "Peu satisfait", "Assez satisfait", "Très satisfait"],
    );
    assert_eq!(four.scale, Some(Scale::new(1, 4)));
    assert_eq!(four.labels["peu satisfait"], 2);
}

#[test]
fn end_labels_with_their_number_are_answers() {
    let file = column(
        "How likely is it that you would recommend us?",
        &[("Not at all likely - 0", 2), ("7", 5), ("9", 8), ("Extremely likely - 10", 15)],
    );
    let (plan, imported) = read(&file, &[]);
    let nps = metric(&plan, &imported, 1);
    assert_eq!((nps.n, nps.off_scale), (30, 0));
    assert_eq!(nps.value, Some(100.0 * (23.0 - 2.0) / 30.0));
    assert_eq!(plan.columns[1].high_label.as_deref(), Some("Extremely likely"));
}

#[test]
fn the_time_zone_of_the_date_is_kept() {
    let zone = |file: &str, column: usize| look(file.as_bytes()).plan.columns[column].clone();
    let qualtrics = "StartDate,Q1\nStart Date,How was it?\n\
        \"{\"\"ImportId\"\":\"\"startDate\"\",\"\"timeZone\"\":\"\"America/Denver\"\"}\",\
        \"{\"\"ImportId\"\":\"\"QID1\"\"}\"\n2025-11-04 08:31:29,4\n";
    assert_eq!(zone(qualtrics, 0).time_zone.as_deref(), Some("America/Denver"));
    let typeform = "#,Rate us,Submit Date (UTC)\na,4,2024-03-01 10:00\nb,5,2024-03-02 10:00\n";
    assert_eq!(zone(typeform, 2).time_zone.as_deref(), Some("UTC"));
    let summer = "id,at,nps\na,2024-03-01T10:00:00+01:00,9\nb,2024-06-02T10:00:00+02:00,8\n";
    assert_eq!(zone(summer, 1).time_zone.as_deref(), Some("+01:00 and +02:00"));
    let local = zone("id,at,nps\na,2024-03-01 10:00,9\nb,2024-06-02 10:00,8\n", 1);
    assert_eq!(local.time_zone, None);
    assert!(local.reason.contains("time zone is not stated"), "{}", local.reason);
}

#[test]
fn codes_that_leave_a_gap_are_in_doubt() {
    let trust = asked("I trust the government", &["1", "2", "3", "4", "6"]);
    assert!(trust.codes_in_doubt);
    assert!(trust.confidence <= 0.4);
    // Another question up to 5 does not make the 6 a mark for "does not apply".
    let mut file = "a,b\n".to_owned();
    for row in 0..100 {
        writeln!(file, "{},{}", row % 5 + 1, [1, 2, 3, 4, 6][row % 5]).unwrap();
    }
    let columns = look(file.as_bytes()).plan.columns;
    assert_eq!((columns[0].codes_in_doubt, columns[1].codes_in_doubt), (false, true));
    assert!(!asked("Rate us", &["1", "2", "3", "4", "5"]).codes_in_doubt);
}

#[test]
fn what_a_spreadsheet_made_of_1_5_is_off_the_scale_and_explained() {
    let file = column(
        "How satisfied are you?",
        &[
            ("5", 30),
            ("4", 20),
            ("3", 9),
            ("01-May", 2),
            ("May-01", 1),
            ("1. Mai", 1),
            ("45413", 2),
        ],
    );
    let seen = look(&file);
    let damage =
        ColumnWarning::BecameDates { count: 6, sample: "01-May".to_owned(), is_score: true };
    assert!(of_columns(&seen.warnings).contains(&(1, damage)), "{:?}", seen.warnings);
    let (plan, imported) = read(&file, &[]);
    let asked = metric(&plan, &imported, 1);
    assert_eq!((asked.n, asked.off_scale, asked.not_applicable), (59, 6, 0));
}

#[test]
fn lines_of_means_and_totals_are_known_by_two_signs() {
    let answers = "5,4,9\n4,4,10\n5,3,8\n2,5,7\n".repeat(5);
    let rows = |last: &str| {
        let file = format!("Satisfaction,Quality,Recommend\n{answers}{last}\n");
        let (_, imported) = read(file.as_bytes(), &[]);
        (imported.counts.rows, imported.counts.summary)
    };
    assert_eq!(rows("4.105,3.9371,8.22"), (20, 1));
    assert_eq!(rows("80,80,170"), (21, 0), "numbers beyond the scale alone are mistakes");
    assert_eq!(rows("4.5,4,9"), (21, 0), "a person may give a half");
    assert_eq!(rows("4.5,3.5,8.5"), (21, 0));
    let named = format!("Branch,Satisfaction,Quality\n{}Total,80,75\n", "North,5,4\n".repeat(20));
    let (_, imported) = read(named.as_bytes(), &[]);
    assert_eq!((imported.counts.rows, imported.counts.summary), (20, 1));
    let person = format!("Word,Satisfaction,Quality\n{}average,3,4\n", "good,5,4\n".repeat(20));
    assert_eq!(read(person.as_bytes(), &[]).1.counts.summary, 0, "an answer under a word");
}

#[test]
fn several_choices_in_a_cell_are_no_scale() {
    let codes = asked("Which of these did you use?", &["1", "2", "1,3", "1,3,5", "2,4"]);
    assert_eq!((codes.role, codes.kind), (Role::Other, None));
    assert!(!codes.decimal_comma);
    let words = asked("Channels", &["Phone;Mail;", "Phone;", "Mail;Chat;"]);
    assert_ne!(words.role, Role::Score);
}

#[test]
fn what_a_tool_computes_beside_a_rating_is_derived() {
    let file = "Survey name,Survey type,Rating,Sentiment\n\
        Support,CES,7,Easy\nSupport,CES,2,Difficult\nSupport,CES,5,Moderate\n";
    let seen = look(file.as_bytes());
    assert_eq!(seen.plan.tool, Tool::HubSpot);
    assert_eq!(scale_of(&seen.plan.columns[2]), (Some(Kind::Ces), Some((1, 7))));
    assert_eq!(seen.plan.columns[3].role, Role::Derived);
    let alone = look(b"id,Sentiment\n1,Positive\n2,Negative\n3,Neutral\n4,Positive\n");
    assert_eq!(alone.plan.columns[1].role, Role::Score);
    let quiz = "ID,Start time,Completion time,Total points,Points - Q1,Feedback - Q1\n\
        1,2024-03-01 10:00,2024-03-01 10:01,8,3,\n2,2024-03-02 10:00,2024-03-02 10:01,5,2,\n";
    let columns = look(quiz.as_bytes()).plan.columns;
    assert!(columns[3..].iter().all(|column| column.role == Role::Derived));
    let polarity = asked("Q5 - Sentiment Score", &["-2", "-1", "0", "1", "2"]);
    assert_eq!(polarity.role, Role::Derived);
}

#[test]
fn codes_of_kinds_of_people_are_no_answers() {
    for heading in [
        "Q20Age",
        "Gender",
        "What is your highest level of education?",
        "Which of these best describes you?",
        "Welche Filiale haben Sie besucht?",
        "lastpage",
        "Nights",
    ] {
        assert_eq!(asked(heading, &["1", "2", "3", "4", "5"]).role, Role::Other, "{heading}");
    }
    assert_eq!(asked("SeniorCitizen", &["0", "1"]).role, Role::Other);
    assert_eq!(asked("Was your problem solved?", &["0", "1"]).kind, Some(Kind::Binary));
}

#[test]
fn what_tells_who_a_person_is_is_dropped() {
    for (heading, cell) in [
        ("Quel est votre prénom ?", "Anna"),
        ("Guest name", "Bob"),
        ("home address", "Main St 4"),
        ("メールアドレス", "x"),
        ("Telefonnummer", "0170 123"),
        ("Contact", "anna@example.org"),
        ("Client", "10.1.2.3"),
    ] {
        let cells: Vec<String> = (0..12).map(|row| format!("{cell}{}", row % 3)).collect();
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        assert_eq!(asked(heading, &cells).role, Role::Personal, "{heading}");
    }
    assert_ne!(asked("Brand name", &["Acme", "Bolt"]).role, Role::Personal);
}

#[test]
fn tools_are_known_in_other_languages() {
    for (file, tool) in [
        ("タイムスタンプ,満足度\n2024/03/21 12:05:19,5\n", Tool::GoogleForms),
        (
            "ID;Startzeit;Fertigstellungszeit;E-Mail;Name\n1;01.03.2024;01.03.2024;;\n",
            Tool::MicrosoftForms,
        ),
        ("Antwort ID;Datum Abgeschickt;Letzte Seite\n1;2024-03-01 10:00:00;2\n", Tool::LimeSurvey),
        ("timestamp,user_id,score\n2024-03-01,u1,5\n", Tool::Unknown),
    ] {
        assert_eq!(look(file.as_bytes()).plan.tool, tool, "{file}");
    }
}

#[test]
fn the_month_beside_a_date_tells_day_from_month() {
    let file = "Survey Date,Month,nps\n03/04/2024,April,9\n05/02/2024,February,8\n";
    let seen = look(file.as_bytes());
    assert_eq!(seen.plan.columns[0].date_order, Some(DateOrder::DayFirst));
    assert_eq!(seen.warnings, []);
    let other = "Start,End,nps\n03/04/2024,03/04/2024,9\n05/02/2024,05/25/2024,8\n";
    let seen = look(other.as_bytes());
    assert_eq!(seen.plan.columns[0].date_order, Some(DateOrder::MonthFirst));
}

#[test]
fn an_identifier_may_have_a_weak_name_if_it_never_repeats() {
    let rows = |name: &str, repeat: usize| {
        let mut file = format!("{name},nps\n");
        for row in 0..60 {
            writeln!(file, "{},{}", row / repeat + 1, row % 11).unwrap();
        }
        look(file.as_bytes()).plan.columns[0].role
    };
    assert_eq!(rows("Respondent", 1), Role::Id);
    assert_eq!(rows("Conversation ID", 1), Role::Id);
    assert_eq!(rows("UniqueID", 4), Role::Other);
    let few = look(b"Nr.,,nps\n1,0,9\n2,1,3\n3,2,10\n4,3,8\n").plan.columns;
    assert_eq!((few[0].role, few[1].role), (Role::Id, Role::Other));
    assert_eq!(rows("Respondent", 4), Role::Other);
}

#[test]
fn weights_are_pointed_out() {
    let seen = look(b"id,nps,weight\n1,9,0.5\n2,3,1.5\n");
    assert_eq!(of_columns(&seen.warnings), [(2, ColumnWarning::Weighted)]);
}

#[test]
fn wide_scales_are_taken_where_the_heading_names_them() {
    let slider = asked("How happy are you? (0-100)", &["0", "15", "40", "55", "80", "100"]);
    assert_eq!(slider.scale, Some(Scale::new(0, 100)));
    let around = asked("Rate the mood", &["-3", "-2", "-1", "0", "1", "2", "3"]);
    assert_eq!(scale_of(&around), (Some(Kind::Rating), Some((-3, 3))));
}
