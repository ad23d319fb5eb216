//! What the import dialog lets one choose, and that a count can be stopped.

use std::fmt::Write as _;

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use model::{CardKind, Project};
use throughline::templates;

use crate::harness::{Desk, Window, blank_with};

const HEADER: &str = "id,Date,Stage,Persona,Touchpoint,Would you recommend us? (0-10)";

/// So many answers of two stages, personas and touchpoints.
fn answers(count: usize) -> String {
    let mut file = format!("{HEADER}\n");
    for row in 0..count {
        let (stage, persona) = [("First stage", "Anna"), ("Paying", "Regulars")][row % 2];
        let (day, place, score) = (row % 28 + 1, ["Shop window", "Cashier"][row % 2], row % 11);
        writeln!(file, "r{row},2026-05-{day:02},{stage},{persona},{place},{score}").unwrap();
    }
    file
}

/// Opens the import dialog for a file.
fn choose(window: &mut Window, desk: &Desk, name: &str, content: &str) {
    let file = desk.write(name, content);
    window.menu("File", "Import survey…");
    window.answer_path(&file);
    assert!(window.asks("Import survey"));
}

/// A window with a map with two touchpoints and a pain, and the dialog for a file.
fn importing(desk: &Desk, content: &str) -> Window {
    let cards = [((0, 0), "Till\nat the exit"), ((1, 0), "Shop window"), ((0, 0), "Till is far")];
    let mut project = blank_with(&cards);
    set_kind(&mut project, "Till is far", CardKind::Pain);
    set_kind(&mut project, "Till\nat the exit", CardKind::Touchpoint);
    set_kind(&mut project, "Shop window", CardKind::Touchpoint);
    let mut window = desk.open(&desk.write_project("map.ron", &project));
    choose(&mut window, desk, "May.csv", content);
    window
}

fn set_kind(project: &mut Project, text: &str, kind: CardKind) {
    let id = *project.maps.keys().next().unwrap();
    let mut map = project.maps.get(&id).unwrap().clone();
    let (card, of) = map.cards.iter().find(|(_, card)| card.text == text).unwrap();
    let (card, of) = (*card, model::Card { kind, ..of.clone() });
    map.cards.insert_mut(card, of);
    project.maps.insert_mut(id, map);
}

/// What the open list offers.
fn offered(window: &mut Window, list: &str) -> Vec<String> {
    let before = buttons(window);
    window.click(Role::ComboBox, list);
    let mut offered = buttons(window);
    for name in before {
        if let Some(place) = offered.iter().position(|other| *other == name) {
            offered.remove(place);
        }
    }
    window.key(Key::Escape);
    assert!(window.asks("Import survey"), "Escape closed the list only");
    offered
}

fn buttons(window: &Window) -> Vec<String> {
    let nodes = window.harness.query_all_by_role(Role::Button);
    nodes.filter_map(|node| node.accesskit_node().label()).collect()
}

#[test]
fn personas_and_touchpoints_are_matched_by_hand() {
    let desk = Desk::new();
    let mut window = importing(&desk, &answers(40));
    window.button("Matching (3 unassigned)");
    let cashier = "Touchpoints: what “Cashier” is: Unassigned";
    let cards = ["Unassigned", "Shop window", "Till at the exit"];
    assert_eq!(
        offered(&mut window, cashier),
        cards,
        "touchpoints by their texts, each in one line"
    );
    window.choose(cashier, "Till at the exit");
    window.choose("Personas: what “Regulars” is: Unassigned", "First persona");
    window.choose("Stages: what “Paying” is: Unassigned", "Second stage");
    assert!(window.says("Matching (1 unassigned)"));
    window.button("Import");
    let project = window.project();
    let links = &project.surveys.values().next().unwrap().links;
    assert_eq!(links.touchpoints["Cashier"], window.card_id("Till\nat the exit"));
    assert_eq!(links.touchpoints["Shop window"], window.card_id("Shop window"));
    assert_eq!(links.personas["Regulars"], project.personas_in_order()[0].0);
    assert_eq!(links.stages.len(), 2);
    assert!(!links.personas.contains_key("Anna"));
}

