//! What each column of the file is for.

use egui::{Label, RichText, Ui, vec2};
use scene::theme::Theme;
use survey::columns::{Column, Role};
use survey::import::{ColumnOverride, Plan};
use survey::tally::{Direction, Kind, Scale};

use super::details::{Change, Details};
use super::parts::{column_title_ui, combo_ui, in_one_line};
use super::result::{Spread, Spreads};
use crate::panels::widgets::{self, SMALL_PX};
use crate::texts::shortened;

/// The scales that are offered, besides the one that was guessed.
const SCALES: [(i32, i32); 6] = [(0, 10), (1, 5), (1, 7), (1, 10), (0, 4), (0, 1)];

/// How wide the lists and the last column are, in points; the questions get the rest.
const ROLE_PT: f32 = 164.0;
const KIND_PT: f32 = 112.0;
const SCALE_PT: f32 = 96.0;
const DIRECTION_PT: f32 = 136.0;
const SURE_PT: f32 = 56.0;
const GAP_PT: f32 = 12.0;

/// How many lines of a question are shown.
const MOST_LINES: usize = 3;

/// Up to this many answers to choose from, somebody should have chosen each of the ends.
const SHORT_SCALE: u32 = 7;
/// From here on the file itself says the scale, in words or as the ends of it.
const SURE_SCALE: f64 = 0.85;
/// Where fewer answered, an end that nobody chose says nothing.
const ENOUGH_ANSWERS: u64 = 20;

/// What a column can be for, in the words of the dialog.
const fn role_name(role: Role) -> &'static str {
    match role {
        Role::Score => "Score",
        Role::Amount => "Amount",
        Role::Stage => "Stage",
        Role::Touchpoint => "Touchpoint",
        Role::Persona => "Persona",
        Role::Segment => "Segment",
        Role::Channel => "Channel",
        Role::Date => "Date",
        Role::Time => "Time of day",
        Role::Wave => "Wave",
        Role::Id => "Response id",
        Role::Completion => "Finished or not",
        Role::Preview => "Preview or not",
        Role::Weight => "Weight",
        Role::Comment => "Comment",
        Role::Personal => "Personal",
        Role::Derived => "Computed",
        Role::Other => "Not imported",
    }
}

/// What the table of columns works on.
pub(super) struct Columns<'a> {
    /// Changed by what is chosen.
    pub(super) plan: &'a mut Plan,
    /// How the questions were answered, as counted last.
    pub(super) spreads: &'a Spreads,
    /// Whether columns that are not imported are shown as well.
    pub(super) show_all: bool,
    /// What is open and being typed.
    pub(super) details: &'a mut Details,
}

/// A table of the columns that matter, or of all: those that ask something first, then what is
/// measured, then what the answers are kept apart by.
pub(super) fn columns_ui(ui: &mut Ui, theme: &Theme, columns: Columns<'_>) {
    let Columns { plan, spreads, show_all, details } = columns;
    ui.spacing_mut().item_spacing.x = GAP_PT;
    let lists = ROLE_PT + KIND_PT + SCALE_PT + DIRECTION_PT + SURE_PT + 5.0 * GAP_PT;
    let name_pt = (ui.available_width() - lists).max(160.0);
    ui.horizontal(|ui| {
        let measures = KIND_PT + SCALE_PT + DIRECTION_PT + 2.0 * GAP_PT;
        let titles = [
            (name_pt, "Column and answers"),
            (ROLE_PT, "What it is"),
            (measures, "What it measures, scale, good end"),
            (SURE_PT, "Sure"),
        ];
        for (width, title) in titles {
            cell_ui(ui, width, |ui| drop(column_title_ui(ui, theme, title)));
        }
    });
    let kept_apart: Vec<usize> =
        plan.kept_apart().into_iter().map(|(_, column)| column.index).collect();
    let mut shown: Vec<&Column> =
        plan.columns.iter().filter(|column| show_all || matters(column.role)).collect();
    let rank = |role| Role::ALL.iter().position(|other| *other == role);
    shown.sort_by_cached_key(|column| (!details.asks(column), rank(column.role), column.index));
    let mut changes = Vec::new();
    for column in shown {
        ui.push_id(column.index, |ui| {
            let decided = column_ui(ui, theme, column, name_pt, details);
            changes.extend(decided.map(Change::Override));
            let spread = spreads.get(&column.name);
            changes.extend(notes_ui(ui, theme, column, spread, details));
            if column.role.dimension().is_some() && !kept_apart.contains(&column.index) {
                changes.extend(not_kept_apart_ui(ui, theme, column));
            }
            if details.is_open(column.index) {
                changes.extend(details.ui(ui, theme, column));
            }
        });
        widgets::divider_ui(ui, theme);
    }
    for change in changes {
        change.apply(plan);
    }
}

