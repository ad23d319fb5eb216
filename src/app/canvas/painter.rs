//! Draw lists on the screen: every item becomes egui shapes in screen points.
//!
//! Text is painted at `size x zoom` run by run, each in exactly the face, and at the place, that
//! the layout chose. So the screen shows the line breaks that the exports have.

mod shapes;
mod text;

use egui::emath::TSTransform;
use egui::{Painter, Rect, Shape};
use scene::draw::{Group, Item};

/// Paints items that stand under a transform, and nothing outside the painter's clip rectangle.
pub fn paint(painter: &Painter, items: &[Item], screen_from_doc: TSTransform) {
    if !screen_from_doc.is_valid() || !painter.clip_rect().is_positive() {
        return;
    }
    let mut pen = Pen { painter, shapes: Vec::new() };
    pen.items(items, screen_from_doc);
    pen.flush();
}

/// Collects shapes, as handing them to egui one by one takes a lock each.
struct Pen<'a> {
    painter: &'a Painter,
    shapes: Vec<Shape>,
}

impl Pen<'_> {
    fn items(&mut self, items: &[Item], screen_from_doc: TSTransform) {
        let visible = self.painter.clip_rect();
        for item in items {
            let bounds = screen_from_doc * item.bounds();
            if bounds.intersects(visible) {
                self.item(item, screen_from_doc);
            }
        }
    }

    fn item(&mut self, item: &Item, screen_from_doc: TSTransform) {
        let shapes = &mut self.shapes;
        match item {
            Item::Rect(item) => shapes::rect(shapes, item, screen_from_doc),
            Item::RoundRect(item) => shapes::round_rect(shapes, item, screen_from_doc),
            Item::Path(item) => shapes::path(shapes, item, screen_from_doc),
            Item::Band(item) => shapes::band(shapes, item, screen_from_doc),
            Item::Image(item) => shapes::image(shapes, item, screen_from_doc),
            Item::Glyphs(run) => shapes.extend(text::run(self.painter, run, screen_from_doc)),
            Item::Group(group) => self.group(group, screen_from_doc),
            Item::Anchor(_) => {}
        }
    }

    fn group(&mut self, group: &Group, screen_from_doc: TSTransform) {
        let screen_from_group = screen_from_doc * group.transform;
        if !screen_from_group.is_valid() {
            return;
        }
        let Some(clip) = group.clip else {
            self.items(&group.items, screen_from_group);
            return;
        };
        let clip: Rect = (screen_from_group * clip).intersect(self.painter.clip_rect());
        if clip.is_positive() {
            // What was collected so far lies beneath the group, in a wider clip rectangle.
            self.flush();
            paint(&self.painter.with_clip_rect(clip), &group.items, screen_from_group);
        }
    }

    fn flush(&mut self) {
        if !self.shapes.is_empty() {
            self.painter.extend(std::mem::take(&mut self.shapes));
        }
    }
}

#[cfg(test)]
mod tests;
