//! Pointer and keys on the map.

use egui::MouseWheelUnit;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::*;

fn cell(fixture: &Fixture, lane: usize, stage: usize) -> Cell {
    let (lane, stage) = (fixture.lanes[lane], fixture.stages[stage]);
    Cell { persona: Some(fixture.anna), lane, stage }
}

#[test]
fn cards_are_found_by_name_and_selected_by_click_and_by_screen_reader() {
    let fixture = fixture();
    let mut harness = window(fixture.project.clone());
    let name = "Card: Reads reviews, touchpoint, stage Awareness, Anna, emotion unhappy, \
                moment of truth";
    harness.get_by_label(name).click();
    harness.run();
    assert_eq!(*harness.state().editor.selection(), Selection::card(fixture.card));
    assert!(harness.get_by_label(name).is_focused(), "the canvas names it as what is active");

    harness.get_by_label("Stage: Purchase").click_accesskit();
    harness.run();
    assert_eq!(*harness.state().editor.selection(), Selection::Stage(fixture.stages[2]));
    harness.get_by_label("Persona: Anna").click();
    harness.run();
    assert_eq!(*harness.state().editor.selection(), Selection::Persona(fixture.anna));
    harness.get_by_label("Lane: Pains").click();
    harness.run();
    assert_eq!(*harness.state().editor.selection(), Selection::Lane(fixture.lanes[2]));
    harness.get_by_label("Empty cell: lane Pains, stage Use, Anna").click();
    harness.run();
    assert_eq!(*harness.state().editor.selection(), Selection::Cell(cell(&fixture, 2, 3)));
}

#[test]
fn a_card_is_dragged_to_another_cell() {
    let fixture = fixture();
    let mut harness = window(fixture.project.clone());
    let from = harness.get_by_label_contains("Card: Reads").rect().center();
    let to = harness.state().free_spot(cell(&fixture, 2, 1));
    drag(&harness, from, to);
    harness.drop_at(to);
    harness.run();
    assert!(harness.state().texts(cell(&fixture, 0, 0)).is_empty());
    assert_eq!(harness.state().texts(cell(&fixture, 2, 1)), ["Reads reviews"]);
    let said = harness.get_by_role(Role::Status).accesskit_node().label();
    assert_eq!(said.as_deref(), harness.state().editor.undo_label(), "the move is announced");
}

#[test]
fn escape_drops_a_drag() {
    let fixture = fixture();
    let mut harness = window(fixture.project.clone());
    let from = harness.get_by_label_contains("Card: Reads").rect().center();
    let to = harness.state().free_spot(cell(&fixture, 2, 1));
    drag(&harness, from, to);
    harness.run();
    assert!(harness.state().editor.gesture().is_dragging());
    harness.key_press(Key::Escape);
    harness.drop_at(to);
    harness.run();
    assert_eq!(harness.state().texts(cell(&fixture, 0, 0)), ["Reads reviews"]);
    assert!(harness.state().editor.undo_label().is_none(), "nothing was changed");
    assert_eq!(*harness.state().editor.selection(), Selection::card(fixture.card));
}

#[test]
fn a_curve_point_is_pulled_up_and_nudged_by_a_screen_reader() {
    let fixture = fixture();
    let mut harness = window(fixture.project.clone());
    let at = model::CurveAt { persona: fixture.anna, stage: fixture.stages[1] };
    let name = "Emotion of Anna at Consideration";
    let from = harness.get_by_role_and_label(Role::Slider, name).rect().center();
    let to = {
        let layout = &harness.state().scene.layout;
        let curve = layout.curve(fixture.anna).unwrap();
        let x = layout.point_pos(at).unwrap().x;
        harness.state().on_screen(egui::pos2(x, curve.y_of(1.5)))
    };
    drag(&harness, from, to);
    harness.drop_at(to);
    harness.run();
    let emotion = |harness: &Harness<'_, Bench>| {
        harness.state().editor.map().unwrap().points.get(&at).copied()
    };
    assert_eq!(emotion(&harness), Some(Emotion::from_tenths(15)));
    harness.get_by_role_and_label(Role::Slider, name).decrement_accesskit();
    harness.run();
    assert_eq!(emotion(&harness), Some(Emotion::from_tenths(14)));
}

