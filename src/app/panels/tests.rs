//! What a person does in the panels, by the names that a screen reader says.

use egui::Key;
use egui::accesskit::{Role, Toggled};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use model::{Card, CardId, Evidence, Selection};

use super::bench::{Bench, Part, harness, sample};
use crate::action::{Action, CameraAction};
use crate::command::Command;

fn cards(bench: &Bench) -> Vec<(CardId, Card)> {
    bench.editor.map().unwrap().cards.iter().map(|(id, card)| (*id, card.clone())).collect()
}

fn card(bench: &Bench, id: CardId) -> Card {
    bench.editor.map().unwrap().cards.get(&id).unwrap().clone()
}

#[test]
fn typing_into_the_text_changes_the_card_as_one_step() {
    let mut window = harness(sample(), Part::Inspector, (320.0, 900.0));
    let (id, before) = cards(window.state()).remove(0);
    window.state_mut().editor.select(Selection::card(id));
    window.run();
    window.get_by_role_and_label(Role::MultilineTextInput, "Text").focus();
    window.run();
    for letter in ["!", "?"] {
        window.get_by_role_and_label(Role::MultilineTextInput, "Text").type_text(letter);
        window.run();
    }
    assert_eq!(card(window.state(), id).text, format!("{}!?", before.text));
    window.state_mut().editor.undo();
    assert_eq!(card(window.state(), id).text, before.text, "one step takes back all letters");
}

#[test]
fn nothing_is_edited_while_nothing_is_touched() {
    let mut window = harness(sample(), Part::Inspector, (320.0, 900.0));
    let map = window.state().editor.map().unwrap().clone();
    let mut selections = vec![Selection::Nothing];
    selections.push(Selection::card(*map.cards.keys().next().unwrap()));
    selections.push(Selection::Cards(map.cards.keys().copied().collect()));
    selections.push(Selection::Stage(*map.stages.keys().next().unwrap()));
    selections.push(Selection::Lane(*map.lanes.keys().next().unwrap()));
    selections.push(Selection::Point(*map.points.keys().next().unwrap()));
    let persona = *window.state().editor.project().personas.keys().next().unwrap();
    selections.push(Selection::Persona(persona));
    let cell = map.cards.values().next().unwrap().place.cell();
    selections.push(Selection::Cell(cell));
    for selection in selections {
        window.state_mut().editor.select(selection);
        window.run();
        window.run_steps(3);
    }
    assert_eq!(window.state().edits, 0);
    assert_eq!(window.state().editor.history().revision(), 0);
}

#[test]
fn a_choice_for_several_cards_is_one_step() {
    let mut window = harness(sample(), Part::Inspector, (320.0, 900.0));
    let ids: Vec<CardId> = cards(window.state()).iter().take(5).map(|(id, _)| *id).collect();
    window.state_mut().editor.select(Selection::Cards(ids.iter().copied().collect()));
    window.run();
    window.get_by_role_and_label(Role::RadioButton, "Validated").click();
    window.run();
    let state = window.state();
    assert!(ids.iter().all(|id| card(state, *id).evidence == Evidence::Validated));
    let node = window.get_by_role_and_label(Role::RadioButton, "Validated");
    assert_eq!(node.accesskit_node().toggled(), Some(Toggled::True));
    let before = cards(&harness(sample(), Part::Inspector, (320.0, 900.0)).into_state());
    window.state_mut().editor.undo();
    assert_eq!(cards(window.state()), before, "one step takes all of them back");
}

#[test]
fn a_face_sets_the_emotion_and_none_takes_it_away() {
    let mut window = harness(sample(), Part::Inspector, (320.0, 900.0));
    let id = cards(window.state())[0].0;
    window.state_mut().editor.select(Selection::card(id));
    window.run();
    window.get_by_role_and_label(Role::RadioButton, "Frustrated").click();
    window.run();
    assert_eq!(card(window.state(), id).emotion.map(model::Emotion::tenths), Some(-20));
    window.get_by_role_and_label(Role::RadioButton, "None").click();
    window.run();
    assert_eq!(card(window.state(), id).emotion, None);
}

#[test]
fn a_new_channel_is_named_in_place_and_set() {
    let mut window = harness(sample(), Part::Inspector, (320.0, 900.0));
    let id = cards(window.state())[0].0;
    window.state_mut().editor.select(Selection::card(id));
    window.run();
    window.get_by_role_and_label(Role::ComboBox, "Channel").click();
    window.run();
    window.get_by_label("New channel…").click();
    window.run();
    window.get_by_label("Name of the new channel").type_text("Pop-up store");
    window.run();
    window.get_by_label("Add channel").click();
    window.run();
    let channel = card(window.state(), id).channel.unwrap();
    let channels = &window.state().editor.project().channels;
    assert_eq!(channels.get(&channel).unwrap().name, "Pop-up store");
    window.state_mut().editor.undo();
    let channels = &window.state().editor.project().channels;
    assert!(channels.values().all(|channel| channel.name != "Pop-up store"), "it is one step");
}

