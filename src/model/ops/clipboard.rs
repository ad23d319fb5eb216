//! Cards on the clipboard: as text for every program, and whole for this one.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::insert::{add_cards, kind_in};
use super::rows::{canvas_order, card_rows, keys_before};
use super::table;
use crate::{
    Card, CardId, CardKind, Cell, Emotion, Evidence, Initiator, LaneId, Map, MapId, PersonaId,
    Project,
};

/// The first line of cards that were copied whole.
const HEADER: &str = "Throughline cards 1";

/// The most cards that one paste makes.
const MOST_CARDS: usize = 10_000;

/// What a paste makes.
#[derive(Clone, Debug, PartialEq)]
pub struct Pasted {
    /// The edit; one undo step.
    pub edit: crate::Edit,
    /// The new cards.
    pub cards: Vec<CardId>,
    /// How many texts found no stage: they stood too far to the right, or were too many.
    pub left_out: usize,
}

/// A card on the clipboard. Rows and stages count from the top left card, so that it can be pasted
/// anywhere, also in another file.
#[derive(Debug, Serialize, Deserialize)]
struct Clip {
    row: usize,
    column: usize,
    text: String,
    kind: CardKind,
    /// By name, since another file has other identifiers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    channel: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    initiator: Option<Initiator>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    emotion: Option<Emotion>,
    #[serde(default)]
    moment_of_truth: bool,
    #[serde(default)]
    evidence: Evidence,
    #[serde(default)]
    notes: String,
}

type Row = (Option<PersonaId>, LaneId);

/// The rows and stages of a map.
struct Grid {
    rows: Vec<Row>,
    stages: Vec<crate::StageId>,
}

impl Grid {
    fn of(project: &Project, map: &Map) -> Self {
        let stages = map.stages_in_order().into_iter().map(|(id, _)| id).collect();
        Self { rows: card_rows(project, map), stages }
    }

    fn position(&self, cell: Cell) -> Option<(usize, usize)> {
        let row = self.rows.iter().position(|row| *row == (cell.persona, cell.lane))?;
        let column = self.stages.iter().position(|stage| *stage == cell.stage)?;
        Some((row, column))
    }

    fn cell(&self, row: usize, column: usize) -> Option<Cell> {
        let (persona, lane) = self.rows.get(row).copied()?;
        Some(Cell { persona, lane, stage: self.stages.get(column).copied()? })
    }
}

/// The cards with their places, counted from the top left one. Cards in hidden lanes stand in the
/// first row.
fn placed(project: &Project, map: &Map, ids: &BTreeSet<CardId>) -> Vec<(usize, usize, Card)> {
    let grid = Grid::of(project, map);
    let cards: Vec<_> = canvas_order(project, map, ids)
        .into_iter()
        .map(|(_, card)| {
            let (row, column) = grid.position(card.place.cell()).unwrap_or_default();
            (row, column, card)
        })
        .collect();
    let top = cards.iter().map(|(row, ..)| *row).min().unwrap_or(0);
    let left = cards.iter().map(|(_, column, _)| *column).min().unwrap_or(0);
    cards.into_iter().map(|(row, column, card)| (row - top, column - left, card)).collect()
}

/// Copied cards in both of their forms. The text goes to the system's clipboard, where every other
/// program finds it; the whole cards stay with the program, until that text comes back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copied {
    /// A line below the other, stages between tabs.
    pub text: String,
    /// With all that is known about the cards. Text as well, with a first line by which [`paste`]
    /// knows it.
    pub cards: String,
}

impl Copied {
    /// What to paste when `text` is on the system's clipboard: the whole cards if they are still
    /// what was copied last, otherwise the text itself.
    pub fn recognise<'a>(&'a self, text: &'a str) -> &'a str {
        // Clipboards of some systems change line ends and drop the last one.
        let same = |a: &str, b: &str| a.trim_end().lines().eq(b.trim_end().lines());
        if !self.text.is_empty() && same(text, &self.text) { &self.cards } else { text }
    }
}

/// Copies cards; none without any.
pub fn copy_cards(project: &Project, map: MapId, cards: &BTreeSet<CardId>) -> Option<Copied> {
    let placed = placed(project, project.maps.get(&map)?, cards);
    if placed.is_empty() {
        return None;
    }
    Some(Copied { text: as_text(&placed), cards: as_cards(project, placed) })
}

fn as_text(cards: &[(usize, usize, Card)]) -> String {
    let mut rows: BTreeMap<usize, BTreeMap<usize, Vec<String>>> = BTreeMap::new();
    for (row, column, card) in cards {
        let cell = rows.entry(*row).or_default().entry(*column).or_default();
        cell.push(table::escape(&card.text));
    }
    let columns = cards.iter().map(|(_, column, _)| *column).max().unwrap_or(0);
    let mut lines = Vec::new();
    for cells in rows.values() {
        let height = cells.values().map(Vec::len).max().unwrap_or(0);
        for index in 0..height {
            let text = |at| cells.get(&at).and_then(|cards| cards.get(index)).map_or("", |t| t);
            let line: Vec<&str> = (0..=columns).map(text).collect();
            lines.push(line.join("\t").trim_end_matches('\t').to_owned());
        }
    }
    lines.join("\n")
}

