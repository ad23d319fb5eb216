//! Stage headers, lane titles and heads of bands.

use super::*;

#[test]
fn names_read_from_the_right_stand_where_their_heads_begin() {
    let mut fixture = Fixture::small();
    let mut person = fixture.project.personas.get(&persona(0)).unwrap().clone();
    (person.name, person.tagline) = ("سارة محمد".to_owned(), "تبحث عن عرض أفضل".to_owned());
    fixture.project.personas.insert_mut(persona(0), person);
    fixture.map(|map| {
        let lane = Lane {
            name: "نقاط الاتصال".to_owned(),
            ..map.lanes.get(&TOUCHPOINTS).unwrap().clone()
        };
        map.lanes.insert_mut(TOUCHPOINTS, lane);
        let column = model::Stage {
            name: "שלב הרכישה".to_owned(),
            ..map.stages.get(&stage(0)).unwrap().clone()
        };
        map.stages.insert_mut(stage(0), column);
    });
    let scene = fixture.scene();
    let left_of = |items: &[Item]| {
        let rtl = runs(items).into_iter().filter(|run| run.rtl);
        rtl.map(|run| run.origin.x).fold(f32::INFINITY, f32::min)
    };
    let head = runs(&scene.band_heads);
    let word = |text: &str| head.iter().find(|run| run.text.contains(text)).unwrap().origin.x;
    assert!((60.0..100.0).contains(&left_of(&scene.band_heads)), "right of the avatar");
    assert!((word("تبحث") - word("سارة")).abs() < 300.0, "the tagline follows the name");
    assert_eq!(left_of(&scene.lane_titles), 12.0);
    let stage_left = scene.layout.stage(stage(0)).unwrap().rect.left();
    assert!((left_of(&scene.stage_headers) - stage_left - 12.0).abs() < 0.5);
}

#[test]
fn a_long_stage_name_takes_two_lines_and_all_headers_grow() {
    let mut fixture = Fixture::small();
    let low = fixture.scene().layout.header_height;
    let name = "Comparison of providers and tariffs";
    fixture.map(|map| {
        let column =
            model::Stage { name: name.to_owned(), ..map.stages.get(&stage(0)).unwrap().clone() };
        map.stages.insert_mut(stage(0), column);
    });
    let scene = fixture.scene();
    assert!(scene.layout.header_height > low);
    let heights: Vec<f32> = scene.layout.stages.iter().map(|stage| stage.rect.height()).collect();
    assert!(heights.windows(2).all(|pair| pair[0] == pair[1]), "{heights:?}");
    let shown: String = words(&scene.stage_headers).concat();
    assert!(shown.contains("Comparison") && shown.contains("tariffs") && !shown.contains('…'));
    let strip = scene.layout.stage(stage(0)).unwrap().rect;
    for run in runs(&scene.stage_headers).iter().filter(|run| strip.contains(run.origin)) {
        assert!(
            run.origin.y - 14.0 > strip.top() && run.origin.y + 4.0 < strip.bottom(),
            "{run:?}"
        );
    }
    assert!(scene.layout.bands[0].rect.top() > strip.bottom());
}

#[test]
fn a_lane_title_becomes_smaller_before_a_word_is_broken() {
    let mut fixture = Fixture::small();
    let mut title = |name: &str| {
        fixture.map(|map| {
            let lane = Lane { name: name.to_owned(), ..map.lanes.get(&PAINS).unwrap().clone() };
            map.lanes.insert_mut(PAINS, lane);
        });
        let scene = fixture.scene();
        let top = scene.layout.lane(Some(persona(0)), PAINS).unwrap().title.top();
        let own = runs(&scene.lane_titles).into_iter().filter(|run| run.origin.y > top);
        own.map(|run| (run.text.trim().to_owned(), run.size_px)).collect::<Vec<_>>()
    };
    assert_eq!(title("Kundenkontakte"), [("Kundenkontakte".to_owned(), 16.0)]);
    assert_eq!(title("Berührungspunkte"), [("Berührungspunkte".to_owned(), 13.0)]);
    let broken = title("Berührungspunkteübersichtsspalte");
    assert!(broken[0].0.ends_with('-') && broken.len() == 2, "{broken:?}");
}
