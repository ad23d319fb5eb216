//! The words of headings over numbers that are no answers on a scale, in several languages.

use super::word_list::Words;

/// Headings of numbers that are no answers on a scale: words that begin like this.
pub(super) static NOT_A_SCALE: Words = Words::new(&[
    "how many",
    "\u{6642}\u{9593}|\u{65f6}\u{95f4}|\u{65f6}\u{957f}|\u{4f55}\u{5206}",
    "\u{5f85}|\u{7b49}\u{5019}|\u{591a}\u{4e45}|\u{901a}\u{8a71}|\u{901a}\u{8bdd}|\u{6ede}\u{5728}",
    "priority|risk|severity|urgency",
    "how long",
    "how often",
    "how old",
    "your age",
    "number of",
    "number_of",
    "número de personas",
    "duration",
    "durée",
    "dauer",
    "zip",
    "postal",
    "postcode",
    "cuántas",
    "cuántos",
    "combien",
    "wie viele",
    "wie oft",
    "hoeveel",
    "quantas",
    "quantos",
    "quante",
    "quanti",
    "année",
    "last page",
    "lastpage",
    "letzte seite",
    "dernière page",
    "última página",
    "progress",
    "points -",
    "question number",
    "version",
    "seed",
    "display order",
    "click count",
    "first click",
    "last click",
    "page submit",
    "interviewtime",
    "grouptime",
    "household",
    "select all",
    "check all",
    "choose all",
    "all that apply",
    "mehrfach",
    "plusieurs réponses",
    "best describes",
    "what type",
    "what kind",
    "your gender",
    "your role",
    "your position",
    "highest level",
    "level of education",
    "marital",
    "ethnic",
    "employment",
    "occupation",
    "do you identify",
]);

/// Words at the beginning of questions whose numbers are codes of things, not answers on a scale.
pub(super) static NOMINAL: Words = Words::new(&[
    "which ", "who ", "where ", "welche ", "welcher ", "welches ", "wo ", "où ", "dónde", "onde ",
    "dove ", "welke ",
]);

/// Headings of numbers that are no answers on a scale: whole words.
pub(super) static NOT_A_SCALE_WORDS: Words = Words::new(&[
    "age", "alter", "edad", "âge", "gender", "sex", "lang", "language", "locale", "term", "tenure",
    "nights", "days", "weeks", "months", "month", "mois", "monat", "week", "woche", "year",
    "years", "jahr", "jahre", "año", "años", "hours", "hour", "minutes", "seconds", "secs",
    "floor", "gate", "terminal", "strata", "stratum", "code", "income", "children", "siblings",
    "row", "seq", "sequence", "page", "attempt", "attempts",
]);

/// Words of columns of amounts of money or value.
pub(super) static AMOUNT: Words = Words::new(&[
    "amount",
    "revenue",
    "price$",
    "prices$",
    "basket",
    "spend$",
    "spending$",
    "spent$",
    "clv$",
    "cltv$",
    "ltv$",
    "lifetime value",
    "ticket",
    "charges$",
    "montant",
    "panier",
    "chiffre d'affaires",
    "ca$",
    "prix$",
    "umsatz",
    "betrag",
    "preis$",
    "preise$",
    "warenkorb",
    "bestellwert",
    "importe",
    "ingresos",
    "valor$",
    "valores$",
    "fatturato",
    "omzet",
    "sales$",
    "cost$",
    "costs$",
    "order value",
    "eur$",
    "usd$",
    "gbp$",
    "purchase value",
]);

/// Words of columns of numbers of things.
pub(super) static COUNT: Words = Words::new(&[
    "number of",
    "nb$",
    "count$",
    "counts$",
    "visits$",
    "purchases",
    "orders$",
    "passages",
    "anzahl",
    "nombre$",
    "número de",
    "numero de",
    "aantal",
    "quantity",
    "transactions",
    "customers$",
    "visitors$",
    "leads$",
]);

/// Words of yes-or-no columns that are an outcome to be counted, whatever else the file holds.
pub(super) static OUTCOME: Words = Words::new(&[
    "convert",
    "purchased",
    "bought",
    "churn",
    "retained",
    "renewed",
    "repeat",
    "returned",
    "referred",
    "resolved",
    "solved",
    "success",
    "trust",
    "subscribed",
    "cancelled",
    "canceled",
    "signed up",
    "responded",
    "answered",
    "clicked",
    "positive",
    "negative",
]);

/// Words of columns of the numbers of programs, which look like dates.
pub(super) static VERSION: Words =
    Words::new(&["version$|versions$|versión|versão|versione|release$|build$|firmware|revision$"]);

/// Words of columns of dates.
pub(super) static DATE: Words = Words::new(&[
    "date|time|submitted|completed|created|recorded|received|sent|fecha|datum|data|zeit|horodat",
]);

/// Words of columns of months and other times.
pub(super) static PERIOD: Words = Words::new(&[
    "date|time|datum|data$|zeit|fecha|month|monat|mois|mes$|m\u{ea}s$|mese$|maand|period|p\u{e9}riode|wave|welle|vague|quarter|quartal|trimestre",
]);

/// Names of columns of numbers that each belong to one thing, beside those that name them so.
pub(super) static NUMBERED: Words = Words::new(&[
    "case|ticket|order|invoice|reference|ref|vorgang|fall|auftrag|rechnung|dossier|commande|facture|\
     caso|pedido|factura|zaak|incident|request",
]);

/// Names of columns that tell groups of people or things apart, though their cells may be numbers.
pub(super) static THINGS: Words = Words::new(&[
    "store|shop|branch|filiale|region|country|county|state|city|site|location|department|dept|\
     abteilung|division|unit|plan|tier|package|team|group|quarter|quartal|trimestre|priority|\
     product|agent|treatment|arm|cohort|education|industry|brand|market|territory|district|zone|\
     category|segment|cluster|day|weekday|wochentag|pays|région|magasin|tienda|sucursal|land|produkt|producto|produit|\
     gruppe|grupo|groupe|equipo|équipe|agente|bundesland",
]);

/// What may follow the name of a thing whose cells are its codes.
pub(super) static CODE: Words = Words::new(&["code|id|no|no.|nr|nr.|number|#|type|key|name"]);
