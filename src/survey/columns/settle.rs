//! What needs all columns to be known: the date that is used, the identifier, the layout.

use super::headings;
use super::profile::Profile;
use super::tool::Tool;
use super::{Column, Role};
use crate::dates::{self, DateOrder};
use crate::warning::{ColumnWarning, FileWarning, Warning};

/// Points out files that hold one row per answer rather than one per person.
pub(super) fn long_layout(columns: &[Column], profiles: &[Profile]) -> Option<Warning> {
    let questions =
        ["question", "question number", "question id", "question text", "question name"];
    let answers = ["answer", "answers", "answer text", "value", "response value", "response"];
    let named = |names: &[&str]| {
        columns.iter().find(|column| names.contains(&headings::spread(&column.name).trim()))
    };
    let (question, answer) = (named(&questions)?, named(&answers)?);
    let profile = profiles.get(question.index)?;
    let (question, answer) = (question.index, answer.index);
    (profile.distinct as u64 * 2 <= profile.filled)
        .then_some(FileWarning::OneRowPerAnswer { question, answer }.into())
}

/// Names that tell when a response was given best, best first.
const BEST_DATES: [&str; 16] = [
    "recordeddate",
    "enddate",
    "end date",
    "submitdate",
    "submit date (utc)",
    "date submitted",
    "completion time",
    "response_received_at",
    "response submitted at",
    "datum abgeschickt",
    "date de soumission",
    "fertigstellungszeit",
    "submitted_at",
    "survey date",
    "timestamp",
    "date",
];

/// Finds the order of day and month of each date, and raises the confidence of the date that is
/// used.
pub(super) fn settle_dates(
    columns: &mut [Column],
    profiles: &[Profile],
    answers: &[Vec<String>],
    tool: Tool,
    warnings: &mut Vec<Warning>,
) {
    let rank = |name: &str| {
        let name = name.to_lowercase();
        let name = name.split(". ").next().unwrap_or(&name);
        BEST_DATES.iter().position(|best| name == *best).unwrap_or(BEST_DATES.len())
    };
    let best = columns
        .iter()
        .zip(profiles)
        .filter(|(column, _)| column.role == Role::Date)
        // A day says more than a month.
        .min_by_key(|(column, profile)| {
            (rank(&column.name), profile.dates.months > 0, column.index)
        })
        .map(|(column, _)| column.index);
    // What one column of the file tells holds for the others: they were written by the same tool.
    let certain = columns.iter().zip(profiles).find_map(|(column, profile)| {
        let (order, certain) = profile.dates.order();
        let telling = profile.dates.day_first + profile.dates.month_first > 0;
        (column.role == Role::Date && certain && telling).then_some(order)
    });
    let helper = month_column(columns, profiles);
    for (column, profile) in columns.iter_mut().zip(profiles) {
        if column.role != Role::Date {
            continue;
        }
        let by_helper = || order_by_month(column.index, helper?, answers);
        let (order, is_certain) = match profile.dates.order() {
            (order, true) => (order, true),
            (order, false) => match certain.or_else(by_helper) {
                Some(order) => (order, true),
                None => (usual_order(tool).unwrap_or(order), false),
            },
        };
        column.date_order = Some(order);
        let dates = profile.dates;
        let has_numbers = dates.day_first + dates.month_first + dates.either > 0;
        column.date_order_is_certain = is_certain && has_numbers;
        if !is_certain {
            warnings.push(column.warning(ColumnWarning::DayOrMonth(order)));
        }
        if Some(column.index) == best {
            column.confidence = 0.9;
            if tool == Tool::LimeSurvey {
                column.reason.push_str(" An empty one means that the response is not complete.");
            }
        }
    }
    if best.is_none() && tool == Tool::GoogleForms {
        warnings.push(FileWarning::UnreadableTimes.into());
    }
}

/// The order in which a tool writes day and month unless its user chose another country.
const fn usual_order(tool: Tool) -> Option<DateOrder> {
    match tool {
        Tool::GoogleForms | Tool::SurveyMonkey => Some(DateOrder::MonthFirst),
        _ => None,
    }
}

