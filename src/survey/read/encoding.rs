//! Text encodings: which one a file has, and text from its bytes.

use std::borrow::Cow;
use std::io::{self, Read};

use encoding_rs::{
    CoderResult, Decoder, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A text encoding, by its WHATWG name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding(&'static encoding_rs::Encoding);

impl Encoding {
    /// UTF-8.
    pub const UTF_8: Self = Self(UTF_8);
    /// Windows-1252, what Excel writes in western Europe and America.
    pub const WINDOWS_1252: Self = Self(WINDOWS_1252);
    /// Mac Roman, what Excel wrote on a Mac.
    pub const MAC_ROMAN: Self = Self(MACINTOSH);
    /// UTF-16, low byte first.
    pub const UTF_16_LE: Self = Self(UTF_16LE);
    /// UTF-16, high byte first.
    pub const UTF_16_BE: Self = Self(UTF_16BE);

    /// The name as it is shown, such as `utf-8` or `windows-1252`.
    pub fn name(self) -> String {
        self.0.name().to_ascii_lowercase()
    }

    /// The encoding of this name; none when there is no such encoding of survey files.
    pub fn from_name(name: &str) -> Option<Self> {
        encoding_rs::Encoding::for_label(name.as_bytes())
            .filter(|encoding| *encoding != X_USER_DEFINED)
            .map(Self)
    }

    /// Whether line ends and delimiters are single bytes, so that records can be cut undecoded.
    pub(crate) fn is_byte_based(self) -> bool {
        self != Self::UTF_16_LE && self != Self::UTF_16_BE
    }

    /// The encoding of the records once [`Transcode`] did its work.
    pub(crate) fn of_records(self) -> Self {
        if self.is_byte_based() { self } else { Self::UTF_8 }
    }

    /// The text of a cell. Bytes that are no UTF-8 in a file that should be are read as
    /// Windows-1252, so that a bad byte never costs more than one letter.
    pub fn text(self, bytes: &[u8]) -> Cow<'_, str> {
        if self == Self::UTF_8 {
            match std::str::from_utf8(bytes) {
                Ok(text) => Cow::Borrowed(text),
                Err(_) => Cow::Owned(mended(bytes)),
            }
        } else if bytes.is_ascii() && self.0.is_ascii_compatible() {
            // The check above makes this the same text in every encoding that reaches here.
            std::str::from_utf8(bytes)
                .map_or_else(|_| self.0.decode_without_bom_handling(bytes).0, Cow::Borrowed)
        } else {
            self.0.decode_without_bom_handling(bytes).0
        }
    }
}

/// The text of bytes that are UTF-8 but for some pieces, which are read as Windows-1252.
fn mended(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() + 8);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    text
}

impl Serialize for Encoding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.name())
    }
}

impl<'de> Deserialize<'de> for Encoding {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::from_name(&name)
            .ok_or_else(|| serde::de::Error::custom(format!("there is no encoding {name}")))
    }
}

/// What a look at the first bytes of a file says about its encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Guess {
    pub(crate) encoding: Encoding,
    /// The length of the byte-order mark.
    pub(crate) mark_bytes: usize,
    /// Whether it is a guess rather than certain.
    pub(crate) uncertain: bool,
}

/// Guesses the encoding of a file from its beginning; `whole` says that there is nothing more.
pub(crate) fn guess(sample: &[u8], whole: bool) -> Guess {
    let certain = |encoding, mark_bytes| Guess { encoding, mark_bytes, uncertain: false };
    if sample.starts_with(&[0xEF, 0xBB, 0xBF]) {
        return certain(Encoding::UTF_8, 3);
    }
    if sample.starts_with(&[0xFF, 0xFE]) {
        return certain(Encoding::UTF_16_LE, 2);
    }
    if sample.starts_with(&[0xFE, 0xFF]) {
        return certain(Encoding::UTF_16_BE, 2);
    }
    if let Some(encoding) = utf_16_without_mark(sample) {
        return Guess { encoding, mark_bytes: 0, uncertain: true };
    }
    let (good, bad) = utf_8_sequences(sample, whole);
    if bad == 0 {
        return certain(Encoding::UTF_8, 0);
    }
    // A few bytes of another encoding in a UTF-8 file come from pasted comments.
    let encoding = if good > 4 * bad { Encoding::UTF_8 } else { single_byte(sample) };
    Guess { encoding, mark_bytes: 0, uncertain: true }
}

