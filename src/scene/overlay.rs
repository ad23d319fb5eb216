//! What only the screen shows over a map: selection, slots, ghosts, handles. Never exported.

use std::collections::BTreeSet;

use ecolor::Color32;
use emath::{Pos2, Rect, Vec2, pos2};
use model::{CardId, Cell, CurveAt, Emotion, Selection};

use crate::content::Scene;
use crate::draw::{Dash, DrawList, Item, PathItem, Stroke};
use crate::hit::Hit;
use crate::layout::Layout;
use crate::theme::{Theme, size};

/// What is going on over the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Overlay<'a> {
    /// What is selected.
    pub selection: &'a Selection,
    /// What the pointer is over.
    pub hover: Hit,
    /// The bar of the slot that something dragged would take: a card's, stage's, lane's or band's.
    pub slot: Option<Rect>,
    /// The cards that are dragged.
    pub ghosts: Option<Ghosts<'a>>,
    /// The rectangle that is drawn to select with.
    pub marquee: Option<Rect>,
    /// The point of a believed curve that is dragged, and where it is now.
    pub dragged_point: Option<(CurveAt, Emotion)>,
    /// Document units per point of the screen: lines keep their width at every zoom.
    pub doc_per_point: f32,
}

/// Cards on the move.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ghosts<'a> {
    /// Which.
    pub cards: &'a BTreeSet<CardId>,
    /// How far they were dragged from where the layout has them.
    pub offset: Vec2,
}

impl<'a> Overlay<'a> {
    /// Nothing but a selection.
    pub fn new(selection: &'a Selection, doc_per_point: f32) -> Self {
        Self {
            selection,
            hover: Hit::Nothing,
            slot: None,
            ghosts: None,
            marquee: None,
            dragged_point: None,
            doc_per_point,
        }
    }
}

/// Draws what stands over the body of a map, in document units.
pub fn overlay(scene: &Scene, overlay: &Overlay<'_>, theme: &Theme) -> Vec<Item> {
    let doc_per_point = if overlay.doc_per_point.is_finite() { overlay.doc_per_point } else { 1.0 };
    let mut painter = Painter {
        layout: &scene.layout,
        theme,
        px: doc_per_point.clamp(0.01, 100.0),
        list: DrawList::new(),
    };
    painter.missing_points(overlay.hover);
    painter.hover(overlay.hover);
    painter.selection(overlay.selection);
    if let Some((at, emotion)) = overlay.dragged_point {
        painter.dragged_point(at, emotion);
    }
    if let Some(slot) = overlay.slot {
        painter.list.round_rect(
            slot,
            slot.width().min(slot.height()) / 2.0,
            theme.map.focus,
            Stroke::NONE,
        );
    }
    if let Some(ghosts) = overlay.ghosts {
        painter.ghosts(scene, ghosts);
    }
    if let Some(marquee) = overlay.marquee {
        let stroke = Stroke::solid(painter.px, theme.map.focus);
        painter.list.round_rect(marquee, 0.0, theme.map.selection, stroke);
    }
    painter.list.items().to_vec()
}

struct Painter<'a> {
    layout: &'a Layout,
    theme: &'a Theme,
    /// One point of the screen in document units.
    px: f32,
    list: DrawList,
}

