//! What the heading of a column says: words that tell its role, and the scale that it names.

use super::Role;
use super::labels;
use crate::tally::{Direction, Scale};

/// Whether any of `words` begins at the beginning of a word of `text`, which is lower case.
pub(super) fn mentions(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| {
        text.match_indices(word).any(|(at, _)| {
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            before.is_none_or(|c| !c.is_alphanumeric())
        })
    })
}

/// A heading split into words, so that `NbPassageKS` and `nb_passage` say the same.
pub(super) fn spread(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 8);
    let mut previous = ' ';
    for c in name.chars() {
        if c.is_uppercase() && previous.is_lowercase() {
            words.push(' ');
        }
        words.push(if matches!(c, '_' | '.' | '-' | '/') { ' ' } else { c });
        previous = c;
    }
    words.to_lowercase()
}

/// Words of questions about recommending.
pub(super) const RECOMMEND: [&str; 18] = [
    "recommend",
    "nps",
    "net promoter",
    "netpro",
    "recommand",
    "recomiend",
    "recomend",
    "empfehl",
    "weiterempfehl",
    "consigl",
    "raccomand",
    "aanbevel",
    "aanraden",
    "rekommend",
    "anbefal",
    "polec",
    "doporu",
    "suositt",
];

/// Words of questions about effort or ease.
pub(super) const EFFORT: [&str; 18] = [
    "easy",
    "ease",
    "effort",
    "difficult",
    "ces",
    "facile",
    "facilité",
    "difficile",
    "einfach",
    "schwierig",
    "aufwand",
    "fácil",
    "difícil",
    "facilidad",
    "esfuerzo",
    "esforço",
    "makkelijk",
    "how hard",
];

/// Words of the hard side, for scales that name no ends.
pub(super) const HARD: [&str; 8] =
    ["effort", "difficult", "difficile", "schwierig", "aufwand", "difícil", "esfuerzo", "how hard"];

/// Words of the easy side.
pub(super) const EASY: [&str; 7] =
    ["easy", "ease", "facile", "einfach", "fácil", "facilidad", "facilité"];

/// Words of questions about satisfaction.
pub(super) const SATISFACTION: [&str; 20] = [
    "satisf",
    "csat",
    "happy",
    "rate",
    "rating",
    "zufrieden",
    "content",
    "tevreden",
    "soddisf",
    "disfrut",
    "enjoy",
    "feeling",
    "experience",
    "quality",
    "qualité",
    "calific",
    "bewert",
    "note",
    "stars",
    "score",
];

/// Words of questions that ask for an order.
pub(super) const RANK: [&str; 5] = ["rank", "classez", "ordenar", "rangfolge", "rangordne"];

/// Headings of numbers that are no answers on a scale.
pub(super) const NOT_A_SCALE: [&str; 25] = [
    "how many",
    "how long",
    "year",
    "your age",
    "how old",
    "número de personas",
    "duration",
    "zip",
    "postal",
    "phone",
    "cuántas",
    "cuántos",
    "combien",
    "wie viele",
    "année",
    "año",
    "jahr",
    "hours",
    "minutes",
    "page",
    "progress",
    "points -",
    "question number",
    "version",
    "seed",
];

/// Words of columns of amounts of money or value.
const AMOUNT: [&str; 26] = [
    "amount",
    "revenue",
    "price",
    "basket",
    "spend",
    "spent",
    "clv",
    "ltv",
    "lifetime value",
    "ticket",
    "montant",
    "panier",
    "ca ",
    "prix",
    "umsatz",
    "betrag",
    "preis",
    "warenkorb",
    "importe",
    "ingresos",
    "valor",
    "sales",
    "cost",
    "order value",
    "eur",
    "usd",
];

/// Words of columns of numbers of things.
const COUNT: [&str; 12] = [
    "number of",
    "nb",
    "count",
    "visits",
    "purchases",
    "orders",
    "passages",
    "anzahl",
    "nombre",
    "número de",
    "quantity",
    "transactions",
];

/// The words of one role.
type RoleWords = (Role, &'static [&'static str]);

