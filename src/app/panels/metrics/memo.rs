//! What is worked out once.

/// A value that is worked out once for what it follows from.
#[derive(Clone, Debug)]
pub(super) struct Memo<K, V>(Option<(K, V)>);

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self(None)
    }
}

impl<K: PartialEq, V> Memo<K, V> {
    /// The value, which is worked out if it was not for this.
    pub(super) fn get(&mut self, key: K, work_out: impl FnOnce() -> V) -> &V {
        let kept = self.0.take().filter(|(of, _)| *of == key);
        &self.0.insert(kept.unwrap_or_else(|| (key, work_out()))).1
    }
}