impl Painter<'_> {
    /// Places where a curve has no point yet and one can be pulled up.
    fn missing_points(&mut self, hover: Hit) {
        let color = self.theme.map.border;
        let curves = self.layout.rows().filter_map(|(_, lane)| lane.curve.as_ref());
        let own = curves.filter(|curve| curve.persona.is_some());
        let missing = own.flat_map(|curve| curve.points.iter().filter(|p| p.emotion.is_none()));
        for point in missing.copied().collect::<Vec<_>>() {
            let near = hover == Hit::CurvePoint(point.at) || hover == Hit::CurveLane(point.at);
            let color = if near { self.theme.map.focus } else { color.gamma_multiply(0.55) };
            let stroke = Stroke::dashed(1.25, color, Dash::two(2.5, 2.5));
            self.list.push(PathItem::circle(point.pos, size::CURVE_POINT + 1.0).stroked(stroke));
        }
    }

    fn hover(&mut self, hover: Hit) {
        let faint = Stroke::solid(self.px, self.theme.map.border);
        match hover {
            Hit::Card(id) => {
                if let Some(rect) = self.layout.card_rect(id) {
                    self.list.round_rect(rect, size::RADIUS, Color32::TRANSPARENT, faint);
                }
            }
            Hit::Cell(cell) => self.add_sign(cell),
            Hit::CurvePoint(at) => {
                if let Some(pos) = self.layout.point_pos(at) {
                    self.halo(pos);
                }
            }
            Hit::StageEdge(id) => {
                if let Some(stage) = self.layout.stage(id) {
                    let x = stage.x.max;
                    let stroke = Stroke::solid(2.0 * self.px, self.theme.map.focus);
                    self.list.line(pos2(x, stage.rect.top()), pos2(x, self.layout.size.y), stroke);
                }
            }
            _ => {}
        }
    }

    /// A plus where a new card would stand.
    fn add_sign(&mut self, cell: Cell) {
        let Some(cell) = self.layout.cell(cell) else { return };
        let top = cell.cards.last().map_or(cell.rect.top() + 12.0, |c| c.rect.bottom() + 8.0);
        if cell.rect.bottom() - top < 24.0 {
            return;
        }
        let center = pos2(cell.rect.center().x, top + 14.0);
        let color = self.theme.map.muted.gamma_multiply(0.7);
        self.list.push(crate::icon::Icon::Add.run(center, size::ICON, color));
    }

    fn selection(&mut self, selection: &Selection) {
        match selection {
            Selection::Cards(cards) => {
                for rect in cards.iter().filter_map(|id| self.layout.card_rect(*id)) {
                    self.ring(rect, size::RADIUS);
                }
            }
            Selection::Cell(cell) => {
                if let Some(rect) = self.layout.cell_rect(*cell) {
                    // No wash: this lies over the cards, whose colours have a meaning.
                    let rect = rect.shrink(2.0 * self.px);
                    inner_ring(&mut self.list, rect, self.px, self.theme);
                }
            }
            Selection::Point(at) => {
                if let Some(pos) = self.layout.point_pos(*at) {
                    let side = 2.0 * (size::CURVE_POINT + 2.0);
                    self.ring(Rect::from_center_size(pos, Vec2::splat(side)), side / 2.0);
                }
            }
            // Headers stand in strips of their own: see `stage_overlay` and `title_overlay`.
            Selection::Nothing
            | Selection::Stage(_)
            | Selection::Lane(_)
            | Selection::Persona(_) => {}
        }
    }

    /// The focus ring: a gap in the ground's colour, then the ring.
    fn ring(&mut self, rect: Rect, radius: f32) {
        let (gap, width) = (size::FOCUS_GAP * self.px, size::FOCUS_RING * self.px);
        let colors = &self.theme.map;
        let mut outline = |grow: f32, width: f32, color| {
            let stroke = Stroke::solid(width, color);
            self.list.round_rect(rect.expand(grow), radius + grow, Color32::TRANSPARENT, stroke);
        };
        outline(gap / 2.0, gap, colors.focus_gap);
        outline(gap + width / 2.0, width, colors.focus);
    }

    fn halo(&mut self, pos: Pos2) {
        let radius = size::CURVE_POINT + 5.0;
        self.list.push(PathItem::circle(pos, radius).filled(self.theme.map.selection));
    }

    /// A guide across the column and a ring at the point's height.
    fn dragged_point(&mut self, at: CurveAt, emotion: Emotion) {
        let Some(curve) = self.layout.curve(at.persona) else { return };
        let Some(stage) = self.layout.stage(at.stage) else { return };
        let y = curve.y_of(emotion.value());
        let guide = Stroke::dashed(self.px, self.theme.map.focus, Dash::two(4.0, 4.0));
        self.list.line(pos2(stage.x.min, y), pos2(stage.x.max, y), guide);
        self.halo(pos2(stage.x.center(), y));
    }

    /// The cards in the hand, and a veil over where they came from.
    fn ghosts(&mut self, scene: &Scene, ghosts: Ghosts<'_>) {
        let veil = self.theme.map.lane.gamma_multiply(0.7);
        let own = || ghosts.cards.iter().filter_map(|id| Some((*id, self.layout.card_rect(*id)?)));
        let cards: Vec<(CardId, Rect)> = own().collect();
        for (_, rect) in &cards {
            self.list.round_rect(*rect, size::RADIUS, veil, Stroke::NONE);
        }
        for (id, rect) in cards {
            let lifted = rect.translate(ghosts.offset);
            for grow in [6.0, 3.0] {
                let shadow = self.theme.map.shadow.gamma_multiply(0.4);
                let below = lifted.expand(grow / 2.0).translate(Vec2::new(0.0, grow));
                self.list.round_rect(below, size::RADIUS + grow, shadow, Stroke::NONE);
            }
            if let Some(items) = scene.card_items(id) {
                self.list.group(items, lifted.min.to_vec2());
            }
            let edge = Stroke::solid(self.px, self.theme.map.focus);
            self.list.round_rect(lifted, size::RADIUS, Color32::TRANSPARENT, edge);
        }
    }
}

