//! What columns are taken for, and what a person may say about them.

use crate::common::{column, look, metric, of_columns, read, says};
use survey::{ColumnWarning, Direction, Kind, Role, Scale};

#[test]
fn an_end_label_is_asked_about_and_not_guessed() {
    let file = column(
        "Would you recommend us to others?",
        &[("Absolutely", 21), ("9", 15), ("8", 11), ("7", 15), ("6", 3), ("3", 5)],
    );
    let (plan, imported) = read(&file, &[]);
    assert_eq!(plan.columns[1].proposals[0].text, "Absolutely");
    assert_eq!(plan.columns[1].proposals[0].value, 10);
    let guessed = metric(&plan, &imported, 1);
    assert_eq!((guessed.kind, guessed.n, guessed.off_scale), (Kind::Nps, 49, 21));
    let proposals = plan.columns[1].proposals.clone();
    let asked = ColumnWarning::EndLabels { scale: Scale::new(0, 10), proposals };
    assert_eq!(of_columns(&imported.warnings), [(1, asked)]);
    let (plan, imported) = read(&file, &["1=score:0-10,Absolutely=10"]);
    let confirmed = metric(&plan, &imported, 1);
    assert_eq!((confirmed.n, confirmed.off_scale), (70, 0));
    assert_eq!(confirmed.value, Some(40.0));
    assert!(imported.warnings.is_empty(), "{:?}", imported.warnings);
}

#[test]
fn agreement_about_recommending_is_no_net_promoter_score() {
    let file = column(
        "Would you recommend us?",
        &[("Strongly agree", 36), ("Strongly disagree", 1), ("9", 26), ("8", 17), ("3", 1)],
    );
    let (plan, _) = read(&file, &[]);
    assert_eq!(plan.columns[1].kind, Some(Kind::Rating));
    assert_eq!(plan.columns[1].scale, Some(Scale::new(1, 10)));
    let stated = column(
        "Would you recommend us?10 - strongly agree, 1 - strongly disagree.",
        &[("10", 9), ("5", 3)],
    );
    let (plan, _) = read(&stated, &[]);
    assert_eq!(plan.columns[1].kind, Some(Kind::Rating));
}

#[test]
fn nought_to_ten_is_no_net_promoter_score_by_itself() {
    let file =
        column("On a scale of 0-10, how important is the price?", &[("0", 4), ("10", 9), ("6", 3)]);
    let (plan, imported) = read(&file, &[]);
    assert_eq!(plan.columns[1].kind, Some(Kind::Rating));
    assert_eq!(plan.columns[1].scale, Some(Scale::new(0, 10)));
    assert!((metric(&plan, &imported, 1).share.unwrap() - 100.0 * 9.0 / 16.0).abs() < 1e-9);
    let (plan, _) = read(&file, &["1=nps"]);
    assert_eq!(plan.columns[1].kind, Some(Kind::Nps));
}

#[test]
fn a_value_one_above_the_top_is_outside_the_scale() {
    let file = "prepared,useful,nps\n5,6,10\n4,6,9\n3,5,11\n5,4,8\n2,1,0\n";
    let (plan, imported) = read(file.as_bytes(), &[]);
    assert_eq!(plan.columns[1].scale, Some(Scale::new(1, 5)));
    let useful = metric(&plan, &imported, 1);
    assert_eq!((useful.n, useful.off_scale), (3, 2));
    let nps = metric(&plan, &imported, 2);
    assert_eq!((nps.n, nps.off_scale), (4, 1));
    assert_eq!(imported.rejects.total, 3);
    assert_eq!(imported.rejects.listed[0].column.as_deref(), Some("useful"));
}

#[test]
fn numbers_with_labels_in_the_cells_are_read() {
    let file = column(
        "How hard was it to pay?",
        &[("1 (very easy)", 6), ("2", 5), ("3", 2), ("4", 1), ("5 (very difficult)", 4)],
    );
    let (plan, imported) = read(&file, &[]);
    let asked = &plan.columns[1];
    assert_eq!((asked.kind, asked.direction), (Some(Kind::Ces), Direction::LowGood));
    assert_eq!(asked.high_label.as_deref(), Some("very difficult"));
    assert_eq!(metric(&plan, &imported, 1).n, 18);
}

#[test]
fn codes_out_of_order_are_pointed_out_and_can_be_put_in_order() {
    let file =
        column("The government is fair", &[("1", 20), ("2", 20), ("3", 20), ("4", 20), ("6", 20)]);
    let preview = look(&file);
    let in_doubt = ColumnWarning::CodesInDoubt(vec![1, 2, 3, 4, 6]);
    assert_eq!(of_columns(&preview.warnings), [(1, in_doubt)]);
    let (plan, imported) = read(&file, &["1=rating:1-5,6=2,2=3,3=4,4=5"]);
    assert_eq!(metric(&plan, &imported, 1).mean, Some(3.0));
    assert_eq!(metric(&plan, &imported, 1).n, 100);
}

