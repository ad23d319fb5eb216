//! What a newer version of the program stored on an object: kept word for word, never understood.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Unknown data by name, each value as the RON text in which it was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ext(pub BTreeMap<String, String>);

impl Ext {
    /// Whether nothing is stored.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
