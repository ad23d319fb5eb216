//! How somebody feels, from -2.0 (frustrated) to +2.0 (delighted).

use serde::{Deserialize, Serialize};

/// An emotion between -2.0 and +2.0, kept as tenths so that equal feelings are equal numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Emotion(i8);

impl Emotion {
    /// The lowest emotion, in tenths.
    pub const MIN_TENTHS: i8 = -20;
    /// The highest emotion, in tenths.
    pub const MAX_TENTHS: i8 = 20;
    /// The five steps that people choose from, from frustrated to delighted.
    pub const STEPS: [Self; 5] = [Self(-20), Self(-10), Self(0), Self(10), Self(20)];

    /// The emotion of so many tenths; beyond the scale it is the nearest end.
    pub fn from_tenths(tenths: i8) -> Self {
        Self(tenths.clamp(Self::MIN_TENTHS, Self::MAX_TENTHS))
    }

    /// The nearest emotion to a value on the scale -2.0..=2.0; not-a-number is neutral.
    pub fn from_value(value: f64) -> Self {
        Self::from_tenths((value.clamp(-2.0, 2.0) * 10.0).round() as i8)
    }

    /// The emotion in tenths, -20..=20.
    pub const fn tenths(self) -> i8 {
        self.0
    }

    /// The emotion on the scale -2.0..=2.0.
    pub fn value(self) -> f32 {
        f32::from(self.0) / 10.0
    }

    /// The nearest of the five steps as an index, 0 (frustrated) to 4 (delighted).
    pub fn step(self) -> usize {
        ((f32::from(self.0) / 10.0).round() + 2.0) as usize
    }

    /// The nearest of the five steps in a word.
    pub const fn word(self) -> &'static str {
        match self.0 {
            ..=-15 => "frustrated",
            -14..=-5 => "unhappy",
            -4..=4 => "neutral",
            5..=14 => "pleased",
            15.. => "delighted",
        }
    }

    /// Whether a number read from a file lies on the scale.
    pub const fn is_valid(self) -> bool {
        self.0 >= Self::MIN_TENTHS && self.0 <= Self::MAX_TENTHS
    }
}
