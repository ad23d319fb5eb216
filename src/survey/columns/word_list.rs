//! Lists of words, and whether a text mentions one of them.

use std::sync::OnceLock;

/// Words and beginnings of words, lower case, to be looked for in texts.
///
/// There are a hundred times as many words as a text has places where one may begin. So the text is
/// walked, not the list: where one may begin, only words with the letter that stands there are
/// compared.
///
/// `ease$` is a whole word only: no letter follows it, so that it is not found in `easement`.
pub(super) struct Words {
    listed: &'static [&'static str],
    sorted: OnceLock<Sorted>,
}

struct Sorted {
    words: Vec<&'static str>,
    /// Where the words begin that have at least this first byte.
    from: [usize; 257],
}

impl Words {
    /// A list of words. Each text may hold several, with `|` between them.
    pub(super) const fn new(listed: &'static [&'static str]) -> Self {
        Self { listed, sorted: OnceLock::new() }
    }

    /// The words that share the first byte of a text.
    fn like(&self, text: &str) -> &[&'static str] {
        let Some(first) = text.bytes().next().map(usize::from) else { return &[] };
        let sorted = self.sorted.get_or_init(|| Sorted::new(self.listed));
        let (from, to) = (sorted.from.get(first), sorted.from.get(first + 1));
        from.zip(to).and_then(|(from, to)| sorted.words.get(*from..*to)).unwrap_or_default()
    }

    /// Whether a text is one of the words.
    pub(super) fn contains(&self, text: &str) -> bool {
        self.like(text).iter().any(|word| word.strip_suffix(END).unwrap_or(word) == text)
    }

    /// Whether a text begins with any of the words.
    pub(super) fn begin(&self, text: &str) -> bool {
        self.like(text).iter().any(|word| stands(word, text))
    }

    /// How many bytes of a text the longest of the words takes that the text begins with.
    pub(super) fn longest(&self, text: &str) -> Option<usize> {
        let found = self.like(text).iter().filter(|word| stands(word, text));
        found.map(|word| word.trim_end_matches(END).len()).max()
    }

    /// Whether any of the words begins at the beginning of a word of a text in lower case.
    pub(super) fn are_mentioned(&self, text: &str) -> bool {
        word_starts(text).any(|rest| self.begin(rest))
    }

    /// Whether any of the words, which are letters and digits only, is a whole word of a text in
    /// lower case.
    pub(super) fn are_whole_words(&self, text: &str) -> bool {
        word_starts(text).any(|rest| {
            let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
            self.contains(rest.get(..end).unwrap_or(rest))
        })
    }
}

/// Ends a word of a list that is a whole word.
const END: char = '$';

/// Whether a word of a list stands at the beginning of a text.
fn stands(word: &str, text: &str) -> bool {
    match word.strip_suffix(END) {
        None => text.starts_with(word),
        Some(whole) => {
            text.strip_prefix(whole).is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
        }
    }
}

impl Sorted {
    fn new(listed: &[&'static str]) -> Self {
        let mut words: Vec<&'static str> =
            listed.iter().flat_map(|words| words.split('|')).collect();
        words.sort_unstable();
        let from = std::array::from_fn(|first| {
            words.partition_point(|word| word.bytes().next().is_none_or(|b| usize::from(b) < first))
        });
        Self { words, from }
    }
}

/// What follows from each place of a text where a word may begin. Chinese, Japanese and Korean have
/// no spaces between words, so that there a word may begin anywhere.
fn word_starts(text: &str) -> impl Iterator<Item = &str> {
    let mut inside = false;
    text.char_indices().filter_map(move |(at, c)| {
        let begins = !inside || c >= '\u{3040}';
        inside = c.is_alphanumeric();
        if begins { text.get(at..) } else { None }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    static SOME: Words = Words::new(&["ease|easy|easily", "ni ", "number of", "満足", "sat"]);

    #[test]
    fn words_are_mentioned_where_a_word_begins() {
        for text in ["easy", "how easily?", "un ni deux", "the number of visits", "ご満足ですか"]
        {
            assert!(SOME.are_mentioned(text), "{text}");
        }
        for text in ["", "uneasy", "ni", "genie ", "number", "eas", "zzz", "不満"] {
            assert!(!SOME.are_mentioned(text), "{text}");
        }
        assert!(SOME.are_mentioned("c-sat: saturday"), "after a mark, and longer than the word");
    }

    #[test]
    fn whole_words_end_where_the_word_does() {
        for text in ["sat", "is it easy?", "(ease)"] {
            assert!(SOME.are_whole_words(text), "{text}");
        }
        for text in ["saturday", "easygoing", "sat5"] {
            assert!(!SOME.are_whole_words(text), "{text}");
        }
    }

    #[test]
    fn a_word_that_begins_with_another_one_hides_none() {
        static NESTED: Words = Words::new(&["a|abc|abd|ab|b"]);
        for text in ["a", "abb", "abcz", "abz", "az", "b"] {
            assert!(NESTED.begin(text), "{text}");
        }
        assert!(NESTED.contains("abd") && !NESTED.contains("abz"));
        assert!(!NESTED.begin("c") && !NESTED.begin("A"));
    }

    #[test]
    fn a_word_that_is_marked_as_whole_begins_no_other() {
        static WHOLE: Words = Words::new(&["count$|ease$|easy"]);
        for text in ["count", "the count of it", "count_2", "ease-of-use", "easyjet"] {
            assert!(WHOLE.are_mentioned(text), "{text}");
        }
        for text in ["country", "counter staff", "easement", "$"] {
            assert!(!WHOLE.are_mentioned(text), "{text}");
        }
        assert!(WHOLE.contains("count") && WHOLE.are_whole_words("to ease it"));
    }
}
