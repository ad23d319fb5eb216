//! Which role a column has, apart from columns of numbers: those need to know the others.

use std::collections::BTreeMap;

use super::headings::{self, role_by_name};
use super::labels::{self, Theme};
use super::measure::{self, is_about_effort};
use super::profile::Profile;
use super::scale::{asks_for_an_answer, heading_of};
use super::tool::Tool;
use super::{Column, Role, number_words, words};
use crate::dates;
use crate::tally::{Direction, Kind};

/// What is known of the whole file when the role of one column is decided.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FileFacts {
    /// The tool that wrote it, where that is known.
    pub(super) tool: Option<Tool>,
    /// Whether a column is named as a rating or score, beside which a sentiment is computed.
    pub(super) has_rating: bool,
    /// What a column with the type of the survey says is measured: `NPS`.
    pub(super) survey_kind: Option<Kind>,
    /// The column with the type of the survey, where it names several that measure different things.
    pub(super) several_surveys: Option<usize>,
}

impl FileFacts {
    fn is(self, tool: Tool) -> bool {
        self.tool == Some(tool)
    }

    fn is_qualtrics(self) -> bool {
        self.tool.is_some_and(Tool::is_qualtrics)
    }
}

impl Column {
    /// Takes a role.
    pub(super) fn take(&mut self, role: Role, confidence: f64, reason: &str) {
        self.role = role;
        self.confidence = confidence;
        reason.clone_into(&mut self.reason);
    }
}

/// Ends of the names of columns that Qualtrics computes.
const COMPUTED_ENDS: [&str; 14] = [
    " - GROUP",
    "_FIRST CLICK",
    "_LAST CLICK",
    "_PAGE SUBMIT",
    "_CLICK COUNT",
    "_NPS_GROUP",
    "NPS_GROUP",
    " - TOPICS",
    " - PARENT TOPICS",
    " - TOPIC HIERARCHY LEVEL 1",
    "_DO",
    " - SENTIMENT",
    " - SENTIMENT POLARITY",
    " - SENTIMENT SCORE",
];

/// Whether the survey tool computed a column, by its name or the identifier that the tool gave it.
fn is_computed(column: &Column, import_id: Option<&str>, file: FileFacts) -> bool {
    let ends = |name: &str| {
        let name = name.to_uppercase();
        COMPUTED_ENDS.iter().any(|end| name.ends_with(end))
    };
    file.is_qualtrics() && ends(&column.name)
        || column.name.to_uppercase().ends_with("NPS_GROUP")
        || import_id.is_some_and(ends)
        || file.has_rating && column.name.eq_ignore_ascii_case("sentiment")
}

/// Decides every role but those of numbers.
pub(super) fn decide(
    column: &mut Column,
    profile: &Profile,
    import_id: Option<&str>,
    file: FileFacts,
) {
    if is_computed(column, import_id, file) || is_nps_group(profile) {
        return column.take(
            Role::Derived,
            0.95,
            "The survey tool computed it from another column.",
        );
    }
    if by_tool(column, file) {
        return;
    }
    let by_name = role_by_name(&column.name, &column.text);
    if profile.addresses * 2 > profile.filled {
        return column.take(Role::Personal, 0.95, "Its cells are mail or network addresses.");
    }
    let looks_personal = matches!(by_name, Some((Role::Personal, _)));
    if !looks_personal && is_time(column, profile) {
        return;
    }
    let has_few = profile.distinct <= 200 && profile.mean_chars < 60.0;
    match by_name {
        Some((Role::Derived, false)) => {
            return column.take(Role::Derived, 0.7, "Its name says that it is computed.");
        }
        Some((Role::Personal, _)) if holds_answers(profile) => {}
        Some((Role::Personal, false)) if !asks_many(column, profile) => {
            return column.take(Role::Personal, 0.8, "Its name says so.");
        }
        // A long text under "Touchpoint" describes one; it tells no answers apart.
        Some((role, true)) if role.dimension().is_none() || has_few || profile.filled == 0 => {
            let confidence = if role.dimension().is_some() { 0.85 } else { 0.9 };
            return column.take(role, confidence, "Its name says so.");
        }
        _ => {}
    }
    if profile.number_share() < 0.3 {
        decide_text(column, profile, by_name.map(|found| found.0));
    } else if profile.distinct <= 60
        && headings::names_things(&column.name)
        && !asks_for_an_answer(&heading_of(column))
    {
        let reason = "Its name tells groups of people apart, so its numbers are codes of them.";
        column.take(Role::Segment, 0.5, reason);
    }
}

