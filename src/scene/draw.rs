//! The draw list: everything that a map shows, in document units, with text already shaped.
//!
//! The screen painter and every exporter read the same list, so none of them breaks lines, picks
//! fonts or knows the document. One document unit is one pixel at 96 dpi and 100 %.
//!
//! Nothing non-finite and nothing beyond ±[`COORD_LIMIT`] leaves this module: [`DrawList::push`]
//! repairs every item, and a list can only be read once its items went through it.

mod dump;
mod path;
mod repair;
mod stroke;
mod text;

use std::sync::Arc;

use ecolor::Color32;
use emath::{Pos2, Rect, TSTransform, Vec2};

pub use path::{PathItem, Segment};
pub use stroke::{Dash, Radii, Stroke};
pub use text::{Glyph, GlyphRun};

/// Largest absolute coordinate that leaves the draw list, in document units.
pub const COORD_LIMIT: f32 = 1.0e6;

/// A rectangle with square corners.
#[derive(Clone, Debug, PartialEq)]
pub struct RectItem {
    /// Where it stands.
    pub rect: Rect,
    /// Fill; transparent for none.
    pub fill: Color32,
    /// Outline, centred on the edge.
    pub stroke: Stroke,
}

/// A rectangle with round corners.
#[derive(Clone, Debug, PartialEq)]
pub struct RoundRectItem {
    /// Where it stands.
    pub rect: Rect,
    /// Corner radii; two on one side never exceed that side after [`DrawList::push`].
    pub radii: Radii,
    /// Fill; transparent for none.
    pub fill: Color32,
    /// Outline, centred on the edge.
    pub stroke: Stroke,
}

impl RoundRectItem {
    /// The outline as a path with the same fill and stroke, for painters that only know one radius.
    pub fn path(&self) -> PathItem {
        PathItem::round_rect(self.rect, self.radii).filled(self.fill).stroked(self.stroke)
    }
}

/// The filled area between two lines over the same x positions: an interval, or a gap.
#[derive(Clone, Debug, PartialEq)]
pub struct BandItem {
    /// Points of the one line, in rising x.
    pub upper: Arc<[Pos2]>,
    /// Points of the other line, as many and at the same x. The lines may cross.
    pub lower: Arc<[Pos2]>,
    /// Fill.
    pub fill: Color32,
}

/// Pixels of a picture: RGBA, eight bits each, straight (not premultiplied) alpha.
#[derive(Debug, PartialEq, Eq)]
pub struct Pixels {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// `width * height * 4` bytes, row by row from the top.
    pub rgba: Box<[u8]>,
}

/// A picture, or the place of one.
#[derive(Clone, Debug, PartialEq)]
pub struct ImageItem {
    /// Key of the picture in the project, for caches of textures.
    pub key: Arc<str>,
    /// Where it is stretched to.
    pub rect: Rect,
    /// Corner radius; half the side makes it round.
    pub radius: f32,
    /// What it shows, for screen readers and vector exports.
    pub alt: Arc<str>,
    /// The decoded picture; without it painters draw `placeholder`.
    pub pixels: Option<Arc<Pixels>>,
    /// Fill that stands in for missing pixels.
    pub placeholder: Color32,
}

impl ImageItem {
    /// The outline that the picture fills, neither filled nor stroked itself.
    pub fn outline(&self) -> PathItem {
        PathItem::round_rect(self.rect, Radii::same(self.radius))
    }
}

/// A shared sub-list under a transform, so that a lane that was not edited keeps its items.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// `parent = child * scaling + translation`.
    pub transform: TSTransform,
    /// Children are cut off outside this rectangle, given in the children's coordinates.
    pub clip: Option<Rect>,
    /// The children.
    pub items: Items,
}

/// A named place: a link target and what a screen reader calls it. Draws nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Anchor {
    /// Stable id of what stands there.
    pub id: Arc<str>,
    /// Accessible name.
    pub name: Arc<str>,
    /// Where it is.
    pub rect: Rect,
}

/// One thing to draw.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// Rectangle.
    Rect(RectItem),
    /// Rectangle with round corners.
    RoundRect(RoundRectItem),
    /// Line or convex area.
    Path(PathItem),
    /// Area between two lines.
    Band(BandItem),
    /// Picture.
    Image(ImageItem),
    /// Shaped text.
    Glyphs(GlyphRun),
    /// Transformed and clipped children.
    Group(Group),
    /// Named place.
    Anchor(Anchor),
}

