//! Which role each column has, from its heading and its cells.

use std::collections::BTreeMap;

use super::headings::{self, NumberWord, mentions, role_by_name};
use super::labels::{self, Theme};
use super::profile::Profile;
use super::scale::{self, Context, heading_of};
use super::spread;
use super::tool::{self, Tool};
use super::{Column, Role, words};
use crate::dates::DateOrder;
use crate::read::header::Header;
use crate::tally::{Direction, Kind};

/// What was understood of the columns of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Guess {
    /// The tool that wrote the file.
    pub tool: Tool,
    /// One entry per column of the file.
    pub columns: Vec<Column>,
    /// What a person should look at.
    pub warnings: Vec<String>,
}

/// Guesses the columns from the header and the answers of the sample.
pub fn guess(header: &Header, answers: &[Vec<String>]) -> Guess {
    let tool = tool::detect(header);
    let mut columns: Vec<Column> = Vec::with_capacity(header.columns.len());
    let mut profiles: Vec<Profile> = Vec::with_capacity(header.columns.len());
    let mut warnings = Vec::new();
    for (index, head) in header.columns.iter().enumerate() {
        let cells = answers.iter().map(|row| row.get(index).map_or("", String::as_str));
        let profile = Profile::of(cells);
        let mut column = Column::other(index, &head.name, &head.text, "No use was found for it.");
        column.decimal_comma = profile.decimal_comma;
        column.samples.clone_from(&profile.samples);
        let ends = ["_NPS_GROUP", "NPS_GROUP", " - TOPICS", "_DO", " - SENTIMENT"];
        let computed = |name: &str| ends.iter().any(|end| name.to_uppercase().ends_with(end));
        let derived = tool.is_qualtrics() && computed(&head.name)
            || head.name.to_uppercase().ends_with("NPS_GROUP")
            || head.import_id.as_deref().is_some_and(computed);
        decide_role(&mut column, &profile, tool, derived);
        if column.role == Role::Date {
            warnings.extend(decide_date_order(&mut column, &profile, tool));
        }
        columns.push(column);
        profiles.push(profile);
    }
    let context =
        Context::of(columns.iter().zip(&profiles).filter(|(column, _)| column.role == Role::Other));
    for (column, profile) in columns.iter_mut().zip(&profiles) {
        if column.role == Role::Other {
            warnings.extend(decide_numbers(column, profile, tool, context));
        }
        if profile.damaged_ranges * 10 > profile.filled && profile.damaged_ranges > 0 {
            warnings.push(format!(
                "Column {} ({}): cells such as \u{201c}{}\u{201d} look like ranges that a spreadsheet \
                 turned into dates.",
                column.index,
                column.short_name(),
                profile.samples.first().map_or("", String::as_str)
            ));
        }
    }
    for group in spread::find(header, answers) {
        join_spread(&mut columns, &group, tool, context);
    }
    warnings.extend(long_layout(&columns, &profiles));
    settle_dates(&mut columns, tool, &mut warnings);
    settle_ids(&mut columns, &profiles, tool);
    Guess { tool, columns, warnings }
}

/// Takes columns over which one choice is spread for one question, if they are a scale together.
fn join_spread(columns: &mut [Column], group: &spread::Spread, tool: Tool, context: Context) {
    let profile = Profile::of(group.cells.iter().map(String::as_str));
    let name_is_free = columns.iter().all(|column| column.name != group.question);
    let Some((first, others)) = group.columns.split_first() else { return };
    let Some(column) = columns.get_mut(*first) else { return };
    let mut joined = Column::other(*first, &group.question, &group.question, "");
    joined.decimal_comma = profile.decimal_comma;
    joined.samples.clone_from(&profile.samples);
    decide_role(&mut joined, &profile, tool, false);
    if joined.role == Role::Other {
        // Its warnings are about codes, which a choice in words has none of.
        decide_numbers(&mut joined, &profile, tool, context);
    }
    if joined.role != Role::Score {
        return;
    }
    if !name_is_free {
        joined.name.clone_from(&column.name);
    }
    joined.also = others.to_vec();
    joined.reason.push_str(" The choice is spread over several columns.");
    *column = joined;
    for index in others {
        if let Some(other) = columns.get_mut(*index) {
            other.role = Role::Other;
            other.kind = None;
            other.scale = None;
            other.confidence = 0.9;
            other.reason = format!("It is a part of column {first}.");
        }
    }
}