/// UTF-16 of mostly Latin text has a zero in every other byte.
fn utf_16_without_mark(sample: &[u8]) -> Option<Encoding> {
    let pairs = sample.chunks_exact(2).take(200);
    let total = pairs.len();
    let zeros = |odd: usize| pairs.clone().filter(|pair| pair.get(odd) == Some(&0)).count();
    let (first, second) = (zeros(0), zeros(1));
    if total >= 4 && second * 10 > total * 7 && first * 10 < total {
        Some(Encoding::UTF_16_LE)
    } else if total >= 4 && first * 10 > total * 7 && second * 10 < total {
        Some(Encoding::UTF_16_BE)
    } else {
        None
    }
}

/// How many multi-byte sequences of UTF-8 are right and how many are wrong.
fn utf_8_sequences(sample: &[u8], whole: bool) -> (usize, usize) {
    let (mut good, mut bad) = (0, 0);
    let mut rest = sample;
    loop {
        let (valid, error) = match std::str::from_utf8(rest) {
            Ok(_) => (rest, None),
            Err(error) => (rest.get(..error.valid_up_to()).unwrap_or_default(), Some(error)),
        };
        good += valid.iter().filter(|byte| **byte >= 0xC0).count();
        let Some(error) = error else { return (good, bad) };
        let Some(length) = error.error_len() else {
            // The sample ends within a letter; that is no fault unless the file ends there too.
            return (good, bad + usize::from(whole));
        };
        bad += 1;
        rest = rest.get(valid.len() + length..).unwrap_or_default();
    }
}

