//! What the pointer does to the map: a state machine in document coordinates, without a toolkit.
//!
//! Position is always start plus total movement, never a sum of small steps, so that a drag ends
//! where the pointer is. A drag shows what would happen; the release makes one edit; Esc drops it.

use std::collections::BTreeSet;

use emath::{Pos2, Rect, Vec2};
use model::{CardId, CurveAt, Edit, LaneId, PersonaId, Selection, StageField, StageId};
use scene::{Hit, Layout, Slot};

use super::Editor;
use crate::action::{Action, CameraAction};

/// How far the pointer moves before a press becomes a drag, in screen points.
const DRAG_DISTANCE_PX: f32 = 4.0;

/// What the pointer is doing.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Gesture {
    /// Nothing.
    #[default]
    Idle,
    /// The button is down and has not moved yet.
    Pressing {
        /// What lies under it.
        hit: Hit,
        /// Where it went down.
        start: Pos2,
        /// What was held when it went down.
        held: Held,
    },
    /// Cards are being dragged.
    DraggingCards {
        /// Which.
        cards: BTreeSet<CardId>,
        /// The one that the pointer holds.
        held: CardId,
        /// Where the drag began.
        start: Pos2,
        /// Where the pointer is.
        at: Pos2,
        /// Where they would go; none outside the lanes that hold cards.
        slot: Option<Slot>,
        /// Whether copies are dragged (Alt).
        copy: bool,
    },
    /// A curve point is being dragged.
    DraggingCurvePoint {
        /// Which.
        at: CurveAt,
    },
    /// A stage's right edge is being dragged.
    ResizingStage {
        /// Which.
        stage: StageId,
        /// Where the drag began.
        start_x: f32,
        /// How wide the stage was.
        width_px: f32,
    },
    /// A header is being dragged to another position among its siblings.
    DraggingHeader {
        /// Which.
        header: HeaderId,
        /// Where the drag began.
        start: Pos2,
        /// Where the pointer is.
        at: Pos2,
    },
    /// A rectangle is being drawn around cards.
    Marquee {
        /// Where it began.
        start: Pos2,
        /// Where the pointer is.
        at: Pos2,
        /// The cards that were selected before and stay so (Shift).
        base: BTreeSet<CardId>,
    },
    /// The view is being dragged.
    Panning,
}

/// A header that can be dragged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderId {
    /// A stage's.
    Stage(StageId),
    /// A lane's.
    Lane(LaneId),
    /// A persona's.
    Persona(PersonaId),
}

/// The keys that are held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Shift: add to the selection.
    pub shift: bool,
    /// Alt: drag a copy.
    pub alt: bool,
    /// Ctrl, or ⌘ on macOS.
    pub command: bool,
    /// Space: drag the view.
    pub space: bool,
}

/// What happened on the canvas; positions in document coordinates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CanvasEvent {
    /// The main button went down.
    Press(Pos2, Held),
    /// The middle button went down.
    MiddlePress,
    /// The pointer moved to a place, by so much on the screen, with a button down.
    Drag(Pos2, Vec2),
    /// The button went up.
    Release(Pos2, Held),
    /// Two quick clicks.
    DoubleClick(Pos2),
    /// Esc, or the pointer was lost.
    Cancel,
}

/// What the machine looks at.
#[derive(Clone, Copy, Debug)]
pub struct GestureContext<'a> {
    /// The document.
    pub editor: &'a Editor,
    /// Where everything stands.
    pub layout: &'a Layout,
    /// How many screen points a document unit takes.
    pub zoom: f32,
}

impl Gesture {
    /// Whether something is being dragged.
    pub const fn is_dragging(&self) -> bool {
        !matches!(self, Self::Idle | Self::Pressing { .. })
    }