/// Says that a column names groups, but too unsurely to keep the answers apart by it unasked.
fn not_kept_apart_ui(ui: &mut Ui, theme: &Theme, column: &Column) -> Option<Change> {
    let mut change = None;
    ui.horizontal_wrapped(|ui| {
        let text = "Answers are not kept apart by this column, as the guess is weak or another \
                    column comes first.";
        widgets::hint_ui(ui, theme, text);
        let button = ui.small_button("Keep answers apart by it");
        let name = format!("Keep answers apart by {}", named(column));
        if widgets::named(button, &name).clicked() {
            change = Some(Change::KeepApart(column.index));
        }
    });
    change
}

/// A column as screen readers hear of it. Two long questions often differ only at their end.
pub(super) fn named(column: &Column) -> String {
    format!("Column {}, {}", column.index + 1, shortened(&column.text, 60))
}

/// A cell of the table: as wide as its column, as high as what is in it.
fn cell_ui(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui)) {
    ui.allocate_ui(vec2(width, 0.0), |ui| {
        ui.vertical(|ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing.y = 2.0;
            contents(ui);
        });
    });
}

/// Whether a column is shown unasked.
const fn matters(role: Role) -> bool {
    !matches!(
        role,
        Role::Other
            | Role::Personal
            | Role::Derived
            | Role::Comment
            | Role::Preview
            | Role::Completion
    )
}

/// One column. Returns what was changed.
fn column_ui(
    ui: &mut Ui,
    theme: &Theme,
    column: &Column,
    name_pt: f32,
    details: &mut Details,
) -> Option<ColumnOverride> {
    let mut change = None;
    let name = named(column);
    ui.horizontal_top(|ui| {
        cell_ui(ui, name_pt, |ui| text_ui(ui, theme, column, name_pt));
        ui.push_id("role", |ui| {
            let roles = Role::ALL.map(|role| (role, role_name(role)));
            let title = format!("What “{name}” is");
            let chosen = combo_ui(ui, &title, Some(column.role), &roles, ROLE_PT);
            if let Some(role) = chosen.filter(|role| *role != column.role) {
                change = Some(decided(column, role, None, None));
            }
        });
        if column.role == Role::Score {
            change = change.take().or_else(|| scale_ui(ui, column, &name));
        } else if column.role == Role::Amount {
            change =
                change.take().or_else(|| kind_ui(ui, column, &name, &[Kind::Amount, Kind::Count]));
            ui.add_space(SCALE_PT + DIRECTION_PT + 2.0 * GAP_PT);
        } else {
            ui.add_space(KIND_PT + SCALE_PT + DIRECTION_PT + 3.0 * GAP_PT);
        }
        cell_ui(ui, SURE_PT, |ui| {
            let sure = RichText::new(format!("{:.0} %", column.confidence * 100.0)).size(SMALL_PX);
            ui.label(sure).on_hover_text(&column.reason);
            details.button_ui(ui, column);
        });
    });
    change
}

