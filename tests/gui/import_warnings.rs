//! What the import dialog says about a file, and how it says what to do.

use std::fmt::Write as _;

use egui::accesskit::Role;

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
    window.choose("Good end of “Column 2, CES”: High is good", "Low is good");
    assert!(!window.says("choose “Low is good” beside the column"));
    assert!(window.says("weighs the same"));
    window.button("Answers");
    window.choose("Weights: 3: weight", "Every answer weighs the same");
    window.button("Columns");
    assert!(!window.says("weighs the same"));
    assert!(window.has(Role::Button, "“Absolutely” = 10"), "end labels are asked at their column");
    window.button("Left out (10)");
    assert!(!window.says("=score"));
}
