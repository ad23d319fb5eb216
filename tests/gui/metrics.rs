//! Look at the answers: through a filter, over time, side by side; and take the figures elsewhere.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use model::HideBelow;
use survey::tally::Direction;
use throughline::templates;

use crate::harness::{CTRL, CTRL_SHIFT, Desk, Window};

/// The sample, with its survey of March to October 2026, in a window.
fn open_sample(desk: &Desk) -> Window {
    let project = templates::SAMPLE.project().unwrap();
    desk.open(&desk.write_project("map.ron", &project))
}

/// What a figure of the panel says, by the beginning of its name.
#[track_caller]
fn figure(window: &Window, name: &str) -> String {
    let mut found = window.harness.query_all_by_role(Role::Button);
    let label = found.find_map(|node| {
        node.accesskit_node().label().filter(|label| label.starts_with(&format!("{name} ")))
    });
    label.unwrap_or_else(|| panic!("there is no figure “{name}”"))
}

/// Chooses a persona in the filter bar.
#[track_caller]
fn filter_by(window: &mut Window, persona: &str) {
    window.keys(CTRL_SHIFT, Key::L);
    window.button("Personas: all");
    window.click(Role::CheckBox, persona);
    window.key(Key::Escape);
}

/// Carries out a command of a menu and returns the text that it put on the clipboard.
#[track_caller]
fn copied_by_menu(window: &mut Window, menu: &str, item: &str) -> String {
    window.button(menu);
    window.harness.get_by_role_and_label(Role::MenuItem, item).click();
    for _ in 0..20 {
        window.harness.step();
        let commands = &window.harness.output().platform_output.commands;
        let copied = commands.iter().find_map(|command| match command {
            egui::OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        });
        if let Some(text) = copied {
            window.settle();
            return text;
        }
    }
    panic!("nothing was copied");
}

#[test]
fn a_persona_in_the_filter_changes_every_figure_and_the_map() {
    let desk = Desk::new();
    let mut window = open_sample(&desk);
    let figures = ["NPS", "CSAT", "CES"];
    let before = figures.map(|name| figure(&window, name));
    let curve = |window: &Window| {
        let answers = window.editor().answers().unwrap();
        answers.measured_curve(None).into_values().map(|point| point.n).collect::<Vec<_>>()
    };
    let curve_before = curve(&window);
    let badge = |window: &Window| {
        window.harness.get_by_label_contains("Stage: Order").accesskit_node().label()
    };
    let badge_before = badge(&window);
    filter_by(&mut window, "Bernd");
    let bernd = window.editor().project().personas_in_order()[1].0;
    assert_eq!(window.editor().answer_filter().personas, [bernd].into());
    for (name, before) in figures.iter().zip(&before) {
        assert_ne!(figure(&window, name), *before);
    }
    assert!(curve(&window).iter().zip(&curve_before).all(|(now, before)| now < before));
    assert_ne!(badge(&window), badge_before, "the stage's badge follows");

    // The sign stays while the panel is hidden, and takes the filter away.
    window.keys(CTRL, Key::M);
    assert!(!window.has(Role::Button, "Clear filter"), "the panel is hidden");
    window.button("Clear filter of answers");
    assert!(window.editor().answer_filter().is_empty());
    assert!(!window.has(Role::Button, "Clear filter of answers"));
    window.keys(CTRL, Key::M);
    assert_eq!(figures.map(|name| figure(&window, name)), before);
}

#[test]
fn another_project_is_not_filtered() {
    let desk = Desk::new();
    let mut window = open_sample(&desk);
    filter_by(&mut window, "Anna");
    assert!(!window.editor().answer_filter().is_empty());
    window.new_map("Blank");
    assert!(window.editor().answer_filter().is_empty());
}

#[test]
fn a_filter_that_leaves_nothing_says_so() {
    let desk = Desk::new();
    let mut window = open_sample(&desk);
    window.keys(CTRL_SHIFT, Key::L);
    window.choose("From", "Oct 2026");
    window.choose("To", "Mar 2026");
    assert!(window.says("NPS: No answers match the filter"));
    window.click(Role::Tab, "Trend");
    assert!(window.says("The filter leaves no answers"));
    window.click(Role::Tab, "Breakdown");
    assert!(window.says("The filter leaves no answers"));
    window.button("Clear filter");
    assert!(window.says("Awareness: +"));
}

