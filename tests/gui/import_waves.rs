//! The survey of next month: set up by the one before, counted as another wave.

use std::fs;
use std::path::PathBuf;

use egui::Key;
use egui::accesskit::{Role, Toggled};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use model::SurveyRecord;
use survey::filter::Filter;
use survey::tally::Kind;

use crate::harness::{CTRL_SHIFT, Desk, Window};

const HEADER: &str = "Response ID,Date,Stage,How likely are you to recommend us? (0-10),\
                      How satisfied were you? (1-5)";
const NPS: &str = "How likely are you to recommend us? (0-10)";

/// Twelve answers of May. The first six people answer with 9, the others with 3.
fn may() -> String {
    let row = |person: usize| {
        let score = if person < 6 { 9 } else { 3 };
        format!("R_{person:04},2026-05-{:02},First stage,{score},{}\n", person + 1, person % 5 + 1)
    };
    format!("{HEADER}\n{}", (0..12).map(row).collect::<String>())
}

/// Eight answers of June, all with 10; the first two people answered in May already.
fn june() -> String {
    let row = |number: usize| {
        let person = if number < 2 { number } else { number + 100 };
        format!("R_{person:04},2026-06-{:02},First stage,10,5\n", number + 1)
    };
    format!("{HEADER}\n{}", (0..8).map(row).collect::<String>())
}

fn begin(desk: &Desk, name: &str, content: &str) -> (Window, PathBuf) {
    let mut window = desk.open_with(&[]);
    let file = choose(&mut window, desk, name, content);
    (window, file)
}

/// Opens the import dialog for a file.
fn choose(window: &mut Window, desk: &Desk, name: &str, content: &str) -> PathBuf {
    let file = desk.write(name, content);
    window.menu("File", "Import survey…");
    window.answer_path(&file);
    assert!(window.asks("Import survey"));
    file
}

fn only(window: &Window) -> SurveyRecord {
    let project = window.project();
    assert_eq!(project.surveys.size(), 1);
    project.surveys.values().next().unwrap().clone()
}

/// How many answers to the first question a wave has.
fn answers(record: &SurveyRecord, wave: &str) -> u64 {
    let waves = Some([wave.to_owned()].into());
    record.tally.select(NPS, &Filter { waves, ..Filter::default() }).n()
}

#[test]
fn the_file_of_next_month_takes_one_key() {
    let desk = Desk::new();
    let (mut window, _) = begin(&desk, "May.csv", &may());
    window.choose("What “Column 5, How satisfied were you? (1-5)” measures: CSAT", "Rating");
    window.button("Import");

    let faster = june().replacen("(1-5)", "(1-5),Was it fast? (1-5)", 1).replace(",5\n", ",5,4\n");
    choose(&mut window, &desk, "June.csv", &faster);
    assert!(window.says("Set up as for “May.csv”: 5 columns taken over"));
    assert!(window.says("1 new question: “Was it fast? (1-5)”"));
    assert!(window.says("2 questions are the same, 1 new."));
    window.key(Key::Enter);
    assert!(!window.asks("Import survey"), "Import has the keyboard");
    let record = only(&window);
    assert_eq!((answers(&record, "2026-05"), answers(&record, "2026-06")), (12, 8));
    let kinds: Vec<_> = record.tally.questions.iter().map(|question| question.kind).collect();
    assert_eq!(kinds[..2], [Kind::Nps, Kind::Rating], "as it was decided in May");
    assert_eq!(kinds.len(), 3);
    assert_eq!(window.undo(), "Import survey");
    assert_eq!(only(&window).tally.select(NPS, &Filter::default()).n(), 12);
}

#[test]
fn guesses_can_be_had_fresh_instead_and_the_decisions_back() {
    let desk = Desk::new();
    let (mut window, _) = begin(&desk, "May.csv", &may());
    window.choose("What “Column 5, How satisfied were you? (1-5)” measures: CSAT", "Rating");
    window.button("Import");
    choose(&mut window, &desk, "June.csv", &june());
    let is_csat = "What “Column 5, How satisfied were you? (1-5)” measures: CSAT";
    assert!(!window.has(Role::ComboBox, is_csat));
    window.button("Use fresh guesses");
    assert!(window.has(Role::ComboBox, is_csat));
    window.button("Set up as for “May.csv”");
    assert!(!window.has(Role::ComboBox, is_csat));
}

const RECOGNISE: &str = "Recognise these people in the next wave";

