//! What the pointer and the keyboard do to a map, without a window and without a toolkit: presses,
//! moves and releases in document coordinates, and a look at what stands in the cells.

#![expect(clippy::unwrap_used, reason = "helpers of tests stop at what fails")]

use emath::{Pos2, Vec2, vec2};
use model::answers::AnswerFilter;
use model::{CardId, CardKind, Cell, CurveAt, Edit, LaneKind, Selection, Variant};
use scene::text::TextEngine;
use scene::theme::Theme;
use scene::{Figures, Scene, SceneCache};
use throughline::action::{Action, WriteOn};
use throughline::editor::{CanvasEvent, Direction, Editor, Gesture, GestureContext, Held};
use throughline::templates;

/// An editor on a small map, with hands.
struct Hands {
    editor: Editor,
    text: TextEngine,
    cache: SceneCache,
}

const PLAIN: Held = Held { shift: false, alt: false, command: false, space: false };

impl Hands {
    fn on(template: &str) -> Self {
        let project = templates::find(template).unwrap().project().unwrap();
        Self { editor: Editor::new(project), text: TextEngine::new(), cache: SceneCache::default() }
    }

    /// The blank template, with these cards in its first cells.
    fn with_cards(rows: &[(usize, &str)]) -> Self {
        let mut hands = Self::on("blank");
        for (stage, text) in rows {
            let cell = hands.cell(*stage, 0);
            hands.editor.write_new(cell, None, text);
            hands.editor.stop_writing();
        }
        hands.editor.select(Selection::Nothing);
        hands
    }

    fn scene(&mut self) -> Scene {
        let (text, cache) = (&mut self.text, &mut self.cache);
        Scene::build(
            self.editor.shown(),
            self.editor.view(),
            &Figures::default(),
            &Theme::LIGHT,
            text,
            cache,
        )
    }

    /// The cell of this stage in this row of cards of the first persona, both counted from 0.
    fn cell(&self, stage: usize, row: usize) -> Cell {
        let map = self.editor.map().unwrap();
        let lanes: Vec<_> = map
            .lanes_in_order()
            .into_iter()
            .filter(|(_, lane)| lane.kind != LaneKind::Curve)
            .collect();
        let persona = self.editor.project().personas_in_order()[0].0;
        let stage = map.stages_in_order()[stage].0;
        Cell { persona: Some(persona), lane: lanes[row].0, stage }
    }

    /// The texts that stand in a cell, from top to bottom.
    fn cards_in(&self, stage: usize, row: usize) -> Vec<String> {
        let cell = self.cell(stage, row);
        let cards = self.editor.map().unwrap().cards_in(cell);
        cards.into_iter().map(|(_, card)| card.text.clone()).collect()
    }

    fn card(&self, text: &str) -> CardId {
        let map = self.editor.map().unwrap();
        let found = map.cards.iter().find(|(_, card)| card.text == text);
        *found.unwrap_or_else(|| panic!("no card {text}")).0
    }

    fn centre_of(&mut self, text: &str) -> Pos2 {
        let id = self.card(text);
        self.scene().layout.card_rect(id).unwrap().center()
    }

    fn send(&mut self, event: CanvasEvent) {
        let scene = self.scene();
        let context = GestureContext { editor: &self.editor, layout: &scene.layout, zoom: 1.0 };
        let (next, actions) = self.editor.gesture().on(event, &context);
        self.editor.set_gesture(next);
        for action in actions {
            self.run(action);
        }
    }

    fn run(&mut self, action: Action) {
        match action {
            Action::Edit(edit) => self.editor.edit(edit).unwrap(),
            Action::EditAndSelect(edit, selection) => {
                self.editor.edit_and_select(edit, selection).unwrap();
            }
            Action::Seal => self.editor.seal(),
            Action::Select(selection) => self.editor.select(selection),
            Action::Preview(preview) => self.editor.set_preview(preview),
            Action::WriteCard(card) => self.editor.write_card(card),
            Action::WriteNew { cell, before, text } => self.editor.write_new(cell, before, &text),
            Action::ToggleBand(persona) => self.editor.toggle_band(persona),
            other => panic!("the pointer alone does not do {other:?}"),
        }
    }

    fn press(&mut self, at: Pos2, held: Held) {
        self.send(CanvasEvent::Press(at, held));
    }

    fn drag_to(&mut self, at: Pos2) {
        self.send(CanvasEvent::Drag(at, Vec2::ZERO));
    }

    fn release(&mut self, at: Pos2) {
        self.send(CanvasEvent::Release(at, PLAIN));
    }

    fn click(&mut self, at: Pos2, held: Held) {
        self.press(at, held);
        self.send(CanvasEvent::Release(at, held));
    }

