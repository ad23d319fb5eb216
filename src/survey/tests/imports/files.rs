//! Files as tools and spreadsheets write them: encodings, delimiters, header rows, damage.

use crate::common::{count, look, metric, read, roles, says};
use std::fmt::Write as _;

use survey::columns::tool::Tool;
use survey::read::ReadError;
use survey::read::encoding::Encoding;
use survey::read::sniff::Hints;
use survey::{Bytes, Direction, Kind, Role, Scale, import};

#[test]
fn qualtrics_with_three_header_rows() {
    let file = "StartDate,EndDate,Status,Finished,ResponseId,Q1_NPS,Q1_NPS_GROUP,Q2\r\n\
        Start Date,End Date,Response Type,Finished,Response ID,How likely are you to recommend us?,How likely - Group,\"Why, in\nyour words?\"\r\n\
        \"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"endDate\"\"}\",\"{\"\"ImportId\"\":\"\"status\"\"}\",\"{\"\"ImportId\"\":\"\"finished\"\"}\",\"{\"\"ImportId\"\":\"\"_recordId\"\"}\",\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID1_NPS_GROUP\"\"}\",\"{\"\"ImportId\"\":\"\"QID2_TEXT\"\"}\"\r\n\
        2025-11-04 08:31:29,2025-11-04 08:33:29,IP Address,True,R_1,10,3,\"good,\nvery\"\r\n\
        2025-11-05 08:31:29,2025-11-05 08:33:29,IP Address,False,R_2,3,1,\r\n\
        2025-12-05 08:31:29,2025-12-05 08:33:29,Survey Preview,True,R_3,0,1,\r\n";
    let (plan, imported) = read(file.as_bytes(), &[]);
    assert_eq!(plan.tool, Tool::Qualtrics);
    assert_eq!(plan.format.header_rows, 3);
    assert_eq!(
        roles(&plan),
        [
            Role::Date,
            Role::Date,
            Role::Preview,
            Role::Completion,
            Role::Id,
            Role::Score,
            Role::Derived,
            Role::Comment
        ]
    );
    assert_eq!(imported.counts.rows, 3);
    assert_eq!((imported.counts.preview, imported.counts.incomplete), (1, 1));
    let nps = metric(&plan, &imported, 5);
    assert_eq!((nps.kind, nps.n, nps.value), (Kind::Nps, 2, Some(0.0)));
    assert_eq!(imported.tally.labels(survey::Dimension::Period), ["2025-11"]);
}

#[test]
fn survey_monkey_with_two_header_rows() {
    let file = "Respondent ID,Collector ID,Start Date,End Date,Which rooms?,,How satisfied are you?,\n\
        ,,,,Kitchen,Bath,Response,Other (please specify)\n\
        1,9,2019-11-04 02:43:24,2019-11-04 02:47:33,Kitchen,,Very satisfied,\n\
        2,9,2019-11-05 02:43:24,2019-11-05 02:47:33,,Bath,Satisfied,\n\
        3,9,2019-11-06 02:43:24,2019-11-06 02:47:33,,Bath,Neither satisfied nor dissatisfied,so so\n\
        4,9,2019-11-06 02:43:24,2019-11-06 02:47:33,,,N/A,\n";
    let (plan, imported) = read(file.as_bytes(), &[]);
    assert_eq!(plan.tool, Tool::SurveyMonkey);
    assert_eq!(plan.columns[5].name, "Which rooms? — Bath");
    let satisfied = metric(&plan, &imported, 6);
    assert_eq!((satisfied.kind, satisfied.n), (Kind::Csat, 3));
    assert_eq!(satisfied.not_applicable, 1);
    assert!((satisfied.mean.unwrap() - 4.0).abs() < 1e-12);
}

