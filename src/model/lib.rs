//! The document: what a project holds and how it changes. No geometry, no disk, no toolkit.
//!
//! ```text
//!   Project --- Edit::apply ---> Project        (the only way to change one)
//!   Project, Project --- diff ---> Vec<Edit>    (journal, compare, restore)
//!   History: snapshots of Project with label and Selection; undo and redo swap them
//!   Project --- format::write ---> RON text --- format::read ---> Project and what is damaged
//!   Project, what people do --- ops ---> Edit
//!   Project, its surveys --- answers ---> figures and measured curves for a part of a map
//! ```
//!
//! Collections are persistent maps by id ([`Table`]), so that a copy of a project is cheap and an
//! edit shares all that it does not touch. [`Project::check`] states every invariant.

pub mod answers;
mod card;
mod check;
mod diff;
mod edit;
mod emotion;
mod ext;
mod field;
pub mod format;
mod history;
mod id;
mod kpi;
mod map;
pub mod ops;
mod order;
mod persona;
mod points;
mod project;
mod selection;
mod shared;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

pub use card::{Card, CardField, CardKind, Cell, Evidence, Initiator, Place};
pub use check::{Fault, MAX_EXT_BYTES, MAX_ROWS, MAX_TEXT_BYTES, Object, Problem};
pub use diff::diff;
pub use edit::{Edit, EditError};
pub use emotion::Emotion;
pub use ext::Ext;
pub use history::{History, MAX_STEPS};
pub use id::{CardId, ChannelId, KpiId, LaneId, MapId, PersonaId, StageId, SurveyId};
pub use kpi::{About, Cause, Kpi, KpiField, Measure, Reading, Unit};
pub use map::{
    CurveAt, Lane, LaneField, LaneKind, Map, MapField, Measured, Stage, StageField, Variant,
};
pub use order::Order;
pub use persona::{Channel, ChannelField, Persona, PersonaField};
pub use project::{Brief, HideBelow, Links, Project, ProjectField, SurveyField, SurveyRecord};
pub use selection::Selection;
pub use shared::Shared;

/// A persistent map: copies share everything, iteration is in the order of the keys.
pub type Table<K, V> = rpds::RedBlackTreeMapSync<K, V>;
