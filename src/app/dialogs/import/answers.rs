//! Which answers count: whole rows, people who answer again, dates, weights.

use egui::{Checkbox, RichText, Ui};
use scene::theme::Theme;
use survey::columns::{Column, Role};
use survey::dates::DateOrder;
use survey::import::{Granularity, Keep, Plan};

use super::parts::{combo_ui, dim_old};
use crate::panels::widgets::{self, SMALL_PX, SegmentLook};
use crate::survey_file::count::{Counted, Known, tells_people};
use crate::texts::shortened;

/// How wide choices and lists are, in points.
const CHOICE_PT: f32 = 420.0;

/// What the tab works on.
pub(super) struct Answers<'a> {
    /// Changed by what is chosen.
    pub(super) plan: &'a mut Plan,
    /// What was counted last.
    pub(super) counted: Option<&'a Counted>,
    /// Whether that is being counted anew.
    pub(super) is_counting: bool,
    /// Whether the file is to be another wave of a survey.
    pub(super) is_wave: bool,
}

impl Answers<'_> {
    /// What follows from the count, faded while it is that of before.
    fn hint_ui(&self, ui: &mut Ui, theme: &Theme, text: impl Into<String>) {
        ui.scope(|ui| {
            dim_old(ui, self.is_counting);
            widgets::hint_ui(ui, theme, text);
        });
    }
}

/// Which answers count, in four parts.
pub(super) fn answers_ui(ui: &mut Ui, theme: &Theme, mut answers: Answers<'_>) {
    ui.spacing_mut().item_spacing.y = 6.0;
    rows_ui(ui, theme, &mut answers);
    widgets::divider_ui(ui, theme);
    people_ui(ui, theme, &mut answers);
    widgets::divider_ui(ui, theme);
    dates_ui(ui, theme, answers.plan);
    widgets::divider_ui(ui, theme);
    weights_ui(ui, theme, answers.plan);
}

fn rows_ui(ui: &mut Ui, theme: &Theme, answers: &mut Answers<'_>) {
    widgets::heading_ui(ui, "Rows");
    let says_complete = answers.plan.says_complete();
    let text = "Only people who went through to the end";
    let options = &mut answers.plan.options;
    ui.add_enabled(says_complete, Checkbox::new(&mut options.complete_only, text));
    if !says_complete {
        widgets::hint_ui(ui, theme, "No column says who went through to the end.");
    }
    // Before the first count nothing is known.
    let Some(counts) = answers.counted.map(|counted| counted.counts) else { return };
    if says_complete {
        let hint = match counts.incomplete {
            0 => "Everybody went through to the end.".to_owned(),
            1 => "1 person did not go through to the end.".to_owned(),
            count => format!("{count} people did not go through to the end."),
        };
        answers.hint_ui(ui, theme, hint);
    }
    if counts.preview > 0 {
        let previews = usize::try_from(counts.preview).unwrap_or(usize::MAX);
        let text = widgets::counted(
            previews,
            "preview or test is left out.",
            "previews and tests are left out.",
        );
        answers.hint_ui(ui, theme, text);
    }
}

fn people_ui(ui: &mut Ui, theme: &Theme, answers: &mut Answers<'_>) {
    widgets::heading_ui(ui, "People who answer again");
    unique_by_ui(ui, theme, answers.plan);
    let can_tell = tells_people(answers.plan);
    ui.add_enabled_ui(can_tell, |ui| {
        ui.set_max_width(CHOICE_PT);
        let options = [
            (Keep::All, SegmentLook::Text("All their answers")),
            (Keep::First, SegmentLook::Text("The first ones")),
            (Keep::Latest, SegmentLook::Text("The latest ones")),
        ];
        let keep = Some(answers.plan.options.keep);
        let chosen = widgets::segmented_ui(ui, theme, "What counts of them", &options, keep);
        answers.plan.options.keep = chosen.unwrap_or(answers.plan.options.keep);
    });
    if !can_tell {
        let text = "Choose the column that tells people from each other, such as the response id.";
        widgets::hint_ui(ui, theme, text);
        return;
    }
    if let Some(counted) = answers.counted {
        let keep = answers.plan.options.keep;
        for text in again_texts(counted, answers.is_wave, keep) {
            answers.hint_ui(ui, theme, text);
        }
    }
}

