//! Changing how a figure is counted: which end of the scale is good, how many answers are.

use egui::{DragValue, Ui};
use model::{Edit, SurveyField};
use survey::tally::{Direction, Kind, Question, Tally};

use super::figures::Figure;
use crate::action::Action;
use crate::panels::widgets::{self, SegmentLook};
use crate::shown::Shown;

/// Shows what of the rule can be changed; nothing where the rule follows from the question.
pub(super) fn rule_ui(ui: &mut Ui, shown: Shown<'_>, entry: &Figure, actions: &mut Vec<Action>) {
    let question = &entry.question;
    if !matches!(question.kind, Kind::Csat | Kind::Ces | Kind::Rating) {
        return;
    }
    widgets::divider_ui(ui, shown.theme);
    let mut changed = question.clone();
    let options = [
        (Direction::HighGood, SegmentLook::Text("High answers")),
        (Direction::LowGood, SegmentLook::Text("Low answers")),
    ];
    let current = Some(question.direction);
    if let Some(direction) = widgets::segmented_ui(ui, shown.theme, "Good are", &options, current) {
        changed.direction = direction;
    }
    if question.kind != Kind::Ces {
        let label = widgets::field_label_ui(ui, shown.theme, "How many answers count as good");
        ui.spacing_mut().interact_size.y = 28.0;
        let most = question.scale.points().saturating_sub(1).max(1);
        let value = DragValue::new(&mut changed.top_box).range(1..=most).speed(0.05);
        ui.add(value).labelled_by(label.id);
    }
    if changed != *question
        && let Some(edit) = edit(shown, entry, changed)
    {
        actions.extend([Action::Seal, Action::Edit(edit), Action::Seal]);
    }
}

/// The edit that gives a question another rule; its answers stay as they were counted.
fn edit(shown: Shown<'_>, entry: &Figure, question: Question) -> Option<Edit> {
    let record = shown.editor.project().surveys.get(&entry.survey)?;
    let mut tally = Tally::clone(&record.tally);
    let label = format!("Change rule of {}", entry.title);
    let name = &entry.question.name;
    *tally.questions.iter_mut().find(|other| other.name == *name)? = question;
    let field = Box::new(SurveyField::Tally(tally.into()));
    Some(Edit::Batch { label, edits: vec![Edit::SetSurvey { id: entry.survey, field }] })
}
