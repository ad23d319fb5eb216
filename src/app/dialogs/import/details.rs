//! What is seldom asked about a column: what counts as good, what does not apply, the order of codes.

use std::collections::{BTreeMap, BTreeSet};

use egui::{DragValue, RichText, Ui};
use scene::theme::Theme;
use survey::columns::cell::label_key;
use survey::columns::{Column, Role};
use survey::import::{ColumnOverride, Plan, parse_order, parse_scale};
use survey::tally::{Kind, Scale};

use super::columns::{decided, named, rescaled};
use super::parts::draft_field_ui;
use crate::panels::widgets::{self, SMALL_PX};

/// How wide a field for codes is, in points.
const FIELD_PT: f32 = 260.0;

/// How far apart the ends of a scale may be.
const MOST_STEPS: i64 = 1_000;

/// A decision about a column.
#[derive(Clone, Debug)]
pub(super) enum Change {
    /// What it is.
    Override(ColumnOverride),
    /// How many answers count as good.
    TopBox(usize, u32),
    /// Which texts say that the question does not apply.
    NotApplicable(usize, BTreeSet<String>),
    /// The answers are kept apart by it.
    KeepApart(usize),
    /// Which texts stand for which answers.
    Texts(ColumnOverride),
    /// The codes are in order as they are.
    InOrder(usize),
}

impl Change {
    /// Carries it out.
    pub(super) fn apply(self, plan: &mut Plan) {
        match self {
            // A choice from a list names a column and a scale that exist; where the command line
            // would refuse it, the plan stays as it is.
            Self::Override(change) => drop(change.apply(plan)),
            Self::TopBox(index, top_box) => {
                if let Some(column) = plan.columns.get_mut(index) {
                    column.top_box = top_box;
                }
            }
            Self::NotApplicable(index, codes) => {
                if let Some(column) = plan.columns.get_mut(index) {
                    column.not_applicable = codes;
                }
            }
            Self::KeepApart(index) => plan.keep_apart_by(index),
            Self::Texts(said) => {
                if let Some(column) = plan.columns.get_mut(said.index) {
                    column.labels.clear();
                }
                drop(said.apply(plan));
            }
            Self::InOrder(index) => {
                if let Some(column) = plan.columns.get_mut(index) {
                    column.codes_in_doubt = false;
                }
            }
        }
    }
}

/// A field of a column that is being typed into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Field {
    NotApplicable,
    Order,
    Scale,
    Texts,
}

/// Which columns show their details, and what is being typed there.
#[derive(Clone, Debug, Default)]
pub(super) struct Details {
    open: BTreeSet<usize>,
    drafts: BTreeMap<(usize, Field), Option<String>>,
    /// What was typed and cannot be.
    refused: BTreeSet<(usize, Field)>,
    /// Columns that asked something at any time.
    asked: BTreeSet<usize>,
}

impl Details {
    /// Whether something about a column cannot be known and is asked, or was asked before: a column
    /// does not move away from under the pointer once it is answered.
    pub(super) fn asks(&mut self, column: &Column) -> bool {
        if column.codes_in_doubt || !column.proposals.is_empty() {
            self.asked.insert(column.index);
        }
        self.asked.contains(&column.index)
    }

    /// Whether a column shows its details.
    pub(super) fn is_open(&self, column: usize) -> bool {
        self.open.contains(&column)
    }

    /// The button that opens and closes the details of a column.
    pub(super) fn button_ui(&mut self, ui: &mut Ui, column: &Column) {
        let is_open = self.is_open(column.index);
        let text = RichText::new(if is_open { "Less" } else { "More" }).size(SMALL_PX);
        let button = ui.add(egui::Button::new(text).min_size(egui::vec2(0.0, 24.0)));
        let name = format!("{} about {}", if is_open { "Less" } else { "More" }, named(column));
        if widgets::named(button, &name).clicked() {
            if is_open {
                self.open.remove(&column.index);
            } else {
                self.open.insert(column.index);
            }
        }
    }

    /// The details of a column. Returns what was decided.
    pub(super) fn ui(&mut self, ui: &mut Ui, theme: &Theme, column: &Column) -> Option<Change> {
        widgets::hint_ui(ui, theme, &column.reason);
        if column.role != Role::Score {
            return None;
        }
        let top_box = top_box_ui(ui, theme, column);
        let not_applicable = self.not_applicable_ui(ui, theme, column);
        let order = self.order_ui(ui, theme, column);
        let scale = self.ends_ui(ui, theme, column);
        let texts = self.texts_ui(ui, theme, column);
        top_box.or(not_applicable).or(order).or(scale).or(texts)
    }

