//! The rule of the measured curve: which survey question, and how its scale becomes an emotion.

use egui::Ui;
use model::{Edit, MapField, Measured, SurveyId};
use survey::compare::{EmotionMapping, EmotionRule};

use super::form::Form;
use crate::panels::widgets;

/// One question that could be drawn.
struct Choice {
    survey: SurveyId,
    rule: EmotionRule,
    name: String,
}

/// Chooses the question of the measured curve and says what the curve then means.
pub(super) fn measured_ui(ui: &mut Ui, form: &mut Form<'_, '_>) {
    widgets::heading_ui(ui, "Measured curve");
    let choices = choices(form);
    let theme = form.theme();
    if choices.is_empty() {
        let hint = "Import a survey with a question on a scale, and its answers can be drawn \
                    against the believed curve.";
        widgets::hint_ui(ui, theme, hint);
        return;
    }
    let current = form.map.measured.as_ref();
    let chosen_now = current.and_then(|measured| {
        choices.iter().position(|choice| {
            choice.survey == measured.survey && choice.rule.question == measured.rule.question
        })
    });
    let mut options = vec![(None, "Not drawn".to_owned())];
    options.extend(choices.iter().enumerate().map(|(at, choice)| (Some(at), choice.name.clone())));
    let chosen =
        widgets::combo_ui(ui, theme, "Question", "measured question", &options, Some(chosen_now));
    if let Some(at) = chosen {
        let choice = at.and_then(|at| choices.get(at));
        let measured =
            choice.map(|choice| Measured { survey: choice.survey, rule: choice.rule.clone() });
        form.edit(Edit::SetMap { id: form.map_id(), field: MapField::Measured(measured) });
    }
    if let Some(measured) = current {
        widgets::hint_ui(ui, theme, rule_in_words(form, measured));
    }
}

fn choices(form: &Form<'_, '_>) -> Vec<Choice> {
    let mut choices = Vec::new();
    let surveys = &form.shown.editor.shown().surveys;
    for (id, record) in surveys {
        for question in &record.tally.questions {
            let Some(rule) = EmotionRule::for_question(question) else { continue };
            let name = if surveys.size() > 1 {
                format!("{} · {}", record.title(), question.name)
            } else {
                question.name.clone()
            };
            choices.push(Choice { survey: *id, rule, name });
        }
    }
    choices
}

/// The rule as a sentence, and whose answers are drawn.
fn rule_in_words(form: &Form<'_, '_>, measured: &Measured) -> String {
    let rule = match measured.rule.mapping {
        EmotionMapping::NpsOver50 => "A point is the Net Promoter Score divided by 50.",
        EmotionMapping::MeanLinear => {
            "A point is the mean answer: the bad end of the scale is -2, the good end +2."
        }
    };
    let record = form.shown.editor.shown().surveys.get(&measured.survey);
    let has_personas = record.is_some_and(|record| !record.links.personas.is_empty());
    if has_personas {
        rule.to_owned()
    } else {
        format!(
            "{rule} The survey does not tell personas apart, so all customers' answers are drawn."
        )
    }
}