#[test]
fn a_choice_spread_over_columns_is_one_question() {
    let file = "Respondent ID,Collector ID,How satisfied are you?,,,,,Which rooms?,,\n\
        ,,Very satisfied,Satisfied,Neither,Dissatisfied,Very dissatisfied,Kitchen,Bath,Hall\n\
        1,9,Very satisfied,,,,,Kitchen,,\n\
        2,9,,Satisfied,,,,,Bath,\n\
        3,9,,,Neither,,,,,Hall\n\
        4,9,,,,Dissatisfied,,Kitchen,,\n\
        5,9,,,,,Very dissatisfied,,Bath,\n\
        6,9,,,,,,,,Hall\n";
    let (plan, imported) = read(file.as_bytes(), &[]);
    assert_eq!(plan.columns[2].name, "How satisfied are you?");
    assert_eq!(plan.columns[2].scale, Some(Scale::new(1, 5)));
    let satisfied = metric(&plan, &imported, 2);
    assert_eq!((satisfied.n, satisfied.blank, satisfied.mean), (5, 1, Some(3.0)));
    assert_eq!(imported.tally.questions.len(), 1, "rooms are no scale");
}

#[test]
fn delimiters_encodings_and_marks_do_not_change_the_answers() {
    let table = "Date;Étape;Weiterempfehlung: Würden Sie uns empfehlen?\n\
        13.03.2024;Kauf;10\n14.03.2024;Nutzung;8\n15.03.2024;Kauf;3\n";
    let utf_16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(table.replace(';', "\t").encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let windows: Vec<u8> = table.chars().map(|c| c as u8).collect();
    let mac: Vec<u8> = table
        .chars()
        .map(|c| match c {
            'É' => 0x83,
            'ü' => 0x9F,
            other => other as u8,
        })
        .collect();
    let files: [(&str, Vec<u8>); 7] = [
        ("utf-8", table.into()),
        ("utf-8", format!("\u{feff}{table}").into()),
        ("utf-8", table.replace(';', ",").into()),
        ("utf-8", format!("sep=;\r\n{table}").into()),
        ("utf-16le", utf_16),
        ("windows-1252", windows),
        ("macintosh", mac),
    ];
    for (encoding, file) in files {
        let (plan, imported) = read(&file, &[]);
        assert_eq!(plan.format.encoding_name(), encoding);
        assert_eq!(plan.columns[1].name, "Étape", "{encoding}");
        assert_eq!(roles(&plan), [Role::Date, Role::Stage, Role::Score], "{encoding}");
        let nps = metric(&plan, &imported, 2);
        assert_eq!((nps.kind, nps.n, nps.value), (Kind::Nps, 3, Some(0.0)), "{encoding}");
        assert_eq!(imported.tally.labels(survey::Dimension::Stage), ["Kauf", "Nutzung"]);
    }
}

#[test]
fn a_bad_byte_in_a_comment_stops_no_number() {
    let mut file = b"id,nps,why\n".to_vec();
    for id in 0..50 {
        file.extend_from_slice(format!("{id},9,pr\u{e9}cis\n").as_bytes());
    }
    file.extend_from_slice(b"50,9,caf\xE9 \x90\x82\n");
    let (plan, imported) = read(&file, &[]);
    assert_eq!(plan.format.encoding_name(), "utf-8");
    assert_eq!(metric(&plan, &imported, 1).n, 51);
}

#[test]
fn tabs_without_quoting_keep_their_quotes() {
    let file = "id\tnps\twhy\n1\t9\t\"good\n2\t8\tsaid \"no\"\n3\t7\t\"\n4\t10\tfine\n";
    let (plan, imported) = read(file.as_bytes(), &[]);
    assert!(!plan.format.dialect().quoted);
    assert_eq!(imported.counts.rows, 4);
    assert_eq!(metric(&plan, &imported, 1).n, 4);
}

#[test]
fn lines_wrapped_in_quotes_are_unwrapped() {
    let file = "\"id,nps,\"\"why, oh\"\"\"\n\"1,9,\"\"a, b\"\"\"\n\"2,3,c\"\n";
    let (plan, imported) = read(file.as_bytes(), &[]);
    assert_eq!(plan.columns.len(), 3);
    let nps = metric(&plan, &imported, 1);
    assert_eq!((nps.n, nps.value), (2, Some(0.0)));
}

#[test]
fn a_line_of_means_at_the_bottom_is_no_answer() {
    let file = "Timestamp,,How satisfied are you? (1-5)\n9/18/2017 18:00:16,,4\n9/19/2017 2:30:55,,5\n,,4.5\n";
    let (plan, imported) = read(file.as_bytes(), &[]);
    assert_eq!((imported.counts.rows, imported.counts.summary), (2, 1));
    assert_eq!(metric(&plan, &imported, 2).n, 2);
    assert_eq!(imported.rejects.listed[0].row, 4);
    let file = "id,nps\n1,9\n2,10\nAverage,9.5\nTotal,19\n";
    let (_, imported) = read(file.as_bytes(), &[]);
    assert_eq!((imported.counts.rows, imported.counts.summary), (2, 2));
}

#[test]
fn a_last_row_that_was_cut_off_is_left_out() {
    let file = "id,nps,stage,why\n1,9,Buy,fine\n2,8,Use,well\n3,1";
    let (plan, imported) = read(file.as_bytes(), &[]);
    assert_eq!(imported.counts.malformed, 1);
    assert_eq!(metric(&plan, &imported, 1).n, 2);
    assert!(imported.rejects.listed[0].reason.contains("ends in the middle"));
}

#[test]
fn rows_whose_cells_moved_are_listed_and_not_counted() {
    let mut file = "id,nps,why\n".to_owned();
    for id in 1..=40 {
        writeln!(file, "{id},9,fine").unwrap();
    }
    file.push_str("41,9,well, very\n42,3\n");
    let (plan, imported) = read(file.as_bytes(), &[]);
    assert_eq!(metric(&plan, &imported, 1).n, 40);
    assert_eq!(imported.counts.malformed, 2);
    let rows: Vec<u64> = imported.rejects.listed.iter().map(|reject| reject.row).collect();
    assert_eq!(rows, [42, 43]);
}

#[test]
fn repeated_questions_stay_apart() {
    let file = "id,Recommend us? 0-10,Recommend us? 0-10\n1,10,0\n2,10,0\n";
    let (plan, imported) = read(file.as_bytes(), &[]);
    assert_eq!(plan.columns[2].name, "Recommend us? 0-10 (2)");
    assert_eq!(metric(&plan, &imported, 1).value, Some(100.0));
    assert_eq!(metric(&plan, &imported, 2).value, Some(-100.0));
}

#[test]
fn decimal_commas_are_read_where_they_are_used() {
    let file = "id;Umsatz;nps\n1;12,50;9\n2;7,25;8\n3;1.000,00;7\n";
    let (plan, imported) = read(file.as_bytes(), &[]);
    assert_eq!(plan.columns[1].role, Role::Amount);
    let amount = metric(&plan, &imported, 1);
    assert_eq!(amount.n, 3);
    assert!((amount.mean.unwrap() - 1019.75 / 3.0).abs() < 1e-9);
    let with_points = "id;Umsatz;nps\n1;12.50;9\n2;7.25;8\n";
    let (plan, imported) = read(with_points.as_bytes(), &[]);
    assert!((metric(&plan, &imported, 1).mean.unwrap() - 9.875).abs() < 1e-9);
}

#[test]
fn ranges_that_became_dates_are_pointed_out() {
    let file = "id,Employees,nps\n1,01-May,9\n2,Jun-25,8\n3,26-100,7\n";
    let preview = look(file.as_bytes());
    assert!(says(&preview.warnings, "turned into dates"));
}

#[test]
fn header_rows_can_be_chosen() {
    let file = "nps,stage\nscore,name\n9,Buy\n3,Use\n";
    let preview = look(file.as_bytes()).with_header_rows(2);
    assert_eq!(preview.plan.format.header_rows, 2);
    let imported = count(file.as_bytes(), &preview.plan);
    assert_eq!(imported.counts.rows, 2);
}

#[test]
fn lime_survey_without_a_date_of_submission_is_incomplete() {
    let file = "\u{feff}\"id\";\"submitdate\";\"lastpage\";\"startlanguage\";\"q1. How satisfied are you?\"\r\n\
        \"1\";\"2024-01-02 10:00:00\";\"3\";\"en\";\"5\"\r\n\"2\";\"\";\"1\";\"en\";\"1\"\r\n";
    let mut plan = look(file.as_bytes()).plan;
    assert_eq!(plan.tool, Tool::LimeSurvey);
    let all = count(file.as_bytes(), &plan);
    assert_eq!((all.counts.used, all.counts.incomplete), (2, 1));
    plan.options.complete_only = true;
    assert_eq!(count(file.as_bytes(), &plan).counts.used, 1);
}

#[test]
fn rejects_stand_in_the_row_that_a_spreadsheet_shows() {
    for end in ["\n", "\r\n"] {
        let file = "\nid,nps\n1,9\n\n\n2,\"a\nb\"\n3,8\n4,99x\n".replace('\n', end);
        let (_, imported) = read(file.as_bytes(), &["1=nps"]);
        let rows: Vec<u64> = imported.rejects.listed.iter().map(|reject| reject.row).collect();
        assert_eq!(rows, [6, 8], "{file:?}");
    }
}

#[test]
fn tools_are_known_by_their_columns() {
    for (header, tool) in [
        ("#,How likely?,Start Date (UTC),Submit Date (UTC),Network ID", Tool::Typeform),
        ("ID,Start time,Completion time,Email,Name,How was it?", Tool::MicrosoftForms),
        ("Timestamp,How was it?", Tool::GoogleForms),
        ("Time Started,Date Submitted,Status,How was it?", Tool::Alchemer),
        ("request_id,request_sent_at,response_received_at,star_rating", Tool::Medallia),
        ("external_id,question_1,positive_effectiveness", Tool::Touchpoints),
        ("Conversation ID,Conversation rating", Tool::Intercom),
    ] {
        let file = format!("{header}\n{}\n", vec!["x"; header.split(',').count()].join(","));
        assert_eq!(look(file.as_bytes()).plan.tool, tool, "{header}");
    }
}

#[test]
fn a_person_may_say_how_a_file_is_written() {
    let file = "id,R\u{e9}gion~nps\n1,a~9\n2,b~8\n";
    let latin: Vec<u8> = file.chars().map(|c| c as u8).collect();
    let hints =
        Hints { delimiter: Some(b'~'), encoding: Encoding::from_name("macintosh"), sheet: None };
    let plan = import::preview_as(&Bytes::from(latin.as_slice()), 4096, &hints).unwrap().plan;
    assert_eq!((plan.format.delimiter(), plan.columns.len()), (Some('~'), 2));
    assert_eq!(plan.format.encoding_name(), "macintosh");
    assert_eq!(metric(&plan, &count(&latin, &plan), 1).n, 2);
}

#[test]
fn what_is_no_table_is_named() {
    for (file, word) in [
        (&b"%PDF-1.7 ..."[..], "PDF"),
        (&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..], "old Excel"),
        (&b"PK\x03\x04 and then nothing"[..], "workbook"),
        (&b"  \r\n \t "[..], "empty"),
        (&b"<html><body><table><tr><td>nps</td></tr></table>"[..], "web page"),
        (&b"\xEF\xBB\xBF\r\n<!DOCTYPE html>"[..], "web page"),
        (&b"<?xml version=\"1.0\"?><Workbook>"[..], "XML"),
        (&b"[{\"nps\": 9}, {\"nps\": 8}]"[..], "JSON"),
        (&b"{\n  \"answers\": []}"[..], "JSON"),
    ] {
        let error = import::preview(&Bytes::from(file), 1000).unwrap_err();
        assert!(error.to_string().contains(word), "{error}");
    }
}

#[test]
fn an_import_can_be_cancelled() {
    let file = "id,nps\n1,9\n";
    let plan = look(file.as_bytes()).plan;
    let outcome = import::run(&Bytes::from(file.as_bytes()), &plan, &|_| false);
    assert!(matches!(outcome, Err(ReadError::Cancelled)));
}

#[test]
fn direction_and_scale_follow_the_heading() {
    let file = "id,\"How was it? (1 = very easy, 5 = very difficult)\"\n1,1\n2,2\n3,5\n";
    let (plan, _) = read(file.as_bytes(), &[]);
    let asked = &plan.columns[1];
    assert_eq!(asked.kind, Some(Kind::Ces));
    assert_eq!(asked.scale, Some(Scale::new(1, 5)));
    assert_eq!(asked.direction, Direction::LowGood);
}
