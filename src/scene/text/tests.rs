use emath::{Rect, pos2};

use super::*;
use crate::{
    fonts::FaceId,
    theme::{TextRole, Theme},
};

fn card() -> TextStyle {
    Theme::LIGHT.style(TextRole::Card)
}

/// The text of one line, without its line break or trailing space.
fn line_text<'a>(block: &'a TextBlock, line: &TextLine) -> &'a str {
    block.text[line.text_range.clone()].trim_end()
}

fn lines(block: &TextBlock) -> Vec<&str> {
    block.lines.iter().map(|line| line_text(block, line)).collect()
}

#[test]
fn a_text_wraps_at_the_width_of_its_card() {
    let mut engine = TextEngine::new();
    let text = "Compares three tariffs on our site and asks a friend";
    let block = engine.layout(text, card(), Some(232.0), None, Align::Start);
    insta::assert_debug_snapshot!(lines(&block), @r#"
    [
        "Compares three tariffs on our",
        "site and asks a friend",
    ]
    "#);
    assert!(block.width <= 232.0);
    assert_eq!(block.height, 44.0);
    assert!(!block.truncated);
    let text_of_runs: String = block.runs.iter().map(|run| &*run.text).collect();
    assert_eq!(text_of_runs, text);
}

#[test]
fn every_script_finds_its_face_and_misses_nothing() {
    let samples = [
        ("Latin naïve Čeština", FaceId::InterRegular),
        ("Ελληνικά", FaceId::InterRegular),
        ("Русский", FaceId::InterRegular),
        ("مرحبا بالعالم", FaceId::NotoSansArabic),
        ("שלום עולם", FaceId::NotoSansHebrew),
        ("สวัสดีชาวโลก", FaceId::NotoSansThai),
        ("नमस्ते दुनिया", FaceId::NotoSansDevanagari),
        ("お客様は待っています", FaceId::DroidSansFallback),
        ("客户旅程", FaceId::DroidSansFallback),
        ("고객 여정", FaceId::NotoSansKr),
        ("😀🎉👍", FaceId::NotoEmoji),
    ];
    let mut engine = TextEngine::new();
    for (text, face) in samples {
        let block = engine.line(text, card());
        assert_eq!(block.missing, [] as [char; 0], "{text}");
        assert!(block.runs.iter().any(|run| run.face == face), "{text}: {:?}", block.runs);
        let glyphs: usize = block.runs.iter().map(|run| run.glyphs.len()).sum();
        assert!(glyphs > 0, "{text}");
    }
}

#[test]
fn right_to_left_text_stands_at_the_right_and_runs_in_visual_order() {
    let mut engine = TextEngine::new();
    let block = engine.layout("שלום Anna 5", card(), Some(300.0), None, Align::Start);
    let hebrew = block.runs.iter().find(|run| run.rtl && run.text.trim() != "").unwrap();
    assert_eq!(hebrew.text.trim(), "שלום");
    let latin = block.runs.iter().find(|run| run.text.contains("Anna")).unwrap();
    assert!(latin.origin.x < hebrew.origin.x, "the first word is read at the right");
    assert!((hebrew.origin.x + hebrew.width - 300.0).abs() < 0.5);
    // Glyphs go from left to right, their bytes from the end of the word to its start.
    let starts: Vec<_> = hebrew.glyphs.iter().map(|glyph| glyph.byte_start).collect();
    assert!(starts.windows(2).all(|pair| pair[0] > pair[1]), "{starts:?}");
}

#[test]
fn glyphs_name_the_bytes_that_they_stand_for() {
    let mut engine = TextEngine::new();
    for text in ["office", "لا إله", "क्षत्रिय", "ที่นี่", "👩‍👩‍👧 family"]
    {
        let block = engine.line(text, card());
        for run in &block.runs {
            let mut covered = vec![false; run.text.len()];
            for glyph in run.glyphs.iter() {
                let bytes = glyph.byte_start as usize..glyph.byte_end as usize;
                assert!(run.text.get(bytes.clone()).is_some(), "{text}: {bytes:?}");
                covered[bytes].fill(true);
            }
            assert!(covered.iter().all(|byte| *byte), "{text}: {:?}", run.glyphs);
        }
    }
}

#[test]
fn a_text_that_is_too_long_ends_in_an_ellipsis_within_its_lines() {
    let mut engine = TextEngine::new();
    let text = "One two three four five six seven eight nine ten eleven twelve ".repeat(3);
    let text = text.as_str();
    for width in [60.0, 100.0, 150.0, 232.0] {
        for max_lines in 1..4 {
            let block = engine.layout(text, card(), Some(width), Some(max_lines), Align::Start);
            assert!(block.lines.len() <= max_lines, "{width} {max_lines}");
            assert!(block.width <= width, "{width} {max_lines}");
            assert!(block.truncated && block.text.ends_with('…'), "{:?}", block.text);
        }
    }
    let whole = engine.layout("One two", card(), Some(232.0), Some(1), Align::Start);
    assert!(!whole.truncated);
    let two = engine.layout("One\nTwo\nThree", card(), Some(232.0), Some(2), Align::Start);
    assert_eq!(lines(&two), ["One", "Two…"]);
}

#[test]
fn a_word_wider_than_the_card_breaks() {
    let mut engine = TextEngine::new();
    let block = engine.layout(&"W".repeat(100), card(), Some(100.0), None, Align::Start);
    assert!(block.lines.len() > 10);
    assert!(block.width <= 100.0);
}

#[test]
fn a_pasted_book_is_cut_before_it_is_shaped() {
    let mut engine = TextEngine::new();
    for book in ["word ".repeat(20_000), "x".repeat(100_000), "語".repeat(33_000)] {
        let block = engine.layout(&book, card(), Some(232.0), Some(5), Align::Start);
        assert_eq!(block.lines.len(), 5);
        assert!(block.truncated && block.text.len() < 5_000);
        let whole = engine.layout(&book, card(), Some(232.0), None, Align::Start);
        assert_eq!(whole.lines.last().unwrap().text_range.end, book.len());
    }
}

#[test]
fn what_no_face_has_is_reported_and_drawn_as_a_box() {
    let mut engine = TextEngine::new();
    let block = engine.line("Cuneiform 𒀀 and 𒀁, 𒀀", card());
    assert_eq!(block.missing, ['𒀀', '𒀁']);
    let boxes = block.runs.iter().flat_map(|run| run.glyphs.iter()).filter(|g| g.id == 0);
    assert_eq!(boxes.count(), 3);
    for harmless in ["a\u{200D}b", "tab\tand\r\nbreak", "❤\u{FE0F}", "", "\u{200B}"] {
        assert_eq!(engine.line(harmless, card()).missing, [] as [char; 0], "{harmless:?}");
    }
}

#[test]
fn an_empty_text_is_one_empty_line_high() {
    let block = TextEngine::new().layout("", card(), Some(232.0), None, Align::Start);
    assert_eq!((block.height, block.lines.len(), block.runs.len()), (22.0, 1, 0));
    assert_eq!(line_text(&block, &block.lines[0]), "");
}

#[test]
fn sizes_that_are_not_numbers_do_no_harm() {
    let mut engine = TextEngine::new();
    for bad in [f32::NAN, f32::INFINITY, -5.0, 0.0, 1.0e30] {
        let style = TextStyle { size_px: bad, line_height_px: bad, ..card() };
        let block = engine.layout("Card", style, Some(bad), Some(2), Align::Center);
        assert!(block.size().is_finite(), "{bad}: {:?}", block.size());
    }
}

#[test]
fn weights_use_their_own_faces_and_fallbacks_stay() {
    let mut engine = TextEngine::new();
    let expected = [
        (Weight::Regular, FaceId::InterRegular),
        (Weight::Medium, FaceId::InterMedium),
        (Weight::SemiBold, FaceId::InterSemiBold),
        (Weight::Bold, FaceId::InterBold),
    ];
    for (weight, face) in expected {
        let block = engine.line("Pay 支払い", TextStyle { weight, ..card() });
        let faces: Vec<_> = block.runs.iter().map(|run| run.face).collect();
        assert_eq!(faces.first(), Some(&face));
        assert_eq!(faces.last(), Some(&FaceId::DroidSansFallback));
    }
}

#[test]
fn lines_align_within_the_width() {
    let mut engine = TextEngine::new();
    let mut left = |align| {
        let block = engine.layout("Step", card(), Some(200.0), None, align);
        (block.runs[0].origin.x, block.width)
    };
    let (start, width) = left(Align::Start);
    assert_eq!(start, 0.0);
    assert!((left(Align::Center).0 - (200.0 - width) / 2.0).abs() < 0.01);
    assert!((left(Align::End).0 - (200.0 - width)).abs() < 0.01);
}

#[test]
fn the_same_layout_is_made_once() {
    let mut engine = TextEngine::new();
    let first = engine.layout("Card", card(), Some(232.0), Some(5), Align::Start);
    let again = engine.layout("Card", card(), Some(232.0), Some(5), Align::Start);
    assert!(Arc::ptr_eq(&first, &again));
    let wider = engine.layout("Card", card(), Some(300.0), Some(5), Align::Start);
    assert!(!Arc::ptr_eq(&first, &wider));
    assert_eq!(engine.cached(), 2);
}

#[test]
fn editing_shows_exactly_the_runs_that_stay_afterwards() {
    let mut engine = TextEngine::new();
    for text in ["Compares three tariffs on our site", "שלום Anna", "お客様は待っています", ""]
    {
        for align in [Align::Start, Align::Center] {
            let mut editor = engine.editor(text, card(), Some(150.0), align);
            let view = engine.editor_view(&mut editor);
            let block = engine.layout(text, card(), Some(150.0), None, align);
            assert_eq!(*view.block, *block, "{text}");
            assert!(view.caret.is_some());
        }
    }
}

#[test]
fn typing_replaces_the_selection_and_the_caret_follows() {
    let mut engine = TextEngine::new();
    let mut editor = engine.editor("Old text", card(), Some(200.0), Align::Start);
    assert_eq!(editor.selected_text(), Some("Old text"));
    assert_eq!(engine.editor_view(&mut editor).selection.len(), 1);

    engine.drive(&mut editor, |driver| driver.insert_or_replace_selection("New"));
    let view = engine.editor_view(&mut editor);
    assert_eq!((editor.text(), editor.selected_text()), ("New".to_owned(), None));
    assert!(view.selection.is_empty());
    let caret = view.caret.unwrap();
    assert!((caret.center().x - view.block.width).abs() < 2.0, "{caret:?}");
    assert!(caret.height() > 15.0);
}

#[test]
fn an_input_method_composes_without_changing_the_text() {
    let mut engine = TextEngine::new();
    let mut editor = engine.editor("", card(), Some(200.0), Align::Start);
    engine.drive(&mut editor, |driver| driver.set_compose("にほん", Some((9, 9))));
    let view = engine.editor_view(&mut editor);
    assert!(editor.is_composing() && editor.text().is_empty());
    assert_eq!(view.composing.len(), 1);
    assert_eq!(&*view.block.text, "にほん");
    assert!(view.ime_area.intersects(Rect::from_min_max(pos2(0.0, 0.0), pos2(60.0, 22.0))));
    engine.drive(&mut editor, |driver| {
        driver.finish_compose();
    });
    assert_eq!(editor.text(), "にほん");
}

/// From the leftmost to the rightmost ink-bearing run of a block.
fn extent(block: &TextBlock) -> (f32, f32) {
    let seen = || block.runs.iter().filter(|run| !run.text.trim().is_empty());
    let left = seen().map(|run| run.origin.x).fold(f32::INFINITY, f32::min);
    (left, seen().map(|run| run.origin.x + run.width).fold(f32::NEG_INFINITY, f32::max))
}

#[test]
fn a_label_begins_at_zero_whichever_way_it_is_read() {
    let mut engine = TextEngine::new();
    for text in ["Anna", "سارة محمد", "שרה לוי ", "שרה Levi", "Anna שרה"] {
        for block in [engine.line(text, card()), engine.line_within(text, card(), 600.0)] {
            let (left, right) = extent(&block);
            assert!(left.abs() < 0.1, "{text}: {left}");
            assert!((right - block.width).abs() < 0.1, "{text}: {right} of {}", block.width);
            assert!(!block.truncated && block.lines[0].x.abs() < 0.1);
        }
    }
    let two = engine.label("נקודות מגע חשובות מאוד", card(), 120.0, 3);
    assert!(two.lines.len() > 1);
    let (left, right) = extent(&two);
    assert!(left > -0.1 && right < two.width + 5.0, "{left} to {right} of {}", two.width);
    let ends: Vec<f32> = two.lines.iter().map(|line| line.x + line.width).collect();
    assert!(
        ends.windows(2).all(|pair| (pair[0] - pair[1]).abs() < 0.1),
        "{ends:?}: one right edge"
    );
}

#[test]
fn an_ellipsis_stands_where_the_reading_ends() {
    let mut engine = TextEngine::new();
    for (text, at_left) in [
        ("سارة محمد عبد الرحمن", true),
        ("שרה לוי כהן מירושלים", true),
        ("Anna Maria of Bonn", false),
    ] {
        let block = engine.line_within(text, card(), 90.0);
        assert!(block.truncated && block.width <= 90.0, "{text}");
        let ellipsis = block.runs.iter().find_map(|run| {
            let glyph = run.glyphs.iter().find(|glyph| {
                run.text.get(glyph.byte_start as usize..glyph.byte_end as usize) == Some("…")
            })?;
            Some(run.origin.x + glyph.x)
        });
        let (left, right) = extent(&block);
        let x = ellipsis.unwrap();
        assert_eq!(x - left < right - x - 20.0, at_left, "{text}: {x} between {left} and {right}");
        assert!(left.abs() < 0.1);
    }
}

#[test]
fn a_label_that_is_cut_uses_the_room_it_has() {
    let mut engine = TextEngine::new();
    let block = engine.line_within("Messenger-Kundendienstkanal", card(), 150.0);
    assert!(block.truncated && block.width > 130.0, "{:?} is {} wide", block.text, block.width);
    for width in 60..200 {
        let block =
            engine.line_within("Orders an eSIM on her phone in minutes", card(), width as f32);
        let last = block.text.trim_end_matches('…').rsplit(' ').next().unwrap_or_default();
        let whole = ["an", "on", "in"].contains(&last);
        assert!(whole || last.len() > 2, "{:?} ends with the stub of a word", block.text);
    }
}

#[test]
fn a_broken_word_of_a_label_has_a_hyphen() {
    let mut engine = TextEngine::new();
    let block = engine.label("Berührungspunkteübersichtsspalte", card(), 144.0, 3);
    assert_eq!(lines(&block), ["Berührungspunk-", "teübersichtsspalte"]);
    for text in [
        "Kundenservicekontaktaufnahmephase der Mitarbeiter",
        "Überwachungsaufgabe x",
        "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
    ] {
        for width in [60.0, 90.0, 144.0] {
            let block = engine.label(text, card(), width, 14);
            assert!(block.width <= width && !block.truncated, "{text} at {width}");
            let (last, broken) = block.lines.split_last().unwrap();
            for line in broken {
                let shown = &block.text[line.text_range.clone()];
                assert!(shown.ends_with(['-', ' ']), "{shown:?} of {text}");
            }
            assert!(!line_text(&block, last).is_empty());
            assert_eq!(block.text.replace('-', ""), text);
        }
    }
    for whole in ["Touchpoints and channels", "お客様は待っています顧客体験", "Self-service"]
    {
        let block = engine.label(whole, card(), 110.0, 9);
        assert_eq!(&*block.text, whole, "no word is broken here");
    }
}
