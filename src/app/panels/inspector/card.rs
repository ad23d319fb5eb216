//! The form of one card.

use egui::{AtomExt as _, Id, Ui};
use model::{About, Card, CardField, CardId, CardKind, Channel, ChannelId, Edit, Order, Project};
use scene::icon::Icon;

use super::State;
use super::form::{Form, emotion_ui, evidence_ui, initiator_ui};
use crate::action::Action;
use crate::command::Command;
use crate::dialogs::Dialog;
use crate::panels::{KpiCache, kpi_words, widgets};
use crate::style;

/// Shows and changes a card. While it has no text yet it is not in the project, and only its text
/// can be written.
pub(super) fn card_ui(
    ui: &mut Ui,
    form: &mut Form<'_, '_>,
    state: &mut State,
    kpis: &mut KpiCache,
    id: CardId,
) {
    let Some(card) = form.map.cards.get(&id) else { return };
    let place = place_of(form, card);
    let look = form.theme().kind(card.kind);
    form.title_with_icon_ui(ui, Some((look.icon, look.accent)), card.kind.name(), &place);
    text_ui(ui, form, id, card);
    let is_begun = form.shown.editor.map().is_none_or(|map| !map.cards.contains_key(&id));
    if is_begun {
        widgets::hint_ui(ui, form.theme(), "Write a text first; then the rest can be filled in.");
    }
    ui.add_enabled_ui(!is_begun, |ui| {
        kind_ui(ui, form, id, card);
        let set = |form: &mut Form<'_, '_>, field| {
            form.edit(Edit::SetCard { map: form.map_id(), id, field });
        };
        if let Some(emotion) = emotion_ui(ui, form.theme(), "Emotion", Some(card.emotion)) {
            set(form, CardField::Emotion(emotion));
        }
        emotion_value_ui(ui, form, card);
        channel_ui(ui, form, state, id, card);
        if let Some(initiator) = initiator_ui(ui, form.theme(), card.initiator) {
            set(form, CardField::Initiator(initiator));
        }
        ui.add_space(4.0);
        let mut is_key = card.moment_of_truth;
        let label = "Moment of truth";
        let tip = "The relationship is decided here. A map can stand about five of them.";
        if widgets::check_ui(ui, &mut is_key, label).on_hover_text(tip).changed() {
            set(form, CardField::MomentOfTruth(is_key));
        }
        ui.add_space(4.0);
        if let Some(evidence) = evidence_ui(ui, form.theme(), Some(card.evidence)) {
            set(form, CardField::Evidence(evidence));
        }
        let map = form.map_id();
        form.text_ui(ui, "Notes", id.number(), &card.notes, 4, |text| Edit::SetCard {
            map,
            id,
            field: CardField::Notes(text),
        });
        if card.kind == CardKind::Touchpoint {
            let here = About { card: Some(id), ..About::default() };
            super::kpis::kpis_ui(ui, form, kpis, here, |about| about.card == Some(id));
        }
        cause_ui(ui, form, card);
        widgets::divider_ui(ui, form.theme());
        ui.horizontal(|ui| {
            form.command_button_ui(ui, Icon::ContentCopy, "Duplicate", Command::Duplicate);
            form.command_button_ui(ui, Icon::Delete, "Delete", Command::Delete);
        });
    });
}

/// The missed target that an opportunity came from, and the way to it.
fn cause_ui(ui: &mut Ui, form: &mut Form<'_, '_>, card: &Card) {
    let Some(cause) = card.cause else { return };
    let editor = form.shown.editor;
    let place = kpi_words::about(editor.project(), editor.map(), cause.about);
    widgets::field_label_ui(ui, form.theme(), "Answers a missed target");
    match editor.project().kpis.get(&cause.kpi) {
        Some(kpi) => {
            let icon = Some((Icon::Flag, form.theme().ui.secondary));
            let name = kpi_words::name(kpi);
            if widgets::row_ui(ui, form.theme(), icon, &name, &place, false).clicked() {
                form.actions.push(Action::Show(Dialog::kpi(cause.kpi)));
            }
        }
        None => {
            widgets::hint_ui(ui, form.theme(), format!("A key figure that is gone, at {place}."));
        }
    }
}

