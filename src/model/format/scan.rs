//! Takes RON text apart by its brackets, without judging what stands between them.
//!
//! RON's own parser stops at the first mistake and loses what follows. Brackets, strings and
//! comments are enough to find where every object begins and ends, also in a file that was cut off
//! or has a damaged object in its middle; each object is then read by RON's parser on its own.

use std::ops::Range;

use super::MAX_ITEMS;

/// One entry of a bracketed list: `key: value`, or a value alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The key; none for the items of a list.
    pub(super) key: Option<Range<usize>>,
    /// The value, without blanks and comments around it.
    pub(super) value: Range<usize>,
    /// Whether the text ended before the entry did.
    pub(super) cut: bool,
}

impl Entry {
    /// Key and value.
    pub(super) fn whole(&self) -> Range<usize> {
        self.key.as_ref().map_or(self.value.start, |key| key.start)..self.value.end
    }
}

/// The entries between two brackets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Entries {
    /// The entries in their order; those far beyond [`MAX_ITEMS`] are passed over.
    pub(super) list: Vec<Entry>,
    /// Where the text goes on after the closing bracket; none when there is no closing bracket.
    pub(super) end: Option<usize>,
    /// How many comments there are, at any depth.
    pub(super) comments: usize,
}

/// Splits RON text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scanner<'a> {
    /// The whole file.
    pub(super) text: &'a str,
    /// Whether a line break ends a string: for files in which a closing quotation mark is missing.
    /// Files that this program wrote have no line breaks in strings.
    pub(super) strings_end_with_line: bool,
}

/// What stands at some place of the text.
enum Token {
    Blank,
    Comment,
    Open,
    Close,
    Comma,
    Colon,
    Other,
}

impl Scanner<'_> {
    /// The first place from `at` on that is neither blank nor comment.
    pub(super) fn skip_blank(self, mut at: usize, end: usize) -> usize {
        while at < end {
            let (token, next) = self.token(at, end);
            if !matches!(token, Token::Blank | Token::Comment) {
                break;
            }
            at = next;
        }
        at.min(end)
    }

    /// Where a value opens the bracket `open`, after an optional name: `Map(`.
    pub(super) fn opening(self, value: &Range<usize>, open: u8) -> Option<usize> {
        let mut at = self.skip_blank(value.start, value.end);
        while self.byte(at).is_some_and(is_name) && at < value.end {
            at += 1;
        }
        at = self.skip_blank(at, value.end);
        (at < value.end && self.byte(at) == Some(open)).then_some(at)
    }

    /// The entries of the bracket that opens at `open`, up to its end or that of the text.
    pub(super) fn entries(self, open: usize, end: usize) -> Entries {
        let mut found = Entries::default();
        let mut part = Part::default();
        let mut depth = 0_usize;
        let mut at = open + 1;
        while at < end {
            let (token, next) = self.token(at, end);
            match token {
                Token::Blank => {}
                Token::Comment => found.comments += 1,
                Token::Comma if depth == 0 => {
                    let entry = std::mem::take(&mut part).entry(false);
                    // One more than allowed tells the reader that there are too many.
                    if found.list.len() <= MAX_ITEMS {
                        found.list.extend(entry);
                    }
                }
                Token::Colon if depth == 0 && part.key.is_none() => part.colon(at),
                Token::Close if depth == 0 => {
                    found.list.extend(part.entry(false));
                    found.end = Some(next);
                    return found;
                }
                Token::Open => {
                    depth += 1;
                    part.take(at, next);
                }
                Token::Close => {
                    depth -= 1;
                    part.take(at, next);
                }
                Token::Comma | Token::Colon | Token::Other => part.take(at, next),
            }
            at = next;
        }
        found.list.extend(part.entry(true));
        found
    }

    fn byte(self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// What stands at `at`, and where it ends; `end` is the end of what is looked at.
    fn token(self, at: usize, end: usize) -> (Token, usize) {
        let Some(byte) = self.byte(at) else { return (Token::Blank, end) };
        let (token, next) = match byte {
            b'(' | b'[' | b'{' => (Token::Open, at + 1),
            b')' | b']' | b'}' => (Token::Close, at + 1),
            b',' => (Token::Comma, at + 1),
            b':' => (Token::Colon, at + 1),
            b'"' => (Token::Other, self.after_string(at + 1, end)),
            b'\'' => (Token::Other, self.after_char(at, end)),
            b'/' if self.byte(at + 1) == Some(b'/') => {
                let rest = self.text.get(at..end).unwrap_or_default();
                (Token::Comment, rest.find('\n').map_or(end, |length| at + length + 1))
            }
            b'/' if self.byte(at + 1) == Some(b'*') => {
                (Token::Comment, self.after_block_comment(at, end))
            }
            byte if byte.is_ascii_whitespace() => (Token::Blank, at + 1),
            byte if is_name(byte) => self.name(at, end),
            _ => (Token::Other, at + 1),
        };
        (token, next.min(end))
    }

    /// The end of a word, which may be the beginning of a raw string: `r#"..."#`.
    fn name(self, at: usize, end: usize) -> (Token, usize) {
        let mut next = at;
        while next < end && self.byte(next).is_some_and(is_name) {
            next += 1;
        }
        if !matches!(self.text.get(at..next), Some("r" | "br")) {
            return (Token::Other, next);
        }
        let rest = self.text.get(next..end).unwrap_or_default();
        let hashes = rest.len() - rest.trim_start_matches('#').len();
        if self.byte(next + hashes) != Some(b'"') {
            return (Token::Other, next);
        }
        let body = next + hashes + 1;
        let closing = format!("\"{}", "#".repeat(hashes));
        let length = self.text.get(body..end).and_then(|rest| rest.find(&closing));
        (Token::Other, length.map_or(end, |length| body + length + closing.len()))
    }

    fn after_string(self, mut at: usize, end: usize) -> usize {
        while at < end {
            match self.byte(at) {
                Some(b'"') => return at + 1,
                Some(b'\n') if self.strings_end_with_line => return at,
                Some(b'\\') => at += 2,
                _ => at += 1,
            }
        }
        end
    }

    /// The end of a character such as `'a'`; an apostrophe alone is one byte.
    fn after_char(self, at: usize, end: usize) -> usize {
        let rest = self.text.get(at + 1..end).unwrap_or_default();
        let escaped = rest.starts_with('\\');
        let length = rest.char_indices().skip(if escaped { 2 } else { 1 }).take(10);
        let closing = length.take_while(|(_, c)| escaped || *c == '\'').find(|(_, c)| *c == '\'');
        closing.map_or(at + 1, |(length, _)| at + 1 + length + 1)
    }

    fn after_block_comment(self, mut at: usize, end: usize) -> usize {
        let mut depth = 0_usize;
        while at < end {
            match (self.byte(at), self.byte(at + 1)) {
                (Some(b'/'), Some(b'*')) => {
                    depth += 1;
                    at += 2;
                }
                (Some(b'*'), Some(b'/')) => {
                    depth = depth.saturating_sub(1);
                    at += 2;
                    if depth == 0 {
                        return at;
                    }
                }
                _ => at += 1,
            }
        }
        end
    }
}

