//! Import a survey and read its figures.

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;

use crate::harness::{Desk, Window};

/// As Qualtrics exports it: three header rows, and a preview answer.
const QUALTRICS: &str = "\
StartDate,EndDate,Status,Progress,Finished,RecordedDate,ResponseId,Stage,NPS\n\
Start Date,End Date,Response Type,Progress,Finished,Recorded Date,Response ID,\
\"Which part were you doing?\",\"How likely are you to recommend us to a friend or colleague?\"\n\
\"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"endDate\"\"}\",\
\"{\"\"ImportId\"\":\"\"status\"\"}\",\"{\"\"ImportId\"\":\"\"progress\"\"}\",\
\"{\"\"ImportId\"\":\"\"finished\"\"}\",\"{\"\"ImportId\"\":\"\"recordedDate\"\"}\",\
\"{\"\"ImportId\"\":\"\"_recordId\"\"}\",\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\
\"{\"\"ImportId\"\":\"\"QID2\"\"}\"\n";

/// The file: stage and score of every answer.
fn survey(answers: &[(&str, &str)]) -> String {
    let rows = answers.iter().enumerate().map(|(row, (stage, score))| {
        let day = row % 28 + 1;
        format!(
            "2026-05-{day:02} 10:00:00,2026-05-{day:02} 10:05:00,IP Address,100,True,\
             2026-05-{day:02} 10:05:01,R_{row:015},{stage},{score}\n"
        )
    });
    QUALTRICS.to_owned() + &rows.collect::<String>()
}

/// Ten answers of the first stage, six of the second, one that means nothing to the map.
fn answers() -> Vec<(&'static str, &'static str)> {
    let first =
        ["10", "9", "9", "10", "8", "7", "3", "10", "9", "6"].map(|score| ("First stage", score));
    let second = ["0", "5", "6", "9", "8", "2"].map(|score| ("Second stage", score));
    let mut answers: Vec<_> = first.into_iter().chain(second).collect();
    answers.extend([("Somewhere else", "10"), ("First stage", "11"), ("Second stage", "")]);
    answers
}

/// A window with the import dialog open.
fn importing(desk: &Desk, content: impl AsRef<[u8]>) -> Window {
    let file = desk.write("answers.csv", content);
    let mut window = desk.open_with(&[]);
    window.menu("File", "Import survey…");
    assert!(window.asks("Choose a survey file"));
    window.answer_path(&file);
    window
}

#[test]
fn a_survey_is_previewed_imported_shown_and_taken_out_again() {
    let desk = Desk::new();
    let mut window = importing(&desk, survey(&answers()));
    assert!(window.asks("Import survey"));
    assert!(window.says("Qualtrics") && window.says("commas"), "it says what it understood");
    assert!(window.says("19 rows"), "the three header rows are no answers");
    assert!(window.says("value +12, 95 % interval"), "of few answers the interval comes first");
    assert!(window.says("Matching (1 unassigned)"));
    assert!(window.says("Left out (1)"), "the 11 is listed");
    assert!(window.project().surveys.is_empty(), "nothing is imported yet");
    window.button("Import");
    assert!(!window.asks("Import survey"));
    let project = window.project();
    let record = project.surveys.values().next().unwrap();
    assert_eq!(record.links.stages.len(), 2);
    // Promoters 10 9 9 10 10 9 9 10, detractors 3 6 0 5 6 2, of 17 answers.
    assert!(window.says("+12"), "the score of the whole map is shown");
    assert!(window.says("n 17"));
    assert!(window.map().measured.is_some(), "the measured curve is drawn");

    let stage = window.harness.get_by_label_contains("Stage: First stage").rect().center();
    window.press_pointer(stage, egui::Modifiers::NONE);
    window.release_pointer(stage, egui::Modifiers::NONE);
    assert!(window.says("+40") && window.says("n 10"), "the score of the stage is shown");
    window.select_nothing();
    assert_eq!(window.undo(), "Import survey");
    assert!(window.project().surveys.is_empty());
    assert!(!window.editor().is_dirty());
    assert!(!window.says("n 17"));
}