    /// What the status bar says meanwhile.
    pub const fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Idle | Self::Pressing { .. } => None,
            Self::DraggingCards { copy: true, .. } => Some("Release to drop copies · Esc cancels"),
            Self::DraggingCards { .. } => Some("Release to move · Alt copies · Esc cancels"),
            Self::DraggingCurvePoint { .. } => Some("Release to set the emotion · Esc cancels"),
            Self::ResizingStage { .. } => Some("Release to set the width · Esc cancels"),
            Self::DraggingHeader { .. } => Some("Release to reorder · Esc cancels"),
            Self::Marquee { .. } => Some("Release to select · Esc cancels"),
            Self::Panning => Some("Release to stop"),
        }
    }

    /// The next state, and what is to be done.
    pub fn on(&self, event: CanvasEvent, context: &GestureContext<'_>) -> (Self, Vec<Action>) {
        match event {
            CanvasEvent::Press(at, held) => Self::press(at, held, context),
            CanvasEvent::MiddlePress => (Self::Panning, Vec::new()),
            CanvasEvent::Drag(at, screen_delta) => self.drag(at, screen_delta, context),
            CanvasEvent::Release(at, held) => (Self::Idle, self.release(at, held, context)),
            CanvasEvent::DoubleClick(at) => (Self::Idle, double_click(at, context)),
            CanvasEvent::Cancel => (Self::Idle, self.cancel()),
        }
    }

    fn press(at: Pos2, held: Held, context: &GestureContext<'_>) -> (Self, Vec<Action>) {
        if held.space {
            return (Self::Panning, Vec::new());
        }
        let hit = context.hit(at);
        let mut actions = Vec::new();
        // A press on an unselected card selects it at once, so that a drag takes it along.
        if let Hit::Card(id) = hit
            && !held.shift
            && !context.editor.selection().has_card(id)
        {
            actions.push(Action::Select(Selection::card(id)));
        }
        (Self::Pressing { hit, start: at, held }, actions)
    }

    fn drag(
        &self,
        at: Pos2,
        screen_delta: Vec2,
        context: &GestureContext<'_>,
    ) -> (Self, Vec<Action>) {
        match self {
            Self::Pressing { hit, start, held } => {
                if (at - *start).length() * context.zoom < DRAG_DISTANCE_PX {
                    return (self.clone(), Vec::new());
                }
                let begun = Self::begin(*hit, *start, *held, context);
                begun.drag(at, screen_delta, context)
            }
            Self::DraggingCards { cards, held, start, copy, .. } => {
                let none = BTreeSet::new();
                let slot = context.layout.drop_slot(at, if *copy { &none } else { cards });
                let next = Self::DraggingCards {
                    cards: cards.clone(),
                    held: *held,
                    start: *start,
                    at,
                    slot,
                    copy: *copy,
                };
                (next, Vec::new())
            }
            Self::DraggingCurvePoint { at: point } => {
                let preview = context.point_edit(*point, at);
                (self.clone(), vec![Action::Preview(preview)])
            }
            Self::ResizingStage { stage, start_x, width_px } => {
                let edit = context.width_edit(*stage, width_px + at.x - start_x);
                (self.clone(), vec![Action::Preview(Some(edit))])
            }
            Self::DraggingHeader { header, start, .. } => {
                (Self::DraggingHeader { header: *header, start: *start, at }, Vec::new())
            }
            Self::Marquee { start, base, .. } => {
                let mut cards = base.clone();
                cards.extend(context.layout.cards_in_rect(Rect::from_two_pos(*start, at)));
                let selection =
                    if cards.is_empty() { Selection::Nothing } else { Selection::Cards(cards) };
                let next = Self::Marquee { start: *start, at, base: base.clone() };
                (next, vec![Action::Select(selection)])
            }
            Self::Panning => (Self::Panning, vec![Action::Camera(CameraAction::Pan(screen_delta))]),
            Self::Idle => (Self::Idle, Vec::new()),
        }
    }

    /// The drag that a press on this becomes.
    fn begin(hit: Hit, start: Pos2, held: Held, context: &GestureContext<'_>) -> Self {
        match hit {
            Hit::Card(id) => {
                let mut cards: BTreeSet<_> = context.editor.selection().cards().collect();
                if !cards.contains(&id) {
                    cards = BTreeSet::from([id]);
                }
                Self::DraggingCards {
                    cards,
                    held: id,
                    start,
                    at: start,
                    slot: None,
                    copy: held.alt,
                }
            }
            Hit::CurvePoint(at) => Self::DraggingCurvePoint { at },
            Hit::StageEdge(stage) => {
                let width_px = context.layout.stage(stage).map_or(0.0, |stage| stage.rect.width());
                Self::ResizingStage { stage, start_x: start.x, width_px }
            }
            Hit::StageHeader(id) => {
                Self::DraggingHeader { header: HeaderId::Stage(id), start, at: start }
            }
            Hit::LaneTitle { lane, .. } => {
                Self::DraggingHeader { header: HeaderId::Lane(lane), start, at: start }
            }
            Hit::BandHeader(persona) => {
                Self::DraggingHeader { header: HeaderId::Persona(persona), start, at: start }
            }
            Hit::Cell(_)
            | Hit::Figures(_)
            | Hit::CurveLane(_)
            | Hit::BandToggle(_)
            | Hit::Nothing => {
                let base = if held.shift {
                    context.editor.selection().cards().collect()
                } else {
                    BTreeSet::new()
                };
                Self::Marquee { start, at: start, base }
            }
        }
    }

    fn release(&self, at: Pos2, held: Held, context: &GestureContext<'_>) -> Vec<Action> {
        match self {
            Self::Pressing { hit, held, .. } => click(*hit, *held, context),
            Self::DraggingCards { cards, held: card, slot: Some(slot), copy, .. } => {
                drop_cards(cards, *card, slot, *copy || held.alt, context)
            }
            Self::DraggingCurvePoint { at: point } => {
                let mut actions = vec![Action::Preview(None), Action::Seal];
                if let Some(edit) = context.point_edit(*point, at) {
                    actions.push(Action::EditAndSelect(edit, Selection::Point(*point)));
                }
                actions
            }
            Self::ResizingStage { stage, start_x, width_px } => {
                let edit = context.width_edit(*stage, width_px + at.x - start_x);
                vec![Action::Preview(None), Action::Seal, Action::Edit(edit), Action::Seal]
            }
            Self::DraggingHeader { header, .. } => drop_header(*header, at, context),
            Self::Idle | Self::DraggingCards { .. } | Self::Marquee { .. } | Self::Panning => {
                Vec::new()
            }
        }
    }

    fn cancel(&self) -> Vec<Action> {
        match self {
            Self::DraggingCurvePoint { .. } | Self::ResizingStage { .. } => {
                vec![Action::Preview(None)]
            }
            Self::Marquee { base, .. } => {
                let cards = base.clone();
                let before =
                    if cards.is_empty() { Selection::Nothing } else { Selection::Cards(cards) };
                vec![Action::Select(before)]
            }
            _ => Vec::new(),
        }
    }
}

