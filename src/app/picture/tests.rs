use model::{Card, CardKind, Evidence};

use super::*;
use crate::templates::SAMPLE;

/// The sample and the options of its first map.
fn sample() -> (Project, PictureOptions) {
    let project = SAMPLE.project().unwrap();
    let map = *project.maps.keys().next().unwrap();
    (project, PictureOptions::of(map))
}

/// Changes every card, given the place of its stage.
fn change_cards(project: &mut Project, map: MapId, change: impl Fn(usize, &mut Card)) {
    let mut changed = project.maps.get(&map).unwrap().clone();
    let ids: Vec<CardId> = changed.cards.keys().copied().collect();
    for id in ids {
        let mut card = changed.cards.get(&id).unwrap().clone();
        let at = changed.stages_in_order().iter().position(|(stage, _)| *stage == card.place.stage);
        change(at.unwrap(), &mut card);
        changed.cards.insert_mut(id, card);
    }
    project.maps.insert_mut(map, changed);
}

/// The legend and the subtitle of a picture.
fn around(project: &Project, options: &PictureOptions) -> (Vec<String>, String) {
    let scene = build(project, options, &mut TextEngine::new());
    let map = project.maps.get(&options.map).unwrap();
    let (layout, figures) = (&scene.layout, &scene.figures);
    let shown = words::Shown { project, map, options, layout, figures };
    (shown.legend().into_iter().map(|entry| entry.label).collect(), shown.subtitle())
}

#[test]
fn selected_cards_are_pictured_without_what_stands_around_them() {
    let (project, options) = sample();
    let mut text = TextEngine::new();
    let scene = build(&project, &options, &mut text);
    let two: BTreeSet<CardId> = scene.layout.cards().take(2).map(|(_, card)| card.id).collect();
    let rects = two.iter().filter_map(|id| scene.layout.card_rect(*id));
    let (items, part) = selected(&scene, &Selection::Cards(two.clone())).unwrap();
    assert_eq!(part, rects.reduce(Rect::union).unwrap());
    assert_eq!(items.len(), 2, "two cards and nothing else");
    let image = of_selection(&project, &options, &Selection::Cards(two), &mut text).unwrap();
    let [width, _] = image.size;
    assert!((width as f32 - 2.0 * (part.width() + 2.0 * MARGIN)).abs() <= 1.0);
    let lane = options.theme().map.lane;
    assert!(image.pixels[..width * 24].iter().all(|pixel| *pixel == lane), "an empty margin");
    let nowhere = Selection::card(CardId::from_number(1));
    assert!(selected(&scene, &nowhere).is_none());
}

#[test]
fn the_legend_names_every_sign_that_is_shown_and_no_other() {
    let (mut project, options) = sample();
    change_cards(&mut project, options.map, |stage, card| {
        card.kind = if stage == 0 { CardKind::Opportunity } else { CardKind::Touchpoint };
        card.evidence = if stage == 0 { Evidence::Partly } else { Evidence::Validated };
        card.notes = if stage == 0 { "Seen in May".to_owned() } else { String::new() };
        card.emotion = (stage == 0).then(|| model::Emotion::from_tenths(10));
        card.moment_of_truth = stage == 1;
        card.initiator = None;
    });
    let signs = ["opportunity", "partly validated", "has notes", "from frustrated to delighted"];
    let (all, _) = around(&project, &options);
    for sign in signs.into_iter().chain(["touchpoint", "moment of truth", "validated"]) {
        assert!(all.iter().any(|label| label == sign), "{sign} is missing in {all:?}");
    }
    let later = PictureOptions { stages: Some(1..=3), ..options };
    let (later, _) = around(&project, &later);
    for sign in signs.into_iter().chain(["validated", "assumed, not yet validated"]) {
        assert!(!later.iter().any(|label| label == sign), "{sign} is not shown, but in {later:?}");
    }
    assert!(later.iter().any(|label| label == "touchpoint"));
}

#[test]
fn the_legend_leaves_out_the_cards_of_folded_bands_and_the_curve_that_is_not_drawn() {
    let (project, mut options) = sample();
    options.collapsed = project.personas.keys().copied().collect();
    let (legend, _) = around(&project, &options);
    assert!(!legend.iter().any(|label| label == "touchpoint"), "{legend:?}");
    assert!(legend.iter().any(|label| label == "Anna, believed"), "{legend:?}");
    assert!(legend.iter().any(|label| label.starts_with("measured")), "{legend:?}");
    options.measured = false;
    let (legend, _) = around(&project, &options);
    assert!(!legend.iter().any(|label| label.starts_with("measured")), "{legend:?}");
}

#[test]
fn only_the_answers_of_the_stages_that_are_shown_are_counted() {
    let (project, options) = sample();
    let answers = |stages| {
        let (_, subtitle) = around(&project, &PictureOptions { stages, ..options.clone() });
        let number =
            subtitle.split("measured with ").nth(1).and_then(|rest| rest.split(' ').next());
        number.map_or(0, |number| number.parse::<u64>().unwrap())
    };
    let all = answers(None);
    assert!((1..all).contains(&answers(Some(1..=3))));
    let single: u64 = (0..6).map(|stage| answers(Some(stage..=stage))).sum();
    assert_eq!(single, all);
}

#[test]
fn a_name_read_from_the_right_leaves_the_words_after_it_at_its_right() {
    let (mut project, mut options) = sample();
    let (id, persona) = project.personas_in_order()[0];
    let renamed = model::Persona { name: "سارة".to_owned(), ..persona.clone() };
    project.personas.insert_mut(id, renamed);
    options.persona = Some(id);
    let mut text = TextEngine::new();
    let style = options.theme().style(scene::theme::TextRole::Meta);
    let (legend, _) = around(&project, &options);
    let label = legend.iter().find(|label| label.contains("سارة")).unwrap();
    let block = text.line_within(label, style, 400.0);
    let at = |word: &str| block.runs.iter().find(|run| run.text.contains(word)).unwrap().origin.x;
    assert!(at("سارة") < at("believed"));
    assert!(block.missing.is_empty());
}

#[test]
fn the_legend_explains_gaps_figures_and_what_was_expected_of_them() {
    let (project, mut options) = sample();
    let signs = ["worse or better than believed", "figure of n answers", "expected"];
    let verdicts = ["meets what is expected", "misses what is expected"];
    let (legend, _) = around(&project, &options);
    for sign in signs.into_iter().chain(verdicts) {
        assert!(legend.iter().any(|label| label == sign), "{sign} is missing in {legend:?}");
    }
    options.collapsed = project.personas.keys().copied().collect();
    let (folded, _) = around(&project, &options);
    assert!(!folded.iter().any(|label| label == "expected"), "no lane of figures: {folded:?}");
    assert!(folded.iter().any(|label| label == "misses what is expected"), "on a stage");
    options.measured = false;
    let (plain, _) = around(&project, &options);
    assert!(!plain.iter().any(|label| label == signs[0]), "{plain:?}");
}

#[test]
fn a_picture_of_some_answers_says_which() {
    let (project, mut options) = sample();
    let (_, all) = around(&project, &options);
    options.filter.labels.from = Some("2026-03".to_owned());
    options.filter.labels.to = Some("2026-05".to_owned());
    options.filter.personas = project.personas.keys().take(1).copied().collect();
    let (_, some) = around(&project, &options);
    assert!(!all.contains("only"), "{all}");
    assert!(some.ends_with("only March to May 2026, Anna"), "{some}");
}
