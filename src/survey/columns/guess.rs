//! The guess: every column of a file, from its heading, its cells and the other columns.

use std::collections::BTreeSet;

use super::cell::{self, Cell};
use super::headings::{self, NumberWord};
use super::profile::Profile;
use super::roles::{self, FileFacts};
use super::scale::{self, Context, heading_of};
use super::settle;
use super::spread;
use super::tool::{self, Tool};
use super::{Column, MARKED, Role, codes, doubts, number_words, yes_no};
use crate::read::header::{ColumnHead, Header};
use crate::tally::{Kind, Scale};
use crate::warning::{ColumnWarning, Warning};

/// What was understood of the columns of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Guess {
    /// The tool that wrote the file.
    pub tool: Tool,
    /// One entry per column of the file.
    pub columns: Vec<Column>,
    /// What a person should look at.
    pub warnings: Vec<Warning>,
}

/// Guesses the columns from the header and the answers of the sample.
pub fn guess(header: &Header, answers: &[Vec<String>]) -> Guess {
    // Exports that were put one below the other repeat it.
    let once = |row: &&Vec<String>| !header.is_repeated_by(row);
    let several = answers.iter().any(|row| !once(&row));
    let kept: Vec<Vec<String>> =
        if several { answers.iter().filter(once).cloned().collect() } else { Vec::new() };
    let answers = if several { kept.as_slice() } else { answers };
    let tool = tool::detect(header);
    let mut profiles: Vec<Profile> = (0..header.columns.len())
        .map(|index| {
            Profile::of(answers.iter().map(|row| row.get(index).map_or("", String::as_str)))
        })
        .collect();
    for (head, profile) in header.columns.iter().zip(&mut profiles) {
        if profile.has_unknown_labels() && !asks_how_much(head) {
            if profile.labels_are_answers() && !headings::names_things(&head.name) {
                profile.labels_in_doubt = true;
            } else {
                profile.take_numbered_for_texts();
            }
        }
    }
    let file = facts(header, &profiles, tool);
    let mut warnings = Vec::new();
    let mut columns: Vec<Column> = header
        .columns
        .iter()
        .zip(&profiles)
        .enumerate()
        .map(|(index, (head, profile))| first_look(index, head, profile, file))
        .collect();
    let context =
        Context::of(columns.iter().zip(&profiles).filter(|(column, _)| column.role == Role::Other));
    for (column, profile) in columns.iter_mut().zip(&profiles) {
        if column.role == Role::Other {
            warnings.extend(decide_numbers(column, profile, file, context));
        }
        if column.role == Role::Other && profile.damaged_ranges * 10 > profile.filled {
            warnings.extend(codes::damage(column, profile));
        }
        if profile.labels_in_doubt && column.role == Role::Score {
            column.confidence = column.confidence.min(0.4);
        }
        warnings.extend(doubts::of(column, profile));
    }
    nps_by_group(&mut columns, header);
    keep_surveys_apart(&mut columns, file);
    for group in spread::find(header, answers) {
        join_spread(&mut columns, &group, file, context);
    }
    warnings.extend(settle::long_layout(&columns, &profiles));
    settle::settle_dates(&mut columns, &profiles, answers, tool, &mut warnings);
    settle::settle_ids(&mut columns, &profiles, tool);
    warnings.extend(settle::weighted(&columns));
    Guess { tool, columns, warnings }
}

/// Whether a heading asks for an answer on a scale, so that numbers with labels are answers.
fn asks_how_much(head: &ColumnHead) -> bool {
    let heading = head.text.to_lowercase();
    scale::asks_for_an_answer(&heading) || heading.starts_with("how ")
}

/// What the names of all columns tell about each.
fn facts(header: &Header, profiles: &[Profile], tool: Tool) -> FileFacts {
    let rating = ["rating", "score", "nps", "csat", "ces", "star rating", "stars"];
    let names = || header.columns.iter().map(|head| headings::spread(&head.name));
    let is_type = |name: &str| ["survey type", "type of survey"].contains(&name.trim());
    let types = names().position(|name| is_type(&name));
    let kinds: Vec<Kind> = types
        .and_then(|column| profiles.get(column))
        .map(|profile| profile.texts.keys().filter_map(|text| kind_of_survey(text)).collect())
        .unwrap_or_default();
    let one_kind = kinds.first().filter(|first| kinds.iter().all(|kind| kind == *first)).copied();
    FileFacts {
        tool: (tool != Tool::Unknown).then_some(tool),
        has_rating: names().any(|name| {
            let name = name.trim();
            rating.iter().any(|word| name == *word || name.ends_with(&format!(" {word}")))
        }),
        survey_kind: one_kind,
        several_surveys: types.filter(|_| kinds.len() > 1 && one_kind.is_none()),
    }
}

