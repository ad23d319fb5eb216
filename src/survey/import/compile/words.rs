//! The words by which tools say who went through to the end, and which rows are tests.

use crate::columns::cell;

/// What a cell that marks previews and tests holds, in lower case, when the row is one.
pub(crate) const PREVIEW_WORDS: [&str; 9] =
    ["1", "2", "8", "9", "survey preview", "survey test", "preview", "test", "spam"];

/// What a completion cell holds, in lower case, when the person went through to the end.
pub(crate) const COMPLETE_WORDS: [&str; 72] = [
    "1",
    "1.0",
    "true",
    "yes",
    "y",
    "x",
    "complete",
    "completed",
    "complete response",
    "finished",
    "submitted",
    "done",
    "closed",
    "100",
    "100.0",
    "100%",
    "100 %",
    "vrai",
    "oui",
    "termin\u{e9}",
    "termin\u{e9}e",
    "complet",
    "compl\u{e8}te",
    "compl\u{e9}t\u{e9}",
    "compl\u{e9}t\u{e9}e",
    "wahr",
    "ja",
    "abgeschlossen",
    "beendet",
    "vollst\u{e4}ndig",
    "fertig",
    "abgeschickt",
    "eingereicht",
    "verdadero",
    "s\u{ed}",
    "si",
    "completado",
    "completada",
    "finalizado",
    "finalizada",
    "enviado",
    "enviada",
    "completa",
    "completo",
    "verdadeiro",
    "sim",
    "conclu\u{ed}do",
    "conclu\u{ed}da",
    "vero",
    "s\u{ec}",
    "completato",
    "completata",
    "terminato",
    "inviato",
    "waar",
    "voltooid",
    "ingevuld",
    "sant",
    "sann",
    "sand",
    "slutf\u{f6}rd",
    "fullf\u{f8}rt",
    "fuldf\u{f8}rt",
    "tosi",
    "prawda",
    "tak",
    "zako\u{144}czone",
    "\u{434}\u{430}",
    "\u{438}\u{441}\u{442}\u{438}\u{43d}\u{430}",
    "\u{662f}",
    "\u{5b8c}\u{4e86}",
    "\u{5df2}\u{5b8c}\u{6210}",
];

/// Whether a completion cell says that the person went through to the end.
pub(crate) fn says_complete(text: &str) -> bool {
    let key = cell::label_key(text);
    COMPLETE_WORDS.contains(&key.as_str())
}
