//! Changing how a figure is counted: which end of the scale is good, how many answers are.

use egui::{DragValue, Id, Ui};
use model::Edit;
use survey::tally::{Direction, Kind};

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
    let (mut direction, mut top_box) = (question.direction, question.top_box);
    let options = [
        (Direction::HighGood, SegmentLook::Text("High answers")),
        (Direction::LowGood, SegmentLook::Text("Low answers")),
    ];
    let current = Some(question.direction);
    if let Some(chosen) = widgets::segmented_ui(ui, shown.theme, "Good are", &options, current) {
        direction = chosen;
    }
    if question.kind != Kind::Ces {
        let label = widgets::field_label_ui(ui, shown.theme, "How many answers count as good");
        ui.spacing_mut().interact_size.y = 28.0;
        let most = question.scale.points().saturating_sub(1).max(1);
        let key = Id::unique(("top box", entry.survey, &question.name));
        if let Some(chosen) = released_ui(ui, label.id, key, top_box, most) {
            top_box = chosen;
        }
    }
    if (direction, top_box) != (question.direction, question.top_box) {
        let (survey, question) = (entry.survey, question.name.clone());
        let edits = vec![Edit::SetRule { survey, question, direction, top_box }];
        // The step is called as the figure is.
        let edit = Edit::Batch { label: format!("Change rule of {}", entry.title), edits };
        actions.extend([Action::Seal, Action::Edit(edit), Action::Seal]);
    }
}

/// A number from 1 that can be dragged. Returns it once it is let go: all answers are counted anew
/// for it.
fn released_ui(ui: &mut Ui, label: Id, key: Id, now: u32, most: u32) -> Option<u32> {
    let dragged: Option<u32> = ui.data(|data| data.get_temp(key));
    let mut value = dragged.unwrap_or(now);
    let field = DragValue::new(&mut value).range(1..=most).speed(0.05);
    let response = ui.add(field.update_while_editing(false)).labelled_by(label);
    widgets::scroll_to_focused(&response);
    if response.dragged() {
        ui.data_mut(|data| data.insert_temp(key, value));
        return None;
    }
    ui.data_mut(|data| data.remove::<u32>(key));
    // A drag that never ended, because the card was closed meanwhile, does not count later.
    let is_meant = dragged.is_none() || response.drag_stopped();
    (is_meant && value != now).then_some(value)
}
