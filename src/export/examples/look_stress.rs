#![allow(warnings)]
use model::*;
use scene::*;
use scene::text::TextEngine;
use std::ops::ControlFlow;
fn png(items: &[scene::draw::Item], bounds: emath::Rect, scale: f32, bg: ecolor::Color32, out: &str) {
    let mut file = Vec::new();
    export::png::render_png(items, bounds, scale, Some(bg), &mut file, &mut |_| ControlFlow::Continue(())).unwrap();
    std::fs::write(out, file).unwrap();
}
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let dark = args.iter().any(|a| a == "dark");
    let theme = scene::theme::Theme::of(dark);
    let mut text = TextEngine::new();
    // stress map
    let mut project = Project::default();
    let mut map = Map::new("Stress", Order::middle());
    let orders = Order::spread(None, None, 40);
    let names = ["Awareness and very first consideration of alternatives", "X", "Kaufentscheidung", "", "Onboarding"];
    for (i, n) in names.iter().enumerate() {
        let mut s = Stage::new(*n, orders[i].clone());
        s.width_px = [None, Some(220), Some(420), None, None][i];
        s.group = ["Pre-purchase activities of the household", "", "Purchase", "Purchase", ""][i].into();
        map.stages.insert_mut(StageId::from_number(10 + i as u128), s);
    }
    let lanes = [("Touchpoints and everything else that happens here", LaneKind::Cards(CardKind::Touchpoint)), ("Emotional journey", LaneKind::Curve), ("Pains & ideas", LaneKind::Cards(CardKind::Pain))];
    for (i, (n, k)) in lanes.iter().enumerate() {
        map.lanes.insert_mut(LaneId::from_number(20 + i as u128), Lane::new(*n, *k, orders[i].clone()));
    }
    let mut once = Lane::new("Departments", LaneKind::Cards(CardKind::Evidence), orders[5].clone());
    once.once = true;
    map.lanes.insert_mut(LaneId::from_number(25), once);
    for (i, (n, t)) in [("Anna", ""), ("Hans-Joachim von und zu Hohenlohe-Langenburg der Jüngere", "who has been with us for more than twenty years and does not like to change anything about it at all, ever"), ("", "no name")].iter().enumerate() {
        let mut p = Persona::new(*n, orders[i].clone(), [0, 6, 3][i]);
        p.tagline = (*t).into();
        project.personas.insert_mut(PersonaId::from_number(30 + i as u128), p);
    }
    for (i, (n, icon)) in [("Website", "language"), ("Third-party comparison website with advertisements", "search"), ("Pigeon", "?")].iter().enumerate() {
        project.channels.insert_mut(ChannelId::from_number(50 + i as u128), Channel::new(*n, *icon, orders[i].clone()));
    }
    let texts = ["", "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung", "تبحث عن عرض أفضل وتقارن بين ثلاثة أسعار على موقعنا الإلكتروني 5G", "日本語のとても長い文章がここに入ります。改行されます。", "A text of three hundred characters goes on and on until it does not fit any more, because whoever wrote it wanted to say everything at once instead of splitting it into cards, and so the card has to cut it off somewhere and show that there is more to be read, which is what the ellipsis at the end is for.", "Line one\nLine two\nLine three", "ok"];
    let mut n = 0u128;
    for p in 0..2u128 { for (i, t) in texts.iter().enumerate() {
        let cell = Cell { persona: Some(PersonaId::from_number(30 + p)), lane: LaneId::from_number(20 + 2 * (i as u128 % 2)), stage: StageId::from_number(10 + (i as u128 % 5)) };
        let mut c = Card::new(cell.place(orders[i].clone()), CardKind::ALL[(i + p as usize) % 6], *t);
        c.evidence = Evidence::ALL[i % 3];
        c.channel = Some(ChannelId::from_number(50 + (i as u128 % 3)));
        c.initiator = Some(Initiator::ALL[i % 3]);
        c.emotion = Some(Emotion::STEPS[i % 5]);
        c.moment_of_truth = i % 2 == 1;
        c.notes = if i % 2 == 0 { "x".into() } else { String::new() };
        map.cards.insert_mut(CardId::from_number(100 + n), c); n += 1;
    } }
    for (s, e) in [(0, 20), (1, -20), (2, 20), (4, -20)] { map.points.insert_mut(CurveAt { persona: PersonaId::from_number(30), stage: StageId::from_number(10 + s) }, Emotion::from_tenths(e)); }
    for (s, e) in [(0, 0), (1, 1), (2, 0), (3, 0), (4, -1)] { map.points.insert_mut(CurveAt { persona: PersonaId::from_number(31), stage: StageId::from_number(10 + s) }, Emotion::from_tenths(e)); }
    let mid = MapId::from_number(1);
    project.maps.insert_mut(mid, map.clone());
    let mut figures = Figures::default();
    for p in 0..2u128 {
        let m = [1.9, -1.0, 0.6, -2.0, -1.9].iter().enumerate().filter(|(i, _)| p == 1 || *i != 1).map(|(i, e)| (StageId::from_number(10 + i as u128), MeasuredPoint { emotion: *e, interval: (i != 2).then_some((e - 0.3, (e + 0.3))), n: 1182, of_all: p == 0 })).collect();
        figures.measured.insert(PersonaId::from_number(30 + p), m);
        figures.chips.insert(PersonaId::from_number(30 + p), vec![Chip { label: "NPS".into(), value: "+18".into(), note: "n 902".into() }, Chip { label: "CSAT".into(), value: "78 %".into(), note: "n 1,968".into() }]);
    }
    let view = View::of(mid);
    let mut cache = SceneCache::default();
    let scene = Scene::build(&project, &view, &figures, theme, &mut text, &mut cache);
    let mut items = scene.content();
    let sel = Selection::Cell(Cell { persona: Some(PersonaId::from_number(32)), lane: LaneId::from_number(20), stage: StageId::from_number(11) });
    let mut o = Overlay::new(&sel, 1.0);
    o.hover = Hit::Cell(Cell { persona: Some(PersonaId::from_number(32)), lane: LaneId::from_number(20), stage: StageId::from_number(12) });
    items.extend(overlay(&scene, &o, theme));
    png(&items, scene.layout.rect(), 1.0, theme.map.canvas, "/tmp/stress.png");
    // performance
    for count in [1000u128, 10000] {
        let mut map = Map::new("Big", Order::middle());
        for i in 0..12 { map.stages.insert_mut(StageId::from_number(10 + i), Stage::new(format!("Stage {i}"), orders[i as usize].clone())); }
        for i in 0..6 { map.lanes.insert_mut(LaneId::from_number(30 + i), Lane::new(format!("Lane {i}"), if i == 2 { LaneKind::Curve } else { LaneKind::Cards(CardKind::ALL[i as usize]) }, orders[i as usize].clone())); }
        let mut project = Project::default();
        for i in 0..15 { project.personas.insert_mut(PersonaId::from_number(60 + i), Persona::new(format!("P {i}"), orders[i as usize].clone(), i as u8)); }
        let many = Order::spread(None, None, 200);
        for i in 0..count {
            let lane = [0, 1, 3, 4, 5][(i % 5) as usize];
            let cell = Cell { persona: Some(PersonaId::from_number(60 + (i / 5) % 15)), lane: LaneId::from_number(30 + lane), stage: StageId::from_number(10 + (i / 75) % 12) };
            map.cards.insert_mut(CardId::from_number(1000 + i), Card::new(cell.place(many[((i / 900) % 200) as usize].clone()), CardKind::Pain, format!("Compares {i} tariffs on our site and finds none {}", i * 7919 % 1000)));
        }
        project.maps.insert_mut(mid, map.clone());
        let mut cache = SceneCache::default();
        let view = View::of(mid);
        let t = std::time::Instant::now();
        let s = Scene::build(&project, &view, &Figures::default(), theme, &mut text, &mut cache);
        eprintln!("{count}: first {:?} size {:?}", t.elapsed(), s.layout.size);
        let t = std::time::Instant::now();
        let s = Scene::build(&project, &view, &Figures::default(), theme, &mut text, &mut cache);
        eprintln!("{count}: same {:?}", t.elapsed());
        for k in 0..3u128 {
            let mut c = map.cards.get(&CardId::from_number(1000 + 17 * k)).unwrap().clone();
            c.text.push_str(" more");
            map.cards.insert_mut(CardId::from_number(1000 + 17 * k), c);
            project.maps.insert_mut(mid, map.clone());
            let t = std::time::Instant::now();
            let s = Scene::build(&project, &view, &Figures::default(), theme, &mut text, &mut cache);
            eprintln!("{count}: one card {:?} lanes {}", t.elapsed(), cache.drawn_lanes());
        }
        map.stages.insert_mut(StageId::from_number(13), Stage { width_px: Some(300), ..map.stages.get(&StageId::from_number(13)).unwrap().clone() });
        project.maps.insert_mut(mid, map.clone());
        let t = std::time::Instant::now();
        let s = Scene::build(&project, &view, &Figures::default(), theme, &mut text, &mut cache);
        eprintln!("{count}: stage width {:?} lanes {}", t.elapsed(), cache.drawn_lanes());
        let t = std::time::Instant::now();
        let hit = s.layout.hit(emath::pos2(1500.0, 20000.0), 4.0);
        eprintln!("{count}: hit {:?} {hit:?}", t.elapsed());
    }
}
