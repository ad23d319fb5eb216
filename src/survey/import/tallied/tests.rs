use super::schema::Field;
use crate::columns::Role;
use crate::columns::tool::Tool;
use crate::filter::Filter;
use crate::import::{self, ColumnOverride, Granularity, Imported, Keep, Plan, Preview};
use crate::metric::{Metric, Options, evaluate};
use crate::read::source::Bytes;
use crate::tally::{Counts, Dimension, Tally};
use crate::warning::{CountWarning, FileWarning};

/// Rows of a table, and the tally that PostgreSQL made of them with the statement for this plan.
const ROWS: &[u8] = include_bytes!("fixtures/answers.csv");
const TALLY: &[u8] = include_bytes!("fixtures/tally.csv");

/// What was said of the columns of [`ROWS`] when the statement was made.
const SAID: [&str; 9] = [
    "0=id",
    "1=stage",
    "2=persona",
    "3=date",
    "4=completion",
    "5=weight",
    "6=nps:0-10,Absolutely=10",
    "7=csat:1-5,6=na",
    "8=amount",
];

fn look(file: &[u8]) -> Preview {
    import::preview(&Bytes::from(file), 1 << 20).unwrap()
}

fn run(file: &[u8], plan: &Plan) -> Imported {
    import::run(&Bytes::from(file), plan, &|_| true).unwrap()
}

fn say(plan: &mut Plan, said: &[&str]) {
    for text in said {
        text.parse::<ColumnOverride>().unwrap().apply(plan).unwrap();
    }
}

fn counts(tally: &Tally, question: &str) -> Counts {
    tally.select(question, &Filter::default())
}

fn metric(tally: &Tally, question: &str) -> Metric {
    let own = tally.question(question).unwrap();
    evaluate(own, &counts(tally, question), Options::hiding_nothing())
}

/// A tally file of records that name only what they say.
fn file(records: &[&[(Field, &str)]]) -> Vec<u8> {
    let mut lines = vec![Field::ALL.iter().map(|field| field.name()).collect::<Vec<_>>().join(",")];
    for said in records {
        let cell =
            |field: &Field| said.iter().find(|(own, _)| own == field).map_or("", |own| own.1);
        lines.push(Field::ALL.iter().map(cell).collect::<Vec<_>>().join(","));
    }
    lines.join("\n").into_bytes()
}

const NPS: &[(Field, &str)] = &[
    (Field::Record, "column"),
    (Field::Place, "0"),
    (Field::Role, "score"),
    (Field::Kind, "nps"),
    (Field::Name, "nps"),
    (Field::Wording, "How likely are you to recommend us?"),
    (Field::ScaleLow, "0"),
    (Field::ScaleHigh, "10"),
    (Field::Direction, "high_good"),
    (Field::TopBox, "2"),
];