/// "Consideration · Anna", or only the stage in a lane that stands once.
fn place_of(form: &Form<'_, '_>, card: &Card) -> String {
    let stage = form.map.stages.get(&card.place.stage).map_or("", |stage| &stage.name);
    let personas = &form.shown.editor.shown().personas;
    match card.place.persona.and_then(|id| personas.get(&id)) {
        Some(persona) => format!("{stage} · {}", persona.name),
        None => stage.to_owned(),
    }
}

fn text_ui(ui: &mut Ui, form: &mut Form<'_, '_>, id: CardId, card: &Card) {
    let editor = form.shown.editor;
    let field = Id::unique(("inspector", "Text", id.number()));
    let output = widgets::text_field_ui(ui, form.theme(), "Text", field, &card.text, 3);
    if let Some(text) = output.changed {
        // While the card is written on the canvas there is one text, whoever types it.
        let is_written = editor.writing().is_some_and(|writing| writing.card == id);
        form.actions.push(if is_written {
            Action::SetText(text)
        } else {
            Action::Edit(Edit::SetCard { map: editor.map_id(), id, field: CardField::Text(text) })
        });
    }
    if output.left {
        form.actions.push(Action::Seal);
    }
}

fn kind_ui(ui: &mut Ui, form: &mut Form<'_, '_>, id: CardId, card: &Card) {
    let options = CardKind::ALL.map(|kind| (kind, kind.name().to_owned()));
    let chosen =
        widgets::combo_ui(ui, form.theme(), "Kind", ("card kind", id), &options, Some(card.kind));
    if let Some(kind) = chosen {
        form.edit(Edit::SetCard { map: form.map_id(), id, field: CardField::Kind(kind) });
    }
}

/// The emotion as a number, where it lies between the faces.
fn emotion_value_ui(ui: &mut Ui, form: &Form<'_, '_>, card: &Card) {
    if let Some(emotion) = card.emotion {
        let text = format!("{:+.1}, {}", emotion.value(), emotion.word());
        widgets::hint_ui(ui, form.theme(), text);
    }
}

/// The icon of a channel, as the map shows it.
pub(super) fn channel_icon(channel: &Channel) -> Icon {
    scene::channel_icon(&channel.icon)
}

/// What was picked from the list of channels.
enum Picked {
    Channel(Option<ChannelId>),
    New,
}

fn channel_ui(ui: &mut Ui, form: &mut Form<'_, '_>, state: &mut State, id: CardId, card: &Card) {
    let project = form.shown.editor.shown();
    match channel_combo_ui(ui, form, project, card.channel) {
        Some(Picked::Channel(channel)) => {
            let field = CardField::Channel(channel);
            form.edit(Edit::SetCard { map: form.map_id(), id, field });
        }
        Some(Picked::New) => {
            state.new_channel = Some((id, String::new()));
            state.focus_channel = true;
        }
        None => {}
    }
    if state.new_channel.as_ref().is_some_and(|(of, _)| *of != id) {
        state.new_channel = None;
    }
    if let Some(name) = new_channel_ui(ui, form, state) {
        let channel = ChannelId::new();
        let field = CardField::Channel(Some(channel));
        let edits = vec![
            add_channel(project, channel, &name),
            Edit::SetCard { map: form.map_id(), id, field },
        ];
        form.edit(Edit::Batch { label: "Add channel".to_owned(), edits });
    }
}

fn channel_combo_ui(
    ui: &mut Ui,
    form: &Form<'_, '_>,
    project: &Project,
    current: Option<ChannelId>,
) -> Option<Picked> {
    let label = widgets::field_label_ui(ui, form.theme(), "Channel");
    let shown = current.and_then(|id| project.channels.get(&id));
    let mut picked = None;
    let combo = egui::ComboBox::from_id_salt("card channel")
        .width(ui.available_width())
        .height(widgets::LIST_HEIGHT)
        .truncate();
    let combo = match shown {
        Some(channel) => combo.selected_text((
            style::icon(channel_icon(channel), 16.0),
            egui::RichText::new(channel.name.as_str()).atom_shrink(true),
        )),
        None => combo.selected_text("None"),
    };
    let output = combo.show_ui(ui, |ui| {
        ui.spacing_mut().item_spacing.y = widgets::LIST_GAP;
        if ui.selectable_label(current.is_none(), "None").clicked() {
            picked = Some(Picked::Channel(None));
        }
        // At the top, as a long list of channels would hide it.
        if ui.selectable_label(false, "New channel…").clicked() {
            picked = Some(Picked::New);
        }
        ui.separator();
        for (id, channel) in project.channels_in_order() {
            let atoms = (
                style::icon(channel_icon(channel), 16.0),
                egui::RichText::new(channel.name.as_str()),
            );
            let response = ui.selectable_label(current == Some(id), atoms);
            if widgets::named(response, &channel.name).clicked() {
                picked = Some(Picked::Channel(Some(id)));
            }
        }
    });
    let name = shown.map_or("None", |channel| channel.name.as_str());
    ui.ctx().accesskit_node_builder(output.response.id, |node| node.set_value(name));
    widgets::keep_in_view(ui, &output.response);
    output.response.labelled_by(label.id);
    picked
}