/// Asks whether people are to be recognised in the next wave. Returns whether that was changed.
pub(super) fn remember_ui(
    ui: &mut Ui,
    theme: &Theme,
    remembers: &mut bool,
    known: Option<&Known>,
) -> bool {
    ui.horizontal_wrapped(|ui| {
        let text = RichText::new("Recognise these people in the next wave").size(SMALL_PX);
        let whole = "Salted hashes of the response ids are kept on this computer, and where the \
                     file lies. Nothing of it goes into the project.";
        let changed = ui.checkbox(remembers, text).on_hover_text(whole).changed();
        let is_forgotten = !*remembers && matches!(known, Some(Known::People { .. }));
        let hint = if is_forgotten {
            "What this computer knows of those who answered before is forgotten."
        } else {
            "Keeps salted hashes of their ids on this computer."
        };
        widgets::hint_ui(ui, theme, hint);
        changed
    })
    .inner
}

/// What is known of people who answered again, in sentences.
fn again_texts(counted: &Counted, is_wave: bool, keep: Keep) -> Vec<String> {
    let mut texts = Vec::new();
    let counts = counted.counts;
    let in_file = counts.duplicate - counts.other_wave.min(counts.duplicate);
    if in_file > 0 {
        let rows = widgets::counted(in_file as usize, "row", "rows");
        texts.push(format!("In this file {rows} of people with another answer are left out."));
    }
    match &counted.known {
        Known::People { before, again } => {
            let people = widgets::counted(*before, "person", "people");
            let again =
                if *again == 1 { "1 answers".to_owned() } else { format!("{again} answer") };
            texts.push(format!("Of {people} who answered before, {again} here again."));
            if is_wave && keep == Keep::Latest && counted.problem.is_none() {
                let rows = widgets::counted(counted.gave_way as usize, "row", "rows");
                texts.push(format!("{rows} of the earlier waves will be taken out for them."));
            }
        }
        Known::Unknown(waves) if is_wave => texts.push(format!(
            "This computer does not know who answered {}, so that nobody from there can be \
             recognised: across waves, all answers count.",
            super::parts::quoted(waves)
        )),
        Known::Unknown(_) | Known::Nothing => {}
    }
    texts
}

/// The columns that together tell one person from another.
fn unique_by_ui(ui: &mut Ui, theme: &Theme, plan: &mut Plan) {
    let by_role = plan.column_of(Role::Id).map(|column| column.index);
    let chosen = &plan.options.unique_by;
    let named = |index: &usize| plan.columns.get(*index).map(short);
    let shown = match (chosen.is_empty(), by_role) {
        (false, _) => chosen.iter().filter_map(named).collect::<Vec<_>>().join(" + "),
        (true, Some(id)) => named(&id).unwrap_or_default(),
        (true, None) => "Nothing".to_owned(),
    };
    let mut ticked: Vec<usize> =
        if chosen.is_empty() { by_role.into_iter().collect() } else { chosen.clone() };
    let before = ticked.clone();
    let label = widgets::field_label_ui(ui, theme, "What tells people from each other");
    let combo = egui::ComboBox::from_id_salt("unique by").width(CHOICE_PT).truncate();
    let combo = combo.height(widgets::LIST_HEIGHT).selected_text(&shown);
    let combo = combo.close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside);
    let output = combo.show_ui(ui, |ui| {
        for column in &plan.columns {
            let mut is_chosen = ticked.contains(&column.index);
            if ui.checkbox(&mut is_chosen, short(column)).changed() {
                ticked.retain(|index| *index != column.index);
                if is_chosen {
                    ticked.push(column.index);
                }
            }
        }
    });
    widgets::keep_in_view(ui, &output.response);
    output.response.labelled_by(label.id);
    if ticked == before {
        return;
    }
    if ticked.is_empty() {
        // Without a column for it, the one with the role of an id would come back.
        for column in plan.columns.iter_mut().filter(|column| column.role == Role::Id) {
            column.role = Role::Other;
        }
    }
    plan.options.unique_by = ticked;
}