fn is_ticked(window: &Window) -> bool {
    let node = window.harness.get_by_role_and_label(Role::CheckBox, RECOGNISE);
    node.accesskit_node().toggled() == Some(Toggled::True)
}

/// Imports May, whose people are to be recognised.
fn remembered_may(desk: &Desk) -> (Window, PathBuf) {
    let (mut window, file) = begin(desk, "May.csv", &may());
    window.click(Role::CheckBox, RECOGNISE);
    window.button("Import");
    (window, file)
}

/// Imports May, then June with this choice for people who answer again.
fn two_waves(desk: &Desk, choice: &str) -> Window {
    let (mut window, _) = remembered_may(desk);
    choose(&mut window, desk, "June.csv", &june());
    window.button("Answers");
    assert!(window.says("Of 12 people who answered before, 2 answer here again."));
    window.click(Role::RadioButton, choice);
    window
}

#[test]
fn of_people_who_answer_again_all_the_first_or_the_latest_answers_count() {
    for (choice, in_may, in_june, said) in [
        ("All their answers", 12, 8, "8 rows, 8 used."),
        ("The first ones", 12, 6, "2 duplicates are of people who answered an earlier wave."),
        ("The latest ones", 10, 8, "2 rows of the earlier waves will be taken out for them."),
    ] {
        let desk = Desk::new();
        let mut window = two_waves(&desk, choice);
        assert!(window.says(said), "{choice}");
        window.button("Import");
        let record = only(&window);
        let found = (answers(&record, "2026-05"), answers(&record, "2026-06"));
        assert_eq!(found, (in_may, in_june), "{choice}");
        let file = fs::read_to_string(desk.path("map.ron")).unwrap();
        assert!(!file.contains("R_0"), "no response id is in the project");
    }
}

#[test]
fn when_the_file_before_is_gone_the_first_answers_or_all_can_count() {
    let desk = Desk::new();
    let (mut window, may) = remembered_may(&desk);
    fs::remove_file(may).unwrap();
    choose(&mut window, &desk, "June.csv", &june());
    window.button("Answers");
    window.click(Role::RadioButton, "The latest ones");
    assert!(window.says("May.csv, which was imported as “2026-05”, is not in"));
    window.button("Import");
    assert!(window.asks("Import survey"), "nothing is imported so");
    window.button("Let their first answers count");
    window.button("Import");
    let record = only(&window);
    assert_eq!((answers(&record, "2026-05"), answers(&record, "2026-06")), (12, 6));
}

#[test]
fn a_file_before_that_was_changed_is_not_counted_as_if_it_were_the_same() {
    let desk = Desk::new();
    let (mut window, _) = remembered_may(&desk);
    desk.write("May.csv", may().replace("R_0003", "R_9999"));
    choose(&mut window, &desk, "June.csv", &june());
    window.button("Answers");
    window.click(Role::RadioButton, "The latest ones");
    assert!(window.says("May.csv is not the file any more that was imported as “2026-05”"));
}

/// How many surveys this computer remembers the people of.
fn remembered(desk: &Desk) -> usize {
    fs::read_dir(desk.folders().survey_people()).map_or(0, Iterator::count)
}

#[test]
fn nobody_is_remembered_unless_that_is_wanted() {
    let desk = Desk::new();
    let (mut window, _) = begin(&desk, "May.csv", &may());
    assert!(!is_ticked(&window));
    window.button("Import");
    assert_eq!(remembered(&desk), 0);
    choose(&mut window, &desk, "June.csv", &june());
    assert!(!is_ticked(&window), "all answers count, which needs nobody");
    window.button("Answers");
    window.click(Role::RadioButton, "The first ones");
    assert!(window.says("This computer does not know who answered"));
    assert!(is_ticked(&window), "the first answers across waves need it");
    window.click(Role::CheckBox, RECOGNISE);
    assert!(!is_ticked(&window), "but it is for the person to say");
    window.button("Import");
    assert_eq!(answers(&only(&window), "2026-06"), 8, "so all of them count");
    assert_eq!(remembered(&desk), 0);
}

#[test]
fn who_answered_is_forgotten_when_that_is_said() {
    let desk = Desk::new();
    let (mut window, _) = remembered_may(&desk);
    assert_eq!(remembered(&desk), 1);
    choose(&mut window, &desk, "June.csv", &june());
    assert!(is_ticked(&window), "as for the file before");
    window.click(Role::CheckBox, RECOGNISE);
    assert!(window.says("What this computer knows of those who answered before is forgotten."));
    window.button("Import");
    assert_eq!(remembered(&desk), 0);
}

