//! The project: everything that one file holds.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use survey::tally::Tally;

use crate::field::fields;
use crate::map::in_order;
use crate::{
    CardId, Channel, ChannelId, Ext, Kpi, KpiId, Map, MapId, Persona, PersonaId, Shared, StageId,
    SurveyId, Table,
};

/// Why the map is made, in the words of the people who make it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brief {
    /// The process that is mapped.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub process: String,
    /// The question that the map shall answer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub question: String,
    /// What the exercise shall achieve, a line each.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub objectives: String,
}

/// A survey that was imported: its tally and what the file's labels mean on the maps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SurveyRecord {
    /// The name by which people find it.
    pub name: String,
    /// The name of the file that it came from, without its folder.
    pub file: String,
    /// When it was imported.
    pub imported: jiff::Timestamp,
    /// The answers, counted by the labels of the file.
    pub tally: Shared<Tally>,
    /// Which label is which element.
    #[serde(default)]
    pub links: Links,
    /// What a newer version of the program added.
    #[serde(default, skip_serializing_if = "Ext::is_empty")]
    pub ext: Ext,
}

impl SurveyRecord {
    /// What people call the survey: its name, or that of its file where it has none.
    pub fn title(&self) -> &str {
        if self.name.trim().is_empty() { &self.file } else { &self.name }
    }
}

/// The elements that the labels of a survey file stand for. A label that is not listed is
/// unassigned: its answers count for the whole map and for nothing smaller.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Links {
    /// Stages by the file's label; several labels may mean one stage.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub stages: BTreeMap<String, StageId>,
    /// Personas by the file's label.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub personas: BTreeMap<String, PersonaId>,
    /// Touchpoints by the file's label.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub touchpoints: BTreeMap<String, CardId>,
}

fields! {
    /// A settable field of a [`SurveyRecord`].
    SurveyField for SurveyRecord {
        Name => name: String = "Rename survey",
        File => file: String = "Change survey file",
        Imported => imported: jiff::Timestamp = "Change date of import",
        Tally => tally: Shared<Tally> = "Import answers",
        Links => links: Links = "Assign survey labels",
        Ext => ext: Ext = "Change extension data",
    }
}

/// Under how many answers a figure is hidden, so that nobody's answer can be told from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct HideBelow(pub u64);

impl HideBelow {
    /// The limits that may be chosen.
    pub const ALLOWED: std::ops::RangeInclusive<u64> = survey::metric::LEAST_HIDE_BELOW..=100;

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

impl Default for HideBelow {
    fn default() -> Self {
        Self(survey::metric::DEFAULT_HIDE_BELOW)
    }
}

/// Everything that one file holds. Collections are persistent maps: a copy costs nothing, an edit
/// shares all that it does not touch.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Project {
    /// The project's name.
    #[serde(default)]
    pub name: String,
    /// Why it is made.
    #[serde(default)]
    pub brief: Brief,
    /// Whose journeys are told.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub personas: Table<PersonaId, Persona>,
    /// Through which channels people meet the company.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub channels: Table<ChannelId, Channel>,
    /// The maps.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub maps: Table<MapId, Map>,
    /// The imported surveys.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub surveys: Table<SurveyId, SurveyRecord>,
    /// The key figures that are watched.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub kpis: Table<KpiId, Kpi>,
    /// Under how many answers figures are hidden.
    #[serde(default, skip_serializing_if = "HideBelow::is_default")]
    pub hide_below: HideBelow,
    /// What a newer version of the program added.
    #[serde(default, skip_serializing_if = "Ext::is_empty")]
    pub ext: Ext,
}

impl Project {
    /// The personas from top to bottom.
    pub fn personas_in_order(&self) -> Vec<(PersonaId, &Persona)> {
        in_order(&self.personas, |persona| &persona.order)
    }

    /// The channels in the order in which they are offered.
    pub fn channels_in_order(&self) -> Vec<(ChannelId, &Channel)> {
        in_order(&self.channels, |channel| &channel.order)
    }

    /// The key figures in their order.
    pub fn kpis_in_order(&self) -> Vec<(KpiId, &Kpi)> {
        in_order(&self.kpis, |kpi| &kpi.order)
    }

    /// The maps in their order; the first is the one that opens.
    pub fn maps_in_order(&self) -> Vec<(MapId, &Map)> {
        in_order(&self.maps, |map| &map.order)
    }
}

fields! {
    /// A settable field of a [`Project`].
    ProjectField for Project {
        Name => name: String = "Rename project",
        Brief => brief: Brief = "Edit brief",
        HideBelow => hide_below: HideBelow = "Change when figures are hidden",
        Ext => ext: Ext = "Change extension data",
    }
}
