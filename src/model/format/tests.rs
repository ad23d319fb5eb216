//! Sound files give the same bytes again; hostile ones give a sentence and whatever is sound.

use std::collections::BTreeMap;

use super::*;
use crate::testing::{ANNA, BEN, CHURN, MAP, SURVEY, card, everything, first_format, stage};
use crate::{CardId, Map};

/// The same project after key figures were added to what a file may hold.
const GOLDEN_KPIS: &str = include_str!("../fixtures/format-1-key-figures.ron");
const GOLDEN: &str = include_str!("../fixtures/format-1.ron");

fn text() -> String {
    write(&everything()).unwrap()
}

fn only_map(opened: &Opened) -> &Map {
    opened.project.maps.get(&MAP).unwrap()
}

/// Opens a file with one thing replaced in it.
fn with(from: &str, to: &str) -> Opened {
    let text = text();
    assert!(text.contains(from), "{from} is in the file");
    let opened = read(text.replacen(from, to, 1).as_bytes()).unwrap();
    assert_eq!(opened.project.check(), [], "what was opened is sound");
    opened
}

/// Line and column of a text in a file.
fn place_of(text: &str, part: &str) -> (usize, usize) {
    let before = &text[..text.find(part).unwrap()];
    (before.lines().count(), before.lines().last().unwrap().chars().count() + 1)
}

#[test]
fn the_first_format_opens_for_ever_and_gives_the_same_bytes() {
    let opened = read(GOLDEN.as_bytes()).unwrap();
    assert_eq!((opened.damage.as_slice(), opened.notes.as_slice()), (&[][..], &[][..]));
    assert_eq!((opened.format, opened.app.as_str(), opened.read_only), (1, "0.1.0", false));
    assert_eq!(opened.project, first_format());
    assert_eq!(write::write_as(&opened.project, "0.1.0").unwrap(), GOLDEN);
}

#[test]
fn files_with_key_figures_open_for_ever_and_give_the_same_bytes() {
    let opened = read(GOLDEN_KPIS.as_bytes()).unwrap();
    assert_eq!((opened.damage.as_slice(), opened.notes.as_slice()), (&[][..], &[][..]));
    assert_eq!(opened.project, everything());
    assert_eq!(write::write_as(&opened.project, "0.1.0").unwrap(), GOLDEN_KPIS);
}

#[test]
fn numbers_of_key_figures_that_are_none_are_left_out_and_said() {
    let opened = with("\"lost\": 4.0", "\"lost\": NaN");
    let noted = &opened.project.kpis.get(&CHURN).unwrap().readings;
    let left: Vec<usize> = noted.values().map(BTreeMap::len).collect();
    assert_eq!(left, [2, 1]);
    assert!(opened.damage[0].what.contains("“Churn”"), "{:?}", opened.damage);
    assert_eq!(with("hide_below: 7", "hide_below: 1").project.hide_below.0, 5);
}

#[test]
fn days_of_key_figures_keep_as_many_numbers_as_they_may_have() {
    let crowd: Vec<String> = (0..1_200).map(|at| format!("\"n{at:04}\": 1.0")).collect();
    let opened = with("\"lost\": 4.0", &format!("\"lost\": 4.0, {}", crowd.join(", ")));
    let most = |opened: &Opened| {
        let readings = &opened.project.kpis.get(&CHURN).unwrap().readings;
        readings.values().map(BTreeMap::len).max()
    };
    assert_eq!(most(&opened), Some(crate::Kpi::MAX_NUMBERS));
    assert!(opened.damage[0].what.contains("more than 1000 numbers"), "{:?}", opened.damage);
    let long = with("\"lost\": 4.0", &format!("\"lost\": 4.0, \"{}\": 1.0", "n".repeat(2_000)));
    assert_eq!(most(&long), Some(2));
    assert!(long.damage[0].what.contains("is too long"), "{:?}", long.damage);
}

