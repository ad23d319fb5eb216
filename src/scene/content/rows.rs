//! Bands and their lanes: drawn, or taken from the scene before, and stacked.

use std::sync::Arc;

use emath::{Rangef, Rect, Vec2, pos2, vec2};
use model::{Card, CardKind, Cell, CurveAt, Lane, LaneId, LaneKind, Persona, PersonaId};

use super::build::Builder;
use super::curve_lane::{CurveArt, CurveInput, CurveLine, curve_art};
use super::figures_lane::figures_art;
use super::gather::editing_in;
use super::heads::{self, CurveKey};
use super::lane::{CardAddress, LaneArt, LaneInput, lane_art};
use crate::cache::{KeptLane, RowKey};
use crate::draw::Items;
use crate::layout::{BandBox, CardBox, CellBox, CurveBox, CurvePoint, LaneBox};
use crate::number::grouped;
use crate::theme::size;
use crate::view::{CellFigures, Chip};

/// Height of the head over the lanes that stand once.
const ONCE_HEADER: f32 = 40.0;
/// What the lanes that stand once are called together.
const ONCE_NAME: &str = "Whole map";

/// A lane's drawing, whatever it holds.
struct Drawn {
    height: f32,
    items: Items,
    /// The art of a lane of cards, for its boxes.
    cards: Option<Arc<LaneArt>>,
    curve: Option<Arc<CurveArt>>,
}

impl Drawn {
    fn of(kept: &KeptLane) -> Self {
        match kept {
            KeptLane::Cards { art, .. } => Self {
                height: art.height,
                items: art.items.clone(),
                cards: Some(Arc::clone(art)),
                curve: None,
            },
            KeptLane::Figures { art, .. } => {
                Self { height: art.height, items: art.items.clone(), cards: None, curve: None }
            }
            KeptLane::Curve { art, .. } => Self {
                height: art.height,
                items: art.items.clone(),
                cards: None,
                curve: Some(Arc::clone(art)),
            },
        }
    }
}

