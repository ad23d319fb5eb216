//! What the import dialog says about a file, and how it says what to do.

use std::fmt::Write as _;

use egui::accesskit::Role;
use survey::import::MAX_LISTED;
use survey::tally::Dimension;

use crate::harness::{Desk, Window};

fn importing(desk: &Desk, content: &str) -> Window {
    let file = desk.write("answers.csv", content);
    let mut window = desk.open_with(&[]);
    window.menu("File", "Import survey…");
    window.answer_path(&file);
    assert!(window.asks("Import survey"));
    window
}

/// Codes with a gap, an end label, weights, and effort of which nobody knows the good end.
fn doubtful() -> String {
    let mut file =
        "id,The government is fair,CES,weight,Would you recommend us? (0-10)\n".to_owned();
    for row in 0..60 {
        let fair = [1, 2, 3, 4, 6][row % 5];
        let score = ["Absolutely", "9", "8", "7", "3", "2"][row % 6];
        writeln!(file, "r{row},{fair},{},1.5,{score}", row % 7 + 1).unwrap();
    }
    file
}

#[test]
fn warnings_say_what_to_do_in_the_dialog_and_go_when_it_is_done() {
    let desk = Desk::new();
    let mut window = importing(&desk, &doubtful());
    for part in ["--", "=score", "=ces", "order=", "=other"] {
        assert!(!window.says(part), "the dialog speaks the language of the command line: {part}");
    }
    assert!(window.says("choose “Low is good” beside the column"));
    window.choose("Good end of “Column 3, CES”: High is good", "Low is good");
    assert!(!window.says("choose “Low is good” beside the column"));
    assert!(window.says("weighs the same"));
    window.button("Answers");
    window.choose("Weights: 4: weight", "Every answer weighs the same");
    window.button("Columns");
    assert!(!window.says("weighs the same"));
    assert!(window.has(Role::Button, "“Absolutely” = 10"), "end labels are asked at their column");
    window.button("Left out (10)");
    assert!(!window.says("=score"));
}

#[test]
fn labels_that_differ_only_in_their_spelling_are_one_and_that_is_said() {
    let desk = Desk::new();
    let stages = ["First stage", "first stage", "FIRST  STAGE "];
    let rows = (0..30).map(|row| format!("r{row},{},{}\n", stages[row % 3], row % 11));
    let file = format!("id,Stage,NPS\n{}", rows.collect::<String>());
    let mut window = importing(&desk, &file);
    assert!(window.says("1 label is spelled in several ways and counted as one: “First stage”"));
    window.button("Import");
    let project = window.project();
    let record = project.surveys.values().next().unwrap();
    assert_eq!(record.tally.labels(Dimension::Stage), ["First stage"]);
    assert_eq!(record.links.stages.len(), 1);
}

#[test]
fn all_that_is_left_out_is_saved_however_much_it_is() {
    let desk = Desk::new();
    let bad = MAX_LISTED + 500;
    let rows = (0..bad + 12_000).map(|row| {
        // The look at the beginning of the file sees answers.
        let score = if row < 12_000 { ["9", "10", "3", "6"][row % 4] } else { "nothing to say" };
        format!("r{row},{score}\n")
    });
    let mut window = importing(&desk, &format!("id,NPS\n{}", rows.collect::<String>()));
    window.button("Save what was left out…");
    let file = desk.path("rejects.csv");
    window.answer_path(&file);
    assert!(window.says("10,500 lines"));
    let table = std::fs::read_to_string(file).unwrap();
    assert_eq!(table.lines().count(), bad + 1);
    assert!(table.ends_with(&format!(
        "{},NPS,nothing to say,It is no answer on the scale.\n",
        bad + 12_001
    )));
}