#[test]
fn a_trend_has_a_point_for_every_month_and_each_leads_to_its_answers() {
    let desk = Desk::new();
    let mut window = open_sample(&desk);
    window.click(Role::Tab, "Trend");
    let points = |window: &Window| -> Vec<String> {
        let nodes = window.harness.query_all_by_role(Role::Button);
        let labels = nodes.filter_map(|node| node.accesskit_node().label());
        labels.filter(|label| label.contains(" 2026: ")).collect()
    };
    let months = points(&window);
    assert_eq!(months.len(), 8, "{months:?}");
    assert!(months[0].starts_with("Mar 2026: +") && months[0].contains("95 %"), "{months:?}");
    window.choose("By", "Quarter");
    assert_eq!(points(&window).len(), 4);
    assert!(points(&window)[0].starts_with("Q1 2026"));
    window.choose("By", "Month");
    window.button(&months[2]);
    for part in ["About", "only May 2026", "Blank", "Off the scale", "Imported"] {
        assert!(window.says(part), "the card of the point: {part}");
    }
    window.button("Look at these answers only");
    let labels = &window.editor().answer_filter().labels;
    let range = (labels.from.as_deref(), labels.to.as_deref());
    assert_eq!(range, (Some("2026-05"), Some("2026-05")));
    assert_eq!(points(&window), [months[2].clone()]);
}

#[test]
fn every_row_of_a_breakdown_opens_the_card_of_its_answers_by_keys_too() {
    let desk = Desk::new();
    let mut window = open_sample(&desk);
    window.click(Role::Tab, "Breakdown");
    window.choose("By", "Persona");
    let row = |window: &Window, name: &str| {
        let nodes = window.harness.query_all_by_role(Role::Button);
        let mut labels = nodes.filter_map(|node| node.accesskit_node().label());
        labels.find(|label| label.starts_with(name)).unwrap()
    };
    let bernd = row(&window, "Bernd: ");
    let n = bernd.rsplit("n ").next().unwrap().to_owned();
    window.harness.get_by_role_and_label(Role::Button, &bernd).focus();
    window.settle();
    window.key(Key::Enter);
    for part in ["adjusted Wald", "Bernd", &format!("n {n}"), "Rule", "File", "Imported"] {
        assert!(window.says(part), "{part}");
    }
    window.key(Key::Escape);
    assert!(!window.says("adjusted Wald"));
}

#[test]
fn the_tabs_are_visited_from_left_to_right_and_the_filter_opens_and_closes() {
    let desk = Desk::new();
    let mut window = open_sample(&desk);
    window.harness.get_by_role_and_label(Role::Tab, "Figures").focus();
    window.settle();
    for _ in 0..3 {
        window.key(Key::Tab);
    }
    window.key(Key::Enter);
    assert!(window.has(Role::Button, "Add key figure…"), "the last tab is three steps on");
    filter_by(&mut window, "Bernd");
    assert!(window.has(Role::Button, "Clear filter"));
    window.button("Filter");
    assert!(!window.has(Role::Button, "Clear filter"), "it can be folded up while it is set");
    assert!(window.has(Role::Button, "Clear filter of answers"), "and stays set");
    window.button("Filter");
    assert!(window.has(Role::Button, "Clear filter"));
}

#[test]
fn a_table_of_all_questions_is_scrolled_by_keys() {
    let desk = Desk::new();
    let mut window = open_sample(&desk);
    window.click(Role::Tab, "Breakdown");
    // The inspector has a list of that name, too.
    let lists = window.harness.query_all_by_role_and_label(Role::ComboBox, "Question");
    lists.min_by(|a, b| a.rect().left().total_cmp(&b.rect().left())).unwrap().click();
    window.settle();
    window.pick("All questions");
    let last = window.stage_names().pop().unwrap();
    let top = |window: &Window| {
        let found = window.harness.query_all_by_label(&last);
        found.map(|node| node.rect().top()).fold(f32::MIN, f32::max)
    };
    let before = top(&window);
    window.harness.get_by_role_and_label(Role::ScrollView, "All questions by stage").focus();
    window.settle();
    window.key(Key::ArrowDown);
    window.key(Key::ArrowDown);
    assert!(top(&window) < before - 5.0, "{} {before}", top(&window));
}

