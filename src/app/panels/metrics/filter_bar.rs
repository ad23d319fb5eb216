//! The filter bar: which answers all figures, curves and badges stand on.

use std::collections::BTreeSet;

use egui::{Button, ComboBox, Popup, PopupCloseBehavior, Response, RichText, ScrollArea, Ui, vec2};
use model::Project;
use model::answers::{AnswerFilter, FilterChoices, Step};
use scene::icon::Icon;
use survey::tally::Dimension;

use super::figures::State;
use super::words;
use crate::action::Action;
use crate::command::Command;
use crate::panels::widgets::{self, LIST_GAP, LIST_HEIGHT, SMALL_PX};
use crate::shown::Shown;
use crate::style;
use crate::texts::shortened;

/// Width of a list of months.
const MONTH_WIDTH: f32 = 96.0;
/// Names of choices longer than this, in characters, are cut on their button.
const LONGEST_NAME: usize = 18;

/// Shows the bar, if it is open.
pub(super) fn filter_bar_ui(
    ui: &mut Ui,
    shown: Shown<'_>,
    state: &mut State,
    actions: &mut Vec<Action>,
) {
    let filter = shown.editor.answer_filter();
    if !state.is_filter_open(shown) {
        return;
    }
    let project = shown.editor.project();
    let focus = std::mem::take(&mut state.focus_filter);
    let choices = state.choices(shown);
    let mut chosen = filter.clone();
    let mut bar = Bar { project, choices, filter: &mut chosen, focus };
    ui.scope(|ui| {
        widgets::name_group(ui, egui::accesskit::Role::Group, "Filter of answers");
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
            ui.spacing_mut().interact_size.y = 26.0;
            ui.spacing_mut().button_padding = vec2(8.0, 3.0);
            bar.ui(ui, shown);
            if !filter.is_empty() {
                let text = RichText::new("Clear filter").size(SMALL_PX);
                let clear = widgets::named(ui.add(Button::new(text)), "Clear filter");
                if clear.on_hover_text("Count all answers again").clicked() {
                    actions.push(Action::Command(Command::ClearFilter));
                }
            }
        });
    });
    if chosen != *filter {
        actions.push(Action::FilterAnswers(Box::new(chosen)));
    }
}

/// The bar while it is drawn.
struct Bar<'a> {
    project: &'a Project,
    choices: &'a FilterChoices,
    filter: &'a mut AnswerFilter,
    /// Whether the first choice gets the keyboard.
    focus: bool,
}