/// The likeliest encoding with one byte a letter, or an East Asian one.
fn single_byte(sample: &[u8]) -> Encoding {
    if looks_like_mac_roman(sample) {
        return Encoding::MAC_ROMAN;
    }
    // With few letters to judge by, the commonest encoding is the best guess.
    if sample.iter().filter(|byte| **byte >= 0x80).count() < 24 {
        return Encoding::WINDOWS_1252;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    Encoding(detector.guess(None, chardetng::Utf8Detection::Deny))
}

/// Mac Roman keeps its accented letters where Windows-1252 has rare symbols, and its apostrophe
/// where Windows-1252 has a capital letter that never stands inside a word.
fn looks_like_mac_roman(sample: &[u8]) -> bool {
    let (mut mac, mut windows) = (0_usize, 0_usize);
    for (index, byte) in sample.iter().enumerate() {
        let around = |offset: isize| {
            index.checked_add_signed(offset).and_then(|at| sample.get(at)).copied().unwrap_or(b' ')
        };
        match byte {
            // Quotes, dashes, dots, euro, trade mark: what Windows-1252 has there for a reason.
            // 0x82 and 0x90 are what old code pages leave behind.
            0x80 | 0x82 | 0x85 | 0x90..=0x97 | 0x99 | 0x9C | 0xA0 => {}
            0x81 | 0x83..=0x9F => mac += 1,
            0xD2..=0xD5 if around(-1).is_ascii_lowercase() && around(1).is_ascii_lowercase() => {
                mac += 1;
            }
            0xC0..=0xFF => windows += 1,
            // Symbols in Mac Roman, but letters of eastern Europe in Windows-1250; not so sharp s,
            // ligatures and slashed o.
            0xA3 | 0xA5 | 0xAA | 0xB3 | 0xB9 | 0xBA | 0xBC..=0xBE
                if around(-1).is_ascii_alphabetic() && around(1).is_ascii_alphabetic() =>
            {
                windows += 1;
            }
            _ => {}
        }
    }
    mac > 0 && mac >= windows
}

/// A reader that turns UTF-16 into UTF-8.
pub(crate) struct Transcode<R> {
    reader: R,
    decoder: Decoder,
    input: Vec<u8>,
    output: Vec<u8>,
    position: usize,
    finished: bool,
}

/// How many bytes are decoded at a time.
const TRANSCODE_BYTES: usize = 64 * 1024;

impl<R: Read> Transcode<R> {
    pub(crate) fn new(reader: R, encoding: Encoding) -> Self {
        Self {
            reader,
            decoder: encoding.0.new_decoder_with_bom_removal(),
            input: vec![0; TRANSCODE_BYTES],
            output: Vec::new(),
            position: 0,
            finished: false,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        self.output.clear();
        self.position = 0;
        while self.output.is_empty() && !self.finished {
            let count = self.reader.read(&mut self.input)?;
            self.finished = count == 0;
            let input = self.input.get(..count).unwrap_or_default();
            let room = self.decoder.max_utf8_buffer_length(count).unwrap_or(4 * TRANSCODE_BYTES);
            self.output.resize(room, 0);
            let (result, _, written, _) =
                self.decoder.decode_to_utf8(input, &mut self.output, self.finished);
            self.output.truncate(written);
            if result == CoderResult::OutputFull {
                return Err(io::Error::other("text could not be decoded"));
            }
        }
        Ok(())
    }
}

impl<R: Read> Read for Transcode<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.position == self.output.len() {
            self.refill()?;
        }
        let mut rest = self.output.get(self.position..).unwrap_or_default();
        let count = rest.read(buffer)?;
        self.position += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_plain_bytes_are_told_apart() {
        assert_eq!(guess(b"\xEF\xBB\xBFa", true).mark_bytes, 3);
        assert_eq!(guess(b"\xFF\xFEa\0", true).encoding, Encoding::UTF_16_LE);
        assert_eq!(guess(b"\xFE\xFF\0a", true).encoding, Encoding::UTF_16_BE);
        assert_eq!(guess(b"a\0b\0c\0d\0e\0", true).encoding, Encoding::UTF_16_LE);
        assert_eq!(guess("Qualité".as_bytes(), true).encoding, Encoding::UTF_8);
        assert_eq!(guess(b"Qualit\xE9,tr\xE8s bien", true).encoding, Encoding::WINDOWS_1252);
        assert_eq!(guess(b"Qualit\x8E,tr\x8Fs bien", true).encoding, Encoding::MAC_ROMAN);
        let polish = b"D\xB3ugo czeka\xB3em na odpowied\x9F, ale obs\xB3uga by\xB3a \xBFyczliwa";
        assert_eq!(guess(&polish.repeat(5), true).encoding.name(), "windows-1250");
        assert_eq!(guess(b"I don\xD5t know", true).encoding, Encoding::MAC_ROMAN);
        assert_eq!(guess(b"I don\x92t know", true).encoding, Encoding::WINDOWS_1252);
    }

    #[test]
    fn a_sample_may_end_within_a_letter() {
        let sample = "aé".as_bytes();
        assert_eq!(guess(&sample[..2], false).encoding, Encoding::UTF_8);
        assert!(guess(&sample[..2], true).uncertain);
    }

    #[test]
    fn one_pasted_byte_does_not_change_the_encoding_of_a_file() {
        let mut bytes = "née à Köln, où l'été dure".as_bytes().to_vec();
        bytes.push(0xE9);
        assert_eq!(guess(&bytes, true).encoding, Encoding::UTF_8);
        assert_eq!(Encoding::UTF_8.text(b"caf\xE9"), "café");
        assert_eq!(Encoding::UTF_8.text(b"Bezahlung \xC3\xBCber K\xE4se"), "Bezahlung über Käse");
    }

    #[test]
    fn transcoding_gives_utf_8_in_pieces() {
        let text = "Wert;Größe\n".repeat(20_000);
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut decoded = String::new();
        Transcode::new(bytes.as_slice(), Encoding::UTF_16_LE).read_to_string(&mut decoded).unwrap();
        assert_eq!(decoded, text);
    }
}
