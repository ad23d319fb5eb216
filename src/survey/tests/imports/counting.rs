//! Counting: filters, waves, people who answered twice, weights, and many threads.

use crate::common::{count, look, metric, read};
use std::fmt::Write as _;

use proptest::prelude::*;
use survey::import::{self, Granularity, Keep};
use survey::{Bytes, Dimension, Filter, Role, Tally};

const WAVES: &str = "Date,customer id,nps,persona\n\
    2024-01-05,a,10,New\n2024-01-06,b,0,New\n2024-02-07,a,2,Old\n2024-03-01,c,9,Old\n2024-01-01,b,8,Old\n";

#[test]
fn the_first_or_latest_answer_of_a_person_counts() {
    let mut plan = look(WAVES.as_bytes()).plan;
    assert_eq!(plan.columns[1].role, Role::Id);
    for (keep, answers, duplicate) in [
        (Keep::All, vec![0, 2, 8, 9, 10], 0),
        (Keep::First, vec![8, 9, 10], 2),
        (Keep::Latest, vec![0, 2, 9], 2),
    ] {
        plan.options.keep = keep;
        let imported = count(WAVES.as_bytes(), &plan);
        assert_eq!(imported.counts.duplicate, duplicate);
        let counts = imported.tally.select("nps", &Filter::default());
        assert_eq!(counts.answers.keys().copied().collect::<Vec<_>>(), answers, "{keep:?}");
    }
}

#[test]
fn an_answer_without_a_date_counts_only_where_there_is_no_other() {
    let file = "Date,Time,customer id,nps\n,10:00,a,0\n2024-01-05,13:00,a,10\n2024-01-05,9.30 am,a,5\n\
        ,11:00,b,7\n2024-01-06,12:00,c,1\n2024-01-07,12:00,d,2\n";
    let mut plan = look(file.as_bytes()).plan;
    assert_eq!(plan.columns[1].role, Role::Time);
    for (keep, expected) in [(Keep::First, [1, 2, 5, 7]), (Keep::Latest, [1, 2, 7, 10])] {
        plan.options.keep = keep;
        let counts = count(file.as_bytes(), &plan).tally.select("nps", &Filter::default());
        assert_eq!(counts.answers.keys().copied().collect::<Vec<_>>(), expected, "{keep:?}");
    }
}

#[test]
fn people_without_an_identifier_are_not_one_person() {
    let mut file = "customer id,nps\na,9\nb,8\na,7\n".to_owned();
    for nobody in ["NA", "N/A", "-", "n.a.", "-99"] {
        for score in [3, 4] {
            writeln!(file, "{nobody},{score}").unwrap();
        }
    }
    let mut plan = look(file.as_bytes()).plan;
    plan.options.unique_by = vec![0];
    plan.options.keep = Keep::Latest;
    let counts = count(file.as_bytes(), &plan).counts;
    assert_eq!((counts.used, counts.duplicate), (12, 1));
}

#[test]
fn a_refund_of_99_is_an_amount() {
    let file = "id,basket amount\n1,100\n2,-99\n3,-999.00\n4,n/a\n5,$ -99\n";
    let (_, imported) = read(file.as_bytes(), &["1=amount"]);
    let counts = imported.tally.select("basket amount", &Filter::default());
    let amount = counts.amount.unwrap();
    assert_eq!((amount.count, amount.negative, amount.min), (4, 3, -999.0));
    assert_eq!(counts.not_applicable, 1);
}

#[test]
fn several_columns_may_tell_a_person() {
    let mut plan = look(WAVES.as_bytes()).plan;
    plan.options.keep = Keep::Latest;
    plan.options.unique_by = vec![1, 3];
    assert_eq!(count(WAVES.as_bytes(), &plan).counts.duplicate, 0);
}

#[test]
fn filters_choose_by_label_period_and_wave() {
    let mut plan = look(WAVES.as_bytes()).plan;
    plan.options.wave = Some("spring".to_owned());
    let tally = count(WAVES.as_bytes(), &plan).tally;
    let n = |filter: &Filter| tally.select("nps", filter).n();
    assert_eq!(n(&Filter::default()), 5);
    assert_eq!(n(&Filter::default().with(Dimension::Persona, ["New"])), 2);
    let from_february = Filter { from: Some("2024-02".into()), ..Filter::default() };
    assert_eq!(n(&from_february), 2);
    let other_wave = Filter { waves: Some(["autumn".to_owned()].into()), ..Filter::default() };
    assert_eq!(n(&other_wave), 0);
    assert_eq!(tally.labels(Dimension::Period), ["2024-01", "2024-02", "2024-03"]);
    plan.options.period = Granularity::Day;
    let by_day = count(WAVES.as_bytes(), &plan).tally;
    assert_eq!(by_day.labels(Dimension::Period).len(), 5);
}

