//! How long a frame takes: 1920 x 1080, one pixel per point, with everything that the program does
//! between input and triangles. `cargo bench --bench frames`

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark stops at the first thing that fails, and prints what it measured"
)]

mod common;

use divan::Bencher;
use egui::{Event, Modifiers, MouseWheelUnit, Pos2, RawInput, Rect, TouchPhase, vec2};
use model::answers::AnswerFilter;
use store::Folders;
use survey::Dimension;
use throughline::action::Action;
use throughline::app::{App, Start};

const CARDS: [usize; 3] = [300, 3_000, 10_000];
const SCREEN: Rect = Rect { min: Pos2::ZERO, max: Pos2 { x: 1920.0, y: 1080.0 } };
const CANVAS: Pos2 = Pos2 { x: 800.0, y: 450.0 };

fn main() {
    divan::main();
}

/// The program without a window.
struct Window {
    ctx: egui::Context,
    app: App,
    time: f64,
    _home: tempfile::TempDir,
}

impl Window {
    fn with(cards: usize) -> Self {
        Self::on(&common::project(cards))
    }

    fn on(project: &model::Project) -> Self {
        let cards = project.maps_in_order()[0].1.cards.size();
        let home = tempfile::TempDir::new().unwrap();
        let path = home.path().join("map.ron");
        std::fs::write(&path, model::format::write(project).unwrap()).unwrap();
        let ctx = egui::Context::default();
        let start = Start {
            path: Some(path),
            folders: Some(Folders::in_folder(home.path())),
            ..Start::default()
        };
        let mut app = None;
        let mut window_app = |ctx: &egui::Context| {
            app.get_or_insert_with(|| App::new(ctx, start.clone()).unwrap());
        };
        window_app(&ctx);
        let mut window = Self { ctx, app: app.unwrap(), time: 0.0, _home: home };
        while window.app.is_busy()
            || window.app.editor().map().is_none_or(|map| map.cards.size() < cards)
        {
            window.frame(Vec::new());
        }
        for _ in 0..5 {
            window.frame(Vec::new());
        }
        window
    }

    /// One frame, triangles included. Returns how many there are, so that nothing is left out.
    fn frame(&mut self, events: Vec<Event>) -> usize {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(SCREEN),
            time: Some(self.time),
            events,
            focused: true,
            ..RawInput::default()
        };
        let app = &mut self.app;
        let output = self.ctx.run_ui(input, |ui| {
            app.poll();
            app.update(ui);
        });
        let (shapes, scale) = (output.shapes.clone(), output.pixels_per_point);
        output.drop_without_applying_deltas();
        self.ctx.tessellate(shapes, scale).len()
    }
}

fn wheel(y: f32) -> Event {
    Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, y),
        phase: TouchPhase::Move,
        modifiers: Modifiers::NONE,
        source: egui::MouseWheelSource::Wheel,
    }
}

#[divan::bench(args = CARDS, sample_count = 60)]
fn panning(bencher: Bencher, cards: usize) {
    let mut window = Window::with(cards);
    window.frame(vec![Event::PointerMoved(CANVAS)]);
    let mut down = true;
    bencher.bench_local(|| {
        down = !down;
        window.frame(vec![wheel(if down { -40.0 } else { 40.0 })])
    });
}

#[divan::bench(args = CARDS, sample_count = 60)]
fn whole_map_in_view(bencher: Bencher, cards: usize) {
    let mut window = Window::with(cards);
    window.app.run(Action::Command(throughline::command::Command::FitAll));
    window.frame(Vec::new());
    let mut x = 0.0;
    bencher.bench_local(|| {
        x = (x + 3.0) % 400.0;
        window.frame(vec![Event::PointerMoved(CANVAS + vec2(x, 0.0))])
    });
}

#[divan::bench(args = CARDS, sample_count = 60)]
fn dragging_a_card(bencher: Bencher, cards: usize) {
    let mut window = Window::with(cards);
    let first = window.app.scene().layout.cards().next().map(|(_, card)| card.rect.center());
    let at = window.app.screen_from_doc(first.unwrap());
    let press = |pressed| Event::PointerButton {
        pos: at,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    window.frame(vec![Event::PointerMoved(at)]);
    window.frame(vec![press(true)]);
    let mut x = 10.0;
    bencher.bench_local(|| {
        x = 10.0 + (x + 7.0) % 500.0;
        window.frame(vec![Event::PointerMoved(at + vec2(x, x / 3.0))])
    });
}

#[divan::bench(args = CARDS, sample_count = 60)]
fn typing(bencher: Bencher, cards: usize) {
    let mut window = Window::with(cards);
    let mut letters = ('a'..='z').cycle();
    bencher.bench_local(|| {
        let edit = common::type_into(window.app.editor().project(), letters.next().unwrap());
        window.app.run(Action::Edit(edit));
        window.frame(Vec::new())
    });
}

/// From one filter to the next with all figures of the map beside it: so many cards, rows of the
/// tally, and touchpoints that answers name (otherwise they name stages and personas only).
#[divan::bench(args = [(300, 6_000, 0), (300, 60_000, 0), (1_000, 6_000, 1_000)], sample_count = 60)]
fn changing_a_filter(bencher: Bencher, (cards, rows, touchpoints): (usize, usize, usize)) {
    let mut window = Window::on(&common::project_with_answers(cards, rows, touchpoints));
    let mut segments = ["Segment 1", "Segment 2", "Segment 3"].into_iter().cycle();
    bencher.bench_local(|| {
        let mut filter = AnswerFilter::default();
        filter.set_only(Dimension::Segment, [segments.next().unwrap().to_owned()].into());
        window.app.run(Action::FilterAnswers(Box::new(filter)));
        window.frame(Vec::new())
    });
}