/// What a survey of a type measures, as tools name their types.
fn kind_of_survey(text: &str) -> Option<Kind> {
    Some(match text {
        "nps" | "net promoter score" | "enps" | "customer loyalty" => Kind::Nps,
        "csat" | "customer satisfaction" | "smileys" | "stars" | "5-star" => Kind::Csat,
        "ces" | "customer effort score" | "customer support" | "customer effort" => Kind::Ces,
        _ => return None,
    })
}

/// A column with the role that its own heading and cells tell.
fn first_look(index: usize, head: &ColumnHead, profile: &Profile, file: FileFacts) -> Column {
    let mut column = Column::other(index, &head.name, &head.text, "No use was found for it.");
    column.decimal_comma = profile.decimal_comma;
    column.time_zone.clone_from(&head.time_zone);
    column.samples.clone_from(&profile.samples);
    roles::decide(&mut column, profile, head.import_id.as_deref(), file);
    yes_no::decide(&mut column, profile);
    if column.role != Role::Date {
        column.time_zone = None;
    }
    column
}

/// Takes columns over which one choice is spread for one question, if they are a scale together.
fn join_spread(columns: &mut [Column], group: &spread::Spread, file: FileFacts, context: Context) {
    // Where cells are marked, every choice is known, also one that nobody made.
    let all = group.cells.iter().chain(group.choices.iter().flatten());
    let profile = Profile::of(all.map(String::as_str));
    let name_is_free = columns.iter().all(|column| column.name != group.question);
    let Some((first, others)) = group.columns.split_first() else { return };
    let Some(column) = columns.get_mut(*first) else { return };
    let mut joined = Column::other(*first, &group.question, &group.question, "");
    joined.decimal_comma = profile.decimal_comma;
    joined.samples.clone_from(&profile.samples);
    roles::decide(&mut joined, &profile, None, file);
    if joined.role == Role::Other {
        // Its warnings are about codes, which a choice in words has none of.
        decide_numbers(&mut joined, &profile, file, context);
    }
    let Some(scale) = joined.scale.filter(|_| joined.role == Role::Score) else { return };
    if let Some(choices) = &group.choices {
        let Some(marked) = answers_of(choices, &joined, scale) else { return };
        joined.marked = marked;
    }
    if !name_is_free {
        joined.name.clone_from(&column.name);
    }
    joined.also = others.to_vec();
    joined.reason.push_str(" The choice is spread over several columns.");
    *column = joined;
    for index in others {
        if let Some(other) = columns.get_mut(*index) {
            other.kind = None;
            other.scale = None;
            other.take(Role::Other, 0.9, &format!("It is a part of column {first}."));
        }
    }
}

/// The answers that marks in the columns of these choices stand for, none for a choice that says
/// that the question does not apply; nothing unless each is another answer on the scale.
fn answers_of(choices: &[String], joined: &Column, scale: Scale) -> Option<Vec<Option<i32>>> {
    let answer = |choice: &String| {
        if let Some(value) = joined.labels.get(&cell::label_key(choice)) {
            return Some(Some(*value));
        }
        match cell::read(choice, false) {
            Cell::NotApplicable => Some(None),
            Cell::Number(number) if number.fract() == 0.0 => Some(Some(number as i32)),
            _ => None,
        }
    };
    let answers: Vec<Option<i32>> = choices.iter().map(answer).collect::<Option<_>>()?;
    let on_scale: Vec<i32> = answers.iter().copied().flatten().collect();
    let distinct: BTreeSet<&i32> = on_scale.iter().collect();
    let fits = distinct.len() == on_scale.len()
        && on_scale.iter().all(|value| scale.contains(*value))
        && on_scale.iter().all(|value| MARKED.contains(value));
    fits.then_some(answers)
}

/// Decides columns of numbers: a scale, an amount, a number of things, or nothing.
fn decide_numbers(
    column: &mut Column,
    profile: &Profile,
    file: FileFacts,
    context: Context,
) -> Vec<Warning> {
    if profile.number_share() < 0.3 {
        return Vec::new();
    }
    let heading = heading_of(column);
    if headings::spread(&column.name).trim().ends_with(" id") {
        column.take(Role::Other, 0.8, "It identifies something other than the response.");
        return Vec::new();
    }
    if settle::numbers_rows(column, profile) {
        column.take(Role::Other, 0.8, "It numbers the rows.");
        return Vec::new();
    }
    if profile.lists * 50 > profile.filled {
        column.take(Role::Other, 0.8, "Its cells list several choices each.");
        return Vec::new();
    }
    let only_flags = profile.text_cells == 0
        && profile.fractions == 0
        && profile.whole.keys().all(|value| (0..=1).contains(value));
    if only_flags && decide_flag(column, &heading, file) {
        return Vec::new();
    }
    let named = headings::amount_by_name(&column.name);
    if scale::may_be_scale(&heading, profile)
        && named.is_none_or(|named| {
            scale::asks_for_an_answer(&heading) || scale::is_rated_thing(named, profile, context)
        })
    {
        let mut warnings = scale::decide(column, profile, context);
        warnings.extend(take_survey_kind(column, profile, file));
        return warnings;
    }
    decide_amount(column, profile, named);
    Vec::new()
}

