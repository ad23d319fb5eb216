use std::sync::Arc;

use model::{CardKind, Evidence};

use super::*;

fn content(width: f32, height: f32) -> Items {
    let mut list = DrawList::new();
    list.rect(Rect::from_min_size(pos2(100.0, 50.0), vec2(width, height)), Color32::RED);
    list.finish()
}

fn entries() -> Vec<LegendEntry> {
    let theme = &Theme::LIGHT;
    vec![
        LegendEntry::new(LegendSign::Kind(CardKind::Touchpoint), "touchpoint"),
        LegendEntry::new(LegendSign::KeyMoment, "moment of truth"),
        LegendEntry::new(LegendSign::Letter("C"), "started by the customer"),
        LegendEntry::new(LegendSign::Evidence(Evidence::Assumed), "assumed, not yet validated"),
        LegendEntry::new(LegendSign::Persona(theme.persona(1)), "Bernd"),
        LegendEntry::new(LegendSign::Measured, "measured"),
        LegendEntry::new(LegendSign::Gap, "worse than believed"),
    ]
}

fn options(legend: &[LegendEntry], size: Option<Vec2>) -> PageOptions<'_> {
    PageOptions {
        title: "Anna loses trust",
        subtitle: "Switching provider",
        legend,
        footer: "2 of 6",
        size,
        theme: &Theme::LIGHT,
    }
}

/// The texts of a page's own items, with the corner where each starts.
fn texts(items: &Items, offset: Vec2) -> Vec<(Arc<str>, Pos2)> {
    let mut texts = Vec::new();
    for item in items.iter() {
        match item {
            scene::draw::Item::Glyphs(run) => {
                texts.push((Arc::clone(&run.text), run.origin + offset));
            }
            scene::draw::Item::Group(group) => {
                texts.extend(self::texts(&group.items, offset + group.transform.translation));
            }
            _ => {}
        }
    }
    texts
}

/// Where the red content stands on a page.
fn content_place(page: &Page) -> Rect {
    page.items
        .iter()
        .find_map(|item| match item {
            scene::draw::Item::Group(group) if group.clip.is_some() => Some(group.bounds()),
            _ => None,
        })
        .unwrap()
}

#[test]
fn a_slide_scales_its_content_between_title_and_legend() {
    let legend = entries();
    let content = content(3000.0, 600.0);
    let mut engine = TextEngine::new();
    let slide = vec2(1920.0, 1080.0);
    let page = compose(&mut engine, &content, content.bounds(), &options(&legend, Some(slide)));
    assert_eq!(page.bounds.size(), slide);
    assert!((page.content_scale - 1824.0 / 3000.0).abs() < 1.0e-3);
    let place = content_place(&page);
    assert!(place.left() >= MARGIN - 0.1 && place.right() <= 1920.0 - MARGIN + 0.1, "{place:?}");
    for (text, at) in texts(&page.items, Vec2::ZERO) {
        assert!(!place.contains(at), "{text} stands on the content");
        assert!(page.bounds.shrink(MARGIN - 1.0).contains(at), "{text} is off the page");
    }
}

#[test]
fn a_page_without_a_size_grows_around_its_content() {
    let content = content(500.0, 300.0);
    let mut engine = TextEngine::new();
    let page = compose(&mut engine, &content, content.bounds(), &options(&[], None));
    assert_eq!(page.content_scale, 1.0);
    assert_eq!(page.bounds.width(), 500.0 + 2.0 * MARGIN);
    assert_eq!(content_place(&page).size(), vec2(500.0, 300.0));
    assert!(page.bounds.contains_rect(page.items.bounds()));
}

#[test]
fn a_bare_page_is_content_and_margin() {
    let content = content(500.0, 300.0);
    let bare = PageOptions { title: "", subtitle: " ", footer: "", ..options(&[], None) };
    let page = compose(&mut TextEngine::new(), &content, content.bounds(), &bare);
    assert_eq!(page.bounds.size(), vec2(500.0, 300.0) + Vec2::splat(2.0 * MARGIN));
    assert_eq!(page.items.len(), 1);
}

