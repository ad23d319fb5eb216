//! The words of headings that tell what numbers measure, in several languages.

use super::word_list::Words;

/// Words of questions about recommending.
pub(super) static RECOMMEND: Words = Words::new(&[
    "recommend",
    "refer us",
    "nps",
    "enps",
    "net promoter",
    "netpro",
    "recommand",
    "recomiend",
    "recomend",
    "empfehl",
    "weiterempfehl",
    "weiterempfiehl",
    "consigl",
    "raccomand",
    "aanbevel",
    "aanbeveel",
    "aanraden",
    "rekommend",
    "anbefal",
    "polec",
    "doporu",
    "suositt",
    "suosittel",
    "рекоменд",
    "порекоменд",
    "tavsiye",
    "ajánl",
    "odporúč",
    "προτείν",
    "συστήσ",
    "薦め",
    "勧め",
    "すすめ",
    "推奨",
    "推荐",
    "推薦",
    "추천",
    "ntp score",
]);

/// Words of questions about effort or ease.
pub(super) static EFFORT: Words = Words::new(&[
    "easy$|easily$|ease$|easier$|easiest$",
    "facile$|faciles$|facili$|facilement$|facilmente$|facil$|facilità$|facilité$|facilitée$|\
     faciliter$|facilita$|facilitó$|facilitou$|facilitato$|facilidad$|facilidade$",
    "effort",
    "difficult",
    "difficile",
    "difficult\u{e9}",
    "einfach",
    "schwierig",
    "aufwand",
    "fácil",
    "difícil",
    "esfuerzo",
    "esforço",
    "sforzo",
    "makkelijk",
    "gemakkelijk",
    "moeite",
    "moeilijk",
    "how hard",
    "enkelt",
    "nemt",
    "lätt",
    "łatw",
    "trudn",
    "snadn",
    "легко",
    "сложно",
    "трудно",
    "kolay",
    "簡単",
    "簡易",
    "容易",
    "手間",
    "难易",
    "쉬",
]);

/// Words of the hard side, for scales that name no ends.
pub(super) static HARD: Words = Words::new(&[
    "effort",
    "difficult",
    "difficile",
    "difficult\u{e9}",
    "schwierig",
    "aufwand",
    "difícil",
    "esfuerzo",
    "esforço",
    "sforzo",
    "moeite",
    "moeilijk",
    "how hard",
    "trudn",
    "сложно",
    "трудно",
    "手間",
]);

/// Words of the easy side.
pub(super) static EASY: Words = Words::new(&[
    "easy$|easily$|ease$|easier$|easiest$",
    "facile$|faciles$|facili$|facilement$|facilmente$|facil$|facilità$|facilité$|facilitée$|\
     faciliter$|facilita$|facilitó$|facilitou$|facilitato$|facilidad$|facilidade$",
    "low effort",
    "little effort",
    "einfach",
    "fácil",
    "makkelijk",
    "gemakkelijk",
    "enkelt",
    "nemt",
    "lätt",
    "łatw",
    "snadn",
    "легко",
    "kolay",
    "簡単",
    "簡易",
    "容易",
    "쉬",
    "effortless",
]);

/// Words that say satisfaction and nothing else.
pub(super) static SATISFIED: Words = Words::new(&[
    "satisf",
    "dissatisf",
    "unsatisf",
    "csat",
    "happy",
    "happiness",
    "zufrieden",
    "vous content",
    "contento",
    "contenta",
    "insatisf",
    "tevreden",
    "soddisf",
    "nöjd",
    "tilfreds",
    "fornøyd",
    "tyytyväi",
    "zadowol",
    "spokojen",
    "удовлетвор",
    "доволен",
    "довольны",
    "memnun",
    "elégedett",
    "ικανοποι",
    "満足",
    "满意",
    "滿意",
    "만족",
    "esat",
    "hài lòng",
    "kepuasan",
]);

/// Words that ask for a grade.
pub(super) static RATED: Words = Words::new(&[
    "rate",
    "rated",
    "rates",
    "rating",
    "disfrut",
    "enjoy",
    "calific",
    "bewert",
    "beurteil",
    "schulnote",
    "evaluez",
    "évalu",
    "valuta",
    "avali",
    "beoordel",
    "betyg",
    "ocen",
    "hodnot",
    "оцен",
    "評価",
    "评价",
]);

/// Words that stand over grades, and over much else.
pub(super) static GRADED: Words = Words::new(&[
    "feeling",
    "experience",
    "quality",
    "qualit",
    "calidad",
    "valora",
    "valore",
    "note",
    "stars",
    "score",
    "cijfer",
    "평가",
]);

/// Words of questions that ask for an order.
pub(super) static RANK: Words =
    Words::new(&["rank", "classez", "ordenar", "rangfolge", "rangordne", "rangschik"]);

/// The name of the metric of effort. In French it is an ordinary word.
pub(super) static CES: Words = Words::new(&["ces"]);

/// Words of grades as schools of German speaking countries give them: 1 is the best.
pub(super) static SCHOOL_GRADE: Words = Words::new(&["schulnot"]);

/// The word for a grade in German, which in French and in Austria's neighbours says nothing of which
/// end is good, and words of headings that are German.
pub(super) static GERMAN_GRADE: [Words; 2] = [
    Words::new(&["note$", "noten$"]),
    Words::new(&["zufrieden", "bewert", "beurteil", "wie ", "welche", "vergeben", "ihre"]),
];

/// How headings begin that ask how bad something is, so that much of it is not good.
pub(super) static ASKS_HOW_BAD: Words = Words::new(&[
    "how dissatisf|how unsatisf|how unhappy|how unlikely|how disappoint|how frustrat|how annoy|\
     how stress|how worried|how painful|how bad|how poor|likely are you to cancel|\
     likely are you to leave|likely are you to switch|likely are you to stop|likely to cancel|\
     likely to leave|likely to switch|likely to churn|wie unzufrieden|wie unwahrscheinlich|\
     wie enttäuscht|wie verärgert|vous insatisfait|vous déçu|tan insatisfech|tan decepcionad",
]);

/// Words of questions of how people would feel if there were no such thing any more.
pub(super) static WITHOUT_IT: Words = Words::new(&[
    "no longer use|could not use|couldn't use|nicht mehr nutzen|nicht mehr verwenden|\
     ne pouviez plus|ya no pudiera|não pudesse mais",
]);