/// Roles that the whole heading tells, lower case.
const EXACT: [RoleWords; 9] = [
    (
        Role::Id,
        &[
            "responseid",
            "response id",
            "respondent id",
            "respondentid",
            "id",
            "#",
            "sid",
            "serial",
            "séquentiel",
            "external_id",
            "request_id",
            "ticket id",
            "submission id",
            "response uuid",
            "uuid",
            "respnum",
            "record id",
            "token",
            "response_id",
            "customer id",
            "customer_id",
            "user id",
            "user_id",
            "case id",
            "id. response id",
            "antwort-id",
            "email hash",
        ],
    ),
    (
        Role::Completion,
        &[
            "finished",
            "completed",
            "complete",
            "is complete",
            "completion",
            "completion status",
            "terminé",
            "beendet",
            "is_complete",
            "response status",
        ],
    ),
    (
        Role::Personal,
        &[
            "name",
            "email",
            "e-mail",
            "email address",
            "ip address",
            "ipaddress",
            "ip",
            "first name",
            "last name",
            "firstname",
            "lastname",
            "recipientlastname",
            "recipientfirstname",
            "recipientemail",
            "externalreference",
            "externaldatareference",
            "emailaddress",
            "locationlatitude",
            "locationlongitude",
            "locationaccuracy",
            "latitude",
            "longitude",
            "phone",
            "phone number",
            "address",
            "dob",
            "date of birth",
            "birthday",
            "username",
            "customer_name",
            "requester",
            "requester email",
            "custom data 1",
            "full name",
            "surname",
            "telephone",
            "nom",
            "prénom",
            "vorname",
            "nachname",
            "nombre",
            "teléfono",
            "correo electrónico",
            "adresse e-mail",
            "network id",
        ],
    ),
    (
        Role::Weight,
        &["weight", "weights", "wt", "poids", "gewicht", "peso", "sample weight", "final_weight"],
    ),
    (Role::Wave, &["wave", "vague", "welle", "survey wave", "ola"]),
    (
        Role::Stage,
        &[
            "stage",
            "journey stage",
            "phase",
            "étape",
            "etapa",
            "fase",
            "journey phase",
            "milestone",
        ],
    ),
    (
        Role::Touchpoint,
        &[
            "touchpoint",
            "touch point",
            "point de contact",
            "kontaktpunkt",
            "punto de contacto",
            "contact point",
            "touchpoint name",
            "interaction",
        ],
    ),
    (
        Role::Persona,
        &[
            "persona",
            "customer type",
            "customer group",
            "customer segment",
            "profile",
            "profil",
            "kundengruppe",
            "audience",
            "user type",
            "visitor type",
            "type de client",
        ],
    ),
    (Role::Channel, &["channel", "canal", "kanal", "contact channel", "kanaal"]),
];

/// Roles that a word in the heading tells.
const CONTAINED: [RoleWords; 5] = [
    (
        Role::Derived,
        &[
            "nps group",
            "nps category",
            "nps_group",
            "promoter type",
            "points -",
            "feedback -",
            "topics",
            "npsgroup",
        ],
    ),
    (
        Role::Comment,
        &[
            "why",
            "comment",
            "other (please specify)",
            "open-ended",
            "verbatim",
            "please explain",
            "feedback",
            "remarks",
            "warum",
            "pourquoi",
            "por qué",
            "explication",
            "explain",
            "suggestion",
            "write in",
        ],
    ),
    (
        Role::Personal,
        &[
            "e-mail address",
            "ip address",
            "your name",
            "your email",
            "phone number",
            "birth",
            "geboren",
            "naciste",
        ],
    ),
    (
        Role::Segment,
        &[
            "segment",
            "country",
            "region",
            "gender",
            "industry",
            "plan",
            "tier",
            "department",
            "store",
            "brand",
            "language",
            "userlanguage",
            "pays",
            "land",
            "país",
            "género",
            "sex",
            "market",
            "site",
            "employer",
        ],
    ),
    (Role::Channel, &["distributionchannel", "channel", "canal", "kanal"]),
];

/// The role that a heading names, and whether it names it with all of its words.
pub(super) fn role_by_name(name: &str, text: &str) -> Option<(Role, bool)> {
    let name = name.trim().to_lowercase();
    let exact = EXACT.iter().find(|(_, names)| names.contains(&name.as_str()));
    if let Some((role, _)) = exact {
        return Some((*role, true));
    }
    let text = text.to_lowercase();
    let spread_name = spread(&name);
    let says = |words: &[&str]| {
        mentions(&name, words) || mentions(&spread_name, words) || mentions(&text, words)
    };
    CONTAINED.iter().find(|(_, words)| says(words)).map(|(role, _)| (*role, false))
}

/// Whether a heading names an amount, or else a number of things.
pub(super) fn amount_by_name(name: &str) -> Option<NumberWord> {
    let words = format!("{} ", spread(name));
    if mentions(&words, &COUNT) {
        Some(NumberWord::Count)
    } else if mentions(&words, &AMOUNT) {
        Some(NumberWord::Amount)
    } else {
        None
    }
}

/// The two kinds of numbers without a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberWord {
    /// An amount of money or value.
    Amount,
    /// A number of things.
    Count,
}

/// A scale that a heading names.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stated {
    pub(super) scale: Scale,
    pub(super) low_label: Option<String>,
    pub(super) high_label: Option<String>,
}

impl Stated {
    /// The direction that the end labels tell.
    pub(super) fn direction(&self) -> Option<Direction> {
        let side = |label: &Option<String>| label.as_deref().and_then(labels::side);
        direction_of(side(&self.low_label), side(&self.high_label))
    }
}

/// The direction of a scale whose ends are on these sides.
pub(super) fn direction_of(low: Option<i8>, high: Option<i8>) -> Option<Direction> {
    match (low, high) {
        (Some(-1), Some(1)) | (Some(-1), None) | (None, Some(1)) => Some(Direction::HighGood),
        (Some(1), Some(-1)) | (Some(1), None) | (None, Some(-1)) => Some(Direction::LowGood),
        _ => None,
    }
}

