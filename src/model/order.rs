//! Fractional order keys: a place between any two neighbours, without renumbering anybody.

use serde::{Deserialize, Serialize};

/// Lowest and highest digit; between them lie the 62 letters and digits in ASCII order.
const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// A position among siblings, compared as text. It is read as the digits of a fraction between
/// 0 and 1 in base 62 and never ends in the lowest digit, so that there is always room before it.
///
/// Two people who insert at different places of one list never have to change a third item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Order(Box<str>);

impl Order {
    /// The key for the only item of a list.
    pub fn middle() -> Self {
        Self::between(None, None)
    }

    /// A key after `last` (or the first key of all).
    pub fn after(last: Option<&Self>) -> Self {
        Self::between(last, None)
    }

    /// A key between two neighbours; `None` stands for the open end. Should the two stand in the
    /// wrong order or be equal, the key comes right after the first of them.
    pub fn between(before: Option<&Self>, after: Option<&Self>) -> Self {
        match (before, after) {
            // Lists grow at their end: a small step leaves room there for many more.
            (Some(last), None) => Self::of(next(last.0.as_bytes())),
            _ => Self::halfway(before, after),
        }
    }

    fn halfway(before: Option<&Self>, after: Option<&Self>) -> Self {
        let low = before.map_or(&b""[..], |order| order.0.as_bytes());
        let high = after.map(|order| order.0.as_bytes()).filter(|high| low < *high);
        Self::of(midpoint(low, high))
    }

    fn of(digits: Vec<u8>) -> Self {
        Self(digits.into_iter().map(char::from).collect())
    }

    /// `count` keys in rising order between two neighbours.
    pub fn spread(before: Option<&Self>, after: Option<&Self>, count: usize) -> Vec<Self> {
        if count == 1 {
            return vec![Self::between(before, after)];
        }
        let mut keys = Vec::with_capacity(count);
        fill(before, after, count, &mut keys);
        keys
    }

    /// The key as it stands in the file.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the key is one that [`Order::between`] could have made.
    pub fn is_valid(&self) -> bool {
        let bytes = self.0.as_bytes();
        !bytes.is_empty()
            && bytes.iter().all(|byte| DIGITS.contains(byte))
            && bytes.last() != DIGITS.first()
    }
}

/// Halves the range again and again, which keeps the keys of a long list short.
fn fill(before: Option<&Order>, after: Option<&Order>, count: usize, keys: &mut Vec<Order>) {
    if count == 0 {
        return;
    }
    let left = (count - 1) / 2;
    let middle = Order::halfway(before, after);
    fill(before, Some(&middle), left, keys);
    keys.push(middle.clone());
    fill(Some(&middle), after, count - 1 - left, keys);
}

/// The digit's value; a foreign byte counts as the lowest digit.
fn value(byte: u8) -> usize {
    DIGITS.iter().position(|digit| *digit == byte).unwrap_or(0)
}

fn digit(value: usize) -> u8 {
    DIGITS.get(value).copied().unwrap_or(b'z')
}

/// The shortest digit string that is little above `last`.
fn next(last: &[u8]) -> Vec<u8> {
    let mut digits = last.to_vec();
    let room = last.iter().position(|byte| value(*byte) + 1 < DIGITS.len());
    let raised = room.and_then(|place| last.get(place)).map(|byte| digit(value(*byte) + 1));
    digits.truncate(room.unwrap_or(last.len()));
    digits.push(raised.unwrap_or(digit(1)));
    digits
}

/// A digit string strictly between `low` and `high` (no `high`: below 1).
fn midpoint(low: &[u8], high: Option<&[u8]>) -> Vec<u8> {
    let mut result = Vec::new();
    let mut high = high;
    for place in 0.. {
        let from = low.get(place).copied().map_or(0, value);
        let to = high.map_or(DIGITS.len(), |high| high.get(place).copied().map_or(0, value));
        if to > from + 1 {
            result.push(digit(usize::midpoint(from, to)));
            break;
        }
        result.push(digit(from));
        if to > from {
            // The result is below `high` from here on, whatever follows.
            high = None;
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn there_is_always_room_between_two_keys(choices in prop::collection::vec(any::<u16>(), 1..200)) {
            let mut keys = vec![Order::middle()];
            for choice in choices {
                let at = usize::from(choice) % (keys.len() + 1);
                let before = at.checked_sub(1).and_then(|index| keys.get(index));
                let key = Order::between(before, keys.get(at));
                prop_assert!(key.is_valid(), "{key:?}");
                keys.insert(at, key);
            }
            prop_assert!(keys.windows(2).all(|pair| pair[0] < pair[1]), "{keys:?}");
        }

        #[test]
        fn spread_keys_rise(count in 0usize..300) {
            let first = Order::middle();
            let last = Order::after(Some(&first));
            let keys = Order::spread(Some(&first), Some(&last), count);
            prop_assert_eq!(keys.len(), count);
            let all: Vec<_> = std::iter::once(&first).chain(&keys).chain([&last]).collect();
            prop_assert!(all.windows(2).all(|pair| pair[0] < pair[1]), "{:?}", all);
        }
    }

    #[test]
    fn a_thousand_cards_written_one_after_the_other_keep_short_keys() {
        let mut last = Order::middle();
        for _ in 0..1_000 {
            last = Order::after(Some(&last));
            assert!(last.is_valid());
        }
        assert!(last.as_str().len() <= 20, "{last:?}");
    }

    #[test]
    fn a_thousand_cards_in_a_row_keep_short_keys() {
        let longest = Order::spread(None, None, 1_000).iter().map(|key| key.as_str().len()).max();
        assert!(longest <= Some(3), "{longest:?}");
    }
}
