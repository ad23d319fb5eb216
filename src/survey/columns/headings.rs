//! What the heading of a column says: words that tell its role.

use super::Role;
use super::number_words::{AMOUNT, CODE, COUNT, NUMBERED, THINGS};
use super::role_words::{CONTAINED, EXACT};
use super::word_list::Words;

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
    let is_named = |names: &Words| names.contains(&name) || names.contains(spread_name.trim());
    if let Some((role, _)) = EXACT.iter().find(|(_, names)| is_named(names)) {
        return Some((*role, true));
    }
    let text = text.to_lowercase();
    // The text is mostly the name once more.
    let says = |words: &Words| {
        words.are_mentioned(&name)
            || (spread_name != name && words.are_mentioned(&spread_name))
            || (text != name && words.are_mentioned(&text))
    };
    CONTAINED.iter().find(|(_, words)| says(words)).map(|(role, _)| (*role, false))
}

/// Whether a name is that of groups of people or things, perhaps with a word for their codes:
/// `Store`, `region_code`.
pub(super) fn names_things(name: &str) -> bool {
    let name = spread(name);
    let name = name.trim();
    let without_code = || {
        let (rest, last) = name.rsplit_once(' ')?;
        CODE.contains(last).then_some(rest)
    };
    THINGS.contains(name) || without_code().is_some_and(|rest| THINGS.contains(rest.trim()))
}

/// Whether a name is that of numbers which each belong to one thing: `Case`, `Ticket no.`.
pub(super) fn names_id(name: &str) -> bool {
    let words = spread(name);
    let last = words.split_whitespace().next_back().unwrap_or("");
    let named = role_by_name(name, name).is_some_and(|(role, _)| role == Role::Id);
    named || NUMBERED.contains(last) || CODE.contains(last) || last.ends_with("nummer")
}

/// Whether a heading names an amount, or else a number of things.
pub(super) fn amount_by_name(name: &str) -> Option<NumberWord> {
    let words = format!("{} ", spread(name));
    if COUNT.are_mentioned(&words) {
        Some(NumberWord::Count)
    } else if AMOUNT.are_mentioned(&words) {
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
