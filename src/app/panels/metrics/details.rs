//! The card behind a figure: what was asked, how it is counted, and what could not be used.

use egui::{Popup, PopupCloseBehavior, Response, RichText, ScrollArea, Ui, vec2};
use model::answers::Scope;
use survey::tally::Kind;

use super::figures::{self, Figure};
use super::{rule, sentences, words};
use crate::action::Action;
use crate::editor::Editor;
use crate::figures::filter_text;
use crate::panels::widgets;
use crate::shown::Shown;
use crate::style;

/// How many off-scale values are listed.
const MOST_VALUES: usize = 8;
/// How many waves are listed.
const MOST_WAVES: usize = 6;
/// Width of the card, and how high it becomes before it scrolls.
const WIDTH: f32 = 420.0;
const HEIGHT: f32 = 540.0;
/// Room for what a row is called.
const NAME_WIDTH: f32 = 108.0;

/// Opens and shows the card when the figure is clicked.
pub(super) fn details_ui(
    shown: Shown<'_>,
    figure: &Response,
    entry: &Figure,
    actions: &mut Vec<Action>,
) {
    Popup::from_toggle_button_response(figure)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name(entry.title.as_str())
        .width(WIDTH)
        .show(|ui| {
            ui.set_width(WIDTH);
            ui.spacing_mut().interact_size.y = 18.0;
            ui.spacing_mut().item_spacing.y = 4.0;
            ScrollArea::vertical().max_height(HEIGHT).show(ui, |ui| {
                ui.set_max_width(WIDTH - 12.0);
                ui.add(egui::Label::new(style::semibold(&entry.question.text, 14.0)).wrap());
                let limit = shown.editor.project().hide_below.0;
                if let Some(why) = words::hidden_text(&entry.metric, limit) {
                    widgets::hint_ui(ui, shown.theme, why);
                }
                ui.add_space(4.0);
                rows_ui(ui, shown, entry);
                rule::rule_ui(ui, shown, entry, actions);
            });
        });
}

fn rows_ui(ui: &mut Ui, shown: Shown<'_>, entry: &Figure) {
    let (metric, question) = (&entry.metric, &entry.question);
    let background = Background::of(shown.editor, entry);
    let mut row = |name: &str, value: &str| {
        let name = RichText::new(name).size(widgets::SMALL_PX).color(shown.theme.ui.secondary);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.allocate_ui(vec2(NAME_WIDTH, 18.0), |ui| {
                ui.set_min_width(NAME_WIDTH);
                ui.label(name);
            });
            let value = RichText::new(value).size(widgets::SMALL_PX);
            ui.add(egui::Label::new(value).wrap());
        });
    };
    if metric.value.is_some() {
        let mut value = words::number(question.kind, metric.value.unwrap_or_default());
        let interval = words::interval_text(metric, question);
        if !interval.is_empty() {
            value = format!("{value} ({interval})");
        }
        row("Value", &value);
        row("Interval", sentences::method_text(question.kind));
    }
    row("Rule", &sentences::rule_text(question));
    row("Scale", &sentences::scale_text(question));
    row("Base", &sentences::base_text(metric));
    row("Answers", &words::n_text(metric.n));
    if (metric.effective_n - metric.n as f64).abs() > 0.5 {
        let worth = format!(
            "The answers are weighted; they are worth n {:.0} equal ones (after Kish).",
            metric.effective_n
        );
        row("Weights", &worth);
    }
    if let Some(share) = metric.share.filter(|_| question.kind == Kind::Rating) {
        row("Good answers", &format!("{share:.0} %"));
    }
    if let Some(median) = metric.median {
        row("Median", &format!("{median:.2}"));
    }
    row("Blank", &metric.blank.to_string());
    row("Not applicable", &metric.not_applicable.to_string());
    row("Off the scale", &off_scale(metric.off_scale, &background.off_scale));
    if background.unassigned > 0 {
        let count = words::grouped(background.unassigned);
        row("Not assigned", &format!("{count} answers carry labels that are not assigned"));
    }
    let filter = filter_text(shown.editor.project(), shown.editor.answer_filter());
    row("Filter", filter.as_deref().unwrap_or("none, all answers count"));
    if !background.waves.is_empty() {
        row("Waves", &listed(&background.waves, MOST_WAVES));
    }
    row("File", &background.file);
    row("Imported", &background.imported);
}

/// "7: “99” (4), “none” (2) and others"
fn off_scale(count: u64, values: &[(String, u64)]) -> String {
    if count == 0 {
        return "0".to_owned();
    }
    let values: Vec<String> =
        values.iter().map(|(text, count)| format!("“{text}” ({count})")).collect();
    format!("{count}: {}", listed(&values, MOST_VALUES))
}

fn listed(values: &[String], most: usize) -> String {
    let first: Vec<&str> = values.iter().take(most).map(String::as_str).collect();
    let others = if values.len() > most { " and others" } else { "" };
    format!("{}{others}", first.join(", "))
}

/// What stands in the card of a figure beyond the figure itself.
#[derive(Clone, Debug, Default)]
struct Background {
    /// The file.
    file: String,
    /// When it was imported.
    imported: String,
    /// The waves that the answers belong to.
    waves: Vec<String>,
    /// Values that are no answer on the scale, with their counts, the most frequent first.
    off_scale: Vec<(String, u64)>,
    /// How many answers of the survey carry a label that stands for nothing on the map.
    unassigned: u64,
}

impl Background {
    /// Looks up where a figure comes from.
    fn of(editor: &Editor, entry: &Figure) -> Self {
        let Some(record) = editor.project().surveys.get(&entry.survey) else {
            return Self::default();
        };
        let imported = record.imported.to_zoned(jiff::tz::TimeZone::system());
        let name = &entry.question.name;
        let scope: Scope = figures::scope(editor);
        let counts = editor.answers().map(|answers| answers.counts(entry.survey, name, scope));
        let mut off_scale: Vec<_> =
            counts.map(|counts| counts.off_scale.into_iter().collect()).unwrap_or_default();
        off_scale
            .sort_by(|a, b| (std::cmp::Reverse(a.1), &a.0).cmp(&(std::cmp::Reverse(b.1), &b.0)));
        let rows = || record.tally.rows.iter().filter(|row| row.question == *name);
        let mut waves: Vec<String> = rows().filter_map(|row| row.wave.clone()).collect();
        waves.sort();
        waves.dedup();
        let links = &record.links;
        let unassigned = rows().filter(|row| {
            let labels = &row.labels;
            labels.stage.as_ref().is_some_and(|label| !links.stages.contains_key(label))
                || labels.persona.as_ref().is_some_and(|label| !links.personas.contains_key(label))
        });
        Self {
            file: record.file.clone(),
            imported: imported.strftime("%-d %B %Y, %H:%M").to_string(),
            waves,
            off_scale,
            unassigned: unassigned.map(|row| row.counts.n()).sum(),
        }
    }
}
