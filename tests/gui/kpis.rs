//! Watch key figures, and make opportunities of the ones that miss their target.

use egui::accesskit::Role;
use egui::{Key, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jiff::civil::{Date, date};
use model::{
    About, CardKind, Evidence, Kpi, KpiId, Measure, Order, Project, Reading, Selection, Unit,
};

use crate::harness::{CTRL, CTRL_SHIFT, Desk, Window, blank_with};

fn today() -> Date {
    jiff::Zoned::now().date()
}

/// The only key figure.
fn only(window: &Window) -> Kpi {
    let kpis = window.project().kpis;
    assert_eq!(kpis.size(), 1);
    kpis.values().next().unwrap().clone()
}

/// Opens the form of a usual figure that was just added.
fn add_preset(window: &mut Window, preset: &str) {
    window.keys(CTRL_SHIFT, Key::K);
    pick_preset(window, preset);
}

/// Chooses a usual figure in the dialog for a new one.
fn pick_preset(window: &mut Window, preset: &str) {
    assert!(window.asks("Add key figure"));
    window.harness.get_by_role_and_label(Role::Button, preset).scroll_to_me();
    window.settle();
    window.button(preset);
    assert!(window.asks("Key figure"));
}

/// Notes the numbers of churn on a day.
fn note_churn(window: &mut Window, day: Option<Date>, lost: &str, at_start: &str) {
    window.button("Add today");
    let mut on = today();
    if let Some(day) = day {
        window.fill(&format!("Date of the reading {on}"), &day.strftime("%d.%m.%Y").to_string());
        window.key(Key::Enter);
        on = day;
    }
    window.fill(&format!("lost on {on}"), lost);
    window.fill(&format!("at_start on {on}"), at_start);
    window.key(Key::Tab);
}

#[test]
fn churn_is_watched_month_by_month_against_its_target() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    window.click(Role::Tab, "Key figures");
    assert!(window.says("A key figure is a number that you watch"));
    add_preset(&mut window, "Churn rate");
    window.type_text("Customers who leave");
    note_churn(&mut window, Some(date(2026, 1, 31)), "12", "100");
    note_churn(&mut window, None, "4", "1.00");
    assert!(window.says("4 ÷ 1 = 400 %"), "a point is a decimal mark");
    window.fill(&format!("at_start on {}", today()), "100");
    assert!(window.says("4 ÷ 100 = 4 % (95 %: 1.6 to 9.8, n 100)"), "the arithmetic is shown");
    window.fill("Target: at most, in percent", "5");
    window.fill("To be met by", "31.12.2026");
    window.key(Key::Tab);
    assert!(window.says("Met. Target at most 5 %"));
    window.button("Done");
    let row = "Customers who leave, Whole project: 4 %, 95 %: 1.6 to 9.8, n 100. Target at most 5 % \
               by 31 December 2026: met";
    assert!(window.has(Role::Button, row), "the row says all of it");

    let kpi = only(&window);
    assert_eq!((kpi.target, kpi.due), (Some(0.05), Some(date(2026, 12, 31))));
    assert_eq!(
        kpi.readings[&date(2026, 1, 31)],
        Reading::from([("lost".to_owned(), 12.0), ("at_start".to_owned(), 100.0),])
    );
    window.keys(CTRL, Key::S);
    window.settle();
    let reopened = desk.open(&desk.path("map.ron"));
    assert_eq!(only(&reopened), kpi, "it is in the file");
    assert_eq!(window.undo(), "Change date of target");
    assert_eq!(window.undo(), "Change target");
    assert_eq!(only(&window).target, None, "typing was one step");
}

#[test]
fn what_cannot_be_read_is_said_and_keeps_what_was_there() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    add_preset(&mut window, "Churn rate");
    note_churn(&mut window, None, "12", "100");
    window.fill("Formula", "lost / (at_start");
    assert!(window.says("A closing bracket is missing here. (character 17)"));
    assert_eq!(only(&window).readings.len(), 1, "the numbers are kept");
    window.fill("Formula", "gone / at_start");
    assert!(window.says("The numbers noted as “lost” are kept"));
    window.button("Use them as “gone”");
    assert!(window.says("12 ÷ 100 = 12 %"));
    window.fill("Target: at most, in percent", "five");
    window.key(Key::Tab);
    assert!(window.says("“five” is no number"));
    window.fill("To be met by", "soon");
    window.key(Key::Tab);
    assert!(window.says("“soon” is no date"));
    assert_eq!((only(&window).target, only(&window).due), (None, None));
    window.fill("Target: at most, in percent", "2,5");
    assert_eq!(only(&window).target, Some(0.025));
}

