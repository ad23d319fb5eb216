//! Lines that are no answers, and answers that look like such lines.

use crate::common::{metric, read};
use crate::slices::Slices;
use survey::Bytes;

/// So many rows below a header, each as its number tells.
fn table(header: &str, rows: usize, row: impl Fn(usize) -> String) -> String {
    (0..rows).fold(format!("{header}\n"), |file, number| file + &row(number) + "\n")
}

const BLOCK: &str = "Promoters,,12,,\nPassives,,8,,\nDetractors,,10,,\nNPS,,7,,\n";

#[test]
fn results_under_a_table_without_identifiers_are_left_out() {
    let answers = table("City,Shop,nps,Why?,More", 30, |row| format!("Ulm,A,{},x,y", row % 11));
    for (end, left_out) in [
        (BLOCK.to_owned(), 4),
        (format!(",,,,\n{BLOCK},,,,\nSource: us,,,,\n"), 4),
        // What follows is an answer, so everything before is one.
        (format!("{BLOCK}Ulm,A,3,,\n"), 0),
        // On the scale, each of these may be somebody's answer.
        ("Total,,3,,\n".to_owned(), 0),
        ("Total,,3,,\nTotal,,4,,\n".to_owned(), 0),
    ] {
        let (_, imported) = read((answers.clone() + &end).as_bytes(), &[]);
        // What lies beyond the scale is no answer anyway.
        let beyond = u64::from(left_out == 0 && end.contains("12"));
        assert_eq!(imported.counts.summary, left_out + beyond, "{end}");
    }
}

#[test]
fn people_of_groups_that_are_called_like_results_are_counted() {
    for (header, words) in [
        ("NPS category,How likely are you to recommend us?,Comment,Follow-up", "Promoter Passive"),
        ("Opt-in,How likely are you to recommend us?,Comment,Follow-up", "y n"),
        ("Survey,Score,Comment,Customer tier", "NPS CSAT"),
        ("Station,Rating,Comment,Visit", "Shell Total"),
        ("Employee,Rating,Comment,Channel", "Anna Max"),
    ] {
        let words: Vec<&str> = words.split(' ').collect();
        let file = table(header, 60, |row| format!("{},{},,", words[row % 2], row % 5 + 1));
        let (plan, imported) = read(file.as_bytes(), &[]);
        assert_eq!((imported.counts.used, imported.counts.summary), (60, 0), "{header}");
        assert_eq!(metric(&plan, &imported, 1).n, 60, "{header}");
    }
    let named = "Respondent,NPS,Comment,City\nAnna,10,good,Ulm\nTom,3,,\nMedia,7,,\nMax,9,,\n";
    let (_, imported) = read(named.as_bytes(), &[]);
    assert_eq!((imported.counts.used, imported.counts.summary), (4, 0));
    let coded = "Respondent,NPS,Comment,City\nR1,10,good,Ulm\nR2,3,,\nR3,7,,\nMedia,7,,\n";
    let (_, imported) = read(coded.as_bytes(), &[]);
    assert_eq!((imported.counts.used, imported.counts.summary), (3, 1));
}

#[test]
fn results_are_the_same_read_alone_and_by_several() {
    let answers = table("City,Shop,nps,Why?,More", 30, |row| format!("Ulm,A,{},x,y", row % 11));
    for end in [BLOCK.to_owned(), format!("{BLOCK}Ulm,A,3,,\n"), format!("{BLOCK}{BLOCK}")] {
        let file = answers.clone() + &end;
        let (plan, alone) = read(file.as_bytes(), &[]);
        for slice_bytes in [20, 100, 400] {
            let slices = Slices::new(Bytes::from(file.as_bytes()), slice_bytes);
            let several = survey::import::run(&slices, &plan, &|_| true).unwrap();
            assert_eq!((several.counts, &several.tally), (alone.counts, &alone.tally), "{end}");
        }
        let mut all = Vec::new();
        let source = Bytes::from(file.as_bytes());
        survey::import::write_rejects(&source, &plan, None, &mut all, &|_| true).unwrap();
        let lines = String::from_utf8(all).unwrap().lines().count();
        assert_eq!(lines as u64, alone.rejects.total + 1, "{end}");
    }
}

#[test]
fn choices_over_several_columns_do_not_repeat_the_header() {
    let choices = ["Very satisfied", "Satisfied", "Neutral", "Dissatisfied", "Very dissatisfied"];
    let row = |row: usize| {
        let cell = |choice: usize| if row % 5 == choice { choices[choice] } else { "" };
        (0..5).map(cell).collect::<Vec<_>>().join(",")
    };
    let file = table(&choices.join(","), 40, row);
    let (_, imported) = read(file.as_bytes(), &[]);
    assert_eq!((imported.counts.used, imported.counts.note), (40, 0));
    let header = "id,nps,Why?";
    let twice =
        table(header, 20, |row| if row == 9 { header.to_owned() } else { format!("r{row},9,x") });
    let (_, imported) = read(twice.as_bytes(), &[]);
    assert_eq!((imported.counts.used, imported.counts.note), (19, 1));
    let said: Vec<String> = imported.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(said, ["1 line that is a note or the header once more was left out."]);
}

#[test]
fn labels_and_identifiers_are_no_notes() {
    let file = table("Level,nps,Why?", 30, |row| match row {
        20 => "Confidential,,".to_owned(),
        row => format!("Open,{},x", row % 11),
    });
    let (_, imported) = read(file.as_bytes(), &[]);
    assert_eq!((imported.counts.rows, imported.counts.note), (30, 0));
    let short = "Response ID,Date,NPS\nR1,2026-01-01,9\nR2,2026-01-02,10\nAcme customer team,,\n";
    let (_, imported) = read(short.as_bytes(), &[]);
    assert_eq!((imported.counts.rows, imported.counts.note), (2, 1));
    let named = table("Respondent ID,nps,Why?", 30, |row| match row {
        20 => "Store number x east,,".to_owned(),
        row => format!("Store number {row} east,{},x", row % 11),
    });
    let (_, imported) = read(named.as_bytes(), &[]);
    assert_eq!((imported.counts.rows, imported.counts.note), (30, 0));
}