#[test]
fn a_card_that_was_only_begun_is_written_from_the_inspector_too() {
    let mut window = harness(sample(), Part::Inspector, (320.0, 900.0));
    let cell = cards(window.state())[0].1.place.cell();
    let before = cards(window.state()).len();
    window.state_mut().editor.write_new(cell, None, "");
    window.run();
    window.get_by_role_and_label(Role::MultilineTextInput, "Text").focus();
    window.run();
    window.get_by_role_and_label(Role::MultilineTextInput, "Text").type_text("Asks a friend");
    window.run();
    let texts: Vec<String> = cards(window.state()).into_iter().map(|(_, card)| card.text).collect();
    assert_eq!(texts.len(), before + 1);
    assert!(texts.contains(&"Asks a friend".to_owned()));
}

#[test]
fn the_stage_says_how_many_cards_go_with_it() {
    let mut window = harness(sample(), Part::Inspector, (320.0, 900.0));
    let stage = cards(window.state())[0].1.place.stage;
    let count = cards(window.state()).iter().filter(|(_, card)| card.place.stage == stage).count();
    window.state_mut().editor.select(Selection::Stage(stage));
    window.run();
    window.get_by_label(&format!("Delete stage and {count} cards")).click();
    window.run();
    assert!(matches!(window.state().wishes[..], [Action::Command(Command::Delete)]));
}

#[test]
fn the_whole_top_bar_fits_a_small_window() {
    for width in [1_280.0, 900.0] {
        let mut window = harness(sample(), Part::TopBar, (width, 48.0));
        window.run();
        let names = ["File", "Edit", "Insert", "View", "Help", "Rename map"];
        let mut left = 0.0;
        for name in names {
            let rect = window.get_by_label(name).rect();
            assert!(rect.left() >= left, "{name} at {width} px: {rect}");
            left = rect.right();
        }
        let names = ["Find or do…", "Zoom", "Dark theme", "Export"];
        for name in names {
            let rect = window.get_by_label(name).rect();
            assert!(rect.left() >= left && rect.right() <= width, "{name} at {width} px: {rect}");
            left = rect.right();
        }
    }
}

#[test]
fn a_menu_lists_its_commands_and_carries_them_out() {
    let mut window = harness(sample(), Part::TopBar, (1_280.0, 700.0));
    window.get_by_label("File").click();
    window.run();
    window.get_by_role_and_label(Role::MenuItem, "Save as…").click();
    window.run();
    assert!(matches!(window.state().wishes[..], [Action::Command(Command::SaveAs)]));
}

#[test]
fn the_map_is_renamed_in_place() {
    let mut window = harness(sample(), Part::TopBar, (1_280.0, 100.0));
    window.get_by_label("Rename map").click();
    window.run();
    window.get_by_role_and_label(Role::TextInput, "Map name").type_text("Journey 2027");
    window.run();
    window.key_press(Key::Enter);
    window.run();
    let name = &window.state().editor.map().unwrap().name;
    assert_eq!(name, "Journey 2027", "the old name is typed over");
    assert!(window.query_by_label("Map name").is_none(), "Enter ends it");
}

#[test]
fn unsafe_changes_are_said_in_the_top_bar() {
    let mut window = harness(sample(), Part::TopBar, (1_280.0, 100.0));
    window.run();
    assert!(window.query_by_label("Changes are not kept safe").is_none());
    window.state_mut().document.journal_error = Some("The disk is full.".to_owned());
    window.run();
    assert!(window.query_by_label("Changes are not kept safe").is_some());
}

#[test]
fn the_figures_follow_what_is_selected() {
    let mut window = harness(sample(), Part::Metrics, (1_280.0, 160.0));
    window.run();
    let whole = window.get_by_label_contains("NPS").accesskit_node().label().unwrap();
    let persona = *window.state().editor.project().personas.keys().next().unwrap();
    window.state_mut().editor.select(Selection::Persona(persona));
    window.run();
    let part = window.get_by_label_contains("NPS").accesskit_node().label().unwrap();
    assert_ne!(whole, part);
    window.get_by_label("Whole map").click();
    window.run();
    let again = window.get_by_label_contains("NPS").accesskit_node().label().unwrap();
    assert_eq!(whole, again);
}

#[test]
fn a_figure_opens_its_background() {
    let mut window = harness(sample(), Part::Metrics, (1_280.0, 700.0));
    window.run();
    window.get_by_label_contains("NPS").click();
    window.run();
    for name in ["Rule", "Scale", "Answers", "Blank", "Off the scale", "File"] {
        assert!(window.query_by_label(name).is_some(), "{name}");
    }
}