/// Letters, digits and whatever is not ASCII.
fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

/// An entry while it is read.
#[derive(Default)]
struct Part {
    key: Option<Range<usize>>,
    /// From the first to the last token since the beginning, or since the colon.
    now: Option<Range<usize>>,
    colon: usize,
}

impl Part {
    fn take(&mut self, start: usize, end: usize) {
        self.now.get_or_insert(start..end).end = end;
    }

    fn colon(&mut self, at: usize) {
        self.key = Some(self.now.take().unwrap_or(at..at));
        self.colon = at + 1;
    }

    fn entry(self, cut: bool) -> Option<Entry> {
        match (self.key, self.now) {
            (None, None) => None,
            (None, Some(value)) => Some(Entry { key: None, value, cut }),
            (key, value) => {
                let value = value.unwrap_or(self.colon..self.colon);
                Some(Entry { key, value, cut })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> (Vec<(String, String)>, bool) {
        let scanner = Scanner { text, strings_end_with_line: false };
        let found = scanner.entries(0, text.len());
        let texts = found.list.iter().map(|entry| {
            let key = entry.key.clone().map(|key| text[key].to_owned()).unwrap_or_default();
            (key, text[entry.value.clone()].to_owned())
        });
        (texts.collect(), found.end.is_some())
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    }

    #[test]
    fn brackets_and_colons_inside_strings_and_comments_do_not_count() {
        let text = r##"( a: ")," , b : r#"x")"# /* , ( */ , // )
            c: [1, (2: 3)], d: ')' , e: '\'', f: "\"," )"##;
        let expected = [
            ("a", "\"),\""),
            ("b", r##"r#"x")"#"##),
            ("c", "[1, (2: 3)]"),
            ("d", "')'"),
            ("e", r"'\''"),
            ("f", r#""\",""#),
        ];
        assert_eq!(split(text), (pairs(&expected), true));
    }

    #[test]
    fn a_cut_file_gives_what_is_whole_and_marks_the_rest() {
        let text = r#"{"a": (1), "b": (2"#;
        let scanner = Scanner { text, strings_end_with_line: false };
        let found = scanner.entries(0, text.len());
        assert_eq!(found.end, None);
        let cut: Vec<bool> = found.list.iter().map(|entry| entry.cut).collect();
        assert_eq!(cut, [false, true]);
    }

    #[test]
    fn a_missing_quotation_mark_costs_one_line_at_most() {
        let text = "(a: \"open,\n b: 2)";
        let scanner = Scanner { text, strings_end_with_line: true };
        let found = scanner.entries(0, text.len());
        assert!(found.end.is_some());
        assert_eq!(&text[found.list[0].value.clone()], "\"open,\n b: 2");
    }
}
