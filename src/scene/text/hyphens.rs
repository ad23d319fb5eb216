//! Hyphens in labels: a narrow title breaks long words, and a broken word must be seen to be one.

use super::{Align, TextEngine, TextLine, TextStyle};

/// Letters of a word that stay together at least, on either side of a hyphen.
const LEAST_LETTERS: usize = 3;
/// How many letters earlier than necessary a word is broken if that is a better place.
const BACK: usize = 5;

impl TextEngine {
    /// `text` with a hyphen wherever a word is broken within the first `max_lines` lines; none if
    /// no word is.
    pub(super) fn hyphenated(
        &mut self,
        text: &str,
        style: TextStyle,
        max_width: f32,
        max_lines: usize,
    ) -> Option<String> {
        let mut hyphenated: Option<String> = None;
        // The last line ends with the text or with an ellipsis.
        for _ in 1..max_lines {
            let text = hyphenated.as_deref().unwrap_or(text);
            let block = self.layout(text, style, Some(max_width), Some(max_lines), Align::Start);
            let mut lines = block.lines.iter().take(block.lines.len().saturating_sub(1));
            let Some(line) = lines.find(|line| breaks_a_word(text, line.text_range.end)) else {
                break;
            };
            let at = self.hyphen_place(text, line, style, max_width)?;
            let (head, tail) = (text.get(..at)?, text.get(at..)?);
            hyphenated = Some(format!("{head}-{tail}"));
        }
        hyphenated
    }

    /// Where to break the word at the end of a line: as late as a hyphen still fits, or a little
    /// earlier if a syllable seems to begin there.
    fn hyphen_place(
        &mut self,
        text: &str,
        line: &TextLine,
        style: TextStyle,
        max_width: f32,
    ) -> Option<usize> {
        let range = line.text_range.clone();
        let shown = text.get(range.clone())?;
        // From the end of the line back to where the word begins.
        let places = shown.char_indices().rev().take_while(|(_, c)| is_letter(*c));
        let mut places: Vec<usize> = places.map(|(index, _)| index).collect();
        places.truncate(places.len().saturating_sub(LEAST_LETTERS));
        places.insert(0, shown.len());
        places.retain(|place| {
            let head = shown.get(..*place).unwrap_or("");
            self.line(&format!("{head}-"), style).width <= max_width
        });
        let mut near = places.iter().take(BACK);
        let good = near.find(|place| begins_syllable(text, range.start + **place));
        Some(range.start + good.or(places.first())?)
    }
}

/// Whether a line that ends at this byte tears a word apart.
fn breaks_a_word(text: &str, at: usize) -> bool {
    let (Some(before), Some(after)) = (text.get(..at), text.get(at..)) else { return false };
    before.chars().next_back().is_some_and(is_letter) && after.chars().next().is_some_and(is_letter)
}

/// A letter of a script that is hyphenated: Latin, Greek, Cyrillic, Armenian.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() && matches!(c, ..'\u{0590}' | '\u{1E00}'..='\u{1FFF}')
}

/// Whether a syllable may begin at this byte: one consonant before a vowel, and no letters that are
/// spoken as one torn apart. A guess that serves most languages of Europe.
fn begins_syllable(text: &str, at: usize) -> bool {
    let (Some(before), Some(after)) = (text.get(..at), text.get(at..)) else { return false };
    let rest = after.chars().take_while(|c| is_letter(*c)).count();
    let mut next = after.chars().flat_map(char::to_lowercase);
    let last = before.chars().next_back();
    let (Some(first), Some(second)) = (next.next(), next.next()) else { return false };
    let pair = matches!((last, first), (Some('c' | 's' | 't' | 'p'), 'h') | (Some('c'), 'k'));
    rest >= LEAST_LETTERS && !is_vowel(first) && is_vowel(second) && !pair
}

fn is_vowel(c: char) -> bool {
    "aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýąęěůœаеёиоуыэюяіїєαεηιουωάέήίόύώ".contains(c)
}
