//! Files with one row per answer, put together in the dialog.

use std::fmt::Write as _;

use egui::Key;
use egui::accesskit::Role;
use survey::filter::Filter;

use crate::harness::{Desk, Window};

/// Ten people, three answers each: when, how likely to recommend, how satisfied.
fn long(header: &str, month: u32) -> String {
    let mut file = format!("{header}\n");
    for (question, answer) in
        [("day", 0), ("Would you recommend us? (0-10)", 1), ("Satisfied? (1-5)", 2)]
    {
        for person in 0..10 {
            let answer = match answer {
                0 => format!("2026-{month:02}-{:02}", person + 1),
                1 => if person < 6 { "10" } else { "2" }.to_owned(),
                _ => format!("{}", person % 5 + 1),
            };
            writeln!(file, "{question},{answer},person {person}").unwrap();
        }
    }
    file
}

fn choose_file(window: &mut Window, desk: &Desk, name: &str, content: &str) {
    let file = desk.write(name, content);
    window.menu("File", "Import survey…");
    window.answer_path(&file);
    assert!(window.asks("Import survey"));
}

fn n(window: &Window) -> u64 {
    let project = window.project();
    let record = project.surveys.values().next().unwrap();
    record.tally.select("Would you recommend us? (0-10)", &Filter::default()).n()
}

#[test]
fn a_file_that_looks_long_is_put_together_at_one_choice_and_next_month_by_itself() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    choose_file(&mut window, &desk, "May.csv", &long("Question,Answer,Person", 5));
    assert!(window.says("Each row seems to hold one answer"));
    assert!(window.says("Choose “One row per answer” above"));
    window.choose("What a row is: One row per person", "One row per answer");
    assert!(window.says("10 rows, 10 used."), "one row per person");
    assert!(!window.says("Each row seems to hold one answer"));
    assert!(window.has(Role::ComboBox, "Column that names the question: 1: Question"));
    window.button("Import");
    assert_eq!(n(&window), 10);
    assert_eq!(window.undo(), "Import survey");

    // The columns may come in another order.
    let mut turned = String::new();
    for line in long("Question,Answer,Person", 6).lines() {
        let cells: Vec<&str> = line.split(',').collect();
        writeln!(turned, "{},{},{}", cells[2], cells[1], cells[0]).unwrap();
    }
    choose_file(&mut window, &desk, "June.csv", &turned);
    assert!(window.says("Set up as for “May.csv”"));
    assert!(window.says("10 rows, 10 used."));
    window.key(Key::Enter);
    assert_eq!(n(&window), 10);
}

#[test]
fn the_columns_can_be_chosen_where_nothing_tells_them_and_it_can_be_taken_back() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    choose_file(&mut window, &desk, "May.csv", &long("Item,Said,Person", 5));
    assert!(window.says("30 rows"));
    window.choose("What a row is: One row per person", "One row per answer");
    assert!(window.says("Choose the column that names the question"));
    window.choose("Column that names the question: ", "1: Item");
    window.choose("Column that holds the answer: ", "1: Item");
    assert!(window.says("stand in two columns"));
    window.choose("Column that holds the answer: 1: Item", "2: Said");
    assert!(window.says("10 rows, 10 used."));
    window.choose("What a row is: One row per answer", "One row per person");
    assert!(window.says("30 rows"));
    window.key(Key::Escape);
    assert!(window.project().surveys.is_empty());
}