impl GestureContext<'_> {
    /// What lies under a place; small targets are as easy to hit at every zoom.
    fn hit(&self, at: Pos2) -> Hit {
        self.layout.hit(at, 6.0 / self.zoom.max(0.01))
    }

    fn point_edit(&self, point: CurveAt, at: Pos2) -> Option<Edit> {
        let emotion = Some(self.layout.emotion_at_y(point.persona, at.y)?);
        Some(Edit::SetPoint { map: self.editor.map_id(), at: point, emotion })
    }

    fn width_edit(&self, stage: StageId, width_px: f32) -> Edit {
        let range = model::Stage::WIDTH_PX;
        let width_px = (width_px / 4.0).round() * 4.0;
        let width_px = width_px.clamp(f32::from(*range.start()), f32::from(*range.end()));
        let field = StageField::Width(Some(width_px as u16));
        Edit::SetStage { map: self.editor.map_id(), id: stage, field }
    }
}

fn click(hit: Hit, held: Held, context: &GestureContext<'_>) -> Vec<Action> {
    let select = |selection| vec![Action::Select(selection)];
    match hit {
        Hit::Card(id) if held.shift || held.command => {
            let mut selection = context.editor.selection().clone();
            selection.toggle_card(id);
            select(selection)
        }
        Hit::Card(id) => select(Selection::card(id)),
        Hit::Cell(cell) | Hit::Figures(cell) => select(Selection::Cell(cell)),
        Hit::CurvePoint(at) | Hit::CurveLane(at) => select(Selection::Point(at)),
        Hit::StageHeader(id) | Hit::StageEdge(id) => select(Selection::Stage(id)),
        Hit::LaneTitle { lane, .. } => select(Selection::Lane(lane)),
        Hit::BandHeader(persona) => select(Selection::Persona(persona)),
        Hit::BandToggle(persona) => vec![Action::ToggleBand(persona)],
        Hit::Nothing => select(Selection::Nothing),
    }
}

