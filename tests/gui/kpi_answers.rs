//! Look at the answers that a key figure stands on.

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use model::answers::{AnswerFilter, Answers};
use model::{Kpi, KpiId, Measure, Order};

use crate::harness::{Desk, blank_with};
use crate::kpis::{open_row, watch_conversion};

#[test]
fn a_key_figure_of_answers_opens_the_card_of_its_answers() {
    let desk = Desk::new();
    let path = desk.write_project("sample.ron", &throughline::templates::SAMPLE.project().unwrap());
    let mut window = desk.open(&path);
    window.click(Role::Tab, "Key figures");
    let of_answers = |(_, kpi): &(KpiId, &Kpi)| matches!(kpi.measure, Measure::Answers { .. });
    let project = window.project();
    let name = project.kpis_in_order().into_iter().find(of_answers).unwrap().1.name.clone();
    open_row(&mut window, &name);
    window.button("Where this comes from");
    for part in ["Base", "Blank", "Off the scale", "File", "Imported"] {
        assert!(window.says(part), "{part}");
    }
    window.key(Key::Escape);
    assert!(!window.says("Off the scale") && window.asks("Key figure"));
}

#[test]
fn the_card_of_a_key_figure_tells_of_the_same_answers_as_its_form() {
    let desk = Desk::new();
    let mut project = throughline::templates::SAMPLE.project().unwrap();
    let shown = *project.maps.keys().next().unwrap();
    let mut other = blank_with(&[]).maps.values().next().unwrap().clone();
    other.order = Order::after(Some(&project.maps.get(&shown).unwrap().order));
    let elsewhere = other.stages_in_order()[0].0;
    project.maps.insert_mut(model::MapId::new(), other);
    // Some of the answers are about the other map.
    let (survey, record) = project.surveys.iter().next().map(|(id, s)| (*id, s.clone())).unwrap();
    let mut record = record;
    let label = record.links.stages.keys().next().unwrap().clone();
    record.links.stages.insert(label, elsewhere);
    let question = record.tally.questions[0].name.clone();
    project.surveys.insert_mut(survey, record);
    project.kpis = model::Table::new_sync();
    let mut watched = Vec::new();
    for (name, stage) in [("Of all maps", None), ("Of the other map", Some(elsewhere))] {
        let measure = Measure::Answers { survey, question: question.clone() };
        let order = Order::after(None);
        let mut kpi = Kpi::new(name, measure, survey::Direction::HighGood, order);
        kpi.about.stage = stage;
        project.kpis.insert_mut(KpiId::new(), kpi.clone());
        watched.push(kpi);
    }
    let mut window = desk.open(&desk.write_project("map.ron", &project));
    window.click(Role::Tab, "Key figures");
    let filter = AnswerFilter::default();
    let answers = Answers::new(&project, shown, &filter).unwrap();
    for kpi in watched {
        let n = answers.kpi(&kpi).now.unwrap().n.unwrap();
        let n = match (n / 1_000, n % 1_000) {
            (0, n) => format!("n {n}"),
            (thousands, n) => format!("n {thousands},{n:03}"),
        };
        open_row(&mut window, &kpi.name);
        assert!(window.says(&n), "{}: {n}", kpi.name);
        window.button("Where this comes from");
        let told = window.harness.query_all_by_label(&n).count();
        assert_eq!(told, 1, "{}: its card says {n}", kpi.name);
        window.key(Key::Escape);
        window.button("Done");
    }
}

#[test]
fn a_stage_tells_why_it_does_not_say_how_many_reached_it() {
    let mut table = "stage,converted\n".to_owned();
    for (stage, yes, no) in [("First stage", 40, 10), ("Second stage", 2, 1)] {
        table += &format!("{stage},yes\n").repeat(yes);
        table += &format!("{stage},no\n").repeat(no);
    }
    table += &"Third stage,\n".repeat(20);
    let window = watch_conversion(&table);
    for why in ["too few", "no answers"] {
        assert_eq!(window.harness.query_all_by_label(why).count(), 1, "{why}");
    }
}
