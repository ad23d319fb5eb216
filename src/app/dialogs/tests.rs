//! What a person answers in dialogs, with keyboard and pointer.

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use model::{Edit, Selection};

use super::{Dialog, RecoveryItem};
use crate::action::{Action, Answer, PathPurpose};
use crate::command::Command;
use crate::panels::bench::{Bench, Part, harness, sample};

fn with(dialog: Dialog) -> Harness<'static, Bench> {
    let mut window = harness(sample(), Part::Dialogs, (1_280.0, 800.0));
    window.state_mut().dialogs.push(dialog);
    window.run();
    window
}

#[test]
fn enter_presses_the_main_button_and_escape_closes() {
    let mut window = with(Dialog::unsaved("shop"));
    assert!(window.query_by_role_and_label(Role::Dialog, "Save the changes to “shop”?").is_some());
    window.key_press(Key::Enter);
    window.run();
    assert!(matches!(window.state().wishes[..], [Action::Answer(Answer::SaveFirst)]));

    let mut window = with(Dialog::unsaved("shop"));
    window.key_press(Key::Escape);
    window.run();
    assert!(window.state().dialogs.is_empty());
    assert!(window.state().wishes.is_empty());

    let mut window = with(Dialog::unsaved("shop"));
    window.get_by_label("Don’t save").click();
    window.run();
    assert!(matches!(window.state().wishes[..], [Action::Answer(Answer::DropChanges)]));
}

#[test]
fn only_the_topmost_dialog_closes() {
    let mut window = with(Dialog::unsaved("shop"));
    window.state_mut().dialogs.push(Dialog::message("The disk is full", "Nothing was written."));
    window.run();
    window.key_press(Key::Escape);
    window.run();
    assert_eq!(window.state().dialogs.len(), 1);
    assert!(window.state().dialogs[0].is_unsaved());
}

#[test]
fn a_deletion_is_carried_out_only_when_it_is_confirmed() {
    let id = *sample().personas.keys().next().unwrap();
    let edit = Edit::RemovePersona { id };
    let mut window = with(Dialog::confirm_delete("Delete persona “Anna” and 12 cards?", edit));
    window.get_by_label("Cancel").click();
    window.run();
    assert!(window.state().wishes.is_empty() && window.state().dialogs.is_empty());

    let edit = Edit::RemovePersona { id };
    let mut window = with(Dialog::confirm_delete("Delete persona “Anna” and 12 cards?", edit));
    window.key_press(Key::Enter);
    window.run();
    assert!(matches!(
        window.state().wishes[..],
        [Action::Answer(Answer::Delete(Edit::RemovePersona { .. }))]
    ));
}

#[test]
fn damage_is_listed_by_its_place() {
    let damage = model::format::Damage {
        line: 41,
        column: 7,
        what: "a card".to_owned(),
        text: String::new(),
    };
    let mut window = with(Dialog::damage("shop.ron", &[damage]));
    assert!(window.query_by_label("41").is_some() && window.query_by_label("7").is_some());
    window.get_by_label("Open what can be read").click();
    window.run();
    assert!(matches!(window.state().wishes[..], [Action::Answer(Answer::OpenDamaged)]));
}

#[test]
fn recovery_data_is_deleted_only_after_a_second_click() {
    let item = RecoveryItem {
        id: "one".to_owned(),
        name: "Shop".to_owned(),
        when: "3 May 2026, 10:42".to_owned(),
        file: "It was never saved to a file.".to_owned(),
    };
    let mut window = with(Dialog::recover(vec![item]));
    window.get_by_label("Delete for good").click();
    window.run();
    assert!(window.state().wishes.is_empty());
    window.get_by_label("Yes, delete for good").click();
    window.run();
    let wishes = &window.state().wishes;
    assert!(matches!(&wishes[..], [Action::Answer(Answer::DiscardRecovery(id))] if id == "one"));
}

#[test]
fn the_palette_runs_a_command_that_is_typed_in_part() {
    let mut window = with(Dialog::palette());
    window.get_by_role_and_label(Role::TextInput, "Find or do").type_text("add sta");
    window.run();
    window.key_press(Key::Enter);
    window.run();
    assert!(matches!(window.state().wishes[..], [Action::Command(Command::AddStage)]));
    assert!(window.state().dialogs.is_empty());
}

#[test]
fn the_palette_finds_a_card_by_its_words() {
    let mut window = with(Dialog::palette());
    let map = window.state().editor.map().unwrap();
    let (id, card) = map.cards.iter().max_by_key(|(_, card)| card.text.len()).unwrap();
    let (id, text) = (*id, card.text.clone());
    window.get_by_role_and_label(Role::TextInput, "Find or do").type_text(&text);
    window.run();
    window.key_press(Key::Enter);
    window.run();
    assert_eq!(*window.state().editor.selection(), Selection::card(id));
}

