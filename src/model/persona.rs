//! Personas and channels: what every map of a project shares.

use serde::{Deserialize, Serialize};

use crate::field::fields;
use crate::{Ext, Order};

/// Somebody whose journey is told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Persona {
    /// The name, "Anna".
    pub name: String,
    /// A line that says who it is, "29, first contract of her own".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tagline: String,
    /// The position among the personas.
    pub order: Order,
    /// Which of the theme's persona marks (colour, dash, marker) is theirs, counted from 0.
    #[serde(default)]
    pub mark: u8,
    /// Whatever else is known: goals, needs, frustrations.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// What a newer version of the program added.
    #[serde(default, skip_serializing_if = "Ext::is_empty")]
    pub ext: Ext,
}

impl Persona {
    /// A persona with nothing but a name.
    pub fn new(name: impl Into<String>, order: Order, mark: u8) -> Self {
        Self {
            name: name.into(),
            tagline: String::new(),
            order,
            mark,
            notes: String::new(),
            ext: Ext::default(),
        }
    }
}

fields! {
    /// A settable field of a [`Persona`].
    PersonaField for Persona {
        Name => name: String = "Rename persona",
        Tagline => tagline: String = "Describe persona",
        Order => order: Order = "Reorder personas",
        Mark => mark: u8 = "Change persona mark",
        Notes => notes: String = "Edit persona notes",
        Ext => ext: Ext = "Change extension data",
    }
}

/// A channel through which customer and company meet: website, store, phone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Channel {
    /// The name, "Website".
    pub name: String,
    /// The name of the icon that stands for it; an unknown name shows a plain dot.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub icon: String,
    /// The position among the channels.
    pub order: Order,
    /// What a newer version of the program added.
    #[serde(default, skip_serializing_if = "Ext::is_empty")]
    pub ext: Ext,
}

impl Channel {
    /// A channel of this name and icon.
    pub fn new(name: impl Into<String>, icon: impl Into<String>, order: Order) -> Self {
        Self { name: name.into(), icon: icon.into(), order, ext: Ext::default() }
    }
}

fields! {
    /// A settable field of a [`Channel`].
    ChannelField for Channel {
        Name => name: String = "Rename channel",
        Icon => icon: String = "Change channel icon",
        Order => order: Order = "Reorder channels",
        Ext => ext: Ext = "Change extension data",
    }
}