impl Bar<'_> {
    fn ui(&mut self, ui: &mut Ui, shown: Shown<'_>) {
        let choices = self.choices;
        if choices.months.len() > 1 {
            self.month_ui(ui, shown, "From", |filter| &mut filter.labels.from);
            self.month_ui(ui, shown, "To", |filter| &mut filter.labels.to);
        }
        if !choices.personas.is_empty() {
            let name = |id| self.project.personas.get(id).map(|persona| persona.name.clone());
            let options: Vec<_> = choices.personas.iter().map(|id| (*id, name(id))).collect();
            let options: Vec<_> =
                options.into_iter().map(|(id, name)| (id, name.unwrap_or_default())).collect();
            let mut chosen = self.filter.personas.clone();
            self.several_ui(ui, "Personas", &options, &mut chosen);
            self.filter.personas = chosen;
        }
        for (dimension, name, none, labels) in [
            (Dimension::Segment, "Segments", "No segment", &choices.segments),
            (Dimension::Channel, "Channels", "No channel", &choices.channels),
        ] {
            if labels.len() > 1 {
                let mut chosen = self.filter.only(dimension).cloned().unwrap_or_default();
                self.several_ui(ui, name, &labelled(labels, none), &mut chosen);
                self.filter.set_only(dimension, chosen);
            }
        }
        if choices.waves.len() > 1 {
            let mut chosen = self.filter.labels.waves.clone().unwrap_or_default();
            self.several_ui(ui, "Waves", &labelled(&choices.waves, "No wave"), &mut chosen);
            self.filter.set_waves(chosen);
        }
        if choices.has_incomplete {
            let text = RichText::new("Complete only").size(SMALL_PX);
            let check = widgets::check_ui(ui, &mut self.filter.labels.complete_only, text);
            self.take_focus(&check);
            check.on_hover_text("Count only people who went through to the end of the survey");
        }
        if *choices == FilterChoices::default() {
            widgets::hint_ui(
                ui,
                shown.theme,
                "These answers have no date, persona, segment, \
                channel or wave by which they could be told apart.",
            );
        }
    }

    fn take_focus(&mut self, response: &Response) {
        if std::mem::take(&mut self.focus) {
            response.request_focus();
        }
    }

    /// One end of the range of months.
    fn month_ui(
        &mut self,
        ui: &mut Ui,
        shown: Shown<'_>,
        name: &str,
        end: fn(&mut AnswerFilter) -> &mut Option<String>,
    ) {
        let label = ui.label(RichText::new(name).size(SMALL_PX).color(shown.theme.ui.secondary));
        let chosen = end(self.filter);
        let any = if name == "From" { "Start" } else { "End" };
        let in_words = |month: &str| words::when_text(Step::Month, month);
        let text = chosen.as_deref().map_or_else(|| any.to_owned(), in_words);
        let combo = ComboBox::from_id_salt(("month", name)).width(MONTH_WIDTH).height(LIST_HEIGHT);
        let output = combo.selected_text(RichText::new(text).size(SMALL_PX)).show_ui(ui, |ui| {
            ui.spacing_mut().item_spacing.y = LIST_GAP;
            if ui.selectable_label(chosen.is_none(), any).clicked() {
                *chosen = None;
            }
            for month in &self.choices.months {
                let is_chosen = chosen.as_ref() == Some(month);
                if ui.selectable_label(is_chosen, in_words(month)).clicked() {
                    *chosen = Some(month.clone());
                }
            }
        });
        self.take_focus(&output.response);
        widgets::keep_in_view(ui, &output.response);
        output.response.labelled_by(label.id);
    }

    /// A button that opens a list of which several can be ticked.
    fn several_ui<T: Ord + Clone>(
        &mut self,
        ui: &mut Ui,
        name: &str,
        options: &[(T, String)],
        chosen: &mut BTreeSet<T>,
    ) {
        let told = told(options, chosen);
        let text = RichText::new(format!("{name}: {told}")).size(SMALL_PX);
        let button = Button::new((text, style::icon(Icon::ExpandMore, 16.0)));
        let response = widgets::named(ui.add(button), &format!("{name}: {told}"));
        self.take_focus(&response);
        Popup::from_toggle_button_response(&response)
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .accessible_name(name)
            .show(|ui| {
                ui.spacing_mut().interact_size.y = 28.0;
                ui.spacing_mut().item_spacing.y = LIST_GAP;
                ScrollArea::vertical().max_height(LIST_HEIGHT).show(ui, |ui| {
                    ui.set_min_width(160.0);
                    for (value, label) in options {
                        let mut is_on = chosen.contains(value);
                        if widgets::check_ui(ui, &mut is_on, label).changed() {
                            if is_on {
                                chosen.insert(value.clone());
                            } else {
                                chosen.remove(value);
                            }
                        }
                    }
                });
            });
    }
}

/// Labels with what they are called; the empty one stands for answers without.
fn labelled(labels: &[String], none: &str) -> Vec<(String, String)> {
    let name = |label: &String| if label.is_empty() { none.to_owned() } else { label.clone() };
    labels.iter().map(|label| (label.clone(), name(label))).collect()
}

/// What is chosen, for the button: "all", the one name, or how many.
fn told<T: Ord>(options: &[(T, String)], chosen: &BTreeSet<T>) -> String {
    let names: Vec<&String> =
        options.iter().filter(|(value, _)| chosen.contains(value)).map(|(_, name)| name).collect();
    match names.as_slice() {
        [] => "all".to_owned(),
        [one] => shortened(one, LONGEST_NAME),
        several => format!("{} of {}", several.len(), options.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_button_says_what_is_chosen() {
        let options = [(1, "Anna".to_owned()), (2, "Bernd".to_owned()), (3, "Lucía".to_owned())];
        assert_eq!(told(&options, &BTreeSet::new()), "all");
        assert_eq!(told(&options, &BTreeSet::from([2])), "Bernd");
        assert_eq!(told(&options, &BTreeSet::from([1, 3])), "2 of 3");
        let long = [(1, "A segment with a very long name".to_owned())];
        assert_eq!(told(&long, &BTreeSet::from([1])), "A segment with a…");
    }
}
