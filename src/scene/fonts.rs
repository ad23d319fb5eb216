//! The bundled faces, embedded: nothing else shapes or draws a document.
//!
//! Sources, versions and licences stand in `assets/fonts/README.md`.

/// A bundled face.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum FaceId {
    /// Inter, weight 400.
    InterRegular,
    /// Inter, weight 500.
    InterMedium,
    /// Inter, weight 600.
    InterSemiBold,
    /// Inter, weight 700.
    InterBold,
    /// Noto Sans Arabic.
    NotoSansArabic,
    /// Noto Sans Hebrew.
    NotoSansHebrew,
    /// Noto Sans Thai.
    NotoSansThai,
    /// Noto Sans Devanagari.
    NotoSansDevanagari,
    /// Droid Sans Fallback: Chinese and Japanese.
    DroidSansFallback,
    /// Noto Sans KR: Korean syllables.
    NotoSansKr,
    /// Noto Emoji, in one colour.
    NotoEmoji,
    /// The icons of [`crate::icon`].
    Icons,
}

/// What is known of a face: name, family, version, bytes.
struct Face {
    name: &'static str,
    family: &'static str,
    version: &'static str,
    bytes: &'static [u8],
}

/// Embeds a file of `assets/`.
macro_rules! face {
    ($name:literal, $family:literal, $version:literal, $path:literal) => {
        Face {
            name: concat!("doc/", $name),
            family: $family,
            version: $version,
            bytes: include_bytes!(concat!("../../assets/", $path)),
        }
    };
}

static INTER_REGULAR: Face = face!("Inter-Regular", "Inter", "3.019", "fonts/Inter-Regular.otf");
static INTER_MEDIUM: Face = face!("Inter-Medium", "Inter", "3.019", "fonts/Inter-Medium.otf");
static INTER_SEMI_BOLD: Face =
    face!("Inter-SemiBold", "Inter", "3.019", "fonts/Inter-SemiBold.otf");
static INTER_BOLD: Face = face!("Inter-Bold", "Inter", "3.019", "fonts/Inter-Bold.otf");
static NOTO_SANS_ARABIC: Face = face!(
    "NotoSansArabic-Regular",
    "Noto Sans Arabic",
    "2.005",
    "fonts/NotoSansArabic-Regular.ttf"
);
static NOTO_SANS_HEBREW: Face = face!(
    "NotoSansHebrew-Regular",
    "Noto Sans Hebrew",
    "3.000",
    "fonts/NotoSansHebrew-Regular.ttf"
);
static NOTO_SANS_THAI: Face =
    face!("NotoSansThai-Regular", "Noto Sans Thai", "2.000", "fonts/NotoSansThai-Regular.ttf");
static NOTO_SANS_DEVANAGARI: Face = face!(
    "NotoSansDevanagari-Regular",
    "Noto Sans Devanagari",
    "2.001",
    "fonts/NotoSansDevanagari-Regular.ttf"
);
static DROID_SANS_FALLBACK: Face = face!(
    "DroidSansFallbackFull",
    "Droid Sans Fallback",
    "1.00c",
    "fonts/DroidSansFallbackFull.ttf"
);
static NOTO_SANS_KR: Face =
    face!("NotoSansKR-Hangul", "Noto Sans KR", "2.004", "fonts/NotoSansKR-Hangul.ttf");
static NOTO_EMOJI: Face =
    face!("NotoEmoji-Regular", "Noto Emoji", "3.006", "fonts/NotoEmoji-Regular.ttf");
static ICONS: Face = face!("Icons", "Throughline Icons", "2.973", "icons/icons.ttf");

impl FaceId {
    /// Every face, in the order in which text falls back from one to the next.
    pub const ALL: [Self; 12] = [
        Self::InterRegular,
        Self::InterMedium,
        Self::InterSemiBold,
        Self::InterBold,
        Self::NotoSansArabic,
        Self::NotoSansHebrew,
        Self::NotoSansThai,
        Self::NotoSansDevanagari,
        Self::DroidSansFallback,
        Self::NotoSansKr,
        Self::NotoEmoji,
        Self::Icons,
    ];

    fn face(self) -> &'static Face {
        match self {
            Self::InterRegular => &INTER_REGULAR,
            Self::InterMedium => &INTER_MEDIUM,
            Self::InterSemiBold => &INTER_SEMI_BOLD,
            Self::InterBold => &INTER_BOLD,
            Self::NotoSansArabic => &NOTO_SANS_ARABIC,
            Self::NotoSansHebrew => &NOTO_SANS_HEBREW,
            Self::NotoSansThai => &NOTO_SANS_THAI,
            Self::NotoSansDevanagari => &NOTO_SANS_DEVANAGARI,
            Self::DroidSansFallback => &DROID_SANS_FALLBACK,
            Self::NotoSansKr => &NOTO_SANS_KR,
            Self::NotoEmoji => &NOTO_EMOJI,
            Self::Icons => &ICONS,
        }
    }

    /// Unique name such as `doc/Inter-Regular`; the screen painter's font family of this one face.
    pub fn name(self) -> &'static str {
        self.face().name
    }

    /// Family name such as `Inter`, for formats that name fonts instead of carrying them.
    pub fn family(self) -> &'static str {
        self.face().family
    }

    /// Version of the font file, stored with a project so that a changed line break is explained.
    pub fn version(self) -> &'static str {
        self.face().version
    }

    /// The font file (OpenType or TrueType, one face).
    pub fn bytes(self) -> &'static [u8] {
        self.face().bytes
    }

    /// Weight between 100 and 900, as OpenType counts.
    pub fn weight(self) -> u16 {
        match self {
            Self::InterMedium => 500,
            Self::InterSemiBold => 600,
            Self::InterBold => 700,
            _ => 400,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_is_embedded_once_under_its_own_name() {
        let names: std::collections::BTreeSet<_> = FaceId::ALL.iter().map(|f| f.name()).collect();
        assert_eq!(names.len(), FaceId::ALL.len());
        for (index, face) in FaceId::ALL.into_iter().enumerate() {
            assert_eq!(face as usize, index);
            assert!(matches!(face.bytes().get(..4), Some(b"OTTO" | b"\0\x01\0\0")), "{face:?}");
        }
    }
}