#[test]
fn a_saved_file_is_a_field_a_line_with_a_row_of_answers_on_one_line() {
    let text = text();
    assert!(text.starts_with("Throughline(\n  format: 1,\n  min_reader: 1,\n  app: \""), "{text}");
    assert!(text.ends_with(")\n"));
    let card = text.lines().position(|line| line.contains("Compare prices")).unwrap();
    let lines: Vec<&str> = text.lines().skip(card - 1).take(3).map(str::trim).collect();
    assert!(lines[0].starts_with("place: (persona: Some(\""), "{lines:?}");
    assert_eq!(lines[1..], ["text: \"Compare prices\",", "kind: Touchpoint,"]);
    let rows = text.lines().filter(|line| line.trim().starts_with("(question: \"How")).count();
    assert_eq!(rows, crate::testing::tally().rows.len());
}

#[test]
fn a_renamed_card_changes_one_line() {
    let mut project = everything();
    let map = project.maps.get_mut(&MAP).unwrap();
    map.cards.get_mut(&card(1)).unwrap().text = "Ask a colleague".to_owned();
    let (before, after) = (text(), write(&project).unwrap());
    let changed = before.lines().zip(after.lines()).filter(|(a, b)| a != b).count();
    assert_eq!((changed, before.lines().count()), (1, after.lines().count()));
}

#[test]
fn byte_order_mark_and_windows_line_ends_are_no_damage() {
    let text = text();
    let marked = format!("\u{feff}{text}");
    assert_eq!(read(marked.as_bytes()), read(text.as_bytes()));
    let windows = read(text.replace('\n', "\r\n").as_bytes()).unwrap();
    assert_eq!((windows.project, windows.damage), (everything(), vec![]));
}

#[test]
fn what_is_no_text_is_named_for_what_it_is() {
    let utf16: Vec<u8> = text().encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(&utf16), Err(FormatError::Utf16));
    assert_eq!(read(&[0; 4096]), Err(FormatError::OnlyZeros));
    assert_eq!(read(b""), Err(FormatError::Empty));
    assert_eq!(read(b"\xef\xbb\xbfab\nc\xff"), Err(FormatError::NotUtf8 { line: 2, column: 2 }));
    assert_eq!(read(b"\nPK"), Err(FormatError::NotAProject { line: 2, column: 1 }));
    assert_eq!(read(b"Journey(format: 1)"), Err(FormatError::NotAProject { line: 1, column: 1 }));
}

#[test]
fn a_card_of_a_wrong_type_is_reported_at_its_place_and_the_rest_opens() {
    let opened = with("kind: Pain", "kind: 7");
    let [damage] = opened.damage.as_slice() else { panic!("{:?}", opened.damage) };
    let line = text().lines().position(|line| line.contains("kind: Pain,")).unwrap() + 1;
    assert_eq!(damage.line, line, "{damage:?}");
    assert!(damage.what.starts_with("A card cannot be read: "), "{}", damage.what);
    assert!(damage.text.contains("Two prices"), "the text is kept: {}", damage.text);
    assert_eq!(only_map(&opened).cards.size(), 5);
}

#[test]
fn garbage_and_conflict_marks_cost_only_the_card_they_stand_in() {
    let conflict = "<<<<<<< mine\nkind: Pain,\n=======\nkind: Thought,\n>>>>>>> theirs\n";
    let opened = with("kind: Pain,", conflict);
    assert_eq!(opened.damage.len(), 1, "{:?}", opened.damage);
    assert_eq!(only_map(&opened).cards.size(), 5);
}

#[test]
fn a_missing_quotation_mark_leaves_the_other_cards_alone() {
    let opened = with("text: \"Ask a friend\"", "text: \"Ask a friend");
    assert!(only_map(&opened).cards.size() >= 4, "{:?}", opened.damage);
    let (line, _) = place_of(&text(), "text: \"Ask a friend");
    assert!(opened.damage.iter().any(|damage| damage.line.abs_diff(line) <= 1), "{opened:?}");
}