#[test]
fn few_answers_show_no_figure() {
    let desk = Desk::new();
    let answers: Vec<_> =
        answers().into_iter().filter(|(stage, _)| *stage == "Second stage").take(4).collect();
    let mut window = importing(&desk, survey(&answers));
    window.button("Import");
    assert!(window.says("Too few answers (n 4)"));
}

#[test]
fn what_is_what_can_be_changed_before_it_is_imported() {
    let desk = Desk::new();
    let mut window = importing(&desk, survey(&answers()));
    window.button("Matching (1 unassigned)");
    window.choose("Stages: what “Somewhere else” is: Unassigned", "Third stage");
    assert!(window.says("Matching") && !window.says("unassigned)"));
    window.button("Left out (1)");
    assert!(window.says("11"), "what was left out is listed with its reason");
    window.button("Import");
    let project = window.project();
    let links = &project.surveys.values().next().unwrap().links;
    assert_eq!(links.stages.len(), 3);
    assert_eq!(links.stages["Somewhere else"], window.map().stages_in_order()[2].0);
}

#[test]
fn escape_imports_nothing() {
    let desk = Desk::new();
    let mut window = importing(&desk, survey(&answers()));
    window.key(egui::Key::Escape);
    assert!(!window.asks("Import survey"));
    assert!(window.project().surveys.is_empty());
    assert!(!window.editor().is_dirty());
}

#[test]
fn a_file_that_is_no_survey_is_said_and_imports_nothing() {
    let desk = Desk::new();
    let mut window = importing(&desk, []);
    assert!(window.asks("The survey cannot be read"));
    assert!(window.says("answers.csv") && window.says("Nothing was imported"));
    window.button("Close");
    let mut noise = vec![0_u8; 5_000];
    noise.iter_mut().enumerate().for_each(|(at, byte)| *byte = (at * 97 % 256) as u8);
    let file = desk.write("noise.csv", noise);
    window.menu("File", "Import survey…");
    window.answer_path(&file);
    assert!(window.project().surveys.is_empty());
    while window.harness.query_all_by_role(Role::Dialog).next().is_some() {
        window.key(egui::Key::Escape);
    }
    assert!(!window.editor().is_dirty());
}

#[test]
fn semicolons_and_windows_letters_are_understood() {
    let desk = Desk::new();
    let rows = [10, 9, 8, 2, 10, 9].map(|score| format!("Información;{score}\r\n"));
    let text = format!("Etapa;¿Recomendaría la tienda? (0-10)\r\n{}", rows.concat());
    let latin: Vec<u8> = text.chars().map(|letter| letter as u8).collect();
    let window = importing(&desk, latin);
    assert!(window.says("semicolons") && window.says("indows-1252"));
    assert!(window.says("6 rows"));
}

#[test]
fn what_was_left_out_is_saved_with_the_reasons() {
    let desk = Desk::new();
    let mut window = importing(&desk, survey(&answers()));
    window.button("Save what was left out…");
    assert!(window.asks("Save what was left out"));
    let file = desk.path("rejects.csv");
    window.answer_path(&file);
    assert!(window.says("What was left out is in"));
    let table = std::fs::read_to_string(file).unwrap();
    assert!(table.starts_with("row,column,text,reason\n"), "{table}");
    assert!(table.contains(",NPS,11,It is no answer on the scale."), "{table}");
    assert!(window.asks("Import survey"), "the dialog is still there");
    window.button("Import");
    assert_eq!(window.project().surveys.size(), 1);
}

#[test]
fn what_counts_as_good_and_what_does_not_apply_can_be_said() {
    let desk = Desk::new();
    let rows = ["5", "4", "4", "3", "99", "99", "5", "4", "1"].map(|score| format!("a,{score}\n"));
    let text = format!("team,How satisfied were you? (1-5)\n{}", rows.concat());
    let mut window = importing(&desk, text);
    let column = "Column 2, How satisfied were you? (1-5)";
    window.button(&format!("More about {column}"));
    assert!(window.says("71 %"), "5 of 7 gave a 4 or a 5");
    window.fill(&format!("What says that {column} does not apply"), "99, 3");
    window.key(egui::Key::Enter);
    assert!(window.says("83 %") && window.says("3 not applicable"), "5 of 6");
}