/// The line in which a new channel is named. Returns its name when it is done.
fn new_channel_ui(ui: &mut Ui, form: &Form<'_, '_>, state: &mut State) -> Option<String> {
    let State { new_channel, focus_channel, .. } = state;
    let (_, name) = new_channel.as_mut()?;
    let mut done = None;
    let mut close = false;
    let field = egui::TextEdit::singleline(name).hint_text("Name of the channel");
    let field = field.desired_width(f32::INFINITY).margin(egui::Margin::symmetric(8, 6));
    let response = widgets::named(ui.add(field.char_limit(200)), "Name of the new channel");
    let by_enter = response.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
    // Once: whoever leaves the field again is not pulled back.
    if *focus_channel {
        *focus_channel = !response.has_focus();
        response.request_focus();
    }
    ui.horizontal(|ui| {
        let can_add = !name.trim().is_empty();
        let added = ui.add_enabled(can_add, egui::Button::new("Add"));
        if widgets::named(added, "Add channel").clicked() || (by_enter && can_add) {
            done = Some(name.trim().to_owned());
        }
        let by_escape = response.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Escape));
        close = ui.button("Cancel").clicked() || by_escape;
    });
    if done.is_some() || close {
        state.new_channel = None;
    } else {
        widgets::hint_ui(ui, form.theme(), "The channel can then be chosen on every map.");
    }
    done
}

fn add_channel(project: &Project, id: ChannelId, name: &str) -> Edit {
    let channels = project.channels_in_order();
    let order = Order::after(channels.last().map(|(_, channel)| &channel.order));
    let icon = icon_for_channel(name).map_or("", Icon::name);
    Edit::AddChannel { id, channel: Channel::new(name, icon, order) }
}

/// A fitting icon for a channel of this name; none shows a dot.
fn icon_for_channel(name: &str) -> Option<Icon> {
    const WORDS: [(&[&str], Icon); 14] = [
        (&["e-mail", "email", "mail", "newsletter"], Icon::Mail),
        (&["letter", "post"], Icon::LocalPostOffice),
        (&["bot", "assistant"], Icon::SmartToy),
        (&["chat", "messenger", "whatsapp"], Icon::Chat),
        (&["sms", "text message"], Icon::Sms),
        (&["app", "mobile"], Icon::PhoneIphone),
        (&["phone", "call", "hotline"], Icon::Call),
        (&["store", "shop", "branch"], Icon::Store),
        (&["web", "site", "online", "portal"], Icon::Language),
        (&["search", "google"], Icon::Search),
        (&["social", "instagram", "facebook", "linkedin"], Icon::Share),
        (&["ad", "campaign", "tv", "radio", "poster"], Icon::Campaign),
        (&["event", "fair", "meeting", "visit"], Icon::Groups),
        (&["delivery", "parcel", "courier"], Icon::LocalShipping),
    ];
    let name = name.to_lowercase();
    let found = WORDS.iter().find(|(words, _)| {
        words.iter().any(|word| {
            // A short word such as "ad" must stand alone, or it is found in "trade".
            if word.len() <= 3 {
                name.split(|c: char| !c.is_alphanumeric()).any(|part| part == *word)
            } else {
                name.contains(word)
            }
        })
    });
    found.map(|(_, icon)| *icon)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_channel_gets_an_icon_by_its_name() {
        assert_eq!(icon_for_channel("Our e-mail newsletter"), Some(Icon::Mail));
        assert_eq!(icon_for_channel("Mobile app"), Some(Icon::PhoneIphone));
        assert_eq!(icon_for_channel("Trade partner"), None);
        assert_eq!(icon_for_channel("Print ad"), Some(Icon::Campaign));
    }
}
