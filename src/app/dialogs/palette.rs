//! Find or do: commands, cards, stages, lanes and personas by what they are called.

use egui::{Key, Modifiers, ScrollArea, Ui};
use model::{LaneKind, Selection};
use scene::icon::Icon;

use super::kit::Kit;
use crate::action::Action;
use crate::command::Command;
use crate::panels::widgets;
use crate::shown::Shown;

/// How many results are listed.
const MOST_RESULTS: usize = 60;

/// The dialog: what is looked for, and which result is chosen.
#[derive(Clone, Debug, Default)]
pub struct Palette {
    query: String,
    chosen: usize,
}

/// What a result does.
#[derive(Clone, Debug, PartialEq)]
enum Target {
    Command(Command),
    Select(Selection),
}

/// One result.
struct Found {
    score: i32,
    target: Target,
    icon: Icon,
    name: String,
    note: String,
    enabled: bool,
}

impl Palette {
    pub(super) fn ui(&mut self, ui: &mut Ui, kit: &mut Kit<'_>) {
        let found = find(ui, kit.shown, self.query.trim());
        self.chosen = self.chosen.min(found.len().saturating_sub(1));
        // These keys choose; the text field must not see them. They are not ours below a dialog.
        let is_top = kit.is_top;
        let key = |key| is_top && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let (down, up) = (key(Key::ArrowDown), key(Key::ArrowUp));
        let (moved, count) = (down || up, found.len().max(1));
        if down {
            self.chosen = (self.chosen + 1) % count;
        } else if up {
            self.chosen = (self.chosen + count - 1) % count;
        }
        let mut picked = key(Key::Enter).then_some(self.chosen);
        let field = egui::TextEdit::singleline(&mut self.query)
            .hint_text("What do you look for?")
            .desired_width(f32::INFINITY);
        let response = widgets::named(ui.add(field), "Find or do");
        kit.focus_first(&response);
        if response.changed() {
            self.chosen = 0;
        }
        ui.add_space(8.0);
        if found.is_empty() {
            widgets::hint_ui(ui, kit.theme(), "Nothing is called like that.");
        }
        let height = (kit.max_height - 160.0).clamp(120.0, 440.0);
        ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (index, result) in found.iter().enumerate() {
                let chosen = index == self.chosen;
                let icon = Some((result.icon, kit.theme().ui.secondary));
                let row = ui.add_enabled_ui(result.enabled, |ui| {
                    widgets::row_ui(ui, kit.theme(), icon, &result.name, &result.note, chosen)
                });
                if chosen && moved {
                    row.inner.scroll_to_me(None);
                }
                if row.inner.clicked() {
                    picked = Some(index);
                }
            }
        });
        if let Some(result) = picked.and_then(|index| found.get(index))
            && result.enabled
        {
            run(kit, &result.target);
        }
    }
}

fn run(kit: &mut Kit<'_>, target: &Target) {
    kit.close();
    match target {
        Target::Command(command) => kit.actions.push(Action::Command(*command)),
        Target::Select(selection) => {
            unfold(kit, selection);
            kit.actions.push(Action::Select(selection.clone()));
        }
    }
}

/// Makes the band visible in which something was found.
fn unfold(kit: &mut Kit<'_>, selection: &Selection) {
    let editor = kit.shown.editor;
    let persona = match selection {
        Selection::Persona(id) => Some(*id),
        Selection::Cards(cards) => cards
            .first()
            .and_then(|id| editor.map()?.cards.get(id))
            .and_then(|card| card.place.persona),
        _ => None,
    };
    let view = editor.view();
    if let Some(persona) = persona {
        if view.focus.is_some_and(|focus| focus != persona) {
            kit.actions.push(Action::Focus(None));
        }
        if matches!(selection, Selection::Cards(_)) && view.collapsed.contains(&persona) {
            kit.actions.push(Action::ToggleBand(persona));
        }
    }
}

fn find(ui: &Ui, shown: Shown<'_>, query: &str) -> Vec<Found> {
    let mut found = commands(ui, shown, query);
    // With nothing typed the commands are listed: that is how one learns what there is.
    if !query.is_empty() {
        found.extend(elements(shown, query));
    }
    found.sort_by_key(|result| std::cmp::Reverse(result.score));
    found.truncate(MOST_RESULTS);
    found
}