impl Item {
    /// The smallest known rectangle around everything that the item draws.
    ///
    /// Text is covered generously, as ink may leave a glyph's box. Painters cull by it.
    pub fn bounds(&self) -> Rect {
        match self {
            Self::Rect(item) => grown(item.rect, item.stroke),
            Self::RoundRect(item) => grown(item.rect, item.stroke),
            Self::Path(item) => item.bounds(),
            Self::Band(item) => {
                Rect::from_points(&item.upper).union(Rect::from_points(&item.lower))
            }
            Self::Image(item) => item.rect,
            Self::Glyphs(run) => run.bounds(),
            Self::Group(group) => group.bounds(),
            Self::Anchor(anchor) => anchor.rect,
        }
    }
}

/// `rect` with half of the outline's width around it.
fn grown(rect: Rect, stroke: Stroke) -> Rect {
    if stroke.is_none() { rect } else { rect.expand(stroke.width_px / 2.0) }
}

impl Group {
    /// Bounds in the parent's coordinates: the children's, cut by the clip and transformed.
    pub fn bounds(&self) -> Rect {
        let own = match self.clip {
            Some(clip) => self.items.bounds().intersect(clip),
            None => self.items.bounds(),
        };
        if own.is_negative() { Rect::NOTHING } else { self.transform * own }
    }
}

/// Repaired, unchangeable, shared items with their bounds.
#[derive(Clone, Debug, PartialEq)]
pub struct Items {
    items: Arc<[Item]>,
    bounds: Rect,
}

impl Items {
    /// The smallest rectangle around all items; [`Rect::NOTHING`] when there are none.
    pub fn bounds(&self) -> Rect {
        self.bounds
    }

    /// The items as stable text, for snapshot tests: one item a line, children indented.
    pub fn dump(&self) -> String {
        dump::dump(&self.items)
    }
}

impl Default for Items {
    fn default() -> Self {
        Self { items: Arc::new([]), bounds: Rect::NOTHING }
    }
}

impl std::ops::Deref for Items {
    type Target = [Item];

    fn deref(&self) -> &[Item] {
        &self.items
    }
}

/// A list under construction, painted from first to last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DrawList {
    items: Vec<Item>,
}

impl DrawList {
    /// An empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an item, repaired: coordinates become finite and stay within ±[`COORD_LIMIT`].
    pub fn push(&mut self, item: impl Into<Item>) {
        self.items.push(repair::item(item.into()));
    }

    /// Adds a filled rectangle.
    pub fn rect(&mut self, rect: Rect, fill: Color32) {
        self.push(RectItem { rect, fill, stroke: Stroke::NONE });
    }

    /// Adds a rectangle with round corners.
    pub fn round_rect(&mut self, rect: Rect, radius: f32, fill: Color32, stroke: Stroke) {
        self.push(RoundRectItem { rect, radii: Radii::same(radius), fill, stroke });
    }

    /// Adds a straight line.
    pub fn line(&mut self, from: Pos2, to: Pos2, stroke: Stroke) {
        self.push(PathItem::polyline(&[from, to], false).stroked(stroke));
    }

    /// Adds shared items moved by `offset`.
    pub fn group(&mut self, items: Items, offset: Vec2) {
        self.push(Group { transform: TSTransform::from_translation(offset), clip: None, items });
    }

    /// Adds a named place.
    pub fn anchor(&mut self, id: impl Into<Arc<str>>, name: impl Into<Arc<str>>, rect: Rect) {
        self.push(Anchor { id: id.into(), name: name.into(), rect });
    }

    /// The items so far.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// Whether nothing was added.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The smallest rectangle around all items; [`Rect::NOTHING`] when there are none.
    pub fn bounds(&self) -> Rect {
        bounds_of(&self.items)
    }

    /// Closes the list, so that it can be shared as a group's children.
    pub fn finish(self) -> Items {
        Items { bounds: bounds_of(&self.items), items: self.items.into() }
    }

    /// The items as stable text, for snapshot tests: one item a line, children indented.
    pub fn dump(&self) -> String {
        dump::dump(&self.items)
    }
}

impl<T: Into<Item>> Extend<T> for DrawList {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        for item in items {
            self.push(item);
        }
    }
}

/// The smallest rectangle around what all items draw; anchors, which draw nothing, included.
pub fn bounds_of(items: &[Item]) -> Rect {
    items.iter().fold(Rect::NOTHING, |all, item| all.union(item.bounds()))
}

/// Lets [`DrawList::push`] take the payload of every item kind.
macro_rules! into_item {
    ($($payload:ty => $kind:ident),+ $(,)?) => {
        $(impl From<$payload> for Item {
            fn from(payload: $payload) -> Self {
                Self::$kind(payload)
            }
        })+
    };
}

into_item! {
    RectItem => Rect,
    RoundRectItem => RoundRect,
    PathItem => Path,
    BandItem => Band,
    ImageItem => Image,
    GlyphRun => Glyphs,
    Group => Group,
    Anchor => Anchor,
}

#[cfg(test)]
mod tests;