    fn drag(&mut self, from: Pos2, to: Pos2, held: Held) {
        self.press(from, held);
        self.drag_to(from + (to - from) * 0.5);
        self.drag_to(to);
        self.send(CanvasEvent::Release(to, held));
    }

    fn undo_steps(&self) -> usize {
        self.editor.history().labels().1
    }
}

#[test]
fn a_card_is_dragged_into_another_stage_as_one_step() {
    let mut hands = Hands::with_cards(&[(0, "one"), (0, "two"), (1, "three")]);
    let steps = hands.undo_steps();
    let (from, to) = (hands.centre_of("two"), hands.centre_of("three"));
    hands.drag(from, to + vec2(0.0, 20.0), PLAIN);
    assert_eq!(hands.cards_in(0, 0), ["one"]);
    assert_eq!(hands.cards_in(1, 0), ["three", "two"]);
    assert_eq!(hands.undo_steps(), steps + 1);
    assert_eq!(hands.editor.undo().as_deref(), Some("Move card"));
    assert_eq!(hands.cards_in(0, 0), ["one", "two"]);
}

#[test]
fn several_selected_cards_move_together_and_keep_their_order() {
    let mut hands = Hands::with_cards(&[(0, "one"), (0, "two"), (0, "three"), (1, "four")]);
    let (one, three) = (hands.centre_of("one"), hands.centre_of("three"));
    hands.click(one, PLAIN);
    hands.click(three, Held { shift: true, ..PLAIN });
    let above_four = hands.centre_of("four") - vec2(0.0, 20.0);
    hands.drag(three, above_four, PLAIN);
    assert_eq!(hands.cards_in(0, 0), ["two"]);
    assert_eq!(hands.cards_in(1, 0), ["one", "three", "four"]);
    assert_eq!(hands.editor.selection().cards().count(), 2);
}

#[test]
fn escape_during_a_drag_leaves_everything_where_it_was() {
    let mut hands = Hands::with_cards(&[(0, "one"), (1, "two")]);
    let before = hands.editor.project().clone();
    let (from, to) = (hands.centre_of("one"), hands.centre_of("two"));
    hands.press(from, PLAIN);
    hands.drag_to(to);
    assert!(matches!(hands.editor.gesture(), Gesture::DraggingCards { slot: Some(_), .. }));
    hands.send(CanvasEvent::Cancel);
    hands.release(to);
    assert_eq!(*hands.editor.project(), before);
    assert_eq!(hands.cards_in(0, 0), ["one"]);
}

#[test]
fn alt_drag_leaves_the_card_and_drops_a_copy() {
    let mut hands = Hands::with_cards(&[(0, "one"), (1, "two")]);
    let (from, to) = (hands.centre_of("one"), hands.centre_of("two"));
    hands.drag(from, to + vec2(0.0, 25.0), Held { alt: true, ..PLAIN });
    assert_eq!(hands.cards_in(0, 0), ["one"]);
    assert_eq!(hands.cards_in(1, 0), ["two", "one"]);
}

#[test]
fn a_card_dropped_outside_the_lanes_stays_where_it_was() {
    let mut hands = Hands::with_cards(&[(0, "one")]);
    let before = hands.editor.project().clone();
    let from = hands.centre_of("one");
    hands.drag(from, Pos2::new(-500.0, -500.0), PLAIN);
    assert_eq!(*hands.editor.project(), before);
}

#[test]
fn a_small_tremble_is_a_click_and_no_drag() {
    let mut hands = Hands::with_cards(&[(0, "one")]);
    let at = hands.centre_of("one");
    let steps = hands.undo_steps();
    hands.press(at, PLAIN);
    hands.drag_to(at + vec2(2.0, 1.0));
    hands.release(at + vec2(2.0, 1.0));
    assert_eq!(hands.undo_steps(), steps);
    assert_eq!(hands.editor.selection().single_card(), Some(hands.card("one")));
}

#[test]
fn the_marquee_selects_what_it_touches_and_shift_adds() {
    let mut hands = Hands::with_cards(&[(0, "one"), (0, "two"), (2, "three")]);
    let layout = hands.scene();
    let rect = layout.layout.card_rect(hands.card("one")).unwrap();
    let below = layout.layout.card_rect(hands.card("two")).unwrap();
    let start = Pos2::new(rect.left() - 6.0, rect.top() - 4.0);
    hands.drag(start, below.center(), PLAIN);
    assert_eq!(hands.editor.selection().cards().count(), 2);
    let third = hands.scene().layout.card_rect(hands.card("three")).unwrap();
    let start = Pos2::new(third.left() - 6.0, third.top() - 4.0);
    hands.drag(start, third.center(), Held { shift: true, ..PLAIN });
    assert_eq!(hands.editor.selection().cards().count(), 3);
}

