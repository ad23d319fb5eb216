//! The small card behind a figure: what was asked, how it is counted, and what could not be used.

use egui::{Grid, Popup, PopupCloseBehavior, Response, RichText, Ui};

use super::figures::{self, Figure};
use super::words;
use crate::panels::widgets;
use crate::shown::Shown;
use crate::style;

/// How many off-scale values are listed.
const MOST_VALUES: usize = 8;

/// Opens and shows the card when the figure is clicked.
pub(super) fn details_ui(shown: Shown<'_>, figure: &Response, entry: &Figure, title: &str) {
    Popup::from_toggle_button_response(figure)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name(title)
        .width(380.0)
        .show(|ui| {
            ui.set_width(380.0);
            ui.spacing_mut().interact_size.y = 18.0;
            ui.add(egui::Label::new(style::semibold(&entry.question.text, 14.0)).wrap());
            Grid::new("figure").num_columns(2).min_row_height(18.0).spacing([16.0, 6.0]).show(
                ui,
                |ui| {
                    rows_ui(ui, shown, entry);
                },
            );
        });
}

fn rows_ui(ui: &mut Ui, shown: Shown<'_>, entry: &Figure) {
    let (metric, question) = (&entry.metric, &entry.question);
    let background = figures::background(shown, entry);
    let mut row = |name: &str, value: &str| {
        let name = RichText::new(name).size(widgets::SMALL_PX).color(shown.theme.ui.secondary);
        ui.label(name);
        let value = RichText::new(value).size(widgets::SMALL_PX);
        ui.add(egui::Label::new(value).wrap());
        ui.end_row();
    };
    row("Rule", &words::rule_text(question));
    row("Scale", &words::scale_text(question));
    row("Answers", &words::n_text(metric.n));
    if (metric.effective_n - metric.n as f64).abs() > 0.5 {
        row("Worth, after weighting", &format!("n {:.0}", metric.effective_n));
    }
    if let Some(median) = metric.median {
        row("Median", &format!("{median:.2}"));
    }
    row("Blank", &metric.blank.to_string());
    row("Not applicable", &metric.not_applicable.to_string());
    row("Off the scale", &off_scale(metric.off_scale, &background.off_scale));
    if background.unassigned > 0 {
        let text = format!("{} answers carry labels that are not assigned", background.unassigned);
        row("Not assigned", &text);
    }
    row("File", &background.source);
}

/// "7: 99 (4), none (2) and others"
fn off_scale(count: u64, values: &[(String, u64)]) -> String {
    if count == 0 {
        return "0".to_owned();
    }
    let listed: Vec<String> = values
        .iter()
        .take(MOST_VALUES)
        .map(|(text, count)| format!("“{text}” ({count})"))
        .collect();
    let others = if values.len() > MOST_VALUES { " and others" } else { "" };
    format!("{count}: {}{others}", listed.join(", "))
}