/// Decides every role but those of numbers, which need the other columns.
fn decide_role(column: &mut Column, profile: &Profile, tool: Tool, derived: bool) {
    let by_name = role_by_name(&column.name, &column.text);
    let mut set = |role, confidence, reason: &str| {
        column.role = role;
        column.confidence = confidence;
        reason.clone_into(&mut column.reason);
    };
    if derived || is_nps_group(profile) {
        return set(Role::Derived, 0.95, "The survey tool computed it from another column.");
    }
    if column.name.eq_ignore_ascii_case("status") && tool.is_qualtrics() {
        return set(Role::Preview, 0.9, "Qualtrics marks previews and tests in it.");
    }
    if column.name.eq_ignore_ascii_case("status") && tool == Tool::Alchemer {
        return set(Role::Completion, 0.9, "Alchemer writes Complete or Partial into it.");
    }
    let joined = column.name.replace([' ', '_'], "");
    if joined.eq_ignore_ascii_case("distributionchannel") {
        return set(Role::Other, 0.9, "It says how the survey was sent out.");
    }
    if profile.addresses * 2 > profile.filled {
        return set(Role::Personal, 0.95, "Its cells are mail or network addresses.");
    }
    let is_date = profile.dates.dates as u64 * 10 >= profile.filled * 8 && profile.filled > 0;
    let looks_personal = matches!(by_name, Some((Role::Personal, _)));
    if is_date && !looks_personal {
        return set(Role::Date, 0.7, "Its cells are dates.");
    }
    if profile.times * 10 >= profile.filled * 8 && profile.filled > 0 {
        return set(Role::Time, 0.8, "Its cells are times of day.");
    }
    let heading = heading_of(column);
    let mut set = |role, confidence, reason: &str| {
        column.role = role;
        column.confidence = confidence;
        reason.clone_into(&mut column.reason);
    };
    if date_word(&heading) && profile.date_numbers * 10 >= profile.filled * 8 && profile.filled > 0
    {
        return set(Role::Date, 0.7, "Its numbers are dates as spreadsheets store them.");
    }
    let has_few = profile.distinct <= 200 && profile.mean_chars < 60.0;
    match by_name {
        Some((role @ (Role::Stage | Role::Touchpoint | Role::Persona | Role::Channel), true))
            if has_few || profile.filled == 0 =>
        {
            set(role, 0.85, "Its name says so.");
        }
        Some((role, true))
            if !matches!(role, Role::Stage | Role::Touchpoint | Role::Persona | Role::Channel) =>
        {
            set(role, 0.9, "Its name says so.");
        }
        Some((Role::Derived, false)) => {
            set(Role::Derived, 0.7, "Its name says that it is computed.");
        }
        Some((Role::Personal, false)) => set(Role::Personal, 0.8, "Its name says so."),
        _ if profile.number_share() >= 0.3 => {}
        _ => decide_text(column, profile, by_name.map(|found| found.0)),
    }
}

/// Finds which number of the dates is the day; says so where nothing tells.
fn decide_date_order(column: &mut Column, profile: &Profile, tool: Tool) -> Option<String> {
    let (order, certain) = profile.dates.order();
    // Google's sheets write American dates unless their owner chose another country.
    let order = if certain || tool != Tool::GoogleForms { order } else { DateOrder::MonthFirst };
    column.date_order = Some(order);
    let read = match order {
        DateOrder::DayFirst => "day/month/year",
        DateOrder::MonthFirst => "month/day/year",
    };
    (!certain).then(|| {
        format!(
            "Column {} ({}): nothing tells day from month; the dates are read as {read}.",
            column.index,
            column.short_name()
        )
    })
}

fn date_word(heading: &str) -> bool {
    let words = [
        "date",
        "time",
        "submitted",
        "completed",
        "created",
        "recorded",
        "fecha",
        "datum",
        "data",
        "zeit",
        "horodat",
    ];
    mentions(heading, &words)
}

fn is_nps_group(profile: &Profile) -> bool {
    let groups = ["promoter", "passive", "detractor", "promoters", "passives", "detractors"];
    !profile.texts.is_empty() && profile.texts.keys().all(|text| groups.contains(&text.as_str()))
}