#[test]
fn a_curve_point_follows_the_pointer_and_is_one_step() {
    let mut hands = Hands::on("blank");
    let cell = hands.cell(1, 0);
    let at = CurveAt { persona: cell.persona.unwrap(), stage: cell.stage };
    let scene = hands.scene();
    let start = scene.layout.point_pos(at).unwrap();
    let curve = scene.layout.curve(at.persona).unwrap();
    let (top, bottom) = (curve.y_of(2.0), curve.y_of(-2.0));
    let steps = hands.undo_steps();
    hands.press(start, PLAIN);
    hands.drag_to(Pos2::new(start.x, bottom));
    assert_eq!(hands.editor.shown_map().unwrap().points.get(&at).unwrap().tenths(), -20);
    assert_eq!(hands.editor.map().unwrap().points.get(&at), None, "only shown so far");
    hands.drag_to(Pos2::new(start.x, top));
    hands.release(Pos2::new(start.x, top));
    assert_eq!(hands.editor.map().unwrap().points.get(&at).unwrap().tenths(), 20);
    assert_eq!(hands.undo_steps(), steps + 1);
    hands.editor.undo();
    assert_eq!(hands.editor.map().unwrap().points.get(&at), None);
}

#[test]
fn a_stage_grows_with_its_edge_but_not_beyond_its_limits() {
    let mut hands = Hands::on("blank");
    let stage = hands.cell(0, 0).stage;
    let rect = hands.scene().layout.stage(stage).unwrap().rect;
    let edge = Pos2::new(rect.right(), rect.center().y);
    hands.drag(edge, edge + vec2(60.0, 0.0), PLAIN);
    let width = |hands: &Hands| hands.editor.map().unwrap().stages.get(&stage).unwrap().width_px;
    assert_eq!(width(&hands), Some(rect.width() as u16 + 60));
    let rect = hands.scene().layout.stage(stage).unwrap().rect;
    let edge = Pos2::new(rect.right(), rect.center().y);
    hands.drag(edge, edge + vec2(9_000.0, 0.0), PLAIN);
    assert_eq!(width(&hands), Some(420));
}

#[test]
fn forty_notes_are_written_without_the_mouse() {
    let mut hands = Hands::on("blank");
    let cell = hands.cell(0, 0);
    hands.editor.select(Selection::Cell(cell));
    hands.editor.write_new(cell, None, "n");
    for number in 0..40 {
        hands.editor.set_text(format!("note {number}"));
        hands.editor.write_on(match number {
            9 | 19 | 39 => WriteOn::NextStage,
            29 => WriteOn::NextLane,
            _ => WriteOn::NextCard,
        });
    }
    let last = hands.card("note 39");
    let writing = hands.editor.writing().map(|writing| writing.card);
    assert_eq!(writing, Some(last), "at the right edge the same card stays open");
    hands.editor.stop_writing();
    for (stage, row, first) in [(0, 0, 0), (1, 0, 10), (2, 0, 20), (2, 1, 30)] {
        let notes: Vec<_> = (first..first + 10).map(|number| format!("note {number}")).collect();
        assert_eq!(hands.cards_in(stage, row), notes);
    }
    assert_eq!(hands.undo_steps(), 40);
}

#[test]
fn tab_and_control_enter_write_in_the_next_stage_and_lane() {
    let mut hands = Hands::on("blank");
    hands.editor.write_new(hands.cell(0, 0), None, "a");
    hands.editor.write_on(WriteOn::NextStage);
    hands.editor.set_text("b".to_owned());
    hands.editor.write_on(WriteOn::NextLane);
    hands.editor.set_text("c".to_owned());
    hands.editor.write_on(WriteOn::PreviousStage);
    hands.editor.set_text("d".to_owned());
    hands.editor.stop_writing();
    assert_eq!(hands.cards_in(0, 0), ["a"]);
    assert_eq!(hands.cards_in(1, 0), ["b"]);
    assert_eq!(hands.cards_in(1, 1), ["c"]);
    assert_eq!(hands.cards_in(0, 1), ["d"]);
    assert_eq!(
        hands.editor.map().unwrap().cards.get(&hands.card("c")).unwrap().kind,
        CardKind::Thought
    );
}