impl<'a> Builder<'a> {
    /// A band with its upper edge at `top`, laid out and drawn.
    pub(crate) fn band(
        &mut self,
        persona: Option<(PersonaId, &Persona)>,
        lanes: &[(LaneId, &'a Lane)],
        top: f32,
    ) -> BandBox {
        let id = persona.map(|(id, _)| id);
        let collapsed = id.is_some_and(|id| self.view.is_collapsed(id));
        let header_height = match persona {
            Some(_) if collapsed => size::BAND_HEADER_FOLDED,
            Some(_) => size::BAND_HEADER,
            None => ONCE_HEADER,
        };
        let header = Rect::from_min_size(pos2(0.0, top), vec2(self.env.right(), header_height));
        let can_fold = persona.is_some() && self.view.focus.is_none() && self.view.foldable;
        let toggle = if can_fold {
            let center = pos2(header.left() + 26.0, header.center().y);
            Rect::from_center_size(center, Vec2::splat(size::TARGET))
        } else {
            Rect::NOTHING
        };
        let mut band = BandBox {
            persona: id,
            name: persona.map_or(ONCE_NAME, |(_, persona)| persona.name.as_str()).into(),
            rect: header,
            header,
            toggle,
            collapsed,
            lanes: Vec::new(),
        };
        let mut drawings = Vec::new();
        for (lane_id, lane) in lanes {
            if collapsed && lane.kind != LaneKind::Curve {
                continue;
            }
            let drawn = self.lane((id, *lane_id), lane, collapsed);
            let (row, offset) = self.lane_box((id, *lane_id), lane, &drawn, band.rect.bottom());
            band.rect.max.y = row.rect.max.y;
            drawings.push((drawn.items, offset));
            band.lanes.push(row);
        }
        self.paint_band(&band, persona, drawings);
        band
    }

    fn paint_band(
        &mut self,
        band: &BandBox,
        persona: Option<(PersonaId, &Persona)>,
        drawings: Vec<(Items, Vec2)>,
    ) {
        heads::band_ground(&mut self.body, band, self.env);
        for (items, offset) in drawings {
            self.body.group(items, offset);
        }
        for lane in &band.lanes {
            let key = self.curve_key(band, lane, persona.map(|(_, persona)| persona));
            heads::lane_title(&mut self.titles, lane, key, self.env, self.text);
        }
        let chips = band.persona.and_then(|id| self.figures.chips.get(&id));
        let mut chips = chips.cloned().unwrap_or_default();
        if band.collapsed {
            chips.push(self.folded_cards(band.persona));
        }
        let person = persona.map(|(_, persona)| persona);
        heads::band_head(&mut self.heads, band, person, &chips, self.env, self.text);
    }

    /// How many cards a folded band holds back.
    fn folded_cards(&self, persona: Option<PersonaId>) -> Chip {
        let rows = self.gathered.rows.iter().filter(|((of, _), _)| *of == persona);
        let count: usize = rows.map(|(_, cards)| cards.len()).sum();
        let note = if count == 1 { "card" } else { "cards" };
        let (value, note) = (grouped(count as u64), note.to_owned());
        Chip { value, note, ..Chip::default() }
    }

    fn curve_key(&self, band: &BandBox, lane: &LaneBox, persona: Option<&Persona>) -> CurveKey {
        if lane.kind != LaneKind::Curve {
            return CurveKey::default();
        }
        let measured = band.persona.and_then(|id| self.figures.measured.get(&id));
        let measured = measured.filter(|points| self.view.show_measured && !points.is_empty());
        CurveKey {
            believed: persona.map(|persona| self.env.theme.persona(persona.mark)),
            measured: measured.map(|points| points.values().any(|point| point.of_all)),
            compact: band.collapsed,
        }
    }

    /// A lane's drawing, from the scene before if nothing of it changed.
    fn lane(&mut self, row: RowKey, lane: &Lane, collapsed: bool) -> Drawn {
        let before = self.kept.lanes.remove(&row);
        let kept = match lane.kind {
            LaneKind::Cards(kind) => match before {
                Some(KeptLane::Cards { cards, editing, kind: was, art }) if was == kind => {
                    KeptLane::Cards { cards, editing, kind, art }
                }
                _ => self.draw_card_lane(row, kind),
            },
            LaneKind::Metrics => match before {
                Some(KeptLane::Figures { cells, art }) if self.same_figures(row, &cells) => {
                    KeptLane::Figures { cells, art }
                }
                _ => self.draw_figures_lane(row),
            },
            LaneKind::Curve => {
                let input = self.curve_input(row.0, collapsed);
                match before {
                    Some(KeptLane::Curve { input: was, art }) if was == input => {
                        KeptLane::Curve { input, art }
                    }
                    _ => self.draw_curve_lane(input),
                }
            }
        };
        let drawn = Drawn::of(&kept);
        self.lanes.insert(row, kept);
        drawn
    }

    fn draw_card_lane(&mut self, row: RowKey, kind: CardKind) -> KeptLane {
        self.drawn_lanes += 1;
        let cards = self.gathered.rows.remove(&row).unwrap_or_default();
        let editing = editing_in(&cards, self.view.editing);
        let badges = &*self.figures.cards;
        let input = LaneInput { kind, cards: &cards, editing, badges };
        let art = lane_art(&input, self.env, self.text, &self.kept.cards);
        let cards = cards.iter().map(|(id, card)| (*id, CardAddress::of(card))).collect();
        KeptLane::Cards { cards, editing, kind, art: Arc::new(art) }
    }

    /// What a lane of figures shows, column by column.
    fn cells(&self, row: RowKey) -> impl Iterator<Item = Option<&'a CellFigures>> {
        let (cells, columns) = (&self.figures.cells, self.env.columns.iter());
        columns.map(move |column| cells.get(&(row.0, column.id)))
    }

    fn same_figures(&self, row: RowKey, before: &[Option<CellFigures>]) -> bool {
        self.cells(row).eq(before.iter().map(Option::as_ref))
    }

    fn draw_figures_lane(&mut self, row: RowKey) -> KeptLane {
        self.drawn_lanes += 1;
        let cells: Vec<_> = self.cells(row).map(Option::<&CellFigures>::cloned).collect();
        let art = Arc::new(figures_art(&cells, self.env, self.text));
        KeptLane::Figures { cells, art }
    }

    fn draw_curve_lane(&mut self, input: CurveInput) -> KeptLane {
        self.drawn_lanes += 1;
        let art = Arc::new(curve_art(&input, self.env, self.text));
        KeptLane::Curve { input, art }
    }

    /// What a curve lane shows: one persona's curve, or everybody's in a lane that stands once.
    fn curve_input(&self, persona: Option<PersonaId>, compact: bool) -> CurveInput {
        let shown = self.personas.iter().filter(|(id, _)| match persona {
            Some(persona) => persona == *id,
            None => self.view.shows(*id),
        });
        let lines = shown.map(|(id, persona)| self.curve_line(*id, persona)).collect();
        let measured = persona
            .filter(|_| self.view.show_measured)
            .and_then(|persona| self.figures.measured.get(&persona));
        let measured = measured.map_or_else(Vec::new, |points| {
            let columns = self.env.columns.iter();
            columns.map(|column| points.get(&column.id).copied()).collect()
        });
        CurveInput { lines, once: persona.is_none(), measured, compact }
    }

    fn curve_line(&self, id: PersonaId, persona: &Persona) -> CurveLine {
        let columns = || self.env.columns.iter();
        let point = |stage| self.map.points.get(&CurveAt { persona: id, stage }).copied();
        let moment = |stage| {
            let card: &&Card = self.gathered.moments.get(&(id, stage))?;
            let text = card.text.lines().next().unwrap_or_default().trim();
            (!text.is_empty()).then(|| Arc::from(text))
        };
        CurveLine {
            persona: id,
            name: persona.name.as_str().into(),
            mark: persona.mark,
            believed: columns().map(|column| point(column.id)).collect(),
            moments: columns().map(|column| moment(column.id)).collect(),
        }
    }

    /// Puts a lane's drawing below what the band holds so far; the offset moves the drawing there.
    fn lane_box(&mut self, row: RowKey, lane: &Lane, drawn: &Drawn, top: f32) -> (LaneBox, Vec2) {
        let least = heads::title_height(&lane.name, self.env, self.text);
        let height = drawn.height.max(least);
        let rect = Rect::from_min_size(pos2(0.0, top), vec2(self.env.right(), height));
        let offset = vec2(0.0, top);
        let cards_at = |index: usize| -> Vec<CardBox> {
            let cell = drawn.cards.as_ref().and_then(|art| art.cells.get(index));
            cell.into_iter().flatten().map(|card| moved(card, offset)).collect()
        };
        let cells = self.env.columns.iter().enumerate().map(|(index, column)| CellBox {
            cell: Cell { persona: row.0, lane: row.1, stage: column.id },
            rect: Rect::from_x_y_ranges(column.x, rect.y_range()),
            cards: cards_at(index),
        });
        let curve = drawn.curve.as_ref().map(|art| &art.curve).map(|curve| CurveBox {
            persona: curve.persona,
            y: Rangef::new(curve.y.min + top, curve.y.max + top),
            points: curve
                .points
                .iter()
                .map(|point| CurvePoint { pos: point.pos + offset, ..*point })
                .collect(),
        });
        let lane = LaneBox {
            lane: row.1,
            name: lane.name.as_str().into(),
            kind: lane.kind,
            rect,
            title: rect.with_max_x(size::LANE_HEADER),
            cells: cells.collect(),
            curve,
        };
        (lane, offset)
    }
}

/// A card's boxes moved from its lane's coordinates to the document's.
fn moved(card: &CardBox, offset: Vec2) -> CardBox {
    CardBox {
        rect: card.rect.translate(offset),
        text_rect: card.text_rect.translate(offset),
        ..card.clone()
    }
}
