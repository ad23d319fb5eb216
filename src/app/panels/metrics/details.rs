//! The card behind a figure: what was asked, how it is counted, and what could not be used.

use egui::{Popup, PopupCloseBehavior, Response, RichText, ScrollArea, Ui, vec2};
use model::{About, SurveyId};
use survey::tally::Kind;

use super::figures::{self, Figure, Meant};
use super::kpis::words as kpi_words;
use super::memo::Memo;
use super::{rule, sentences, words};
use crate::action::Action;
use crate::editor::Editor;
use crate::figures::filter_text;
use crate::panels::widgets;
use crate::shown::Shown;
use crate::style;
use crate::texts::listed;

/// How many off-scale values are listed.
const MOST_VALUES: usize = 8;
/// How many waves are listed.
const MOST_WAVES: usize = 6;
/// Width of the card, and how high it becomes before it scrolls.
const WIDTH: f32 = 420.0;
const HEIGHT: f32 = 540.0;
/// Room for what a row is called.
const NAME_WIDTH: f32 = 108.0;

/// The memory of the card: what stands in it is looked up once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Details {
    background: Memo<(u64, SurveyId, String, Meant), Background>,
    figure: Memo<(u64, SurveyId, String, About), Option<Figure>>,
}

/// Opens and shows the card of a figure, called `name`, when what stands for it is clicked. The
/// figure is asked for while the card is open; `more` stands below its question.
pub(super) fn details_ui(
    shown: Shown<'_>,
    details: &mut Details,
    (anchor, name): (&Response, &str),
    figure: impl FnOnce() -> Figure,
    actions: &mut Vec<Action>,
    more: impl FnOnce(&mut Ui, &mut Vec<Action>),
) {
    let popup = Popup::from_toggle_button_response(anchor)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name(name)
        .width(WIDTH);
    popup.show(|ui| card_ui(ui, shown, details, &figure(), actions, more));
}

/// The card of a key figure that stands on answers to a question, see [`details_ui`].
pub(crate) fn kpi_details_ui(
    shown: Shown<'_>,
    details: &mut Details,
    (anchor, name): (&Response, &str),
    (survey, question, about): (SurveyId, &str, About),
    actions: &mut Vec<Action>,
) {
    let popup = Popup::from_toggle_button_response(anchor)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name(name)
        .width(WIDTH);
    popup.show(|ui| {
        let key = (shown.versions.filtered, survey, question.to_owned(), about);
        let found = || figures::figure_of_kpi(shown.editor, survey, question, about);
        let Some(figure) = details.figure.get(key, found).clone() else {
            widgets::hint_ui(ui, shown.theme, "Nobody answered this question here.");
            return;
        };
        card_ui(ui, shown, details, &figure, actions, |_, _| {});
    });
}

fn card_ui(
    ui: &mut Ui,
    shown: Shown<'_>,
    details: &mut Details,
    figure: &Figure,
    actions: &mut Vec<Action>,
    more: impl FnOnce(&mut Ui, &mut Vec<Action>),
) {
    let name = figure.question.name.clone();
    let key = (shown.versions.filtered, figure.survey, name, figure.of.clone());
    let background = details.background.get(key, || Background::of(shown.editor, figure));
    ui.set_width(WIDTH);
    ui.spacing_mut().interact_size.y = 18.0;
    ui.spacing_mut().item_spacing.y = 4.0;
    let area = ScrollArea::vertical().max_height(HEIGHT);
    widgets::scrolled_by_keys_ui(ui, shown.theme, "Where this comes from", area, |ui| {
        ui.set_max_width(WIDTH - 12.0);
        ui.add(egui::Label::new(style::semibold(&figure.question.text, 14.0)).wrap());
        let limit = shown.editor.project().hide_below.0;
        if let Some(why) = words::hidden_text(&figure.metric, limit) {
            widgets::hint_ui(ui, shown.theme, why);
        }
        more(ui, actions);
        ui.add_space(4.0);
        rows_ui(ui, shown, figure, background);
        rule::rule_ui(ui, shown, figure, actions);
    });
}

fn rows_ui(ui: &mut Ui, shown: Shown<'_>, figure: &Figure, background: &Background) {
    let (metric, question) = (&figure.metric, &figure.question);
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
    // Of a group that is hidden nobody's words are told either.
    let values = if metric.hidden { &[][..] } else { &background.off_scale };
    row("Off the scale", &off_scale(metric.off_scale, values));
    if background.unassigned > 0 {
        let count = words::grouped(background.unassigned);
        row("Not assigned", &format!("{count} answers carry labels that are not assigned"));
    }
    row("About", &about_text(shown.editor, &figure.of));
    let filter = filter_text(shown.editor.project(), &figure.of.filter);
    row("Filter", filter.as_deref().unwrap_or("none, all answers count"));
    if !background.waves.is_empty() {
        row("Waves", &listed(&background.waves, MOST_WAVES));
    }
    row("File", &background.file);
    row("Imported", &background.imported);
}

/// What a figure is about: "Whole map", "Order · Anna".
fn about_text(editor: &Editor, of: &Meant) -> String {
    if let Some(about) = of.kpi {
        return kpi_words::about(editor.project(), editor.map(), about);
    }
    figures::scope_name(editor, of.scope).unwrap_or_else(|| "Whole map".to_owned())
}

/// "7: “99” (4), “none” (2) and 3 more"
fn off_scale(count: u64, values: &[(String, u64)]) -> String {
    if values.is_empty() {
        return count.to_string();
    }
    let values: Vec<String> =
        values.iter().map(|(text, count)| format!("“{text}” ({count})")).collect();
    format!("{count}: {}", listed(&values, MOST_VALUES))
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
    fn of(editor: &Editor, figure: &Figure) -> Self {
        let Some(record) = editor.project().surveys.get(&figure.survey) else {
            return Self::default();
        };
        let imported = record.imported.to_zoned(jiff::tz::TimeZone::system());
        let name = &figure.question.name;
        let answers = figure.of.answers(editor);
        let counts = answers.map(|answers| answers.counts(figure.survey, name, figure.of.scope));
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
