//! The first start, and those after it.

use egui::{Key, Modifiers};
use throughline::templates;

use crate::harness::{CTRL, Desk};

#[test]
fn the_first_start_shows_the_sample_as_an_untitled_copy() {
    let desk = Desk::new();
    let mut window = desk.start();
    assert_eq!(window.project(), templates::SAMPLE.project().unwrap());
    assert!(!window.editor().is_dirty());
    assert!(window.says("not saved yet"));
    assert!(window.says("Journey map: Switching mobile provider"));
    assert!(
        window.says("NPS") && window.says("CSAT") && window.says("CES"),
        "its figures are shown"
    );
    window.keys(CTRL, Key::S);
    assert!(window.asks("Save project as"), "the sample itself is not written over");
}

#[test]
fn later_starts_open_the_last_project() {
    let desk = Desk::new();
    drop(desk.open_with(&[((0, 0), "mine")]));
    let window = desk.start();
    assert_eq!(window.cards_in((0, 0)), ["mine"]);
    assert!(!window.says("not saved yet"));
}

#[test]
fn a_last_project_that_is_gone_gives_way_to_the_sample() {
    let desk = Desk::new();
    drop(desk.open_with(&[((0, 0), "mine")]));
    std::fs::remove_file(desk.path("map.ron")).unwrap();
    let window = desk.start();
    assert_eq!(window.project(), templates::SAMPLE.project().unwrap());
}

#[test]
fn the_sample_can_be_worked_on_at_once() {
    let desk = Desk::new();
    let mut window = desk.start();
    let cards = window.map().cards.size();
    window.key(Key::ArrowRight);
    window.keys(CTRL, Key::Enter);
    window.type_text("Something of my own");
    window.key(Key::Escape);
    assert_eq!(window.map().cards.size(), cards + 1);
    window.keys(Modifiers::ALT, Key::ArrowRight);
    window.undo();
    window.undo();
    assert_eq!(window.map().cards.size(), cards);
}

#[test]
fn every_widget_of_the_sample_has_a_name() {
    let desk = Desk::new();
    let mut window = desk.start();
    // The harness checks whenever the window has come to rest.
    window.keys(CTRL, Key::A);
    window.select_nothing();
    window.menu("View", "Fit map");
    assert_eq!(window.harness.unnamed_widgets(), [""; 0]);
}