#[test]
fn arrow_keys_choose_in_the_palette() {
    let mut window = with(Dialog::palette());
    window.get_by_role_and_label(Role::TextInput, "Find or do").type_text("zoom");
    window.run();
    window.key_press(Key::ArrowDown);
    window.run();
    window.key_press(Key::Enter);
    window.run();
    let second = window.state().wishes.clone();
    let mut window = with(Dialog::palette());
    window.get_by_role_and_label(Role::TextInput, "Find or do").type_text("zoom");
    window.run();
    window.key_press(Key::Enter);
    window.run();
    let first = window.state().wishes.clone();
    let command = |wishes: &[Action]| match wishes {
        [Action::Command(command)] => *command,
        other => panic!("{other:?}"),
    };
    assert_ne!(command(&first), command(&second));
    assert!(command(&second).name().contains("oom"));
}

#[test]
fn every_template_can_be_chosen() {
    let mut window = with(Dialog::templates());
    for template in crate::templates::all() {
        let node = window.get_by_role_and_label(Role::Button, template.title);
        assert!(node.accesskit_node().description().is_some());
    }
    window.key_press(Key::Enter);
    window.run();
    assert!(matches!(window.state().wishes[..], [Action::NewFromTemplate(0)]));
}

#[test]
fn the_sheet_shows_every_shortcut() {
    let window = with(Dialog::shortcuts());
    for command in Command::ALL.into_iter().filter(|command| command.menu().is_some()) {
        if !command.shortcuts().is_empty() {
            let mut found = window.query_all_by_label(command.name());
            assert!(found.next().is_some(), "{}", command.name());
        }
    }
}

#[test]
fn our_own_path_dialog_saves_under_the_name_that_is_typed_over() {
    let folder = tempfile::tempdir().unwrap();
    let at = Some(folder.path().to_path_buf());
    let mut window = with(Dialog::path(PathPurpose::SaveAs, at, "Untitled.ron"));
    window.get_by_role_and_label(Role::TextInput, "File name").type_text("shop");
    window.run();
    window.key_press(Key::Enter);
    window.run();
    let wishes = &window.state().wishes;
    let [Action::Answer(Answer::Path(PathPurpose::SaveAs, path))] = &wishes[..] else {
        panic!("{wishes:?}")
    };
    assert_eq!(*path, folder.path().join("shop.ron"));
}

#[test]
fn own_changes_are_dropped_for_the_version_on_disk_only_after_a_second_question() {
    let mut window = with(Dialog::changed_on_disk("shop.ron"));
    assert!(window.query_by_label_contains("You changed nothing").is_some());
    window.get_by_label("Load the version on disk").click();
    window.run();
    assert!(matches!(window.state().wishes[..], [Action::Answer(Answer::Reload)]));

    let mut window = with(Dialog::changed_on_disk("shop.ron"));
    window.state_mut().editor.mark_unsaved();
    window.run();
    assert!(window.query_by_label_contains("your changes are still here").is_some());
    window.get_by_label("Load the version on disk").click();
    window.run();
    assert!(window.state().wishes.is_empty());
    window.get_by_label("Drop my changes and load").click();
    window.run();
    assert!(matches!(window.state().wishes[..], [Action::Answer(Answer::Reload)]));
}

#[test]
fn a_message_offers_what_helps() {
    let offer = Some(Command::SaveAs);
    let mut window = with(Dialog::message_with("Not saved", "The file is read-only.", offer));
    window.get_by_label("Save as…").click();
    window.run();
    assert!(matches!(window.state().wishes[..], [Action::Command(Command::SaveAs)]));
    assert!(window.state().dialogs.is_empty());
}

#[test]
fn the_palette_stays_where_it_is_while_its_list_changes() {
    let mut window = with(Dialog::palette());
    let field = |window: &Harness<'_, Bench>| {
        window.get_by_role_and_label(Role::TextInput, "Find or do").rect().top()
    };
    let before = field(&window);
    window.get_by_role_and_label(Role::TextInput, "Find or do").type_text("zoom");
    window.run();
    assert!((field(&window) - before).abs() < 0.5);
}

#[test]
fn the_sheet_of_shortcuts_is_scrolled_by_keys() {
    let mut window = harness(sample(), Part::Dialogs, (900.0, 420.0));
    window.state_mut().dialogs.push(Dialog::shortcuts());
    window.run();
    let top = |window: &Harness<'_, Bench>| {
        window.get_by_role_and_label(Role::Heading, "Pointer").rect().top()
    };
    let before = top(&window);
    window.get_by_role_and_label(Role::ScrollView, "All shortcuts").focus();
    window.run();
    window.key_press(Key::PageDown);
    window.run();
    assert!(top(&window) < before - 40.0, "{} {before}", top(&window));
}