/// Pastes rows of a spreadsheet into the readings of a churn rate, which has one of today.
fn paste_churn(window: &mut Window, rows: &str) {
    add_preset(window, "Churn rate");
    note_churn(window, None, "4", "100");
    window.field(&format!("lost on {}", today())).click();
    window.settle();
    window.paste(rows);
}

#[test]
fn rows_of_a_spreadsheet_are_pasted() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    paste_churn(
        &mut window,
        "Month\tAt start\tLost\n2026-01-31\t1.200,5\t12\n28.2.2026\t98\t7\nlater\t1\t2\n",
    );
    assert!(window.says("2 readings were added. No reading is in line 4 (“later 1 2”)."));
    let kpi = only(&window);
    assert_eq!(kpi.readings.len(), 3);
    assert_eq!(kpi.readings[&date(2026, 1, 31)]["at_start"], 1_200.5);
    window.button("Delete the reading of 2026-01-31");
    assert_eq!(only(&window).readings.len(), 2);
    window.button("Done");
    assert_eq!(window.undo(), "Change readings");
    assert_eq!(only(&window), kpi);
}

#[test]
fn pasted_dates_that_could_be_of_two_months_are_asked_about() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    paste_churn(&mut window, "01/02/2026\t7\t98\n01/03/2026\t8\t99\n");
    assert!(window.says("These dates could also have the month first."));
    assert!(only(&window).readings.contains_key(&date(2026, 3, 1)));
    window.button("Read 03/04 as 4 March");
    let days: Vec<_> = only(&window).readings.keys().copied().take(2).collect();
    assert_eq!(days, [date(2026, 1, 2), date(2026, 1, 3)]);
    window.button("Delete the reading of 2026-01-02");
    assert!(
        !window.says("These dates could also"),
        "nothing is asked about what was changed since"
    );
    window.field(&format!("lost on {}", today())).click();
    window.settle();
    window.paste("01/02/2026\t7\t98\n01/31/2026\t8\t99\n");
    assert!(!window.says("These dates could also"), "the second line tells");
    assert!(only(&window).readings.contains_key(&date(2026, 1, 2)));
}

/// A figure about a stage that misses its target.
fn missing(project: &mut Project, name: &str, stage: usize, value: f64) -> KpiId {
    let stage = project.maps.values().next().unwrap().stages_in_order()[stage].0;
    let mut kpi =
        Kpi::new(name, Measure::default(), survey::Direction::LowGood, Order::after(None));
    kpi.about = About { stage: Some(stage), ..About::default() };
    (kpi.unit, kpi.target) = (Unit::Named("min".to_owned()), Some(5.0));
    kpi.readings.insert(date(2026, 3, 31), Reading::from([("value".to_owned(), value)]));
    let id = KpiId::new();
    project.kpis.insert_mut(id, kpi);
    id
}

#[test]
fn missed_targets_become_opportunities_once() {
    let desk = Desk::new();
    let mut project = blank_with(&[]);
    missing(&mut project, "Wait", 0, 12.5);
    missing(&mut project, "Time to pay", 1, 7.0);
    missing(&mut project, "Fast", 2, 3.0);
    let mut window = desk.open(&desk.write_project("map.ron", &project));
    window.keys(CTRL, Key::K);
    window.type_text("missed targets");
    window.key(Key::Enter);
    assert!(window.asks("Opportunities from missed targets"));
    assert!(window.says("Wait 12.5 min at First stage, expected 5 min — as noted"));
    assert!(!window.says("Fast"), "it meets its target");
    let pay = "Time to pay 7 min at Second stage, expected 5 min — as noted";
    window.click(Role::CheckBox, pay);
    assert!(window.has(Role::Button, "Add 1 opportunity"));
    window.click(Role::CheckBox, pay);
    window.button("Add 2 opportunities");
    let card = window.card("Lower “Time to pay” at Second stage from 7 min to 5 min");
    assert_eq!((card.kind, card.evidence), (CardKind::Opportunity, Evidence::Partly));
    let selected = [
        window.card_id("Lower Wait at First stage from 12.5 min to 5 min"),
        window.card_id("Lower “Time to pay” at Second stage from 7 min to 5 min"),
    ];
    assert_eq!(*window.editor().selection(), Selection::Cards(selected.into()));

    window.select_nothing();
    window.menu("Insert", "Opportunities from missed targets…");
    assert!(window.says("An opportunity on the map answers it already."));
    window.button("Cancel");
    assert_eq!(window.undo(), "Add 2 opportunities");
    assert!(window.map().cards.is_empty() && !window.editor().is_dirty());
}

