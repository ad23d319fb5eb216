//! The numbers that were noted, a row for every day, the newest first.

use std::collections::BTreeMap;

use egui::{Event, RichText, ScrollArea, Ui, vec2};
use jiff::civil::Date;
use model::ops::{self, PastedReadings};
use model::{Kpi, KpiField, Reading};
use scene::icon::Icon;
use survey::dates::DateOrder;
use survey::rates::input_words;

use super::Form;
use super::typed::{self, Typed};
use crate::action::Action;
use crate::panels::kpi_words::exact;
use crate::panels::widgets::{self, SMALL_PX};

/// Widths of the columns and height of a row, in points.
const DATE_WIDTH: f32 = 112.0;
const NUMBER_WIDTH: f32 = 112.0;
const ROW_HEIGHT: f32 = 32.0;
/// How many rows are seen at once.
const MOST_ROWS: f32 = 7.0;
/// How many lines that were no reading are told.
const MOST_LINES: usize = 3;

/// What the table remembers.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    /// What came of the last paste.
    pasted: Option<String>,
    /// A paste whose dates could be read in another order as well.
    doubt: Option<Doubt>,
    /// The day whose first number gets the keyboard.
    focus: Option<Date>,
    /// Why a field of the table holds no value, with its name.
    error: Option<String>,
    /// Whether a field of the table has the keyboard.
    has_focus: bool,
}

/// A table of which nobody can tell which number of its dates is the day.
#[derive(Clone, Debug)]
struct Doubt {
    table: String,
    /// How it was read.
    order: DateOrder,
    /// The readings without the table.
    before: BTreeMap<Date, Reading>,
    /// The readings with it: while they are like this, it can be read otherwise.
    after: BTreeMap<Date, Reading>,
}

