//! Places for labels beside points of a curve, so that no label covers anything.

use emath::{Pos2, Rect, Vec2, pos2, vec2};

/// Free room that a label keeps around itself, in document units.
const MARGIN: f32 = 3.0;

/// Distance of the nearest label above or below its point: clear of the point's marker.
const NEAREST: f32 = 7.0;

/// What already stands in a curve's lane.
#[derive(Debug)]
pub(crate) struct LabelPlacer {
    bounds: Rect,
    taken: Vec<Rect>,
    /// Points along the lines, close to each other.
    ink: Vec<Pos2>,
}

impl LabelPlacer {
    /// An empty lane; labels stay inside `bounds`.
    pub(crate) fn new(bounds: Rect) -> Self {
        Self { bounds, taken: Vec::new(), ink: Vec::new() }
    }

    /// Keeps labels off a line, given by points a few units apart.
    pub(crate) fn avoid_line(&mut self, samples: &[Pos2]) {
        self.ink.extend_from_slice(samples);
    }

    /// Keeps labels off a rectangle.
    pub(crate) fn avoid(&mut self, rect: Rect) {
        self.taken.push(rect);
    }

    /// The first free place for a label of `size` near `point`, the preferred side first. The
    /// place is taken from then on. None when the label fits nowhere.
    pub(crate) fn place(&mut self, point: Pos2, size: Vec2, prefer: Side) -> Option<Rect> {
        let rect = candidates(point, size, prefer).into_iter().find(|rect| self.is_free(*rect))?;
        self.taken.push(rect);
        Some(rect)
    }

    fn is_free(&self, rect: Rect) -> bool {
        let room = rect.expand(MARGIN);
        self.bounds.contains_rect(rect)
            && !self.taken.iter().any(|taken| taken.intersects(room))
            && !self.ink.iter().any(|ink| room.contains(*ink))
    }
}

/// Where a label would rather stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Above its point.
    Above,
    /// Below its point.
    Below,
    /// Right of its point, on its height.
    Beside,
}

/// Places around a point, near ones first.
fn candidates(point: Pos2, size: Vec2, prefer: Side) -> Vec<Rect> {
    let at = |x: f32, y: f32| Rect::from_min_size(pos2(point.x + x, point.y + y), size);
    let (w, h) = (size.x, size.y);
    let mut places = Vec::with_capacity(24);
    for away in [NEAREST, 10.0, 16.0, 28.0, 44.0] {
        let shift = |below: bool| if below { away } else { -away - h };
        let order = match prefer {
            Side::Above => [false, true],
            Side::Below | Side::Beside => [true, false],
        };
        if prefer == Side::Beside {
            places.push(at(away + 2.0, -h / 2.0));
        }
        for below in order {
            let y = shift(below);
            places.extend([
                at(8.0, y),
                at(-8.0 - w, y),
                at(-w / 2.0, y),
                at(-w * 0.85, y),
                at(-w * 0.15, y),
            ]);
        }
        places.extend([at(away + 2.0, -h / 2.0), at(-away - 2.0 - w, -h / 2.0)]);
    }
    places
}

/// The room of a marker of `radius` around `center`.
pub(crate) fn marker_room(center: Pos2, radius: f32) -> Rect {
    Rect::from_center_size(center, vec2(radius, radius) * 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placer() -> LabelPlacer {
        LabelPlacer::new(Rect::from_min_size(Pos2::ZERO, vec2(600.0, 160.0)))
    }

    #[test]
    fn labels_keep_off_lines_points_and_each_other() {
        let mut placer = placer();
        let line: Vec<Pos2> = (0..200).map(|i| pos2(3.0 * i as f32, 80.0)).collect();
        placer.avoid_line(&line);
        placer.avoid(marker_room(pos2(300.0, 80.0), 6.0));
        let size = vec2(60.0, 18.0);
        let places: Vec<Rect> =
            (0..6).filter_map(|_| placer.place(pos2(300.0, 80.0), size, Side::Below)).collect();
        assert!(places.len() > 2, "{places:?}");
        for (index, place) in places.iter().enumerate() {
            assert!(!line.iter().any(|point| place.contains(*point)), "{place:?}");
            assert!(!places[..index].iter().any(|other| other.intersects(*place)), "{places:?}");
        }
    }

    #[test]
    fn a_label_without_room_is_left_out() {
        let mut placer = placer();
        assert_eq!(placer.place(pos2(300.0, 80.0), vec2(700.0, 18.0), Side::Above), None);
    }
}