#[test]
fn a_broken_reference_leaves_the_card_out_and_keeps_its_text() {
    let (gone, lost) = (stage(1).to_string(), stage(77).to_string());
    let text = text();
    let at = text.find("text: \"Check out\"").unwrap();
    let before = text[..at].rfind(&gone).unwrap();
    let broken = format!("{}{lost}{}", &text[..before], &text[before + gone.len()..]);
    let opened = read(broken.as_bytes()).unwrap();
    let [damage] = opened.damage.as_slice() else { panic!("{:?}", opened.damage) };
    assert_eq!(
        damage.what,
        "The card “Check out” on the map “Mobile provider” stands in a stage that does not exist. \
         It was left out."
    );
    assert!(damage.text.contains("Check out"));
    assert_eq!((damage.line, damage.column), place_of(&text, &format!("\"{}\": (", card(2))));
    assert!(!only_map(&opened).cards.contains_key(&card(2)));
    assert_eq!(only_map(&opened).cards.size(), 5);
}

#[test]
fn a_lost_persona_takes_along_what_cannot_stand_without_it_and_says_so() {
    let text = text();
    let start = text.find(&format!("\"{BEN}\": (\n        name")).unwrap();
    let end = start + text[start..].find("),\n").unwrap() + 3;
    let opened = read(format!("{}{}", &text[..start], &text[end..]).as_bytes()).unwrap();
    assert_eq!(opened.damage.len(), 2, "a card and a point: {:?}", opened.damage);
    assert_eq!(opened.project.personas.keys().collect::<Vec<_>>(), [&ANNA]);
    assert_eq!(opened.project.check(), []);
}

#[test]
fn the_second_of_two_equal_identifiers_is_reported_and_not_the_last_one_kept() {
    let (first, second) = (format!("\"{}\": (", card(1)), format!("\"{}\": (", card(2)));
    let opened = with(&second, &first);
    let [damage] = opened.damage.as_slice() else { panic!("{:?}", opened.damage) };
    assert!(damage.what.contains("the first was kept"), "{damage:?}");
    assert!(damage.text.contains("Check out"));
    let kept = only_map(&opened).cards.get(&card(1)).unwrap();
    assert_eq!(kept.text, "Ask a friend");
}

#[test]
fn numbers_out_of_range_are_left_out_and_reported() {
    let opened = with("emotion: Some(-15)", "emotion: Some(99)");
    assert_eq!(only_map(&opened).cards.get(&card(0)).unwrap().emotion, None);
    assert!(opened.damage[0].what.contains("99 tenths"), "{:?}", opened.damage);
    let opened = with("width_px: Some(300)", "width_px: Some(60000)");
    assert_eq!(only_map(&opened).stages.get(&stage(1)).unwrap().width_px, None);
    let opened = with("emotion: Some(-15)", "emotion: Some(1e999)");
    assert_eq!(opened.damage.len(), 2, "the card, and the label that stood for it");
    let huge = u64::MAX.to_string();
    let opened = with("10: 6", &format!("10: {huge}"));
    assert!(opened.project.surveys.is_empty(), "a sum would overflow");
    assert!(opened.damage.iter().any(|damage| damage.what.contains("a count is too great")));
    assert!(opened.damage.iter().any(|damage| damage.text.contains(&huge)));
}

#[test]
fn a_damaged_row_of_answers_costs_that_row_alone() {
    let opened = with("10: 6", "ten: 6");
    assert_eq!(opened.damage.len(), 1, "{:?}", opened.damage);
    let survey = opened.project.surveys.get(&SURVEY).unwrap();
    assert_eq!(survey.tally.rows.len(), crate::testing::tally().rows.len() - 1);
}

#[test]
fn a_damaged_question_costs_its_own_answers_alone() {
    let text = with_second_question();
    let opened = read(text.replacen("kind: Csat", "kind: Odd", 1).as_bytes()).unwrap();
    let survey = opened.project.surveys.get(&SURVEY).unwrap();
    assert_eq!(survey.tally.question("How satisfied?"), None);
    assert_eq!(survey.tally.rows, crate::testing::tally().rows);
    assert_eq!(opened.damage.len(), 2, "{:?}", opened.damage);
    assert!(opened.damage[1].what.contains("“How satisfied?”"), "{:?}", opened.damage);
    assert!(opened.damage[1].text.contains("5: 7"), "its answers are not lost");
}

