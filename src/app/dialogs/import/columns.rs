//! What each column of the file is for.

use egui::{Grid, RichText, Ui};
use scene::theme::Theme;
use survey::columns::{Column, Role};
use survey::import::{ColumnOverride, Plan};
use survey::tally::{Direction, Kind, Scale};

use crate::panels::widgets::SMALL_PX;

/// The scales that are offered, besides the one that was guessed.
const SCALES: [(i32, i32); 6] = [(0, 10), (1, 5), (1, 7), (1, 10), (0, 4), (0, 1)];

/// How wide a column's name and answers are, in points.
const NAME_PT: f32 = 290.0;

/// A text that is cut after so many characters, in one line.
fn shortened(text: &str, chars: usize) -> String {
    let line: String =
        text.chars().map(|char| if char.is_control() { ' ' } else { char }).collect();
    if line.chars().count() <= chars {
        return line;
    }
    let cut: String = line.chars().take(chars.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}

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

/// A table of the columns that matter, or of all: what is measured first, then what the answers are
/// kept apart by.
pub(super) fn columns_ui(ui: &mut Ui, theme: &Theme, plan: &mut Plan, show_all: bool) {
    let mut changes = Vec::new();
    Grid::new("survey columns").num_columns(4).spacing([16.0, 12.0]).show(ui, |ui| {
        for title in
            ["Column and answers", "What it is", "What it measures, scale, good end", "Sure"]
        {
            super::column_title_ui(ui, theme, title);
        }
        ui.end_row();
        let mut shown: Vec<&Column> =
            plan.columns.iter().filter(|column| show_all || matters(column.role)).collect();
        let rank = |role| Role::ALL.iter().position(|other| *other == role);
        shown.sort_by_key(|column| (rank(column.role), column.index));
        for column in shown {
            if let Some(change) = column_ui(ui, theme, column) {
                changes.push(change);
            }
            ui.end_row();
        }
    });
    for change in changes {
        // A choice from the lists above names a column and a scale that exist.
        let _ = change.apply(plan);
    }
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
fn column_ui(ui: &mut Ui, theme: &Theme, column: &Column) -> Option<ColumnOverride> {
    let mut change = None;
    let name = shortened(&column.text, 60);
    ui.allocate_ui(egui::vec2(NAME_PT, 20.0), |ui| {
        ui.vertical(|ui| {
            ui.set_width(NAME_PT);
            ui.spacing_mut().item_spacing.y = 2.0;
            let label = ui.add(egui::Label::new(RichText::new(&name).size(SMALL_PX)).wrap());
            label.on_hover_text(format!("{}\n{}", column.name, column.text));
            let samples = column.samples.iter().map(|sample| shortened(sample, 20));
            let samples = samples.collect::<Vec<_>>().join(" · ");
            let samples = RichText::new(samples).size(SMALL_PX).color(theme.ui.secondary);
            ui.add(egui::Label::new(samples).truncate());
        });
    });
    ui.push_id(("role", column.index), |ui| {
        let roles = Role::ALL.map(|role| (role, role_name(role)));
        let chosen = super::combo_ui(ui, &format!("What “{name}” is"), Some(column.role), &roles);
        if let Some(role) = chosen.filter(|role| *role != column.role) {
            change = Some(decided(column, role, None, None));
        }
    });
    ui.horizontal(|ui| {
        if column.role == Role::Score {
            change = change.take().or_else(|| scale_ui(ui, column, &name));
        }
    });
    let sure =
        ui.label(RichText::new(format!("{:.0} %", column.confidence * 100.0)).size(SMALL_PX));
    sure.on_hover_text(&column.reason);
    change
}

/// What is measured, on which scale, and which end is the good one.
fn scale_ui(ui: &mut Ui, column: &Column, name: &str) -> Option<ColumnOverride> {
    let mut change = None;
    ui.push_id(("kind", column.index), |ui| {
        let kinds = [Kind::Nps, Kind::Csat, Kind::Ces, Kind::Rating, Kind::Binary]
            .map(|kind| (kind, kind.name()));
        let chosen = super::combo_ui(ui, &format!("What “{name}” measures"), column.kind, &kinds);
        if let Some(kind) = chosen.filter(|kind| Some(*kind) != column.kind) {
            change = Some(decided(column, Role::Score, Some(kind), None));
        }
    });
    ui.push_id(("scale", column.index), |ui| {
        let current = column.scale.map(|scale| (scale.low, scale.high));
        let mut ends = SCALES.to_vec();
        ends.extend(current.filter(|ends| !SCALES.contains(ends)));
        let names: Vec<_> = ends.iter().map(|(low, high)| format!("{low} to {high}")).collect();
        let options: Vec<_> = ends.iter().copied().zip(names.iter().map(String::as_str)).collect();
        let chosen = super::combo_ui(ui, &format!("Scale of “{name}”"), current, &options);
        if let Some((low, high)) = chosen.filter(|ends| Some(*ends) != current) {
            let scale = Scale::new(low, high);
            let kind = column.kind.filter(|kind| *kind != Kind::Nps || (low, high) == (0, 10));
            change = Some(decided(column, Role::Score, kind, Some(scale)));
        }
    });
    ui.push_id(("direction", column.index), |ui| {
        let directions =
            [(Direction::HighGood, "High is good"), (Direction::LowGood, "Low is good")];
        let title = format!("Good end of “{name}”");
        let chosen = super::combo_ui(ui, &title, Some(column.direction), &directions);
        if let Some(direction) = chosen.filter(|direction| *direction != column.direction) {
            let mut turned = decided(column, Role::Score, column.kind, column.scale);
            turned.direction = Some(direction);
            change = Some(turned);
        }
    });
    for proposal in &column.proposals {
        let text = format!("“{}” = {}", proposal.text, proposal.value);
        let tip =
            format!("{} answers say this. Click if it is an end of the scale.", proposal.count);
        if ui.button(text).on_hover_text(tip).clicked() {
            let mut confirmed = decided(column, Role::Score, column.kind, column.scale);
            confirmed.labels.push((proposal.text.clone(), Some(proposal.value)));
            change = Some(confirmed);
        }
    }
    change
}

fn decided(
    column: &Column,
    role: Role,
    kind: Option<Kind>,
    scale: Option<Scale>,
) -> ColumnOverride {
    let direction = None;
    // A column that becomes a score needs some scale to begin with.
    let fallback = (role == Role::Score && column.scale.is_none()).then(|| Scale::new(1, 5));
    let scale = scale.or(fallback);
    ColumnOverride {
        index: column.index,
        role,
        kind,
        scale,
        labels: Vec::new(),
        direction,
        top_box: None,
    }
}