#[test]
fn a_wave_that_tells_nobody_apart_does_not_forget_who_answered_before() {
    let desk = Desk::new();
    let (mut window, _) = remembered_may(&desk);
    let anonymous: String =
        june().lines().filter_map(|line| Some(line.split_once(',')?.1.to_owned() + "\n")).collect();
    choose(&mut window, &desk, "June.csv", &anonymous);
    window.fill("Earlier answers", "Spring");
    window.button("Import");
    assert_eq!(answers(&only(&window), "Spring"), 12);
    assert_eq!(remembered(&desk), 1);
    choose(&mut window, &desk, "July.csv", &june().replace("2026-06", "2026-07"));
    window.button("Answers");
    window.click(Role::RadioButton, "The first ones");
    assert!(window.says("does not know who answered “2026-06”"), "of “Spring” it does");
    window.key(Key::Escape);
    window.undo();
    choose(&mut window, &desk, "July.csv", &june().replace("2026-06", "2026-07"));
    window.button("Answers");
    assert!(window.says("Of 12 people who answered before, 2 answer here again."));
}

#[test]
fn a_survey_that_the_file_cannot_belong_to_any_more_is_not_replaced() {
    let desk = Desk::new();
    let (mut window, _) = begin(&desk, "May.csv", &may());
    window.button("Import");
    let other = june().replacen("(1-5)", "(1-5),Was it fast? (1-5)", 1).replace(",5\n", ",5,4\n");
    choose(&mut window, &desk, "June.csv", &other);
    window.choose("Import as: A new wave of “May”", "In place of “May”");
    for column in [
        "Column 4, How likely are you to recommend us? (0-10)",
        "Column 5, How satisfied were you? (1-5)",
    ] {
        window.choose(&format!("What “{column}” is: Score"), "Channel");
    }
    window.button("Import");
    assert_eq!(window.project().surveys.size(), 2, "it has no question in common with May");
    let project = window.project();
    let may = project.surveys.values().find(|record| record.file == "May.csv").unwrap();
    assert_eq!(answers_to(may, NPS), Some(12), "and takes nobody's place");
}

#[test]
fn what_is_remembered_of_an_import_that_was_undone_is_not_believed() {
    let desk = Desk::new();
    let mut window = two_waves(&desk, "The first ones");
    window.button("Import");
    window.undo();
    choose(&mut window, &desk, "July.csv", &june().replace("2026-06", "2026-07"));
    window.button("Answers");
    assert!(window.says("Of 12 people who answered before, 2 answer here again."), "May only");
}

fn wave_name(window: &Window) -> String {
    window.field("This wave").accesskit_node().value().unwrap_or_default()
}

#[test]
fn a_wave_is_named_and_one_of_the_same_name_is_replaced() {
    let desk = Desk::new();
    let (mut window, _) = begin(&desk, "May.csv", &may());
    window.button("Import");
    choose(&mut window, &desk, "June.csv", &june());
    window.fill("Earlier answers", "Spring");
    window.fill("This wave", "");
    assert!(window.says("A wave needs a name."));
    window.fill("This wave", "Spring");
    assert!(window.says("The two waves need different names."));
    window.key(Key::Escape);
    assert!(!window.says("need different names."), "Esc takes back what was typed last");
    assert_eq!(wave_name(&window), "2026-06");
    window.fill("This wave", "Summer");
    window.key(Key::Tab);
    window.fill("This wave", "Autumn");
    window.key(Key::Escape);
    assert_eq!(wave_name(&window), "Summer");
    window.button("Import");
    let record = only(&window);
    assert_eq!((answers(&record, "Spring"), answers(&record, "Summer")), (12, 8));

    // Two more answers came in: the same wave once more.
    let more = june() + "R_0200,2026-06-20,First stage,1,1\nR_0201,2026-06-21,First stage,1,1\n";
    choose(&mut window, &desk, "June.csv", &more);
    window.fill("This wave", "Summer");
    assert!(window.says("The answers of the wave “Summer” are replaced."));
    window.button("Import");
    let record = only(&window);
    assert_eq!((answers(&record, "Spring"), answers(&record, "Summer")), (12, 10));
}

#[test]
fn a_file_can_become_a_survey_of_its_own_or_take_the_place_of_one() {
    let desk = Desk::new();
    let (mut window, _) = begin(&desk, "May.csv", &may());
    window.button("Import");
    choose(&mut window, &desk, "June.csv", &june());
    window.choose("Import as: A new wave of “May”", "In place of “May”");
    window.button("Import");
    assert_eq!(only(&window).tally.select(NPS, &Filter::default()).n(), 8);
    choose(&mut window, &desk, "July.csv", &june().replace("2026-06", "2026-07"));
    window.choose("Import as: A new wave of “May”", "A new survey");
    window.button("Import");
    assert_eq!(window.project().surveys.size(), 2);
}

