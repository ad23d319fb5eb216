//! What people do to a map, as edits: pure functions that look at a project and build the edit.
//!
//! None of them changes anything. An answer of `None` means that there is nothing to do.

mod clipboard;
mod delete;
mod insert;
mod kpis;
mod moves;
mod opportunities;
mod rows;
mod structure;
mod table;

pub use clipboard::{Copied, Pasted, copy_cards, paste};
pub use delete::{Deletion, delete_label, remove_cards};
pub use insert::{copy_cards_to, duplicate_cards, insert_cards};
pub use kpis::{PastedReadings, move_kpi, new_kpi, paste_readings, preset_kpi, rename_number};
pub use moves::{Direction, move_cards, shift_cards};
pub use opportunities::{Opportunity, add_opportunities, is_answered};
pub use structure::{
    move_channel, move_lane, move_persona, move_stage, new_channel, new_lane, new_map, new_persona,
    new_stage,
};

#[cfg(test)]
mod tests;