/// Decides between a scale in words, a comment, a segment and anything else.
fn decide_text(column: &mut Column, profile: &Profile, by_name: Option<Role>) {
    if profile.filled == 0 {
        column.confidence = 0.9;
        "It holds no answers.".clone_into(&mut column.reason);
        return;
    }
    if decide_labels(column, profile) {
        return;
    }
    let (role, confidence, reason) = if by_name == Some(Role::Comment) {
        (Role::Comment, 0.85, "Its name says that people write what they like.")
    } else if profile.mean_chars > 25.0 && profile.distinct_share() > 0.5 {
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
    column.role = role;
    column.confidence = confidence;
    reason.clone_into(&mut column.reason);
}

/// Takes the column for a scale in words, if it is one.
fn decide_labels(column: &mut Column, profile: &Profile) -> bool {
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
    let kind = match found.theme {
        Theme::Agreement if mentions(&heading, &words::EFFORT) => Kind::Ces,
        Theme::Agreement if mentions(&heading, &words::SATISFACTION) => Kind::Csat,
        theme => theme.kind(),
    };
    column.set_score(kind, found.scale);
    column.direction = Direction::HighGood;
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

/// Decides columns of numbers: a scale, an amount, a number of things, or nothing.
fn decide_numbers(
    column: &mut Column,
    profile: &Profile,
    tool: Tool,
    context: Context,
) -> Vec<String> {
    if profile.number_share() < 0.3 {
        return Vec::new();
    }
    let heading = heading_of(column);
    if headings::spread(&column.name).trim().ends_with(" id") {
        column.confidence = 0.8;
        "It identifies something other than the response.".clone_into(&mut column.reason);
        return Vec::new();
    }
    let flag = tool == Tool::Touchpoints
        && profile.whole.keys().all(|value| (0..=1).contains(value))
        && profile.text_cells == 0;
    if flag && !profile.whole.is_empty() {
        column.set_score(Kind::Binary, crate::tally::Scale::new(0, 1));
        column.confidence = 0.85;
        "Its answers are 1 for yes and 0 for no.".clone_into(&mut column.reason);
        return Vec::new();
    }
    let named = headings::amount_by_name(&column.name);
    if scale::may_be_scale(&heading, profile)
        && (named.is_none() || scale::asks_for_an_answer(&heading))
    {
        return scale::decide(column, profile, context);
    }
    let numeric = profile.number_share() > 0.9;
    match named {
        Some(NumberWord::Count) if numeric && profile.fractions == 0 => {
            column.set_amount(Kind::Count);
            column.confidence = 0.7;
            "Its name says that it counts things.".clone_into(&mut column.reason);
        }
        Some(_) if numeric && (profile.distinct > 2 || profile.fractions > 0) => {
            column.set_amount(Kind::Amount);
            column.confidence = 0.7;
            "Its name says that it is an amount.".clone_into(&mut column.reason);
        }
        _ => {
            column.confidence = 0.6;
            "Its numbers are no answers on a scale.".clone_into(&mut column.reason);
        }
    }
    Vec::new()
}

/// Points out files that hold one row per answer rather than one per person.
fn long_layout(columns: &[Column], profiles: &[Profile]) -> Option<String> {
    let questions =
        ["question", "question number", "question id", "question text", "question name"];
    let answers = ["answer", "answers", "answer text", "value", "response value"];
    let named = |names: &[&str]| {
        columns.iter().find(|column| names.contains(&headings::spread(&column.name).trim()))
    };
    let (question, answer) = (named(&questions)?, named(&answers)?);
    let profile = profiles.get(question.index)?;
    (profile.distinct as u64 * 2 <= profile.filled).then(|| {
        format!(
            "Each row seems to hold one answer: column {} names the question and column {} holds \
             the answer. Read it with one row per person: --long {},{}.",
            question.index, answer.index, question.index, answer.index
        )
    })
}

/// Names that tell when a response was given best, best first.
const BEST_DATES: [&str; 10] = [
    "recordeddate",
    "enddate",
    "end date",
    "submitdate",
    "submit date (utc)",
    "date submitted",
    "completion time",
    "response_received_at",
    "timestamp",
    "date",
];

/// Finds the order of day and month, and raises the confidence of the date that is used.
fn settle_dates(columns: &mut [Column], tool: Tool, warnings: &mut Vec<String>) {
    let rank = |name: &str| {
        let name = name.to_lowercase();
        BEST_DATES.iter().position(|best| name == *best).unwrap_or(BEST_DATES.len())
    };
    let best = columns
        .iter()
        .filter(|column| column.role == Role::Date)
        .min_by_key(|column| (rank(&column.name), column.index))
        .map(|column| column.index);
    for column in columns.iter_mut().filter(|column| column.role == Role::Date) {
        if Some(column.index) == best {
            column.confidence = 0.9;
            if tool == Tool::LimeSurvey {
                column.reason.push_str(" An empty one means that the response is not complete.");
            }
        }
    }
    if best.is_none() && tool == Tool::GoogleForms {
        warnings.push("The time stamps are not dates that can be read.".to_owned());
    }
}

/// Keeps one identifier: the first that does not repeat.
fn settle_ids(columns: &mut [Column], profiles: &[Profile], tool: Tool) {
    for (column, profile) in columns.iter_mut().zip(profiles) {
        if column.role != Role::Id {
            continue;
        }
        let unique = profile.distinct_share() >= 0.98 || profile.distinct >= 2_000;
        if !unique {
            column.confidence = 0.5;
            column
                .reason
                .push_str(" Its values repeat: it may tell customers apart, not responses.");
        } else if tool != Tool::Unknown {
            column.confidence = 0.95;
        }
    }
}
