//! Which tool wrote a file, by the names of its columns.

use serde::{Deserialize, Serialize};

use crate::read::header::{Header, HeaderStyle};

/// A survey tool, as far as its export tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Tool {
    /// Qualtrics.
    Qualtrics,
    /// Qualtrics before 2018.
    QualtricsLegacy,
    /// SurveyMonkey, also Momentive.
    SurveyMonkey,
    /// Typeform.
    Typeform,
    /// Google Forms, also by way of Google Sheets.
    GoogleForms,
    /// Microsoft Forms.
    MicrosoftForms,
    /// LimeSurvey.
    LimeSurvey,
    /// Alchemer, formerly `SurveyGizmo`.
    Alchemer,
    /// Drupal Webform and Framaforms.
    Webform,
    /// Delighted.
    Delighted,
    /// Medallia Agent Connect.
    Medallia,
    /// Zendesk.
    Zendesk,
    /// Intercom.
    Intercom,
    /// HubSpot.
    HubSpot,
    /// Touchpoints of the United States government.
    Touchpoints,
    /// A tally that a database made with the statement of `crate::sql`.
    ThroughlineTally,
    /// No tool that is known: any table.
    Unknown,
}

impl Tool {
    /// The name as it is shown.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Qualtrics => "Qualtrics",
            Self::QualtricsLegacy => "Qualtrics (legacy)",
            Self::SurveyMonkey => "SurveyMonkey",
            Self::Typeform => "Typeform",
            Self::GoogleForms => "Google Forms",
            Self::MicrosoftForms => "Microsoft Forms",
            Self::LimeSurvey => "LimeSurvey",
            Self::Alchemer => "Alchemer",
            Self::Webform => "Drupal Webform",
            Self::Delighted => "Delighted",
            Self::Medallia => "Medallia",
            Self::Zendesk => "Zendesk",
            Self::Intercom => "Intercom",
            Self::HubSpot => "HubSpot",
            Self::Touchpoints => "Touchpoints",
            Self::ThroughlineTally => "Throughline tally",
            Self::Unknown => "Unknown",
        }
    }

    /// Whether the tool is one of Qualtrics' exports.
    pub const fn is_qualtrics(self) -> bool {
        matches!(self, Self::Qualtrics | Self::QualtricsLegacy)
    }
}

/// Which columns tell a tool: all of `all`, and one of `any` unless that is empty.
struct Fingerprint {
    tool: Tool,
    all: &'static [&'static str],
    any: &'static [&'static str],
}

const fn print(
    tool: Tool,
    all: &'static [&'static str],
    any: &'static [&'static str],
) -> Fingerprint {
    Fingerprint { tool, all, any }
}