/// What stands over the strip of stage headers: the selected stage and the edge that resizes.
pub fn stage_overlay(scene: &Scene, overlay: &Overlay<'_>, theme: &Theme) -> Vec<Item> {
    let mut list = DrawList::new();
    if let Selection::Stage(id) = overlay.selection
        && let Some(stage) = scene.layout.stage(*id)
    {
        inner_ring(&mut list, stage.rect, overlay.doc_per_point, theme);
    }
    let handle = match overlay.hover {
        Hit::StageEdge(id) | Hit::StageHeader(id) => scene.layout.stage(id),
        _ => None,
    };
    if let Some(stage) = handle {
        let strong = matches!(overlay.hover, Hit::StageEdge(_));
        let color = if strong { theme.map.focus } else { theme.map.stage_secondary };
        let center = stage.rect.right_center() - Vec2::new(3.0, 0.0);
        let grip = Rect::from_center_size(center, Vec2::new(3.0, 24.0));
        list.round_rect(grip, 1.5, color, Stroke::NONE);
    }
    list.items().to_vec()
}

/// What stands over the strips of lane titles and band heads: the selected lane or persona.
pub fn title_overlay(scene: &Scene, overlay: &Overlay<'_>, theme: &Theme) -> Vec<Item> {
    let mut list = DrawList::new();
    match overlay.selection {
        Selection::Lane(id) => {
            for (_, lane) in scene.layout.rows().filter(|(_, lane)| lane.lane == *id) {
                inner_ring(&mut list, lane.title, overlay.doc_per_point, theme);
            }
        }
        Selection::Persona(id) => {
            if let Some(band) = scene.layout.band(Some(*id)) {
                inner_ring(&mut list, band.header, overlay.doc_per_point, theme);
            }
        }
        _ => {}
    }
    list.items().to_vec()
}

/// A focus ring inside of `rect`, for things that have neighbours on all sides.
fn inner_ring(list: &mut DrawList, rect: Rect, px: f32, theme: &Theme) {
    let (gap, width) = (size::FOCUS_GAP * px, size::FOCUS_RING * px);
    let mut outline = |shrink: f32, width: f32, color| {
        let stroke = Stroke::solid(width, color);
        list.round_rect(rect.shrink(shrink), 3.0, Color32::TRANSPARENT, stroke);
    };
    outline(width / 2.0, width, theme.map.focus);
    outline(width + gap / 2.0, gap, theme.map.focus_gap);
}

#[cfg(test)]
mod tests {
    use model::{Selection, StageId};

    use super::*;
    use crate::draw::bounds_of;
    use crate::fixture::{Fixture, TOUCHPOINTS, card, cell, persona, stage};

    fn paths(items: &[Item]) -> usize {
        items.iter().filter(|item| matches!(item, Item::Path(_))).count()
    }

    #[test]
    fn nothing_selected_shows_only_where_points_are_missing() {
        let scene = Fixture::small().scene();
        let items = overlay(&scene, &Overlay::new(&Selection::Nothing, 1.0), &Theme::LIGHT);
        assert_eq!((items.len(), paths(&items)), (1, 1), "two of three stages have a point");
    }