#[test]
fn two_stages_are_compared_with_z_and_p() {
    let desk = Desk::new();
    let mut window = open_sample(&desk);
    // The inspector asks for a question as well.
    window.keys(CTRL_SHIFT, Key::I);
    window.click(Role::Tab, "Breakdown");
    assert!(window.says("Choose two rows"));
    window.click(Role::CheckBox, "Compare Comparison");
    assert!(window.says("Choose another row to compare it with Comparison"));
    window.click(Role::CheckBox, "Compare Order");
    assert!(window.says("points below Order (z −") && window.says("p under 0.001"));
    window.choose("Question", "CES");
    assert!(window.says("Choose two rows"), "another question begins anew");
    window.choose("By", "Persona");
    assert!(window.says("Bernd: ") && window.says("of 7"));
    window.choose("Question", "All questions");
    assert!(window.says("CSAT") && window.says("Lucía"));
}

#[test]
fn what_the_panel_shows_is_copied_as_a_table_and_as_a_picture() {
    let desk = Desk::new();
    let mut window = open_sample(&desk);
    let table = copied_by_menu(&mut window, "Edit", "Copy metrics as table");
    let lines: Vec<Vec<&str>> = table.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(lines.len(), 4, "{table}");
    assert!(lines.iter().all(|line| line.len() == lines[0].len()), "{table}");
    let at = |name: &str| lines[0].iter().position(|column| *column == name).unwrap();
    assert_eq!((lines[1][at("Figure")], lines[1][at("n")]), ("NPS", "1925"));
    assert!(lines[1][at("Value")].len() > 6, "nothing is rounded: {table}");

    window.click(Role::Tab, "Breakdown");
    filter_by(&mut window, "Anna");
    let table = copied_by_menu(&mut window, "Edit", "Copy metrics as table");
    assert!(table.starts_with("Stage\tQuestion\tValue\t"), "{table}");
    assert!(table.lines().nth(1).unwrap().ends_with("\tonly Anna"), "{table}");

    window.menu("Edit", "Copy metrics as picture");
    assert!(window.says("The picture is on the clipboard."));
}

#[test]
fn how_few_answers_are_hidden_can_be_changed_and_taken_back() {
    let desk = Desk::new();
    let mut window = open_sample(&desk);
    window.click(Role::Tab, "Breakdown");
    window.choose("By", "Persona");
    window.button("Copy and settings");
    window.click(Role::SpinButton, "Hide figures under");
    window.keys(CTRL, Key::A);
    window.type_text("1000");
    window.key(Key::Enter);
    assert_eq!(window.editor().project().hide_below, HideBelow(100), "at most 100");
    window.key(Key::Escape);
    window.select_nothing();
    while window.editor().undo_label().is_some() {
        window.undo();
    }
    assert_eq!(window.editor().project().hide_below, HideBelow(5));
    assert!(!window.editor().is_dirty());
}

#[test]
fn a_figures_rule_can_be_changed_and_taken_back() {
    let desk = Desk::new();
    let mut window = open_sample(&desk);
    let before = figure(&window, "CSAT");
    window.button(&before);
    for part in ["after Wilson", "usable answers of", "the 2 best answers", "Imported"] {
        assert!(window.says(part), "{part}");
    }
    window.harness.get_by_role_and_label(Role::RadioButton, "Low answers").scroll_to_me();
    window.settle();
    window.click(Role::RadioButton, "Low answers");
    let direction = |window: &Window| {
        let project = window.project();
        let record = project.surveys.values().next().unwrap();
        record.tally.question("CSAT").unwrap().direction
    };
    assert_eq!(direction(&window), Direction::LowGood);
    assert_ne!(figure(&window, "CSAT"), before);
    window.key(Key::Escape);
    window.select_nothing();
    assert_eq!(window.undo(), "Change rule of CSAT");
    assert_eq!(direction(&window), Direction::HighGood);
    assert_eq!(figure(&window, "CSAT"), before);
}

#[test]
fn the_filter_is_reached_and_set_by_keys_alone() {
    let desk = Desk::new();
    let mut window = open_sample(&desk);
    window.keys(CTRL_SHIFT, Key::L);
    // From, to, personas; then into the list that opens.
    for _ in 0..2 {
        window.keys(Modifiers::NONE, Key::Tab);
    }
    window.key(Key::Space);
    window.key(Key::Tab);
    window.key(Key::Space);
    let anna = window.editor().project().personas_in_order()[0].0;
    assert_eq!(window.editor().answer_filter().personas, [anna].into());
}
