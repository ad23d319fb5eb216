//! What things on the map are called when they are read aloud.

use model::{CardId, Cell, CurveAt, LaneKind, Map, PersonaId};
use scene::{CellFigure, Chip, StageBox};

use crate::shown::Shown;

/// The whole map.
pub(super) fn map(shown: Shown<'_>) -> String {
    let name = shown.editor.shown_map().map_or("", |map| map.name.as_str());
    format!("Journey map: {}", or_unnamed(name))
}

/// "Card: Compares three tariffs, touchpoint, stage Consideration, Anna, emotion unhappy, moment
/// of truth".
pub(super) fn card(shown: Shown<'_>, id: CardId) -> String {
    let Some(map) = shown.editor.shown_map() else { return String::new() };
    let Some(card) = map.cards.get(&id) else { return String::new() };
    let text = card.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = if text.is_empty() { "empty" } else { text.as_str() };
    let kind = card.kind.name().to_lowercase();
    let mut name = format!("Card: {text}, {kind}, {}", place(shown, map, card.place.cell()));
    let channel = card.channel.and_then(|id| shown.editor.shown().channels.get(&id));
    if let Some(channel) = channel {
        name.push_str(", channel ");
        name.push_str(or_unnamed(&channel.name));
    }
    if let Some(emotion) = card.emotion {
        name.push_str(", emotion ");
        name.push_str(emotion.word());
    }
    if card.moment_of_truth {
        name.push_str(", moment of truth");
    }
    if let Some(badge) = shown.scene.figures.cards.get(&id) {
        name.push_str(", ");
        name.push_str(&badge.spoken());
    }
    name
}

/// A stage with its figure: "Stage: Purchase, CSAT 78 %, n 214".
pub(super) fn stage(shown: Shown<'_>, stage: &StageBox) -> String {
    let name = format!("Stage: {}", or_unnamed(&stage.name));
    with_chips(name, shown.scene.figures.stages.get(&stage.id))
}

/// A persona with the figures in its band's head.
pub(super) fn persona(shown: Shown<'_>, id: PersonaId, name: &str) -> String {
    let chips = shown.scene.figures.chips.get(&id);
    with_chips(format!("Persona: {}", or_unnamed(name)), chips.into_iter().flatten())
}

fn with_chips<'a>(mut name: String, chips: impl IntoIterator<Item = &'a Chip>) -> String {
    for chip in chips {
        name.push_str(", ");
        name.push_str(&chip.spoken());
    }
    name
}

/// A cell, "Empty cell: lane Touchpoints, stage Consideration, Anna".
pub(super) fn cell(shown: Shown<'_>, cell: Cell, cards: usize) -> String {
    let Some(map) = shown.editor.shown_map() else { return String::new() };
    let lane = map.lanes.get(&cell.lane).map_or("", |lane| lane.name.as_str());
    if map.lanes.get(&cell.lane).is_some_and(|lane| lane.kind == LaneKind::Metrics) {
        let what = format!("{}, {}", or_unnamed(lane), place(shown, map, cell));
        return figures(shown, cell, &what);
    }
    let what = match cards {
        0 => "Empty cell".to_owned(),
        1 => "Cell with 1 card".to_owned(),
        count => format!("Cell with {count} cards"),
    };
    format!("{what}: lane {}, {}", or_unnamed(lane), place(shown, map, cell))
}

/// A cell of figures: "Figures, stage Purchase, Anna: NPS +18, n 902; CSAT 62 %, n 214, missed".
fn figures(shown: Shown<'_>, cell: Cell, what: &str) -> String {
    let Some(found) = shown.scene.figures.cells.get(&(cell.persona, cell.stage)) else {
        return format!("{what}: no figures");
    };
    let mut figures: Vec<String> = found.figures.iter().map(CellFigure::spoken).collect();
    if found.more > 0 {
        figures.push(format!("{} more", found.more));
    }
    format!("{what}: {}", figures.join("; "))
}

/// A point of a believed curve.
pub(super) fn point(shown: Shown<'_>, at: CurveAt) -> String {
    let stage = shown.editor.shown_map().and_then(|map| map.stages.get(&at.stage));
    let persona = shown.editor.shown().personas.get(&at.persona);
    format!(
        "Emotion of {} at {}",
        or_unnamed(persona.map_or("", |persona| persona.name.as_str())),
        or_unnamed(stage.map_or("", |stage| stage.name.as_str())),
    )
}

fn place(shown: Shown<'_>, map: &Map, cell: Cell) -> String {
    let stage = map.stages.get(&cell.stage).map_or("", |stage| stage.name.as_str());
    let stage = or_unnamed(stage);
    let persona = cell.persona.and_then(|id| shown.editor.shown().personas.get(&id));
    match persona {
        Some(persona) => format!("stage {stage}, {}", or_unnamed(&persona.name)),
        None => format!("stage {stage}"),
    }
}

/// A name, or what is said where there is none.
pub(super) fn or_unnamed(name: &str) -> &str {
    if name.trim().is_empty() { "unnamed" } else { name }
}