#[test]
fn the_wheel_pans_and_zooms_at_the_pointer() {
    let mut harness = window(fixture().project);
    let pointer = egui::pos2(700.0, 300.0);
    harness.hover_at(pointer);
    harness.run();
    let wheel = |delta: Vec2, modifiers: Modifiers| Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta,
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
        modifiers,
    };
    let before = harness.state().state.camera;
    let viewport = harness.state().state.viewport.unwrap();
    let under = before.doc_from_screen(&viewport, pointer);
    harness.event_modifiers(wheel(Vec2::new(0.0, 60.0), CTRL), CTRL);
    harness.run_steps(20);
    let zoomed = harness.state().state.camera;
    assert!(zoomed.zoom > before.zoom);
    let now = zoomed.doc_from_screen(&viewport, pointer);
    assert!(now.distance(under) < 0.5, "{now:?} {under:?}");

    harness.event(wheel(Vec2::new(0.0, -40.0), Modifiers::NONE));
    harness.run_steps(20);
    assert!((harness.state().state.camera.pan.y - (zoomed.pan.y - 40.0)).abs() < 1.0);
}

#[test]
fn headers_are_clicked_where_they_are_pinned() {
    let fixture = fixture();
    let mut harness = window(fixture.project.clone());
    harness.state_mut().state.camera = Camera { pan: Vec2::new(-500.0, -120.0), zoom: 1.0 };
    harness.run();
    let header = harness.get_by_label("Stage: Use").rect();
    let top = harness.state().state.viewport.unwrap().rect.top();
    assert!((header.top() - top).abs() < 1.0, "the header stays at the upper edge: {header:?}");
    harness.get_by_label("Stage: Use").click();
    harness.run();
    assert_eq!(*harness.state().editor.selection(), Selection::Stage(fixture.stages[3]));
}

#[test]
fn arrows_lead_through_the_map_and_keep_the_selection_in_view() {
    let fixture = fixture();
    let mut harness = window(fixture.project.clone());
    harness.key_press(Key::ArrowRight);
    harness.run();
    assert_eq!(*harness.state().editor.selection(), Selection::card(fixture.card));
    harness.key_press(Key::ArrowRight);
    harness.key_press(Key::Tab);
    harness.key_press(Key::ArrowDown);
    harness.run();
    assert_eq!(*harness.state().editor.selection(), Selection::Cell(cell(&fixture, 2, 2)));
    harness.state_mut().state.camera = Camera { pan: Vec2::new(-2000.0, 0.0), zoom: 4.0 };
    harness.key_press(Key::ArrowLeft);
    harness.run();
    let rect = harness.state().scene.layout.cell_rect(cell(&fixture, 2, 1)).unwrap();
    let corner = harness.state().on_screen(rect.min);
    assert!(harness.state().state.viewport.unwrap().rect.contains(corner), "{corner:?}");
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(*harness.state().editor.selection(), Selection::Nothing);
}

#[test]
fn a_drag_over_free_ground_selects_what_it_touches() {
    let fixture = fixture();
    let mut harness = window(fixture.project.clone());
    let card = harness.get_by_label_contains("Card: Reads").rect();
    let from = harness.state().free_spot(cell(&fixture, 0, 1));
    drag(&harness, from, card.center());
    harness.run_steps(1);
    assert!(harness.state().editor.selection().has_card(fixture.card));
    harness.drop_at(card.center());
    harness.run();
    assert_eq!(*harness.state().editor.gesture(), Gesture::Idle);
}

#[test]
fn space_and_the_middle_button_drag_the_view() {
    let mut harness = window(fixture().project);
    harness.state_mut().state.camera = Camera { pan: Vec2::new(-200.0, -100.0), zoom: 1.5 };
    harness.run();
    let (from, to) = (egui::pos2(700.0, 300.0), egui::pos2(760.0, 330.0));
    let before = harness.state().state.camera.pan;
    harness.key_down(Key::Space);
    drag(&harness, from, to);
    harness.drop_at(to);
    harness.key_up(Key::Space);
    harness.run();
    assert_eq!(harness.state().state.camera.pan, before + (to - from));
    assert_eq!(*harness.state().editor.selection(), Selection::Nothing);
}

#[test]
fn the_context_menu_is_for_what_was_clicked() {
    let fixture = fixture();
    let mut harness = window(fixture.project.clone());
    harness.get_by_label_contains("Card: Reads").click_secondary();
    harness.run();
    assert_eq!(*harness.state().editor.selection(), Selection::card(fixture.card));
    harness.get_by_label_contains("Duplicate").click();
    harness.run();
    assert_eq!(harness.state().commands, [Command::Duplicate]);
    assert!(harness.query_by_label_contains("Duplicate").is_none(), "the menu is closed");

    harness.key_press(Key::Menu);
    harness.run();
    harness.get_by_label("Kind").click();
    harness.run();
    harness.get_by_label("Question").click();
    harness.run();
    let card = harness.state().editor.map().unwrap().cards.get(&fixture.card).unwrap().kind;
    assert_eq!(card, CardKind::Question);
}

