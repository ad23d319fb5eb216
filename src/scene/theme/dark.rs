//! The dark appearance: the same roles, with grounds that recede and accents that light up.

use super::{ChartColors, KindLook, MapColors, Theme, UiColors, rgb, rgba};
use crate::icon::Icon;

const TEXT: u32 = 0xE6_EAF0;
const SECONDARY: u32 = 0xB3_BDCA;

const fn kind(fill: u32, accent: u32, icon: Icon) -> KindLook {
    KindLook {
        fill: rgb(fill),
        accent: rgb(accent),
        ink: rgb(TEXT),
        secondary: rgb(SECONDARY),
        chip: rgba(0x00_0000, 70),
        icon,
    }
}

pub(super) const THEME: Theme = Theme {
    dark: true,
    map: MapColors {
        canvas: rgb(0x12_161C),
        lane: rgb(0x1A_2029),
        lane_header: rgb(0x17_1C24),
        band_header: rgb(0x1E_2530),
        hairline: rgb(0x2F_3947),
        border: rgb(0x6B_788A),
        text: rgb(TEXT),
        secondary: rgb(SECONDARY),
        muted: rgb(0x94_A0B0),
        stage_header: rgb(0x2C_3E5E),
        stage_text: rgb(0xFF_FFFF),
        stage_secondary: rgb(0xC9_D3E3),
        stage_missed: rgb(0xFF_B892),
        stage_hairline: rgb(0x4A_5F86),
        focus: rgb(0x5C_9DFF),
        focus_gap: rgb(0x12_161C),
        selection: rgba(0x5C_9DFF, 40),
        drop_slot: rgba(0x5C_9DFF, 56),
        shadow: rgba(0x00_0000, 120),
        key_moment: rgb(0xE0_B252),
        chip: rgb(0x2A_3340),
        midline: rgb(0x3C_4757),
        measured: rgb(0xA9_B4C2),
        interval: rgba(0xA9_B4C2, 50),
        gap_worse: rgba(0xFF_8A5B, 40),
        gap_better: rgba(0x4B_9BEA, 44),
        worse_text: rgb(0xFF_9B7A),
        better_text: rgb(0x8C_C4F7),
        on_persona: rgb(0x12_161C),
    },
    chart: ChartColors {
        bar_strong: rgb(0x5C_9DFF),
        track: rgb(0x2A_3340),
        axis: rgb(0x3C_4757),
        line: rgb(0x5C_9DFF),
        interval: rgba(0x5C_9DFF, 50),
        low: rgb(0xFF_8A5B),
        middle: rgb(0x9A_A6B5),
        high: rgb(0x4B_9BEA),
    },
    ui: UiColors {
        panel: rgb(0x16_1B23),
        raised: rgb(0x1E_2530),
        field: rgb(0x11_151B),
        button: rgb(0x2A_3340),
        button_hovered: rgb(0x35_4050),
        border: rgb(0x73_8094),
        hairline: rgb(0x2A_3340),
        text: rgb(TEXT),
        secondary: rgb(SECONDARY),
        muted: rgb(0x94_A0B0),
        accent: rgb(0x1F_62D6),
        on_accent: rgb(0xFF_FFFF),
        accent_text: rgb(0x7F_B2FF),
        selection: rgb(0x1B_3A66),
        danger: rgb(0xC2_3B2E),
        on_danger: rgb(0xFF_FFFF),
        danger_text: rgb(0xFF_9B7A),
        scrim: rgba(0x00_0000, 150),
    },
    kinds: [
        kind(0x3A_3018, 0xE0_B252, Icon::TouchApp),
        kind(0x18_304A, 0x5F_B0F5, Icon::FormatQuote),
        kind(0x44_211A, 0xFF_9B7A, Icon::Warning),
        kind(0x15_3A32, 0x4F_CBB0, Icon::Lightbulb),
        kind(0x33_264A, 0xC3_A0F5, Icon::Help),
        kind(0x2A_313B, 0xA3_AEBC, Icon::Monitoring),
    ],
    emotion: [rgb(0xFF_8A5B), rgb(0xFF_C08A), rgb(0x9A_A6B5), rgb(0x8C_C4F7), rgb(0x4B_9BEA)],
    emotion_on_card: [
        rgb(0xFF_8A5B),
        rgb(0xFF_C08A),
        rgb(0x9A_A6B5),
        rgb(0x8C_C4F7),
        rgb(0x4B_9BEA),
    ],
    personas: [rgb(0x3B_9BFF), rgb(0xFF_B892), rgb(0x90_FBF2), rgb(0xCC_5A8C)],
};