/// The file with one more question and an answer to it.
fn with_second_question() -> String {
    use ::survey::tally::{Direction, Kind, Question, Scale};
    let mut project = everything();
    let tally = project.surveys.get_mut(&SURVEY).unwrap().tally.make_mut();
    let name = "How satisfied?";
    tally.questions.push(Question::new(name, Kind::Csat, Scale::new(1, 5), Direction::HighGood));
    let mut row = tally.rows[0].clone();
    row.question = name.to_owned();
    row.counts.answers = [(5, 7)].into();
    tally.rows.push(row);
    write(&project).unwrap()
}

#[test]
fn a_field_of_a_survey_that_stands_twice_is_reported() {
    let twice = "questions: [],\n            questions: [";
    let opened = with("questions: [", twice);
    assert!(opened.damage.iter().any(|damage| damage.what.contains("stands twice")));
    assert!(opened.damage.iter().any(|damage| damage.text.contains("How likely?")));
}

#[test]
fn hundreds_of_thousands_of_unknown_fields_are_read_at_once_and_told_in_few_words() {
    let fields = |count: usize| {
        let names: Vec<String> = (0..count).map(|number| format!("f{number}: 0")).collect();
        names.join(",")
    };
    let file = format!("Throughline(format: 1, project: ({}))", fields(200_000));
    let opened = read(file.as_bytes()).unwrap();
    assert!(opened.notes.len() < 30, "{}", opened.notes.len());
    let file = format!("Throughline(format: 1, project: ({}))", fields(MAX_ITEMS + 1));
    assert!(matches!(read(file.as_bytes()), Err(FormatError::TooMany { .. })));
}

#[test]
fn a_label_too_long_for_any_cell_takes_its_survey_out() {
    let opened = with("\"Gone\"", &format!("\"{}\"", "x".repeat(crate::MAX_TEXT_BYTES + 1)));
    assert!(opened.project.surveys.is_empty());
    assert!(opened.damage.iter().any(|damage| damage.what.contains("a label is too long")));
}

#[test]
fn a_newer_format_opens_with_a_notice_unless_it_says_that_it_cannot() {
    let text = text();
    let newer = text.replacen("format: 1", "format: 3", 1).replacen(
        "      text: \"Ask a friend\"",
        "      mood_music: [1, (2)],\n      text: \"Ask a friend\"",
        1,
    );
    let opened =
        read(newer.replace("          text: \"Ask", "          mood: 1, text: \"Ask").as_bytes());
    let opened = opened.unwrap();
    assert!(opened.read_only && opened.format == 3, "{:?}", opened.notes);
    assert_eq!(opened.project, everything());
    assert!(opened.notes[0].contains("newer version"), "{:?}", opened.notes);
    assert!(opened.notes[1].contains("“mood"), "{:?}", opened.notes);
    let too_new = text.replacen("format: 1", "format: 3", 1).replacen("reader: 1", "reader: 2", 1);
    let error = read(too_new.as_bytes()).unwrap_err();
    assert!(matches!(error, FormatError::TooNew { format: 3, .. }), "{error}");
}

#[test]
fn what_a_newer_version_left_in_ext_is_saved_again() {
    let opened = with("ext: {", "ext: {\"later\": \"(a: [1])\", ");
    let saved = write(&opened.project).unwrap();
    assert!(saved.contains("\"later\": \"(a: [1])\""));
}

#[test]
fn a_file_cannot_change_how_it_is_read() {
    let text = text();
    let enable = "#![enable(implicit_some, unwrap_newtypes, explicit_struct_names)]\n";
    let opened = read(format!("{enable}{text}").as_bytes()).unwrap();
    assert_eq!((opened.project, opened.damage), (everything(), vec![]));
    // Were the rule in force, a bare number would do.
    let bare = text.replacen("emotion: Some(-15)", "emotion: -15", 1);
    let opened = read(format!("{enable}{bare}").as_bytes()).unwrap();
    assert!(opened.damage.iter().any(|damage| damage.what.starts_with("A card cannot be read")));
    let inner = with("kind: Pain,", "kind: #![enable(implicit_some)] Pain,");
    assert_eq!(inner.damage.len(), 1);
    let value = format!("\"{}\": (", card(1));
    let hidden = with(&value, &format!("\"{}\": /* */ #![enable(implicit_some)] (", card(1)));
    assert!(hidden.damage[0].what.contains("cannot change how it is read"), "{hidden:?}");
}