#[test]
fn a_long_legend_wraps_and_no_word_is_lost() {
    let legend = entries();
    let content = content(600.0, 100.0);
    let mut engine = TextEngine::new();
    let page = compose(&mut engine, &content, content.bounds(), &options(&legend, None));
    let texts = texts(&page.items, Vec2::ZERO);
    for entry in &legend {
        let found = texts.iter().find(|(text, _)| **text == *entry.label);
        let (_, at) = found.unwrap_or_else(|| panic!("{} is missing", entry.label));
        assert!(at.x > MARGIN && at.x < 600.0 + MARGIN, "{}: {at:?}", entry.label);
    }
    let rows: std::collections::BTreeSet<u32> = texts
        .iter()
        .filter(|(text, _)| legend.iter().any(|entry| **text == *entry.label))
        .map(|(_, at)| at.y.round() as u32)
        .collect();
    assert!(rows.len() > 1, "{rows:?}");
}

#[test]
fn a_finding_is_read_to_its_end_in_a_narrow_picture() {
    let content = content(450.0, 300.0);
    let finding = "Anna loses her trust in us at the first bill, as nobody told her of the fee";
    let page_of = |title| {
        let options = PageOptions { title, ..options(&[], None) };
        compose(&mut TextEngine::new(), &content, content.bounds(), &options)
    };
    let (long, short) = (page_of(finding), page_of("Anna"));
    let shown: String = texts(&long.items, Vec2::ZERO).iter().map(|(text, _)| &**text).collect();
    assert!(shown.contains(finding), "{shown}");
    assert!(long.bounds.height() > short.bounds.height() + 40.0, "it gets more room");
    assert!(content_place(&long).top() > content_place(&short).top());
}

#[test]
fn a_name_read_from_the_right_stands_beside_its_sign() {
    let theme = &Theme::LIGHT;
    let name = "سارة محمد";
    let legend = [
        LegendEntry::new(LegendSign::Persona(theme.persona(0)), name),
        LegendEntry::new(LegendSign::Persona(theme.persona(1)), "Bernd"),
    ];
    let content = content(1600.0, 300.0);
    let options = PageOptions { title: "רגע האמת", ..options(&legend, None) };
    let page = compose(&mut TextEngine::new(), &content, content.bounds(), &options);
    let texts = texts(&page.items, Vec2::ZERO);
    let left_of = |word: &str| {
        let own = texts.iter().filter(|(text, _)| word.contains(text.trim()));
        own.map(|(_, at)| at.x).fold(f32::INFINITY, f32::min)
    };
    assert_eq!(left_of(name), MARGIN + 32.0 + 8.0);
    assert!(left_of("Bernd") < 400.0);
    assert!((left_of("רגע האמת") - MARGIN).abs() < 0.1, "the title stands over the subtitle");
}

#[test]
fn faces_and_notes_keep_clear_of_their_words() {
    let legend = [
        LegendEntry::new(LegendSign::Faces, "from frustrated to delighted"),
        LegendEntry::new(LegendSign::Notes, "has notes"),
        LegendEntry::new(LegendSign::Evidence(Evidence::Partly), "partly validated"),
    ];
    let content = content(1600.0, 300.0);
    let page = compose(&mut TextEngine::new(), &content, content.bounds(), &options(&legend, None));
    let texts = texts(&page.items, Vec2::ZERO);
    let place = |label: &str| texts.iter().position(|(text, _)| &**text == label).unwrap();
    let words = place("from frustrated to delighted");
    let faces = texts[words - 5..words].iter().map(|(_, at)| at.x);
    assert!(faces.clone().is_sorted() && faces.clone().all(|x| x >= MARGIN - 0.1));
    assert!(faces.clone().all(|x| x + 20.0 <= texts[words].1.x), "{texts:?}");
    assert!(place("has notes") > words && place("partly validated") > words);
}

#[test]
fn nothing_to_show_still_makes_a_page() {
    let page =
        compose(&mut TextEngine::new(), &Items::default(), Rect::NOTHING, &options(&[], None));
    assert!(page.bounds.is_finite() && page.bounds.is_positive());
}
