//! The faces as parley sees them.

use std::{
    borrow::Cow,
    sync::{Arc, LazyLock},
};

use parley::{
    FontContext, FontFamily, FontFamilyName, FontWeight, LineHeight, OverflowWrap, StyleProperty,
    fontique::{Blob, Collection, CollectionOptions, FontInfoOverride, SourceCache},
};

use super::TextStyle;
use crate::fonts::FaceId;

/// The parsed faces and, for each, the id by which parley's runs name its bytes.
static FACES: LazyLock<(FontContext, Vec<(u64, FaceId)>)> = LazyLock::new(|| {
    let options = CollectionOptions { shared: false, system_fonts: false };
    let mut collection = Collection::new(options);
    let mut ids = Vec::new();
    for face in FaceId::ALL {
        let blob = Blob::new(Arc::new(face.bytes()));
        ids.push((blob.id(), face));
        // Family and weight are ours, so that a face is found by nothing but this table.
        let info = FontInfoOverride {
            family_name: Some(face.family()),
            weight: Some(FontWeight::new(f32::from(face.weight()))),
            ..FontInfoOverride::default()
        };
        collection.register_fonts(blob, Some(info));
    }
    (FontContext { collection, source_cache: SourceCache::default() }, ids)
});

/// The families, first the one for most text, then those that it falls back to.
static STACK: LazyLock<Vec<FontFamilyName<'static>>> = LazyLock::new(|| {
    // A private-use character in somebody's text is missing, not an icon.
    let text = FaceId::ALL.iter().filter(|face| **face != FaceId::Icons);
    let mut families: Vec<_> = text.map(|face| face.family()).collect();
    families.dedup();
    families.into_iter().map(FontFamilyName::named).collect()
});

/// A font context of its own for a text engine.
pub(super) fn context() -> FontContext {
    FACES.0.clone()
}

/// The face of a run, by the id of its font's bytes.
pub(super) fn face(blob_id: u64) -> FaceId {
    FACES.1.iter().find(|(id, _)| *id == blob_id).map_or(FaceId::InterRegular, |(_, face)| *face)
}

/// The properties that layouts and editors share, so that editing never moves a line break.
pub(super) fn properties(style: TextStyle) -> [StyleProperty<'static, ()>; 5] {
    [
        StyleProperty::FontFamily(FontFamily::List(Cow::Borrowed(STACK.as_slice()))),
        StyleProperty::FontSize(style.size_px),
        StyleProperty::FontWeight(FontWeight::new(f32::from(style.weight.value()))),
        StyleProperty::LineHeight(LineHeight::Absolute(style.line_height_px)),
        StyleProperty::OverflowWrap(OverflowWrap::Anywhere),
    ]
}
