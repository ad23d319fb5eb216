//! Whatever is typed and clicked in whatever order, the document stays sound.

use egui::{ImeEvent, PointerButton};
use proptest::prelude::*;

use super::*;

const KEYS: [Key; 14] = [
    Key::Enter,
    Key::Escape,
    Key::Tab,
    Key::Backspace,
    Key::Delete,
    Key::ArrowLeft,
    Key::ArrowRight,
    Key::ArrowUp,
    Key::ArrowDown,
    Key::Home,
    Key::End,
    Key::Z,
    Key::A,
    Key::F2,
];

fn event() -> impl Strategy<Value = Event> {
    let modifiers = prop_oneof![
        4 => Just(Modifiers::NONE),
        1 => Just(Modifiers::SHIFT),
        1 => Just(CTRL),
        1 => Just(Modifiers::ALT),
    ];
    let pos = || (0.0f32..1200.0, 0.0f32..800.0).prop_map(|(x, y)| egui::pos2(x, y));
    let button = prop_oneof![
        5 => Just(PointerButton::Primary),
        1 => Just(PointerButton::Middle),
        1 => Just(PointerButton::Secondary),
    ];
    prop_oneof![
        4 => (prop::sample::select(KEYS.to_vec()), modifiers.clone()).prop_map(|(key, modifiers)| {
            Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
        }),
        3 => "[a-z ]{1,3}|שלום|日本|é\u{301}".prop_map(Event::Text),
        1 => "[a-z\n]{0,9}".prop_map(Event::Paste),
        1 => Just(Event::Cut),
        1 => "[か-な]{0,3}".prop_map(|text| {
            Event::Ime(ImeEvent::Preedit { text, active_range_chars: Some(0..1) })
        }),
        1 => "[か-な]{0,3}".prop_map(|text| Event::Ime(ImeEvent::Commit(text))),
        1 => (0usize..3, 0usize..3).prop_map(|(before_chars, after_chars)| {
            Event::Ime(ImeEvent::DeleteSurrounding { before_chars, after_chars })
        }),
        6 => (pos(), button, any::<bool>(), modifiers).prop_map(
            |(pos, button, pressed, modifiers)| {
                Event::PointerButton { pos, button, pressed, modifiers }
            }
        ),
        4 => pos().prop_map(Event::PointerMoved),
        1 => (0.2f32..4.0).prop_map(Event::Zoom),
        1 => Just(Event::WindowFocused(false)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 24,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_input_leaves_a_sound_document(events in prop::collection::vec(event(), 1..80)) {
        let mut harness = window(fixture().project);
        for event in events {
            harness.event(event);
        }
        harness.run_steps(4);
        let bench = harness.state();
        prop_assert!(bench.editor.project().check().is_empty());
        let camera = bench.state.camera;
        prop_assert!(camera.pan.is_finite() && camera::ZOOM.contains(&camera.zoom));
    }
}