fn as_cards(project: &Project, cards: Vec<(usize, usize, Card)>) -> String {
    let clips: Vec<Clip> = cards
        .into_iter()
        .map(|(row, column, card)| Clip {
            row,
            column,
            text: card.text,
            kind: card.kind,
            channel: card.channel.and_then(|id| project.channels.get(&id)).map(|c| c.name.clone()),
            initiator: card.initiator,
            emotion: card.emotion,
            moment_of_truth: card.moment_of_truth,
            evidence: card.evidence,
            notes: card.notes,
        })
        .collect();
    let config = ron::ser::PrettyConfig::new().new_line("\n").depth_limit(1);
    let body = ron::ser::to_string_pretty(&clips, config).unwrap_or_default();
    format!("{HEADER}\n{body}\n")
}

/// Pastes text or copied cards, from a cell on to the right and below, before a card or at the
/// cell's end. None when there is nothing to paste.
pub fn paste(
    project: &Project,
    map: MapId,
    cell: Cell,
    before: Option<CardId>,
    text: &str,
) -> Option<Pasted> {
    match text.strip_prefix(HEADER).map(ron::from_str::<Vec<Clip>>) {
        Some(Ok(clips)) => paste_rich(project, map, cell, before, clips),
        _ => paste_text(project, map, cell, before, text),
    }
}

/// Makes a card of every line, one below the other; cells between tabs go to the stages on the
/// right, one stage each.
fn paste_text(
    project: &Project,
    map: MapId,
    cell: Cell,
    before: Option<CardId>,
    text: &str,
) -> Option<Pasted> {
    let on = project.maps.get(&map)?;
    let kind = kind_in(on, cell)?;
    let rows = table::parse(text).into_iter();
    let cells = rows.flat_map(|row| row.into_iter().enumerate()).filter_map(|(column, text)| {
        let text = without_bullet(text.trim());
        (!text.is_empty())
            .then(|| (0, column, Card::new(cell.place(crate::Order::middle()), kind, text)))
    });
    place_all(project, map, cell, before, cells.collect())
}

/// A line of a list without its sign: lists come from chats and mails.
fn without_bullet(line: &str) -> &str {
    let signs = ["- ", "* ", "• ", "– ", "· ", "‣ ", "◦ "];
    let rest = signs.iter().find_map(|sign| line.strip_prefix(sign));
    let numbered = || {
        let rest = line.trim_start_matches(|char: char| char.is_ascii_digit());
        let has_number = (1..=3).contains(&(line.len() - rest.len()));
        rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") ")).filter(|_| has_number)
    };
    rest.or_else(numbered).map_or(line, str::trim_start)
}

fn paste_rich(
    project: &Project,
    map: MapId,
    cell: Cell,
    before: Option<CardId>,
    clips: Vec<Clip>,
) -> Option<Pasted> {
    let channels = project.channels_in_order();
    let cards = clips.into_iter().map(|clip| {
        let mut card = Card::new(cell.place(crate::Order::middle()), clip.kind, clip.text);
        card.channel = clip.channel.and_then(|name| {
            let same = |other: &str| other.trim().to_lowercase() == name.trim().to_lowercase();
            channels.iter().find(|(_, channel)| same(&channel.name)).map(|(id, _)| *id)
        });
        card.initiator = clip.initiator;
        card.emotion = clip.emotion.filter(|emotion| emotion.is_valid());
        card.moment_of_truth = clip.moment_of_truth;
        card.evidence = clip.evidence;
        card.notes = clip.notes;
        (clip.row, clip.column, card)
    });
    place_all(project, map, cell, before, cards.collect())
}

/// Puts cards into the cells to the right of and below `cell`. Below the last row they stay in it.
fn place_all(
    project: &Project,
    map: MapId,
    cell: Cell,
    before: Option<CardId>,
    cards: Vec<(usize, usize, Card)>,
) -> Option<Pasted> {
    let on = project.maps.get(&map)?;
    let grid = Grid::of(project, on);
    let start = grid.position(cell);
    kind_in(on, cell)?;
    let mut groups: BTreeMap<Cell, Vec<Card>> = BTreeMap::new();
    let mut left_out = 0;
    for (index, (row, column, card)) in cards.into_iter().enumerate() {
        let to = match start {
            _ if index >= MOST_CARDS => None,
            // A hidden lane has no neighbours, but is itself a place.
            None => (column == 0).then_some(cell),
            Some((top, left)) => {
                let row = top.saturating_add(row).min(grid.rows.len().saturating_sub(1));
                grid.cell(row, left.saturating_add(column))
            }
        };
        match to {
            Some(to) => groups.entry(to).or_default().push(card),
            None => left_out += 1,
        }
    }
    let mut placed = Vec::new();
    for (to, group) in groups {
        let keys = keys_before(on, to, before.filter(|_| to == cell), group.len());
        let group = group.into_iter().zip(keys);
        placed.extend(group.map(|(card, order)| Card { place: to.place(order), ..card }));
    }
    if placed.is_empty() && left_out == 0 {
        return None;
    }
    let (edit, cards) = add_cards(map, placed, "Paste");
    Some(Pasted { edit, cards, left_out })
}