#[test]
fn weights_are_summed_and_rows_without_one_are_listed() {
    let file = "id,nps,weight\n1,10,2.5\n2,0,0.5\n3,9,\n";
    let (plan, imported) = read(file.as_bytes(), &[]);
    let nps = metric(&plan, &imported, 1);
    assert_eq!(nps.n, 2);
    assert!((nps.value.unwrap() - 100.0 * 2.0 / 3.0).abs() < 1e-9);
    assert_eq!(imported.rejects.listed[0].reason, "The row has no weight.");
}

#[test]
fn answers_of_weight_zero_have_no_score_of_their_own() {
    let file = "id,stage,nps,weight\n1,A,10,0\n2,A,0,0\n3,B,9,1\n4,B,9,0\n";
    let (plan, imported) = read(file.as_bytes(), &[]);
    assert_eq!(plan.columns[3].role, Role::Weight);
    let question = imported.tally.question("nps").unwrap();
    let groups = imported.tally.select_by("nps", &Filter::default(), Dimension::Stage);
    let of = |stage: &str| {
        let counts = &groups[&Some(stage.to_owned())];
        survey::evaluate(question, counts, survey::Options::hiding_nothing())
    };
    assert_eq!((of("A").n, of("A").value, of("A").effective_n), (2, None, 0.0));
    assert_eq!((of("B").n, of("B").value, of("B").effective_n), (2, Some(100.0), 1.0));
}

#[test]
fn answers_without_weights_weigh_one_beside_weighted_ones() {
    let (plan, mut weighted) = read(b"id,nps,weight\n1,10,0.5\n2,10,0.5\n", &[]);
    let (_, plain) = read(b"id,nps\n1,0\n", &["1=nps"]);
    weighted.tally.merge(&plain.tally);
    let nps = metric(&plan, &weighted, 1);
    assert_eq!((nps.n, nps.value), (3, Some(0.0)));
}

#[test]
fn a_row_of_spaces_is_empty() {
    let (_, imported) = read(b"id,nps\n1,10\n  , \n2,9\n", &[]);
    assert_eq!((imported.counts.empty, imported.counts.rows), (1, 2));
}

#[test]
fn a_long_file_gives_the_same_tally_every_time() {
    let mut file = "id,nps,segment,weight,comment\n".to_owned();
    for id in 0_u32..110_000 {
        let score = match id % 3 {
            0 => format!("odd {}", id % 171),
            _ => (id % 11).to_string(),
        };
        let weight = f64::from(id % 97) * 0.013 + 0.1;
        let comment = "fine and well, thank you very much for asking".replace(',', "");
        writeln!(file, "r{id},{score},Segment {},{weight},{comment}", id % 11_000).unwrap();
    }
    assert!(file.len() > 8 * 1024 * 1024, "too short for threads");
    let (plan, imported) = read(file.as_bytes(), &["1=nps", "2=segment", "3=weight"]);
    assert_eq!(imported.labels["segment"], 10_001);
    for _ in 0..2 {
        assert!(count(file.as_bytes(), &plan).tally == imported.tally);
    }
}

#[test]
fn an_empty_label_is_no_label() {
    let file = "id,nps,stage\n1,9,Buy\n2,8,\n3,7,NA\n";
    let (_, imported) = read(file.as_bytes(), &[]);
    let groups = imported.tally.select_by("nps", &Filter::default(), Dimension::Stage);
    assert_eq!(groups[&None].n(), 2);
    assert_eq!(groups[&Some("Buy".to_owned())].n(), 1);
}

#[test]
fn weak_guesses_keep_nothing_apart_until_a_person_says_so() {
    let file = "id,country,region,nps\n1,Spain,North,9\n2,France,North,8\n3,Spain,South,3\n";
    let mut plan = look(file.as_bytes()).plan;
    assert_eq!(plan.columns[1].role, Role::Segment);
    assert!(count(file.as_bytes(), &plan).tally.labels(Dimension::Segment).is_empty());
    let said: survey::ColumnOverride = "2=segment".parse().unwrap();
    said.apply(&mut plan).unwrap();
    let tally = count(file.as_bytes(), &plan).tally;
    assert_eq!(tally.labels(Dimension::Segment), ["North", "South"]);
}

#[test]
fn a_column_may_be_chosen_to_keep_answers_apart() {
    let file = "session,nps\nOpening,9\nClosing,3\nOpening,10\n";
    let mut plan = look(file.as_bytes()).plan;
    plan.keep_apart_by(0);
    let imported = count(file.as_bytes(), &plan);
    let groups = imported.tally.select_by("nps", &Filter::default(), Dimension::Segment);
    assert_eq!(groups[&Some("Opening".to_owned())].n(), 2);
}