/// A number in a heading, with the text up to the next number.
struct Number<'a> {
    value: i32,
    after: &'a str,
}

/// Finds `0-10`, `from 1 to 5`, or `1 = very difficult, 5 = very easy` in a heading.
pub(super) fn stated_scale(heading: &str) -> Option<Stated> {
    let numbers = numbers(heading);
    let plausible = |low: i32, high: i32| (0..=1).contains(&low) && (2..=10).contains(&high);
    let labelled: Vec<(i32, String)> = numbers
        .iter()
        .filter_map(|number| Some((number.value, end_label(number.after)?)))
        .collect();
    let low = labelled.iter().min_by_key(|(value, _)| *value);
    let high = labelled.iter().max_by_key(|(value, _)| *value);
    if let (Some((low, low_label)), Some((high, high_label))) = (low, high) {
        if plausible(*low, *high) {
            return Some(Stated {
                scale: Scale::new(*low, *high),
                low_label: Some(low_label.clone()),
                high_label: Some(high_label.clone()),
            });
        }
    }
    let joined = [
        "-", "\u{2013}", "\u{2014}", "to", "bis", "\u{e0}", "a", "al", "ao", "tot", "till", "..",
        "\u{2026}",
    ];
    numbers.windows(2).find_map(|pair| match pair {
        [low, high] if plausible(low.value, high.value) && joined.contains(&low.after.trim()) => {
            Some(Stated {
                scale: Scale::new(low.value, high.value),
                low_label: None,
                high_label: None,
            })
        }
        _ => None,
    })
}

/// The numbers of one or two digits that stand alone in a text.
fn numbers(text: &str) -> Vec<Number<'_>> {
    let mut starts: Vec<(usize, usize)> = Vec::new();
    let mut run: Option<usize> = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_ascii_digit(), run) {
            (true, None) => run = Some(at),
            (false, Some(start)) => {
                starts.push((start, at));
                run = None;
            }
            _ => {}
        }
    }
    let mut numbers = Vec::new();
    for (index, (start, end)) in starts.iter().enumerate() {
        let until = starts.get(index + 1).map_or(text.len(), |next| next.0);
        let value = text.get(*start..*end).and_then(|digits| digits.parse().ok());
        if let (Some(value), true) = (value, end - start <= 2) {
            numbers.push(Number { value, after: text.get(*end..until).unwrap_or("") });
        }
    }
    numbers
}

/// The label that follows a number: `= very easy`, `is completely met`, `- strongly agree`.
fn end_label(after: &str) -> Option<String> {
    let trimmed = after.trim_start();
    let label = ["=", "is ", "means ", "being ", "- ", "\u{2013} ", ": ", "(", "meaning "]
        .iter()
        .find_map(|mark| trimmed.strip_prefix(mark))?;
    let label = label.trim().trim_end_matches(|c: char| !c.is_alphanumeric());
    let end = label.find([',', ';', ')', '.', '?']).unwrap_or(label.len());
    let label = label.get(..end).unwrap_or(label).trim();
    let label = label.strip_suffix(" and").unwrap_or(label);
    let words = label.starts_with(char::is_alphabetic) && label.chars().count() <= 60;
    words.then(|| label.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(heading: &str) -> Option<(i32, i32)> {
        stated_scale(heading).map(|stated| (stated.scale.low, stated.scale.high))
    }

    #[test]
    fn scales_in_headings_are_found() {
        assert_eq!(scale("On a scale of 0-10, how would you rate us?"), Some((0, 10)));
        assert_eq!(scale("en una escala del 1 al 5, \u{bf}qu\u{e9} tal?"), Some((1, 5)));
        assert_eq!(scale("From 1 to 7, how easy was it?"), Some((1, 7)));
        assert_eq!(
            scale("needs being met?10 - strongly agree, 1 - strongly disagree."),
            Some((1, 10))
        );
        assert_eq!(
            scale(
                "overall experience, where 5 is completely met expectations and 1 is did not meet?"
            ),
            Some((1, 5))
        );
        assert_eq!(scale("KubeCon in Berlin in March 2017?"), None);
        assert_eq!(scale("4. Were you happy with 2 of 3 things?"), None);
        assert_eq!(scale("Did it take 24-48 hours?"), None);
    }

    #[test]
    fn end_labels_tell_the_direction() {
        let stated = stated_scale("How was it? (1 = very easy, 5 = very difficult)").unwrap();
        assert_eq!(stated.direction(), Some(Direction::LowGood));
        assert_eq!(stated.low_label.as_deref(), Some("very easy"));
    }

    #[test]
    fn headings_are_split_into_words() {
        assert_eq!(amount_by_name("NbPassageKS"), Some(NumberWord::Count));
        assert_eq!(amount_by_name("CaTicket"), Some(NumberWord::Amount));
        assert_eq!(amount_by_name("category"), None);
    }
}
