//! What becomes of the file, and what is different in it from the survey that it belongs to.

use egui::{Grid, RichText, Ui};
use scene::theme::Theme;
use survey::import::{Rescaled, can_be_same, key_of_question};
use survey::tally::Question;

use super::parts::{column_title_ui, combo_ui};
use crate::panels::widgets::{self, SMALL_PX};
use crate::survey_file::target::Candidate;
use crate::survey_file::{NewSurvey, Target};
use crate::texts::shortened;

/// How wide the lists and the fields are, in points.
const TARGET_PT: f32 = 264.0;
const MEANING_PT: f32 = 420.0;
/// How much of the width the questions of another scale take.
const RESCALED_SHARE: f32 = 0.6;
const WAVE_PT: f32 = 172.0;

/// The names of waves as somebody typed them; none as proposed.
#[derive(Clone, Debug, Default)]
pub(super) struct WaveNames {
    wave: Option<String>,
    unnamed: Option<String>,
}

impl WaveNames {
    /// Puts the names that were typed in the place of those that are proposed.
    pub(super) fn put_into(&self, survey: &mut NewSurvey) {
        if let Some(wave) = &self.wave {
            survey.wave.clone_from(wave);
        }
        if let (Some(own), Some(typed)) = (&mut survey.unnamed, &self.unnamed) {
            own.clone_from(typed);
        }
    }

    /// Forgets what was typed, for another survey.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }
}

/// The line above the buttons: what becomes of the file. Returns what was chosen anew.
pub(super) fn target_ui(
    ui: &mut Ui,
    theme: &Theme,
    candidates: &[Candidate],
    survey: &mut NewSurvey,
    names: &mut WaveNames,
) -> Option<Target> {
    let mut texts = vec![(Target::New, "A new survey".to_owned())];
    for candidate in candidates {
        let name = shortened(&candidate.name, 32);
        texts.push((Target::WaveOf(candidate.id), format!("A new wave of “{name}”")));
        texts.push((Target::Replace(candidate.id), format!("In place of “{name}”")));
    }
    if candidates.is_empty() {
        return None;
    }
    let options: Vec<_> = texts.iter().map(|(target, text)| (*target, text.as_str())).collect();
    let mut chosen = None;
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new("Import as").size(SMALL_PX));
        ui.push_id("target", |ui| {
            chosen = combo_ui(ui, "Import as", Some(survey.target), &options, TARGET_PT);
        });
        if matches!(survey.target, Target::WaveOf(_)) {
            if let Some(unnamed) = &mut survey.unnamed {
                name_ui(ui, "Earlier answers", unnamed, &mut names.unnamed);
            }
            name_ui(ui, "This wave", &mut survey.wave, &mut names.wave);
        }
    });
    if let Some(text) = problem(survey) {
        widgets::warning_ui(ui, theme, text);
    } else if let Some(text) = explained(candidates, survey) {
        widgets::hint_ui(ui, theme, text);
    }
    chosen
}

/// A field for the name of a wave, which is also noted as typed once it was changed. Esc takes back
/// what was typed since the field got the keyboard.
fn name_ui(ui: &mut Ui, name: &str, value: &mut String, typed: &mut Option<String>) {
    let before = (value.clone(), typed.clone());
    let label = ui.label(RichText::new(name).size(SMALL_PX));
    let field = egui::TextEdit::singleline(value).desired_width(WAVE_PT).char_limit(120);
    let response = ui.add(field.id_salt(name)).labelled_by(label.id);
    if response.changed() {
        *typed = Some(value.clone());
    }
    if response.gained_focus() {
        ui.data_mut(|data| data.insert_temp(response.id, before));
    } else if widgets::is_left_by_escape(ui, &response)
        && let Some(before) = ui.data_mut(|data| data.remove_temp(response.id))
    {
        (*value, *typed) = before;
    }
}

/// Why the names of the waves cannot stay as they are.
pub(super) fn problem(survey: &NewSurvey) -> Option<&'static str> {
    if !matches!(survey.target, Target::WaveOf(_)) {
        return None;
    }
    let (wave, unnamed) = (survey.wave.trim(), survey.unnamed.as_deref().map(str::trim));
    if wave.is_empty() || unnamed == Some("") {
        Some("A wave needs a name.")
    } else if unnamed == Some(wave) {
        Some("The two waves need different names.")
    } else {
        None
    }
}

/// What the choice means, in a sentence.
fn explained(candidates: &[Candidate], survey: &NewSurvey) -> Option<String> {
    let candidate = candidate_of(candidates, survey.target)?;
    let changes = &candidate.changes;
    let name = shortened(&candidate.name, 48);
    Some(match survey.target {
        Target::New => return None,
        Target::Replace(_) if candidate.is_same_file => format!(
            "“{name}” came from a file of the same name: its answers are replaced, its assignments \
             kept."
        ),
        Target::Replace(_) => {
            format!("The answers of “{name}” are replaced, its assignments kept.")
        }
        Target::WaveOf(_) => {
            let same = widgets::counted(changes.same.len(), "question is", "questions are");
            let mut text = format!("{same} the same");
            let news = [
                (changes.said.len(), "of them in other words"),
                (changes.new.len(), "new"),
                (changes.rescaled.len(), "on another scale"),
                (changes.gone.len(), "not asked any more"),
            ];
            for (count, what) in news.into_iter().filter(|(count, _)| *count > 0) {
                text = format!("{text}, {count} {what}");
            }
            if let Some(before) = survey.wave_before() {
                text = format!("{text}. The answers of the wave “{before}” are replaced");
            }
            format!("{text}.")
        }
    })
}

