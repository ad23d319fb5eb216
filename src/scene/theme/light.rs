//! The light appearance.

use super::{ChartColors, KindLook, MapColors, Theme, UiColors, rgb, rgba};
use crate::icon::Icon;

const TEXT: u32 = 0x1B_2430;
const SECONDARY: u32 = 0x4A_5565;

const fn kind(fill: u32, accent: u32, icon: Icon) -> KindLook {
    KindLook {
        fill: rgb(fill),
        accent: rgb(accent),
        ink: rgb(TEXT),
        secondary: rgb(SECONDARY),
        chip: rgba(0xFF_FFFF, 150),
        icon,
    }
}

pub(super) const THEME: Theme = Theme {
    dark: false,
    map: MapColors {
        canvas: rgb(0xF6_F7F9),
        lane: rgb(0xFF_FFFF),
        lane_header: rgb(0xFA_FBFD),
        band_header: rgb(0xFF_FFFF),
        hairline: rgb(0xC9_D1DB),
        border: rgb(0x7D_8999),
        text: rgb(TEXT),
        secondary: rgb(SECONDARY),
        muted: rgb(0x66_7085),
        stage_header: rgb(0x22_304A),
        stage_text: rgb(0xFF_FFFF),
        stage_secondary: rgb(0xC9_D3E3),
        stage_missed: rgb(0xFF_B892),
        stage_hairline: rgb(0x4A_5A78),
        focus: rgb(0x0B_5FFF),
        focus_gap: rgb(0xFF_FFFF),
        selection: rgba(0x0B_5FFF, 26),
        drop_slot: rgba(0x0B_5FFF, 36),
        shadow: rgba(0x1B_2430, 46),
        key_moment: rgb(0xA6_7A1C),
        chip: rgb(0xEE_F1F5),
        midline: rgb(0xC9_D1DB),
        measured: rgb(0x5A_6675),
        interval: rgba(0x5A_6675, 46),
        gap_worse: rgba(0xCC_6B1F, 36),
        gap_better: rgba(0x3B_86C8, 36),
        worse_text: rgb(0x9A_3412),
        better_text: rgb(0x0B_4A86),
        on_persona: rgb(0xFF_FFFF),
    },
    chart: ChartColors {
        bar_strong: rgb(0x0B_4FB3),
        track: rgb(0xEE_F1F5),
        axis: rgb(0xC9_D1DB),
        line: rgb(0x0B_4FB3),
        interval: rgba(0x0B_4FB3, 40),
        low: rgb(0x9A_3412),
        middle: rgb(0x76_818F),
        high: rgb(0x0B_4A86),
    },
    ui: UiColors {
        panel: rgb(0xFF_FFFF),
        raised: rgb(0xEE_F1F5),
        field: rgb(0xFF_FFFF),
        button: rgb(0xFF_FFFF),
        button_hovered: rgb(0xF1_F4F8),
        border: rgb(0x7D_8999),
        hairline: rgb(0xD9_DFE7),
        text: rgb(TEXT),
        secondary: rgb(SECONDARY),
        muted: rgb(0x5F_6979),
        accent: rgb(0x0B_4FB3),
        on_accent: rgb(0xFF_FFFF),
        accent_text: rgb(0x0B_4FB3),
        selection: rgb(0xD6_E4FA),
        danger: rgb(0xB3_261E),
        on_danger: rgb(0xFF_FFFF),
        danger_text: rgb(0x9A_2A1B),
        scrim: rgba(0x1B_2430, 110),
    },
    kinds: [
        kind(0xFF_F0C2, 0xA6_7A1C, Icon::TouchApp),
        kind(0xDC_EBFB, 0x1B_7FD6, Icon::FormatQuote),
        kind(0xFB_D9CC, 0x7A_2408, Icon::Warning),
        kind(0xCF_EFE3, 0x1F_7263, Icon::Lightbulb),
        kind(0xE6_DBF4, 0x5B_2A98, Icon::Help),
        kind(0xE8_EBF0, 0x5A_6675, Icon::Monitoring),
    ],
    emotion: [rgb(0x9A_3412), rgb(0xCC_6B1F), rgb(0x76_818F), rgb(0x3B_86C8), rgb(0x0B_4A86)],
    // The middle three are a little darker, as the scale's own fall below 3 to 1 on two fills.
    emotion_on_card: [
        rgb(0x9A_3412),
        rgb(0xBA_5C14),
        rgb(0x68_7380),
        rgb(0x2C_74B3),
        rgb(0x0B_4A86),
    ],
    personas: [rgb(0x0B_4FB3), rgb(0xBF_6A2E), rgb(0x12_958D), rgb(0x55_213A)],
};
