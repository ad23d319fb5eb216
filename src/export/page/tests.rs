use std::sync::Arc;

use model::CardKind;

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
        LegendEntry::new(LegendSign::Assumed, "assumed, not yet validated"),
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
fn nothing_to_show_still_makes_a_page() {
    let page =
        compose(&mut TextEngine::new(), &Items::default(), Rect::NOTHING, &options(&[], None));
    assert!(page.bounds.is_finite() && page.bounds.is_positive());
}