    /// A field with a title in front of it and a hint behind it. Returns what was typed.
    fn field_ui(
        &mut self,
        ui: &mut Ui,
        theme: &Theme,
        (column, field): (&Column, Field),
        (title, name, hint): (&str, &str, &str),
        current: &str,
    ) -> Option<String> {
        let draft = self.drafts.entry((column.index, field)).or_default();
        let mut typed = None;
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(title).size(SMALL_PX));
            typed = draft_field_ui(ui, name, current, draft, FIELD_PT);
            widgets::hint_ui(ui, theme, hint);
        });
        typed
    }

    /// What was typed into a field, if it can be read; otherwise it is said how to write it.
    fn read_ui<T>(
        &mut self,
        ui: &mut Ui,
        theme: &Theme,
        at: (usize, Field),
        (typed, help): (Option<String>, &str),
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let mut found = None;
        if let Some(text) = typed {
            found = read(&text);
            if found.is_some() {
                self.refused.remove(&at);
            } else {
                self.refused.insert(at);
            }
        }
        if self.refused.contains(&at) {
            widgets::warning_ui(ui, theme, help);
        }
        found
    }

    /// The ends of a scale that is not in the list.
    fn ends_ui(&mut self, ui: &mut Ui, theme: &Theme, column: &Column) -> Option<Change> {
        let current = column.scale.map(|scale| format!("{} to {}", scale.low, scale.high));
        let name = format!("Lowest and highest answer to {}", named(column));
        let words = ("Lowest to highest", name.as_str(), "Any two whole numbers: 0 to 100");
        let at = (column, Field::Scale);
        let typed = self.field_ui(ui, theme, at, words, &current.unwrap_or_default());
        let help = "Write the lowest and the highest answer: 0 to 100.";
        let at = (column.index, Field::Scale);
        let scale = self.read_ui(ui, theme, at, (typed, help), parse_ends)?;
        Some(Change::Override(rescaled(column, scale)))
    }

    /// Which texts stand for which answers, beside those that are known.
    fn texts_ui(&mut self, ui: &mut Ui, theme: &Theme, column: &Column) -> Option<Change> {
        let scale = column.scale?;
        if !order_of(column).is_empty() {
            return None;
        }
        let mut known: Vec<(&String, &i32)> = column.labels.iter().collect();
        known.sort_by_key(|(text, value)| (std::cmp::Reverse(**value), *text));
        let known: Vec<String> =
            known.into_iter().map(|(text, value)| format!("{text}: {value}")).collect();
        let name = format!("Texts that are answers to {}", named(column));
        let hint = "With semicolons between: absolutely: 10; not at all: 0";
        let words = ("Texts that are answers", name.as_str(), hint);
        let typed = self.field_ui(ui, theme, (column, Field::Texts), words, &known.join("; "));
        let help = "Write each text with a colon and an answer of the scale: absolutely: 10; not \
                    at all: 0";
        let at = (column.index, Field::Texts);
        let read = |text: &str| parse_texts(text, scale);
        let labels = self.read_ui(ui, theme, at, (typed, help), read)?;
        let said = decided(column, Role::Score, column.kind, column.scale);
        Some(Change::Texts(ColumnOverride { labels, ..said }))
    }

    fn not_applicable_ui(&mut self, ui: &mut Ui, theme: &Theme, column: &Column) -> Option<Change> {
        let current = column.not_applicable.iter().cloned().collect::<Vec<_>>().join(", ");
        let name = format!("What says that {} does not apply", named(column));
        let hint = "Codes or words, with commas between: 99, refused. “N/A” and the like are known \
                    already.";
        let words = ("Does not apply", name.as_str(), hint);
        let typed = self.field_ui(ui, theme, (column, Field::NotApplicable), words, &current);
        let codes = typed?.split(',').map(label_key).filter(|code| !code.is_empty()).collect();
        Some(Change::NotApplicable(column.index, codes))
    }

    /// The codes of the answers from worst to best.
    pub(super) fn order_ui(
        &mut self,
        ui: &mut Ui,
        theme: &Theme,
        column: &Column,
    ) -> Option<Change> {
        let name = format!("Codes of {}, from worst to best", named(column));
        let hint = "Only if the codes are not in order by themselves: 1, 6, 2, 3, 4";
        let words = ("Codes, worst to best", name.as_str(), hint);
        let typed = self.field_ui(ui, theme, (column, Field::Order), words, &order_of(column));
        let help = "Write each code once, at least two, with commas between.";
        let at = (column.index, Field::Order);
        let read = |text: &str| parse_order(&text.replace(',', ">"));
        let order = self.read_ui(ui, theme, at, (typed, help), read)?;
        let ordered = decided(column, Role::Score, column.kind, None);
        Some(Change::Override(ColumnOverride { order, ..ordered }))
    }
}

