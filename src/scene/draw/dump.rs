//! Draw lists as text: short, stable lines that a person can review in a snapshot.

use std::fmt::Write;

use ecolor::Color32;
use emath::{Pos2, Rect};

use super::{Item, Radii, Segment, Stroke};

/// One line per item, rounded to a tenth of a document unit, children indented by two spaces.
pub(super) fn dump(items: &[Item]) -> String {
    let mut out = String::new();
    write_items(&mut out, items, 0);
    out
}

fn write_items(out: &mut String, items: &[Item], depth: usize) {
    for item in items {
        let _ = write!(out, "{:width$}", "", width = depth * 2);
        write_item(out, item);
        out.push('\n');
        if let Item::Group(group) = item {
            write_items(out, &group.items, depth + 1);
        }
    }
}

fn write_item(out: &mut String, item: &Item) {
    match item {
        Item::Rect(item) => {
            let _ = write!(out, "rect {}{}", rect(item.rect), paint(item.fill, item.stroke));
        }
        Item::RoundRect(item) => {
            let (r, c) = (rect(item.rect), radii(item.radii));
            let _ = write!(out, "round-rect {r} radius {c}{}", paint(item.fill, item.stroke));
        }
        Item::Path(item) => {
            let _ = write!(out, "path M {}", point(item.start));
            for segment in item.segments.iter() {
                let _ = match *segment {
                    Segment::Line(to) => write!(out, " L {}", point(to)),
                    Segment::Cubic(a, b, to) => {
                        write!(out, " C {} {} {}", point(a), point(b), point(to))
                    }
                };
            }
            out.push_str(if item.closed { " Z" } else { "" });
            out.push_str(&paint(item.fill, item.stroke));
        }
        Item::Band(item) => {
            out.push_str("band");
            for (upper, lower) in item.upper.iter().zip(item.lower.iter()) {
                let _ = write!(out, " {}/{}", point(*upper), number(lower.y));
            }
            out.push_str(&paint(item.fill, Stroke::NONE));
        }
        Item::Image(item) => {
            let _ = write!(out, "image {} {} {:?}", item.key, rect(item.rect), item.alt);
        }
        Item::Glyphs(run) => {
            let direction = if run.rtl { " rtl" } else { "" };
            let _ = write!(
                out,
                "glyphs {:?} at {} width {} {} {} {}{direction}",
                run.text,
                point(run.origin),
                number(run.width),
                run.face.name(),
                number(run.size_px),
                hex(run.color)
            );
        }
        Item::Group(group) => {
            let t = group.transform;
            let _ = write!(out, "group at {}", point(t.translation.to_pos2()));
            if t.scaling != 1.0 {
                let _ = write!(out, " scale {:.3}", t.scaling);
            }
            if let Some(clip) = group.clip {
                let _ = write!(out, " clip {}", rect(clip));
            }
        }
        Item::Anchor(anchor) => {
            let _ = write!(out, "anchor {} {:?} {}", anchor.id, anchor.name, rect(anchor.rect));
        }
    }
}

/// One decimal, without one when it is zero, and never "-0".
fn number(value: f32) -> String {
    let text = format!("{value:.1}");
    match text.strip_suffix(".0") {
        Some("-0") => "0".to_owned(),
        Some(whole) => whole.to_owned(),
        None => text,
    }
}

fn point(p: Pos2) -> String {
    format!("{},{}", number(p.x), number(p.y))
}

fn rect(r: Rect) -> String {
    format!("{} {}x{}", point(r.min), number(r.width()), number(r.height()))
}

fn radii(c: Radii) -> String {
    if c == Radii::same(c.nw) {
        number(c.nw)
    } else {
        format!("{}/{}/{}/{}", number(c.nw), number(c.ne), number(c.se), number(c.sw))
    }
}

fn hex(color: Color32) -> String {
    let [r, g, b, a] = color.to_srgba_unmultiplied();
    if a == 255 {
        format!("#{r:02x}{g:02x}{b:02x}")
    } else {
        format!("#{r:02x}{g:02x}{b:02x}{a:02x}")
    }
}

fn paint(fill: Color32, stroke: Stroke) -> String {
    let mut out = String::new();
    if fill.a() > 0 {
        let _ = write!(out, " fill {}", hex(fill));
    }
    if !stroke.is_none() {
        let _ = write!(out, " stroke {} {}", number(stroke.width_px), hex(stroke.color));
        for length in stroke.dash.lengths_px() {
            let _ = write!(out, " {}", number(*length));
        }
    }
    out
}
