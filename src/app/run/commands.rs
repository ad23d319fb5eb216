//! What each command does.

use model::answers::AnswerFilter;
use model::ops::{self, Deletion};
use model::{About, Edit, LaneKind, Selection};
use store::ThemeChoice;

use crate::action::{CameraAction, PathPurpose};
use crate::app::{App, INSPECTOR, METRICS};
use crate::command::Command;
use crate::dialogs::Dialog;
use crate::editor::Direction;
use crate::run::Pending;

impl App {
    /// Carries out a command, if it makes sense now.
    pub(crate) fn command(&mut self, command: Command) {
        if !command.is_enabled(&self.editor) {
            return;
        }
        match command {
            Command::New => self.dialogs.push(Dialog::templates()),
            Command::Open => self.guard(Pending::PickOpen),
            Command::OpenSample => self.guard(Pending::Sample),
            Command::Save => self.save_then(None),
            Command::SaveAs => self.save_as(None),
            Command::ImportSurvey => self.pick(PathPurpose::ImportSurvey),
            Command::Export => self.show_export_dialog(),
            Command::CopyPicture => self.copy_picture(),
            Command::Quit => self.guard(Pending::Quit),
            Command::Undo => {
                if let Some(label) = self.editor.undo() {
                    self.canvas.announce(format!("Undone: {label}"));
                    self.run_camera(CameraAction::Reveal);
                }
            }
            Command::Redo => {
                if let Some(label) = self.editor.redo() {
                    self.canvas.announce(format!("Done again: {label}"));
                    self.run_camera(CameraAction::Reveal);
                }
            }
            Command::Cut => self.cut(),
            Command::Copy => self.copy(),
            // What is on the clipboard comes from the system with the paste event.
            Command::Paste | Command::PasteAsOneCard => self.paste_from_system(command),
            Command::Duplicate => self.duplicate(),
            Command::Delete => self.delete(),
            Command::SelectAll => {
                // What is folded up or hidden must not be deleted unseen with the next key.
                self.editor.stop_writing();
                self.build_scene();
                let shown = self.scene.layout.cards().map(|(_, card)| card.id).collect();
                self.editor.select(Selection::Cards(shown));
            }
            Command::Deselect => self.editor.select(Selection::Nothing),
            Command::Rename => self.rename(),
            Command::AddCard => self.add_card(),
            Command::AddStage => self.add_stage(),
            Command::AddLane => self.add_lane(None),
            Command::AddFigures => self.add_lane(Some((LaneKind::Metrics, "Figures"))),
            Command::AddPersona => {
                let (edit, id) = ops::new_persona(self.editor.project());
                self.edit_and_select(edit, Selection::Persona(id));
                self.rename();
            }
            Command::AddKpi => self.dialogs.push(Dialog::new_kpi(About::default())),
            Command::MissedTargets => self.dialogs.push(Dialog::missed()),
            Command::MoveLeft => self.shift(Direction::Left),
            Command::MoveRight => self.shift(Direction::Right),
            Command::MoveUp => self.shift(Direction::Up),
            Command::MoveDown => self.shift(Direction::Down),
            _ => self.view_command(command),
        }
    }

    fn view_command(&mut self, command: Command) {
        match command {
            Command::ZoomIn => self.run_camera(CameraAction::Zoom(1.25, None)),
            Command::ZoomOut => self.run_camera(CameraAction::Zoom(0.8, None)),
            Command::Zoom100 => self.run_camera(CameraAction::ZoomTo(1.0)),
            Command::FitAll => self.run_camera(CameraAction::FitAll),
            Command::FitSelection => self.run_camera(CameraAction::FitSelection),
            Command::ToggleBand => {
                if let Some(persona) = self.editor.selected_persona() {
                    self.editor.toggle_band(persona);
                }
            }
            Command::CollapseAll => {
                let all = self.editor.project().personas.keys().copied().collect();
                self.editor.change_view(|view| view.collapsed = all);
            }
            Command::ExpandAll => self.editor.change_view(|view| view.collapsed.clear()),
            Command::FocusPersona => {
                let focus = match self.editor.view().focus {
                    Some(_) => None,
                    None => self.editor.selected_persona(),
                };
                self.editor.change_view(|view| view.focus = focus);
                self.run_camera(CameraAction::Reveal);
            }
            Command::ToggleMeasured => {
                self.editor.change_view(|view| view.show_measured = !view.show_measured);
            }
            Command::ToggleInspector => {
                self.settings.toggle_panel(INSPECTOR);
                self.save_settings();
            }
            Command::ToggleMetrics => {
                self.settings.toggle_panel(METRICS);
                self.save_settings();
            }
            Command::FilterAnswers => {
                if !self.settings.is_panel_open(METRICS) {
                    self.settings.toggle_panel(METRICS);
                    self.save_settings();
                }
                self.panels_mut().focus_filter();
            }
            Command::ClearFilter => self.editor.set_answer_filter(AnswerFilter::default()),
            Command::CopyMetricsTable => self.copy_metrics_table(),
            Command::CopyMetricsPicture => self.copy_metrics_picture(),
            Command::ToggleTheme => {
                let is_dark = self.ctx.theme() == egui::Theme::Dark;
                self.settings.theme = if is_dark { ThemeChoice::Light } else { ThemeChoice::Dark };
                crate::style::set_theme(&self.ctx, self.settings.theme);
                self.save_settings();
            }
            Command::Palette => self.dialogs.push(Dialog::palette()),
            Command::Shortcuts => self.dialogs.push(Dialog::shortcuts()),
            Command::ContextMenu => self.canvas.open_context_menu(),
            _ => {}
        }
    }