impl Form<'_, '_, '_> {
    pub(super) fn readings_ui(&mut self, ui: &mut Ui, state: &mut State) {
        let Some(names) = self.kpi.formula().map(|formula| formula.names().to_vec()) else {
            widgets::hint_ui(ui, self.kit.theme(), "The numbers show again with a sound formula.");
            return;
        };
        self.take_paste(ui, state, &names);
        widgets::divider_ui(ui, self.kit.theme());
        ui.horizontal(|ui| {
            widgets::heading_ui(ui, "Readings");
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                self.table_buttons_ui(ui, state);
            });
        });
        if names.is_empty() {
            widgets::hint_ui(
                ui,
                self.kit.theme(),
                "The formula has no names: there is nothing to note.",
            );
            return;
        }
        if self.kpi.readings.is_empty() {
            let hint = "Add today's numbers, or paste rows from a spreadsheet: a date, then a \
                        column for each number of the formula.";
            widgets::hint_ui(ui, self.kit.theme(), hint);
        } else {
            self.table_ui(ui, state, &names);
        }
        if let Some(error) = &state.error {
            widgets::warning_ui(ui, self.kit.theme(), error.as_str());
        }
        if let Some(text) = &state.pasted {
            widgets::hint_ui(ui, self.kit.theme(), text.as_str());
        }
        self.doubt_ui(ui, state, &names);
    }

    /// Asks which number is the day, where a table that was pasted does not tell.
    fn doubt_ui(&mut self, ui: &mut Ui, state: &mut State, names: &[String]) {
        let Some(doubt) = state.doubt.take_if(|doubt| doubt.after == self.kpi.readings) else {
            return;
        };
        let (text, name, other) = match doubt.order {
            DateOrder::DayFirst => (
                "These dates could also have the month first. They were read as 3 April for \
                 03/04.",
                "Read 03/04 as 4 March",
                DateOrder::MonthFirst,
            ),
            DateOrder::MonthFirst => (
                "These dates could also have the day first. They were read as 4 March for 03/04.",
                "Read 03/04 as 3 April",
                DateOrder::DayFirst,
            ),
            DateOrder::YearFirst => (
                "These dates could also have the day first. They were read as 5 April 2003 for \
                 03/04/05.",
                "Read 03/04/05 as 3 April 2005",
                DateOrder::DayFirst,
            ),
        };
        widgets::warning_ui(ui, self.kit.theme(), text);
        if ui.button(name).clicked() {
            self.add_table(state, doubt.before, names, doubt.table, Some(other));
        } else {
            state.doubt = Some(doubt);
        }
    }

    /// Adds a table to readings.
    fn add_table(
        &mut self,
        state: &mut State,
        before: BTreeMap<Date, Reading>,
        names: &[String],
        table: String,
        order: Option<DateOrder>,
    ) {
        let pasted = ops::paste_readings(&before, names, &table, order);
        state.pasted = Some(in_words(&pasted));
        state.doubt = None;
        if pasted.days == 0 {
            return;
        }
        let after = pasted.readings.clone();
        if self.note(state, pasted.readings) {
            let doubt = pasted.doubt.map(|order| Doubt { table, order, before, after });
            state.doubt = doubt;
        }
    }

    fn table_buttons_ui(&mut self, ui: &mut Ui, state: &mut State) {
        let add = widgets::icon_text_button(Icon::Add, "Add today");
        if widgets::named(ui.add(add), "Add today").clicked() {
            let today = jiff::Zoned::now().date();
            if !self.kpi.readings.contains_key(&today) {
                let mut readings = self.kpi.readings.clone();
                readings.insert(today, Reading::new());
                self.note(state, readings);
            }
            state.focus = Some(today);
        }
        let paste = widgets::icon_text_button(Icon::ContentPaste, "Paste rows");
        let tip = "Insert rows copied from a spreadsheet: a date, then the numbers";
        if widgets::named(ui.add(paste).on_hover_text(tip), "Paste rows").clicked() {
            ui.ctx().send_viewport_cmd(egui::ViewportCommand::RequestPaste);
        }
    }

    /// Sets all readings as a step of its own, if there are not too many. Returns whether it did.
    fn note(&mut self, state: &mut State, readings: BTreeMap<Date, Reading>) -> bool {
        let fits = readings.len() <= Kpi::MAX_READINGS;
        if fits {
            self.set(KpiField::Readings(readings));
        } else {
            state.pasted = Some(format!(
                "A key figure holds at most {} days. Nothing was added.",
                Kpi::MAX_READINGS
            ));
        }
        fits
    }

    fn table_ui(&mut self, ui: &mut Ui, state: &mut State, names: &[String]) {
        let kpi = self.kpi;
        let days: Vec<(Date, &Reading)> =
            kpi.readings.iter().rev().map(|(day, reading)| (*day, reading)).collect();
        state.error = None;
        state.has_focus = false;
        ScrollArea::horizontal().id_salt("readings across").show(ui, |ui| {
            let spacing = ui.spacing().item_spacing.x;
            let width = DATE_WIDTH + (NUMBER_WIDTH + spacing) * names.len() as f32 + 48.0;
            ui.set_min_width(width);
            self.heads_ui(ui, names);
            let height = (ROW_HEIGHT + ui.spacing().item_spacing.y) * MOST_ROWS;
            let rows = ScrollArea::vertical().id_salt("readings").max_height(height);
            rows.auto_shrink([false, true]).show_rows(ui, ROW_HEIGHT, days.len(), |ui, range| {
                let seen = days.get(range).unwrap_or_default();
                for (day, reading) in seen {
                    ui.push_id(day.to_string(), |ui| {
                        self.row_ui(ui, state, names, *day, reading);
                    });
                }
            });
        });
    }

    fn heads_ui(&self, ui: &mut Ui, names: &[String]) {
        let text = match &self.kpi.measure {
            model::Measure::Formula(text) => text.as_str(),
            _ => "",
        };
        ui.horizontal(|ui| {
            let color = self.kit.theme().ui.secondary;
            let mut head = |width: f32, name: &str| {
                let label = egui::Label::new(RichText::new(name).size(SMALL_PX).color(color));
                let layout = egui::Layout::left_to_right(egui::Align::Center);
                ui.allocate_ui_with_layout(vec2(width, 18.0), layout, |ui| {
                    ui.set_width(width);
                    ui.add(label.truncate())
                })
                .inner
            };
            head(DATE_WIDTH, "Date");
            for name in names {
                let words = input_words(text, name).unwrap_or(name);
                head(NUMBER_WIDTH, name).on_hover_text(words);
            }
        });
    }

    fn row_ui(
        &mut self,
        ui: &mut Ui,
        state: &mut State,
        names: &[String],
        day: Date,
        of: &Reading,
    ) {
        ui.horizontal(|ui| {
            ui.set_height(ROW_HEIGHT);
            self.day_ui(ui, state, day, of);
            for (index, name) in names.iter().enumerate() {
                let wants = index == 0 && state.focus == Some(day);
                self.number_ui(ui, state, (day, name), of, wants);
            }
            let label = format!("Delete the reading of {day}");
            if widgets::icon_button_ui(ui, Icon::Delete, &label).clicked() {
                let mut readings = self.kpi.readings.clone();
                readings.remove(&day);
                self.set(KpiField::Readings(readings));
            }
        });
    }

    /// The day of a reading: it moves when the field is left.
    fn day_ui(&mut self, ui: &mut Ui, state: &mut State, day: Date, of: &Reading) {
        let name = format!("Date of the reading {day}");
        let now = day.to_string();
        let field = Typed {
            label: None,
            name: &name,
            value: &now,
            hint: "",
            width: DATE_WIDTH,
            at_once: false,
        };
        let taken = &self.kpi.readings;
        let read = |text: &str| {
            let typed = typed::read_date(text)?.ok_or("A reading needs a date.")?;
            if typed != day && taken.contains_key(&typed) {
                return Err(format!("There is a reading of {typed} already."));
            }
            Ok(typed)
        };
        let theme = self.kit.theme();
        let change = typed::typed_ui(ui, theme, self.drafts, &field, read, Date::to_string);
        state.has_focus |= ui.memory(|memory| memory.has_focus(change.id));
        if let Some(to) = change.value {
            let mut readings = self.kpi.readings.clone();
            readings.remove(&day);
            readings.insert(to, of.clone());
            self.set(KpiField::Readings(readings));
        }
        state.error = state.error.take().or(change.error);
    }

    fn number_ui(
        &mut self,
        ui: &mut Ui,
        state: &mut State,
        (day, of): (Date, &String),
        reading: &Reading,
        wants_focus: bool,
    ) {
        let name = format!("{of} on {day}");
        let show = |number: &Option<f64>| number.map(exact).unwrap_or_default();
        let now = show(&reading.get(of).copied());
        let field = Typed {
            label: None,
            name: &name,
            value: &now,
            hint: "",
            width: NUMBER_WIDTH,
            at_once: true,
        };
        let theme = self.kit.theme();
        let change = typed::typed_ui(ui, theme, self.drafts, &field, typed::read_number, show);
        state.has_focus |= ui.memory(|memory| memory.has_focus(change.id));
        if wants_focus {
            state.focus = None;
            ui.memory_mut(|memory| memory.request_focus(change.id));
        }
        if let Some(number) = change.value {
            let mut readings = self.kpi.readings.clone();
            let reading = readings.entry(day).or_default();
            match number {
                Some(number) => drop(reading.insert(of.clone(), number)),
                None => drop(reading.remove(of)),
            }
            self.typing(KpiField::Readings(readings));
        }
        if change.left {
            self.kit.actions.push(Action::Seal);
        }
        let error = change.error.map(|error| format!("{name}: {error}"));
        state.error = state.error.take().or(error);
    }

    /// Takes a table from the clipboard before a field takes it as text.
    fn take_paste(&mut self, ui: &Ui, state: &mut State, names: &[String]) {
        let is_ours = self.kit.is_top && (state.has_focus || !ui.ctx().text_edit_focused());
        if !is_ours || names.is_empty() {
            return;
        }
        let is_table = |event: &Event| match event {
            Event::Paste(text) => text.trim().contains(['\t', '\n', ';']),
            _ => false,
        };
        let mut tables = Vec::new();
        ui.input_mut(|input| {
            input.events.retain(|event| {
                let table = is_table(event);
                if let (true, Event::Paste(text)) = (table, event) {
                    tables.push(text.clone());
                }
                !table
            });
        });
        for text in tables {
            self.add_table(state, self.kpi.readings.clone(), names, text, None);
        }
    }
}

/// What came of a paste, in a sentence.
fn in_words(pasted: &PastedReadings) -> String {
    let days = match pasted.days {
        0 => "Nothing was added.".to_owned(),
        1 => "One reading was added.".to_owned(),
        days => format!("{days} readings were added."),
    };
    if pasted.left_out.is_empty() {
        return days;
    }
    let lines: Vec<String> = pasted
        .left_out
        .iter()
        .take(MOST_LINES)
        .map(|(line, text)| format!("{line} (“{}”)", crate::panels::kpi_words::short(text)))
        .collect();
    let more = if pasted.left_out.len() > MOST_LINES { " and others" } else { "" };
    format!("{days} No reading is in line {}{more}.", lines.join(", "))
}