fn double_click(at: Pos2, context: &GestureContext<'_>) -> Vec<Action> {
    match context.hit(at) {
        Hit::Card(id) => vec![Action::WriteCard(id)],
        Hit::Cell(cell) => {
            let slot = context.layout.drop_slot(at, &BTreeSet::new());
            let before = slot.filter(|slot| slot.cell == cell).and_then(|slot| slot.before);
            vec![Action::WriteNew { cell, before, text: String::new() }]
        }
        Hit::StageEdge(stage) => {
            let field = StageField::Width(None);
            vec![Action::Edit(Edit::SetStage { map: context.editor.map_id(), id: stage, field })]
        }
        Hit::CurvePoint(point) | Hit::CurveLane(point) => {
            let edit = context.point_edit(point, at);
            edit.map(|edit| Action::EditAndSelect(edit, Selection::Point(point)))
                .into_iter()
                .collect()
        }
        Hit::BandHeader(persona) => vec![Action::ToggleBand(persona)],
        Hit::StageHeader(_) | Hit::LaneTitle { .. } => {
            vec![Action::Command(crate::command::Command::Rename)]
        }
        Hit::Figures(_) | Hit::BandToggle(_) | Hit::Nothing => Vec::new(),
    }
}

fn drop_cards(
    cards: &BTreeSet<CardId>,
    held: CardId,
    slot: &Slot,
    copy: bool,
    context: &GestureContext<'_>,
) -> Vec<Action> {
    let (project, map) = (context.editor.project(), context.editor.map_id());
    let dropped = if copy {
        model::ops::copy_cards_to(project, map, cards, held, slot.cell, slot.before)
    } else {
        let edit = model::ops::move_cards(project, map, cards, held, slot.cell, slot.before);
        edit.map(|edit| (edit, cards.iter().copied().collect()))
    };
    dropped
        .map(|(edit, ids)| Action::EditAndSelect(edit, Selection::Cards(ids.into_iter().collect())))
        .into_iter()
        .collect()
}

fn drop_header(header: HeaderId, at: Pos2, context: &GestureContext<'_>) -> Vec<Action> {
    let (project, map) = (context.editor.project(), context.editor.map_id());
    let (edit, selection) = match header {
        HeaderId::Stage(id) => {
            let slot = context.layout.stage_slot(at.x);
            let edit = slot.and_then(|slot| model::ops::move_stage(project, map, id, slot.before));
            (edit, Selection::Stage(id))
        }
        HeaderId::Lane(id) => {
            let slot = context.layout.lane_slot(at.y);
            let edit = slot.and_then(|slot| model::ops::move_lane(project, map, id, slot.before));
            (edit, Selection::Lane(id))
        }
        HeaderId::Persona(id) => {
            let slot = context.layout.band_slot(at.y);
            let edit = slot.and_then(|slot| model::ops::move_persona(project, id, slot.before));
            (edit, Selection::Persona(id))
        }
    };
    edit.map(|edit| Action::EditAndSelect(edit, selection)).into_iter().collect()
}
