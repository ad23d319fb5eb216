//! Where a byte stands, eight bytes at a time: most cells are shorter than that.

/// A one in each byte of a word.
const ONES: u64 = 0x0101_0101_0101_0101;
/// The highest bit of each byte of a word.
const HIGHEST: u64 = 0x8080_8080_8080_8080;

/// The highest bit of those bytes of a word that are `byte` (Warren, Hacker's Delight, section 6-1).
#[inline]
const fn marks(word: u64, byte: u8) -> u64 {
    let zero_where_equal = word ^ (ONES * byte as u64);
    let carried = (zero_where_equal & !HIGHEST) + !HIGHEST;
    !(carried | zero_where_equal) & HIGHEST
}

/// Which of eight bytes are wanted, each a bit, from the first byte on; see [`place`].
#[inline]
pub(super) fn wanted_of<const N: usize>(word: [u8; 8], wanted: [u8; N]) -> u64 {
    let word = u64::from_le_bytes(word);
    wanted.iter().fold(0, |found, byte| found | marks(word, *byte))
}

/// The place of the first byte that was found by [`wanted_of`], which found any.
#[inline]
pub(super) const fn place(found: u64) -> usize {
    found.trailing_zeros() as usize / 8
}

/// The place of the first of some bytes; none where there is none of them.
#[inline]
pub(super) fn first_of<const N: usize>(bytes: &[u8], wanted: [u8; N]) -> Option<usize> {
    let (words, rest) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let found = wanted_of(*word, wanted);
        if found != 0 {
            return Some(8 * index + place(found));
        }
    }
    let place = rest.iter().position(|byte| wanted.contains(byte))?;
    Some(8 * words.len() + place)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_first_is_found_wherever_it_stands(
            bytes in proptest::collection::vec(prop_oneof![0..4_u8, 126..131_u8, 253..=255_u8], 0..40),
            wanted in prop_oneof![0..4_u8, 126..131_u8, 253..=255_u8],
            other in 0..=255_u8,
        ) {
            let is_wanted = |byte: &u8| *byte == wanted || *byte == other;
            prop_assert_eq!(first_of(&bytes, [wanted, other]), bytes.iter().position(is_wanted));
        }
    }
}