/// The survey that is meant.
pub(super) fn candidate_of(candidates: &[Candidate], target: Target) -> Option<&Candidate> {
    let id = target.survey()?;
    candidates.iter().find(|candidate| candidate.id == id)
}

/// What somebody said of a question that is new: its name, and how the one is named that it asks in
/// other words; none for a new one.
pub(super) struct Said {
    pub(super) name: String,
    pub(super) same_as: Option<String>,
}

/// What is new, on another scale, or gone, question by question. Returns what was said anew of one.
pub(super) fn changes_ui(
    ui: &mut Ui,
    theme: &Theme,
    candidate: &Candidate,
    before: &[Question],
) -> Option<Said> {
    let changes = &candidate.changes;
    let name = shortened(&candidate.name, 48);
    let same = widgets::counted(changes.same.len(), "question is", "questions are");
    let text =
        format!("Questions are matched with those of “{name}” by their texts. {same} the same.");
    widgets::hint_ui(ui, theme, text);
    let mut said = None;
    if !changes.said.is_empty() {
        widgets::heading_ui(ui, "In other words");
        let all = changes.said.iter().map(|(now, was)| (now, Some(was)));
        said = meanings_ui(ui, "said", all, &changes.gone, before);
    }
    if !changes.new.is_empty() {
        widgets::heading_ui(ui, "New questions");
        if !changes.gone.is_empty() {
            let text = "Say so if one was asked before, in other words: its answers are then counted \
                        with those.";
            widgets::hint_ui(ui, theme, text);
        }
        let all = changes.new.iter().map(|now| (now, None));
        said = meanings_ui(ui, "new", all, &changes.gone, before).or(said);
    }
    rescaled_ui(ui, theme, &changes.rescaled);
    if !changes.gone.is_empty() {
        widgets::heading_ui(ui, "Not asked any more");
        for question in &changes.gone {
            question_ui(ui, &question.text, ui.available_width());
        }
    }
    said
}

/// Questions of the file, each with a list of what it may have been before. Returns what was chosen
/// anew.
fn meanings_ui<'a>(
    ui: &mut Ui,
    id: &str,
    questions: impl Iterator<Item = (&'a Question, Option<&'a Question>)>,
    gone: &[Question],
    before: &[Question],
) -> Option<Said> {
    let mut said = None;
    let width = (ui.available_width() - MEANING_PT - 40.0).max(160.0);
    Grid::new(id).num_columns(2).spacing([24.0, 6.0]).show(ui, |ui| {
        for (now, was) in questions {
            question_ui(ui, &now.text, width);
            let may_be: Vec<&Question> =
                was.into_iter().chain(gone).filter(|was| can_be_same(was, now)).collect();
            let texts: Vec<String> =
                may_be.iter().map(|was| format!("“{}”", shortened(&was.text, 90))).collect();
            let mut options = vec![(None, "A new question")];
            options.extend(texts.iter().enumerate().map(|(at, text)| (Some(at), text.as_str())));
            let title = format!("What “{}” was before", shortened(&now.text, 60));
            let current = was.map(|_| 0);
            let chosen = ui
                .push_id(&now.name, |ui| combo_ui(ui, &title, Some(current), &options, MEANING_PT));
            if let Some(chosen) = chosen.inner {
                let meant = chosen.and_then(|at| may_be.get(at));
                said = Some(Said {
                    name: now.name.clone(),
                    same_as: meant.map(|meant| key_of_question(meant, before)),
                });
            }
            ui.end_row();
        }
    });
    said
}

fn rescaled_ui(ui: &mut Ui, theme: &Theme, rescaled: &[Rescaled]) {
    if rescaled.is_empty() {
        return;
    }
    widgets::heading_ui(ui, "On another scale");
    let text = "They are counted apart from those before. If people saw the same scale, say so on \
                the first tab.";
    widgets::hint_ui(ui, theme, text);
    let width = (ui.available_width() * RESCALED_SHARE).max(160.0);
    Grid::new("rescaled").num_columns(3).spacing([24.0, 4.0]).show(ui, |ui| {
        for title in ["Question", "Before", "Now"] {
            column_title_ui(ui, theme, title);
        }
        ui.end_row();
        for rescaled in rescaled {
            question_ui(ui, &rescaled.text, width);
            for scale in [rescaled.before, rescaled.now] {
                ui.label(format!("{} to {}", scale.low, scale.high));
            }
            ui.end_row();
        }
    });
}

/// A question in one line, cut to a width in points.
fn question_ui(ui: &mut Ui, text: &str, width: f32) {
    ui.scope(|ui| {
        // A grid would give a text that can be cut no more room than its first letters need.
        ui.set_width(width);
        let label = RichText::new(super::parts::in_one_line(text)).size(SMALL_PX);
        ui.add(egui::Label::new(label).truncate()).on_hover_text(text);
    });
}