#[test]
fn a_file_cut_off_anywhere_gives_its_beginning_or_a_sentence() {
    let text = text();
    let mut most_cards = 0;
    for length in (0..text.len()).step_by(97).filter(|at| text.is_char_boundary(*at)) {
        match read(&text.as_bytes()[..length]) {
            Ok(opened) => {
                assert!(!opened.damage.is_empty(), "cut at {length} unnoticed");
                assert!(opened.damage.iter().all(|damage| damage.line > 0 && damage.column > 0));
                assert_eq!(opened.project.check(), []);
                let cards = opened.project.maps.get(&MAP).map_or(0, |map| map.cards.size());
                assert!(cards >= most_cards, "more text gives more cards");
                most_cards = cards;
            }
            Err(error) => assert!(length < 80, "{length}: {error}"),
        }
    }
    assert_eq!(most_cards, 6);
}

#[test]
fn every_byte_flipped_gives_a_sound_project_or_a_sentence() {
    let text = text();
    for at in (0..text.len()).step_by(13) {
        for byte in [b'(', b')', b'"', b',', b'9', 0, 0xff, b'#', b'\''] {
            let mut bytes = text.clone().into_bytes();
            bytes[at] = byte;
            if let Ok(opened) = read(&bytes) {
                assert_eq!(opened.project.check(), [], "byte {at} is {byte}");
            }
        }
    }
}

#[test]
fn deep_nesting_is_an_error_and_no_crash() {
    for bracket in ["(", "[", "{", "Some("] {
        let deep = bracket.repeat(200_000);
        let file = format!("Throughline(format: 1, project: (brief: {deep}");
        assert!(read(file.as_bytes()).is_ok_and(|opened| !opened.damage.is_empty()));
        let closed = format!(
            "Throughline(format: 1, project: (name: {}))",
            "(".repeat(500) + &")".repeat(500)
        );
        let opened = read(closed.as_bytes()).unwrap();
        assert_eq!((opened.damage.len(), opened.damage[0].line), (1, 1));
    }
    let comments = format!("Throughline({}", "/*".repeat(100_000));
    assert!(read(comments.as_bytes()).is_err());
}

#[test]
fn too_many_objects_are_refused_before_they_fill_the_memory() {
    let file =
        format!("Throughline(format: 1, project: (personas: {{{}}}))", "0,".repeat(MAX_ITEMS + 1));
    assert!(matches!(read(file.as_bytes()), Err(FormatError::TooMany { line: 1, .. })));
    let file = format!("Throughline(format: 1, project: (personas: {{{}}}))", "0,".repeat(20_000));
    let opened = read(file.as_bytes()).unwrap();
    assert_eq!(opened.damage.len(), MAX_DAMAGE + 1);
    assert!(opened.damage[MAX_DAMAGE].what.starts_with("10000 more"), "{:?}", opened.damage.last());
}

#[test]
fn many_maps_with_broken_cards_and_labels_are_repaired_without_going_round_in_squares() {
    let mut maps = String::new();
    let mut surveys = String::new();
    for number in 0..3_000_u128 {
        let (id, lost) = (CardId::from_number(number), stage(number));
        let card = format!("(place: (lane: \"{id}\", stage: \"{lost}\", order: \"V\"))");
        let map = format!("\"{id}\": (name: \"\", order: \"V\", cards: {{\"{id}\": {card}}}),");
        maps.push_str(&map);
        let links = format!("(stages: {{\"a\": \"{lost}\"}}, personas: {{\"b\": \"{id}\"}})");
        let tally = "(questions: [], rows: [])";
        let rest = format!("tally: {tally}, links: {links}");
        let date = "2026-01-01T00:00:00Z";
        let survey = format!("\"{id}\": (name: \"\", imported: \"{date}\", {rest}),");
        surveys.push_str(&survey);
    }
    let file =
        format!("Throughline(format: 1, project: (maps: {{{maps}}}, surveys: {{{surveys}}}))");
    let opened = read(file.as_bytes()).unwrap();
    assert_eq!(opened.damage.len(), 9_000, "a card and two labels each");
    assert_eq!((opened.project.maps.size(), opened.project.surveys.size()), (3_000, 3_000));
    assert_eq!(opened.project.check(), []);
}

