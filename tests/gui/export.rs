//! Export a picture.

use std::path::Path;

use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::harness::{CTRL, Desk, Window};

/// Width and height of a PNG file, and its upper left pixel's first channel.
fn png(path: &Path) -> (u32, u32, u8) {
    let file = std::io::BufReader::new(std::fs::File::open(path).unwrap());
    let mut reader = png::Decoder::new(file).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    (info.width, info.height, pixels[0])
}

/// The size that the dialog promises, in pixels.
fn promised(window: &Window) -> (u32, u32) {
    let node = window.harness.get_by(|node| {
        let text = node.value().or_else(|| node.label());
        text.is_some_and(|text| text.ends_with(" pixels"))
    });
    let node = node.accesskit_node();
    let text = node.value().or_else(|| node.label()).unwrap();
    let mut numbers = text.split_whitespace().filter_map(|word| word.parse().ok());
    (numbers.next().unwrap(), numbers.next().unwrap())
}

fn exporting(desk: &Desk) -> Window {
    let mut window = desk.open_with(&[((0, 0), "Sees an ad"), ((1, 0), "Asks a friend")]);
    window.keys(CTRL, egui::Key::E);
    assert!(window.asks("Export picture"));
    window
}

fn write(window: &mut Window, path: &Path) -> (u32, u32, u8) {
    window.button("Export…");
    assert!(window.asks("Export picture to"));
    window.answer_path(path);
    assert!(window.says("The picture is in"));
    png(path)
}

#[test]
fn a_picture_of_the_chosen_size_and_theme_is_written() {
    let desk = Desk::new();
    let mut window = exporting(&desk);
    window.button("1x");
    let once = promised(&window);
    let (width, height, light) = write(&mut window, &desk.path("once.png"));
    assert_eq!((width, height), once);

    window.keys(CTRL, egui::Key::E);
    window.button("2x");
    window.button("Dark");
    let twice = promised(&window);
    assert!(twice.0.abs_diff(2 * once.0) <= 2 && twice.1.abs_diff(2 * once.1) <= 2);
    let (width, height, dark) = write(&mut window, &desk.path("twice.png"));
    assert_eq!((width, height), twice);
    assert!(dark < 100 && light > 200, "{dark} {light}");
    assert!(!window.editor().is_dirty(), "a picture is no change");
}

#[test]
fn title_legend_and_stages_are_left_out_as_one_likes() {
    let desk = Desk::new();
    let mut window = exporting(&desk);
    let whole = promised(&window);
    window.click(Role::CheckBox, "Title");
    let without_title = promised(&window);
    assert!(without_title.1 < whole.1);
    window.click(Role::CheckBox, "Legend");
    let bare = promised(&window);
    assert!(bare.1 < without_title.1);
    window.click(Role::CheckBox, "All stages");
    window.choose("Last stage: Third stage", "First stage");
    let part = promised(&window);
    assert!(part.0 < bare.0);
    window.button("Export…");
    window.answer_path(&desk.path("part"));
    let (width, height, _) = png(&desk.path("part.png"));
    assert!(width.abs_diff(part.0) <= 1 && height.abs_diff(part.1) <= 1, "{width} x {height}");
}

#[test]
fn a_picture_that_is_there_is_replaced_only_after_a_question() {
    let desk = Desk::new();
    let path = desk.write("map.png", "mine");
    let mut window = exporting(&desk);
    window.button("Export…");
    window.answer_path(&path);
    assert!(window.says("“map.png” exists already"));
    assert_eq!(std::fs::read(&path).unwrap(), b"mine");
    window.button("Replace");
    assert!(png(&path).0 > 100);
}

#[test]
fn a_folder_that_takes_no_files_is_said_and_nothing_is_lost() {
    let desk = Desk::new();
    let mut window = exporting(&desk);
    window.button("Export…");
    window.answer_path(&desk.path("nowhere").join("map.png"));
    assert!(window.says("There is no folder"));
    window.key(egui::Key::Escape);
    assert!(!window.asks("Export picture to"));
    assert_eq!(window.map().cards.size(), 2);
}

#[test]
fn the_selection_goes_to_the_clipboard_as_a_picture() {
    let desk = Desk::new();
    let mut window = desk.open_with(&[((0, 0), "Sees an ad")]);
    window.click_card("Sees an ad", egui::Modifiers::NONE);
    window.menu("File", "Copy as picture");
    assert!(window.says("The picture is on the clipboard"));
}