#[test]
fn without_a_survey_the_panel_says_how_to_import_one() {
    let mut project = sample();
    project.surveys = model::Table::default();
    for (id, map) in &project.maps.clone() {
        project.maps.insert_mut(*id, model::Map { measured: None, ..map.clone() });
    }
    let mut window = harness(project, Part::Metrics, (1_280.0, 160.0));
    window.run();
    window.get_by_label("Import survey…").click();
    window.run();
    assert!(matches!(window.state().wishes[..], [Action::Command(Command::ImportSurvey)]));
}

#[test]
fn the_status_bar_says_what_the_keys_do() {
    let mut window = harness(sample(), Part::Status, (1_280.0, 40.0));
    let id = cards(window.state())[0].0;
    window.state_mut().editor.select(Selection::card(id));
    window.run();
    assert!(window.query_by_label_contains("1 of").is_some());
    assert!(window.query_by_label("edit").is_some());
    window.state_mut().editor.write_card(id);
    window.run();
    assert!(window.query_by_label("next lane").is_some());
}

#[test]
fn a_stage_in_the_list_is_selected_and_brought_into_view() {
    let mut window = harness(sample(), Part::Inspector, (320.0, 900.0));
    window.run();
    let stages = window.state().editor.map().unwrap().stages_in_order();
    let (id, name) = (stages[1].0, stages[1].1.name.clone());
    window.get_by_role_and_label(Role::Button, &name).click();
    window.run();
    assert_eq!(*window.state().editor.selection(), Selection::Stage(id));
    let wishes = &window.state().wishes;
    assert!(matches!(wishes[..], [Action::Camera(CameraAction::Reveal)]));
}

#[test]
fn a_label_of_a_survey_is_assigned_to_a_stage() {
    let mut window = harness(sample(), Part::Inspector, (320.0, 2_400.0));
    let survey = |bench: &Bench| {
        let surveys = &bench.editor.project().surveys;
        surveys.iter().next().map(|(id, record)| (*id, record.clone())).unwrap()
    };
    let (id, mut record) = survey(window.state());
    let (label, stage) = record.links.stages.pop_first().unwrap();
    let field = Box::new(model::SurveyField::Links(record.links.clone()));
    window.state_mut().editor.edit(model::Edit::SetSurvey { id, field }).unwrap();
    window.run();
    window.get_by_label_contains("not assigned").scroll_to_me();
    window.get_by_label(&record.name).click();
    window.run();
    window.get_by_role_and_label(Role::ComboBox, &label).click();
    window.run();
    let name = window.state().editor.map().unwrap().stages.get(&stage).unwrap().name.clone();
    // The stage stands in the list above too; the menu is drawn last.
    window.get_all_by_role_and_label(Role::Button, &name).last().unwrap().click();
    window.run();
    assert_eq!(survey(window.state()).1.links.stages.get(&label), Some(&stage));
}

#[test]
fn renaming_types_over_the_name() {
    let mut window = harness(sample(), Part::Inspector, (320.0, 900.0));
    let (stage, _) = window.state().editor.map().unwrap().stages_in_order()[0];
    let bench = window.state_mut();
    bench.editor.select(Selection::Stage(stage));
    bench.state.focus_name();
    window.run();
    let name = window.get_by_role_and_label(Role::TextInput, "Name");
    assert!(name.is_focused());
    name.type_text("Discovery");
    window.run();
    assert_eq!(window.state().editor.map().unwrap().stages.get(&stage).unwrap().name, "Discovery");
}

#[test]
fn long_names_do_not_widen_the_inspector() {
    let long = "Messenger-Kundendienstwarteschleife (WhatsApp) für Bestandskunden";
    let mut project = sample();
    for (id, channel) in &project.channels.clone() {
        let name = long.to_owned();
        project.channels.insert_mut(*id, model::Channel { name, ..channel.clone() });
    }
    for (id, survey) in &project.surveys.clone() {
        let name = long.to_owned();
        project.surveys.insert_mut(*id, model::SurveyRecord { name, ..survey.clone() });
    }
    let mut window = harness(project, Part::Inspector, (320.0, 2_400.0));
    window.run();
    assert!(window.get_by_role_and_label(Role::DisclosureTriangle, long).rect().right() <= 320.0);
    let with_channel = |(_, card): &&(CardId, Card)| card.channel.is_some();
    let id = cards(window.state()).iter().find(with_channel).unwrap().0;
    window.state_mut().editor.select(Selection::card(id));
    window.run();
    for (role, name) in [(Role::ComboBox, "Channel"), (Role::MultilineTextInput, "Notes")] {
        let rect = window.get_by_role_and_label(role, name).rect();
        assert!(rect.right() <= 320.0, "{name}: {rect}");
    }
}

#[test]
fn the_tab_key_goes_through_the_top_bar_from_left_to_right() {
    let mut window = harness(sample(), Part::TopBar, (1_280.0, 48.0));
    window.run();
    window.get_by_label("Zoom").focus();
    window.run();
    for name in ["Dark theme", "Export"] {
        window.key_press(Key::Tab);
        window.run();
        assert!(window.get_by_label(name).is_focused(), "{name}");
    }
}
