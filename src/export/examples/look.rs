#![allow(warnings)]
use model::*;
use scene::*;
use std::ops::ControlFlow;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let path = &args[1];
    let out = &args[2];
    let dark = args.iter().any(|a| a == "dark");
    let bytes = std::fs::read(path).unwrap();
    let opened = model::format::read(&bytes).unwrap();
    let mut project = opened.project;
    let which: usize = args.iter().find_map(|a| a.strip_prefix("map=")).map_or(0, |n| n.parse().unwrap());
    let scale: f32 = args.iter().find_map(|a| a.strip_prefix("scale=")).map_or(1.0, |n| n.parse().unwrap());
    let (id, map) = { let m = project.maps_in_order(); (m[which].0, m[which].1.clone()) };
    let mut map = map;
    if args.iter().any(|a| a == "oncecurve") {
        let mut lane = Lane::new("Everybody", LaneKind::Curve, Order::middle());
        lane.once = true;
        map.lanes.insert_mut(LaneId::from_number(7), lane);
        project.maps.insert_mut(id, map.clone());
    }
    let mut view = View::of(id);
    let mut figures = Figures::default();
    let stages: Vec<StageId> = map.stages_in_order().iter().map(|s| s.0).collect();
    for (i, (pid, _)) in project.personas_in_order().iter().enumerate() {
        figures.chips.insert(*pid, vec![Chip { label: "NPS".into(), value: "+18".into(), note: "n 902".into() }]);
        let mut m = std::collections::BTreeMap::new();
        for (j, s) in stages.iter().enumerate() {
            let base = map.points.get(&CurveAt { persona: *pid, stage: *s }).map_or(0.0, |e| e.value());
            let e = (f64::from(base) + [-0.4, -0.9, -0.4, -1.3, 0.5, 0.9, -0.2][j % 7] ).clamp(-2.0, 2.0);
            m.insert(*s, MeasuredPoint { emotion: e, interval: Some((e - 0.15, e + 0.15)), n: 182 + 58 * j as u64, of_all: i == 1 });
        }
        figures.measured.insert(*pid, m);
        if args.iter().any(|a| a == "collapse") && i == 0 { view.collapsed.insert(*pid); }
    }
    let theme = scene::theme::Theme::of(dark);
    let mut text = scene::text::TextEngine::new();
    let mut cache = SceneCache::default();
    let t = std::time::Instant::now();
    let scene = Scene::build(&project, &view, &figures, theme, &mut text, &mut cache);
    eprintln!("build {:?} lanes {} size {:?}", t.elapsed(), cache.drawn_lanes(), scene.layout.size);
    let mut items = scene.content();
    if args.iter().any(|a| a == "overlay") {
        let first = scene.layout.cards().nth(2).map(|c| c.1.id);
        let sel = first.map_or(Selection::Nothing, Selection::card);
        let ids: std::collections::BTreeSet<_> = scene.layout.cards().skip(4).take(2).map(|c| c.1.id).collect();
        let mut o = Overlay::new(&sel, 1.0 / scale);
        let slot = scene.layout.drop_slot(emath::pos2(1100.0, 300.0), &ids);
        o.slot = slot.map(|s| s.line);
        o.ghosts = Some(Ghosts { cards: &ids, offset: emath::vec2(90.0, 60.0) });
        o.hover = scene.layout.stages.get(1).map_or(Hit::Nothing, |s| Hit::StageEdge(s.id));
        items.extend(overlay(&scene, &o, theme));
        items.extend(stage_overlay(&scene, &o, theme));
        let s2 = scene.layout.stages.get(2).map_or(Selection::Nothing, |s| Selection::Stage(s.id));
        items.extend(stage_overlay(&scene, &Overlay::new(&s2, 1.0), theme));
    }
    let mut bounds = scene.layout.rect();
    if let Some(b) = args.iter().find_map(|a| a.strip_prefix("at=")) {
        let v: Vec<f32> = b.split(',').map(|x| x.parse().unwrap()).collect();
        bounds = emath::Rect::from_min_size(emath::pos2(v[0], v[1]), emath::vec2(v[2], v[3]));
    }
    let mut file = Vec::new();
    export::png::render_png(&items, bounds, scale, Some(theme.map.canvas), &mut file, &mut |_| ControlFlow::Continue(())).unwrap();
    std::fs::write(out, file).unwrap();
}