/// Reads `0 to 100`, or `0-100`.
fn parse_ends(text: &str) -> Option<Scale> {
    let Some((low, high)) = text.split_once("to") else { return parse_scale(text).ok() };
    let (low, high): (i32, i32) = (low.trim().parse().ok()?, high.trim().parse().ok()?);
    let is_scale = low < high && i64::from(high) - i64::from(low) <= MOST_STEPS;
    is_scale.then(|| Scale::new(low, high))
}

/// Reads `absolutely: 10; not at all: 0`: texts with the answers that they are.
fn parse_texts(text: &str, scale: Scale) -> Option<Vec<(String, Option<i32>)>> {
    let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
    let texts = parts.map(|part| {
        let (text, value) = part.rsplit_once([':', '='])?;
        let value = value.trim().parse().ok().filter(|value| scale.contains(*value))?;
        (!text.trim().is_empty()).then(|| (text.trim().to_owned(), Some(value)))
    });
    texts.collect()
}

/// The codes that were put in order, from worst to best; empty where none were.
fn order_of(column: &Column) -> String {
    let is_code =
        |(label, value): &(&String, &i32)| label.parse::<i32>().is_ok_and(|code| code != **value);
    if !column.labels.iter().any(|label| is_code(&label)) {
        return String::new();
    }
    let mut codes: Vec<_> = column.labels.iter().map(|(label, value)| (value, label)).collect();
    codes.sort();
    codes.into_iter().map(|(_, label)| label.as_str()).collect::<Vec<_>>().join(", ")
}

/// How many answers count as good, for what is measured by such a share.
fn top_box_ui(ui: &mut Ui, theme: &Theme, column: &Column) -> Option<Change> {
    let (kind, scale) = (column.kind?, column.scale?);
    if matches!(kind, Kind::Nps | Kind::Binary) || scale.points() < 2 {
        return None;
    }
    let mut top_box = column.top_box;
    ui.horizontal_wrapped(|ui| {
        let label = ui.label(RichText::new("The best").size(SMALL_PX));
        let field = DragValue::new(&mut top_box).range(1..=scale.points() - 1);
        let response = ui.add(field).labelled_by(label.id);
        widgets::keep_in_view(ui, &response);
        response.accessible_name(format!("How many answers to {} count as good", named(column)));
        let text = format!("of {} answers count as good.", scale.points());
        widgets::hint_ui(ui, theme, text);
    });
    (top_box != column.top_box).then_some(Change::TopBox(column.index, top_box))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_a_scale_are_two_numbers_the_lower_one_first() {
        assert_eq!(parse_ends("0 to 100"), Some(Scale::new(0, 100)));
        assert_eq!(parse_ends(" -2 to 2"), Some(Scale::new(-2, 2)));
        assert_eq!(parse_ends("-5 to -1"), Some(Scale::new(-5, -1)));
        assert_eq!(parse_ends("1-6"), Some(Scale::new(1, 6)));
        for wrong in ["", "5", "5 to 1", "0 to 99999", "a to b", "-2000000000 to 2000000000"] {
            assert_eq!(parse_ends(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn texts_are_read_with_the_answers_that_they_are() {
        let read = |text: &str| parse_texts(text, Scale::new(0, 10));
        let ends = [("Absolutely".to_owned(), Some(10)), ("No: never".to_owned(), Some(0))];
        assert_eq!(read("Absolutely: 10; No: never = 0;"), Some(ends.into()));
        assert_eq!(read(""), Some(Vec::new()), "none at all is said, too");
        for wrong in ["Absolutely", "Absolutely: 11", ": 3", "Absolutely: ten"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn codes_that_were_put_in_order_are_shown_in_that_order() {
        let mut column = Column::other(0, "q", "q", "");
        column.set_score(Kind::Rating, Scale::new(1, 5));
        assert_eq!(order_of(&column), "");
        column.labels = [("absolutely".to_owned(), 5)].into();
        assert_eq!(order_of(&column), "", "an end label is no order of codes");
        let codes = [("1", 1), ("6", 2), ("2", 3), ("3", 4), ("4", 5)];
        column.labels = codes.map(|(code, value)| (code.to_owned(), value)).into();
        assert_eq!(order_of(&column), "1, 6, 2, 3, 4");
    }
}
