//! The icons of a map and of the interface: one bundled face, one glyph each.
//!
//! The table is printed by `assets/icons/subset.py`, which also builds the face.

use std::sync::Arc;

use ecolor::Color32;
use emath::{Pos2, pos2};

use crate::{
    draw::{Glyph, GlyphRun},
    fonts::FaceId,
};

/// Declares [`Icon`] with the code point, the glyph id and the name of every icon.
macro_rules! icons {
    ($($icon:ident = $codepoint:literal, $glyph:literal, $name:literal;)+) => {
        /// An icon, named as in Material Symbols.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "the names are those of the icon set")]
        pub enum Icon { $($icon,)+ }

        impl Icon {
            /// Every icon, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$icon,)+];

            /// The private-use character of the icon in [`FaceId::Icons`].
            pub const fn codepoint(self) -> char {
                match self { $(Self::$icon => $codepoint,)+ }
            }

            /// The glyph of the icon in [`FaceId::Icons`].
            pub const fn glyph_id(self) -> u32 {
                match self { $(Self::$icon => $glyph,)+ }
            }

            /// The name by which files refer to the icon, such as `touch_app`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$icon => $name,)+ }
            }
        }
    };
}

icons! {
    TouchApp = '\u{E913}', 73, "touch_app";
    FormatQuote = '\u{E244}', 48, "format_quote";
    Warning = '\u{F083}', 10, "warning";
    Lightbulb = '\u{E90F}', 55, "lightbulb";
    Help = '\u{E8FD}', 7, "help";
    Monitoring = '\u{F190}', 65, "monitoring";
    Language = '\u{EA07}', 9, "language";
    Store = '\u{E8D1}', 49, "store";
    Call = '\u{F0D4}', 27, "call";
    Mail = '\u{E159}', 18, "mail";
    Chat = '\u{E0C9}', 20, "chat";
    Groups = '\u{F233}', 72, "groups";
    PhoneIphone = '\u{F2DA}', 23, "phone_iphone";
    Search = '\u{EF7A}', 1, "search";
    Campaign = '\u{EF49}', 57, "campaign";
    Share = '\u{E80D}', 62, "share";
    Receipt = '\u{EF6E}', 12, "receipt";
    LocalPostOffice = '\u{E89B}', 17, "local_post_office";
    Build = '\u{F8CD}', 56, "build";
    RecordVoiceOver = '\u{E91F}', 69, "record_voice_over";
    SmartToy = '\u{F06C}', 54, "smart_toy";
    Sms = '\u{E625}', 21, "sms";
    Notifications = '\u{E7F5}', 28, "notifications";
    Computer = '\u{E31E}', 80, "computer";
    LocalShipping = '\u{E558}', 52, "local_shipping";
    SentimentVeryDissatisfied = '\u{E814}', 88, "sentiment_very_dissatisfied";
    SentimentDissatisfied = '\u{E811}', 85, "sentiment_dissatisfied";
    SentimentNeutral = '\u{E812}', 87, "sentiment_neutral";
    SentimentSatisfied = '\u{E813}', 84, "sentiment_satisfied";
    SentimentVerySatisfied = '\u{E815}', 86, "sentiment_very_satisfied";
    Star = '\u{F09A}', 63, "star";
    Person = '\u{F0D3}', 68, "person";
    PersonAdd = '\u{EA4D}', 70, "person_add";
    People = '\u{EA21}', 71, "people";
    Badge = '\u{EA67}', 16, "badge";
    Add = '\u{E145}', 46, "add";
    Remove = '\u{E15B}', 45, "remove";
    Delete = '\u{E92E}', 75, "delete";
    Close = '\u{E5CD}', 47, "close";
    Check = '\u{E668}', 44, "check";
    CheckCircle = '\u{F0BE}', 5, "check_circle";
    Circle = '\u{EF4A}', 4, "circle";
    Square = '\u{EB36}', 11, "square";
    ExpandMore = '\u{E5CF}', 31, "expand_more";
    ExpandLess = '\u{E5CE}', 32, "expand_less";
    ChevronRight = '\u{E5CC}', 30, "chevron_right";
    Undo = '\u{E166}', 42, "undo";
    Redo = '\u{E15A}', 41, "redo";
    FolderOpen = '\u{E2C8}', 79, "folder_open";
    Upload = '\u{F09B}', 40, "upload";
    Image = '\u{E3F4}', 81, "image";
    ContentCopy = '\u{E14D}', 77, "content_copy";
    ContentPaste = '\u{E14F}', 76, "content_paste";
    DarkMode = '\u{E51C}', 60, "dark_mode";
    LightMode = '\u{E518}', 61, "light_mode";
    VisibilityOff = '\u{E8F5}', 83, "visibility_off";
    MoreVert = '\u{E5D4}', 29, "more_vert";
    Edit = '\u{F097}', 59, "edit";
    ArrowUpward = '\u{E5D8}', 37, "arrow_upward";
    ArrowDownward = '\u{E5DB}', 38, "arrow_downward";
    ArrowForward = '\u{E5C8}', 39, "arrow_forward";
    ArrowBack = '\u{E5C4}', 36, "arrow_back";
    Settings = '\u{E8B8}', 67, "settings";
    Error = '\u{F8B6}', 6, "error";
    TableView = '\u{F1BE}', 2, "table_view";
    GridView = '\u{E9B0}', 3, "grid_view";
    Map = '\u{E55B}', 58, "map";
    Compare = '\u{E915}', 35, "compare";
    CenterFocus = '\u{E3B4}', 82, "center_focus";
    UnfoldLess = '\u{E5D6}', 33, "unfold_less";
    UnfoldMore = '\u{E5D7}', 34, "unfold_more";
    Link = '\u{E250}', 19, "link";
    Flag = '\u{F0C6}', 53, "flag";
    Event = '\u{E878}', 13, "event";
    BarChart = '\u{E26B}', 66, "bar_chart";
    ShowChart = '\u{E6E1}', 64, "show_chart";
    FilterList = '\u{E152}', 43, "filter_list";
    FilterAlt = '\u{EF4F}', 26, "filter_alt";
    Schedule = '\u{EFD6}', 8, "schedule";
    Lock = '\u{E899}', 24, "lock";
    Description = '\u{E873}', 78, "description";
    Quiz = '\u{F04C}', 14, "quiz";
    Storefront = '\u{EA12}', 51, "storefront";
    CreditCard = '\u{E8A1}', 15, "credit_card";
    Comment = '\u{E24C}', 22, "comment";
    Label = '\u{E893}', 25, "label";
    Business = '\u{E7EE}', 50, "business";
    SupportAgent = '\u{F0E2}', 74, "support_agent";
}

