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
    TouchApp = '\u{E913}', 92, "touch_app";
    FormatQuote = '\u{E244}', 63, "format_quote";
    Warning = '\u{F083}', 17, "warning";
    Lightbulb = '\u{E90F}', 70, "lightbulb";
    Help = '\u{E8FD}', 12, "help";
    Monitoring = '\u{F190}', 84, "monitoring";
    Language = '\u{EA07}', 16, "language";
    Store = '\u{E8D1}', 64, "store";
    Call = '\u{F0D4}', 36, "call";
    Mail = '\u{E159}', 26, "mail";
    Chat = '\u{E0C9}', 29, "chat";
    Groups = '\u{F233}', 91, "groups";
    PhoneIphone = '\u{F2DA}', 32, "phone_iphone";
    Search = '\u{EF7A}', 1, "search";
    Campaign = '\u{EF49}', 74, "campaign";
    Share = '\u{E80D}', 80, "share";
    Receipt = '\u{EF6E}', 20, "receipt";
    LocalPostOffice = '\u{E89B}', 25, "local_post_office";
    Build = '\u{F8CD}', 72, "build";
    RecordVoiceOver = '\u{E91F}', 88, "record_voice_over";
    SmartToy = '\u{F06C}', 69, "smart_toy";
    Sms = '\u{E625}', 30, "sms";
    Notifications = '\u{E7F5}', 37, "notifications";
    Computer = '\u{E31E}', 102, "computer";
    LocalShipping = '\u{E558}', 67, "local_shipping";
    SentimentVeryDissatisfied = '\u{E814}', 113, "sentiment_very_dissatisfied";
    SentimentDissatisfied = '\u{E811}', 110, "sentiment_dissatisfied";
    SentimentNeutral = '\u{E812}', 112, "sentiment_neutral";
    SentimentSatisfied = '\u{E813}', 109, "sentiment_satisfied";
    SentimentVerySatisfied = '\u{E815}', 111, "sentiment_very_satisfied";
    Star = '\u{F09A}', 82, "star";
    StarOutline = '\u{E051}', 106, "star_outline";
    Person = '\u{F0D3}', 87, "person";
    PersonAdd = '\u{EA4D}', 89, "person_add";
    People = '\u{EA21}', 90, "people";
    Badge = '\u{EA67}', 24, "badge";
    Add = '\u{E145}', 61, "add";
    Remove = '\u{E15B}', 60, "remove";
    Delete = '\u{E92E}', 95, "delete";
    Close = '\u{E5CD}', 62, "close";
    Check = '\u{E668}', 59, "check";
    CheckCircle = '\u{F0BE}', 9, "check_circle";
    Circle = '\u{EF4A}', 8, "circle";
    Square = '\u{EB36}', 18, "square";
    ExpandMore = '\u{E5CF}', 43, "expand_more";
    ExpandLess = '\u{E5CE}', 44, "expand_less";
    ChevronRight = '\u{E5CC}', 42, "chevron_right";
    ChevronLeft = '\u{E5CB}', 41, "chevron_left";
    DragIndicator = '\u{E945}', 40, "drag_indicator";
    Undo = '\u{E166}', 57, "undo";
    Redo = '\u{E15A}', 56, "redo";
    Save = '\u{E161}', 99, "save";
    FolderOpen = '\u{E2C8}', 100, "folder_open";
    Download = '\u{F090}', 54, "download";
    Upload = '\u{F09B}', 55, "upload";
    Image = '\u{E3F4}', 103, "image";
    ContentCopy = '\u{E14D}', 97, "content_copy";
    ContentCut = '\u{E14E}', 71, "content_cut";
    ContentPaste = '\u{E14F}', 96, "content_paste";
    ZoomIn = '\u{E8FF}', 2, "zoom_in";
    ZoomOut = '\u{E900}', 3, "zoom_out";
    FitScreen = '\u{EA10}', 104, "fit_screen";
    DarkMode = '\u{E51C}', 78, "dark_mode";
    LightMode = '\u{E518}', 79, "light_mode";
    Visibility = '\u{E8F4}', 107, "visibility";
    VisibilityOff = '\u{E8F5}', 108, "visibility_off";
    MoreHoriz = '\u{E5D3}', 38, "more_horiz";
    MoreVert = '\u{E5D4}', 39, "more_vert";
    Edit = '\u{F097}', 76, "edit";
    ArrowUpward = '\u{E5D8}', 50, "arrow_upward";
    ArrowDownward = '\u{E5DB}', 51, "arrow_downward";
    ArrowForward = '\u{E5C8}', 52, "arrow_forward";
    ArrowBack = '\u{E5C4}', 49, "arrow_back";
    SwapHoriz = '\u{E8D4}', 48, "swap_horiz";
    Settings = '\u{E8B8}', 86, "settings";
    Info = '\u{E88E}', 10, "info";
    Error = '\u{F8B6}', 11, "error";
    Keyboard = '\u{E312}', 101, "keyboard";
    Palette = '\u{E40A}', 77, "palette";
    Tune = '\u{E429}', 81, "tune";
    TableView = '\u{F1BE}', 4, "table_view";
    GridView = '\u{E9B0}', 5, "grid_view";
    Map = '\u{E55B}', 75, "map";
    History = '\u{E8B3}', 14, "history";
    Compare = '\u{E915}', 47, "compare";
    CenterFocus = '\u{E3B4}', 105, "center_focus";
    UnfoldLess = '\u{E5D6}', 45, "unfold_less";
    UnfoldMore = '\u{E5D7}', 46, "unfold_more";
    Link = '\u{E250}', 27, "link";
    LinkOff = '\u{E16F}', 28, "link_off";
    Flag = '\u{F0C6}', 68, "flag";
    Event = '\u{E878}', 21, "event";
    BarChart = '\u{E26B}', 85, "bar_chart";
    ShowChart = '\u{E6E1}', 83, "show_chart";
    FilterList = '\u{E152}', 58, "filter_list";
    FilterAlt = '\u{EF4F}', 35, "filter_alt";
    Slideshow = '\u{E41B}', 19, "slideshow";
    Task = '\u{E2E6}', 7, "task";
    Schedule = '\u{EFD6}', 13, "schedule";
    Lock = '\u{E899}', 33, "lock";
    Description = '\u{E873}', 98, "description";
    Quiz = '\u{F04C}', 22, "quiz";
    Storefront = '\u{EA12}', 66, "storefront";
    CreditCard = '\u{E8A1}', 23, "credit_card";
    Loop = '\u{E863}', 15, "loop";
    CallSplit = '\u{E0B6}', 53, "call_split";
    HowToVote = '\u{E175}', 73, "how_to_vote";
    PushPin = '\u{F10D}', 6, "push_pin";
    Comment = '\u{E24C}', 31, "comment";
    Label = '\u{E893}', 34, "label";
    Business = '\u{E7EE}', 65, "business";
    SupportAgent = '\u{F0E2}', 93, "support_agent";
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