/// Whether the cells are answers, whatever the name says: few small numbers that come again and
/// again, or a scale in words. Nobody can be told by them.
fn holds_answers(profile: &Profile) -> bool {
    let repeat = profile.filled >= 5 && profile.distinct as u64 * 2 <= profile.filled;
    let small = profile.text_cells == 0
        && profile.fractions == 0
        && profile.whole.keys().all(|value| (0..=10).contains(value));
    repeat && (small || labels::find_scale(&profile.texts, profile.filled).is_some())
}

/// Whether a question holds a word such as "phone" but its answers tell nobody apart: "How did you
/// reach us, by phone or mail?"
fn asks_many(column: &Column, profile: &Profile) -> bool {
    let is_question = column.text.contains('?') && column.text.split_whitespace().count() > 5;
    is_question && profile.filled >= 10 && profile.distinct_share() < 0.5
}

/// What the tool is known to write into a column of that name.
fn by_tool(column: &mut Column, file: FileFacts) -> bool {
    let joined = column.name.replace([' ', '_'], "").to_lowercase();
    match joined.as_str() {
        "status" | "responsetype" if file.is_qualtrics() => {
            column.take(Role::Preview, 0.9, "Qualtrics marks previews and tests in it.");
        }
        "status" if file.is(Tool::Alchemer) => {
            column.take(Role::Completion, 0.9, "Alchemer writes Complete or Partial into it.");
        }
        "responsetype" if file.is(Tool::Typeform) => {
            column.take(Role::Completion, 0.9, "Typeform writes completed or partial into it.");
        }
        "distributionchannel" => {
            column.take(Role::Other, 0.9, "It says how the survey was sent out.");
        }
        _ => return false,
    }
    true
}

/// Takes the column for a date or a time of day, if it is one.
fn is_time(column: &mut Column, profile: &Profile) -> bool {
    let most = |count: u64| count * 10 >= profile.filled * 8 && profile.filled > 0;
    let heading = heading_of(column);
    if number_words::VERSION.are_mentioned(&heading) && !number_words::DATE.are_mentioned(&heading)
    {
        // 5.12.10 may be both.
        return false;
    }
    let months = profile.dates.months * 2 > profile.dates.dates;
    if months && !number_words::PERIOD.are_mentioned(&heading) && headings::names_id(&column.name) {
        // The third case of 2024 is no March.
        return false;
    }
    if most(profile.dates.dates as u64) {
        column.take(Role::Date, 0.7, "Its cells are dates.");
    } else if most(profile.times) {
        column.take(Role::Time, 0.8, "Its cells are times of day.");
        return true;
    } else if most(profile.date_numbers) && number_words::DATE.are_mentioned(&heading) {
        column.take(Role::Date, 0.7, "Its numbers are dates as spreadsheets store them.");
    } else {
        return false;
    }
    let in_cells: Vec<&str> = profile.zones.iter().map(String::as_str).collect();
    let heading = || dates::zone_of_heading(&column.name);
    let stated = column.time_zone.take();
    column.time_zone = match in_cells.as_slice() {
        [] => stated.or_else(heading),
        zones => Some(zones.join(" and ")),
    };
    match &column.time_zone {
        Some(zone) => column.reason = format!("{} Their time zone is {zone}.", column.reason),
        None if profile.timed > 0 => column.reason.push_str(" Their time zone is not stated."),
        None => {}
    }
    true
}

fn is_nps_group(profile: &Profile) -> bool {
    let groups = [
        "promoter",
        "passive",
        "detractor",
        "promoters",
        "passives",
        "detractors",
        "neutral",
        "promotor",
        "pasivo",
        "kritiker",
        "passiver",
        "promoteur",
        "passif",
        "détracteur",
        "promotores",
        "detractores",
        "neutro",
        "promotore",
        "passivo",
        "detratore",
        "detrator",
    ];
    let named = |text: &String| groups.contains(&text.as_str());
    let sure = profile.texts.keys().any(|text| text.starts_with("promot"));
    sure && profile.texts.keys().all(named)
        || !profile.texts.is_empty()
            && profile.texts.keys().all(|text| named(text) && !text.starts_with("neutr"))
}

