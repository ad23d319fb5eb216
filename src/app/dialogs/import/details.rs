//! What is seldom asked about a column: what counts as good, what does not apply, the order of codes.

use std::collections::{BTreeMap, BTreeSet};

use egui::{DragValue, RichText, Ui};
use scene::theme::Theme;
use survey::columns::cell::label_key;
use survey::columns::{Column, Role};
use survey::import::{ColumnOverride, Plan, parse_order};
use survey::tally::Kind;

use super::columns::{decided, named};
use super::parts::draft_field_ui;
use crate::panels::widgets::{self, SMALL_PX};

/// How wide a field for codes is, in points.
const FIELD_PT: f32 = 260.0;

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
}

/// Which columns show their details, and what is being typed there.
#[derive(Clone, Debug, Default)]
pub(super) struct Details {
    open: BTreeSet<usize>,
    drafts: BTreeMap<(usize, Field), Option<String>>,
    /// Orders that were typed and are none.
    refused: BTreeSet<usize>,
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
        top_box.or(not_applicable).or(order)
    }

    fn not_applicable_ui(&mut self, ui: &mut Ui, theme: &Theme, column: &Column) -> Option<Change> {
        let current = column.not_applicable.iter().cloned().collect::<Vec<_>>().join(", ");
        let draft = self.drafts.entry((column.index, Field::NotApplicable)).or_default();
        let mut typed = None;
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new("Does not apply").size(SMALL_PX));
            let name = format!("What says that {} does not apply", named(column));
            typed = draft_field_ui(ui, &name, &current, draft, FIELD_PT);
            let text = "Codes or words, with commas between: 99, refused. “N/A” and the like are \
                        known already.";
            widgets::hint_ui(ui, theme, text);
        });
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
        let current = order_of(column);
        let draft = self.drafts.entry((column.index, Field::Order)).or_default();
        let mut typed = None;
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new("Codes, worst to best").size(SMALL_PX));
            let name = format!("Codes of {}, from worst to best", named(column));
            typed = draft_field_ui(ui, &name, &current, draft, FIELD_PT);
            let text = "Only if the codes are not in order by themselves: 1, 6, 2, 3, 4";
            widgets::hint_ui(ui, theme, text);
        });
        if self.refused.contains(&column.index) {
            let text = "Write each code once, at least two, with commas between.";
            widgets::warning_ui(ui, theme, text);
        }
        let codes = parse_order(&typed?.replace(',', ">"));
        let Some(order) = codes else {
            self.refused.insert(column.index);
            return None;
        };
        self.refused.remove(&column.index);
        let ordered = decided(column, Role::Score, column.kind, None);
        Some(Change::Override(ColumnOverride { order, ..ordered }))
    }
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
    use survey::tally::Scale;

    use super::*;

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