/// A file of some megabytes with comments over several lines; `stray` puts a lone quote into an
/// unquoted cell, which misleads whoever cuts by counting quotes.
fn long_file(stray: bool) -> Vec<u8> {
    let mut file = b"id,Date,stage,persona,nps,csat satisfied,comment\n".to_vec();
    for id in 0_u32..90_000 {
        let (stage, persona) = (["Find", "Buy", "Use"][id as usize % 3], id % 4);
        let comment = match id {
            40_000 if stray => "5\" screen".to_owned(),
            _ if id % 7 == 0 => {
                format!("\"long, {}\nand \"\"more\"\" {}\n\n\"", "words ".repeat(40), id)
            }
            _ => "fine and well, thank you very much for asking".replace(',', ""),
        };
        let line = format!(
            "r{id},2024-{:02}-{:02},{stage},Persona {persona},{},{},{comment}\n",
            1 + id % 12,
            1 + id % 28,
            id % 11,
            1 + id % 5,
        );
        file.extend_from_slice(line.as_bytes());
    }
    file
}

#[test]
fn many_threads_count_what_one_counts() {
    for stray in [false, true] {
        let file = long_file(stray);
        assert!(file.len() > 8 * 1024 * 1024, "too short for threads");
        let plan = look(&file).plan;
        let imported = count(&file, &plan);
        assert_eq!(imported.counts.rows, 90_000);
        assert_eq!(imported.counts.malformed, 0);
        let header = file.iter().position(|byte| *byte == b'\n').unwrap() + 1;
        // Cut into two short files behind a line that every parser ends a record with.
        let marker = b"\nr45000,";
        let middle = file.windows(marker.len()).position(|window| window == marker).unwrap() + 1;
        let mut tally = Tally::default();
        for half in [&file[header..middle], &file[middle..]] {
            let mut part = file[..header].to_vec();
            part.extend_from_slice(half);
            assert!(part.len() < 8 * 1024 * 1024);
            tally.merge(&count(&part, &plan).tally);
        }
        assert_eq!(tally, imported.tally, "stray: {stray}");
    }
}

#[test]
fn the_latest_answer_is_found_across_blocks() {
    let file = long_file(false);
    let mut plan = look(&file).plan;
    plan.options.keep = Keep::Latest;
    // People are told apart by the date alone, so that the place in the file decides.
    plan.options.unique_by = vec![1];
    let imported = count(&file, &plan);
    let latest: std::collections::BTreeMap<(u32, u32), u32> =
        (0..90_000).map(|id| ((id % 12, id % 28), id)).collect();
    let mut expected = std::collections::BTreeMap::new();
    for id in latest.values() {
        *expected.entry((id % 11) as i32).or_insert(0_u64) += 1;
    }
    assert_eq!(imported.counts.used, latest.len() as u64);
    assert_eq!(imported.tally.select("nps", &Filter::default()).answers, expected);
}

#[test]
fn rejected_rows_are_numbered_across_blocks() {
    let mut file = long_file(false);
    file.extend_from_slice(b"r90000,2024-01-01,Buy,Persona 1,11,5,x\n");
    let plan = look(&file).plan;
    let imported = count(&file, &plan);
    assert_eq!(imported.rejects.total, 1);
    assert_eq!(imported.rejects.listed[0].row, 90_002);
}

proptest! {
    #[test]
    fn no_bytes_make_the_importer_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        try_import(&bytes);
    }

    #[test]
    fn no_table_makes_the_importer_panic(text in "([a-z0-9\"=;,|\t\r\n(/:.éß★-]{0,12}[,;\t\n\"]){0,40}") {
        try_import(text.as_bytes());
        try_import(format!("Respondent ID,Q,,\n,Response,,\n{text}").as_bytes());
        let utf_16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        try_import(&[&[0xFF, 0xFE][..], &utf_16].concat());
    }
}

fn try_import(bytes: &[u8]) {
    let source = Bytes::from(bytes);
    if let Ok(preview) = import::preview(&source, 1 << 16) {
        for keep in [Keep::All, Keep::Latest] {
            let mut plan = preview.plan.clone();
            plan.options.keep = keep;
            let imported = import::run(&source, &plan, &|_| true).unwrap();
            for question in &imported.tally.questions {
                let counts = imported.tally.select(&question.name, &Filter::default());
                let metric = survey::evaluate(question, &counts, survey::Options::default());
                assert!(metric.value.is_none_or(f64::is_finite));
            }
        }
    }
}
