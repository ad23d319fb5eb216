//! Stable identifiers: a ULID under a type of its own per kind of thing.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use ulid::Ulid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Ulid);

        impl $name {
            /// A new identifier, unique without asking anybody.
            #[expect(clippy::new_without_default, reason = "two calls differ, a default must not")]
            pub fn new() -> Self {
                Self(Ulid::generate())
            }

            /// The identifier with this number: for tests and generated files that must come out
            /// the same every time.
            pub const fn from_number(number: u128) -> Self {
                Self(Ulid(number))
            }

            /// The identifier as a number, for hashing and for stable widget ids.
            pub const fn number(self) -> u128 {
                self.0.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl FromStr for $name {
            type Err = ulid::DecodeError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

ids! {
    /// Identifies a [`crate::Persona`] in its project.
    PersonaId,
    /// Identifies a [`crate::Channel`] in its project.
    ChannelId,
    /// Identifies a [`crate::Kpi`] in its project.
    KpiId,
    /// Identifies a [`crate::Map`] in its project.
    MapId,
    /// Identifies a [`crate::Stage`] in its map.
    StageId,
    /// Identifies a [`crate::Lane`] in its map.
    LaneId,
    /// Identifies a [`crate::Card`] in its map.
    CardId,
    /// Identifies an imported [`crate::SurveyRecord`] in its project.
    SurveyId,
}
