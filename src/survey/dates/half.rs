//! The two halves of the day, as clocks of twelve hours name them.

use std::ops::Range;

/// A half of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    /// Before noon.
    Morning,
    /// From noon on.
    Afternoon,
}

/// How the halves are written behind the time, in lower case.
const BEHIND: [(&str, Half); 6] = [
    ("am", Half::Morning),
    ("pm", Half::Afternoon),
    ("a.m.", Half::Morning),
    ("p.m.", Half::Afternoon),
    ("a. m.", Half::Morning),
    ("p. m.", Half::Afternoon),
];

/// How they are written before the time or behind it, in scripts without spaces between words.
const ANYWHERE: [(&str, Half); 7] = [
    ("\u{c624}\u{c804}", Half::Morning),
    ("\u{c624}\u{d6c4}", Half::Afternoon),
    ("\u{4e0a}\u{5348}", Half::Morning),
    ("\u{4e0b}\u{5348}", Half::Afternoon),
    ("\u{5348}\u{524d}", Half::Morning),
    ("\u{5348}\u{5f8c}", Half::Afternoon),
    ("\u{5348}\u{540e}", Half::Afternoon),
];

/// The half of the day that a text names, and where in the text. Letters stand behind the time and
/// are a word of their own: `America/New_York` names no half, and "am 5. Mai" is a day in German.
pub(super) fn half_of_day(text: &str) -> Option<(Half, Range<usize>)> {
    // Most times are of a clock of twenty-four hours.
    if !text.bytes().any(|byte| matches!(byte, b'm' | b'M') || !byte.is_ascii()) {
        return None;
    }
    let named = ANYWHERE.iter().find_map(|(name, half)| {
        let at = text.find(name)?;
        Some((*half, at..at + name.len()))
    });
    named.or_else(|| {
        // In ASCII only, so that what is found has the same place in the text itself.
        let lower = text.to_ascii_lowercase();
        BEHIND.iter().find_map(|(name, half)| {
            let mut found = lower.match_indices(name);
            let (at, _) = found.find(|(at, _)| is_behind_a_time(&lower, *at, name.len()))?;
            Some((*half, at..at + name.len()))
        })
    })
}

/// Whether a place of a text follows a time of day and ends with its word.
fn is_behind_a_time(text: &str, at: usize, length: usize) -> bool {
    let before = text.get(..at).unwrap_or("").trim_end();
    let behind = text.get(at + length..).unwrap_or("");
    before.ends_with(|c: char| c.is_ascii_digit()) && !behind.starts_with(char::is_alphabetic)
}

/// The hour of twenty-four that an hour of twelve is.
pub(super) const fn hour_of(hour: u32, half: Option<Half>) -> u32 {
    match half {
        Some(Half::Afternoon) if hour < 12 => hour + 12,
        Some(Half::Morning) if hour == 12 => 0,
        _ => hour,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_of_the_day_are_words_of_their_own() {
        for (text, expected) in [
            ("9:05 PM", Some(Half::Afternoon)),
            ("9:05:19am", Some(Half::Morning)),
            ("12:05:19 a. m. CET", Some(Half::Morning)),
            ("2024/03/21 \u{4e0b}\u{5348} 9:05", Some(Half::Afternoon)),
            ("2024/03/21 9:05:19 \u{4e0a}\u{5348} GMT+8", Some(Half::Morning)),
            ("2024. 6. 18 \u{c624}\u{d6c4} 12:05:19", Some(Half::Afternoon)),
            ("2024-03-21 12:05 America/New_York", None),
            ("am 5. Mai 2024 um 12:05", None),
            ("2024-03-21 12:05 Amsterdam", None),
        ] {
            assert_eq!(half_of_day(text).map(|(half, _)| half), expected, "{text}");
        }
    }
}