/// The number of the column, which people count from 1, the question, and some answers.
fn text_ui(ui: &mut Ui, theme: &Theme, column: &Column, width: f32) {
    column_title_ui(ui, theme, &format!("Column {}", column.index + 1));
    let font = egui::FontId::proportional(SMALL_PX);
    let text = in_one_line(&column.text);
    let mut job = egui::text::LayoutJob::simple(text, font, theme.ui.text, width);
    job.wrap.max_rows = MOST_LINES;
    let galley = ui.painter().layout_job(job);
    ui.label(galley).on_hover_text(format!("{}\n{}", column.name, column.text));
    let samples = column.samples.iter().map(|sample| shortened(sample, 20));
    let samples = samples.collect::<Vec<_>>().join(" · ");
    let samples = RichText::new(samples).size(SMALL_PX).color(theme.ui.secondary);
    ui.add(Label::new(samples).truncate());
}

/// What is to be decided about a column, below it. Returns what was decided.
fn notes_ui(
    ui: &mut Ui,
    theme: &Theme,
    column: &Column,
    spread: Option<&Spread>,
    details: &mut Details,
) -> Option<Change> {
    if column.role != Role::Score {
        return None;
    }
    let mut change = None;
    if let Some(text) = spread.and_then(|spread| unfilled(column, spread)) {
        widgets::warning_ui(ui, theme, text);
    }
    if column.codes_in_doubt {
        change = in_doubt_ui(ui, theme, column, spread, details);
    }
    if column.proposals.is_empty() {
        return change;
    }
    let text = "These texts stand among the numbers and are not counted. Confirm those that are an \
                end of the scale:";
    widgets::hint_ui(ui, theme, text);
    ui.horizontal_wrapped(|ui| {
        for proposal in &column.proposals {
            let text = format!("“{}” = {}", shortened(&proposal.text, 48), proposal.value);
            let answers = widgets::counted(
                usize::try_from(proposal.count).unwrap_or(usize::MAX),
                "answer of the first rows says",
                "answers of the first rows say",
            );
            if ui.button(text).on_hover_text(format!("{answers} this.")).clicked() {
                let mut confirmed = decided(column, Role::Score, column.kind, column.scale);
                confirmed.labels.push((proposal.text.clone(), Some(proposal.value)));
                change = Some(Change::Override(confirmed));
            }
        }
    });
    change
}

/// Says that the answers do not fill the scale that was guessed, and why it was guessed.
fn unfilled(column: &Column, spread: &Spread) -> Option<String> {
    let is_guessed = column.confidence < SURE_SCALE && column.labels.is_empty();
    let scale = column.scale.filter(|_| is_guessed)?;
    let (low, high) = (spread.values.first()?, spread.values.last()?);
    let is_filled = if scale.points() <= SHORT_SCALE {
        *low == scale.low && *high == scale.high
    } else {
        f64::from(high - low) >= 0.5 * f64::from(scale.high - scale.low)
    };
    if is_filled || spread.n < ENOUGH_ANSWERS {
        return None;
    }
    Some(format!(
        "The answers go from {low} to {high} only, on a scale from {} to {}. {} Choose another \
         scale if this is not the one that people saw.",
        scale.low, scale.high, column.reason
    ))
}

/// Asks for the order of codes that may not be in order: survey tools give new codes to answers that
/// are changed later.
fn in_doubt_ui(
    ui: &mut Ui,
    theme: &Theme,
    column: &Column,
    spread: Option<&Spread>,
    details: &mut Details,
) -> Option<Change> {
    let codes = spread.map(|spread| spread.values.iter().map(ToString::to_string));
    let codes = codes.map(|codes| codes.collect::<Vec<_>>().join(", ")).unwrap_or_default();
    let text = format!(
        "The answers are {codes}. Codes like these are often not in order: write them from worst to \
         best, or say that they are."
    );
    widgets::warning_ui(ui, theme, text);
    let mut change = None;
    if !details.is_open(column.index) {
        change = details.order_ui(ui, theme, column);
    }
    let button = ui.button("They are in order");
    if widgets::named(button, &format!("The codes of {} are in order", named(column))).clicked() {
        change = Some(Change::InOrder(column.index));
    }
    change
}

