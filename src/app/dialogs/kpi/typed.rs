//! Fields in which something is typed that is no text: numbers and dates.
//!
//! What cannot be read stays in its field with a sentence about it, and the value stays as it was.

use std::collections::BTreeMap;

use egui::{Margin, Ui};
use jiff::civil::Date;
use scene::theme::Theme;
use survey::dates::{self, DateOrder};
use survey::formula::typed_number;

use crate::panels::widgets;

/// What is being typed, by field, with the value that it stands for or that it was typed over. When
/// that value becomes another one, by undo for instance, the field shows that.
pub(super) type Drafts = BTreeMap<String, Draft>;

/// A text that is being typed.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    text: String,
    over: String,
}

/// A field.
pub(super) struct Typed<'t> {
    /// The label above it; none where it stands in a table.
    pub(super) label: Option<&'t str>,
    /// What screen readers call it, and by which it is known.
    pub(super) name: &'t str,
    /// The value, as it is typed.
    pub(super) value: &'t str,
    /// What stands in it while it is empty.
    pub(super) hint: &'t str,
    /// The width in points; infinity takes all there is.
    pub(super) width: f32,
    /// Whether the value changes with every letter, or only when the keyboard leaves.
    pub(super) at_once: bool,
}

/// What happened in a field.
pub(super) struct Change<T> {
    /// The new value.
    pub(super) value: Option<T>,
    /// Whether the keyboard left.
    pub(super) left: bool,
    /// Why what stands there is no value, while nobody is typing.
    pub(super) error: Option<String>,
    /// The field.
    pub(super) id: egui::Id,
}

/// Shows a field. `read` understands what was typed, `show` writes a value as it is typed.
pub(super) fn typed_ui<T>(
    ui: &mut Ui,
    theme: &Theme,
    drafts: &mut Drafts,
    field: &Typed<'_>,
    read: impl Fn(&str) -> Result<T, String>,
    show: impl Fn(&T) -> String,
) -> Change<T> {
    let draft = drafts.get(field.name).filter(|draft| draft.over == field.value);
    let mut text = draft.map_or(field.value, |draft| &draft.text).to_owned();
    let id = egui::Id::unique(("typed", field.name));
    let label = field.label.map(|label| widgets::field_label_ui(ui, theme, label));
    let edit = egui::TextEdit::singleline(&mut text)
        .id(id)
        .hint_text(field.hint)
        .desired_width(field.width)
        .margin(Margin::symmetric(8, 6))
        .char_limit(80);
    let response = ui.add(edit);
    widgets::scroll_to_focused(&response);
    let response = match label {
        Some(label) => response.labelled_by(label.id),
        None => widgets::named(response, field.name),
    };
    let found = read(&text);
    let mut value = None;
    if response.changed() {
        let mut over = field.value.to_owned();
        if let (Ok(found), true) = (&found, field.at_once) {
            over = show(found);
        }
        drafts.insert(field.name.to_owned(), Draft { text, over });
    }
    let left = response.lost_focus();
    let error = found.as_ref().err().filter(|_| !response.has_focus()).cloned();
    if let Ok(found) = found {
        let is_other = show(&found) != field.value;
        if is_other && if field.at_once { response.changed() } else { left } {
            value = Some(found);
        }
        if left {
            drafts.remove(field.name);
        }
    }
    Change { value, left, error, id }
}

/// A number that may be missing.
pub(super) fn read_number(text: &str) -> Result<Option<f64>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    typed_number(text)
        .map(Some)
        .ok_or_else(|| format!("“{}” is no number. Write it as 1234.5 or 1234,5.", text.trim()))
}

/// A date that may be missing.
pub(super) fn read_date(text: &str) -> Result<Option<Date>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let day = dates::parse(text, DateOrder::DayFirst).map(|moment| moment.day);
    day.and_then(|day| Date::new(day.year, day.month, day.day).ok()).map(Some).ok_or_else(|| {
        format!("“{}” is no date. Write it as 2026-12-31 or 31.12.2026.", text.trim())
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        for text in ["2026-12-31", "31.12.2026", " 31.12.26 "] {
            assert_eq!(read_date(text), Ok(Some(date(2026, 12, 31))), "{text}");
        }
        assert_eq!(read_date("  "), Ok(None));
        assert!(read_date("soon").unwrap_err().contains("“soon” is no date"));
        assert!(read_date("31.02.2026").is_err());
    }
}