#[test]
fn codes_for_no_answer_are_not_answers() {
    let file = column("How satisfied are you?", &[("5", 9), ("1", 4), ("99", 3), ("-99", 2)]);
    let (plan, imported) = read(&file, &[]);
    let asked = metric(&plan, &imported, 1);
    assert_eq!((asked.n, asked.not_applicable, asked.off_scale), (13, 5, 0));
}

#[test]
fn tickets_are_good_or_bad_and_offers_are_no_answers() {
    let file =
        column("Satisfaction", &[("good", 8), ("bad", 2), ("offered", 30), ("unoffered", 60)]);
    let (plan, imported) = read(&file, &[]);
    let asked = metric(&plan, &imported, 1);
    assert_eq!((asked.n, asked.not_applicable), (10, 90));
    assert_eq!(asked.value, Some(80.0));
}

#[test]
fn computed_personal_and_written_columns_are_never_answers() {
    let file = "Response ID,nps,nps_NPS_GROUP,group,Email,mail,Why?\n\
        a,10,3,Promoter,x@y.org,x@y.org,It was simply the best thing\n\
        b,3,1,Detractor,z@y.org,z@y.org,Nothing worked and nobody helped\n";
    let (plan, imported) = read(file.as_bytes(), &[]);
    let role = |index: usize| plan.columns[index].role;
    assert_eq!(role(0), Role::Id);
    assert_eq!(role(2), Role::Derived);
    assert_eq!(role(3), Role::Derived);
    assert_eq!(role(4), Role::Personal);
    assert_eq!(role(5), Role::Personal);
    assert_eq!(role(6), Role::Comment);
    assert_eq!(imported.tally.questions.len(), 1);
}

#[test]
fn names_made_of_several_words_are_understood() {
    let file = "LikelyToRecommend,workshops_amount\n10,1\n4,2\n9,1\n";
    let (plan, _) = read(file.as_bytes(), &[]);
    assert_eq!(plan.columns[0].kind, Some(Kind::Nps));
    assert_ne!(plan.columns[1].role, Role::Score);
}

#[test]
fn years_numbers_of_people_and_rankings_are_no_scores() {
    let years = column("In which year did you start?", &[("2018", 9), ("2019", 4), ("2020", 3)]);
    assert_eq!(read(&years, &[]).0.columns[1].role, Role::Other);
    let people = column("How many people use it?", &[("0", 9), ("1", 4), ("2", 3), ("5", 2)]);
    assert_eq!(read(&people, &[]).0.columns[1].role, Role::Other);
    let ranks = column("Please rank the films from 1 to 6", &[("1", 9), ("6", 4), ("3", 3)]);
    assert_eq!(read(&ranks, &[]).0.columns[1].direction, Direction::LowGood);
}

#[test]
fn effort_agreed_to_is_effort_with_high_good() {
    let file = column(
        "The company made it easy for me to handle my issue",
        &[
            ("Strongly disagree", 1),
            ("Disagree", 2),
            ("Somewhat disagree", 3),
            ("Neutral", 4),
            ("Somewhat agree", 5),
            ("Agree", 6),
            ("Strongly agree", 7),
        ],
    );
    let (plan, imported) = read(&file, &[]);
    let asked = &plan.columns[1];
    assert_eq!((asked.kind, asked.scale), (Some(Kind::Ces), Some(Scale::new(1, 7))));
    assert_eq!(asked.direction, Direction::HighGood);
    assert!((metric(&plan, &imported, 1).share.unwrap() - 100.0 * 18.0 / 28.0).abs() < 1e-9);
}

#[test]
fn day_and_month_are_told_apart_on_the_whole_column() {
    let file = "Date,nps\n03/04/2024,9\n03/04/2024,8\n03/24/2024,7\n";
    let (_, imported) = read(file.as_bytes(), &[]);
    assert_eq!(imported.tally.labels(survey::Dimension::Period), ["2024-03"]);
    let unknown = look(b"Date,nps\n03/04/2024,9\n05/04/2024,8\n");
    assert!(says(&unknown.warnings, "nothing tells day from month"));
}

#[test]
fn saying_a_column_that_is_not_there_is_explained() {
    let mut plan = look(b"id,nps\n1,9\n").plan;
    let said: survey::ColumnOverride = "7=nps".parse().unwrap();
    assert_eq!(
        said.apply(&mut plan).unwrap_err().to_string(),
        "There is no column 7; the columns are counted from 0 and the last one is 1"
    );
}

#[test]
fn dates_and_shares_of_another_scale_are_no_answers() {
    let file = column(
        "How likely are you to recommend us? (0-10)",
        &[("9", 10), ("8/10", 3), ("4/5", 2), ("01-May", 2), ("5/12", 1)],
    );
    let (plan, imported) = read(&file, &[]);
    let nps = metric(&plan, &imported, 1);
    assert_eq!((nps.n, nps.off_scale), (13, 5));
    assert_eq!(imported.rejects.total, 5);
}