#[test]
fn a_question_on_another_scale_is_listed_and_stays_apart() {
    let desk = Desk::new();
    let (mut window, _) = begin(&desk, "May.csv", &may());
    window.button("Import");
    choose(&mut window, &desk, "June.csv", &june());
    let scale = "Scale of “Column 5, How satisfied were you? (1-5)”: 1 to 5";
    window.choose(scale, "1 to 7");
    assert!(window.says("1 question is the same, 1 on another scale."));
    window.button("Changes (1)");
    assert!(window.says("1 to 5") && window.says("1 to 7"));
    window.button("Import");
    let names: Vec<_> = only(&window).tally.questions.iter().map(|q| q.name.clone()).collect();
    assert_eq!(names.len(), 3);
    assert!(names[2].ends_with("(1 to 7)"), "{names:?}");
}

const REWORDED: &str = "How content are you with us? (1-5)";

/// The file of June, with the second question put in other words.
fn reworded(file: &str) -> String {
    file.replacen("How satisfied were you? (1-5)", REWORDED, 1)
}

/// How many answers of any wave the question of these words has.
fn answers_to(record: &SurveyRecord, text: &str) -> Option<u64> {
    let question = record.tally.questions.iter().find(|question| question.text == text)?;
    Some(record.tally.select(&question.name, &Filter::default()).n())
}

#[test]
fn a_question_in_other_words_can_be_said_to_be_the_same_and_is_so_next_month() {
    let desk = Desk::new();
    let (mut window, _) = begin(&desk, "May.csv", &may());
    window.button("Import");
    choose(&mut window, &desk, "June.csv", &reworded(&june()));
    window.choose("Import as: A new survey", "A new wave of “May”");
    assert!(window.says("1 question is the same, 1 new, 1 not asked any more."));
    window.button("Changes (2)");
    let list = format!("What “{REWORDED}” was before: A new question");
    window.choose(&list, "“How satisfied were you? (1-5)”");
    assert!(window.says("2 questions are the same, 1 of them in other words."));
    assert!(window.says("In other words") && !window.says("Not asked any more"));

    // It can be taken back, and said again.
    let said = format!("What “{REWORDED}” was before: “How satisfied were you? (1-5)”");
    window.choose(&said, "A new question");
    assert!(window.says("1 question is the same, 1 new, 1 not asked any more."));
    window.choose(&list, "“How satisfied were you? (1-5)”");
    window.button("Import");
    let record = only(&window);
    assert_eq!(answers_to(&record, "How satisfied were you? (1-5)"), Some(20));
    assert_eq!(answers_to(&record, REWORDED), None);
    assert_eq!(window.undo(), "Import survey");
    assert_eq!(answers_to(&only(&window), "How satisfied were you? (1-5)"), Some(12));
    window.keys(CTRL_SHIFT, Key::Z);

    let july = reworded(&june()).replace("2026-06", "2026-07").replace("R_01", "R_02");
    choose(&mut window, &desk, "July.csv", &july);
    assert!(window.says("2 questions are the same, 1 of them in other words."));
    window.key(Key::Enter);
    assert_eq!(answers_to(&only(&window), "How satisfied were you? (1-5)"), Some(28));
}

#[test]
fn the_words_of_a_wave_that_is_counted_again_are_remembered() {
    let desk = Desk::new();
    let (mut window, _) = remembered_may(&desk);
    choose(&mut window, &desk, "June.csv", &reworded(&june()));
    window.choose("Import as: A new survey", "A new wave of “May”");
    window.button("Changes (2)");
    let list = format!("What “{REWORDED}” was before: A new question");
    window.choose(&list, "“How satisfied were you? (1-5)”");
    window.button("Import");
    // Two people of June answer again in July, so that June is counted anew.
    let july = june().replace("2026-06", "2026-07").replace("R_0000", "R_0102");
    choose(&mut window, &desk, "July.csv", &july);
    window.button("Answers");
    window.click(Role::RadioButton, "The latest ones");
    window.button("Import");
    let record = only(&window);
    assert_eq!(answers_to(&record, REWORDED), None, "June is not asked anew");
    assert_eq!(record.tally.questions.len(), 2);
}