/// Imports a table and watches its conversion; returns what the form says then.
pub(crate) fn watch_conversion(table: &str) -> Window {
    let desk = Desk::new();
    let file = desk.write("reached.csv", table);
    let mut window = desk.open_with(&[]);
    window.menu("File", "Import survey…");
    window.answer_path(&file);
    window.button("Import");
    assert_eq!(window.project().surveys.size(), 1);
    window.keys(CTRL_SHIFT, Key::K);
    let name = "Conversion by ";
    window.harness.get_by_label_contains(name).scroll_to_me();
    window.settle();
    window.harness.get_by_label_contains(name).click();
    window.settle();
    assert!(window.asks("Key figure"));
    window
}

#[test]
fn conversion_is_told_from_a_table_of_counts() {
    let table = "stage,customers\nFirst stage,200\nSecond stage,80\nThird stage,20\n";
    let window = watch_conversion(table);
    assert!(window.says("10 %") && window.says("95 %: 6.6 to 15, n 200"), "20 of 200");
    assert!(window.says("40 % (95 %: 33 to 47)"), "80 of 200");
    assert!(window.says("25 % (95 %: 17 to 35)"), "20 of 80");
}

#[test]
fn conversion_is_told_from_a_yes_or_no_for_everybody() {
    let mut table = "stage,converted\n".to_owned();
    for (stage, yes, no) in [("First stage", 40, 10), ("Second stage", 20, 30)] {
        table += &format!("{stage},yes\n").repeat(yes);
        table += &format!("{stage},no\n").repeat(no);
    }
    let window = watch_conversion(&table);
    assert!(window.says("50 % (95 %: 35 to 65)"), "20 of 40");
}

#[test]
fn a_stage_lists_what_is_watched_there() {
    let desk = Desk::new();
    let mut project = blank_with(&[]);
    missing(&mut project, "Wait", 0, 12.5);
    let mut window = desk.open(&desk.write_project("map.ron", &project));
    window.click_on_map("Stage: First stage");
    assert!(window.says("Missed.") && window.says("Target at most 5 min"));
    window.button("Wait");
    assert!(window.asks("Key figure"));
    window.button("Done");
    window.button("Add key figure here");
    assert!(window.says("It is about: First stage."));
    pick_preset(&mut window, "Time to completion");
    window.button("Done");
    let stage = window.map().stages_in_order()[0].0;
    assert!(window.project().kpis.values().all(|kpi| kpi.about.stage == Some(stage)));
    window.menu("Edit", "Delete");
    assert!(window.says("2 key figures about it are kept."));
}

#[test]
fn long_names_other_scripts_and_many_readings_fit_a_small_window() {
    let desk = Desk::new();
    let mut project = blank_with(&[]);
    for (name, readings) in [("رضا العملاء".repeat(3), 200), ("Very long ".repeat(30), 2)]
    {
        let id = missing(&mut project, &name, 0, 12.5);
        let kpi = project.kpis.get_mut(&id).unwrap();
        for day in 0..readings {
            let on = date(2024, 1, 1).saturating_add(jiff::Span::new().days(day));
            kpi.readings.insert(on, Reading::from([("value".to_owned(), f64::from(day))]));
        }
    }
    let mut window = desk.open(&desk.write_project("map.ron", &project));
    window.harness.set_size(vec2(1_000.0, 700.0));
    window.settle();
    window.click(Role::Tab, "Key figures");
    window.harness.get_by_label_contains("رضا").scroll_to_me();
    window.settle();
    window.harness.get_by_label_contains("رضا").click();
    window.settle();
    assert!(window.asks("Key figure"));
    let inside = |name: &str| {
        let rect = window.harness.get_by_role_and_label(Role::Button, name).rect();
        rect.left() >= 0.0 && rect.right() <= 1_000.0 && rect.bottom() <= 700.0
    };
    for name in ["Done", "Delete key figure", "Add today"] {
        assert!(inside(name), "{name} can be reached");
    }
    let rows = window.harness.query_all_by_label_contains("Date of the reading").count();
    assert!(rows < 20, "only what is seen is laid out: {rows}");
    window.key(Key::Escape);
    assert!(!window.asks("Key figure"));
}