fn short(column: &Column) -> String {
    format!("{}: {}", column.index + 1, shortened(&column.text, 48))
}

fn dates_ui(ui: &mut Ui, theme: &Theme, plan: &mut Plan) {
    widgets::heading_ui(ui, "Dates");
    let Some(date) = plan.column_of(Role::Date) else {
        let text = "No column says when people answered. Choose “Date” for the column that does.";
        widgets::hint_ui(ui, theme, text);
        return;
    };
    let (index, order, time_zone) = (date.index, date.date_order, date.time_zone.clone());
    let text = format!("When people answered says column {}.", short(date));
    widgets::hint_ui(ui, theme, text);
    ui.scope(|ui| {
        ui.set_max_width(CHOICE_PT);
        let options = [
            (Granularity::Month, SegmentLook::Text("Month")),
            (Granularity::Day, SegmentLook::Text("Day")),
            (Granularity::None, SegmentLook::Text("Not at all")),
        ];
        let period = Some(plan.options.period);
        let chosen = widgets::segmented_ui(ui, theme, "Keep answers apart by", &options, period);
        plan.options.period = chosen.unwrap_or(plan.options.period);
        let mut options = vec![
            (DateOrder::DayFirst, SegmentLook::Text("3 April")),
            (DateOrder::MonthFirst, SegmentLook::Text("4 March")),
        ];
        // Only a file whose years have two digits can begin with them.
        let years = order == Some(DateOrder::YearFirst);
        let asked = if years { "03/04/05 is" } else { "03/04/2026 is" };
        if years {
            options.push((DateOrder::YearFirst, SegmentLook::Text("5 April 2003")));
        }
        let chosen = widgets::segmented_ui(ui, theme, asked, &options, order);
        if let (Some(order), Some(column)) = (chosen, plan.columns.get_mut(index)) {
            column.date_order = Some(order);
        }
    });
    let text = match time_zone {
        Some(zone) => format!("Times are those of {zone}, as in the file."),
        None => "The file does not name a time zone: its times are taken as they are.".to_owned(),
    };
    widgets::hint_ui(ui, theme, text);
}

fn weights_ui(ui: &mut Ui, theme: &Theme, plan: &mut Plan) {
    widgets::heading_ui(ui, "Weights");
    let current = plan.column_of(Role::Weight).map(|column| column.index);
    let names: Vec<(usize, String)> =
        plan.columns.iter().map(|column| (column.index, short(column))).collect();
    let mut options: Vec<(Option<usize>, &str)> = vec![(None, "Every answer weighs the same")];
    options.extend(names.iter().map(|(index, name)| (Some(*index), name.as_str())));
    let chosen =
        ui.push_id("weight", |ui| combo_ui(ui, "Weights", Some(current), &options, CHOICE_PT));
    if let Some(chosen) = chosen.inner {
        for column in plan.columns.iter_mut().filter(|column| column.role == Role::Weight) {
            column.role = Role::Other;
        }
        if let Some(column) = chosen.and_then(|index| plan.columns.get_mut(index)) {
            column.role = Role::Weight;
            column.kind = None;
            column.scale = None;
            column.confidence = 1.0;
            "A person decided it.".clone_into(&mut column.reason);
        }
    }
    let text = RichText::new("Weighted answers show their effective number beside the figure.");
    ui.label(text.size(SMALL_PX).color(theme.ui.secondary));
}
