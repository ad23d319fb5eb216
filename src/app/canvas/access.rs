//! The canvas for assistive technologies and tests: a grid of named nodes where things are seen.
//!
//! The nodes sense nothing: the pointer goes through to the canvas. The canvas keeps the focus and
//! names the selected node as its active descendant.

mod names;

use egui::accesskit::{self, Live, Node, Role};
use egui::emath::TSTransform;
use egui::{Event, Id, Rect, Sense, Ui, UiBuilder};
use model::{Cell, CurveAt, Edit, Emotion, LaneKind, PersonaId, Selection};
use scene::{CurvePoint, Layout};

use super::camera::Part;
use super::{Canvas, CanvasState};
use crate::action::Action;

/// The node of something on the map.
pub(super) fn node_id(selection: &Selection) -> Id {
    match selection {
        Selection::Cards(cards) => Id::unique(("canvas card", cards.first().map(|id| id.number()))),
        Selection::Cell(Cell { persona, lane, stage }) => Id::unique((
            "canvas cell",
            persona.map(PersonaId::number),
            lane.number(),
            stage.number(),
        )),
        Selection::Point(at) => {
            Id::unique(("canvas point", at.persona.number(), at.stage.number()))
        }
        Selection::Stage(id) => Id::unique(("canvas stage", id.number())),
        Selection::Lane(id) => Id::unique(("canvas lane", id.number())),
        Selection::Persona(id) => Id::unique(("canvas persona", id.number())),
        Selection::Nothing => Id::unique("canvas nothing"),
    }
}

/// Where the nodes go: below the canvas's own.
pub(super) fn nodes_ui(ui: &mut Ui, rect: Rect, canvas: Id) -> Ui {
    let builder = UiBuilder::new().id_salt("canvas nodes").max_rect(rect);
    ui.new_child(builder.accessibility_parent(canvas))
}

/// Adds the nodes below the canvas's own.
struct Tree<'a, 'b> {
    ui: Ui,
    canvas: &'a Canvas<'b>,
    /// The part of the canvas in which the map's body is seen.
    body: Rect,
    /// What assistive technologies asked for in this frame.
    requests: Vec<accesskit::ActionRequest>,
    actions: &'a mut Vec<Action>,
    /// The node that the selection has, once it was added.
    active: Option<Id>,
}

impl CanvasState {
    /// Adds the nodes of everything in view, if anybody asks for them.
    pub(super) fn access(&self, canvas: &Canvas<'_>, nodes: Ui, actions: &mut Vec<Action>) {
        let ctx = canvas.ui.ctx();
        let id = canvas.response.id;
        let Some(()) = ctx.accesskit_node_builder(id, |_| ()) else { return };
        let mut tree = Tree {
            ui: nodes,
            canvas,
            body: self.camera.body(&canvas.viewport),
            requests: requests(canvas.ui),
            actions,
            active: None,
        };
        let from_doc = |part| self.camera.part_from_doc(&canvas.viewport, part);
        tree.stages(from_doc(Part::Headers));
        tree.titles(from_doc(Part::Titles));
        tree.cells(from_doc(Part::Body));
        tree.points(from_doc(Part::Body));
        tree.announcement(&self.announcement);
        let active = match &self.text {
            Some(_) => Some(super::text_edit::text_id()),
            None => tree.active,
        };
        let layout = &canvas.shown.scene.layout;
        ctx.accesskit_node_builder(id, |node| {
            node.set_role(Role::Grid);
            node.set_label(names::map(canvas.shown));
            node.set_row_count(layout.rows().count() + 1);
            node.set_column_count(layout.stages.len() + 1);
            if let Some(active) = active {
                node.set_active_descendant(active.accesskit_id());
            }
        });
    }
}

