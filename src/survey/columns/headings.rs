//! What the heading of a column says: words that tell its role.

use super::Role;
use super::role_words::{CONTAINED, EXACT};
use super::words::{AMOUNT, COUNT};

/// Whether any of `words` begins at the beginning of a word of `text`, which is lower case.
pub(super) fn mentions(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.match_indices(word).any(|(at, _)| begins_word(text, at)))
}

/// Whether any of `words` is a whole word of `text`, which is lower case.
pub(super) fn mentions_whole(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| {
        text.match_indices(word).any(|(at, _)| {
            let after = text.get(at + word.len()..).and_then(|after| after.chars().next());
            begins_word(text, at) && after.is_none_or(|c| !c.is_alphanumeric())
        })
    })
}

/// Whether a word may begin at a place in a text. Chinese, Japanese and Korean have no spaces
/// between words, so that there a word may begin anywhere.
pub(super) fn begins_word(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    let after = text.get(at..).and_then(|after| after.chars().next());
    before.is_none_or(|c| !c.is_alphanumeric()) || after.is_some_and(|c| c >= '\u{3040}')
}

/// A heading split into words, so that `NbPassageKS` and `nb_passage` say the same.
pub(super) fn spread(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 8);
    let mut previous = ' ';
    let mut chars = name.chars().peekable();
    while let Some(c) = chars.next() {
        // Q20Age, but not C-3PO.
        let after_number =
            previous.is_ascii_digit() && chars.peek().is_some_and(|next| next.is_lowercase());
        if c.is_uppercase() && (previous.is_lowercase() || after_number) {
            words.push(' ');
        }
        words.push(if matches!(c, '_' | '.' | '-' | '/') { ' ' } else { c });
        previous = c;
    }
    words.to_lowercase()
}

/// The role that a heading names, and whether it names it with all of its words.
pub(super) fn role_by_name(name: &str, text: &str) -> Option<(Role, bool)> {
    let spread_name = spread(name);
    let name = name.trim().to_lowercase();
    let is_named =
        |names: &str| names.split('|').any(|own| own == name.as_str() || own == spread_name.trim());
    if let Some((role, _)) = EXACT.iter().find(|(_, names)| is_named(names)) {
        return Some((*role, true));
    }
    let text = text.to_lowercase();
    let says = |words: &str| {
        let words: Vec<&str> = words.split('|').collect();
        mentions(&name, &words) || mentions(&spread_name, &words) || mentions(&text, &words)
    };
    CONTAINED.iter().find(|(_, words)| says(words)).map(|(role, _)| (*role, false))
}

/// Whether a heading names an amount, or else a number of things.
pub(super) fn amount_by_name(name: &str) -> Option<NumberWord> {
    let words = format!("{} ", spread(name));
    if mentions(&words, &COUNT) {
        Some(NumberWord::Count)
    } else if mentions(&words, &AMOUNT) {
        Some(NumberWord::Amount)
    } else {
        None
    }
}

/// The two kinds of numbers without a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberWord {
    /// An amount of money or value.
    Amount,
    /// A number of things.
    Count,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_however_their_words_are_joined() {
        for name in ["First Name", "first_name", "FirstName", "first-name"] {
            assert_eq!(role_by_name(name, name), Some((Role::Personal, true)), "{name}");
        }
        assert_eq!(role_by_name("CustomerID", "CustomerID"), Some((Role::Id, true)));
    }

    #[test]
    fn headings_are_split_into_words() {
        assert_eq!(amount_by_name("NbPassageKS"), Some(NumberWord::Count));
        assert_eq!(amount_by_name("CaTicket"), Some(NumberWord::Amount));
        assert_eq!(amount_by_name("category"), None);
        assert_eq!(spread("Q20Age"), "q20 age");
    }
}
