//! Start a map from a template.

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use throughline::templates;

use crate::harness::{CTRL, Desk};

#[test]
fn every_template_is_shown_with_its_picture_and_opens() {
    let desk = Desk::new();
    let mut window = desk.start();
    window.menu("File", "New…");
    assert!(window.asks("New map"));
    for template in templates::all() {
        let node = window.harness.get_by_role_and_label(Role::Button, template.title);
        let description = node.accesskit_node().description();
        assert_eq!(description.as_deref(), Some(template.description), "{}", template.title);
    }
    window.key(Key::Escape);
    for template in templates::all() {
        window.button("File");
        window.click(Role::MenuItem, "New from template");
        window.pick(template.title);
        assert_eq!(window.project(), template.project().unwrap(), "{}", template.title);
        assert!(!window.editor().is_dirty());
        assert!(window.says("not saved yet"), "it is an untitled copy");
    }
}

#[test]
fn a_template_is_chosen_by_its_picture() {
    let desk = Desk::new();
    let mut window = desk.start();
    window.new_map("Brick-and-mortar shop");
    assert!(!window.asks("New map"));
    let expected = templates::find("brick-and-mortar").unwrap().project().unwrap();
    assert_eq!(window.project(), expected);
}

#[test]
fn a_template_is_chosen_by_keyboard() {
    let desk = Desk::new();
    let mut window = desk.start();
    window.keys(CTRL, Key::N);
    window.key(Key::Tab);
    window.key(Key::Enter);
    let second = templates::all()[1].project().unwrap();
    assert_eq!(window.project(), second);
}

#[test]
fn a_new_map_is_saved_under_a_name_of_its_own() {
    let desk = Desk::new();
    let mut window = desk.start();
    window.new_map("Six stages");
    window.keys(CTRL, Key::S);
    assert!(window.asks("Save project as"));
    let suggested = format!("{}.ron", window.map().name);
    assert_eq!(window.field("File name").value(), Some(suggested));
    window.answer_path(&desk.path("mine"));
    assert!(desk.path("mine.ron").is_file());
    assert!(window.says("saved "));
}

#[test]
fn the_menu_lists_the_templates_too_and_recent_files() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "one")]);
    window.button("File");
    window.click(Role::MenuItem, "New from template");
    window.button("Online shop");
    assert_eq!(window.project(), templates::find("online-shop").unwrap().project().unwrap());
    window.button("File");
    window.click(Role::MenuItem, "Open recent");
    window.button("map");
    assert_eq!(window.cards_in((0, 0)), ["one"]);
}

#[test]
fn the_sample_can_be_opened_at_any_time() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    window.menu("File", "Open sample");
    assert_eq!(window.project(), templates::SAMPLE.project().unwrap());
}
