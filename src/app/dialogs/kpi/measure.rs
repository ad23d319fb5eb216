//! How a key figure is worked out: its formula, or the question that it stands on.

use egui::{RichText, Ui};
use model::{KpiField, Measure, Project, SurveyId, Unit, ops};
use survey::formula::{Formula, MAX_FORMULA_BYTES};
use survey::rates::input_words;

use super::Form;
use crate::panels::AskedQuestion;
use crate::panels::widgets::{self, SMALL_PX, SegmentLook};

/// How the values are shown, without what stands behind them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Number,
    Percent,
    Named,
}

impl Form<'_, '_, '_> {
    pub(super) fn measure_ui(&mut self, ui: &mut Ui) {
        match &self.kpi.measure {
            Measure::Formula(text) => {
                self.formula_ui(ui, text);
                self.unit_ui(ui);
            }
            Measure::Answers { survey, question } => {
                self.question_ui(ui, *survey, question, false);
                if self.now.figure.kind.is_some_and(survey::Kind::is_amount) {
                    self.unit_ui(ui);
                }
            }
            Measure::Conversion { survey, question } => {
                self.question_ui(ui, *survey, question, true);
            }
        }
    }

    /// The formula, what is wrong with it, and what its numbers are.
    fn formula_ui(&mut self, ui: &mut Ui, text: &str) {
        let theme = self.kit.theme();
        self.text_ui(ui, "Formula", text, 1, |mut typed| {
            typed.truncate(typed.floor_char_boundary(MAX_FORMULA_BYTES));
            KpiField::Measure(Measure::Formula(typed))
        });
        match Formula::parse(text) {
            Ok(formula) => numbers_ui(ui, self, text, &formula),
            Err(error) => {
                widgets::warning_ui(ui, theme, error.to_string());
                let hint = "Names, numbers, + − × ÷ ^ and brackets. What was noted is kept.";
                widgets::hint_ui(ui, theme, hint);
            }
        }
        self.renamed_ui(ui);
    }

    /// Says which noted numbers the formula does not use, and offers them to the name that came.
    fn renamed_ui(&mut self, ui: &mut Ui) {
        let unused = self.kpi.unused_names();
        if unused.is_empty() {
            return;
        }
        let names: Vec<String> = unused.iter().map(|name| format!("“{name}”")).collect();
        let text = match names.as_slice() {
            [name] => {
                format!("The numbers noted as {name} are kept, but the formula has no such name.")
            }
            _ => format!(
                "The numbers noted as {} are kept, but the formula has no such names.",
                names.join(", ")
            ),
        };
        widgets::hint_ui(ui, self.kit.theme(), text);
        if let Some((from, to)) = self.kpi.renamed_number() {
            let offer = format!("Use them as “{to}”");
            if ui.button(offer).clicked() {
                self.set(KpiField::Readings(ops::rename_number(self.kpi, &from, &to)));
            }
        }
    }

    fn unit_ui(&mut self, ui: &mut Ui) {
        let theme = self.kit.theme();
        let (now, name) = match &self.kpi.unit {
            Unit::Number => (Shown::Number, ""),
            Unit::Percent => (Shown::Percent, ""),
            Unit::Named(name) => (Shown::Named, name.as_str()),
        };
        let all = [
            (Shown::Number, SegmentLook::Text("Number")),
            (Shown::Percent, SegmentLook::Text("Percent")),
            (Shown::Named, SegmentLook::Text("With a unit")),
        ];
        let is_formula = matches!(self.kpi.measure, Measure::Formula(_));
        let options: Vec<_> =
            all.into_iter().filter(|(shown, _)| is_formula || *shown != Shown::Percent).collect();
        let chosen = widgets::segmented_ui(ui, theme, "Shown as", &options, Some(now));
        if let Some(chosen) = chosen.filter(|chosen| *chosen != now) {
            self.set(KpiField::Unit(match chosen {
                Shown::Number => Unit::Number,
                Shown::Percent => Unit::Percent,
                Shown::Named => Unit::Named("€".to_owned()),
            }));
        }
        if now == Shown::Named {
            self.text_ui(ui, "Unit", name, 1, |text| KpiField::Unit(Unit::Named(text)));
        }
    }

    /// The question, which can be another one.
    fn question_ui(&mut self, ui: &mut Ui, survey: SurveyId, question: &str, converts: bool) {
        let project = self.kit.shown.editor.project();
        let questions = self.kit.kpis.questions(self.kit.shown);
        let all = if converts { &questions.counting } else { &questions.asked };
        let is_now = |asked: &AskedQuestion| asked.survey == survey && asked.question == question;
        let now = all.iter().position(is_now);
        let mut options: Vec<(Option<usize>, String)> = Vec::new();
        if now.is_none() {
            options.push((None, format!("{question} (gone)")));
        }
        options.extend(all.iter().enumerate().map(|(at, asked)| (Some(at), asked.in_full())));
        let label = if converts { "Counted by" } else { "Question" };
        let theme = self.kit.theme();
        let chosen =
            widgets::combo_ui(ui, theme, label, "key figure question", &options, Some(now));
        if let Some(asked) = chosen.flatten().and_then(|at| all.get(at)) {
            let (survey, question) = (asked.survey, asked.question.clone());
            self.set(KpiField::Measure(if converts {
                Measure::Conversion { survey, question }
            } else {
                Measure::Answers { survey, question }
            }));
        }
        let rule = if converts {
            "Of those who reached a stage, how many reached the next one. About the whole project: \
             of those at the first stage, how many reached the last one."
                .to_owned()
        } else {
            rule_of(project, survey, question)
        };
        if !rule.is_empty() {
            widgets::hint_ui(ui, theme, rule);
        }
    }
}

fn rule_of(project: &Project, survey: SurveyId, question: &str) -> String {
    let record = project.surveys.get(&survey);
    let asked = record.and_then(|record| record.tally.question(question));
    asked.map(crate::panels::rule_text).unwrap_or_default()
}

/// What each number of a formula is.
fn numbers_ui(ui: &mut Ui, form: &Form<'_, '_, '_>, text: &str, formula: &Formula) {
    let theme = form.kit.theme();
    let known = formula.names().iter().filter_map(|name| Some((name, input_words(text, name)?)));
    ui.scope(|ui| {
        // Lines of text are no targets for the pointer.
        ui.spacing_mut().interact_size.y = 16.0;
        for (name, words) in known {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                ui.label(RichText::new(name).size(SMALL_PX).color(theme.ui.text));
                ui.label(RichText::new(words).size(SMALL_PX).color(theme.ui.secondary));
            });
        }
    });
}