#[test]
fn writing_a_card_is_one_step_and_an_empty_one_leaves_no_trace() {
    let mut hands = Hands::on("blank");
    let steps = hands.undo_steps();
    let before = hands.editor.project().clone();
    hands.editor.write_new(hands.cell(0, 0), None, "");
    assert_eq!(hands.editor.shown_map().unwrap().cards.size(), before_cards(&before) + 1);
    hands.editor.stop_writing();
    assert_eq!(*hands.editor.project(), before);
    assert_eq!(hands.undo_steps(), steps);
    hands.editor.write_new(hands.cell(0, 0), None, "");
    for text in ["H", "He", "Hel"] {
        hands.editor.set_text(text.to_owned());
    }
    hands.editor.stop_writing();
    assert_eq!(hands.undo_steps(), steps + 1);
    hands.editor.write_new(hands.cell(0, 0), None, "x");
    hands.editor.set_text(String::new());
    hands.editor.stop_writing();
    assert_eq!(hands.cards_in(0, 0), ["Hel"]);
    assert_eq!(hands.undo_steps(), steps + 1, "the empty card left no step");
    assert_eq!(hands.editor.undo().as_deref(), Some("Add card"));
    assert_eq!(*hands.editor.project(), before);
}

fn before_cards(project: &model::Project) -> usize {
    project.maps.values().map(|map| map.cards.size()).sum()
}

#[test]
fn arrows_walk_through_cards_and_cells_and_alt_moves_the_card() {
    let mut hands = Hands::with_cards(&[(0, "one"), (0, "two"), (1, "three")]);
    hands.editor.select(Selection::card(hands.card("one")));
    let mut walk = |direction| {
        let next = hands.editor.neighbour(direction);
        hands.editor.select(next.clone());
        next
    };
    let down = walk(Direction::Down);
    let right = walk(Direction::Right);
    let empty = walk(Direction::Right);
    assert_eq!(down, Selection::card(hands.card("two")));
    assert_eq!(right, Selection::card(hands.card("three")));
    assert_eq!(empty, Selection::Cell(hands.cell(2, 0)));
    hands.editor.select(Selection::card(hands.card("one")));
    for direction in [Direction::Right, Direction::Right, Direction::Down] {
        let edit = hands.editor.shift(direction).unwrap();
        hands.editor.edit(edit).unwrap();
    }
    assert_eq!(hands.cards_in(2, 1), ["one"]);
}

#[test]
fn stages_are_reordered_by_dragging_their_headers() {
    let mut hands = Hands::on("six-stages");
    let names = |hands: &Hands| -> Vec<String> {
        let map = hands.editor.map().unwrap();
        map.stages_in_order().into_iter().map(|(_, stage)| stage.name.clone()).collect()
    };
    let before = names(&hands);
    let scene = hands.scene();
    let stages = &scene.layout.stages;
    let (first, third) = (stages[0].rect.center(), stages[2].rect);
    hands.drag(first, Pos2::new(third.right() - 20.0, first.y), PLAIN);
    let after = names(&hands);
    assert_eq!(after[..3], [before[1].clone(), before[2].clone(), before[0].clone()]);
}

#[test]
fn undo_selects_again_what_was_selected() {
    let mut hands = Hands::with_cards(&[(0, "one"), (1, "two")]);
    let one = hands.card("one");
    hands.editor.select(Selection::card(one));
    let edit = hands.editor.shift(Direction::Right).unwrap();
    hands.editor.edit(edit).unwrap();
    hands.editor.select(Selection::Nothing);
    hands.editor.undo();
    assert_eq!(hands.editor.selection().single_card(), Some(one));
}

#[test]
fn a_new_project_shows_its_first_map_and_nothing_is_unsaved() {
    let hands = Hands::on("online-shop");
    assert!(!hands.editor.is_dirty());
    assert_eq!(hands.editor.map().unwrap().variant, Variant::Current);
    assert_eq!(hands.editor.undo_label(), None);
}

#[test]
fn what_no_survey_holds_any_more_is_not_filtered_by() {
    let project = templates::SAMPLE.project().unwrap();
    let mut editor = Editor::new(project);
    let anna = editor.project().personas_in_order()[0].0;
    let filter = AnswerFilter { personas: [anna].into(), ..AnswerFilter::default() };
    editor.set_answer_filter(filter.clone());
    let map = editor.map_id();
    let card = *editor.map().unwrap().cards.keys().next().unwrap();
    editor.edit(Edit::RemoveCard { map, id: card }).unwrap();
    assert_eq!(*editor.answer_filter(), filter, "a card tells no answers apart");
    let survey = *editor.project().surveys.keys().next().unwrap();
    editor.edit(Edit::RemoveSurvey { id: survey }).unwrap();
    assert!(editor.answer_filter().is_empty(), "no answer is Anna's any more");
    editor.undo().unwrap();
    editor.set_answer_filter(filter);
    editor.redo().unwrap();
    assert!(editor.answer_filter().is_empty());
}
