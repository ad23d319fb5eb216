//! Survey files: read them, find their columns and scales, tally the answers, work out metrics.

pub mod amount;
pub mod compare;
pub mod filter;
pub mod metric;
pub mod stats;
pub mod tally;

pub use amount::AmountSum;
pub use compare::{Comparison, EmotionMapping, EmotionRule, MeasuredEmotion, compare, measured_emotion};
pub use filter::Filter;
pub use metric::{Interval, Metric, Options, evaluate};
pub use tally::{
    Counts, Dimension, Direction, Funnel, FunnelRow, Kind, Labels, Question, Scale, Tally,
    TallyRow, Weights,
};