/// What is measured.
fn kind_ui(ui: &mut Ui, column: &Column, name: &str, kinds: &[Kind]) -> Option<ColumnOverride> {
    let kinds: Vec<_> = kinds.iter().map(|kind| (*kind, kind.name())).collect();
    let title = format!("What “{name}” measures");
    let chosen = ui.push_id("kind", |ui| combo_ui(ui, &title, column.kind, &kinds, KIND_PT)).inner;
    let kind = chosen.filter(|kind| Some(*kind) != column.kind)?;
    Some(decided(column, column.role, Some(kind), None))
}

/// What is measured, on which scale, and which end is the good one.
fn scale_ui(ui: &mut Ui, column: &Column, name: &str) -> Option<ColumnOverride> {
    let kinds = [Kind::Nps, Kind::Csat, Kind::Ces, Kind::Rating, Kind::Binary];
    let mut change = kind_ui(ui, column, name, &kinds);
    ui.push_id("scale", |ui| {
        let current = column.scale.map(|scale| (scale.low, scale.high));
        let mut ends = SCALES.to_vec();
        ends.extend(current.filter(|ends| !SCALES.contains(ends)));
        let names: Vec<_> = ends.iter().map(|(low, high)| format!("{low} to {high}")).collect();
        let options: Vec<_> = ends.iter().copied().zip(names.iter().map(String::as_str)).collect();
        let chosen = combo_ui(ui, &format!("Scale of “{name}”"), current, &options, SCALE_PT);
        if let Some((low, high)) = chosen.filter(|ends| Some(*ends) != current) {
            change = Some(rescaled(column, Scale::new(low, high)));
        }
    });
    ui.push_id("direction", |ui| {
        let directions =
            [(Direction::HighGood, "High is good"), (Direction::LowGood, "Low is good")];
        let title = format!("Good end of “{name}”");
        let chosen = combo_ui(ui, &title, Some(column.direction), &directions, DIRECTION_PT);
        if let Some(direction) = chosen.filter(|direction| *direction != column.direction) {
            let mut turned = decided(column, Role::Score, column.kind, column.scale);
            turned.direction = Some(direction);
            change = Some(turned);
        }
    });
    change
}

/// A column on another scale; what it measures stays where that can be.
pub(super) fn rescaled(column: &Column, scale: Scale) -> ColumnOverride {
    let kind = column.kind.filter(|kind| match kind {
        Kind::Nps => (scale.low, scale.high) == (0, 10),
        Kind::Binary => scale.points() == 2,
        _ => true,
    });
    decided(column, Role::Score, kind, Some(scale))
}

pub(super) fn decided(
    column: &Column,
    role: Role,
    kind: Option<Kind>,
    scale: Option<Scale>,
) -> ColumnOverride {
    // A column that becomes a score needs some scale to begin with.
    let fallback = (role == Role::Score && column.scale.is_none()).then(|| Scale::new(1, 5));
    // Yes or no takes two answers, whatever scale the column had before.
    let two = (kind == Some(Kind::Binary)).then(|| Scale::new(0, 1));
    let two = two.filter(|_| column.scale.is_none_or(|scale| scale.points() != 2));
    let scale = scale.or(two).or(fallback);
    ColumnOverride { kind, scale, ..ColumnOverride::new(column.index, role) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column() -> Column {
        let mut column = Column::other(3, "ease", "ease", "All are small numbers.");
        column.set_score(Kind::Rating, Scale::new(1, 7));
        column
    }

    fn spread(values: &[i32]) -> Spread {
        Spread { values: values.to_vec(), n: 10 * values.len() as u64 }
    }

    #[test]
    fn a_guessed_scale_that_nobody_fills_is_said_with_its_reason() {
        let answered = |values: &[i32]| unfilled(&column(), &spread(values));
        let text = answered(&[1, 2, 3]).unwrap();
        assert!(text.contains("from 1 to 3") && text.contains("All are small numbers."), "{text}");
        assert_eq!(answered(&[1, 3, 7]), None);
        assert_eq!(answered(&[1]), None, "ten answers say nothing");
    }
}