impl Tree<'_, '_> {
    fn layout(&self) -> &'_ Layout {
        &self.canvas.shown.scene.layout
    }

    /// Adds a node that stands for something that can be selected. Returns whether it is in view.
    fn add(
        &mut self,
        what: &Selection,
        rect: Rect,
        clip: Rect,
        write: impl FnOnce(&mut Node),
    ) -> bool {
        let rect = rect.intersect(clip);
        if !(rect.width() >= 1.0 && rect.height() >= 1.0) {
            return false;
        }
        let id = node_id(what);
        self.ui.interact(rect, id, Sense::hover());
        let selection = self.canvas.shown.editor.selection();
        let is_selected = match (selection, what) {
            (Selection::Cards(cards), Selection::Cards(own)) => own.is_subset(cards),
            (selection, what) => selection == what,
        };
        self.ui.ctx().accesskit_node_builder(id, |node| {
            node.set_bounds(bounds(rect));
            node.set_selected(is_selected);
            node.add_action(accesskit::Action::Click);
            node.add_action(accesskit::Action::Focus);
            write(node);
        });
        if is_selected && self.active.is_none() {
            self.active = Some(id);
        }
        let node = id.accesskit_id();
        let asks = |request: &accesskit::ActionRequest| {
            request.target_node == node
                && matches!(request.action, accesskit::Action::Click | accesskit::Action::Focus)
        };
        if self.requests.iter().any(asks) {
            self.actions.push(Action::Select(what.clone()));
        }
        true
    }

    fn stages(&mut self, screen_from_doc: TSTransform) {
        let canvas = self.canvas.viewport.rect;
        let clip = Rect::from_min_max(egui::pos2(self.body.left(), canvas.top()), canvas.max);
        let count = self.layout().stages.len();
        let (shown, scene) = (self.canvas.shown, self.canvas.shown.scene);
        for (column, stage) in scene.layout.stages.iter().enumerate() {
            let rect = screen_from_doc * stage.rect;
            self.add(&Selection::Stage(stage.id), rect, clip, |node| {
                node.set_role(Role::ColumnHeader);
                node.set_label(names::stage(shown, stage));
                node.set_column_index(column + 1);
                node.set_row_index(0);
                node.set_position_in_set(column + 1);
                node.set_size_of_set(count);
            });
        }
    }

    /// Heads of bands and titles of lanes.
    fn titles(&mut self, screen_from_doc: TSTransform) {
        let canvas = self.canvas.viewport.rect;
        let clip = Rect::from_min_max(egui::pos2(canvas.left(), self.body.top()), canvas.max);
        let scene = self.canvas.shown.scene;
        let mut row = 0;
        for band in &scene.layout.bands {
            if let Some(persona) = band.persona {
                let rect = (screen_from_doc * band.header).intersect(clip);
                let name = names::persona(self.canvas.shown, persona, &band.name);
                self.add(&Selection::Persona(persona), rect, clip, |node| {
                    node.set_role(Role::RowHeader);
                    node.set_label(name);
                    node.set_expanded(!band.collapsed);
                });
            }
            for lane in &band.lanes {
                row += 1;
                // The lane stands in every band; its node is that of its first row in view.
                if self.lane_is_shown_above(row, lane.lane, screen_from_doc, clip) {
                    continue;
                }
                let rect = screen_from_doc * lane.title;
                self.add(&Selection::Lane(lane.lane), rect, clip, |node| {
                    node.set_role(Role::RowHeader);
                    node.set_label(format!("Lane: {}", names::or_unnamed(&lane.name)));
                    node.set_row_index(row);
                    node.set_column_index(0);
                });
            }
        }
    }

    /// Whether a row further up shows the title of the same lane.
    fn lane_is_shown_above(
        &self,
        row: usize,
        lane: model::LaneId,
        screen_from_doc: TSTransform,
        clip: Rect,
    ) -> bool {
        self.layout().rows().take(row.saturating_sub(1)).any(|(_, other)| {
            let rect = (screen_from_doc * other.title).intersect(clip);
            other.lane == lane && rect.width() >= 1.0 && rect.height() >= 1.0
        })
    }

    /// Cards, cells without any, and cells of figures.
    fn cells(&mut self, screen_from_doc: TSTransform) {
        let shown = self.canvas.shown;
        let (body, layout) = (self.body, &shown.scene.layout);
        for (row, (_, lane)) in layout.rows().enumerate() {
            if lane.kind == LaneKind::Curve || !(screen_from_doc * lane.rect).intersects(body) {
                continue;
            }
            for (column, cell) in lane.cells.iter().enumerate() {
                let place = |node: &mut Node| {
                    node.set_role(Role::GridCell);
                    node.set_row_index(row + 1);
                    node.set_column_index(column + 1);
                };
                let is_selected = *shown.editor.selection() == Selection::Cell(cell.cell);
                if cell.cards.is_empty() || is_selected {
                    let rect = screen_from_doc * cell.rect;
                    self.add(&Selection::Cell(cell.cell), rect, body, |node| {
                        place(node);
                        node.set_label(names::cell(shown, cell.cell, cell.cards.len()));
                    });
                }
                let count = cell.cards.len();
                for (index, card) in cell.cards.iter().enumerate() {
                    let rect = screen_from_doc * card.rect;
                    self.add(&Selection::card(card.id), rect, body, |node| {
                        place(node);
                        node.set_label(names::card(shown, card.id));
                        node.set_position_in_set(index + 1);
                        node.set_size_of_set(count);
                    });
                }
            }
        }
    }

    /// Points of the believed curves, as sliders that arrow keys and screen readers can move.
    fn points(&mut self, screen_from_doc: TSTransform) {
        let shown = self.canvas.shown;
        let body = self.body;
        let curves = shown.scene.layout.rows().filter_map(|(_, lane)| lane.curve.as_ref());
        for curve in curves.filter(|curve| curve.persona.is_some()) {
            for point in &curve.points {
                let center = screen_from_doc * point.pos;
                let rect = Rect::from_center_size(center, egui::Vec2::splat(24.0));
                let is_shown = self.add(&Selection::Point(point.at), rect, body, |node| {
                    node.set_role(Role::Slider);
                    node.set_label(names::point(shown, point.at));
                    node.set_description(point.emotion.map_or("not set", Emotion::word));
                    node.set_numeric_value(f64::from(value(point)));
                    node.set_min_numeric_value(-2.0);
                    node.set_max_numeric_value(2.0);
                    node.set_numeric_value_step(0.1);
                    node.add_action(accesskit::Action::Increment);
                    node.add_action(accesskit::Action::Decrement);
                    node.add_action(accesskit::Action::SetValue);
                });
                if is_shown {
                    self.move_point(point);
                }
            }
        }
    }

    /// Sets a point as an assistive technology asked.
    fn move_point(&mut self, point: &CurvePoint) {
        let node = node_id(&Selection::Point(point.at)).accesskit_id();
        let now = f64::from(value(point));
        let asked = self.requests.iter().filter(|request| request.target_node == node);
        let mut to = asked.filter_map(|request| match (&request.action, &request.data) {
            (accesskit::Action::Increment, _) => Some(now + 0.1),
            (accesskit::Action::Decrement, _) => Some(now - 0.1),
            (accesskit::Action::SetValue, Some(accesskit::ActionData::NumericValue(to))) => {
                Some(*to)
            }
            _ => None,
        });
        if let Some(to) = to.next_back() {
            let at: CurveAt = point.at;
            let map = self.canvas.shown.editor.map_id();
            let edit = Edit::SetPoint { map, at, emotion: Some(Emotion::from_value(to)) };
            self.actions.push(Action::EditAndSelect(edit, Selection::Point(at)));
        }
    }

    /// What happened, said politely.
    fn announcement(&mut self, text: &str) {
        let id = Id::unique("canvas announcement");
        let rect = Rect::from_min_size(self.canvas.viewport.rect.min, egui::Vec2::splat(1.0));
        self.ui.interact(rect, id, Sense::hover());
        self.ui.ctx().accesskit_node_builder(id, |node| {
            node.set_role(Role::Status);
            node.set_live(Live::Polite);
            node.set_label(text);
            node.set_bounds(bounds(rect));
        });
    }
}

fn value(point: &CurvePoint) -> f32 {
    point.emotion.map_or(0.0, Emotion::value)
}

fn bounds(rect: Rect) -> accesskit::Rect {
    accesskit::Rect {
        x0: rect.min.x.into(),
        y0: rect.min.y.into(),
        x1: rect.max.x.into(),
        y1: rect.max.y.into(),
    }
}

fn requests(ui: &Ui) -> Vec<accesskit::ActionRequest> {
    ui.input(|input| {
        let requests = input.events.iter().filter_map(|event| match event {
            Event::AccessKitActionRequest(request) => Some(request.clone()),
            _ => None,
        });
        requests.collect()
    })
}
