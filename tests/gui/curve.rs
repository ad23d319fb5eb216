//! Draw the believed emotion curve.

use egui::accesskit::Role;
use egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use model::{CurveAt, Emotion};

use crate::harness::{Desk, Window};

const SECOND: &str = "Emotion of First persona at Second stage";

/// The emotion at a stage, in tenths.
fn tenths(window: &Window, stage: usize) -> Option<i8> {
    let persona = window.editor().project().personas_in_order()[0].0;
    let stage = window.map().stages_in_order()[stage].0;
    window.map().points.get(&CurveAt { persona, stage }).map(|emotion| emotion.tenths())
}

#[test]
fn a_point_is_set_and_moved_by_keyboard() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    window.click_on_map(SECOND);
    for _ in 0..3 {
        window.keys(Modifiers::ALT, Key::ArrowUp);
    }
    assert_eq!(tenths(&window, 1), Some(3));
    window.keys(Modifiers::ALT, Key::ArrowDown);
    assert_eq!(tenths(&window, 1), Some(2));
    let node = window.harness.get_by_role_and_label(Role::Slider, SECOND);
    assert_eq!(node.accesskit_node().numeric_value(), Some(f64::from(0.2_f32)));
    window.key(Key::ArrowRight);
    window.keys(Modifiers::ALT, Key::ArrowDown);
    assert_eq!(tenths(&window, 2), Some(-1), "the arrow keys go along the curve");
    assert_eq!(window.undo(), "Move curve point");
    assert_eq!((tenths(&window, 1), tenths(&window, 2)), (Some(2), None));
    window.undo();
    assert_eq!(tenths(&window, 1), None, "nudging one point is one step");
}

#[test]
fn a_point_stays_on_its_scale() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    window.click_on_map(SECOND);
    window.click(Role::RadioButton, "Delighted");
    assert_eq!(tenths(&window, 1), Some(20));
    window.click_on_map(SECOND);
    window.keys(Modifiers::ALT, Key::ArrowUp);
    assert_eq!(tenths(&window, 1), Some(20));
}

#[test]
fn a_point_is_dragged_and_a_missing_one_breaks_the_line() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    let missing = window.rect_of(SECOND).center();
    window.drag(missing, missing - vec2(0.0, 20.0), Modifiers::NONE);
    let up = tenths(&window, 1).unwrap();
    assert!((1..=20).contains(&up), "{up}");
    let point = window.rect_of(SECOND).center();
    assert!((point.y - (missing.y - 20.0)).abs() < 3.0, "the point is where it was dropped");
    window.drag(point, point + vec2(0.0, 400.0), Modifiers::NONE);
    assert_eq!(tenths(&window, 1), Some(-20), "it ends at the end of the scale");
    assert_eq!(window.undo(), "Move curve point");
    assert_eq!(tenths(&window, 1), Some(up));
    window.click_on_map(SECOND);
    window.key(Key::Delete);
    assert_eq!(tenths(&window, 1), None);
    assert!(window.says("the curve is broken at this stage"));
}

#[test]
fn a_screen_reader_moves_a_point_like_a_slider() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    window.harness.get_by_role_and_label(Role::Slider, SECOND).increment_accesskit();
    window.settle();
    assert_eq!(tenths(&window, 1), Some(1));
    window.harness.get_by_role_and_label(Role::Slider, SECOND).set_value_accesskit(-1.5);
    window.settle();
    assert_eq!(tenths(&window, 1), Some(-15));
    let emotion = Emotion::from_tenths(-15);
    let node = window.harness.get_by_role_and_label(Role::Slider, SECOND);
    assert_eq!(node.accesskit_node().description().as_deref(), Some(emotion.word()));
}

#[test]
fn the_inspector_sets_and_removes_a_point() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[]);
    window.click_on_map(SECOND);
    window.click(Role::RadioButton, "Unhappy");
    assert_eq!(tenths(&window, 1), Some(-10));
    window.button("Remove point");
    assert_eq!(tenths(&window, 1), None);
}