#[test]
fn the_name_of_a_metric_says_nothing_of_its_good_end() {
    let answers = [("1", 4), ("2", 5), ("4", 3), ("7", 8)];
    for heading in ["Customer Effort Score", "CES", "Customer_Effort_Score", "CustomerEffortScore"]
    {
        let seen = look(&column(heading, &answers));
        let asked = &seen.plan.columns[1];
        assert_eq!(
            (asked.kind, asked.direction),
            (Some(Kind::Ces), Direction::HighGood),
            "{heading}"
        );
        assert!(asked.confidence <= 0.5, "{heading}");
        let asked = ColumnWarning::EffortOrEase(Scale::new(1, 7));
        assert_eq!(of_columns(&seen.warnings), [(1, asked)], "{heading}");
    }
    let asked = look(&column("How much effort did you have to make?", &answers));
    assert_eq!(asked.plan.columns[1].direction, Direction::LowGood);
    assert!(asked.plan.columns[1].confidence > 0.5);
    assert_eq!(asked.warnings, []);
}

#[test]
fn how_a_survey_was_sent_is_no_channel_of_the_journey() {
    let qualtrics = "ResponseId,StartDate,DistributionChannel,Q1\nR_1,2024-01-02,email,9\n";
    let other = "id,Distribution Channel,How likely to recommend us\n1,anonymous,9\n2,preview,8\n";
    for (file, column) in [(qualtrics, 2), (other, 1)] {
        assert_eq!(look(file.as_bytes()).plan.columns[column].role, Role::Other, "{file}");
    }
}

#[test]
fn a_net_promoter_score_is_not_taken_from_another_scale() {
    let file = column("How was it?", &[("1", 4), ("4", 8), ("5", 9)]);
    let before = look(&file).plan;
    for (said, expected) in [
        ("1=nps:1-5", "Column 1 cannot be an NPS from 1 to 5"),
        ("1=nps:0-100", "Column 1 cannot be an NPS from 0 to 100"),
        ("1=binary", "Column 1 cannot be yes or no from 1 to 5"),
        ("9=persona", "There is no column 9"),
    ] {
        let mut plan = before.clone();
        let said: survey::ColumnOverride = said.parse().unwrap();
        let error = said.apply(&mut plan).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
        assert_eq!(plan, before, "the plan stays as it was");
    }
    let (plan, imported) = read(&file, &["1=binary:4-5"]);
    assert_eq!(metric(&plan, &imported, 1).n, 17);
    let (_, imported) = read(&file, &["1=nps:1-10"]);
    assert!(says(&imported.warnings, "no NPS scale"));
    let (_, imported) = read(&file, &["1=nps"]);
    assert_eq!(imported.warnings, []);
}

#[test]
fn what_was_decided_is_taken_over_for_the_next_wave() {
    let spring = column("Would you recommend us?", &[("Absolutely", 8), ("9", 4), ("3", 8)]);
    let (plan, _) = read(&spring, &["1=score:0-10,Absolutely=10", "0=persona"]);
    let profile = plan.profile();
    assert!(profile.columns.iter().all(|column| column.samples.is_empty()), "no answer is saved");
    // Autumn has another question in front.
    let autumn = "id,How was it? (1-5),Would you recommend us?\nr1,5,Absolutely\nr2,4,0\n";
    let mut plan = look(autumn.as_bytes()).plan;
    let adopted = plan.adopt(&profile);
    assert_eq!((adopted.matched, adopted.missing), (2, vec![]));
    assert_eq!(adopted.new, ["How was it? (1-5)"]);
    let imported = crate::common::count(autumn.as_bytes(), &plan);
    let nps = metric(&plan, &imported, 2);
    assert_eq!((nps.n, nps.value), (2, Some(0.0)));
    assert_eq!(plan.columns[0].role, Role::Persona);
}

#[test]
fn outcomes_in_words_are_yes_and_no() {
    let (plan, imported) = read(&column("converted", &[("yes", 40), ("no", 10)]), &[]);
    let (kind, scale) = (plan.columns[1].kind, plan.columns[1].scale);
    assert_eq!((kind, scale), (Some(Kind::Binary), Some(Scale::new(0, 1))));
    assert_eq!(metric(&plan, &imported, 1).value, Some(80.0));
    let (plan, _) = read(&column("has a dog", &[("yes", 40), ("no", 10)]), &[]);
    assert_eq!(plan.columns[1].role, Role::Other, "that is no outcome");
    let (plan, _) = read(&column("converted", &[("yes", 40), ("perhaps", 10)]), &[]);
    assert_eq!(plan.columns[1].role, Role::Other, "that is no yes or no");
}

#[test]
fn customers_of_a_table_are_counted() {
    let (plan, imported) = read(b"stage,customers\nSaw,200\nPaid,80\n", &[]);
    assert_eq!((plan.columns[0].role, plan.columns[1].kind), (Role::Stage, Some(Kind::Count)));
    let counted = imported.tally.rows.iter().filter_map(|row| row.counts.amount.as_ref());
    assert_eq!(counted.map(|amount| amount.sum.value()).sum::<f64>(), 280.0);
}