#[test]
fn what_is_assigned_on_another_map_does_not_look_unassigned() {
    let desk = Desk::new();
    let mut window = importing(&desk, &answers(40));
    window.button("Import");
    let mut project = window.project();
    let other = templates::find("online-shop").unwrap().project().unwrap();
    for (id, map) in &other.maps {
        project
            .maps
            .insert_mut(*id, model::Map { order: model::Order::after(None), ..map.clone() });
    }
    for (id, persona) in &other.personas {
        project.personas.insert_mut(*id, persona.clone());
    }
    for (id, channel) in &other.channels {
        project.channels.insert_mut(*id, channel.clone());
    }
    let elsewhere = other.maps.values().next().unwrap().stages_in_order()[0].0;
    let (id, mut record) = project.surveys.iter().map(|(id, of)| (*id, of.clone())).next().unwrap();
    record.links.stages.insert("Paying".to_owned(), elsewhere);
    project.surveys.insert_mut(id, record);
    assert_eq!(project.check(), []);
    let mut window = desk.open(&desk.write_project("two.ron", &project));
    assert_eq!(window.stage_names()[0], "First stage", "the first map is shown");
    choose(&mut window, &desk, "May.csv", &answers(44));
    window.button("Matching (2 unassigned)");
    assert!(window.has(Role::ComboBox, "Stages: what “Paying” is: On another map"));
    window.button("Import");
    assert_eq!(window.project().surveys.get(&id).unwrap().links.stages["Paying"], elsewhere);
}

#[test]
fn a_count_can_be_stopped_and_begun_again() {
    let desk = Desk::new();
    let mut window = importing(&desk, &answers(60_000));
    assert!(window.says("60,000 rows"));
    window.button("Answers");
    window.harness.get_by_role_and_label(Role::RadioButton, "The first ones").click();
    let mut frames = 0;
    while !window.has(Role::Button, "Stop counting") {
        assert!(frames < 10_000, "nothing is counted");
        window.harness.step();
        frames += 1;
    }
    assert!(window.says("Everybody") || window.says("No column says who went"));
    window.button("Stop counting");
    assert!(window.says("The count was stopped.") && window.has(Role::Button, "Count again"));
    window.button("Import");
    assert!(window.asks("Import survey"), "there is nothing to import");
    window.button("Count again");
    assert!(window.says("60,000 rows, 60,000 used."));
    window.button("Import");
    assert_eq!(window.project().surveys.size(), 1);
}

#[test]
fn another_number_of_header_rows_is_taken() {
    let desk = Desk::new();
    let second = "to be filled in,day,where,who,at what,0 is no and 10 is yes\n";
    let file = answers(20).replacen('\n', &format!("\n{second}"), 1);
    let mut window = importing(&desk, &file);
    assert!(window.says("21 rows"), "one header row is guessed");
    for (rows, counted) in [("2", "20 rows"), ("1", "21 rows")] {
        window.harness.get_by_role_and_label(Role::SpinButton, "Header rows").focus();
        window.settle();
        window.keys(crate::harness::CTRL, Key::A);
        window.type_text(rows);
        window.key(Key::Enter);
        assert!(window.says(counted), "{rows} header rows");
    }
}

/// Every text of the window, shown or read out.
fn texts(window: &Window) -> Vec<String> {
    let nodes = window.harness.query_all(egui_kittest::kittest::by().predicate(|_| true));
    nodes
        .flat_map(|node| {
            let node = node.accesskit_node();
            [node.label(), node.value(), node.description()].into_iter().flatten()
        })
        .collect()
}

#[test]
fn no_tab_speaks_the_language_of_the_command_line() {
    let desk = Desk::new();
    let mut window = importing(&desk, &answers(40).replace(",10\n", ",eleven\n"));
    let tabs = ["Columns", "Answers", "Matching (3 unassigned)", "First rows", "Left out (3)"];
    for tab in tabs {
        window.button(tab);
        for text in texts(&window) {
            let is_option = text.contains("--");
            let is_assignment = text.contains('=') && !text.contains(" = ");
            assert!(!is_option && !is_assignment, "{tab}: {text}");
        }
    }
}
