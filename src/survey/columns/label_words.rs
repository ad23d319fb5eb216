//! The words that labels of scales are made of, in several languages.

use super::labels::Theme;

/// Words for the good side, by theme. The bad side is looked for first: `dissatisfied` holds
/// `satisfied`.
pub(super) const GOOD: [(Theme, &[&str]); 5] = [
    (
        Theme::Satisfaction,
        &[
            "satisfied",
            "happy",
            "pleased",
            "satisfait",
            "content",
            "zufrieden",
            "satisfecho",
            "satisfecha",
            "satisfeito",
            "satisfeita",
            "soddisfatto",
            "soddisfatta",
            "tevreden",
            "nöjd",
        ],
    ),
    (
        Theme::Ease,
        &[
            "easy",
            "facile",
            "einfach",
            "leicht",
            "fácil",
            "facil",
            "makkelijk",
            "gemakkelijk",
            "enkelt",
        ],
    ),
    (
        Theme::Agreement,
        &[
            "agree",
            "d'accord",
            "stimme",
            "zustimmung",
            "trifft",
            "de acuerdo",
            "concordo",
            "d'accordo",
            "eens",
        ],
    ),
    (
        Theme::Likelihood,
        &["likely", "probable", "wahrscheinlich", "provável", "probabile", "waarschijnlijk"],
    ),
    (
        Theme::Quality,
        &[
            "favorabl",
            "favourabl",
            "positive",
            "good",
            "bon",
            "bonne",
            "gut",
            "bueno",
            "buena",
            "bom",
            "boa",
            "buono",
            "buona",
            "goed",
        ],
    ),
];

/// Words for the bad side, by theme.
pub(super) const BAD: [(Theme, &[&str]); 5] = [
    (
        Theme::Satisfaction,
        &[
            "dissatisfied",
            "unsatisfied",
            "not satisfied",
            "unhappy",
            "insatisfait",
            "mécontent",
            "pas satisfait",
            "unzufrieden",
            "insatisfecho",
            "insatisfecha",
            "insatisfeito",
            "insatisfeita",
            "insoddisfatto",
            "insoddisfatta",
            "ontevreden",
            "missnöjd",
            "not happy",
        ],
    ),
    (
        Theme::Ease,
        &[
            "difficult",
            "hard",
            "difficile",
            "schwierig",
            "schwer",
            "difícil",
            "dificil",
            "moeilijk",
            "svårt",
        ],
    ),
    (
        Theme::Agreement,
        &[
            "disagree",
            "pas d'accord",
            "desacuerdo",
            "discordo",
            "stimme nicht",
            "nicht zu",
            "ablehnung",
            "trifft nicht",
            "trifft eher nicht",
            "trifft überhaupt nicht",
            "disaccordo",
            "oneens",
        ],
    ),
    (
        Theme::Likelihood,
        &[
            "unlikely",
            "not likely",
            "improbable",
            "unwahrscheinlich",
            "improvável",
            "improbabile",
            "onwaarschijnlijk",
            "not at all likely",
        ],
    ),
    (
        Theme::Quality,
        &[
            "unfavorabl",
            "unfavourabl",
            "negative",
            "bad",
            "poor",
            "mauvais",
            "schlecht",
            "malo",
            "mala",
            "ruim",
            "cattivo",
            "cattiva",
            "slecht",
        ],
    ),
];

/// Words for the middle.
pub(super) const NEUTRAL: [&str; 15] = [
    "neither",
    "neutral",
    "neutre",
    "ni ",
    "weder",
    "teils",
    "neutro",
    "nem ",
    "né ",
    "noch ",
    "undecided",
    "moyen",
    "neutraal",
    "indiferente",
    "okay",
];

/// Words for strength, strongest first; a label without any is of plain strength.
pub(super) const STRENGTHS: [(u8, &[&str]); 5] = [
    (
        6,
        &[
            "extremely",
            "completely",
            "totally",
            "strongly",
            "absolutely",
            "entirely",
            "totalement",
            "tout à fait",
            "voll und ganz",
            "völlig",
            "überhaupt nicht",
            "totalmente",
            "completamente",
            "pas du tout",
            "not at all",
            "äußerst",
            "helemaal",
            "extremadamente",
            "vollkommen",
        ],
    ),
    (5, &["very", "highly", "très", "sehr", "muy", "muito", "molto", "zeer", "mycket", "erg "]),
    (3, &["moderately", "mostly", "generally", "eher", "plutôt", "bastante"]),
    (
        2,
        &[
            "somewhat",
            "fairly",
            "rather",
            "quite",
            "assez",
            "ziemlich",
            "algo",
            "abbastanza",
            "tamelijk",
            "etwas",
            "parcialmente",
        ],
    ),
    (
        1,
        &[
            "slightly",
            "a little",
            "a bit",
            "un peu",
            "ein wenig",
            "un poco",
            "ligeramente",
            "leicht un",
            "leicht zu",
        ],
    ),
];

/// The strength of a label without any word for it.
pub(super) const PLAIN_STRENGTH: u8 = 4;

/// Scales that are not made of sides and strengths, worst first.
pub(super) const LISTED: [(Theme, &[&str]); 12] = [
    (Theme::Quality, &["poor", "fair", "good", "very good", "excellent"]),
    (Theme::Quality, &["very poor", "poor", "fair", "good", "excellent"]),
    (Theme::Quality, &["terrible", "poor", "average", "good", "excellent"]),
    (Theme::Quality, &["terrible", "bad", "okay", "good", "great"]),
    (Theme::Quality, &["poor", "fair", "good", "excellent"]),
    (Theme::Quality, &["poor", "okay", "good"]),
    (Theme::Quality, &["below expectations", "met expectations", "exceeded expectations"]),
    (Theme::Quality, &["très mauvaise", "mauvaise", "moyenne", "bonne", "très bonne"]),
    (Theme::Quality, &["mangelhaft", "ausreichend", "befriedigend", "gut", "sehr gut"]),
    (Theme::Quality, &["muy malo", "malo", "regular", "bueno", "muy bueno"]),
    (Theme::Satisfaction, &["bad", "good"]),
    (Theme::Satisfaction, &["negative", "neutral", "positive"]),
];