#[test]
fn a_wrong_header_says_where() {
    let error = read(b"Throughline(\n  format: \"one\",\n)").unwrap_err();
    assert!(matches!(error, FormatError::Header { line: 2, column: 11, .. }), "{error:?}");
    let error = read(b"Throughline(project: ())").unwrap_err();
    assert!(matches!(error, FormatError::Header { .. }), "{error:?}");
}

#[test]
fn comments_and_text_after_the_end_are_not_passed_over_in_silence() {
    let opened = with("kind: Pain,", "kind: Pain, // really");
    assert_eq!((opened.damage.len(), opened.notes.len()), (0, 1));
    let text = text();
    let opened = read(format!("{text}and more").as_bytes()).unwrap();
    assert_eq!(opened.damage[0].text, "and more");
    let _kept: CardId = card(0);
}

#[test]
fn ten_thousand_cards_survive_the_way_to_the_file_and_back() {
    let mut project = everything();
    let map = project.maps.get_mut(&MAP).unwrap();
    let template = map.cards.get(&card(2)).unwrap().clone();
    for (number, order) in crate::Order::spread(None, None, 10_000).into_iter().enumerate() {
        let mut copy = template.clone();
        copy.place.order = order;
        copy.text = format!("Card {number} \u{1F600} {}", "x".repeat(number % 80));
        map.cards.insert_mut(card(1_000 + number as u128), copy);
    }
    let text = write(&project).unwrap();
    assert_eq!(read(text.as_bytes()).unwrap().project, project);
}

#[test]
fn amounts_of_any_usual_size_are_saved_and_opened() {
    let mut amount = ::survey::amount::AmountSum::default();
    for value in [0.0, 0.01, 39.9, 1_250.0, 2.5e9, -18.0] {
        amount.add(value);
    }
    let mut project = everything();
    let tally = project.surveys.get_mut(&SURVEY).unwrap().tally.make_mut();
    let row = tally.rows.first_mut().unwrap();
    (row.counts.answers, row.counts.amount) = (BTreeMap::new(), Some(amount));
    let question = tally.questions.first_mut().unwrap();
    question.kind = ::survey::Kind::Amount;
    tally.rows.truncate(1);
    assert_eq!(project.check(), []);
    assert_eq!(read(write(&project).unwrap().as_bytes()).unwrap().project, project);
}

#[test]
fn rows_of_answers_in_any_order_are_read_and_too_great_ones_are_no_crash() {
    let text = text();
    let rows: Vec<&str> =
        text.lines().filter(|line| line.trim().starts_with("(question: \"How")).collect();
    let (first, second) = (rows[0], rows[1]);
    let swapped =
        text.replacen(first, "\u{1}", 1).replacen(second, first, 1).replacen('\u{1}', second, 1);
    assert_ne!(swapped, text);
    assert_eq!(read(swapped.as_bytes()).unwrap().project, read(text.as_bytes()).unwrap().project);

    let count = first.find("answers: {").map(|at| at + "answers: {".len()).unwrap();
    let end = count + first[count..].find('}').unwrap();
    let great = format!("{}0: {}{}", &first[..count], u64::MAX / 2 + 1, &first[end..]);
    let crowded = text.replacen(first, &format!("{great}\n{great}"), 1);
    let opened = read(crowded.as_bytes()).unwrap();
    assert!(!opened.damage.is_empty(), "so many answers nobody can give");
    assert_eq!(opened.project.check(), []);
}
