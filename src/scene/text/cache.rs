//! Layouts that were made before.

use std::{collections::HashMap, sync::Arc};

use super::{Align, TextBlock, Weight, runs::Spec};

/// Layouts kept at most. A large map has some thousands of texts; half of them go when it is full.
const CAPACITY: usize = 16_384;
/// Longer texts are laid out anew, so that the cache stays small in bytes too.
const LONGEST_TEXT: usize = 16_384;

/// A [`Spec`] that can be compared and hashed: floats by their bits.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    size: u32,
    line_height: u32,
    weight: Weight,
    color: [u8; 4],
    max_width: Option<u32>,
    max_lines: Option<usize>,
    align: Align,
    own_width: bool,
}

impl From<&Spec> for Key {
    fn from(spec: &Spec) -> Self {
        Self {
            size: spec.style.size_px.to_bits(),
            line_height: spec.style.line_height_px.to_bits(),
            weight: spec.style.weight,
            color: spec.style.color.to_array(),
            max_width: spec.max_width.map(f32::to_bits),
            max_lines: spec.max_lines,
            align: spec.align,
            own_width: spec.own_width,
        }
    }
}

struct Entry {
    block: Arc<TextBlock>,
    last_used: u64,
}

/// Layouts by style and text; those not used for longest go first.
#[derive(Default)]
pub(super) struct Cache {
    by_style: HashMap<Key, HashMap<Box<str>, Entry>>,
    len: usize,
    now: u64,
}

impl Cache {
    /// How many layouts are kept.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn get(&mut self, spec: &Spec, text: &str) -> Option<Arc<TextBlock>> {
        self.now += 1;
        let entry = self.by_style.get_mut(&Key::from(spec))?.get_mut(text)?;
        entry.last_used = self.now;
        Some(Arc::clone(&entry.block))
    }

    pub(super) fn put(&mut self, spec: &Spec, text: &str, block: Arc<TextBlock>) {
        if text.len() > LONGEST_TEXT {
            return;
        }
        if self.len >= CAPACITY {
            self.halve();
        }
        let entry = Entry { block, last_used: self.now };
        let texts = self.by_style.entry(Key::from(spec)).or_default();
        if texts.insert(text.into(), entry).is_none() {
            self.len += 1;
        }
    }

    /// Drops the half that was not used for longest.
    fn halve(&mut self) {
        let mut ages: Vec<u64> =
            self.by_style.values().flat_map(|texts| texts.values()).map(|e| e.last_used).collect();
        let middle = ages.len() / 2;
        let (_, &mut median, _) = ages.select_nth_unstable(middle);
        self.by_style.retain(|_, texts| {
            texts.retain(|_, entry| entry.last_used > median);
            !texts.is_empty()
        });
        self.len = self.by_style.values().map(HashMap::len).sum();
    }
}

#[cfg(test)]
mod tests {
    use ecolor::Color32;

    use super::*;
    use crate::text::{TextEngine, TextStyle};

    #[test]
    fn a_full_cache_keeps_what_was_used_last() {
        let style = TextStyle {
            size_px: 16.0,
            weight: Weight::Regular,
            color: Color32::BLACK,
            line_height_px: 22.0,
        };
        let block = TextEngine::new().line("Card", style);
        let spec =
            Spec { style, max_width: None, max_lines: None, align: Align::Start, own_width: false };
        let mut cache = Cache::default();
        for i in 0..=CAPACITY {
            cache.put(&spec, &i.to_string(), Arc::clone(&block));
            assert!(cache.get(&spec, "0").is_some(), "used all the time, yet dropped at {i}");
        }
        assert!(cache.len() <= CAPACITY / 2 + 1);
        assert!(cache.get(&spec, "1").is_none());
        assert!(cache.get(&spec, &CAPACITY.to_string()).is_some());
    }
}
