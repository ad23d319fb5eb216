//! The form of several cards at once: every choice is one edit for all of them.

use std::collections::BTreeSet;

use egui::Ui;
use model::{Card, CardField, CardId, CardKind, Edit};
use scene::icon::Icon;

use super::form::{Form, emotion_ui, evidence_ui, initiator_ui};
use crate::command::Command;
use crate::panels::widgets;

/// Shows what the cards have in common and changes all of them.
pub(super) fn cards_ui(ui: &mut Ui, form: &mut Form<'_, '_>, ids: &BTreeSet<CardId>) {
    let map = form.map;
    let cards: Vec<&Card> = ids.iter().filter_map(|id| map.cards.get(id)).collect();
    let stages: BTreeSet<_> = cards.iter().map(|card| card.place.stage).collect();
    let title = widgets::counted(cards.len(), "card selected", "cards selected");
    let place = format!("in {}", widgets::counted(stages.len(), "stage", "stages"));
    form.title_ui(ui, &title, &place);
    let theme = form.theme();

    let kinds = CardKind::ALL.map(|kind| (kind, kind.name().to_owned()));
    let kind = common(&cards, |card| card.kind);
    if let Some(kind) = widgets::combo_ui(ui, theme, "Kind", "cards kind", &kinds, kind) {
        set_all(form, ids, "Change kind", &CardField::Kind(kind));
    }
    let emotion = common(&cards, |card| card.emotion);
    if let Some(emotion) = emotion_ui(ui, theme, "Emotion", emotion) {
        set_all(form, ids, "Change emotion", &CardField::Emotion(emotion));
    }
    let mut channels = vec![(None, "None".to_owned())];
    for (id, channel) in form.shown.editor.shown().channels_in_order() {
        channels.push((Some(id), channel.name.clone()));
    }
    let channel = common(&cards, |card| card.channel);
    let chosen = widgets::combo_ui(ui, theme, "Channel", "cards channel", &channels, channel);
    if let Some(channel) = chosen {
        set_all(form, ids, "Change channel", &CardField::Channel(channel));
    }
    if let Some(who) = initiator_ui(ui, theme, common(&cards, |card| card.initiator).flatten()) {
        set_all(form, ids, "Change who started it", &CardField::Initiator(who));
    }
    if let Some(evidence) = evidence_ui(ui, theme, common(&cards, |card| card.evidence)) {
        set_all(form, ids, "Change evidence", &CardField::Evidence(evidence));
    }
    moment_of_truth_ui(ui, form, ids, &cards);
    widgets::divider_ui(ui, theme);
    ui.horizontal(|ui| {
        form.command_button_ui(ui, Icon::ContentCopy, "Duplicate", Command::Duplicate);
        form.command_button_ui(ui, Icon::Delete, "Delete", Command::Delete);
    });
}

fn moment_of_truth_ui(
    ui: &mut Ui,
    form: &mut Form<'_, '_>,
    ids: &BTreeSet<CardId>,
    cards: &[&Card],
) {
    let common = common(cards, |card| card.moment_of_truth);
    let mut is_key = common.unwrap_or(false);
    ui.add_space(4.0);
    let check = egui::Checkbox::new(&mut is_key, "Moment of truth").indeterminate(common.is_none());
    if ui.add(check).changed() {
        set_all(form, ids, "Mark moment of truth", &CardField::MomentOfTruth(is_key));
    }
}

/// The value that all cards share; none while they differ.
fn common<T: PartialEq>(cards: &[&Card], value: impl Fn(&Card) -> T) -> Option<T> {
    let (first, rest) = cards.split_first()?;
    let first = value(first);
    rest.iter().all(|card| value(card) == first).then_some(first)
}

/// One edit that sets a field of all cards.
fn set_all(form: &mut Form<'_, '_>, ids: &BTreeSet<CardId>, label: &str, field: &CardField) {
    let map = form.map_id();
    let set = |id: &CardId| Edit::SetCard { map, id: *id, field: field.clone() };
    let edits = ids.iter().map(set).collect();
    form.edit(Edit::Batch { label: label.to_owned(), edits });
}