    #[test]
    fn a_ring_surrounds_the_selected_card_at_every_zoom() {
        let scene = Fixture::small().scene();
        let rect = scene.layout.card_rect(card(0)).unwrap();
        let selection = Selection::card(card(0));
        for doc_per_point in [0.25, 1.0, 4.0] {
            let over = Overlay::new(&selection, doc_per_point);
            let items = overlay(&scene, &over, &Theme::LIGHT);
            let rings: Vec<Item> =
                items.into_iter().filter(|item| matches!(item, Item::RoundRect(_))).collect();
            let grown = bounds_of(&rings).width() - rect.width();
            assert_eq!(grown, 2.0 * 3.0 * doc_per_point, "1 px gap and 2 px ring on each side");
        }
    }

    #[test]
    fn a_selected_cell_leaves_its_cards_their_colours() {
        let scene = Fixture::small().scene();
        let selection = Selection::Cell(cell(0, TOUCHPOINTS, 0));
        let items = overlay(&scene, &Overlay::new(&selection, 1.0), &Theme::LIGHT);
        let rect = scene.layout.cell_rect(cell(0, TOUCHPOINTS, 0)).unwrap();
        let rings: Vec<_> = items
            .iter()
            .filter_map(|item| match item {
                Item::RoundRect(ring) => Some(ring),
                _ => None,
            })
            .collect();
        assert!(!rings.is_empty() && rings.iter().all(|ring| ring.fill == Color32::TRANSPARENT));
        assert!(rings.iter().all(|ring| rect.contains_rect(ring.rect)));
        assert!(!items.iter().any(|item| matches!(item, Item::Rect(_))), "nothing is washed over");
    }

    #[test]
    fn dragged_cards_are_in_the_hand() {
        let scene = Fixture::small().scene();
        let cards = BTreeSet::from([card(0), card(2)]);
        let mut over = Overlay::new(&Selection::Nothing, 1.0);
        let offset = Vec2::new(40.0, 25.0);
        over.ghosts = Some(Ghosts { cards: &cards, offset });
        let items = overlay(&scene, &over, &Theme::LIGHT);
        let held: Vec<Vec2> = items
            .iter()
            .filter_map(|item| match item {
                Item::Group(group) => Some(group.transform.translation),
                _ => None,
            })
            .collect();
        let from = |id| scene.layout.card_rect(id).unwrap().min.to_vec2();
        assert_eq!(held, [from(card(0)) + offset, from(card(2)) + offset]);
    }

    #[test]
    fn strips_show_what_is_selected_in_them() {
        let scene = Fixture::small().scene();
        let bounds = |items: Vec<Item>| bounds_of(&items);
        let selected = Selection::Stage(stage(1));
        let over = Overlay::new(&selected, 1.0);
        let header = scene.layout.stage(stage(1)).unwrap().rect;
        assert_eq!(bounds(stage_overlay(&scene, &over, &Theme::LIGHT)), header);
        assert!(title_overlay(&scene, &over, &Theme::LIGHT).is_empty());
        let selected = Selection::Persona(persona(0));
        let over = Overlay::new(&selected, 1.0);
        assert_eq!(
            bounds(title_overlay(&scene, &over, &Theme::LIGHT)),
            scene.layout.bands[0].header
        );
        let gone = Selection::Stage(StageId::from_number(999));
        assert!(stage_overlay(&scene, &Overlay::new(&gone, 1.0), &Theme::LIGHT).is_empty());
    }

    #[test]
    fn an_empty_cell_offers_to_add_a_card() {
        let scene = Fixture::small().scene();
        let mut over = Overlay::new(&Selection::Nothing, 1.0);
        over.hover = Hit::Cell(cell(0, TOUCHPOINTS, 2));
        let items = overlay(&scene, &over, &Theme::LIGHT);
        let rect = scene.layout.cell_rect(cell(0, TOUCHPOINTS, 2)).unwrap();
        assert!(
            items
                .iter()
                .any(|item| { matches!(item, Item::Glyphs(run) if rect.contains(run.origin)) })
        );
    }
}
