//! Lists of words, and whether a text mentions one of them.

use std::sync::OnceLock;

/// Words and beginnings of words, lower case, to be looked for in texts.
///
/// There are a hundred times as many words as a text has places where one may begin. So the text is
/// walked, not the list: where one may begin, a search in the sorted words finds the only one that
/// can stand there.
pub(super) struct Words {
    listed: &'static [&'static str],
    sorted: OnceLock<Sorted>,
}

struct Sorted {
    all: Vec<&'static str>,
    /// Without those that begin with another one of the list, which is found wherever they are.
    shortest: Vec<&'static str>,
}

impl Words {
    /// A list of words. Each text may hold several, with `|` between them.
    pub(super) const fn new(listed: &'static [&'static str]) -> Self {
        Self { listed, sorted: OnceLock::new() }
    }

    fn sorted(&self) -> &Sorted {
        self.sorted.get_or_init(|| {
            let mut all: Vec<&'static str> =
                self.listed.iter().flat_map(|words| words.split('|')).collect();
            all.sort_unstable();
            let mut shortest: Vec<&'static str> = Vec::with_capacity(all.len());
            for word in &all {
                if !shortest.last().is_some_and(|before| word.starts_with(before)) {
                    shortest.push(word);
                }
            }
            Sorted { all, shortest }
        })
    }

    /// Whether a text is one of the words.
    pub(super) fn contains(&self, text: &str) -> bool {
        self.sorted().all.binary_search(&text).is_ok()
    }

    /// Whether a text begins with any of the words.
    pub(super) fn begin(&self, text: &str) -> bool {
        // Between a word and the texts that it begins there are only others that it begins: none of
        // the list, so that it is the last one before such a text.
        let words = &self.sorted().shortest;
        let after = words.partition_point(|word| *word <= text);
        after.checked_sub(1).and_then(|at| words.get(at)).is_some_and(|word| text.starts_with(word))
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
}