const FINGERPRINTS: [Fingerprint; 30] = [
    print(Tool::Qualtrics, &["responseid"], &["startdate", "recordeddate"]),
    print(Tool::Qualtrics, &["startdate", "enddate", "status"], &["finished", "progress"]),
    print(
        Tool::Qualtrics,
        &["start date", "end date", "response type"],
        &["progress", "finished", "recorded date"],
    ),
    print(Tool::QualtricsLegacy, &["responseset"], &[]),
    print(Tool::SurveyMonkey, &["respondent id"], &["collector id", "start date"]),
    print(Tool::SurveyMonkey, &["befragten-id"], &[]),
    print(Tool::SurveyMonkey, &["id du répondant"], &[]),
    print(Tool::Typeform, &["#"], &["submit date (utc)", "network id"]),
    print(Tool::MicrosoftForms, &["id", "start time", "completion time"], &[]),
    print(Tool::MicrosoftForms, &["id", "startzeit", "fertigstellungszeit"], &[]),
    print(Tool::MicrosoftForms, &["id", "heure de début", "heure de fin"], &[]),
    print(Tool::MicrosoftForms, &["id", "hora de inicio", "hora de finalización"], &[]),
    print(Tool::MicrosoftForms, &["id", "hora de início", "hora de conclusão"], &[]),
    print(Tool::MicrosoftForms, &["id", "ora di inizio", "ora di completamento"], &[]),
    print(Tool::MicrosoftForms, &["id", "begintijd", "tijd van voltooien"], &[]),
    print(Tool::MicrosoftForms, &["id", "開始時刻", "完了時刻"], &[]),
    print(
        Tool::LimeSurvey,
        &[],
        &["submitdate", "submitdate. date submitted", "lastpage. last page"],
    ),
    print(Tool::LimeSurvey, &["response id", "date submitted", "last page"], &[]),
    print(Tool::LimeSurvey, &["antwort id", "datum abgeschickt"], &[]),
    print(Tool::LimeSurvey, &["id de la réponse", "date de soumission"], &[]),
    print(Tool::LimeSurvey, &["id de respuesta", "fecha de envío"], &[]),
    print(Tool::Alchemer, &["time started", "date submitted"], &[]),
    print(
        Tool::Delighted,
        &["score", "comment"],
        &["survey_type", "survey type", "permalink", "person_id", "person id"],
    ),
    print(Tool::Medallia, &["request_id"], &["response_received_at", "star_rating"]),
    print(
        Tool::Zendesk,
        &[],
        &[
            "satisfaction_rating.score",
            "satisfaction_rating_score",
            "ticket satisfaction rating",
            "satisfaction score (ticket)",
            "csat_score",
        ],
    ),
    print(Tool::Intercom, &["conversation rating"], &[]),
    print(Tool::Intercom, &["conversation id"], &["rating", "cx score rating", "teammate rated"]),
    print(Tool::HubSpot, &["survey name"], &["sentiment", "survey type"]),
    print(Tool::Touchpoints, &[], &["positive_effectiveness", "negative_effectiveness"]),
    print(Tool::Touchpoints, &["touchpoint_id"], &["question_1", "answer_01"]),
];

/// The first column of Google Forms in the languages in which Google writes it.
const TIMESTAMPS: [&str; 24] = [
    "timestamp",
    "marca temporal",
    "marca de temps",
    "horodateur",
    "zeitstempel",
    "carimbo de data/hora",
    "informazioni cronologiche",
    "tijdstempel",
    "tidsstämpel",
    "tidsstempel",
    "aikaleima",
    "sygnatura czasowa",
    "časová značka",
    "časová pečiatka",
    "időbélyeg",
    "marcaj de timp",
    "zaman damgası",
    "отметка времени",
    "позначка часу",
    "タイムスタンプ",
    "时间戳记",
    "時間戳記",
    "타임스탬프",
    "stempel waktu",
];

/// Names the tool that wrote a header.
pub fn detect(header: &Header) -> Tool {
    match header.style {
        HeaderStyle::Qualtrics => return Tool::Qualtrics,
        HeaderStyle::QualtricsLegacy => return Tool::QualtricsLegacy,
        HeaderStyle::Webform => return Tool::Webform,
        HeaderStyle::SurveyMonkey => return Tool::SurveyMonkey,
        HeaderStyle::Single | HeaderStyle::Grouped | HeaderStyle::None => {}
    }
    let names: Vec<String> =
        header.columns.iter().map(|column| column.name.to_lowercase()).collect();
    let has = |name: &&'static str| names.iter().any(|own| own == name);
    let matches = |print: &&Fingerprint| {
        print.all.iter().all(has) && (print.any.is_empty() || print.any.iter().any(has))
    };
    if let Some(print) = FINGERPRINTS.iter().find(matches) {
        return print.tool;
    }
    // Google begins it with a capital; logs of events do not.
    let lower = header.columns.first().is_some_and(|first| first.name.starts_with("timestamp"));
    if !lower && names.first().is_some_and(|first| TIMESTAMPS.contains(&first.as_str())) {
        return Tool::GoogleForms;
    }
    Tool::Unknown
}
