//! What every form of the inspector does: show a value, and push an edit when it changes.

use egui::{Id, Ui};
use model::{Edit, Evidence, Initiator, Map, MapId};
use scene::theme::{Theme, emotion_icon};

use crate::action::Action;
use crate::command::Command;
use crate::panels::widgets::{self, SegmentLook};
use crate::shown::Shown;
use crate::style;

/// A form: what it shows, and where its wishes go.
pub(super) struct Form<'a, 'b> {
    /// What may be looked at.
    pub(super) shown: Shown<'a>,
    /// The map, with what is being dragged or begun.
    pub(super) map: &'a Map,
    /// Where actions go.
    pub(super) actions: &'b mut Vec<Action>,
    /// Whether the keyboard goes into the first field that is a name.
    pub(super) focus_name: bool,
}

impl<'a> Form<'a, '_> {
    /// The tokens.
    pub(super) const fn theme(&self) -> &'a Theme {
        self.shown.theme
    }

    /// The map's identifier, which edits name.
    pub(super) const fn map_id(&self) -> MapId {
        self.shown.editor.map_id()
    }

    /// Changes the project as one undo step of its own.
    pub(super) fn edit(&mut self, edit: Edit) {
        self.actions.extend([Action::Seal, Action::Edit(edit), Action::Seal]);
    }

    /// Asks for a command.
    pub(super) fn command(&mut self, command: Command) {
        self.actions.push(Action::Command(command));
    }

    /// A labelled text field. What is typed merges into one undo step until the keyboard leaves.
    pub(super) fn text_ui(
        &mut self,
        ui: &mut Ui,
        label: &str,
        of: u128,
        value: &str,
        rows: usize,
        edit: impl FnOnce(String) -> Edit,
    ) {
        let id = Id::unique(("inspector", label, of));
        if label == "Name" && std::mem::take(&mut self.focus_name) {
            widgets::select_all(ui, id, value);
        }
        let output = widgets::text_field_ui(ui, self.theme(), label, id, value, rows);
        if let Some(text) = output.changed {
            self.actions.push(Action::Edit(edit(text)));
        }
        if output.left {
            self.actions.push(Action::Seal);
        }
    }

    /// The heading of a form: what kind of thing it is, and where.
    pub(super) fn title_ui(&self, ui: &mut Ui, kind: &str, place: &str) {
        self.title_with_icon_ui(ui, None, kind, place);
    }

    /// The same with an icon before it.
    pub(super) fn title_with_icon_ui(
        &self,
        ui: &mut Ui,
        icon: Option<(scene::icon::Icon, egui::Color32)>,
        kind: &str,
        place: &str,
    ) {
        ui.horizontal(|ui| {
            if let Some((icon, color)) = icon {
                ui.label(style::icon(icon, 18.0).color(color));
            }
            let heading = ui.label(style::semibold(kind, widgets::BODY_PX));
            widgets::name_as(&heading, egui::accesskit::Role::Heading, kind);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let text = egui::RichText::new(place)
                    .size(widgets::SMALL_PX)
                    .color(self.theme().ui.secondary);
                ui.add(egui::Label::new(text).truncate());
            });
        });
        widgets::divider_ui(ui, self.theme());
    }

    /// A button that carries out a command, named by what it does here.
    pub(super) fn command_button_ui(
        &mut self,
        ui: &mut Ui,
        icon: scene::icon::Icon,
        text: &str,
        command: Command,
    ) {
        let enabled = command.is_enabled(self.shown.editor);
        let response = ui.add_enabled(enabled, widgets::icon_text_button(icon, text));
        let shortcut = command.shortcuts().first();
        let tip = shortcut.map_or_else(
            || command.help().to_owned(),
            |keys| format!("{} ({})", command.help(), ui.ctx().format_shortcut(keys)),
        );
        let response = widgets::named(response.on_hover_text(tip), text);
        if response.clicked() {
            self.command(command);
        }
    }

    /// Two buttons that move something among its siblings.
    pub(super) fn order_ui(&mut self, ui: &mut Ui, sideways: bool) {
        use scene::icon::Icon;
        widgets::field_label_ui(ui, self.theme(), "Position");
        ui.horizontal(|ui| {
            if sideways {
                self.command_button_ui(ui, Icon::ArrowBack, "Move left", Command::MoveLeft);
                self.command_button_ui(ui, Icon::ArrowForward, "Move right", Command::MoveRight);
            } else {
                self.command_button_ui(ui, Icon::ArrowUpward, "Move up", Command::MoveUp);
                self.command_button_ui(ui, Icon::ArrowDownward, "Move down", Command::MoveDown);
            }
        });
    }
}

/// Five faces and "none". Returns the click: `Some(None)` takes the emotion away. `current` is
/// none while several values are mixed.
#[expect(
    clippy::option_option,
    reason = "the outer option is whether anything was clicked or is common"
)]
pub(super) fn emotion_ui(
    ui: &mut Ui,
    theme: &Theme,
    label: &str,
    current: Option<Option<model::Emotion>>,
) -> Option<Option<model::Emotion>> {
    const NAMES: [&str; 5] = ["Frustrated", "Unhappy", "Neutral", "Pleased", "Delighted"];
    let mut options: Vec<(Option<usize>, SegmentLook<'_>)> = Vec::with_capacity(6);
    for (step, (emotion, name)) in model::Emotion::STEPS.into_iter().zip(NAMES).enumerate() {
        let look = SegmentLook::Icon(emotion_icon(emotion), theme.emotion(emotion), name);
        options.push((Some(step), look));
    }
    options.push((None, SegmentLook::Text("None")));
    let chosen = current.map(|emotion| emotion.map(model::Emotion::step));
    let clicked = widgets::segmented_ui(ui, theme, label, &options, chosen)?;
    let emotion = clicked.and_then(|step| model::Emotion::STEPS.get(step).copied());
    // A click on the chosen face keeps a value between the steps as it is.
    (chosen != Some(clicked)).then_some(emotion)
}

/// Who started it. Returns what was clicked; a click on the chosen one takes it away.
#[expect(clippy::option_option, reason = "the outer option is whether anything was clicked")]
pub(super) fn initiator_ui(
    ui: &mut Ui,
    theme: &Theme,
    current: Option<Initiator>,
) -> Option<Option<Initiator>> {
    let options = Initiator::ALL.map(|who| (who, SegmentLook::Text(who.name())));
    let clicked = widgets::segmented_ui(ui, theme, "Started by", &options, current)?;
    Some((current != Some(clicked)).then_some(clicked))
}

/// How well it is supported. Returns what was chosen.
pub(super) fn evidence_ui(
    ui: &mut Ui,
    theme: &Theme,
    current: Option<Evidence>,
) -> Option<Evidence> {
    let options = Evidence::ALL.map(|status| (status, SegmentLook::Text(status.name())));
    let clicked = widgets::segmented_ui(ui, theme, "Evidence", &options, current)?;
    (current != Some(clicked)).then_some(clicked)
}
