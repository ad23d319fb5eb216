//! Which label of a survey probably means which element of a map.

use std::collections::BTreeMap;

use survey::tally::{Dimension, Tally};

use crate::{CardKind, Links, MapId, Project};

/// Suggests what the labels of a survey mean on a map: stages, personas and touchpoints of like
/// names. Case, punctuation, numbering, a small slip or a shortened name do not matter; where two
/// elements are equally alike, none is suggested.
pub fn suggest_links(project: &Project, map: MapId, tally: &Tally) -> Links {
    let Some(map) = project.maps.get(&map) else { return Links::default() };
    let stages = map.stages_in_order();
    let stages = stages.iter().map(|(id, stage)| (*id, stage.name.as_str()));
    let personas = project.personas_in_order();
    let personas = personas.iter().map(|(id, persona)| (*id, persona.name.as_str()));
    let touchpoints = map.cards.iter().filter(|(_, card)| card.kind == CardKind::Touchpoint);
    let touchpoints = touchpoints.map(|(id, card)| (*id, card.text.as_str()));
    Links {
        stages: matches(&tally.labels(Dimension::Stage), stages),
        personas: matches(&tally.labels(Dimension::Persona), personas),
        touchpoints: matches(&tally.labels(Dimension::Touchpoint), touchpoints),
    }
}

/// The most alike element of each label.
fn matches<'a, K: Copy>(
    labels: &[String],
    elements: impl Iterator<Item = (K, &'a str)>,
) -> BTreeMap<String, K> {
    let elements: Vec<(K, String)> = elements.map(|(id, name)| (id, plain(name))).collect();
    let mut links = BTreeMap::new();
    for label in labels {
        let wanted = plain(label);
        let mut scores: Vec<(u32, K)> =
            elements.iter().map(|(id, name)| (likeness(&wanted, name), *id)).collect();
        scores.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        let second = scores.get(1).map_or(0, |(score, _)| *score);
        if let Some((best, id)) = scores.first()
            && *best > second
        {
            links.insert(label.clone(), *id);
        }
    }
    links
}

/// The words of a name in lower case, without punctuation and without a number in front.
fn plain(name: &str) -> String {
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.collect();
    let first = words.iter().position(|word| !word.chars().all(|c| c.is_ascii_digit()));
    words.get(first.unwrap_or(0)..).unwrap_or_default().join(" ")
}

/// How alike two plain names are: 3 equal, 2 one begins with the other, 1 a slip apart, 0 not.
fn likeness(a: &str, b: &str) -> u32 {
    /// A shorter beginning says too little.
    const SHORTEST_BEGINNING: usize = 4;
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.is_empty() {
        return 0;
    }
    if a == b {
        return 3;
    }
    let length = short.chars().count();
    let begins = long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '));
    if begins && length >= SHORTEST_BEGINNING {
        return 2;
    }
    let allowed = match length {
        0..=4 => 0,
        5..=8 => 1,
        _ => 2,
    };
    u32::from(length <= 200 && distance(a, b, allowed).is_some_and(|slips| slips <= allowed))
}

/// How many letters must be added, dropped, changed or swapped with their neighbour to turn one
/// name into the other (optimal string alignment); none when their lengths differ by more than
/// `most`.
fn distance(a: &str, b: &str, most: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let at =
                |row: &[usize], index: usize| row.get(index).copied().unwrap_or(usize::MAX / 2);
            let changed = at(&last, j) + usize::from(x != y);
            let mut best = changed.min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                best = best.min(at(&before_last, j - 1) + 1);
            }
            row.push(best);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last.last().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(a: &str, b: &str) -> u32 {
        likeness(&plain(a), &plain(b))
    }

    #[test]
    fn case_punctuation_and_numbering_do_not_matter() {
        assert_eq!(alike("3. Check-out", "check out"), 3);
        assert_eq!(alike("  ÖFFNUNG ", "öffnung"), 3);
    }

    #[test]
    fn a_slip_is_forgiven_in_long_names_only() {
        assert_eq!(alike("Consideratoin", "Consideration"), 1);
        assert_eq!(alike("Purchse", "Purchase"), 1);
        assert_eq!(alike("Bay", "Buy"), 0);
        assert_eq!(alike("Anna", "Hanna"), 0);
        assert_eq!(alike("", "Buy"), 0);
    }

    #[test]
    fn a_beginning_of_whole_words_counts() {
        assert_eq!(alike("Purchase", "Purchase & payment"), 2);
        assert_eq!(alike("Use", "Use it"), 0);
        assert_eq!(alike("Purchase", "Purchaser"), 1);
    }
}