fn answer<'a>(text: &'a str, n: &'a str) -> Vec<(Field, &'a str)> {
    vec![
        (Field::Record, "answers"),
        (Field::Place, "0"),
        (Field::Complete, "1"),
        (Field::Answer, text),
        (Field::N, n),
    ]
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

#[test]
fn a_tally_gives_the_figures_of_its_rows() {
    let mut plan = look(ROWS).plan;
    say(&mut plan, &SAID);
    plan.options.keep = Keep::Latest;
    let rows = run(ROWS, &plan);
    let preview = look(TALLY);
    assert_eq!(preview.plan.tool, Tool::ThroughlineTally);
    let tally = run(TALLY, &preview.plan);

    assert_eq!(tally.counts, rows.counts);
    assert_eq!(tally.rejects.total, rows.rejects.total);
    assert_eq!(tally.tally.questions, rows.tally.questions);
    assert_eq!(tally.tally.rows.len(), rows.tally.rows.len());
    for (own, expected) in tally.tally.rows.iter().zip(&rows.tally.rows) {
        assert_eq!(
            (&own.question, &own.labels, own.complete),
            (&expected.question, &expected.labels, expected.complete)
        );
        assert_eq!(own.counts.answers, expected.counts.answers);
        assert_eq!(own.counts.off_scale, expected.counts.off_scale);
        let (a, b) = (&own.counts, &expected.counts);
        assert_eq!((a.blank, a.not_applicable), (b.blank, b.not_applicable));
        for (value, weights) in &expected.counts.weights {
            assert!(near(own.counts.weights[value].sum, weights.sum));
            assert!(near(own.counts.weights[value].sum_of_squares, weights.sum_of_squares));
        }
        assert_eq!(own.counts.weights.len(), expected.counts.weights.len());
        let sketch = |counts: &Counts| counts.amount.as_ref().map(|amount| amount.sketch.clone());
        assert_eq!(sketch(&own.counts), sketch(&expected.counts));
    }
    for question in ["nps", "score", "basket"] {
        let (own, expected) = (metric(&tally.tally, question), metric(&rows.tally, question));
        assert!(expected.n > 100, "{question}");
        assert_eq!((own.n, own.median), (expected.n, expected.median), "{question}");
        assert!(near(own.value.unwrap(), expected.value.unwrap()), "{question}");
        let ((a, b), (c, d)) = (own.interval95.unwrap(), expected.interval95.unwrap());
        assert!(near(a, c) && near(b, d), "{question}");
    }
}

#[test]
fn the_plan_of_a_tally_lists_its_questions_and_dimensions() {
    let preview = look(TALLY);
    let named: Vec<(&str, Role)> =
        preview.plan.columns.iter().map(|column| (column.name.as_str(), column.role)).collect();
    assert_eq!(
        named,
        [
            ("stage", Role::Stage),
            ("persona", Role::Persona),
            ("answered", Role::Date),
            ("weight", Role::Weight),
            ("nps", Role::Score),
            ("score", Role::Score),
            ("basket", Role::Amount),
        ]
    );
    let nps = &preview.plan.columns[4];
    assert_eq!(nps.labels.get("absolutely"), Some(&10));
    assert!(!nps.samples.is_empty(), "people see some answers");
    assert!(preview.rows.iter().any(|row| row[4].contains(" \u{D7} ")), "{:?}", preview.rows[0]);
    assert!(preview.warnings.is_empty(), "{:?}", preview.warnings);
}

#[test]
fn a_label_can_be_confirmed_after_the_tally_was_made() {
    let (nine, text) = (answer("9", "5"), answer("Absolutely", "7"));
    let file = file(&[NPS, &nine, &text]);
    let mut plan = look(&file).plan;
    let before = run(&file, &plan);
    assert_eq!(counts(&before.tally, "nps").off_scale["Absolutely"], 7);
    assert_eq!(before.rejects.total, 7, "as many as there are rows");
    say(&mut plan, &["0=score:0-10,Absolutely=10"]);
    let after = counts(&run(&file, &plan).tally, "nps");
    assert_eq!(after.answers, [(9, 5), (10, 7)].into());
    assert_eq!(after.off_scale_total(), 0);
}

#[test]
fn a_dimension_can_be_left_out_and_days_become_months() {
    let mut preview = look(TALLY);
    let all = run(TALLY, &preview.plan);
    assert!(all.tally.labels(Dimension::Persona).len() > 1);
    say(&mut preview.plan, &["1=other"]);
    preview.plan.options.period = Granularity::None;
    let fewer = run(TALLY, &preview.plan);
    assert!(fewer.tally.labels(Dimension::Persona).is_empty());
    assert!(fewer.tally.labels(Dimension::Period).is_empty());
    let (a, b) = (metric(&all.tally, "nps"), metric(&fewer.tally, "nps"));
    assert_eq!(a.n, b.n);
    assert!(near(a.value.unwrap(), b.value.unwrap()));

    let date: &[(Field, &str)] = &[
        (Field::Record, "column"),
        (Field::Place, "1"),
        (Field::Role, "date"),
        (Field::Kind, "day"),
    ];
    let mut first = answer("9", "5");
    first.push((Field::Period, "2025-03-01"));
    let mut second = answer("9", "6");
    second.push((Field::Period, "5th Mar 2025"));
    let mut third = answer("9", "7");
    third.push((Field::Period, "soon"));
    let file = file(&[NPS, date, &first, &second, &third]);
    let mut plan = look(&file).plan;
    assert_eq!(plan.options.period, Granularity::Day);
    let days = run(&file, &plan).tally;
    assert_eq!(days.labels(Dimension::Period), ["2025-03-01", "2025-03-05"]);
    plan.options.period = Granularity::Month;
    let months = run(&file, &plan).tally;
    assert_eq!(months.labels(Dimension::Period), ["2025-03"]);
    assert_eq!(counts(&months, "nps").n(), 18);
}

#[test]
fn what_cannot_be_used_is_listed_with_its_row_and_its_reason() {
    let good = answer("9", "5");
    let mut no_count = answer("9", "many");
    no_count.push((Field::Stage, "Buy"));
    let mut foreign = answer("9", "5");
    foreign[1].1 = "7";
    let mut half = answer("9", "5");
    half[2].1 = "perhaps";
    let other = vec![(Field::Record, "totals"), (Field::Complete, "1"), (Field::N, "3")];
    let file = file(&[NPS, &good, &no_count, &foreign, &half, &other]);
    let imported = run(&file, &look(&file).plan);
    assert_eq!(counts(&imported.tally, "nps").answers, [(9, 5)].into());
    let listed: Vec<(u64, &str)> =
        imported.rejects.listed.iter().map(|reject| (reject.row, reject.reason.as_str())).collect();
    assert_eq!(
        listed,
        [
            (4, "It does not say how many rows it counts."),
            (5, "The tally does not describe its column."),
            (6, "It does not say whether its rows are complete."),
            (7, "The tally does not use this kind of record."),
        ]
    );
    assert_eq!(imported.counts.malformed, 4);
    assert!(imported.warnings.contains(&CountWarning::TallyRecords(4).into()));
    let mut all = Vec::new();
    let source = Bytes::from(&file[..]);
    import::write_rejects(&source, &look(&file).plan, None, &mut all, &|_| true).unwrap();
    assert_eq!(String::from_utf8(all).unwrap(), imported.rejects.to_csv());
}

#[test]
fn labels_that_a_database_keeps_apart_by_their_spelling_are_one_as_in_a_file() {
    let stage: &[(Field, &str)] = &[
        (Field::Record, "column"),
        (Field::Place, "1"),
        (Field::Role, "stage"),
        (Field::Name, "stage"),
        (Field::Wording, "stage"),
    ];
    let in_stage = |stage| {
        let mut answer = answer("9", "5");
        answer.push((Field::Stage, stage));
        answer
    };
    let answers = [in_stage("web shop"), in_stage("Web shop"), in_stage("WEB SHOP")];
    let [a, b, c] = &answers;
    let tally = file(&[NPS, stage, a, b, c]);
    let imported = run(&tally, &look(&tally).plan);
    let rows = "stage,nps\n".to_owned()
        + &["web shop,9\n", "Web shop,9\n", "WEB SHOP,9\n"].map(|row| row.repeat(5)).concat();
    let mut plan = look(rows.as_bytes()).plan;
    say(&mut plan, &["0=stage", "1=nps"]);
    let of_rows = run(rows.as_bytes(), &plan);
    assert_eq!(imported.tally.labels(Dimension::Stage), ["Web shop"]);
    assert_eq!(imported.tally.rows, of_rows.tally.rows);
    assert_eq!(imported.warnings, of_rows.warnings);
}

#[test]
fn counts_beyond_measure_and_amounts_that_contradict_each_other_are_refused() {
    let basket: &[(Field, &str)] = &[
        (Field::Record, "column"),
        (Field::Place, "0"),
        (Field::Role, "amount"),
        (Field::Kind, "amount"),
        (Field::Name, "basket"),
    ];
    let amounts =
        |bucket: &'static str, sum: &'static str, min: &'static str, max: &'static str| {
            vec![
                (Field::Record, "amounts"),
                (Field::Place, "0"),
                (Field::Complete, "1"),
                (Field::N, "2"),
                (Field::Bucket, bucket),
                (Field::AmountSum, sum),
                (Field::AmountSquares, "25"),
                (Field::AmountMin, min),
                (Field::AmountMax, max),
            ]
        };
    let good = amounts("65600", "7", "3.4", "3.6");
    let mut huge = answer("9", "99999999999999999999");
    huge[1].1 = "0";
    let bad = [
        amounts("65600", "7000", "3.4", "3.6"),
        amounts("65600", "7", "3.6", "3.4"),
        amounts("-65600", "7", "3.4", "3.6"),
        amounts("999999999", "7", "3.4", "3.6"),
        amounts("65600", "inf", "3.4", "3.6"),
        amounts("65600", "NaN", "3.4", "3.6"),
        huge,
    ];
    let mut records = vec![basket, &good];
    records.extend(bad.iter().map(Vec::as_slice));
    let file = file(&records);
    let imported = run(&file, &look(&file).plan);
    assert_eq!(imported.counts.malformed, 7);
    let basket = metric(&imported.tally, "basket");
    assert_eq!((basket.n, basket.mean), (2, Some(3.5)));
}

#[test]
fn columns_are_found_in_any_order_and_case() {
    let text = String::from_utf8(file(&[NPS, &answer("9", "5"), &answer("3", "5")])).unwrap();
    let turned: Vec<String> = text
        .lines()
        .enumerate()
        .map(|(row, line)| {
            let line: Vec<&str> = line.split(',').rev().collect();
            let line = line.join(";");
            if row == 0 { line.to_uppercase() } else { line }
        })
        .collect();
    let file = turned.join("\r\n").into_bytes();
    let preview = look(&file);
    assert_eq!(preview.plan.tool, Tool::ThroughlineTally);
    assert_eq!(counts(&run(&file, &preview.plan).tally, "nps").answers, [(3, 5), (9, 5)].into());
    assert_eq!(preview.clone().with_header_rows(2).plan, preview.plan, "it has one header row");
}

#[test]
fn a_tally_of_a_newer_version_or_without_definitions_is_not_guessed_at() {
    let text = String::from_utf8(file(&[NPS, &answer("9", "5")])).unwrap();
    let newer = text.replace("throughline_tally_v1", "throughline_tally_v2");
    let error = import::preview(&Bytes::from(newer.as_bytes()), 1000).unwrap_err().to_string();
    assert!(error.contains("newer Throughline"), "{error}");
    let bare = file(&[&answer("9", "5")]);
    let preview = look(&bare);
    assert!(preview.warnings.contains(&FileWarning::UndefinedTally.into()));
    assert!(run(&bare, &preview.plan).tally.questions.is_empty());
}

#[test]
fn people_are_not_recognised_in_a_tally_and_one_is_told_so() {
    let file = file(&[NPS, &answer("9", "5")]);
    let mut plan = look(&file).plan;
    plan.options.keep = Keep::First;
    let imported = run(&file, &plan);
    assert!(imported.warnings.contains(&CountWarning::NoPeople.into()));
}