#[test]
fn an_escape_leaves_the_field_as_it_was_and_only_the_next_one_closes() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    add_preset(&mut window, "Churn rate");
    window.type_text("Customers who leave");
    window.key(Key::Tab);
    window.fill("To be met by", "31.12.2026");
    window.key(Key::Tab);
    window.fill("To be met by", "1.1.2027");
    window.key(Key::Escape);
    assert!(window.asks("Key figure"), "the field had the keyboard, not the dialog");
    assert_eq!(only(&window).due, Some(date(2026, 12, 31)));
    window.fill("Target: at most, in percent", "5");
    window.key(Key::Escape);
    assert_eq!(only(&window).target, None, "there was none when the field got the keyboard");
    window.keys(CTRL, Key::Z);
    assert_eq!(only(&window).target, Some(0.05), "what was typed is not lost");
    window.key(Key::Escape);
    assert!(!window.asks("Key figure"));
    assert_eq!(only(&window).name, "Customers who leave");
}

#[test]
fn undo_in_the_form_stops_where_the_form_was_opened() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "Look around")]);
    window.keys(CTRL_SHIFT, Key::K);
    pick_preset(&mut window, "Churn rate");
    window.key(Key::Escape);
    window.click(Role::RadioButton, "High is good");
    window.keys(CTRL, Key::Z);
    window.keys(CTRL, Key::Z);
    window.keys(CTRL, Key::Z);
    assert_eq!(only(&window).good, survey::Direction::LowGood);
    assert!(window.asks("Key figure"), "adding it lies before the form");
    window.keys(CTRL_SHIFT, Key::Z);
    window.keys(CTRL_SHIFT, Key::Z);
    assert_eq!(only(&window).good, survey::Direction::HighGood);
    window.keys(CTRL, Key::Z);
    window.button("Done");
    assert_eq!(window.undo(), "Add key figure");
    assert_eq!(window.project().kpis.size(), 0, "outside it goes on");
}

/// Opens the form of the key figure whose row begins so.
pub(crate) fn open_row(window: &mut Window, name: &str) {
    let row = {
        let nodes = window.harness.query_all_by_role(Role::Button);
        let mut labels = nodes.filter_map(|node| node.accesskit_node().label());
        labels.find(|label| label.starts_with(name)).unwrap()
    };
    window.button(&row);
}

#[test]
fn another_stage_leaves_no_touchpoint_of_the_one_before() {
    let desk = Desk::new();
    let mut project = blank_with(&[((0, 0), "Till")]);
    let id = *project.maps.keys().next().unwrap();
    let mut map = project.maps.get(&id).unwrap().clone();
    let (card, of) = map.cards.iter().map(|(id, card)| (*id, card.clone())).next().unwrap();
    map.cards.insert_mut(card, model::Card { kind: CardKind::Touchpoint, ..of });
    let stages: Vec<_> =
        map.stages_in_order().into_iter().map(|(id, s)| (id, s.name.clone())).collect();
    project.maps.insert_mut(id, map);
    let kpi_id = missing(&mut project, "Time at the till", 0, 9.0);
    let mut kpi = project.kpis.get(&kpi_id).unwrap().clone();
    kpi.about = About { stage: Some(stages[0].0), card: Some(card), persona: None };
    project.kpis.insert_mut(kpi_id, kpi);
    let mut window = desk.open(&desk.write_project("map.ron", &project));
    window.click(Role::Tab, "Key figures");
    open_row(&mut window, "Time at the till");
    window.choose("Stage", &stages[1].1);
    assert_eq!(only(&window).about, About { stage: Some(stages[1].0), ..About::default() });
}