#[test]
fn a_scale_that_is_not_listed_and_texts_that_are_answers_can_be_said() {
    let desk = Desk::new();
    let rows =
        ["5", "4", "4", "3", "Wow", "Wow", "5", "4", "1"].map(|score| format!("a,{score}\n"));
    let text = format!("team,How satisfied were you? (1-5)\n{}", rows.concat());
    let mut window = importing(&desk, text);
    let column = "Column 2, How satisfied were you? (1-5)";
    window.button(&format!("More about {column}"));
    assert!(window.says("2 off scale"));
    let ends = format!("Lowest and highest answer to {column}");
    window.fill(&ends, "6 to 1");
    window.key(egui::Key::Enter);
    assert!(window.says("Write the lowest and the highest answer"));
    window.fill(&ends, "1 to 6");
    window.key(egui::Key::Enter);
    window.fill(&format!("Texts that are answers to {column}"), "Wow: 6");
    window.key(egui::Key::Enter);
    assert!(window.says("44 %") && window.says("n 9"), "two fives and two sixes of nine");
    window.button("Import");
    let project = window.project();
    let question = &project.surveys.values().next().unwrap().tally.questions[0];
    assert_eq!((question.scale.low, question.scale.high), (1, 6));
    assert_eq!(question.high_label.as_deref(), Some("Wow"));
}

#[test]
fn an_amount_can_be_said_to_count_things() {
    let desk = Desk::new();
    let rows: Vec<String> = (0..30).map(|row| format!("a,{}.50\n", 100 + 37 * row)).collect();
    let text = format!("team,Amount spent in EUR\n{}", rows.concat());
    let mut window = importing(&desk, text);
    window.choose("What “Column 2, Amount spent in EUR” measures: Amount", "Count");
    window.button("Import");
    let project = window.project();
    let question = &project.surveys.values().next().unwrap().tally.questions[0];
    assert_eq!(question.kind, survey::Kind::Count);
}

#[test]
fn rows_of_people_who_left_early_can_be_left_out() {
    let desk = Desk::new();
    let text = survey(&answers()).replacen("100,True", "60,False", 4);
    let mut window = importing(&desk, text);
    assert!(window.says("4 of the used rows are incomplete"));
    window.button("Answers");
    assert!(window.says("4 people did not go through to the end."));
    window.click(Role::CheckBox, "Only people who went through to the end");
    assert!(window.says("19 rows, 15 used. Left out: 4 incomplete."));
}

#[test]
fn a_file_that_is_deleted_while_the_dialog_is_open_imports_nothing() {
    let desk = Desk::new();
    let mut window = importing(&desk, survey(&answers()));
    std::fs::remove_file(desk.path("answers.csv")).unwrap();
    window.button("Answers");
    window.click(Role::RadioButton, "Day");
    assert!(window.says("The survey file cannot be read"));
    window.button("Import");
    assert!(window.asks("Import survey") && window.project().surveys.is_empty());
    desk.write("answers.csv", survey(&answers()));
    window.button("Count again");
    assert!(window.says("19 rows, 19 used."), "it is back");
    window.button("Import");
    let project = window.project();
    assert_eq!(project.surveys.values().next().unwrap().links.stages.len(), 2);
}

#[test]
fn the_file_is_asked_for_with_the_keyboard_in_the_field_every_time() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    for _ in 0..3 {
        window.keys(crate::harness::CTRL, egui::Key::K);
        window.type_text("import");
        window.key(egui::Key::Enter);
        assert!(window.asks("Choose a survey file"));
        window.type_text("may.csv");
        let typed = window.field("File name").value();
        assert_eq!(typed.as_deref(), Some("may.csv"));
        window.key(egui::Key::Escape);
    }
}