#[test]
fn what_happened_is_announced() {
    let mut harness = window(fixture().project);
    harness.state_mut().state.announce("Undone: Move card");
    harness.run();
    let node = harness.get_by_label("Undone: Move card");
    assert_eq!(node.accesskit_node().role(), Role::Status);
}

#[test]
fn an_idle_canvas_asks_for_no_frame() {
    let mut harness = window(fixture().project);
    harness.run();
    let viewport = harness.output().viewport_output.values().next().unwrap();
    assert_eq!(viewport.repaint_delay, std::time::Duration::MAX);
}

#[test]
fn one_card_is_pasted_from_several_lines() {
    let fixture = fixture();
    let mut harness = window(fixture.project.clone());
    let place = cell(&fixture, 2, 0);
    harness.state_mut().editor.select(Selection::Cell(place));
    harness.state_mut().state.paste_as_one_card(true);
    harness.event(Event::Paste("one\ntwo\n".to_owned()));
    harness.run();
    assert_eq!(harness.state().texts(place), ["one\ntwo"]);
    assert!(harness.state().editor.writing().is_none());
    harness.event(Event::Paste("three".to_owned()));
    harness.run();
    assert_eq!(harness.state().pasted, ["three"], "the next paste is as usual");
}

#[test]
fn the_scene_is_not_copied() {
    let mut harness = window(fixture().project);
    let before = Arc::clone(&harness.state().scene.layout);
    harness.hover_at(egui::pos2(600.0, 400.0));
    harness.run();
    assert!(Arc::ptr_eq(&before, &harness.state().scene.layout), "hovering lays out nothing");
}

#[test]
fn a_drag_at_the_edge_scrolls_the_map() {
    let fixture = fixture();
    let mut harness = window(fixture.project.clone());
    harness.state_mut().state.camera = Camera { pan: Vec2::ZERO, zoom: 2.0 };
    harness.run();
    let from = harness.get_by_label_contains("Card: Reads").rect().center();
    let edge = egui::pos2(harness.state().state.viewport.unwrap().rect.right() - 4.0, from.y);
    drag(&harness, from, edge);
    harness.run_steps(90);
    let pan = harness.state().state.camera.pan;
    assert!(pan.x < -300.0 && pan.y == 0.0, "{pan:?}");
    harness.drop_at(edge);
    harness.run();
    let cards = harness.state().texts(cell(&fixture, 0, 0));
    assert!(cards.is_empty(), "the card went to a stage that was not in view before");
    let settled = harness.state().state.camera.pan;
    harness.run_steps(5);
    assert_eq!(harness.state().state.camera.pan, settled);
}

#[test]
fn a_drag_whose_release_was_lost_ends() {
    let fixture = fixture();
    let mut harness = window(fixture.project.clone());
    let from = harness.get_by_label_contains("Card: Reads").rect().center();
    drag(&harness, from, harness.state().free_spot(cell(&fixture, 2, 1)));
    harness.run();
    harness.event(Event::WindowFocused(false));
    harness.run();
    assert_eq!(*harness.state().editor.gesture(), Gesture::Idle);
    assert_eq!(harness.state().texts(cell(&fixture, 0, 0)), ["Reads reviews"]);
}

#[test]
fn tab_leaves_the_canvas_when_nothing_is_selected() {
    let fixture = fixture();
    let mut harness = window(fixture.project.clone());
    for shift in [Modifiers::NONE, Modifiers::SHIFT] {
        harness.key_press_modifiers(shift, Key::Tab);
        harness.run();
        assert_eq!(*harness.state().editor.selection(), Selection::Nothing);
    }
}

#[test]
fn a_map_follows_the_window_until_somebody_moves_it() {
    let mut harness = window(fixture().project);
    let first = harness.state().state.camera.zoom;
    harness.set_size(Vec2::new(900.0, 800.0));
    harness.run();
    let second = harness.state().state.camera;
    assert!(second.zoom < first, "{} {first}", second.zoom);
    harness.state_mut().camera(CameraAction::Pan(Vec2::new(-10.0, 0.0)));
    harness.set_size(Vec2::new(1200.0, 800.0));
    harness.run();
    assert_eq!(harness.state().state.camera.zoom, second.zoom);
}