/// Decides between a scale in words, a comment, a segment and anything else.
fn decide_text(column: &mut Column, profile: &Profile, by_name: Option<Role>) {
    if profile.filled == 0 {
        if by_name == Some(Role::Comment) {
            return column.take(Role::Comment, 0.6, "Its name says so; it holds no answers.");
        }
        return column.take(Role::Other, 0.9, "It holds no answers.");
    }
    if decide_labels(column, profile) {
        return;
    }
    let (role, confidence, reason) = if by_name == Some(Role::Comment) {
        (Role::Comment, 0.85, "Its name says that people write what they like.")
    } else if is_prose(profile) {
        (Role::Comment, 0.8, "Nearly every cell holds another, longer text.")
    } else if by_name == Some(Role::Segment) && profile.distinct <= 60 {
        (Role::Segment, 0.6, "Its name tells groups of people apart.")
    } else if by_name == Some(Role::Channel) && profile.distinct <= 60 {
        (Role::Channel, 0.8, "Its name tells channels apart.")
    } else if by_name == Some(Role::Touchpoint) && profile.distinct <= 60 {
        (Role::Touchpoint, 0.8, "Its name tells touchpoints apart.")
    } else {
        (Role::Other, 0.6, "Its cells are texts that are no scale.")
    };
    column.take(role, confidence, reason);
}

/// Whether people wrote what they liked. Scripts without spaces say more in fewer letters.
fn is_prose(profile: &Profile) -> bool {
    let dense = |text: &String| text.chars().any(|c| c >= '\u{3040}');
    let long = if profile.texts.keys().next_back().is_some_and(dense) { 12.0 } else { 25.0 };
    profile.mean_chars > long && profile.distinct_share() > 0.5
}

/// Takes the column for a scale in words, if it is one.
fn decide_labels(column: &mut Column, profile: &Profile) -> bool {
    // A scale has few labels, and at most a tenth of the cells hold something else: what people
    // wrote themselves need not be taken apart.
    if profile.texts.len() as u64 > 12 + profile.filled / 10 {
        return false;
    }
    let known: BTreeMap<String, u64> = profile
        .texts
        .iter()
        .filter(|(text, _)| labels::is_label(text))
        .map(|(text, count)| (text.clone(), *count))
        .collect();
    let known_cells: u64 = known.values().sum();
    let all = labels::find_scale(&profile.texts, profile.filled);
    // A few cells of another kind ("Other, please specify") do not make it no scale.
    let mostly = known_cells * 10 >= profile.filled * 9 && known.len() >= 3;
    let found =
        all.or_else(|| if mostly { labels::find_scale(&known, profile.filled) } else { None });
    let Some(found) = found else { return false };
    let heading = heading_of(column);
    if found.theme == Theme::Amount && number_words::NOT_A_SCALE.are_mentioned(&heading) {
        // "How often do you come?" is no answer that could be better or worse.
        return false;
    }
    let kind = match found.theme {
        Theme::Agreement | Theme::Amount if is_about_effort(&heading) => Kind::Ces,
        Theme::Agreement | Theme::Amount if words::SATISFIED.are_mentioned(&heading) => Kind::Csat,
        theme => theme.kind(),
    };
    column.set_score(kind, found.scale);
    column.direction = Direction::HighGood;
    if found.theme == Theme::Amount && measure::asks_for_what_is_bad(&heading) {
        column.direction = Direction::LowGood;
    }
    if words::WITHOUT_IT.are_mentioned(&heading) && kind == Kind::Csat {
        // Who would miss it is disappointed, and that is the good answer.
        column.set_score(Kind::Rating, found.scale);
        column.direction = Direction::LowGood;
    }
    let spelled = |value: i32| {
        found
            .labels
            .iter()
            .find(|(_, own)| **own == value)
            .map(|(label, _)| profile.spelling.get(label).unwrap_or(label).clone())
    };
    column.low_label = spelled(found.scale.low);
    column.high_label = spelled(found.scale.high);
    column.confidence = found.confidence;
    column.reason = format!(
        "Its answers are words of a scale with {} points, counted from 1 for the worst.",
        found.scale.points()
    );
    column.labels = found.labels;
    true
}