    fn run_camera(&mut self, action: CameraAction) {
        self.run(crate::action::Action::Camera(action));
    }

    fn shift(&mut self, direction: Direction) {
        if let Some(edit) = self.editor.shift(direction) {
            let label = edit.label();
            let merges = matches!(self.editor.selection(), Selection::Point(_));
            if !merges {
                self.editor.seal();
            }
            self.edit(edit);
            self.canvas.announce(label);
            self.run_camera(CameraAction::Reveal);
        }
    }

    fn duplicate(&mut self) {
        let cards = self.editor.selection().cards().collect();
        let copies = ops::duplicate_cards(self.editor.project(), self.editor.map_id(), &cards);
        if let Some((edit, copies)) = copies {
            self.edit_and_select(edit, Selection::Cards(copies.into_iter().collect()));
        }
    }

    /// Deletes what is selected; asks first where cards go with it.
    fn delete(&mut self) {
        let map = self.editor.map_id();
        let deletion = match self.editor.selection() {
            Selection::Nothing | Selection::Cell(_) => return,
            Selection::Cards(cards) => {
                if let Some(edit) = ops::remove_cards(map, cards, "Delete") {
                    self.edit(edit);
                }
                return;
            }
            Selection::Point(at) => {
                self.edit(Edit::SetPoint { map, at: *at, emotion: None });
                return;
            }
            Selection::Stage(id) => Deletion::Stage(map, *id),
            Selection::Lane(id) => Deletion::Lane(map, *id),
            Selection::Persona(id) => Deletion::Persona(*id),
        };
        let question = ops::delete_label(self.editor.project(), deletion);
        self.dialogs.push(Dialog::confirm_delete(question, deletion.edit()));
    }

    /// Writes into a card in place; everything else is renamed in the inspector.
    fn rename(&mut self) {
        match self.editor.selection().clone() {
            Selection::Cards(cards) => {
                if let Some(card) = cards.first() {
                    self.run(crate::action::Action::WriteCard(*card));
                }
            }
            Selection::Cell(_) => self.add_card(),
            Selection::Point(_) | Selection::Nothing => {}
            Selection::Stage(_) | Selection::Lane(_) | Selection::Persona(_) => {
                if !self.settings.is_panel_open(INSPECTOR) {
                    self.settings.toggle_panel(INSPECTOR);
                }
                self.panels_mut().focus_name();
            }
        }
    }

    fn add_card(&mut self) {
        if let Some(cell) = self.editor.target_cell() {
            let before = self.editor.card_after_selection();
            self.run(crate::action::Action::WriteNew { cell, before, text: String::new() });
        }
    }

    fn add_stage(&mut self) {
        let after = match self.editor.selection() {
            Selection::Stage(id) => Some(*id),
            Selection::Cell(cell) => Some(cell.stage),
            _ => None,
        };
        let new = ops::new_stage(self.editor.project(), self.editor.map_id(), after);
        if let Some((edit, id)) = new {
            self.edit_and_select(edit, Selection::Stage(id));
            self.rename();
        }
    }

    /// Adds a lane of cards that has yet to be named, or one of this kind and name.
    fn add_lane(&mut self, kind: Option<(LaneKind, &str)>) {
        let after = match self.editor.selection() {
            Selection::Lane(id) => Some(*id),
            Selection::Cell(cell) => Some(cell.lane),
            _ => None,
        };
        let new = ops::new_lane(self.editor.project(), self.editor.map_id(), after);
        if let Some((mut edit, id)) = new {
            if let (Some((kind, name)), Edit::AddLane { lane, .. }) = (kind, &mut edit) {
                lane.kind = kind;
                name.clone_into(&mut lane.name);
            }
            self.edit_and_select(edit, Selection::Lane(id));
            self.rename();
        }
    }

    /// Asks the window for what is on the clipboard; it comes back as a paste event.
    fn paste_from_system(&mut self, command: Command) {
        self.canvas.paste_as_one_card(command == Command::PasteAsOneCard);
        self.ctx.send_viewport_cmd(egui::ViewportCommand::RequestPaste);
    }
}