fn commands(ui: &Ui, shown: Shown<'_>, query: &str) -> Vec<Found> {
    let mut found = Vec::new();
    for command in Command::ALL {
        if matches!(command, Command::Palette | Command::ContextMenu) {
            continue;
        }
        let keys = command.shortcuts().first();
        let keys = keys.map(|keys| ui.ctx().format_shortcut(keys)).unwrap_or_default();
        let by_help = score(query, command.help()).map(|score| score / 3);
        let by_keys = (keys.eq_ignore_ascii_case(query)).then_some(300);
        let Some(score) = score(query, command.name()).max(by_help).max(by_keys) else { continue };
        let enabled = command.is_enabled(shown.editor);
        let score = if query.is_empty() { unasked_score(command, enabled) } else { score };
        found.push(Found {
            score,
            target: Target::Command(command),
            icon: Icon::ChevronRight,
            name: command.name().to_owned(),
            note: keys,
            enabled,
        });
    }
    found
}

/// With nothing typed, what can be done now and is done often comes first, then the rest in the
/// order of the menus.
fn unasked_score(command: Command, enabled: bool) -> i32 {
    const OFTEN: [Command; 10] = [
        Command::AddCard,
        Command::AddStage,
        Command::AddLane,
        Command::AddPersona,
        Command::ImportSurvey,
        Command::Export,
        Command::FitAll,
        Command::Undo,
        Command::Save,
        Command::Open,
    ];
    let place = OFTEN.iter().rev().position(|often| *often == command);
    let often = place.map_or(0, |place| place as i32 + 1);
    if enabled { 100 + often } else { often }
}

fn elements(shown: Shown<'_>, query: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut add = |target, icon, name: &str, note: String| {
        if let Some(score) = score(query, name) {
            let target = Target::Select(target);
            found.push(Found { score, target, icon, name: name.to_owned(), note, enabled: true });
        }
    };
    let Some(map) = shown.editor.map() else { return Vec::new() };
    let personas = &shown.editor.project().personas;
    for (id, stage) in map.stages_in_order() {
        add(Selection::Stage(id), Icon::Label, &stage.name, "Stage".to_owned());
    }
    for (id, lane) in map.lanes_in_order() {
        let icon = match lane.kind {
            LaneKind::Cards(_) => Icon::GridView,
            LaneKind::Curve => Icon::ShowChart,
            LaneKind::Metrics => Icon::BarChart,
        };
        let note = if lane.hidden { "Lane, hidden" } else { "Lane" };
        add(Selection::Lane(id), icon, &lane.name, note.to_owned());
    }
    for (id, persona) in shown.editor.project().personas_in_order() {
        add(Selection::Persona(id), Icon::Person, &persona.name, "Persona".to_owned());
    }
    for (id, card) in &map.cards {
        let stage = map.stages.get(&card.place.stage).map_or("", |stage| &stage.name);
        let persona = card.place.persona.and_then(|id| personas.get(&id));
        let note = match persona {
            Some(persona) => format!("{stage} · {}", persona.name),
            None => stage.to_owned(),
        };
        let icon = shown.theme.kind(card.kind).icon;
        add(Selection::card(*id), icon, &card.text, note);
    }
    found
}

/// How well a text fits: every word of the query must be found, best at the start of a word, else
/// anywhere, else as letters of a word in this order. None where one is missing.
fn score(query: &str, text: &str) -> Option<i32> {
    let text = text.to_lowercase();
    let mut sum = 0;
    for word in query.to_lowercase().split_whitespace() {
        sum += match text.find(word) {
            Some(0) => 120,
            Some(at) => {
                let before = text.get(..at).and_then(|start| start.chars().next_back());
                if before.is_some_and(char::is_alphanumeric) { 60 } else { 100 }
            }
            None if is_subsequence(word, &text) => 20,
            None => return None,
        };
    }
    // Of equally good ones the shorter is meant.
    Some(sum * 10 - text.chars().count().min(200) as i32)
}

/// Whether the letters occur in this order within one word of the text.
fn is_subsequence(letters: &str, text: &str) -> bool {
    text.split_whitespace().any(|word| {
        let mut rest = letters.chars().peekable();
        for char in word.chars() {
            rest.next_if_eq(&char);
        }
        rest.peek().is_none()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_start_of_a_word_fits_better_than_its_middle() {
        let start = score("fit", "Fit map");
        let middle = score("fit", "Benefits");
        assert!(start > middle, "{start:?} {middle:?}");
        assert_eq!(score("zzz", "Fit map"), None);
    }

    #[test]
    fn every_word_must_fit_and_letters_may_be_left_out() {
        assert!(score("zoom in", "Zoom in").is_some());
        assert_eq!(score("zoom xx", "Zoom in"), None);
        assert!(score("dplct", "Duplicate").is_some());
        assert_eq!(score("tarif", "Types the same address into six forms"), None);
    }
}