/// Decides a column of 0 and 1 where that is clear: an answer of yes or no, or a mark on a person.
fn decide_flag(column: &mut Column, heading: &str, file: FileFacts) -> bool {
    if file.tool == Some(Tool::Touchpoints) {
        column.set_score(Kind::Binary, Scale::new(0, 1));
        column.confidence = 0.85;
        "Its answers are 1 for yes and 0 for no.".clone_into(&mut column.reason);
        return true;
    }
    let asked = heading.contains('?') || column.text.split_whitespace().count() >= 4;
    if asked || number_words::OUTCOME.are_mentioned(heading) || scale::asks_for_an_answer(heading) {
        return false;
    }
    column.take(Role::Other, 0.5, "It marks something with 1 and the rest with 0.");
    true
}

/// Takes the kind that the file names for its only question: `Rating` under the survey type `CES`.
/// Gives a warning where it names several.
fn take_survey_kind(column: &mut Column, profile: &Profile, file: FileFacts) -> Option<Warning> {
    let name = headings::spread(&column.name);
    let unnamed = ["score", "rating", "response", "answer", "value"].contains(&name.trim());
    let scale = column.scale.filter(|_| unnamed)?;
    if let Some(by) = file.several_surveys {
        column.set_score(Kind::Rating, scale);
        column.confidence = 0.3;
        column.reason.push_str(" Answers to several surveys stand in it, one below the other.");
        return Some(column.warning(ColumnWarning::SeveralSurveys { by }));
    }
    let kind = file.survey_kind?;
    let answers = || profile.whole.keys().copied().filter(|value| (0..=10).contains(value));
    let scale = match kind {
        Kind::Nps if scale.high == 10 => Scale::new(0, 10),
        Kind::Ces if scale.high <= 7 => scale,
        Kind::Csat if answers().all(|value| value <= 7) => scale,
        _ => return None,
    };
    column.set_score(kind, scale);
    // What is in doubt for another reason stays so.
    if !column.codes_in_doubt {
        column.confidence = 0.9;
    }
    column.reason.push_str(" The type of the survey says what is asked.");
    None
}

/// Keeps the answers of several surveys in one column apart by their type.
fn keep_surveys_apart(columns: &mut [Column], file: FileFacts) {
    let column = file.several_surveys.and_then(|column| columns.get_mut(column));
    if let Some(column) = column.filter(|column| column.role == Role::Other) {
        let reason = "It tells several surveys apart, whose answers stand in one column.";
        column.take(Role::Segment, 0.85, reason);
    }
}

/// Takes a question for an NPS beside which Qualtrics computed the group of each answer:
/// `Q2_NPS_GROUP` tells it of `Q2`.
fn nps_by_group(columns: &mut [Column], header: &Header) {
    let base = |name: &str| {
        let end = name.len().checked_sub(NPS_GROUP.len())?;
        let (base, rest) = name.split_at_checked(end)?;
        rest.eq_ignore_ascii_case(NPS_GROUP).then(|| base.to_owned())
    };
    let ids = |head: &ColumnHead| [Some(head.name.clone()), head.import_id.clone()];
    let bases: Vec<String> =
        header.columns.iter().flat_map(ids).flatten().filter_map(|name| base(&name)).collect();
    for (column, head) in columns.iter_mut().zip(&header.columns) {
        let is_base = ids(head).into_iter().flatten().any(|name| bases.contains(&name));
        let may_be_nps = column.role == Role::Score
            && column.kind == Some(Kind::Rating)
            && column.scale.is_some_and(|scale| scale.high == 10);
        if is_base && may_be_nps {
            column.set_score(Kind::Nps, Scale::new(0, 10));
            if !column.codes_in_doubt {
                column.confidence = 0.9;
            }
            column.reason.push_str(" The survey tool computed NPS groups from it.");
        }
    }
}

/// How the names of the groups end that Qualtrics computes.
const NPS_GROUP: &str = "_NPS_GROUP";

/// Decides numbers that are no answers on a scale.
fn decide_amount(column: &mut Column, profile: &Profile, named: Option<NumberWord>) {
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
            column.take(Role::Other, 0.6, "Its numbers are no answers on a scale.");
        }
    }
}
