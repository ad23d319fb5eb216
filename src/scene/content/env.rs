//! What every lane of a map shares: theme, channels, columns.

use std::collections::BTreeMap;
use std::sync::Arc;

use emath::Rangef;
use model::{Channel, ChannelId, Map, StageId, Table};

use crate::icon::Icon;
use crate::theme::{Theme, size};
use crate::view::View;

/// A visible stage as a column.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Column {
    /// The stage.
    pub id: StageId,
    /// Its name.
    pub name: Arc<str>,
    /// The group that it belongs to; empty for none.
    pub group: Arc<str>,
    /// From its left to its right edge.
    pub x: Rangef,
}

/// A channel as it stands on cards.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ChannelLook {
    pub name: Arc<str>,
    pub icon: Icon,
}

/// What every lane of a map shares. A change of it means laying out anew.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Env {
    pub theme: Theme,
    pub channels: BTreeMap<ChannelId, ChannelLook>,
    pub columns: Vec<Column>,
}

impl Env {
    /// Collects what the lanes of `map` share.
    pub(crate) fn new(
        theme: &Theme,
        channels: &Table<ChannelId, Channel>,
        map: &Map,
        view: &View,
    ) -> Self {
        let look = |channel: &Channel| ChannelLook {
            name: channel.name.as_str().into(),
            icon: channel_icon(&channel.icon),
        };
        Self {
            theme: *theme,
            channels: channels.iter().map(|(id, channel)| (*id, look(channel))).collect(),
            columns: columns(map, view),
        }
    }

    /// The right edge of the last column.
    pub(crate) fn right(&self) -> f32 {
        self.columns.last().map_or(size::LANE_HEADER, |column| column.x.max)
    }
}

/// The visible stages, one column after the other.
fn columns(map: &Map, view: &View) -> Vec<Column> {
    let mut left = size::LANE_HEADER;
    let shown = |index: &usize| view.stages.as_ref().is_none_or(|range| range.contains(index));
    let stages = map.stages_in_order().into_iter().enumerate().filter(|(index, _)| shown(index));
    stages
        .map(|(_, (id, stage))| {
            let width = stage.width_px.map_or(size::STAGE_WIDTH, f32::from);
            let width = width.clamp(size::STAGE_WIDTH_MIN, size::STAGE_WIDTH_MAX);
            let x = Rangef::new(left, left + width);
            left = x.max;
            Column { id, name: stage.name.as_str().into(), group: stage.group.as_str().into(), x }
        })
        .collect()
}

/// The icon of a channel by the name that the project stores, such as `store` or `phone_iphone`;
/// an unknown name is a plain dot.
pub fn channel_icon(name: &str) -> Icon {
    if let Some(icon) = Icon::from_name(name) {
        return icon;
    }
    let plain: String =
        name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    match plain.as_str() {
        "web" | "website" => Icon::Language,
        "phone" | "telephone" => Icon::Call,
        "email" => Icon::Mail,
        "app" | "mobileapp" | "smartphone" => Icon::PhoneIphone,
        "shop" => Icon::Store,
        "letter" | "post" => Icon::LocalPostOffice,
        "facetoface" | "meeting" => Icon::Groups,
        "wordofmouth" => Icon::RecordVoiceOver,
        "social" | "socialmedia" => Icon::Share,
        "advertisement" | "ad" => Icon::Campaign,
        "technician" | "onsite" => Icon::Build,
        "delivery" => Icon::LocalShipping,
        "bill" | "invoice" => Icon::Receipt,
        _ => Icon::Circle,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn channels_find_their_icon_by_name_or_by_word() {
        assert_eq!(channel_icon("phone_iphone"), Icon::PhoneIphone);
        assert_eq!(channel_icon("E-mail"), Icon::Mail);
        assert_eq!(channel_icon("pigeon"), Icon::Circle);
    }
}