impl Icon {
    /// The icon of this name, if there is one.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|icon| icon.name() == name)
    }

    /// The icon as a glyph run, `size_px` wide and high around `center`.
    ///
    /// The drawing fills about four fifths of that square, as text icons do.
    pub fn run(self, center: Pos2, size_px: f32, color: Color32) -> GlyphRun {
        let text = self.codepoint().to_string();
        let byte_end = text.len() as u32;
        let glyph = Glyph {
            id: self.glyph_id(),
            x: 0.0,
            y: 0.0,
            advance: size_px,
            byte_start: 0,
            byte_end,
        };
        GlyphRun {
            face: FaceId::Icons,
            size_px,
            color,
            // The em square of the face stands on the baseline.
            origin: pos2(center.x - size_px / 2.0, center.y + size_px / 2.0),
            glyphs: Arc::new([glyph]),
            text: text.into(),
            rtl: false,
            width: size_px,
        }
    }
}

#[cfg(test)]
mod tests {
    use parley::fontique::{Blob, Collection, CollectionOptions};

    use super::*;

    #[test]
    fn the_table_agrees_with_the_face() {
        let bytes = FaceId::Icons.bytes();
        let options = CollectionOptions { shared: false, system_fonts: false };
        let families = Collection::new(options).register_fonts(Blob::new(Arc::new(bytes)), None);
        let (_, fonts) = families.first().unwrap();
        let charmap = fonts.first().unwrap().charmap_index().charmap(bytes).unwrap();
        for icon in Icon::ALL {
            assert_eq!(charmap.map(icon.codepoint()), Some(icon.glyph_id()), "{icon:?}");
        }
    }

    #[test]
    fn names_lead_back_to_their_icons() {
        for icon in Icon::ALL {
            assert_eq!(Icon::from_name(icon.name()), Some(*icon));
        }
        assert_eq!(Icon::from_name("no such icon"), None);
    }
}