/// A column that says the month beside the date.
fn month_column(columns: &[Column], profiles: &[Profile]) -> Option<usize> {
    let names = ["month", "mois", "monat", "mes", "mês", "mese", "maand", "survey month"];
    columns
        .iter()
        .zip(profiles)
        .find(|(column, profile)| {
            names.contains(&headings::spread(&column.name).trim()) && profile.filled > 0
        })
        .map(|(column, _)| column.index)
}

/// The order under which the dates of a column agree with the month beside them.
fn order_by_month(date: usize, month: usize, answers: &[Vec<String>]) -> Option<DateOrder> {
    let agreeing = |order: DateOrder| {
        let agrees = |row: &&Vec<String>| {
            let number = row.get(month).and_then(|cell| dates::month_number(cell));
            let read = row.get(date).and_then(|cell| dates::parse(cell, order));
            read.is_some_and(|moment| Some(i32::from(moment.day.month)) == number)
        };
        answers.iter().take(1_000).filter(agrees).count()
    };
    let (day_first, month_first) = (agreeing(DateOrder::DayFirst), agreeing(DateOrder::MonthFirst));
    if day_first > 2 * month_first {
        Some(DateOrder::DayFirst)
    } else if month_first > 2 * day_first {
        Some(DateOrder::MonthFirst)
    } else {
        None
    }
}

/// Names that may be those of identifiers, if no value comes twice.
const WEAK_IDS: [&str; 22] = [
    "respondent",
    "participant",
    "nr",
    "nr.",
    "no",
    "no.",
    "n°",
    "num",
    "number",
    "numéro",
    "nummer",
    "lfd. nr.",
    "lfd nr",
    "index",
    "row",
    "case",
    "response #",
    "response number",
    "номер",
    "番号",
    "key",
    "conversation id",
];

/// Whether a column only numbers the rows: 1, 2, 3... under a name that says as much, or none.
pub(super) fn numbers_rows(column: &Column, profile: &Profile) -> bool {
    let name = headings::spread(&column.name);
    let nameless = column.name == format!("Column {}", column.index + 1);
    let each_once = profile.whole.values().all(|times| *times == 1);
    let span = profile.whole.keys().next().zip(profile.whole.keys().next_back());
    let gapless = span.is_some_and(|(low, high)| {
        (0..=1).contains(low) && (high - low + 1) as usize == profile.whole.len()
    });
    (nameless || WEAK_IDS.contains(&name.trim()))
        && profile.filled >= 3
        && profile.whole_cells() == profile.filled
        && each_once
        && gapless
}

/// Finds the identifier, and says where one repeats.
pub(super) fn settle_ids(columns: &mut [Column], profiles: &[Profile], tool: Tool) {
    let is_unique = |profile: &Profile| profile.distinct_share() >= 0.98;
    if columns.iter().all(|column| column.role != Role::Id) {
        let may_be_id = |(column, profile): &(&mut Column, &Profile)| {
            let name = headings::spread(&column.name);
            let named = WEAK_IDS.contains(&name.trim()) || name.trim().ends_with(" id");
            column.role == Role::Other && named && profile.filled > 1 && is_unique(profile)
        };
        let found = columns.iter_mut().zip(profiles).find(may_be_id);
        if let Some((column, _)) = found {
            column.take(Role::Id, 0.7, "Its name may be that of an identifier, and none repeats.");
        }
    }
    for (column, profile) in columns.iter_mut().zip(profiles) {
        if column.role != Role::Id {
            continue;
        }
        if !is_unique(profile) {
            column.confidence = 0.5;
            column
                .reason
                .push_str(" Its values repeat: it may tell customers apart, not responses.");
        } else if tool != Tool::Unknown {
            column.confidence = 0.95;
        }
    }
}

/// Says that answers are weighted, which changes every figure.
pub(super) fn weighted(columns: &[Column]) -> Option<Warning> {
    let weight = columns.iter().find(|column| column.role == Role::Weight)?;
    let has_scores = columns.iter().any(|column| column.role == Role::Score);
    has_scores.then(|| weight.warning(ColumnWarning::Weighted))
}
