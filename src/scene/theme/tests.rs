use std::collections::BTreeSet;

use super::*;

const THEMES: [&Theme; 2] = [&Theme::LIGHT, &Theme::DARK];
const TEXT: f64 = 4.5;
const GRAPHIC: f64 = 3.0;

/// Relative luminance (WCAG 2.2, glossary).
fn luminance(color: Color32) -> f64 {
    let linear = |c: u8| {
        let c = f64::from(c) / 255.0;
        if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(color.r()) + 0.7152 * linear(color.g()) + 0.0722 * linear(color.b())
}

/// Contrast ratio of two opaque colours (WCAG 2.2, glossary).
fn contrast(a: Color32, b: Color32) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Asserts that each of `colors` keeps `least` on each of `grounds`.
fn check(dark: bool, least: f64, colors: &[(&str, Color32)], grounds: &[(&str, Color32)]) {
    for (color_name, color) in colors {
        for (ground_name, ground) in grounds {
            let ratio = contrast(*color, *ground);
            assert!(
                ratio >= least,
                "{color_name} on {ground_name} (dark: {dark}): {ratio:.2} is below {least}"
            );
        }
    }
}

#[test]
fn text_on_the_map_is_readable() {
    for theme in THEMES {
        let map = &theme.map;
        let grounds = [
            ("canvas", map.canvas),
            ("lane", map.lane),
            ("lane header", map.lane_header),
            ("band header", map.band_header),
        ];
        let texts = [
            ("text", map.text),
            ("secondary", map.secondary),
            ("muted", map.muted),
            ("worse", map.worse_text),
            ("better", map.better_text),
            ("measured", map.measured),
        ];
        check(theme.dark, TEXT, &texts, &grounds);
        let chip = [("chip", map.chip)];
        let texts = [("text", map.text), ("secondary", map.secondary), ("worse", map.worse_text)];
        check(theme.dark, TEXT, &texts, &chip);
        // Labels may stand on a tinted gap.
        for tint in [map.gap_worse, map.gap_better, map.interval, map.drop_slot, map.selection] {
            let ground = [("tint on lane", map.lane.blend(tint))];
            check(theme.dark, TEXT, &[("text", map.text), ("secondary", map.secondary)], &ground);
        }
        let stage = [("stage header", map.stage_header)];
        let texts = [
            ("stage text", map.stage_text),
            ("stage count", map.stage_secondary),
            ("missed", map.stage_missed),
        ];
        check(theme.dark, TEXT, &texts, &stage);
    }
}

#[test]
fn lines_and_signs_on_the_map_are_visible() {
    for theme in THEMES {
        let map = &theme.map;
        let grounds =
            [("canvas", map.canvas), ("lane", map.lane), ("band header", map.band_header)];
        let mut signs = vec![
            ("border", map.border),
            ("focus", map.focus),
            ("key moment", map.key_moment),
            ("measured", map.measured),
        ];
        signs.extend(theme.emotion_scale().map(|color| ("emotion", color)));
        signs.extend((0..4).map(|mark| ("persona", theme.persona(mark).color)));
        check(theme.dark, GRAPHIC, &signs, &grounds);
        for mark in 0..4 {
            let ground = [("persona's avatar", theme.persona(mark).color)];
            check(theme.dark, GRAPHIC, &[("icon", map.on_persona)], &ground);
        }
        let chart = [
            ("line", theme.chart.line),
            ("strong bar", theme.chart.bar_strong),
            ("low", theme.chart.low),
            ("middle", theme.chart.middle),
            ("high", theme.chart.high),
        ];
        check(theme.dark, GRAPHIC, &chart, &[("lane", map.lane), ("panel", theme.ui.panel)]);
    }
}

#[test]
fn cards_are_readable_and_show_their_signs() {
    for theme in THEMES {
        for kind in CardKind::ALL {
            let look = theme.kind(kind);
            let chip = look.fill.blend(look.chip);
            let grounds = [("fill", look.fill), ("chip", chip)];
            let texts = [("ink", look.ink), ("secondary", look.secondary)];
            check(theme.dark, TEXT, &texts, &grounds);
            check(theme.dark, TEXT, &[("missed", theme.map.worse_text)], &[("chip", chip)]);
            let mut signs = vec![("accent", look.accent)];
            let faces = Emotion::STEPS.map(|step| ("face", theme.emotion_on_card(step)));
            signs.extend(faces);
            check(theme.dark, GRAPHIC, &signs, &[("fill", look.fill)]);
        }
    }
}

#[test]
fn the_frame_is_readable() {
    for theme in THEMES {
        let ui = &theme.ui;
        let grounds = [
            ("panel", ui.panel),
            ("raised", ui.raised),
            ("field", ui.field),
            ("button", ui.button),
        ];
        check(theme.dark, TEXT, &[("text", ui.text)], &[("hovered", ui.button_hovered)]);
        let texts = [
            ("text", ui.text),
            ("secondary", ui.secondary),
            ("muted", ui.muted),
            ("accent text", ui.accent_text),
            ("danger text", ui.danger_text),
        ];
        check(theme.dark, TEXT, &texts, &grounds);
        check(theme.dark, TEXT, &[("text", ui.text)], &[("selection", ui.selection)]);
        check(theme.dark, TEXT, &[("on accent", ui.on_accent)], &[("accent", ui.accent)]);
        check(theme.dark, TEXT, &[("on danger", ui.on_danger)], &[("danger", ui.danger)]);
        let grounds = [("panel", ui.panel), ("raised", ui.raised), ("field", ui.field)];
        check(theme.dark, GRAPHIC, &[("border", ui.border)], &grounds);
    }
}

#[test]
fn fifteen_personas_are_told_apart_without_colour_and_with() {
    for theme in THEMES {
        let signs: BTreeSet<_> = (0..15)
            .map(|mark| {
                let sign = theme.persona(mark);
                let lengths: Vec<_> =
                    sign.dash.lengths_px().iter().map(|length| *length as u32).collect();
                (sign.color.to_array(), lengths, sign.marker)
            })
            .collect();
        assert_eq!(signs.len(), 15);
        // The usual few differ by dash and by marker alone, as in a greyscale print.
        let markers: BTreeSet<_> = (0..4).map(|mark| theme.persona(mark).marker).collect();
        assert_eq!(markers.len(), 4);
        assert_eq!(theme.persona(16), theme.persona(0));
    }
}

#[test]
fn kinds_and_emotions_have_shapes_of_their_own() {
    let kinds: BTreeSet<_> = CardKind::ALL.iter().map(|k| Theme::LIGHT.kind(*k).icon).collect();
    assert_eq!(kinds.len(), CardKind::ALL.len());
    let faces: BTreeSet<_> = Emotion::STEPS.iter().map(|step| emotion_icon(*step)).collect();
    assert_eq!(faces.len(), 5);
}

#[test]
fn no_text_is_smaller_than_thirteen() {
    for role in [
        TextRole::Title,
        TextRole::Subtitle,
        TextRole::Stage,
        TextRole::Lane,
        TextRole::Card,
        TextRole::Meta,
        TextRole::MetaStrong,
    ] {
        let style = Theme::LIGHT.style(role);
        assert!(style.size_px >= 13.0 && style.line_height_px >= style.size_px * 1.2, "{role:?}");
    }
}
