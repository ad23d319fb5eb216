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

const FINGERPRINTS: [Fingerprint; 15] = [
    Fingerprint {
        tool: Tool::Qualtrics,
        all: &["responseid"],
        any: &["startdate", "recordeddate"],
    },
    Fingerprint {
        tool: Tool::Qualtrics,
        all: &["startdate", "enddate", "status"],
        any: &["finished", "progress"],
    },
    Fingerprint { tool: Tool::QualtricsLegacy, all: &["responseset"], any: &[] },
    Fingerprint {
        tool: Tool::SurveyMonkey,
        all: &["respondent id"],
        any: &["collector id", "start date"],
    },
    Fingerprint { tool: Tool::Typeform, all: &["#"], any: &["submit date (utc)", "network id"] },
    Fingerprint {
        tool: Tool::MicrosoftForms,
        all: &["id", "start time", "completion time"],
        any: &[],
    },
    Fingerprint {
        tool: Tool::LimeSurvey,
        all: &[],
        any: &["submitdate", "submitdate. date submitted", "lastpage. last page"],
    },
    Fingerprint {
        tool: Tool::LimeSurvey,
        all: &["response id", "date submitted", "last page"],
        any: &[],
    },
    Fingerprint { tool: Tool::Alchemer, all: &["time started", "date submitted"], any: &[] },
    Fingerprint {
        tool: Tool::Delighted,
        all: &["score", "comment"],
        any: &["survey_type", "permalink", "response id", "person_id"],
    },
    Fingerprint {
        tool: Tool::Medallia,
        all: &["request_id"],
        any: &["response_received_at", "star_rating"],
    },
    Fingerprint {
        tool: Tool::Zendesk,
        all: &[],
        any: &["satisfaction_rating.score", "ticket satisfaction rating", "csat_score"],
    },
    Fingerprint { tool: Tool::Intercom, all: &["conversation rating"], any: &[] },
    Fingerprint { tool: Tool::HubSpot, all: &["survey name"], any: &["sentiment", "survey type"] },
    Fingerprint {
        tool: Tool::Touchpoints,
        all: &[],
        any: &["positive_effectiveness", "negative_effectiveness"],
    },
];

/// The first column of Google Forms in the languages in which it was seen.
const TIMESTAMPS: [&str; 8] = [
    "timestamp",
    "marca temporal",
    "horodateur",
    "zeitstempel",
    "carimbo de data/hora",
    "informazioni cronologiche",
    "tijdstempel",
    "tidsstämpel",
];

/// Names the tool that wrote a header.
pub fn detect(header: &Header) -> Tool {
    match header.style {
        HeaderStyle::Qualtrics => return Tool::Qualtrics,
        HeaderStyle::QualtricsLegacy => return Tool::QualtricsLegacy,
        HeaderStyle::Webform => return Tool::Webform,
        HeaderStyle::SurveyMonkey => return Tool::SurveyMonkey,
        HeaderStyle::Single | HeaderStyle::None => {}
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
    if names.first().is_some_and(|first| TIMESTAMPS.contains(&first.as_str())) {
        return Tool::GoogleForms;
    }
    Tool::Unknown
}
